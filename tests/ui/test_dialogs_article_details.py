"""An article's metadata: edited, checked by the rules of saving, and nothing else changed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from annotator.core.model import Article
from annotator.ui.appearance import Appearance
from annotator.ui.dialogs import languages
from annotator.ui.dialogs.article_details import ArticleDetailsDialog

LEFT = Qt.MouseButton.LeftButton
ARTICLE = Article(
    id="a",
    title="A vote",
    text_sha256="3f" * 32,
    length=1234,
    outlet="RFE/RL",
    published="2025-09-18",
    language="uk",
    source_name="x" * 200 + ".txt",
    charset="windows-1251",
    replaced=3,
)


@pytest.fixture
def dialog(qtbot: QtBot, appearance: Appearance) -> ArticleDetailsDialog:
    made = ArticleDetailsDialog(appearance, ARTICLE)
    qtbot.addWidget(made)
    made.show()
    return made


def type_over(qtbot: QtBot, field: QLineEdit, text: str) -> None:
    qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClicks(field, text)


def faults(dialog: ArticleDetailsDialog) -> list[str]:
    labels = dialog.findChildren(QLabel)
    return [each.text() for each in labels if each.property("role") == "fault" and each.isVisible()]


def test_nothing_typed_is_no_change(qtbot: QtBot, dialog: ArticleDetailsDialog) -> None:
    qtbot.mouseClick(dialog.save_button, LEFT)
    assert dialog.result() == 1
    assert dialog.changes() == {}


def test_only_what_changed_is_given_as_it_will_be_stored(qtbot: QtBot, dialog: ArticleDetailsDialog) -> None:
    type_over(qtbot, dialog.fields["title"], "  Another   title ")
    type_over(qtbot, dialog.fields["published"], "2025-09")
    qtbot.keyClick(dialog.fields["title"], Qt.Key.Key_Return)
    assert dialog.result() == 1
    assert dialog.changes() == {"title": "Another title", "published": "2025-09"}


@pytest.mark.parametrize(
    "date", ["18 September", "2025-13", "2025-02-30", "25-09-18", "2025-9-1", "2025-09-18T10:00"]
)
def test_what_is_no_date_is_said_beside_the_field(
    qtbot: QtBot, dialog: ArticleDetailsDialog, date: str
) -> None:
    type_over(qtbot, dialog.fields["published"], date)
    qtbot.mouseClick(dialog.save_button, LEFT)
    assert dialog.isVisible()
    assert len(faults(dialog)) == 1
    assert date in faults(dialog)[0]
    assert dialog.fields["published"].hasFocus()
    type_over(qtbot, dialog.fields["published"], "2025")
    qtbot.mouseClick(dialog.save_button, LEFT)
    assert dialog.result() == 1
    assert dialog.changes() == {"published": "2025"}


def test_a_title_is_needed(qtbot: QtBot, dialog: ArticleDetailsDialog) -> None:
    type_over(qtbot, dialog.fields["title"], "")
    qtbot.mouseClick(dialog.save_button, LEFT)
    assert dialog.isVisible()
    assert faults(dialog) == ["An article needs a title."]
    assert all(each.height() >= each.heightForWidth(each.width()) for each in dialog.findChildren(QLabel))


@pytest.mark.parametrize(
    ("typed", "code"),
    [("ru", "ru"), ("Russian", "ru"), ("ru — Russian", "ru"), ("zh-Hant", "zh-Hant"), ("", "")],
)
def test_a_language_by_code_or_name(
    qtbot: QtBot, dialog: ArticleDetailsDialog, typed: str, code: str
) -> None:
    entry = dialog.language.lineEdit()
    assert entry is not None
    assert entry.text() == "uk — Ukrainian"
    dialog.language.setEditText(typed)
    qtbot.mouseClick(dialog.save_button, LEFT)
    assert dialog.result() == 1
    assert dialog.changes() == {"language": code}


def test_what_is_no_language_is_refused(qtbot: QtBot, dialog: ArticleDetailsDialog) -> None:
    dialog.language.setEditText("double dutch")
    qtbot.mouseClick(dialog.save_button, LEFT)
    assert dialog.isVisible()
    assert "double dutch" in faults(dialog)[0]


def test_every_offered_language_has_a_name_and_comes_back_as_its_code() -> None:
    lines = languages.offered()
    assert len(set(lines)) == len(lines)
    for line in lines:
        code, dash, name = line.partition(" — ")
        assert dash, line
        assert name
        assert languages.code_of(line) == code
        assert languages.code_of(name) == code


def test_the_texts_facts_are_shown_and_a_long_name_does_not_widen(dialog: ArticleDetailsDialog) -> None:
    spoken = " ".join(label.accessibleName() for label in dialog.findChildren(QLabel))
    for fact in (ARTICLE.source_name, "windows-1251", "3 characters could not be read", ARTICLE.text_sha256):
        assert fact in spoken
    assert dialog.width() < 1000


def test_a_long_title_is_shown_from_its_beginning(qtbot: QtBot, appearance: Appearance) -> None:
    long = Article(id="a", title="Word " * 100, text_sha256="0" * 64, length=1)
    dialog = ArticleDetailsDialog(appearance, long)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.fields["title"].cursorPosition() == 0, timeout=2000)


def test_reading_only_offers_nothing_to_save(qtbot: QtBot, appearance: Appearance) -> None:
    dialog = ArticleDetailsDialog(appearance, ARTICLE, read_only=True)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not hasattr(dialog, "save_button")
    qtbot.keyClicks(dialog.fields["title"], "x")
    assert dialog.changes() == {}
