"""Putting right what refers to lost rows, so that a salvaged file is sound."""

import sqlite3
from collections.abc import Collection, Mapping

from annotator.core.ids import now
from annotator.storage.codebook_rows import ENTITY_KIND
from annotator.storage.salvage_report import SalvageReport

_PLACEHOLDERS = {
    "annotators": "The name of an annotator is lost; “Unknown {id}” stands in its place.",
    "layers": "The description of the layer “{id}” is lost; its annotations are kept.",
}


class Mending:
    """Goes through a new file once all that could be read is in it."""

    def __init__(
        self, connection: sqlite3.Connection, report: SalvageReport, tables: Collection[str]
    ) -> None:
        """Mend the file of ``connection``, which has ``tables``, and list what is lost in ``report``."""
        self._connection = connection
        self._report = report
        self._tables = tables

    def run(self) -> None:
        """Put something in place of people and layers that are lost, and drop what hangs in the air."""
        for kind in ("annotators", "layers"):
            for (id_,) in _dangling(self._connection, kind):
                self._report.lose(kind, f"{kind} {id_}", _PLACEHOLDERS[kind].format(id=id_))
                _place_holder(self._connection, kind, id_)
        self._mend_merges()
        self._drop_strays()
        while found := self._connection.execute("PRAGMA foreign_key_check").fetchall():
            for table, rowid, parent, _ in found:
                row = self._connection.execute(f"SELECT * FROM {table} WHERE rowid = ?", (rowid,)).fetchone()
                if row is None:
                    continue
                self._connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (rowid,))
                source = self._report.from_file if self._report.from_file[table] else self._report.from_backup
                source[table] -= 1
                self._report.lose(table, f"{table} {rowid}", _hanging(self._connection, table, row, parent))
        self._close_ranks()

    def _mend_merges(self) -> None:
        """Let an entity that was merged into a lost one be one of its own again, for its mentions' sake."""
        if "entities" not in self._tables:
            return
        found = self._connection.execute(
            "SELECT id, name FROM entities WHERE merged_into NOT IN (SELECT id FROM entities)"
        ).fetchall()
        for id_, name in found:
            self._connection.execute("UPDATE entities SET merged_into = NULL WHERE id = ?", (id_,))
            sentence = f"What “{name}” was merged into is lost, so “{name}” is an entity of its own again."
            self._report.lose("entities", f"entities {id_}", sentence)

    def _close_ranks(self) -> None:
        """Let the links of each field count from 1 again where one between them is lost."""
        if "links" in self._tables:
            self._connection.execute(
                "UPDATE links SET position = ranked.place FROM (SELECT number AS at, row_number() OVER"
                " (PARTITION BY annotation_id, field ORDER BY position, number) AS place FROM links)"
                " AS ranked WHERE links.number = ranked.at AND position != ranked.place"
            )

    def _drop_strays(self) -> None:
        """Drop values of the codebook whose field is lost: no reference of the file's own tells of them."""
        if "choices" not in self._tables:
            return
        found = self._connection.execute(
            "SELECT rowid, title, field FROM choices"
            " WHERE field != ? AND field NOT IN (SELECT id FROM fields)",
            (ENTITY_KIND,),
        ).fetchall()
        for rowid, title, field_id in found:
            self._connection.execute("DELETE FROM choices WHERE rowid = ?", (rowid,))
            sentence = f"The value “{title}” is lost because its field is ({field_id})."
            self._report.lose("choices", f"choices {rowid}", sentence)


def _dangling(connection: sqlite3.Connection, parent: str) -> set[tuple[str]]:
    found: set[tuple[str]] = set()
    for (table,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
        for link in connection.execute(f'PRAGMA foreign_key_list("{table}")').fetchall():
            if link[2] == parent:
                sql = f'SELECT DISTINCT "{link[3]}" FROM "{table}"'
                found.update(connection.execute(f'{sql} WHERE "{link[3]}" NOT IN (SELECT id FROM {parent})'))
        if table == "fields" and parent == "layers":  # these name their layer without a reference
            sql = "SELECT DISTINCT layer FROM fields WHERE layer != ''"
            found.update(connection.execute(f"{sql} AND layer NOT IN (SELECT id FROM layers)"))
    return found


def _place_holder(connection: sqlite3.Connection, kind: str, id_: str) -> None:
    at = now()
    if kind == "annotators":
        connection.execute(
            "INSERT INTO annotators (id, name, created_at, updated_at, revision) VALUES (?, ?, ?, ?, 1)",
            (id_, f"Unknown {id_}", at, at),
        )
        return
    position = connection.execute("SELECT 1 + coalesce(max(position), 0) FROM layers").fetchone()[0]
    connection.execute(
        "INSERT INTO layers (id, position, title, key, colour, shape, grain, guideline)"
        " VALUES (?, ?, ?, ?, 'amber', 'box', 'sentence', '')",
        (id_, position, id_.capitalize(), id_[:1].upper()),
    )


def _hanging(connection: sqlite3.Connection, table: str, row: tuple[object, ...], parent: str) -> str:
    columns = [info[1] for info in connection.execute(f"PRAGMA table_info({table})")]
    content = dict(zip(columns, row, strict=True))
    if table == "links":
        return _hanging_link(connection, content, parent)
    name = content.get("quote") or content.get("title") or content.get("verb") or content.get("id") or ""
    note = f", with the note “{content['note']}”" if content.get("note") else ""
    shown = " ".join(str(name).split())[:200]
    return f"“{shown}”{note} is lost because what it belongs to is ({parent})."


def _hanging_link(connection: sqlite3.Connection, link: Mapping[str, object], parent: str) -> str:
    """Say which field of which annotation led where."""
    source = connection.execute(
        "SELECT quote FROM annotations WHERE id = ?", (link["annotation_id"],)
    ).fetchone()
    aims = connection.execute(
        "SELECT quote FROM annotations WHERE id = :target_id"
        " UNION ALL SELECT name FROM entities WHERE id = :entity_id",
        {"target_id": link["target_id"], "entity_id": link["entity_id"]},
    ).fetchone()
    aim = aims[0] if aims else link["value"] or link["target_id"] or link["entity_id"]
    of = f" of “{' '.join(str(source[0]).split())[:200]}”" if source else ""
    shown = " ".join(str(aim).split())[:200]
    return f"The field “{link['field']}”{of}, “{shown}”, is lost because what it belongs to is ({parent})."
