"""``annotator check``: is everything in a project as it should be."""

from pathlib import Path

import click

from annotator.cli.ending import FINE, FOUND
from annotator.cli.shared import examples, json_option, progress, project_argument, write_json
from annotator.services import projects


@click.command(
    epilog=examples(
        "annotator check treaty.annotator",
        "annotator check treaty.annotator --json",
    )
)
@project_argument
@json_option
@click.pass_context
def check(context: click.Context, project: Path, as_json: bool) -> None:
    """Check that everything in PROJECT is as it should be.

    That is: its structure, every text’s hash, every span, quote, link and index. Nothing is
    changed or repaired. The exit code is 1 if something was found.
    """
    with progress() as line:
        report = projects.check(project, line)
    code = FINE if report.sound else FOUND
    if as_json:
        write_json(
            {
                "path": click.format_filename(project),
                "sound": report.sound,
                "checked": report.checked,
                "findings": [
                    {"kind": finding.kind, "where": finding.where, "sentence": finding.sentence}
                    for finding in report.findings
                ],
                "left_out": report.left_out,
            }
        )
        context.exit(code)
    for finding in report.findings:
        click.echo(f"{finding.where}: {finding.sentence}")
    if report.left_out:
        click.echo(f"… and {report.left_out:,} more.")
    listed = ", ".join(f"{number:,} {what}" for what, number in report.checked.items())
    number = len(report.findings) + report.left_out
    result = "nothing is wrong" if report.sound else f"{number:,} found"
    click.echo(f"Checked {listed}: {result}.")
    context.exit(code)
