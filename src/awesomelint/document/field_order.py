"""In which order the fields of an entry stand."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

from awesomelint.document.label_links import label_links
from awesomelint.document.model import Container, Entry, once_per_entry
from awesomelint.document.title_style import markup_of
from awesomelint.papers.venues import read_venue
from awesomelint.span import Span


class Placed(NamedTuple):
    """A field and where it stands."""

    name: str
    span: Span


@once_per_entry
def placed_fields(entry: Entry) -> list[Placed]:
    """Return title, authors, venue and links of an entry that were read beyond doubt, in the order of the source.

    Only entries whose title stands out by its markup are read: elsewhere one field is too easily taken for another. Columns
    of tables have no order of their own.
    """
    title = entry.title
    if title is None or entry.container in (Container.TABLE, Container.HTML) or markup_of(title) in ("plain", "italic"):
        return []
    fields = [Placed("title", title.outer)]
    if entry.author_list is not None and len(entry.authors) > 1:
        fields.append(Placed("authors", entry.author_list.outer))
    venue = entry.venue
    if venue is not None and venue.link is None and not venue.span.overlaps(title.outer):
        mention = read_venue(entry.document.source[venue.span])
        if mention is not None and mention.certain:
            fields.append(Placed("venue", venue.outer))
    links = [form.span for form in label_links(entry)]
    if links:
        fields.append(Placed("links", links[0]))
    return sorted(fields, key=lambda field: field.span.start)


@once_per_entry
def orders(entry: Entry) -> list[tuple[str, str]]:
    """Return each pair of fields of an entry as they follow one another, such as `("title", "authors")`."""
    return [(before.name, after.name) for before, after in combinations(placed_fields(entry), 2)]
