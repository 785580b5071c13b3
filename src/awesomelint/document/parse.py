"""From a source to a document: the one way in."""

from __future__ import annotations

from awesomelint.document.entries.find import find_entries
from awesomelint.document.markdown.parser import parse_markdown
from awesomelint.document.model import Document
from awesomelint.document.sections import build_sections
from awesomelint.source import Source


def parse_document(source: Source) -> Document:
    """Read a list. Any text is a document; nothing is raised."""
    markdown = parse_markdown(source)
    document = Document(source, markdown.root, markdown.definitions)
    document.notes = markdown.notes
    build_sections(document)
    find_entries(document)
    return document
