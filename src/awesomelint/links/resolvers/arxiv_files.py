"""Files of withdrawn papers. arXiv keeps the page of such a paper, and its API knows it, but the file of the version that
withdrew it is gone (<https://info.arxiv.org/help/withdraw.html>).

It is asked for where arXiv wants programs to ask, on the host of its API, once in three seconds: pages of arxiv.org are for
people, with fifteen seconds from one to the next.
"""

from __future__ import annotations

from awesomelint.links.fetching import Request
from awesomelint.links.outcome import Outcome, Reason, Verdict
from awesomelint.links.resolvers.answers import why_not
from awesomelint.links.resolvers.arxiv_feed import Entry
from awesomelint.links.resolvers.base import Answer, Means
from awesomelint.links.targets import Target
from awesomelint.papers.identifiers import read_identifier
from awesomelint.papers.identifiers.address import split_address
from awesomelint.papers.identifiers.model import Kind

WITHDRAWN = "arXiv: withdrawn"
"""What is said of a withdrawn paper."""
URL = "https://export.arxiv.org/pdf/"
_FILES = frozenset((Kind.PDF, Kind.FULL_TEXT, Kind.SOURCE))


def may_be_gone(url: str, entry: Entry) -> bool:
    """Tell whether a URL leads to a file that may be gone: that of the version by which a paper was withdrawn."""
    reading, address = read_identifier(url), split_address(url)
    if not entry.record.is_withdrawn or reading is None or address is None:
        return False
    is_file = reading.kind in _FILES and address.host.endswith("arxiv.org") and "ar5iv" not in address.host
    return is_file and reading.version in (None, entry.version)


async def ask_file(target: Target, entry: Entry, means: Means) -> Answer:
    """Ask whether the latest version of a paper still has a file. Where it has no PDF, it has no other form either."""
    exchange = await means.fetcher.fetch(Request(f"{URL}{entry.paper.value}v{entry.version}", "HEAD", retries=1))
    status = exchange.reply.status if exchange.reply is not None else None
    verdict, reason, detail = Verdict.ALIVE, Reason.OK, WITHDRAWN
    if status in (404, 410):
        verdict, reason = Verdict.DEAD, Reason.NOT_FOUND
    elif status != 200:
        reason, said = why_not(exchange)
        verdict, detail = Verdict.UNSURE, f"{said}; {WITHDRAWN}"
    outcome = Outcome(
        target.url,
        verdict,
        reason,
        "arxiv",
        means.now,
        status=status,
        hops=exchange.hops,
        method="HEAD",
        tries=exchange.tries,
        detail=detail,
    )
    return Answer(outcome, (entry.record,))
