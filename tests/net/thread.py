"""The local internet on a thread of its own, for tests that are not asynchronous, or run an event loop themselves."""

from __future__ import annotations

import asyncio
import os
import socket
import ssl
import threading
from collections.abc import Callable, Coroutine
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from net.authority import TrustFile
from net.client import Got, fetch
from net.environment import REMOVED, variables
from net.internet import Internet
from net.journal import Breach, Entry, Trespass, Tunnel, peak
from net.services.others import WELL_KNOWN
from net.settings import Settings

T = TypeVar("T")


class DiallingSocket(socket.socket):
    """A socket that asks first where an address is played."""

    def __init__(self, dial: Callable[[str, int], tuple[str, int]]) -> None:
        super().__init__(socket.AF_INET, socket.SOCK_STREAM)
        self._dial = dial

    def connect(self, address: Any) -> None:
        super().connect(self._dial(*address[:2]))

    def connect_ex(self, address: Any) -> int:
        return super().connect_ex(self._dial(*address[:2]))


class LocalInternet:
    """A running local internet. It is a context manager; `reset` makes it as new between two tests."""

    def __init__(self, settings: Settings | None = None) -> None:
        self._initial = settings or Settings()
        self.settings = Settings()
        self.settings.reset_to(self._initial)
        self._net = Internet(self.settings)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="local internet", daemon=True)
        self._trust = TrustFile(self._net.authority)

    def __enter__(self) -> LocalInternet:
        self._thread.start()
        self._run(self._net.open())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._run(self._net.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        self._trust.close()

    def reset(self) -> None:
        """End all connections, empty the journal, and set everything as it was in the beginning."""
        self._run(self._net.drop_connections())
        self.settings.reset_to(self._initial)
        self._net.clear()

    def put(self, url: str, body: bytes, kind: str = "text/html") -> None:
        """Put a page at a URL, for the rest of the run; its host then has this page alone."""
        self._net.put(url, body, kind)

    def drop_connections(self) -> None:
        """End all connections, without waiting for that."""
        asyncio.run_coroutine_threadsafe(self._net.drop_connections(), self._loop)

    # What has happened.

    @property
    def requests(self) -> list[Entry]:
        """All requests so far, in the order in which they came, but for those to the proxy itself and to well-known sites."""
        return [entry for entry in self._net.journal.requests if entry.host not in WELL_KNOWN]

    @property
    def probes(self) -> list[Entry]:
        """The requests to well-known sites."""
        return [entry for entry in self._net.journal.requests if entry.host in WELL_KNOWN]

    def to(self, host: str) -> list[Entry]:
        """The requests to one host."""
        return [entry for entry in self.requests if entry.host == host]

    @property
    def tunnels(self) -> list[Tunnel]:
        """What the proxy was asked to connect to."""
        return list(self._net.journal.tunnels)

    @property
    def trespasses(self) -> list[Trespass]:
        """Attempts to reach addresses that are not of the public internet."""
        return list(self._net.journal.trespasses)

    @property
    def breaches(self) -> list[Breach]:
        """Limits of services that were not kept."""
        return list(self._net.journal.breaches)

    def peak(self, host: str = "") -> int:
        """The greatest number of requests under way at one time, to one host or to all."""
        return peak(self.to(host) if host else self.requests)

    # How to get there.

    @property
    def proxy(self) -> str:
        """The URL of the proxy."""
        return f"http://127.0.0.1:{self._net.proxy_port}"

    @property
    def socks_proxy(self) -> str:
        """The URL of the SOCKS5 proxy."""
        return f"socks5h://127.0.0.1:{self._net.socks_port}"

    @property
    def ca_file(self) -> Path:
        """A file with the certificate of the authority."""
        return self._trust.path

    def trust(self) -> ssl.SSLContext:
        """Return a context for clients that trusts this internet's authority, and no other."""
        return self._net.authority.client()

    def variables(self, token: str = "") -> dict[str, str]:
        """Return the variables of the environment that lead a program here; with a token, `GITHUB_TOKEN` too."""
        return variables(self.proxy, self.ca_file, token)

    def environment(self, token: str = "") -> dict[str, str]:
        """Return this process's environment with those variables."""
        outside = {key: value for key, value in os.environ.items() if key not in REMOVED}
        return {**outside, **self.variables(token)}

    def ports(self) -> dict[int, int]:
        """Return where 80 and 443 are on 127.0.0.1, for URLs such as `http://flaky.test:PORT/`."""
        return {80: self._net.http_port, 443: self._net.https_port}

    def socket(self, address: tuple[Any, ...]) -> socket.socket:
        """Return a socket that dials here, whatever public address it is told to connect to.

        It is aiohttp's `TCPConnector(socket_factory=...)`, for clients that look names up with `resolve` and connect themselves.
        """
        return DiallingSocket(self.dial)

    def fetch(self, url: str, method: str = "GET", data: bytes | None = None, **headers: str) -> Got:
        """Fetch a URL through the proxy; redirects are not followed. Raises OSError."""
        return fetch(self.proxy, self.trust(), url, method, data, **headers)

    def resolve(self, host: str) -> tuple[str, ...]:
        """Return the addresses of a name. Raises socket.gaierror as getaddrinfo does."""
        return self._net.names.resolve(host)

    def dial(self, address: str, port: int) -> tuple[str, int]:
        """Return where on loopback an address and port are played.

        An address that is not public is noted in `trespasses`; nobody listens where it leads.
        """
        return self._net.names.dial(address, port)

    def _run(self, task: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(task, self._loop).result()
