"""Name service: which addresses a host name has here, and where on loopback a dialled address really is."""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING

from net.journal import Journal, Trespass
from net.sites import Reach, Site

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST_PUBLIC = int(ipaddress.IPv4Address("93.184.0.1"))
"""Where the made-up public addresses begin. Nothing is ever sent there: a client has to ask `Names.dial` first."""

NOBODY = ("127.0.0.1", 1)
"""A port on which nobody listens."""


class Names:
    """The name server. Each host has an address of its own, so that it can be told from a dialled address."""

    def __init__(self, find: Callable[[str], Site | None], journal: Journal) -> None:
        self._find = find
        self._journal = journal
        self.doors: dict[int, int] = {}
        """Where ports are played: 80 and 443, and as 0 the one that never says a word."""
        self._addresses: dict[str, str] = {}
        self._reached: dict[str, Reach] = {}
        self._asked: dict[str, int] = {}

    def clear(self) -> None:
        """Forget how often names were asked for; those that change their address begin anew."""
        self._asked.clear()

    def resolve(self, host: str) -> tuple[str, ...]:
        """Return the addresses of a name, as `getaddrinfo` would.

        Raises socket.gaierror: EAI_NONAME where there is no such name, EAI_AGAIN where the name server fails.
        """
        host = host.lower().rstrip(".")
        literal = _literal(host)
        if literal is not None:
            return (literal,)
        site = self._find(host)
        if site is None or site.reach is Reach.NO_NAME:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        if site.reach is Reach.NAME_SERVER_FAILS:
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        if site.addresses:
            asked = self._asked[host] = self._asked.get(host, 0) + 1
            found = site.addresses[min(asked, len(site.addresses)) - 1]
        else:
            found = (self._public(host),)
        self._reached.update((address, site.reach) for address in found)
        return found

    def dial(self, address: str, port: int) -> tuple[str, int]:
        """Return the loopback address and port that play `address` and `port`; where nobody listens there, nobody does here.

        An address that is not public is noted as a trespass.
        """
        if self.forbidden(address):
            self.trespass(address, port)
            return NOBODY
        reach = self._reached.get(address)
        if reach is Reach.SILENT or (reach is Reach.TLS_HANGS and port == 443):
            return "127.0.0.1", self.doors[0]
        if reach is None or reach is Reach.REFUSES:
            return NOBODY
        return "127.0.0.1", self.doors.get(port, self.doors.get(443, 0))

    def trespass(self, address: str, port: int) -> None:
        """Note an attempt to reach an address that is not public."""
        self._journal.trespasses.append(Trespass(self._journal.now(), address, port))

    def forbidden(self, address: str) -> bool:
        """Tell whether an address is not of the public internet."""
        literal = _literal(address.strip("[]"))
        return literal is not None and not ipaddress.ip_address(literal).is_global

    def _public(self, host: str) -> str:
        if host not in self._addresses:
            self._addresses[host] = str(ipaddress.IPv4Address(FIRST_PUBLIC + len(self._addresses)))
        return self._addresses[host]


def _literal(host: str) -> str | None:
    try:
        return str(ipaddress.ip_address(host.strip("[]").partition("%")[0]))
    except ValueError:
        return None
