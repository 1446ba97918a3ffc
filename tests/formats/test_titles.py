"""Titles: from the header, else a headline, else the first words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.titles import MAX_WORDS_LENGTH, TitleFrom, choose_title, first_words

STORY = (
    "Russia’s State Duma has passed a bill to withdraw from the European Convention for the Prevention of "
    "Torture.\n\nThe move was proposed earlier this month.\n"
)


def test_the_header_comes_first() -> None:
    assert choose_title("Headline\n\n" + STORY, "From the header") == ("From the header", TitleFrom.HEADER)


@pytest.mark.parametrize(
    "headline",
    [
        "Commander knew of killings, radio man tells judges",
        "Who shot the witness?",
        "State Duma votes to leave; Council “regrets”",
        "Россия и Украина обменялись пленными",
        "ناجون يتهمون ملثمين بإعادتهم",
        "假难民与真点击",
        "Minister to visit the U.S.",
    ],
)
def test_a_headline_is_found(headline: str) -> None:
    assert choose_title(f"\n  {headline}  \n\n{STORY}") == (headline, TitleFrom.HEADLINE)


def test_a_headline_right_above_a_paragraph() -> None:
    assert choose_title(f"Duma votes to leave\n{STORY}").text == "Duma votes to leave"


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        "This is a sentence.\n\nAnd another one.\n",
        "A single line without an end",
        "By Ada Byron\n\nThe story begins here and goes on.\n",
        "https://example.org/a\n\nThe story begins here and goes on.\n",
        "18.09.2025\n\nThe story begins here and goes on.\n",
        "Broken into lines of one length, as old mail is, the text\nbegins so and then it goes on.\n",
        "x" * 200 + "\n\n" + STORY,
    ],
)
def test_what_is_no_headline(text: str) -> None:
    title = choose_title(text)
    assert title.source is TitleFrom.FIRST_WORDS
    assert title.text == first_words(text)


def test_the_seed_gets_its_first_words() -> None:
    title = choose_title(STORY)
    assert title.text == "Russia’s State Duma has passed a bill to withdraw from the European…"
    assert title.source is TitleFrom.FIRST_WORDS


def test_a_heading_of_the_format_is_a_headline_whatever_it_looks_like() -> None:
    assert choose_title(STORY, heading="It ends. Like prose.").text == "It ends. Like prose."
    assert choose_title(STORY, heading="x" * 500).source is TitleFrom.FIRST_WORDS


def test_punctuation_before_the_cut_goes() -> None:
    words = "Word " * 12 + "end, and it goes on for a good while after that"
    assert first_words(words).endswith("end, and…")
    assert first_words("a" * 60 + " b, " + "c" * 30) == "a" * 60 + " b…"


def test_without_spaces_no_visible_character_is_split() -> None:
    family = "👩‍👩‍👧"
    title = first_words("x" * (MAX_WORDS_LENGTH - 2) + family * 10)
    assert title == "x" * (MAX_WORDS_LENGTH - 2) + "…"


def test_only_the_first_paragraph_counts() -> None:
    assert first_words("\n\nShort.\nLonger.") == "Short."


@given(st.text(min_size=1).filter(str.strip))
def test_every_story_has_a_title_on_one_line(story: str) -> None:
    title = choose_title(story).text
    assert title
    assert "\n" not in title
    assert len(title) <= 160
