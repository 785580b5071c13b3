"""The request policy of each host: resolver, method and limits, and what its responses mean."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

from awesomelint.errors import RulebookError
from awesomelint.links.outcome import Verdict
from awesomelint.links.url import UrlError, WebUrl, read_url
from awesomelint.paths import compiled, data_file, digest
from awesomelint.startup import NamedTuple
from awesomelint.yaml_reader import (
    TEXTS,
    Key,
    Node,
    Origin,
    boolean_key,
    number_key,
    read_keys,
    read_yaml_file,
    text_key,
    word_key,
)

METHODS = ("auto", "get", "head")
EVERY_HOST = "*"
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*(?:\.\*)?\Z", re.ASCII)
_LONGEST = 200
_STATUSES = re.compile(r"(\d)xx|(\d{3})(?:\.\.(=?)(\d{3}))?", re.ASCII)
_SUCCESS = range(200, 300)

NO_MEANINGS: Mapping[str, Verdict] = MappingProxyType({})
HostFields = Mapping[str, Any]
"""What one entry of the table says: fields of `HostPolicy`, those of `HostLimits` in place of `limits`, and `together`."""
HostEntry = tuple["Pattern", HostFields]
HostTable = tuple[HostEntry, ...]
"""A table: patterns, and what holds for them."""


class HostLimits(NamedTuple):
    """How many requests one host gets: `concurrency` at once, and one every `interval` seconds on average.

    The first `burst` are sent without waiting; `None` for those of one second. With `from_end` the interval counts from the end
    of a response rather than from when its request was sent.
    """

    concurrency: int = 4
    interval: float = 0.1
    burst: int | None = None
    from_end: bool = False

    @property
    def ahead(self) -> float:
        """How many seconds before its time a request may be sent, because those before it were late or missing."""
        if self.burst is None:
            return max(0.0, 1 - self.interval)
        return (self.burst - 1) * self.interval

    def within(self, most: HostLimits) -> HostLimits:
        """Return these limits where they are stricter than others, which hold elsewhere."""
        burst = None if self.burst is None and most.burst is None else min(self._first, most._first)
        concurrency, interval = min(self.concurrency, most.concurrency), max(self.interval, most.interval)
        return HostLimits(concurrency, interval, burst, self.from_end or most.from_end)

    @property
    def _first(self) -> int:
        """How many requests are sent without waiting."""
        return (
            self.burst if self.burst is not None else max(1, int(1 / self.interval)) if self.interval else _AT_ONCE[1]
        )


class Pattern(NamedTuple):
    """A set of URLs: a host with all hosts below it, and the beginning of a path, in which `*` stands for anything.

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
            raise ValueError("a pattern is a host in lower case, optionally with / and the beginning of a path")
        return cls(text, host, tuple(path.split("*")) if path else ())

    @property
    def rank(self) -> tuple[int, int]:
        """How narrow the pattern is: patterns of more labels come before others, then those with more of a path."""
        return (0 if self.host == EVERY_HOST else 1 + self.host.count("."), sum(map(len, self.path)))

    def covers(self, url: WebUrl) -> bool:
        """Return whether a URL matches."""
        return self.covers_host(url.host) and self._covers_path(url.target[1:])

    def covers_host(self, host: str) -> bool:
        """Return whether URLs of a host can match."""
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
        for part in self.path[1:]:  # the leftmost place will do, so the path is read only once
            at = path.find(part, at)
            if at < 0:
                return False
            at += len(part)
        return True


class HostPolicy(NamedTuple):
    """What holds for the URLs of a pattern.

    `resolver` is the name of the resolver, empty where the URL itself tells. `method` is `get`, `head`, or `auto`: HEAD where
    no page is expected. `limits` are those of each host, or of all hosts of the pattern together. `skip` is the reason not
    to request, and is empty otherwise. `means` has other verdicts for a status (`"404"`) or for a verdict (`"dead"`). `lost`
    are the pages to which a site redirects requests for missing pages. `anchors` tells whether pages come with their anchors.
    """

    resolver: str = ""
    method: str = "auto"
    limits: HostLimits = HostLimits()
    skip: str = ""
    means: Mapping[str, Verdict] = NO_MEANINGS
    lost: tuple[Pattern, ...] = ()
    anchors: bool = True

    def meaning(self, status: int | None, usual: Verdict) -> Verdict:
        """Return the verdict for a response with a status, `None` for no response, that usually means another one."""
        return self.means.get(str(status)) or self.means.get(usual.value, usual)


class Policies:
    """The table of hosts, with the tables of users over it.

    Of `layers`, which are tables, the last comes first; in each, the narrower pattern holds before the wider one,
    field by field. Layers over the first one, which come with lists, make its limits stricter, and never laxer.
    """

    def __init__(
        self,
        layers: Iterable[Sequence[HostEntry]] = (),
        *,
        host_concurrency: int | None = None,
        patience: tuple[float, int] | None = None,
    ):
        """`host_concurrency` is for hosts for which no table has a number of concurrent requests.

        `patience` are timeout and retries of the user, `None` for the usual ones: who waits less sees more failures.
        """
        layers = list(layers)
        self._shipped = {id(fields) for _, fields in (layers[0] if layers else ())}
        self._entries = [entry for layer in reversed(layers) for entry in sorted(layer, key=_narrowest_first)]
        usual = HostLimits()
        self._usual = usual if host_concurrency is None else usual._replace(concurrency=host_concurrency)
        self._by_host: dict[str, list[HostEntry]] = {}
        self._made: dict[tuple[int, ...], HostPolicy] = {}
        self._digests: dict[int, str] = {}
        self._patience = patience

    def for_url(self, url: str) -> HostPolicy:
        """Return what holds for a URL. What is no URL that can be requested gets what holds for all."""
        try:
            parsed = read_url(url)
        except UrlError:
            return self._policy([entry for entry in self._entries if entry[0].host == EVERY_HOST])
        return self._policy([entry for entry in self._of_host(parsed.host) if entry[0].covers(parsed)])

    def digest_for(self, url: str) -> str:
        """Return a digest of all that decides about a verdict on a URL, but for what its host responds."""
        policy = self.for_url(url)
        if id(policy) not in self._digests:
            meanings = sorted((answer, verdict.value) for answer, verdict in policy.means.items())
            lost = [pattern.text for pattern in policy.lost]
            said = [policy.resolver, policy.method, meanings, lost, *(self._patience or ())]
            self._digests[id(policy)] = digest(json.dumps(said), 8)
        return self._digests[id(policy)]

    def limits_of(self, host: str) -> tuple[str, HostLimits]:
        """Return the limits of a host, and the name under which it shares them with others, its own if with none.

        Hosts that share limits in the first layer always do. Those of a pattern of another layer do if the first one has none of
        their own for them: with others they might get laxer ones.
        """
        entries = [entry for entry in self._of_host(host) if not entry[0].path]
        shipped = [entry for entry in entries if id(entry[1]) in self._shipped and not _LIMITS.isdisjoint(entry[1])]
        limits = self._policy(entries).limits
        is_shared = next(
            ((pattern.text, fields["together"]) for pattern, fields in shipped if "together" in fields), None
        )
        if is_shared is not None and is_shared[1]:
            return is_shared[0], limits
        least = shipped[0][0].rank if shipped else (0, 0)
        wider = (pattern for pattern, fields in entries if id(fields) not in self._shipped and fields.get("together"))
        return next((pattern.text for pattern in wider if pattern.rank >= least), host), limits

    def _of_host(self, host: str) -> list[HostEntry]:
        if host not in self._by_host:
            self._by_host[host] = [entry for entry in self._entries if entry[0].covers_host(host)]
        return self._by_host[host]

    def _policy(self, entries: list[HostEntry]) -> HostPolicy:
        key = tuple(id(fields) for _, fields in entries)
        if key not in self._made:
            most = _merged((fields for _, fields in entries if id(fields) in self._shipped), self._usual).limits
            policy = _merged((fields for _, fields in entries), self._usual)
            self._made[key] = policy._replace(limits=policy.limits.within(most))
        return self._made[key]


def _narrowest_first(entry: HostEntry) -> tuple[int, int]:
    labels, path = entry[0].rank
    return (-labels, -path)


def _merged(entries: Iterator[HostFields], usual: HostLimits) -> HostPolicy:
    fields: dict[str, Any] = {}
    for entry in entries:
        for name, value in entry.items():
            if name == "means":
                fields["means"] = {**value, **fields.get("means", {})}
            else:
                fields.setdefault(name, value)
    limits = HostLimits(
        fields.pop("concurrency", usual.concurrency),
        fields.pop("interval", usual.interval),
        fields.pop("burst", usual.burst),
        fields.pop("from_end", usual.from_end),
    )
    fields.pop("together", None)
    return HostPolicy(limits=limits, **fields)


# -- `rules/data/hosts.yaml`, and `hosts` in a configuration, which has the same form

FILE = "hosts.yaml"
RESOLVER_NAMES = ("arxiv", "doi", "github", "http", "openreview", "paperswithcode", "youtube")
"""What a table may name. The resolvers themselves are in `network.py`, which a configuration need not load."""
VERDICTS = tuple(verdict.value for verdict in Verdict)
_AT_ONCE = (1, 100)
_LIMITS = frozenset((*HostLimits._fields, "together"))
"""The fields of an entry that limit requests."""


@cache
def built_in_hosts() -> HostTable:
    """Return the table that comes with the program. Raises `RulebookError` if its file is broken."""
    (line,) = compiled("hosts", compile_hosts)
    return read_hosts(Node(Origin(FILE, RulebookError, {}), json.loads(line)))


def compile_hosts() -> list[object]:
    """Return the table of the program as a plain value, checked where it has places."""
    root = read_yaml_file(data_file(FILE), "table of hosts", RulebookError)
    hosts = root.table(("hosts", "sources"), required=("hosts",))["hosts"]
    read_hosts(hosts)
    return [hosts.value]


def load_policies(
    layers: Iterable[HostTable] = (), *, host_concurrency: int | None = None, patience: tuple[float, int] | None = None
) -> Policies:
    """Return the table of hosts with a user's own layers over it, each as `read_hosts` returns it, the last one on top."""
    return Policies((built_in_hosts(), *layers), host_concurrency=host_concurrency, patience=patience)


def read_hosts(node: Node) -> HostTable:
    """Read a table of hosts: patterns, and what holds for them. Raises the error of the file at the first invalid value."""
    return tuple((_pattern(text, value), _fields(text, value)) for text, value in node.table().items())


def _pattern(text: str, node: Node) -> Pattern:
    try:
        return Pattern.read(text)
    except ValueError as error:
        node.fail(f'found "{text[:60]}", expected a pattern: {error}', at_key=True)


def _fields(text: str, node: Node) -> HostFields:
    keys = node.table(HOST_KEYS)
    for name in _OF_HOSTS:
        if name in keys and "/" in text:
            keys[name].fail(f'"{name}" holds for a whole host, and "{text}" is a part of one', at_key=True)
    fields = read_keys(node, HOST_KEYS)
    fields.pop("source", None)
    if meanings := [*fields.pop("accept", ()), *fields.pop("means", ())]:
        meanings.sort(key=lambda meaning: -len(meaning[0]))  # 404 goes before 4xx
        fields["means"] = {answer: verdict for answers, verdict in meanings for answer in answers}
    return fields


_Meaning = tuple[Sequence[str], Verdict]
"""Statuses, or a verdict, and the verdict that they come to."""


def _meanings(node: Node) -> tuple[_Meaning, ...]:
    meanings: list[_Meaning] = []
    for key, value in node.mapping().items():
        answer = str(key)  # statuses are numbers
        statuses = _statuses(answer)
        if answer not in VERDICTS and statuses is None:
            said = f"expected a status such as 404, or one of {', '.join(VERDICTS)}"
            value.fail(f'found "{answer[:60]}", {said}', at_key=True)
        meanings.append(([*map(str, statuses)] if statuses else [answer], Verdict(value.choice(VERDICTS))))
    return tuple(meanings)


def _statuses(text: str) -> range | None:
    """Read `404`, `4xx`, `200..=299` or `200..300`, whose end is not meant; `None` for another text, or an empty range."""
    match = _STATUSES.fullmatch(text)
    if match is None:
        return None
    hundred, first, closed, last = match.groups()
    if hundred:
        return range(100 * int(hundred), 100 * int(hundred) + 100) if hundred != "0" else None
    end = int(first) if last is None else int(last) - (not closed)
    return range(int(first), end + 1) if 100 <= int(first) <= end else None


def _accepted(node: Node) -> tuple[_Meaning, ...]:
    """Return statuses that mean alive, without those of success: what came with them may be an error page."""
    accepted: list[_Meaning] = []
    for item in node.items() if isinstance(node.value, list) else [node]:
        is_number = isinstance(item.value, int) and not isinstance(item.value, bool)
        statuses = _statuses(str(item.value) if is_number else item.text())
        if statuses is None:
            item.fail(f'found "{str(item.value)[:60]}", expected statuses such as 403, 4xx or 500..=599')
        accepted.append(([str(status) for status in statuses if status not in _SUCCESS], Verdict.ALIVE))
    return tuple(accepted)


def _patterns(node: Node) -> tuple[Pattern, ...]:
    return tuple(_pattern(item.text(), item) for item in node.text_items())


_STATUS_SCHEMA = {
    "anyOf": [
        {"type": "integer", "minimum": 100, "maximum": 999},
        {"type": "string", "pattern": "^([1-9]xx|[1-9][0-9][0-9](\\.\\.=?[1-9][0-9][0-9])?)$"},
    ]
}

HOST_KEYS = {
    "resolver": word_key(f"Resolver: {', '.join(RESOLVER_NAMES)}; http requests the page itself.", RESOLVER_NAMES),
    "method": word_key("Request method: head, get, or auto, which uses HEAD for files.", METHODS),
    "concurrency": number_key("Maximum number of concurrent requests to a host.", _AT_ONCE),
    "interval": number_key("Seconds between two requests to a host, on average.", (0, 3600), is_whole=False),
    "burst": number_key(
        "Number of initial requests to a host without waiting; by default the requests of one second.",
        _AT_ONCE,
    ),
    "from-end": boolean_key(
        "Whether the interval counts from the end of a response, not from when its request was sent."
    ),
    "together": boolean_key("Whether all hosts of the pattern share these limits."),
    "skip": text_key("Reason not to request matching URLs; an empty text requests them after all."),
    "means": Key(
        "Verdict for a status, or for another verdict; one for a status holds first.",
        _meanings,
        {"type": "object", "additionalProperties": {"enum": list(VERDICTS)}},
    ),
    "accept": Key(
        "Statuses that count as alive, besides 2xx: 403, 4xx, 500..=599, or a list of them.",
        _accepted,
        {"anyOf": [_STATUS_SCHEMA, {"type": "array", "items": _STATUS_SCHEMA}]},
    ),
    "lost": Key("Patterns of pages to which missing pages redirect.", _patterns, TEXTS),
    "anchors": boolean_key("Whether anchors of pages are looked for, where that is wanted: not if scripts add them."),
    "source": text_key("Source of the entry."),
}
"""The keys of an entry."""
_OF_HOSTS = ("concurrency", "interval", "burst", "from-end", "together")
