"""YouTube, whose pages say 200 for videos that are gone; its oEmbed service tells.

It answers 200 for a video, 401 for one that may not be embedded elsewhere, 403 for a private one, 404 for none. Source: the
oEmbed specification, <https://oembed.com/>, section 2.3.5, and what clients of it report.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from urllib.parse import quote

from awesomelint.expressions import expression
from awesomelint.links.fetching import Request
from awesomelint.links.outcome import Outcome, Reason, Verdict
from awesomelint.links.resolvers.answers import why_not
from awesomelint.links.resolvers.base import Answer, Means
from awesomelint.links.resolvers.concurrent import as_answered
from awesomelint.links.targets import Target
from awesomelint.papers.identifiers.address import parameter, split_address

_URL = "https://www.youtube.com/oembed?format=json&url="
_AT_ONCE = 2
_HOSTS = frozenset(("youtube.com", "m.youtube.com", "music.youtube.com", "youtube-nocookie.com"))
_VIDEO = expression(r"[\w-]{11}\Z", re.ASCII)
_PLAYLIST = expression(r"[\w-]{12,50}\Z", re.ASCII)
_KINDS = frozenset(("embed", "live", "shorts", "v"))


def shown(url: str) -> str | None:
    """Return the plain URL of the video or the playlist that a URL leads to; `None` for channels and all else."""
    address = split_address(url)
    if address is None or (address.host not in _HOSTS and address.host != "youtu.be"):
        return None
    parts = address.parts
    if address.host == "youtu.be":
        video = parts[0] if len(parts) == 1 else ""
    elif parts == ["playlist"]:
        playlist = parameter(address.query, "list")
        return f"https://www.youtube.com/playlist?list={playlist}" if _PLAYLIST.match(playlist) else None
    elif parts == ["watch"]:
        video = parameter(address.query, "v")
    else:
        video = parts[1] if len(parts) == 2 and parts[0] in _KINDS else ""
    return f"https://www.youtube.com/watch?v={video}" if _VIDEO.match(video) else None


def takes_youtube(url: str) -> bool:
    """Tell whether YouTube's oEmbed service can say if a URL leads to something."""
    return shown(url) is not None


class YoutubeResolver:
    """Asks YouTube's oEmbed service, one video a request."""

    name = "youtube"

    async def resolve(self, targets: Sequence[Target], means: Means) -> AsyncIterator[Answer]:
        """Yield an answer for each target."""
        videos: dict[str, list[Target]] = {}
        others: list[Target] = []
        for target in targets:
            video = shown(target.url)
            if video is None:
                others.append(target)
            else:
                videos.setdefault(video, []).append(target)

        async def ask(video: str) -> list[Answer]:
            outcome = await _ask(video, means)
            return [Answer(outcome._replace(url=target.url)) for target in videos[video]]

        async for answers in as_answered(ask, videos, _AT_ONCE):
            for answer in answers:
                yield answer
        if others:
            async for answer in means.plain.resolve(others, means):
                yield answer


async def _ask(video: str, means: Means) -> Outcome:
    exchange = await means.fetcher.fetch(Request(_URL + quote(video, safe="")))
    status = exchange.reply.status if exchange.reply is not None else None
    outcome = Outcome(video, Verdict.ALIVE, Reason.REGISTERED, YoutubeResolver.name, means.now, tries=exchange.tries)
    if status == 200:
        return outcome
    if status == 401:
        return outcome._replace(detail="YouTube: not to be embedded elsewhere")
    if status == 404:
        return outcome._replace(verdict=Verdict.DEAD, reason=Reason.NOT_FOUND, detail="YouTube: no such video")
    if status == 403:
        return outcome._replace(verdict=Verdict.BLOCKED, reason=Reason.REFUSED, detail="YouTube: a private video")
    reason, said = why_not(exchange)
    verdict = Verdict.BLOCKED if reason is Reason.RATE_LIMITED else Verdict.UNSURE
    return outcome._replace(verdict=verdict, reason=reason, detail=f"YouTube oEmbed: {said}")
