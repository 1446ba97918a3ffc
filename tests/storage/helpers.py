"""Small projects to try things on."""

import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from annotator.core.codebook import Choice, Codebook, Field, FieldType, Layer
from annotator.core.ids import new_id, now
from annotator.core.model import Annotation, Annotator, Article, Entity
from annotator.core.review import Decision, Verdict, decision_id, fingerprint
from annotator.core.spans import Span
from annotator.core.text import sha256
from annotator.services import entities, marking
from annotator.storage.project import Project

_T = TypeVar("_T")

ROOT = Path(__file__).resolve().parents[2]

LAYERS = (
    Layer(
        *("claim", "Claim", "C", "amber", "fill", "sentence", "Who says what."),
        fields=(
            Field("speaker", "Speaker", FieldType.ENTITY, key="S", required=True),
            Field("about", "About", FieldType.ENTITY, key="B", several=True),
            Field(
                *(
                    "mode",
                    "Mode",
                    FieldType.CHOICE,
                    (Choice("direct", "Direct"), Choice("indirect", "Indirect")),
                ),
                required=True,
            ),
            Field("summary", "Summary", FieldType.TEXT, lines=2),
            Field("event_date", "Event date", FieldType.DATE, key="E"),
        ),
    ),
    Layer(
        *("actor", "Actor", "A", "blue", "underline", "word"),
        fields=(
            Field("entity", "Entity", FieldType.ENTITY, key="E", required=True),
            Field(
                *(
                    "refers",
                    "Refers by",
                    FieldType.CHOICE,
                    (Choice("name", "Name"), Choice("office", "Office")),
                )
            ),
        ),
    ),
    Layer(
        *("date", "Date", "D", "green", "dotted", "word"),
        fields=(
            Field("value", "Value", FieldType.EDTF, key="V"),
            Field(
                "kind", "Kind", FieldType.CHOICE, (Choice("point", "Point"), Choice("interval", "Interval"))
            ),
        ),
    ),
)
CODEBOOK = Codebook("A test", LAYERS, (Choice("person", "Person"), Choice("government", "Government")))

TEXT = (
    "MOSCOW (Agency) — The council said on Friday that it had “no choice”.\n"
    "Мнение другое: 🇺🇦 «не так», сказал Иванов 😀.\n"
    "قال المتحدث إن الأمر كذلك. The end; of it \\ all, at last.\n"
)


def person(name: str) -> Annotator:
    """Return somebody new of this name."""
    at = now()
    return Annotator(new_id(), name, at, at)


ANN = person("Ann")
BOB = person("Bob")


def create(path: Path, annotator: Annotator = ANN) -> Project:
    """Return a new project that is open for editing."""
    return Project.create(path, annotator=annotator, codebook=CODEBOOK)


def article(text: str = TEXT, title: str = "A council speaks") -> Article:
    """Return an article for ``text``, not yet in any project."""
    return Article(new_id(), title, sha256(text), len(text), source_name="council.txt")


def add(project: Project, text: str = TEXT, title: str = "A council speaks") -> Article:
    """Add an article to a project and return it as it was stored."""
    with project.act("add articles", title) as change:
        (stored,) = change.insert_articles([(article(text, title), text)])
    return stored


def planned(project: Project, where: Article, *spans: tuple[int, int], layer: str = "claim") -> Annotation:
    """Return an annotation of the present annotator that is not saved yet."""
    fragments = tuple(Span(*span) for span in spans)
    return marking.plan(where, project.text(where.id), layer, fragments, project.annotator)


def mark(project: Project, where: Article, *spans: tuple[int, int], layer: str = "claim") -> Annotation:
    """Save an annotation and return it."""
    annotation = planned(project, where, *spans, layer=layer)
    marking.add(project, annotation)
    return annotation


def entity(project: Project, name: str, kind: str = "person") -> Entity:
    """Save a new entity and return it as it was stored."""
    planned = entities.planned(name, kind)
    entities.create(project, planned)
    return found(project.entity(planned.id))


def found(thing: _T | None) -> _T:
    """Return something that has to be there."""
    assert thing is not None
    return thing


def image(path: Path, *, revisions: bool = False) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows that people see, read by a connection of its own.

    Without the revisions: those grow with every undo and redo.
    """
    columns = {
        table: [name for (name,) in rows(path, "SELECT name FROM pragma_table_info(?)", table)]
        for table in (
            *("articles", "annotations", "layers", "project", "fields", "choices", "entities", "links"),
        )
    }
    return {
        table: rows(
            path,
            "SELECT {} FROM {} ORDER BY 1".format(
                ", ".join(f'"{name}"' for name in names if revisions or name != "revision"), table
            ),
        )
        for table, names in columns.items()
    }


def rows(path: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    """Return what a query finds, read by a connection of its own."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


def tamper(path: Path, script: str) -> None:
    """Change a closed file as another program could."""
    connection = sqlite3.connect(path)
    try:
        connection.executescript(script)
        connection.commit()
    finally:
        connection.close()


def digest(path: Path) -> str:
    """Return a hash of the bytes of a closed file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def names(folder: Path) -> list[str]:
    """Return the names of everything in a folder."""
    return sorted(entry.name for entry in folder.iterdir())


def python(code: str, *arguments: str | Path) -> subprocess.Popen[str]:
    """Start a Python of its own that runs ``code`` with the checkout on its path."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


@contextmanager
def ordinary_user(work: Path) -> Iterator[None]:
    """Run the block without the rights of root, to whom no file is read-only.

    ``work`` comes from the fixture ``ordinary``; its files are given to the account.
    """
    if os.geteuid() != 0:
        yield
        return
    for entry in work.parent.rglob("*"):
        os.chown(entry, 65534, 65534)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def warm_up() -> None:
    """Import what is imported late, while that can still be read."""
    with tempfile.TemporaryDirectory() as folder:
        create(Path(folder) / "warm.annotator").close()


def decision(project: Project, annotation: Annotation, reason: str) -> Decision:
    """Let the present annotator accept an annotation, and return the decision."""
    said = fingerprint(annotation, project.links_of(annotation.id))
    id_ = decision_id(annotation.id, project.annotator.id)
    made = Decision(id_, annotation.id, annotation.article_id, Verdict.ACCEPT, annotation.id, reason, said)
    with project.act("decide", "accept", annotation.article_id) as change:
        change.insert(made)
    return made
