"""Project files for measuring, made through the program's own bulk insertion."""

import random
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from annotator.core.ids import new_id
from annotator.core.model import Annotator
from annotator.services import projects
from annotator.storage.project import Project
from benchmarks import corpus
from benchmarks.corpus import CREATED, Size

_AT_A_TIME = 250
"""Articles in one act; its annotations are all in memory."""
ARTICLE_CHARACTERS = 5_000


def with_one_article(path: Path, size: Size) -> Path:
    """Make a project with one article of ``size``, unless it is there already."""
    return made(path, articles=1, size=size)


def made(path: Path, *, articles: int, size: Size) -> Path:
    """Make a project with so many articles of ``size`` each, unless it is there already."""
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".making")
    part.unlink(missing_ok=True)
    with projects.create(part, "Benchmark", title="Benchmark") as project:
        people = [project.annotator.id, _second_annotator(project)]
        seeds = iter(range(articles))
        while chunk := list(islice(seeds, _AT_A_TIME)):
            _add(project, chunk, size, people)
            if articles > 1:
                print(f"\r  making {path.name}: {chunk[-1] + 1:,} of {articles:,}", end="", file=sys.stderr)
    if articles > 1:
        print(file=sys.stderr)
    part.rename(path)
    return path


def _add(project: Project, seeds: list[int], size: Size, people: list[str]) -> None:
    fresh = [corpus.article(seed, size.characters) for seed in seeds]
    with project.act("add articles") as act:
        stored = act.insert_articles(fresh)
    bodies = [body for _, body in fresh]
    with project.act("import annotations") as act:
        act.insert_annotations(
            [
                annotation
                for seed, article, body in zip(seeds, stored, bodies, strict=True)
                for annotation in corpus.annotations(seed, article.id, body, size.annotations, people)
            ]
        )


def _second_annotator(project: Project) -> str:
    other = Annotator(new_id(), "Second reader", CREATED, CREATED)
    with project.act("add annotator", other.name) as act:
        act.insert(other)
    return other.id


def sample_of(ids: list[str], number: int) -> Iterator[str]:
    """Yield some of many ids, the same ones for the same number of ids."""
    dice = random.Random(number)
    yield from (ids[dice.randrange(len(ids))] for _ in range(number))
