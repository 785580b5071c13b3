"""Services whose pages are asked for as any page, but whose answers mean something else than usual."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence

from awesomelint.links.outcome import Outcome
from awesomelint.links.resolvers.base import Answer, Means
from awesomelint.links.targets import Target


class ReviewedResolver:
    """Asks as the plain resolver does; `review` then reads the outcome as the service means it."""

    def __init__(self, name: str, review: Callable[[Outcome], Outcome]) -> None:
        self.name = name
        self._review = review

    async def resolve(self, targets: Sequence[Target], means: Means) -> AsyncIterator[Answer]:
        """Yield an answer for each target."""
        async for answer in means.plain.resolve(targets, means):
            outcome = self._review(answer.outcome)
            if outcome != answer.outcome:
                outcome = outcome._replace(resolver=self.name)
            yield answer._replace(outcome=outcome)


def landed(outcome: Outcome) -> str:
    """Return the URL where redirects ended, that of the target itself if there were none."""
    if outcome.final_url:
        return outcome.final_url
    return outcome.hops[-1].url if outcome.hops else outcome.url
