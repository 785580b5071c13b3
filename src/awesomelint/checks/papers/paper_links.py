"""Which papers the links of a list lead to."""

from __future__ import annotations

from bisect import bisect_left

from awesomelint.document.link_kinds import label_kind
from awesomelint.document.model import Document, Entry, remembered
from awesomelint.markdown.blocks import NAKED, Link, LinkKind, label_of
from awesomelint.papers.identifiers import Kind, PaperId, Reading, read_identifier
from awesomelint.papers.titles import title_key, title_words
from awesomelint.startup import NamedTuple

_OF_THE_PAPER = frozenset({Kind.PAGE, Kind.PDF, Kind.FULL_TEXT, Kind.MIRROR})
_OF_ANOTHER_KIND = frozenset({LinkKind.CODE, LinkKind.DATA, LinkKind.SUPPLEMENT, LinkKind.SLIDES, LinkKind.POSTER})


class PaperLink(NamedTuple):
    """A link by which an entry names its own paper, and what its URL says."""

    entry: Entry
    link: Link
    reading: Reading


class PaperIndex(NamedTuple):
    """The papers of a document. `by_paper` and `by_title` hold entries in their order, `of_entry` what each entry links to.

    The keys of `by_title` are letters and digits of titles; those are the same for all spellings of a title.
    """

    by_paper: dict[PaperId, list[PaperLink]]
    of_entry: dict[Entry, list[PaperLink]]
    by_title: dict[str, list[Entry]]


@remembered
def paper_index(document: Document) -> PaperIndex:
    """Return the papers of a document."""
    index = PaperIndex({}, {}, {})
    for entry in document.entries:
        links = own_papers(entry)
        if links:
            index.of_entry[entry] = links
            seen = set()
            for link in links:
                if link.reading.paper not in seen:
                    seen.add(link.reading.paper)
                    index.by_paper.setdefault(link.reading.paper, []).append(link)
        if entry.title is not None:
            index.by_title.setdefault(title_key(entry.title.value), []).append(entry)
    return index


def own_papers(entry: Entry) -> list[PaperLink]:
    """Return the links of an entry to its own paper: those under title, venue, label or badge, not those in its description.

    A URL that is text, as the target of a broken link, is none: `[[title](u)](v)`.
    """
    text = entry.document.source.text
    title = entry.title.link if entry.title is not None else None
    venue = entry.venue.link if entry.venue is not None else None
    found = []
    for link in entry.links:
        promised, is_badge = label_kind(link.label), link.kind is LinkKind.BADGE
        is_labelled = is_badge or link is venue or promised is not None
        kind = promised if is_badge else link.kind
        if link is not title and (kind in _OF_ANOTHER_KIND or not is_labelled):
            continue
        if link.syntax in NAKED and text.endswith("](", 0, link.span.start):
            continue
        reading = read_identifier(link.url)
        if reading is not None and reading.kind in _OF_THE_PAPER:
            found.append(PaperLink(entry, link, reading))
    return found


_LABEL_WORDS = frozenset("paper pdf link page html official full the main text cvf arxiv version read here".split())
"""Words of labels for the paper itself; any other says of which paper, or which part."""


def is_of_another(link: PaperLink) -> bool:
    """Return whether a label says that the paper is not the entry's own, as in `[Dataset Paper](u)`."""
    title = link.entry.title
    if title is not None and link.link is title.link:
        return False
    words = set(title_words(link.link.label))
    return len(words) > 1 and not words <= _LABEL_WORDS


def is_version(link: PaperLink) -> bool:
    """Return whether a link stands as a version of the paper beside others: `[[pdf](u)] [[arXiv](v)]`, not "see [arXiv](v)"."""
    entry, words = link.entry, set(title_words(link.link.label))
    if entry.title is not None and link.link is entry.title.link:
        return True
    links = entry.links
    before = max(bisect_left(links, link.link.span, key=lambda each: each.span) - 1, 0)
    between = entry.document.source.text[links[before].span.end : links[min(before + 1, len(links) - 1)].span.start]
    return (
        bool(words)
        and words <= _LABEL_WORDS
        and link.link.syntax not in NAKED
        and not any(
            char.isalnum() or char == "|" for char in between
        )  # the cells of a row hold papers of several kinds
    )


@remembered
def said_by(entry: Entry) -> str:
    """Return all that an entry says in words, an address that is shown left out: what a URL names may stand anywhere in it."""
    segments = (segment for inline in entry.inlines for segment in inline.segments)
    return label_of([each for each in segments if each.link is None or each.link.syntax not in NAKED])


def named(paper: PaperId) -> str:
    """Return a paper's identity as messages write it: `arXiv 1909.10351`."""
    return f"{_NAMES.get(paper.scheme, paper.scheme)} {paper.value}"


_NAMES = {
    "aaai": "AAAI",
    "acl": "ACL Anthology",
    "arxiv": "arXiv",
    "cvf": "CVF",
    "doi": "DOI",
    "ieee": "IEEE Xplore",
    "ijcai": "IJCAI",
    "jmlr": "JMLR",
    "neurips": "NeurIPS",
    "openreview": "OpenReview",
    "pmlr": "PMLR",
    "s2": "Semantic Scholar",
    "usenix": "USENIX",
}
