"""DOIs: looked up at the agencies that register them, fifty at once, and then in the handle system, one by one.

An agency that knows a DOI has registered it, so nothing else is requested. Publishers' pages are not requested where their URLs
contain the DOI: many have bot walls. Neither are those of the ACL Anthology, whose identifiers are the ends of its DOIs; but many
of its papers have none, and the pages of these are requested.

Source: the DOI Handbook, <https://www.doi.org/doi-handbook/HTML/rest-api.html>.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote, urlsplit

from awesomelint.links.exchange import Request
from awesomelint.links.limits import ask_all
from awesomelint.links.outcome import Outcome, Reason, Verdict
from awesomelint.links.resolvers import (
    Answer,
    Give,
    ResolverContext,
    contact_headers,
    grouped,
    json_of,
    mapping,
    mappings,
    text,
    why_not,
)
from awesomelint.links.resolvers.agencies import BATCH, ask_crossref, ask_datacite
from awesomelint.links.targets import Target
from awesomelint.papers.identifiers import Kind, read_identifier
from awesomelint.papers.identifiers.model import escape
from awesomelint.startup import NamedTuple, expression

NAME = "doi"
_LONGEST_QUERY = 4000
_DATACITE = frozenset("4230 5061 5281 6084 7910 13140 17632 21227 48550 57967".split())
"""Registrants of DataCite that lists link to: Dagstuhl, Dryad, Zenodo, figshare, Dataverse, ResearchGate, Mendeley Data,
IEEE DataPort, arXiv, Hugging Face."""
_HANDLES_AT_ONCE = 3
_FAILURES = 5
"""Failures in a row after which the handle system gets no more requests."""


class DoiResolver:
    """Asks the registries of DOIs."""

    name = NAME

    @staticmethod
    def takes(url: str) -> bool:
        """Return whether the registries of DOIs can say if a URL leads to something."""
        return read_holding(url) is not None

    def __init__(self) -> None:
        self._failures = 0

    async def resolve(self, targets: Sequence[Target], context: ResolverContext, give: Give) -> None:
        """Give an answer for each target."""
        registered: set[str] = set()
        holdings, others = grouped(targets, read_holding)
        holders: dict[str, list[tuple[Target, Holding]]] = {}
        for holding, holding_it in holdings.items():
            holders.setdefault(holding.doi, []).extend((target, holding) for target in holding_it)

        async def ask_agency(batch: tuple[bool, list[str]]) -> None:
            is_datacite, dois = batch
            records, _ = await (ask_datacite if is_datacite else ask_crossref)(dois, context)
            for doi in (records.keys() & holders.keys()) - registered:
                registered.add(doi)
                for target, _ in holders[doi]:
                    give(Answer(_outcome(target, Verdict.ALIVE, Reason.REGISTERED, context), (records[doi],)))

        async def ask_system(doi: str) -> None:
            handle = await self._ask_handle(doi, context)
            for target, holding in holders[doi]:
                if holding.is_derived:
                    continue
                outcome = _judge(target, holding, handle, context)
                if outcome is not None:
                    give(Answer(outcome))
                else:
                    others.append(target)

        await ask_all(ask_agency, _batches(list(holders)), 2)

        # If there is no DOI with the identifier of a paper, the paper may exist without one: its page is requested.
        unknown = [doi for doi in holders if doi not in registered]
        others += [target for doi in unknown for target, holding in holders[doi] if holding.is_derived]
        pending = [doi for doi in unknown if not all(holding.is_derived for _, holding in holders[doi])]
        await ask_all(ask_system, pending, _HANDLES_AT_ONCE)
        await context.plain.resolve(others, context, give)

    async def _ask_handle(self, doi: str, context: ResolverContext) -> Handle:
        if self._failures >= _FAILURES:
            return Handle(None, failure="not asked again after failures")
        handle = await ask_handle(doi, context)
        self._failures = self._failures + 1 if handle.exists is None else 0
        return handle


def _batches(dois: Sequence[str]) -> Iterator[tuple[bool, list[str]]]:
    """Yield DOIs in batches, each with whether it is for DataCite, none longer than a URL may be."""
    for is_datacite in (True, False):
        batch: list[str] = []
        for doi in dois:
            registrant = doi[3:].partition("/")[0]
            if (registrant in _DATACITE) is not is_datacite or not registrant or "," in doi:
                continue
            if len(batch) == BATCH or sum(map(len, batch)) + len(doi) > _LONGEST_QUERY:
                yield is_datacite, batch
                batch = []
            batch.append(doi)
        if batch:
            yield is_datacite, batch


def _judge(target: Target, holding: Holding, handle: Handle, context: ResolverContext) -> Outcome | None:
    """Return the answer of the handle system; `None` if the publisher's page has to be requested."""
    if handle.leads_nowhere:
        return _outcome(target, Verdict.UNSURE, Reason.REGISTERED, context, handle, "handle API: the DOI has no target")
    if handle.exists:
        outcome = _outcome(target, Verdict.ALIVE, Reason.REGISTERED, context, handle)
        return outcome._replace(final_url=handle.url or None) if holding.is_exact else outcome
    if not holding.is_exact:
        return None
    if handle.exists is None:
        detail = f"handle API: {handle.failure}"
        return _outcome(target, Verdict.UNSURE, Reason.REGISTRY_UNAVAILABLE, context, handle, detail)
    return _outcome(target, Verdict.DEAD, Reason.NOT_REGISTERED, context, handle, "handle API: no such DOI")


def _outcome(
    target: Target,
    verdict: Verdict,
    reason: Reason,
    context: ResolverContext,
    handle: Handle | None = None,
    detail: str = "",
) -> Outcome:
    tries = handle.tries if handle is not None else 0
    return Outcome(target.url, verdict, reason, NAME, context.now, tries=tries, detail=detail)


# -- which DOI a URL holds

_DOI_HOSTS = frozenset(("doi.org", "dx.doi.org", "www.doi.org", "www.dx.doi.org"))
_ANTHOLOGY = frozenset(("aclanthology.org", "www.aclanthology.org", "aclweb.org", "www.aclweb.org"))
"""The ACL Anthology, now and until 2020; the old address leads to the new one, paper by paper."""
_DOI = expression(r"10(?:\.\d{4,9}(?:\.\d+)*)?/\S+\Z", re.ASCII)
"""Also short DOIs, `10/abcde`."""
_MAX_LENGTH = 500
_PARTS_OF_A_PAPER = frozenset((Kind.SUPPLEMENT, Kind.CITATION, Kind.SLIDES))


class Holding(NamedTuple):
    """The DOI in a URL. `is_exact` tells that the URL is one of doi.org, so that without the DOI there is no page.

    `is_derived` tells that the URL has an identifier with which the DOI ends, if the paper has a DOI.
    """

    doi: str
    is_exact: bool = False
    is_derived: bool = False


def read_holding(url: str) -> Holding | None:
    """Return the DOI that a URL holds, `None` if it holds none. Never raises."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if host in _DOI_HOSTS:
        doi = unquote(parts.path).strip("/")
        doi = doi[4:] if doi[:4].lower() == "doi:" else doi
        return Holding(doi.lower(), is_exact=True) if len(doi) <= _MAX_LENGTH and _DOI.match(doi) else None
    reading = read_identifier(url)
    if reading is None or reading.kind in _PARTS_OF_A_PAPER:
        return None
    if reading.paper.scheme == "acl" and host in _ANTHOLOGY and reading.version is None:
        return Holding(f"10.18653/v1/{reading.paper.value.lower()}", is_derived=True)
    doi = reading.paper.value
    is_doi = reading.paper.scheme == "doi" and len(doi) <= _MAX_LENGTH and _DOI.match(doi)
    return Holding(doi) if is_doi else None


# -- the handle system at doi.org, which knows every DOI, without a request to the publisher

URL = "https://doi.org/api/handles/"
_MAX_BODY = 64 * 1024
_FOUND, _UNKNOWN, _EMPTY = 1, 100, 200
_ALIAS = "HS_ALIAS"
_MAX_URL = 2000


class Handle(NamedTuple):
    """The handle of a DOI. `exists` is `None` if it is unknown, and `failure` tells why.

    `url` is where the DOI leads, empty if it has no URL. `tries` counts the requests.
    """

    exists: bool | None
    url: str = ""
    leads_nowhere: bool = False
    failure: str = ""
    tries: int = 0


async def ask_handle(doi: str, context: ResolverContext) -> Handle:
    """Look up whether a DOI exists, and where it leads."""
    request = Request(URL + escape(doi), headers=contact_headers(context), max_body=_MAX_BODY)
    exchange = await context.fetcher.fetch(request)
    answer = mapping(json_of(exchange, 200, 404))
    code = answer.get("responseCode")
    if text(answer.get("handle")).lower() == doi.lower():
        if code == _FOUND:
            values = {text(value.get("type")): mapping(value.get("data")) for value in mappings(answer.get("values"))}
            url = text(values.get("URL", {}).get("value"))
            is_url = url.startswith(("http://", "https://")) and len(url) <= _MAX_URL
            return Handle(True, url if is_url else "", not url and _ALIAS not in values, tries=exchange.tries)
        if code == _UNKNOWN:
            return Handle(False, tries=exchange.tries)
        if code == _EMPTY:
            return Handle(True, leads_nowhere=True, tries=exchange.tries)
    return Handle(None, failure=why_not(exchange)[1], tries=exchange.tries)
