"""From a source to a document: the one way in."""

from __future__ import annotations

from awesomelint.document.entries.find import find_entries
from awesomelint.document.markdown.parser import parse_markdown
from awesomelint.document.model import Document
from awesomelint.document.sections import build_sections
from awesomelint.papers.venues.current import current_table, venues_of
from awesomelint.papers.venues.table import VenueTable
from awesomelint.source import Source


def parse_document(source: Source, venues: VenueTable | None = None) -> Document:
    """Read a list. Any text is a document; nothing is raised. `venues` are those that it may name, the program's unless told."""
    markdown = parse_markdown(source)
    with venues_of(venues):
        document = Document(source, markdown.root, markdown.definitions, current_table())
        document.notes = markdown.notes
        build_sections(document)
        find_entries(document)
    return document
