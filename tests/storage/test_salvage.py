"""Damaged projects: what can be read is saved, what cannot comes from a backup or is listed."""

import random
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from annotator.core.errors import NotAProject, NotFound, OutputRefused, ProjectBusy, ProjectDamaged
from annotator.services import entities, fields
from annotator.services.fields import Aim
from annotator.storage import backups
from annotator.storage.check import check
from annotator.storage.conflicts import conflict_copies
from annotator.storage.project import Project
from annotator.storage.salvage import SalvageReport, salvage
from tests.storage.helpers import (
    ANN,
    LAYERS,
    add,
    create,
    digest,
    entity,
    image,
    mark,
    names,
    planned,
    rows,
    tamper,
)

NOW = datetime(2026, 3, 29, 12, 0, tzinfo=UTC)
PAGE = 4096


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Where backups lie."""
    return tmp_path / "kept"


@pytest.fixture
def large(path: Path, root: Path) -> Path:
    """A project of 12 articles and 2,400 annotations, closed, with a backup of all but the last mark."""
    with create(path) as project:
        articles = [
            add(project, f"Article {number}. " + "The council spoke of it again. " * 200, f"T{number}")
            for number in range(12)
        ]
        for article in articles:
            many = [planned(project, article, (at, at + 9)) for at in range(0, 4000, 20)]
            with project.act("import annotations") as change:
                change.insert_annotations(many)
        backups.make(project, root, NOW)
        mark(project, articles[-1], (5000, 5010), layer="actor")
    return path


def save(path: Path, *roots: Path) -> SalvageReport:
    """Salvage, make sure that the damaged file is as it was, and that the new one is sound."""
    before = digest(path), names(path.parent)
    target = path.parent / "saved.annotator"
    report = salvage(path, target, annotator=ANN, roots=list(roots), step=lambda *_: None)
    assert digest(path) == before[0]
    assert names(path.parent) == sorted([*before[1], "saved.annotator"])
    found = check(target, lambda *_: None)
    assert found.findings == []
    with Project.open(target, annotator=ANN) as project:
        assert not project.read_only
        assert project.history(limit=1)[0].verb == "salvage"
        assert project.undoable() is None
    return report


def trash(path: Path, *pages: int) -> None:
    content = bytearray(path.read_bytes())
    noise = random.Random(7)
    for page in pages:
        content[page * PAGE : (page + 1) * PAGE] = noise.randbytes(PAGE)
    path.write_bytes(content)


def some_pages(path: Path) -> list[int]:
    return random.Random(3).sample(range(2, path.stat().st_size // PAGE), 5)


def no_head(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(bytes(100) + content[100:])


def no_first_page(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(bytes(PAGE) + content[PAGE:])


def cut_off(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * 2 // 3])


def test_five_broken_pages_do_not_take_the_rest_along(large: Path) -> None:
    trash(large, *some_pages(large))
    report = save(large)
    assert not report.complete
    assert report.from_file["texts"] + report.from_file["articles"] >= 18
    assert report.from_file["annotations"] > 1500
    lost = [loss for loss in report.lost if loss.kind == "annotations"]
    counted = report.from_file["annotations"] + len(lost) + report.left_out
    assert counted >= 2401
    assert "lost: 0" not in str(rows(report.target, "SELECT subject FROM journal WHERE verb = 'salvage'"))


@pytest.mark.parametrize("seed", range(4))
def test_with_a_backup_almost_nothing_is_lost(large: Path, root: Path, seed: int) -> None:
    pages = random.Random(seed).sample(range(2, large.stat().st_size // PAGE), 5)
    trash(large, *pages)
    report = save(large, root)
    kept = rows(report.target, "SELECT count(*) FROM annotations")[0][0]
    assert kept in (2400, 2401)  # the last mark is younger than the backup
    assert report.from_file["annotations"] + report.from_backup["annotations"] == kept
    assert rows(report.target, "SELECT count(*) FROM articles") == [(12,)]
    assert report.backup is not None or not sum(report.from_backup.values())


@pytest.mark.parametrize("damage", [no_head, no_first_page])
def test_a_head_that_is_gone_loses_nothing(large: Path, damage: Callable[[Path], None]) -> None:
    before = image(large, revisions=True)
    damage(large)
    with pytest.raises(ProjectDamaged, match="zeros"):
        Project.open(large, annotator=ANN)
    report = save(large)
    assert report.complete
    assert image(report.target, revisions=True) == before


def test_a_file_that_was_cut_off(large: Path, root: Path) -> None:
    cut_off(large)
    report = save(large)
    assert any("how much was there is not known" in loss.sentence for loss in report.lost)
    assert report.from_file["annotations"] > 0
    report.target.unlink()
    again = save(large, root)
    assert rows(again.target, "SELECT count(*) >= 2400 FROM annotations") == [(1,)]


def test_a_flipped_bit_in_a_text_is_taken_from_the_backup(large: Path, root: Path) -> None:
    content = bytearray(large.read_bytes())
    content[content.rindex(b"Article 3. The council")] ^= 1
    large.write_bytes(content)
    report = save(large)
    assert report.from_file["articles"] == 11
    assert any("checksum" in loss.sentence for loss in report.lost)
    assert any("quote" in loss.sentence and "article is" in loss.sentence for loss in report.lost)
    report.target.unlink()
    again = save(large, root)
    assert again.complete
    assert again.from_backup["texts"] == 1
    assert again.backup is not None


def test_a_missing_journal(large: Path, root: Path) -> None:
    tamper(large, "DROP TABLE journal")
    report = save(large)
    assert [loss.kind for loss in report.lost] == ["journal"]
    assert report.from_file["annotations"] == 2401
    report.target.unlink()
    again = save(large, root)
    assert again.complete
    assert again.from_backup["journal"] > 0


def test_what_was_removed_stays_removed(path: Path, root: Path) -> None:
    with create(path) as project:
        article = add(project)
        gone = mark(project, article, (0, 6))
        stays = mark(project, article, (14, 20))
        backups.make(project, root, NOW)
        with project.act("remove mark") as change:
            change.remove("annotation", gone.id)
    no_head(path)
    report = save(path, root)
    assert rows(report.target, "SELECT id FROM annotations") == [(stays.id,)]
    assert rows(report.target, "SELECT id FROM tombstones") == [(gone.id,)]


def test_a_wrong_quote_is_never_saved_as_it_is(path: Path) -> None:
    with create(path) as project:
        mark(project, add(project), (0, 6))
    tamper(path, "UPDATE annotations SET quote = 'forged', note = 'second hand'")
    report = save(path)
    (loss,) = report.lost
    assert "forged" in loss.sentence
    assert "second hand" in loss.sentence
    assert rows(report.target, "SELECT count(*) FROM annotations") == [(0,)]


def test_lost_people_and_layers_are_replaced_and_listed(path: Path) -> None:
    with create(path) as project:
        mark(project, add(project), (0, 6))
    tamper(path, "PRAGMA foreign_keys = OFF; DELETE FROM annotators; DELETE FROM layers WHERE id = 'claim'")
    report = save(path)
    assert {loss.kind for loss in report.lost} == {"annotators", "layers"}
    assert rows(report.target, "SELECT quote FROM annotations") == [("MOSCOW",)]
    assert rows(report.target, "SELECT name FROM annotators") == [(f"Unknown {ANN.id}",)]
    assert len(rows(report.target, "SELECT id FROM layers")) == len(LAYERS)


@pytest.fixture
def linked(path: Path) -> dict[str, str]:
    """A project with values, entities of which one is merged, and links of all three sorts; some ids."""
    with create(path) as project:
        article = add(project)
        claim, actor = mark(project, article, (0, 6)), mark(project, article, (7, 15), layer="actor")
        council, other, alias = (entity(project, name) for name in ("Council", "Ministry", "The Council"))
        entities.merge(project, council.id, alias.id)
        fields.set_value(project, [claim.id], "summary", "In words")
        fields.set_value(project, [claim.id], "mode", "direct")
        fields.set_links(project, [actor.id], "entity", [Aim(entity_id=council.id)])
        fields.set_links(project, [claim.id], "speaker", [Aim(target_id=actor.id)])
        fields.set_links(project, [claim.id], "about", [Aim(entity_id=other.id), Aim(target_id=actor.id)])
        fields.set_links(project, [claim.id], "event_date", [Aim(value="2022-02")])
    return {"council": council.id, "other": other.id, "alias": alias.id, "actor": actor.id}


@pytest.mark.parametrize("damage", [no_head, no_first_page])
def test_entities_links_and_values_are_saved(
    linked: dict[str, str], path: Path, damage: Callable[[Path], None]
) -> None:
    before = image(path)
    damage(path)
    report = save(path)
    assert report.complete
    assert image(report.target) == before
    assert (report.from_file["entities"], report.from_file["links"]) == (3, 5)
    assert report.from_file["fields"] == len(before["fields"])
    assert report.from_file["choices"] == len(before["choices"])


def test_a_lost_entity_takes_only_its_links_along(linked: dict[str, str], path: Path) -> None:
    tamper(path, "PRAGMA foreign_keys = OFF; DELETE FROM entities WHERE name != 'The Council'")
    report = save(path)
    assert rows(report.target, "SELECT name, merged_into FROM entities") == [("The Council", None)]
    assert rows(report.target, "SELECT field FROM links ORDER BY field") == [
        *(("about",), ("event_date",), ("speaker",))
    ]
    assert [loss.kind for loss in report.lost] == ["entities", "links", "links"]
    assert "“The Council” is an entity of its own again" in report.lost[0].sentence
    assert any("“about” of “MOSCOW”" in loss.sentence for loss in report.lost)


def test_lost_parts_of_the_codebook_are_replaced_or_listed(path: Path) -> None:
    with create(path) as project:
        add(project)
    tamper(path, "DELETE FROM layers WHERE id = 'claim'; DELETE FROM fields WHERE id = 'actor.refers'")
    report = save(path)
    assert sorted(loss.kind for loss in report.lost) == ["choices", "choices", "layers"]
    assert any("“Office”" in loss.sentence for loss in report.lost)
    assert rows(report.target, "SELECT title FROM layers WHERE id = 'claim'") == [("Claim",)]
    assert rows(report.target, "SELECT count(*) FROM fields WHERE layer = 'claim'") == [(5,)]


def test_values_that_cannot_be_read_are_never_saved(linked: dict[str, str], path: Path) -> None:
    tamper(path, "UPDATE annotations SET fields = '{\"mode' WHERE layer = 'claim'")
    report = save(path)
    assert rows(report.target, "SELECT layer FROM annotations") == [("actor",)]
    assert any("has fields that cannot be read" in loss.sentence for loss in report.lost)
    assert {loss.kind for loss in report.lost} == {"annotations", "links"}


def test_a_project_that_is_open_is_refused(project: Project, tmp_path: Path) -> None:
    with pytest.raises(ProjectBusy, match="Close it first"):
        salvage(project.path, tmp_path / "new.annotator", annotator=ANN, roots=[], step=lambda *_: None)


@pytest.mark.parametrize(
    "content", [b"Words, only words." * 500, bytes(50_000), b"SQLite format 3\0" + b"x" * 9000]
)
def test_what_is_no_project_makes_no_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.annotator"
    path.write_bytes(content)
    with pytest.raises(NotAProject, match="Nothing of a project"):
        salvage(path, tmp_path / "new.annotator", annotator=ANN, roots=[], step=lambda *_: None)
    assert "new.annotator" not in names(tmp_path)


def test_nothing_is_overwritten(large: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.annotator").write_text("mine")
    with pytest.raises(OutputRefused):
        salvage(large, tmp_path / "mine.annotator", annotator=ANN, roots=[], step=lambda *_: None)
    with pytest.raises(NotFound):
        salvage(tmp_path / "none", tmp_path / "new.annotator", annotator=ANN, roots=[], step=lambda *_: None)
    assert (tmp_path / "mine.annotator").read_text() == "mine"


COPIES = (
    "council (conflicted copy 2026-03-29 101112).annotator",
    "council (Ann's conflicted copy 2026-03-29).annotator",
    "council-DESKTOP-AB12.annotator",
    "council.sync-conflict-20260329-101112-ABCDEFG.annotator",
    "council (1).annotator",
)
OTHERS = ("council copy.annotator", "council-2.annotator", "councils (1).annotator", "council (1).txt")


def test_conflicted_copies_are_named_and_nothing_else(path: Path) -> None:
    with create(path) as project:
        add(project)
        id_ = project.properties()["id"]
    for name in (*COPIES, *OTHERS):
        (path.parent / name).write_bytes(path.read_bytes())
    create(path.parent / "council (2).annotator").close()
    (path.parent / "council (3).annotator").write_text("no project")
    before = names(path.parent)
    assert {each.name for each in conflict_copies(path, id_)} == set(COPIES)
    assert conflict_copies(path.parent / COPIES[3], id_) == [path]
    assert names(path.parent) == before
