"""The options about links, for the commands that check them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from awesomelint.links.settings import CONCURRENCY, RETRIES, TIMEOUT
from awesomelint.named_tuple import NamedTuple

VARIABLE = "AWESOMELINT_LINKS"
"""Environment variable that says whether `check` checks links, as `--links` (1) and `--no-links` (0) do."""

_GIVEN = {
    "exclude_link": "exclude",
    "include_link": "include",
    "timeout": "timeout",
    "retries": "retries",
    "max_concurrency": "max_concurrency",
    "host_concurrency": "host_concurrency",
    "archive": "archive",
    "allow_private": "allow_private",
}
"""Options, and the settings that they go over."""

NAMES = (
    "--offline",
    "--exclude-link",
    "--include-link",
    "--timeout",
    "--retries",
    "--max-concurrency",
    "--host-concurrency",
    "--github-token",
    "--archive",
    "--allow-private",
    "--cache-dir",
)
"""The options in the order of the help."""


class LinkOptions(NamedTuple):
    """What the command line says about links.

    `given` goes over the settings of every configuration. `is_wanted` is `None` where the command line does not say whether
    links are to be checked. `keeps_answers` is false where neither earlier runs nor later ones count.
    """

    given: Mapping[str, Any]
    is_wanted: bool | None = None
    is_offline: bool = False
    token: str | None = None
    cache_dir: Path | None = None
    keeps_answers: bool = True
    shows_progress: bool = True
    color: str = "auto"


def _expressions(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    from awesomelint.links.settings import url_expression

    for value in values:
        try:
            url_expression(value)
        except ValueError as error:
            raise click.BadParameter(f'found "{value}", expected a regular expression: {error}', ctx, param) from None
    return values


def _number(ctx: click.Context, param: click.Parameter, value: float | None) -> float | None:
    if value is not None and value != value:  # what is no number is within all limits
        raise click.BadParameter("nan is not a number", ctx, param)
    return value


def _at_once(name: str, text: str) -> Callable[[Any], Any]:
    return click.option(name, type=click.IntRange(*CONCURRENCY), metavar="N", help=text)


_OPTIONS = (
    click.option("--offline", is_flag=True, help="Ask nobody: say of links what is known from earlier runs."),
    click.option(
        "--exclude-link",
        multiple=True,
        metavar="REGEX",
        callback=_expressions,
        help="Do not check URLs with this in them.",
    ),
    click.option(
        "--include-link",
        multiple=True,
        metavar="REGEX",
        callback=_expressions,
        help="Check these, whatever excludes them.",
    ),
    click.option(
        "--timeout",
        type=click.FloatRange(*TIMEOUT),
        metavar="SECONDS",
        callback=_number,
        help="Wait so long for an answer.  [default: 20]",
    ),
    click.option(
        "--retries",
        type=click.IntRange(*RETRIES),
        metavar="N",
        help="Try again so often after a failure.  [default: 2]",
    ),
    _at_once("--max-concurrency", "Requests at once.  [default: 128]"),
    _at_once("--host-concurrency", "Requests at once to one host.  [default: 4]"),
    click.option(
        "--github-token", envvar="GITHUB_TOKEN", metavar="TOKEN", help="Ask GitHub in batches; also from GITHUB_TOKEN."
    ),
    click.option("--archive", is_flag=True, default=None, help="Look for copies of dead links in the Wayback Machine."),
    click.option("--allow-private", is_flag=True, default=None, help="Also ask hosts in private networks."),
    click.option(
        "--cache-dir",
        type=click.Path(file_okay=False, path_type=Path),
        metavar="DIR",
        help="Keep what is known of links here; also from AWESOMELINT_CACHE_DIR.",
    ),
)


def link_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def link_options_of(given: Mapping[str, Any], *, shows_progress: bool) -> LinkOptions:
    """Return what the options say."""
    settings = {setting: given[option] for option, setting in _GIVEN.items() if given[option] not in (None, ())}
    return LinkOptions(
        given=settings,
        is_offline=given["offline"],
        token=(given["github_token"] or "").strip() or None,
        cache_dir=given["cache_dir"],
        keeps_answers=not given.get("no_cache"),
        shows_progress=shows_progress,
        color=given["color"],
    )
