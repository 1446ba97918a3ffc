"""What reviewers say about annotations: decisions, comments, who has read what, who is to read what.

Only its author changes an annotation, so a reviewer's opinion is always a row of its own. What
the decisions add up to is the gold: it is worked out here and nowhere stored.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from annotator.core.ids import derived_id
from annotator.core.lists import format_fragments
from annotator.core.model import Annotation, Link, Status


class Verdict(StrEnum):
    """What a reviewer says of an annotation."""

    ACCEPT = "accept"
    CHANGE = "change"
    """Something else stands in its place: a changed copy, or somebody else's annotation."""
    REJECT = "reject"


class ThreadState(StrEnum):
    """Whether a thread of comments still waits for something."""

    OPEN = "open"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Decision:
    """A reviewer's verdict on an annotation. A reviewer has one for each annotation."""

    id: str
    annotation_id: str
    article_id: str
    verdict: Verdict
    gold_id: str = ""
    """The annotation that is to be gold for it: itself, a changed copy of it, or the one that was
    preferred to it or says the same; empty for one that is rejected."""
    reason: str = ""
    fingerprint: str = ""
    """What `fingerprint` gave for the annotation when it was decided about."""
    annotator_id: str = ""
    """The reviewer."""
    created_at: str = ""
    updated_at: str = ""
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Comment:
    """One remark in the thread of an annotation or of an article; the newest says how the thread stands."""

    id: str
    article_id: str
    annotation_id: str = ""
    """Empty for a comment on the article as a whole."""
    quote: str = ""
    """The annotation's quote when the comment was made: an annotation can go, a thread stays."""
    text: str = ""
    """May be empty for one that only resolves the thread or opens it again."""
    state: ThreadState = ThreadState.OPEN
    annotator_id: str = ""
    created_at: str = ""
    updated_at: str = ""
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Reading:
    """How far one annotator is with one article, as they said themselves."""

    id: str
    article_id: str
    status: Status
    annotator_id: str = ""
    created_at: str = ""
    updated_at: str = ""
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Assignment:
    """What was handed out to whom: by its author, to `assignee_id`."""

    id: str
    assignee_id: str
    article_ids: tuple[str, ...]
    due: str = ""
    """``YYYY-MM-DD``, or empty."""
    note: str = ""
    blind: bool = True
    """It was handed out without anybody's annotations."""
    annotator_id: str = ""
    """Who handed it out."""
    created_at: str = ""
    updated_at: str = ""
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Intake:
    """A colleague's file that was taken in."""

    id: str
    name: str
    """The name of the file, without its folders."""
    sha256: str
    """SHA-256 of the file's bytes."""
    project_id: str = ""
    """What the file said its project is."""
    annotator_id: str = ""
    """Who took it in."""
    created_at: str = ""
    updated_at: str = ""
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of a row that somebody removed, so that it stays removed."""

    id: str
    kind: str
    annotator_id: str
    deleted_at: str
    revision: int


def decision_id(annotation_id: str, reviewer_id: str) -> str:
    """Return the id of a reviewer's decision on an annotation: the same on every machine."""
    return derived_id("decision", annotation_id, reviewer_id)


def reading_id(article_id: str, annotator_id: str) -> str:
    """Return the id of an annotator's reading of an article: the same on every machine."""
    return derived_id("reading", article_id, annotator_id)


def fingerprint(annotation: Annotation, links: Iterable[Link]) -> str:
    """Return a short text that is another if the annotation says anything else; notes and tags do not count.

    ``links`` are all links of the annotation.
    """
    said = [
        annotation.layer,
        format_fragments(annotation.fragments),
        sorted((name, value) for name, value in annotation.fields),
        sorted((link.field, link.position, link.aim) for link in links),
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode("utf-8")).hexdigest()[:16]


def standing(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """Return for each annotation the decision that counts: the newest, whoever made it."""
    found: dict[str, Decision] = {}
    for decision in decisions:
        other = found.get(decision.annotation_id)
        if other is None or _newness(decision) > _newness(other):
            found[decision.annotation_id] = decision
    return found


def _newness(decision: Decision) -> tuple[str, str]:
    return decision.updated_at, decision.id


def is_current(decision: Decision, annotation: Annotation, links: Iterable[Link]) -> bool:
    """Say whether the annotation is still what was decided about."""
    return decision.fingerprint == fingerprint(annotation, links)


def gold(
    decisions: Iterable[Decision],
    annotations: Mapping[str, Annotation],
    links: Callable[[str], Iterable[Link]],
) -> frozenset[str]:
    """Return the ids of the annotations that are gold.

    Gold is an annotation that was accepted, or the changed copy that a decision put in the place of
    one, as long as the annotation that was decided about says what it said then. A decision that
    points to somebody else's annotation adds nothing: that one has a decision of its own.
    """
    found = set()
    for annotation_id, decision in standing(decisions).items():
        original, result = annotations.get(annotation_id), annotations.get(decision.gold_id)
        if original is None or result is None or result.article_id != original.article_id:
            continue
        if decision.gold_id != annotation_id and result.copy_of != annotation_id:
            continue
        if is_current(decision, original, links(annotation_id)):
            found.add(decision.gold_id)
    return frozenset(found)


def thread_state(comments: Iterable[Comment]) -> ThreadState:
    """Return the state of a thread: that of its newest comment."""
    newest = max(comments, key=lambda one: (one.created_at, one.id), default=None)
    return newest.state if newest else ThreadState.RESOLVED


__all__ = [
    *("Assignment", "Comment", "Decision", "Intake", "Reading", "ThreadState", "Tombstone", "Verdict"),
    *("decision_id", "fingerprint", "gold", "is_current", "reading_id", "standing", "thread_state"),
]
