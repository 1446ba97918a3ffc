"""Changing the codebook of a project without losing what was recorded with the old one."""

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.core.codebook import Choice, Codebook, FieldType, Layer, Missing
from annotator.core.errors import InvalidValue, NotFound, OutputRefused, UnreadableInput
from annotator.core.model import Article
from annotator.services import codebooks, entities, fields, history, projects
from annotator.services.fields import Aim
from annotator.storage.project import Project
from tests.formats.test_codebook import FULL
from tests.storage.helpers import ANN, CODEBOOK, create, entity, found, image, mark
from tests.storage.test_codebook_rows import URGENCY, with_field, without_field

FRAME = Layer("frame", "Frame", "Z", "sky", "box", "sentence")


def effects(project: Project, book: Codebook) -> list[tuple[Missing, int]]:
    return [(one.missing, one.number) for one in codebooks.effects(project, book)]


def test_what_nothing_uses_goes_without_a_word(project: Project, path: Path) -> None:
    codebooks.put(project, URGENCY)
    assert codebooks.effects(project, CODEBOOK) == []
    act = codebooks.put(project, CODEBOOK)
    assert (act.verb, act.subject) == ("change codebook", "A test")
    assert project.codebook() == CODEBOOK
    assert codebooks.put(project, CODEBOOK).seq == 0
    history.undo(project)
    assert project.codebook() == URGENCY
    assert projects.check(path).findings == []


def test_a_value_that_is_used_is_kept_as_retired(project: Project, article: Article, path: Path) -> None:
    codebooks.put(project, URGENCY)
    ids = [mark(project, article, (start, start + 5)).id for start in (0, 10, 20)]
    fields.set_value(project, ids[:2], "urgency", "low")
    urgency = found(URGENCY.field("claim", "urgency"))
    fewer = with_field(URGENCY, "claim", "urgency", choices=(Choice("new", "New"),))
    assert effects(project, fewer) == [(Missing("claim", "urgency", "low"), 2)]
    before = image(path)
    codebooks.put(project, fewer)
    assert found(project.codebook().field("claim", "urgency")).choices == (
        Choice("new", "New"),
        replace(urgency.choices[1], retired=True),
    )
    assert [one.value("urgency") for one in project.annotations(article.id)] == ["low", "low", ""]
    after = image(path)
    assert projects.check(path).findings == []
    history.undo(project)
    assert image(path) == before
    project.close()
    with Project.open(path, annotator=ANN) as again:
        history.redo(again)
        assert image(path) == after


def test_a_field_that_is_used_is_kept_as_retired(project: Project, article: Article, path: Path) -> None:
    codebooks.put(project, URGENCY)
    claim = mark(project, article, (0, 6))
    fields.set_value(project, [claim.id], "urgency", "low")
    fields.set_links(project, [claim.id], "about", [Aim(entity_id=entity(project, "A").id)])
    bare = without_field(CODEBOOK, "claim", "about")
    assert effects(project, bare) == [(Missing("claim", "about"), 1), (Missing("claim", "urgency"), 1)]
    codebooks.put(project, bare)
    layer = project.layers()[0]
    assert [one.id for one in layer.fields if one.retired] == ["about", "urgency"]
    assert found(layer.field("urgency")) == replace(found(URGENCY.field("claim", "urgency")), retired=True)
    assert "about" not in [one.id for one in layer.shown]
    assert projects.check(path).findings == []


def test_a_layer_that_is_used_is_kept_as_retired(project: Project, article: Article, path: Path) -> None:
    more = replace(CODEBOOK, layers=(*CODEBOOK.layers, FRAME, replace(FRAME, id="other", title="O", key="Y")))
    codebooks.put(project, more)
    mark(project, article, (0, 6), layer="frame")
    assert effects(project, CODEBOOK) == [(Missing("frame"), 1)]
    codebooks.put(project, CODEBOOK)
    assert project.layers() == [*CODEBOOK.layers, replace(FRAME, retired=True)]
    assert project.codebook().marking == CODEBOOK.layers
    assert projects.check(path).findings == []


def test_a_kind_of_entity_that_is_used_is_kept_as_retired(project: Project, path: Path) -> None:
    one = entity(project, "A", "government")
    fewer = replace(CODEBOOK, entity_kinds=(Choice("robot", "Robot"),))
    assert effects(project, fewer) == [(Missing(codebooks.ENTITIES, codebooks.KINDS, "government"), 1)]
    codebooks.put(project, fewer)
    assert project.codebook().entity_kinds == (
        Choice("robot", "Robot"),
        Choice("government", "Government", retired=True),
    )
    entities.edit(project, replace(one, name="Renamed"))
    assert projects.check(path).findings == []


def test_another_type_is_refused_if_it_does_not_take_what_is_there(
    project: Project, article: Article, path: Path
) -> None:
    claim = mark(project, article, (0, 6))
    fields.set_value(project, [claim.id], "summary", "in words")
    fields.set_value(project, [claim.id], "mode", "direct")
    fields.set_links(project, [claim.id], "about", [Aim(entity_id=entity(project, "A").id)])
    before = image(path)
    for field, kind in (
        ("summary", FieldType.NUMBER),
        ("summary", FieldType.YES_NO),
        ("mode", FieldType.CHOICES),
        ("about", FieldType.DATE),
        ("about", FieldType.TEXT),
        ("summary", FieldType.ENTITY),
    ):
        changed = with_field(CODEBOOK, "claim", field, type=kind)
        assert effects(project, changed) == [(Missing("claim", field), 1)]
        with pytest.raises(
            InvalidValue, match=f"The field “{field}” of “claim” has values that its new type"
        ):
            codebooks.put(project, changed)
    assert image(path) == before
    as_text = with_field(CODEBOOK, "claim", "mode", type=FieldType.TEXT, choices=())
    assert codebooks.effects(project, as_text) == []
    codebooks.put(project, as_text)
    assert project.codebook() == as_text
    fields.set_value(project, [claim.id], "summary", "12")
    codebooks.put(project, with_field(as_text, "claim", "summary", type=FieldType.NUMBER))
    assert found(project.annotation(claim.id)).value("summary") == "12"
    assert projects.check(path).findings == []


@pytest.mark.parametrize(
    ("book", "sentence"),
    [
        (replace(CODEBOOK, layers=CODEBOOK.layers[1:]), "it lacks the layer “claim”"),
        (replace(CODEBOOK, layers=(*CODEBOOK.layers, replace(FRAME, key="C"))), "the key “C”"),
        (replace(CODEBOOK, layers=CODEBOOK.layers * 2), "two layers have the id"),
    ],
)
def test_a_codebook_that_cannot_be_used_is_refused(project: Project, book: Codebook, sentence: str) -> None:
    with pytest.raises(InvalidValue, match=f"cannot be used: .*{sentence}.*. Nothing was changed"):
        codebooks.put(project, book)
    assert project.codebook() == CODEBOOK


def test_a_codebook_goes_out_as_a_file_and_comes_in_again(project: Project, tmp_path: Path) -> None:
    codebooks.put(project, FULL)
    target = tmp_path / "book.toml"
    codebooks.export(project, target)
    assert codebooks.read(target) == FULL
    with pytest.raises(OutputRefused):
        codebooks.export(project, target)
    codebooks.put(project, CODEBOOK)
    codebooks.export(project, target, force=True)
    assert codebooks.read(target) == CODEBOOK
    with pytest.raises(OutputRefused):
        codebooks.export(project, project.path, force=True)


def test_the_codebook_of_another_project_can_be_adopted(project: Project, tmp_path: Path) -> None:
    with create(tmp_path / "other.annotator") as other:
        codebooks.put(other, FULL)
    book = codebooks.read(tmp_path / "other.annotator")
    codebooks.put(project, book)
    assert project.codebook() == FULL


def test_what_holds_no_codebook_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("x = 1")
    with pytest.raises(UnreadableInput, match="not a codebook that can be used"):
        codebooks.read(tmp_path / "a.toml")
    with pytest.raises(UnreadableInput, match="cannot be read"):
        codebooks.read(tmp_path / "none.toml")
    with pytest.raises(NotFound):
        codebooks.read(tmp_path / "none.annotator")
