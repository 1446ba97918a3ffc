"""The tables of a project file: a public format, readable in any SQLite browser.

The statements below are what each format adds to the one before. They are applied by the
migrations in `storage.migrations` and never edited after a release.
"""

import sqlite3
from functools import lru_cache
from typing import NamedTuple

APPLICATION_ID = 0x416E6E6F
"""The bytes "Anno" at offset 68 of the file."""

FORMAT = 3
"""What ``PRAGMA user_version`` says: the newest format that this version writes."""

FORMAT_1 = (
    """CREATE TABLE project (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT""",
    """CREATE TABLE annotators (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 1)
) STRICT""",
    """CREATE TABLE layers (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    key TEXT NOT NULL,
    colour TEXT NOT NULL,
    shape TEXT NOT NULL,
    grain TEXT NOT NULL,
    guideline TEXT NOT NULL
) STRICT""",
    """CREATE TABLE texts (
    number INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL
) STRICT""",
    """CREATE TABLE articles (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    text_sha256 TEXT NOT NULL REFERENCES texts (sha256),
    length INTEGER NOT NULL CHECK (length >= 0),
    byline TEXT NOT NULL,
    outlet TEXT NOT NULL,
    url TEXT NOT NULL,
    published TEXT NOT NULL,
    language TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('todo', 'in progress', 'done')),
    source_name TEXT NOT NULL,
    source_sha256 TEXT NOT NULL,
    charset TEXT NOT NULL,
    replaced INTEGER NOT NULL CHECK (replaced >= 0),
    previous_id TEXT NOT NULL,
    annotator_id TEXT NOT NULL REFERENCES annotators (id),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 1)
) STRICT""",
    "CREATE INDEX articles_text ON articles (text_sha256)",
    "CREATE INDEX articles_source ON articles (source_sha256)",
    """CREATE TABLE annotations (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    article_id TEXT NOT NULL REFERENCES articles (id),
    layer TEXT NOT NULL REFERENCES layers (id),
    annotator_id TEXT NOT NULL REFERENCES annotators (id),
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK ("end" > start),
    fragments TEXT NOT NULL,
    quote TEXT NOT NULL,
    note TEXT NOT NULL,
    tags TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('hand', 'imported', 'suggestion', 'propagated')),
    origin_detail TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 1)
) STRICT""",
    'CREATE INDEX annotations_place ON annotations (article_id, start, "end" DESC, layer)',
    """CREATE TABLE tombstones (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    annotator_id TEXT NOT NULL,
    deleted_at TEXT NOT NULL,
    revision INTEGER NOT NULL
) STRICT""",
    """CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    annotator_id TEXT NOT NULL REFERENCES annotators (id),
    verb TEXT NOT NULL,
    subject TEXT NOT NULL,
    article_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo')),
    target INTEGER REFERENCES journal (seq),
    undone INTEGER NOT NULL CHECK (undone IN (0, 1, 2)),
    changes TEXT NOT NULL,
    payload BLOB
) STRICT""",
    "CREATE INDEX journal_undone ON journal (annotator_id, seq) WHERE undone = 1",
    """CREATE TRIGGER texts_are_frozen BEFORE UPDATE ON texts BEGIN
    SELECT raise(ABORT, 'the text of an article never changes');
END""",
    """CREATE TRIGGER texts_are_kept BEFORE DELETE ON texts BEGIN
    SELECT raise(ABORT, 'the text of an article is kept, so that undo can bring it back');
END""",
    """CREATE VIRTUAL TABLE texts_fts USING fts5(
    text, content = 'texts', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
)""",
    """CREATE TRIGGER texts_fts_insert AFTER INSERT ON texts BEGIN
    INSERT INTO texts_fts (rowid, text) VALUES (new.number, new.text);
END""",
    """CREATE VIRTUAL TABLE annotations_fts USING fts5(
    quote, note, content = 'annotations', content_rowid = 'number', columnsize = 0,
    tokenize = 'unicode61 remove_diacritics 2'
)""",
    """CREATE TRIGGER annotations_fts_insert AFTER INSERT ON annotations BEGIN
    INSERT INTO annotations_fts (rowid, quote, note) VALUES (new.number, new.quote, new.note);
END""",
    """CREATE TRIGGER annotations_fts_delete AFTER DELETE ON annotations BEGIN
    INSERT INTO annotations_fts (annotations_fts, rowid, quote, note)
    VALUES ('delete', old.number, old.quote, old.note);
END""",
    """CREATE TRIGGER annotations_fts_update AFTER UPDATE OF number, quote, note ON annotations BEGIN
    INSERT INTO annotations_fts (annotations_fts, rowid, quote, note)
    VALUES ('delete', old.number, old.quote, old.note);
    INSERT INTO annotations_fts (rowid, quote, note) VALUES (new.number, new.quote, new.note);
END""",
)

FORMAT_2 = (
    "ALTER TABLE layers ADD COLUMN retired INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE layers ADD COLUMN updated_at TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE layers ADD COLUMN revision INTEGER NOT NULL DEFAULT 1",
    """CREATE TABLE fields (
    id TEXT PRIMARY KEY,
    layer TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    type TEXT NOT NULL,
    guideline TEXT NOT NULL,
    key TEXT NOT NULL,
    required INTEGER NOT NULL,
    several INTEGER NOT NULL,
    lines INTEGER NOT NULL,
    retired INTEGER NOT NULL,
    updated_at TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 1)
) STRICT""",
    """CREATE TABLE choices (
    id TEXT PRIMARY KEY,
    field TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    definition TEXT NOT NULL,
    retired INTEGER NOT NULL,
    updated_at TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 1)
) STRICT""",
    """CREATE TABLE entities (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    aliases TEXT NOT NULL,
    role TEXT NOT NULL,
    country TEXT NOT NULL,
    wikidata TEXT NOT NULL,
    note TEXT NOT NULL,
    merged_into TEXT REFERENCES entities (id),
    annotator_id TEXT NOT NULL REFERENCES annotators (id),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 1)
) STRICT""",
    "CREATE INDEX entities_merged ON entities (merged_into) WHERE merged_into IS NOT NULL",
    "ALTER TABLE annotations ADD COLUMN fields TEXT NOT NULL DEFAULT '{}'",
    "ALTER TABLE annotations ADD COLUMN proposed TEXT NOT NULL DEFAULT ''",
    """CREATE TABLE links (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    annotation_id TEXT NOT NULL REFERENCES annotations (id),
    field TEXT NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 1),
    target_id TEXT REFERENCES annotations (id),
    entity_id TEXT REFERENCES entities (id),
    value TEXT,
    proposed INTEGER NOT NULL CHECK (proposed IN (0, 1)),
    annotator_id TEXT NOT NULL REFERENCES annotators (id),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 1),
    CHECK ((target_id IS NOT NULL) + (entity_id IS NOT NULL) + (value IS NOT NULL) = 1)
) STRICT""",
    "CREATE INDEX links_annotation ON links (annotation_id)",
    "CREATE INDEX links_target ON links (target_id) WHERE target_id IS NOT NULL",
    "CREATE INDEX links_entity ON links (entity_id) WHERE entity_id IS NOT NULL",
)

_STAMPED = """annotator_id TEXT NOT NULL REFERENCES annotators (id),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 1)"""

FORMAT_3 = (
    "ALTER TABLE annotations ADD COLUMN copy_of TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX annotations_copies ON annotations (copy_of) WHERE copy_of <> ''",
    f"""CREATE TABLE readings (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    article_id TEXT NOT NULL REFERENCES articles (id),
    status TEXT NOT NULL CHECK (status IN ('todo', 'in progress', 'done')),
    {_STAMPED}
) STRICT""",
    "CREATE UNIQUE INDEX readings_article ON readings (article_id, annotator_id)",
    f"""CREATE TABLE decisions (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    annotation_id TEXT NOT NULL,
    article_id TEXT NOT NULL REFERENCES articles (id),
    verdict TEXT NOT NULL CHECK (verdict IN ('accept', 'change', 'reject')),
    gold_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    {_STAMPED}
) STRICT""",
    "CREATE UNIQUE INDEX decisions_annotation ON decisions (annotation_id, annotator_id)",
    "CREATE INDEX decisions_article ON decisions (article_id)",
    f"""CREATE TABLE comments (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    article_id TEXT NOT NULL REFERENCES articles (id),
    annotation_id TEXT NOT NULL,
    quote TEXT NOT NULL,
    text TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'resolved')),
    {_STAMPED}
) STRICT""",
    "CREATE INDEX comments_article ON comments (article_id)",
    f"""CREATE TABLE assignments (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    assignee_id TEXT NOT NULL REFERENCES annotators (id),
    article_ids TEXT NOT NULL,
    due TEXT NOT NULL,
    note TEXT NOT NULL,
    blind INTEGER NOT NULL CHECK (blind IN (0, 1)),
    {_STAMPED}
) STRICT""",
    f"""CREATE TABLE intakes (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    project_id TEXT NOT NULL,
    {_STAMPED}
) STRICT""",
    """CREATE TABLE conflicts (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    row_id TEXT NOT NULL,
    article_id TEXT NOT NULL,
    content TEXT NOT NULL,
    annotator_id TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 1)
) STRICT""",
)

STATEMENTS = (*FORMAT_1, *FORMAT_2, *FORMAT_3)
"""What builds the newest format in an empty file."""

TRIGGERS = {
    statement.split()[2]: statement for statement in STATEMENTS if statement.startswith("CREATE TRIGGER")
}
"""The statements that make the triggers, by name."""

TABLES = (
    *("project", "annotators", "layers", "fields", "choices", "texts", "articles", "entities"),
    *("annotations", "links", "readings", "decisions", "comments", "assignments", "intakes", "conflicts"),
    *("tombstones", "journal"),
)
"""The tables that hold what people made; the rest can be built again from them."""

_BOOKKEEPING = "_sqlite_migrations"
"""Where sqlite-utils notes which migrations were applied; ``user_version`` is what counts."""


class SchemaObject(NamedTuple):
    """One row of ``sqlite_schema``: a table, an index, a trigger or a view."""

    type: str
    name: str
    table: str
    sql: str


class Difference(NamedTuple):
    """How a file's schema differs from the one that its format has."""

    missing: tuple[SchemaObject, ...]
    """What the format has and the file lacks, or has otherwise."""
    unknown: tuple[SchemaObject, ...]
    """What the file has and the format does not."""

    @property
    def broken_tables(self) -> tuple[str, ...]:
        """The names of tables with people's work that are not as they should be.

        All of ours are STRICT; those in which FTS5 keeps its indexes are not.
        """
        return tuple(item.name for item in self.missing if item.sql.endswith("STRICT"))


def schema_of(connection: sqlite3.Connection) -> frozenset[SchemaObject]:
    """Return the schema of an open file, without what SQLite and sqlite-utils add for themselves."""
    rows = connection.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema")
    return frozenset(
        SchemaObject(*row)
        for row in rows
        if not row[1].startswith("sqlite_") and row[2] != _BOOKKEEPING and not row[2].startswith("sqlite_")
    )


@lru_cache(maxsize=4)
def schema_made_by(statements: tuple[str, ...]) -> frozenset[SchemaObject]:
    """Return the schema that ``statements`` build in an empty database."""
    connection = sqlite3.connect(":memory:")
    try:
        for statement in statements:
            connection.execute(statement)
        return schema_of(connection)
    finally:
        connection.close()


def difference(connection: sqlite3.Connection, expected: frozenset[SchemaObject]) -> Difference:
    """Compare the schema of an open file with that of its format."""
    found = schema_of(connection)
    return Difference(tuple(sorted(expected - found)), tuple(sorted(found - expected)))
