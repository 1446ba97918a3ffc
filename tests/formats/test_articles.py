"""From bytes to an article: what is stored, what is said, what is refused."""

from pathlib import Path

import pytest

from annotator.core.errors import UnreadableInput
from annotator.core.text import sha256
from annotator.formats import articles, registry
from annotator.formats.articles import parse_bytes, parse_pasted
from annotator.formats.decoding import How
from annotator.formats.titles import TitleFrom


def test_plain_text_is_stored_as_it_is_written() -> None:
    text = "  One.\r\n\r\nTwo:\u00a0“😀” e\u0301 \u2028 end  \n\n"
    found = parse_bytes(text.encode(), registry.PLAIN)
    assert found.text == text.replace("\r\n", "\n")
    assert (found.replaced, found.notes) == (0, ())


def test_controls_are_replaced_and_said() -> None:
    found = parse_bytes(b"a\x00b\x07c and so on, in good order", registry.PLAIN)
    assert found.text.startswith("a\ufffdb\ufffdc")
    assert found.replaced == 2
    assert "2 control characters" in found.notes[0]


def test_bad_bytes_and_controls_are_both_counted() -> None:
    found = parse_bytes("Слухання у справі\x01".encode() + b"\xff", registry.PLAIN)
    assert found.replaced == 2
    assert len(found.notes) == 2


@pytest.mark.parametrize("data", [b"", b" \n\t ", "\ufeff \u00a0\n".encode(), b"---\ntitle: T\n---\n\n"])
def test_nothing_in_it(data: bytes) -> None:
    with pytest.raises(UnreadableInput, match="no text"):
        parse_bytes(data, registry.PLAIN)


def test_markdown_that_only_has_markup_has_no_text() -> None:
    with pytest.raises(UnreadableInput, match="no text"):
        parse_bytes(b"<!-- nothing -->\n\n---\n", registry.MARKDOWN)


@pytest.mark.parametrize(
    "data, name",
    [
        (b"%PDF-1.7 x", "PDF"),
        (b"PK\x03\x04xx", "zip"),
        (b"SQLite format 3\0xx", "SQLite"),
        (b"{\\rtf1 x", "RTF"),
    ],
)
def test_other_files_are_named(data: bytes, name: str) -> None:
    with pytest.raises(UnreadableInput, match=name):
        parse_bytes(data, registry.PLAIN)


def test_html_is_kept_but_said() -> None:
    found = parse_bytes(b"<!DOCTYPE html><p>Hello there</p>", registry.PLAIN)
    assert "HTML" in found.notes[0]
    assert found.text == "<!DOCTYPE html><p>Hello there</p>"


def test_the_limit_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(articles, "MAX_LENGTH", 10)
    assert parse_bytes(b"0123456789", registry.PLAIN).text
    with pytest.raises(UnreadableInput, match="11 characters"):
        parse_bytes(b"0123456789a", registry.PLAIN)


def test_pasted_text() -> None:
    found = parse_pasted("date 2025-09-18 Half a pair: \ud83d and so on.\r\n")
    assert found.text == "Half a pair: \ufffd and so on.\n"
    assert (found.decoded.how, found.source_sha256, found.header.get("published")) == (
        How.PASTED,
        "",
        "2025-09-18",
    )
    assert found.replaced == 1


def test_the_seed_form() -> None:
    data = (
        " date 2025-09-18 Russia’s State Duma has passed a bill to withdraw from it.\n\nThe move.\n".encode()
    )
    found = parse_bytes(data, registry.PLAIN)
    assert found.text.startswith("Russia’s State Duma has passed")
    assert found.header.get("published") == "2025-09-18"
    assert found.title_from is TitleFrom.FIRST_WORDS


def test_the_same_story_with_and_without_header_is_the_same_text() -> None:
    story = "The story.\n\nIt goes on.\n"
    plain = parse_bytes(story.encode(), registry.PLAIN)
    headed = parse_bytes(f"---\noutlet: Wire\n---\n\n{story}".encode("utf-16"), registry.PLAIN)
    assert sha256(plain.text) == sha256(headed.text)
    assert plain.source_sha256 != headed.source_sha256


def test_the_samples_are_read_without_a_word(samples: list[Path]) -> None:
    for path in samples:
        text_format = registry.format_of(path.name)
        assert text_format is not None
        found = parse_bytes(path.read_bytes(), text_format)
        assert (found.notes, found.replaced, found.decoded.how) == ((), 0, How.UTF8)


@pytest.mark.parametrize(
    "name, text_format",
    [
        ("a.txt", registry.PLAIN),
        ("A.TXT", registry.PLAIN),
        ("b.md", registry.MARKDOWN),
        ("c.Markdown", registry.MARKDOWN),
        ("d.pdf", None),
        ("txt", None),
        (".txt", None),
    ],
)
def test_which_format_a_file_has(name: str, text_format: registry.TextFormat | None) -> None:
    assert registry.format_of(name) is text_format


def test_no_two_formats_want_the_same_suffix() -> None:
    suffixes = registry.suffixes()
    assert len(suffixes) == len(set(suffixes))
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in suffixes)
