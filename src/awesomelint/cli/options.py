"""Options that several commands share, and a command whose help is in sections."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

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


def split_selectors(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the selectors of `--select A,B --select C` as one tuple."""
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())


def selectors(name: str, text: str) -> Decorator:
    """Return an option that takes selectors of rules."""
    return click.option(name, multiple=True, metavar="RULES", callback=split_selectors, help=text)


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
