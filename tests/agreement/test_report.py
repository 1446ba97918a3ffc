"""A whole report on planted differences of three annotators, against plain computations of its own."""

from fractions import Fraction
from functools import partial
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.bootstrap import with_interval
from annotator.agreement.continuum import continuum_of
from annotator.agreement.figure import Undefined
from annotator.agreement.marks import Mark
from annotator.agreement.measured import ArticleMarks, ComparedField, Measure, Options, Part, groups_of
from annotator.agreement.places import behind_cell, behind_figure
from annotator.agreement.quick_samples import segments_with_interval, unitizing_with_interval
from annotator.agreement.report import Collector
from annotator.agreement.segmenting import coding_alpha, coding_sums, segment_alpha, segment_sums
from annotator.agreement.unitizing import unitizing_alpha, unitizing_sums
from annotator.core.errors import InvalidValue
from annotator.formats.edtf_values import bounds
from tests.agreement.making import LENGTH, covered, mark, marks
from tests.agreement.planting import VALUES, Planter

LENGTH_OF_ARTICLE = 4000
FIELDS = [
    ComparedField("claim", "mode", tabled=True),
    ComparedField("claim", "speaker"),
    ComparedField("claim", "about", several=True),
    ComparedField("date", "value", date=True),
]


def collected(planted, options=None):
    readers: dict[str, set[str]] = {}
    for reading in planted.readings:
        readers.setdefault(reading.article_id, set()).add(reading.annotator_id)
    by_article: dict[str, list[Mark]] = {article: [] for article in readers}
    for one in planted.marks:
        by_article.setdefault(one.article_id, []).append(one)
    articles = [
        ArticleMarks(id_, LENGTH_OF_ARTICLE, tuple(several), frozenset(readers.get(id_, ())))
        for id_, several in by_article.items()
    ]
    people = [f"person{number}" for number in range(3)]
    collector = Collector(people, list(VALUES), FIELDS, bounds, options or Options(samples=0))
    for article in articles:
        collector.add(article)
    return articles, collector


@pytest.fixture(scope="module")
def work():
    articles, collector = collected(Planter(seed=7, people=3).work(articles=12, places=15))
    return articles, collector.report()


def found(report, group, layer, part, measure, field=""):
    return next(
        one
        for one in report.figures
        if (one.annotators, one.layer, one.part, one.measure, one.field)
        == (tuple(group), layer, part, measure, field)
    )


def readers_of(article):
    return article.readers | {one.annotator_id for one in article.marks}


def largest_matching(first, second, possible):
    """The most pairs that can be made, by augmenting paths; nothing is taken from the code under test."""
    taken: dict[int, int] = {}

    def place(one, tried):
        for other in range(len(second)):
            if other in tried or not possible(first[one], second[other]):
                continue
            tried.add(other)
            if other not in taken or place(taken[other], tried):
                taken[other] = one
                return True
        return False

    return sum(place(one, set()) for one in range(len(first)))


def overlap(one, other):
    return Fraction(len(covered(one) & covered(other)), len(covered(one) | covered(other)))


@pytest.mark.parametrize("layer", ["", "claim", "actor", "date"])
@pytest.mark.parametrize("part", [Part.EXACT, Part.OVERLAP])
def test_spans(work, layer, part):
    articles, report = work

    def possible(one, other):
        if one.layer != other.layer:
            return False
        return (
            one.fragments == other.fragments if part is Part.EXACT else overlap(one, other) >= Fraction(1, 2)
        )

    all_matched = all_marks = 0
    for pair in combinations(report.annotators, 2):
        sizes, matched = [0, 0], 0
        for article in articles:
            if not readers_of(article).issuperset(pair):
                continue
            first, second = (
                [one for one in article.marks if one.annotator_id == who and layer in ("", one.layer)]
                for who in pair
            )
            sizes = [sizes[0] + len(first), sizes[1] + len(second)]
            matched += largest_matching(first, second, possible)
        precision = found(report, pair, layer, part, Measure.PRECISION).figure
        recall = found(report, pair, layer, part, Measure.RECALL).figure
        f1 = found(report, pair, layer, part, Measure.F1).figure
        assert (precision.value, precision.items) == (pytest.approx(matched / sizes[1]), sizes[1])
        assert (recall.value, recall.items) == (pytest.approx(matched / sizes[0]), sizes[0])
        assert (f1.value, f1.items) == (pytest.approx(2 * matched / sum(sizes)), sum(sizes))
        all_matched, all_marks = all_matched + matched, all_marks + sum(sizes)
    together = found(report, report.annotators, layer, part, Measure.F1).figure
    assert together.value == pytest.approx(2 * all_matched / all_marks)


@pytest.mark.parametrize("layer", ["", "claim"])
def test_characters_one_by_one(work, layer):
    articles, report = work
    pair = report.annotators[:2]
    rows: list[tuple[frozenset[str], ...]] = []
    for article in articles:
        if not readers_of(article).issuperset(pair):
            continue
        said: list[list[frozenset[str]]] = [[frozenset()] * article.length for _ in pair]
        for one in article.marks:
            if one.annotator_id in pair and layer in ("", one.layer):
                for position in covered(one):
                    said[pair.index(one.annotator_id)][position] |= {one.layer}
        rows += zip(*said, strict=True)
    same = sum(one == other for one, other in rows) / len(rows)
    categories = {value for row in rows for value in row}
    by_chance = sum(
        (sum(row[0] == each for row in rows) / len(rows)) * (sum(row[1] == each for row in rows) / len(rows))
        for each in categories
    )
    percent = found(report, pair, layer, Part.CHARACTERS, Measure.PERCENT).figure
    kappa = found(report, pair, layer, Part.CHARACTERS, Measure.COHEN).figure
    assert (percent.value, percent.items) == (pytest.approx(same), len(rows))
    assert kappa.value == pytest.approx((same - by_chance) / (1 - by_chance))


def test_values_of_matched_annotations(work):
    articles, report = work
    left_out = differing = 0
    for pair, field in product(report.groups[1:], ("speaker", "mode", "about")):
        figure = found(report, pair, "claim", Part.VALUES, Measure.PERCENT, field)
        same = answered = 0
        for article in articles:
            sides = [[one for one in article.marks if one.annotator_id == who] for who in pair]
            # What is planted lies so far apart that whatever overlaps enough is one place.
            for one, other in ((one, other) for one in sides[0] for other in sides[1]):
                if one.layer == other.layer == "claim" and overlap(one, other) >= Fraction(1, 2):
                    said = [dict(each.values).get(field) for each in (one, other)]
                    twice = max(sum(overlap(each, one) == 1 for each in side) for side in sides) > 1
                    if None in said:
                        left_out += not twice and said != [None, None]
                        continue
                    answered += 1
                    same += said[0] == said[1]
        assert figure.figure.items == answered > 20
        assert figure.figure.value == pytest.approx(same / answered)
        differing += answered - same
        places = [place for article in articles for place in behind_figure(figure, article, Fraction(1, 2))]
        assert sum(place.same for place in places) == same
        assert sum(place.said.count(None) == 1 for place in places) == figure.left_out
    assert left_out > 0
    assert differing > 10


def test_the_cells_of_a_table_open_what_they_count(work):
    articles, report = work
    assert {(table.layer, table.field) for table in report.tables} == {("", ""), ("claim", "mode")}
    for table in report.tables:
        for cell, count in table.confusion.cells.items():
            places = [
                place for article in articles for place in behind_cell(table, cell, article, Fraction(1, 2))
            ]
            assert len(places) == count
    layers = next(table for table in report.tables if not table.field)
    assert sum(
        count for (one, other), count in layers.confusion.cells.items() if one and other and one != other
    )


def test_what_is_behind_a_figure_of_spans(work):
    articles, report = work
    for group in report.groups:
        figure = found(report, group, "claim", Part.OVERLAP, Measure.F1)
        places = [place for article in articles for place in behind_figure(figure, article, Fraction(1, 2))]
        ids = [one.id for place in places for one in place.marks if one is not None]
        wanted = {
            one.id
            for article in articles
            if len(readers_of(article) & set(group)) > 1
            for one in article.marks
            if one.annotator_id in group and one.layer == "claim"
        }
        assert sorted(ids) == sorted(wanted)
        if len(group) == 2:
            matched = sum(place.same for place in places)
            assert figure.figure.value == pytest.approx(2 * matched / len(ids))


def test_who_is_compared_and_what_is_left_out(work):
    articles, report = work
    assert report.groups[0] == report.annotators == ("person0", "person1", "person2")
    assert set(report.read_by_one) == {one.id for one in articles if len(readers_of(one)) < 2}
    assert set(report.articles) == {one.id for one in articles if len(readers_of(one)) > 1}
    assert "silent" in report.articles, "who has read it and marked nothing is compared"


def only(*marks, readers=(), length=LENGTH, fields=FIELDS):
    people = sorted({one.annotator_id for one in marks} | set(readers))
    collector = Collector(people, ["claim", "date"], fields, bounds, Options(samples=0))
    collector.add(ArticleMarks("one", length, marks, frozenset(readers)))
    return collector.report()


def test_undefined_is_said_and_never_a_number():
    nothing = only(readers=("ana", "ben"))
    assert nothing.figures
    assert all(one.figure.value is None for one in nothing.figures)
    assert {one.figure.undefined for one in nothing.figures} == {Undefined.NOTHING_MARKED}
    one_only = only(mark("1", (0, 3), who="ana"), readers=("ben",))
    pair = ("ana", "ben")
    precision = found(one_only, pair, "claim", Part.EXACT, Measure.PRECISION).figure
    assert (precision.value, precision.undefined) == (None, Undefined.NOTHING_MARKED)
    assert found(one_only, pair, "claim", Part.EXACT, Measure.RECALL).figure.value == 0
    same = only(*(mark(who, (0, 3), who=who, mode="x") for who in pair))
    kappa = found(same, pair, "claim", Part.VALUES, Measure.COHEN, "mode").figure
    assert (kappa.value, kappa.undefined, kappa.items) == (None, Undefined.ONE_CATEGORY, 1)
    assert found(same, pair, "claim", Part.VALUES, Measure.PERCENT, "mode").figure.value == 1
    crossing = only(mark("1", (0, 9)), mark("2", (5, 12), layer="date"), readers=("ben",))
    units = found(crossing, pair, "", Part.UNITIZING, Measure.U_ALPHA).figure
    assert units.undefined is Undefined.UNITS_OVERLAP


def test_one_reader_alone_gives_no_figures():
    report = only(mark("1", (0, 3)))
    assert report.figures == report.tables == ()
    assert report.read_by_one == ("one",)


def test_no_common_article_is_said():
    collector = Collector(["ana", "ben", "cem"], ["claim"], [], bounds, Options(samples=0))
    for id_, readers in (("one", "ana ben"), ("two", "ana cem")):
        collector.add(ArticleMarks(id_, 9, (), frozenset(readers.split())))
    report = collector.report()
    figure = found(report, ("ben", "cem"), "claim", Part.EXACT, Measure.F1)
    assert (figure.figure.undefined, figure.articles) == (Undefined.FEWER_THAN_TWO_ANNOTATORS, ())


def test_dates_that_share_days_disagree_less():
    marks = [
        mark(f"{who}{place}", (place * 5, place * 5 + 3), who=who, layer="date", value=value)
        for who, values in (("ana", ("2025-09", "2024", "2023")), ("ben", ("2025-09-18", "2024", "2023")))
        for place, value in enumerate(values)
    ]
    report = only(*marks)
    plain, near = (
        found(report, ("ana", "ben"), "date", Part.VALUES, measure, "value").figure.value
        for measure in (Measure.ALPHA, Measure.ALPHA_DATES)
    )
    assert plain < near < 1


def test_intervals_hold_the_figure_and_do_not_change_it():
    planted = Planter(seed=3, people=3).work(articles=8, places=6)
    plain = collected(planted)[1].report()
    drawn = collected(planted, Options(samples=60, seed=4))[1].report()
    assert [one.figure.value for one in plain.figures] == [one.figure.value for one in drawn.figures]
    with_ends = [one.figure for one in drawn.figures if one.figure.low is not None]
    assert len(with_ends) > 50
    assert all(one.low <= one.high for one in with_ends)
    assert drawn == collected(planted, Options(samples=60, seed=4))[1].report()
    assert drawn != collected(planted, Options(samples=60, seed=5))[1].report()


@given(st.lists(marks(who=("a", "b", "c"), layers=("claim", "date"), max_size=8), min_size=2, max_size=4))
def test_quick_samples_are_the_plain_ones(several):
    units, segments, coding = {}, {}, {}
    for number, some in enumerate(several):
        whole = continuum_of(LENGTH, some, ["a", "b", "c"])
        units[str(number)] = unitizing_sums(whole)
        segments[str(number)] = segment_sums(
            continuum_of(LENGTH, [one for one in some if one.layer == "date"], "abc")
        )
        coding[str(number)] = coding_sums(
            continuum_of(LENGTH, [one for one in some if one.annotator_id != "c"], ["a", "b"])
        )
    for category in (None, "claim"):
        plain = with_interval(units, partial(unitizing_alpha, category=category), samples=9, seed=1)
        assert unitizing_with_interval(units, category, samples=9, seed=1) == plain
    plain = with_interval(segments, segment_alpha, samples=9, seed=1)
    assert segments_with_interval(segments, segment_alpha, samples=9, seed=1) == plain
    plain = with_interval(coding, coding_alpha, samples=9, seed=1)
    assert segments_with_interval(coding, coding_alpha, samples=9, seed=1) == plain


def test_groups_and_options():
    assert groups_of("ab") == (("a", "b"),)
    assert groups_of("abc") == (("a", "b", "c"), ("a", "b"), ("a", "c"), ("b", "c"))
    assert Options().samples_for(50, 10) == 1000
    assert 100 <= Options().samples_for(300, 5000) < 1000
    assert Options(samples=7).samples_for(300, 5000) == 7
    for wrong in ({"threshold": Fraction(3, 2)}, {"samples": -1}, {"samples": 10**9}):
        with pytest.raises(InvalidValue):
            Options(**wrong)
