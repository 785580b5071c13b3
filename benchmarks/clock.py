"""Timing whole processes side by side."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

TIMEOUT = 120


class Command(NamedTuple):
    """A process to time: its name in tables, its arguments, and the folder that it runs in."""

    name: str
    arguments: Sequence[str | Path]
    folder: Path


class Timing(NamedTuple):
    """What came of a command: the median of its seconds, its exit code, and the first line that it said on standard error.

    The code is `None` for a command that was ended after `TIMEOUT` seconds.
    """

    seconds: float
    code: int | None
    said: str


class Clock:
    """Times commands: `runs` rounds, in each of which every command runs once, after one round that does not count.

    Times are of the wall, or of the processor (user and system, children included) where `is_cpu`: that is steadier on a
    machine that has other things to do, and unfair to programs that use several cores.
    """

    def __init__(self, runs: int, environment: dict[str, str], *, is_cpu: bool = False):
        self.runs = runs
        self.environment = environment
        self._now: Callable[[], float] = _cpu_seconds if is_cpu else time.perf_counter

    def measure(self, commands: Sequence[Command], *, runs: int | None = None) -> list[Timing]:
        """Return a timing for each command, in their order."""
        firsts = [self._run(command) for command in commands]
        times: list[list[float]] = [[] for _ in commands]
        for _ in range(runs or self.runs):
            for command, first, seconds in zip(commands, firsts, times, strict=True):
                if first.code is not None:
                    seconds.append(self._run(command).seconds)
        return [
            first._replace(seconds=median(seconds or [first.seconds]))
            for first, seconds in zip(firsts, times, strict=True)
        ]

    def _run(self, command: Command) -> Timing:
        start = self._now()
        try:
            done = subprocess.run(
                command.arguments,
                cwd=command.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                timeout=TIMEOUT,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Timing(TIMEOUT, None, f"ended after {TIMEOUT} s")
        seconds = self._now() - start
        said = done.stderr.decode(errors="replace").strip().split("\n")[0]
        return Timing(seconds, done.returncode, said)


def _cpu_seconds() -> float:
    import resource  # not on Windows

    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
