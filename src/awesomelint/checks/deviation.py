"""Which convention an entry is judged by: its section's, or where that is of two minds the document's."""

from __future__ import annotations

from awesomelint.document.model import Document, Section
from awesomelint.document.style.conventions import Convention, Point


def prevailing(document: Document, section: Section, point: Point, *, shared: bool = False) -> Convention | None:
    """Return the convention that holds for a section, or `None`.

    A section that does otherwise than the document, and is sure of it, goes by its own. The document's convention, which
    has more witnesses, is cited wherever the section mostly agrees with it; with `shared` some entry of the section has to
    agree, else it may be a section of another kind.
    """
    conventions = document.conventions
    own, whole = conventions.of(point, section), conventions.of_document(point)
    if own is not None and own.scope == "section":
        return whole if whole is not None and whole.value == own.value else own
    if whole is None:
        return None
    counts = conventions.counts(point, section)
    agreeing, total = counts[whole.value], counts.total()
    if shared:
        return whole if 2 * agreeing >= total and agreeing > 0 else None
    return whole if agreeing == max(counts.values(), default=0) or total <= 2 else None


def agrees(document: Document, section: Section, point: Point, value: str) -> bool:
    """Tell whether all that was observed in a section has one value, so that nothing deviates from it."""
    counts = document.conventions.counts(point, section)
    return counts[value] == counts.total()


def share(convention: Convention, things: str) -> str:
    """Return the evidence for a convention in words: "as in 76 of 80 links"."""
    return f"as in {convention.agreeing} of {convention.total} {things}"
