"""OpenReview, which since the middle of 2026 challenges callers who are not logged in, and hides notes that are not public."""

from __future__ import annotations

from awesomelint.links.outcome import Outcome, Reason, Verdict
from awesomelint.papers.identifiers.address import split_address

_HIDDEN = "OpenReview may hide it from guests"


def takes_openreview(url: str) -> bool:
    """Tell whether a URL leads to OpenReview."""
    address = split_address(url)
    return address is not None and address.host == "openreview.net"


def review_openreview(outcome: Outcome) -> Outcome:
    """Read a page that is not there as one that may be hidden: a guest cannot tell the two apart."""
    if outcome.verdict is not Verdict.DEAD or outcome.reason not in (Reason.NOT_FOUND, Reason.GONE):
        return outcome
    return outcome._replace(verdict=Verdict.UNSURE, detail=_HIDDEN)
