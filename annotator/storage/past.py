"""What the journal of an open project tells of the past: which acts, what they did, and copies of then."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from annotator.storage import journal, rewinding
from annotator.storage.copying import Step, no_step
from annotator.storage.journal import Act, Change, Entry, Inserted
from annotator.storage.kind import Image, Kind, Row, Value
from annotator.storage.refusals import refusals
from annotator.storage.rewinding import Rewound
from annotator.storage.rows import KINDS, LINK, fetch_all

__all__ = ["Past", "Rewound"]

_ACT = "j.seq, j.at, j.annotator_id, j.verb, j.subject, j.article_id, j.kind, j.target, j.undone"
_FROM = "FROM journal j LEFT JOIN journal t ON t.seq = j.target"
_CHANGES = "coalesce(t.changes, j.changes)"
_STANDS = (
    "CASE coalesce(t.undone, j.undone) WHEN 0 THEN 1 WHEN 1 THEN 0 ELSE coalesce((SELECT u.kind FROM journal"
    " u WHERE u.target = coalesce(t.seq, j.seq) ORDER BY u.seq DESC LIMIT 1), 'do') <> 'undo' END"
)
"""Whether the rows that an act inserted in one go are where it says."""
_HAS_RANGES = f"""(instr({_CHANGES}, '"inserted":[') AND {_STANDS})"""


class Past:
    """Reads the journal of an open project. All refusals are `AnnotatorError`."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def all_acts(self, before: int | None, limit: int) -> list[Act]:
        """Return acts of all annotators, the newest first: those before the entry ``before``."""
        return self._acts("1", {}, before, limit)

    def acts_with(
        self, ids: Sequence[str], before: int | None, limit: int, numbers: Sequence[tuple[str, int]] = ()
    ) -> list[Act]:
        """Return the acts whose entry names one of some ids, the newest first.

        ``numbers`` are kinds and numbers of rows that may have come in bulk, where no id is named.
        """
        values: dict[str, Value] = {f"id{place}": id_ for place, id_ in enumerate(ids)}
        wanted = [f"instr({_CHANGES}, :{name})" for name in values]
        for place, (kind, number) in enumerate(numbers):
            values |= {f"kind{place}": kind, f"number{place}": number}
            wanted.append(
                f"CASE WHEN {_HAS_RANGES} AND json_valid({_CHANGES}) THEN EXISTS (SELECT 1 FROM"
                f" json_each({_CHANGES}) e WHERE json_extract(e.value, '$.kind') = :kind{place}"
                f" AND :number{place} BETWEEN json_extract(e.value, '$.inserted[0]')"
                " AND json_extract(e.value, '$.inserted[1]')) ELSE 0 END"
            )
        return self._acts(" OR ".join(wanted) or "0", values, before, limit)

    def acts_in(self, article_id: str, before: int | None, limit: int) -> list[Act]:
        """Return the acts that touched an article or what is in it, the newest first.

        Of the acts in several articles those are found whose rows are still there.
        """
        wanted = (
            f"j.article_id = :article OR instr({_CHANGES}, :article) OR j.article_id = '' AND CASE WHEN"
            f" json_valid({_CHANGES}) THEN EXISTS (SELECT 1 FROM json_each({_CHANGES}) e"
            " WHERE json_extract(e.value, '$.kind') = 'annotation' AND ("
            "json_extract(e.value, '$.id') IN (SELECT id FROM annotations WHERE article_id = :article)"
            f" OR json_extract(e.value, '$.inserted[0]') IS NOT NULL AND {_STANDS} AND EXISTS (SELECT 1 FROM"
            " annotations n WHERE n.article_id = :article AND n.number BETWEEN"
            " json_extract(e.value, '$.inserted[0]') AND json_extract(e.value, '$.inserted[1]')))"
            " OR json_extract(e.value, '$.kind') = 'article' AND json_extract(e.value, '$.inserted[0]')"
            f" IS NOT NULL AND {_STANDS} AND EXISTS (SELECT 1 FROM articles a WHERE a.id = :article"
            " AND a.number BETWEEN json_extract(e.value, '$.inserted[0]')"
            " AND json_extract(e.value, '$.inserted[1]'))) ELSE 0 END"
        )
        return self._acts(wanted, {"article": article_id}, before, limit)

    def act(self, seq: int) -> Act | None:
        """Return one entry of the journal."""
        found = self._acts("j.seq = :seq", {"seq": seq}, None, 1)
        return found[0] if found else None

    def undone_for_good(self, seqs: Sequence[int]) -> frozenset[int]:
        """Return which of some closed acts were undone before they were closed."""
        if not seqs:
            return frozenset()
        marks = ", ".join("?" * len(seqs))
        with refusals(self._path):
            rows = self._connection.execute(
                f"SELECT target, kind FROM journal WHERE target IN ({marks}) ORDER BY seq", tuple(seqs)
            ).fetchall()
        last = {int(target): str(kind) for target, kind in rows}
        return frozenset(target for target, kind in last.items() if kind == "undo")

    def entries(self, act: Act) -> list[Entry]:
        """Return what an act changed; for an undo or redo, what its target did.

        Raises:
            ValueError, RecursionError: if it cannot be read.
        """
        with refusals(self._path):
            text, _ = journal.changes(self._connection, act.target or act.seq)
        return rewinding.sound(journal.load(text))

    def payload(self, act: Act) -> bytes | None:
        """Return the rows that were taken out in bulk with an act, packed; None if there are none."""
        with refusals(self._path):
            return journal.changes(self._connection, act.target or act.seq)[1]

    def row(self, kind_name: str, id_: str) -> Image | None:
        """Return a row as it is now, with its number if it has one."""
        kind = KINDS[kind_name]
        with refusals(self._path):
            rows = fetch_all(self._connection, f"{kind.select_sql} WHERE id = ?", (id_,))
        return _image(kind, rows[0]) if rows else None

    def former(self, kind_name: str, id_: str) -> Image | None:
        """Return a row that is gone as the journal has it: when it was removed, else when it was made."""
        with refusals(self._path):
            rows = self._connection.execute(
                "SELECT changes FROM journal WHERE instr(changes, ?) ORDER BY seq DESC", (id_,)
            )
            for (text,) in rows:
                try:
                    entries = rewinding.sound(journal.load(text))
                except (ValueError, RecursionError):
                    continue
                for entry in entries:
                    if isinstance(entry, Change) and (entry.kind, entry.id) == (kind_name, id_):
                        image = entry.before if entry.after is None else entry.after
                        if image is not None and (entry.before is None or entry.after is None):
                            return image
        return None

    def ids_where(self, kind_name: str, column: str, id_: str) -> list[str]:
        """Return the ids of the rows that point with a column to the thing ``id_``."""
        kind = KINDS[kind_name]
        if column not in kind.columns:
            raise KeyError(column)
        with refusals(self._path):
            rows = self._connection.execute(f"SELECT id FROM {kind.table} WHERE {column} = ?", (id_,))
            return [str(found) for (found,) in rows.fetchall()]

    def groups(self, entry: Inserted) -> list[tuple[str, str, int]]:
        """Return article, annotator and number of the rows that an act inserted in one go."""
        kind = KINDS[entry.kind]
        article, join = "''", ""
        if "article_id" in kind.columns:
            article = "n.article_id"
        elif kind is LINK:
            article, join = "x.article_id", " JOIN annotations x ON x.id = n.annotation_id"
        who = "n.annotator_id" if "annotator_id" in kind.columns else "''"
        with refusals(self._path):
            rows = self._connection.execute(
                f"SELECT {article}, {who}, count(*) FROM {kind.table} n{join}"
                " WHERE n.number BETWEEN ? AND ? GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2",
                (entry.first, entry.last),
            ).fetchall()
        return [(str(place), str(author), int(number)) for place, author, number in rows]

    def rows_in(self, entry: Inserted, article_id: str, annotator_id: str, limit: int) -> list[Image]:
        """Return rows that an act inserted in one go: those in an article, by an annotator."""
        kind = KINDS[entry.kind]
        wanted = "number BETWEEN ? AND ?"
        parameters: list[Value] = [entry.first, entry.last]
        if "annotator_id" in kind.columns:
            wanted += " AND annotator_id = ?"
            parameters.append(annotator_id)
        if kind is LINK:
            wanted += " AND annotation_id IN (SELECT id FROM annotations WHERE article_id = ?)"
            parameters.append(article_id)
        elif "article_id" in kind.columns:
            wanted += " AND article_id = ?"
            parameters.append(article_id)
        with refusals(self._path):
            sql = f"{kind.select_sql} WHERE {wanted} ORDER BY number LIMIT ?"
            rows = fetch_all(self._connection, sql, (*parameters, limit))
        return [_image(kind, row) for row in rows]

    def newest(self) -> int:
        """Return the number of the newest entry; 0 if there is none."""
        with refusals(self._path):
            return int(self._connection.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0])

    def moment_of(self, at: str) -> int:
        """Return the number of the newest entry made at or before a moment in UTC; 0 if there is none."""
        with refusals(self._path):
            return rewinding.moment_of(self._connection, at)

    def copy_as_of(self, target: Path, seq: int, step: Step = no_step) -> Rewound:
        """Write a copy as it was after the entry ``seq``; see `rewinding.copy_as_of`."""
        return rewinding.copy_as_of(self._connection, target, seq, step)

    def _acts(self, wanted: str, values: dict[str, Value], before: int | None, limit: int) -> list[Act]:
        bound = {**values, "limit": limit, "before": before}
        until = " AND j.seq < :before" if before is not None else ""
        with refusals(self._path):
            rows = self._connection.execute(
                f"SELECT {_ACT} {_FROM} WHERE ({wanted}){until} ORDER BY j.seq DESC LIMIT :limit", bound
            ).fetchall()
        return [Act(*row) for row in rows]


def _image(kind: Kind, row: Row) -> Image:
    columns = ("number", *kind.columns) if kind.numbered else kind.columns
    return dict(zip(columns, row, strict=True))
