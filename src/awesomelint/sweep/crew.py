"""Who does the work of a sweep: worker processes of this machine, a cluster, or this process."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from logging import CRITICAL, getLogger
from typing import TYPE_CHECKING, Protocol, TypeVar

from awesomelint.errors import ConfigError, InternalError, in_words

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Job = TypeVar("Job")
Result = TypeVar("Result")


class Crew(Protocol):
    """Does jobs, and yields their results as they come; the first job begins first.

    Close the iterator to end all work at once. Raises what the work raises.
    """

    def __call__(self, work: Callable[[Job], Result], jobs: Sequence[Job]) -> Generator[Result]:
        """Do the same work for each job."""
        ...


LONGEST_CONNECTING = 10
"""Seconds in which the scheduler of a cluster has to answer."""
MOST_ENDED = 5
"""How often in a row, without a result in between, worker processes may be ended from outside before a sweep gives up."""


def here(work: Callable[[Job], Result], jobs: Sequence[Job]) -> Generator[Result]:
    """Do all jobs in this process, one after the other."""
    yield from map(work, jobs)


def processes(workers: int) -> Crew:
    """Return a crew of so many processes of this machine.

    A job whose process was ended from outside is begun again. All processes end with this one, however it ends. Raises
    `InternalError` where processes are ended again and again.
    """

    def crew(work: Callable[[Job], Result], jobs: Sequence[Job]) -> Generator[Result]:
        return _results(work, jobs, workers)

    return crew


@contextmanager
def cluster(address: str) -> Iterator[Crew]:
    """Open a cluster of Dask, and yield a crew of its workers.

    Raises `ConfigError` where Dask is not installed or its scheduler does not answer; the crew does where that is lost.
    """
    try:
        from distributed import CancelledError, Client, KilledWorker, as_completed
    except ImportError:
        raise ConfigError("--scheduler needs an additional package: pip install distributed") from None
    getLogger("distributed.client").setLevel(CRITICAL)  # where a scheduler is lost, it logs tracebacks
    try:
        client = Client(address, timeout=LONGEST_CONNECTING)
    except (OSError, ValueError) as error:
        raise ConfigError(f"the scheduler {address} does not answer: {in_words(error)}") from None

    def crew(work: Callable[[Job], Result], jobs: Sequence[Job]) -> Generator[Result]:
        futures = [client.submit(work, job, pure=False, priority=-number) for number, job in enumerate(jobs)]
        try:
            for future in as_completed(futures):
                yield future.result()
                future.release()
        except KilledWorker:
            raise InternalError("workers of the cluster are lost again and again, perhaps for lack of memory") from None
        except (CancelledError, OSError):
            raise ConfigError(f"the scheduler {address} is lost: sweep again to go on") from None
        finally:
            client.cancel(futures)

    with client:
        yield crew


def _results(work: Callable[[Job], Result], jobs: Sequence[Job], workers: int) -> Generator[Result]:
    left = dict(enumerate(jobs))
    ended = 0
    while left:
        # A process for each job, so that none grows; and none is a copy of this one, which has threads.
        context = multiprocessing.get_context("spawn")
        theirs, ours = context.Pipe(duplex=False)
        pool = ProcessPoolExecutor(
            min(workers, len(left)), mp_context=context, initializer=_begin, initargs=(theirs,), max_tasks_per_child=1
        )
        try:
            futures: dict[Future[Result], int] = {pool.submit(work, job): number for number, job in left.items()}
            for future in as_completed(futures):
                result = future.result()
                del left[futures[future]]
                ended = 0
                yield result
        except BrokenProcessPool:
            ended += 1
            if ended >= MOST_ENDED:
                raise InternalError("worker processes are ended again and again, perhaps for lack of memory") from None
        finally:
            ours.close()  # which ends those that are at work
            pool.shutdown(cancel_futures=True)
            theirs.close()


def _begin(other_end: Connection) -> None:
    """Prepare a worker: Ctrl-C is for the process that began it, and it ends with that one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(other_end,), daemon=True).start()


def _end_with(other_end: Connection) -> None:
    """Wait until the other process closes its end of a pipe, or is gone, and end this one: all that it knows is written."""
    try:
        other_end.recv()
    finally:
        os._exit(1)
