"""What SQLite reports, said as one sentence for the person in front of the screen."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.core.errors import (
    AnnotatorError,
    InvalidValue,
    NotAProject,
    NotFound,
    ProjectBusy,
    ProjectDamaged,
    ProjectMoved,
    ProjectReadOnly,
    StorageFull,
)


def moved(path: Path) -> ProjectMoved:
    """Return the refusal for a file that is no longer where it was opened."""
    return ProjectMoved(f"Nothing was saved: {_MOVED.format(name=path.name)}")


def refusal(error: sqlite3.Error, path: Path, *, saving: bool = True) -> AnnotatorError:
    """Return the refusal that says what ``error`` means for the project at ``path``.

    Every sentence holds after a roll-back: what was committed before is still there.
    """
    kind, sentence = _refusal(error, path, saving)
    if saving and kind is not NotAProject:
        sentence = f"Nothing was saved: {sentence[0].lower()}{sentence[1:]}"
    return kind(sentence)


def _refusal(error: sqlite3.Error, path: Path, saving: bool) -> tuple[type[AnnotatorError], str]:
    code = getattr(error, "sqlite_errorname", "") or ""
    name = path.name
    if saving and code.startswith("SQLITE_CANTOPEN"):  # the journal beside it, that is
        return ProjectReadOnly, _NO_JOURNAL.format(name=name)
    for prefix, kind, sentence in _SENTENCES:
        if code.startswith(prefix):
            return kind, sentence.format(name=name, code=code)
    if isinstance(error, sqlite3.IntegrityError | sqlite3.DataError):
        return InvalidValue, f"“{name}” does not take this value ({error})."
    return ProjectDamaged, f"“{name}” could not be used as a project ({error})."


_DAMAGED = (
    "“{name}” is damaged and was not changed ({code})."
    " Work on with a copy or a backup; “annotator check” lists what is broken."
)
_NO_JOURNAL = (
    "the folder of “{name}” is gone or may not be written (any more)."
    " Save a copy in another place, or try again when the folder is back."
)
_MOVED = (
    "“{name}” was moved, replaced or removed while it was open."
    " Save a copy of what is open here under another name, then open the file again."
)
_SENTENCES: tuple[tuple[str, type[AnnotatorError], str], ...] = (
    ("SQLITE_READONLY_DBMOVED", ProjectMoved, _MOVED),
    (
        "SQLITE_FULL",
        StorageFull,
        "The disk is full. Free some space and try again; everything saved before is still in “{name}”.",
    ),
    ("SQLITE_IOERR_CORRUPTFS", ProjectDamaged, _DAMAGED),
    (
        "SQLITE_IOERR",
        StorageFull,
        "The disk refused to read or write “{name}” ({code})."
        " Check that it has space and is still connected, then try again;"
        " everything saved before is kept.",
    ),
    (
        "SQLITE_READONLY",
        ProjectReadOnly,
        "“{name}” or its folder may only be read. Save a copy where you may write.",
    ),
    (
        "SQLITE_BUSY",
        ProjectBusy,
        "Another program has kept “{name}” locked for more than 5 seconds. Try again when it is done.",
    ),
    ("SQLITE_LOCKED", ProjectBusy, "“{name}” is busy with other work. Try again."),
    ("SQLITE_CORRUPT", ProjectDamaged, _DAMAGED),
    ("SQLITE_NOTADB", NotAProject, "“{name}” is not a project file of this program. It was not changed."),
    (
        "SQLITE_CANTOPEN",
        NotFound,
        "“{name}” cannot be opened. Check that the file and its folder are still there and may be read.",
    ),
    ("SQLITE_TOOBIG", InvalidValue, "A value is larger than “{name}” can hold."),
)


@contextmanager
def refusals(path: Path, *, saving: bool = False) -> Iterator[None]:
    """Turn every SQLite error inside the block into the refusal that says what it means.

    With ``saving`` the sentence begins by saying that nothing was saved.

    Wrong use of a connection (from another thread, after closing) is a bug and passes through.
    """
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.Error as error:
        raise refusal(error, path, saving=saving) from error
    except UnicodeEncodeError as error:
        raise InvalidValue(
            "Nothing was saved: a value holds half of a character pair, which cannot be stored."
        ) from error
