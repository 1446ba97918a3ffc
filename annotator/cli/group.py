"""The command ``annotator`` and what it can do without a window."""

import click

from annotator import __version__
from annotator.cli.shared import examples

HEADLESS = (
    "new",
    "import",
    "hand-out",
    "take-in",
    "info",
    "articles",
    "export",
    "agreement",
    "codebook",
    "check",
    "salvage",
)
"""The commands that need neither display nor Qt."""

WITHOUT_COMMAND = "annotator.without_command"
"""In the context's ``meta`` if a path was given where a command could stand."""


class Commands(click.Group):
    """A group that loads a command when it is called, and opens what is no command in the window.

    Attributes:
        for_paths: the command that takes paths, and that stands for none at all.
    """

    for_paths: click.Command | None = None

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order in which help shows them."""
        return [*HEADLESS, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of this name."""
        return _headless(cmd_name) or super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command for ``args`` and what is left of them for it."""
        if self.for_paths is not None and args and self.get_command(ctx, args[0]) is None:
            ctx.meta[WITHOUT_COMMAND] = True
            return self.for_paths.name, self.for_paths, args
        return super().resolve_command(ctx, args)


def _headless(name: str) -> click.Command | None:
    """Return a command that needs no window; its imports wait until here, the window needs none of them."""
    match name:
        case "new":
            from annotator.cli.making import new as found
        case "import":
            from annotator.cli.importing import import_ as found
        case "hand-out":
            from annotator.cli.handing_out import hand_out as found
        case "take-in":
            from annotator.cli.taking_in import take_in as found
        case "info":
            from annotator.cli.listing import info as found
        case "articles":
            from annotator.cli.listing import articles as found
        case "export":
            from annotator.cli.exporting import export as found
        case "agreement":
            from annotator.cli.agreement import agreement as found
        case "codebook":
            from annotator.cli.codebooks import codebook as found
        case "check":
            from annotator.cli.checking import check as found
        case "salvage":
            from annotator.cli.salvaging import salvage as found
        case _:
            return None
    return found


def make_group() -> Commands:
    """Return the group with all commands that need no window."""

    @click.group(
        cls=Commands,
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        epilog=examples(
            "annotator",
            "annotator treaty.annotator",
            "annotator article.txt another.md",
            'annotator new treaty.annotator --annotator "Ada Byron"',
            "annotator import treaty.annotator articles/",
            "annotator export treaty.annotator claims -o claims.csv",
        ),
    )
    @click.version_option(__version__, message="Annotator %(version)s")
    @click.option("--annotator", "annotator_name", metavar="NAME", help="Who annotates.")
    @click.pass_context
    def annotator(context: click.Context, annotator_name: str | None) -> None:
        """Mark claims, actors and dates in articles: offline, in one file, exported as CSV.

        Without a command it opens the window; so it does with a project or with articles.

        Exit codes: 0 fine, 1 the check found something or an import listed rows, 2 bad use or
        input, 130 stopped with Ctrl+C.
        """
        if context.invoked_subcommand is None and isinstance(context.command, Commands):
            window = context.command.for_paths
            if window is not None:
                context.exit(context.invoke(window) or 0)

    if not isinstance(annotator, Commands):
        raise TypeError(annotator)
    return annotator
