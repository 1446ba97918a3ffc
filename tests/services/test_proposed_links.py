"""Which date is that of the event, which that of the statement; and whom a pronoun means."""

from pathlib import Path

import pytest

from annotator.core.codebook import ENTITY
from annotator.core.model import Annotation
from annotator.core.spans import Span
from annotator.services import entities, fields, marking, projects, proposing, reading
from annotator.services.fields import Aim
from annotator.services.projects import Project
from annotator.services.proposing import Surroundings


class Desk:
    """A project with one article, to mark words in."""

    def __init__(self, folder: Path, text: str, language: str = "en") -> None:
        story = folder / "story.md"
        story.write_text(f"---\npublished: 2025-09-18\nlanguage: {language}\n---\n\n{text}\n", "utf-8")
        self.project: Project = projects.create(folder / "p.annotator", "Ada")
        reading.add_articles(self.project, reading.read_paths([story]))
        self.article = self.project.articles()[0]
        self.text = self.project.text(self.article.id)

    def around(self) -> Surroundings:
        roster = entities.roster(self.project)
        annotations = self.project.annotations(self.article.id)
        links = fields.links_by_annotation(self.project, self.article.id)
        index = proposing.index_of(roster)
        return Surroundings(
            self.article, self.text, self.project.codebook(), annotations, links, roster, index
        )

    def mark(self, layer: str, words: str, entity: str = "") -> Annotation:
        start = self.text.index(words)
        spans = [Span(start, start + len(words))]
        planned = marking.plan(self.article, self.text, layer, spans, self.project.annotator)
        annotation, links = proposing.proposed(planned, self.around())
        if entity:
            links = [fields.link_to(annotation, ENTITY, Aim(entity_id=entity))]
        marking.add(self.project, annotation, links)
        return annotation

    def entity(self, name: str, kind: str) -> str:
        one = entities.planned(name, kind)
        entities.create(self.project, one)
        return one.id

    def dates_of(self, claim: Annotation) -> dict[str, str]:
        marks = {one.id: one.quote for one in self.project.annotations(self.article.id)}
        found = self.project.links_of(claim.id)
        return {link.field: marks[link.target_id] for link in found if link.field.endswith("_date")}


@pytest.mark.parametrize(
    ("language", "text", "dates", "claim", "expected"),
    [
        (
            "en",
            "Vass said on Monday that the dam broke in May.",
            ["Monday", "May"],
            "Vass said on Monday that the dam broke in May",
            {"event_date": "May", "statement_date": "Monday"},
        ),
        (
            "en",
            "Vass said on Monday that the dam broke in May.",
            ["Monday", "May"],
            "the dam broke in May",
            {"event_date": "May", "statement_date": "Monday"},
        ),
        (
            "en",
            "Vass said on Monday that the dam was safe.",
            ["Monday"],
            "Vass said on Monday that the dam was safe",
            {"statement_date": "Monday"},
        ),
        (
            "en",
            "“It broke in May and killed nine,” Vass said on Monday.",
            ["Monday", "May"],
            "“It broke in May and killed nine,” Vass said on Monday",
            {"event_date": "May", "statement_date": "Monday"},
        ),
        ("en", "The dam broke on Monday.", ["Monday"], "The dam broke on Monday", {"event_date": "Monday"}),
        (
            "en",
            "The bill, which came in May, passed on Monday.",
            ["May", "Monday"],
            "The bill, which came in May, passed on Monday",
            {"event_date": "Monday"},
        ),
        (
            "en",
            "If he signs before July, the pact ends on Monday.",
            ["July", "Monday"],
            "If he signs before July, the pact ends on Monday",
            {"event_date": "Monday"},
        ),
        ("en", "He called Monday’s vote useful.", ["Monday"], "He called Monday’s vote useful", {}),
        (
            "en",
            "The firm changed hands in May and, the council says, never left the town.",
            ["May"],
            "never left the town",
            {},
        ),
        (
            "ru",
            "Лавочкин в понедельник сообщил, что плотина рухнула в мае.",
            ["понедельник", "мае"],
            "плотина рухнула в мае",
            {"event_date": "мае", "statement_date": "понедельник"},
        ),
        (
            "uk",
            "Бірюк у понеділок заявила, що міст відкрили в травні.",
            ["понеділок", "травні"],
            "Бірюк у понеділок заявила, що міст відкрили в травні",
            {"event_date": "травні", "statement_date": "понеділок"},
        ),
    ],
)
def test_the_date_of_the_event_and_that_of_the_statement(
    tmp_path: Path, language: str, text: str, dates: list[str], claim: str, expected: dict[str, str]
) -> None:
    desk = Desk(tmp_path, text, language)
    for words in dates:
        desk.mark("date", words)
    assert desk.dates_of(desk.mark("claim", claim)) == expected


@pytest.mark.parametrize(
    ("language", "text", "pronoun", "expected"),
    [
        ("en", "Vass met the Council. He left.", "He", ["Vass", "Council"]),
        ("en", "The Council met Vass. It left.", "It", ["Council", "Vass"]),
        ("en", "The Council met Vass. They left.", "They", ["Vass", "Council"]),
        ("en", "Vass met the Council. They left.", "They", ["Council", "Vass"]),
        ("ru", "Vass осудил Council. Он ушёл.", "Он", ["Vass", "Council"]),
        ("uk", "Vass у Council. Її чекали.", "Її", ["Vass", "Council"]),
    ],
)
def test_a_pronoun_means_the_nearest_of_its_sort_first(
    tmp_path: Path, language: str, text: str, pronoun: str, expected: list[str]
) -> None:
    desk = Desk(tmp_path, text, language)
    known = {"Vass": desk.entity("Vass", "person"), "Council": desk.entity("Council", "organisation")}
    for name, entity in known.items():
        desk.mark("actor", name, entity)
    mention = desk.mark("actor", pronoun)
    around = desk.around()
    assert [around.roster.name(one) for one in proposing.likeliest_here(mention, around)] == expected
