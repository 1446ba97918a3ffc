"""Projects with everything in them that a table can get wrong."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.core.ids import new_id
from annotator.core.model import Annotation, Article, Origin
from annotator.core.spans import Span, quote
from annotator.core.text import sha256
from annotator.services import projects
from annotator.services.projects import Project

AT = "2025-09-18T10:11:12.345Z"
LATER = "2025-09-19T00:00:00.000Z"

HARD = (
    '=cmd|"/C calc"!A0 said Ada; “the deal” is off, 😀 she added.\n'
    "\n"
    "+49 30 1234 is the number;-2 the answer,@nobody asked.\n"
    "Ärger\u2028و قالت «لا» ،\t=x\u00a0'=y ''+z\"=q;'@r\n"
)
EASY = "The council voted on Monday. Moscow denied it.\n\nNobody was hurt, the mayor said.\n"

Add = Callable[..., Annotation]


def make_article(text: str, title: str, **more: str) -> Article:
    article = Article(
        id=new_id(), title=title, text_sha256=sha256(text), length=len(text), created_at=AT, updated_at=AT
    )
    return replace(article, **more)  # type: ignore[arg-type]  # those of its fields that are texts


def put_article(project: Project, text: str, title: str, **more: str) -> Article:
    with project.act("add articles") as change:
        return change.insert_articles([(make_article(text, title, **more), text)])[0]


@pytest.fixture
def make_project(tmp_path: Path) -> Iterator[Callable[[str, str], Project]]:
    """Make projects by file name and annotator; closed at the end."""
    made: list[Project] = []

    def make(name: str, annotator: str = "Ada") -> Project:
        made.append(projects.create(tmp_path / name, annotator))
        return made[-1]

    yield make
    for project in made:
        project.close()


@pytest.fixture
def project(make_project: Callable[[str], Project]) -> Project:
    """A project with two articles and no annotation."""
    project = make_project("first.annotator")
    put_article(
        project,
        HARD,
        '=HYPERLINK("x")',
        outlet="@wire",
        url="https://example.org/a,b",
        published="2025-09-18",
        language="en",
        byline="-A. Writer",
        source_name="+hard.txt",
    )
    put_article(project, EASY, "Vote; denied", published="2025")
    return project


@pytest.fixture
def add(project: Project) -> Add:
    """Add an annotation to the project: article number, layer, fragments, whatever else."""

    def put(number: int, layer: str, *spans: tuple[int, int], **more: object) -> Annotation:
        article = project.articles()[number]
        fragments = tuple(Span(*span) for span in spans)
        annotation = Annotation(
            new_id(),
            article.id,
            layer,
            project.annotator.id,
            fragments,
            quote(project.text(article.id), fragments),
            created_at=AT,
            updated_at=LATER,
        )
        annotation = replace(annotation, **more)  # type: ignore[arg-type]  # fields of an annotation
        with project.act("mark") as change:
            change.insert_annotations([annotation])
        return annotation

    return put


@pytest.fixture
def hard_annotations(project: Project, add: Add) -> list[Annotation]:
    """Annotations with formulas, newlines, emoji, tags, and two fragments."""
    second = HARD.index("+49")
    return [
        add(0, "claim", (0, 40), note="=1+1\nsecond line\r\nthird", tags=("-a", "b;c", "d\\e", "=f")),
        add(
            0,
            "actor",
            (23, 26),
            (29, 39),
            note="'=already defused",
            origin=Origin.IMPORTED,
            origin_detail="@x",
        ),
        add(0, "date", (second - 2, second + 5), note="a;=b \"=c\" ''-d", tags=("one",)),
        add(0, "claim", (HARD.index("Ärger"), len(HARD)), note="\t tab first", origin=Origin.SUGGESTION),
        add(0, "actor", (HARD.index("😀"), HARD.index("😀") + 1)),
        add(1, "claim", (0, len(EASY)), note="a" * 150_000),
        add(1, "date", (21, 27)),
    ]
