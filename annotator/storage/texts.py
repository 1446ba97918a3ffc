"""The texts of articles: frozen, checked against their hash whenever they are read."""

import hashlib
import sqlite3
from collections import OrderedDict
from pathlib import Path

from annotator.core.errors import ProjectDamaged

_KEPT_CHARACTERS = 4_000_000


class Texts:
    """Reads texts by hash and keeps the last ones: they never change, so they never go stale."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._kept: OrderedDict[str, str] = OrderedDict()
        self._size = 0

    def get(self, sha256: str) -> str:
        """Return the text with this hash.

        Raises:
            ProjectDamaged: if it is missing, or is no longer what was stored.
        """
        text = self._kept.get(sha256)
        if text is not None:
            self._kept.move_to_end(sha256)
            return text
        text = self._read(sha256)
        self._keep(sha256, text)
        return text

    def _read(self, sha256: str) -> str:
        row = self._connection.execute(
            "SELECT CAST(text AS BLOB) FROM texts WHERE sha256 = ?", (sha256,)
        ).fetchone()
        if row is None:
            raise ProjectDamaged(
                f"The text of this article is missing from “{self._path.name}”. Use a backup."
            )
        if hashlib.sha256(row[0]).hexdigest() != sha256:
            raise ProjectDamaged(
                f"The text of this article in “{self._path.name}” is not what was stored: its checksum"
                " differs. Nothing was changed; compare it with a backup."
            )
        return str(row[0], "utf-8")

    def _keep(self, sha256: str, text: str) -> None:
        self._kept[sha256] = text
        self._size += len(text)
        while self._size > _KEPT_CHARACTERS and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._size -= len(dropped)
