"""Agreement by character: runs give what going through every character would give."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.agreement.alpha import alpha
from annotator.agreement.characters import (
    character_alpha,
    character_kappa,
    character_percent,
    character_tally,
)
from annotator.agreement.continuum import Continuum, Unit
from annotator.agreement.figure import Undefined
from annotator.agreement.nominal import cohen_kappa
from annotator.agreement.tally import summed, tallied

LENGTH = 25
units = st.builds(
    lambda start, size, category: Unit(start, min(LENGTH, start + size), category),
    st.integers(0, LENGTH - 1),
    st.integers(1, 9),
    st.sampled_from(["actor", "claim", "date"]),
)
continua = st.dictionaries(st.sampled_from("ijk"), st.lists(units, max_size=5).map(tuple)).map(
    lambda by_annotator: Continuum(LENGTH, by_annotator)
)

# Krippendorff (1995), On the reliability of unitizing continuous data, Sociological Methodology 25, p. 57:
# the pairs A, B and C of observers, character by character.
A = ("001111111100001111110000", "000011110000000110000000")
B = ("111111111111111111000000", "111111111100000000000000")
C = ("001111110011001111001100", "110011110011110011001100")


def every_character(text, annotators):
    """Return the tally the slow way: one character after the other."""
    return tallied(
        tuple(
            None
            if annotator not in text.readings
            else tuple(
                sorted({unit.category for unit in text.readings[annotator] if unit.start <= at < unit.end})
            )
            for annotator in annotators
        )
        for at in range(text.length)
    )


def marked(pair):
    """Return a continuum in which each stretch of ones is a unit."""
    return Continuum(
        len(pair[0]),
        {
            name: tuple(Unit(at, at + 1, "unit") for at, one in enumerate(ones) if one == "1")
            for name, ones in zip("ij", pair, strict=True)
        },
    )


@pytest.mark.parametrize(("pair", "kappa"), [(A, 0.385), (B, 0.385), (C, 0.314)])
def test_kappa_of_krippendorff_1995(pair, kappa):
    figure = character_kappa(character_tally(marked(pair), "ij"))
    assert figure.value == pytest.approx(kappa, abs=0.0005)
    assert figure.items == 24


def test_alpha_of_krippendorff_1995():
    # Printed as .329, with the figures on the way rounded.
    assert character_alpha(character_tally(marked(A), "ij")).value == pytest.approx(0.329, abs=0.001)


def test_marks_of_several_categories_on_one_character():
    text = Continuum(10, {"i": (Unit(0, 6, "claim"), Unit(2, 4, "actor")), "j": ()})
    assert character_tally(text, "ij") == {
        (("claim",), ()): 4,
        (("actor", "claim"), ()): 2,
        ((), ()): 4,
    }


def test_a_million_characters_with_few_marks_are_few_rows():
    text = Continuum(1_000_000, {"i": (Unit(10, 20, "claim"),), "j": (Unit(15, 999_990, "claim"),)})
    tally = character_tally(text, "ij")
    assert len(tally) == 4
    assert character_kappa(tally).items == 1_000_000


def test_who_has_not_read_is_missing_and_who_marked_nothing_is_not():
    text = Continuum(10, {"i": (Unit(0, 4, "claim"),), "j": ()})
    tally = character_tally(text, "ijk")
    assert {row[2] for row in tally} == {None}
    assert {row[1] for row in tally} == {()}
    assert character_kappa(character_tally(text, "ij")).value == 0
    assert character_kappa(character_tally(text, "ik")).undefined is Undefined.FEWER_THAN_TWO_ANNOTATORS


@pytest.mark.parametrize("measure", [character_percent, character_kappa, character_alpha])
def test_nothing_marked_by_anyone_is_undefined(measure):
    figure = measure(character_tally(Continuum(10, {"i": (), "j": ()}), "ij"))
    assert (figure.value, figure.undefined, figure.items) == (None, Undefined.NOTHING_MARKED, 10)
    assert (
        measure(character_tally(Continuum(0, {"i": (), "j": ()}), "ij")).undefined is Undefined.NOTHING_MARKED
    )


@pytest.mark.parametrize("measure", [character_percent, character_kappa, character_alpha])
def test_marks_in_an_article_nobody_else_read_are_no_marks_to_compare(measure):
    both_empty = Continuum(10, {"i": (), "j": ()})
    alone = Continuum(10, {"i": (Unit(0, 5, "claim"),)})
    figure = measure(summed(character_tally(text, "ij") for text in (both_empty, alone)))
    assert (figure.value, figure.undefined, figure.items) == (None, Undefined.NOTHING_MARKED, 10)


@pytest.mark.parametrize("measure", [character_kappa, character_alpha])
def test_everything_marked_by_both_is_one_category(measure):
    text = Continuum(10, {name: (Unit(0, 10, "claim"),) for name in "ij"})
    assert measure(character_tally(text, "ij")).undefined is Undefined.ONE_CATEGORY


@settings(deadline=None)
@given(st.lists(continua, min_size=1, max_size=3))
def test_runs_give_what_every_character_gives(texts):
    fast = summed(character_tally(text, "ijk") for text in texts)
    slow = summed(every_character(text, "ijk") for text in texts)
    assert fast == slow
    assert character_alpha(fast).value in (None, alpha(slow).value)


@settings(deadline=None)
@given(continua)
def test_kappa_over_runs_is_kappa_over_characters(text):
    fast, slow = character_kappa(character_tally(text, "ij")), cohen_kappa(every_character(text, "ij"))
    assert fast.value == slow.value
    assert fast.value is None or fast.items == LENGTH
