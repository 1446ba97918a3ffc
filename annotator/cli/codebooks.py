"""``annotator codebook``: what is recorded in a project; as a file, and from one."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from annotator.cli.ending import FINE, FOUND
from annotator.cli.shared import (
    PATH,
    annotator_option,
    examples,
    json_option,
    project_argument,
    reading,
    write_json,
    writing,
)
from annotator.core.codebook import Codebook, Field
from annotator.core.errors import NotFound
from annotator.services import codebooks
from annotator.services.codebooks import ENTITIES, Effect


@click.command(
    epilog=examples(
        "annotator codebook treaty.annotator",
        "annotator codebook treaty.annotator --export codebook.toml",
        "annotator codebook treaty.annotator --import codebook.toml --dry-run",
        "annotator codebook treaty.annotator --import other.annotator",
    )
)
@project_argument
@click.option("--export", "target", type=PATH, metavar="FILE", help="Write the codebook to this file.")
@click.option(
    "--import", "source", type=PATH, metavar="FILE", help="Take the codebook in this file, or project."
)
@click.option("--dry-run", is_flag=True, help="With --import: only say what it would touch.")
@click.option("--force", is_flag=True, help="With --export: write over a file that is there already.")
@annotator_option
@json_option
@click.pass_context
def codebook(
    context: click.Context,
    project: Path,
    target: Path | None,
    source: Path | None,
    dry_run: bool,
    force: bool,
    annotator_name: str | None,
    as_json: bool,
) -> None:
    """Show the codebook of PROJECT, write it to a file, or take another one.

    What is recorded with something that a new codebook lacks is listed with its number, and
    kept: the layer, field or value stays in the codebook as retired. Then the exit code is 1.
    """
    if target is not None and source is not None:
        raise click.UsageError("--export and --import are two things; say one of them.", context)
    if dry_run and source is None:
        raise click.UsageError("--dry-run goes with --import.", context)
    if source is not None:
        context.exit(_take(project, source, annotator_name, dry_run=dry_run, as_json=as_json))
    with reading(project) as opened:
        if target is not None:
            codebooks.export(opened, target, force=force)
            click.echo(f"Wrote the codebook to {click.format_filename(target)}.")
            return
        book = opened.codebook()
    if as_json:
        write_json(asdict(book))
        return
    for line in _lines(book):
        click.echo(line)


def _take(project: Path, source: Path, annotator_name: str | None, *, dry_run: bool, as_json: bool) -> int:
    """Take the codebook in ``source``, or only say what that would touch; return the exit code."""
    if not source.exists():
        raise NotFound(f"There is no {click.format_filename(source)}; nothing was changed.")
    new = codebooks.read(source)
    with reading(project) if dry_run else writing(project, annotator_name) as opened:
        effects = codebooks.effects(opened, new)
        if not dry_run:
            codebooks.put(opened, new)
    if as_json:
        write_json({"changed": not dry_run, "kept": [_document(effect) for effect in effects]})
        return FOUND if effects else FINE
    for effect in effects:
        click.echo(_sentence(effect))
    title = f"“{new.title}”" if new.title else "the codebook"
    if dry_run:
        click.echo(f"Nothing was changed; {title} can be read.")
    else:
        click.echo(f"The project has {title} now.")
    return FOUND if effects else FINE


def _sentence(effect: Effect) -> str:
    """Say what the new codebook lacks, how much has it, and what becomes of that."""
    missing = effect.missing
    name = " ▸ ".join(part for part in (missing.layer, missing.field, missing.choice) if part)
    noun, nouns = ("entity", "entities") if missing.layer == ENTITIES else ("annotation", "annotations")
    number = f"{effect.number:,} {noun} has" if effect.number == 1 else f"{effect.number:,} {nouns} have"
    if effect.other_type:
        return f"{name}: {number} a value that its new type does not take; the codebook cannot be taken so."
    return f"{name}: {number} it, so it is kept, as retired."


def _document(effect: Effect) -> dict[str, object]:
    return {**asdict(effect.missing), "number": effect.number, "other_type": effect.other_type}


def _lines(book: Codebook) -> Iterator[str]:
    yield book.title or "The codebook has no title."
    for layer in book.layers:
        yield ""
        yield f"{layer.key}  {layer.title} ({layer.id}){_retired(layer.retired)}"
        for field in layer.fields:
            yield f"     {field.title} ({field.id}): {_type(field)}{_retired(field.retired)}"
            for choice in field.choices:
                yield f"         {choice.title} ({choice.id}){_retired(choice.retired)}"
    yield ""
    yield "Kinds of entity"
    for kind in book.entity_kinds:
        yield f"     {kind.title} ({kind.id}){_retired(kind.retired)}"


def _type(field: Field) -> str:
    words = [field.type.value]
    if field.several:
        words.append("several")
    if field.required:
        words.append("required")
    return ", ".join(words)


def _retired(retired: bool) -> str:
    return ", retired" if retired else ""
