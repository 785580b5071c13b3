"""What the agencies that register DOIs, Crossref and DataCite, say of works: by DOI, fifty at once, or by title.

Sources: <https://www.crossref.org/documentation/retrieve-metadata/rest-api/>, <https://support.datacite.org/docs/api-queries>
(`fields[dois]` keeps answers small).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import unescape
from typing import Any
from urllib.parse import quote

from awesomelint.context import PaperRecord
from awesomelint.links.exchange import MAX_BODY, Request
from awesomelint.links.resolvers import (
    ResolverContext,
    contact_headers,
    first_text,
    json_of,
    mapping,
    mappings,
    text,
    why_not,
)
from awesomelint.papers.identifiers import PaperId, other_ids, paper_id
from awesomelint.startup import expression

BATCH = DATACITE_BATCH = 50

# -- Crossref, which registers the DOIs of most publishers

_WORKS = "https://api.crossref.org/works"
_HITS = 5
"""Works of a response to a search."""
_FIELDS = "DOI,type,title,author,container-title,event,published,relation,update-to,updated-by"
_TAG = expression(
    r"</?(?:b|em|i|italic|jats:[a-z]+|mml:[a-z]+|scp?|span|strong|su[bp]|tt|u)(?: [^<>]{0,200})?/?>", re.IGNORECASE
)
_NO_PAPERS = frozenset(
    "book book-series book-set component database dataset edited-book journal journal-issue journal-volume monograph peer-review"
    " proceedings proceedings-series reference-book report-series".split()
)
"""Types of works that hold papers, or come with one. The title of one says nothing of the paper that an entry means."""
_PUBLISHED = ("is-preprint-of",)
_SAME = (*_PUBLISHED, "has-preprint", "is-identical-to", "is-version-of", "has-version")

Records = tuple[Mapping[str, PaperRecord], str]
"""The records of an agency, by DOI in lower case, and why there are none: `""` if it responded."""


async def ask_crossref(dois: Sequence[str], context: ResolverContext) -> Records:
    """Return the records of those DOIs that Crossref knows, at most `BATCH`, none with a comma in it.

    That one is missing is no proof that it does not exist.
    """
    wanted = quote(",".join(f"doi:{doi}" for doi in dois), safe=":,/")
    url = f"{_WORKS}?filter={wanted}&rows={BATCH}&select={_FIELDS}"
    return await _ask(_polite(url, context), _items, _crossref_record, context)


def _polite(url: str, context: ResolverContext) -> str:
    return f"{url}&mailto={quote(context.mailto, safe='@')}" if context.mailto else url


def _items(answer: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for item in mappings(mapping(answer.get("message")).get("items")):
        yield text(item.get("DOI")), item


async def search_crossref(title: str, context: ResolverContext) -> list[PaperRecord] | None:
    """Return works with titles like one, the most alike first; `None` if Crossref did not respond."""
    url = f"{_WORKS}?query.title={quote(title, safe='')}&rows={_HITS}&select={_FIELDS}"
    records, failure = await _ask(_polite(url, context), _items, _crossref_record, context)
    return None if failure else list(records.values())


def _crossref_record(paper: PaperId, item: Mapping[str, Any]) -> PaperRecord:
    relation = mapping(item.get("relation"))
    withdrawal = _withdrawal(item)
    titles = [] if text(item.get("type")) in _NO_PAPERS else item.get("title")
    return PaperRecord(
        paper,
        "Crossref",
        # Publishers deposit titles with tags and escapes.
        title=" ".join(unescape(_TAG.sub("", first_text(titles))).split()),
        authors=tuple(filter(None, map(_crossref_name, mappings(item.get("author"))))),
        published=_date(mapping(item.get("published")).get("date-parts")),
        venue=text(mapping(item.get("event")).get("name")) or unescape(first_text(item.get("container-title"))),
        is_withdrawn=bool(withdrawal),
        also=_related(paper, relation, _SAME),
        published_as=_related(paper, relation, _PUBLISHED),
        withdrawn_on=_date(mapping(withdrawal.get("updated")).get("date-parts")),
        withdrawal=text(withdrawal.get("type")).lower(),
    )


def _related(paper: PaperId, relation: Mapping[str, Any], kinds: Sequence[str]) -> tuple[PaperId, ...]:
    related = (one for kind in kinds for one in mappings(relation.get(kind)))
    return other_ids(paper, (f"doi:{text(one.get('id'))}" for one in related if one.get("id-type") == "doi"))


_WITHDRAWALS = frozenset(("removal", "retraction", "withdrawal"))


def _withdrawal(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the first update that took a paper back, an empty one if there is none.

    `updated-by` are the updates of a work; `update-to` are those that it makes, to itself where its publisher has no notices.
    """
    doi = text(item.get("DOI")).lower()
    own = (update for update in mappings(item.get("update-to")) if text(update.get("DOI")).lower() == doi)
    updates = (*mappings(item.get("updated-by")), *own)
    taken_back = [update for update in updates if text(update.get("type")).lower() in _WITHDRAWALS]
    return min(taken_back, key=_day, default={})


def _day(update: Mapping[str, Any]) -> str:
    return _date(mapping(update.get("updated")).get("date-parts")) or "9"


def _crossref_name(author: Mapping[str, Any]) -> str:
    person = f"{text(author.get('given'))} {text(author.get('family'))}".strip()
    return person or text(author.get("name"))


def _date(parts: object) -> str:
    """Return `[[2019, 7, 1]]` as `2019-07-01`, as far as it goes."""
    numbers = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    written = []
    for number, width in zip(numbers, (4, 2, 2), strict=False):
        if not isinstance(number, int) or not 0 < number < 10**width:
            break
        written.append(f"{number:0{width}}")
    return "-".join(written)


# -- DataCite, which registers the DOIs of arXiv, Zenodo and others

_DATACITE_FIELDS = "doi,titles,creators,dates,publicationYear,container,relatedIdentifiers,types"
_DATACITE_NO_PAPERS = frozenset(
    "Audiovisual Book Collection ComputationalNotebook Dataset Image InteractiveResource Model PhysicalObject Service Software"
    " Sound Workflow".split()
)
_DATACITE_SAME = frozenset(("IsVersionOf", "IsIdenticalTo", "IsPreprintOf"))


async def ask_datacite(dois: Sequence[str], context: ResolverContext) -> Records:
    """Return the records of those DOIs that DataCite knows, at most `DATACITE_BATCH`.

    That one is missing is no proof that it does not exist: it may be another agency's, or too new.
    """
    escaped = (doi.lower().replace("\\", "\\\\").replace('"', '\\"') for doi in dois)
    wanted = " OR ".join(f'"{doi}"' for doi in escaped)
    query = quote(f"doi:({wanted})", safe="")
    url = f"https://api.datacite.org/dois?query={query}&page[size]={DATACITE_BATCH}&fields[dois]={_DATACITE_FIELDS}"

    def records(answer: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
        for item in mappings(answer.get("data")):
            attributes = mapping(item.get("attributes"))
            yield text(attributes.get("doi")) or text(item.get("id")), attributes

    return await _ask(url, records, _datacite_record, context)


def _datacite_record(paper: PaperId, attributes: Mapping[str, Any]) -> PaperRecord:
    dates = {text(date.get("dateType")): text(date.get("date"))[:10] for date in mappings(attributes.get("dates"))}
    year = attributes.get("publicationYear")
    published = dates.get("Submitted") or dates.get("Issued") or dates.get("Created")
    same = (
        f"doi:{text(related.get('relatedIdentifier'))}"
        for related in mappings(attributes.get("relatedIdentifiers"))
        if related.get("relationType") in _DATACITE_SAME and related.get("relatedIdentifierType") == "DOI"
    )
    also = other_ids(paper, same)
    is_paper = text(mapping(attributes.get("types")).get("resourceTypeGeneral")) not in _DATACITE_NO_PAPERS
    titles = mappings(attributes.get("titles")) if is_paper else ()
    return PaperRecord(
        paper,
        "DataCite",
        title=next((text(title.get("title")) for title in titles), ""),
        authors=tuple(filter(None, map(_datacite_name, mappings(attributes.get("creators"))))),
        published=published or (str(year) if isinstance(year, int) else ""),
        updated=dates.get("Updated", ""),
        venue=text(mapping(attributes.get("container")).get("title")),
        also=also,
        # arXiv registers so the DOI that authors gave; of data and software it is the DOI of all versions.
        published_as=also if paper.scheme == "arxiv" else (),
    )


def _datacite_name(creator: Mapping[str, Any]) -> str:
    given, family = text(creator.get("givenName")), text(creator.get("familyName"))
    if family:
        return f"{given} {family}".strip()
    family, comma, given = text(creator.get("name")).partition(", ")
    return f"{given} {family}" if comma else family


async def _ask(
    url: str,
    items_of: Callable[[Mapping[str, Any]], Iterator[tuple[str, Mapping[str, Any]]]],
    record_of: Callable[[PaperId, Mapping[str, Any]], PaperRecord],
    context: ResolverContext,
) -> Records:
    exchange = await context.fetcher.fetch(Request(url, headers=contact_headers(context), max_body=MAX_BODY, retries=1))
    answer = json_of(exchange, 200)
    if answer is None:
        return {}, why_not(exchange)[1]
    papers = ((doi.lower(), paper_id(f"doi:{doi.lower()}"), item) for doi, item in items_of(mapping(answer)))
    return {doi: record_of(paper, item) for doi, paper, item in papers if paper is not None}, ""
