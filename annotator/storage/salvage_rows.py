"""Which rows of a damaged project are what was stored: types, hashes, quotes, history."""

import hashlib
from collections.abc import Mapping

from annotator.core.errors import InvalidValue
from annotator.core.lists import parse_fragments
from annotator.core.spans import fault, quote
from annotator.storage import journal
from annotator.storage.rows import parse_fields
from annotator.storage.salvage_source import Cell, Table

Row = tuple[Cell, ...]
Values = tuple[str | int | float | bytes | None, ...]

_BLOBS = frozenset({("journal", "payload")})


class Judge:
    """Decodes rows and checks each in itself and against the texts that were kept before it."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        """Judge rows of ``tables``, which come in the order in which they depend."""
        self._tables = tables
        self._texts: dict[str, str] = {}
        self._hash_of: dict[str, str] = {}
        """The hash of an article's text, by the article's id."""

    def values(self, name: str, row: Row) -> tuple[Values, str | None]:
        """Return the row's values, and why they cannot be kept, if so."""
        columns = self._tables[name].columns
        try:
            values = tuple(
                cell if not isinstance(cell, bytes) or (name, column) in _BLOBS else cell.decode("utf-8")
                for column, cell in zip(columns, row, strict=True)
            )
        except UnicodeDecodeError:
            return (), "holds bytes that are not text"
        return values, self._fault(name, dict(zip(columns, values, strict=True)))

    def keep(self, name: str, values: Values) -> None:
        """Take note of a row that was kept, for what comes after it."""
        content = dict(zip(self._tables[name].columns, values, strict=True))
        if name == "texts":
            self._texts[str(content["sha256"])] = str(content["text"])
        elif name == "articles":
            self._hash_of[str(content["id"])] = str(content["text_sha256"])

    def sentence(self, name: str, number: int, row: Row | None, reason: str) -> str:
        """Return the sentence that says what is lost with a row."""
        if row is None:
            return f"Row {number} of {name} {reason}."
        parts = []
        for column, cell in zip(self._tables[name].columns, row, strict=True):
            if column in ("title", "name", "quote", "note", "verb") and isinstance(cell, bytes) and cell:
                parts.append(f"{column} “{' '.join(cell.decode('utf-8', 'replace').split())[:200]}”")
        shown = f" ({', '.join(parts)})" if parts else ""
        return f"Row {number} of {name}{shown} {reason}."

    def _fault(self, name: str, content: dict[str, str | int | float | bytes | None]) -> str | None:
        match name:
            case "texts":
                found = hashlib.sha256(str(content["text"]).encode("utf-8")).hexdigest()
                return None if found == content["sha256"] else "is not what was stored: its checksum differs"
            case "articles":
                text = self._texts.get(str(content["text_sha256"]))
                if text is None:
                    return "is lost because its text is"
                return None if content["length"] == len(text) else "names another length than its text has"
            case "annotations":
                return self._misfit(content)
            case "journal":
                try:
                    journal.load(str(content["changes"]))
                except (ValueError, RecursionError):
                    return "cannot be read"
        return None

    def _misfit(self, content: dict[str, str | int | float | bytes | None]) -> str | None:
        sha256 = self._hash_of.get(str(content["article_id"]))
        if sha256 is None:
            return "is lost because its article is"
        text = self._texts[sha256]
        try:
            fragments = parse_fragments(str(content["fragments"]))
        except InvalidValue:
            return "has places that cannot be read"
        if (fragments[0].start, fragments[-1].end) != (content["start"], content["end"]):
            return "does not start and end where its fragments do"
        reason = fault(fragments, len(text))
        if reason is not None:
            return f"does not fit its text: {reason}"
        if quote(text, fragments) != content["quote"]:
            return "does not quote what the text says at its place"
        return _field_fault(content)


def _field_fault(content: Mapping[str, str | int | float | bytes | None]) -> str | None:
    """Say whether the values of an annotation's fields cannot be read; formats before 2 have none."""
    try:
        parse_fields(str(content.get("fields", "{}")))
    except InvalidValue:
        return "has fields that cannot be read"
    return None
