"""arXiv: its API in batches, with DataCite to fall back on.

What the API cannot tell is requested on its host as well: pages of arxiv.org are for people, with fifteen seconds from one to the
next.
"""

from __future__ import annotations

from collections.abc import Sequence

from awesomelint.context import PaperRecord
from awesomelint.links.exchange import Request
from awesomelint.links.limits import ask_all
from awesomelint.links.outcome import Outcome, Reason, Verdict
from awesomelint.links.resolvers import (
    Answer,
    Give,
    ResolverContext,
    batches,
    why_not,
)
from awesomelint.links.resolvers.agencies import DATACITE_BATCH, ask_datacite
from awesomelint.links.resolvers.arxiv_api import BATCH, ArxivApi, Entry
from awesomelint.links.targets import Target
from awesomelint.papers.identifiers import read_identifier
from awesomelint.papers.identifiers.model import Kind, split_address

NAME = "arxiv"
WITHDRAWN = "arXiv: withdrawn"
"""The detail of a withdrawn paper."""

_HOSTS = frozenset(
    "alphaxiv.org ar5iv.labs.arxiv.org ar5iv.org arxiv.org browse.arxiv.org doi.org dx.doi.org export.arxiv.org hf.co "
    "huggingface.co".split()
)
"""Hosts whose URLs with the identifier of a paper lead to it if there is such a paper."""
_EXPORT = "https://export.arxiv.org"
_FILES = frozenset((Kind.PDF, Kind.FULL_TEXT, Kind.SOURCE))
_DATACITE_AT_ONCE = 3


class ArxivResolver:
    """Asks arXiv whether papers and their versions exist. Versions count from 1, so the number of the latest one is enough."""

    name = NAME

    @staticmethod
    def takes(url: str) -> bool:
        """Return whether arXiv can say if a URL leads to something."""
        reading, address = read_identifier(url), split_address(url)
        is_paper = reading is not None and reading.paper.scheme == "arxiv"
        return is_paper and address is not None and address.host in _HOSTS

    def __init__(self) -> None:
        self.api = ArxivApi()

    async def resolve(self, targets: Sequence[Target], context: ResolverContext, give: Give) -> None:
        """Give an answer for each target."""
        papers: dict[str, list[Target]] = {}
        others: list[Target] = []
        for target in targets:
            reading = read_identifier(target.url)
            if reading is not None and reading.paper.scheme == "arxiv":
                papers.setdefault(reading.paper.value, []).append(target)
            else:
                others.append(target)
        unknown: list[str] = []
        gone: list[tuple[Target, Entry]] = []
        for batch in batches(list(papers), BATCH):
            had_failed = bool(self.api.failure)
            asked = await self.api.ask(batch, context)
            if self.api.failure and not had_failed and not self.api.is_unreachable:
                context.note(f"arXiv's API did not answer ({self.api.failure}); DataCite is used instead")
            for name in batch:
                entry = asked.entries.get(name)
                if entry is None and name in asked.malformed:
                    others.extend(papers[name])
                elif entry is None and name not in asked.missing:
                    unknown.append(name)
                else:
                    for target in papers[name]:
                        if entry is not None and _may_be_gone(target.url, entry):
                            gone.append((target, entry))
                        else:
                            give(_answer(target, entry, context))
        await self._fall_back(unknown, papers, context, give)
        for target, entry in gone:
            give(await _ask_file(target, entry, context))
        await context.plain.resolve(others, context, give)

    async def _fall_back(
        self, names: Sequence[str], papers: dict[str, list[Target]], context: ResolverContext, give: Give
    ) -> None:
        """Look papers up at DataCite, where arXiv registers their DOIs."""

        async def ask(batch: Sequence[str]) -> None:
            dois = {name: f"10.48550/arxiv.{name}" for name in batch}
            records, failure = await ask_datacite(list(dois.values()), context)
            said = f"arXiv API: {self.api.failure}; DataCite: {failure or 'not known there'}"
            for name in batch:
                for target in papers[name]:
                    give(_of_record(target, records.get(dois[name]), said, context))

        await ask_all(ask, batches(names, DATACITE_BATCH), _DATACITE_AT_ONCE)


def _answer(target: Target, entry: Entry | None, context: ResolverContext) -> Answer:
    """Return the answer for a paper that the API has looked up; no entry means that it does not exist."""
    if entry is None:
        return Answer(_unregistered(target, "arXiv API: no such identifier", context))
    reading = read_identifier(target.url)
    if reading is not None and reading.version is not None and reading.version > entry.version:
        said = f"arXiv API: no version {reading.version}, the latest is {entry.version}"
        return Answer(_unregistered(target, said, context), (entry.record,))
    return Answer(_registered(target, WITHDRAWN if entry.record.is_withdrawn else "", context), (entry.record,))


def _of_record(target: Target, record: PaperRecord | None, failure: str, context: ResolverContext) -> Answer:
    if record is not None:
        return Answer(_registered(target, "DataCite knows it", context), (record,))
    reason = Reason.REGISTRY_UNAVAILABLE
    return Answer(Outcome(target.url, Verdict.UNSURE, reason, NAME, context.now, detail=failure))


def _registered(target: Target, detail: str, context: ResolverContext) -> Outcome:
    return Outcome(target.url, Verdict.ALIVE, Reason.REGISTERED, NAME, context.now, detail=detail)


def _unregistered(target: Target, detail: str, context: ResolverContext) -> Outcome:
    return Outcome(target.url, Verdict.DEAD, Reason.NOT_REGISTERED, NAME, context.now, detail=detail)


# -- what the API cannot tell


def _may_be_gone(url: str, entry: Entry) -> bool:
    """Return whether a URL leads to the file of the version by which a paper was withdrawn.

    arXiv keeps the page of such a paper, and its API knows it, but that file is gone
    (<https://info.arxiv.org/help/withdraw.html>).
    """
    reading, address = read_identifier(url), split_address(url)
    if not entry.record.is_withdrawn or reading is None or address is None:
        return False
    is_file = reading.kind in _FILES and address.host.endswith("arxiv.org") and "ar5iv" not in address.host
    return is_file and reading.version in (None, entry.version)


async def _ask_file(target: Target, entry: Entry, context: ResolverContext) -> Answer:
    """Request the file of the latest version of a paper. Where there is no PDF, there is no other format either."""
    url = f"{_EXPORT}/pdf/{entry.paper.value}v{entry.version}"
    exchange = await context.fetcher.fetch(Request(url, "HEAD", retries=1))
    status = exchange.reply.status if exchange.reply is not None else None
    verdict, reason, detail = Verdict.ALIVE, Reason.OK, WITHDRAWN
    if status in (404, 410):
        verdict, reason = Verdict.DEAD, Reason.NOT_FOUND
    elif status != 200:
        reason, said = why_not(exchange)
        verdict, detail = Verdict.UNSURE, f"{said}; {WITHDRAWN}"
    outcome = Outcome(target.url, verdict, reason, NAME, context.now, status, None, exchange.hops, "HEAD")
    return Answer(outcome._replace(tries=exchange.tries, detail=detail), (entry.record,))
