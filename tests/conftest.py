"""For all tests: links are checked only where a test says so; the local internet and what is made once are there to ask for."""

import gc
import os
import shutil
import signal
import tempfile

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

    That matters only where `PYTHONDONTWRITEBYTECODE` is set. What it asks for is kept: nothing is written beside the sources.

    What a shell starts in the background ignores Ctrl-C, and hands that on: the programs that tests interrupt must not.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if os.environ.get("PYTHONDONTWRITEBYTECODE") and not os.environ.get("PYTHONPYCACHEPREFIX"):
        folder = tempfile.mkdtemp(prefix="awesomelint-tests-")
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
        del os.environ["PYTHONDONTWRITEBYTECODE"]
        os.environ["PYTHONPYCACHEPREFIX"] = folder


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
