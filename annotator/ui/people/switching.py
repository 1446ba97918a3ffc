"""Switching people on and off, one by one."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from annotator.ui.shown import Shown


def switch_person(space: "Shown", annotator_id: str, on: bool) -> None:
    """Show somebody's annotations, or do not; those of the others stay as they are."""
    everyone = frozenset(person.id for person in space.others)
    before = everyone if space.people.everyone else space.people.ids
    wanted = before | {annotator_id} if on else before - {annotator_id}
    if wanted != before:
        space.show_people(wanted)


def switch_gold(space: "Shown", on: bool) -> None:
    """Show what is gold, or do not."""
    if on != space.people.gold:
        space.show_people(space.people.chosen, gold=on)


def hide_names(space: "Shown", hidden: bool) -> None:
    """Hide who the others are, or say it again."""
    space.show_people(space.people.chosen, nameless=hidden)


def bring_into_sight(space: "Shown", ids: Iterable[str]) -> None:
    """Show those whose annotations are about to be selected: what is selected can be seen."""
    hidden = [one.annotation for key in ids if (one := space.loaded.get(key)) and not space.shown_item(key)]
    if not hidden:
        return
    wanted = {one.annotator_id for one in hidden if not one.copy_of}
    chosen = space.people.chosen
    golden = space.people.gold or any(one.copy_of for one in hidden)
    space.show_people(None if chosen is None else chosen | wanted, gold=golden)
    if wanted:
        names = ", ".join(sorted(space.annotator_name(key) for key in wanted))
        words = QCoreApplication.translate("People", "The annotations of {names} are shown now.")
        space.said.emit("info", words.format(names=names))
