"""What happened: requests with their answers, tunnels that were asked for, addresses that nobody should have dialled."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

from net.messages import Headers


@dataclass(slots=True)
class Entry:
    """One request. Times are seconds since the journal began; `ended` is None while the answer is being sent.

    `connection` numbers connections, so that their reuse can be seen; `door` is how the client came: "proxy" or "direct".
    `sent` counts the bytes of the answer, with its head, before encryption; `status` is 0 where no status line was sent.
    """

    began: float
    door: str
    connection: int
    scheme: str
    method: str
    host: str
    target: str
    headers: Headers
    body: bytes = b""
    status: int = 0
    sent: int = 0
    ended: float | None = None

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.host}{self.target}"

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    def as_json(self) -> dict[str, object]:
        values = asdict(self)
        return values | {"url": self.url, "body": self.body.decode(errors="replace")}


@dataclass(frozen=True, slots=True)
class Tunnel:
    """One CONNECT to the proxy, and what became of it: "open", or why not."""

    began: float
    host: str
    port: int
    outcome: str


@dataclass(frozen=True, slots=True)
class Trespass:
    """An attempt to reach an address that is not of the public internet."""

    began: float
    address: str
    port: int


@dataclass(frozen=True, slots=True)
class Breach:
    """A limit of a service that was not kept, in words."""

    began: float
    service: str
    what: str


@dataclass(slots=True)
class Journal:
    """The lists of what happened since the last reset, and how often each URL was asked for."""

    requests: list[Entry] = field(default_factory=list)
    tunnels: list[Tunnel] = field(default_factory=list)
    trespasses: list[Trespass] = field(default_factory=list)
    breaches: list[Breach] = field(default_factory=list)
    visits: Counter[str] = field(default_factory=Counter)
    _zero: float = field(default_factory=time.monotonic)

    def now(self) -> float:
        """Seconds since the journal began."""
        return time.monotonic() - self._zero

    def clear(self) -> None:
        for happened in (self.requests, self.tunnels, self.trespasses, self.breaches, self.visits):
            happened.clear()
        self._zero = time.monotonic()

    def summary(self) -> dict[str, object]:
        """Return the sums: requests, bytes, hosts, connections, the greatest number of requests at one time."""
        hosts = Counter(entry.host for entry in self.requests)
        return {
            "requests": len(self.requests),
            "bytes": sum(entry.sent for entry in self.requests),
            "connections": len({entry.connection for entry in self.requests}),
            "peak": peak(self.requests),
            "hosts": dict(hosts.most_common()),
            "methods": dict(Counter(entry.method for entry in self.requests)),
            "statuses": {str(status): n for status, n in Counter(entry.status for entry in self.requests).items()},
            "tunnels": len(self.tunnels),
            "trespasses": [asdict(trespass) for trespass in self.trespasses],
            "breaches": [asdict(breach) for breach in self.breaches],
        }


def peak(entries: Iterable[Entry]) -> int:
    """Return how many of the requests were under way at one time at most."""
    edges: list[tuple[float, int]] = []
    for entry in entries:
        edges.append((entry.began, 1))
        if entry.ended is not None:
            edges.append((entry.ended, -1))
    most = running = 0
    for _, step in sorted(edges):
        running += step
        most = max(most, running)
    return most
