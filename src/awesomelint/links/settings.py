"""How links are checked, and the expressions of a user that choose URLs.

A search with an expression takes time in proportion to the URL, or to a small power of its length: both are bounded here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from awesomelint.startup import NamedTuple, expression

TIMEOUT_RANGE = (0.1, 600.0)
RETRIES_RANGE = (0, 10)
CONCURRENCY_RANGE = (1, 1000)
"""The smallest and the largest value of each setting."""
MAX_CHECKED = 500
"""Characters of a URL in which an expression is searched."""
MOST_REPEATS = 5
"""Repetitions without an end that one expression may have."""

_ESCAPE_OR_SET = r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]"
_COMMENT = expression(rf"({_ESCAPE_OR_SET})|\(\?#[^)]*\)", re.DOTALL)
_COMMENT_OR_SPACE = expression(rf"({_ESCAPE_OR_SET})|\(\?#[^)]*\)|\s+|#[^\n]*", re.DOTALL)
_TOKEN = expression(
    rf"{_ESCAPE_OR_SET}|(?P<open>\(\??)|(?P<close>\))"
    r"|(?P<repeat>[*+?]|\{(?P<least>\d*)(?:(?P<comma>,)(?P<most>\d*))?\}(?<!\{\}))(?P<mode>[?+]?)|.",
    re.DOTALL,
)
"""A part of an expression, as `re` reads it."""
_PARTLY_VERBOSE = expression(r"\(\?[a-zA-Z]*x[a-zA-Z]*(?:-[a-zA-Z]*)?:")


class LinkSettings(NamedTuple):
    """Settings of a run over links.

    `exclude` and `include` are regular expressions that are searched in URLs; what is included is requested, even if something
    else excludes it. `timeout` is in seconds, for each try. `retries` is how often a failure is tried again. `max_concurrency`
    and `host_concurrency` are how many requests may be open at once, in all and to one host (`None`: as the table of hosts
    says). `archive` looks for copies of dead links in a web archive. `mailto` is an address for services that ask for one.
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
    """Return settings with others over them, by name; what is excluded or included is so next to what was before."""
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


def is_found(expressions: list[re.Pattern[str]], url: str) -> bool:
    """Return whether one of some expressions is found in a URL."""
    return any(expression.search(url, 0, MAX_CHECKED) for expression in expressions)


def url_expressions(texts: Iterable[str]) -> list[re.Pattern[str]]:
    """Compile expressions. Raises as `url_expression` does."""
    return [url_expression(text) for text in texts]


def url_expression(text: str) -> re.Pattern[str]:
    """Compile an expression.

    Raises `ValueError` for text that is none, for a repetition without an end inside of another one, `(a+)+`, whose time doubles
    with each character of a URL, and for more of them one after the other than needed; `(a+){3}` counts for three.
    """
    try:
        compiled = re.compile(text)
    except re.error as error:
        raise ValueError(str(error)) from None
    except (RecursionError, OverflowError):
        raise ValueError("it is too large") from None
    if _PARTLY_VERBOSE.search(text):
        raise ValueError("x applies to only a part of it")
    text = (_COMMENT_OR_SPACE if compiled.flags & re.VERBOSE else _COMMENT).sub(r"\1", text)
    if _endless_repeats(text) > MOST_REPEATS:
        raise ValueError(f"it has more than {MOST_REPEATS} unbounded repetitions")
    return compiled


def _endless_repeats(text: str) -> int:
    """Count the repetitions without an end of a valid expression. Raises `ValueError` for one inside of another."""
    counts = [0]  # of each group that is open, the whole first
    last = 0  # of what a repetition would repeat
    for token in _TOKEN.finditer(text):
        if token["open"]:
            counts.append(0)
        elif token["close"]:
            last = counts.pop()
            counts[-1] += last
            continue
        elif token["repeat"]:
            most = _most_repeats(token)
            if most is not None:
                counts[-1] += last * (most - 1)
            elif token["mode"] != "+":  # what never gives anything back costs nothing
                if last:
                    raise ValueError("an unbounded repetition contains another one")
                counts[-1] += 1
        last = 0
    return counts[0]


def _most_repeats(token: re.Match[str]) -> int | None:
    """Return how often a repetition repeats at most, `None` without an end."""
    if token["repeat"] == "?":
        return 1
    if token["repeat"] in "*+":
        return None
    most = token["most"] if token["comma"] else token["least"]
    return max(1, int(most[:9])) if most else None
