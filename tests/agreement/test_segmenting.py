"""The alphas of segments against their formulas written out, against alpha itself, and where undefined."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.agreement.characters import character_alpha, character_tally
from annotator.agreement.continuum import Continuum, Unit
from annotator.agreement.figure import Undefined
from annotator.agreement.segmenting import (
    coding_alpha,
    coding_sums,
    relevance_sums,
    segment_alpha,
    segment_sums,
)

LENGTH = 24


@st.composite
def partitions(draw, sizes=(1, 7)):
    """Return units that do not overlap."""
    units, position = [], 0
    for gap, size, category in draw(
        st.lists(st.tuples(st.integers(0, 5), st.integers(*sizes), st.sampled_from("abc")), max_size=5)
    ):
        start, end = position + gap, position + gap + size
        if end <= LENGTH:
            units.append(Unit(start, end, category))
            position = end
    return tuple(units)


def continua(annotators, sizes=(1, 7)):
    return st.fixed_dictionaries(dict.fromkeys(annotators, partitions(sizes))).map(
        lambda readings: Continuum(LENGTH, readings)
    )


def segments(units, length):
    """Return units and gaps as (start, end, category), with None for the category of gaps."""
    result, position = [], 0
    for start, end, category in units:
        if start > position:
            result.append((position, start, None))
        result.append((start, end, category))
        position = end
    return [*result, (position, length, None)] if position < length else result


def shared(one, other):
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def naive(read):
    """Return observed and expected coincidences by formulas 1 and 4 of Krippendorff et al. (2016)."""
    observed: Counter = Counter()
    alone: Counter = Counter()
    for i, first in enumerate(read):
        for one in first:
            size = one[1] - one[0]
            alone[one[2]] += size if one[2] is None else size**2
            for j, second in enumerate(read):
                for other in second:
                    if i != j:
                        observed[one[2], other[2]] += shared(one, other) / (len(read) - 1)
    return observed, expected_from(observed, alone)


def expected_from(observed, alone):
    total = sum(observed.values())
    margins: Counter = Counter()
    for (category, _), length in observed.items():
        margins[category] += length
    denominator = total**2 - sum(alone.values())
    return {
        (c, k): total * (margins[c] * margins[k] - (alone[c] if c == k else 0)) / denominator
        for c in margins
        for k in margins
    }


def one_less_ratio(observed, expected):
    """Return alpha by formula 5a: of all coincidences, those that are not agreement."""
    off = [
        sum(coincidences.values()) - sum(n for (c, k), n in coincidences.items() if c == k)
        for coincidences in (observed, expected)
    ]
    return 1 - off[0] / off[1]


@settings(deadline=None)
@given(continua("ijk"))
def test_segment_alpha_is_what_its_formulas_say(text):
    figure = segment_alpha([segment_sums(text)])
    if figure.value is not None:
        read = [segments(units, LENGTH) for units in text.readings.values()]
        assert figure.value == pytest.approx(one_less_ratio(*naive(read)), abs=1e-9)
        assert figure.value <= 1


@settings(deadline=None)
@given(continua("ijk"))
def test_relevance_alpha_puts_all_categories_into_one(text):
    figure = segment_alpha([relevance_sums(text)])
    if figure.value is not None:
        observed, expected = naive([segments(units, LENGTH) for units in text.readings.values()])
        # Formula 6: of the coincidences of gaps with anything, those with units.
        off = [
            sum(n for (c, k), n in matrix.items() if c is None and k is not None)
            for matrix in (observed, expected)
        ]
        assert figure.value == pytest.approx(1 - off[0] / off[1], abs=1e-9)


@settings(deadline=None)
@given(continua("ij"))
def test_coding_alpha_is_what_its_formulas_say(text):
    figure = coding_alpha([coding_sums(text)])
    if figure.value is not None:
        first, second = text.readings.values()
        observed: Counter = Counter()
        alone: Counter = Counter()
        for one in first:
            for other in second:
                observed[one.category, other.category] += shared(one, other)
                observed[other.category, one.category] += shared(one, other)
        for units, others in ((first, second), (second, first)):
            for unit in units:
                alone[unit.category] += sum(shared(unit, other) for other in others) ** 2
        assert figure.value == pytest.approx(
            one_less_ratio(observed, expected_from(observed, alone)), abs=1e-9
        )
        assert figure.value <= 1


@settings(deadline=None)
@given(continua("ijk", sizes=(1, 1)))
def test_units_of_one_character_give_alpha_over_characters(text):
    figure = segment_alpha([segment_sums(text)])
    assert figure.value == character_alpha(character_tally(text, "ijk")).value


@settings(deadline=None)
@given(st.lists(continua("ijk"), min_size=1, max_size=4), st.data())
def test_order_of_articles_annotators_and_units_makes_no_difference(texts, data):
    shuffled = [
        Continuum(
            LENGTH,
            {
                annotator: tuple(data.draw(st.permutations(text.readings[annotator])))
                for annotator in data.draw(st.permutations(sorted(text.readings)))
            },
        )
        for text in data.draw(st.permutations(texts))
    ]
    for sums in (segment_sums, relevance_sums):
        assert segment_alpha([*map(sums, texts)]) == segment_alpha([*map(sums, shuffled)])


@settings(deadline=None)
@given(partitions())
def test_the_same_units_agree_fully_or_are_undefined(units):
    text = Continuum(LENGTH, {"i": units, "j": units})
    for figure in (
        segment_alpha([segment_sums(text)]),
        segment_alpha([relevance_sums(text)]),
        coding_alpha([coding_sums(text)]),
    ):
        assert figure.value == 1 or figure.undefined in (Undefined.ONE_CATEGORY, Undefined.NOTHING_MARKED)


def test_coding_agreement_leaves_boundaries_aside():
    text = Continuum(
        100,
        {
            "i": (Unit(0, 10, "a"), Unit(20, 30, "b"), Unit(50, 60, "b")),
            "j": (Unit(5, 18, "a"), Unit(22, 25, "b"), Unit(80, 90, "a")),
        },
    )
    figure = coding_alpha([coding_sums(text)])
    assert (figure.value, figure.items) == (1, 4)
    boundaries = segment_alpha([relevance_sums(text)]).value
    assert boundaries is not None
    assert boundaries < 0.5


def test_a_single_unit_on_each_side_is_one_decision_however_long():
    """With one unit each there is no second pair to compare: length must not pass for evidence."""
    apart = Continuum(100, {"i": (Unit(0, 40, "a"),), "j": (Unit(0, 40, "b"),)})
    assert coding_alpha([coding_sums(apart)]).value == 0


@pytest.mark.parametrize(
    ("readings", "reason"),
    [
        ({}, Undefined.FEWER_THAN_TWO_ANNOTATORS),
        ({"i": (Unit(0, 3, "a"),)}, Undefined.FEWER_THAN_TWO_ANNOTATORS),
        ({"i": (), "j": ()}, Undefined.NOTHING_MARKED),
        ({"i": (Unit(0, 9, "a"),), "j": (Unit(0, 9, "a"),)}, Undefined.ONE_CATEGORY),
        ({"i": (Unit(0, 3, "a"), Unit(2, 5, "b")), "j": ()}, Undefined.UNITS_OVERLAP),
    ],
)
def test_undefined_is_said_with_its_reason(readings, reason):
    figure = segment_alpha([segment_sums(Continuum(9, readings))])
    assert (figure.value, figure.undefined) == (None, reason)


@pytest.mark.parametrize(
    ("readings", "reason"),
    [
        ({"i": (Unit(0, 3, "a"),), "j": (Unit(5, 8, "a"),)}, Undefined.NO_PAIR_OF_VALUES),
        ({"i": (), "j": ()}, Undefined.NOTHING_MARKED),
        ({"i": (Unit(0, 3, "a"),), "j": (Unit(1, 8, "a"),)}, Undefined.ONE_CATEGORY),
        ({"i": (), "j": (), "k": ()}, Undefined.MORE_THAN_TWO_ANNOTATORS),
        ({"i": (Unit(0, 3, "a"), Unit(2, 5, "b")), "j": ()}, Undefined.UNITS_OVERLAP),
    ],
)
def test_coding_alpha_undefined_is_said_with_its_reason(readings, reason):
    figure = coding_alpha([coding_sums(Continuum(9, readings))])
    assert (figure.value, figure.undefined) == (None, reason)


def test_no_articles_at_all():
    assert segment_alpha([]).undefined is Undefined.NOTHING_MARKED
    assert coding_alpha([]).undefined is Undefined.NOTHING_MARKED


def test_relevance_is_defined_where_categories_overlap():
    text = Continuum(20, {"i": (Unit(0, 6, "a"), Unit(4, 9, "b")), "j": (Unit(0, 9, "a"),)})
    assert segment_alpha([relevance_sums(text)]).value == 1
