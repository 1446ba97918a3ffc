"""Tables of who said what."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.agreement.confusion import behind, confusion
from annotator.agreement.tally import tallied

said = st.none() | st.sampled_from(["claim", "denial", "order"])


def test_a_table_has_the_first_annotator_in_its_rows():
    table = confusion(
        tallied([("denial", "claim"), ("denial", "claim"), ("claim", "claim"), ("claim", None)])
    )
    assert table.values == ("claim", "denial", None)
    assert table.count("denial", "claim") == 2
    assert table.count("claim", "denial") == 0
    assert (table.of_first("denial"), table.of_second("claim"), table.of_second(None)) == (2, 3, 1)
    assert table.items == 4


def test_what_nobody_judged_is_not_in_the_table():
    table = confusion({(None, None): 7, ("claim", "claim"): 0})
    assert (table.values, table.items) == ((), 0)


def test_a_table_is_of_two():
    with pytest.raises(ValueError, match="two annotators"):
        confusion({("a", "b", "c"): 1})


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(), said, said)))
def test_behind_a_cell_are_as_many_items_as_it_says(items):
    table = confusion(tallied((first, second) for _, first, second in items))
    cells = behind(items)
    assert {cell: len(found) for cell, found in cells.items()} == table.cells
    assert sum(map(table.of_first, table.values)) == sum(map(table.of_second, table.values)) == table.items
    for cell, found in cells.items():
        assert found == [item for item, first, second in items if (first, second) == cell]
