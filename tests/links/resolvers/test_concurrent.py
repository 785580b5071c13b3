"""Questions at once."""

from __future__ import annotations

import asyncio

import pytest

from awesomelint.links.limits import Queue, ask_all, work_off


class _Work:
    """Questions: even numbers take a turn of the loop, negative ones never end, 99 fails."""

    def __init__(self) -> None:
        self.running = self.most = self.cancelled = 0
        self.done: list[int] = []

    async def do(self, number: int) -> None:
        self.running += 1
        self.most = max(self.most, self.running)
        try:
            if number < 0:
                await asyncio.Event().wait()
            await asyncio.sleep(0)
            if number == 99:
                raise LookupError
            self.done.append(number)
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        finally:
            self.running -= 1


def test_all_are_asked_within_the_width() -> None:
    work = _Work()
    asyncio.run(ask_all(work.do, range(20), 4))
    assert (sorted(work.done), work.most) == (list(range(20)), 4)
    asyncio.run(ask_all(work.do, [], 4))
    assert len(work.done) == 20


def test_queues_are_worked_off_side_by_side_and_not_more_of_them_than_allowed() -> None:
    work, narrow = _Work(), _Work()
    queues = [Queue(work.do, list(range(10)), 3), Queue(narrow.do, list(range(10)), 1)]
    asyncio.run(work_off(queues, 8))
    assert (work.most, narrow.most) == (3, 1)
    assert sorted(work.done) == narrow.done[::-1] == list(range(10)), "the last question comes first"
    assert not any(queue.questions for queue in queues)
    shared = _Work()
    asyncio.run(work_off((Queue(shared.do, [at], 4) for at in range(50)), 8))
    assert (sorted(shared.done), shared.most) == (list(range(50)), 8)


def test_with_many_queues_each_is_gone_through_by_one_task() -> None:
    works = [_Work() for _ in range(20)]
    long = _Work()
    queues = [Queue(work.do, list(range(6)), 4) for work in works]
    asyncio.run(work_off([*queues, Queue(long.do, list(range(60)), 4)], 8))
    assert [work.most for work in works[:16]] == [1] * 16
    assert long.most == 4, "the longest takes longest, and begins with all that it may have"


def test_what_is_under_way_ends_with_the_caller() -> None:
    async def main() -> None:
        work = _Work()
        asking = asyncio.create_task(ask_all(work.do, [1, -1, -1], 3))
        while not work.done:
            await asyncio.sleep(0)
        asking.cancel()
        await asyncio.wait([asking])
        assert (work.running, work.cancelled) == (0, 2)

    asyncio.run(main())


def test_a_failure_ends_no_other_question() -> None:
    work = _Work()
    with pytest.raises(ExceptionGroup) as caught:
        asyncio.run(ask_all(work.do, [1, 99, 5, 99, 6], 2))
    assert [type(error) for error in caught.value.exceptions] == [LookupError, LookupError]
    assert (work.running, work.cancelled, sorted(work.done)) == (0, 0, [1, 5, 6])
