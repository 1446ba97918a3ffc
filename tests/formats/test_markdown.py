"""Markdown: what a person reads stays, the markup goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats import registry
from annotator.formats.articles import parse_bytes
from annotator.formats.markdown import MAX_LENGTH, render


@pytest.mark.parametrize(
    "source, text",
    [
        ("# Head *line*\n\nA para\nin two lines.\n", "Head line\n\nA para in two lines.\n"),
        ("Head\n====\n\ntext", "Head\n\ntext\n"),
        ("a **bold** _word_ and `code`", "a bold word and code\n"),
        ('A [link](https://example.org "t") and <https://example.org>.', "A link and https://example.org.\n"),
        ("[ref][1]\n\n[1]: https://example.org", "ref\n"),
        ("![a *view*](v.png) of it", "a view of it\n"),
        ("one  \ntwo\\\nthree", "one\ntwo\nthree\n"),
        ("- a\n- b\n  continued\n", "• a\n• b continued\n"),
        ("- a\n\n- b\n", "• a\n\n• b\n"),
        ("- a\n  - b\n    1. c\n- d", "• a\n  • b\n    1. c\n• d\n"),
        ("7. seven\n8. eight", "7. seven\n8. eight\n"),
        ("> “We left,” he said.\n>\n> Later:\n>> deep", "> “We left,” he said.\n\n> Later:\n\n> > deep\n"),
        ("| a | b |\n|---|---|\n| 1 | *2* |", "a | b\n1 | 2\n"),
        ("one\n\n---\n\ntwo", "one\n\ntwo\n"),
        ("```py\nx = 1\n\ny = 2\n```", "x = 1\n\ny = 2\n"),
        ("AT&amp;T &lt;b&gt; &mdash;", "AT&T <b> —\n"),
        ("2 < 3 and a <b>bold</b><br>line", "2 < 3 and a bold\nline\n"),
        ("<div>\n<p>One</p><p>Two &amp; three</p>\n</div>", "One\nTwo & three\n"),
        ("x\n\n<script>evil()</script>\n\n<!-- hidden -->\n\ny", "x\n\ny\n"),
        ("<div><style>p {}</style>seen<!-- not --> too</div>", "seen too\n"),
        ("Snake_case_name and 5 * 3 * 2", "Snake_case_name and 5 * 3 * 2\n"),
        ("", ""),
    ],
)
def test_what_is_read(source: str, text: str) -> None:
    assert render(source).text == text


def test_the_heading_at_the_top_is_the_headline() -> None:
    assert render("# The *head*\n\ntext").heading == "The head"
    assert render("text\n\n# Later").heading == ""


def test_addresses_never_run_or_stay() -> None:
    assert render("[click](javascript:alert(1)) [x](file:///etc/passwd)").text == "click x\n"


@pytest.mark.parametrize("deep", ["> " * 80 + "text", "- " * 500 + "text"])
def test_what_is_nested_too_deeply_is_kept_as_written(deep: str) -> None:
    found = render(deep)
    assert found.text == deep
    assert "nested" in found.notes[0]


def test_what_is_too_long_is_kept_as_written() -> None:
    source = "*a* " * (MAX_LENGTH // 4 + 1)
    assert render(source).text == source
    assert "too long" in render(source).notes[0]


@pytest.mark.parametrize(
    "hostile",
    [
        "[" * 20_000,
        "<a " * 10_000,
        "<div>" + "<!--" * 20_000,
        "<div>" + "<script></script>" * 20_000,
        "*a **b " * 9_000,
    ],
)
def test_hostile_markup_ends(hostile: str) -> None:
    assert isinstance(render(hostile).text, str)


def test_front_matter_goes_before_and_controls_that_entities_name_are_replaced() -> None:
    found = parse_bytes(b"---\noutlet: Wire\n---\n# T\n\na&#1;b &#x85; c\n", registry.MARKDOWN)
    assert found.header.get("outlet") == "Wire"
    assert found.title == "T"
    assert found.text == "T\n\na\ufffdb \ufffd c\n"


@given(st.lists(st.text(alphabet="abc ДЖ.,“”", min_size=1).filter(str.strip), min_size=1))
def test_plain_paragraphs_stay_what_they_are(paragraphs: list[str]) -> None:
    paragraphs = [" ".join(paragraph.split()) for paragraph in paragraphs]
    assert render("\n\n".join(paragraphs)).text == "\n\n".join(paragraphs) + "\n"


@given(st.text(max_size=200))
def test_any_markdown_is_read(source: str) -> None:
    assert render(source).text.count("\x00") == 0 or "\x00" in source
