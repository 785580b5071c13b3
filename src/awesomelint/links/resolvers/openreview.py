"""OpenReview, which since the middle of 2026 challenges callers who are not logged in, and hides notes that are not public."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from awesomelint.links.outcome import Outcome, Reason, Verdict
from awesomelint.links.resolvers.base import Answer, Means
from awesomelint.links.resolvers.reviewed import ReviewedResolver
from awesomelint.links.targets import Target
from awesomelint.papers.identifiers.address import split_address

_HIDDEN = "OpenReview may hide it from guests"
_CHALLENGED = "not asked: OpenReview turned others away"
_FIRST = 2
"""Pages that are asked for before it is known whether OpenReview lets anybody in."""


def takes_openreview(url: str) -> bool:
    """Tell whether a URL leads to OpenReview."""
    address = split_address(url)
    return address is not None and address.host == "openreview.net"


class OpenreviewResolver:
    """Asks for pages gently: when the first ones are all blocked, no others are asked for, as they would be too."""

    name = "openreview"

    def __init__(self) -> None:
        self._pages = ReviewedResolver(self.name, review_openreview)

    async def resolve(self, targets: Sequence[Target], means: Means) -> AsyncIterator[Answer]:
        """Yield an answer for each target."""
        verdicts = set()
        async for answer in self._pages.resolve(targets[:_FIRST], means):
            verdicts.add(answer.outcome.verdict)
            yield answer
        others = targets[_FIRST:]
        if verdicts != {Verdict.BLOCKED}:
            async for answer in self._pages.resolve(others, means):
                yield answer
            return
        for target in others:
            yield Answer(Outcome(target.url, Verdict.BLOCKED, Reason.REFUSED, self.name, means.now, detail=_CHALLENGED))


def review_openreview(outcome: Outcome) -> Outcome:
    """Read a page that is not there as one that may be hidden: a guest cannot tell the two apart."""
    if outcome.reason not in (Reason.NOT_FOUND, Reason.GONE):
        return outcome
    return outcome._replace(verdict=Verdict.UNSURE, detail=_HIDDEN)
