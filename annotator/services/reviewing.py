"""Reviewing: what annotators have marked differently, and what a reviewer decides about it.

A *case* is one unit of the comparison (see `annotator.agreement.units`) with its differences and
the decisions on its marks. It is decided when there is a decision on each of its marks that still
stands: the newest one, made about what the annotation says now.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from annotator.agreement.differences import Difference, Kind, differences, leading
from annotator.agreement.units import Unit, align
from annotator.core.errors import InvalidValue, NotAllowed, NotFound
from annotator.core.ids import new_id, now, now_after
from annotator.core.model import Annotation, Article, Link
from annotator.core.review import (
    Decision,
    Verdict,
    decision_id,
    fingerprint,
    is_current,
    standing,
)
from annotator.core.text import normalise
from annotator.services import comparing
from annotator.services.comparing import EVERYTHING, Place, Reader, Scope
from annotator.services.progress import QUIET, Progress
from annotator.storage.journal import Act
from annotator.storage.project import Project
from annotator.storage.transaction import Transaction

LONGEST_REASON = 10_000


class State(StrEnum):
    """How far a case is."""

    OPEN = "open"
    DECIDED = "decided"
    CHANGED = "changed since it was decided"


@dataclass(frozen=True, slots=True)
class Case:
    """One unit as a reviewer sees it."""

    article: Article
    unit: Unit
    differences: tuple[Difference, ...]
    """Empty if all who have read the article say the same."""
    annotations: tuple[Annotation, ...]
    """What the unit's marks were made from, in the same order."""
    links: tuple[tuple[Link, ...], ...]
    """The links of each of the annotations."""
    decisions: tuple[Decision | None, ...]
    """The decision that stands on each of the annotations, also if it is out of date."""
    state: State
    copy: Annotation | None = None
    """The changed copy that stands for it, if a reviewer made one."""

    @property
    def key(self) -> str:
        """The same for the same marks."""
        return self.unit.key

    @property
    def kind(self) -> Kind:
        """By what it is sorted and shown: its first difference."""
        return leading(self.differences)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its annotations."""
        return tuple(one.id for one in self.annotations)


@dataclass(frozen=True, slots=True)
class Progressed:
    """How many differences there are, and how many of them are decided."""

    decided: int
    total: int


def cases(project: Project, scope: Scope = EVERYTHING, progress: Progress = QUIET) -> list[Case]:
    """Return all cases of the articles in ``scope`` that at least two have read, in the order of the text.

    Raises:
        ProjectError: if the file cannot be read.
        Cancelled: if ``progress`` stops it.
    """
    reader = Reader(project, scope)
    book = project.codebook()
    dates, speakers = comparing.date_fields(book), comparing.speaker_fields()
    only = next(iter(scope.article_ids)) if scope.article_ids and len(scope.article_ids) == 1 else None
    decided = standing(project.decisions(only))
    found: list[Case] = []
    for place in reader.places(progress):
        found += _cases_in(place, decided, dates, speakers)
    return found


def cases_in(project: Project, article_id: str, scope: Scope = EVERYTHING) -> list[Case]:
    """Return the cases of one article in the order of the text; see `cases`."""
    return cases(project, replace(scope, article_ids=frozenset([article_id])))


def progress_of(found: Iterable[Case]) -> Progressed:
    """Return how many of the differences among some cases are decided."""
    counts = Counter(case.state is State.DECIDED for case in found if case.differences)
    return Progressed(counts[True], counts.total())


def agreeing(found: Iterable[Case]) -> list[Case]:
    """Return the cases in which all agree and that are not decided: what `accept_agreeing` accepts."""
    return [case for case in found if not case.differences and case.state is not State.DECIDED]


def accept(project: Project, case: Case, accepted: Sequence[str], reason: str = "") -> Act:
    """Accept one or several of a case's annotations; what is not accepted gives way to the first of them.

    Raises:
        InvalidValue: if none is accepted, or one is not of the case, or the reason is too long.
        NotFound: if one is no longer there.
        ProjectError: if it cannot be saved.
    """
    if not accepted or set(accepted) - set(case.ids):
        raise InvalidValue("Say which of the annotations in this place is accepted; nothing was decided.")
    with project.act("decide", Verdict.ACCEPT.value, case.article.id) as change:
        _Decider(project, change, reason).accept(case, accepted)
    return change.act


def accept_agreeing(project: Project, found: Sequence[Case]) -> Act:
    """Accept in one act all cases in which all agree; others among ``found`` are left alone.

    Raises:
        ProjectError: if it cannot be saved.
    """
    wanted = agreeing(found)
    articles = {case.article.id for case in wanted}
    with project.act(
        "accept all that agree", str(len(wanted)), articles.pop() if len(articles) == 1 else ""
    ) as change:
        decider = _Decider(project, change, "")
        for case in wanted:
            decider.accept(case, [min(case.ids)])
    return change.act


def reject(project: Project, case: Case, reason: str, rejected: Collection[str] = ()) -> Act:
    """Reject a case's annotations, all or those given, and say why.

    Raises:
        InvalidValue: if there is no reason, or it is too long, or one is not of the case.
        ProjectError: if it cannot be saved.
    """
    if not reason.strip():
        raise InvalidValue("Say in a few words why this is rejected; nothing was decided.")
    if set(rejected) - set(case.ids):
        raise InvalidValue("What is rejected is not in this place; nothing was decided.")
    with project.act("decide", Verdict.REJECT.value, case.article.id) as change:
        decider = _Decider(project, change, reason)
        for annotation, links in zip(case.annotations, case.links, strict=True):
            if not rejected or annotation.id in rejected:
                decider.say(annotation, links, Verdict.REJECT, "")
        decider.drop_copies(case)
    return change.act


def change(project: Project, case: Case, base_id: str, reason: str = "") -> tuple[Act, Annotation]:
    """Make a copy of one of a case's annotations the gold one, for the reviewer to edit.

    The copy is the reviewer's own and has the same place, values, links, note and tags. Returns it too.

    Raises:
        InvalidValue: if the annotation is not of the case, or the reason is too long.
        NotFound: if it is no longer there.
        ProjectError: if it cannot be saved.
    """
    base = next((one for one in case.annotations if one.id == base_id), None)
    if base is None:
        raise InvalidValue("What is to be changed is not in this place; nothing was decided.")
    reviewer = project.annotator.id
    at = now()
    copy = replace(
        base,
        id=new_id(),
        annotator_id=reviewer,
        copy_of=base.id,
        proposed=frozenset(),
        created_at=at,
        updated_at=at,
        revision=1,
    )
    links = case.links[case.annotations.index(base)]
    with project.act("decide", Verdict.CHANGE.value, case.article.id) as transaction:
        decider = _Decider(project, transaction, reason)
        decider.drop_copies(case)
        transaction.insert(copy)
        for link in links:
            transaction.insert(
                replace(
                    link,
                    id=new_id(),
                    annotation_id=copy.id,
                    annotator_id=reviewer,
                    proposed=False,
                    created_at=at,
                    updated_at=at,
                    revision=1,
                )
            )
        for annotation, own in zip(case.annotations, case.links, strict=True):
            decider.say(annotation, own, Verdict.CHANGE, copy.id)
    return transaction.act, copy


def reopen(project: Project, case: Case) -> Act:
    """Take back the present reviewer's decisions on a case, and the changed copy that they made.

    Raises:
        NotAllowed: if all decisions on it are somebody else's: decide anew instead, and the newest stands.
        NotFound: if nothing is decided.
        ProjectError: if it cannot be saved.
    """
    reviewer = project.annotator.id
    ids = set(case.ids)
    decisions = [one for one in project.decisions(case.article.id) if one.annotation_id in ids]
    own = [one for one in decisions if one.annotator_id == reviewer]
    if not decisions:
        raise NotFound("Nothing is decided here, so there is nothing to open again.")
    if not own:
        raise NotAllowed(
            "These decisions are somebody else's. Decide differently instead: the newest decision stands."
        )
    with project.act("reopen decision", "", case.article.id) as transaction:
        for decision in own:
            transaction.remove("decision", decision.id)
        _Decider(project, transaction, "").drop_copies(case)
    return transaction.act


class _Decider:
    """Writes the decisions of one act."""

    def __init__(self, project: Project, change: Transaction, reason: str) -> None:
        clean = normalise(reason).text.strip()
        if len(clean) > LONGEST_REASON:
            raise InvalidValue(
                f"A reason can have up to {LONGEST_REASON:,} characters; this one has {len(clean):,}."
            )
        self._project = project
        self._change = change
        self._reason = clean
        self._reviewer = project.annotator.id
        self._known: dict[str, dict[str, list[Decision]]] = {}

    def accept(self, case: Case, accepted: Sequence[str]) -> None:
        """Accept some of a case's annotations; one that says the same as an accepted one agrees with it."""
        self.drop_copies(case)
        said = {mark.id: (mark.fragments, mark.layer, mark.values) for mark in case.unit.marks}
        for annotation, links in zip(case.annotations, case.links, strict=True):
            if annotation.id in accepted:
                self.say(annotation, links, Verdict.ACCEPT, annotation.id)
                continue
            same = [one for one in accepted if said[one] == said[annotation.id]]
            verdict = Verdict.ACCEPT if same else Verdict.CHANGE
            self.say(annotation, links, verdict, (same or list(accepted))[0])

    def say(self, annotation: Annotation, links: Iterable[Link], verdict: Verdict, gold_id: str) -> None:
        """Decide about one annotation: anew, or otherwise than before."""
        id_ = decision_id(annotation.id, self._reviewer)
        before = self._known_of(annotation.article_id).get(annotation.id, ())
        if any(one.id == id_ for one in before):
            # Not updated: the newest decision stands, and this one is new even if it says the same as before.
            self._change.remove("decision", id_)
        place = (annotation.id, annotation.article_id)
        at = now_after(max((one.updated_at for one in before), default=""))
        said = (gold_id, self._reason, fingerprint(annotation, links), self._reviewer)
        self._change.insert(Decision(id_, *place, verdict, *said, created_at=at, updated_at=at))

    def _known_of(self, article_id: str) -> dict[str, list[Decision]]:
        """Return the decisions before this act on each annotation of an article, whoever made them."""
        if article_id not in self._known:
            found: dict[str, list[Decision]] = {}
            for one in self._project.decisions(article_id):
                found.setdefault(one.annotation_id, []).append(one)
            self._known[article_id] = found
        return self._known[article_id]

    def drop_copies(self, case: Case) -> None:
        """Remove the reviewer's own changed copies of a case's annotations."""
        for annotation in case.annotations:
            for copy in self._project.copies(annotation.id):
                if copy.annotator_id == self._reviewer:
                    self._change.remove("annotation", copy.id)


def _cases_in(
    place: Place,
    decided: dict[str, Decision],
    dates: frozenset[tuple[str, str]],
    speakers: frozenset[tuple[str, str]],
) -> list[Case]:
    readers = {mark.annotator_id for mark in place.marks} | {one.annotator_id for one in place.readings}
    if len(readers) < 2:
        return []
    return [
        _case(place, unit, differences(unit, dates, speakers), decided)
        for unit in align(place.marks, readers)
    ]


def _case(place: Place, unit: Unit, found: tuple[Difference, ...], decided: dict[str, Decision]) -> Case:
    annotations = tuple(place.annotations[mark.id] for mark in unit.marks)
    links = tuple(tuple(place.links_of(mark.id)) for mark in unit.marks)
    decisions = tuple(decided.get(mark.id) for mark in unit.marks)
    current = [
        decision is not None
        and is_current(decision, annotation, own)
        and (not decision.gold_id or decision.gold_id in place.annotations)
        for decision, annotation, own in zip(decisions, annotations, links, strict=True)
    ]
    if all(current):
        state = State.DECIDED
    elif any(one is not None and not now for one, now in zip(decisions, current, strict=True)):
        state = State.CHANGED
    else:
        state = State.OPEN
    copies = (
        copy
        for decision in decisions
        if decision is not None and (copy := place.annotations.get(decision.gold_id)) is not None
        if copy.copy_of in {annotation.id for annotation in annotations}
    )
    return Case(place.article, unit, found, annotations, links, decisions, state, next(copies, None))


__all__ = [
    *("Case", "Progressed", "State", "accept", "accept_agreeing", "agreeing", "cases", "cases_in"),
    *("change", "progress_of", "reject", "reopen"),
]
