"""Talking to arXiv's API.

It allows one request in three seconds, and one connection. The second is kept here, by asking for one batch after the other; the
first is the limit of its host in `hosts.yaml`. Sources: <https://info.arxiv.org/help/api/tou.html>, and for what it does on bad
days (429 with `Rate exceeded.`, empty feeds) the issues of the clients that use it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from awesomelint.links.fetching import MAX_BODY, Request
from awesomelint.links.resolvers.answers import is_unreachable, why_not
from awesomelint.links.resolvers.arxiv_feed import Entry, Feed, read_feed
from awesomelint.links.resolvers.base import Means
from awesomelint.links.resolvers.manners import introduction
from awesomelint.named_tuple import NamedTuple

URL = "https://export.arxiv.org/api/query"
BATCH = 150
"""Papers a request: an answer of 150 with their abstracts is about half of what is read of a body."""

_ROUNDS = 6
"""How often a batch is asked for: again without an identifier that spoils it, or for what an answer that was cut short lacks."""


class Asked(NamedTuple):
    """What the API said about a batch, by identifier: entries, what does not exist, what it would not read.

    On those that are in none of the three it said nothing.
    """

    entries: dict[str, Entry]
    missing: frozenset[str] = frozenset()
    malformed: frozenset[str] = frozenset()


class ArxivApi:
    """The API during one run. After its first failure, told in `failure`, it is asked no more: it fails for all, not for some."""

    def __init__(self) -> None:
        self.failure = ""

    async def ask(self, names: Iterable[str], means: Means) -> Asked:
        """Ask for papers by their identifiers, without versions; at most `BATCH`.

        What is absent from an answer does not exist, unless the answer was cut short, or empty, as it is on the API's bad days:
        then the absent ones are asked for once more, alone.
        """
        pending, before = set(names), frozenset[str]()
        entries: dict[str, Entry] = {}
        malformed: set[str] = set()
        for _ in range(_ROUNDS):
            if self.failure or not pending:
                return Asked(entries, malformed=frozenset(malformed))
            feed = await self._fetch(sorted(pending), means)
            if feed is None:
                continue
            spoilers = pending.intersection(feed.malformed)
            if spoilers:
                pending -= spoilers
                malformed |= spoilers
                continue
            found = {entry.paper.value: entry for entry in feed.entries if entry.paper.value in pending}
            entries |= found
            is_repeated, before = pending == before, frozenset(pending)
            pending -= found.keys()
            if (feed.is_whole and found) or (feed.is_closed and is_repeated and not found):
                return Asked(entries, frozenset(pending), frozenset(malformed))
            if is_repeated and not found:
                break
        if not self.failure:
            self._fail("answers that are cut short", means)
        return Asked(entries, malformed=frozenset(malformed))

    async def _fetch(self, names: Sequence[str], means: Means) -> Feed | None:
        form = urlencode({"id_list": ",".join(names), "start": 0, "max_results": len(names)}, safe=",/")
        headers = {"Content-Type": "application/x-www-form-urlencoded", **introduction(means)}
        request = Request(URL, "POST", headers, form.encode(), MAX_BODY, retries=1, partial=True)
        exchange = await means.fetcher.fetch(request)
        reply = exchange.reply
        if reply is not None and reply.status in (200, 400):
            feed = read_feed(reply.body)
            if feed.is_feed and (reply.status == 200 or set(feed.malformed).intersection(names)):
                return feed
        self._fail(why_not(exchange)[1], means, is_told=not is_unreachable(exchange))
        return None

    def _fail(self, why: str, means: Means, *, is_told: bool = True) -> None:
        self.failure = why
        if is_told:
            means.note(f"arXiv's API did not answer ({why}); DataCite is asked instead")
