"""Any text, any marks, any notes: out and in again nothing has changed."""

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.ids import new_id
from annotator.core.model import Annotation
from annotator.core.spans import Span, quote
from annotator.core.text import normalise
from annotator.formats.defusing import defuse, undefuse
from annotator.services import projects
from annotator.services.exporting import ExportOptions, export_table
from annotator.services.importing import import_csv
from tests.csv.conftest import AT, LATER, put_article

clean = st.text(alphabet=st.characters(exclude_categories=["Cs"])) | st.text(
    alphabet="=+-@'\";,\t\r\n 😀Жا\\", max_size=40
)
texts = clean.map(lambda raw: normalise(raw).text).filter(lambda text: len(text) > 1)
notes = clean.map(lambda raw: raw.replace("\0", ""))


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[tuple[tuple[Span, ...], str, tuple[str, ...]]]]:
    text = draw(texts)
    marks = []
    for _ in range(draw(st.integers(1, 4))):
        edges = draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6, unique=True).map(sorted))
        fragments = tuple(Span(*edges[i : i + 2]) for i in range(0, len(edges) - 1, 2))
        tags = tuple(tag for tag in draw(st.lists(notes, max_size=3)) if tag)
        marks.append((fragments, draw(notes), tags))
    return text, marks


def rewritten(path: Path, delimiter: str, bom: bool) -> bytes:
    """Return what the standard library would write for the rows of a file."""
    with path.open(encoding="utf-8-sig", newline="") as source:
        header, *rows = csv.reader(source, delimiter=delimiter, strict=True)
    numbers = {header.index(name) for name in ("paragraph", "start", "end")}
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=delimiter, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    for row in rows:
        assert all(defuse(undefuse(cell)) == cell for cell in row)
        writer.writerow([int(cell) if at in numbers else cell for at, cell in enumerate(row)])
    text = delimiter.join(header) + "\r\n" + target.getvalue()
    return text.encode("utf-8-sig" if bom else "utf-8")


@settings(max_examples=60, deadline=None)
@given(marked(), st.sampled_from([",", ";", "\t"]), st.booleans())
def test_nothing_changes(
    marked: tuple[str, list[tuple[tuple[Span, ...], str, tuple[str, ...]]]], delimiter: str, bom: bool
) -> None:
    text, marks = marked
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with projects.create(folder / "a", "=Ada;-") as one, projects.create(folder / "b", "Bob") as other:
            article = put_article(one, text, "+title")
            put_article(other, text, "title")
            made = [
                Annotation(
                    *(
                        new_id(),
                        article.id,
                        "claim",
                        one.annotator.id,
                        fragments,
                        quote(text, fragments),
                        note,
                        tags,
                    ),
                    created_at=AT,
                    updated_at=LATER,
                )
                for fragments, note, tags in marks
            ]
            with one.act("mark") as change:
                change.insert_annotations(made)
            export_table(one, ExportOptions(delimiter=delimiter, bom=bom), folder / "t.csv")
            assert (folder / "t.csv").read_bytes() == rewritten(folder / "t.csv", delimiter, bom)
            report = import_csv(other, folder / "t.csv")
            assert (report.new, report.refused, report.clashing) == (len(made), [], [])
            found = other.annotations(other.articles()[0].id)
            keep = (
                "id",
                "fragments",
                "quote",
                "note",
                "tags",
                "created_at",
                "updated_at",
                "origin",
                "annotator_id",
            )
            assert {tuple(getattr(x, k) for k in keep) for x in found} == {
                tuple(getattr(x, k) for k in keep) for x in made
            }
            assert import_csv(one, folder / "t.csv").same == len(made)
