"""The local internet as pytest fixtures; `tests/conftest.py` hands them to every test."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from clocks import QuickClock

if TYPE_CHECKING:
    from net.thread import LocalInternet


@pytest.fixture(scope="session")
def whole_net() -> Iterator[LocalInternet]:
    """The local internet of a test run. Ask for `net` instead, which is as new for every test."""
    # Here, because tests that need no network should not wait for what makes certificates.
    from net.thread import LocalInternet

    with LocalInternet() as running:
        yield running


def _look_up(net: LocalInternet, host: str) -> tuple[str, ...]:
    if host.endswith(".invalid"):  # as on a machine without a name server
        raise socket.gaierror(socket.EAI_AGAIN, "no name server")
    return net.resolve(host)


@pytest.fixture
def net(whole_net: LocalInternet, monkeypatch: pytest.MonkeyPatch) -> LocalInternet:
    """The local internet, with an empty journal and everything as by default; see `LocalInternet` in `tests/net/thread.py`.

    What would look names up with the system looks them up there.
    """
    whole_net.reset()
    monkeypatch.setattr("awesomelint.links.guard.ask_system", lambda host: _look_up(whole_net, host))
    return whole_net


@pytest.fixture
def inside(net: LocalInternet, monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalInternet]:
    """Lead this process into the local internet, which it may not leave, and let it check links as without being told."""
    for name, value in net.variables().items():
        monkeypatch.setenv(name, value)
    for name in ("GITHUB_TOKEN", "AWESOMELINT_LINKS"):
        monkeypatch.delenv(name, raising=False)
    yield net
    assert net.trespasses == []


@pytest.fixture
def no_waits(inside: LocalInternet, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leap over what this process waits between requests, which arXiv would otherwise see and refuse."""
    monkeypatch.setattr("awesomelint.links.limits.SystemClock", QuickClock)
    inside.settings.arxiv_interval = 0.0
