"""What is proposed for a mark, as it is stored with it."""

from pathlib import Path

import pytest

from annotator.core.model import Annotation, Article
from annotator.core.spans import Span
from annotator.services import entities, fields, marking, projects, proposing, reading
from annotator.services.projects import Project
from annotator.services.proposing import Surroundings

STORY = """---
title: A treaty is left
published: {published}
language: en
---

The move was proposed by President Ann Wren earlier this month. Norland has been a member since 1997, and
its guards have not been inspected since February 2022. “Nothing will change,” said Ben Tolle, a lawyer,
in August.
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make(tmp_path, "2025-09-18")


def make(folder: Path, published: str) -> Project:
    story = folder / "story.md"
    story.write_text(STORY.format(published=published), "utf-8")
    project = projects.create(folder / "p.annotator", "Ada")
    reading.add_articles(project, reading.read_paths([story]))
    return project


def around(project: Project, article: Article) -> Surroundings:
    roster = entities.roster(project)
    return Surroundings(
        article,
        project.text(article.id),
        project.codebook(),
        project.annotations(article.id),
        fields.links_by_annotation(project, article.id),
        roster,
        proposing.index_of(roster),
    )


def mark(project: Project, layer: str, words: str) -> Annotation:
    """Mark ``words`` as the window does, with what is proposed for them; returns what is stored."""
    article = project.articles()[0]
    start = project.text(article.id).index(words)
    span = Span(start, start + len(words))
    planned = marking.plan(article, project.text(article.id), layer, [span], project.annotator)
    annotation, links = proposing.proposed(planned, around(project, article))
    marking.add(project, annotation, links)
    stored = project.annotation(annotation.id)
    assert stored is not None
    return stored


def linked(project: Project, annotation: Annotation) -> dict[str, str]:
    return {link.field: link.aim for link in project.links_of(annotation.id) if link.proposed}


@pytest.mark.parametrize(
    ("words", "value", "kind", "rule"),
    [
        ("earlier this month", "2025-09", "point", "this month"),
        ("1997", "1997", "point", "absolute"),
        ("since 1997", "1997/..", "interval", "since"),
        ("February 2022", "2022-02", "point", "absolute"),
        ("August", "2025-08", "point", "month before publication"),
    ],
)
def test_a_date_has_its_value_kind_and_rule_apart(
    project: Project, words: str, value: str, kind: str, rule: str
) -> None:
    stored = mark(project, "date", words)
    assert (stored.value("value"), stored.value("kind"), stored.value("rule")) == (value, kind, rule)
    assert stored.proposed == {"value", "kind"}


def test_without_a_publication_date_nothing_is_guessed(tmp_path: Path) -> None:
    project = make(tmp_path, '""')
    stored = mark(project, "date", "earlier this month")
    assert stored.value("value") == ""
    assert stored.value("rule") == proposing.NEEDS_PUBLISHED
    assert mark(project, "date", "February 2022").value("value") == "2022-02"


def test_a_claim_gets_speaker_mode_and_dates_from_what_is_marked(project: Project) -> None:
    speaker = mark(project, "actor", "Ben Tolle")
    said = mark(project, "date", "August")
    claim = mark(project, "claim", "Nothing will change")
    assert (claim.value("mode"), claim.value("stance")) == ("direct", "asserts")
    assert claim.proposed >= {"mode", "stance"}
    assert linked(project, claim) == {"speaker": speaker.id, "statement_date": said.id}


def test_a_claim_of_the_outlet_is_unattributed_and_happened_when_its_date_says(project: Project) -> None:
    when = mark(project, "date", "earlier this month")
    claim = mark(project, "claim", "The move was proposed by President Ann Wren earlier this month")
    assert claim.value("mode") == "outlet"
    assert linked(project, claim) == {"speaker": "unattributed", "event_date": when.id}


def test_a_known_name_is_proposed_and_an_unknown_one_is_not(project: Project) -> None:
    assert linked(project, mark(project, "actor", "Norland")) == {}
    known = entities.planned("Ann Wren", "person")
    entities.create(project, known)
    stored = mark(project, "actor", "President Ann Wren")
    assert linked(project, stored) == {"entity": known.id}
    assert stored.value("refers") == "name"


def test_the_same_words_mean_what_they_meant_before(project: Project) -> None:
    first = mark(project, "actor", "Norland")
    entities.assign(project, [first.id], entities.planned("Government of Northland", "government"))
    known = next(one for one in project.entities() if one.name == "Government of Northland")
    assert linked(project, mark(project, "actor", "Norland")) == {"entity": known.id}
