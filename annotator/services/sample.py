"""The sample project: the articles that come with the program, the first one marked in part."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from annotator.assets import resource, samples
from annotator.core.errors import NotFound
from annotator.core.model import Article
from annotator.core.spans import Span
from annotator.services import marking, projects, reading
from annotator.storage.project import Project

_MARKS = "sample_marks.toml"


def create_sample(path: Path, annotator_name: str | None = None) -> Project:
    """Make a new project with the sample articles in it, and open it.

    Raises:
        InvalidValue: if nobody is named as the annotator.
        OutputRefused: if there is a file of this name already, or none can be made there.
        ProjectError: if the disk is full.
    """
    project = projects.create(path, annotator_name, title="Sample project")
    try:
        report = reading.add_articles(project, reading.read_paths([samples()]))
        _mark(project, report.added)
    except BaseException:
        project.close()
        path.unlink(missing_ok=True)
        raise
    return project


def _mark(project: Project, articles: Sequence[Article]) -> None:
    """Mark the first article as its file of marks says, each mark an act that can be undone."""
    document = tomllib.loads(resource(_MARKS).read_text("utf-8"))
    article = next((one for one in articles if one.source_name == document["article"]), None)
    if article is None:
        raise NotFound(f"The sample articles are not complete: {document['article']} is missing.")
    text = project.text(article.id)
    for mark in document["mark"]:
        fragments = list(_places(text, mark["quotes"], mark["occurrence"]))
        planned = marking.plan(article, text, mark["layer"], fragments, project.annotator)
        marking.add(project, replace(planned, note=mark["note"], tags=tuple(mark["tags"])))


def _places(text: str, quotes: Sequence[str], occurrence: int) -> Iterator[Span]:
    """Yield where ``quotes`` stand: the first at its occurrence, the others each after the one before.

    Raises:
        NotFound: if one is not there.
    """
    start = -1
    for _ in range(occurrence):
        start = _find(text, quotes[0], start + 1)
    for number, quote in enumerate(quotes):
        start = start if number == 0 else _find(text, quote, start)
        yield Span(start, start + len(quote))
        start += len(quote)


def _find(text: str, quote: str, start: int) -> int:
    found = text.find(quote, start)
    if found < 0:
        raise NotFound(f"The sample article does not say “{quote}”.")
    return found
