"""Do the fields of an entry stand apart as in the other entries?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum

from awesomelint.checks.base import evidence_for, prevailing
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Evidence, Fix, Related
from awesomelint.document.conventions import Observation
from awesomelint.document.model import Container, Entry, Section, remembered
from awesomelint.expressions import expression
from awesomelint.markdown.blocks import BlockKind, Inline, Run, RunKind, indent_of, quote_depth
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Source, Span

_BULLET = expression(r"[ \t>]*[-*+][ \t]")


_BULLETS = frozenset({"- ", "* ", "+ "})


class Distance(StrEnum):
    """How far apart a reader sees title and authors. `RUN_ON` is a line break in the source that readers do not see."""

    SAME_LINE = "same line"
    RUN_ON = "run on"
    LINE = "line"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"


@remembered
def author_distance(entry: Entry) -> Distance | None:
    """Return how authors stand below their title, `None` where one is missing or the authors come first."""
    title, authors = entry.title, entry.author_list
    if title is None or authors is None or authors.outer.start < title.outer.end:
        return None
    if entry.container is Container.TABLE or entry.container is Container.HTML:
        return None
    start, end = title.outer.end, authors.outer.start
    text = entry.document.source.text
    newline = text.find("\n", start, end)
    if newline < 0 and text.find("<", start, end) < 0:
        return Distance.SAME_LINE
    if text.find("\n\n", start, end) >= 0:
        return Distance.BULLET if text[end - 2 : end] in _BULLETS else Distance.PARAGRAPH
    home = inline_at(entry, title.outer.start)
    if home is None or not home.span.start <= end < home.span.end:
        line_start = text.rfind("\n", start, end) + 1
        is_item = line_start > 0 and _BULLET.match(text, line_start, end) is not None
        return Distance.BULLET if is_item else Distance.PARAGRAPH
    breaks = breaks_between(home, start, end)
    if any(run.kind is RunKind.HARD_BREAK for run in breaks):
        return Distance.LINE
    return Distance.RUN_ON if breaks else Distance.SAME_LINE


class AuthorLine(StrEnum):
    """What a glance at the source tells of where authors stand; entries that differ in this may differ in `Distance`."""

    SAME = "the line of the title"
    NEXT = "the next line"
    APART = "below an empty line"
    BULLET = "a bullet"


@remembered
def line_of_authors(entry: Entry) -> AuthorLine | None:
    """Return on which line of the source the authors stand, as seen from the title; `None` without both."""
    title, authors = entry.title, entry.author_list
    if title is None or authors is None:
        return None
    text, start, end = entry.document.source.text, title.outer.end, authors.outer.start
    newline = text.find("\n", start, end)
    if newline < 0:
        return AuthorLine.SAME
    if text[end - 2 : end] in _BULLETS:
        return AuthorLine.BULLET
    return AuthorLine.APART if text.find("\n", newline + 1, end) >= 0 else AuthorLine.NEXT


def inline_at(entry: Entry, offset: int) -> Inline | None:
    """Return the inline content of an entry that holds an offset."""
    for inline in entry.inlines:
        if inline.span.start <= offset < inline.span.end:
            return inline
    return None


def breaks_between(inline: Inline, start: int, end: int) -> list[Run]:
    """Return the line breaks of an inline content between two offsets."""
    return [
        run
        for run in inline.runs
        if start <= run.start < end and (run.kind is RunKind.SOFT_BREAK or run.kind is RunKind.HARD_BREAK)
    ]


def observe_author_place(entry: Entry) -> Sequence[Observation]:
    """Tell how an entry's authors stand below its title: on its line, a line or a paragraph of their own."""
    distance = author_distance(entry)
    if distance is None or entry.author_list is None:
        return ()
    return (Observation(distance, entry.author_list.outer),)


#| Do the fields of an entry stand apart as in the other entries?

_PLACES = {
    Distance.LINE: "on a line of their own",
    Distance.PARAGRAPH: "in a paragraph of their own",
}
_BREAK = expression(r"([ \t]*<br */?>|  |\\)[ \t]*(?=[\r\n])", re.IGNORECASE)
_APART = {"line": Distance.LINE, "paragraph": Distance.PARAGRAPH}


def fields_run_together(section: Section, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report authors on a source line of their own that a reader sees in the line of the title."""
    document, point = section.document, observe_author_place
    if AuthorLine.NEXT not in map(line_of_authors, section.entries):
        return
    pinned = _APART.get(rule.options["style"])
    convention = prevailing(document, section, point, shared=True) if pinned is None else None
    expected = pinned if convention is None else Distance(convention.value)
    if expected is not Distance.LINE and expected is not Distance.PARAGRAPH:
        return
    evidence = evidence_for(convention, "entries")
    for entry in section.entries:
        if author_distance(entry) is Distance.RUN_ON:
            yield _report(entry, expected, evidence, rule)


def _report(entry: Entry, expected: Distance, evidence: Evidence | None, rule: Rule) -> Diagnostic:
    assert entry.title is not None
    assert entry.author_list is not None
    message = f"found title and authors in one paragraph, expected the authors {_PLACES[expected]}"
    related = (Related(entry.title.outer, "the title is here"),)
    edits = _new_paragraph(entry) if expected is Distance.PARAGRAPH else _new_line(entry)
    fix = Fix(tuple(edits), title=f"put the authors {_PLACES[expected]}") if edits else None
    return rule.diagnose(entry.author_list.outer, message, related=related, fix=fix, evidence=evidence)


def _new_paragraph(entry: Entry) -> list[Edit]:
    """Return the edits that put an empty line above the authors' line, and indent that line so that it stays in its item."""
    assert entry.author_list is not None
    source, block = entry.document.source, entry.block
    line = source.line_at(entry.author_list.outer.start)
    quotes = quote_depth(block)
    indent, offset = indent_of(source, line, quotes)
    start = source.line_starts[line - 1]
    blank = Edit(Span(start, start), ("> " * quotes).rstrip() + source.newline)
    if block.kind is not BlockKind.ITEM or indent >= block.indent:
        return [blank]
    return [blank, Edit(Span(offset, offset), " " * (block.indent - indent))]


def _new_line(entry: Entry) -> list[Edit]:
    """Return the edit that makes the break before the authors a hard one, as the neighbours write it."""
    assert entry.title is not None
    assert entry.author_list is not None
    source = entry.document.source
    inline = inline_at(entry, entry.title.outer.start)
    if inline is None:
        return []
    last = breaks_between(inline, entry.title.outer.end, entry.author_list.outer.start)[-1]
    mark = _hard_break(entry.section, source)
    end = last.start
    while source.text[end - 1] in " \t":
        end -= 1
    after = last.start
    while source.text[after] in " \t":
        after += 1
    return [Edit(Span(end, after), mark)]


def _hard_break(section: Section, source: Source) -> str:
    """Return how most authors of a section are put on a line of their own: `<br>`, a backslash or two blanks."""
    counts: Counter[str] = Counter({"  ": 1})
    for entry in section.entries:
        if author_distance(entry) is not Distance.LINE or entry.title is None or entry.author_list is None:
            continue
        match = _BREAK.search(source.text, entry.title.outer.end, entry.author_list.outer.start)
        if match is not None:
            counts[match[1]] += 1
    return counts.most_common(1)[0][0]
