"""What a kind of row is: its table, its columns, and how an object of the domain becomes one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

Value = str | int | None
Row = tuple[Value, ...]
Image = dict[str, Value]


@dataclass(frozen=True)
class Kind:
    """One kind of thing that acts insert, change and remove."""

    name: str
    table: str
    columns: tuple[str, ...]
    numbered: bool
    """It has a ``number`` besides its id: its place in reading order, or its row in an index."""
    values: Callable[..., Row]

    @cached_property
    def insert_sql(self) -> str:
        """The statement that inserts a row of `columns`."""
        names = ", ".join(_quoted(self.columns))
        return f"INSERT INTO {self.table} ({names}) VALUES ({', '.join('?' * len(self.columns))})"

    @cached_property
    def select_sql(self) -> str:
        """The statement up to its WHERE that reads `columns`, after the number if there is one."""
        columns = ("number", *self.columns) if self.numbered else self.columns
        return f"SELECT {', '.join(_quoted(columns))} FROM {self.table}"

    def image(self, values: Iterable[Value]) -> Image:
        """Return the image of a row of `columns`."""
        return dict(zip(self.columns, values, strict=True))


def _quoted(columns: Iterable[str]) -> list[str]:
    return ['"end"' if column == "end" else column for column in columns]
