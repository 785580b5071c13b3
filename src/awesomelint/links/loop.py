"""Running one coroutine to its end, or to Ctrl-C, whichever comes first."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Coroutine
from typing import Any

GRACE = 0.5
"""Seconds for connections to close after Ctrl-C."""


def run_until_interrupted(coroutine: Coroutine[Any, Any, None]) -> bool:
    """Run a coroutine and tell whether Ctrl-C ended it. Whatever else it raises is raised.

    Unlike `asyncio.run` this waits for no thread: one may be looking up a name, which can take half a minute.
    """
    loop = asyncio.new_event_loop()
    task = loop.create_task(coroutine)
    has_handler = _on_interrupt(loop, task)
    try:
        loop.run_until_complete(task)
    except (asyncio.CancelledError, KeyboardInterrupt):
        return True
    finally:
        if has_handler:
            loop.remove_signal_handler(signal.SIGINT)
        _end(loop)
    return False


def _on_interrupt(loop: asyncio.AbstractEventLoop, task: asyncio.Task[None]) -> bool:
    """Let Ctrl-C cancel the task where that can be: not on Windows, and only in the main thread."""
    if threading.current_thread() is not threading.main_thread():
        return False
    try:
        loop.add_signal_handler(signal.SIGINT, task.cancel)
    except NotImplementedError:
        return False
    return True


def _end(loop: asyncio.AbstractEventLoop) -> None:
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    try:
        if left:
            loop.run_until_complete(asyncio.wait(left, timeout=GRACE))
        loop.run_until_complete(loop.shutdown_asyncgens())
    finally:
        loop.close()
