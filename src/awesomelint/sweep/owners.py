"""Who asks which target: each has one owner, and an owner is one task at a time, so that the limits of hosts hold without a lock.

The targets of a service are those of one owner. Every other host belongs to a site: hosts that share limits are one, and so is a
host with and without `www.`. A site with many targets is an owner of its own; the others are dealt out to some owners by a
hash of their name. How is decided when a folder is first swept and kept there, for each owner has a journal of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil
from urllib.parse import quote

from awesomelint.links.network import Skip, choose, table_route
from awesomelint.links.policy import Policies
from awesomelint.links.resolvers import PLAIN, agencies, arxiv_api, github
from awesomelint.links.settings import LinkSettings
from awesomelint.links.url import requested_host
from awesomelint.paths import digest
from awesomelint.startup import NamedTuple

NOBODY = "nobody"
"""The owner of targets that are not requested."""
LARGE = 500
"""Targets from which a site is an owner of its own."""
TOGETHER = 4000
"""Targets of small sites that one owner has, about."""
MOST_GROUPS = 256

_SERVICE = "@"
"""What the site of a service begins with: `@arxiv`."""
_REGISTRIES = {"api.crossref.org": "doi", "api.datacite.org": "doi"}
"""Hosts that a resolver asks besides those of its links."""
_POINTS = 3600 / 5000
"""Seconds for one query of GitHub's API: 5,000 an hour for a token."""


class Division(NamedTuple):
    """How sites are dealt out to owners: `large` sites have their own, `groups` is how many share the others."""

    large: frozenset[str]
    groups: int

    @classmethod
    def of(cls, sizes: Iterable[tuple[str, int]]) -> Division:
        """Divide sites with so many targets each."""
        sizes = list(sizes)
        large = frozenset(site for site, size in sizes if size >= LARGE and _is_plain(site))
        small = sum(size for site, size in sizes if site not in large and _is_plain(site))
        return cls(large, min(MOST_GROUPS, max(1, ceil(small / TOGETHER))))

    def owner(self, site: str) -> str:
        """Return the name of the owner of a site, which can be that of a file."""
        if not site:
            return NOBODY
        if not _is_plain(site):
            return site.removeprefix(_SERVICE)
        if site in self.large:
            return f"site-{quote(site, safe='') if len(site) < 80 else digest(site)}"
        return f"group-{int(digest(site, 4), 16) % self.groups:03}"


class Sites:
    """Tells the site of each URL and of each host, by the table of hosts."""

    def __init__(self, policies: Policies, settings: LinkSettings):
        self.policies = policies
        self._route = table_route(policies, settings, ())
        self._of_host: dict[str, str] = {}

    def of_url(self, url: str) -> str:
        """Return the site that a URL belongs to, empty for one that is not requested."""
        routed = self._route(url)
        if isinstance(routed, Skip):
            return ""
        return f"{_SERVICE}{routed}" if routed != PLAIN else self.of_host(requested_host(url))

    def of_host(self, host: str) -> str:
        """Return the site whose owner requests pages of a host."""
        if host not in self._of_host:
            front = f"https://{host}/"
            service = _REGISTRIES.get(host) or choose(front, self.policies.for_url(front).resolver)
            key = self.policies.limits_of(host)[0]
            self._of_host[host] = f"{_SERVICE}{service}" if service != PLAIN else key.removeprefix("www.")
        return self._of_host[host]

    def seconds(self, site: str, targets: int, *, has_token: bool) -> float:
        """Return how many seconds so many targets of a site take at least, by its limits alone."""
        if not site:
            return 0.0
        if site == "@arxiv":
            return ceil(targets / arxiv_api.BATCH) * self._interval("export.arxiv.org")
        if site == "@doi":
            return ceil(targets / agencies.BATCH) * self._interval("api.crossref.org")
        if site == "@github" and has_token:
            return ceil(targets / github.BATCH) * max(_POINTS, self._interval("api.github.com"))
        service = {"@github": "github.com", "@youtube": "youtube.com", "@openreview": "openreview.net"}
        return targets * self._interval(service.get(site, site))

    def _interval(self, host: str) -> float:
        return self.policies.limits_of(host)[1].interval


class Load(NamedTuple):
    """What an owner has to do: how many targets, and how many seconds they take at least."""

    owner: str
    targets: int
    seconds: float


def loads(
    sizes: Iterable[tuple[str, int]], division: Division, sites: Sites, *, has_token: bool = False
) -> tuple[Load, ...]:
    """Return what the owners of sites with so many targets each have to do, those first that take longest.

    The sites of one owner are asked side by side, so that it takes as long as the slowest of them.
    """
    found: dict[str, Load] = {}
    for site, size in sizes:
        owner = division.owner(site)
        _, targets, seconds = found.get(owner, Load(owner, 0, 0.0))
        found[owner] = Load(owner, targets + size, max(seconds, sites.seconds(site, size, has_token=has_token)))
    return tuple(sorted(found.values(), key=lambda load: (-load.seconds, -load.targets, load.owner)))


def floor(found: Iterable[Load], workers: int) -> float:
    """Return how many seconds all owners take at least, with so many workers."""
    seconds = [load.seconds for load in found]
    return max(max(seconds, default=0.0), sum(seconds) / workers)


def _is_plain(site: str) -> bool:
    return bool(site) and not site.startswith(_SERVICE)
