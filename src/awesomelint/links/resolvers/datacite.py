"""DataCite: registers the DOIs of arXiv, Zenodo and others, and answers for fifty at once.

Source: <https://support.datacite.org/docs/api-queries>; `fields[dois]` keeps answers small.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from awesomelint.links.fetching import MAX_BODY, Request
from awesomelint.links.resolvers.answers import json_of, mapping, mappings, text, why_not
from awesomelint.links.resolvers.base import Means
from awesomelint.links.resolvers.manners import introduction
from awesomelint.papers.identifiers import PaperId, paper_id
from awesomelint.papers.records import PaperRecord

BATCH = 50
_FIELDS = "doi,titles,creators,dates,publicationYear,container,relatedIdentifiers"
_SAME = frozenset(("IsVersionOf", "IsIdenticalTo", "IsPreprintOf"))


async def ask_datacite(dois: Sequence[str], means: Means) -> tuple[Mapping[str, PaperRecord], str]:
    """Return the records of those DOIs that DataCite knows, by DOI in lower case, and why it knows no more: `""` if it answered.

    At most `BATCH` DOIs. That one is missing is no proof that it does not exist: it may be another agency's, or too new.
    """
    wanted = " OR ".join(f'"{_escaped(doi.lower())}"' for doi in dois)
    url = f"https://api.datacite.org/dois?query={quote(f'doi:({wanted})', safe='')}&page[size]={BATCH}&fields[dois]={_FIELDS}"
    exchange = await means.fetcher.fetch(Request(url, headers=introduction(means), max_body=MAX_BODY, retries=1))
    found = json_of(exchange, 200)
    if found is None:
        return {}, why_not(exchange)[1]
    records = {}
    for item in mappings(mapping(found).get("data")):
        doi = (text(mapping(item.get("attributes")).get("doi")) or text(item.get("id"))).lower()
        paper = paper_id(f"doi:{doi}")
        if paper is not None:
            records[doi] = _record(paper, mapping(item.get("attributes")))
    return records, ""


def _escaped(doi: str) -> str:
    return doi.replace("\\", "\\\\").replace('"', '\\"')


def _record(paper: PaperId, attributes: Mapping[str, Any]) -> PaperRecord:
    dates = {text(date.get("dateType")): text(date.get("date"))[:10] for date in mappings(attributes.get("dates"))}
    year = attributes.get("publicationYear")
    published = dates.get("Submitted") or dates.get("Issued") or dates.get("Created")
    return PaperRecord(
        paper,
        "DataCite",
        title=next((text(title.get("title")) for title in mappings(attributes.get("titles"))), ""),
        authors=tuple(filter(None, map(_name, mappings(attributes.get("creators"))))),
        published=published or (str(year) if isinstance(year, int) else ""),
        updated=dates.get("Updated", ""),
        venue=text(mapping(attributes.get("container")).get("title")),
        also=tuple(_others(paper, attributes)),
    )


def _name(creator: Mapping[str, Any]) -> str:
    given, family = text(creator.get("givenName")), text(creator.get("familyName"))
    if family:
        return f"{given} {family}".strip()
    family, comma, given = text(creator.get("name")).partition(", ")
    return f"{given} {family}" if comma else family


def _others(paper: PaperId, attributes: Mapping[str, Any]) -> list[PaperId]:
    others: list[PaperId] = []
    for related in mappings(attributes.get("relatedIdentifiers")):
        if related.get("relationType") in _SAME and related.get("relatedIdentifierType") == "DOI":
            other = paper_id("doi:" + text(related.get("relatedIdentifier")))
            if other is not None and other != paper and other not in others:
                others.append(other)
    return others
