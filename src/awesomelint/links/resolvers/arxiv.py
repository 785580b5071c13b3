"""arXiv: asked through its API in batches, with DataCite to fall back on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from awesomelint.links.outcome import Outcome, Reason, Verdict
from awesomelint.links.resolvers.arxiv_api import BATCH, ArxivApi
from awesomelint.links.resolvers.arxiv_feed import Entry
from awesomelint.links.resolvers.arxiv_files import WITHDRAWN, ask_file, may_be_gone
from awesomelint.links.resolvers.arxiv_forms import ask_form, has_odd_form
from awesomelint.links.resolvers.base import Answer, Means
from awesomelint.links.resolvers.concurrent import as_answered
from awesomelint.links.resolvers.datacite import BATCH as DATACITE_BATCH
from awesomelint.links.resolvers.datacite import ask_datacite
from awesomelint.links.targets import Target
from awesomelint.papers.identifiers import read_identifier
from awesomelint.papers.identifiers.address import split_address
from awesomelint.papers.records import PaperRecord

_DATACITE_AT_ONCE = 3

_HOSTS = frozenset(
    "alphaxiv.org ar5iv.labs.arxiv.org ar5iv.org arxiv.org browse.arxiv.org doi.org dx.doi.org export.arxiv.org hf.co "
    "huggingface.co".split()
)
"""Hosts of which a URL with the identifier of a paper leads to it if there is such a paper."""


def takes_arxiv(url: str) -> bool:
    """Tell whether arXiv can say if a URL leads to something."""
    reading, address = read_identifier(url), split_address(url)
    if reading is None or reading.paper.scheme != "arxiv" or address is None:
        return False
    return address.host in _HOSTS


class ArxivResolver:
    """Asks arXiv whether papers and their versions exist. Versions are counted from 1, so the number of the latest one tells."""

    name = "arxiv"

    def __init__(self) -> None:
        self._api = ArxivApi()

    async def resolve(self, targets: Sequence[Target], means: Means) -> AsyncIterator[Answer]:
        """Yield an answer for each target."""
        papers: dict[str, list[Target]] = {}
        others: list[Target] = []
        odd: list[Target] = []
        for target in targets:
            reading = read_identifier(target.url)
            if has_odd_form(target.url):
                odd.append(target)
            elif reading is not None and reading.paper.scheme == "arxiv":
                papers.setdefault(reading.paper.value, []).append(target)
            else:
                others.append(target)
        unknown: list[str] = []
        withdrawn: list[tuple[Target, Entry]] = []
        names = list(papers)
        for start in range(0, len(names), BATCH):
            batch = names[start : start + BATCH]
            asked = await self._api.ask(batch, means)
            for name in batch:
                if name in asked.entries:
                    for target in papers[name]:
                        if may_be_gone(target.url, asked.entries[name]):
                            withdrawn.append((target, asked.entries[name]))
                        else:
                            yield _of_entry(target, asked.entries[name], means)
                elif name in asked.missing:
                    for target in papers[name]:
                        yield Answer(_dead(target, "arXiv API: no such identifier", means))
                elif name in asked.malformed:
                    others.extend(papers[name])
                else:
                    unknown.append(name)
        async for answer in self._fall_back(unknown, papers, means):
            yield answer
        for target, entry in withdrawn:
            yield await ask_file(target, entry, means)
        if odd:
            answers = await ask_form(odd, means)
            others.extend(odd if not answers else ())
            for answer in answers:
                yield answer
        if others:
            async for answer in means.plain.resolve(others, means):
                yield answer

    async def _fall_back(
        self, names: Sequence[str], papers: dict[str, list[Target]], means: Means
    ) -> AsyncIterator[Answer]:
        async def ask(batch: Sequence[str]) -> list[Answer]:
            records, failure = await ask_datacite([_doi(name) for name in batch], means)
            said = failure or "not known there"
            return [
                _of_record(target, records.get(_doi(name)), f"arXiv API: {self._api.failure}; DataCite: {said}", means)
                for name in batch
                for target in papers[name]
            ]

        batches = [names[start : start + DATACITE_BATCH] for start in range(0, len(names), DATACITE_BATCH)]
        async for answers in as_answered(ask, batches, _DATACITE_AT_ONCE):
            for answer in answers:
                yield answer


def _doi(name: str) -> str:
    return f"10.48550/arxiv.{name}"


def _of_entry(target: Target, entry: Entry, means: Means) -> Answer:
    reading = read_identifier(target.url)
    version = reading.version if reading is not None else None
    if version is not None and version > entry.version:
        return Answer(
            _dead(target, f"arXiv API: no version {version}, the latest is {entry.version}", means), (entry.record,)
        )
    detail = WITHDRAWN if entry.record.is_withdrawn else ""
    return Answer(_alive(target, detail, means), (entry.record,))


def _of_record(target: Target, record: PaperRecord | None, failure: str, means: Means) -> Answer:
    if record is not None:
        return Answer(_alive(target, "DataCite knows it", means), (record,))
    return Answer(
        Outcome(target.url, Verdict.UNSURE, Reason.REGISTRY_UNAVAILABLE, ArxivResolver.name, means.now, detail=failure)
    )


def _alive(target: Target, detail: str, means: Means) -> Outcome:
    return Outcome(target.url, Verdict.ALIVE, Reason.REGISTERED, ArxivResolver.name, means.now, detail=detail)


def _dead(target: Target, detail: str, means: Means) -> Outcome:
    return Outcome(target.url, Verdict.DEAD, Reason.NOT_REGISTERED, ArxivResolver.name, means.now, detail=detail)
