"""Runs a command of the command line."""

import sys
from collections.abc import Sequence

import click

from annotator.cli.ending import BAD, FINE, ended, said


def run(group: click.Group, arguments: Sequence[str] | None = None) -> int:
    """Run the command that ``arguments`` (else the process's) name, and return its exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    return ended(lambda: _invoked(group, given))


def _invoked(group: click.Group, given: list[str]) -> int:
    """Run a command.

    Raises:
        KeyboardInterrupt: if it was stopped.
    """
    try:
        # Not click's own ``main``, which ends the process itself when the output is closed.
        with group.make_context("annotator", given) as context:
            result = group.invoke(context)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.UsageError as error:
        return said(_usage(error), BAD)
    except click.ClickException as error:
        return said(error.format_message(), BAD)
    except click.Abort as stop:
        raise KeyboardInterrupt from stop
    return result if isinstance(result, int) else FINE


def _usage(error: click.UsageError) -> str:
    """Return what is wrong with the call as one line, and where help is."""
    message = " ".join(error.format_message().split())
    if error.ctx is None:
        return message
    return f"{message} See “{error.ctx.command_path} --help”."
