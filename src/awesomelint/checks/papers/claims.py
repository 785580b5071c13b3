"""What a list says of papers: each link by which an entry names its own paper, and how it compares with the paper's record."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, groupby

from awesomelint.checks.papers.headings import is_among_papers, is_under_things, may_be_no_paper
from awesomelint.checks.papers.paper_links import PaperLink, is_of_another, is_version, paper_index
from awesomelint.checks.papers.repeats import OTHER_THINGS, are_nested, same_paper
from awesomelint.context import Facts, PaperRecord
from awesomelint.document.model import Document, Entry, remembered
from awesomelint.markdown.blocks import Link, LinkKind
from awesomelint.papers.identifiers import read_identifier
from awesomelint.papers.identity import (
    Claim,
    Identity,
    Proof,
    Titles,
    Verdict,
    is_spelt_out,
    is_title,
    is_translated,
    judge,
    known_papers,
)
from awesomelint.papers.titles import title_key
from awesomelint.startup import NamedTuple, expression

THE_SAME = frozenset({Verdict.RIGHT, Verdict.SLIP, Verdict.RENAMED})
"""Verdicts of links that lead to the paper of their entry."""

_IS_ABOUT = expression(
    r"(?i)(?:talk|keynote|video|slides|poster|lecture|tutorial|podcast|interview|blog(?: post)?|demo|code|notes)\s?[:|–—-]\s"
    r"|.*\b(?:awards?|supplement(?:s|ary)?|append(?:ix|ices)|(?:first|second|third|\d\w\w) (?:place|prize))\b"
)
"""How the title begins of what is about a paper, and a word that is in it."""
_NO_PAPER = expression(r"(?i)\b(?:thes[ei]s|dissertation|model cards?)\b")
"""Words of entries for what is no paper, and may link to one that it is made of or came with."""


class PaperClaim(NamedTuple):
    """A link of an entry to its own paper, and what the entry says of that."""

    entry: Entry
    link: PaperLink
    claim: Claim


class Judged(NamedTuple):
    """A claim, the record of the paper that the link names, and how they compare.

    `neighbour` is the entry whose paper the link leads to, where that proves the link wrong.
    """

    entry: Entry
    link: PaperLink
    claim: Claim
    record: PaperRecord
    identity: Identity
    neighbour: Entry | None = None


@remembered
def claims_of(document: Document) -> tuple[PaperClaim, ...]:
    """Return the claims of a document in order; entries without a title make none."""
    found = []
    for entry, links in paper_index(document).of_entry.items():
        if entry.title is not None:
            claim = Claim(entry.title.value, tuple(author.value for author in entry.authors))
            found += [PaperClaim(entry, link, claim) for link in links if _is_of_the_entry(link)]
    return tuple(found)


def _is_of_the_entry(link: PaperLink) -> bool:
    """Return whether a label names the paper, its venue or its address; `[Review Paper](u)` is another one."""
    venue = link.entry.venue
    is_venue = venue is not None and venue.link is link.link
    return is_venue or any(map(str.isdigit, link.link.label)) or not is_of_another(link)


def judged(document: Document, facts: Facts) -> Iterator[Judged]:
    """Yield the claims of a document whose papers have a record, in order, each with the verdict.

    An entry of which one link leads to its paper may have others by right: what it builds on, what answers it.
    """
    for _, group in groupby(_judged(document, facts), key=lambda one: one.entry):
        links = list(group)
        is_proved = any(one.identity.verdict in THE_SAME for one in links)
        yield from map(_beside_the_right_one, links) if is_proved else links


def _beside_the_right_one(one: Judged) -> Judged:
    """Return a verdict on a link of an entry that has the right one, too: `WRONG`, without proof, for such labels alone."""
    if one.identity.verdict is not Verdict.WRONG:
        return one
    if is_version(one.link):
        return one._replace(identity=one.identity._replace(proofs=(), known=None))
    return one._replace(identity=Identity(Verdict.UNKNOWN, one.identity.ratio), neighbour=None)


def _judged(document: Document, facts: Facts) -> Iterator[Judged]:
    asked = [(one, record) for one in claims_of(document) if (record := facts.papers.get(one.link.reading.paper))]
    if not asked:
        return
    listed = _titles(document)
    known = _Known(facts)
    for one, record in asked:
        identity = judge(one.claim, record, listed, known.papers(one.claim.title))
        if identity.verdict not in THE_SAME and _is_named_in(one.entry, one.claim, record.title):
            identity = Identity(Verdict.RIGHT, identity.ratio)
        neighbour = document.entries[identity.neighbour] if identity.neighbour is not None else None
        if neighbour is not None and not (
            may_be_wrong(one.link, neighbour) and _is_another_paper(one.entry, neighbour)
        ):
            proofs = tuple(proof for proof in identity.proofs if proof is not Proof.NEIGHBOUR)
            verdict = identity.verdict if proofs else Verdict.UNKNOWN
            identity, neighbour = identity._replace(verdict=verdict, proofs=proofs, neighbour=None), None
        yield Judged(one.entry, one.link, one.claim, record, identity, neighbour)


def _is_named_in(entry: Entry, claim: Claim, title: str) -> bool:
    """Return whether the text of an entry has a title in it, of which only a part, or something else, was read as the entry's."""
    key = title_key(title)
    is_more = is_title(title) and key not in title_key(claim.title)
    return is_more and any(key in title_key(inline.plain()) for inline in entry.inlines)


@remembered
def _titles(document: Document) -> Titles:
    own = paper_index(document).of_entry
    return Titles(
        (entry.title.value if entry.title is not None else "", {link.reading.paper for link in own.get(entry, ())})
        for entry in document.entries
    )


def may_be_wrong(link: PaperLink, neighbour: Entry) -> bool:
    """Return whether the entry of a link is for a paper, under the title that the paper has, so that it may be wrong.

    What is about a paper may link to it by right: a talk, a blog, a model, an award, a thesis, an acronym, a description, a
    translation of the title. In the section of that paper its own form tells; elsewhere the link has to be the title's, or the
    entry to have fields of a paper or words in capitals.
    """
    entry, title = link.entry, link.entry.title
    if title is None or is_translated(title.value) or is_spelt_out(title.value) or _IS_ABOUT.match(title.value):
        return False
    if _NO_PAPER.search(entry.document.source.text, *entry.span) is not None:
        return False
    if title.link is not None and not _leads_to_a_paper(title.link):
        return False
    if entry.links[0].kind in OTHER_THINGS and not (title.link is link.link or entry.authors or entry.venue):
        return False
    if entry.section is neighbour.section:
        return True
    has_fields = bool(entry.authors or entry.venue or entry.year)
    if title.link is not link.link and not (entry.authors or entry.venue) and may_be_no_paper(entry):
        return False
    return is_among_papers(entry) and (title.link is link.link or has_fields or _is_capitalised(title.value))


def is_beside_the_right_one(link: PaperLink) -> bool:
    """Return whether an entry links to another paper, too, and by its label a link is to no version of that."""
    own = paper_index(link.entry.document).of_entry.get(link.entry, [])
    return any(one.reading.paper != link.reading.paper for one in own) and not is_version(link)


def _is_capitalised(title: str) -> bool:
    """Return whether most words are in capitals as in a title, unlike in a sentence that describes something."""
    words = [word for word in title.split() if word[0].isalpha()]
    return 2 * sum(word[0].isupper() for word in words) > len(words)


def _leads_to_a_paper(link: Link) -> bool:
    return link.kind is LinkKind.PAPER or read_identifier(link.url) is not None


def _is_another_paper(entry: Entry, neighbour: Entry) -> bool:
    """Return whether two entries are two papers: not a paper and what came with it, nor an entry and a part of it."""
    is_thing = is_under_things(entry) and entry.section is not neighbour.section
    return not (is_thing or are_nested(entry, neighbour) or same_paper(entry, neighbour))


class _Known:
    """The papers that are known by their titles, from records of links and from searches."""

    def __init__(self, facts: Facts):
        self._facts = facts
        self._linked = known_papers(facts.papers.values())

    def papers(self, title: str) -> tuple[PaperRecord, ...]:
        key = title_key(title)
        return tuple(chain(self._facts.titles.get(key, ()), self._linked.get(key, ())))
