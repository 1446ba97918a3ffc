"""What the cells of our tables have in common: ids, moments, and how a wrong one is shown."""

import re
from datetime import datetime

from annotator.core.codebook import NO, YES
from annotator.core.errors import InvalidValue
from annotator.core.text import single_line

_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._:-]{0,99}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?Z")


def shown(cell: str) -> str:
    """Return a cell as it is quoted in a sentence: one line, not too long."""
    line = single_line(cell)
    return line if len(line) <= 60 else line[:59] + "…"


def check_id(cell: str, whose: str) -> None:
    """Let pass an id.

    Raises:
        InvalidValue: if it is none, saying of what: “the id of an annotation”.
    """
    if not _ID.fullmatch(cell):
        raise InvalidValue(f"“{shown(cell)}” is not the id of {whose}.")


def check_moments(created: str, updated: str) -> None:
    """Let pass two moments in UTC.

    Raises:
        InvalidValue: if one is none.
    """
    for column, moment in (("created", created), ("updated", updated)):
        if not _is_moment(moment):
            raise InvalidValue(f"Its “{column}” is “{shown(moment)}”, not like 2025-09-18T10:11:12.345Z.")


def yes_or_no(cell: str, column: str) -> bool:
    """Return whether a cell says yes; an empty one does not.

    Raises:
        InvalidValue: if it says something else.
    """
    word = cell.strip().casefold()
    if word not in (YES, NO, ""):
        raise InvalidValue(f"Its “{column}” is “{shown(cell)}”, neither {YES} nor {NO}.")
    return word == YES


def _is_moment(cell: str) -> bool:
    if not _MOMENT.fullmatch(cell):
        return False
    try:
        datetime.fromisoformat(cell)
    except ValueError:
        return False
    return True
