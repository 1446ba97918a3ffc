"""The people whose annotations are shown, as the gutter and the choice of people show them."""

from PySide6.QtGui import QColor

from annotator.ui.article.bands import GOLD, MOST, Lane, gold_colour
from annotator.ui.people.chosen import letters
from annotator.ui.persons import Person, people_of, person_colour
from annotator.ui.shown import Shown
from annotator.ui.theme import DARK, LIGHT


def faces_of(space: Shown) -> list[Person]:
    """Return all annotators of the project: the present one first, the others by name.

    Where it is hidden who is who, the others have letters for names, and come by these.
    """
    people = people_of(space.annotators)
    me = space.annotator.id if space.annotator else ""
    if space.people.nameless:
        signs = letters(space.others)
        places = {key: number for number, key in enumerate(signs)}
        people = {
            # Another colour, too: theirs is known.
            key: Person(
                key, space.annotator_name(key), signs.get(key, one.initials), places.get(key, len(places))
            )
            for key, one in people.items()
        }
    return sorted(people.values(), key=lambda one: (one.id != me, one.name.casefold(), one.id))


def lanes_of(space: Shown) -> list[Lane]:
    """Return a lane for gold and for each annotator that is shown; none where it is only the present one.

    Everybody has theirs in every article, so that the text stays where it is from one to the next;
    with more people than lanes, those who marked something in this one come first.
    """
    chosen = space.people
    if space.project is None or not (chosen.gold or chosen.everyone or chosen.ids):
        return []
    people = [one for one in faces_of(space) if chosen.shows(one.id) or is_me(space, one)]
    if len(people) < 2 and not chosen.gold:
        return []
    if len(people) > MOST:
        here = {item.annotation.annotator_id for item in space.at_hand}
        people.sort(key=lambda person: person.id not in here)
    lanes = [Lane(person.id, person.initials, *colours(person)) for person in people]
    golden = [Lane(GOLD, "", gold_colour(LIGHT), gold_colour(DARK))] if chosen.gold else []
    return golden + lanes


def is_me(space: Shown, person: Person) -> bool:
    """Say whether ``person`` is the present annotator."""
    return space.annotator is not None and person.id == space.annotator.id


def colours(person: Person) -> tuple[QColor, QColor]:
    """Return a person's colour in the light and in the dark theme."""
    return person_colour(person.hue, dark=False), person_colour(person.hue, dark=True)
