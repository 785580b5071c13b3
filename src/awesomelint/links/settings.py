"""How links are checked: what a configuration says under `links`, with what the command line says over it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from awesomelint.named_tuple import NamedTuple

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


def link_settings(settings: LinkSettings, *over: Mapping[str, Any]) -> LinkSettings:
    """Return settings with others over them, by name; what is excluded or included is so beside what was before."""
    for given in over:
        added = {name: (*getattr(settings, name), *given[name]) for name in ("exclude", "include") if name in given}
        settings = settings._replace(**{**given, **added})
    return settings
