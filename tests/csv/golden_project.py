"""A project whose ids and times are fixed, for the golden files."""

from annotator.core.model import Annotation, Annotator, Article, Origin, Status
from annotator.core.spans import Span, quote
from annotator.core.text import sha256
from annotator.services.projects import Project

AT = "2025-09-18T10:11:12.345Z"
TEXT = "“We left; =now,” said Ada 😀.\n\n+1 for that\n— Москва «нет»"
ANNOTATOR = Annotator("0199a000-0000-7000-8000-000000000001", "=Bob", AT, AT)


def uuid(number: int) -> str:
    return f"0199a000-0000-7000-8000-{number:012}"


def annotation(number: int, layer: str, *spans: tuple[int, int], **more: object) -> Annotation:
    fragments = tuple(Span(*span) for span in spans)
    known: dict[str, object] = {"created_at": AT, "updated_at": AT, **more}
    return Annotation(
        uuid(number),
        uuid(10),
        layer,
        ANNOTATOR.id,
        fragments,
        quote(TEXT, fragments),
        **known,  # type: ignore[arg-type]  # fields of an annotation
    )


def fill(project: Project) -> None:
    """Put one article and three annotations into an empty project."""
    article = Article(
        id=uuid(10),
        title="Left; -or not",
        text_sha256=sha256(TEXT),
        length=len(TEXT),
        byline="A. “B” C",
        outlet='The "Wire"',
        url="https://example.org/",
        published="2025-09",
        language="en",
        status=Status.TODO,
        source_name="left.txt",
        source_sha256="0" * 64,
        charset="utf-8",
        annotator_id=ANNOTATOR.id,
        created_at=AT,
        updated_at=AT,
    )
    with project.act("add articles") as change:
        change.insert(ANNOTATOR)
        change.insert_articles([(article, TEXT)])
        change.insert_annotations(
            [
                annotation(1, "claim", (1, 15), note='two\nlines, "quoted"', tags=("direct", "a;b")),
                annotation(2, "claim", (1, 8), (10, 14), origin=Origin.SUGGESTION, origin_detail="rule 1"),
                annotation(3, "actor", (TEXT.index("+1"), TEXT.index("+1") + 2), note="-1"),
            ]
        )
