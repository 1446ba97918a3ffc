"""Metadata headers: what is understood, what is left out, what is left in the text."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.dates import parse_language, parse_published
from annotator.formats.headers import Header, parse_url, split_header

SEED = (
    " date 2025-09-18 Russia’s State Duma has passed a bill to withdraw from the European Convention.\n\n"
    "The move was proposed by President Vladimir Putin earlier this month.\n"
)


def test_front_matter() -> None:
    header = split_header(
        "---\ntitle: “It rained”, he said: a talk\nbyline: A. Writer\noutlet: Wire\n"
        "url: https://example.org/a?b=c#d\npublished: 2025-09-18\nlanguage: en\n---\n\nThe story.\n"
    )
    assert header == Header(
        "The story.\n",
        {
            "title": "“It rained”, he said: a talk",
            "byline": "A. Writer",
            "outlet": "Wire",
            "url": "https://example.org/a?b=c#d",
            "published": "2025-09-18",
            "language": "en",
        },
    )


def test_the_date_in_front_of_a_story_on_the_same_line() -> None:
    header = split_header(SEED)
    assert header.values == {"published": "2025-09-18"}
    assert header.story == SEED.removeprefix(" date 2025-09-18 ")
    assert header.notes == ()


@pytest.mark.parametrize(
    "start", ["date 2025-09-18\n\nThe story", "Date: 2025-09-18 The story", "\ndate 2025-09-18\nThe story"]
)
def test_other_ways_to_put_the_date_first(start: str) -> None:
    header = split_header(start)
    assert (header.story, header.get("published")) == ("The story", "2025-09-18")


@pytest.mark.parametrize("date", ["2025-13-40", "2025-02-30", "2025", "2025-09", "18.09.2025"])
def test_a_date_in_front_that_is_no_full_date_stays_in_the_text_and_is_said(date: str) -> None:
    text = f"date {date} was a day like any other."
    header = split_header(text)
    assert header.story == text
    assert header.values == {}
    assert date in header.notes[0]


@pytest.mark.parametrize(
    "text",
    [
        "Dates are sweet.",
        "date night in Kyiv",
        "update 2025-09-18 came late",
        "The date 2025-09-18 was named",
        "",
        "--- not a header\nkey: value\n---\n",
        "----\nkey: value\n----\n",
        "date 2025-09-18 ",
    ],
)
def test_a_text_without_header_is_left_as_it_is(text: str) -> None:
    assert split_header(text) == Header(text)


@pytest.mark.parametrize(
    "key, name",
    [
        ("Author", "byline"),
        ("authors", "byline"),
        ("BY", "byline"),
        ("source", "outlet"),
        ("Publisher", "outlet"),
        ("headline", "title"),
        ("Title", "title"),
    ],
)
def test_aliases(key: str, name: str) -> None:
    assert split_header(f"---\n{key}: Ada\n---\nx").values == {name: "Ada"}


def test_aliases_of_what_is_checked() -> None:
    header = split_header("---\nlang: pt_BR\npublication-date: 2025/9/8\nlink: http://example.org\n---\nx")
    assert header.values == {"language": "pt-BR", "published": "2025-09-08", "url": "http://example.org"}


def test_unknown_keys_are_reported_and_kept_out_of_the_text() -> None:
    header = split_header("---\ntitle: T\nmood: grim\nlayout: post\n---\nThe story.")
    assert header.story == "The story."
    assert header.unknown == (("mood", "grim"), ("layout", "post"))
    assert "“mood”, “layout”" in header.notes[0]


def test_the_charset_is_known_but_not_metadata() -> None:
    header = split_header("---\ncharset: utf-8\ntitle: T\n---\nx")
    assert (header.values, header.unknown, header.notes) == ({"title": "T"}, (), ())


@pytest.mark.parametrize(
    "text, reason",
    [
        ("---\ntitle: T\nno colon here\n---\nx", "line 3"),
        ("---\ntitle: T\nThe story without an end of the header", "closes"),
        ("---\n---\nx", "empty"),
        ("---\n: nothing\n---\nx", "line 2"),
        ("---\n" + "k: v\n" * 200 + "---\nx", "closes"),
    ],
)
def test_a_malformed_header_stays_in_the_text_and_is_said(text: str, reason: str) -> None:
    header = split_header(text)
    assert header.story == text
    assert header.values == {}
    assert reason in header.notes[0]
    assert len(header.notes) == 1


def test_lists_and_folded_values_of_yaml_are_no_reason_to_give_up() -> None:
    header = split_header(
        "---\n# a comment\ntitle: >-\n  A long\n  title\n\ntags:\n  - a\n- b\nauthor: 'Ada'\nempty:\n---\nx"
    )
    assert header.values == {"title": "A long title", "byline": "Ada"}
    assert header.unknown == (("tags", "- a - b"), ("empty", ""))


@pytest.mark.parametrize(
    "line",
    ["date: Thursday", "lang: the English language", "url: javascript:alert(1)", "title: " + "x" * 2001],
)
def test_values_that_are_none_are_left_out_and_said(line: str) -> None:
    header = split_header(f"---\n{line}\noutlet: Wire\n---\nx")
    assert header.values == {"outlet": "Wire"}
    assert "left out" in header.notes[0]
    assert header.story == "x"


def test_the_first_of_two_wins_and_the_other_is_said() -> None:
    header = split_header("---\nauthor: Ada\nbyline: Bob\n---\nx")
    assert header.values == {"byline": "Ada"}
    assert "Bob" in header.notes[0]


@pytest.mark.parametrize(
    "raw, value",
    [
        ("2025-09-18", "2025-09-18"),
        ("2025-09", "2025-09"),
        ("1997", "1997"),
        ("2025-09-18T10:11:12Z", "2025-09-18"),
        ("2025-09-18 10:11", "2025-09-18"),
        ("2025.9.8", "2025-09-08"),
        ("2025-00", None),
        ("0000", None),
        ("2023-02-29", None),
        ("18-09-2025", None),
        ("yesterday", None),
    ],
)
def test_dates(raw: str, value: str | None) -> None:
    assert parse_published(raw) == value


def test_languages_and_addresses() -> None:
    assert [parse_language(raw) for raw in ("en", "zh_Hant", "English", "e", "")] == [
        "en",
        "zh-Hant",
        None,
        None,
        None,
    ]
    assert parse_url("ftp://example.org") is None
    assert parse_url("https://example.org/a b") is None


def test_the_samples(samples: list[Path]) -> None:
    for path in samples:
        text = path.read_text("utf-8")
        header = split_header(text)
        assert text.endswith(header.story)
        assert header.notes == ()
        assert not header.story.startswith(("---", "date "))


@given(st.text(max_size=200))
def test_what_is_no_header_is_never_touched(text: str) -> None:
    header = split_header(text)
    assert text.endswith(header.story)
    if not text.lstrip().lower().startswith(("---", "date")):
        assert header.story == text


@given(st.text(alphabet="-:. \n\tab>|'\"0", max_size=60))
def test_anything_between_the_fences_is_a_header_or_stays(inner: str) -> None:
    text = f"---\n{inner}\n---\nThe story."
    header = split_header(text)
    assert header.story.endswith("The story.")
    assert header.story == text or header.values or header.unknown or header.story in text
