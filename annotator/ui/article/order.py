"""The order in which marks are gone through: as they are read, the outer of two before the inner."""

from collections.abc import Iterable, Sequence

from annotator.ui.article.marks import Mark


def in_reading_order(marks: Iterable[Mark]) -> list[Mark]:
    """Return marks by where they begin (code points); of two that begin together, the longer one first."""
    return sorted(marks, key=lambda mark: (mark.fragments[0].start, -mark.fragments[-1].end, mark.id))


def neighbour(marks: Sequence[Mark], key: str) -> str | None:
    """Return the id of the mark after ``key``, or of the one before where it is the last.

    None if ``key`` is not among ``marks``, which are in reading order, or is alone.
    """
    keys = [mark.id for mark in marks]
    if key not in keys or len(keys) < 2:
        return None
    at = keys.index(key)
    return keys[at + 1] if at + 1 < len(keys) else keys[at - 1]


def stepped(marks: Sequence[Mark], current: str | None, caret: int, direction: int) -> str | None:
    """Return the id of the next (1) or previous (-1) mark; after the last one comes the first.

    Counted from ``current``, or from ``caret``, in code points, if that is not among ``marks``,
    which are in reading order. None if there are no marks.
    """
    keys = [mark.id for mark in marks]
    if not keys:
        return None
    if current in keys:
        return keys[(keys.index(current) + direction) % len(keys)]
    following = next((at for at, mark in enumerate(marks) if mark.fragments[0].start >= caret), 0)
    return keys[(following if direction > 0 else following - 1) % len(keys)]
