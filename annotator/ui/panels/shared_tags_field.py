"""The field for the tags of several annotations: which all of them have, and which only some."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from annotator.core.text import single_line
from annotator.ui.panels.tag_chip import TagChip
from annotator.ui.panels.tags_field import TagsField


class SharedTagsField(TagsField):
    """Chips of all tags; one that only some annotations have is outlined and says how many.

    What is typed, or chosen among those that only some have, is given to all; what is taken
    away is taken away from all.
    """

    change_wanted = Signal(list, list)
    """Tags to give to all annotations, and tags to take away from all."""

    _shares: dict[str, tuple[int, int]] | None = None
    """By tag in lower case, how many of how many have it; only of those that not all have."""

    def show_shared(self, tags: Sequence[tuple[str, ...]]) -> None:
        """Show the tags that annotations have, each given by all of its own; what is half typed stays."""
        spelling: dict[str, str] = {}
        counts: dict[str, int] = {}
        for own in tags:
            for tag in own:
                spelling.setdefault(tag.casefold(), tag)
            for key in {tag.casefold() for tag in own}:
                counts[key] = counts.get(key, 0) + 1
        shares = {key: (count, len(tags)) for key, count in counts.items() if count < len(tags)}
        whole = [tag for key, tag in spelling.items() if key not in shares]
        wanted = (*whole, *(tag for key, tag in spelling.items() if key in shares))
        if (wanted, shares) != (self._tags, self._shares):
            self._tags, self._shares = wanted, shares
            self._rebuild()

    def _make_chip(self, tag: str) -> TagChip:
        share = (self._shares or {}).get(tag.casefold())
        chip = TagChip(tag, self._appearance, removable=not self._read_only, share=share, parent=self)
        chip.fill_wanted.connect(self._fill_one)
        return chip

    def _whole(self) -> set[str]:
        """Return the tags that all have, in lower case."""
        return {tag.casefold() for tag in self._tags}.difference(self._shares or ())

    def _add(self, *texts: str) -> None:
        present = self._whole()
        added = {tag.casefold(): tag for tag in map(single_line, texts) if tag}
        wanted = [tag for key, tag in added.items() if key not in present]
        if wanted:
            self.change_wanted.emit(wanted, [])

    def _update_offers(self) -> None:
        present = self._whole()
        known = {tag.casefold(): tag for tag in (*self._known, *self._tags)}
        offered = [tag for key, tag in known.items() if key not in present]
        self._offers.setStringList(sorted(offered, key=str.casefold))

    def _fill_one(self) -> None:
        place = self._place_of(self.sender())
        if place is None:
            return
        tag = self._tags[place]
        self.change_wanted.emit([tag], [])
        self._focus_chip(tag)

    def _remove_one(self) -> None:
        place = self._place_of(self.sender())
        if place is None:
            return
        neighbour = self._tags[place - 1] if place > 0 else ""
        self.change_wanted.emit([], [self._tags[place]])
        self._focus_chip(neighbour)

    def _focus_chip(self, tag: str) -> None:
        target = next((chip for chip in self._chips if chip.tag == tag), self.line)
        target.setFocus(Qt.FocusReason.OtherFocusReason)
