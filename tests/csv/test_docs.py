"""docs/csv.md says what the program does."""

import re
from pathlib import Path

import pytest

from annotator.assets import resource
from annotator.formats import columns
from annotator.formats.codebook import read_codebook
from annotator.formats.csv_annotations import READ, REQUIRED
from annotator.formats.defusing import defuse, undefuse

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "csv.md").read_text("utf-8")
LAYERS = read_codebook(resource("codebook.toml"))


def rows(heading: str) -> list[tuple[str, str]]:
    """Return the rows of the first table under a heading, without its head."""
    section = re.split(rf"^#+ {heading}\n", PAGE, flags=re.MULTILINE)[1]
    section = re.split(r"^#", section, flags=re.MULTILINE)[0]
    found = re.findall(r"^\| (.+?) \| (.+?) \|$", section, flags=re.MULTILINE)
    return found[1:]


@pytest.mark.parametrize("table", ["annotations", "articles"])
def test_every_column_is_described_in_its_order(table: str) -> None:
    described = [(name.strip("`"), meaning) for name, meaning in rows(table)]
    assert described == [(column.name, column.meaning) for column in columns.columns(table, LAYERS)]


def test_every_table_is_named() -> None:
    named = {name for cell, _ in rows("The tables") for name in re.findall(r"`(\w+)`", cell)}
    assert named == set(columns.tables(LAYERS))


def test_the_examples_of_defusing_are_true() -> None:
    examples = rows("Formulas")
    assert len(examples) >= 5
    for text, cell in examples:
        assert defuse(text.strip("`")) == cell.strip("`")


def test_the_code_that_takes_it_back_is_right() -> None:
    code = re.findall(r"^```python\n(.+?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)[0]
    for text in ("=1", "'=1", "a;-b", "x\"'+", "\tx", "it's", "''", "＝1"):
        found: dict[str, str] = {"cell": defuse(text)}
        exec(code, found)
        assert found["text"] == undefuse(defuse(text)) == text


def test_the_columns_that_are_needed_and_read() -> None:
    needed = PAGE.rsplit("Needed are", 1)[1]
    sentence, others = needed.split(". Of the", 1)
    assert re.findall(r"`(\w+)`", sentence) == list(REQUIRED)
    assert set(re.findall(r"`(\w+)`", others)) == set(READ) - set(REQUIRED)


def test_the_delimiters_are_named() -> None:
    assert all(name in PAGE for name in columns.DELIMITERS)


def test_names_of_columns_are_unique() -> None:
    for table in ("annotations", "articles"):
        names = [column.name for column in columns.columns(table, LAYERS)]
        assert len(names) == len(set(names))
