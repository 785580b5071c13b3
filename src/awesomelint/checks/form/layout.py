"""Do the fields of an entry stand apart as in the other entries?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from awesomelint.checks.deviation import prevailing, share
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Related
from awesomelint.document.blocks import BlockKind
from awesomelint.document.markdown.indent import indent_of, quote_depth
from awesomelint.document.model import Entry, Section
from awesomelint.document.style.layout import (
    AuthorLine,
    Distance,
    author_distance,
    breaks_between,
    inline_at,
    line_of_authors,
    observe_author_place,
)
from awesomelint.expressions import expression
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Source
from awesomelint.span import Span

_PLACES = {
    Distance.LINE: "on a line of their own",
    Distance.PARAGRAPH: "in a paragraph of their own",
}
_BREAK = expression(r"([ \t]*<br */?>|  |\\)[ \t]*(?=[\r\n])", re.IGNORECASE)
_APART = {"line": Distance.LINE, "paragraph": Distance.PARAGRAPH}


def fields_run_together(section: Section, rule: Rule) -> Iterator[Diagnostic]:
    """Report authors on a source line of their own that a reader sees in the line of the title."""
    document, point = section.document, observe_author_place
    if AuthorLine.NEXT not in map(line_of_authors, section.entries):
        return
    pinned = _APART.get(rule.options["style"])
    convention = prevailing(document, section, point, shared=True) if pinned is None else None
    expected = pinned if convention is None else Distance(convention.value)
    if expected is not Distance.LINE and expected is not Distance.PARAGRAPH:
        return
    evidence = f" {share(convention, 'entries')}" if convention is not None else ""
    for entry in section.entries:
        if author_distance(entry) is Distance.RUN_ON:
            yield _report(entry, expected, evidence, rule)


def _report(entry: Entry, expected: Distance, evidence: str, rule: Rule) -> Diagnostic:
    assert entry.title is not None
    assert entry.author_list is not None
    message = f"found title and authors in one paragraph, expected the authors {_PLACES[expected]}{evidence}"
    related = (Related(entry.title.outer, "the title is here"),)
    edits = _new_paragraph(entry) if expected is Distance.PARAGRAPH else _new_line(entry)
    fix = Fix(tuple(edits), title=f"put the authors {_PLACES[expected]}") if edits else None
    return rule.diagnose(entry.author_list.outer, message, related=related, fix=fix)


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
