"""DOIs: asked of the agencies that register them, fifty at once, and then of the handle system, one by one.

An agency that knows a DOI registered it, so that one needs no further question. Publishers' pages are not asked for where their
URLs hold the DOI: many of them are walled against robots. Neither are those of the ACL Anthology, whose identifiers are the ends
of its DOIs; but many of its papers have none, and the pages of these are asked for.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from awesomelint.links.outcome import Outcome, Reason, Verdict
from awesomelint.links.resolvers.base import Answer, Means
from awesomelint.links.resolvers.concurrent import as_answered
from awesomelint.links.resolvers.crossref import BATCH as CROSSREF_BATCH
from awesomelint.links.resolvers.crossref import ask_crossref
from awesomelint.links.resolvers.datacite import BATCH as DATACITE_BATCH
from awesomelint.links.resolvers.datacite import ask_datacite
from awesomelint.links.resolvers.doi_urls import Holding, read_holding
from awesomelint.links.resolvers.handles import Handle, ask_handle
from awesomelint.links.targets import Target
from awesomelint.papers.records import PaperRecord

_HANDLES_AT_ONCE = 3
_FAILURES = 5
"""After so many failures in a row the handle system is left in peace."""
_LONGEST_QUERY = 4000

_DATACITE = frozenset("4230 5061 5281 6084 7910 13140 17632 21227 48550 57967".split())
"""Registrants of DataCite that lists link to: Dagstuhl, Dryad, Zenodo, figshare, Dataverse, ResearchGate, Mendeley Data,
IEEE DataPort, arXiv, Hugging Face."""


def takes_doi(url: str) -> bool:
    """Tell whether the registries of DOIs can say if a URL leads to something."""
    return read_holding(url) is not None


class DoiResolver:
    """Asks the registries of DOIs."""

    name = "doi"

    def __init__(self) -> None:
        self._failures = 0

    async def resolve(self, targets: Sequence[Target], means: Means) -> AsyncIterator[Answer]:
        """Yield an answer for each target."""
        records: dict[str, PaperRecord] = {}
        holders: dict[str, list[tuple[Target, Holding]]] = {}
        others: list[Target] = []
        for target in targets:
            holding = read_holding(target.url)
            if holding is None:
                others.append(target)
            else:
                holders.setdefault(holding.doi, []).append((target, holding))
        async for found in as_answered(lambda batch: _ask_agency(batch, means), _batches(list(holders)), 2):
            for doi in found.keys() & holders.keys():
                records[doi] = found[doi]
                for target, _ in holders[doi]:
                    yield Answer(_outcome(target, Verdict.ALIVE, Reason.REGISTERED, means), (found[doi],))

        async def ask(doi: str) -> tuple[str, Handle]:
            return doi, await self._ask_handle(doi, means)

        unknown = [doi for doi in holders if doi not in records]
        for doi in unknown:
            others.extend(target for target, holding in holders[doi] if holding.is_derived)
        pending = (doi for doi in unknown if not all(holding.is_derived for _, holding in holders[doi]))
        async for doi, handle in as_answered(ask, pending, _HANDLES_AT_ONCE):
            for target, holding in holders[doi]:
                if holding.is_derived:
                    continue
                outcome = _judge(target, holding, handle, means)
                if outcome is None:
                    others.append(target)
                else:
                    yield Answer(outcome)
        if others:
            async for answer in means.plain.resolve(others, means):
                yield answer

    async def _ask_handle(self, doi: str, means: Means) -> Handle:
        if self._failures >= _FAILURES:
            return Handle(None, failure="not asked any more, after failures")
        handle = await ask_handle(doi, means)
        self._failures = self._failures + 1 if handle.exists is None else 0
        return handle


def _batches(dois: Sequence[str]) -> list[tuple[bool, list[str]]]:
    """Return DOIs in batches, each with whether it is DataCite's to answer, none longer than a URL may be."""
    batches: list[tuple[bool, list[str]]] = []
    for is_datacite, most in ((True, DATACITE_BATCH), (False, CROSSREF_BATCH)):
        batch: list[str] = []
        for doi in dois:
            registrant = doi[3:].partition("/")[0]
            if (registrant in _DATACITE) is not is_datacite or not registrant or "," in doi:
                continue
            if len(batch) == most or sum(map(len, batch)) + len(doi) > _LONGEST_QUERY:
                batches.append((is_datacite, batch))
                batch = []
            batch.append(doi)
        if batch:
            batches.append((is_datacite, batch))
    return batches


async def _ask_agency(batch: tuple[bool, list[str]], means: Means) -> dict[str, PaperRecord]:
    is_datacite, dois = batch
    records, _ = await (ask_datacite if is_datacite else ask_crossref)(dois, means)
    return dict(records)


def _judge(target: Target, holding: Holding, handle: Handle, means: Means) -> Outcome | None:
    """Return what the handle system's word comes to; `None` if the publisher's page has to be asked for."""
    if handle.leads_nowhere:
        return _outcome(target, Verdict.UNSURE, Reason.REGISTERED, means, handle, "handle API: the DOI leads nowhere")
    if handle.exists:
        outcome = _outcome(target, Verdict.ALIVE, Reason.REGISTERED, means, handle)
        return outcome._replace(final_url=handle.url or None) if holding.is_exact else outcome
    if not holding.is_exact:
        return None
    if handle.exists is None:
        detail = f"handle API: {handle.failure}"
        return _outcome(target, Verdict.UNSURE, Reason.REGISTRY_UNAVAILABLE, means, handle, detail)
    return _outcome(target, Verdict.DEAD, Reason.NOT_REGISTERED, means, handle, "handle API: no such DOI")


def _outcome(
    target: Target, verdict: Verdict, reason: Reason, means: Means, handle: Handle | None = None, detail: str = ""
) -> Outcome:
    tries = handle.tries if handle is not None else 0
    return Outcome(target.url, verdict, reason, DoiResolver.name, means.now, tries=tries, detail=detail)
