"""The same work on many files, on all cores: results in the order of the files, whatever the number of processes.

A worker process gets one file after another over a pipe, and sends each result back. After `MAX_TEXT` bytes of files another one
takes its place: its memory goes back to the system at once, where looking for garbage takes a fifth of a run.
"""

from __future__ import annotations

import os
import stat
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from awesomelint.errors import AwesomelintError, InternalError
from awesomelint.files import Input
from awesomelint.startup import spare_the_collector

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Result = TypeVar("Result")
_Outcome = tuple[Result | None, Exception | None]

MOST_JOBS = 64
MIN_TEXT, MIN_TEXT_SPAWNED = 100_000, 500_000
"""Bytes of files that are worth another process: one that is forked, and one that has to import everything anew."""
MAX_TEXT = 2_000_000
"""Bytes of files after which a worker ends; it has about 150 MB of memory then."""
MAX_AHEAD = 4_000_000
"""Bytes of files that are worked on or whose results wait for those before; a larger file is worked on alone."""


def in_order(
    work: Callable[[Input], Result], files: Sequence[Input], jobs: int | None = None
) -> Generator[Callable[[], Result]]:
    """Yield for each file, in order, a function that returns the result of the work on it, or raises the error of the work.

    `jobs` is the number of processes at most: by default that of the cores, if there is enough text. With one, and for standard
    input and pipes, the work is done in this process, when the function is called. `work` is pickled where processes
    cannot be forked, its results always. What it does to this process is lost.

    Close the iterator to end all processes at once, also after Ctrl-C. The function raises `InternalError` where a process was
    ended from outside, as for lack of memory.
    """
    sizes = [_size(file) for file in files]
    count = min(_worth(sum(filter(None, sizes))) if jobs is None else jobs, sum(size is not None for size in sizes))
    if count <= 1:
        yield from (partial(work, file) for file in files)
        return
    crew = _Crew(work, files, sizes, count)
    try:
        yield from map(crew.result, range(len(files)))
    finally:
        crew.end()


def _size(file: Input) -> int | None:
    """Return the bytes of a file, `None` for what can be read only once, or not by another process."""
    try:
        status = file.path.stat() if file.path is not None else None
    except OSError:
        return None
    return status.st_size if status is not None and stat.S_ISREG(status.st_mode) else None


def _can_fork() -> bool:
    return sys.platform == "linux" and threading.active_count() == 1


def _worth(size: int) -> int:
    """Return how many processes are worth starting for so many bytes of files."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return min(cores, MOST_JOBS, 1 + size // (MIN_TEXT if _can_fork() else MIN_TEXT_SPAWNED))


class _Crew(Generic[Result]):
    """Worker processes, the files that wait for one, and the results that wait to be asked for."""

    def __init__(
        self, work: Callable[[Input], Result], files: Sequence[Input], sizes: Sequence[int | None], count: int
    ):
        self._work = work
        self._count = count
        self._sizes = [size or 0 for size in sizes]
        self._waiting = deque((index, file) for index, file in enumerate(files) if sizes[index] is not None)
        self._results: dict[int, Callable[[], Result]] = {
            index: partial(work, file) for index, file in enumerate(files) if sizes[index] is None
        }
        self._ahead = 0
        self._workers: list[_Worker[Result]] = []
        self._dismissed: list[_Worker[Result]] = []

    def result(self, index: int) -> Callable[[], Result]:
        """Return what gives the result for the next file; meanwhile the workers go on with those after it."""
        self._collect(0)
        self._give()
        while index not in self._results:
            self._collect(None)
            self._give()
        self._ahead -= self._sizes[index]
        return self._results.pop(index)

    def end(self) -> None:
        """End all workers at once."""
        for worker in self._workers:
            worker.process.kill()
        for worker in (*self._workers, *self._dismissed):
            worker.process.join()

    def _give(self) -> None:
        """Give files to workers that have none, as far as their results may be ahead."""
        while self._waiting:
            index, file = self._waiting[0]
            size = self._sizes[index]
            worker = self._idle() if not self._ahead or self._ahead + size <= MAX_AHEAD else None
            if worker is not None:
                worker.give(index, file, size)
            elif not self._workers:  # no process can be started
                self._results[index] = partial(self._work, file)
            else:
                return
            self._ahead += size
            self._waiting.popleft()

    def _idle(self) -> _Worker[Result] | None:
        """Return a worker without a file, a new one where there can be one more."""
        worker = next((worker for worker in self._workers if worker.file is None), None)
        if worker is None and len(self._workers) < self._count:
            with suppress(OSError):
                worker = _Worker(self._work)
                self._workers.append(worker)
        return worker

    def _collect(self, seconds: float | None) -> None:
        """Take the results that are there; wait for one so long, forever without a number."""
        from multiprocessing.connection import wait

        busy = {id(worker.connection): worker for worker in self._workers if worker.file is not None}
        for connection in wait([worker.connection for worker in busy.values()], seconds):
            worker = busy[id(connection)]
            index, result = worker.take()
            self._results[index] = result
            if worker.is_spent:
                worker.dismiss()
                self._workers.remove(worker)
                self._dismissed.append(worker)


class _Worker(Generic[Result]):
    """A worker process, and the file that it is at. Raises `OSError` where no process can be started."""

    def __init__(self, work: Callable[[Input], Result]):
        import multiprocessing  # 10 ms, and most runs have one file

        context = multiprocessing.get_context("fork") if _can_fork() else multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(work, theirs, self.connection), daemon=True)
        _start_without_interrupts(self.process.start)
        theirs.close()
        self.index = -1
        self.file: Input | None = None
        self.is_spent = False
        """Whether another worker should take its place."""
        self._text = 0

    def give(self, index: int, file: Input, size: int) -> None:
        """Give the worker a file."""
        self.index, self.file = index, file
        self._text += size
        with suppress(OSError):  # it was ended, which is found out when its result is taken
            self.connection.send(file)

    def take(self) -> tuple[int, Callable[[], Result]]:
        """Return the index of its file with what gives the result, when that is there."""
        assert self.file is not None
        outcome: _Outcome[Result]
        try:
            outcome = self.connection.recv()
            self.is_spent = self._text >= MAX_TEXT
        except (EOFError, OSError):
            self.process.join()
            ended = f"skipped: its process was ended (code {self.process.exitcode}), perhaps for lack of memory"
            outcome = None, InternalError(ended, path=self.file.name)
            self.is_spent = True
        self.file = None
        return self.index, partial(_given, outcome)

    def dismiss(self) -> None:
        """Let the worker end."""
        with suppress(OSError):
            self.connection.send(None)
        self.connection.close()


def _given(outcome: _Outcome[Result]) -> Result:
    result, error = outcome
    if error is not None:
        raise error
    return result  # type: ignore[return-value]  # `None` only if that is the result


def _start_without_interrupts(start: Callable[[], None]) -> None:
    """Start a process that Ctrl-C does not reach from its first moment on, where the system can do that."""
    if sys.platform == "win32":
        start()
        return
    import signal  # 0.5 ms, which a run in one process does not need

    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(work: Callable[[Input], Result], connection: Connection, other_end: Connection) -> None:
    """Work on one file after another, in a process of its own, until `None` comes or the other process is gone."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    other_end.close()  # a copy, which would keep the pipe open
    spare_the_collector()
    with suppress(EOFError, OSError):
        while (file := connection.recv()) is not None:
            connection.send(_outcome(work, file))


def _outcome(work: Callable[[Input], Result], file: Input) -> _Outcome[Result]:
    try:
        return work(file), None
    except (AwesomelintError, InternalError, MemoryError, RecursionError, OSError) as error:
        return None, error
    except Exception as error:
        return None, InternalError(f"{type(error).__name__}: {error}", path=file.name)
