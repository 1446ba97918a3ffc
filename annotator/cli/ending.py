"""Every way a run can end: an exit code, and at most one sentence on standard error.

The window comes through here as well, on a path that does without click.
"""

import errno
import os
import sys
from collections.abc import Callable
from contextlib import suppress

from annotator.core.errors import AnnotatorError, Cancelled

FINE = 0
FOUND = 1
"""The check found something, or an import listed what it left out."""
BAD = 2
"""Bad use or bad input; one sentence on standard error."""
INTERRUPTED = 130
"""Ctrl+C, as shells count it."""


def ended(call: Callable[[], int]) -> int:
    """Call ``call`` and return its exit code, or that of the way it ended instead."""
    _never_fail_on_output()
    try:
        return call()
    except (KeyboardInterrupt, Cancelled):
        return said("Stopped; what was under way was not kept.", INTERRUPTED)
    except AnnotatorError as error:
        return said(str(error), BAD)
    except OSError as error:
        return _system(error)
    except MemoryError:
        return said("There is not enough memory for this; nothing was changed.", BAD)


def said(sentence: str, code: int) -> int:
    """Write a sentence to standard error, where there is one, and return ``code``."""
    if sys.stderr is not None:
        print(sentence, file=sys.stderr, flush=True)
    return code


def _system(error: OSError) -> int:
    if error.errno == errno.EPIPE:
        # Whoever read our output has had enough. Python would complain once more while closing it.
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return said("The output was closed before all of it was written.", BAD)
    where = f"{shown(error.filename)}: " if error.filename else ""
    return said(f"{where}{error.strerror or error}. Nothing was changed.", BAD)


def shown(path: str | bytes | os.PathLike[str]) -> str:
    """Return a file's name for a sentence; what is no text in it as a replacement character."""
    return os.fsencode(path).decode(sys.getfilesystemencoding(), "replace")


def _never_fail_on_output() -> None:
    """Let a terminal that cannot show a character show a question mark, not end the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace" if stream is sys.stdout else "backslashreplace")
