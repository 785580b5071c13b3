"""A closer look at targets that are there, where the settings want it: at the anchors of pages, and whether https answers too.

Each costs a request. What was found is kept like the outcome of a target, by the policy of its host.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from awesomelint.links.cache import LinkCache
from awesomelint.links.cache_rows import DAY, LIFETIMES
from awesomelint.links.exchange import MAX_BODY, Exchange, Fetcher, Request
from awesomelint.links.limits import ask_all
from awesomelint.links.outcome import Outcome, Reason, Verdict, is_good
from awesomelint.links.page_anchors import Presence, anchor_of, presence
from awesomelint.links.pages import MAX_PAGE, is_html, read_page
from awesomelint.links.policy import Policies
from awesomelint.links.resolvers import PLAIN
from awesomelint.links.settings import LinkSettings
from awesomelint.links.targets import Target
from awesomelint.links.url import UrlError, read_url
from awesomelint.links.verdicts import judge
from awesomelint.startup import NamedTuple

AT_ONCE = 64
"""Pages that are looked at, or wait for a turn of their host, at the same time."""
_WITH_PAGES = (PLAIN, "github")
"""Resolvers whose targets are pages that may have anchors."""
_SECURE = "https"
"""What is kept of a target of http, in place of an anchor: whether https answers."""


class Question(NamedTuple):
    """What is asked about a target: whether its page has some anchors, or with none of them whether it answers with https."""

    url: str
    anchors: frozenset[str]
    key: str


class CloserLook:
    """Asks about targets, and has what was learnt: `lost` are anchors that pages lack, `secure` the targets of http for which
    https answers too, both by the URLs of targets.

    `policy_of` returns the digest of the policy for a URL. `rechecks` asks again for anchors that were lost.
    """

    def __init__(
        self,
        targets: Sequence[Target],
        cache: LinkCache,
        settings: LinkSettings,
        policies: Policies,
        policy_of: Callable[[str], str],
        *,
        rechecks: bool = False,
    ):
        self.lost: dict[str, frozenset[str]] = {}
        self.secure: set[str] = set()
        is_wanted = settings.anchors or settings.require_https
        self._targets = targets if is_wanted else ()
        self._wanted = (
            {target.url: wanted for target in targets if (wanted := _anchors(target))} if settings.anchors else {}
        )
        """The anchors to look for, by the URLs of targets."""
        self._seen: dict[str, dict[str, str]] = {}
        """Answers by their keys that pages gave when they were requested for their verdicts."""
        self._settings = settings
        self._cache = cache
        self._policies = policies
        self._policy_of = policy_of
        self._rechecks = rechecks
        self._open: list[Question] = []

    def recall(self, outcomes: Mapping[str, Outcome]) -> bool:
        """Take in what the cache knows of targets that are there, and return whether anything is left to be asked."""
        questions = list(self._questions(outcomes))
        kept = self._cache.looks(question.key for question in questions)
        kept |= {key: (0, seen) for key, seen in self._seen.items()}
        self._open = []
        for question in questions:
            seconds, answer = kept.get(question.key, (0, {}))
            if not self._take_in(question, answer, seconds):
                self._open.append(question)
        return bool(self._open)

    async def ask(self, fetcher: Fetcher) -> None:
        """Ask what is left, and keep each answer as it comes."""

        async def ask(question: Question) -> None:
            answer = await (self._anchors if question.anchors else self._https)(question, fetcher)
            if answer:
                self._cache.put_look(question.key, answer)
                self._take_in(question, answer, None)

        await ask_all(ask, self._open, AT_ONCE)
        self._open = []

    # -- for who requests a page first

    def wants(self, url: str) -> bool:
        """Return whether the page of a target is to be read as a whole, for its anchors."""
        return url in self._wanted and self._policies.for_url(url).anchors

    def see(self, url: str, exchange: Exchange) -> None:
        """Take in a page that is wanted, and came."""
        question = self._about_anchors(url)
        if answer := self._answer(question, exchange):
            self._seen[question.key] = answer
            self._cache.put_look(question.key, answer)

    # -- questions

    def _questions(self, outcomes: Mapping[str, Outcome]) -> Iterator[Question]:
        for target in self._targets:
            outcome = outcomes.get(target.url)
            if outcome is None or not is_good(outcome):
                continue
            if outcome.resolver in _WITH_PAGES and self.wants(target.url):
                yield self._about_anchors(target.url)
            if self._settings.require_https and _is_insecure(outcome):
                yield Question(target.url, frozenset(), f"https {self._policy_of(target.url)} {target.url}")

    def _about_anchors(self, url: str) -> Question:
        return Question(url, self._wanted[url], f"anchors {self._policy_of(url)} {url}")

    def _take_in(self, question: Question, answer: Mapping[str, str], seconds: int | None) -> bool:
        """Take in an answer, and return whether it holds for the whole question.

        One that was kept was given so many `seconds` ago; `None` for a new one.
        """
        if not (question.anchors or {_SECURE}) <= answer.keys():
            return False
        lost = frozenset(anchor for anchor in question.anchors if answer[anchor] == Presence.LOST.value)
        lifetime = DAY if lost else LIFETIMES[Verdict.ALIVE]
        if seconds is not None and (not 0 <= seconds < lifetime or (lost and self._rechecks)):
            return False
        if lost:
            self.lost[question.url] = lost
        if not question.anchors and answer[_SECURE] == Presence.FOUND.value:
            self.secure.add(question.url)
        return True

    async def _anchors(self, question: Question, fetcher: Fetcher) -> dict[str, str]:
        request = Request(question.url, max_body=MAX_BODY, retries=1, partial=True)
        return self._answer(question, await fetcher.fetch(request))

    def _answer(self, question: Question, exchange: Exchange) -> dict[str, str]:
        """Return which anchors a page has; nothing if it did not come."""
        reply = exchange.reply
        if reply is None or not self._is_there(question.url, exchange):
            return {}
        kind = reply.headers.get("content-type", "")
        if not is_html(kind, reply.body):
            return dict.fromkeys(question.anchors, Presence.UNSURE.value)
        html = reply.body.decode("utf-8", "replace")
        is_whole = (
            reply.is_whole and reply.status == 200 and "\ufffd" not in html
        )  # else its anchors may be spelt otherwise
        found = presence(question.anchors, question.url, html, is_whole=is_whole)
        return {anchor: one.value for anchor, one in found.items()}

    async def _https(self, question: Question, fetcher: Fetcher) -> dict[str, str]:
        url = f"https{question.url[4:]}"
        exchange = await fetcher.fetch(Request(url, max_body=MAX_PAGE, retries=0, partial=True))
        if exchange.reply is None:
            is_known = exchange.failure not in (Reason.TIMEOUT, Reason.NAME_UNRESOLVED)
            return {_SECURE: Presence.LOST.value} if is_known else {}
        stays = exchange.reply.url.startswith("https:")
        is_there = stays and self._is_there(url, exchange)
        return {_SECURE: (Presence.FOUND if is_there else Presence.LOST).value}

    def _is_there(self, url: str, exchange: Exchange) -> bool:
        """Return whether a response is the page itself, and no wall, form or error page."""
        reply = exchange.reply
        page = read_page(reply.body, reply.headers.get("content-type", "")) if reply is not None else None
        if page is None or page.wants_password or page.refresh:
            return False
        judged = judge(url, exchange, self._policies.for_url(url), page)
        return judged.verdict in (Verdict.ALIVE, Verdict.MOVED) and 200 <= exchange.hops[-1].status < 300


def _anchors(target: Target) -> frozenset[str]:
    return frozenset(filter(None, (anchor_of(place.fragment) for place in target.places)))


def _is_insecure(outcome: Outcome) -> bool:
    """Return whether a page came over http, from the usual port, and nothing was said of https."""
    if outcome.resolver != PLAIN or outcome.verdict is not Verdict.ALIVE:
        return False
    last = outcome.hops[-1].url if outcome.hops else ""
    try:
        url = read_url(outcome.url)
    except UrlError:
        return False
    return url.scheme == "http" and url.port == 80 and last.startswith("http:")
