"""Options that several commands share, such as those about links, and a command with help in sections."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from awesomelint.files import readme_here
from awesomelint.links.settings import CONCURRENCY_RANGE, RETRIES_RANGE, TIMEOUT_RANGE
from awesomelint.workers import MOST_JOBS

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from awesomelint.session import LinkOptions

HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 80}
"""Settings of every command."""

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


class SectionedCommand(click.Command):
    """A command whose options are shown under headings.

    `sections` maps a heading to its options (`--fix`); every option is in one section.
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
    help="auto, always or never; auto respects NO_COLOR and FORCE_COLOR.",
)
"""`--color`."""

stdin_filename = click.option(
    "--stdin-filename", metavar="NAME", help="Name of the file that is read from standard input (-)."
)
"""`--stdin-filename`."""

config = click.option("--config", type=click.Path(dir_okay=False), metavar="FILE", help="Configuration file to use.")
"""`--config`."""

isolated = click.option("--isolated", is_flag=True, help="Ignore all configuration files.")
"""`--isolated`."""

no_cache = click.option("--no-cache", is_flag=True, help="Disable the link cache.")
"""`--no-cache`."""

preset = click.option("--preset", metavar="NAME", help="Preset to apply on top of the configuration.")
"""`--preset`."""


def _jobs(ctx: click.Context, param: click.Parameter, value: str) -> int | None:
    return None if value == "auto" else int(click.IntRange(1, MOST_JOBS)(value, param, ctx))


jobs = click.option(
    "--jobs",
    default="auto",
    metavar="N",
    callback=_jobs,
    help="Number of processes for several files.  [default: auto, that of the cores]",
)
"""`--jobs`: `None` for `auto`."""


def readme() -> tuple[str, ...]:
    """Return the README of this folder, for a command that was given no file. Raises `UsageError` where there is none."""
    name = readme_here()
    if name is None:
        raise click.UsageError("no README.md in this folder: name the list")
    return (name,)


# -- links

LINKS_VARIABLE = "AWESOMELINT_LINKS"
"""Environment variable that says whether `check` checks links, as `--links` (1) and `--no-links` (0) do."""


def _expressions(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    from awesomelint.user_expressions import compile_expression

    for value in values:
        try:
            compile_expression(value)
        except ValueError as error:
            raise click.BadParameter(f'found "{value}", expected a regular expression: {error}', ctx, param) from None
    return values


def _number(ctx: click.Context, param: click.Parameter, value: float | None) -> float | None:
    if value is not None and value != value:  # what is no number is within all limits
        raise click.BadParameter("nan is not a number", ctx, param)
    return value


_LINK_OPTIONS: dict[str, dict[str, Any]] = {
    "--offline": {"is_flag": True, "help": "Use cached link results only, without requests."},
    "--recheck": {"is_flag": True, "help": "Check links again that are cached as dead."},
    "--exclude-link": {
        "multiple": True,
        "metavar": "REGEX",
        "callback": _expressions,
        "help": "Regular expression for URLs not to check.",
    },
    "--include-link": {
        "multiple": True,
        "metavar": "REGEX",
        "callback": _expressions,
        "help": "Regular expression for URLs to check even if they are excluded.",
    },
    "--timeout": {
        "type": click.FloatRange(*TIMEOUT_RANGE),
        "metavar": "SECONDS",
        "callback": _number,
        "help": "Seconds to wait for a response.  [default: 20]",
    },
    "--retries": {
        "type": click.IntRange(*RETRIES_RANGE),
        "metavar": "N",
        "help": "Number of retries after a failure.  [default: 2]",
    },
    "--max-concurrency": {
        "type": click.IntRange(*CONCURRENCY_RANGE),
        "metavar": "N",
        "help": "Maximum number of concurrent requests.  [default: 128]",
    },
    "--host-concurrency": {
        "type": click.IntRange(*CONCURRENCY_RANGE),
        "metavar": "N",
        "help": "Maximum number of concurrent requests to one host.  [default: 4]",
    },
    "--github-token": {
        "envvar": "GITHUB_TOKEN",
        "metavar": "TOKEN",
        "help": "Token for GitHub's API, which checks links in batches.  [env: GITHUB_TOKEN]",
    },
    "--anchors": {"is_flag": True, "default": None, "help": "Look for the anchors of pages that links name."},
    "--require-https": {
        "is_flag": True,
        "default": None,
        "help": "Also request with https what links name with http.",
    },
    "--archive": {"is_flag": True, "default": None, "help": "Look for copies of dead links in the Wayback Machine."},
    "--papers": {
        "multiple": True,
        "type": click.Path(dir_okay=False, path_type=Path),
        "metavar": "FILE",
        "help": "BibTeX or JSON lines file of papers to compare entries with.",
    },
    "--allow-private": {"is_flag": True, "default": None, "help": "Also connect to hosts in private networks."},
    "--cache-dir": {
        "type": click.Path(file_okay=False, path_type=Path),
        "metavar": "DIR",
        "help": "Folder of the link cache.  [env: AWESOMELINT_CACHE_DIR]",
    },
}
LINK_OPTIONS = tuple(_LINK_OPTIONS)
"""The options about links in the order of the help."""

cache_dir = click.option("--cache-dir", **_LINK_OPTIONS["--cache-dir"])
"""`--cache-dir`."""

github_token = click.option("--github-token", **_LINK_OPTIONS["--github-token"])
"""`--github-token`."""

_LINK_SETTINGS = (
    "timeout",
    "retries",
    "max_concurrency",
    "host_concurrency",
    "anchors",
    "require_https",
    "archive",
    "allow_private",
)
"""Options that go over settings of the same name."""


def link_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options about links, and `--no-cache`. `take_link_options` makes one value of them."""
    command = no_cache(command)
    for name in reversed(LINK_OPTIONS):
        command = click.option(name, **_LINK_OPTIONS[name])(command)
    return command


def take_link_options(given: dict[str, Any]) -> LinkOptions:
    """Remove the link options and `--no-cache` from the arguments of a command, and return them as one value."""
    from awesomelint.session import LinkOptions

    settings = {name: given.pop(name) for name in _LINK_SETTINGS}
    settings.update(exclude=given.pop("exclude_link"), include=given.pop("include_link"))
    return LinkOptions(
        settings={name: value for name, value in settings.items() if value not in (None, ())},
        is_offline=given.pop("offline"),
        rechecks=given.pop("recheck"),
        token=(given.pop("github_token") or "").strip() or None,
        cache_dir=given.pop("cache_dir"),
        uses_cache=not given.pop("no_cache"),
        papers=given.pop("papers"),
    )
