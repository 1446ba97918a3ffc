"""The people of a project and of colleagues' files: who is who is said by ids, never by names."""

from collections import defaultdict
from dataclasses import replace

from annotator.core.model import Annotator
from annotator.core.names import clean_name, read_as
from annotator.services.people import LONGEST
from annotator.services.union.report import FileReport, Rename
from annotator.services.union.state import State
from annotator.storage.kind import Row
from annotator.storage.rows import ANNOTATOR, annotator


class People:
    """Everybody in a project, and in the files that were read so far, with the names that they have.

    A file may rename somebody, but not to the name of another person: nobody's work is to be read as
    somebody else's. Two people of one name who were so from the beginning stay two.
    """

    def __init__(self, state: State, annotator_id: str) -> None:
        self._state = state
        self._mine = annotator_id
        self._named: defaultdict[str, set[str]] = defaultdict(set)
        """The ids of those who have a name, by how it is read."""
        for row in state.ours.all_rows(ANNOTATOR):
            self._named[read_as(str(row[1]))].add(str(row[0]))

    def offer(self, row: Row, report: FileReport) -> bool:
        """Take somebody of a file; False if they have no name."""
        said = annotator(row)
        theirs = replace(said, name=clean_name(said.name)[:LONGEST])
        if not theirs.name:
            return False
        present = self._state.get(ANNOTATOR, theirs.id)
        if present is None:
            if self._others(theirs):
                report.namesakes.append(theirs)
            self._put(theirs)
            return True
        ours = annotator(present)
        if theirs.name == clean_name(ours.name):
            theirs = replace(theirs, name=ours.name)
        if _newness(theirs) <= _newness(ours):
            return True
        taken = theirs.id != self._mine and (theirs.name == ours.name or not self._others(theirs))
        if theirs.name != ours.name:
            report.renames.append(Rename(theirs.id, ours.name, theirs.name, taken))
        if taken:
            self._named[read_as(ours.name)].discard(ours.id)
            self._put(theirs)
        return True

    def _others(self, person: Annotator) -> set[str]:
        return self._named.get(read_as(person.name), set()) - {person.id}

    def _put(self, person: Annotator) -> None:
        self._state.put(ANNOTATOR, ANNOTATOR.values(person))
        self._named[read_as(person.name)].add(person.id)


def _newness(person: Annotator) -> tuple[int, str, str]:
    return person.revision, person.updated_at, person.name
