"""Which rows of a list are selected, by the ids of what they show."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QItemSelection, QItemSelectionModel

from annotator.ui.panels.row_list import RowList
from annotator.ui.panels.sorted_rows import SortedRows


def selected_ids(view: RowList, model: SortedRows) -> list[str]:
    """Return the ids of the selected rows, from top to bottom."""
    selection = view.selectionModel().selection()
    parts = (selection.at(place) for place in range(selection.count()))
    rows = [row for part in parts for row in range(part.top(), part.bottom() + 1)]
    return [model.id_at(row) for row in sorted(rows)]


def select_rows(view: RowList, model: SortedRows, wanted: Iterable[str]) -> None:
    """Select the rows of these ids and no others; the first becomes the current one.

    A single one is scrolled to; ids without a row are passed over.
    """
    selection = QItemSelection()
    indexes = [index for id_ in wanted if (index := model.index_of(id_)).isValid()]
    for index in indexes:
        selection.select(index, index)
    chosen = view.selectionModel()
    if indexes:
        chosen.setCurrentIndex(indexes[0], QItemSelectionModel.SelectionFlag.NoUpdate)
        if len(indexes) == 1:
            view.scrollTo(indexes[0])
    chosen.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)


class Choices:
    """Tells a person's choice in a list from what the program selects itself."""

    def __init__(self) -> None:
        """Hear everything."""
        self._deaf = 0

    @property
    def heard(self) -> bool:
        """Whether a change of the selection is a person's choice now."""
        return self._deaf == 0

    @contextmanager
    def unheard(self) -> Iterator[None]:
        """Let rows and selection change without taking that for a person's choice."""
        self._deaf += 1
        try:
            yield
        finally:
            self._deaf -= 1
