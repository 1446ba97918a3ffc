"""Rows of what people say about articles and annotations as objects of the domain, and back."""

from annotator.core.lists import join_list, split_list
from annotator.core.model import Status
from annotator.core.review import (
    Assignment,
    Comment,
    Decision,
    Intake,
    Reading,
    ThreadState,
    Tombstone,
    Verdict,
)
from annotator.storage.kind import Kind, Row, Value

Review = Assignment | Comment | Decision | Intake | Reading
"""What people say about articles and annotations without changing them."""

_STATUSES = {status.value: status for status in Status}
_STAMPED = ("annotator_id", "created_at", "updated_at", "revision")


def _stamps(thing: Review) -> Row:
    return (thing.annotator_id, thing.created_at, thing.updated_at, thing.revision)


def _reading_values(thing: Reading) -> Row:
    return (thing.id, thing.article_id, thing.status.value, *_stamps(thing))


def _decision_values(thing: Decision) -> Row:
    return (
        *(thing.id, thing.annotation_id, thing.article_id, thing.verdict.value, thing.gold_id),
        *(thing.reason, thing.fingerprint, *_stamps(thing)),
    )


def _comment_values(thing: Comment) -> Row:
    return (
        *(thing.id, thing.article_id, thing.annotation_id, thing.quote, thing.text, thing.state.value),
        *_stamps(thing),
    )


def _assignment_values(thing: Assignment) -> Row:
    return (
        *(thing.id, thing.assignee_id, join_list(thing.article_ids), thing.due, thing.note),
        *(int(thing.blind), *_stamps(thing)),
    )


def _intake_values(thing: Intake) -> Row:
    return (thing.id, thing.name, thing.sha256, thing.project_id, *_stamps(thing))


def _tombstone_values(thing: Tombstone) -> Row:
    return (thing.id, thing.kind, thing.annotator_id, thing.deleted_at, thing.revision)


READING = Kind("reading", "readings", ("id", "article_id", "status", *_STAMPED), True, _reading_values)
DECISION = Kind(
    "decision",
    "decisions",
    (
        *("id", "annotation_id", "article_id", "verdict", "gold_id", "reason", "fingerprint"),
        *_STAMPED,
    ),
    True,
    _decision_values,
)
COMMENT = Kind(
    "comment",
    "comments",
    ("id", "article_id", "annotation_id", "quote", "text", "state", *_STAMPED),
    True,
    _comment_values,
)
ASSIGNMENT = Kind(
    "assignment",
    "assignments",
    ("id", "assignee_id", "article_ids", "due", "note", "blind", *_STAMPED),
    True,
    _assignment_values,
)
INTAKE = Kind("intake", "intakes", ("id", "name", "sha256", "project_id", *_STAMPED), True, _intake_values)
TOMBSTONE = Kind(
    "tombstone",
    "tombstones",
    ("id", "kind", "annotator_id", "deleted_at", "revision"),
    False,
    _tombstone_values,
)
REVIEWS = (READING, DECISION, COMMENT, ASSIGNMENT, INTAKE)
"""The kinds of what people say about articles and annotations."""


def reading(row: tuple[Value, ...]) -> Reading:
    """Return the reading in a row of `READING.columns`."""
    id_, article_id, status, *stamps = row
    return Reading(str(id_), str(article_id), _STATUSES.get(str(status), Status.TO_DO), *_from_stamps(stamps))


def decision(row: tuple[Value, ...]) -> Decision:
    """Return the decision in a row of `DECISION.columns`."""
    id_, annotation_id, article_id, verdict, gold_id, reason, fingerprint, *stamps = row
    said = (str(id_), str(annotation_id), str(article_id), Verdict(str(verdict)), str(gold_id))
    return Decision(*said, str(reason), str(fingerprint), *_from_stamps(stamps))


def comment(row: tuple[Value, ...]) -> Comment:
    """Return the comment in a row of `COMMENT.columns`."""
    id_, article_id, annotation_id, quote, text, state, *stamps = row
    said = (str(id_), str(article_id), str(annotation_id), str(quote), str(text))
    return Comment(*said, ThreadState(str(state)), *_from_stamps(stamps))


def assignment(row: tuple[Value, ...]) -> Assignment:
    """Return the assignment in a row of `ASSIGNMENT.columns`."""
    id_, assignee_id, article_ids, due, note, blind, *stamps = row
    return Assignment(
        *(str(id_), str(assignee_id), split_list(str(article_ids)), str(due), str(note)),
        bool(blind),
        *_from_stamps(stamps),
    )


def intake(row: tuple[Value, ...]) -> Intake:
    """Return the intake in a row of `INTAKE.columns`."""
    id_, name, sha256, project_id, *stamps = row
    return Intake(str(id_), str(name), str(sha256), str(project_id), *_from_stamps(stamps))


def tombstone(row: tuple[Value, ...]) -> Tombstone:
    """Return the tombstone in a row of `TOMBSTONE.columns`."""
    id_, kind, annotator_id, deleted_at, revision = row
    return Tombstone(str(id_), str(kind), str(annotator_id), str(deleted_at), int(revision or 1))


def _from_stamps(stamps: list[Value]) -> tuple[str, str, str, int]:
    annotator_id, created_at, updated_at, revision = stamps
    return str(annotator_id), str(created_at), str(updated_at), int(revision or 1)
