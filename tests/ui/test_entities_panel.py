"""The Entities panel in the whole window, with real keys and mouse."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from annotator.core.ids import new_id
from annotator.core.model import Entity
from annotator.services import entities, mentions, projects, reading
from annotator.ui.entities.chooser import EntityChooser
from annotator.ui.entities.model import EntityOrder, Show
from annotator.ui.entities.remove_unused import RemoveUnusedDialog

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
LONG = "Committee for the Prevention of Torture and Inhuman or Degrading Treatment of All"
ARABIC = "الكرملين"


@pytest.fixture
def people(project_path):
    """Four entities; Jane Doe and Moscow are mentioned, both articles mention Moscow."""
    made = [
        Entity(new_id(), "Jane Doe", "person", ("She",)),
        Entity(new_id(), "Moscow", "place"),
        Entity(new_id(), LONG, "organisation"),
        Entity(new_id(), ARABIC),
    ]
    with projects.open_project(project_path, "Ana") as project:
        reading.add_articles(project, [reading.read_clipboard("A third one.\n\nMoscow and Moscow again.")])
        for entity in made:
            entities.create(project, entity)
        for entity in made[:2]:
            mentions.mark(project, mentions.find(project, [entity.name]), entity)
    return {entity.name: entity for entity in made}


@pytest.fixture
def panel(qtbot, people, window):
    """The panel, opened by its key, all of it read."""
    QTest.keyClick(window.view, Qt.Key.Key_E, CTRL | SHIFT)
    panel = window.entities.panel
    qtbot.waitUntil(lambda: panel.isActiveWindow() and panel.settled)
    return panel


def has_focus(widget: QWidget) -> bool:
    """Say whether the keyboard is at ``widget``."""
    return QApplication.focusWidget() is widget


def names(panel):
    return [panel.side.model.entity_at(row).name for row in range(panel.side.model.rowCount())]


def choose(qtbot, panel, *wanted):
    """Click the rows of some entities, the further ones with Ctrl."""
    view = panel.side.list_view
    for number, name in enumerate(wanted):
        place = view.visualRect(view.model().index(names(panel).index(name), 0)).center()
        QTest.mouseClick(view.viewport(), LEFT, CTRL if number else Qt.KeyboardModifier.NoModifier, place)
    qtbot.waitUntil(lambda: panel.settled)


def stored(window):
    """Return the live entities as a second reader finds them, by name."""
    with projects.open_project(window.workspace.project.path, "Reader", read_only=True) as project:
        return {row.entity.name: row for row in entities.overview(project)}


def key(widget, *args):
    QTest.keyClick(widget, *args)


def test_it_lists_all_with_their_numbers(panel):
    assert names(panel) == [LONG, "Jane Doe", "Moscow", ARABIC]
    facts = [panel.side.model.facts(panel.side.model.entity_at(row)) for row in range(4)]
    assert facts == [
        ["Organisation", "unused"],
        ["Person", "1 mention"],
        ["Place", "3 mentions", "2 articles"],
        ["unused"],
    ]


def test_nothing_of_it_is_made_before_it_is_wanted(window):
    assert window.entities.panel is None


def test_letters_in_the_list_filter_and_escape_shows_all(panel):
    panel.side.list_view.setFocus()
    key(panel.side.list_view, "j")
    assert has_focus(panel.side.filter_field)
    QTest.keyClicks(panel.side.filter_field, "ane")
    assert names(panel) == ["Jane Doe"]
    key(panel.side.filter_field, Qt.Key.Key_Escape)
    assert len(names(panel)) == 4
    QApplication.clipboard().setText("الكرم")
    key(panel.side.filter_field, Qt.Key.Key_V, CTRL)
    assert names(panel) == [ARABIC]
    QTest.keyClicks(panel.side.filter_field, "zzz")
    assert "zzz" in panel.side.no_match.words()


@pytest.mark.parametrize(
    ("show", "left"),
    [
        (Show.UNUSED, [LONG, ARABIC]),
        (Show.HERE, ["Jane Doe", "Moscow"]),
        (Show.NO_KIND, [ARABIC]),
    ],
)
def test_the_filters(panel, show, left):
    box = panel.side.show_box
    while box.currentData() != show:
        key(box, Qt.Key.Key_Down)
    assert names(panel) == left


def test_most_mentioned_first(panel):
    panel.side.sort.choose(EntityOrder.MENTIONS)
    assert names(panel) == ["Moscow", "Jane Doe", LONG, ARABIC]


def test_a_new_name_is_in_every_row_at_once(qtbot, panel, window):
    choose(qtbot, panel, "Moscow")
    key(panel.side.list_view, Qt.Key.Key_F2)
    field = panel.card.form.lines["name"]
    assert has_focus(field)
    QTest.keyClicks(field, "Government of Russia")
    key(field, Qt.Key.Key_Return)
    assert "Government of Russia" in names(panel)
    assert "Moscow" not in names(panel)
    assert stored(window)["Government of Russia"].mentions == 3
    key(field, Qt.Key.Key_Z, CTRL)
    assert "Moscow" in names(panel)
    assert field.text() == "Moscow"
    key(field, Qt.Key.Key_Z, CTRL | SHIFT)
    assert field.text() == "Government of Russia"


def test_half_typed_words_are_saved_when_one_goes_on(qtbot, panel, window):
    choose(qtbot, panel, "Jane Doe")
    QTest.keyClicks(panel.card.form.lines["role"], "speaker")
    QTest.keyClicks(panel.card.form.aliases.line, "Doe, J")
    QTest.keyClicks(panel.card.form.note, "who is she")
    choose(qtbot, panel, "Moscow")
    entity = stored(window)["Jane Doe"].entity
    assert (entity.role, entity.aliases, entity.note) == ("speaker", ("She", "Doe, J"), "who is she")
    assert panel.card.form.lines["role"].text() == ""


def test_a_wrong_value_is_refused_below_the_field_and_kept_to_be_corrected(qtbot, panel, window):
    choose(qtbot, panel, "Jane Doe")
    field, says = panel.card.form.lines["wikidata"], panel.card.form.says["wikidata"]
    QTest.keyClicks(field, "Paris")
    key(field, Qt.Key.Key_Return)
    assert "such as Q7747" in says.text()
    assert says.isVisible()
    choose(qtbot, panel, "Moscow")
    assert not says.isVisible()
    choose(qtbot, panel, "Jane Doe")
    assert field.text() == "Paris"
    assert says.isVisible()
    field.selectAll()
    QTest.keyClicks(field, "https://www.wikidata.org/wiki/Q42")
    key(field, Qt.Key.Key_Return)
    assert not says.isVisible()
    assert field.text() == "Q42"
    assert stored(window)["Jane Doe"].entity.wikidata == "Q42"


def test_an_empty_name_is_refused_and_escape_brings_the_old_one_back(qtbot, panel, window):
    choose(qtbot, panel, "Jane Doe")
    field = panel.card.form.lines["name"]
    field.setFocus()
    field.selectAll()
    key(field, Qt.Key.Key_Delete)
    key(field, Qt.Key.Key_Return)
    assert panel.card.form.says["name"].text() == "An entity needs a name."
    key(field, Qt.Key.Key_Escape)
    assert field.text() == "Jane Doe"
    assert not panel.card.form.says["name"].isVisible()
    assert "Jane Doe" in stored(window)


def test_the_kind_is_saved_as_it_is_chosen(qtbot, panel, window):
    choose(qtbot, panel, ARABIC)
    panel.card.form.kind.setFocus()
    key(panel.card.form.kind, Qt.Key.Key_Down)
    key(panel.card.form.kind, Qt.Key.Key_Down)
    assert stored(window)[ARABIC].entity.kind == "organisation"


def test_merging_by_typing_says_what_will_happen_and_can_be_undone(qtbot, panel, window, answer):
    said = []

    def work(dialog):
        assert isinstance(dialog, EntityChooser)
        QTest.keyClicks(dialog.line, "jane")
        said.append(dialog.sentence.text())
        key(dialog.line, Qt.Key.Key_Return)

    choose(qtbot, panel, "Moscow")
    answer(work)
    QTest.mouseClick(panel.card.merge_button, LEFT)
    assert "Moscow" in said[0]
    assert "; 3 mentions. They differ in: kind;" in said[0]
    qtbot.waitUntil(lambda: panel.settled)
    assert "Moscow" not in names(panel)
    assert stored(window)["Jane Doe"].mentions == 4
    assert [chip.tag for chip in panel.card.form.aliases.chips()] == ["She", "Moscow"]
    assert panel.card.mentions.model.rowCount() == 4
    key(panel.side.list_view, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: panel.settled)
    assert "Moscow" in names(panel)
    assert panel.card.mentions.model.rowCount() == 1
    key(panel.side.list_view, Qt.Key.Key_Y, CTRL)
    assert "Moscow" not in names(panel)


def test_two_that_are_selected_are_merged_and_split_off_again(qtbot, panel, window, answer):
    choose(qtbot, panel, "Jane Doe", "Moscow")
    assert panel.several.isVisible()
    answer(lambda dialog: (QTest.keyClicks(dialog.line, "mos"), key(dialog.line, Qt.Key.Key_Return)))
    QTest.mouseClick(panel.merge_several, LEFT)
    assert set(stored(window)) == {"Moscow", LONG, ARABIC}
    actions = panel.card.split_menu.actions()
    assert [action.text() for action in actions] == ["Jane Doe"]
    qtbot.waitUntil(panel.isActiveWindow)
    actions[0].trigger()
    assert "stands for itself again" in panel.banner.text
    qtbot.waitUntil(lambda: panel.settled)
    assert stored(window)["Jane Doe"].mentions == 1
    assert panel.side.selected_ids() == [stored(window)["Jane Doe"].entity.id]


def test_three_are_merged_by_one_act_and_come_back_by_one_undo(qtbot, panel, window, answer):
    choose(qtbot, panel, "Moscow", "Jane Doe", LONG)
    before = stored(window)
    answer(lambda dialog: (QTest.keyClicks(dialog.line, "mos"), key(dialog.line, Qt.Key.Key_Return)))
    QTest.mouseClick(panel.merge_several, LEFT)
    after = stored(window)
    assert set(after) == {"Moscow", ARABIC}
    assert after["Moscow"].entity.aliases == ("Jane Doe", "She", LONG), "in the order in which they were made"
    assert (after["Moscow"].mentions, after["Moscow"].entity.kind) == (4, "place")
    qtbot.waitUntil(lambda: panel.settled)
    key(panel.side.list_view, Qt.Key.Key_Z, CTRL)
    assert {name: row.mentions for name, row in stored(window).items()} == {
        name: row.mentions for name, row in before.items()
    }
    key(panel.side.list_view, Qt.Key.Key_Y, CTRL)
    assert set(stored(window)) == {"Moscow", ARABIC}


def test_a_line_is_saved_at_a_pause_and_what_is_typed_stays_as_it_is(qtbot, panel, window):
    choose(qtbot, panel, "Jane Doe")
    field = panel.card.form.lines["role"]
    field.setFocus()
    QTest.keyClicks(field, "speaker of ")
    assert stored(window)["Jane Doe"].entity.role == ""
    qtbot.waitUntil(lambda: stored(window)["Jane Doe"].entity.role == "speaker of", timeout=5_000)
    assert field.text() == "speaker of ", "the space is wanted for the next word"
    QTest.keyClicks(field, "the council")
    key(field, Qt.Key.Key_Return)
    assert stored(window)["Jane Doe"].entity.role == "speaker of the council"


def test_a_value_that_is_not_finished_at_a_pause_is_neither_saved_nor_complained_about(qtbot, panel, window):
    choose(qtbot, panel, "Jane Doe")
    form = panel.card.form
    form.lines["wikidata"].setFocus()
    QTest.keyClicks(form.lines["wikidata"], "Q")
    form.note.setFocus()
    assert form.says["wikidata"].isVisible(), "but on leaving it is"
    form.lines["wikidata"].setFocus()
    key(form.lines["wikidata"], Qt.Key.Key_End)
    key(form.lines["wikidata"], Qt.Key.Key_Backspace)
    QTest.keyClicks(form.lines["wikidata"], "Q")
    QTest.keyClicks(form.lines["role"], "speaker")  # Its pause ends after the other one's.
    qtbot.waitUntil(lambda: stored(window)["Jane Doe"].entity.role == "speaker", timeout=5_000)
    assert not form.says["wikidata"].isVisible()
    assert form.lines["wikidata"].text() == "Q"
    assert stored(window)["Jane Doe"].entity.wikidata == ""


def test_a_narrow_panel_ends_the_kind_with_an_ellipsis_and_says_it_whole(qtbot, panel):
    choose(qtbot, panel, LONG)
    kind = panel.card.form.kind
    assert kind.shown_text() == "Organisation"
    assert kind.toolTip() == ""
    panel.resize(panel.minimumSizeHint())
    box = panel.side.show_box
    box.resize(box.minimumSizeHint())
    assert box.shown_text().endswith("…")
    assert "All entities (4)" in box.toolTip()


def test_a_wheel_that_passes_over_the_kind_does_not_change_it(qtbot, panel, window):
    choose(qtbot, panel, "Moscow")
    kind = panel.card.form.kind
    place = kind.rect().center()
    for delta in (-120, 120):
        event = QWheelEvent(
            *(QPointF(place), QPointF(kind.mapToGlobal(place)), QPoint(), QPoint(0, delta)),
            *(Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False),
        )
        QApplication.sendEvent(kind, event)
        assert stored(window)["Moscow"].entity.kind == "place"


def test_mentions_are_split_off_as_a_new_entity(qtbot, panel, window, answer):
    choose(qtbot, panel, "Moscow")
    view = panel.card.mentions.list_view
    assert not panel.card.mentions.split_button.isEnabled()
    view.setFocus()
    view.setCurrentIndex(view.model().index(1))
    key(view, Qt.Key.Key_Down, SHIFT)
    answer(lambda dialog: (QTest.keyClicks(dialog.line, "Mayor"), key(dialog.line, Qt.Key.Key_Return)))
    QTest.mouseClick(panel.card.mentions.split_button, LEFT)
    assert stored(window)["Mayor"].mentions == 2
    qtbot.waitUntil(lambda: panel.settled)
    assert panel.card.mentions.model.rowCount() == 1
    key(panel.side.list_view, Qt.Key.Key_Z, CTRL)
    assert "Mayor" not in stored(window)
    qtbot.waitUntil(lambda: panel.settled)
    assert panel.card.mentions.model.rowCount() == 3


def test_a_mention_is_shown_by_a_click_and_gone_to_with_enter(qtbot, panel, window):
    choose(qtbot, panel, "Moscow")
    view = panel.card.mentions.list_view
    QTest.mouseClick(view.viewport(), LEFT, pos=view.visualRect(view.model().index(2)).center())
    assert window.workspace.article.title == "A third one."
    assert window.workspace.current.start == window.view.text.rindex("Moscow")
    assert panel.isActiveWindow()
    key(view, Qt.Key.Key_Home)
    key(view, Qt.Key.Key_Return)
    assert window.workspace.text[window.workspace.current.start :].startswith("Moscow denied")
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(window.view.hasFocus)


def test_delete_removes_what_is_unused_and_says_why_not(qtbot, panel, window):
    choose(qtbot, panel, ARABIC)
    key(panel.side.list_view, Qt.Key.Key_Delete)
    assert ARABIC not in stored(window)
    choose(qtbot, panel, "Moscow")
    key(panel.side.list_view, Qt.Key.Key_Delete)
    assert "Moscow" in stored(window)
    assert "something points to it" in panel.banner.text
    key(panel.side.list_view, Qt.Key.Key_Z, CTRL)
    assert ARABIC in names(panel)


def test_all_unused_but_what_is_unticked(qtbot, panel, window, answer):
    def work(dialog):
        assert isinstance(dialog, RemoveUnusedDialog)
        key(dialog.list, Qt.Key.Key_Space)
        assert dialog.remove_button.text() == "Remove 1 entity"
        key(dialog.list, Qt.Key.Key_Return)

    answer(work)
    QTest.mouseClick(panel.side.unused_button, LEFT)
    assert set(stored(window)) == {"Jane Doe", "Moscow", LONG}


def test_a_new_entity_is_named_at_once(qtbot, panel, window):
    QTest.mouseClick(panel.side.new_button, LEFT)
    field = panel.card.form.lines["name"]
    assert has_focus(field)
    QTest.keyClicks(field, "Current Time")
    key(field, Qt.Key.Key_Return)
    assert "Current Time" in stored(window)


def test_it_follows_what_happens_in_the_main_window(qtbot, panel, window):
    choose(qtbot, panel, "Jane Doe")
    mention = panel.card.mentions.model.mention(0)
    window.workspace.select(mention.annotation.id)
    window.workspace.remove([mention.annotation.id])
    qtbot.waitUntil(lambda: panel.settled)
    assert panel.card.mentions.model.rowCount() == 0
    assert panel.side.model.is_unused(panel.side.selected_ids()[0])


def test_without_entities_it_says_how_they_come(qtbot, window):
    QTest.keyClick(window.view, Qt.Key.Key_E, CTRL | SHIFT)
    panel = window.entities.panel
    assert panel.nothing_yet.isVisible()
    assert "with A and say who it is" in panel.nothing_yet.words()
    QTest.mouseClick(panel.new_first, LEFT)
    assert panel.side.isVisible()
    assert names(panel) == ["New entity"]


def test_reading_only_shows_values_and_why_they_stay(qtbot, people, project_path, open_window):
    with projects.open_project(project_path, "Ana"):  # holds the file, so that the window may only read
        window = open_window(project_path)
        QTest.keyClick(window.view, Qt.Key.Key_E, CTRL | SHIFT)
        panel = window.entities.panel
        qtbot.waitUntil(lambda: panel.settled)
        choose(qtbot, panel, "Moscow")
        assert panel.why_fixed.isVisible()
        assert panel.why_fixed.text() == window.workspace.project.read_only_reason
        field = panel.card.form.lines["name"]
        assert field.text() == "Moscow"
        QTest.keyClicks(field, "x")
        key(panel.side.list_view, Qt.Key.Key_Delete)
        for button in (panel.card.merge_button, panel.side.new_button, panel.card.mentions.split_button):
            assert not button.isVisible()
        assert not panel.card.form.kind.isEnabled()
        assert field.text() == "Moscow"
        assert panel.card.mentions.model.rowCount() == 3
        window.close()


def test_two_thousand_entities_are_found_by_typing(qtbot, project_path, open_window):
    with projects.open_project(project_path, "Ana") as project, project.act("add entity") as change:
        for number in range(2_000):
            change.insert(Entity(new_id(), f"Body {number:04}", "organisation"))
    window = open_window(project_path)
    QTest.keyClick(window.view, Qt.Key.Key_E, CTRL | SHIFT)
    panel = window.entities.panel
    qtbot.waitUntil(lambda: panel.settled)
    assert panel.side.model.rowCount() == 2_000
    QTest.keyClicks(panel.side.filter_field, "1987")
    assert names(panel) == ["Body 1987"]


def test_a_long_name_is_whole_in_its_tip_and_escape_closes(qtbot, panel, window):
    view = panel.side.list_view
    rect = view.visualRect(view.model().index(0, 0))
    spot = rect.center()
    event = QHelpEvent(QEvent.Type.ToolTip, spot, view.viewport().mapToGlobal(spot))
    QApplication.sendEvent(view.viewport(), event)
    assert LONG in QToolTip.text()
    QToolTip.hideText()
    key(view, Qt.Key.Key_Escape)
    assert not panel.isVisible()
