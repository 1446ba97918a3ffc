"""``annotator export``: tables out."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from annotator.cli.ending import FINE, FOUND
from annotator.cli.shared import as_of_option, examples, progress, project_argument, reading
from annotator.core.errors import InvalidValue
from annotator.formats.columns import ANNOTATIONS, ARTICLES, DELIMITERS, ENTITIES
from annotator.formats.review_columns import AGREEMENT, COMMENTS, DECISIONS, DIFFERENCES
from annotator.services import exporting
from annotator.services.exporting import EVERYONE, WHOSE, ExportOptions, Written
from annotator.services.projects import Project


@click.command(
    epilog=examples(
        "annotator export treaty.annotator -o annotations.csv",
        'annotator export treaty.annotator claims -o claims.csv --by "Ada Byron" --delimiter semicolon',
        "annotator export treaty.annotator --table entities -o entities.csv",
        "annotator export treaty.annotator claims --whose gold -o agreed.csv",
        "annotator export treaty.annotator articles -o - | head",
    )
)
@project_argument
@click.argument("table", default=ANNOTATIONS)
@click.option("-o", "--output", required=True, metavar="FILE", help="Where to write; - is standard output.")
@click.option("--table", "named_table", metavar="TABLE", help="The same as TABLE.")
@click.option("--layer", "layers", multiple=True, metavar="ID", help="Only this layer; may be repeated.")
@click.option("--by", "names", multiple=True, metavar="NAME", help="Only this annotator’s; may be repeated.")
@click.option(
    "--whose",
    type=click.Choice(WHOSE),
    default=EVERYONE,
    show_default=True,
    help="Everyone’s annotations, your own (--annotator), or what the reviewers’ decisions add up to.",
)
@click.option(
    "--article", "article_ids", multiple=True, metavar="ID", help="Only this article; may be repeated."
)
@click.option(
    "--delimiter",
    type=click.Choice(list(DELIMITERS)),
    default="comma",
    show_default=True,
    help="What parts cells.",
)
@click.option("--no-bom", is_flag=True, help="Leave out the mark by which spreadsheets recognise UTF-8.")
@click.option("--force", is_flag=True, help="Write over a file that is there already.")
@as_of_option
def export(
    project: Path,
    table: str,
    output: str,
    named_table: str | None,
    layers: Sequence[str],
    names: Sequence[str],
    whose: str,
    article_ids: Sequence[str],
    delimiter: str,
    no_bom: bool,
    force: bool,
    moment: str | None,
) -> int:
    """Write a table of PROJECT as CSV.

    TABLE is annotations (unless said otherwise), claims, actors, dates, that of another layer
    (its id with an s), entities, links, articles, decisions, comments, differences or agreement.
    The file appears whole or not at all. It only reads the project, so a window may have it open.

    A cell that a spreadsheet would run as a formula has an apostrophe put in front of it;
    “annotator import” takes it away again. docs/csv.md describes every column.
    """
    chosen = named_table or table
    if chosen in (ARTICLES, ENTITIES, DECISIONS, COMMENTS) and (layers or names or whose != EVERYONE):
        raise InvalidValue(f"--layer, --by and --whose choose annotations; the table {chosen} has none.")
    if chosen in (AGREEMENT, DIFFERENCES) and whose != EVERYONE:
        raise InvalidValue(f"The table {chosen} compares annotators with each other: choose them with --by.")
    if chosen == ENTITIES and article_ids:
        raise InvalidValue("--article chooses articles; the table entities is that of the whole project.")
    with reading(project, moment) as opened, progress() as line:
        options = ExportOptions(
            table=chosen,
            article_ids=_known_articles(opened, article_ids),
            layers=frozenset(layers) or None,
            annotator_ids=exporting.people(opened, names) if names else None,
            delimiter=DELIMITERS[delimiter],
            whose=whose,
            bom=not no_bom,
        )
        if output == "-":
            written = exporting.write_table(opened, options, sys.stdout.buffer, line)
            sys.stdout.buffer.flush()
            return _ended(written)
        written = exporting.export_table(opened, options, Path(output), force, line)
    rows = written.rows
    click.echo(f"Wrote {rows:,} {'row' if rows == 1 else 'rows'} to {click.format_filename(output)}.")
    return _ended(written)


def _ended(written: Written) -> int:
    """Say which articles are damaged, if any, and return the exit code."""
    if written.warning:
        click.echo(written.warning, err=True)
    return FOUND if written.damaged else FINE


def _known_articles(project: Project, ids: Sequence[str]) -> frozenset[str] | None:
    if not ids:
        return None
    unknown = set(ids) - {article.id for article in project.articles()}
    if unknown:
        raise InvalidValue(
            f"There is no article with the id {min(unknown)} in this project; nothing was written."
        )
    return frozenset(ids)
