"""How links are checked, and the expressions of a user that choose URLs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from awesomelint.named_tuple import NamedTuple

MAX_CHECKED = 500
"""Characters of a URL in which an expression is searched."""
MOST_REPEATS = 5
"""Repetitions without an end that one expression may have."""

_REPEATS = frozenset(("MAX_REPEAT", "MIN_REPEAT"))


def url_expression(text: str) -> re.Pattern[str]:
    """Compile an expression.

    Raises `ValueError` for text that is none, for a repetition without an end inside of another one, `(a+)+`, whose time doubles
    with each character of a URL, and for more of them one after the other than anybody needs.
    """
    try:
        compiled = re.compile(text)
        parsed: Any = re._parser.parse(text)  # type: ignore[attr-defined]  # the only way to see its parts
    except re.error as error:
        raise ValueError(str(error)) from None
    except (RecursionError, OverflowError):
        raise ValueError("it is too large") from None
    if _endless(parsed, inside=False) > MOST_REPEATS:
        raise ValueError(f"it has more than {MOST_REPEATS} repetitions without an end")
    return compiled


def url_expressions(texts: Iterable[str]) -> list[re.Pattern[str]]:
    """Compile expressions. Raises as `url_expression` does."""
    return [url_expression(text) for text in texts]


def is_found(expressions: list[re.Pattern[str]], url: str) -> bool:
    """Tell whether one of some expressions is found in a URL."""
    return any(expression.search(url, 0, MAX_CHECKED) for expression in expressions)


def _endless(items: Any, *, inside: bool) -> int:
    """Count repetitions without an end. Raises `ValueError` for one inside of another."""
    count = 0
    for operator, argument in items:
        is_endless = str(operator) in _REPEATS and argument[1] is re._constants.MAXREPEAT  # type: ignore[attr-defined]
        if is_endless and inside:
            raise ValueError("a repetition without an end is inside of another one")
        count += is_endless
        count += sum(_endless(part, inside=inside or is_endless) for part in _parts(argument))
    return count


def _parts(argument: Any) -> list[Any]:
    """Return the expressions inside of a part of one: alternatives, groups, what is repeated."""
    if isinstance(argument, re._parser.SubPattern):  # type: ignore[attr-defined]
        return [argument]
    if isinstance(argument, list | tuple):
        return [part for inner in argument for part in _parts(inner)]
    return []


#| How links are checked: what a configuration says under `links`, with what the command line says over it.

TIMEOUT = (0.1, 600.0)
RETRIES = (0, 10)
CONCURRENCY = (1, 1000)
"""The least and the most that may be asked for."""


class LinkSettings(NamedTuple):
    """Settings of a run over links.

    `exclude` and `include` are regular expressions that are searched in URLs; what is included is asked for, whatever else says
    not to. `timeout` is in seconds, for each try. `retries` is how often a failure is tried again. `max_concurrency` and
    `host_concurrency` are how many requests may be open at once, in all and to one host (`None`: as the table of hosts says).
    `archive` looks for copies of dead links in a web archive. `mailto` is an address for services that ask for one.
    """

    check: bool = True
    exclude: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    timeout: float = 20.0
    retries: int = 2
    max_concurrency: int = 128
    host_concurrency: int | None = None
    allow_private: bool = False
    archive: bool = False
    mailto: str | None = None


DEFAULTS = LinkSettings()


def link_settings(settings: LinkSettings, *over: Mapping[str, Any]) -> LinkSettings:
    """Return settings with others over them, by name; what is excluded or included is so beside what was before."""
    for given in over:
        added = {name: (*getattr(settings, name), *given[name]) for name in ("exclude", "include") if name in given}
        settings = settings._replace(**{**given, **added})
    return settings


def excluded_urls(urls: Iterable[str], settings: LinkSettings) -> frozenset[str]:
    """Return those URLs that the settings exclude and do not include."""
    if not settings.exclude:
        return frozenset()
    exclude, include = url_expressions(settings.exclude), url_expressions(settings.include)
    return frozenset(url for url in urls if is_found(exclude, url) and not is_found(include, url))
