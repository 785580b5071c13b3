"""Which host is played by what: the large services, the misbehaving hosts, and ordinary sites from the world's files."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace

from net.misbehaviour import MISBEHAVIOUR, SUFFIXES
from net.ordinary import hanging, ordinary_site, undeclared_page
from net.services import SERVICES
from net.sites import Site
from net.world.load import World


class Catalogue:
    """Finds sites by host name: the name itself first, then `*.` with what is behind its first dot, and so on."""

    def __init__(self, sites: Iterable[Site]) -> None:
        self._sites = {site.host: site for site in sites}

    def find(self, host: str) -> Site | None:
        """Return the site that answers for a host; None where there is none."""
        host = host.lower().rstrip(".")
        if host in self._sites:
            return self._sites[host]
        rest = host
        while "." in rest:
            rest = rest.partition(".")[2]
            if f"*.{rest}" in self._sites:
                return self._sites[f"*.{rest}"]
        return None

    def add(self, site: Site) -> None:
        """Add a site, in the place of one with the same host name."""
        self._sites[site.host] = site

    def undeclared(self, host: str, *, hangs: bool) -> Site:
        """Return a site for a host that nothing is known of, and add it, so that it stays the same."""
        site = Site(host, "a host that nobody declared", hanging if hangs else undeclared_page)
        self.add(site)
        return site


def catalogue(world: World) -> Catalogue:
    """Return all sites. What is declared later holds: ordinary sites, then misbehaviour, then services."""
    names = {*world.pages, *world.hosts}
    ordinary = (ordinary_site(host, world) for host in sorted(names))
    misbehaving = (replace(site, host=f"{site.host}.{suffix}") for site in MISBEHAVIOUR for suffix in SUFFIXES)
    return Catalogue(itertools.chain(ordinary, misbehaving, SERVICES))
