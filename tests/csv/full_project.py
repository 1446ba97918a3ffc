"""A codebook with everything a field can be, and random projects that use all of it."""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from hypothesis import strategies as st

from annotator.core.codebook import UNATTRIBUTED, Choice, Codebook, Field, FieldType, Layer
from annotator.core.model import Annotation, Annotator, Article, Entity, Link, Origin, Status, Value
from annotator.core.spans import Span, quote
from annotator.core.text import normalise, sha256, single_line
from annotator.services import projects
from annotator.services.projects import Project

ADA = Annotator("ada-1", "=Ада; 'x'", "2025-09-01T00:00:00.000Z", "2025-09-01T00:00:00.000Z")
BOB = Annotator("bob-1", "@Bob", "2025-09-02T00:00:00.000Z", "2025-09-02T00:00:00.000Z")
DATES = ("2025-09", "2025-09-18", "2022-02~", "2014/2022", "2022-02-24/..", "199X", "-0044")
MARKS = "=+-@'\";,\t\n 😀Жا\\|«»"

raw = st.text(alphabet=MARKS, min_size=1, max_size=12) | st.text(
    st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12
)
lines = raw.map(single_line).filter(bool)
blocks = raw.map(lambda text: normalise(text).text.strip()).filter(bool)
moments = (
    st.datetimes()
    .map(lambda at: f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}Z")
    .map(lambda text: text.rjust(24, "0"))
)

OWN_FIELDS = (
    Field("place", "Place; '=x'", FieldType.TEXT),
    Field(
        "harm",
        "Harm",
        FieldType.CHOICES,
        (Choice("a", "A"), Choice("b", "B", retired=True), Choice("c", "C")),
    ),
    Field("sure", "Sure", FieldType.YES_NO),
    Field("deaths", "Deaths", FieldType.NUMBER),
    Field("hearing", "Hearing", FieldType.DATE, several=True),
    Field("published", "Published elsewhere", FieldType.EDTF),
    Field("field_published", "Published twice", FieldType.TEXT),
    Field("witness", "Witness", FieldType.ENTITY, several=True),
    Field("link_id", "Number of a link", FieldType.TEXT),
    Field("old", "Old", FieldType.CHOICE, (Choice("x", "X"),), retired=True),
    Field("old_witness", "Old witness", FieldType.ENTITY, retired=True),
)


def codebook() -> Codebook:
    """Return the default codebook with these fields on claims, and two more layers, one retired."""
    book = projects.default_codebook()
    claim, *others = book.layers
    event = Layer("event", "Event", "V", "purple", "box", "sentence", fields=OWN_FIELDS)
    old = Layer("scene", "Scene", "Z", "sky", "box", "word", fields=OWN_FIELDS[:3], retired=True)
    return replace(book, layers=(replace(claim, fields=(*claim.fields, *OWN_FIELDS)), *others, event, old))


class Made(NamedTuple):
    """Everything that is put into a project."""

    articles: list[tuple[Article, str]]
    entities: list[Entity]
    annotations: list[Annotation]
    links: list[Link]


def value_of(field: Field) -> st.SearchStrategy[Value]:
    """Values that a field takes, as they are stored."""
    ids = [choice.id for choice in field.choices]
    match field.type:
        case FieldType.TEXT:
            return blocks
        case FieldType.CHOICE:
            return st.sampled_from(ids)
        case FieldType.CHOICES:
            return st.lists(st.sampled_from(ids), min_size=1, unique=True).map(tuple)
        case FieldType.YES_NO:
            return st.sampled_from(["yes", "no"])
        case FieldType.NUMBER:
            return st.sampled_from(["0", "-3.5", "12", "1E+5"])
        case _:
            return st.sampled_from(DATES)


@st.composite
def an_annotation(draw: st.DrawFn, number: int, article: Article, text: str, layer: Layer) -> Annotation:
    edges = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=4, unique=True)))
    fragments = tuple(Span(*edges[at : at + 2]) for at in range(0, len(edges) - 1, 2))
    wanted = draw(
        st.lists(st.sampled_from([one for one in layer.fields if not one.linking]), max_size=5, unique=True)
    )
    values = {one.id: draw(value_of(one)) for one in wanted}
    if layer.id == "date" and draw(st.booleans()):
        values |= {"rule": draw(lines), "anchor": "2025-09-18"}
    return Annotation(
        *(f"a{number}", article.id, layer.id, draw(st.sampled_from([ADA.id, BOB.id])), fragments),
        *(quote(text, fragments), draw(raw), tuple(draw(st.lists(lines, max_size=2)))),
        origin=draw(st.sampled_from(Origin)),
        origin_detail=draw(st.just("") | lines),
        created_at=draw(moments),
        updated_at=draw(moments),
        fields=tuple(sorted(values.items())),
        proposed=frozenset(draw(st.sets(st.sampled_from(sorted(values))))) if values else frozenset(),
    )


@st.composite
def some_links(
    draw: st.DrawFn, annotation: Annotation, layer: Layer, others: list[Annotation], entities: list[Entity]
) -> list[Link]:
    made: list[Link] = []
    linking = [one for one in layer.fields if one.linking]
    for field in draw(st.lists(st.sampled_from(linking), max_size=4, unique=True)) if linking else []:
        aims = _aims(field, annotation, others, entities)
        chosen = (
            draw(st.lists(st.sampled_from(aims), max_size=3 if field.several else 1, unique=True))
            if aims
            else []
        )
        for position, aim in enumerate(chosen, 1):
            made.append(
                Link(
                    *(f"l-{annotation.id}-{field.id}-{position}", annotation.id, field.id, position, *aim),
                    *(draw(st.booleans()), annotation.annotator_id, draw(moments), draw(moments)),
                )
            )
    return made


def _aims(
    field: Field, annotation: Annotation, others: list[Annotation], entities: list[Entity]
) -> list[tuple[str, str, str]]:
    wanted = "date" if field.type is FieldType.DATE else "actor"
    same = [one for one in others if one.article_id == annotation.article_id and one.id != annotation.id]
    aims = [(one.id, "", "") for one in same if one.layer == wanted and field.id != "entity"]
    if field.type is FieldType.DATE:
        return [*aims, *(("", "", value) for value in DATES)]
    aims += [("", one.id, "") for one in entities]
    return [*aims, ("", "", UNATTRIBUTED)] if field.id == "speaker" else aims


@st.composite
def an_entity(draw: st.DrawFn, number: int, before: list[Entity]) -> Entity:
    name = draw(lines)
    aliases = dict.fromkeys(draw(st.lists(lines.filter(lambda text: text != name), max_size=2)))
    merged = draw(st.sampled_from(["", *(one.id for one in before)]))
    return Entity(
        *(f"e{number}", name, draw(st.sampled_from(["", "person", "government", "gone"])), tuple(aliases)),
        *(draw(st.just("") | lines), draw(st.just("") | lines), draw(st.sampled_from(["", "Q7747"]))),
        *(draw(st.just("") | blocks), merged, draw(st.sampled_from([ADA.id, BOB.id]))),
        *(draw(moments), draw(moments)),
    )


@st.composite
def contents(draw: st.DrawFn) -> Made:
    """Random contents of a project with the codebook above."""
    book = codebook()
    articles = []
    for number in (1, 2):
        text = draw(raw.map(lambda one: normalise(one).text).filter(lambda one: len(one) > 1))
        text = f"{number} {text}"
        made = Article(
            *(f"art{number}", draw(lines), sha256(text), len(text)),
            published="2025-09-18",
            status=Status.DONE,
            annotator_id=ADA.id,
            created_at=draw(moments),
            updated_at=draw(moments),
        )
        articles.append((made, text))
    entities: list[Entity] = []
    for number in range(draw(st.integers(0, 4))):
        entities.append(draw(an_entity(number, entities)))
    annotations = []
    for number in range(draw(st.integers(1, 7))):
        article, text = draw(st.sampled_from(articles))
        layer = draw(st.sampled_from(book.layers))
        annotations.append(draw(an_annotation(number, article, text, layer)))
    links: list[Link] = []
    for one in annotations:
        layer_ = book.layer(one.layer)
        assert layer_ is not None
        links += draw(some_links(one, layer_, annotations, entities))
    return Made(articles, entities, annotations, links)


def begin(path: Path, made: Made, prefix: str = "") -> Project:
    """Return a new project with the codebook, and the articles under ids of their own."""
    project = projects.create(path, "Carla", codebook=codebook())
    with project.act("add articles") as change:
        change.insert(ADA)
        change.insert_articles([(replace(one, id=prefix + one.id), text) for one, text in made.articles])
    return project


def fill(project: Project, made: Made) -> None:
    """Put the rest in."""
    with project.act("import annotations") as change:
        change.insert(BOB)
        change.insert_entities(made.entities)
        change.insert_annotations(made.annotations)
        change.insert_links(made.links)
