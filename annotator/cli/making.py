"""``annotator new``: a new project file."""

from pathlib import Path

import click

from annotator.cli.shared import PATH, annotator_named, annotator_option, examples
from annotator.services import projects, sample


@click.command(
    epilog=examples(
        'annotator new treaty.annotator --annotator "Ada Byron"',
        "annotator new try-it --sample",
    )
)
@click.argument("project", type=PATH)
@click.option("--title", default="", help="What the project is called; otherwise its file’s name.")
@click.option(
    "--sample", "with_sample", is_flag=True, help="Put the sample articles in, the first one marked in part."
)
@annotator_option
def new(project: Path, title: str, with_sample: bool, annotator_name: str | None) -> None:
    """Make a new project.

    PROJECT is the file to make; without an ending it gets “.annotator”. A file that is
    there already is never touched.
    """
    path = project if project.suffix else project.with_name(project.name + projects.ENDING)
    name = annotator_named(annotator_name)
    with sample.create_sample(path, name) if with_sample else projects.create(path, name, title):
        click.echo(f"Made {click.format_filename(path)}.")
