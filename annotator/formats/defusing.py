"""Keeps a spreadsheet from running what an article says, and gives it back unchanged.

A cell that begins with ``=``, ``+``, ``-`` or ``@`` is a formula to a spreadsheet, and so is
what follows a quotation mark or a semicolon inside a cell if the file is opened with other
settings than it was written with. At each such place one apostrophe is put in front. Where
apostrophes stand there already they get one more, so taking one away from each such place is
the exact inverse for every text.
"""

import re

_SIGNS = "=+\\-@＝＋－＠"
_PLACE = re.compile(f"""(?:\\A|(?<=[";]))(?='*[{_SIGNS}])|\\A(?='*[\t\r\n])""")
_DEFUSED = re.compile(f"""(?:\\A|(?<=[";]))'(?='*[{_SIGNS}])|\\A'(?='*[\t\r\n])""")

CELL_START = "\x00"
"""What `suspicious` needs in front of each cell: it occurs in no text that is stored."""

# Each pattern begins with one plain character, which the regex engine looks for many times
# faster than for a set of them.
_at_start = re.compile(f"\x00'*[{_SIGNS}\t\r\n]").search
_after_quote = re.compile(f"\"'*[{_SIGNS}]").search
_in_quotes = re.compile(f"\"'*[{_SIGNS}\t\r\n]").search
_after_semicolon = re.compile(f";'*[{_SIGNS}]").search


def suspicious(cells: str) -> bool:
    """Say whether any of ``cells``, joined with `CELL_START` before each, has to be defused."""
    return (
        _at_start(cells) is not None
        or ('"' in cells and _after_quote(cells) is not None)
        or (";" in cells and _after_semicolon(cells) is not None)
    )


def sound_as_it_is(line: str, quotation_marks: int) -> bool:
    """Say whether a line of cells that were only put between quotation marks is right.

    ``quotation_marks`` are those it has between its cells: if there are more, one is inside a
    cell and has to be doubled. Not for tabs between cells, which look like tabs in front of one.
    """
    return (
        line.count('"') == quotation_marks
        and CELL_START not in line
        and _in_quotes(line) is None
        and (";" not in line or _after_semicolon(line) is None)
    )


def defuse(cell: str) -> str:
    """Return ``cell`` in the form in which it is written."""
    return _PLACE.sub("'", cell)


def undefuse(cell: str) -> str:
    """Return what was defused to ``cell``."""
    return _DEFUSED.sub("", cell)
