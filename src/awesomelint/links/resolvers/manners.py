"""How we introduce ourselves to services that treat callers better who leave an address."""

from __future__ import annotations

from collections.abc import Mapping

from awesomelint import __version__
from awesomelint.links.fetching import NO_HEADERS
from awesomelint.links.resolvers.base import Means


def introduction(means: Means) -> Mapping[str, str]:
    """Return the headers of a polite question: with the address that the user configured, else none of our own."""
    if not means.mailto or not means.mailto.isascii() or not means.mailto.isprintable():
        return NO_HEADERS
    return {"user-agent": f"awesomelint/{__version__} (mailto:{means.mailto})"}
