"""What holds for each host: who asks, how, how gently, and what its answers mean. The facts stand in `rules/data/hosts.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from awesomelint.links.outcome import Verdict
from awesomelint.links.urls import UrlError, WebUrl, read_url
from awesomelint.named_tuple import NamedTuple

METHODS = ("auto", "get", "head")
EVERY_HOST = "*"
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*(?:\.\*)?\Z", re.ASCII)
_LONGEST = 200

NO_MEANINGS: Mapping[str, Verdict] = MappingProxyType({})
Record = Mapping[str, Any]
"""What one entry of the table says: fields of `HostPolicy`, those of `HostLimits` in place of `limits`, and `together`."""


class HostLimits(NamedTuple):
    """What one host is asked at most: `concurrency` requests at once, and one every `interval` seconds on average.

    The first `burst` come without waiting, `None` for as many as there are in a second.
    """

    concurrency: int = 4
    interval: float = 0.1
    burst: int | None = None

    @property
    def ahead(self) -> float:
        """How many seconds before its time a request may come, because those before it came late or not at all."""
        if self.burst is None:
            return max(0.0, 1 - self.interval)
        return (self.burst - 1) * self.interval


class Pattern(NamedTuple):
    """Which URLs are meant: a host with all hosts below it, and the beginning of a path, in which `*` stands for anything.

    `host` may end in `.*`, for every top-level domain; `*` alone is every host. `path` are the texts between the stars, in order.
    """

    text: str
    host: str
    path: tuple[str, ...]

    @classmethod
    def read(cls, text: str) -> Pattern:
        """Read `arxiv.org`, `sci-hub.*` or `papers.nips.cc/paper/by-source-*`. Raises `ValueError` for another text."""
        host, _, path = text.partition("/")
        if len(text) > _LONGEST or not (host == EVERY_HOST or _HOST.match(host)) or (host == EVERY_HOST and path):
            raise ValueError("a pattern is a host in lower case, and perhaps / and the beginning of a path")
        return cls(text, host, tuple(path.split("*")) if path else ())

    @property
    def rank(self) -> tuple[int, int]:
        """How narrow the pattern is: patterns of more labels come before others, then those with more of a path."""
        return (0 if self.host == EVERY_HOST else 1 + self.host.count("."), sum(map(len, self.path)))

    def covers(self, url: WebUrl) -> bool:
        """Tell whether a URL is meant."""
        return self.covers_host(url.host) and self._covers_path(url.target[1:])

    def covers_host(self, host: str) -> bool:
        """Tell whether URLs of a host can be meant."""
        if self.host == EVERY_HOST:
            return True
        if self.host.endswith(".*"):
            host, own = host.rpartition(".")[0] + ".", self.host[:-1]
        else:
            own = self.host
        return host == own or host.endswith("." + own)

    def _covers_path(self, path: str) -> bool:
        if not self.path:
            return True
        if not path.startswith(self.path[0]):
            return False
        at = len(self.path[0])
        for part in self.path[1:]:  # the leftmost place is as good as any, so this takes no longer than reading once
            at = path.find(part, at)
            if at < 0:
                return False
            at += len(part)
        return True


class HostPolicy(NamedTuple):
    """What holds for the URLs of a pattern.

    `resolver` is the name of who asks, empty where the URL itself tells. `method` is `get`, `head`, or `auto`: HEAD where no page
    is expected. `limits` are those of each host, or of all hosts of the pattern together. `skip` says why nobody asks, and is
    empty where somebody does. `means` gives another verdict for a status (`"404"`) or for a verdict (`"dead"`). `lost` are the
    pages to which a site sends whoever asks for what it no longer has.
    """

    resolver: str = ""
    method: str = "auto"
    limits: HostLimits = HostLimits()
    skip: str = ""
    means: Mapping[str, Verdict] = NO_MEANINGS
    lost: tuple[Pattern, ...] = ()


class Policies:
    """The table of hosts, with what users say over it.

    `layers` are tables of records, the last of which is the last word; in each, the narrower pattern holds before the wider one,
    field by field.
    """

    def __init__(self, layers: Iterable[Sequence[tuple[Pattern, Record]]] = (), *, host_concurrency: int | None = None):
        """`host_concurrency` is how many requests are open at once to a host of which the table does not say it."""
        self._records = [entry for layer in reversed(list(layers)) for entry in sorted(layer, key=_narrowest_first)]
        usual = HostLimits()
        self._usual = usual if host_concurrency is None else usual._replace(concurrency=host_concurrency)
        self._by_host: dict[str, list[tuple[Pattern, Record]]] = {}
        self._made: dict[tuple[int, ...], HostPolicy] = {}

    def for_url(self, url: str | WebUrl) -> HostPolicy:
        """Return what holds for a URL. What is no URL that can be asked for gets what holds for all."""
        try:
            found = url if isinstance(url, WebUrl) else read_url(url)
        except UrlError:
            return self._policy([entry for entry in self._records if entry[0].host == EVERY_HOST])
        return self._policy([entry for entry in self._of_host(found.host) if entry[0].covers(found)])

    def limits_of(self, host: str) -> tuple[str, HostLimits]:
        """Return the limits of a host, and the name under which it shares them with others, its own if with none."""
        entries = [entry for entry in self._of_host(host) if not entry[0].path]
        shared = next(((pattern, record["together"]) for pattern, record in entries if "together" in record), None)
        return shared[0].text if shared is not None and shared[1] else host, self._policy(entries).limits

    def _of_host(self, host: str) -> list[tuple[Pattern, Record]]:
        found = self._by_host.get(host)
        if found is None:
            found = self._by_host[host] = [entry for entry in self._records if entry[0].covers_host(host)]
        return found

    def _policy(self, entries: list[tuple[Pattern, Record]]) -> HostPolicy:
        key = tuple(id(record) for _, record in entries)
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = _merged((record for _, record in entries), self._usual)
        return made


def _narrowest_first(entry: tuple[Pattern, Record]) -> tuple[int, int]:
    labels, path = entry[0].rank
    return (-labels, -path)


def _merged(records: Iterator[Record], usual: HostLimits) -> HostPolicy:
    fields: dict[str, Any] = {}
    for record in records:
        for name, value in record.items():
            if name == "means":
                fields["means"] = {**value, **fields.get("means", {})}
            else:
                fields.setdefault(name, value)
    limits = HostLimits(
        fields.pop("concurrency", usual.concurrency),
        fields.pop("interval", usual.interval),
        fields.pop("burst", usual.burst),
    )
    fields.pop("together", None)
    return HostPolicy(limits=limits, **fields)
