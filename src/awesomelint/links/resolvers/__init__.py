"""Resolvers: one module per service or group of services, in batches where possible, and one for all other pages.

Here is what they have in common: their protocol, their context, reading JSON, and batches.
`network.py` has the table of resolvers.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from awesomelint.context import PaperRecord, RepositoryRecord
from awesomelint.links.exchange import NO_HEADERS, Exchange, Fetcher, user_agent
from awesomelint.links.outcome import Outcome, Reason
from awesomelint.links.share import EVERYTHING, Handover, Share
from awesomelint.links.targets import Target
from awesomelint.startup import NamedTuple

PLAIN = "http"
"""The name of the resolver of ordinary pages, in the table of hosts and in reports."""

T = TypeVar("T")
K = TypeVar("K")


class Validators(NamedTuple):
    """Headers of a response by which the server can tell later whether anything has changed, as they came."""

    etag: str = ""
    last_modified: str = ""


class Answer(NamedTuple):
    """The result of a resolver for one target, and the records that came with it.

    `validators` are those of the target's own page, where it is alive and its server gave some.
    """

    outcome: Outcome
    papers: tuple[PaperRecord, ...] = ()
    repositories: tuple[RepositoryRecord, ...] = ()
    validators: Validators = Validators()


Give = Callable[[Answer], None]
"""Takes an answer as soon as it is known."""


class Look(Protocol):
    """A closer look at some pages: who requests one anyway spares it a request."""

    def wants(self, url: str) -> bool:
        """Return whether the page of a target is to be read as a whole."""
        ...

    def see(self, url: str, exchange: Exchange) -> None:
        """Take in a page that is wanted."""
        ...


class ResolverContext(NamedTuple):
    """What resolvers work with.

    `fetcher` does HTTP. `plain` is the resolver of ordinary pages, for targets that a registry cannot judge. `now` is the time
    of the run in seconds since the epoch. `github_token` goes to api.github.com only; `mailto` is an address for services that
    treat callers better who give one. `validators` are those of earlier responses by target URL, to be sent as `If-None-Match`
    and `If-Modified-Since`; 304 then means alive. `note` takes one line for the user about the run itself, such as a token that
    is refused. `share` is what is asked here of what several checks ask; `hand_over` takes targets that another one has to go on
    with, for which there is no answer here. `closer_look` takes whole pages, `None` none.
    """

    fetcher: Fetcher
    plain: Resolver
    now: int
    github_token: str | None = None
    mailto: str | None = None
    validators: Mapping[str, Validators] = MappingProxyType({})
    note: Callable[[str], None] = lambda _: None
    share: Share = EVERYTHING
    hand_over: Callable[[str, Handover], None] = lambda _, __: None
    closer_look: Look | None = None


class Resolver(Protocol):
    """Checks targets of one kind. `name` is what `hosts.yaml` and reports call it."""

    name: str

    async def resolve(self, targets: Sequence[Target], context: ResolverContext, give: Give) -> None:
        """Give an answer for each target, in any order, as soon as it is known.

        Never raises, whatever a server responds, but for cancellation.
        """
        ...


class ServiceResolver(Resolver, Protocol):
    """A resolver of one service, among which `network.choose` finds the one for a URL."""

    @staticmethod
    def takes(url: str) -> bool:
        """Return whether it can say more about a URL than the page itself. Never raises."""
        ...


def contact_headers(context: ResolverContext) -> Mapping[str, str]:
    """Return the headers with the address of the user, none if no address is configured."""
    if not context.mailto or not context.mailto.isascii() or not context.mailto.isprintable():
        return NO_HEADERS
    return {"User-Agent": user_agent(context.mailto)}


# -- why a response of a service cannot be used

_REASONS = {
    401: Reason.REFUSED,
    403: Reason.REFUSED,
    408: Reason.TIMEOUT,
    429: Reason.RATE_LIMITED,
    451: Reason.REFUSED,
}


def why_not(exchange: Exchange) -> tuple[Reason, str]:
    """Return why an exchange has no response that can be used, and its wording: `429, rate limited`."""
    if exchange.reply is None:
        reason = exchange.failure or Reason.CONNECTION_FAILED
        return reason, exchange.detail or reason.value
    status = exchange.reply.status
    reason = _REASONS.get(status, Reason.SERVER_ERROR if status >= 500 else Reason.UNEXPECTED_STATUS)
    return reason, f"{status}, {reason}" if status != 200 else "an unreadable response"


UNREACHED = frozenset((Reason.CONNECTION_FAILED, Reason.NAME_UNRESOLVED, Reason.NO_SUCH_HOST))
"""Failures to reach a host at all: without a network there are no others."""


def is_unreachable(exchange: Exchange) -> bool:
    """Return whether a service could not even be reached, perhaps because there is no network."""
    return exchange.reply is None and exchange.failure in UNREACHED


# -- the JSON of a service, whose shape is not trusted


def json_of(exchange: Exchange, *statuses: int) -> Any:
    """Return the JSON of a response with one of these statuses; `None` for another one, or if the body is no JSON."""
    reply = exchange.reply
    return read_json(reply.body) if reply is not None and reply.status in statuses else None


def read_json(body: bytes) -> Any:
    """Return the JSON in a body; `None` if there is none, if it is cut short, or nested beyond reason. Never raises."""
    try:
        return json.loads(body, parse_int=lambda digits: int(digits) if len(digits) < 20 else float("inf"))
    except (ValueError, RecursionError):
        return None


def mapping(value: object) -> Mapping[str, Any]:
    """Return an object of JSON, an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def mappings(value: object) -> Iterator[Mapping[str, Any]]:
    """Yield the objects in an array of JSON."""
    yield from (item for item in value if isinstance(item, dict)) if isinstance(value, list) else ()


def text(value: object) -> str:
    """Return a string of JSON with its whitespace collapsed, empty for anything else."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def first_text(value: object) -> str:
    """Return the first string in an array of JSON, or the string that is in its place."""
    return next(filter(None, map(text, value)), "") if isinstance(value, list) else text(value)


# -- groups and batches of targets


def grouped(targets: Iterable[Target], key_of: Callable[[str], K | None]) -> tuple[dict[K, list[Target]], list[Target]]:
    """Return targets by the keys of their URLs, and those without one (`None`)."""
    groups: dict[K, list[Target]] = {}
    others: list[Target] = []
    for target in targets:
        key = key_of(target.url)
        (others if key is None else groups.setdefault(key, [])).append(target)
    return groups, others


def batches(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """Return items in batches of at most `size`."""
    return [items[start : start + size] for start in range(0, len(items), size)]
