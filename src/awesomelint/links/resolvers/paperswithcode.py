"""Papers with Code, which closed in July 2025.

Its pages redirect to Hugging Face: since December 2025 that of a paper to the page of this paper where Hugging Face knows it, all
others to what is trending there. A status of 200 thus tells nothing; where the redirects end does.
"""

from __future__ import annotations

from awesomelint.links.outcome import Outcome, Reason, Verdict
from awesomelint.links.resolvers.reviewed import landed
from awesomelint.papers.identifiers import read_identifier
from awesomelint.papers.identifiers.address import split_address

_HOST, _HEIR = "paperswithcode.com", "huggingface.co"
_CLOSED = "Papers with Code closed in July 2025"


def takes_paperswithcode(url: str) -> bool:
    """Tell whether a URL leads to Papers with Code."""
    address = split_address(url)
    return address is not None and address.host == _HOST


def review_paperswithcode(outcome: Outcome) -> Outcome:
    """Read an outcome by where it led: to a paper that can be named, or to a page about nothing in particular."""
    url = landed(outcome)
    reading, address = read_identifier(url), split_address(url)
    if reading is not None and reading.paper.scheme == "arxiv" and outcome.verdict is not Verdict.DEAD:
        return outcome._replace(
            verdict=Verdict.MOVED, reason=Reason.MOVED_PERMANENTLY, final_url=reading.url, detail=_CLOSED
        )
    if address is not None and address.host == _HEIR:
        return outcome._replace(verdict=Verdict.DEAD, reason=Reason.GONE, final_url=None, detail=_CLOSED)
    return outcome if outcome.verdict in (Verdict.ALIVE, Verdict.SKIPPED) else outcome._replace(detail=_CLOSED)
