"""GitHub: with a token a hundred repositories per request, without one its pages one by one.

Sources: <https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api> and the schema's
`Repository`, `RepositoryOwner` and `GitObject`. A repository that was renamed answers under its old name with its new one.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

from awesomelint.context import RepositoryRecord
from awesomelint.links.exchange import MAX_BODY, Exchange, Reply, Request
from awesomelint.links.outcome import Outcome, Reason, Verdict
from awesomelint.links.resolvers import (
    Answer,
    Give,
    ResolverContext,
    batches,
    grouped,
    is_unreachable,
    json_of,
    mapping,
    mappings,
    text,
    why_not,
)
from awesomelint.links.targets import Target
from awesomelint.papers.identifiers import RepositoryId, repository
from awesomelint.startup import NamedTuple, expression

NAME = "github"
URL = "https://api.github.com/graphql"
BATCH = 100
MANY = 100
"""Links that take half a minute page by page: from here on a note tells that a token makes it fast."""
_SMALLEST_HALF = 25
"""A batch that fails is cut in two, as GitHub ends long queries; halves smaller than this are given up."""
_TOPICS = 20
"""How many topics a repository may have."""
_LIMIT = "its rate limit is reached"
_FULL_NAME = expression(r"[\w.-]{1,100}/[\w.-]{1,100}\Z", re.ASCII)


class GithubResolver:
    """Checks links at GitHub by its API, and by its pages where that cannot tell, as for a branch that was renamed."""

    name = NAME

    @staticmethod
    def takes(url: str) -> bool:
        """Return whether a URL leads to GitHub: to what its API can judge, or to another page of a repository."""
        return read_destination(url) is not None or bool(full_name(url))

    def __init__(self) -> None:
        self._api = _Api()

    async def resolve(self, targets: Sequence[Target], context: ResolverContext, give: Give) -> None:
        """Give an answer for each target."""
        destinations, others = grouped(targets, read_destination if context.github_token else lambda _: None)
        if not context.github_token and len(others) >= MANY:
            count = len(others)
            context.note(f"{count} links to GitHub are requested page by page; a token (GITHUB_TOKEN) makes this fast")
        async with asyncio.TaskGroup() as group:
            group.create_task(_ask_pages(others, context, give))
            group.create_task(self._ask_api(destinations, context, give))

    async def _ask_api(
        self, destinations: Mapping[Destination, Sequence[Target]], context: ResolverContext, give: Give
    ) -> None:
        others: list[Target] = []
        for batch in batches(list(destinations), BATCH):
            for destination, state in zip(batch, await self._api.ask(batch, context), strict=True):
                for target in destinations[destination]:
                    answer = _answer(target, destination, state, context)
                    if answer is None:
                        others.append(target)
                    else:
                        give(answer)
        await _ask_pages(others, context, give)


async def _ask_pages(targets: Sequence[Target], context: ResolverContext, give: Give) -> None:
    """Give the answers of pages; a redirect from one repository to another means that it was renamed."""

    def review(answer: Answer) -> None:
        outcome = answer.outcome
        old, new = full_name(outcome.url), full_name(outcome.final_url or "")
        if outcome.verdict is Verdict.MOVED and old and new and old.lower() != new.lower():
            renamed = outcome._replace(reason=Reason.RENAMED, detail=f"now {new}")
            record = RepositoryRecord(RepositoryId("github", old.lower()), new)
            answer = answer._replace(outcome=renamed, repositories=(*answer.repositories, record))
        give(answer)

    await context.plain.resolve(targets, context, review)


def _answer(target: Target, destination: Destination, state: State, context: ResolverContext) -> Answer | None:
    """Return the answer of the API; `None` if the page has to be requested."""
    outcome = Outcome(target.url, Verdict.ALIVE, Reason.REGISTERED, NAME, context.now)
    gone = outcome._replace(verdict=Verdict.DEAD, reason=Reason.NOT_FOUND)
    if state.exists is None:
        return None
    if not state.exists and not state.name:
        what = (
            f'repository "{destination.owner}/{destination.name}"'
            if destination.name
            else f'user or organization "{destination.owner}"'
        )
        return Answer(gone._replace(detail=f"GitHub API: no {what}"))
    if not destination.name:
        return Answer(outcome)
    if not state.exists:
        if not state.has_ref:
            return None  # a branch that was renamed: only the page knows where it went
        ref, path = destination.splits()[0]
        return Answer(gone._replace(detail=f'GitHub API: no "{path}" in "{ref}" of {state.name}'), (), state.records)
    if state.name.lower() != destination.repository.value:
        url = f"https://github.com/{state.name}{destination.tail}"
        outcome = outcome._replace(
            verdict=Verdict.MOVED, reason=Reason.RENAMED, final_url=url, detail=f"now {state.name}"
        )
    return Answer(outcome, (), state.records)


# -- where a URL leads

_HOSTS = frozenset(("github.com", "www.github.com"))
_LONGEST_REF = 3
"""Segments that the name of a branch is thought to have at most: `user/feature/x`."""
_MAX_LENGTH = 1000


class Destination(NamedTuple):
    """Where a URL leads. `name` is empty for an owner. `tail` is what follows the repository in the URL, `/tree/main?plain=1`.

    `path` are the segments after `/tree/` or `/blob/`, escapes resolved: the name of a branch, a tag or a commit, then a path.
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
    parts = _segments(url)
    if parts is None or len(parts[0]) < 2 or repository(url) is None:
        return ""
    return f"{parts[0][0]}/{parts[0][1].removesuffix('.git')}"


def read_destination(url: str) -> Destination | None:
    """Return where a URL leads as far as GitHub's API can tell; `None` for pages of other kinds, such as issues."""
    parts = _segments(url)
    if parts is None:
        return None
    segments, query = parts
    if len(segments) == 1 and repository(f"https://github.com/{segments[0]}/x") is not None:
        return Destination(segments[0], "")
    if len(segments) < 2 or repository(url) is None:
        return None
    owner, name, *rest = segments
    tail = "".join(f"/{segment}" for segment in rest) + (f"?{query}" if query else "")
    destination = Destination(owner, name.removesuffix(".git"), tail)
    if not rest:
        return destination
    if rest[0] not in ("tree", "blob") or len(rest) < 2:
        return None
    path = tuple(map(unquote, rest[1:]))
    return destination._replace(path=path) if "\ufffd" not in "".join(path) else None


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


# -- the API


class State(NamedTuple):
    """What GitHub says about one destination.

    `exists` is `None` where it does not tell. `name` is the present `owner/name`, or the owner's name. `has_ref` tells, for a
    path that is not there, that its branch is. `records` has what is said of a repository.
    """

    exists: bool | None
    name: str = ""
    has_ref: bool = False
    records: tuple[RepositoryRecord, ...] = ()


UNKNOWN = State(None)


class _Api:
    """The GraphQL API during one run. After a refusal of the token or at the rate limit it is closed, and not used again."""

    def __init__(self) -> None:
        self._is_closed = False

    async def ask(self, destinations: Sequence[Destination], context: ResolverContext) -> list[State]:
        """Return what GitHub says about each destination, at most `BATCH`."""
        unknown = [UNKNOWN] * len(destinations)
        if self._is_closed or not context.github_token:
            return unknown
        exchange = await context.fetcher.fetch(_question(destinations, context.github_token))
        reply = exchange.reply
        if reply is not None and reply.status in (401, 403, 429):
            self._close(_refusal(reply), context)
            return unknown
        answer = mapping(json_of(exchange, 200))
        errors = list(mappings(answer.get("errors")))
        if any(error.get("type") == "RATE_LIMITED" for error in errors) or _is_last(reply):
            self._close(_LIMIT, context)
        data = answer.get("data")
        if isinstance(data, dict):
            return [_state(at, destination, data, errors) for at, destination in enumerate(destinations)]
        return unknown if self._is_closed else await self._ask_halves(destinations, exchange, context)

    async def _ask_halves(
        self, destinations: Sequence[Destination], exchange: Exchange, context: ResolverContext
    ) -> list[State]:
        middle = len(destinations) // 2
        if middle < _SMALLEST_HALF:
            self._close(why_not(exchange)[1], context, is_told=not is_unreachable(exchange))
            return [UNKNOWN] * len(destinations)
        return await self.ask(destinations[:middle], context) + await self.ask(destinations[middle:], context)

    def _close(self, why: str, context: ResolverContext, *, is_told: bool = True) -> None:
        if not self._is_closed and is_told:
            context.note(f"GitHub's API cannot be used ({why}); its pages are requested one by one")
        self._is_closed = True


def _is_last(reply: Reply | None) -> bool:
    """Return whether a response was the last one within the limit of the hour."""
    return reply is not None and reply.headers.get("x-ratelimit-remaining", "").strip() == "0"


def _refusal(reply: Reply) -> str:
    is_limit = reply.status == 429 or (reply.status == 403 and (_is_last(reply) or b"rate limit" in reply.body))
    return _LIMIT if is_limit else f"it refuses the token, {reply.status}"


_WANTED = (
    "nameWithOwner isArchived isEmpty pushedAt homepageUrl createdAt description defaultBranchRef{name} "
    f"repositoryTopics(first:{_TOPICS}){{nodes{{topic{{name}}}}}}"
)


def _question(destinations: Sequence[Destination], token: str) -> Request:
    """Write a query with one alias per destination. Names are plain ASCII; paths, which may hold anything, are variables."""
    fields: list[str] = []
    variables: dict[str, str] = {}

    def variable(value: str) -> str:
        variables[f"v{len(variables)}"] = value
        return f"$v{len(variables) - 1}"

    for at, destination in enumerate(destinations):
        if not destination.name:
            fields.append(f"p{at}:repositoryOwner(login:{json.dumps(destination.owner)}){{login}}")
            continue
        wanted = [_WANTED]
        for way, (ref, path) in enumerate(destination.splits() if destination.path else ()):
            wanted.append(f"o{way}:object(expression:{variable(f'{ref}:{path}')}){{__typename}}")
            if path:
                wanted.append(f"r{way}:object(expression:{variable(ref)}){{__typename}}")
        names = f"owner:{json.dumps(destination.owner)},name:{json.dumps(destination.name)}"
        fields.append(f"p{at}:repository({names}){{{' '.join(wanted)}}}")
    declared = f"({','.join(f'${name}:String!' for name in variables)})" if variables else ""
    body = json.dumps({"query": f"query{declared}{{{' '.join(fields)}}}", "variables": variables})
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Accept": "application/json"}
    return Request(URL, "POST", headers, body.encode(), MAX_BODY, follows=False)


def _state(at: int, destination: Destination, data: Mapping[str, Any], errors: Sequence[Mapping[str, Any]]) -> State:
    alias = f"p{at}"
    own = [error for error in errors if isinstance(error.get("path"), list) and error["path"][:1] == [alias]]
    if alias not in data:
        return UNKNOWN
    value = mapping(data[alias])
    if not value:
        is_missing = all(error.get("type") == "NOT_FOUND" for error in own) and (own or not destination.name)
        return State(False) if is_missing and data[alias] is None else UNKNOWN
    if not destination.name:
        return State(True, text(value.get("login")))
    name = text(value.get("nameWithOwner"))
    if not _FULL_NAME.match(name):
        return UNKNOWN
    state = State(True, name, records=(_record(destination.repository, name, value),))
    if not destination.path:
        return state
    ways = range(len(destination.splits()))
    if any(mapping(value.get(f"o{way}")) for way in ways):
        return state
    if any(error["path"][1:] for error in own):
        return state._replace(exists=None)
    return state._replace(exists=False, has_ref=any(mapping(value.get(f"r{way}")) for way in ways))


def _record(identity: RepositoryId, name: str, value: Mapping[str, Any]) -> RepositoryRecord:
    """Return what the API says of a repository."""
    topics = mapping(value.get("repositoryTopics"))
    return RepositoryRecord(
        identity,
        name,
        is_archived=value.get("isArchived") is True,
        is_empty=value.get("isEmpty") is True,
        pushed=text(value.get("pushedAt"))[:10],
        homepage=text(value.get("homepageUrl")),
        created=text(value.get("createdAt"))[:10],
        branch=text(mapping(value.get("defaultBranchRef")).get("name")),
        description=text(value.get("description")),
        topics=tuple(text(mapping(node.get("topic")).get("name")) for node in mappings(topics.get("nodes")))
        if topics
        else None,
    )
