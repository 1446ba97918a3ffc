"""``annotator salvage``: what a damaged project still holds, into a new one."""

from pathlib import Path

import click

from annotator.cli.ending import FINE, FOUND
from annotator.cli.shared import (
    PATH,
    annotator_named,
    annotator_option,
    examples,
    json_option,
    progress,
    write_json,
)
from annotator.services import salvaging
from annotator.services.salvaging import SalvageReport


@click.command(
    epilog=examples(
        "annotator salvage treaty.annotator treaty-salvaged.annotator",
        "annotator salvage treaty.annotator treaty-salvaged.annotator --json",
    )
)
@click.argument("damaged", type=PATH)
@click.argument("new", type=PATH)
@json_option
@annotator_option
@click.pass_context
def salvage(
    context: click.Context, damaged: Path, new: Path, as_json: bool, annotator_name: str | None
) -> None:
    """Save what can be saved of the project DAMAGED into the new file NEW.

    DAMAGED is only read. What it does not give is taken from the newest backup on this
    computer. What neither has is listed, and the exit code is 1 then.
    """
    with progress() as line:
        report = salvaging.salvage(damaged, new, annotator_named(annotator_name), line)
    if as_json:
        write_json(_document(report))
    else:
        _say(report)
    context.exit(FINE if report.complete else FOUND)


def _document(report: SalvageReport) -> dict[str, object]:
    backup = report.backup
    return {
        "damaged": click.format_filename(report.damaged),
        "new": click.format_filename(report.target),
        "backup": click.format_filename(backup) if backup else None,
        "complete": report.complete,
        "from_file": dict(report.from_file),
        "from_backup": dict(report.from_backup),
        "lost": [{"kind": loss.kind, "where": loss.where, "sentence": loss.sentence} for loss in report.lost],
        "left_out": report.left_out,
    }


def _say(report: SalvageReport) -> None:
    for loss in report.lost:
        click.echo(loss.sentence)
    if report.left_out:
        click.echo(f"… and {report.left_out:,} more.")
    read = ", ".join(f"{number:,} {table}" for table, number in report.from_file.items() if number)
    more = ", ".join(f"{number:,} {table}" for table, number in report.from_backup.items() if number)
    click.echo(f"Read from {click.format_filename(report.damaged)}: {read or 'nothing'}.")
    if report.backup is not None and more:
        click.echo(f"Taken from the backup {report.backup.stem}: {more}.")
    lost = len(report.lost) + report.left_out
    result = "nothing is lost" if report.complete else f"{lost:,} could not be saved"
    click.echo(f"Made {click.format_filename(report.target)}: {result}.")
