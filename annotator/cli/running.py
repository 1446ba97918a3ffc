"""Runs a command: every way it can end is an exit code and at most one sentence."""

import errno
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

import click

from annotator.core.errors import AnnotatorError, Cancelled

FINE = 0
FOUND = 1
"""The check found something, or an import listed what it left out."""
BAD = 2
"""Bad use or bad input; one sentence on standard error."""
INTERRUPTED = 130
"""Ctrl+C, as shells count it."""


def run(group: click.Group, arguments: Sequence[str] | None = None) -> int:
    """Run the command that ``arguments`` (else the process's) name, and return its exit code."""
    _never_fail_on_output()
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        # Not click's own ``main``, which ends the process itself when the output is closed.
        with group.make_context("annotator", given) as context:
            result = group.invoke(context)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.UsageError as error:
        return _say(_usage(error), BAD)
    except click.ClickException as error:
        return _say(error.format_message(), BAD)
    except (KeyboardInterrupt, click.Abort, Cancelled):
        return _say("Stopped; what was under way was not kept.", INTERRUPTED)
    except AnnotatorError as error:
        return _say(str(error), BAD)
    except OSError as error:
        return _system(error)
    except MemoryError:
        return _say("There is not enough memory for this; nothing was changed.", BAD)
    return result if isinstance(result, int) else FINE


def _say(sentence: str, code: int) -> int:
    click.echo(sentence, err=True)
    return code


def _usage(error: click.UsageError) -> str:
    """Return what is wrong with the call as one line, and where help is."""
    message = " ".join(error.format_message().split())
    if error.ctx is None:
        return message
    return f"{message} See “{error.ctx.command_path} --help”."


def _system(error: OSError) -> int:
    if error.errno == errno.EPIPE:
        # Whoever read our output has had enough. Python would complain once more while closing it.
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _say("The output was closed before all of it was written.", BAD)
    where = f"{click.format_filename(os.fspath(error.filename))}: " if error.filename else ""
    return _say(f"{where}{error.strerror or error}. Nothing was changed.", BAD)


def _never_fail_on_output() -> None:
    """Let a terminal that cannot show a character show a question mark, not end the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace" if stream is sys.stdout else "backslashreplace")
