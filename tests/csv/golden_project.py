"""A project whose ids and times are fixed, for the golden files."""

from annotator.core.model import Annotation, Annotator, Article, Entity, Link, Origin, Status
from annotator.core.review import (
    Comment,
    Decision,
    Reading,
    ThreadState,
    Verdict,
    decision_id,
    fingerprint,
    reading_id,
)
from annotator.core.spans import Span, quote
from annotator.core.text import sha256
from annotator.services.projects import Project

AT = "2025-09-18T10:11:12.345Z"
TEXT = "“We left; =now,” said Ada 😀.\n\n+1 for that\n— Москва «нет»"
STAMPS: dict[str, str] = {"created_at": AT, "updated_at": AT}
ANNOTATOR = Annotator("0199a000-0000-7000-8000-000000000001", "=Bob", AT, AT)
OTHER = Annotator("0199a000-0000-7000-8000-000000000002", "Ewa; “E.”", AT, AT)


FIELDS = {
    "fields": (("mode", "direct"), ("negated", "no"), ("summary", '=They left; "now".')),
    "proposed": frozenset({"mode"}),
}


def uuid(number: int) -> str:
    return f"0199a000-0000-7000-8000-{number:012}"


def annotation(number: int, layer: str, *spans: tuple[int, int], **more: object) -> Annotation:
    fragments = tuple(Span(*span) for span in spans)
    known: dict[str, object] = {"annotator_id": ANNOTATOR.id, "created_at": AT, "updated_at": AT, **more}
    return Annotation(
        id=uuid(number),
        article_id=uuid(10),
        layer=layer,
        fragments=fragments,
        quote=quote(TEXT, fragments),
        **known,  # type: ignore[arg-type]  # fields of an annotation
    )


def link(number: int, annotation: int, field: str, **aim: object) -> Link:
    more: dict[str, object] = {"annotator_id": ANNOTATOR.id, **STAMPS, **aim}
    return Link(uuid(number), uuid(annotation), field, **more)  # type: ignore[arg-type]  # fields of a link


def entity(number: int, name: str, kind: str, **more: object) -> Entity:
    known: dict[str, object] = {"annotator_id": ANNOTATOR.id, **STAMPS, **more}
    return Entity(uuid(number), name, kind, **known)  # type: ignore[arg-type]  # fields of an entity


def fill(project: Project) -> None:
    """Put one article, four annotations, three entities and five links into an empty project."""
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
        status=Status.TO_DO,
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
        change.insert_entities(
            [
                entity(
                    *(20, "Ada Byron", "person"),
                    aliases=("Ada; A.",),
                    role="=poet’s daughter",
                    country="GB",
                    wikidata="Q7259",
                ),
                entity(21, "Ada", "person", merged_into=uuid(20)),
                entity(22, "-Москва", "government", note="two\nlines"),
            ]
        )
        change.insert_annotations(
            [
                annotation(
                    1, "claim", (1, 15), note='two\nlines, "quoted"', tags=("direct", "a;b"), **FIELDS
                ),
                annotation(2, "claim", (1, 8), (10, 14), origin=Origin.SUGGESTION, origin_detail="rule 1"),
                annotation(3, "actor", (TEXT.index("+1"), TEXT.index("+1") + 2), note="-1"),
                annotation(
                    4, "actor", (TEXT.index("Ada"), TEXT.index("Ada") + 3), fields=(("refers", "name"),)
                ),
                annotation(
                    5, "date", (11, 14), fields=(("kind", "point"), ("rule", "by hand"), ("value", "2025-09"))
                ),
            ]
        )
        change.insert_links(
            [
                link(30, 4, "entity", entity_id=uuid(21)),
                link(31, 1, "speaker", target_id=uuid(4), proposed=True),
                link(32, 1, "event_date", target_id=uuid(5)),
                link(33, 1, "about", entity_id=uuid(22)),
                link(34, 2, "speaker", value="unattributed"),
            ]
        )


def review(project: Project) -> None:
    """Let another person read the same article, differ, decide and comment.

    They have the claim with another mode and an actor that begins later; they change their own mark
    after deciding about it, so that one decision is out of date.
    """
    project.switch_annotator(OTHER)
    article_id, who = uuid(10), OTHER.id
    theirs = {"annotator_id": who}
    actor = annotation(7, "actor", (TEXT.index("Ada"), TEXT.index("Ada") + 5), **theirs)
    claim = annotation(6, "claim", (1, 15), fields=(("mode", "indirect"), ("negated", "no")), **theirs)
    with project.act("import annotations") as change:
        change.insert_annotations([claim, actor])
        change.insert_links([link(35, 6, "speaker", entity_id=uuid(22), annotator_id=who)])
        done = Reading(reading_id(article_id, who), article_id, Status.DONE, who, AT, AT)
        change.insert(done)
    with project.act("decide") as change:
        for number, gold, verdict in ((1, 6, Verdict.CHANGE), (6, 6, Verdict.ACCEPT), (3, 0, Verdict.REJECT)):
            about = project.annotation(uuid(number))
            assert about is not None
            said = fingerprint(about, project.links_of(about.id)) if number != 6 else "0" * 16
            at = {"annotator_id": who, **STAMPS}
            change.insert(
                Decision(
                    *(decision_id(about.id, who), about.id, article_id, verdict),
                    *(uuid(gold) if gold else "", "=because; “so”\nand so", said),
                    **at,  # type: ignore[arg-type]  # who and when
                )
            )
    with project.act("comment") as change:
        for number, on, text, state in (
            (40, "", "-All of it?", ThreadState.OPEN),
            (41, uuid(3), "Gone?", ThreadState.OPEN),
            (42, uuid(3), "", ThreadState.RESOLVED),
        ):
            at = {"annotator_id": who, "created_at": f"2025-09-18T10:11:{number}.000Z", "updated_at": AT}
            quoted = "+1" if on else ""
            change.insert(Comment(uuid(number), article_id, on, quoted, text, state, **at))  # type: ignore[arg-type]  # who and when
