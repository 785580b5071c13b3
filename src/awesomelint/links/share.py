"""The part of the web that one of several checks asks, where each host is asked by one of them alone.

A link of one check may redirect to a host of another: then it is handed over, and the other check goes on where this one left
off, so that neither host is asked twice.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from html import escape
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from awesomelint.links.exchange import REDIRECTS, Reply
from awesomelint.links.outcome import Hop
from awesomelint.startup import NamedTuple

if TYPE_CHECKING:
    from awesomelint.context import PaperRecord
    from awesomelint.links.cache import LinkCache
    from awesomelint.papers.identifiers import PaperId

_KEY = "handed "
"""The beginning of the keys of targets that were handed over, among those of closer looks."""


class Handover(NamedTuple):
    """A target that leads to a host of another check: the responses on the way there, and the URL to go on with."""

    hops: tuple[Hop, ...]
    to: str

    @property
    def replies(self) -> Iterator[Reply]:
        """The responses on the way, as far as they lead on: a page with the status of one does so by a meta refresh."""
        urls = [hop.url for hop in self.hops]
        for hop, to in zip(self.hops, (*urls, self.to)[1:], strict=True):
            headers = {"location": to, "content-type": "text/html"}
            body = f'<meta http-equiv="refresh" content="0; url={escape(to)}">' if hop.status not in REDIRECTS else ""
            yield Reply(hop.url, hop.status, headers, body.encode("utf-8", "replace"))

    def fields(self) -> dict[str, str]:
        """Return it as texts."""
        return {"hops": json.dumps(self.hops), "to": self.to}

    @classmethod
    def of_fields(cls, fields: Mapping[str, str]) -> Handover:
        """Read what `fields` returned. Raises `ValueError`, `KeyError` and `TypeError` for anything else."""
        return cls(tuple(Hop(str(url), int(status)) for url, status in json.loads(fields["hops"])), fields["to"])


class Share(NamedTuple):
    """What one check asks of all that is asked.

    `owns` tells whether it requests pages of a host. `taken` are targets that others have handed over to it. Answers in the
    cache from `since` on, in seconds since the epoch, hold whatever they are: the checks of a sweep are one run. `turns` is
    the folder of the cache in which hosts have turns that all processes of the machine share, `None` for that of the answers.
    `may_write` makes the cache a journal, see `LinkCache`. `patience` are the seconds for which a network that is away is
    waited for, `None` for as long as by default.
    `papers` are records that others have found, about which there may be doubts; `requests` are how many others have made.
    """

    owns: Callable[[str], bool] = lambda _: True
    taken: Mapping[str, Handover] = MappingProxyType({})
    since: int | None = None
    turns: Path | None = None
    may_write: Callable[[], None] | None = None
    patience: float | None = None
    papers: Mapping[PaperId, PaperRecord] = MappingProxyType({})
    requests: int = 0


EVERYTHING = Share()


class Handovers:
    """What a check hands over. It is kept in the cache, so that a check that was ended and begins again need not ask again."""

    def __init__(self, cache: LinkCache, share: Share, urls: Iterable[str]):
        self._cache = cache
        self._before: dict[str, Handover] = {}
        if share.since is not None:
            for key, (age, fields) in cache.looks(_KEY + url for url in urls).items():
                if cache.now - age >= share.since:
                    with suppress(ValueError, KeyError, TypeError):  # not as we write it
                        self._before[key.removeprefix(_KEY)] = Handover.of_fields(fields)

    def recall(self, url: str) -> Handover | None:
        """Return how a target was handed over before."""
        return self._before.get(url)

    def put(self, url: str, handover: Handover) -> None:
        """Keep that a target is handed over."""
        self._cache.put_look(_KEY + url, handover.fields())
