"""What may be an entry, in batches of one section and one construct: those are read together."""

from __future__ import annotations

from awesomelint.document.blocks import Block, Link
from awesomelint.document.entries.asides import is_aside
from awesomelint.document.entries.paragraphs import has_details, is_entry_paragraph
from awesomelint.document.fields.pieces import EntryLine, Role
from awesomelint.document.fields.reading import Reading
from awesomelint.document.model import Container, Document, Entry, Section
from awesomelint.span import Span

MANY_PARAGRAPHS = 5
"""Paragraphs that are entries beyond doubt, from which on a paragraph alone in its section is believed too."""


class Candidates:
    """The candidates of a document, but for those in sections that hold no entries."""

    def __init__(self, document: Document):
        self._document = document
        self._batches: dict[tuple[int, Container, int], list[Reading]] = {}
        self._asides: dict[int, bool] = {}

    def add(
        self,
        block: Block,
        container: Container,
        lines: list[EntryLine],
        first: int,
        last: int,
        group: int = 0,
        section: Section | None = None,
        columns: tuple[Role | None, ...] = (),
    ) -> None:
        """Add what stands in some lines, if not in a section without entries; a `group` is read apart from others.

        `section` is the one that `first` stands in, unless told, `columns` are what those of a table hold.
        """
        where = section or self._document.section_at(first)
        aside = self._asides.get(id(where))
        if aside is None:
            aside = self._asides[id(where)] = is_aside(where)
        if aside:
            return
        source = self._document.source
        end = source.line_span(last)
        start = end.start if first == last else source.line_starts[first - 1]
        inlines = tuple([line.inline for line in lines])
        links: list[Link] = []
        for inline in inlines:
            links += inline.links
        entry = Entry(where, block, container, Span(start, end.end), first, last, inlines)
        entry.links = tuple(links)
        self._batches.setdefault((id(where), container, group), []).append(Reading(entry, lines, columns))

    def accepted(self) -> list[list[Reading]]:
        """Return the batches without paragraphs that are prose; one paragraph alone counts where the list has many like it."""
        accepted = []
        paragraphs = 0
        lonely = []
        for (_, container, _), batch in self._batches.items():
            if container is not Container.PARAGRAPH:
                accepted.append(batch)
                continue
            kept = [reading for reading in batch if is_entry_paragraph(reading)]
            if len(kept) >= 2 or any(has_details(reading) for reading in kept):
                accepted.append(kept)
                paragraphs += len(kept)
            elif kept:
                lonely.append(kept)
        if paragraphs >= MANY_PARAGRAPHS:
            accepted += lonely
        return accepted
