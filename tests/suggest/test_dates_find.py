"""Where dates are in running text; and what holds for any text whatever."""

import itertools
import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.dates import RULES, DateKind
from annotator.formats import edtf_values
from annotator.suggest import dates
from tests.suggest.date_table import ENGLISH, RUSSIAN, UKRAINIAN, rows


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a text without its brackets, and where they were."""
    spans, plain = [], ""
    for piece in re.split(r"(\[[^]]*\])", text):
        if piece.startswith("["):
            spans.append((len(plain), len(plain) + len(piece) - 2))
            piece = piece[1:-1]
        plain += piece
    return plain, spans


SENTENCES = [
    "The move came [earlier this month] and was first discussed in [August].",
    "A member since [1997], it left in [February 2022], just [weeks after] it was asked to.",
    "The [1987] treaty and the [2014] talks cost $2000 and 2014 civilians their homes.",
    "On [Thursday, September 18, 2025], the house met; it had met [last Tuesday], too.",
    "May said in [May] that the march would end, and she may march in [March].",
    "Prices fell between [2014 and 2022], from [May to July], and in the [early 1990s].",
    "[2014] and [2022] were bad: [2014] was worse. They fell 2014 times and 2,014 times.",
    "A 30-year-old man got [12 years] for [last year]’s theft, [two weeks ago].",
    "The offer springs from a fall in [spring 2022]; in the [autumn] it was gone.",
    "He was ill for [three years] until the [end of March 2023]; every visit, [every Friday], helped.",
    "🙂🙂 It rained on [18 September] and 🙂 [yesterday].",
    "Version 1.2.3 of 24/7, U-2014x, and example.org/2025/09/18/a.",
    "Указ подписан [24 февраля 2022 года], в [прошлом месяце] его отменили, а [вчера] вернули.",
    "С [10 по 15 мая 2022 года] и [ранее в этом месяце] в среде экспертов об этом молчали.",
    "Марта сказала в [марте], что в 2014 человек верить нельзя.",
    "Закон ухвалили [минулого тижня], а у [серпні 2021 року] його не було.",
    "Був лютий мороз; у [лютому 2022 року] він минув, [торік] теж, [щоп’ятниці] йшов сніг.",
    "Seen in [August\u00a02022]\nAugust\n[2023]",
    "",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_spans_in_a_sentence(sentence):
    text, spans = marked(sentence)
    assert [tuple(span) for span in dates.find(text)] == spans


def test_each_paragraph_in_its_own_language():
    text, spans = marked("Це було [минулого тижня].\nЭто было на [прошлой неделе].\nIt was [last week].")
    assert [tuple(span) for span in dates.find(text)] == spans


def test_the_expression_at_the_caret():
    text, (first, second) = marked("It fell [last week], and [two years ago] it stood.")
    for position in range(len(text) + 1):
        found = dates.around(text, position)
        inside = [span for span in (first, second) if span[0] <= position <= span[1]]
        assert ([tuple(found)] if found else []) == inside


def test_the_caret_may_mean_what_find_passes_over():
    text = "The march on the capital, said May."
    assert dates.find(text) == []
    assert dates.around(text, 6) == (4, 9)
    assert dates.around(text, 33) == (31, 34)
    assert dates.around(text, 20) is None


def test_the_caret_between_lines_and_in_a_line_without_end():
    assert dates.around("last week\n2014", 9) == (0, 9)
    assert dates.around("last week\n2014", 10) == (10, 14)
    text = "word " * 100_000 + "in August 2022 " + "word " * 100_000
    at = text.index("August")
    assert dates.around(text, at + 3) == (at, at + len("August 2022"))


WORDS = sorted(
    {
        word
        for table in (ENGLISH, RUSSIAN, UKRAINIAN)
        for row in rows(table)
        for word in " ".join(row[:2]).split()
    }
)
DATES_OR_NOT = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from([*WORDS, ",", "-", "–", "\n", "0000", "99", "9999", "the", "will"]), max_size=8
    ).map(" ".join),
)
PUBLISHED_OR_NOT = st.one_of(
    st.dates().map(str),
    st.dates().map(lambda day: str(day)[:7]),
    st.dates().map(lambda day: str(day)[:4]),
    st.text(max_size=10),
)


@settings(max_examples=400, deadline=None)
@given(
    DATES_OR_NOT, PUBLISHED_OR_NOT, st.sampled_from(["", "en", "ru", "uk", "xx"]), DATES_OR_NOT, DATES_OR_NOT
)
def test_any_text_gives_a_sound_proposal(expression, published, language, before, after):
    proposal = dates.propose(expression, published=published, language=language, before=before, after=after)
    assert edtf_values.check(proposal.value) == proposal.value
    assert proposal.rule in RULES
    assert not (proposal.needs_published and (proposal.value or proposal.anchor))
    assert not (proposal.value and proposal.kind in (DateKind.VAGUE, DateKind.DURATION, DateKind.RECURRING))


@settings(max_examples=400, deadline=None)
@given(st.lists(DATES_OR_NOT, max_size=4).map(" ".join), st.data())
def test_any_text_gives_sound_spans(text, data):
    spans = dates.find(text)
    assert spans == sorted(spans)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= two.start for one, two in itertools.pairwise(spans))
    assert all(text[span.start : span.end].strip() == text[span.start : span.end] for span in spans)
    position = data.draw(st.integers(0, len(text)))
    found = dates.around(text, position)
    assert found is None or found.start <= position <= found.end


MONTHS = "January February March April May June July August September October November December".split()
TEMPLATES = [
    "{}",
    "in {}",
    "last {}",
    "next {}",
    "{} 2022",
    "early {}",
    "since {}",
    "until {}",
    "{} last year",
]


@given(
    st.sampled_from(MONTHS), st.sampled_from(TEMPLATES), st.dates(), st.sampled_from(["", "It will end in "])
)
def test_what_is_known_to_the_month_never_gets_a_day(month, template, published, before):
    value = dates.propose(template.format(month), published=str(published), before=before).value
    assert re.fullmatch(r"(?:\.\./)?\d{4}-\d\d~?(?:/\.\.)?", value) or published.year in (1, 9999)


@settings(deadline=None)
@given(st.dates())
def test_a_week_is_from_monday_to_sunday_around_its_day(published):
    first, last = edtf_values.bounds(dates.propose("this week", published=str(published)).value)
    if first is not None and last is not None:
        assert (first.weekday(), last.weekday(), (last - first).days) == (0, 6, 6)
        assert first <= published <= last


HOSTILE = [
    "last ",
    "2022-",
    "May to ",
    "between 2014 and ",
    "1 ",
    "24 лютого 2022 року по ",
    "1'a.",
    "in the end of the ",
]


def work(text: str) -> int:
    """Return how many calls of Python functions `find` makes on a text, and of patterns on its tags."""
    calls = 0

    def count(frame, event, argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        dates.find(text)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("piece", HOSTILE)
def test_the_work_grows_no_faster_than_the_text(piece):
    short, long = 20_000, 200_000
    assert work(piece * (long // len(piece))) <= 11 * work(piece * (short // len(piece))) + 1_000


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Nothing si|nce early 2023 was done.", "since early 2023"),
        ("Nothing since ear|ly 2023 was done.", "early 2023"),
        ("Shut un|til the autumn of 2021.", "until the autumn of 2021"),
        ("Shut until t|he autumn of 2021.", "the autumn of 2021"),
        ("Его ждут |с марта 2024 года.", "с марта 2024 года"),
        ("Чекають ві|д березня 2024 року.", "від березня 2024 року"),
        ("If he signs before the mo|nth is out.", "the month"),
        ("The mo|nth of hunger.", None),
        ("Since| he left, nobody came.", None),
        ("За два с лиш|ним года.", "два с лишним года"),
        ("It came earlier |in the month.", "earlier in the month"),
    ],
)
def test_a_caret_in_what_opens_an_expression_takes_it_too(marked, expected):
    position = marked.index("|")
    text = marked.replace("|", "")
    span = dates.around(text, position)
    assert (text[slice(*span)] if span else None) == expected
