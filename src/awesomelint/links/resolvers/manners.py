"""How we introduce ourselves to services that treat callers better who leave an address."""

from __future__ import annotations

from collections.abc import Mapping

from awesomelint.links.agent import user_agent
from awesomelint.links.fetching import NO_HEADERS
from awesomelint.links.resolvers.base import Means


def introduction(means: Means) -> Mapping[str, str]:
    """Return the headers of a polite question: our name with the address of the user, none if no address is configured."""
    if not means.mailto or not means.mailto.isascii() or not means.mailto.isprintable():
        return NO_HEADERS
    return {"User-Agent": user_agent(means.mailto)}
