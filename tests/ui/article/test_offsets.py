"""Code points to document positions and back, against a real QTextDocument."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument

from annotator.core.spans import Span
from annotator.core.text import normalise
from annotator.ui.article import offsets
from annotator.ui.article.offsets import display

texts = st.text(
    st.one_of(
        st.sampled_from("ab \n\té\u0301😀👨\u200d👩🏽🇺🇦李ش\u2028\u2029\u00a0\ufeff\ufffc\u00ad"),
        st.characters(),
    ),
    max_size=60,
).map(lambda raw: normalise(raw).text)


@pytest.fixture
def document(qapp):
    made = QTextDocument()
    made.setUndoRedoEnabled(False)
    return made


def units(text):
    """UTF-16 units, counted independently of the map."""
    return len(text.encode("utf-16-le")) // 2


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(texts)
def test_every_position_makes_the_round_trip(document, text):
    shown = display(text)
    document.setPlainText("")
    QTextCursor(document).insertText(shown.text)
    assert document.characterCount() - 1 == shown.offsets.end_to_qt(len(text))
    for position in range(len(text) + 1):
        there = shown.offsets.to_qt(position)
        assert there == units(text[:position])
        assert shown.offsets.from_qt(there) == position
        assert shown.offsets.from_qt(there, up=True) == position


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(texts.filter(bool), st.data())
def test_a_selection_in_the_document_is_the_same_text(document, text, data):
    shown = display(text)
    document.setPlainText("")
    cursor = QTextCursor(document)
    cursor.insertText(shown.text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    cursor.setPosition(shown.offsets.to_qt(start))
    cursor.setPosition(shown.offsets.end_to_qt(end), QTextCursor.MoveMode.KeepAnchor)
    assert shown.offsets.span_from_qt(cursor.selectionStart(), cursor.selectionEnd()) == Span(start, end)


def test_a_selection_inside_a_surrogate_pair_takes_the_whole_character():
    offsets_ = display("a😀b").offsets
    assert [offsets_.from_qt(unit) for unit in range(5)] == [0, 1, 1, 2, 3]
    assert [offsets_.from_qt(unit, up=True) for unit in range(5)] == [0, 1, 2, 2, 3]
    assert offsets_.span_from_qt(2, 2) == Span(1, 2)


@pytest.mark.parametrize("text", ["x" * 5_000, "😀" * 2_500, "word " * 9_000, "one. " * 4_100 + "y" * 3_000])
def test_long_paragraphs_are_broken_up_and_the_map_knows(document, text):
    shown = display(text)
    QTextCursor(document).insertText(shown.text)
    assert document.blockCount() > 1
    longest = max(len(line) for line in shown.text.split("\n"))
    assert longest <= offsets.LONGEST_PARAGRAPH
    assert max(len(run) for run in shown.text.split()) <= offsets.LONGEST_RUN
    assert shown.text.replace("\n", "") == text
    for position in range(0, len(text), 7):
        assert shown.offsets.from_qt(shown.offsets.to_qt(position)) == position
        assert shown.offsets.from_qt(shown.offsets.end_to_qt(position)) == position
    assert document.characterCount() - 1 == shown.offsets.end_to_qt(len(text))


def test_a_break_splits_no_visible_character():
    family = "👨\u200d👩\u200d👧"
    shown = display(family * 400)
    assert all(line == family * (len(line) // len(family)) for line in shown.text.split("\n"))


def test_ordinary_text_needs_no_map():
    shown = display("Ordinary text.\n\nІ ще.")
    assert shown.text == "Ordinary text.\n\nІ ще."
    assert [shown.offsets.to_qt(n) for n in (0, 5, 20)] == [0, 5, 20]
