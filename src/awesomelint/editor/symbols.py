"""The outline of a list: its sections, and in each its entries."""

from __future__ import annotations

from lsprotocol import types

from awesomelint.document.model import Entry, Section
from awesomelint.editor.analysis import Analysis
from awesomelint.editor.positions import lines_range, range_of
from awesomelint.source import Source

_NAMELESS = "(no title)"


def symbols(analysis: Analysis) -> list[types.DocumentSymbol]:
    """Return the sections of a list, each with its entries and the sections below it in the order of the text."""
    top = analysis.document.sections[0]
    return _inside(analysis.source, top)


def _inside(source: Source, section: Section) -> list[types.DocumentSymbol]:
    found = [(entry.first, _entry(source, entry)) for entry in section.entries]
    found += [(child.first, _section(source, child)) for child in section.children]
    return [symbol for _, symbol in sorted(found, key=lambda item: item[0])]


def _section(source: Source, section: Section) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        name=section.title or _NAMELESS,
        kind=types.SymbolKind.String,
        range=lines_range(source, section.first, section.last),
        selection_range=lines_range(source, section.first, section.first),
        children=_inside(source, section),
    )


def _entry(source: Source, entry: Entry) -> types.DocumentSymbol:
    title = entry.title
    whole = lines_range(source, entry.first, entry.last)
    fields = (entry.venue.value if entry.venue else "", entry.year.value if entry.year else "")
    return types.DocumentSymbol(
        name=title.value if title is not None and title.value else _NAMELESS,
        detail=" ".join(filter(None, fields)) or None,
        kind=types.SymbolKind.Object,
        range=whole,
        selection_range=range_of(source, title.span) if title is not None else whole,
    )
