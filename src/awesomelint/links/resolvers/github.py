"""GitHub: with a token a hundred repositories a request, without one its pages one by one."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

from awesomelint.context import RepositoryRecord
from awesomelint.expressions import expression
from awesomelint.links.exchange import MAX_BODY, Exchange, Reply, Request
from awesomelint.links.outcome import Outcome, Reason, Verdict
from awesomelint.links.resolvers import (
    Answer,
    ResolverContext,
    is_unreachable,
    json_of,
    mapping,
    mappings,
    merged,
    text,
    why_not,
)
from awesomelint.links.targets import Target
from awesomelint.named_tuple import NamedTuple
from awesomelint.papers.identifiers import RepositoryId, repository

_HOSTS = frozenset(("github.com", "www.github.com"))
_LONGEST_REF = 3
"""Segments that the name of a branch is thought to have at most: `user/feature/x`."""
_MAX_LENGTH = 1000


class Place(NamedTuple):
    """Where a URL leads. `name` is empty for an owner. `tail` is what the URL says behind the repository, `/tree/main?plain=1`.

    `path` are the segments behind `/tree/` or `/blob/`, escapes resolved: the name of a branch, a tag or a commit, then a path.
    As such a name may have slashes of its own, only the repository knows where it ends.
    """

    owner: str
    name: str
    tail: str = ""
    path: tuple[str, ...] = ()

    @property
    def repository(self) -> RepositoryId:
        """The identity of the repository."""
        return RepositoryId("github", f"{self.owner}/{self.name}".lower())

    def splits(self) -> list[tuple[str, str]]:
        """Return the ways to read `path` as a name and a path, likely ones first."""
        path = self.path
        first = 3 if path[0] == "refs" and len(path) > 2 and path[1] in ("heads", "tags") else 1
        last = min(max(_LONGEST_REF, first), len(path))
        return [("/".join(path[:at]), "/".join(path[at:])) for at in range(first, last + 1)]


def full_name(url: str) -> str:
    """Return the `owner/name` of the repository that a URL of github.com leads to or into, as spelled; empty if it does not."""
    segments = _segments(url)
    if segments is None or len(segments[0]) < 2 or repository(url) is None:
        return ""
    return f"{segments[0][0]}/{segments[0][1].removesuffix('.git')}"


def read_place(url: str) -> Place | None:
    """Return where a URL leads as far as GitHub's API can tell; `None` for pages of other kinds, such as issues."""
    found = _segments(url)
    if found is None:
        return None
    segments, query = found
    if len(segments) == 1 and repository(f"https://github.com/{segments[0]}/x") is not None:
        return Place(segments[0], "")
    if len(segments) < 2 or repository(url) is None:
        return None
    owner, name, *rest = segments
    tail = "".join(f"/{segment}" for segment in rest) + (f"?{query}" if query else "")
    place = Place(owner, name.removesuffix(".git"), tail)
    if not rest:
        return place
    if rest[0] not in ("tree", "blob") or len(rest) < 2:
        return None
    path = tuple(map(unquote, rest[1:]))
    return place._replace(path=path) if "\ufffd" not in "".join(path) else None


def _segments(url: str) -> tuple[list[str], str] | None:
    """Return the segments of the path of a URL of github.com, and its query."""
    if len(url) > _MAX_LENGTH or not url.isascii():
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return ([segment for segment in parts.path.split("/") if segment], parts.query) if host in _HOSTS else None


#| Talking to GitHub's GraphQL API: a hundred repositories a request.
#|
#| Sources: <https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api> and the schema's
#| `Repository`, `RepositoryOwner` and `GitObject`. A repository that was renamed answers under its old name with its new one.

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

    async def ask(self, places: Sequence[Place], context: ResolverContext) -> list[Found]:
        """Return what GitHub says of each place, at most `BATCH`."""
        if self.is_closed or not context.github_token:
            return [UNKNOWN] * len(places)
        exchange = await context.fetcher.fetch(_question(places, context.github_token))
        reply = exchange.reply
        if reply is not None and reply.status in (401, 403, 429):
            self._close(_refusal(reply), context)
            return [UNKNOWN] * len(places)
        answer = mapping(json_of(exchange, 200))
        errors = list(mappings(answer.get("errors")))
        if any(error.get("type") == "RATE_LIMITED" for error in errors) or _is_last(reply):
            self._close(_LIMIT, context)
        data = answer.get("data")
        if isinstance(data, dict):
            return [_found(at, place, data, errors) for at, place in enumerate(places)]
        return await self._ask_halves(places, exchange, context)

    async def _ask_halves(self, places: Sequence[Place], exchange: Exchange, context: ResolverContext) -> list[Found]:
        middle = len(places) // 2
        if self.is_closed:
            return [UNKNOWN] * len(places)
        if middle < _SMALLEST_HALF:
            self._close(why_not(exchange)[1], context, is_told=not is_unreachable(exchange))
            return [UNKNOWN] * len(places)
        return await self.ask(places[:middle], context) + await self.ask(places[middle:], context)

    def _close(self, why: str, context: ResolverContext, *, is_told: bool = True) -> None:
        if not self.is_closed and is_told:
            context.note(f"GitHub's API cannot be used ({why}); its pages are asked for one by one instead")
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


#| GitHub: with a token a hundred repositories a request, without one its pages one by one.

MANY = 100
"""Links that take half a minute page by page, so that it is worth saying how they would take a moment."""


def takes_github(url: str) -> bool:
    """Tell whether a URL leads to GitHub: to what its API can judge, or to another page of a repository."""
    return read_place(url) is not None or bool(full_name(url))


class GithubResolver:
    """Asks GitHub. What its API cannot tell, such as where a branch went that was renamed, its pages are asked for."""

    name = "github"

    def __init__(self) -> None:
        self._api = GithubApi()

    async def resolve(self, targets: Sequence[Target], context: ResolverContext) -> AsyncIterator[Answer]:
        """Yield an answer for each target."""
        places: dict[Place, list[Target]] = {}
        others: list[Target] = []
        for target in targets:
            place = read_place(target.url) if context.github_token else None
            if place is None:
                others.append(target)
            else:
                places.setdefault(place, []).append(target)
        if not context.github_token and len(others) >= MANY:
            context.note(
                f"{len(others)} links to GitHub are asked for page by page; a token (GITHUB_TOKEN) makes it fast"
            )
        async for answer in merged(_ask_pages(others, context), self._ask_api(places, context)):
            yield answer

    async def _ask_api(
        self, places: Mapping[Place, Sequence[Target]], context: ResolverContext
    ) -> AsyncIterator[Answer]:
        known = list(places)
        others: list[Target] = []
        for start in range(0, len(known), BATCH):
            batch = known[start : start + BATCH]
            for place, found in zip(batch, await self._api.ask(batch, context), strict=True):
                for target in places[place]:
                    answer = _answer(target, place, found, context)
                    if answer is None:
                        others.append(target)
                    else:
                        yield answer
        async for answer in _ask_pages(others, context):
            yield answer


async def _ask_pages(targets: Sequence[Target], context: ResolverContext) -> AsyncIterator[Answer]:
    if targets:
        async for answer in context.plain.resolve(targets, context):
            yield _reviewed(answer)


def _answer(target: Target, place: Place, found: Found, context: ResolverContext) -> Answer | None:
    """Return what the API's word comes to; `None` if the page has to be asked for."""
    evidence = Outcome(target.url, Verdict.ALIVE, Reason.REGISTERED, GithubResolver.name, context.now)
    if found.exists is None:
        return None
    if not found.exists and not found.name:
        what = "repository" if place.name else "user or organization"
        detail = f'GitHub API: no {what} "{place.owner}/{place.name}"'.replace('/"', '"')
        return Answer(evidence._replace(verdict=Verdict.DEAD, reason=Reason.NOT_FOUND, detail=detail))
    if not place.name:
        return Answer(evidence)
    record = RepositoryRecord(place.repository, found.name, found.is_archived, found.is_empty)
    if not found.exists:
        if not found.has_ref:
            return None  # a branch that was renamed: only the page knows where it went
        ref, path = place.splits()[0]
        detail = f'GitHub API: no "{path}" in "{ref}" of {found.name}'
        return Answer(evidence._replace(verdict=Verdict.DEAD, reason=Reason.NOT_FOUND, detail=detail), (), (record,))
    if found.name.lower() != place.repository.value:
        evidence = evidence._replace(
            verdict=Verdict.MOVED,
            reason=Reason.RENAMED,
            final_url=f"https://github.com/{found.name}{place.tail}",
            detail=f"now {found.name}",
        )
    return Answer(evidence, (), (record,))


def _reviewed(answer: Answer) -> Answer:
    """Read a redirect from one repository to another as the new name that it is."""
    outcome = answer.outcome
    old, new = full_name(outcome.url), full_name(outcome.final_url or "")
    if outcome.verdict is not Verdict.MOVED or not old or not new or old.lower() == new.lower():
        return answer
    renamed = outcome._replace(reason=Reason.RENAMED, detail=f"now {new}")
    record = RepositoryRecord(RepositoryId("github", old.lower()), new)
    return answer._replace(outcome=renamed, repositories=(*answer.repositories, record))
