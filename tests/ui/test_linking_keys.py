"""From caret to complete claim by keyboard alone, in the real window."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from annotator.core.codebook import Choice, Field, FieldType, Layer
from annotator.core.spans import Span
from annotator.services import codebooks, marking, projects
from annotator.services import entities as entity_services
from tests.ui.hand import (
    CTRL,
    ENTER,
    ESC,
    caret_in,
    entities,
    linked,
    mark,
    press,
    rows,
)


def stored(window):
    return sorted(
        (one.layer, one.quote) for one in window.workspace.project.annotations(window.workspace.article.id)
    )


def test_the_key_takes_the_quotation_the_name_and_the_whole_date(window):
    caret_in(window, "did not agree")
    press("C")
    caret_in(window, "Doe said")
    press("A", ESC)
    caret_in(window, "August")
    press("D", ESC)
    assert stored(window) == [
        ("actor", "Jane Doe"),
        ("claim", "We did not agree … and we will not agree"),
        ("date", "August"),
    ]


def test_a_claim_is_complete_in_six_keys_and_undone_in_as_many(window):
    before = window.workspace.text
    caret_in(window, "did not agree")
    press("C", ENTER)
    claim = window.workspace.current
    assert claim.proposed == frozenset() and claim.value("mode") == "direct"
    press("S", ENTER)
    assert linked(window, claim.id) == {"speaker": ["Jane Doe"]}
    assert entities(window) == {"Jane Doe": "person"}
    assert window.view.hasFocus()
    caret_in(window, "August")
    press("D", ESC)
    window.workspace.select(claim.id)
    press("E", "1")
    assert linked(window, claim.id) == {"speaker": ["Jane Doe"], "event_date": ["August"]}
    while window.actions_["undo"].isEnabled() and stored(window):
        press("Z", modifier=CTRL)
    assert stored(window) == [] and entities(window) == {}
    assert window.workspace.text == before
    while window.actions_["redo"].isEnabled():
        press("Z", modifier=CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert linked(window, claim.id) == {"speaker": ["Jane Doe"], "event_date": ["August"]}
    shown = {link.field for link in window.workspace.known.links[claim.id]}
    assert shown == {"speaker", "event_date"}


def test_confirm_says_what_was_confirmed_and_what_was_not(window):
    mark(window, "claim", "Moscow denied the report")
    press(ENTER)
    said = window.status_line.told.text()
    assert said.startswith("Confirmed: ") and "stance" in said
    assert window.workspace.current.value("stance") == "denies"
    press(ENTER)
    assert "nothing to confirm" in window.status_line.told.text()


def test_an_actor_that_nobody_knows_becomes_an_entity_with_one_key(window):
    caret_in(window, "Jane Doe")
    press("A")
    picker = window.linking.picker
    assert picker.isVisible() and picker.field.hasFocus()
    assert picker.current.new and picker.model.kind == "Person"
    press(ENTER)
    assert entities(window) == {"Jane Doe": "person"}
    assert window.view.hasFocus() and not picker.isVisible()


def test_the_right_guess_costs_one_key_and_a_digit_takes_another(window):
    for name in ("John Roe", "Jane Doe"):
        window.workspace.do(
            lambda project, it=name: entity_services.create(project, entity_services.planned(it, "person"))
        )
    caret_in(window, "Jane Doe")
    press("A")
    assert rows(window)[0] == "Jane Doe"
    press(ENTER)
    first = window.workspace.current_id
    assert linked(window, first) == {"entity": ["Jane Doe"]}
    assert not window.workspace.known.links_of(first, "entity")[0].proposed
    caret_in(window, "She doubted")
    press("A")
    assert rows(window)[0] == "Jane Doe", "a pronoun means whoever was named last"
    press("1")
    assert linked(window, window.workspace.current_id) == {"entity": ["Jane Doe"]}


def test_esc_leaves_an_actor_without_entity_and_marking_goes_on(window):
    caret_in(window, "Jane Doe")
    press("A", ESC)
    assert linked(window, window.workspace.current_id) == {}
    caret_in(window, "council")
    press("C")
    assert [layer for layer, _ in stored(window)] == ["actor", "claim"]


def test_tab_and_arrows_choose_the_kind_of_a_new_entity(window):
    caret_in(window, "Moscow")
    press("A")
    model = window.linking.picker.model
    seen = {model.kind}
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Right, Qt.Key.Key_Tab):
        press(key)
        seen.add(model.kind)
    assert len(seen) == 4
    kind, kinds = model.kind, window.workspace.known.codebook.entity_kinds
    press(ENTER)
    assert entities(window) == {"Moscow": next((one.id for one in kinds if one.title == kind), "")}


def test_a_typed_name_makes_another_entity(window):
    caret_in(window, "Moscow")
    press("A", "government of Russia", ENTER)
    assert list(entities(window)) == ["government of Russia"]
    assert linked(window, window.workspace.current_id) == {"entity": ["government of Russia"]}


@pytest.fixture
def claim(window):
    """A claim beside two actors and a date; the claim is selected."""
    mark(window, "actor", "Jane Doe")
    mark(window, "actor", "Moscow")
    mark(window, "date", "August")
    key = mark(window, "claim", "It didn’t pay 12.5 percent")
    assert window.workspace.set_links([key], "speaker", [])
    assert window.workspace.set_links([key], "event_date", [])
    return key


def test_actors_are_taken_by_number_in_reading_order(window, claim):
    press("S")
    assert [title for title in rows(window) if "Mark" not in title][:2] == ["Jane Doe", "Moscow"]
    press("2")
    assert linked(window, claim) == {"speaker": ["Moscow"]}
    assert window.workspace.current_id == claim


def test_unattributed_is_a_row_of_the_speaker_and_of_no_other_field(window, claim):
    press("S", "0")
    assert linked(window, claim) == {"speaker": ["unattributed"]}
    press("B")
    assert "Unattributed" not in rows(window)
    press(ESC)


def test_several_values_are_added_taken_again_and_removed(window, claim):
    press("B", "1", "B", "2")
    assert linked(window, claim) == {"about": ["Jane Doe", "Moscow"]}
    press("B", "1")
    assert linked(window, claim) == {"about": ["Moscow"]}
    press("B", Qt.Key.Key_Backspace)
    assert linked(window, claim) == {}


def test_a_link_to_somebody_new_is_one_act(window, claim):
    press("G", "The Hague tribunal", ENTER)
    assert linked(window, claim) == {"targets": ["The Hague tribunal"]}
    press("Z", modifier=CTRL)
    assert linked(window, claim) == {} and entities(window) == {}


def test_dates_are_taken_by_number_or_typed(window, claim):
    press("W", "1")
    assert linked(window, claim) == {"statement_date": ["August"]}
    press("E", "2024-11-31", ENTER)
    picker = window.linking.picker
    assert picker.isVisible() and "30 days" in picker.fault.text()
    press(Qt.Key.Key_Backspace, "0", ENTER)
    assert linked(window, claim)["event_date"] == ["2024-11-30"]


def test_a_choice_is_taken_by_its_first_letter(window, claim):
    press("M", "P")
    assert window.workspace.current.value("mode") == "paraphrase"
    press("T", "D")
    assert rows(window) == ["Denies", "Doubts"]
    press("O")
    assert window.workspace.current.value("stance") == "doubts"
    press("M", Qt.Key.Key_Backspace)
    assert window.workspace.current.value("mode") == ""


def test_written_fields_go_to_the_form(window, claim):
    press("U")
    assert window.desk.inspector.isAncestorOf(window.focusWidget())


def test_a_key_without_its_field_says_why(window, claim):
    said = []
    window.workspace.said.connect(lambda kind, sentence: said.append(sentence))
    window.workspace.select(None)
    press("S")
    assert "Select an annotation first" in said[-1]
    caret_in(window, "August")
    press(Qt.Key.Key_Tab)
    window.workspace.select(next(one.id for one in window.workspace.own() if one.layer == "date"))
    press("S")
    assert "“Date” has no such field" in said[-1]
    assert not window.actions_["field:S"].isEnabled()


def test_others_annotations_and_reading_only_are_refused_with_a_sentence(open_window, project_path):
    with projects.open_project(project_path, "Ben") as project:
        article = project.articles()[0]
        text = project.text(article.id)
        span = (text.index("Moscow"), text.index("Moscow") + 6)
        one = marking.plan(article, text, "claim", [Span(*span)], project.annotator)
        marking.add(project, one)
    window = open_window(project_path)
    said = []
    window.workspace.said.connect(lambda kind, sentence: said.append(sentence))
    window.workspace.select(one.id)
    press("S")
    assert "Ben" in said[-1]
    window.linking.pick("speaker")
    assert "Ben" in said[-1] and not window.linking.picker.isVisible()
    assert not window.actions_["confirm"].isEnabled()
    window.workspace.use(projects.open_project(project_path, "Ana", read_only=True))
    window.workspace.open_article(article.id)
    window.workspace.select(one.id)
    for key in "SC":
        said.clear()
        press(key)
        assert "reading only" in said[-1]


def test_the_sheet_lists_the_fields_keys(window):
    groups = dict(window.actions_.sheet())
    fields = dict(groups["Fields of the selected annotation"])
    assert fields["Speaker"] == "S" and "Event date" in next(
        words for words, key in fields.items() if key == "E"
    )
    assert any(words == "Confirm what is proposed" for words, _ in groups["Mark"])


def test_another_codebook_brings_other_layers_and_keys(window):
    old = window.workspace.known.codebook
    place = Layer(
        *("place", "Place", "P", "purple", "box", "word"),
        fields=(Field("sort", "Sort", FieldType.CHOICE, (Choice("x", "Xylo"),), key="J"),),
    )
    book = replace(old, layers=(*old.layers, place))
    assert window.workspace.do(lambda project: codebooks.put(project, book)) is not None
    assert [button.text().split()[0] for button in window.top_bar.tools][-1] == "Place"
    caret_in(window, "Moscow")
    press("P", "J", "X")
    assert window.workspace.current.layer == "place"
    assert window.workspace.current.value("sort") == "x"
    titles = [
        action.text()
        for action in next(
            one.menu() for one in window.menuBar().actions() if one.text() == "&Mark"
        ).actions()
    ]
    assert "Mark place" in titles


def test_a_mark_that_is_undone_takes_its_picker_away(window):
    caret_in(window, "Jane Doe")
    press("A")
    press("Z", modifier=CTRL)
    assert not window.linking.picker.isVisible()
    assert window.view.hasFocus() and stored(window) == []
