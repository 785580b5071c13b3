"""The parts of an entry that are its own, such as title, links and number; all else is the form of the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from string import ascii_lowercase, ascii_uppercase

from awesomelint.checks.papers.entry_venue import entry_venue
from awesomelint.document.model import Container, Entry, Section, remembered
from awesomelint.document.order import DATE, MONTH_AND_YEAR, entry_runs
from awesomelint.markdown.blocks import NAKED, Link, LinkKind, LinkSyntax, SegmentKind
from awesomelint.papers.identifiers import read_identifier, repository
from awesomelint.papers.identifiers.model import split_address
from awesomelint.source import Span
from awesomelint.startup import NamedTuple, expression

_NUMBER_CELL = expression(r"[ \t]*\|?[ \t]*(\d{1,3})[ \t]*\|")
_SPECIAL = expression(r"[\\`*\[\]<]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|~~")
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)
"""Keeps the places of a text, as `str.lower` does not."""


class Part(NamedTuple):
    """A part of an entry: where it is, its `slot`, and the link that it is the target or the label of.

    Slots are `title`, `authors`, `venue`, `dated venue` (with its year), `year`, `date`, `description`, `number`, `link`,
    `host` (as a label), `slug` (`owner/name` of a repository, as in a badge), `arxiv` (the number of a preprint in a label).
    """

    span: Span
    slot: str
    link: Link | None = None


@remembered
def crowded(section: Section) -> frozenset[Entry]:
    """Return the entries of a section that share a line with another one of it."""
    uses = Counter(line for entry in section.entries for line in range(entry.first, entry.last + 1))
    return frozenset(
        entry for entry in section.entries if any(uses[line] > 1 for line in range(entry.first, entry.last + 1))
    )


@remembered
def parts_of(entry: Entry) -> tuple[Part, ...]:
    """Return the parts of an entry in the order of the text; where two overlap, the one that says more."""
    parts: list[Part] = []
    for part in _all_parts(entry):
        if not any(part.span.overlaps(other.span) for other in parts):
            parts.append(part)
    return tuple(sorted(parts, key=lambda part: part.span))


@remembered
def skeleton(entry: Entry) -> str:
    """Return the lines of an entry with the names of its parts in place of them: entries of one form have one skeleton."""
    text, at, pieces = entry.document.source.text, entry.span.start, []
    for part in parts_of(entry):
        kind = f" {link_slot(entry, part.link)}" if part.link is not None else ""
        pieces += [text[at : part.span.start], "{" + part.slot + kind + "}"]
        at = part.span.end
    return "".join([*pieces, text[at : entry.span.end]])


def escaped(text: str, model: Entry) -> str:
    """Return a text as Markdown that shows it as it is."""
    text = _SPECIAL.sub(lambda match: "\\" + match[0], text)
    return text.replace("|", "\\|") if model.container is Container.TABLE else text


def link_slot(entry: Entry, link: Link) -> str:
    """Return what a link of an entry leads to, `main` for one under the title that nothing tells of."""
    is_title = entry.title is not None and link is entry.title.link
    if is_title or link.kind is LinkKind.BADGE:
        if read_identifier(link.url) is not None:
            return LinkKind.PAPER
        return LinkKind.CODE if repository(link.url) is not None else "main" if is_title else link.kind
    return link.kind


def _all_parts(entry: Entry) -> Iterator[Part]:
    """Yield the parts of an entry, first what may hold others."""
    text = entry.document.source.text
    lines = entry.span
    if entry.marker is not None and entry.container is Container.ORDERED:
        yield Part(Span(entry.marker.start, entry.marker.end - 1), "number")
    if (counted := _counted(entry.section).get(entry)) is not None:
        yield Part(counted, "number")
    if entry.title is not None:
        yield Part(entry.title.span, "title")
    if entry.author_list is not None:
        yield Part(entry.author_list.span, "authors")
    yield from _dates(entry)
    given = entry_venue(entry)
    if given is not None and given.start is not None and given.reading.year_span is not None:
        yield Part(given.span, "dated venue")
    elif entry.venue is not None:
        yield Part(entry.venue.span, "venue")
    if entry.year is not None:
        yield Part(entry.year.span, "year")
    if entry.description is not None:
        yield Part(entry.description.span, "description")
    for link in entry.links:
        if link.label_span is not None and link.label.lower() == host_of(link.url):
            yield Part(link.label_span, "host", link)
        span = link.target_span or (link.span if link.syntax in NAKED else None)
        if span is not None or link.syntax is LinkSyntax.REFERENCE:
            yield Part(span or link.span, "link", link)
    lowered = text[lines.slice()].translate(_LOWER)
    for word, slot in _names(entry):
        for at in _places(lowered, word, "_-" if slot == "slug" else ""):
            yield Part(Span(lines.start + at, lines.start + at + len(word)), slot)
    if entry.marker is None and entry.number is not None:
        number = str(entry.number)
        for inline in entry.inlines[:1]:
            place = next(_places(text[inline.span.slice()], number, ""), None)
            if place is not None:
                yield Part(Span(inline.span.start + place, inline.span.start + place + len(number)), "number")


def _places(text: str, name: str, signs: str) -> Iterator[int]:
    """Yield where a name is in a text, with no digit beside it, nor a letter or one of `signs` where names have such.

    In a badge hyphens are around a number: "arXiv-2001.00001-red.svg".
    """
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        around = text[max(at - 1, 0) : at] + text[end : end + 1]
        if not any(one.isdecimal() or (signs and (one.isalnum() or one in signs)) for one in around):
            yield at
        at = text.find(name, end)


def host_of(url: str) -> str | None:
    """Return the host that a URL names, in lower case and without `www.`."""
    address = split_address(url)
    return address.host if address is not None else None


def number_of(entry: Entry) -> int | None:
    """Return the number of an entry: its own, or that in the first cell of a row where rows are counted."""
    place = _counted(entry.section).get(entry)
    return int(entry.document.source[place]) if place is not None else entry.number


@remembered
def _counted(section: Section) -> dict[Entry, Span]:
    """Return where the numbers of a section's rows are, in tables whose first cells count up or down."""
    source, found = section.document.source, dict[Entry, Span]()
    for rows in entry_runs(section):
        if rows[0].container is not Container.TABLE:
            continue
        cells = [_NUMBER_CELL.match(source.text, row.span.start) for row in rows]
        places = [Span(*cell.span(1)) for cell in cells if cell is not None]
        numbers = [int(source[place]) for place in places]
        if len(rows) == len(places) > 1 and {b - a for a, b in pairwise(numbers)} in ({1}, {-1}):
            found |= zip(rows, places, strict=True)
    return found


def _dates(entry: Entry) -> Iterator[Part]:
    text = entry.document.source.text
    for inline in entry.inlines:
        for segment in inline.segments:
            for pattern in (DATE, MONTH_AND_YEAR) if segment.kind is SegmentKind.TEXT else ():
                for found in pattern.finditer(text, segment.start, segment.end):
                    yield Part(Span(found.start(), found.end()), "date")


def _names(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield what names the paper or its repository in pictures and labels, and the slot that it is."""
    for link in entry.links:
        place, reading = repository(link.url), read_identifier(link.url)
        if place is not None and place.scheme == "github":
            yield place.value, "slug"
        if reading is not None and reading.paper.scheme == "arxiv":
            yield reading.paper.value, "arxiv"
