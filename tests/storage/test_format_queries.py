"""The queries on the page about the file format find what they say."""

import re
from pathlib import Path

import pytest

from annotator.core.model import with_field
from annotator.services import entities, fields, marking
from annotator.services.fields import NOBODY, Aim
from tests.storage.helpers import ROOT, add, create, entity, mark, planned, rows

PAGE = (ROOT / "docs" / "file-format.md").read_text("utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)


def query(begins_with: str) -> str:
    """Return the query after the paragraph that begins so."""
    assert PAGE.count(f"\n{begins_with}") == 1
    return PAGE.split(f"\n{begins_with}")[1].split("```sql\n")[1].split("```")[0]


@pytest.fixture
def full(path: Path) -> Path:
    with create(path) as project:
        article = add(project)
        ivanov, minister, chief = (entity(project, name) for name in ("Ivanov", "The minister", "The chief"))
        entities.merge(project, chief.id, minister.id)
        entities.merge(project, ivanov.id, chief.id)
        actor = mark(project, article, (0, 6), layer="actor")
        entities.assign(project, [actor.id], minister)
        nameless = mark(project, article, (8, 14), layer="actor")
        for start, aim, field in (
            (20, Aim(target_id=actor.id), "speaker"),
            (30, Aim(entity_id=chief.id), "speaker"),
            (40, NOBODY, "speaker"),
            (50, Aim(target_id=nameless.id), "speaker"),
            (60, Aim(entity_id=ivanov.id), "about"),
        ):
            claim = with_field(
                planned(project, article, (start, start + 5)), "mode", "direct", proposed=start == 20
            )
            marking.add(project, claim)
            fields.set_links(project, [claim.id], field, [aim])
        date = with_field(
            planned(project, article, (43, 49), layer="date"), "value", "2025-09", proposed=True
        )
        marking.add(project, with_field(date, "rule", "the Friday before"))
        typed = mark(project, article, (50, 55), layer="date")
        fields.set_value(project, [typed.id], "value", "2025")
    return path


def test_every_claim_with_its_speaker(full: Path) -> None:
    found = rows(full, query("Every claim with its speaker"))
    assert [(row[2], row[4]) for row in found] == [
        ("direct", "Ivanov"),
        ("direct", "Ivanov"),
        ("direct", "unattributed"),
        ("direct", "Agency"),
        ("direct", None),
    ]


def test_everything_that_one_entity_says(full: Path) -> None:
    sql = query("Everything that one entity says")
    for name in ("Ivanov", "The minister", "The chief"):
        assert [row[2] for row in rows(full, sql.replace("'Ivanov'", f"'{name}'"))] == [20, 30]
    assert rows(full, sql.replace("'Ivanov'", "'Nobody'")) == []


def test_the_table_of_dates(full: Path) -> None:
    found = rows(full, query("The table of dates"))
    assert [row[3:] for row in found] == [
        ("2025-09", None, "the Friday before", None, 0),
        ("2025", "point", "by hand", None, 1),
    ]


def test_who_is_mentioned(full: Path) -> None:
    assert rows(full, query("Who is mentioned")) == [("Ivanov", "person", 1, 1, "MOSCOW")]


def test_what_is_still_missing(full: Path) -> None:
    found = rows(full, query("What is still missing"))
    assert [(row[2], row[4]) for row in found] == [(8, "Entity"), (20, "Mode"), (60, "Speaker")]


def test_every_quote_is_what_the_text_says(full: Path) -> None:
    assert rows(full, query("Whether every quote")) == []


def test_there_are_no_further_queries() -> None:
    assert len(QUERIES) == 7
