"""What leads and colleagues do with files in these tests."""

from pathlib import Path

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtWidgets import QLabel, QTreeWidget, QTreeWidgetItem, QWidget

from annotator.core.model import Status
from annotator.core.spans import Span
from annotator.services import articles, entities, handing_out, marking, projects
from annotator.services.handing_out import HandOut


def hand_out(project_path: Path, folder: Path, *names: str, due: str = "", note: str = "") -> list[Path]:
    """Hand out all articles of Ana's project, blind; returns the files."""
    with projects.open_project(project_path, "Ana") as project:
        ids = tuple(one.id for one in project.articles())
        made = handing_out.hand_out_all(
            project, [HandOut(name, ids, due=due, note=note) for name in names], folder
        )
    return [one.path for one in made]


def work(path: Path, name: str, start: int, *, entity: str = "") -> str:
    """Let somebody mark a claim in the first article of a file, and be done with it; returns the quote."""
    with projects.open_project(path, name) as project:
        article = project.articles()[0]
        text = project.text(article.id)
        claim = marking.plan(article, text, "claim", (Span(start, start + 10),), project.annotator)
        marking.add(project, claim)
        articles.set_status(project, article.id, Status.DONE)
        if entity:
            entities.create(project, entities.planned(entity, "government"))
        return claim.quote


def rows(model: QAbstractItemModel) -> list[list[str]]:
    """Return the cells of a table model."""
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def words_of(tree: QTreeWidget) -> list[str]:
    """Return all lines of a tree, without the marks of direction."""
    found = []

    def walk(item: QTreeWidgetItem | None) -> None:
        assert item is not None
        found.append(plain(item.text(0)))
        for place in range(item.childCount()):
            walk(item.child(place))

    for place in range(tree.topLevelItemCount()):
        walk(tree.topLevelItem(place))
    return found


def plain(text: str) -> str:
    """Return a text without the marks of direction around names."""
    return text.replace("\u2068", "").replace("\u2069", "")


def said(dialog: QWidget) -> str:
    """Return all that the labels of a dialog say."""
    labels = [label for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog)]
    return plain("\n".join(label.text() for label in labels))
