"""The checks of what reviewers and readers have said."""

import sqlite3

from annotator.core.dates import is_published
from annotator.core.ids import derived_id
from annotator.core.lists import join_list, split_list
from annotator.storage.check_report import CheckReport
from annotator.storage.kind import Kind
from annotator.storage.review_rows import ASSIGNMENT, COMMENT, DECISION, READING, REVIEWS
from annotator.storage.rows import BadText, fetch_all

_DAY = len("2025-09-18")


class ReviewChecks:
    """Reads the rows of all reviews of a snapshot and reports what does not fit."""

    def __init__(self, connection: sqlite3.Connection, report: CheckReport) -> None:
        self._connection = connection
        self._report = report

    def run(self) -> None:
        """Check readings, decisions, comments, assignments and intakes, and changed copies."""
        for kind in REVIEWS:
            rows = fetch_all(self._connection, f"SELECT {', '.join(kind.columns)} FROM {kind.table}")
            for row in rows:
                self._report.count(kind.table, 1)
                content = {name: str(value) for name, value in zip(kind.columns, row, strict=True)}
                if BadText in map(type, row):
                    self._add(kind, content, "holds bytes that are not text")
                elif reason := self._fault(kind, content):
                    self._add(kind, content, reason)
        self._copies()

    def _fault(self, kind: Kind, row: dict[str, str]) -> str | None:
        if kind is READING and row["id"] != derived_id("reading", row["article_id"], row["annotator_id"]):
            return "has an id that is not the one of its article and annotator"
        if kind is DECISION:
            return self._decision(row)
        if kind is COMMENT and not row["text"] and row["state"] == "open" and not self._answers(row):
            return "says nothing"
        if kind is ASSIGNMENT:
            return _assignment(row)
        return None

    def _decision(self, row: dict[str, str]) -> str | None:
        if row["id"] != derived_id("decision", row["annotation_id"], row["annotator_id"]):
            return "has an id that is not the one of its annotation and reviewer"
        if (row["verdict"] == "reject") != (row["gold_id"] == ""):
            return "names what is gold and rejects, or does neither"
        found = self._connection.execute(
            "SELECT DISTINCT article_id FROM annotations WHERE id IN (?, ?)",
            (row["annotation_id"], row["gold_id"]),
        )
        if {place for (place,) in found} - {row["article_id"]}:
            return "is about an annotation of another article"
        return None

    def _answers(self, row: dict[str, str]) -> bool:
        """Say whether a comment without words opens a thread again."""
        found = self._connection.execute(
            "SELECT count(*) FROM comments WHERE article_id = ? AND annotation_id = ?",
            (row["article_id"], row["annotation_id"]),
        ).fetchone()
        return int(found[0]) > 1

    def _copies(self) -> None:
        found = self._connection.execute(
            "SELECT c.id FROM annotations c JOIN annotations o ON o.id = c.copy_of"
            " WHERE c.copy_of <> '' AND o.article_id <> c.article_id"
        )
        for (id_,) in found:
            self._report.add(
                "annotation", f"annotation {id_}", "It is a changed copy of one in another article."
            )

    def _add(self, kind: Kind, row: dict[str, str], reason: str) -> None:
        self._report.add(kind.name, f"{kind.name} {row['id']}", f"The {kind.name} {reason}.")


def _assignment(row: dict[str, str]) -> str | None:
    if join_list(split_list(row["article_ids"])) != row["article_ids"]:
        return "has a list of articles of an unusual form"
    if row["due"] and not (len(row["due"]) == _DAY and is_published(row["due"])):
        return "is due on what is no day"
    return None
