"""The registries of DOIs: doi.org with its handles, Crossref, DataCite.

Sources: the DOI Handbook, www.doi.org/doi-handbook/HTML/rest-api.html; CrossRef/rest-api-doc;
support.datacite.org/docs/api-queries; answers recorded in 2026 by sckott/habanero.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from net.messages import Response, answer_json, page, redirect, text
from net.services.arxiv import known_paper
from net.sites import Exchange, Site
from net.world.load import Record

if TYPE_CHECKING:
    from net.internet import Internet

DOI = re.compile(r'10\.\d{4,9}/[^\s"\'()]+')
ARXIV = re.compile(r"10\.48550/arxiv\.(.+)")
CROSSREF_LIMITS = {
    "x-rate-limit-limit": "5",
    "x-rate-limit-interval": "1s",
    "x-concurrency-limit": "1",
    "x-api-pool": "public",
}
CROSSREF_FIELDS = {
    "DOI", "title", "author", "container-title", "event", "published", "type", "relation", "URL", "issued", "resource",
    "update-to", "updated-by",
}  # fmt: skip


def record_of(net: Internet, doi: str) -> Record | None:
    """Return what is registered of a DOI; None where it does not exist. arXiv's papers have DOIs too."""
    doi = doi.lower()
    match = ARXIV.fullmatch(doi)
    if match:
        paper = known_paper(net, match[1])
        if paper is None:
            return None
        year = int(paper.published[:4])
        url = f"https://arxiv.org/abs/{paper.id}"
        return Record(doi, url, " ".join(paper.title.split()), paper.authors, "arXiv", year, "datacite", "Preprint")
    found = net.world.records.get(doi)
    if found is None and net.settings.all_exist and DOI.fullmatch(doi):
        return Record(
            doi,
            f"https://publisher.misbehaving.org/doi/{doi}",
            f"A work with the number {doi}",
            ("Ada Author",),
            "",
            2020,
        )
    return found


async def doi_org(exchange: Exchange) -> Response:
    """Answer `/api/handles/<doi>` with what the handle system knows, `/<doi>` with a redirect to where it leads."""
    net, path = exchange.net, unquote(exchange.request.path)
    if net.settings.mode("doi") == "down":
        return page("503 Service Unavailable", status=503)
    if path.startswith("/api/handles/"):
        doi = path.removeprefix("/api/handles/")
        record = record_of(net, doi)
        if record is None:
            return answer_json({"responseCode": 100, "handle": doi}, 404)
        if not record.url:
            return answer_json({"responseCode": 200, "handle": doi}, 404)
        value = {"index": 1, "type": "URL", "data": {"format": "string", "value": record.url}, "ttl": 86400}
        return answer_json({"responseCode": 1, "handle": doi, "values": [value]})
    if path == "/":
        return page("Digital Object Identifier System")
    record = record_of(net, path.strip("/"))
    return page("Error: DOI Not Found", status=404) if record is None or not record.url else redirect(record.url, 302)


async def old_doi_org(exchange: Exchange) -> Response:
    """Send clients to doi.org."""
    return redirect(f"https://doi.org{exchange.request.target}", 301)


async def crossref(exchange: Exchange) -> Response:
    """Answer `/works/<doi>`, `/works?filter=doi:A,doi:B` and `/works?query.title=`."""
    net, request = exchange.net, exchange.request
    mode = net.settings.mode("crossref")
    if mode == "rate-exceeded":
        return text("Too many requests", 429)
    if mode == "down":
        return page("503 Service Unavailable", status=503)
    if mode == "corrupt":
        return Response(200, {"Content-Type": "application/json"}, b'{"message": {"items": ' + b"[" * 100_000)
    if mode == "no-search" and "query.title" in request.query:
        return text("Too many requests", 429)
    limits = CROSSREF_LIMITS
    if "mailto" in request.query or "mailto:" in request.header("user-agent"):
        limits = {
            "x-rate-limit-limit": "10",
            "x-rate-limit-interval": "1s",
            "x-concurrency-limit": "3",
            "x-api-pool": "polite",
        }
    if request.path.startswith("/works/"):
        record = record_of(net, unquote(request.path.removeprefix("/works/")))
        if record is None or record.agency != "crossref":
            return _not_found(limits)
        return answer_json({"status": "ok", "message-type": "work", "message": _work(record)}, limits=limits)
    if request.path != "/works":
        return _not_found(limits)
    fields = [field for field in request.query.get("select", "").split(",") if field]
    wrong = [field for field in fields if field not in CROSSREF_FIELDS]
    if wrong:
        said = [{"type": "parameter-not-allowed", "value": wrong[0], "message": "This select is not allowed"}]
        return answer_json(
            {"status": "failed", "message-type": "validation-failure", "message": said}, 400, limits=limits
        )
    words = [word.partition(":") for word in request.query.get("filter", "").split(",") if word]
    records = [record_of(net, doi) for name, _, doi in words if name == "doi"]
    if "query.title" in request.query:
        records += _alike(request.query["query.title"], net)
    works = [_work(record) for record in records if record is not None and record.agency == "crossref"]
    items = [{key: value for key, value in work.items() if not fields or key in fields} for work in works]
    rows = min(int(request.query.get("rows", "20")), 1000)
    message = {"facets": {}, "total-results": len(items), "items": items[:rows], "items-per-page": rows}
    return answer_json(
        {"status": "ok", "message-type": "work-list", "message-version": "1.0.0", "message": message}, limits=limits
    )


def _alike(title: str, net: Internet) -> list[Record]:
    """Return what is registered under titles that share words with one, the most alike first."""
    wanted = set(re.findall(r"\w+", title.lower()))
    shared = {doi: len(wanted & set(re.findall(r"\w+", one.title.lower()))) for doi, one in net.world.records.items()}
    found = sorted((doi for doi, count in shared.items() if count), key=lambda doi: -shared[doi])
    return [net.world.records[doi] for doi in found]


def _not_found(limits: Mapping[str, str]) -> Response:
    return Response(404, {"Content-Type": "text/plain", **limits}, b"Resource not found.")


def _work(record: Record) -> dict[str, Any]:
    people = [dict(zip(("given", "family"), _name(author), strict=True)) for author in record.authors]
    return {
        "DOI": record.doi.lower(),
        "title": [record.title],
        "author": people,
        "container-title": [record.venue] if record.venue else [],
        "published": {"date-parts": [[record.year]]},
        "issued": {"date-parts": [[record.year]]},
        "type": record.kind,
        "relation": {"is-preprint-of": [_relation(record.preprint_of)]} if record.preprint_of else {},
        **({"updated-by": [_update(record)]} if record.updated_by else {}),
        "URL": f"https://doi.org/{record.doi.lower()}",
        "resource": {"primary": {"URL": record.url}},
    }


def _relation(doi: str) -> dict[str, str]:
    return {"id-type": "doi", "id": doi, "asserted-by": "subject"}


def _update(record: Record) -> dict[str, Any]:
    kind, day = record.updated_by
    parts = [int(part) for part in day.split("-")]
    updated = {"date-parts": [parts], "date-time": f"{day}T00:00:00Z"}
    notice = f"{record.doi.lower()}.retraction"
    return {"updated": updated, "DOI": notice, "type": kind, "label": kind.title(), "source": "publisher"}


def _name(author: str) -> tuple[str, str]:
    given, _, family = author.rpartition(" ")
    return given, family


async def datacite(exchange: Exchange) -> Response:
    """Answer `/dois/<doi>` and `/dois?query=doi:("A" OR "B")`."""
    net, request = exchange.net, exchange.request
    mode = net.settings.mode("datacite")
    if mode == "rate-exceeded":
        return text("Too many requests", 429)
    if mode == "down":
        return page("503 Service Unavailable", status=503)
    if request.path.startswith("/dois/"):
        record = record_of(net, unquote(request.path.removeprefix("/dois/")))
        if record is None or record.agency != "datacite":
            said = {"status": "404", "title": "The resource you are looking for doesn't exist."}
            return answer_json({"errors": [said]}, 404)
        return answer_json({"data": _doi(record)})
    size = int(request.query.get("page[size]", "25"))
    asked = dict.fromkeys(doi.replace("\\", "").lower() for doi in DOI.findall(request.query.get("query", "")))
    records = [record for doi in asked if (record := record_of(net, doi)) is not None and record.agency == "datacite"]
    meta = {"total": len(records), "totalPages": -(-len(records) // size), "page": 1}
    return answer_json({"data": [_doi(record) for record in records[:size]], "meta": meta})


def _doi(record: Record) -> dict[str, Any]:
    people = [
        {"name": f"{family}, {given}", "nameType": "Personal", "givenName": given, "familyName": family}
        for given, family in map(_name, record.authors)
    ]
    return {
        "id": record.doi.lower(),
        "type": "dois",
        "attributes": {
            "doi": record.doi.lower(),
            "titles": [{"title": record.title}],
            "creators": people,
            "publisher": record.venue or "A repository",
            "publicationYear": record.year,
            "dates": [{"date": str(record.year), "dateType": "Issued"}],
            "types": {"resourceTypeGeneral": record.kind},
            "relatedIdentifiers": [],
            "url": record.url,
            "state": "findable",
        },
    }


REGISTRIES = (
    Site("doi.org", "DOIs: handles and redirects", doi_org),
    Site("www.doi.org", "the same", doi_org),
    Site("dx.doi.org", "the old name", old_doi_org),
    Site("api.crossref.org", "Crossref's API", crossref),
    Site("api.datacite.org", "DataCite's API", datacite),
)
