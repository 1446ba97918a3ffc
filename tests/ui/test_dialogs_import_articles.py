"""Articles before they are added: states, charsets, what is taken, and what is not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from annotator.core.model import Article
from annotator.formats.decoding import How
from annotator.services.reading import Incoming, read_clipboard, read_file, read_paths, redecode
from annotator.ui.appearance import Appearance
from annotator.ui.dialogs.import_articles import PREVIEW_LENGTH, ImportArticlesDialog
from annotator.ui.dialogs.incoming_model import IncomingModel

LEFT = Qt.MouseButton.LeftButton
RUSSIAN = "В Москве сообщили, что соглашение расторгнуто. Об этом заявил представитель министерства."
OTHER = "Ещё один старый текст, в котором говорится о выборах и о наблюдателях на них."
KNOWN = Article(id="k", title="A known one", text_sha256="0" * 64, length=1)

Make = Callable[..., ImportArticlesDialog]


def nothing_known(_: Incoming) -> None:
    return None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a-fine.txt").write_text(
        "---\ntitle: A vote\noutlet: RFE/RL\ndate: 2025-09-18\n---\nThe council met 😀 on Monday.\n", "utf-8"
    )
    (tmp_path / "b-old.txt").write_bytes(RUSSIAN.encode("windows-1251"))
    (tmp_path / "c-old.txt").write_bytes(OTHER.encode("windows-1251"))
    (tmp_path / "d-empty.txt").write_bytes(b"")
    (tmp_path / "e-twice.txt").write_text("A plain story about nothing.\n\nIt goes on.", "utf-8")
    (tmp_path / "f-twice.txt").write_text("A plain story about nothing.\r\n\r\nIt goes on.", "utf-8")
    return tmp_path


@pytest.fixture
def make(qtbot: QtBot, appearance: Appearance) -> Make:
    def build(incoming, find_known=nothing_known) -> ImportArticlesDialog:
        dialog = ImportArticlesDialog(appearance, incoming, redecode, find_known)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return build


@pytest.fixture
def dialog(make: Make, folder: Path) -> ImportArticlesDialog:
    return make(read_paths([folder]))


def states(dialog: ImportArticlesDialog) -> list[str]:
    model = dialog.model
    return [model.index(row, IncomingModel.STATE).data() for row in range(model.rowCount())]


def names(dialog: ImportArticlesDialog) -> list[str]:
    return [item.source_name for item in dialog.chosen()]


def shown(dialog: ImportArticlesDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog))


def test_each_file_has_its_state(dialog: ImportArticlesDialog) -> None:
    assert states(dialog) == [
        "New",
        "Check the charset",
        "Check the charset",
        "Cannot be read",
        "New",
        "Here already",
    ]
    assert names(dialog) == ["a-fine.txt", "e-twice.txt"]
    assert dialog.add_articles_button.text() == "Add 2 articles"


def test_it_begins_with_the_first_one_to_look_at(dialog: ImportArticlesDialog) -> None:
    assert dialog.table.currentIndex().row() == 1
    assert dialog.preview.text.toPlainText() == RUSSIAN
    assert dialog.preview.confirm_button.isVisible()
    assert "charsets of 2 files are guesses" in shown(dialog)


def test_what_was_confirmed_is_added(qtbot: QtBot, dialog: ImportArticlesDialog) -> None:
    qtbot.mouseClick(dialog.preview.confirm_button, LEFT)
    assert states(dialog)[1] == "New"
    assert names(dialog) == ["a-fine.txt", "b-old.txt", "e-twice.txt"]
    assert dialog.chosen()[1].certain
    assert not dialog.preview.confirm_button.isVisible()
    assert dialog.next_button.isVisible()
    qtbot.mouseClick(dialog.next_button, LEFT)
    assert dialog.table.currentIndex().row() == 2


def test_one_charset_for_all_guessed_ones(qtbot: QtBot, dialog: ImportArticlesDialog) -> None:
    qtbot.mouseClick(dialog.preview.confirm_all_button, LEFT)
    assert names(dialog) == ["a-fine.txt", "b-old.txt", "c-old.txt", "e-twice.txt"]
    assert [item.text for item in dialog.chosen()[1:3]] == [RUSSIAN, OTHER]
    assert not dialog.next_button.isVisible()


def test_another_charset_is_read_at_once(qtbot: QtBot, dialog: ImportArticlesDialog) -> None:
    assert dialog.preview.charset.currentData() == "windows-1251"
    qtbot.keyClick(dialog.preview.charset, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.preview.charset, Qt.Key.Key_Down)
    assert dialog.preview.charset.currentData() == "koi8-u"
    expected = RUSSIAN.encode("windows-1251").decode("koi8-u")
    assert dialog.preview.text.toPlainText() == expected
    chosen = {item.source_name: item for item in dialog.chosen()}
    assert chosen["b-old.txt"].charset == "koi8-u"
    assert chosen["b-old.txt"].how is How.CHOSEN


def test_a_charset_that_does_not_read_leaves_things_as_they_were(
    qtbot: QtBot, make: Make, tmp_path: Path
) -> None:
    (tmp_path / "odd.txt").write_bytes(b"Odd number of bytes.")
    dialog = make([read_file(tmp_path / "odd.txt")])
    before = dialog.chosen()
    sentence = dialog.model.change_charset(0, "no-such-charset")
    assert "no-such-charset" in sentence
    assert dialog.chosen() == before


def test_ticking_by_mouse_and_by_keyboard(qtbot: QtBot, dialog: ImportArticlesDialog) -> None:
    dialog.table.setFocus()
    dialog.table.setCurrentIndex(dialog.model.index(0, 0))
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert names(dialog) == ["e-twice.txt"]
    assert dialog.add_articles_button.text() == "Add 1 article"
    dialog.table.setCurrentIndex(dialog.model.index(4, 0))
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert names(dialog) == []
    assert not dialog.add_articles_button.isEnabled()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert names(dialog) == ["e-twice.txt"]


def test_what_cannot_be_added_cannot_be_ticked(qtbot: QtBot, dialog: ImportArticlesDialog) -> None:
    for row in (1, 3, 5):
        dialog.table.setCurrentIndex(dialog.model.index(row, 0))
        qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert names(dialog) == ["a-fine.txt", "e-twice.txt"]


def test_what_the_project_has_is_said_by_name(make: Make, folder: Path) -> None:
    dialog = make(read_paths([folder]), lambda item: KNOWN if item.source_name == "a-fine.txt" else None)
    dialog.table.selectRow(0)
    assert states(dialog)[0] == "Here already"
    assert "A known one" in shown(dialog)
    assert names(dialog) == ["e-twice.txt"]


def test_why_a_file_cannot_be_read_is_said(dialog: ImportArticlesDialog) -> None:
    dialog.table.selectRow(3)
    assert "no text in it" in shown(dialog)
    assert not dialog.preview.text.isVisible()
    assert not dialog.preview.charset.isVisible()


def test_the_header_is_shown_and_not_in_the_text(dialog: ImportArticlesDialog) -> None:
    dialog.table.selectRow(0)
    assert "RFE/RL · 2025-09-18" in shown(dialog)
    assert dialog.preview.text.toPlainText() == dialog.model.entries[0].incoming.text
    assert "outlet:" not in dialog.preview.text.toPlainText()


def test_a_paste_has_no_charset_and_no_list(make: Make) -> None:
    dialog = make([read_clipboard("Pasted words.\n\nMore of them.")])
    assert not dialog.preview.charset.isVisible()
    assert not dialog.table.isVisible()
    assert dialog.add_articles_button.text() == "Add 1 article"


def test_only_the_beginning_of_a_long_text_is_laid_out(make: Make) -> None:
    dialog = make([read_clipboard("word " * 400_000)])
    assert len(dialog.preview.text.toPlainText()) == PREVIEW_LENGTH
    assert "the first" in shown(dialog)
    assert len(dialog.chosen()[0].text) > 1_000_000


def test_cancel_keeps_nothing(qtbot: QtBot, dialog: ImportArticlesDialog) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == 0


def test_markup_in_a_title_stays_text(make: Make) -> None:
    dialog = make([read_clipboard("<img src='file:///etc/passwd'>\n\n" + "A story follows here. " * 20)])
    labels = [label for label in dialog.findChildren(QLabel) if "img" in label.text()]
    assert labels
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)
