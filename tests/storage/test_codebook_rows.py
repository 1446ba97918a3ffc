"""The codebook as rows: changing it, undoing that, and what keeps a row from going away."""

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.core.codebook import Choice, Codebook, Field, FieldType, Layer
from annotator.core.errors import NotAllowed, UndoConflict
from annotator.core.model import Article
from annotator.services import entities, fields, history, marking, projects
from annotator.services.fields import Aim
from annotator.storage.project import Project
from tests.formats.test_codebook import FULL
from tests.storage.helpers import ANN, BOB, CODEBOOK, entity, found, image, mark, rows


def put(project: Project, book: Codebook) -> None:
    with project.act("change codebook") as change:
        change.put_codebook(book)


def with_layer(book: Codebook, id_: str, **values: object) -> Codebook:
    """Return a codebook with one layer changed."""
    layers = [replace(one, **values) if one.id == id_ else one for one in book.layers]  # type: ignore[arg-type]
    return replace(book, layers=tuple(layers))


def with_field(book: Codebook, layer_id: str, field_id: str, **values: object) -> Codebook:
    """Return a codebook with one field changed."""
    layer = found(book.layer(layer_id))
    changed = [replace(one, **values) if one.id == field_id else one for one in layer.fields]  # type: ignore[arg-type]
    return with_layer(book, layer_id, fields=tuple(changed))


def without_field(book: Codebook, layer_id: str, field_id: str) -> Codebook:
    """Return a codebook without one field."""
    kept = tuple(one for one in found(book.layer(layer_id)).fields if one.id != field_id)
    return with_layer(book, layer_id, fields=kept)


URGENCY = with_layer(
    CODEBOOK,
    "claim",
    fields=(
        *CODEBOOK.layers[0].fields,
        Field("urgency", "Urgency", FieldType.CHOICE, (Choice("high", "High"), Choice("low", "Low"))),
    ),
)


def test_a_codebook_comes_back_as_it_was_put(path: Path) -> None:
    with Project.create(path, annotator=ANN, codebook=FULL) as project:
        assert project.codebook() == FULL
        assert project.layers() == list(FULL.layers)
    with Project.open(path, annotator=ANN) as again:
        assert again.codebook() == FULL
    assert projects.check(path).findings == []


def test_one_act_changes_all_of_it_and_undo_takes_all_of_it_back(project: Project, path: Path) -> None:
    before = image(path)
    put(project, FULL)
    after = image(path)
    assert project.codebook() == FULL
    assert project.history(limit=1)[0].verb == "change codebook"
    history.undo(project)
    assert (project.codebook(), image(path)) == (CODEBOOK, before)
    history.redo(project)
    assert (project.codebook(), image(path)) == (FULL, after)
    put(project, CODEBOOK)
    assert project.codebook() == CODEBOOK
    project.close()
    with Project.open(path, annotator=ANN) as again:
        history.undo(again)
        assert (again.codebook(), image(path)) == (FULL, after)
        history.undo(again)
        assert (again.codebook(), image(path)) == (CODEBOOK, before)
    assert projects.check(path).findings == []


def test_putting_the_same_codebook_is_no_act(project: Project) -> None:
    put(project, CODEBOOK)
    assert project.undoable() is None


def test_only_what_differs_is_written(project: Project, path: Path) -> None:
    put(project, with_field(CODEBOOK, "claim", "mode", guideline="As it stands."))
    assert rows(path, "SELECT id, revision FROM fields WHERE revision > 1") == [("claim.mode", 2)]
    assert rows(path, "SELECT count(*) FROM layers WHERE revision > 1") == [(0,)]


def test_what_comes_back_goes_on_from_its_tombstone(project: Project, path: Path) -> None:
    put(project, URGENCY)
    put(project, CODEBOOK)
    assert rows(path, "SELECT id, kind, revision FROM tombstones ORDER BY id") == [
        ("claim.urgency", "field", 2),
        ("claim.urgency.high", "choice", 2),
        ("claim.urgency.low", "choice", 2),
    ]
    put(project, URGENCY)
    assert rows(path, "SELECT count(*) FROM tombstones") == [(0,)]
    assert rows(path, "SELECT revision FROM fields WHERE id = 'claim.urgency'") == [(3,)]
    assert projects.check(path).findings == []


def test_what_is_used_does_not_go_away(project: Project, article: Article, path: Path) -> None:
    put(project, URGENCY)
    claim = mark(project, article, (0, 6))
    fields.set_value(project, [claim.id], "urgency", "high")
    fields.set_links(project, [claim.id], "about", [Aim(entity_id=entity(project, "A", "government").id)])
    before = image(path)
    high = found(URGENCY.field("claim", "urgency")).choices[0]
    for lacking, sentence in (
        (replace(URGENCY, layers=URGENCY.layers[1:]), "The choice “High” is used"),
        (CODEBOOK, "The choice “High” is used"),
        (with_field(URGENCY, "claim", "urgency", choices=()), "The choice “High” is used"),
        (without_field(URGENCY, "claim", "about"), "The field “About” is used"),
        (replace(URGENCY, entity_kinds=()), "The choice “Government” is used"),
    ):
        with pytest.raises(NotAllowed, match=sentence + ", so it can only be retired. Nothing was changed"):
            put(project, lacking)
    assert image(path) == before
    retired = with_field(URGENCY, "claim", "urgency", choices=(replace(high, retired=True),), retired=True)
    put(project, retired)
    assert project.codebook() == retired
    assert projects.check(path).findings == []


def test_a_layer_with_marks_does_not_go_away(project: Project, article: Article) -> None:
    frame = Layer("frame", "Frame", "Z", "sky", "box", "sentence")
    put(project, replace(CODEBOOK, layers=(*CODEBOOK.layers, frame)))
    mark(project, article, (0, 6), layer="frame")
    with pytest.raises(NotAllowed, match="The layer “Frame” is used"):
        put(project, CODEBOOK)
    history.undo(project)
    put(project, CODEBOOK)
    assert project.codebook() == CODEBOOK


def test_the_undo_of_a_change_leaves_others_what_they_use(
    project: Project, article: Article, path: Path
) -> None:
    put(project, URGENCY)
    project.switch_annotator(BOB)
    claim = mark(project, article, (0, 6))
    fields.set_value(project, [claim.id], "urgency", "low")
    project.switch_annotator(ANN)
    before = image(path)
    with pytest.raises(UndoConflict, match=r"the (choice|field) is used by Bob\. Nothing was changed"):
        history.undo(project)
    assert image(path) == before
    project.switch_annotator(BOB)
    history.undo(project)
    project.switch_annotator(ANN)
    history.undo(project)
    assert project.codebook() == CODEBOOK


def test_the_undo_of_another_type_leaves_others_what_they_wrote(project: Project, article: Article) -> None:
    number = with_field(CODEBOOK, "claim", "summary", type=FieldType.NUMBER)
    put(project, number)
    put(project, CODEBOOK)
    project.switch_annotator(BOB)
    claim = mark(project, article, (0, 6))
    fields.set_value(project, [claim.id], "summary", "in words")
    project.switch_annotator(ANN)
    with pytest.raises(UndoConflict, match="the field is used by Bob"):
        history.undo(project)


def test_an_undo_does_not_bring_back_what_the_codebook_lost(
    project: Project, article: Article, path: Path
) -> None:
    put(project, URGENCY)
    claim = mark(project, article, (0, 6))
    fields.set_value(project, [claim.id], "urgency", "low")
    fields.set_value(project, [claim.id], "urgency", "")
    fields.set_links(project, [claim.id], "about", [Aim(entity_id=entity(project, "A").id)])
    fields.set_links(project, [claim.id], "about", [])
    project.switch_annotator(BOB)
    put(project, without_field(CODEBOOK, "claim", "about"))
    project.switch_annotator(ANN)
    before = image(path)
    with pytest.raises(UndoConflict, match="the link no longer fits the codebook"):
        history.undo(project)
    assert image(path) == before
    project.switch_annotator(BOB)
    put(project, CODEBOOK)
    project.switch_annotator(ANN)
    for _ in range(3):
        history.undo(project)
    with pytest.raises(UndoConflict, match="the annotation no longer fits the codebook"):
        history.undo(project)
    assert projects.check(path).findings == []


def test_an_entity_does_not_get_back_a_kind_that_is_gone(project: Project) -> None:
    one = entity(project, "A", "government")
    entities.edit(project, replace(one, kind=""))
    project.switch_annotator(BOB)
    put(project, replace(CODEBOOK, entity_kinds=CODEBOOK.entity_kinds[:1]))
    project.switch_annotator(ANN)
    with pytest.raises(UndoConflict, match="the entity no longer fits the codebook"):
        history.undo(project)


def test_what_an_act_adds_to_the_codebook_can_be_used_in_it(
    project: Project, article: Article, path: Path
) -> None:
    claim = mark(project, article, (0, 6))
    with project.act("import") as change:
        change.put_codebook(URGENCY)
        change.update(replace(claim, fields=(("urgency", "high"),)))
    after = image(path)
    history.undo(project)
    assert found(project.annotation(claim.id)).fields == ()
    history.redo(project)
    assert image(path) == after
    assert projects.check(path).findings == []


def test_another_connection_sees_the_new_codebook(project: Project, article: Article) -> None:
    with project.again() as other:
        assert other.codebook() == CODEBOOK
        put(project, URGENCY)
        claim = mark(other, article, (0, 6))
        fields.set_value(other, [claim.id], "urgency", "low")
        assert other.codebook() == URGENCY
    assert project.changed_elsewhere()
    marking.remove(project, [claim.id])


def test_an_act_for_good_is_not_undone_and_leaves_what_can_be_redone(
    project: Project, article: Article
) -> None:
    mark(project, article, (0, 6))
    history.undo(project)
    with project.act("change codebook", for_good=True) as change:
        change.put_codebook(URGENCY)
    assert history.redo(project).verb == "mark"
    history.undo(project)
    assert history.undo(project).verb == "add articles"
    assert project.undoable() is None
    assert project.codebook() == URGENCY
