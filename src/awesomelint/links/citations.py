"""What a page says of the paper that it shows, in the `citation_*` tags of its head that Google Scholar reads.

Source: <https://scholar.google.com/intl/en/scholar/inclusion.html#indexing>. arXiv, the ACL Anthology, PMLR, NeurIPS, CVF, USENIX
and most publishers write them.
"""

from __future__ import annotations

import html
import re

from awesomelint.expressions import expression
from awesomelint.papers.identifiers import PaperId, paper_id, read_identifier
from awesomelint.papers.records import PaperRecord

MAX_HEAD = 128 * 1024
"""Code points of a page that are looked at; heads are far shorter."""
_LONGEST_TAG = 4000
_MOST_AUTHORS = 5000

_END_OF_HEAD = expression(r"</head\b|<body\b", re.IGNORECASE)
_META = expression(r"<meta\b", re.IGNORECASE)
_ATTRIBUTE = expression(
    r"""[\s/]*+([a-z][\w:.-]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++)))?+""", re.IGNORECASE | re.ASCII
)
_DATE = expression(r"(\d{4})(?:[/-](\d{1,2})(?:[/-](\d{1,2}))?)?\Z", re.ASCII)

_VENUES = ("citation_conference_title", "citation_journal_title", "citation_inbook_title", "citation_book_title")
_DATES = ("citation_publication_date", "citation_date", "citation_online_date", "citation_year")
_IDENTITIES = {"citation_doi": "doi:", "citation_arxiv_id": "arXiv:"}


def read_citation(url: str, page: str) -> PaperRecord | None:
    """Return what the head of a page says of the paper that `url` names; `None` without a title or a paper. Never raises."""
    reading = read_identifier(url)
    if reading is None:
        return None
    page = page[:MAX_HEAD]
    end = _END_OF_HEAD.search(page)
    tags = _tags(page[: end.start()] if end else page)
    title = _first(tags, ("citation_title",))
    if not title:
        return None
    authors = tags.get("citation_author") or _first(tags, ("citation_authors",)).split(";")
    return PaperRecord(
        reading.paper,
        "page",
        title=title,
        authors=tuple(filter(None, map(_name, authors[:_MOST_AUTHORS]))),
        published=_date(_first(tags, _DATES)),
        venue=_first(tags, _VENUES),
        also=tuple(_others(reading.paper, tags)),
    )


def _tags(head: str) -> dict[str, list[str]]:
    tags: dict[str, list[str]] = {}
    found = _META.search(head)
    while found is not None:
        attributes, end = _attributes(head, found.end())
        name = (attributes.get("name") or attributes.get("property") or "").lower()
        content = " ".join(html.unescape(attributes.get("content", "")).split())
        if name.startswith("citation_") and content:
            tags.setdefault(name, []).append(content)
        found = _META.search(head, end)
    return tags


def _attributes(head: str, at: int) -> tuple[dict[str, str], int]:
    """Return the attributes of a tag, and where it ends: behind the last of them, for what they say may hold `<` and `>`."""
    attributes: dict[str, str] = {}
    limit = min(at + _LONGEST_TAG, len(head))
    while at < limit:
        attribute = _ATTRIBUTE.match(head, at, limit)
        if attribute is None:
            break
        attributes[attribute[1].lower()] = attribute[2] or attribute[3] or attribute[4] or ""
        at = attribute.end()
    return attributes, at


def _first(tags: dict[str, list[str]], names: tuple[str, ...]) -> str:
    return next((tags[name][0] for name in names if name in tags), "")


def _name(author: str) -> str:
    family, comma, given = author.partition(",")
    return f"{given.strip()} {family.strip()}" if comma and given.strip() else author.strip(" ,")


def _date(text: str) -> str:
    found = _DATE.match(text)
    return "-".join(part.zfill(2) for part in found.groups() if part) if found else ""


def _others(paper: PaperId, tags: dict[str, list[str]]) -> list[PaperId]:
    others: list[PaperId] = []
    for name, prefix in _IDENTITIES.items():
        value = _first(tags, (name,))
        other = paper_id(value if value.lower().startswith(("doi:", "arxiv:", "http")) else prefix + value)
        if other is not None and other != paper and other not in others:
            others.append(other)
    return others
