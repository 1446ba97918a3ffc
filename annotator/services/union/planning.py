"""What several files mean together for one project, until it is written."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from annotator.core.ids import derived_id
from annotator.core.model import Entity
from annotator.core.review import Intake
from annotator.core.text import single_line
from annotator.services.progress import Progress
from annotator.services.union.files import ForeignFile
from annotator.services.union.fitting import Fitting
from annotator.services.union.joining import Joiner
from annotator.services.union.people import People
from annotator.services.union.report import Clash, FileReport, Incoming
from annotator.services.union.settling import settle
from annotator.services.union.state import State
from annotator.storage.foreign.copy import Received
from annotator.storage.foreign.reader import Limits, reading
from annotator.storage.kind import Kind
from annotator.storage.project import Project
from annotator.storage.review_rows import ASSIGNMENT, INTAKE, TOMBSTONE
from annotator.storage.rows import ANNOTATOR, ARTICLE, CODEBOOK, ENTITY
from annotator.storage.taking_in import MERGED, Plan


class Union:
    """Our project and some files, row by row."""

    def __init__(self, project: Project) -> None:
        ours = project.ours()
        self._seq = ours.newest_act()
        self._project = project
        self.annotator_id = project.annotator.id
        """For whom it was worked out."""
        self._texts: dict[str, str] = {}
        """The texts of new articles, by the articles' ids."""
        self._joiner = Joiner(State(ours), self.annotator_id)
        self._book = project.codebook()
        self._fitting = Fitting(project, self._joiner.state, self._texts)
        self._everybody = People(self._joiner.state, self.annotator_id)
        self._files: list[tuple[ForeignFile, FileReport]] = []
        self._intakes: dict[str, Intake] = {}
        kinds = {kind.name for kind in CODEBOOK}
        buried = list(ours.all_rows(TOMBSTONE))
        self._buried = frozenset(str(row[0]) for row in buried if row[1] in kinds)
        self._joiner.doomed.update(str(row[0]) for row in buried if row[1] == ENTITY.name)

    def read(self, copy: Received, progress: Progress, limits: Limits) -> None:
        """Lay the rows of one file over the project.

        Raises:
            ProjectDamaged: if it cannot be read safely to its end.
            UnreadableInput: if it has too many people, or too large a codebook.
            Cancelled: if ``progress`` stops it.
        """
        report = FileReport(Path(copy.name), copy.name, copy.sha256)
        file = ForeignFile(self._joiner, self._fitting, self._texts, report, self._everybody, self._buried)
        with reading(copy, limits) as foreign:
            file.read(foreign, progress)
        self._files.append((file, report))
        id_ = derived_id("intake", copy.sha256)
        report.taken_before = self._joiner.state.ours.row(INTAKE, id_) is not None
        if not report.taken_before:
            self._intakes[id_] = Intake(id_, copy.name, copy.sha256, report.project_id, self.annotator_id)

    def result(self, copies: Sequence[tuple[Path, Received]]) -> Incoming:
        """Return the preview, with the files in the order in which they were named."""
        settle(self._joiner, self._fitting, self._leave)
        names = _Names(self._project.entities())
        for file, report in self._files:
            file.summarise()
            report.clashes = list(names.clashes(report.new_entities))
        left = [report for _, report in self._files]
        ordered = []
        for path, copy in copies:
            report = next(one for one in left if one.sha256 == copy.sha256)
            left.remove(report)
            report.path, report.name = path, copy.name
            ordered.append(report)
        return Incoming(ordered, self)

    def plan(self, project: Project, *, own: bool) -> Plan:
        """Return what is to be written; with ``own``, also what is claimed in our annotator's name."""
        joiner, ours = self._joiner, project.ours()
        if own and joiner.claims:
            joiner = joiner.with_claims(ours)
            fitting = Fitting(project, joiner.state, self._texts)
            fitting.book = self._fitting.book
            settle(joiner, fitting, _nothing)
        rows = joiner.state.rows
        people = _people(rows)
        found = {kind: dict(of_kind) for kind, of_kind in rows.items()}
        found[ANNOTATOR] = {
            id_: row
            for id_, row in rows[ANNOTATOR].items()
            if id_ in people or ours.row(ANNOTATOR, id_) is not None
        }
        texts = {
            str(row[ARTICLE.columns.index("text_sha256")]): self._texts[id_]
            for id_, row in rows[ARTICLE].items()
            if row is not None
        }
        book = self._fitting.book if self._fitting.book != self._book else None
        return Plan(self._seq, found, texts, book, list(self._intakes.values()))

    def _leave(self, kind: Kind, id_: str, reason: str) -> None:
        for file, _ in reversed(self._files):
            if file.knows(kind, id_):
                file.leave(kind, id_, reason)
                return


class _Names:
    """The names of entities that stand for themselves, to find those that two people made."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self._by_name: dict[str, Entity] = {}
        for one in entities:
            self._put(one)

    def clashes(self, new: Sequence[Entity]) -> Iterator[Clash]:
        """Yield pairs of one of ours and a new one with a name in common, and know the new ones too."""
        for theirs in new:
            if theirs.merged_into:
                continue
            paired = set()
            for name in theirs.names:
                ours = self._by_name.get(_folded(name))
                if ours is not None and ours.id != theirs.id and ours.id not in paired:
                    paired.add(ours.id)
                    yield Clash(ours, theirs, name)
            self._put(theirs)

    def _put(self, entity: Entity) -> None:
        if not entity.merged_into:
            for name in entity.names:
                self._by_name.setdefault(_folded(name), entity)


def _folded(name: str) -> str:
    return single_line(name).casefold()


def _nothing(kind: Kind, id_: str, reason: str) -> None:
    """Say nothing: what cannot stay was said in the preview, or was never there."""


def _people(rows: dict[Kind, dict[str, tuple[str | int | None, ...] | None]]) -> set[str]:
    """Return the ids of all who made something that comes in, or to whom something was handed."""
    found: set[str] = set()
    for kind in (ARTICLE, *MERGED):
        names = ("annotator_id", "assignee_id") if kind is ASSIGNMENT else ("annotator_id",)
        places = [kind.columns.index(name) for name in names]
        for row in rows.get(kind, {}).values():
            if row is not None:
                found.update(str(row[place]) for place in places)
    return found
