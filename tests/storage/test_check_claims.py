"""What a check verifies of the codebook, of entities, values and links."""

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.core.errors import ProjectDamaged
from annotator.core.model import with_field
from annotator.services import entities, fields, marking, projects
from annotator.services.fields import Aim
from annotator.storage.project import Project
from tests.storage.helpers import ANN, add, create, entity, mark, planned, rows, tamper


def make_full(path: Path) -> None:
    """Make a project with values, links and entities; the claim is annotation 1, links 1 to 4 are its."""
    with create(path) as project:
        article = add(project)
        claim = with_field(planned(project, article, (23, 34)), "mode", "direct", proposed=True)
        marking.add(project, with_field(claim, "summary", "née 😀"))
        actor = mark(project, article, (0, 6), layer="actor")
        date = mark(project, article, (43, 49), layer="date")
        fields.set_value(project, [date.id], "value", "2025-09")
        kept, other = entity(project, "Ivanov"), entity(project, "The minister; a man")
        entities.merge(project, kept.id, other.id)
        fields.set_links(project, [claim.id], "speaker", [Aim(target_id=actor.id)])
        fields.set_links(project, [claim.id], "about", [Aim(entity_id=kept.id), Aim(target_id=actor.id)])
        fields.set_links(project, [claim.id], "event_date", [Aim(value="2025")])
        entities.assign(project, [actor.id], other)
        elsewhere = add(project, "Elsewhere the council spoke.", "Other")
        mark(project, elsewhere, (10, 17), layer="actor")
        fields.set_links(project, [claim.id], "event_date", [Aim(target_id=date.id)])


def test_values_links_and_entities_are_looked_at(path: Path) -> None:
    make_full(path)
    report = projects.check(path)
    assert report.findings == []
    counted = {"annotations": 4, "values": 5, "links": 5, "entities": 2, "tombstones": 1, "fields": 10}
    assert {key: report.checked[key] for key in counted} == counted


VALUE = "UPDATE annotations SET fields = '{}' WHERE number = 1"
OFF = "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; "
FULL_FINDINGS: list[tuple[str, str, str]] = [
    (VALUE.format("{]"), "annotation", "the values of its fields cannot be read"),
    (VALUE.format("[1]"), "annotation", "the values of its fields cannot be read"),
    (VALUE.format('{"mode": 1}'), "annotation", "the values of its fields cannot be read"),
    (VALUE.format('{"summary":"x"}'), "annotation", "its values have an unusual form"),
    (VALUE.format('{"summary": ""}'), "annotation", "its values have an unusual form"),
    (VALUE.format('{"mode": "x", "mode": "direct"}'), "annotation", "its values have an unusual form"),
    (VALUE.format('{"weight": "7"}'), "annotation", "its layer has no field “weight” for values"),
    (VALUE.format('{"speaker": "7"}'), "annotation", "its layer has no field “speaker” for values"),
    (VALUE.format('{"mode": "sung"}'), "annotation", "its value “sung” of “mode” is not in the codebook"),
    (VALUE.format('{"mode": ["direct"]}'), "annotation", "its value of “mode” is a list"),
    (VALUE.format('{"summary": "x"}'), "annotation", "“mode” is said to be proposed, and has no value"),
    ("UPDATE annotations SET fields = '{ }' WHERE number = 4", "annotation", "its values have an unusual"),
    (
        "UPDATE annotations SET proposed = 'mode; ' WHERE number = 1",
        "annotation",
        "proposed values has an unus",
    ),
    ("UPDATE annotations SET proposed = 'x' WHERE number = 4", "annotation", "“x” is said to be proposed"),
    ("UPDATE entities SET name = ' ' WHERE number = 1", "entity", "has no name"),
    ("UPDATE entities SET kind = 'robot' WHERE number = 1", "entity", "of the kind “robot”, which is not in"),
    ("UPDATE entities SET aliases = 'a;b' WHERE number = 1", "entity", "list of aliases in an unusual form"),
    ("UPDATE entities SET note = CAST(X'FF' AS TEXT)", "entity", "bytes that are not text"),
    (
        "UPDATE entities SET merged_into = (SELECT id FROM entities WHERE number = 2) WHERE number = 1",
        "entity",
        "was merged, through others, into itself",
    ),
    (OFF + "UPDATE entities SET merged_into = 'x'", "reference", "refers to entities that are not there"),
    ("UPDATE links SET field = 'x' WHERE number = 1", "link", "of a field that “claim” does not have"),
    ("UPDATE links SET field = 'mode' WHERE number = 1", "link", "of a field that “claim” does not have"),
    ("UPDATE links SET position = 1 WHERE number = 3", "link", "in place 1, as another one does"),
    (
        "UPDATE links SET target_id = (SELECT id FROM annotations WHERE number = 3) WHERE number = 1",
        "link",
        "the field takes a marked actor",
    ),
    (
        "UPDATE links SET target_id = (SELECT id FROM annotations WHERE number = 4) WHERE number = 1",
        "link",
        "points into another article",
    ),
    ("UPDATE links SET target_id = NULL, value = 'x' WHERE number = 1", "link", "not a text"),
    ("UPDATE links SET target_id = NULL, value = '' WHERE number = 1", "link", "points to nothing"),
    (OFF + "UPDATE links SET target_id = 'x' WHERE number = 1", "reference", "refers to annotations"),
    (OFF + "UPDATE links SET annotation_id = 'x' WHERE number = 1", "reference", "refers to annotations"),
    (
        OFF + "UPDATE links SET value = '2025' WHERE number = 1",
        "structure",
        "CHECK constraint failed in links",
    ),
    (
        OFF + "UPDATE links SET annotator_id = 'x' WHERE number = 1",
        "link",
        "is by somebody else than its annotation",
    ),
    (
        "UPDATE fields SET type = 'colour' WHERE id = 'claim.mode'",
        "codebook",
        "the type “colour”, which is none",
    ),
    ("UPDATE fields SET title = '' WHERE id = 'claim.mode'", "codebook", "The field has no title"),
    ("UPDATE fields SET name = 'x' WHERE id = 'claim.mode'", "codebook", "should have the id “claim.x”"),
    ("UPDATE fields SET required = 7 WHERE id = 'claim.mode'", "codebook", "“required” neither with 0 nor"),
    ("UPDATE fields SET layer = 'x' WHERE id = 'claim.mode'", "codebook", "layer “x” that is not there"),
    ("DELETE FROM fields WHERE id = 'claim.mode'", "codebook", "a field “claim.mode” that is not there"),
    ("UPDATE choices SET title = CAST(X'FF' AS TEXT)", "codebook", "bytes that are not text"),
    ("UPDATE layers SET retired = 2", "codebook", "“retired” neither with 0 nor with 1"),
    (
        "INSERT INTO tombstones SELECT id, 'link', '', '', 9 FROM links WHERE number = 1",
        "tombstone",
        "The link is there and noted as deleted",
    ),
    (
        "INSERT INTO tombstones SELECT id, 'link', '', '', 9 FROM links WHERE number = 1",
        "tombstone",
        "The link is there and noted as deleted",
    ),
    (
        "INSERT INTO tombstones SELECT id, 'choice', '', '', 9 FROM choices LIMIT 1",
        "tombstone",
        "The choice is there and noted as deleted",
    ),
    ("DROP INDEX links_target", "schema", "The index links_target is missing"),
]


@pytest.mark.parametrize(
    ("script", "kind", "sentence"), FULL_FINDINGS, ids=[item[0][:70] for item in FULL_FINDINGS]
)
def test_each_kind_of_damage_to_claims_is_found(path: Path, script: str, kind: str, sentence: str) -> None:
    make_full(path)
    tamper(path, script)
    report = projects.check(path)
    assert any(found.kind == kind and sentence in found.sentence for found in report.findings), (
        report.findings
    )
    assert all(found.sentence.endswith(".") for found in report.findings)


def test_what_is_retired_is_no_damage(path: Path) -> None:
    make_full(path)
    tamper(
        path, "UPDATE fields SET retired = 1; UPDATE choices SET retired = 1; UPDATE layers SET retired = 1"
    )
    assert projects.check(path).findings == []


def test_values_that_cannot_be_read_are_not_written_over(path: Path) -> None:
    make_full(path)
    tamper(path, "UPDATE annotations SET fields = '{]' WHERE number = 1")
    before = rows(path, "SELECT fields, note FROM annotations")
    with Project.open(path, annotator=ANN) as project:
        found = (one for article in project.articles() for one in project.annotations(article.id))
        (damaged,) = (one for one in found if one.layer == "claim")
        with pytest.raises(ProjectDamaged, match="values of this annotation cannot be read"):
            marking.replace(project, replace(damaged, note="x"), "change note")
    assert rows(path, "SELECT fields, note FROM annotations") == before
