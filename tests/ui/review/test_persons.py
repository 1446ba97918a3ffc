"""The signs of people: initials that are unique, colours that can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.colour import TEXT_CONTRAST, contrast
from annotator.ui.persons import initials, people_of, person_colour, unique_initials
from annotator.ui.theme import DARK, LIGHT
from tests.ui.review.hand import person


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("Jane Doe", "JD"),
        ("Jane van der Doe", "JD"),
        ("Ann", "AN"),
        ("Б. Лисогір", "БЛ"),
        ("سلمى الدرعاوي", "سا"),
        ("李", "李"),
        ("😀", "?"),
        ("", "?"),
    ],
)
def test_initials(name, sign):
    assert initials(name) == sign


def test_two_of_one_sign_get_two():
    names = {"1": "Jane Doe", "2": "John Dahl", "3": "Jane Doe", "4": "Jane Doe"}
    assert unique_initials(names) == {"1": "JD", "2": "JA", "3": "JO", "4": "JE"}


@given(st.lists(st.text(max_size=12), max_size=40))
def test_no_two_people_ever_have_one_sign(names):
    signs = unique_initials({str(number): name for number, name in enumerate(names)})
    assert len(set(signs.values())) == len(names) and all(signs.values())


@given(st.permutations(["ann", "Ben", "Cem", "Ben"]))
def test_colours_and_initials_go_by_names_whatever_the_ids_are(names):
    people = [person(name) for name in names]
    shown = [(one.name, one.hue) for one in people_of(people).values()]
    assert shown == [("ann", 0), ("Ben", 1), ("Ben", 2), ("Cem", 3)]
    assert people_of(people) == people_of(reversed(people))


def rgb(colour):
    return colour.red(), colour.green(), colour.blue()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("number", range(-1, 8))
def test_a_colour_can_be_read_on_all_that_lies_under_it(theme, number):
    colour = person_colour(number, dark=theme.dark)
    for under in (theme.panel, theme.page, theme.raised, theme.chosen, theme.hover):
        assert contrast(rgb(colour), rgb(under)) >= TEXT_CONTRAST


@pytest.mark.parametrize("dark", [False, True])
def test_eight_people_have_eight_colours(dark):
    assert len({person_colour(number, dark=dark).name() for number in range(8)}) == 8
