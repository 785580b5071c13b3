"""The host that a run waits for is told without what a list says before and behind it."""

from __future__ import annotations

import asyncio

from awesomelint.links.exchange import Exchange, Request
from awesomelint.links.network import NetworkMonitor


class Waiting:
    """A fetcher that looks at its monitor before it answers."""

    def __init__(self) -> None:
        self.monitor = NetworkMonitor(self)
        self.seen: list[str | None] = []

    async def fetch(self, request: Request) -> Exchange:
        self.seen.append(self.monitor.slowest_host)
        return Exchange((), None, None, 1)


def test_credentials_and_ports_are_not_told() -> None:
    fetcher = Waiting()
    asyncio.run(fetcher.monitor.fetch(Request("https://ada:secret@Lab.example.org:8443/a?b")))
    assert fetcher.seen == ["lab.example.org"]
