"""What the list and the hover card say beside the words: speaker, entity, date, and what is only proposed."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from annotator.core.codebook import ENTITY, SPEAKER
from annotator.core.model import Annotation
from annotator.core.spans import Span
from annotator.services import entities
from annotator.services.fields import NOBODY, Aim
from annotator.ui.appearance import Appearance
from annotator.ui.hover_card import HoverCard
from annotator.ui.panels.annotations_delegate import AnnotationDelegate
from annotator.ui.panels.annotations_model import AnnotationsModel, People
from annotator.ui.panels.annotations_panel import AnnotationsPanel
from annotator.ui.panels.gist import Gist, gist_of
from annotator.ui.panels.row_list import RowList
from annotator.ui.panels.row_paint import GLYPH, GRID, INSET, LEADING, PAD_X, PAD_Y, RowFonts
from annotator.ui.workspace import Workspace
from tests.ui.conftest import STORY
from tests.ui.form_helpers import mark, proposed
from tests.ui.hand import place_of

LONG = "Council for the Long Names of Bodies with Eighty Characters in Their Proper Name"
SPOKEN = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def panel(qtbot: QtBot, workspace: Workspace, appearance: Appearance) -> Iterator[AnnotationsPanel]:
    made = AnnotationsPanel(workspace, appearance)
    made.resize(300, 520)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made


def gist(workspace: Workspace, id_: str) -> str:
    return gist_of(workspace, workspace.loaded[id_].annotation).in_words


def spoken(panel: AnnotationsPanel, id_: str) -> str:
    return str(panel.model.index_of(id_).data(SPOKEN))


def shown(panel: AnnotationsPanel) -> list[str]:
    return [panel.model.index(row, 0).data() for row in range(panel.model.rowCount())]


def picture(panel: AnnotationsPanel, id_: str) -> QImage:
    view = panel.list_view
    return view.viewport().grab(view.visualRect(panel.model.index_of(id_))).toImage()


def has_sign(panel: AnnotationsPanel, id_: str, words: str) -> bool:
    """Say whether anything is drawn just behind the words of the second line."""
    fonts = RowFonts.of(panel.list_view.font())
    left = INSET + PAD_X + GLYPH + 2 * GRID + fonts.small_metrics.horizontalAdvance(words) + GRID
    top = PAD_Y + fonts.main_metrics.height() + LEADING
    seen = picture(panel, id_)
    assert seen.devicePixelRatio() == 1
    box = seen.copy(left, top, GLYPH, fonts.small_metrics.height())
    return len({box.pixel(x, y) for x in range(box.width()) for y in range(box.height())}) > 2


def test_a_claim_says_its_speaker_and_whether_that_is_confirmed(
    panel: AnnotationsPanel, workspace: Workspace
) -> None:
    jane = mark(workspace, "actor", "Jane Doe", "Jane M. Doe")
    claim = proposed(workspace, "claim", "We did not agree")
    assert gist(workspace, claim) == "Speaker: Jane M. Doe (proposed)"
    assert "Speaker: Jane M. Doe (proposed)" in spoken(panel, claim)
    assert "Proposed, not confirmed: mode" in spoken(panel, claim)
    before = picture(panel, claim)
    assert has_sign(panel, claim, "Jane M. Doe")
    workspace.confirm([claim])
    assert gist(workspace, claim) == "Speaker: Jane M. Doe"
    assert "roposed" not in spoken(panel, claim)
    assert picture(panel, claim) != before, "the sign of the proposal is gone"
    workspace.set_links([claim], SPEAKER, [NOBODY])
    assert gist(workspace, claim) == "Speaker: Unattributed"
    workspace.set_links([claim], SPEAKER, [])
    assert gist(workspace, claim) == ""
    assert gist(workspace, jane) == "Entity: Jane M. Doe"


def test_an_actor_without_entity_is_said_by_its_words(panel: AnnotationsPanel, workspace: Workspace) -> None:
    jane = mark(workspace, "actor", "Jane Doe")
    claim = mark(workspace, "claim", "We did not agree")
    workspace.set_links([claim], SPEAKER, [Aim(target_id=jane)])
    assert gist(workspace, claim) == "Speaker: Jane Doe"
    assert gist(workspace, jane) == ""


def test_a_date_says_its_value(panel: AnnotationsPanel, workspace: Workspace) -> None:
    assert workspace.article is not None
    workspace.edit_article(workspace.article.id, {"published": "2025-09-18"})
    august = proposed(workspace, "date", "August")
    assert "Value: 2025-08 (proposed)" in spoken(panel, august)
    workspace.set_value([august], "value", "2024-08")
    assert "Value: 2024-08," in spoken(panel, august)
    assert "roposed" not in spoken(panel, august), "the kind follows from what was typed"


def test_the_claim_follows_the_entity_of_its_speaker(panel: AnnotationsPanel, workspace: Workspace) -> None:
    jane = mark(workspace, "actor", "Jane Doe", "Jane Doe")
    claim = mark(workspace, "claim", "We did not agree")
    workspace.set_links([claim], SPEAKER, [Aim(target_id=jane)])
    before = picture(panel, claim)
    workspace.assign([jane], entities.planned(LONG, "person"))
    assert gist(workspace, claim) == f"Speaker: {LONG}"
    assert picture(panel, claim) != before
    entity = workspace.known.entity_of(workspace.loaded[jane].annotation)
    assert entity is not None
    workspace.do(lambda project: entities.edit(project, replace(entity, name="J. Doe")))
    assert gist(workspace, claim) == "Speaker: J. Doe"
    workspace.undo()
    assert gist(workspace, claim) == f"Speaker: {LONG}"


def test_the_filter_finds_entities_speakers_and_values(
    qtbot: QtBot, panel: AnnotationsPanel, workspace: Workspace
) -> None:
    jane = mark(workspace, "actor", "Jane Doe", "Ōsaka Council")
    claim = mark(workspace, "claim", "We did not agree")
    workspace.set_links([claim], SPEAKER, [Aim(target_id=jane)])
    date = mark(workspace, "date", "August")
    workspace.set_value([date], "value", "2031-08")
    qtbot.keyClicks(panel.filter_field, "osaka")
    assert shown(panel) == ["We did not agree", "Jane Doe"]
    qtbot.keyClicks(panel.filter_field, " agree")
    assert shown(panel) == ["We did not agree"], "words may come from quote and speaker"
    panel.filter_field.clear()
    qtbot.keyClicks(panel.filter_field, "2031")
    assert shown(panel) == ["August"]
    panel.filter_field.clear()
    qtbot.keyClicks(panel.filter_field, "osaka")
    entity = workspace.known.entity_of(workspace.loaded[jane].annotation)
    assert entity is not None
    workspace.do(lambda project: entities.edit(project, replace(entity, name="Kyoto Council")))
    assert shown(panel) == [], "a renamed entity is no longer found by its old name"


def test_of_ten_thousand_rows_only_those_that_are_seen_are_worked_out(
    qtbot: QtBot, workspace: Workspace, appearance: Appearance
) -> None:
    asked: list[str] = []

    def counting(annotation: Annotation) -> Gist:
        asked.append(annotation.id)
        return gist_of(workspace, annotation)

    one = workspace.loaded[mark(workspace, "actor", "Jane Doe", "Jane Doe")]
    many = [one._replace(annotation=replace(one.annotation, id=f"id{number}")) for number in range(10_000)]
    model = AnnotationsModel(People(workspace.annotator_name, lambda: ""), counting)
    view = RowList("rows")
    view.setItemDelegate(AnnotationDelegate(appearance, view))
    view.setModel(model)
    view.resize(300, 500)
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    model.set_article(workspace.text, many, workspace.layers)
    assert model.rowCount() == 10_000
    view.viewport().grab()
    assert 0 < len(set(asked)) < 30


def test_links_are_read_for_a_few_rows_and_for_all_once_many_are_asked_for(workspace: Workspace) -> None:
    article, project = workspace.article, workspace.project
    assert article is not None and project is not None
    layer = workspace.layer("actor")
    assert layer is not None
    made = [workspace.mark(layer, (Span(at, at + 1),)) for at in range(len(STORY))]
    ids = [one.id for one in made if one is not None]
    workspace.assign(ids, entities.planned("Anybody"))
    other = next(each for each in project.articles() if each.id != article.id)
    workspace.open_article(other.id)
    workspace.open_article(article.id)
    gists = [gist(workspace, id_) for id_ in ids]
    assert gists == ["Entity: Anybody"] * len(ids)
    workspace.undo()
    assert [gist(workspace, id_) for id_ in ids] == [""] * len(ids)


def test_the_hover_card_says_it_in_words(window) -> None:
    space = window.workspace
    space.edit_article(space.article.id, {"published": "2025-09-18"})
    proposed(space, "date", "August")
    jane = mark(space, "actor", "Jane Doe", LONG)
    space.confirm([jane])
    window.view.setFocus()
    assert space.known.links_of(jane, ENTITY)
    card = window.marking._card
    for words, sentences in {
        "August": ["Value: 2025-08 (proposed)", "Proposed, not confirmed: kind"],
        "Jane Doe": [f"Entity: {LONG}"],
    }.items():
        window.view.pointed.emit(
            window.view.marks_at(place_of(window, words).toPointF()), QPoint(300, 300).toPointF()
        )
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        said = _said(card)
        assert all(sentence in said for sentence in sentences), said
        assert (words != "Jane Doe") or not any("roposed" in one for one in said)


def _said(card: HoverCard) -> list[str]:
    return [label.text() for label in card.findChildren(QLabel) if not label.isHidden()]
