"""From whom a file mainly comes, and what it says of others."""

from collections import Counter
from collections.abc import Iterable

from annotator.core.model import Annotator
from annotator.services.union.report import Count, Others
from annotator.storage.kind import Kind


class Origin:
    """Counts whose rows a file has, and who is named in what was handed out."""

    def __init__(self, annotator_id: str) -> None:
        self._mine = annotator_id
        self._rows: Counter[str] = Counter()
        self._assignees: set[str] = set()
        self._assigners: set[str] = set()

    def note(self, author: str, assignee: str = "") -> None:
        """Take note of a row, and of the person to whom it hands out something."""
        self._rows[author] += 1
        if assignee:
            self._assignees.add(assignee)
            self._assigners.add(author)

    def person(self) -> str:
        """Return the id of the person from whom the file mainly comes.

        The one to whom it was handed out; if it came to us, or was handed out to several, the one who
        did that; without all this, of the others the one with the most rows in it.
        """
        for named in (self._assignees, self._assigners):
            if len(named) == 1 and self._mine not in named:
                return next(iter(named))
        others = ((number, id_) for id_, number in self._rows.items() if id_ != self._mine)
        return max(others, default=(0, ""))[1]

    def sides(self) -> frozenset[str]:
        """Return the two between whom the file goes: whoever else's work it changes is a third party."""
        return frozenset((self._mine, self.person()))


def by_person(found: Iterable[tuple[Kind, Annotator, Count]]) -> list[Others]:
    """Return what is changed and removed of each person and kind together, by name."""
    counts: dict[tuple[str, str], Others] = {}
    for kind, person, count in found:
        one = counts.setdefault((kind.name, person.id), Others(person, kind.name, Count()))
        one.count.add(count)
    return sorted(
        counts.values(), key=lambda one: (one.annotator.name.casefold(), one.annotator.id, one.kind)
    )
