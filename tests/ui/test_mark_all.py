"""Marking all mentions of an entity, in one article or in all, with some left out."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.core.ids import new_id
from annotator.core.model import Entity
from annotator.core.spans import Span
from annotator.services import entities, projects, reading
from annotator.ui.dialogs.mark_all import MarkAllDialog

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TEXT = "First report.\n\nThe Kremlin spoke. The Kremlin denied. Nobody in the Kremlin wrote."
RUSSIAN_TITLE = "Третий отчёт."
RUSSIAN = f"{RUSSIAN_TITLE}\n\nСмирнов молчал. Вопрос Смирнову. Смирнов ушёл. Дом Смирнова."
MORE = "Second report.\n\nThe Kremlin again. ثم قال الكرملين شيئا."


@pytest.fixture
def project_path(project_path):
    """Two more articles, and an entity with two names."""
    with projects.open_project(project_path, "Ana") as project:
        reading.add_articles(project, [reading.read_clipboard(TEXT), reading.read_clipboard(MORE)])
        reading.add_articles(project, [reading.read_clipboard(RUSSIAN)])
        entities.create(project, Entity(new_id(), "Kremlin", "government", ("الكرملين",)))
    return project_path


@pytest.fixture
def answer(answer):
    """Close the dialog also when what is done in it fails: else the suite would hang."""

    def prepare(work):
        def closing(dialog):
            try:
                work(dialog)
            finally:
                dialog.close()

        answer(closing)

    return prepare


@pytest.fixture
def selected(window):
    """The first Kremlin of the first report, marked as an actor of that name and selected."""
    workspace = window.workspace
    article = next(one for one in workspace.project.articles() if one.title == "First report.")
    workspace.open_article(article.id)
    start = workspace.text.index("Kremlin")
    annotation = workspace.mark(workspace.layer("actor"), (Span(start, start + 7),))
    workspace.assign([annotation.id], workspace.known.roster.live()[0])
    workspace.select(annotation.id)
    window.view.setFocus()
    return annotation


def marked(window):
    """Return (article, start) of every mention that a second reader finds."""
    with projects.open_project(window.workspace.project.path, "Reader", read_only=True) as project:
        entity = entities.roster(project).live()[0]
        return [(one.title, one.annotation.start) for one in entities.mentions(project, entity.id)]


def open_with_key(window):
    QTest.keyClick(window.view, Qt.Key.Key_M, CTRL)


def test_enter_marks_what_the_preview_shows(qtbot, window, selected, answer):
    def work(dialog):
        assert isinstance(dialog, MarkAllDialog)
        assert dialog.here.isChecked()
        assert [place.quote for place in dialog.chosen()] == ["Kremlin", "Kremlin"]
        assert dialog.mark_button.text() == "Mark 2 mentions"
        qtbot.waitUntil(dialog.tree.hasFocus)
        QTest.keyClick(dialog.tree, Qt.Key.Key_Return)

    answer(work)
    open_with_key(window)
    starts = [TEXT.index("Kremlin"), TEXT.index("Kremlin denied"), TEXT.index("Kremlin wrote")]
    assert marked(window) == [("First report.", start) for start in starts]
    assert "2 mentions marked in 1 article." in window.banner.text
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window.view, Qt.Key.Key_Z, CTRL)
    assert marked(window) == [("First report.", starts[0])]
    QTest.keyClick(window.view, Qt.Key.Key_Y, CTRL)
    assert len(marked(window)) == 3


def test_what_is_unticked_is_left_out(qtbot, window, selected, answer):
    def work(dialog):
        QTest.keyClick(dialog.tree, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: dialog.mark_button.text() == "Mark 1 mention")
        dialog.accept()

    answer(work)
    open_with_key(window)
    assert [start for _, start in marked(window)] == [TEXT.index("Kremlin"), TEXT.index("Kremlin wrote")]


def test_all_articles_with_one_of_them_unticked(qtbot, window, selected, answer):
    def work(dialog):
        QTest.keyClick(dialog.everywhere, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: len(dialog.chosen()) == 4)
        assert [dialog.tree.topLevelItem(at).childCount() for at in range(2)] == [2, 2]
        dialog.tree.setFocus()
        QTest.keyClick(dialog.tree, Qt.Key.Key_Up)
        QTest.keyClick(dialog.tree, Qt.Key.Key_Space)
        assert [place.quote for place in dialog.chosen()] == ["Kremlin", "الكرملين"]
        QTest.mouseClick(dialog.mark_button, Qt.MouseButton.LeftButton)

    answer(work)
    open_with_key(window)
    assert [title for title, _ in marked(window)] == ["First report.", "Second report.", "Second report."]
    counts = {one.title: window.workspace.counts(one.id) for one in window.workspace.project.articles()}
    assert counts["Second report."]["actor"] == 2
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window.view, Qt.Key.Key_Z, CTRL)
    assert len(marked(window)) == 1
    second = next(one for one in window.workspace.project.articles() if one.title == "Second report.")
    assert window.workspace.counts(second.id).get("actor", 0) == 0


def test_names_that_are_unticked_are_not_looked_for(qtbot, window, selected, answer):
    def work(dialog):
        dialog.names.setFocus()
        dialog.names.setCurrentRow(0)
        QTest.keyClick(dialog.names, Qt.Key.Key_Space)
        QTest.keyClick(dialog.everywhere, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: [place.quote for place in dialog.chosen()] == ["الكرملين"])
        dialog.names.setCurrentRow(1)
        QTest.keyClick(dialog.names, Qt.Key.Key_Space)
        assert dialog.state.text() == "Tick a name to look for."
        assert not dialog.mark_button.isEnabled()
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    answer(work)
    open_with_key(window)
    assert len(marked(window)) == 1


def test_an_actor_that_is_nobody_yet_becomes_a_new_entity_with_all_its_mentions(qtbot, window, answer):
    workspace = window.workspace
    article = next(one for one in workspace.project.articles() if one.title == "First report.")
    workspace.open_article(article.id)
    start = workspace.text.index("Nobody")
    annotation = workspace.mark(workspace.layer("actor"), (Span(start, start + 6),))
    workspace.set_links([annotation.id], "entity", [])
    workspace.select(annotation.id)
    window.view.setFocus()

    def run(dialog):
        QTest.keyClick(dialog.everywhere, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: len(dialog.chosen()) == 1)
        dialog.accept()

    answer(run)
    open_with_key(window)
    made = next(one for one in workspace.known.roster.live() if one.name == "Nobody")
    with projects.open_project(workspace.project.path, "Reader", read_only=True) as project:
        assert len(entities.mentions(project, made.id)) == 2
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window.view, Qt.Key.Key_Z, CTRL)
    assert workspace.known.entity_of(workspace.loaded[annotation.id].annotation) is None
    assert [one.name for one in workspace.known.roster.live()] == ["Kremlin"], "one step took all of it back"
    assert {one.annotation.layer for one in workspace.loaded.values()} == {"actor"}


def test_a_claim_has_no_mentions(window, selected):
    workspace = window.workspace
    claim = workspace.mark(workspace.layer("claim"), (Span(15, 30),))
    workspace.select(claim.id)
    open_with_key(window)
    assert "Select an actor first" in window.banner.text


def test_from_the_panel_all_articles_are_looked_through(qtbot, window, selected, answer):
    QTest.keyClick(window.view, Qt.Key.Key_E, CTRL | SHIFT)
    panel = window.entities.panel
    qtbot.waitUntil(lambda: panel.settled)

    def work(dialog):
        assert dialog.everywhere.isChecked()
        qtbot.waitUntil(lambda: len(dialog.chosen()) == 4)
        QTest.keyClick(dialog.tree, Qt.Key.Key_Return)

    answer(work)
    QTest.mouseClick(panel.card.mark_all_button, Qt.MouseButton.LeftButton)
    assert len(marked(window)) == 5
    qtbot.waitUntil(lambda: panel.settled)
    assert panel.card.mentions.model.rowCount() == 5


def test_inflected_forms_are_named_and_marked_only_if_a_person_ticks_them(qtbot, window, answer):
    workspace = window.workspace
    with projects.open_project(workspace.project.path, "Reader", read_only=True) as project:
        titles = [one.title for one in project.articles()]
    assert RUSSIAN_TITLE in titles
    article = next(one for one in workspace.project.articles() if one.title == RUSSIAN_TITLE)
    workspace.open_article(article.id)
    start = workspace.text.index("Смирнов ")
    annotation = workspace.mark(workspace.layer("actor"), (Span(start, start + 7),))
    workspace.assign([annotation.id], entities.planned("Смирнов", "person"))
    workspace.select(annotation.id)
    window.view.setFocus()

    def look(dialog):
        tree = dialog.tree
        assert [place.quote for place in dialog.chosen()] == ["Смирнов"]
        group = tree.topLevelItem(0)
        assert [group.child(at).checkState(0) is Qt.CheckState.Checked for at in range(3)] == [
            False,
            True,
            False,
        ]
        assert "inflected form of" in group.child(0).text(0)
        assert dialog.inflected.isVisible()
        assert "2 places" in dialog.inflected.text()
        dialog.inflected.setFocus()
        QTest.keyClick(dialog.inflected, Qt.Key.Key_Space)
        assert len(dialog.chosen()) == 3
        QTest.keyClick(dialog.inflected, Qt.Key.Key_Space)
        assert len(dialog.chosen()) == 1
        tree.setFocus()
        qtbot.waitUntil(tree.hasFocus)
        assert tree.currentItem() is group.child(0)
        QTest.keyClick(tree, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: dialog.mark_button.text() == "Mark 2 mentions")
        assert not dialog.inflected.isChecked()
        QTest.keyClick(tree, Qt.Key.Key_Return)

    answer(look)
    open_with_key(window)
    quotes = sorted(one.annotation.quote for one in workspace.loaded.values())
    assert quotes == ["Смирнов", "Смирнов", "Смирнову"]


def test_without_inflected_forms_nothing_is_offered(window, selected, answer):
    answer(lambda dialog: shown.append(dialog.inflected.isVisible()))
    shown: list[bool] = []
    open_with_key(window)
    assert shown == [False]


def test_the_box_of_an_article_is_for_all_of_its_places_and_they_are_counted_once(
    qtbot, window, selected, answer
):
    def work(dialog):
        counted = []
        dialog.tree.ticks_changed.connect(lambda: counted.append(dialog.mark_button.text()))
        QTest.keyClick(dialog.tree, Qt.Key.Key_Up)
        QTest.keyClick(dialog.tree, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: not dialog.mark_button.isEnabled())
        QTest.keyClick(dialog.tree, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: dialog.mark_button.text() == "Mark 2 mentions")
        assert len(counted) == 2

    answer(work)
    open_with_key(window)
    assert len(marked(window)) == 1
