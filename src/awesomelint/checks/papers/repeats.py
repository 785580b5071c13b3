"""Which entries of a list are one paper, or share the link of a paper; `duplicates` has the rules."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesomelint.checks.papers.entry_venue import entry_venue
from awesomelint.checks.papers.headings import is_aside, is_under_things, names_things
from awesomelint.checks.papers.paper_links import PaperIndex, PaperLink, paper_index
from awesomelint.checks.papers.rows import are_two_things, are_under_two_topics, group_of
from awesomelint.document.model import Document, Entry, remembered
from awesomelint.markdown.blocks import NAKED, Link, LinkKind
from awesomelint.papers.authors import share_an_author
from awesomelint.papers.identity import is_spelt_out
from awesomelint.papers.titles import (
    DIFFERENT,
    SAME,
    differ_on_purpose,
    may_be_shared,
    title_key,
    title_ratio,
    without_nickname,
)
from awesomelint.papers.venues.reading import ARCHIVES
from awesomelint.startup import NamedTuple, expression

MIN_WORDS = 4
"""A title of at least this many words is more than a nickname."""
MIN_LETTERS = 20
"""A title of at least this many letters is long enough to tell papers apart."""
MAX_COMPARED = 20
"""Entries before it that an entry with the same link is compared with."""

OTHER_THINGS = frozenset({LinkKind.CODE, LinkKind.DATA, LinkKind.VIDEO, LinkKind.SLIDES})
"""What an entry lists whose title, or first link, is to that: no paper, but what came with one."""
_NAME_BEFORE = expression(r"\*\*([^*\[\]]{2,80})\*\*|`([^`\n]{2,80})`")
_EDITION = expression(r"edition\b|\d(?:st|nd|rd|th) ed\b", re.IGNORECASE)
_PART = expression(
    r"[pselwdc(（第](?:(?<!\w.)(?:(?<=p)arts?|(?<=s)ession|(?<=e)pisode|(?<=l)ecture|(?<=w)eek|(?<=d)ay|(?<=c)hapters?)"
    r" (?:\d+|[ivx]+)\b|(?<=[(（])[上中下][)）]|(?<=第).{1,3}[部章讲节回])"
)
"""How a schedule, in small letters, tells the sessions on one paper apart."""
_VERSION = expression(r"(?:\bv|version )\d|\bpart |[ (][ivx]+\b|\d", re.IGNORECASE)
_PAGES = expression(r"\bpp\.?\s?(\d{1,5})\s?[-–—]")
"""The first of the pages that a part of a book is on."""


class Repeat(NamedTuple):
    """An entry that an earlier one shares a paper's link or a title with.

    `link` is its link to the paper, `None` where only the titles agree. `is_same` tells whether the two entries are one paper
    by all that they say; otherwise their titles are different. `is_together` tells whether they are in one list, or under one
    topic of a table that names topics in a column.
    """

    entry: Entry
    earlier: Entry
    link: PaperLink | None
    earlier_link: PaperLink | None
    is_same: bool

    @property
    def is_together(self) -> bool:
        """Whether the two entries are items or rows of one list under one heading, or topic."""
        return place_of(self.entry) == place_of(self.earlier) and not are_under_two_topics(self.entry, self.earlier)


def place_of(entry: Entry) -> tuple[int, int, int]:
    """Return what tells one list from another: two entries of one place are items or rows of one list under one heading.

    A row that names a group heads the rows below it, too.
    """
    return id(entry.section), id(entry.block.parent), group_of(entry)


@remembered
def repeats(document: Document) -> tuple[Repeat, ...]:
    """Return the repeats of a document, each entry at most once with each paper, in order."""
    index = paper_index(document)
    return (*_by_link(index), *_by_title(index))


def _by_link(index: PaperIndex) -> Iterator[Repeat]:
    for links in index.by_paper.values():
        for at in range(1, len(links)):
            link = links[at]
            strangers = []
            for other in reversed(links[max(0, at - MAX_COMPARED) : at]):
                is_same = None if _on_purpose(other, link) else same_paper(other.entry, link.entry)
                if is_same:
                    yield Repeat(link.entry, other.entry, link, other, is_same=True)
                    break
                if is_same is None:
                    break
                strangers.append(other)
            else:
                yield Repeat(link.entry, strangers[-1].entry, link, strangers[-1], is_same=False)


def _on_purpose(one: PaperLink, other: PaperLink) -> bool:
    versions = (one.reading.version, other.reading.version)
    return are_nested(one.entry, other.entry) or (None not in versions and versions[0] != versions[1])


def are_nested(one: Entry, other: Entry) -> bool:
    """Return whether one of two entries is within the other."""
    return one.document is other.document and (one.block is other.block or one.span.overlaps(other.span))


def repeat_by_link(one: PaperLink, other: PaperLink) -> bool:
    """Return whether two links to one paper are in entries that are that paper, and not two versions of it."""
    return not _on_purpose(one, other) and same_paper(one.entry, other.entry) is True


def _by_title(index: PaperIndex) -> Iterator[Repeat]:
    for key, entries in index.by_title.items():
        for at in range(1, len(entries)):
            if same_by_title(key, entries[at], entries[at - 1]):
                yield Repeat(entries[at], entries[at - 1], None, None, is_same=True)


def same_by_title(key: str, entry: Entry, earlier: Entry) -> bool:
    """Return whether two entries with equal titles, whose letters are the key, are one paper that no link of both shows."""
    if len(key) < MIN_LETTERS or are_nested(earlier, entry) or not _is_title(entry):
        return False
    if (
        entry.section is not earlier.section
        and (is_aside(entry) or is_aside(earlier))
        and not _share_a_link(entry, earlier)
    ):
        return False  # a paper here, its code or a talk on it there
    links, others = (paper_index(each.document).of_entry.get(each, []) for each in (entry, earlier))
    return not _links_decide(links, others) and _have_more_in_common(entry, earlier, links, others)


def _is_copied_title(key: str, entry: Entry, earlier: Entry) -> bool:
    """Return whether all but the equal titles, whose letters are the key, of two entries says that they are two papers."""
    if len(key) < MIN_LETTERS or entry.section is not earlier.section or are_nested(earlier, entry):
        return False
    if entry.title is None or not _is_title(entry) or may_be_shared(entry.title.value):
        return False
    here, there = (
        {link.reading.paper for link in paper_index(each.document).of_entry.get(each, ())} for each in (entry, earlier)
    )
    if not (here and there) or here & there or _share_a_link(entry, earlier):
        return False
    authors, others = _author_names(entry), _author_names(earlier)
    return min(len(authors), len(others)) > 1 and not share_an_author(authors, others)


@remembered
def copied_titles(document: Document) -> dict[Entry, Entry]:
    """Return the entries whose title was left standing when they were made of a copy, each with the entry that it was made of."""
    found: dict[Entry, Entry] = {}
    for key, entries in paper_index(document).by_title.items():
        own = sorted(entries, key=_is_listed_under_another_title) if len(entries) > 1 else entries
        owners = own[:1]
        for entry in own[1:]:
            if all(_is_copied_title(key, entry, owner) for owner in owners):
                found[entry] = owners[-1]
            else:
                owners.append(entry)
    return found


def _is_listed_under_another_title(entry: Entry) -> bool:
    """Return whether the paper of an entry has another entry, by the same authors, under another title, which is its own."""
    index, authors = paper_index(entry.document), _author_names(entry)
    return any(
        other.entry is not entry
        and same_paper(entry, other.entry) is False
        and share_an_author(authors, _author_names(other.entry))
        for link in index.of_entry.get(entry, ())
        for other in index.by_paper[link.reading.paper][:MAX_COMPARED]
    )


def may_be_one_paper(entry: Entry, earlier: Entry, index: PaperIndex) -> bool:
    """Return whether nothing but a slip in their titles sets two entries apart, and no link says already that they are one."""
    if are_nested(earlier, entry) or not (_is_title(entry) and _is_title(earlier)):
        return False
    if _links_decide(index.of_entry.get(entry, []), index.of_entry.get(earlier, [])):
        return False
    if (
        _are_told_apart(entry, earlier)
        or _are_two_publications(entry, earlier)
        or _are_two_repositories(entry, earlier)
        or _are_two_sites(entry, earlier)
    ):
        return False
    if entry.section is earlier.section:
        return True
    return not (is_under_things(entry) or is_under_things(earlier)) and _title_kind(entry) is _title_kind(earlier)


def _are_two_sites(one: Entry, other: Entry) -> bool:
    """Return whether neither of two entries says that it is a paper, and they lead to two hosts: two institutes, or courses."""
    return not (_is_paper(one) or _is_paper(other)) and _hosts(one).isdisjoint(_hosts(other))


def _is_paper(entry: Entry) -> bool:
    return bool(entry.authors or entry.venue or entry.year) or any(link.kind is LinkKind.PAPER for link in entry.links)


def _hosts(entry: Entry) -> set[str]:
    return {link.url.partition("://")[2].partition("/")[0].removeprefix("www.") for link in entry.links}


def _are_two_publications(one: Entry, other: Entry) -> bool:
    """Return whether two entries are, say, the conference and the journal version of a paper, whose titles differ by right."""
    places = (_publication(one), _publication(other))
    if None in places or places[0] == places[1]:
        return False
    return None not in (entry_venue(one), entry_venue(other)) or len({_year(one), _year(other), ""}) == 3


def _publication(entry: Entry) -> str | None:
    """Return the venue of an entry, by its key if that is known; `None` without one, and for preprints."""
    given = entry_venue(entry)
    if given is not None:
        return None if given.reading.venue.kind in ARCHIVES else given.reading.venue.key
    return title_key(entry.venue.value) if entry.venue is not None else None


def _are_two_repositories(one: Entry, other: Entry) -> bool:
    """Return whether two entries link to code alone, in two places: two implementations of one thing."""
    places = [{link.url for link in entry.links} for entry in (one, other)]
    only_code = all(entry.links and all(_is_code(link) for link in entry.links) for entry in (one, other))
    return only_code and places[0].isdisjoint(places[1])


def _is_code(link: Link) -> bool:
    return link.kind is LinkKind.CODE and not link.url.casefold().endswith(".pdf")


def _title_kind(entry: Entry) -> LinkKind | None:
    """Return what the title of an entry links to, if it is something other than a page about the paper."""
    link = entry.title.link if entry.title is not None else None
    return link.kind if link is not None and link.kind in OTHER_THINGS else None


def _links_decide(links: list[PaperLink], others: list[PaperLink]) -> bool:
    """Return whether links tell already that two entries are one paper, or that they are two."""
    here, there = ({link.reading.paper for link in side} for side in (links, others))
    return bool(here & there) or bool({paper.scheme for paper in here} & {paper.scheme for paper in there})


def _have_more_in_common(entry: Entry, earlier: Entry, links: list[PaperLink], others: list[PaperLink]) -> bool:
    """Return whether two entries with equal titles are papers rather than courses or pages that happen to be called the same."""
    if _are_told_apart(entry, earlier):
        return False
    if links and others:
        return True
    if _year(entry) != _year(earlier):
        return False
    if share_an_author(_author_names(entry), _author_names(earlier)) or _share_a_link(entry, earlier):
        return True
    return entry.venue is not None and earlier.venue is not None and entry.venue.value == earlier.venue.value


def _are_told_apart(one: Entry, other: Entry) -> bool:
    """Return whether authors, a name before the title, or an edition say that two entries are two papers."""
    authors, others = _author_names(one), _author_names(other)
    if authors and others and not share_an_author(authors, others):
        return True
    urls = _url_before(one), _url_before(other)
    if None not in urls and urls[0] != urls[1]:
        return True
    pages, other_pages = _pages(one), _pages(other)
    if pages and other_pages and pages.isdisjoint(other_pages):
        return True  # two chapters of one book
    return _are_parts(one, other) or _edition(one) != _edition(other)


def same_paper(one: Entry, other: Entry) -> bool | None:
    """Return whether two entries that link to one paper mean one paper; `None` where their titles do not tell."""
    if one.title is None or other.title is None:
        return None
    first, second = one.title.value, other.title.value
    is_same: bool | None = title_key(first) == title_key(second)
    if not is_same:
        is_same = _are_alike(one, other, first, second) if _is_title(one) and _is_title(other) else None
    return None if is_same and _are_parts(one, other) else is_same


def _are_parts(one: Entry, other: Entry) -> bool:
    """Return whether two entries are two things of one paper: data sets, sessions, or results."""
    return _name_before(one) != _name_before(other) or parts_of(one) != parts_of(other) or are_two_things(one, other)


def _are_alike(one: Entry, other: Entry, first: str, second: str) -> bool | None:
    named, other_named = without_nickname(first), without_nickname(second)
    if named.nickname and named.nickname == other_named.nickname:
        return True
    if title_key(named.rest) == title_key(other_named.rest):
        return None if named.nickname and other_named.nickname else True
    keys = sorted((title_key(first), title_key(second)), key=len)
    if keys[0] in keys[1]:
        return True
    ratio = title_ratio(first, second)
    if ratio >= SAME:
        return None if differ_on_purpose(first, second) and _VERSION.search(first + second) else True
    if ratio >= DIFFERENT:
        return None
    if one.section is not other.section and (
        is_under_things(one) or is_under_things(other) or names_things(first) != names_things(second)
    ):
        return None
    return False


def _is_title(entry: Entry) -> bool:
    """Return whether a title looks like a paper's rather than a nickname's, a group's or the end of a sentence."""
    title = entry.title
    if title is None:
        return False
    text = title.value.lstrip("\"'“‘([*_ ")
    is_long = len(text.split()) >= MIN_WORDS and len(text) >= MIN_LETTERS
    return is_long and (text[0].isupper() or text[0].isdigit()) and not is_spelt_out(text)


def _share_a_link(entry: Entry, earlier: Entry) -> bool:
    return not {link.url for link in entry.links}.isdisjoint(link.url for link in earlier.links)


@remembered
def _name_before(entry: Entry) -> str:
    """Return the name that is before a title, in bold or as code: of two data sets of one paper, it tells which."""
    if entry.title is None:
        return ""
    text = entry.document.source.text
    found = _NAME_BEFORE.search(text, entry.span.start, max(entry.title.outer.start, entry.span.start))
    return title_key(found[1] or found[2]) if found else ""


@remembered
def parts_of(entry: Entry) -> set[str]:
    """Return which part of a paper an entry is for, as `Part II` in a schedule."""
    return {match[0] for match in _PART.finditer(entry.document.source[entry.span].lower())}


def _edition(entry: Entry) -> str:
    text = entry.document.source[entry.span]
    return title_key(text) if _EDITION.search(text) and entry.title is not None else ""


def _url_before(entry: Entry) -> str | None:
    """Return the bare URL that an entry begins with, which is what it lists; words behind it may be tags."""
    link = entry.links[0] if entry.links else None
    is_before = link is not None and entry.title is not None and link.span.end <= entry.title.span.start
    return link.url if link is not None and is_before and link.syntax in NAKED else None


def _pages(entry: Entry) -> set[str]:
    return {match[1] for match in _PAGES.finditer(entry.document.source.text, *entry.span)}


def _year(entry: Entry) -> str:
    return entry.year.value if entry.year is not None else ""


@remembered
def _author_names(entry: Entry) -> tuple[str, ...]:
    return tuple(author.value for author in entry.authors)
