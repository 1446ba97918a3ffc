"""Tables out of the real window and back into it: what was marked is what is in the file."""

import csv
import io

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel

from annotator.core.spans import Span
from annotator.services import people, projects, reading

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def choose(monkeypatch):
    """Let the next file dialogs answer with these paths; returns where each began."""

    def prepare(name, *paths):
        waiting, began = list(paths), []

        def answer(parent, title, start, *rest):
            began.append(start)
            chosen = str(waiting.pop(0))
            return [chosen] if name.endswith("Names") else chosen, ""

        monkeypatch.setattr(QFileDialog, name, answer)
        return began

    return prepare


@pytest.fixture
def marked(window):
    """The window with four annotations by Ana: an interrupted claim, an actor, a date, an emoji."""
    text = window.view.text
    mark(window, "We did not agree", "C")
    window.workspace.set_note(window.workspace.current_id, "=SUM(A1) says\nthe note")
    window.workspace.set_tags(window.workspace.current_id, ("denied; twice", "+doubt"))
    window.view.select(span_of(text, "and we will not agree"))
    QTest.keyClick(window.view, "F")
    mark(window, "Jane Doe", "A")
    mark(window, "August", "D")
    mark(window, "😀", "C")
    return window


def span_of(text, words):
    start = text.index(words)
    return Span(start, start + len(words))


def mark(window, words, key):
    window.view.select(span_of(window.view.text, words))
    QTest.keyClick(window.view, key)


def stored(path):
    """All that a second reader finds of every annotation, in reading order."""
    with projects.open_project(path, "Reader", read_only=True) as project:
        names = {person.id: person.name for person in project.annotators()}
        return [
            (a.id, a.layer, a.fragments, a.quote, a.note, a.tags, names[a.annotator_id], a.created_at)
            for article in project.articles()
            for a in project.annotations(article.id)
        ]


def rows_of(path, delimiter=","):
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def save(dialog):
    QTest.mouseClick(dialog.save_button, LEFT)


def export(window, qtbot, path):
    """Press Ctrl+E and wait until the window says that the file is written."""
    QTest.keyClick(window, "E", CTRL)
    qtbot.waitUntil(lambda: str(path) in window.banner.text)
    return rows_of(path)


@pytest.fixture
def twin(project_path, tmp_path):
    """Another project of the same two articles, with nothing marked in it."""
    with projects.open_project(project_path, "Reader", read_only=True) as project:
        texts = [project.text(article.id) for article in project.articles()]
    path = tmp_path / "twin.annotator"
    with projects.create(path, "Ana") as project:
        reading.add_articles(project, [reading.read_clipboard(text) for text in texts])
    return path


# --- out -----------------------------------------------------------------------------------


def test_the_rows_of_the_file_are_what_was_marked(marked, answer, choose, qtbot, tmp_path, story):
    target = tmp_path / "out.csv"
    began = choose("getSaveFileName", target)
    answer(save)
    rows = export(marked, qtbot, target)
    assert began[0].endswith("test-annotations.csv")
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "4 rows" in marked.banner.text
    assert [(row["layer"], row["quote"]) for row in rows] == [
        ("claim", "We did not agree … and we will not agree"),
        ("actor", "Jane Doe"),
        ("date", "August"),
        ("claim", "😀"),
    ]
    for row in rows:
        start, end = int(row["start"]), int(row["end"])
        pieces = [piece.split("-") for piece in row["fragments"].split("; ")]
        assert " … ".join(story[int(a) : int(b)] for a, b in pieces) == row["quote"]
        assert row["context_before"] == story[max(0, start - 80) : start]
        assert row["context_after"] == story[end : end + 80]
        assert row["annotator"] == "Ana"
        assert row["title"] == marked.workspace.article.title
    assert rows[0]["note"] == "'=SUM(A1) says\nthe note"
    assert rows[0]["tags"] == "denied\\; twice; +doubt"


def test_a_layer_and_an_article_and_a_delimiter_are_chosen(marked, answer, choose, qtbot, tmp_path):
    QTest.keyClick(marked, Qt.Key.Key_PageDown, CTRL)
    assert marked.view.text.startswith("Another article")
    mark(marked, "Nobody", "A")
    mark(marked, "February 2022", "D")
    target = tmp_path / "out.tsv"
    choose("getSaveFileName", target)
    seen = []

    def work(dialog):
        dialog.table.setCurrentIndex(dialog.table.findData("actors"))
        dialog.which.shown_button.click()
        dialog.delimiter.setCurrentIndex(dialog.delimiter.findData("\t"))
        dialog.bom.click()
        dialog.show_preview()
        model = dialog.rows.model()
        head = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
        seen.append([model.index(row, head.index("quote")).data() for row in range(model.rowCount())])
        save(dialog)

    answer(work)
    QTest.keyClick(marked, "E", CTRL)
    qtbot.waitUntil(lambda: str(target) in marked.banner.text)
    assert not target.read_bytes().startswith(b"\xef\xbb\xbf")
    assert [row["quote"] for row in rows_of(target, "\t")] == ["Nobody"] == seen[0]


def test_the_articles_can_be_exported_too(marked, answer, choose, qtbot, tmp_path):
    target = tmp_path / "articles.csv"
    choose("getSaveFileName", target)

    def work(dialog):
        dialog.table.setCurrentIndex(dialog.table.findData("articles"))
        save(dialog)

    answer(work)
    rows = export(marked, qtbot, target)
    assert [row["status"] for row in rows] == ["in progress", "todo"]


def test_an_export_that_is_given_up_writes_nothing(marked, answer, tmp_path):
    answer(lambda dialog: dialog.reject())
    QTest.keyClick(marked, "E", CTRL)
    assert not list(tmp_path.glob("*.csv"))


def test_a_half_typed_note_is_in_the_table(window, answer, choose, qtbot, tmp_path):
    mark(window, "Jane Doe", "A")
    QTest.keyClick(window.view, "N")
    QTest.keyClicks(window.focusWidget(), "by name")
    target = tmp_path / "out.csv"
    choose("getSaveFileName", target)
    answer(save)
    assert [row["note"] for row in export(window, qtbot, target)] == ["by name"]


@pytest.mark.parametrize("name", ["test.annotator", "no folder/out.csv"])
def test_where_nothing_can_be_written_the_window_says_so(marked, answer, choose, qtbot, tmp_path, name):
    before = stored(marked.workspace.project.path)
    choose("getSaveFileName", tmp_path / name)
    answer(save)
    QTest.keyClick(marked, "E", CTRL)
    qtbot.waitUntil(lambda: marked.banner.kind == "error" and bool(marked.banner.text))
    assert stored(marked.workspace.project.path) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["test.annotator"]


# --- and back ------------------------------------------------------------------------------


def test_a_table_is_taken_into_another_project_without_loss(
    marked, answer, choose, qtbot, tmp_path, twin, open_window
):
    target = tmp_path / "out.csv"
    choose("getSaveFileName", target)
    answer(save)
    export(marked, qtbot, target)
    before = stored(marked.workspace.project.path)
    marked.close()
    other = open_window(twin)
    choose("getOpenFileNames", target, target)
    other.actions_["take_in"].trigger()
    qtbot.waitUntil(lambda: "4 annotations were taken in." in other.banner.text)
    assert stored(twin) == before
    assert other.desk.annotations.model.rowCount() == 4
    assert len(other.view.rects_of(span_of(other.view.text, "Jane Doe"))) == 1
    assert other.status_line.marks.text() == "4 marks"
    # A second time nothing is new.
    other.actions_["take_in"].trigger()
    qtbot.waitUntil(lambda: "4 were here already." in other.banner.text)
    assert stored(twin) == before
    other.actions_["undo"].trigger()
    assert stored(twin) == []
    assert other.status_line.marks.text() == "0 marks"
    other.actions_["redo"].trigger()
    assert stored(twin) == before


def words(dialog):
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog))


def test_rows_that_do_not_fit_are_listed_and_the_good_ones_offered(
    marked, answer, choose, qtbot, tmp_path, twin, open_window
):
    target = tmp_path / "out.csv"
    choose("getSaveFileName", target)
    answer(save)
    export(marked, qtbot, target)
    marked.close()
    target.write_text(target.read_text("utf-8-sig").replace('"August"', '"Augusta"'), "utf-8")
    seen = []

    def take_none(dialog):
        seen.append(words(dialog))
        dialog.reject()

    def take_good(dialog):
        model = dialog.rows.model()
        seen.append([model.index(row, 1).data() for row in range(model.rowCount())])
        QTest.mouseClick(dialog.take_button, LEFT)

    def read_and_close(dialog):
        seen.append(words(dialog))
        dialog.reject()

    answer(take_none, take_good, read_and_close)
    other = open_window(twin)
    choose("getOpenFileNames", target, target)
    other.actions_["take_in"].trigger()
    qtbot.waitUntil(lambda: len(seen) == 1)
    assert "Nothing was taken in so far" in seen[0]
    assert stored(twin) == []
    other.actions_["take_in"].trigger()
    qtbot.waitUntil(lambda: len(seen) == 3)
    assert len(seen[1]) == 1
    assert "was set aside" in seen[2]
    assert [quote for _, _, _, quote, *_ in stored(twin)] == [
        "We did not agree … and we will not agree",
        "Jane Doe",
        "😀",
    ]
    assert other.desk.annotations.model.rowCount() == 3


def test_what_is_not_a_table_of_annotations_is_refused(window, choose, qtbot, tmp_path):
    letter = tmp_path / "letter.csv"
    letter.write_text("name,street\nJane,Main Street\n", "utf-8")
    choose("getOpenFileNames", letter)
    window.actions_["take_in"].trigger()
    qtbot.waitUntil(lambda: window.banner.kind == "error" and bool(window.banner.text))
    assert "letter.csv" in window.banner.text
    assert window.status_line.saved.text() == "All changes saved"
    mark(window, "Jane Doe", "A")
    assert len(stored(window.workspace.project.path)) == 1


def test_a_reader_may_export_but_not_take_in(marked, open_window, answer, choose, qtbot, tmp_path):
    people.remember("Boris")
    second = open_window(marked.workspace.project.path)
    assert second.workspace.read_only
    assert not second.actions_["take_in"].isEnabled()
    target = tmp_path / "out.csv"
    choose("getSaveFileName", target)
    answer(save)
    second.actions_["export"].trigger()
    qtbot.waitUntil(lambda: str(target) in second.banner.text)
    assert [row["annotator"] for row in rows_of(target)] == ["Ana"] * 4
