"""``annotator agreement``: how far annotators agree."""

import json
import sys
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO

import click

from annotator.agreement.measured import Options
from annotator.cli.agreement_words import document, text
from annotator.cli.shared import examples, progress, project_argument, reading
from annotator.core.errors import InvalidValue
from annotator.services import agreeing, exporting
from annotator.services.agreeing import Agreement
from annotator.services.comparing import Scope
from annotator.services.projects import Project
from annotator.services.tables.agreement import write_csv

STANDARD_OUTPUT = "-"


class Threshold(click.ParamType[Fraction]):
    """A threshold of overlap, kept exactly: 0.5, or 1/3."""

    name = "number"

    def convert(
        self, value: str | Fraction, param: click.Parameter | None, ctx: click.Context | None
    ) -> Fraction:
        """Return the number as a fraction."""
        try:
            return Fraction(value)
        except (ValueError, ZeroDivisionError):
            self.fail(f"“{value}” is no number; give one from 0 to 1, such as 0.5 or 1/3.", param, ctx)


@click.command(
    epilog=examples(
        "annotator agreement treaty.annotator",
        'annotator agreement treaty.annotator --by "Ada Byron" --by Ben --layer claim',
        "annotator agreement treaty.annotator --csv -o agreement.csv",
        "annotator agreement treaty.annotator --json --threshold 0.8 --samples 0",
    )
)
@project_argument
@click.option("-o", "--output", default=STANDARD_OUTPUT, metavar="FILE", help="Where to write it.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON, for scripts; with confusion tables.")
@click.option("--csv", "as_csv", is_flag=True, help="Write the table “agreement”: a row for each figure.")
@click.option("--layer", "layers", multiple=True, metavar="ID", help="Only this layer; may be repeated.")
@click.option("--by", "names", multiple=True, metavar="NAME", help="Only this annotator’s; may be repeated.")
@click.option(
    "--article", "article_ids", multiple=True, metavar="ID", help="Only this article; may be repeated."
)
@click.option(
    "--threshold",
    type=Threshold(),
    default="0.5",
    show_default=True,
    help="How much of what both cover has to be shared, from 0 (any character) to 1 (all).",
)
@click.option(
    "--samples",
    type=click.IntRange(0, 100_000),
    help="From how many samples of articles intervals are drawn; 0 for none.  [default: 1000, fewer for"
    " large projects]",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Another number draws other samples.")
@click.option("--force", is_flag=True, help="Write over a file that is there already.")
def agreement(
    project: Path,
    output: str,
    as_json: bool,
    as_csv: bool,
    layers: Sequence[str],
    names: Sequence[str],
    article_ids: Sequence[str],
    threshold: Fraction,
    samples: int | None,
    seed: int,
    force: bool,
) -> None:
    """Say how far the annotators of PROJECT agree.

    For each layer, every two annotators and all of them: precision, recall and F1 of spans; kappa
    and alpha of characters; the alphas of unitizing; and for the fields and links of matched
    annotations percent, kappa and alpha. Beside each figure stand what was counted, how it was
    matched, how many items went in, and a 95 % interval. docs/agreement.md explains them all.

    It only reads the project, so a window may have it open.
    """
    if as_json and as_csv:
        raise InvalidValue("Choose one of --json and --csv; nothing was measured.")
    options = Options(threshold, samples, seed)
    with reading(project) as opened:
        with progress() as line:
            scope = Scope(
                _known_articles(opened, article_ids),
                frozenset(layers) or None,
                exporting.people(opened, names) if names else None,
            )
            found = agreeing.report(opened, scope, options, line)
        write = _writer(found, as_json, as_csv)
        if output == STANDARD_OUTPUT:
            write(sys.stdout.buffer)
            sys.stdout.buffer.flush()
            return
        agreeing.write(opened, Path(output), write, force=force)
    number = len(found.report.figures)
    click.echo(f"Wrote {number:,} figures to {click.format_filename(output)}.")


def _writer(found: Agreement, as_json: bool, as_csv: bool) -> Callable[[BinaryIO], None]:
    if as_csv:
        return lambda stream: write_csv(found, stream)
    written = json.dumps(document(found), ensure_ascii=False, indent=2) + "\n" if as_json else text(found)

    def write(stream: BinaryIO) -> None:
        stream.write(written.encode("utf-8", "replace"))

    return write


def _known_articles(project: Project, ids: Sequence[str]) -> frozenset[str] | None:
    unknown = set(ids) - {article.id for article in project.articles()}
    if unknown:
        raise InvalidValue(
            f"There is no article with the id {min(unknown)} in this project; nothing was measured."
        )
    return frozenset(ids) or None
