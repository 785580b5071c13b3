"""For all tests: links are checked only where a test says so; the local internet and what is made once are there to ask for."""

import gc
import os
import shutil
import signal
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from net.fixture import inside, net, no_waits, whole_net
from shared import dist

__all__ = ["dist", "inside", "net", "no_waits", "whole_net"]

os.environ["AWESOMELINT_LINKS"] = "0"

# An example that takes long on a busy machine is no fault.
settings.register_profile("awesomelint", deadline=None)
settings.load_profile("awesomelint")


def pytest_configure(config: pytest.Config) -> None:
    """Let programs that tests start find their modules compiled: it takes a second to compile them, and hundreds are started.

    That matters only where `PYTHONDONTWRITEBYTECODE` is set. What it asks for is kept: nothing is written beside the sources,
    but below `build`, where the next run finds it; but for what tests themselves make in temporary folders, which no run finds.

    What a shell starts in the background ignores Ctrl-C, and hands that on: the programs that tests interrupt must not.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if os.environ.get("PYTHONDONTWRITEBYTECODE") and not os.environ.get("PYTHONPYCACHEPREFIX"):
        del os.environ["PYTHONDONTWRITEBYTECODE"]
        cache = config.rootpath / "build" / "pycache"
        os.environ["PYTHONPYCACHEPREFIX"] = str(cache)
        passing = cache.joinpath(*Path(tempfile.gettempdir()).resolve().parts[1:])
        config.add_cleanup(lambda: shutil.rmtree(passing, ignore_errors=True))


@pytest.hookimpl(optionalhook=True)  # of pytest-xdist
def pytest_xdist_auto_num_workers() -> int | None:
    """Return one worker more than there are processors, as tests that wait leave theirs to others; `None` if the user said."""
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None
    return len(os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that have slow tests, so that no worker is left with one of them at the end."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


def pytest_sessionstart() -> None:
    """Look for no garbage while tests are collected: there is none, and each look is at all that was collected so far."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Leave the tests themselves, some 280,000 objects, out of all looks for garbage."""
    gc.enable()
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Leave out as well, after each file of tests, what pytest keeps of them: by the end that is as much again."""
    if nextitem is None or nextitem.path != item.path:
        gc.collect()
        gc.freeze()


def pytest_sessionfinish() -> None:
    """Take everything back in, so that pytest finds what was never closed."""
    gc.enable()
    gc.unfreeze()
