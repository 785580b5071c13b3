"""The resolver of ordinary pages: one request a page where that is enough, host by host."""

from __future__ import annotations

import asyncio
import random
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress

from awesomelint.expressions import expression
from awesomelint.links.exchange import Exchange, Request
from awesomelint.links.limits import Clock, Patience, SystemClock
from awesomelint.links.outcome import Outcome, Reason, Verdict
from awesomelint.links.pages import EMPTY, MAX_PAGE, Page, is_html, read_citation, read_page
from awesomelint.links.policy import HostPolicy, Policies
from awesomelint.links.resolvers.base import Answer, Means, Validators
from awesomelint.links.targets import Target
from awesomelint.links.url import UrlError, follow, read_url
from awesomelint.links.verdicts import judge
from awesomelint.named_tuple import NamedTuple

MOST_SILENT = 4
"""Links of a host in a row that got no answer at all, after which its others wait for the end of the run."""
MOST_REFUSED = 5
"""Links of a host that it refused, with none that it showed, after which the rest are taken for refused without asking."""

_REFUSALS = frozenset((401, 403, 418, 999))
_SILENT = frozenset((Reason.TIMEOUT, Reason.CONNECTION_FAILED, Reason.NAME_UNRESOLVED))


class Case(NamedTuple):
    """A target that is to be asked about, for the first time or once more."""

    target: Target
    policy: HostPolicy
    before: Answer | None = None
    seconds: float = 0.0
    tries: int = 0


class Lane:
    """The targets of one host, or of several that count as one."""

    def __init__(self, width: int):
        self.width = width
        self.cases: deque[Case] = deque()
        self.silent = 0
        self.refused = 0
        self.is_seen = False
        """Whether any page of the host was ever shown."""
        self._under_way = 0
        self._ended = asyncio.Event()

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Count a link as one that is being asked about."""
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
            self._ended.set()
            self._ended = asyncio.Event()

    async def until_it_speaks(self) -> None:
        """Wait while the host is silent and others of its links are being asked about: what comes of them is soon known.

        Without that, of four that got no answer in time, the first three would each be followed by another one that gets none.
        """
        while self.silent and self._under_way:
            await self._ended.wait()

    def note(self, outcome: Outcome) -> None:
        """Take in what a link of the host came to."""
        self.silent = self.silent + 1 if outcome.reason in _SILENT and not outcome.hops else 0
        if outcome.status in _REFUSALS or outcome.reason is Reason.WALL:
            self.refused += 1
        elif outcome.hops:
            self.is_seen = True

    @property
    def verdict(self) -> tuple[Verdict, Reason, str] | None:
        """What its other links come to without being asked for, `None` if they are asked for."""
        if self.silent >= MOST_SILENT:
            return Verdict.UNSURE, Reason.TIMEOUT, f"not asked: {self.silent} others of its host got no answer"
        if self.refused >= MOST_REFUSED and not self.is_seen:
            return Verdict.BLOCKED, Reason.REFUSED, f"not asked: its host refused {self.refused} others"
        return None


def lanes_of(cases: Iterable[Case], policies: Policies) -> list[Lane]:
    """Return cases by host, the host with most of them first: it takes longest."""
    lanes: dict[str, Lane] = {}
    for case in cases:
        try:
            host = read_url(case.target.url).host
        except UrlError:
            host = ""
        key, limits = policies.limits_of(host)
        if key not in lanes:
            lanes[key] = Lane(limits.concurrency)
        lanes[key].cases.append(case)
    return sorted(lanes.values(), key=lambda lane: -len(lane.cases))


#| A visit to one page: with which requests it is asked for, and which answer their replies come to.
#|
#| A page is asked for with GET, and its beginning read: only the title tells a page that is not there from one that is, when both
#| answer 200. Where no page is expected, as for a PDF, HEAD is asked first, and GET after all where HEAD is refused or fails.

NAME = "http"
"""How the table of hosts and reports call asking for the page itself."""
MAX_REFRESHES = 2
"""Pages in a chain that send their visitors on."""

_FILE = expression(
    r".*\.(?:7z|avi|bib|bz2|csv|docx?|eps|exe|gif|gz|h5|ico|jar|jpe?g|json|m4a|mat|mov|mp[34]|npz|ogg|pdf|pickle|pkl|png|pptx?|ps"
    r"|pth?|rar|svg|tar|tgz|tiff?|tsv|txt|wav|webm|webp|whl|xlsx?|xml|xz|ya?ml|zip)\Z",
    2,  # re.IGNORECASE
)
"""Paths behind which no page is expected."""
_PDF_LABEL = expression(r"[\W_]*pdf[\W_]*\Z", 2)
_HEAD_IS_ENOUGH = frozenset(
    (Reason.NO_SUCH_HOST, Reason.PRIVATE_ADDRESS, Reason.CERTIFICATE_OF_ANOTHER_HOST, Reason.TLS_FAILED)
)
"""Failures that GET would meet as well."""


class Found(NamedTuple):
    """What is known of a target so far: the last exchange, the page that came with it, and what all of it took."""

    exchange: Exchange
    method: str
    tries: int
    page: Page = EMPTY


async def visit(target: Target, policy: HostPolicy, means: Means, retries: int, seconds: float) -> Found:
    """Ask for a page, and return what came of it. `seconds` were spent on it before; a failure is tried again `retries` times."""
    headers = _conditions(means.validators.get(target.url))
    request = Request(target.url, "GET", headers, max_body=MAX_PAGE, retries=retries, partial=True, spent=seconds)
    tries = 0
    if policy.method == "head" or (policy.method == "auto" and _is_file(target.url)):
        exchange = await means.fetcher.fetch(request._replace(method="HEAD", max_body=0, retries=0))
        if not _needs_page(exchange, target, policy):
            return Found(exchange, "HEAD", exchange.tries)
        tries = exchange.tries
        request = request._replace(spent=exchange.seconds, headers={})
    exchange = await means.fetcher.fetch(request)
    return await _refreshed(Found(exchange, "GET", tries + exchange.tries, _page(exchange)), request, means)


async def _refreshed(found: Found, request: Request, means: Means) -> Found:
    """Follow a page that sends its visitors on, as a browser does."""
    for _ in range(MAX_REFRESHES):
        exchange, page = found.exchange, found.page
        if exchange.reply is None or exchange.reply.status != 200 or not page.refresh:
            break
        try:
            here = read_url(exchange.reply.url)
            there = follow(here, page.refresh)
        except UrlError:
            break
        if there == here:
            break
        then = await means.fetcher.fetch(request._replace(url=str(there), headers={}, spent=exchange.seconds))
        # A browser's redirect is no permanent one, but what went before it may have been.
        joined = then._replace(hops=exchange.hops + then.hops, permanent_url=None)
        found = Found(joined, "GET", found.tries + then.tries, _page(then))
    return found


def answer_of(target: Target, policy: HostPolicy, found: Found, now: int, tries_before: int) -> Answer:
    """Return the answer that a visit comes to. `now` is the time of the run, `tries_before` counts requests of earlier visits."""
    url, exchange = target.url, found.exchange
    judged = judge(url, exchange, policy, found.page, wants_pdf=_wants_pdf(target))
    validators = Validators()
    if judged.verdict is Verdict.ALIVE and exchange.reply is not None and len(exchange.hops) == 1:
        headers = exchange.reply.headers
        validators = Validators(headers.get("etag", ""), headers.get("last-modified", ""))
    leads_there = judged.verdict in (Verdict.ALIVE, Verdict.MOVED)
    paper = read_citation(url, found.page.html) if leads_there and found.page.html else None
    outcome = Outcome(
        url,
        judged.verdict,
        judged.reason,
        NAME,
        now,
        status=exchange.hops[-1].status if exchange.hops and exchange.reply is not None else None,
        final_url=judged.final_url,
        hops=exchange.hops,
        method=found.method,
        tries=tries_before + found.tries,
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
    """Tell whether the list promises a PDF: by the name of the file, or by a label that says nothing else."""
    return target.url.partition("?")[0].lower().endswith(".pdf") or any(
        _PDF_LABEL.match(place.label[:20]) for place in target.places
    )


def _page(exchange: Exchange) -> Page:
    if exchange.reply is None:
        return EMPTY
    return read_page(exchange.reply.body, exchange.reply.headers.get("content-type", ""))


def _needs_page(exchange: Exchange, target: Target, policy: HostPolicy) -> bool:
    """Tell whether HEAD did not settle it: it was refused, or failed, or there is a page after all that may say otherwise."""
    if exchange.reply is None:
        return exchange.failure not in _HEAD_IS_ENOUGH
    status = exchange.reply.status
    if status >= 400 or status in (202, 203):
        return True
    if status == 200 and is_html(exchange.reply.headers.get("content-type", "")):
        return policy.method == "auto" or _wants_pdf(target)
    return False


#| The resolver of ordinary pages: HTTP, one request a page where that is enough.
#|
#| Links are asked host by host, as many hosts and links at once as limits allow. What fails is tried again only when all others had
#| their turn: most failures have passed by then, and nobody waits for a host that is down.

WORKERS = 256
"""Links that are asked about or wait for their host's turn at the same time; the others cost no memory yet."""
_TRIED_AGAIN = frozenset(
    (Reason.TIMEOUT, Reason.CONNECTION_FAILED, Reason.NAME_UNRESOLVED, Reason.SERVER_ERROR, Reason.RATE_LIMITED)
)


class PlainResolver:
    """Asks for pages over HTTP, as `policies` says for each host. `chance` returns a random number from 0 to 1.

    `workers` is how many links are asked about, or wait for their host's turn, at the same time.
    """

    name = NAME

    def __init__(
        self,
        policies: Policies,
        *,
        workers: int = WORKERS,
        patience: Patience | None = None,
        clock: Clock | None = None,
        chance: Callable[[], float] = random.random,
    ):
        self._policies = policies
        self._workers = workers
        self._patience = patience or Patience()
        self._clock = clock or SystemClock()
        self._chance = chance

    async def resolve(self, targets: Sequence[Target], means: Means) -> AsyncIterator[Answer]:
        """Yield an answer for each target, in any order, as soon as it is known."""
        answers: asyncio.Queue[Answer | None] = asyncio.Queue()
        task = asyncio.create_task(self._resolve_all(targets, means, answers))
        try:
            while (answer := await answers.get()) is not None:
                yield answer
            await task
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _resolve_all(
        self, targets: Iterable[Target], means: Means, answers: asyncio.Queue[Answer | None]
    ) -> None:
        try:
            again: list[Case] = []
            cases = (Case(target, self._policies.for_url(target.url)) for target in targets)
            await self._run(lanes_of(cases, self._policies), means, answers, again)
            if again:
                await self._run(lanes_of(again, self._policies), means, answers, None)
        finally:
            answers.put_nowait(None)

    async def _run(
        self, lanes: list[Lane], means: Means, answers: asyncio.Queue[Answer | None], again: list[Case] | None
    ) -> None:
        """Ask about all cases. Failures go to `again`, or are answers if there is no next time."""
        free = asyncio.Semaphore(self._workers)

        async def work(lane: Lane) -> None:
            try:
                while lane.cases:
                    await lane.until_it_speaks()
                    if not lane.cases:
                        break
                    case = lane.cases.popleft()
                    if (verdict := lane.verdict) is not None:
                        self._leave(case, verdict, means, answers, again)
                    else:
                        with lane.asking():
                            await self._take(case, lane, means, answers, again)
            finally:
                free.release()

        async with asyncio.TaskGroup() as group:
            for lane in lanes:
                for _ in range(min(lane.width, len(lane.cases))):
                    await free.acquire()
                    group.create_task(work(lane))

    async def _take(
        self, case: Case, lane: Lane, means: Means, answers: asyncio.Queue[Answer | None], again: list[Case] | None
    ) -> None:
        retries = 0 if again is not None else max(0, self._patience.retries - 1)
        seconds = case.seconds
        if case.before is not None:
            wait = min(self._patience.wait(0, self._chance), max(0.0, self._patience.budget - seconds) / 2)
            await self._clock.sleep(wait)
            seconds += wait
        found = await visit(case.target, case.policy, means, retries, seconds)
        if case.before is not None and not found.tries:  # its host is not to be asked again
            answers.put_nowait(case.before)
            return
        answer = answer_of(case.target, case.policy, found, means.now, case.tries)
        lane.note(answer.outcome)
        if again is not None and self._patience.retries and answer.outcome.reason in _TRIED_AGAIN:
            again.append(case._replace(before=answer, seconds=found.exchange.seconds, tries=answer.outcome.tries))
        else:
            answers.put_nowait(answer)

    def _leave(
        self,
        case: Case,
        verdict: tuple[Verdict, Reason, str],
        means: Means,
        answers: asyncio.Queue[Answer | None],
        again: list[Case] | None,
    ) -> None:
        """Answer for a link whose host need not be asked about it, or put it off if the host may be back at the end."""
        if again is not None and self._patience.retries and verdict[1] is Reason.TIMEOUT:
            again.append(case)
        elif case.before is not None:
            answers.put_nowait(case.before)
        else:
            said, why, detail = verdict
            answers.put_nowait(Answer(Outcome(case.target.url, said, why, self.name, means.now, detail=detail)))
