"""GitHub: with a token a hundred repositories a request, without one its pages one by one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence

from awesomelint.links.outcome import Outcome, Reason, Verdict
from awesomelint.links.resolvers.base import Answer, Means
from awesomelint.links.resolvers.concurrent import merged
from awesomelint.links.resolvers.github_api import BATCH, Found, GithubApi
from awesomelint.links.resolvers.github_urls import Place, full_name, read_place
from awesomelint.links.targets import Target
from awesomelint.papers.identifiers import RepositoryId
from awesomelint.papers.records import RepositoryRecord

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

    async def resolve(self, targets: Sequence[Target], means: Means) -> AsyncIterator[Answer]:
        """Yield an answer for each target."""
        places: dict[Place, list[Target]] = {}
        others: list[Target] = []
        for target in targets:
            place = read_place(target.url) if means.github_token else None
            if place is None:
                others.append(target)
            else:
                places.setdefault(place, []).append(target)
        if not means.github_token and len(others) >= MANY:
            means.note(
                f"{len(others)} links to GitHub are asked for page by page; a token (GITHUB_TOKEN) makes it fast"
            )
        async for answer in merged(_ask_pages(others, means), self._ask_api(places, means)):
            yield answer

    async def _ask_api(self, places: Mapping[Place, Sequence[Target]], means: Means) -> AsyncIterator[Answer]:
        known = list(places)
        others: list[Target] = []
        for start in range(0, len(known), BATCH):
            batch = known[start : start + BATCH]
            for place, found in zip(batch, await self._api.ask(batch, means), strict=True):
                for target in places[place]:
                    answer = _answer(target, place, found, means)
                    if answer is None:
                        others.append(target)
                    else:
                        yield answer
        async for answer in _ask_pages(others, means):
            yield answer


async def _ask_pages(targets: Sequence[Target], means: Means) -> AsyncIterator[Answer]:
    if targets:
        async for answer in means.plain.resolve(targets, means):
            yield _reviewed(answer)


def _answer(target: Target, place: Place, found: Found, means: Means) -> Answer | None:
    """Return what the API's word comes to; `None` if the page has to be asked for."""
    evidence = Outcome(target.url, Verdict.ALIVE, Reason.REGISTERED, GithubResolver.name, means.now)
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
