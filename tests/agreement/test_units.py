"""Units: what is shown side by side."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.agreement.marks import Reading, content
from annotator.agreement.units import OTHER_LAYER, SAME_LAYER, align, compare
from annotator.core.errors import InvalidValue
from tests.agreement.making import covered, mark, marks

LAYERS = ("claim", "actor")


def ids(units):
    return [[one.id for one in unit.marks] for unit in units]


def similarity(one, other):
    return Fraction(len(covered(one) & covered(other)), len(covered(one) | covered(other)))


def alike(one, other):
    return similarity(one, other) >= (SAME_LAYER if one.layer == other.layer else OTHER_LAYER)


def who(unit):
    return {one.annotator_id for one in unit.marks}


several = marks("abc", 9, LAYERS)


@settings(deadline=None)
@given(several)
def test_every_mark_is_in_one_unit_with_what_is_like_it_and_of_others(drawn):
    units = align(drawn)
    assert sorted(one.id for unit in units for one in unit.marks) == sorted(one.id for one in drawn)
    for unit in units:
        assert [one.annotator_id for one in unit.marks] == sorted(who(unit))
        assert len(unit.marks) == len(who(unit))
        assert all(alike(one, other) for one, other in combinations(unit.marks, 2))
        assert (unit.start, unit.end) == (
            min(min(covered(one)) for one in unit.marks),
            max(max(covered(one)) for one in unit.marks) + 1,
        )
    assert [(unit.start, unit.end) for unit in units] == sorted((unit.start, unit.end) for unit in units)


@settings(deadline=None)
@given(several)
def test_no_two_units_are_left_that_could_be_one(drawn):
    for one, other in combinations(align(drawn), 2):
        assert who(one) & who(other) or not all(alike(a, b) for a in one.marks for b in other.marks)


@settings(deadline=None)
@given(several)
def test_the_most_similar_of_a_layer_are_together(drawn):
    for layer in LAYERS:
        pairs = [
            (one, other)
            for one, other in combinations([one for one in drawn if one.layer == layer], 2)
            if one.annotator_id != other.annotator_id and alike(one, other)
        ]
        top = max((similarity(*pair) for pair in pairs), default=None)
        together = {unit_id: place for place, unit in enumerate(ids(align(drawn))) for unit_id in unit}
        tops = [pair for pair in pairs if similarity(*pair) == top]
        assert not tops or any(together[one.id] == together[other.id] for one, other in tops)


@settings(deadline=None)
@given(several)
def test_all_that_is_the_same_in_place_and_layer_is_together_unless_marked_twice(drawn):
    """As many units hold marks of one place and layer as the one who marked it most often has marks there."""
    units = align(drawn)
    for place in {(one.fragments, one.layer) for one in drawn}:
        here = [one for one in drawn if (one.fragments, one.layer) == place]
        most = max(sum(one.annotator_id == name for one in here) for name in "abc")
        holding = [unit for unit in units if any((one.fragments, one.layer) == place for one in unit.marks)]
        if most == 1:
            assert len(holding) == 1
        assert len(holding) >= most


@settings(deadline=None)
@given(st.data(), several)
def test_order_does_not_matter(data, drawn):
    assert align(drawn) == align(data.draw(st.permutations(drawn)))
    readings = [Reading("one", "d")]
    assert compare(drawn, readings) == compare(data.draw(st.permutations(drawn)), readings)


@settings(deadline=None)
@given(st.data(), marks("abc", 6, LAYERS))
def test_what_is_aligned_does_not_depend_on_ids(data, drawn):
    renamed = [
        mark(f"z{id_}", *one.fragments, who=one.annotator_id, layer=one.layer, **dict(one.values))
        for id_, one in zip(data.draw(st.permutations(range(len(drawn)))), drawn, strict=True)
    ]

    def plain(units):
        return [sorted((one.annotator_id, content(one)) for one in unit.marks) for unit in units]

    assert plain(align(drawn)) == plain(align(renamed))


def test_the_same_place_comes_before_a_better_chain():
    units = align(
        [
            mark("a", (0, 10), who="ana"),
            mark("b", (0, 10), who="ben"),
            mark("b2", (0, 9), who="ben"),
            mark("c", (0, 9), who="cleo"),
        ]
    )
    assert ids(units) == [["b2", "c"], ["a", "b"]]


def test_a_unit_holds_only_what_is_alike_pair_by_pair():
    """The first and the third have nothing in common, so the second goes with one of them only."""
    units = align(
        [
            mark("a", (0, 10), who="ana"),
            mark("b", (5, 15), who="ben"),
            mark("c", (10, 20), who="cleo"),
        ]
    )
    assert ids(units) == [["a", "b"], ["c"]]


def test_the_same_layer_comes_before_a_nearer_mark_on_another():
    units = align(
        [
            mark("a", (0, 10), who="ana"),
            mark("b", (0, 10), who="ben", layer="actor"),
            mark("b2", (0, 8), who="ben"),
        ]
    )
    assert ids(units) == [["a", "b2"], ["b"]]


def test_another_layer_needs_half_the_same_layer_three_tenths():
    assert len(align([mark("a", (0, 10)), mark("b", (0, 3), who="ben")])) == 1
    assert len(align([mark("a", (0, 101)), mark("b", (0, 30), who="ben")])) == 2
    assert len(align([mark("a", (0, 10)), mark("b", (0, 5), who="ben", layer="date")])) == 1
    assert len(align([mark("a", (0, 11)), mark("b", (0, 5), who="ben", layer="date")])) == 2
    assert len(align([mark("a", (0, 10)), mark("b", (0, 3), who="ben")], same_layer=Fraction(1, 2))) == 2
    assert len(align([mark("a", (0, 9)), mark("b", (8, 9), who="ben")], same_layer=Fraction(0))) == 1


def test_a_threshold_beyond_1_is_refused():
    marks = [mark("a", (0, 1)), mark("b", (0, 1), who="ben")]
    with pytest.raises(InvalidValue):
        compare(marks, same_layer=Fraction(2))
    with pytest.raises(InvalidValue):
        compare(marks, other_layer=Fraction(2))


def test_of_duplicates_the_one_that_says_the_same_goes_with_the_other():
    units = align(
        [
            mark("a1", (0, 10), who="ana", mode="x"),
            mark("a2", (0, 10), who="ana", mode="y"),
            mark("b", (0, 10), who="ben", mode="y"),
        ]
    )
    assert sorted(ids(units)) == [["a1"], ["a2", "b"]]
    assert {unit.marks[0].id: unit.missing for unit in units} == {"a1": ("ben",), "a2": ()}


def test_of_equally_similar_marks_the_one_that_says_what_one_says_comes_first():
    units = align(
        [
            mark("a", (0, 10), who="ana", mode="x"),
            mark("c", (0, 10), who="cleo", mode="z"),
            mark("b1", (0, 9), who="ben", mode="y"),
            mark("b2", (1, 10), who="ben", mode="x"),
        ]
    )
    assert ids(units) == [["b1"], ["a", "b2", "c"]]


def test_a_fragment_between_the_fragments_of_another_is_apart():
    around = mark("a", (0, 10), (20, 30), who="ana")
    assert ids(align([around, mark("b", (10, 20), who="ben")])) == [["a"], ["b"]]
    assert ids(align([around, mark("b", (0, 10), who="ben")])) == [["a", "b"]]


def test_readers_without_marks_are_missing_and_who_has_not_read_is_not():
    marks = [mark("a", (0, 10), who="ana"), mark("a2", (0, 10), who="ana", article="two")]
    marks.append(mark("b2", (0, 10), who="ben", article="two"))
    units = compare(marks, [Reading("one", "cleo"), Reading("one", "ana"), Reading("three", "ben")])
    assert [(unit.article_id, unit.readers, unit.missing) for unit in units] == [
        ("one", ("ana", "cleo"), ("cleo",)),
        ("two", ("ana", "ben"), ()),
    ]


def test_what_one_has_read_alone_is_not_compared_unless_asked_for():
    lone = [mark("a", (0, 10), who="ana")]
    assert compare(lone) == ()
    (unit,) = compare(lone, least_readers=1)
    assert (unit.missing, unit.compared) == ((), False)
    (unit,) = compare(lone, [Reading("one", "ben")])
    assert (unit.missing, unit.compared) == (("ben",), True)


def test_the_key_is_that_of_the_marks_alone():
    one, other = mark("a", (0, 10), who="ana"), mark("b", (0, 10), who="ben")
    (unit,) = align([one, other])
    (later,) = align([mark("b", (0, 9), who="ben", mode="x"), one], ["cleo"])
    assert unit.key == later.key
    assert len(unit.key) == 20
    keys = {unit.key} | {align([mark(id_, (0, 10))])[0].key for id_ in ("a", "b", "ab", "1:a1:b")}
    assert len(keys) == 5


def test_a_mark_is_found_by_its_annotator():
    (unit,) = align([mark("a", (0, 10), who="ana"), mark("b", (0, 10), who="ben")])
    found = unit.mark_of("ben")
    assert found is not None
    assert found.id == "b"
    assert unit.mark_of("cleo") is None
