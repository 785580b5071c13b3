"""One exchange over HTTP as values: `Request`, `Reply`, `Exchange`. `http.py` carries it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Protocol

from awesomelint import __version__
from awesomelint.links.outcome import Hop, Reason
from awesomelint.origin import REPOSITORY
from awesomelint.startup import NamedTuple

NO_HEADERS: Mapping[str, str] = MappingProxyType({})
REDIRECTS = frozenset((301, 302, 303, 307, 308))
MAX_BODY = 1024 * 1024
"""Decompressed bytes of a body that are ever read."""


class Request(NamedTuple):
    """What is requested. `headers` go to the origin of `url` only, never on to another origin after a redirect, except for
    `Accept`.

    `max_body` is how many decompressed bytes of the body are read, at most `MAX_BODY`; 0 reads none. A body that is longer,
    breaks off or comes too slowly is a failure, unless `partial` accepts its beginning; then only text is read.
    `follows` tells whether redirects are followed. `retries` overrides how often a failure is tried again. `spent` are the
    seconds that earlier requests for the same link took: all together have one budget. `is_retry` tells that the latest one
    failed: this one is sent a moment later. `is_last` tells, when the response is read, whether the host gets no other request
    soon, so that its connection need not be kept. `is_led` tells that a page of another origin leads here: headers of the user
    are not sent then.
    """

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = NO_HEADERS
    body: bytes | None = None
    max_body: int = 0
    follows: bool = True
    retries: int | None = None
    partial: bool = False
    spent: float = 0.0
    is_retry: bool = False
    is_last: Callable[[], bool] = lambda: False
    is_led: bool = False


class Reply(NamedTuple):
    """The last response. `url` is where it came from, `headers` have lower-case names.

    Different values of one header are joined by `, `, but of `Location` only the first is kept. `is_whole` tells that `body` is
    the whole body.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    is_whole: bool = True


class Exchange(NamedTuple):
    """The result of a request, after redirects and retries: a reply, or the reason why there is none.

    `hops` are the responses of the last try; `permanent_url` is where the first redirects lead that are all permanent
    (301, 308), `None` without one. `tries` counts the requests sent. `detail` says more about a failure, for people.
    `is_conditional` tells that the last request asked whether the page has changed.
    `seconds` is what `Request.spent` was and the time of all these requests, not counting the time spent waiting for a turn.
    """

    hops: tuple[Hop, ...]
    reply: Reply | None
    failure: Reason | None
    tries: int
    permanent_url: str | None = None
    detail: str = ""
    seconds: float = 0.0
    is_conditional: bool = False


class Fetcher(Protocol):
    """Carries out requests: hop by hop through the guard, within the limits of each host, with retries in a budget of time."""

    async def fetch(self, request: Request) -> Exchange:
        """Return the result of a request. Never raises except for cancellation: a failure is a value too."""
        ...


def user_agent(mailto: str | None = None) -> str:
    """Return the header `User-Agent`: version, the page on which owners of servers can read what the program does, if it is
    published, and the address of the user for services that ask for one."""
    said = [f"+{REPOSITORY}"] if REPOSITORY else []
    said += [f"mailto:{mailto}"] if mailto else []
    return f"awesomelint/{__version__}" + (f" ({'; '.join(said)})" if said else "")
