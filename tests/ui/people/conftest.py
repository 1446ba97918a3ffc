"""A project in which four people marked in one article, open for the first of them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.core.spans import Span
from annotator.services import marking, people, projects, reviewing
from annotator.storage.project import Project
from annotator.ui.main_window import MainWindow
from tests.ui.people import hand

MARKS = {
    "Ana": [("claim", "We did not agree"), ("actor", "Jane Doe")],
    "Ben Ho": [("claim", "We did not agree"), ("date", "in August"), ("actor", "Moscow")],
    "Cem Ak": [("actor", "The council"), ("claim", "A last paragraph")],
    "Eva": [("date", "on Monday")],
}


def put_marks(project: Project) -> None:
    """Let each of the four make their marks in the first article."""
    article = project.articles()[0]
    text = project.text(article.id)
    for name, marks in MARKS.items():
        people.switch(project, name)
        for layer, words in marks:
            start = text.index(words)
            spans = [Span(start, start + len(words))]
            marking.add(project, marking.plan(article, text, layer, spans, project.annotator))
    people.switch(project, "Ana")


@pytest.fixture
def shared_path(project_path: Path) -> Path:
    """The project with everyone's marks, closed."""
    with projects.open_project(project_path, "Ana") as project:
        put_marks(project)
    return project_path


@pytest.fixture
def decided_path(shared_path: Path) -> Path:
    """The same, where Ana has accepted Cem's council and changed Eva's date."""
    with projects.open_project(shared_path, "Ana") as project:
        cases = {case.annotations[0].quote: case for case in reviewing.cases(project)}
        council = cases["The council"]
        reviewing.accept(project, council, [council.annotations[0].id])
        monday = cases["on Monday"]
        reviewing.change(project, monday, monday.annotations[0].id)
    return shared_path


@pytest.fixture
def shared(open_window: Callable[[Path | None], MainWindow], shared_path: Path) -> MainWindow:
    """The real window on that project, for Ana."""
    return hand.ready(open_window(shared_path))


@pytest.fixture
def decided(open_window: Callable[[Path | None], MainWindow], decided_path: Path) -> MainWindow:
    """The real window on the project with decisions, for Ana."""
    return hand.ready(open_window(decided_path))
