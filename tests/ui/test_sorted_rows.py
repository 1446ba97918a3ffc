"""The list model under both panels: whatever is put in, moved and taken out, it stays sorted."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QListView

from annotator.ui.panels.sorted_rows import ID_ROLE, Index, SortedRows, SortKey

IDS = "abcdefgh"
OPERATIONS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.sampled_from(IDS), st.integers(0, 5)),
        st.tuples(st.just("drop"), st.sampled_from(IDS), st.just(0)),
    ),
    max_size=40,
)


class Rows(SortedRows):
    """Rows that show their ids, opened up for the test."""

    def put(self, name: str, number: int) -> None:
        self._put(key(name, number))

    def drop(self, name: str) -> None:
        self._drop(name)

    def refill(self, items: dict[str, int], *, descending: bool) -> None:
        self._refill((key(*item) for item in items.items()), descending=descending)

    def data(self, index: Index, role: int = 0) -> object:
        return self.id_at(index.row()) if index.isValid() and role in (0, ID_ROLE) else None


def key(name: str, number: int) -> SortKey:
    return (False, "", number, name)


def expected(items: dict[str, int], *, descending: bool) -> list[str]:
    return [name for _, name in sorted(((n, name) for name, n in items.items()), reverse=descending)]


@settings(max_examples=60, deadline=None)
@given(
    start=st.dictionaries(st.sampled_from(IDS), st.integers(0, 5)), operations=OPERATIONS, down=st.booleans()
)
def test_rows_stay_sorted_and_complete(
    qapp: QApplication, start: dict[str, int], operations: list[tuple[str, str, int]], down: bool
) -> None:
    rows = Rows()
    checker = QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Warning)
    view = QListView()
    view.setModel(rows)
    items = dict(start)
    rows.refill(items, descending=down)
    for verb, name, number in operations:
        if verb == "put":
            items[name] = number
            rows.put(name, number)
        else:
            items.pop(name, None)
            rows.drop(name)
        wanted = expected(items, descending=down)
        assert rows.shown_ids() == wanted
        assert [rows.index(row, 0).data() for row in range(rows.rowCount())] == wanted
        assert [rows.row_of(one) for one in wanted] == list(range(len(wanted)))
    assert rows.rowCount() == len(items)
    view.setModel(None)
    del checker


@pytest.mark.parametrize("down", [False, True])
def test_what_points_to_a_row_follows_it(qapp: QApplication, down: bool) -> None:
    rows = Rows()
    rows.refill({"a": 1, "b": 2, "c": 3}, descending=down)
    kept = {name: QPersistentModelIndex(rows.index_of(name)) for name in "abc"}
    rows.put("a", 9)
    rows.put("d", 0)
    rows.drop("b")
    assert rows.shown_ids() == (["a", "c", "d"] if down else ["d", "c", "a"])
    assert kept["a"].data() == "a"
    assert kept["c"].data() == "c"
    assert not kept["b"].isValid()


def test_a_view_that_asks_while_a_row_goes_sees_the_old_rows(qapp: QApplication) -> None:
    rows = Rows()
    rows.refill({"a": 1, "b": 2, "c": 3}, descending=False)
    seen: list[list[str]] = []
    rows.rowsAboutToBeRemoved.connect(lambda: seen.append(rows.shown_ids()))
    rows.rowsRemoved.connect(lambda: seen.append(rows.shown_ids()))
    rows.drop("b")
    assert seen == [["a", "b", "c"], ["a", "c"]]


def test_an_unknown_id_has_no_row(qapp: QApplication) -> None:
    rows = Rows()
    rows.refill({"a": 1}, descending=False)
    assert rows.row_of("z") == -1
    assert rows.index_of("z") == QModelIndex()
    rows.drop("z")
    assert rows.shown_ids() == ["a"]
