"""What expressions of time say, against values worked out by hand."""

import re
from pathlib import Path

import pytest

from annotator.core.dates import RULES, DateKind, DateProposal
from annotator.formats import edtf_values
from annotator.suggest.dates import propose
from tests.suggest.date_table import ENGLISH, PUBLISHED, RUSSIAN, UKRAINIAN, rows

ALL = [
    (language, *row)
    for language, table in (("en", ENGLISH), ("ru", RUSSIAN), ("uk", UKRAINIAN))
    for row in rows(table)
]


@pytest.mark.parametrize(("language", "before", "expression", "value", "kind"), ALL)
def test_the_value_worked_out_by_hand(language, before, expression, value, kind):
    for given in (language, ""):
        proposal = propose(expression, published=PUBLISHED, language=given, before=before)
        assert (proposal.value, proposal.kind) == (value, kind)
        assert edtf_values.check(proposal.value) == proposal.value
        assert proposal.rule in RULES
        assert proposal.anchor in ("", PUBLISHED)
        assert not proposal.needs_published


def test_the_table_is_as_long_as_promised():
    assert [
        len(rows(table)) >= least for table, least in ((ENGLISH, 60), (RUSSIAN, 25), (UKRAINIAN, 25))
    ] == [
        True,
        True,
        True,
    ]


def test_the_rule_and_the_anchor_go_with_the_value():
    assert propose("earlier this month", published=PUBLISHED) == DateProposal(
        "2025-09", DateKind.POINT, "this month", PUBLISHED
    )
    assert propose("in August", published=PUBLISHED).rule == "month before publication"
    assert propose("1997", published=PUBLISHED) == DateProposal("1997", DateKind.POINT, "absolute")
    assert propose("since 2014", published=PUBLISHED).rule == "since"
    assert propose("since May", published=PUBLISHED).rule == "month before publication"
    assert propose("early 2022", published=PUBLISHED).rule == "part of"
    assert propose("three days later", published=PUBLISHED).rule == "other anchor"
    assert propose("Monday, September 18, 2025", published=PUBLISHED).rule == "weekday does not fit"
    assert propose("from 2022 to 2014", published=PUBLISHED).rule == "out of order"


@pytest.mark.parametrize(
    ("before", "expression", "value"),
    [
        ("since ", "2014", "2014/.."),
        ("until the ", "end of March 2023", "../2023-03~"),
        ("from the ", "1990s", "199X"),
        ("с ", "марта 2024 года", "2024-03/.."),
        ("до ", "2014 року", "../2014"),
    ],
)
def test_a_word_in_front_opens_the_interval(before, expression, value):
    assert propose(expression, published=PUBLISHED, before=before).value == value


@pytest.mark.parametrize(
    ("before", "after", "value"),
    [
        ("In ", ", parliament will vote on it", "2025-10"),
        ("In ", ", parliament voted on it", "2024-10"),
        ("The minister will retire. He was born in ", ".", "2024-10"),
        ("He said in ", " that it will end", "2024-10"),
        ("which will, he said in ", ", end", "2024-10"),
        ("The hearing is scheduled for ", ".", "2025-10"),
    ],
)
def test_the_next_month_of_the_name_only_where_the_sentence_announces(before, after, value):
    assert propose("October", published=PUBLISHED, before=before, after=after).value == value


@pytest.mark.parametrize(
    ("expression", "kind"),
    [
        ("in August", DateKind.POINT),
        ("last week", DateKind.INTERVAL),
        ("today", DateKind.POINT),
        ("вчера", DateKind.POINT),
        ("минулого року", DateKind.POINT),
        ("since May", DateKind.INTERVAL),
        ("from May to July", DateKind.INTERVAL),
    ],
)
def test_without_a_publication_date_it_is_asked_for(expression, kind):
    for published in ("", "soon", "2025-13"):
        assert propose(expression, published=published) == DateProposal(
            "", kind, "no publication date", needs_published=True
        )


@pytest.mark.parametrize(
    "expression", ["1997", "September 18, 2025", "for three years", "every Friday", "recently"]
)
def test_what_needs_no_publication_date_does_not_ask_for_it(expression):
    proposal = propose(expression, published="")
    assert proposal == propose(expression, published=PUBLISHED)
    assert not proposal.needs_published


@pytest.mark.parametrize(
    ("published", "expression", "value"),
    [
        ("2025-09", "in August", "2025-08"),
        ("2025-09", "in September", "2025-09"),
        ("2025-09", "last month", "2025-08"),
        ("2025-09", "17 August", "2025-08-17"),
        ("2025-09", "17 October", "2024-10-17"),
        ("2025-09", "17 September", ""),
        ("2025-09", "last week", ""),
        ("2025-09", "on Tuesday", ""),
        ("2025-09", "today", ""),
        ("2025", "last year", "2024"),
        ("2025", "two years ago", "2023"),
        ("2025", "August last year", "2024-08"),
        ("2025", "in August", ""),
        ("2025", "this month", ""),
    ],
)
def test_a_publication_date_known_to_the_month_or_year(published, expression, value):
    proposal = propose(expression, published=published)
    assert (proposal.value, proposal.anchor) == (value, published)
    if not value:
        assert (proposal.kind, proposal.rule) == (DateKind.VAGUE, "publication date too coarse")
        assert not proposal.needs_published


@pytest.mark.parametrize(
    ("published", "expression", "value"),
    [
        ("2026-01-01", "in December", "2025-12"),
        ("2026-01-01", "in January", "2026-01"),
        ("2026-01-01", "last month", "2025-12"),
        ("2026-01-01", "last week", "2025-12-22/2025-12-28"),
        ("2026-01-01", "this week", "2025-12-29/2026-01-04"),
        ("2026-01-01", "yesterday", "2025-12-31"),
        ("2026-01-01", "last quarter", "2025-10/2025-12"),
        ("2024-12-31", "tomorrow", "2025-01-01"),
        ("2024-12-15", "next month", "2025-01"),
        ("2024-03-01", "yesterday", "2024-02-29"),
        ("2023-03-01", "yesterday", "2023-02-28"),
        ("2024-02-29", "last year", "2023"),
        ("2024-02-29", "29 February", "2024-02-29"),
        ("2024-02-28", "29 February", "2020-02-29"),
        ("2024-03-31", "last month", "2024-02"),
        ("2025-09-14", "last week", "2025-09-01/2025-09-07"),
        ("2025-09-15", "last week", "2025-09-08/2025-09-14"),
        ("2025-09-15", "on Monday", "2025-09-15"),
        ("2025-09-14", "on Monday", "2025-09-08"),
        ("0001-01-01", "yesterday", ""),
        ("9999-12-31", "next week", ""),
        ("9999", "next year", ""),
    ],
)
def test_the_edges_of_weeks_months_years_and_of_the_calendar(published, expression, value):
    assert propose(expression, published=published).value == value


def documented():
    """Return words, values, kind and rules of each row of the table in the page for analysts."""
    page = (Path(__file__).parents[2] / "docs" / "dates.md").read_text(encoding="utf-8")
    table = page.split("## What is proposed")[1].split("The rules in a few words")[0]
    for line in table.strip().splitlines()[4:]:
        words, values, kind, rules = (cell.strip() for cell in line.strip("| ").split("|"))
        yield words, re.findall("`([^`]+)`", values), kind, rules.split(", ")


@pytest.mark.parametrize(("words", "values", "kind", "rules"), list(documented()))
def test_the_page_for_analysts_says_what_is_done(words, values, kind, rules):
    whole = propose(words, published=PUBLISHED)
    pieces = [words] if whole.value in values or "2025" in words.split(", ") else words.split(", ")
    proposals = [propose(piece, published=PUBLISHED) for piece in pieces]
    assert [proposal.value for proposal in proposals if proposal.value] == (values * len(pieces))[
        : len(pieces)
    ]
    assert {proposal.kind for proposal in proposals} == {kind}
    assert {proposal.rule for proposal in proposals} == set(rules)


def test_the_same_words_in_other_languages_are_not_mixed_up():
    # "година" is an hour in Ukrainian and bad times in Russian; "рік" exists in Ukrainian only.
    assert propose("два роки тому", published=PUBLISHED, language="ru-RU").rule == "not recognised"
    assert propose("два роки тому", published=PUBLISHED, language="uk-UA").value == "2023"
    assert propose("August 2022", published=PUBLISHED, language="uk").value == "2022-08"


@pytest.mark.parametrize(
    ("language", "before", "expression", "after", "value", "kind"),
    [
        ("en", "sent ", "earlier in the month", ", passed", "2025-09", "point"),
        ("en", "", "later in the year", ".", "2025", "point"),
        ("en", "sent ", "earlier in the month", " of May", "", "vague"),
        ("en", "If he signs before ", "the month", " is out", "2025-09", "point"),
        ("en", "By the end of ", "the week", ".", "2025-09-15/2025-09-21", "interval"),
        ("en", "", "the month", " before the vote", "", "vague"),
        ("en", "", "the month", " of hunger", "", "vague"),
        ("en", "He left in ", "that month", ".", "", "vague"),
        ("en", "", "since early 2023", "", "2023~/..", "interval"),
        ("en", "", "Since then", " nobody came", "", "vague"),
        ("ru", "", "с тех пор", "", "", "vague"),
        ("en", "In ", "three years", " we have not won one case", "", "duration"),
        ("en", "In ", "three years", " nobody had asked", "", "duration"),
        ("en", "In ", "three years", " we will have to leave", "2028", "point"),
        ("en", "for ", "two and a half years", "", "", "duration"),
        ("en", "", "two and a half years ago", "", "", "vague"),
        ("ru", "За ", "два с лишним года", " к ним не пустили", "", "duration"),
        ("ru", "", "два с лишним года назад", "", "", "vague"),
        ("uk", "", "три з половиною роки", "", "", "duration"),
    ],
)
def test_units_lengths_and_what_opens_them(language, before, expression, after, value, kind):
    found = propose(expression, published=PUBLISHED, language=language, before=before, after=after)
    assert (found.value, found.kind) == (value, DateKind(kind))
    assert found.rule in RULES


@pytest.mark.parametrize(
    ("language", "before", "expression", "after", "year"),
    [
        ("en", "The talks must resume on ", "2 December", ".", 2025),
        ("en", "On ", "2 December", " the two delegations shall meet in Tarn.", 2025),
        ("en", "The lists are drawn up, he said, and on ", "2 December", " both sides will meet.", 2025),
        ("en", "It will be formally opened on ", "2 December", ".", 2025),
        ("en", "They had to leave on ", "2 December", ".", 2024),
        ("en", "They must have left on ", "2 December", ".", 2024),
        ("en", "The house will vote on the bill that the cabinet approved on ", "2 December", ".", 2024),
        ("en", "The minister, who will retire, was born on ", "2 December", ".", 2024),
        ("en", "The court will sit in May, and on ", "2 December", " the mill burned.", 2024),
        ("ru", "Списки готовы, сообщила она, а ", "2 декабря", " делегации должны встретиться.", 2025),
        ("ru", "Суд рассмотрит жалобу ", "2 декабря", ".", 2025),
        ("ru", "Он должен был приехать ", "2 декабря", ".", 2024),
        ("ru", "", "2 декабря", " суд отложил дело.", 2024),
        ("uk", "Делегації мають зустрітися ", "2 грудня", ".", 2025),
        ("uk", "", "2 грудня", " суд має оголосити вирок.", 2025),
        ("uk", "Він має дачу, куплену ", "2 грудня", ".", 2024),
    ],
)
def test_a_day_without_a_year_follows_the_tense_of_its_clause(language, before, expression, after, year):
    found = propose(expression, published=PUBLISHED, language=language, before=before, after=after)
    assert found.value == f"{year}-12-02"
