"""The local internet as pytest fixtures; `tests/conftest.py` hands them to every test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from net.thread import LocalInternet


@pytest.fixture(scope="session")
def whole_net() -> Iterator[LocalInternet]:
    """The local internet of a test run. Ask for `net` instead, which is as new for every test."""
    # Here, because tests that need no network should not wait for what makes certificates.
    from net.thread import LocalInternet

    with LocalInternet() as running:
        yield running


@pytest.fixture
def net(whole_net: LocalInternet) -> LocalInternet:
    """The local internet, with an empty journal and everything as by default; see `LocalInternet` in `tests/net/thread.py`."""
    whole_net.reset()
    return whole_net
