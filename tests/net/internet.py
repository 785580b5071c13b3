"""The local internet as a whole: what stands in it, how it is set, and what has happened."""

from __future__ import annotations

import zlib
from urllib.parse import urlsplit

from net.authority import Authority
from net.catalogue import catalogue
from net.doors import Doors
from net.journal import Journal
from net.messages import Response
from net.names import Names
from net.settings import Settings
from net.sites import Exchange, Reach, Site, always
from net.world.load import World, load_world


class Internet:
    """Sites, names, certificates, doors and a journal. Use it as an asynchronous context manager, or see `net.thread`."""

    def __init__(self, settings: Settings | None = None, world: World | None = None) -> None:
        self.settings = settings or Settings()
        self.world = world or load_world()
        self.authority = Authority()
        self.journal = Journal()
        self.names = Names(self.find, self.journal)
        self.proxy_port = self.http_port = self.https_port = self.silent_port = self.socks_port = 0
        self._sites = catalogue(self.world)
        self._doors = Doors(self)

    async def open(self, proxy_port: int = 0) -> None:
        """Begin to listen; the proxy on `proxy_port`, where one is given."""
        ports = await self._doors.open(proxy_port)
        self.proxy_port, self.http_port, self.https_port, self.silent_port, self.socks_port = ports
        self.names.doors.update({80: self.http_port, 443: self.https_port, 0: self.silent_port})

    async def close(self) -> None:
        await self._doors.close()

    async def drop_connections(self) -> None:
        await self._doors.drop()

    def put(self, url: str, body: bytes, kind: str = "text/html") -> None:
        """Put a page at a URL; its host then has this page alone."""
        response = Response(200, {"Content-Type": kind}, body)
        self._sites.add(Site(urlsplit(url).hostname or "", "a page that was put there", always(response)))

    def clear(self) -> None:
        """Empty the journal, and let all that changes with time begin anew."""
        self.journal.clear()
        self.names.clear()

    def find(self, host: str) -> Site | None:
        """Return the site of a host name; None where there is none."""
        if self.settings.mode("names") == "unknown":
            return None
        if self.settings.mode("names") == "fail":
            return Site(host, "a name that cannot be looked up now", _never, reach=Reach.NAME_SERVER_FAILS)
        site = self._sites.find(host)
        if site is None and self.settings.all_exist and "." in host and not self.names.forbidden(host):
            return self._sites.undeclared(host, hangs=_share(host) < self.settings.hang)
        return site

    def failure(self, host: str, port: int) -> str | None:
        """Return why the proxy cannot reach a host; None where it can. Addresses that are not public are noted as trespasses."""
        if self.names.forbidden(host):
            self.names.trespass(host, port)
            return "not an address of the public internet"
        site = self.find(host)
        if site is None:
            return Reach.NO_NAME.value
        if any(self.names.forbidden(address) for answer in site.addresses for address in answer):
            return "not an address of the public internet"
        return None if site.reach in (Reach.UP, Reach.TLS_HANGS, Reach.TLS_FAILS) else site.reach.value


async def _never(_: Exchange) -> None:
    return None


def _share(host: str) -> float:
    """Return a number from 0 to 1 that is always the same for a host."""
    return zlib.crc32(host.encode()) / 2**32
