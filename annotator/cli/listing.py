"""``annotator info`` and ``annotator articles``: what is in a project."""

from dataclasses import asdict
from pathlib import Path

import click

from annotator.cli.shared import as_of_option, examples, json_option, project_argument, reading, write_json
from annotator.formats.columns import layer_table
from annotator.services import projects
from annotator.services.projects import Project, ProjectInfo


@click.command(
    epilog=examples(
        "annotator info treaty.annotator",
        "annotator info treaty.annotator --json",
    )
)
@project_argument
@json_option
@as_of_option
def info(project: Path, as_json: bool, moment: str | None) -> None:
    """Say what PROJECT is and what is in it.

    It only reads, so a window may have the project open.
    """
    with reading(project, moment) as opened:
        found = projects.info(opened)
        counts = _totals_by_layer(opened)
    if as_json:
        write_json(_info_document(found, counts))
        return
    rows = [
        ("Project", found.title),
        ("File", f"{click.format_filename(found.path)} ({found.size:,} bytes, format {found.format})"),
        ("Made", f"{found.created_at} with Annotator {found.program_version}"),
        ("Articles", f"{found.articles:,}"),
        ("Annotations", f"{found.annotations:,}"),
        *((f"  {layer.title}", f"{counts.get(layer.id, 0):,}") for layer in found.layers),
        ("Entities", f"{found.entities:,}"),
        ("Annotators", ", ".join(found.annotators) or "nobody yet"),
    ]
    for label, value in rows:
        click.echo(f"{label + ':':<14} {value}")


@click.command(
    epilog=examples(
        "annotator articles treaty.annotator",
        "annotator articles treaty.annotator --json | jq -r '.[].id'",
    )
)
@project_argument
@json_option
@as_of_option
def articles(project: Path, as_json: bool, moment: str | None) -> None:
    """List the articles of PROJECT.

    They come in the order in which they were added. Each line: status, date, number of
    annotations on each layer, title, outlet. With --json everything that is known of each,
    its id first.
    """
    with reading(project, moment) as opened:
        found = opened.articles()
        counts = opened.all_counts()
        layers = opened.layers()
    if as_json:
        write_json(
            [
                {
                    **asdict(article),
                    **{
                        layer_table(layer.id): counts.get(article.id, {}).get(layer.id, 0) for layer in layers
                    },
                }
                for article in found
            ]
        )
        return
    for article in found:
        of_layers = counts.get(article.id, {})
        numbers = " ".join(f"{layer.key}{of_layers.get(layer.id, 0)}" for layer in layers)
        outlet = f"  ({article.outlet})" if article.outlet else ""
        about = f"{article.status.value:<12} {article.published or '–':<10}  {numbers:<12}"
        click.echo(f"{about}  {article.title}{outlet}")


def _totals_by_layer(project: Project) -> dict[str, int]:
    totals: dict[str, int] = {}
    for of_article in project.all_counts().values():
        for layer, number in of_article.items():
            totals[layer] = totals.get(layer, 0) + number
    return totals


def _info_document(found: ProjectInfo, counts: dict[str, int]) -> dict[str, object]:
    return {
        "path": click.format_filename(found.path),
        "id": found.id,
        "title": found.title,
        "created_at": found.created_at,
        "format": found.format,
        "program_version": found.program_version,
        "size": found.size,
        "articles": found.articles,
        "annotations": found.annotations,
        "entities": found.entities,
        "by_layer": {layer.id: counts.get(layer.id, 0) for layer in found.layers},
        "annotators": list(found.annotators),
        "layers": [asdict(layer) for layer in found.layers],
    }
