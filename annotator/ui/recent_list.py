"""The list of projects that were opened before, on the start page."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QIcon,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QMenu,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from annotator.ui.appearance import Appearance
from annotator.ui.panels.phrases import moment_in_words
from annotator.ui.texts import tooltip

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()

_PAD_X, _PAD_Y, _GAP = 12, 8, 2
ROW_INDENT = _PAD_X
"""Pixels from the edge of the list to its text."""
_CROSS = 16
_ITEM = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class RecentProject:
    """A project that was opened before."""

    path: str
    title: str = ""
    """The project's title; the file's name is shown if it has none."""
    opened: str = ""
    """When it was opened last, ISO 8601 in UTC; may be empty."""
    missing: bool = False
    """Whether the file is not there any more."""

    @property
    def name(self) -> str:
        """What the list calls it."""
        return self.title or PurePath(self.path).stem

    @property
    def folder(self) -> str:
        """The folder it lies in; the home folder is written ``~``."""
        folder = PurePath(self.path).parent
        home = Path.home()
        return str(PurePath("~") / folder.relative_to(home)) if folder.is_relative_to(home) else str(folder)


class RecentModel(QAbstractListModel):
    """The recent projects as an item model; `_ITEM` gives the `RecentProject` itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._projects: list[RecentProject] = []

    def set_projects(self, projects: Sequence[RecentProject]) -> None:
        """Show ``projects``, in this order."""
        self.beginResetModel()
        self._projects = list(projects)
        self.endResetModel()

    def project(self, index: Index) -> RecentProject | None:
        """Return the project of a row."""
        return self._projects[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return the number of projects."""
        return 0 if parent.isValid() else len(self._projects)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what Qt and screen readers ask for."""
        project = self.project(index)
        if project is None:
            return None
        if role == _ITEM:
            return project
        if role == Qt.ItemDataRole.DisplayRole:
            return project.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(project.path)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = self.tr("the file is not there any more") if project.missing else ""
            return ", ".join(part for part in (project.name, project.folder, state) if part)
        return None


class RecentDelegate(QStyledItemDelegate):
    """Draws a project on two lines: name and when; folder, or that it is missing."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of two lines of text; the width is the view's."""
        metrics = self._metrics()
        return QSize(120, sum(each.height() for each in metrics) + _GAP + 2 * _PAD_Y)

    def cross_rect(self, rect: QRect, direction: Qt.LayoutDirection) -> QRect:
        """Return where the button that removes a row is drawn."""
        place = QRect(0, 0, _CROSS, _CROSS)
        place.moveCenter(QPoint(rect.right() - _PAD_X - _CROSS // 2, rect.center().y()))
        return QStyle.visualRect(direction, rect, place)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        project = index.data(_ITEM)
        if not isinstance(project, RecentProject):
            return
        painter.save()
        self._draw_background(painter, option)
        self._draw_text(painter, option, project)
        if _shows_cross(option) or project.missing:
            place = self.cross_rect(option.rect, option.direction)
            self._cross(option).paint(painter, place)
        painter.restore()

    def _draw_background(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        theme = self._appearance.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if focused or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(QPen(theme.accent, 2) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(theme.hover)
            painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 6, 6)

    def _draw_text(self, painter: QPainter, option: QStyleOptionViewItem, project: RecentProject) -> None:
        theme = self._appearance.theme
        main, small = self._metrics()
        room = option.rect.adjusted(_PAD_X, _PAD_Y, -_PAD_X - _CROSS - 8, -_PAD_Y)
        top = QRect(room.left(), room.top(), room.width(), main.height())
        bottom = QRect(room.left(), top.bottom() + 1 + _GAP, room.width(), small.height())
        when = moment_in_words(project.opened) if project.opened else ""
        second = project.folder
        if project.missing:
            second = self.tr("Not found in {folder}").format(folder=project.folder)
        painter.setFont(self._appearance.ui_font(0.9))
        painter.setPen(theme.muted)
        taken = small.horizontalAdvance(when) + 16 if when else 0
        _write(painter, option, top, when, trailing=True)
        _write(painter, option, bottom, small.elidedText(second, Qt.TextElideMode.ElideMiddle, room.width()))
        painter.setFont(self._appearance.ui_font())
        painter.setPen(theme.muted if project.missing else theme.text)
        name = main.elidedText(project.name, Qt.TextElideMode.ElideRight, room.width() - taken)
        top.setWidth(room.width() - taken)
        _write(painter, option, QRect(top), name)

    def _metrics(self) -> tuple[QFontMetrics, QFontMetrics]:
        return QFontMetrics(self._appearance.ui_font()), QFontMetrics(self._appearance.ui_font(0.9))

    def _cross(self, option: QStyleOptionViewItem) -> QIcon:
        return self._appearance.icon("close", self._appearance.theme.muted)


def _shows_cross(option: QStyleOptionViewItem) -> bool:
    shown = QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus
    return bool(option.state & shown)


def _write(
    painter: QPainter, option: QStyleOptionViewItem, rect: QRect, text: str, *, trailing: bool = False
) -> None:
    """Write one line that begins (or ends) where the window's lines do, whatever its own script."""
    place = QStyle.visualRect(option.direction, option.rect, rect)
    to_right = (option.direction == Qt.LayoutDirection.RightToLeft) is not trailing
    side = Qt.AlignmentFlag.AlignRight if to_right else Qt.AlignmentFlag.AlignLeft
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(place, int(flags) | Qt.TextFlag.TextSingleLine.value, text)


class RecentList(QListView):
    """Arrows choose, Enter or a click opens, Delete removes from the list (never the file)."""

    chosen = Signal(str)
    """The path of a project to open."""
    removed = Signal(str)
    """The path of a project to forget."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = RecentModel(self)
        self._delegate = RecentDelegate(appearance, self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setProperty("role", "start")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Recent projects"))
        appearance.changed.connect(self._draw_again)

    def _draw_again(self) -> None:
        self.viewport().update()

    def set_projects(self, projects: Sequence[RecentProject]) -> None:
        """Show ``projects``; the row that was current stays so, as far as there is one."""
        row = self.currentIndex().row()
        self._model.set_projects(projects)
        if projects:
            self.setCurrentIndex(self._model.index(max(0, min(row, len(projects) - 1)), 0))

    def project_at(self, row: int) -> RecentProject | None:
        """Return the project in ``row``."""
        return self._model.project(self._model.index(row, 0))

    def count(self) -> int:
        """Return the number of projects."""
        return self._model.rowCount()

    def cross_rect(self, row: int) -> QRect:
        """Return where the remove button of ``row`` is, in the viewport's coordinates."""
        rect = self.visualRect(self._model.index(row, 0))
        return self._delegate.cross_rect(rect, self.layoutDirection())

    def sizeHint(self) -> QSize:
        """Ask for the height of the rows."""
        rows = max(1, self.count())
        return QSize(320, rows * max(1, self.sizeHintForRow(0)) + 2 * self.frameWidth())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, remove with Delete."""
        project = self._model.project(self.currentIndex())
        if project and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(project)
        elif project and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(project.path)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the row that was clicked, or remove it where the cross was."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        project = self._model.project(index)
        if project is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        if self.cross_rect(index.row()).adjusted(-8, -8, 8, 8).contains(event.position().toPoint()):
            self.removed.emit(project.path)
        else:
            self._open(project)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the same two things by name."""
        index = self.indexAt(event.pos()) if event.reason() is event.Reason.Mouse else self.currentIndex()
        project = self._model.project(index)
        if project is None:
            return
        menu = QMenu(self)
        open_action = menu.addAction(self.tr("Open"), lambda: self._open(project))
        open_action.setEnabled(not project.missing)
        menu.addAction(self.tr("Remove from this list"), lambda: self.removed.emit(project.path))
        where = event.globalPos()
        if event.reason() is not event.Reason.Mouse:
            where = self.viewport().mapToGlobal(self.visualRect(index).center())
        menu.exec(where)
        menu.deleteLater()

    def _open(self, project: RecentProject) -> None:
        if not project.missing:
            self.chosen.emit(project.path)
