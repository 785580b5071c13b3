"""One process, and what it took: time on the wall and of the processor, memory and how it grew."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

_SIZES = re.compile(r"^Vm(?:RSS|HWM):\s+(\d+) kB$", re.MULTILINE)
INTERVAL = 0.1
"""Seconds between two looks at the memory."""


class Took(NamedTuple):
    """What a process took. Seconds; megabytes of memory at most, and at every look; `code` is `None` if it was ended.

    `counts` is what was counted at every look.
    """

    wall: float
    cpu: float
    memory: float
    curve: tuple[float, ...]
    code: int | None
    output: str
    errors: str
    counts: tuple[int, ...] = ()


def run(
    arguments: Sequence[str | Path],
    folder: Path,
    environment: Mapping[str, str],
    limit: float,
    count: Callable[[], int] = lambda: 0,
) -> Took:
    """Run a command and measure it; after `limit` seconds it is ended, with all that it started. Linux only.

    `count` is called whenever its memory is looked at.
    """
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            arguments,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
            start_new_session=True,
        )
        was_ended = threading.Event()
        curve: list[tuple[int, float]] = []
        peak = [
            0.0
        ]  # not that of wait4: it counts what the child was before it became the program, a copy of this process
        done = threading.Event()
        watcher = threading.Thread(
            target=_watch, args=(process.pid, start + limit, count, curve, peak, done, was_ended)
        )
        watcher.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        done.set()
        watcher.join()
        output.seek(0)
        errors.seek(0)
        return Took(
            wall,
            usage.ru_utime + usage.ru_stime,
            peak[0],
            tuple(now for _, now in curve),
            None if was_ended.is_set() else process.returncode,
            output.read().decode(errors="replace"),
            errors.read().decode(errors="replace"),
            tuple(number for number, _ in curve),
        )


def _watch(
    pid: int,
    deadline: float,
    count: Callable[[], int],
    curve: list[tuple[int, float]],
    peak: list[float],
    done: threading.Event,
    was_ended: threading.Event,
) -> None:
    status = Path(f"/proc/{pid}/status")
    while not done.wait(INTERVAL):
        try:
            most, now = (int(found) / 1000 for found in _SIZES.findall(status.read_text()))
        except (OSError, ValueError):
            return
        curve.append((count(), now))
        peak[0] = most
        if time.perf_counter() > deadline and not was_ended.is_set():
            was_ended.set()
            os.killpg(pid, signal.SIGKILL)
