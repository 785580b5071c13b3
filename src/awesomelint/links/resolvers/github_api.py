"""Talking to GitHub's GraphQL API: a hundred repositories a request.

Sources: <https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api> and the schema's
`Repository`, `RepositoryOwner` and `GitObject`. A repository that was renamed answers under its old name with its new one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from awesomelint.expressions import expression
from awesomelint.links.fetching import MAX_BODY, Exchange, Reply, Request
from awesomelint.links.resolvers.answers import is_unreachable, json_of, mapping, mappings, text, why_not
from awesomelint.links.resolvers.base import Means
from awesomelint.links.resolvers.github_urls import Place
from awesomelint.named_tuple import NamedTuple

URL = "https://api.github.com/graphql"
BATCH = 100
_SMALLEST_HALF = 25
"""A batch is cut in two when it fails, as GitHub ends long queries; smaller ones than this are given up."""

_LIMIT = "its limit of requests is reached"
_FULL_NAME = expression(r"[\w.-]{1,100}/[\w.-]{1,100}\Z", re.ASCII)


class Found(NamedTuple):
    """What GitHub says of one place.

    `exists` is `None` where it does not tell. `name` is the present `owner/name`, or the owner's name. `has_ref` tells, for a
    path that is not there, that its branch is.
    """

    exists: bool | None
    name: str = ""
    is_archived: bool = False
    is_empty: bool = False
    has_ref: bool = False


UNKNOWN = Found(None)


class GithubApi:
    """The API during one run. Once `is_closed`, because of the token or the limit of requests, it is asked no more."""

    def __init__(self) -> None:
        self.is_closed = False

    async def ask(self, places: Sequence[Place], means: Means) -> list[Found]:
        """Return what GitHub says of each place, at most `BATCH`."""
        if self.is_closed or not means.github_token:
            return [UNKNOWN] * len(places)
        exchange = await means.fetcher.fetch(_question(places, means.github_token))
        reply = exchange.reply
        if reply is not None and reply.status in (401, 403, 429):
            self._close(_refusal(reply), means)
            return [UNKNOWN] * len(places)
        answer = mapping(json_of(exchange, 200))
        errors = list(mappings(answer.get("errors")))
        if any(error.get("type") == "RATE_LIMITED" for error in errors) or _is_last(reply):
            self._close(_LIMIT, means)
        data = answer.get("data")
        if isinstance(data, dict):
            return [_found(at, place, data, errors) for at, place in enumerate(places)]
        return await self._ask_halves(places, exchange, means)

    async def _ask_halves(self, places: Sequence[Place], exchange: Exchange, means: Means) -> list[Found]:
        middle = len(places) // 2
        if self.is_closed:
            return [UNKNOWN] * len(places)
        if middle < _SMALLEST_HALF:
            self._close(why_not(exchange)[1], means, is_told=not is_unreachable(exchange))
            return [UNKNOWN] * len(places)
        return await self.ask(places[:middle], means) + await self.ask(places[middle:], means)

    def _close(self, why: str, means: Means, *, is_told: bool = True) -> None:
        if not self.is_closed and is_told:
            means.note(f"GitHub's API cannot be used ({why}); its pages are asked for one by one instead")
        self.is_closed = True


def _is_last(reply: Reply | None) -> bool:
    """Tell whether an answer was the last one before the limit of the hour."""
    return reply is not None and reply.headers.get("x-ratelimit-remaining", "").strip() == "0"


def _refusal(reply: Reply) -> str:
    is_limit = reply.status == 429 or (reply.status == 403 and (_is_last(reply) or b"rate limit" in reply.body))
    return _LIMIT if is_limit else f"it refuses the token, {reply.status}"


def _question(places: Sequence[Place], token: str) -> Request:
    """Write a query with one alias a place. Names are plain ASCII; paths, which may hold anything, travel as variables."""
    fields: list[str] = []
    variables: dict[str, str] = {}

    def variable(value: str) -> str:
        variables[f"v{len(variables)}"] = value
        return f"$v{len(variables) - 1}"

    for at, place in enumerate(places):
        if not place.name:
            fields.append(f"p{at}:repositoryOwner(login:{json.dumps(place.owner)}){{login}}")
            continue
        wanted = ["nameWithOwner isArchived isEmpty"]
        for way, (ref, path) in enumerate(place.splits() if place.path else ()):
            wanted.append(f"o{way}:object(expression:{variable(f'{ref}:{path}')}){{__typename}}")
            if path:
                wanted.append(f"r{way}:object(expression:{variable(ref)}){{__typename}}")
        names = f"owner:{json.dumps(place.owner)},name:{json.dumps(place.name)}"
        fields.append(f"p{at}:repository({names}){{{' '.join(wanted)}}}")
    declared = f"({','.join(f'${name}:String!' for name in variables)})" if variables else ""
    body = json.dumps({"query": f"query{declared}{{{' '.join(fields)}}}", "variables": variables})
    headers = {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/json",
        "Accept": "application/json",
    }
    return Request(URL, "POST", headers, body.encode(), MAX_BODY, follows=False)


def _found(at: int, place: Place, data: Mapping[str, Any], errors: Sequence[Mapping[str, Any]]) -> Found:
    alias = f"p{at}"
    own = [error for error in errors if isinstance(error.get("path"), list) and error["path"][:1] == [alias]]
    if alias not in data:
        return UNKNOWN
    value = mapping(data[alias])
    if not value:
        is_missing = all(error.get("type") == "NOT_FOUND" for error in own) and (own or not place.name)
        return Found(False) if is_missing and data[alias] is None else UNKNOWN
    if not place.name:
        return Found(True, text(value.get("login")))
    name = text(value.get("nameWithOwner"))
    if not _FULL_NAME.match(name):
        return UNKNOWN
    found = Found(True, name, value.get("isArchived") is True, value.get("isEmpty") is True)
    if not place.path:
        return found
    ways = range(len(place.splits()))
    if any(mapping(value.get(f"o{way}")) for way in ways):
        return found
    if any(error["path"][1:] for error in own):
        return found._replace(exists=None)
    return found._replace(exists=False, has_ref=any(mapping(value.get(f"r{way}")) for way in ways))
