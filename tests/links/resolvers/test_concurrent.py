"""Questions at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from awesomelint.links.resolvers import as_answered, merged


class _Work:
    def __init__(self) -> None:
        self.running = self.most = self.cancelled = 0
        self.never = asyncio.Event()

    async def do(self, number: int) -> int:
        self.running += 1
        self.most = max(self.most, self.running)
        try:
            if number < 0:
                await self.never.wait()
            await asyncio.sleep(0)
            if number == 99:
                raise LookupError
            return number * 2
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        finally:
            self.running -= 1

    async def count(self, *numbers: int) -> AsyncIterator[int]:
        for number in numbers:
            yield await self.do(number)


def test_all_are_answered_within_the_width() -> None:
    async def main() -> None:
        work = _Work()
        assert sorted([answer async for answer in as_answered(work.do, range(20), 4)]) == list(range(0, 40, 2))
        assert work.most == 4
        assert [answer async for answer in as_answered(work.do, [], 4)] == []

    asyncio.run(main())


def test_what_is_under_way_ends_with_the_listener() -> None:
    async def main() -> None:
        work = _Work()
        answers = as_answered(work.do, [1, -1, -1], 3)
        assert await anext(answers) == 2
        await answers.aclose()  # type: ignore[attr-defined]
        assert (work.running, work.cancelled) == (0, 2)
        with pytest.raises(LookupError):
            _ = [answer async for answer in as_answered(work.do, [-1, 99], 2)]
        assert (work.running, work.cancelled) == (0, 3)

    asyncio.run(main())


def test_merging() -> None:
    async def main() -> None:
        work = _Work()
        merge = [answer async for answer in merged(work.count(1, 2, 3), work.count(), work.count(4))]
        assert sorted(merge) == [2, 4, 6, 8]
        assert [answer async for answer in merged(work.count(5))] == [10]
        with pytest.raises(LookupError):
            _ = [answer async for answer in merged(work.count(1, 99), work.count(-1))]
        assert (work.running, work.cancelled) == (0, 1)
        answers = merged(work.count(1, -1), work.count(-1))
        assert await anext(answers) == 2
        await answers.aclose()  # type: ignore[attr-defined]
        assert (work.running, work.cancelled) == (0, 3)

    asyncio.run(main())
