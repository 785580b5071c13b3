"""Sections with too little in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from awesomelint.checks.base import heading_span, short
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic
from awesomelint.document.conventions import is_majority
from awesomelint.document.model import Document, Section
from awesomelint.rulebook.spec import Rule

_MANY_LETTERS = 60
"""Letters of a heading that is a sentence rather than the name of a section."""


def sections_of(document: Document) -> list[Section]:
    """Return the sections of a list that have a heading, without that of its title."""
    return [each for each in document.sections if each.heading is not None and each is not document.title_section]


def empty_section(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report the few headings with nothing below them among others with entries."""
    empty = [each for each in sections_of(document) if _is_empty(each) and _is_name(each)]
    parents = dict.fromkeys(each.parent for each in empty)
    exceptions = {each for parent in parents if parent is not None for each in _exceptions(parent.children)}
    for section in empty:
        if section in exceptions:
            yield rule.diagnose(heading_span(section), f'section "{short(section.title)}" is empty')


def _is_empty(section: Section) -> bool:
    assert section.heading is not None
    source = section.document.source
    lines = range(section.heading.last + 1, section.last + 1)
    return not section.children and all(not source[source.line_span(line)].strip() for line in lines)


def _is_name(section: Section) -> bool:
    """Return whether a heading is the name of a section: no entry, no sentence, no line of signs."""
    inline = section.heading.inline if section.heading is not None else None
    return (
        inline is not None
        and len(section.title) <= _MANY_LETTERS
        and any(map(str.isalnum, section.title))
        and not section.title.endswith((".", "!", "?", ":", "！", "。", "："))
        and all(link.url.startswith("#") for link in inline.links)
    )


def _exceptions(siblings: Sequence[Section]) -> Iterator[Section]:
    """Yield the sections of which nearly all beside them have entries; others may stand for a group.

    So may those before the first with entries, and one before a section whose name others have, too: `2024` below each topic.
    """
    filled = [any(below.entries for below in each.walk()) for each in siblings]
    if is_majority(sum(filled), len(filled), share=0.75, witnesses=4):
        titles = Counter(each.title for each in siblings)
        start = filled.index(True) + 1
        for section, following in zip_longest(siblings[start:], siblings[start + 1 :]):
            if following is None or titles[following.title] == 1:
                yield section


def small_section(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report sections with few entries; those without any may be prose."""
    least: int = rule.options["entries"]
    for section in sections_of(document):
        count = len(section.entries)
        if 0 < count < least and not section.children and _is_name(section):
            entries = "1 entry" if count == 1 else f"{count} entries"
            yield rule.diagnose(
                heading_span(section), f'section "{short(section.title)}" has {entries}, expected {least}'
            )
