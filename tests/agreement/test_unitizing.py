"""Alpha for unitizing against Krippendorff's worked examples, against its definition, and where undefined."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.agreement.continuum import Continuum, Unit, continuum_of, separated
from annotator.agreement.figure import Undefined
from annotator.agreement.marks import Mark
from annotator.agreement.unitizing import unitizing_alpha, unitizing_sums
from annotator.core.errors import InvalidSpan
from annotator.core.spans import Span

LENGTH = 30
units = st.builds(
    lambda start, size, category: Unit(start, min(LENGTH, start + size), category),
    st.integers(0, LENGTH - 1),
    st.integers(1, 12),
    st.sampled_from("ab"),
)
readings = st.dictionaries(st.sampled_from("ijkl"), st.lists(units, max_size=5).map(tuple), min_size=2)
continua = readings.map(lambda by_annotator: Continuum(LENGTH, by_annotator))


def starts_and_sizes(category, pairs):
    return tuple(Unit(start, start + size, category) for start, size in pairs)


# Krippendorff (2004), Content analysis, 2nd edition, p. 254; and Krippendorff (2004), Measuring the
# reliability of qualitative text analysis data, Quality and Quantity 38, pp. 787-800, appendix. A continuum
# from 150 to 450.
TWO_OBSERVERS = Continuum(
    300,
    {
        "i": starts_and_sizes("c", [(75, 70), (220, 30)]) + starts_and_sizes("k", [(30, 60), (150, 50)]),
        "j": starts_and_sizes("c", [(70, 80), (205, 20), (250, 20)])
        + starts_and_sizes("k", [(30, 60), (150, 50)]),
    },
)

# Krippendorff (1995), On the reliability of unitizing continuous data, Sociological Methodology 25, p. 57:
# four pairs of observers of a continuum of 24, with starts and lengths.
PAIRS_OF_1995 = {
    "A": ([(2, 8), (14, 6)], [(4, 4), (15, 2)]),
    "B": ([(0, 18)], [(0, 2), (2, 1), (3, 1), (4, 1), (5, 1), (6, 3), (9, 1)]),
    "C": (
        [(2, 6), (10, 2), (14, 4), (20, 2)],
        [(0, 2), (4, 4), (10, 4), (16, 2), (20, 2)],
    ),
    "D": ([(0, 2), (2, 8), (10, 4), (14, 6), (20, 4)], [(0, 4), (4, 4), (8, 7), (15, 2), (17, 7)]),
}


def pair_of_1995(name, stretch=1):
    first, second = (
        starts_and_sizes(name, [(start * stretch, size * stretch) for start, size in pairs])
        for pairs in PAIRS_OF_1995[name]
    )
    return Continuum(24 * stretch, {"first": first, "second": second})


def measured(*texts, category=None):
    return unitizing_alpha([unitizing_sums(text) for text in texts], category)


@pytest.mark.parametrize(
    ("category", "expected", "items"), [(None, 0.859, 9), ("k", 1.0, 4), ("c", 0.729, 5)]
)
def test_krippendorff_2004(category, expected, items):
    figure = measured(TWO_OBSERVERS, category=category)
    assert figure.value == pytest.approx(expected, abs=0.0005)
    assert figure.items == items


@pytest.mark.parametrize(
    ("name", "expected"), [("A", 0.03125), ("B", 2.26736), ("C", 0.02777), ("D", 0.38715)]
)
def test_observed_disagreement_of_krippendorff_1995(name, expected):
    sums = unitizing_sums(pair_of_1995(name)).categories[name]
    assert float(sums.observed / (2 * 24**2)) == pytest.approx(expected, abs=0.00001)


@pytest.mark.parametrize(
    ("name", "expected", "off"), [("A", 0.553, 0.0005), ("D", 0.066, 0.0005), ("B", -0.926, 0.003)]
)
def test_alpha_of_krippendorff_1995(name, expected, off):
    """As printed there for a continuum of unlimited resolution. For B rounding on the way shows.

    C is left out: its printed .679 lacks the sum of l * (l - 1) in the denominator of the expected
    disagreement.
    """
    assert measured(pair_of_1995(name, stretch=50_000)).value == pytest.approx(expected, abs=off)


def test_printed_figure_for_c_of_krippendorff_1995_lacks_part_of_the_formula():
    sums = unitizing_sums(pair_of_1995("C", stretch=50_000)).categories["C"]
    read = 2 * 24 * 50_000
    squares = sum(count * size * (size - 1) for size, count in sums.units.items())
    disagreement = 1 - measured(pair_of_1995("C", stretch=50_000)).value
    assert 1 - disagreement * read**2 / (read**2 - squares) == pytest.approx(0.679, abs=0.0005)


def test_a_unit_in_a_gap_disagrees_by_its_length_squared():
    text = Continuum(100, {"i": (Unit(10, 20, "a"),), "j": ()})
    assert unitizing_sums(text).categories["a"].observed == 2 * 10**2


def test_each_fragment_of_a_mark_is_a_unit_and_readers_without_marks_are_there():
    mark = Mark("1", "article", "i", "claim", (Span(0, 3), Span(5, 9)))
    text = continuum_of(9, [mark], ["i", "j"])
    assert text == Continuum(9, {"i": (Unit(0, 3, "claim"), Unit(5, 9, "claim")), "j": ()})
    assert set(continuum_of(9, [mark], []).readings) == {"i"}


def test_units_that_touch_are_two_and_units_that_share_a_character_are_one():
    assert separated([Unit(0, 5, "a"), Unit(5, 9, "a")]) == [Unit(0, 5, "a"), Unit(5, 9, "a")]
    assert separated([Unit(4, 9, "a"), Unit(0, 5, "a")]) == [Unit(0, 9, "a")]
    assert separated([Unit(0, 9, "a"), Unit(2, 3, "a"), Unit(0, 9, "a")]) == [Unit(0, 9, "a")]
    assert separated([Unit(0, 5, "a"), Unit(2, 9, "b")]) == [Unit(0, 5, "a"), Unit(2, 9, "b")]


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        ([], Undefined.NOTHING_MARKED),
        ([Continuum(9, {})], Undefined.FEWER_THAN_TWO_ANNOTATORS),
        ([Continuum(9, {"i": (Unit(0, 1, "a"),)})], Undefined.FEWER_THAN_TWO_ANNOTATORS),
        ([Continuum(9, {"i": (), "j": ()})], Undefined.NOTHING_MARKED),
    ],
)
def test_undefined_is_said_with_its_reason(texts, reason):
    figure = measured(*texts)
    assert (figure.value, figure.undefined, figure.items) == (None, reason, 0)


def test_a_text_without_room_to_differ_is_undefined():
    text = Continuum(1, {"i": (Unit(0, 1, "a"),), "j": (Unit(0, 1, "a"),)})
    figure = measured(text)
    assert (figure.value, figure.undefined, figure.items) == (None, Undefined.NO_DIFFERENCE_EXPECTED, 2)


def test_a_category_nobody_used_is_undefined():
    assert measured(TWO_OBSERVERS, category="z").undefined is Undefined.NOTHING_MARKED


def test_articles_with_one_reader_say_nothing_about_agreement():
    alone = Continuum(50, {"i": (Unit(0, 9, "c"),)})
    assert measured(TWO_OBSERVERS, alone) == measured(TWO_OBSERVERS)


def test_an_article_in_which_both_marked_nothing_is_room_to_differ():
    empty = Continuum(1000, {"i": (), "j": ()})
    with_it, without = measured(TWO_OBSERVERS, empty).value, measured(TWO_OBSERVERS).value
    assert with_it is not None
    assert without is not None
    assert with_it > without


@pytest.mark.parametrize("unit", [Unit(0, 10, "a"), Unit(3, 3, "a"), Unit(-1, 2, "a")])
def test_units_outside_the_text_are_refused(unit):
    with pytest.raises(InvalidSpan, match="does not lie in a text of 9 characters"):
        Continuum(9, {"i": (unit,)})


def sections(reading, length, category):
    """Return the units and gaps of one category as (start, length, is a unit), in order."""
    result, position = [], 0
    for start, end, _ in [unit for unit in separated(reading) if unit.category == category]:
        if start > position:
            result.append((position, start - position, False))
        result.append((start, end - start, True))
        position = end
    if position < length:
        result.append((position, length - position, False))
    return result


def difference(one, other):
    """Return the difference function of Krippendorff (2004): of two sections, units or gaps."""
    (start, size, unit), (other_start, other_size, other_unit) = one, other
    off = start - other_start
    if unit and other_unit and -size < off < other_size:
        return off**2 + (off + size - other_size) ** 2
    if unit and not other_unit and other_size - size >= off >= 0:
        return size**2
    if not unit and other_unit and other_size - size <= off <= 0:
        return other_size**2
    return 0


def naive(text, category):
    """Return observed and expected disagreement by the formulas, with all pairs of sections."""
    read = [sections(units, text.length, category) for units in text.readings.values()]
    m, length = len(read), text.length
    observed = sum(
        difference(one, other)
        for i, first in enumerate(read)
        for j, second in enumerate(read)
        if i != j
        for one in first
        for other in second
    ) / (m * (m - 1) * length**2)
    marked = [size for reading in read for _, size, unit in reading if unit]
    between = [size for reading in read for _, size, unit in reading if not unit]
    total = sum(
        (len(marked) - 1) / 3 * (2 * size**3 - 3 * size**2 + size)
        + size**2 * sum(gap - size + 1 for gap in between if gap >= size)
        for size in marked
    )
    pairs = m * length * (m * length - 1) - sum(size * (size - 1) for size in marked)
    return observed, 2 / length * total / pairs


@settings(deadline=None)
@given(continua)
def test_alpha_is_what_its_definition_says(text):
    both = [naive(text, category) for category in "ab"]
    for category, (observed, expected) in zip("ab", both, strict=True):
        figure = measured(text, category=category)
        if figure.value is None:
            assert not expected
        else:
            assert figure.value == pytest.approx(1 - observed / expected, abs=1e-9)
            assert figure.value <= 1
    figure = measured(text)
    if figure.value is not None:
        assert figure.value == pytest.approx(
            1 - sum(observed for observed, _ in both) / sum(expected for _, expected in both), abs=1e-9
        )


@settings(deadline=None)
@given(st.lists(continua, min_size=1, max_size=4), st.data())
def test_order_of_articles_annotators_and_units_makes_no_difference(texts, data):
    shuffled = [
        Continuum(
            text.length,
            {
                annotator: tuple(data.draw(st.permutations(text.readings[annotator])))
                for annotator in data.draw(st.permutations(sorted(text.readings)))
            },
        )
        for text in data.draw(st.permutations(texts))
    ]
    assert measured(*texts) == measured(*shuffled)


@settings(deadline=None)
@given(st.lists(units, min_size=1, max_size=6), st.integers(2, 4))
def test_the_same_units_agree_fully_or_are_undefined(marked, number):
    figure = measured(Continuum(LENGTH, {str(place): tuple(marked) for place in range(number)}))
    assert figure.value == 1 or figure.undefined is Undefined.NO_DIFFERENCE_EXPECTED


@settings(deadline=None)
@given(continua, st.data())
def test_saying_the_same_twice_makes_no_difference(text, data):
    repeated = {
        annotator: (*units, *(data.draw(st.lists(st.sampled_from(units))) if units else ()))
        for annotator, units in text.readings.items()
    }
    assert measured(text) == measured(Continuum(text.length, repeated))
