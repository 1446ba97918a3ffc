"""``annotator hand-out``: a project file for each colleague."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import click

from annotator.cli.shared import (
    PATH,
    annotator_option,
    examples,
    json_option,
    progress,
    project_argument,
    write_json,
    writing,
)
from annotator.core.sharing import share_out
from annotator.services import exporting, handing_out
from annotator.services.handing_out import Entities, HandedOut, HandOut


@click.command(
    epilog=examples(
        'annotator hand-out treaty.annotator --to "Ada Byron" --folder outgoing',
        "annotator hand-out treaty.annotator --to Ada --to Ben --to Cem --overlap 20 --seed 7",
        'annotator hand-out treaty.annotator --to Ada --with Ada --reviews --note "Please look again"',
    )
)
@project_argument
@click.option("--to", "names", multiple=True, required=True, metavar="NAME", help="To whom; may be repeated.")
@click.option(
    "--article", "article_ids", multiple=True, metavar="ID", help="Only this article; may be repeated."
)
@click.option(
    "--overlap",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="Share the articles out among those named, so many per cent of them to two people each.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Another number shares out otherwise.")
@click.option(
    "--with",
    "whose",
    multiple=True,
    metavar="NAME",
    help="With this annotator’s annotations; may be repeated.",
)
@click.option("--reviews", is_flag=True, help="With the decisions and comments on those annotations.")
@click.option(
    "--entities",
    type=click.Choice([each.value for each in Entities]),
    default=Entities.ALL.value,
    show_default=True,
    help="Which entities go along.",
)
@click.option("--due", default="", metavar="DAY", help="Until when, like 2025-09-18.")
@click.option("--note", default="", help="What to say with it.")
@click.option(
    "--folder", type=PATH, default=Path(), help="Where the files are put; otherwise the current folder."
)
@click.option("--force", is_flag=True, help="Write over files that are there already.")
@annotator_option
@json_option
def hand_out(
    project: Path,
    names: Sequence[str],
    article_ids: Sequence[str],
    overlap: float | None,
    seed: int,
    whose: Sequence[str],
    reviews: bool,
    entities: str,
    due: str,
    note: str,
    folder: Path,
    force: bool,
    annotator_name: str | None,
    as_json: bool,
) -> None:
    """Make a project file for each colleague, with chosen articles of PROJECT.

    The file has the articles, the codebook and the entities, and nobody’s annotations unless
    --with names them: what is left out was never in it. With --overlap the articles are shared
    out, else everybody gets all of them. What comes back goes in with “annotator take-in”.
    """
    with writing(project, annotator_name) as opened, progress() as line:
        ids = list(article_ids) or [one.id for one in opened.articles()]
        people = exporting.people(opened, whose) if whose else frozenset()
        parts = [ids] * len(names)
        if overlap is not None:
            parts = share_out(ids, len(names), Fraction(str(overlap)) / 100, seed)
        wanted = [
            HandOut(name, tuple(part), people, reviews, Entities(entities), due, note)
            for name, part in zip(names, parts, strict=True)
            if part
        ]
        made = handing_out.hand_out_all(opened, wanted, folder, force=force, progress=line)
    if as_json:
        write_json([_described(one) for one in made])
        return
    for one in made:
        number = f"{one.articles:,} {'article' if one.articles == 1 else 'articles'}"
        marks = f", {one.annotations:,} {'annotation' if one.annotations == 1 else 'annotations'}"
        marks = marks if one.annotations else ""
        click.echo(f"Made {click.format_filename(one.path)} for {one.assignee}: {number}{marks}.")


def _described(made: HandedOut) -> dict[str, object]:
    return {
        "file": str(made.path),
        "assignee": made.assignee,
        "assignment_id": made.assignment.id,
        "article_ids": list(made.assignment.article_ids),
        "annotations": made.annotations,
        "entities": made.entities,
        "due": made.assignment.due,
    }
