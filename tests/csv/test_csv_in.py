"""Reading CSV: ours, re-saved by a spreadsheet, and broken."""

from pathlib import Path

import pytest

from annotator.core.errors import InvalidValue, UnreadableInput
from annotator.formats.csv_in import MAX_CELL, Record, open_csv


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "table.csv"


def read(file: Path, *wanted: str, charset: str | None = None) -> list[Record]:
    with open_csv(file, charset) as table:
        return list(table.records(wanted))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_however_it_is_written(file: Path, encoding: str, delimiter: str, end: str) -> None:
    lines = [f"a{delimiter}b", f'1{delimiter}"Ж; 😀, x"', ""]
    file.write_bytes(end.join(lines).encode(encoding))
    with open_csv(file) as table:
        assert table.header == ("a", "b")
        assert table.delimiter == delimiter
        assert list(table.records(["b", "a"])) == [Record(2, ("Ж; 😀, x", "1"))]


def test_lines_are_those_of_the_file(file: Path) -> None:
    file.write_bytes(b'a,b\r\n1,"x\r\ny\nz"\r\n\r\n2,w\r\n3,"\n"\r\n4,v')
    assert [(record.line, record.cells) for record in read(file, "a", "b")] == [
        (2, ("1", "x\r\ny\nz")),
        (6, ("2", "w")),
        (7, ("3", "\n")),
        (9, ("4", "v")),
    ]


def test_columns_in_another_order_missing_and_more(file: Path) -> None:
    file.write_text("C, A ,extra\n3,1,x\n", "utf-8")
    assert read(file, "a", "b", "c") == [Record(2, ("1", "", "3"))]


def test_cells_are_undefused(file: Path) -> None:
    file.write_text("a,b\n'=1+1,x;'-2\n'a,''b\n", "utf-8")
    assert [record.cells for record in read(file, "a", "b")] == [("=1+1", "x;-2"), ("'a", "''b")]


def test_the_line_that_excel_puts_first_is_passed_over(file: Path) -> None:
    file.write_text("sep=;\na;b\n1;2\n", "utf-8-sig")
    assert read(file, "b") == [Record(3, ("2",))]


def test_ragged_rows_are_named_and_padding_is_not(file: Path) -> None:
    file.write_text("a,b\n1\n1,2,3\n1,2,,\n1,2\n", "utf-8")
    found = read(file, "a")
    assert [record.line for record in found if record.fault] == [2, 3]
    assert "1 cells where the header has 2" in found[0].fault
    assert [record.cells for record in found if not record.fault] == [("1",), ("1",)]


def test_cells_beyond_the_limit_of_the_standard_library(file: Path) -> None:
    assert MAX_CELL > 200_000
    file.write_text(f'a,b\n1,"{"x" * 200_000}"\n', "utf-8")
    assert len(read(file, "b")[0].cells[0]) == 200_000


def test_it_can_be_read_twice(file: Path) -> None:
    file.write_text("a,b\n1,2\n3,4\n", "utf-8-sig")
    with open_csv(file) as table:
        assert list(table.records(["a"])) == list(table.records(["a"]))


@pytest.mark.parametrize(
    "content, reason",
    [
        (b"", "empty"),
        (b"\r\n\r\n", "empty"),
        (b"a,a\n1,2\n", "two columns called “a”"),
        (b"a,b\n1,2\n3,\0\n", "line 3 has a zero byte"),
        (b'a,b\n1,2\n"3,4\n5,6\n', "begins at line 3 is broken"),
        (b'a,b\n1,"2"x\n', "begins at line 2 is broken"),
        (b"a,b\n1,caf\xe9\n", "not utf-8"),
    ],
)
def test_what_is_no_csv_is_said_with_its_line(file: Path, content: bytes, reason: str) -> None:
    file.write_bytes(content)
    with pytest.raises(UnreadableInput, match=reason) as caught:
        read(file, "a")
    assert str(caught.value).startswith("table.csv")


def test_another_charset_can_be_named(file: Path) -> None:
    file.write_bytes("a;b\n1;Да\n".encode("cp1251"))
    assert read(file, "b", charset="windows-1251") == [Record(2, ("Да",))]
    with pytest.raises(InvalidValue):
        read(file, "b", charset="klingon")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="cannot be read"):
        read(tmp_path / "none.csv")
    with pytest.raises(UnreadableInput, match="cannot be read"):
        read(tmp_path)
