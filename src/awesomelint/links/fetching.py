"""One exchange over HTTP as a value: what is asked for, and what came of it. `http.py` carries it out."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple, Protocol

from awesomelint.links.outcome import Hop, Reason

NO_HEADERS: Mapping[str, str] = MappingProxyType({})
MAX_BODY = 1024 * 1024
"""Decompressed bytes of a body that are ever read."""


class Request(NamedTuple):
    """What is asked for. `headers` go to the origin of `url` only, never on to another origin after a redirect.

    `max_body` is how many decompressed bytes of the body are wanted, at most `MAX_BODY`; 0 reads none.
    `follows` tells whether redirects are followed. `retries` overrides how often a failure is tried again.
    """

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = NO_HEADERS
    body: bytes | None = None
    max_body: int = 0
    follows: bool = True
    retries: int | None = None


class Reply(NamedTuple):
    """The last answer. `url` is where it came from, `headers` have lower-case names (repeated ones joined by `, `)."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = b""


class Exchange(NamedTuple):
    """What came of a request, after redirects and retries: a reply, or the reason why there is none.

    `hops` are the answers of the last try; `permanent_url` is where the first redirects lead that are all permanent
    (301, 308), `None` without one. `tries` counts the requests sent. `detail` says more about a failure, for people.
    """

    hops: tuple[Hop, ...]
    reply: Reply | None
    failure: Reason | None
    tries: int
    permanent_url: str | None = None
    detail: str = ""


class Fetcher(Protocol):
    """Carries out requests: hop by hop behind the guard, within the limits of each host, with retries in a budget of time."""

    async def fetch(self, request: Request) -> Exchange:
        """Return what came of a request. Never raises but for cancellation: a failure is a value too."""
        ...
