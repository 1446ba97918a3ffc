"""Every difference that was planted is found and named, and none is invented."""

from collections import Counter

import pytest

from annotator.agreement.differences import Difference, Kind, differences, leading
from annotator.agreement.units import align, compare
from tests.agreement.making import mark
from tests.agreement.planting import DATE_FIELDS, SPEAKER_FIELDS, Planter


@pytest.mark.parametrize("people", [2, 3, 4])
@pytest.mark.parametrize("seed", range(8))
def test_all_that_was_planted_and_nothing_else(seed, people):
    planted = Planter(seed, people).work(articles=12, places=30)
    found = {
        (unit.article_id, frozenset(one.id for one in unit.marks)): differences(
            unit, DATE_FIELDS, SPEAKER_FIELDS
        )
        for unit in compare(planted.marks, planted.readings)
    }
    expected = {(article, ids): kinds for article, ids, kinds in planted.expected}
    assert found == expected


def test_what_is_planted_has_all_kinds_in_it():
    planted = Planter(1, 4).work(articles=12, places=30)
    kinds = Counter(one.kind for *_, found in planted.expected for one in found)
    assert set(kinds) == set(Kind) - {Kind.SAME}
    assert any(not found for *_, found in planted.expected)
    assert any(len(found) > 3 for *_, found in planted.expected)


def of(*marks, readers=()):
    (unit,) = align(marks, readers)
    return differences(unit, DATE_FIELDS, SPEAKER_FIELDS)


def test_the_order_is_always_the_same():
    found = of(
        mark("a", (0, 10), who="ana", speaker="p", mode="x", event_date="2025", about="q"),
        mark("b", (0, 9), who="ben", speaker="r", mode="y", event_date="2026"),
        mark("c", (0, 10), who="cleo", layer="date", value="2025"),
        readers=["dan"],
    )
    assert found == (
        Difference(Kind.ONLY_ONE),
        Difference(Kind.OTHER_BOUNDARIES),
        Difference(Kind.OTHER_LAYER),
        Difference(Kind.OTHER_SPEAKER, "speaker"),
        Difference(Kind.OTHER_DATE, "event_date"),
        Difference(Kind.OTHER_FIELD, "about"),
        Difference(Kind.OTHER_FIELD, "mode"),
    )
    assert leading(found) is Kind.ONLY_ONE


def test_to_say_nothing_is_a_difference_of_that_field():
    assert of(mark("a", (0, 9), who="ana", speaker="p"), mark("b", (0, 9), who="ben")) == (
        Difference(Kind.OTHER_SPEAKER, "speaker"),
    )


def test_both_saying_nothing_is_the_same():
    found = of(mark("a", (0, 9), who="ana"), mark("b", (0, 9), who="ben"))
    assert found == ()
    assert leading(found) is Kind.SAME


def test_one_of_three_who_says_something_else_is_one_difference():
    marks = [mark(who, (0, 9), who=who, mode="y" if who == "cleo" else "x") for who in ("ana", "ben", "cleo")]
    assert of(*marks) == (Difference(Kind.OTHER_FIELD, "mode"),)


def test_another_layer_is_no_difference_in_fields():
    claim = mark("a", (0, 9), who="ana", speaker="p", mode="x")
    assert of(claim, mark("b", (0, 9), who="ben", layer="actor", entity="p")) == (
        Difference(Kind.OTHER_LAYER),
    )


def test_a_field_counts_as_a_date_on_its_own_layer_only():
    marks = [mark(who, (0, 9), who=who, layer="sum", value=who) for who in ("ana", "ben")]
    assert of(*marks) == (Difference(Kind.OTHER_FIELD, "value"),)
    dates = [mark(who, (0, 9), who=who, layer="date", value=who) for who in ("ana", "ben")]
    assert differences(align(dates)[0]) == (Difference(Kind.OTHER_DATE, "value"),)


def test_what_lies_between_the_fragments_makes_other_boundaries():
    assert of(mark("a", (0, 20), who="ana"), mark("b", (0, 9), (10, 20), who="ben")) == (
        Difference(Kind.OTHER_BOUNDARIES),
    )


def test_what_one_has_read_alone_has_no_difference():
    (unit,) = align([mark("a", (0, 9), who="ana")])
    assert differences(unit) == ()
    assert not unit.compared
