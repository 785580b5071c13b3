"""The resolver of ordinary pages: HTTP, one request per page where that is enough.

Links are checked host by host, as many hosts and links at once as limits allow. Failures are retried when all other links have
been checked: most have passed by then, and a host that is down delays nothing.

A page is requested with GET, and its beginning is read: if a missing page has status 200 too, only the title tells. Where no
page is expected, as for a PDF, HEAD is sent first, and GET if HEAD is refused or fails.
"""

from __future__ import annotations

import asyncio
import random
import re
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress

from awesomelint.links.exchange import Exchange, Request
from awesomelint.links.limits import RETRIED_FAILURES, Clock, RetryPolicy, SystemClock
from awesomelint.links.outcome import Outcome, Reason, Verdict
from awesomelint.links.pages import EMPTY, MAX_PAGE, Page, is_html, read_citation, read_page
from awesomelint.links.policy import HostPolicy, Policies
from awesomelint.links.resolvers import PLAIN, Answer, ResolverContext, Validators
from awesomelint.links.targets import Target
from awesomelint.links.url import UrlError, follow, read_url
from awesomelint.links.verdicts import judge
from awesomelint.startup import NamedTuple, expression

WORKERS = 256
"""Links that are checked, or wait for a turn of their host, at the same time; the others cost no memory yet."""
MOST_SILENT = 4
"""Links of a host in a row without any response, after which its others wait for the end of the run."""
MOST_REFUSED = 5
"""Refused links of a host that has shown no page, after which its others count as refused without a request."""
MAX_REFRESHES = 2
"""Meta refreshes that are followed in a chain."""

_TRIED_AGAIN = RETRIED_FAILURES | {Reason.SERVER_ERROR, Reason.RATE_LIMITED}
_SILENT = RETRIED_FAILURES
"""Without a response before them, these mean that the host is silent."""
_REFUSALS = frozenset((401, 403, 418, 999))
_HEAD_IS_ENOUGH = frozenset(
    (Reason.NO_SUCH_HOST, Reason.PRIVATE_ADDRESS, Reason.CERTIFICATE_OF_ANOTHER_HOST, Reason.TLS_FAILED)
)
"""Failures that GET would have as well."""
_FILE = expression(
    r".*\.(?:7z|avi|bib|bz2|csv|docx?|eps|exe|gif|gz|h5|ico|jar|jpe?g|json|m4a|mat|mov|mp[34]|npz|ogg|pdf|pickle|pkl|png|pptx?|ps"
    r"|pth?|rar|svg|tar|tgz|tiff?|tsv|txt|wav|webm|webp|whl|xlsx?|xml|xz|ya?ml|zip)\Z",
    re.IGNORECASE,
)
"""Paths at which no page is expected."""
_PDF_LABEL = expression(r"[\W_]*pdf[\W_]*\Z", re.IGNORECASE)


class PlainResolver:
    """Requests pages over HTTP, by the policy of each host. `chance` returns a random number from 0 to 1.

    `workers` is how many links are checked, or wait for a turn of their host, at the same time.
    """

    name = PLAIN

    def __init__(
        self,
        policies: Policies,
        *,
        workers: int = WORKERS,
        retry_policy: RetryPolicy | None = None,
        clock: Clock | None = None,
        chance: Callable[[], float] = random.random,
    ):
        self._policies = policies
        self._workers = workers
        self._retry_policy = retry_policy or RetryPolicy()
        self._clock = clock or SystemClock()
        self._chance = chance

    async def resolve(self, targets: Sequence[Target], context: ResolverContext) -> AsyncIterator[Answer]:
        """Yield an answer for each target, in any order, as soon as it is known."""
        cases = [Case(target, self._policies.for_url(target.url)) for target in targets]
        for is_last in (False, True):
            results: asyncio.Queue[Answer | Case | None] = asyncio.Queue()
            asking = asyncio.create_task(self._check_all(cases, context, results, is_last=is_last))
            cases = []
            try:
                while (result := await results.get()) is not None:
                    if isinstance(result, Case):
                        cases.append(result)
                    else:
                        yield result
                await asking
            finally:
                asking.cancel()
                with suppress(asyncio.CancelledError):
                    await asking

    async def _check_all(
        self,
        cases: Sequence[Case],
        context: ResolverContext,
        results: asyncio.Queue[Answer | Case | None],
        *,
        is_last: bool,
    ) -> None:
        """Check all cases. Each gives a result: an answer, or a case for the last round. At the end comes `None`."""
        free = asyncio.Semaphore(self._workers)

        async def work_off(queue: HostQueue) -> None:
            try:
                while (case := await queue.next()) is not None:
                    results.put_nowait(await self._check(case, queue, context, is_last=is_last))
            finally:
                free.release()

        try:
            async with asyncio.TaskGroup() as group:
                for queue in host_queues(cases, self._policies):
                    for _ in range(min(queue.width, len(queue))):
                        await free.acquire()
                        group.create_task(work_off(queue))
        finally:
            results.put_nowait(None)

    async def _check(self, case: Case, queue: HostQueue, context: ResolverContext, *, is_last: bool) -> Answer | Case:
        """Check a link, by a request unless its host has a verdict already; return the case if it is to be retried at the end."""
        can_wait = not is_last and self._retry_policy.retries > 0
        if (known := queue.verdict) is not None:
            verdict, reason, detail = known
            if can_wait and reason is Reason.TIMEOUT:  # the host may be back at the end
                return case
            return case.before or Answer(
                Outcome(case.target.url, verdict, reason, self.name, context.now, detail=detail)
            )
        with queue.checking():
            retries = max(0, self._retry_policy.retries - 1) if is_last else 0
            seconds = case.seconds + (await self._wait(case.seconds) if case.before is not None else 0.0)
            visit = await visit_page(case, context, retries, seconds, is_last=queue.is_ending)
            if case.before is not None and not visit.tries:  # its host takes no more requests
                return case.before
            tries_before = case.before.outcome.tries if case.before is not None else 0
            answer = answer_of(case.target, case.policy, visit, context.now, tries_before)
            queue.note(answer.outcome)
        if can_wait and answer.outcome.reason in _TRIED_AGAIN:
            return case._replace(before=answer, seconds=visit.exchange.seconds)
        return answer

    async def _wait(self, spent: float) -> float:
        """Wait before a link is retried, and return how many seconds it took."""
        policy = self._retry_policy
        seconds = min(policy.wait(0, self._chance), max(0.0, policy.budget - spent) / 2)
        await self._clock.sleep(seconds)
        return seconds


# -- the links of a host


class Case(NamedTuple):
    """A target to check. A retry has the answer from `before`, which took so many seconds."""

    target: Target
    policy: HostPolicy
    before: Answer | None = None
    seconds: float = 0.0


class HostQueue:
    """The links of one host, or of several that count as one, and how it has responded so far."""

    def __init__(self, width: int):
        self.width = width
        """How many of its links are checked at once."""
        self._cases: deque[Case] = deque()
        self._silent = 0
        self._refused = 0
        self._is_seen = False
        self._under_way = 0
        self._ended = asyncio.Event()

    def __len__(self) -> int:
        return len(self._cases)

    def add(self, case: Case) -> None:
        """Add a link at the end."""
        self._cases.append(case)

    async def next(self) -> Case | None:
        """Take the next link out, `None` if there is none.

        While the host is silent and others of its links are being checked, this waits for their results. Otherwise, of four that
        get no response in time, the first three would each be followed by another one that gets none.
        """
        while self._silent and self._under_way:
            await self._ended.wait()
        return self._cases.popleft() if self._cases else None

    @contextmanager
    def checking(self) -> Iterator[None]:
        """Count a link as one that is being checked."""
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
            self._ended.set()
            self._ended = asyncio.Event()

    @property
    def is_ending(self) -> bool:
        """Whether there are fewer links left than are being checked, so that one connection is not needed again."""
        return len(self._cases) < self._under_way

    def note(self, outcome: Outcome) -> None:
        """Take the outcome of a link of the host into account."""
        self._silent = self._silent + 1 if outcome.reason in _SILENT and not outcome.hops else 0
        if outcome.status in _REFUSALS or outcome.reason is Reason.WALL:
            self._refused += 1
        elif outcome.hops:
            self._is_seen = True

    @property
    def verdict(self) -> tuple[Verdict, Reason, str] | None:
        """The verdict on its other links where they need no request; `None` while they do."""
        if self._silent >= MOST_SILENT:
            return (
                Verdict.UNSURE,
                Reason.TIMEOUT,
                f"not requested: {self._silent} other requests to its host got no response",
            )
        if self._refused >= MOST_REFUSED and not self._is_seen:
            return Verdict.BLOCKED, Reason.REFUSED, f"not requested: its host refused {self._refused} other requests"
        return None


def host_queues(cases: Iterable[Case], policies: Policies) -> list[HostQueue]:
    """Return cases by host, the host with most of them first: it takes longest."""
    queues: dict[str, HostQueue] = {}
    for case in cases:
        try:
            host = read_url(case.target.url).host
        except UrlError:
            host = ""
        key, limits = policies.limits_of(host)
        if key not in queues:
            queues[key] = HostQueue(limits.concurrency)
        queues[key].add(case)
    return sorted(queues.values(), key=len, reverse=True)


# -- one page


class Visit(NamedTuple):
    """The result of requesting a page: the last exchange, the page that came with it, and how many requests it took."""

    exchange: Exchange
    method: str
    tries: int
    page: Page = EMPTY


async def visit_page(
    case: Case, context: ResolverContext, retries: int, seconds: float, *, is_last: bool = False
) -> Visit:
    """Request a page. `seconds` were spent on it before; a failure is retried `retries` times."""
    target, policy = case.target, case.policy
    headers = _conditions(context.validators.get(target.url))
    request = Request(target.url, "GET", headers, max_body=MAX_PAGE, retries=retries, partial=True, spent=seconds)
    tries = 0
    if policy.method == "head" or (policy.method == "auto" and _is_file(target.url)):
        exchange = await context.fetcher.fetch(request._replace(method="HEAD", max_body=0, retries=0))
        if not _needs_page(exchange, target, policy):
            return Visit(exchange, "HEAD", exchange.tries)
        tries = exchange.tries
        request = request._replace(spent=exchange.seconds, headers={})
    exchange = await context.fetcher.fetch(request._replace(is_last=is_last))
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
        then = await context.fetcher.fetch(request._replace(url=str(there), headers={}, spent=exchange.seconds))
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
        validators = Validators(headers.get("etag", ""), headers.get("last-modified", ""))
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
    return {name: value for name, value in pairs if value and value.isascii() and value.isprintable()}


def _is_file(url: str) -> bool:
    path = url.partition("?")[0]
    return len(path) < 2000 and _FILE.match(path) is not None


def _wants_pdf(target: Target) -> bool:
    """Return whether the list promises a PDF: by the name of the file, or by a label of that one word."""
    return target.url.partition("?")[0].lower().endswith(".pdf") or any(
        _PDF_LABEL.match(place.label[:20]) for place in target.places
    )


def _page(exchange: Exchange) -> Page:
    if exchange.reply is None:
        return EMPTY
    return read_page(exchange.reply.body, exchange.reply.headers.get("content-type", ""))


def _needs_page(exchange: Exchange, target: Target, policy: HostPolicy) -> bool:
    """Return whether HEAD was not enough: it was refused, or failed, or there is a page after all, which may be an error page."""
    if exchange.reply is None:
        return exchange.failure not in _HEAD_IS_ENOUGH
    status = exchange.reply.status
    if status >= 400 or status in (202, 203):
        return True
    if status == 200 and is_html(exchange.reply.headers.get("content-type", "")):
        return policy.method == "auto" or _wants_pdf(target)
    return False
