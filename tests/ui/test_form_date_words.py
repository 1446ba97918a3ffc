"""Dates in words: every rule has its sentence, every value its days."""

import pytest
from pytestqt.qtbot import QtBot

from annotator.core.dates import RULES
from annotator.services.fields import BY_HAND
from annotator.services.proposing import NEEDS_PUBLISHED
from annotator.ui.date_words import days_in_words, rule_in_words, source_in_words, value_in_words


def test_every_rule_has_a_sentence(qtbot: QtBot) -> None:
    for code, sentence in RULES.items():
        assert rule_in_words(code) == sentence
    assert rule_in_words(NEEDS_PUBLISHED).endswith("nothing was guessed.")
    assert rule_in_words(BY_HAND) == rule_in_words("") == ""


def test_where_a_value_comes_from(qtbot: QtBot) -> None:
    assert source_in_words("this month", "2025-09-18") == "from the publication date"
    assert source_in_words("absolute", "") == "as the text says"
    assert source_in_words(BY_HAND, "") == "typed by hand"
    assert source_in_words("", "") == ""


@pytest.mark.parametrize(
    ("value", "words", "days"),
    [
        ("2025-09-18", "18 September 2025", "18 September 2025"),
        ("2025-09", "September 2025", "1–30 September 2025"),
        ("1997", "1997", "1 January – 31 December 1997"),
        ("2022-02~", "about February 2022", "1–28 February 2022"),
        ("2024-22", "summer 2024", "1 June – 31 August 2024"),
        ("199X", "the 1990s", "1 January 1990 – 31 December 1999"),
        ("2025-05/2025-07", "May 2025 to July 2025", "1 May – 31 July 2025"),
        ("2022-02-24/..", "since 24 February 2022", "from 24 February 2022 on"),
        ("../2014", "until 2014", "until 31 December 2014"),
        ("", "", ""),
        ("no date", "no date", ""),
    ],
)
def test_a_value_and_its_days(qtbot: QtBot, value: str, words: str, days: str) -> None:
    assert value_in_words(value) == words
    assert days_in_words(value) == days
