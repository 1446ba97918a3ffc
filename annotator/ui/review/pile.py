"""All cases of a project: in which order they are gone through, which are shown, how many are decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from annotator.agreement.differences import Kind
from annotator.services import reviewing
from annotator.services.reviewing import Case, Progressed, State


class Which(StrEnum):
    """Which cases are shown, by how far they are."""

    UNDECIDED = "undecided"
    DECIDED = "decided"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases are shown; what is empty is not asked for."""

    which: Which = Which.UNDECIDED
    kind: str = ""
    """A `Kind`: that this is among the differences, or that there is none."""
    layer: str = ""
    annotator_id: str = ""
    """Who has a mark in it."""
    article_id: str = ""

    def takes(self, case: Case) -> bool:
        """Say whether a case is to be shown."""
        decided = case.state is State.DECIDED
        if self.which is not Which.ALL and decided is not (self.which is Which.DECIDED):
            return False
        if self.article_id and case.article.id != self.article_id:
            return False
        if self.layer and all(one.layer != self.layer for one in case.annotations):
            return False
        if self.annotator_id and all(one.annotator_id != self.annotator_id for one in case.annotations):
            return False
        return not self.kind or self._has_kind(case)

    def _has_kind(self, case: Case) -> bool:
        if self.kind == Kind.SAME:
            return not case.differences
        return any(one.kind == self.kind for one in case.differences)

    @property
    def narrow(self) -> bool:
        """Whether anything but how far the cases are decides what is shown."""
        return bool(self.kind or self.layer or self.annotator_id or self.article_id)


class Pile:
    """The cases by article; those of one article can be exchanged without looking at the others."""

    def __init__(self, cases: Iterable[Case] = ()) -> None:
        self._of_article: dict[str, list[Case]] = {}
        self._counts: dict[str, Progressed] = {}
        self._waiting: dict[str, int] = {}
        for case in cases:
            self._of_article.setdefault(case.article.id, []).append(case)
        for article_id in self._of_article:
            self._count(article_id)

    def _count(self, article_id: str) -> None:
        cases = self._of_article[article_id]
        self._counts[article_id] = reviewing.progress_of(cases)
        self._waiting[article_id] = len(reviewing.agreeing(cases))

    def put(self, article_id: str, cases: Sequence[Case]) -> None:
        """Exchange the cases of one article; those of an article that had none come last."""
        self._of_article[article_id] = list(cases)
        self._count(article_id)

    @property
    def all(self) -> Iterable[Case]:
        """All cases, article by article, in the order of the text."""
        return chain.from_iterable(self._of_article.values())

    def of(self, article_id: str) -> Sequence[Case]:
        """Return the cases of an article."""
        return self._of_article.get(article_id, ())

    @property
    def progress(self) -> Progressed:
        """How many of all differences are decided."""
        counts = self._counts.values()
        return Progressed(sum(one.decided for one in counts), sum(one.total for one in counts))

    @property
    def waiting(self) -> int:
        """How many cases in which all agree are not decided."""
        return sum(self._waiting.values())

    @property
    def readers(self) -> frozenset[str]:
        """The ids of everyone who is compared with somebody."""
        found: set[str] = set()
        for cases in self._of_article.values():
            for case in cases:
                found.update(case.unit.readers)
        return frozenset(found)

    def shown(self, wanted: Wanted) -> list[Case]:
        """Return the cases that are wanted: disagreements first, each group in the order of the text."""
        taken = [case for case in self.all if wanted.takes(case)]
        return [
            *(case for case in taken if case.differences),
            *(case for case in taken if not case.differences),
        ]

    def now(self, case: Case) -> Case | None:
        """Return a case as it is now; None if what it was made of is compared otherwise now."""
        ids = case.ids
        return next((one for one in self.of(case.article.id) if one.ids == ids), None)

    def with_annotation(self, article_id: str, annotation_id: str) -> Case | None:
        """Return the case that an annotation is part of; also that of a changed copy."""
        for case in self.of(article_id):
            if annotation_id in case.ids or (case.copy is not None and case.copy.id == annotation_id):
                return case
        return None

    def after(self, queue: Sequence[Case], here: Case) -> Case | None:
        """Return what is next to be decided: of the sort of ``here``, behind it in ``queue``, else before.

        ``queue`` may be as it was before ``here`` was decided.
        """
        at = place_of(queue, here)
        for place in chain(range(at + 1, len(queue)), range(max(at, 0))):
            one = queue[place]
            if bool(one.differences) is not bool(here.differences):
                continue
            # What was decided in another article is decided in the queue as well.
            case = self.now(one) if one.article.id == here.article.id else one
            if case is not None and case.state is not State.DECIDED:
                return case
        return None


def place_of(queue: Sequence[Case], wanted: Case) -> int:
    """Return the place of a case in a queue, or -1; also of one that was decided or reopened since."""
    article_id, ids = wanted.article.id, wanted.ids
    found = (n for n, one in enumerate(queue) if one.article.id == article_id and one.ids == ids)
    return next(found, -1)
