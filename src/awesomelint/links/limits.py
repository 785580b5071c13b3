"""When what is asked: `work_off` begins questions, and the `HostLimiter` of each host lets their requests wait for their turns.

A question is a link, a batch of papers, or what else a resolver asks at once; it may take several requests, also to other hosts.
Questions wait in queues, where they cost next to nothing. Only as many of a queue are begun as its host takes at once.

Here too are the retry policy, and the clock.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from email.utils import parsedate_to_datetime
from operator import itemgetter
from types import TracebackType
from typing import Any, Protocol, TypeVar

from awesomelint.links.outcome import Reason
from awesomelint.links.policy import HostLimits
from awesomelint.startup import NamedTuple

CONCURRENCY = 128
"""Requests at once, over all hosts, and links that are begun at the same time: each has a connection, also while it waits for a
turn of its host."""
PATIENCE = 70.0
"""Seconds of pauses that are waited for; a host that wants more gets no requests until they are over. Many want a minute, some of
them a few times, as requests under way are refused one after the other."""
REGAINED = 5.0
"""Seconds of patience that a host regains with each request that it accepts."""
FIRST_PAUSE = 1.0
"""Seconds of the pause after the first refusal without `Retry-After`; each further one is as long as all before it."""
SLOWEST = 5.0
"""Seconds between two requests to a host that has refused some, at most: it regains patience as fast as it takes time."""
EASING = 0.9
"""The factor by which the interval shrinks with each good response, until it is what it was."""
TOO_MUCH = frozenset((429, 503))
"""Statuses that mean, alone or with `Retry-After`, that the host gets too many requests."""
RETRIES = 2
"""How often a failure is tried again."""
RETRIED_STATUSES = frozenset((408, 425, 429, *range(500, 600))) - {501, 505}
"""Statuses that may be others a moment later. 501 and 505 tell what a server cannot do."""
RETRIED_FAILURES = frozenset((Reason.TIMEOUT, Reason.CONNECTION_FAILED, Reason.NAME_UNRESOLVED))

T = TypeVar("T")


class Queue(NamedTuple):
    """Questions that wait, the next one last. `ask` asks one, and gives its answers to whoever wants them; at most `width` are
    asked at once."""

    ask: Callable[[Any], Awaitable[None]]
    questions: list[Any]
    width: int


async def work_off(queues: Iterable[Queue], most: int = CONCURRENCY) -> None:
    """Ask all questions of some queues, at most `most` at once.

    A queue is gone through by as many tasks as its width. Those begin first that have most questions for each: as long as there
    are many hosts, each is asked one question after the other, over one connection.

    All are cancelled with the caller. An error in one ends no other: raises an `ExceptionGroup` of all errors at the end.
    """
    free = asyncio.Semaphore(most)
    errors: list[Exception] = []
    places = (
        (len(queue.questions) / number, queue)
        for queue in queues
        for number in range(1, min(queue.width, len(queue.questions)) + 1)
    )
    waiting = deque(sorted(places, key=itemgetter(0), reverse=True))

    async def go_on(queue: Queue) -> None:
        try:
            while queue.questions:
                try:
                    await queue.ask(queue.questions.pop())
                except Exception as error:
                    errors.append(error)
        finally:
            free.release()

    async with asyncio.TaskGroup() as group:
        while waiting:
            await free.acquire()
            group.create_task(go_on(waiting.popleft()[1]))
    if errors:
        raise ExceptionGroup("questions failed", errors)


async def ask_all(ask: Callable[[T], Awaitable[None]], questions: Iterable[T], width: int) -> None:
    """Ask all questions, at most `width` at once."""
    await work_off([Queue(ask, list(questions)[::-1], width)])


async def cancel_all(tasks: Iterable[asyncio.Future[Any]]) -> None:
    """Cancel tasks, and return when all have ended, however."""
    tasks = list(tasks)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


class Clock(Protocol):
    """Tells the time and lets it pass. Both times are in seconds."""

    def now(self) -> float:
        """Return the time since some moment that does not change."""
        ...

    def date(self) -> float:
        """Return the time since the epoch, to compare with dates that servers name."""
        ...

    async def sleep(self, seconds: float, unless: asyncio.Event | None = None) -> None:
        """Wait for a time, or until something happens."""
        ...


class SystemClock:
    """The time of the machine."""

    def now(self) -> float:
        """Return the time since the machine was started."""
        return time.monotonic()

    def date(self) -> float:
        """Return the time since the epoch."""
        return time.time()

    async def sleep(self, seconds: float, unless: asyncio.Event | None = None) -> None:
        """Wait for a time, or until something happens."""
        if unless is None:
            await asyncio.sleep(seconds)
        else:
            with suppress(TimeoutError):
                await asyncio.wait_for(unless.wait(), seconds)


LONGEST_TURN = 60.0
"""Seconds after which a turn of another process is over even if it did not say so: it may have been killed."""
LOOK_AGAIN = 0.2
"""Seconds after which a turn that another process has is asked for again, at most."""


class Turns(Protocol):
    """The turns of hosts that all processes of the machine ask one after the other. Times are in seconds since the epoch."""

    def take(self, key: str, now: float, longest: float) -> float:
        """Take the turn of a host, and return 0; or return the seconds until it may be free."""
        ...

    def end(self, key: str, free_at: float) -> None:
        """End a turn; the next one is free from then on."""
        ...


class Limiter:
    """The limits of all hosts. `limits_of` returns, for a host, the name under which it shares limits, and the limits.

    `turns` are shared with other processes, for hosts whose interval counts from the end of a response.
    """

    def __init__(
        self,
        limits_of: Callable[[str], tuple[str, HostLimits]],
        *,
        concurrency: int = CONCURRENCY,
        clock: Clock | None = None,
        turns: Turns | None = None,
    ):
        self.begun = max(CONCURRENCY, concurrency)
        """Links that are begun at the same time: where few requests run at once, others wait for turns of their hosts."""
        self._limits_of = limits_of
        self._clock = clock or SystemClock()
        self._turns = turns
        self._all = asyncio.Semaphore(concurrency)
        self._by_key: dict[str, HostLimiter] = {}
        self._by_host: dict[str, HostLimiter] = {}

    def host(self, name: str) -> HostLimiter:
        """Return the limiter of a host, which it may share with others."""
        limiter = self._by_host.get(name)
        if limiter is None:
            key, limits = self._limits_of(name)
            if key not in self._by_key:
                turns = self._turns if limits.from_end and limits.concurrency == 1 else None
                self._by_key[key] = HostLimiter(key, limits, self._clock, self._all, turns)
            limiter = self._by_host[name] = self._by_key[key]
        return limiter


class HostLimiter:
    """The limits of one host, or of several that count as one. `async with` waits for a turn, and ends it.

    Turns come at the host's interval, those of the first second at once. A host that refuses because of too many requests gets
    none for as long as it says, whatever else it responds, and gets them more slowly from then on. One that does little else is
    closed: it may hold up its requests for `PATIENCE` seconds, and a little longer with each that it accepts.
    """

    def __init__(
        self, key: str, limits: HostLimits, clock: Clock, everybody: asyncio.Semaphore, turns: Turns | None = None
    ):
        """`everybody` is shared by the requests to all hosts, `turns` by all processes."""
        self._key = key
        self._turns = turns
        self._limits = limits
        self._clock = clock
        self._all = everybody
        self._running = asyncio.Semaphore(limits.concurrency)
        self._next = 0.0
        self._interval = limits.interval
        self._paused_until = 0.0
        self._held_up = 0.0
        """Seconds of pauses, less what was regained."""
        self._paused: asyncio.Event | None = None
        """Set at the next pause, if requests wait for their turns: they take new places after it."""
        self.refusal = 0
        """The status with which the host refused last."""

    async def __aenter__(self) -> None:
        # First the host's turn, then one of all, so that waiting for a slow host does not delay others.
        await self._running.acquire()
        try:
            await self._sleep_until_next()
            await self._take_turn()
            await self._all.acquire()
        except BaseException:
            self._running.release()
            raise

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._limits.from_end:
            self.sent()
        if self._turns is not None:
            self._turns.end(self._key, self._clock.date() + self._interval)
        self._all.release()
        self._running.release()

    def sent(self) -> None:
        """Note that the request of a turn is sent now: until then it may have waited for others, or for its connection.

        The interval to the next one counts from here.
        """
        self._next = max(self._next, self._clock.now() + self._interval)

    def refused(self, status: int, pause: float | None) -> None:
        """Note that the host refused a request, and asked for a pause of `pause` seconds if any."""
        self.refusal = status
        if self._clock.now() >= self._paused_until:  # else it was sent before the pause
            self._interval = min(max(self._interval * 2, 0.5), max(SLOWEST, self._limits.interval))
        self.pause(max(FIRST_PAUSE if pause is None else pause, self._interval, self._held_up))

    def pause(self, seconds: float) -> None:
        """Note that the host takes no requests for so long: its limit is used up."""
        now = self._clock.now()
        before, until = max(now, self._paused_until), now + seconds
        if until > before:
            self._held_up += until - before
            self._paused_until = until
            self._next = max(until, now + self._interval)
            if self._paused is not None:
                self._paused.set()
                self._paused = None

    def answered(self) -> None:
        """Note that the host accepted a request. An earlier pause still holds."""
        self._held_up = max(0.0, self._held_up - REGAINED)
        if self._interval != self._limits.interval:
            self._interval = max(self._interval * EASING, self._limits.interval)

    def is_closed(self) -> bool:
        """Return whether the host gets no requests for now: its pauses are longer than is waited for."""
        return self._held_up > PATIENCE and self._clock.now() < self._paused_until

    async def _take_turn(self) -> None:
        """Wait for the turns of other processes, and take the next one."""
        if self._turns is not None:
            while (wait := self._turns.take(self._key, self._clock.date(), LONGEST_TURN)) > 0:
                await self._clock.sleep(min(wait, LOOK_AGAIN))

    async def _sleep_until_next(self) -> None:
        """Wait for the next place in the queue, unless the host is closed meanwhile."""
        while not self.is_closed() and (wait := self._reserve()) > 0:
            paused = self._paused = self._paused or asyncio.Event()
            await self._clock.sleep(wait, paused)
            if not paused.is_set():
                return

    def _reserve(self) -> float:
        """Take the next place in the queue and return how long it is until then."""
        now = self._clock.now()
        # Several at once, but not to a host that has refused before.
        ahead = self._limits.ahead if self._interval == self._limits.interval else 0.0
        start = max(now, self._next - ahead, self._paused_until)
        self._next = max(self._next, start) + self._interval
        return start - now


class RetryPolicy(NamedTuple):
    """When failures are retried. `timeout` is seconds for one request; a link costs at most 1.5 times that in all its requests.

    `retries` is how often a failure is tried again, `first_wait` the longest wait before the first time in seconds (each
    further one may be twice as long), `longest_wait` the longest of all. `least` are the seconds that must be left for another.
    """

    timeout: float = 20.0
    retries: int = RETRIES
    first_wait: float = 1.0
    longest_wait: float = 10.0
    least: float = 0.05

    @property
    def budget(self) -> float:
        """Seconds that all requests for one link may take together, with the waits between them."""
        return 1.5 * self.timeout

    def wait(self, retry: int, chance: Callable[[], float] = random.random) -> float:
        """Return how many seconds to wait before a retry, counted from 0: anything up to twice as much each time.

        Full jitter: requests that failed together are not repeated together.
        """
        return float(chance() * min(self.first_wait * 2**retry, self.longest_wait))


def is_retried(status: int | None, failure: Reason | None) -> bool:
    """Return whether a request is worth another try, by the status of its answer or the reason why there is none."""
    return failure in RETRIED_FAILURES if status is None else status in RETRIED_STATUSES


def retry_after(value: str | None, date: float) -> float | None:
    """Read the header `Retry-After`: seconds, or an HTTP date. `date` is now, in seconds since the epoch.

    Returns seconds from now, at least 0, or `None` for no header or one that makes no sense.
    """
    value = (value or "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - date)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
