"""How links are checked, and the expressions of a user that choose URLs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from awesomelint.startup import NamedTuple
from awesomelint.user_expressions import compile_expression

TIMEOUT_RANGE = (0.1, 600.0)
RETRIES_RANGE = (0, 10)
CONCURRENCY_RANGE = (1, 1000)
"""The smallest and the largest value of each setting."""


class LinkSettings(NamedTuple):
    """Settings of a run over links.

    `exclude` and `include` are regular expressions that are searched in URLs; what is included is requested, even if something
    else excludes it. `timeout` is in seconds, for each try. `retries` is how often a failure is tried again. `max_concurrency`
    and `host_concurrency` are how many requests may be open at once, in all and to one host (`None`: as the table of hosts
    says). `archive` looks for copies of dead links in a web archive. `identity` asks more about links whose paper has another
    title than their entry. `mailto` is an address for services that ask for one. `remap` are patterns with replacements, of which
    the first that is found in a URL tells what is requested instead. `base_url` is the site to which targets such as `/about`
    belong. `anchors` looks for the anchors of pages that links name, `require_https` asks whether https answers where a link has
    http.
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
    identity: bool = True
    remap: tuple[tuple[str, str], ...] = ()
    base_url: str | None = None
    anchors: bool = False
    require_https: bool = False

    @property
    def patience(self) -> tuple[float, int] | None:
        """Timeout and retries, `None` where they are the usual ones."""
        own = self.timeout, self.retries
        return own if own != (DEFAULTS.timeout, DEFAULTS.retries) else None


DEFAULTS = LinkSettings()


def link_settings(settings: LinkSettings, *over: Mapping[str, Any]) -> LinkSettings:
    """Return settings with others over them, by name.

    What is excluded or included is so next to what was before, and what is remapped comes before it.
    """
    for given in over:
        added = {name: (*getattr(settings, name), *given[name]) for name in ("exclude", "include") if name in given}
        if "remap" in given:
            added["remap"] = (*given["remap"], *settings.remap)
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
    return any(expression.search(url) for expression in expressions)


def url_expressions(texts: Iterable[str]) -> list[re.Pattern[str]]:
    """Compile expressions. Raises `ValueError` for one that is none."""
    return [compile_expression(text) for text in texts]
