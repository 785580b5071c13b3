"""In which order the fields of an entry stand."""

from __future__ import annotations

from collections.abc import Iterator

from awesomelint.document.model import Container, Entry
from awesomelint.document.style.conventions import Observation
from awesomelint.document.style.label_links import label_links
from awesomelint.document.style.titles import markup_of
from awesomelint.papers.venues import read_venue
from awesomelint.span import Span

_ORDERED = (Container.TABLE, Container.HTML)
_STANDS_OUT = frozenset({"bold", "quoted", "link", "bold link", "quoted bold", "quoted link", "bold italic"})


def order_of(entry: Entry) -> tuple[str, ...]:
    """Return the names of the fields of `placed_fields` in their order."""
    return tuple([name for _, name in placed_fields(entry)])


def placed_fields(entry: Entry) -> list[tuple[Span, str]]:
    """Return title, authors, venue and links of an entry with their places, in the order of the source.

    Only entries whose title stands out by its markup are read: elsewhere one field is too easily taken for another. Columns
    of tables have no order of their own.
    """
    title = entry.title
    if title is None or entry.container in _ORDERED or markup_of(title) not in _STANDS_OUT:
        return []
    fields = [(title.outer, "title")]
    if entry.author_list is not None and len(entry.authors) > 1:
        fields.append((entry.author_list.outer, "authors"))
    venue = entry.venue
    if venue is not None and venue.link is None and not venue.span.overlaps(title.outer):
        fields.append((venue.outer, "venue"))
    links = label_links(entry)
    if links:
        fields.append((links[0].span, "links"))
    fields.sort()
    return fields


def has_certain_venue(entry: Entry) -> bool:
    """Tell whether the venue of an entry is one that is known."""
    if entry.venue is None:
        return False
    mention = read_venue(entry.document.source[entry.venue.span], entry.document.venues)
    return mention is not None and mention.certain


_ALL_FIELDS = 4


def observe_field_order(entry: Entry) -> Iterator[Observation]:
    """Tell in which order an entry's title, authors, venue and links stand; entries that lack one of them do not count."""
    names = order_of(entry)
    if len(names) == _ALL_FIELDS:
        yield Observation(", ".join(names), entry.span)
