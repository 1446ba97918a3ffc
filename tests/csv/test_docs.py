"""docs/csv.md says what the program does."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.assets import resource
from annotator.core.codebook import Choice, Field, FieldType, Layer
from annotator.formats import columns, csv_entities, csv_links
from annotator.formats.codebook import read_codebook
from annotator.formats.csv_annotations import READ, REQUIRED
from annotator.formats.csv_links import parse_item
from annotator.formats.defusing import defuse, undefuse
from annotator.formats.layer_columns import layer_columns

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "csv.md").read_text("utf-8")
LAYERS = read_codebook(resource("codebook.toml")).layers
FIXED = (
    *("annotations", "claims", "actors", "dates", "entities", "links", "articles"),
    *("decisions", "comments", "differences", "agreement"),
)
FURTHER = Layer("event", "Event", "V", "purple", "box", "word")


def rows(heading: str) -> list[tuple[str, str]]:
    """Return the rows of the first table under a heading, without its head."""
    section = re.split(rf"^#+ {heading}\n", PAGE, flags=re.MULTILINE)[1]
    section = re.split(r"^#", section, flags=re.MULTILINE)[0]
    found = re.findall(r"^\| (.+?) \| (.+?) \|$", section, flags=re.MULTILINE)
    return found[1:]


@pytest.mark.parametrize("table", FIXED)
def test_every_column_is_described_in_its_order(table: str) -> None:
    described = [(name.strip("`"), meaning) for name, meaning in rows(table)]
    assert described == [(column.name, column.meaning) for column in columns.columns(table, LAYERS)]


def test_the_table_of_a_further_layer() -> None:
    described = [(name.strip("`"), meaning) for name, meaning in rows("Tables of further layers")]
    assert described == [(column.name, column.meaning) for column in layer_columns(FURTHER).columns]


def test_the_columns_of_every_type_of_field() -> None:
    types = []
    for cell, described in rows("Columns of added fields"):
        for name in cell.split(", "):
            choices = (Choice("x", "X"),)
            layer = replace(FURTHER, fields=(Field("id", "Name", FieldType(name), choices),))
            added = next(part.columns for part in layer_columns(layer).added)
            assert re.findall(r"`([\w.]+)`", described) == [column.name for column in added]
            types.append(FieldType(name))
    assert sorted(types) == sorted(FieldType)


def test_names_that_clash() -> None:
    ids = ("quote", "field_quote", "link_id", "place")
    layer = replace(FURTHER, fields=tuple(Field(id_, id_, FieldType.TEXT) for id_ in ids))
    added = [part.columns[0].name for part in layer_columns(layer).added]
    assert added == ["field_quote", "field_field_quote", "field_link_id", "place"]


def test_the_example_of_a_link() -> None:
    (item,) = re.findall(r"^`(speaker .+)`$", PAGE, flags=re.MULTILINE)
    link = parse_item(item, "a1", "2025-09-18T10:11:12.345Z", "2025-09-18T10:11:12.345Z")
    assert (link.field, link.position, link.proposed, bool(link.target_id)) == ("speaker", 1, True, True)


@pytest.mark.parametrize(
    "table, read, required",
    [
        ("entities", csv_entities.READ, csv_entities.REQUIRED),
        ("links", csv_links.READ, csv_links.REQUIRED),
    ],
)
def test_what_is_needed_and_read_of_other_tables(
    table: str, read: tuple[str, ...], required: tuple[str, ...]
) -> None:
    paragraph = PAGE.split(f"In the table of {table}, needed are", 1)[1].split("\n\n")[0]
    needed, besides = paragraph.split("read besides are")
    assert re.findall(r"`(\w+)`", needed) == list(required)
    assert set(re.findall(r"`(\w+)`", besides)) == set(read) - set(required)


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
    needed = PAGE.rsplit("Needed are", 1)[1].split("\n\n")[0]
    sentence, others = needed.split(". Of the", 1)
    assert re.findall(r"`(\w+)`", sentence) == list(REQUIRED)
    assert set(re.findall(r"`(\w+)`", others)) == set(READ) - set(REQUIRED)


def test_the_delimiters_are_named() -> None:
    assert all(name in PAGE for name in columns.DELIMITERS)


def test_names_of_columns_are_unique() -> None:
    for table in FIXED:
        names = [column.name for column in columns.columns(table, LAYERS)]
        assert len(names) == len(set(names))
