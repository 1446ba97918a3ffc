"""The checks of what people made: texts, articles, annotations, journal, tombstones."""

import hashlib
import sqlite3
import zlib
from collections.abc import Callable

from annotator.core.lists import format_fragments, join_list
from annotator.core.model import damage
from annotator.storage import journal
from annotator.storage.check_claims import ClaimChecks
from annotator.storage.check_report import CheckReport
from annotator.storage.check_reviews import ReviewChecks
from annotator.storage.journal import Change
from annotator.storage.kind import Value
from annotator.storage.rows import (
    ANNOTATION_COLUMNS,
    ARTICLE_COLUMNS,
    ENTITY,
    KINDS,
    NO_FIELDS,
    BadText,
    Stored,
    fetch_all,
    stored_annotation,
)

Step = Callable[[int, int, str], None]

_EACH = 500
_NO_VALUES = (NO_FIELDS, "")
_PROPERTIES = ("id", "title", "created_at", "program_version")


class RowChecks:
    """Reads every row of a snapshot and reports what does not fit."""

    def __init__(self, connection: sqlite3.Connection, report: CheckReport, step: Step) -> None:
        self._connection = connection
        self._report = report
        self._step = step
        self._claims = ClaimChecks(connection, report, step)
        self._lengths: dict[str, int] = {}
        """Code points of each sound text, by its stored hash."""
        self._damaged: set[str] = set()
        """The stored hashes of texts that are there and not sound; said once, not for each article."""

    def stages(self) -> list[tuple[str, Callable[[], None]]]:
        """Return the checks by name, in the order in which they have to run."""
        return [
            ("project", self._project),
            ("codebook", self._claims.codebook),
            ("texts", self._texts),
            ("articles", self._articles),
            ("entities", self._claims.entities),
            ("annotations", self._annotations),
            ("links", self._claims.links),
            ("reviews", ReviewChecks(self._connection, self._report).run),
            ("tombstones", self._tombstones),
            ("journal", self._journal),
        ]

    def _project(self) -> None:
        rows = fetch_all(self._connection, "SELECT key, value FROM project")
        found = {str(key): value for key, value in rows}
        for key in _PROPERTIES:
            if not found.get(key):
                self._report.add("project", key, f"The project does not say its {key}.")
        for row in fetch_all(self._connection, "SELECT id, name FROM annotators"):
            self._report.count("annotators", 1)
            if BadText in map(type, row) or not row[1]:
                self._report.add("project", f"annotator {row[0]}", "The name of an annotator cannot be read.")

    def _texts(self) -> None:
        total = self._count("texts")
        rows = self._connection.execute(
            "SELECT number, sha256, CAST(text AS BLOB) FROM texts ORDER BY number"
        )
        for done, (number, sha256, raw) in enumerate(rows, 1):
            self._report.count("texts", 1)
            self._tick(done, total, "texts")
            where = f"text {number}"
            if hashlib.sha256(raw).hexdigest() != sha256:
                self._report.add("text", where, "The text is not what was stored: its checksum differs.")
                self._damaged.add(sha256)
                continue
            try:
                self._lengths[sha256] = len(str(raw, "utf-8"))
            except UnicodeDecodeError:
                self._report.add("text", where, "The text holds bytes that are not text.")
                self._damaged.add(sha256)

    def _articles(self) -> None:
        for row in fetch_all(self._connection, f"SELECT {ARTICLE_COLUMNS} FROM articles"):
            id_, title, sha256, length, *_ = row
            self._report.count("articles", 1)
            where = f"article {id_}"
            if BadText in map(type, row):
                self._report.add("article", where, "Its metadata holds bytes that are not text.")
            actual = self._lengths.get(str(sha256))
            if actual is None:
                what = "damaged" if sha256 in self._damaged else "missing"
                self._report.add("article", where, f"The text of “{title}” is {what}.")
            elif actual != length:
                self._report.add(
                    "article", where, f"“{title}” is said to have {length} characters and has {actual}."
                )

    def _annotations(self) -> None:
        total = self._count("annotations")
        layers = {row[0] for row in fetch_all(self._connection, "SELECT id FROM layers")}
        articles = fetch_all(self._connection, "SELECT id, text_sha256 FROM articles ORDER BY number")
        done = 0
        for article_id, sha256 in articles:
            rows = fetch_all(
                self._connection,
                f"SELECT {ANNOTATION_COLUMNS} FROM annotations WHERE article_id = ? ORDER BY number",
                (article_id,),
            )
            if not rows:
                continue
            text = self._text(str(sha256))
            if text is None:
                sentence = f"Its annotations ({len(rows)}) cannot be checked without its text."
                self._report.add("article", f"article {article_id}", sentence)
            for row in rows:
                done += 1
                self._tick(done, total, "annotations")
                self._annotation(row, text, layers)

    def _annotation(self, row: tuple[str | int | None, ...], text: str | None, layers: set[Value]) -> None:
        stored = stored_annotation(row)
        annotation = stored.annotation
        where = f"annotation {annotation.id}"
        self._report.count("annotations", 1)
        self._report.count("fragments", len(annotation.fragments))
        self._report.count("tags", len(annotation.tags))
        if annotation.layer not in layers:
            self._report.add("annotation", where, f"Its layer “{annotation.layer}” is not in the codebook.")
        reason = stored.fault or _unusual(stored, row)
        if reason is None and text is not None:
            reason = damage(annotation, text)
        if reason is not None:
            self._report.add("annotation", where, f"The annotation does not fit: {reason}.")
        if stored.fault is None and (annotation.fields or annotation.proposed or row[-3:-1] != _NO_VALUES):
            for fault in self._claims.annotation(annotation, str(row[-3]), str(row[-2])):
                self._report.add("annotation", where, f"The annotation does not fit: {fault}.")

    def _tombstones(self) -> None:
        for kind in KINDS:
            if kind == ENTITY.name:  # one that a colleague removed stays as long as it is mentioned here
                continue
            both = self._connection.execute(
                f"SELECT t.id FROM tombstones t JOIN {KINDS[kind].table} r ON r.id = t.id WHERE t.kind = ?",
                (kind,),
            )
            for (buried,) in both:
                self._report.add(
                    "tombstone", f"{kind} {buried}", f"The {kind} is there and noted as deleted."
                )
        for id_, of_kind in fetch_all(self._connection, "SELECT id, kind FROM tombstones"):
            self._report.count("tombstones", 1)
            if of_kind not in KINDS:
                self._report.add("tombstone", f"{of_kind} {id_}", "Something unknown is noted as deleted.")

    def _journal(self) -> None:
        total = self._count("journal")
        rows = self._connection.execute(
            "SELECT seq, kind, target, undone, CAST(changes AS BLOB), payload FROM journal ORDER BY seq"
        )
        for done, (seq, kind, target, undone, changes, payload) in enumerate(rows, 1):
            self._report.count("journal", 1)
            self._tick(done, total, "journal")
            for reason in _journal_faults(kind, target, undone, changes, payload):
                self._report.add("journal", f"act {seq}", f"Entry {seq} of the journal {reason}.")

    def _text(self, sha256: str) -> str | None:
        if sha256 not in self._lengths:
            return None
        row = self._connection.execute(
            "SELECT CAST(text AS BLOB) FROM texts WHERE sha256 = ?", (sha256,)
        ).fetchone()
        return str(row[0], "utf-8")

    def _count(self, table: str) -> int:
        return int(self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    def _tick(self, done: int, total: int, what: str) -> None:
        if done % _EACH == 0 or done == total:
            self._step(done, total, what)


def _unusual(stored: Stored, row: tuple[str | int | None, ...]) -> str | None:
    """Say which list is not in the form in which the program writes it."""
    if format_fragments(stored.annotation.fragments) != row[6]:
        return "its list of fragments has an unusual form"
    if join_list(stored.annotation.tags) != row[9]:
        return "its list of tags has an unusual form"
    return None


def _journal_faults(
    kind: str, target: int | None, undone: int, changes: bytes, payload: bytes | None
) -> list[str]:
    faults = []
    try:
        entries = journal.load(changes.decode("utf-8"))
    except (ValueError, RecursionError):
        return ["cannot be read"]
    if any(entry.kind not in KINDS for entry in entries):
        faults.append("speaks of something unknown")
    if (kind == "do") != (target is None):
        faults.append("does not say what it undoes or redoes")
    bulk = any(not isinstance(entry, Change) for entry in entries)
    if (payload is not None) != (bulk and undone == journal.UNDONE):
        faults.append("has lost, or kept too much of, what undoing it took out")
    if payload is not None:
        try:
            for _ in journal.unpack(payload):
                pass
        except (ValueError, LookupError, TypeError, zlib.error):
            faults.append("holds rows for redoing that cannot be read")
    return faults
