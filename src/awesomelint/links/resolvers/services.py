"""OpenReview, Papers with Code, YouTube, and copies of dead pages in the Wayback Machine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from time import gmtime, strftime
from urllib.parse import quote

from awesomelint.links.exchange import Fetcher, Request
from awesomelint.links.limits import ask_all
from awesomelint.links.outcome import Outcome, Reason, Verdict
from awesomelint.links.resolvers import Answer, Give, ResolverContext, grouped, why_not
from awesomelint.links.targets import Target
from awesomelint.links.videos import video_url
from awesomelint.papers.identifiers import read_identifier
from awesomelint.papers.identifiers.model import split_address
from awesomelint.startup import NamedTuple, expression

# -- OpenReview, which since the middle of 2026 challenges callers who are not logged in, and hides notes that are not public

_FIRST = 2
"""Pages that are requested to find out whether OpenReview lets guests in."""


class OpenreviewResolver:
    """Requests pages one by one: if the first ones are all blocked, no others are requested, as they would be blocked too."""

    name = "openreview"

    @staticmethod
    def takes(url: str) -> bool:
        """Return whether a URL leads to OpenReview."""
        return _is_at(url, "openreview.net")

    async def resolve(self, targets: Sequence[Target], context: ResolverContext, give: Give) -> None:
        """Give an answer for each target."""
        verdicts = set()

        def review(answer: Answer) -> None:
            verdicts.add(answer.outcome.verdict)
            give(self._reviewed(answer))

        await context.plain.resolve(targets[:_FIRST], context, review)
        others = targets[_FIRST:]
        if verdicts == {Verdict.BLOCKED}:
            detail = "not requested: OpenReview refused other requests"
            for target in others:
                outcome = Outcome(target.url, Verdict.BLOCKED, Reason.REFUSED, self.name, context.now, detail=detail)
                give(Answer(outcome))
            return
        await context.plain.resolve(others, context, review)

    def _reviewed(self, answer: Answer) -> Answer:
        """Take a missing page for one that may be hidden: a guest cannot tell the two apart."""
        if answer.outcome.reason not in (Reason.NOT_FOUND, Reason.GONE):
            return answer
        detail = "OpenReview may hide it from guests"
        return answer._replace(
            outcome=answer.outcome._replace(verdict=Verdict.UNSURE, detail=detail, resolver=self.name)
        )


# -- Papers with Code, which closed in July 2025
#
# Its pages redirect to Hugging Face: since December 2025 that of a paper to the page of this paper where Hugging Face knows it,
# all others to what is trending there. So a status of 200 tells nothing; only where the redirects end does.

_HEIR = "huggingface.co"


class PaperswithcodeResolver:
    """Requests pages, and judges them by where they redirect: to the page of a paper, or to nothing in particular."""

    name = "paperswithcode"

    @staticmethod
    def takes(url: str) -> bool:
        """Return whether a URL leads to Papers with Code."""
        return _is_at(url, "paperswithcode.com")

    async def resolve(self, targets: Sequence[Target], context: ResolverContext, give: Give) -> None:
        """Give an answer for each target."""

        def review(answer: Answer) -> None:
            outcome = answer.outcome
            reviewed = self._reviewed(outcome)
            give(answer if reviewed == outcome else answer._replace(outcome=reviewed._replace(resolver=self.name)))

        await context.plain.resolve(targets, context, review)

    def _reviewed(self, outcome: Outcome) -> Outcome:
        end = outcome.final_url or (outcome.hops[-1].url if outcome.hops else outcome.url)
        reading = read_identifier(end)
        said = outcome._replace(detail="Papers with Code closed in July 2025")
        if reading is not None and reading.paper.scheme == "arxiv" and outcome.verdict is not Verdict.DEAD:
            return said._replace(verdict=Verdict.MOVED, reason=Reason.MOVED_PERMANENTLY, final_url=reading.url)
        if _is_at(end, _HEIR):
            return said._replace(verdict=Verdict.DEAD, reason=Reason.GONE, final_url=None)
        return outcome if outcome.verdict in (Verdict.ALIVE, Verdict.SKIPPED) else said


def _is_at(url: str, host: str) -> bool:
    address = split_address(url)
    return address is not None and address.host == host


# -- YouTube, whose pages respond 200 for videos that are gone; its oEmbed service tells
#
# It responds 200 for a video, 401 for one that may not be embedded elsewhere, 403 for a private one, 404 for none. Source: the
# oEmbed specification, <https://oembed.com/>, section 2.3.5, and what clients of it report.

_OEMBED_URL = "https://www.youtube.com/oembed?format=json&url="
_VIDEOS_AT_ONCE = 2


class YoutubeResolver:
    """Looks videos up at YouTube's oEmbed service, one per request."""

    name = "youtube"

    @staticmethod
    def takes(url: str) -> bool:
        """Return whether YouTube's oEmbed service can say if a URL leads to something."""
        return video_url(url) is not None

    async def resolve(self, targets: Sequence[Target], context: ResolverContext, give: Give) -> None:
        """Give an answer for each target."""
        videos, others = grouped(targets, video_url)

        async def ask(video: str) -> None:
            outcome = await self._ask(video, context)
            for target in videos[video]:
                give(Answer(outcome._replace(url=target.url)))

        await ask_all(ask, videos, _VIDEOS_AT_ONCE)
        await context.plain.resolve(others, context, give)

    async def _ask(self, video: str, context: ResolverContext) -> Outcome:
        exchange = await context.fetcher.fetch(Request(_OEMBED_URL + quote(video, safe="")))
        outcome = Outcome(video, Verdict.ALIVE, Reason.REGISTERED, self.name, context.now, tries=exchange.tries)
        match exchange.reply.status if exchange.reply is not None else None:
            case 200:
                return outcome
            case 401:
                return outcome._replace(detail="YouTube: embedding is not allowed")
            case 404:
                return outcome._replace(verdict=Verdict.DEAD, reason=Reason.NOT_FOUND, detail="YouTube: no such video")
            case 403:
                verdict, reason, detail = Verdict.BLOCKED, Reason.REFUSED, "YouTube: a private video"
            case _:
                reason, said = why_not(exchange)
                verdict = Verdict.BLOCKED if reason is Reason.RATE_LIMITED else Verdict.UNSURE
                detail = f"YouTube oEmbed: {said}"
        return outcome._replace(verdict=verdict, reason=reason, detail=detail)


# -- copies of dead pages in the Wayback Machine of the Internet Archive
#
# `/web/<time>/<url>` redirects to the copy nearest to that time, `/web/<time of the copy>/<url>`, which has the status
# that the page had then; without a time to the newest one. Where there is no copy at all the status is 404.
# Source: <https://archive.org/help/wayback_api.php>, RFC 7089.

_ARCHIVE_URL = "https://web.archive.org/web/"
COPIES_AT_ONCE = 2
ARCHIVE_FAILURES = 3
"""Failures in a row after which the archive gets no more requests."""
_COPY = expression(r"https://web\.archive\.org/web/[0-9]{14}/https?:/.+")
_OLDEST = "19960101000000/"
"""A time before the first copy of any page. When the oldest copy was made, the page was most likely still the one listed."""


class _Copy(NamedTuple):
    """A copy in the archive, or that it is one of an error, or that the archive failed."""

    copy: str | None = None
    is_error: bool = False
    has_failed: bool = False


async def find_copies(outcomes: Iterable[Outcome], fetcher: Fetcher, give: Callable[[Outcome], None]) -> None:
    """Give the outcomes of dead pages of which there is a copy, with its URL in `archived_url`, in any order.

    A page is requested twice at most: for the copy from when it was last seen alive, else the newest one, and where that is a
    copy of an error for the oldest. What its registry does not know never existed, and is not requested.
    """
    failures = 0

    async def ask(outcome: Outcome) -> None:
        nonlocal failures
        if failures >= ARCHIVE_FAILURES:
            return
        answer = await _ask_archive(_time(outcome), outcome.url, fetcher)
        if answer.is_error:
            answer = await _ask_archive(_OLDEST, outcome.url, fetcher)
        failures = failures + 1 if answer.has_failed else 0
        if answer.copy:
            give(outcome._replace(archived_url=answer.copy))

    dead = [one for one in outcomes if one.verdict is Verdict.DEAD and one.reason is not Reason.NOT_REGISTERED]
    await ask_all(ask, [one for one in dead if not one.archived_url], COPIES_AT_ONCE)


async def _ask_archive(time: str, url: str, fetcher: Fetcher) -> _Copy:
    request = Request(f"{_ARCHIVE_URL}{time}{url}", "HEAD", retries=1)
    reply = (await fetcher.fetch(request)).reply
    if reply is None:
        return _Copy(has_failed=True)
    if _COPY.match(reply.url) is not None:
        if reply.status == 200:
            return _Copy(reply.url)
        if reply.url != request.url:  # the status is that of a copy, not of the archive itself
            return _Copy(is_error=True)
    return _Copy(has_failed=reply.status == 429 or reply.status >= 500)


def _time(outcome: Outcome) -> str:
    """Return when a page was last seen alive, as the archive has it; empty if it is not known."""
    alive_at = outcome.alive_at
    return strftime("%Y%m%d%H%M%S/", gmtime(alive_at)) if alive_at is not None and 0 <= alive_at < 2**32 else ""
