"""Copies of dead pages in the Wayback Machine of the Internet Archive.

`/web/<time>/<url>` redirects to the copy nearest to that time, `/web/<time of the copy>/<url>`, which answers with the status
that the page had then; without a time to the newest one. Where there is no copy at all the answer is 404.
Source: <https://archive.org/help/wayback_api.php>, RFC 7089.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from time import gmtime, strftime

from awesomelint.expressions import expression
from awesomelint.links.fetching import Fetcher, Request
from awesomelint.links.outcome import Outcome, Reason, Verdict
from awesomelint.links.resolvers.concurrent import as_answered
from awesomelint.named_tuple import NamedTuple

URL = "https://web.archive.org/web/"
AT_ONCE = 2
"""Pages that are asked for at the same time."""
FAILURES = 3
"""Failures in a row after which the archive is left in peace."""

_COPY = expression(r"https://web\.archive\.org/web/[0-9]{14}/https?:/.+")
_OLDEST = "19960101000000/"
"""A time before the first copy of all. The oldest copy is from when the page was surely what the list says."""


class _Found(NamedTuple):
    """What the archive has: a copy, or one of an error, or it did not tell."""

    copy: str | None = None
    is_error: bool = False
    has_failed: bool = False


async def find_copies(outcomes: Iterable[Outcome], fetcher: Fetcher) -> AsyncIterator[Outcome]:
    """Yield the outcomes of dead pages of which there is a copy, with its URL in `archived_url`, in any order.

    A page is asked for twice at most: for the copy from when it was last seen alive, else the newest one, and where that is a
    copy of an error for the oldest. What no registry knows never was there, and is not asked for.
    """
    failures = 0

    async def ask(outcome: Outcome) -> Outcome:
        nonlocal failures
        if failures >= FAILURES:
            return outcome
        found = await _ask(_time(outcome), outcome.url, fetcher)
        if found.is_error:
            found = await _ask(_OLDEST, outcome.url, fetcher)
        failures = failures + 1 if found.has_failed else 0
        return outcome._replace(archived_url=found.copy)

    async for outcome in as_answered(ask, filter(_is_wanted, outcomes), AT_ONCE):
        if outcome.archived_url:
            yield outcome


def _is_wanted(outcome: Outcome) -> bool:
    return outcome.verdict is Verdict.DEAD and outcome.reason is not Reason.NOT_REGISTERED and not outcome.archived_url


async def _ask(time: str, url: str, fetcher: Fetcher) -> _Found:
    request = Request(f"{URL}{time}{url}", "HEAD", retries=1)
    reply = (await fetcher.fetch(request)).reply
    if reply is None:
        return _Found(has_failed=True)
    if _COPY.match(reply.url) is not None:
        if reply.status == 200:
            return _Found(reply.url)
        if reply.url != request.url:  # what a copy answers, not the archive itself
            return _Found(is_error=True)
    return _Found(has_failed=reply.status == 429 or reply.status >= 500)


def _time(outcome: Outcome) -> str:
    """Return when a page was last seen alive, as the archive has it; empty if it is not known."""
    alive_at = outcome.alive_at
    return strftime("%Y%m%d%H%M%S/", gmtime(alive_at)) if alive_at is not None and 0 <= alive_at < 2**32 else ""
