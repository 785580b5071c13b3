"""A document that was read is finished: rules look at it, and nobody writes to it."""

from __future__ import annotations

from awesomelint.config.load import config_of
from awesomelint.document.model import Document
from awesomelint.document.parse import parse_document
from awesomelint.engine import lint_document
from awesomelint.source import Source

TEXT = """\
# Awesome Papers

## 2020

1. **A Study of Things.** *Ada Berg, Bo Li.* ICML 2020. [[pdf](https://example.org/1.pdf)]
3. **A study of Things** Ada Berg and Bo Li, NIPS 2020 [code](https://example.org/2)

| Title | Venue |
| --- | --- |
| [Another Study](https://example.org/3) | ICLR 2021 |
"""


def test_rules_leave_a_document_as_it_was_read() -> None:
    document = parse_document(Source(TEXT, "README.md"))
    before = _state(document)
    config = config_of({"select": ["ALL"]})
    assert lint_document(document, config.rules_for("README.md"), known=config.known)
    assert len(document.entries) == 3
    assert _state(document) == before


def _state(document: Document) -> list[object]:
    """Return all that was read; what is remembered of it (`_answers`, `cached_property`) may grow."""
    state: list[object] = [document.notes, document.title_section, list(document.section_starts)]
    for section in document.sections:
        state += [section.title, section.year, section.first, section.last, list(section.entries)]
    for entry in document.entries:
        state += [getattr(entry, name) for name in entry.__slots__ if not name.startswith("_")]
    for block in document.blocks:
        state += [getattr(block, name) for name in block.__slots__ if name not in ("children", "inline")]
    for link in document.links:
        state += [getattr(link, name) for name in link.__slots__]
    return state
