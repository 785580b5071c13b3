"""The resolver of ordinary pages: HTTP, one request a page where that is enough.

Links are asked host by host, as many hosts and links at once as limits allow. What fails is tried again only when all others had
their turn: most failures have passed by then, and nobody waits for a host that is down.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import suppress

from awesomelint.links.clock import Clock, SystemClock
from awesomelint.links.outcome import Outcome, Reason, Verdict
from awesomelint.links.policy import Policies
from awesomelint.links.resolvers.base import Answer, Means
from awesomelint.links.resolvers.lanes import Case, Lane, lanes_of
from awesomelint.links.resolvers.visit import NAME, answer_of, visit
from awesomelint.links.retry import Patience
from awesomelint.links.targets import Target

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
