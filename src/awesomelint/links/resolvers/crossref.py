"""Crossref: registers the DOIs of most publishers, and answers for fifty at once.

Source: <https://www.crossref.org/documentation/retrieve-metadata/rest-api/>.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Any
from urllib.parse import quote

from awesomelint.expressions import expression
from awesomelint.links.fetching import MAX_BODY, Request
from awesomelint.links.resolvers.answers import first_text, json_of, mapping, mappings, text, why_not
from awesomelint.links.resolvers.base import Means
from awesomelint.links.resolvers.manners import introduction
from awesomelint.papers.identifiers import PaperId, paper_id
from awesomelint.papers.records import PaperRecord

BATCH = 50
_FIELDS = "DOI,title,author,container-title,event,published,relation"
_TAG = expression(
    r"</?(?:b|em|i|italic|jats:[a-z]+|mml:[a-z]+|scp?|span|strong|su[bp]|tt|u)(?: [^<>]{0,200})?/?>", re.IGNORECASE
)
_SAME = ("is-preprint-of", "has-preprint", "is-identical-to", "is-version-of", "has-version")


async def ask_crossref(dois: Sequence[str], means: Means) -> tuple[Mapping[str, PaperRecord], str]:
    """Return the records of those DOIs that Crossref knows, by DOI in lower case, and why it knows no more: `""` if it answered.

    At most `BATCH` DOIs, none with a comma in it. That one is missing is no proof that it does not exist.
    """
    wanted = quote(",".join(f"doi:{doi}" for doi in dois), safe=":,/")
    url = f"https://api.crossref.org/works?filter={wanted}&rows={BATCH}&select={_FIELDS}"
    if means.mailto:
        url += f"&mailto={quote(means.mailto, safe='@')}"
    exchange = await means.fetcher.fetch(Request(url, headers=introduction(means), max_body=MAX_BODY, retries=1))
    found = json_of(exchange, 200)
    if found is None:
        return {}, why_not(exchange)[1]
    records = {}
    for item in mappings(mapping(mapping(found).get("message")).get("items")):
        doi = text(item.get("DOI")).lower()
        paper = paper_id(f"doi:{doi}")
        if paper is not None:
            records[doi] = _record(paper, item)
    return records, ""


def _record(paper: PaperId, item: Mapping[str, Any]) -> PaperRecord:
    return PaperRecord(
        paper,
        "Crossref",
        title=_without_markup(first_text(item.get("title"))),
        authors=tuple(filter(None, map(_name, mappings(item.get("author"))))),
        published=_date(mapping(item.get("published")).get("date-parts")),
        venue=text(mapping(item.get("event")).get("name")) or unescape(first_text(item.get("container-title"))),
        also=tuple(_others(paper, mapping(item.get("relation")))),
    )


def _without_markup(title: str) -> str:
    """Return a title without the tags and escapes that publishers deposit with it."""
    return " ".join(unescape(_TAG.sub("", title)).split())


def _name(author: Mapping[str, Any]) -> str:
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


def _others(paper: PaperId, relations: Mapping[str, Any]) -> list[PaperId]:
    others: list[PaperId] = []
    for kind in _SAME:
        for related in mappings(relations.get(kind)):
            other = paper_id("doi:" + text(related.get("id"))) if related.get("id-type") == "doi" else None
            if other is not None and other != paper and other not in others:
                others.append(other)
    return others
