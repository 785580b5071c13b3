"""Options that several commands share, and a command whose help is in sections."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 80}
"""Settings of every command."""

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


class SectionedCommand(click.Command):
    """A command whose options are shown under headings.

    `sections` maps a heading to its options (`--fix`); every option stands in one section.
    """

    def __init__(self, *args: Any, sections: dict[str, tuple[str, ...]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.sections = sections

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options section by section."""
        records = {param.opts[-1]: param.get_help_record(ctx) for param in self.get_params(ctx)}
        for heading, names in self.sections.items():
            with formatter.section(heading):
                formatter.write_dl([record for name in names if (record := records[name])])


def complete_files(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Leave the completion of a file or folder to the shell."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


def complete_rules(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete codes and names of rules, also the last one of several with commas between them."""
    from click.shell_completion import CompletionItem

    from awesomelint.rulebook.load import load_rulebook

    before, comma, last = incomplete.rpartition(",")
    return [
        CompletionItem(f"{before}{comma}{word}", help=spec.summary)
        for spec in load_rulebook()
        for word in ((spec.code,) if last[:1].isupper() or not last else (spec.name,))
        if word.startswith(last)
    ]


def files(*, required: bool = False) -> Decorator:
    """Return the argument that names lists and folders."""
    metavar = "FILE..." if required else "[FILE]..."
    return click.argument("files", nargs=-1, required=required, metavar=metavar, shell_complete=complete_files)


def split_selectors(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the selectors of `--select A,B --select C` as one tuple."""
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())


def selectors(name: str, text: str) -> Decorator:
    """Return an option that takes selectors of rules."""
    return click.option(
        name, multiple=True, metavar="RULES", callback=split_selectors, help=text, shell_complete=complete_rules
    )


color = click.option(
    "--color",
    type=click.Choice(("auto", "always", "never")),
    default="auto",
    metavar="WHEN",
    help="auto, always or never; auto heeds NO_COLOR and FORCE_COLOR.",
)
"""`--color`."""

stdin_filename = click.option("--stdin-filename", metavar="NAME", help="Name of what is read from standard input (-).")
"""`--stdin-filename`."""

config = click.option("--config", type=click.Path(dir_okay=False), metavar="FILE", help="Use this configuration file.")
"""`--config`."""

isolated = click.option("--isolated", is_flag=True, help="Use no configuration file.")
"""`--isolated`."""

preset = click.option("--preset", metavar="NAME", help="Put a preset over the configuration.")
"""`--preset`."""
