"""In which order the fields of an entry stand."""

from __future__ import annotations

from typing import NamedTuple

from awesomelint.document.label_links import label_links
from awesomelint.document.model import Container, Entry, once_per_entry
from awesomelint.document.title_style import markup_of
from awesomelint.papers.venues import read_venue
from awesomelint.span import Span

_ORDERED = (Container.TABLE, Container.HTML)
_STANDS_OUT = frozenset({"bold", "quoted", "link", "bold link", "quoted bold", "quoted link", "bold italic"})


class Placed(NamedTuple):
    """Where a field stands. (The place comes first: fields are sorted by it.)"""

    span: Span
    name: str


@once_per_entry
def placed_fields(entry: Entry) -> tuple[Placed, ...]:
    """Return title, authors, venue and links of an entry, in the order of the source.

    Only entries whose title stands out by its markup are read: elsewhere one field is too easily taken for another. Columns
    of tables have no order of their own.
    """
    title = entry.title
    if title is None or markup_of(title) not in _STANDS_OUT or entry.container in _ORDERED:
        return ()
    fields = [Placed(title.outer, "title")]
    if entry.author_list is not None and len(entry.authors) > 1:
        fields.append(Placed(entry.author_list.outer, "authors"))
    venue = entry.venue
    if venue is not None and venue.link is None and not venue.span.overlaps(title.outer):
        fields.append(Placed(venue.outer, "venue"))
    links = label_links(entry)
    if links:
        fields.append(Placed(links[0].span, "links"))
    fields.sort()
    return tuple(fields)


def has_certain_venue(entry: Entry) -> bool:
    """Tell whether the venue of an entry is one that is known."""
    mention = read_venue(entry.document.source[entry.venue.span]) if entry.venue is not None else None
    return mention is not None and mention.certain
