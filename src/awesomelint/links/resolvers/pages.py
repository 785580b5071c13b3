"""The resolver of ordinary pages: HTTP, one request per page where that is enough.

Links are checked host by host, as many hosts and links at once as limits allow. Failures are retried when all other links have
been checked: most have passed by then, and a host that is down delays nothing.

A page is requested with GET, and its beginning is read: if a missing page has status 200 too, only the title tells. Where no
page is expected, as for a PDF, HEAD is sent first, and GET if HEAD is refused or fails.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from functools import partial

from awesomelint.links.exchange import MAX_BODY, Exchange, Request
from awesomelint.links.limits import CONCURRENCY, RETRIED_FAILURES, RETRIES, Queue, work_off
from awesomelint.links.outcome import Outcome, Reason, Verdict, failed_check, shown_url, unexpected
from awesomelint.links.pages import EMPTY, MAX_PAGE, Page, is_html, read_citation, read_page
from awesomelint.links.policy import HostPolicy, Policies
from awesomelint.links.resolvers import PLAIN, Answer, Give, ResolverContext, Validators
from awesomelint.links.share import Handover
from awesomelint.links.targets import Target
from awesomelint.links.url import UrlError, follow, read_url, requested_host
from awesomelint.links.verdicts import Judgement, judge
from awesomelint.startup import NamedTuple, expression

MOST_SILENT = 4
"""Links of a host in a row without any response, after which its others wait for the end of the run."""
LONGEST_SILENCE = 15.0
"""Seconds of such links, one after the other, after which two are enough."""
MOST_REFUSED = 5
"""Refused links of a host that has shown no page, after which its others count as refused without a request."""
LONGEST_VALIDATOR = 256
"""Characters of an `ETag` or a date; they are kept for every target."""
MAX_REFRESHES = 2
"""Meta refreshes that are followed in a chain."""

_TRIED_AGAIN = RETRIED_FAILURES | {Reason.SERVER_ERROR, Reason.RATE_LIMITED}
_SILENT = RETRIED_FAILURES
"""Without a response before them, these mean that the host is silent."""
_REFUSALS = frozenset((401, 403, 418, 999))
_HEAD_IS_ENOUGH = frozenset(
    (
        Reason.NO_SUCH_HOST,
        Reason.PRIVATE_ADDRESS,
        Reason.CERTIFICATE_OF_ANOTHER_HOST,
        Reason.TLS_FAILED,
        Reason.ELSEWHERE,
    )
)
"""Failures that GET would have as well."""
_FILE = expression(
    r".*\.(?:7z|avi|bib|bz2|csv|docx?|eps|exe|gif|gz|h5|ico|jar|jpe?g|json|m4a|mat|mov|mp[34]|npz|ogg|pdf|pickle|pkl|png|pptx?|ps"
    r"|pth?|rar|svg|tar|tgz|tiff?|tsv|txt|wav|webm|webp|whl|xlsx?|xml|xz|ya?ml|zip)\Z",
    re.IGNORECASE,
)
"""Paths at which no page is expected."""


class PlainResolver:
    """Requests pages over HTTP, by the policy of each host. A failure is tried again `retries` times.

    `at_once` is how many links are checked, or wait for a turn of their host, at the same time.
    """

    name = PLAIN

    def __init__(self, policies: Policies, *, at_once: int = CONCURRENCY, retries: int = RETRIES):
        self._policies = policies
        self._at_once = at_once
        self._retries = retries

    async def resolve(self, targets: Sequence[Target], context: ResolverContext, give: Give) -> None:
        """Give an answer for each target, in any order, as soon as it is known."""
        taken = context.share.taken
        cases: Iterable[Case] = (
            Case(
                target, self._policies.for_url(target.url), taken[target.url].to if target.url in taken else target.url
            )
            for target in targets
        )
        if self._retries:
            later = await self._check_all(cases, context, give, is_last=False)
            # Those without a response come last: after a few in a row, others of their host are not requested. Of these, the ones
            # that were requested before have less time left.
            cases = sorted(later, key=lambda case: (not case.answer.outcome.hops, not case.answer.outcome.tries))
        await self._check_all(cases, context, give, is_last=True)

    async def _check_all(
        self, cases: Iterable[Case], context: ResolverContext, give: Give, *, is_last: bool
    ) -> list[Case]:
        """Check all cases, and return those that are to be retried."""
        later: list[Case] = []
        retries = max(0, self._retries - 1) if is_last else 0

        async def check(host: HostQueue, case: Case) -> None:
            try:
                checked = await self._checked(case, host, context, retries)
            except Exception as error:  # it ends no other check
                url, said = case.target.url, unexpected(error)
                context.note(f"the check of {shown_url(url)} failed by {said}: please report this")
                checked = case._replace(answer=Answer(failed_check(url, self.name, context.now, said)))
            if checked is None:
                return
            if is_last or checked.answer.outcome.reason not in _TRIED_AGAIN:
                give(checked.answer)
            else:
                later.append(checked)

        queues = (Queue(partial(check, host), host.cases, host.width) for host in host_queues(cases, self._policies))
        await work_off(queues, self._at_once)  # it lets go of each queue that is done
        return later

    async def _checked(self, case: Case, host: HostQueue, context: ResolverContext, retries: int) -> Case | None:
        """Check a link, by a request unless its host has a verdict already, and return it with the answer.

        Returns `None` if the link leads to a host that another check asks.
        """
        before = case.answer.outcome
        async with host.turn():
            if (known := host.verdict) is not None:
                url = case.target.url
                outcome = Outcome(url, known.verdict, known.reason, self.name, context.now, detail=known.detail)
                return case if before.tries else case._replace(answer=Answer(outcome))
            visit = await visit_page(case, context, retries, lambda: not host.cases)
            if visit.exchange.failure is Reason.ELSEWHERE:
                context.hand_over(case.target.url, Handover(visit.exchange.hops, visit.exchange.detail))
                return None
            if before.tries and not visit.tries:  # its host takes no more requests
                return case
            answer = answer_of(case.target, case.policy, visit, context.now, before.tries)
            host.note(answer.outcome, visit.exchange.seconds - case.seconds)
        return case._replace(answer=answer, seconds=visit.exchange.seconds)


# -- the links of a host

_UNASKED = Answer(Outcome("", Verdict.UNSURE, Reason.NOT_REACHED, PLAIN, 0))
"""The answer of a case before its first request; nobody is given it."""


class Case(NamedTuple):
    """A target to check, the URL that is requested first, and the answer so far, which took so many seconds."""

    target: Target
    policy: HostPolicy
    start: str
    answer: Answer = _UNASKED
    seconds: float = 0.0


class HostQueue:
    """The links of one host, or of several that count as one, and how it has responded so far."""

    def __init__(self, width: int):
        self.width = width
        """How many of its links are checked at once."""
        self.cases: list[Case] = []
        """Those that wait, the next one last."""
        self._silent = 0
        self._silence = 0.0
        self._refused = 0
        self._refusal = Reason.REFUSED
        self._is_seen = False
        self._under_way = 0
        self._next = asyncio.Lock()
        """Held by the link whose turn comes next."""
        self._ended: asyncio.Event | None = None
        """Set when a link has been checked, if the next one waits for that."""

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Check a link within this.

        While the host is silent and others of its links are being checked, it waits for their results. Otherwise, of four that
        get no response in time, the first three would each be followed by another one that gets none.
        """
        async with self._next:
            while self._silent and self._under_way:
                self._ended = asyncio.Event()
                await self._ended.wait()
            self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
            if self._ended is not None:
                self._ended.set()
                self._ended = None

    def note(self, outcome: Outcome, seconds: float) -> None:
        """Take the outcome of a link of the host into account, which took so many seconds."""
        is_silent = outcome.reason in _SILENT and not outcome.hops
        self._silent = self._silent + 1 if is_silent else 0
        self._silence = self._silence + seconds / self.width if is_silent else 0.0
        if outcome.verdict is Verdict.BLOCKED and (outcome.status in _REFUSALS or outcome.reason is Reason.WALL):
            self._refused += 1
            self._refusal = outcome.reason
        elif outcome.hops:
            self._is_seen = True

    @property
    def verdict(self) -> Judgement | None:
        """The verdict on its other links where they need no request; `None` while they do."""
        if self._silent >= (2 if self._silence > LONGEST_SILENCE else MOST_SILENT):
            said = f"not requested: {self._silent} other requests to its host got no response"
            return Judgement(Verdict.UNSURE, Reason.TIMEOUT, said)
        if self._refused >= MOST_REFUSED and not self._is_seen:
            said = f"not requested: its host refused {self._refused} other requests"
            return Judgement(Verdict.BLOCKED, self._refusal, said)
        return None


def host_queues(cases: Iterable[Case], policies: Policies) -> list[HostQueue]:
    """Return cases by host."""
    queues: dict[str, HostQueue] = {}
    for case in cases:
        key, limits = policies.limits_of(requested_host(case.start))
        if key not in queues:
            queues[key] = HostQueue(limits.concurrency)
        queues[key].cases.append(case)
    for queue in queues.values():
        queue.cases.reverse()
    return list(queues.values())


# -- one page


class Visit(NamedTuple):
    """The result of requesting a page: the last exchange, the page that came with it, and how many requests it took."""

    exchange: Exchange
    method: str
    tries: int
    page: Page = EMPTY


async def visit_page(case: Case, context: ResolverContext, retries: int, is_last: Callable[[], bool]) -> Visit:
    """Request a page. A failure is retried `retries` times. `is_last` is that of `Request`."""
    target, policy = case.target, case.policy
    if not context.share.owns(requested_host(case.start)):
        return Visit(Exchange((), None, Reason.ELSEWHERE, 0, detail=case.start), "", 0)
    look = context.closer_look
    if look is not None and not look.wants(target.url):
        look = None
    headers = _conditions(context.validators.get(target.url)) if look is None else {}
    request = Request(
        target.url,
        "GET",
        headers,
        max_body=MAX_PAGE if look is None else MAX_BODY,
        retries=retries,
        partial=True,
        spent=case.seconds,
        is_retry=case.answer.outcome.tries > 0,
    )
    tries = 0
    if policy.method == "head" or (policy.method == "auto" and _is_file(target.url)):
        exchange = await context.fetcher.fetch(request._replace(method="HEAD", max_body=0, retries=0))
        if not _needs_page(exchange, target, policy):
            return Visit(exchange, "HEAD", exchange.tries)
        tries = exchange.tries
        request = request._replace(spent=exchange.seconds, headers={}, is_retry=False)
    exchange = await context.fetcher.fetch(request._replace(is_last=is_last))
    if look is not None:
        look.see(target.url, exchange)
    return await _refreshed(Visit(exchange, "GET", tries + exchange.tries, _page(exchange)), request, context)


async def _refreshed(visit: Visit, request: Request, context: ResolverContext) -> Visit:
    """Follow the meta refresh of a page, as a browser does."""
    for _ in range(MAX_REFRESHES):
        exchange, page = visit.exchange, visit.page
        if exchange.reply is None or exchange.reply.status != 200 or not page.refresh:
            break
        try:
            here = read_url(exchange.reply.url)
            there = follow(here, page.refresh)
        except UrlError:
            break
        if there == here:
            break
        request = request._replace(url=str(there), headers={}, spent=exchange.seconds, is_retry=False)
        if not context.share.owns(there.host):
            return visit._replace(
                exchange=exchange._replace(reply=None, failure=Reason.ELSEWHERE, detail=str(there)), page=EMPTY
            )
        is_led = any(read_url(hop.url).origin != there.origin for hop in exchange.hops)
        then = await context.fetcher.fetch(request._replace(is_led=is_led))
        # A meta refresh is no permanent redirect.
        joined = then._replace(hops=exchange.hops + then.hops, permanent_url=None)
        visit = Visit(joined, "GET", visit.tries + then.tries, _page(then))
    return visit


def answer_of(target: Target, policy: HostPolicy, visit: Visit, now: int, tries_before: int) -> Answer:
    """Return the answer after a visit. `now` is the time of the run, `tries_before` counts requests of earlier visits."""
    url, exchange = target.url, visit.exchange
    judged = judge(url, exchange, policy, visit.page, wants_pdf=_wants_pdf(target))
    validators = Validators()
    is_fine = judged.verdict is Verdict.ALIVE and judged.reason is Reason.OK  # 304 would make another one fine
    if is_fine and exchange.reply is not None and len(exchange.hops) == 1:
        headers = exchange.reply.headers
        validators = Validators(_validator(headers.get("etag", "")), _validator(headers.get("last-modified", "")))
    leads_there = judged.verdict in (Verdict.ALIVE, Verdict.MOVED)
    paper = read_citation(url, visit.page.html) if leads_there and visit.page.html else None
    outcome = Outcome(
        url,
        judged.verdict,
        judged.reason,
        PLAIN,
        now,
        status=exchange.hops[-1].status if exchange.hops and exchange.reply is not None else None,
        final_url=judged.final_url,
        hops=exchange.hops,
        method=visit.method,
        tries=tries_before + visit.tries,
        detail=judged.detail,
    )
    return Answer(outcome, (paper,) if paper is not None else (), validators=validators)


def _conditions(validators: Validators | None) -> dict[str, str]:
    if validators is None:
        return {}
    pairs = (("If-None-Match", validators.etag), ("If-Modified-Since", validators.last_modified))
    return {name: value for name, value in pairs if _validator(value)}


def _validator(value: str) -> str:
    """Return a validator that can be kept and sent again, empty for any other."""
    return value if len(value) <= LONGEST_VALIDATOR and value.isascii() and value.isprintable() else ""


def _is_file(url: str) -> bool:
    path = url.partition("?")[0]
    return len(path) < 2000 and _FILE.match(path) is not None


def _wants_pdf(target: Target) -> bool:
    """Return whether the list promises a PDF: by the name of the file, or by a label of that one word."""
    return target.url.partition("?")[0].lower().endswith(".pdf") or any(place.is_pdf for place in target.places)


def _page(exchange: Exchange) -> Page:
    if exchange.reply is None:
        return EMPTY
    return read_page(exchange.reply.body, exchange.reply.headers.get("content-type", ""))


def _needs_page(exchange: Exchange, target: Target, policy: HostPolicy) -> bool:
    """Return whether HEAD was not enough: it was refused, or failed, or there is a page after all, which may be an error page."""
    if exchange.reply is None:
        # Where HEAD was redirected, GET may not be.
        return exchange.failure not in _HEAD_IS_ENOUGH or (
            bool(exchange.hops) and exchange.failure is not Reason.ELSEWHERE
        )
    status = exchange.reply.status
    if status >= 400 or status in (202, 203):
        return True
    if status == 200 and is_html(exchange.reply.headers.get("content-type", "")):
        return policy.method == "auto" or _wants_pdf(target)
    return False
