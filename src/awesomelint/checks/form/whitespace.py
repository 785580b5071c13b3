"""Trailing spaces, blank lines, newlines and tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice, pairwise

from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Evidence, Fix
from awesomelint.document.conventions import is_majority
from awesomelint.document.model import Document
from awesomelint.markdown.blocks import LISTS, VERBATIM, Block, BlockKind
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Source, Span
from awesomelint.startup import expression

_HARD_BREAK = "  "
_RAW = (*VERBATIM, BlockKind.HTML)
"""Blocks whose whitespace is their own."""
_EMPTY_ITEM = expression(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+\[[ xX]\])?\Z")
_PREFORMATTED = ("<pre", "<textarea", "<script", "<style", "<xmp")


def trailing_blanks(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report spaces at the end of a line, but not those that make a line break or are in code."""
    text = document.source.text
    reports_breaks = rule.options["line-breaks"] == "backslash"
    for line, start, end in _trailing(document):
        leaf = document.places.leaf_on(line)
        if leaf is not None and _is_preformatted(leaf):
            continue
        span = Span(start, end)
        is_break = leaf is not None and line < leaf.last and leaf.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)
        if is_break and text.endswith(_HARD_BREAK, start, end):
            if reports_breaks:
                fix = Fix((Edit(span, "\\"),))
                yield rule.diagnose(span, 'found a line break of spaces, expected "\\"', fix=fix)
            continue
        if text[start - 1 : start] == "\\" or _EMPTY_ITEM.match(text, document.source.line_starts[line - 1], start):
            continue  # without the space, the backslash would break the line; the box, and to kramdown the marker, would be text
        count = end - start
        what = f"{count} trailing whitespace character{'s' if count > 1 else ''}"
        yield rule.diagnose(span, f"found {what}, expected none", fix=Fix((Edit(span, ""),)))


def _trailing(document: Document) -> Iterator[tuple[int, int, int]]:
    """Yield line, start and end of all spaces at the end of lines."""
    text = document.source.text
    starts = document.source.line_starts
    for line, following in enumerate(chain(islice(starts, 1, None), (len(text),)), 1):
        end = following
        if end and text[end - 1] == "\n":
            end -= 1
        if end and text[end - 1] == "\r":
            end -= 1
        if end and text[end - 1] in " \t":
            start = len(text[starts[line - 1] : end].rstrip(" \t")) + starts[line - 1]
            if start < end:
                yield line, start, end


def _is_preformatted(leaf: Block) -> bool:
    """Return whether the whitespace of a leaf is its own: that of code, and of a comment, which is no Markdown."""
    if leaf.kind in VERBATIM:
        return True
    if leaf.kind is not BlockKind.HTML or leaf.inline is None:
        return False
    content = leaf.inline.content.lower()
    return content.startswith("<!--") or any(tag in content for tag in _PREFORMATTED)


# -- blank lines

_SEVERAL = expression(r"\n((?>[ \t]*\n){2,}+)")
_SEVERAL_OF_ANY = expression(r"(?>\r\n|\n|\r)((?>[ \t]*(?>\r\n|\n|\r)){2,}+)")
"""The same for files that do not end all lines alike; it takes twenty times as long."""

_WHERE = {
    "before-headings": "before a heading",
    "after-headings": "after a heading",
    "before-lists": "before a list",
}
_WRITTEN = frozenset({*LISTS, BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.QUOTE, BlockKind.CODE})


def blank_lines(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report more than one blank line in a row, and a missing one next to headings and lists where most have one."""
    yield from _repeated(document, rule)
    source, option = document.source, rule.options
    for name, blocks in _bordered(document).items():
        lacking = [block for block in blocks if source.line(block.first - 1).strip()]
        count, total = len(blocks) - len(lacking), len(blocks)
        if option[name] == "any" or (option[name] == "infer" and not is_majority(count, total)):
            continue
        evidence = Evidence(count, total, "places", "document") if option[name] == "infer" else None
        where = _WHERE[name]
        for block in lacking:
            line = source.line_starts[block.first - 1]
            start = line + len(source.line(block.first)) - len(source.line(block.first).lstrip())
            fix = Fix((Edit(Span(line, line), source.newline),))
            message = f"found no blank line {where}, expected one"
            yield rule.diagnose(Span(start, start + 1), message, fix=fix, evidence=evidence)


def _bordered(document: Document) -> dict[str, list[Block]]:
    """Return the blocks above which a blank line may be, by the option that speaks of them.

    A heading right under a heading belongs to it. What follows the title is left out, and so are lists right below a
    heading, where its own border counts.
    """
    found: dict[str, list[Block]] = {name: [] for name in _WHERE}
    title = document.title_section.heading if document.title_section else None
    for above, block in pairwise(document.root.children):
        if block.kind is BlockKind.HEADING:
            if above.kind in _WRITTEN:
                found["before-headings"].append(block)
        elif above.kind is BlockKind.HEADING:
            if above is not title:
                found["after-headings"].append(block)
        elif block.kind in LISTS and above.kind is BlockKind.PARAGRAPH:
            found["before-lists"].append(block)
    return found


def _repeated(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report runs of two or more blank lines; those at the end of the file are another rule's."""
    source = document.source
    allowed = rule.options["maximum"]
    last = len(source.text.rstrip())
    for match in (_SEVERAL_OF_ANY if "\r" in source.text else _SEVERAL).finditer(source.text):
        start, end = match.span(1)
        if start >= last:
            return
        first, after = source.line_at(start), source.line_at(end)
        leaf = document.places.leaf_on(first)
        if after - first <= allowed or (leaf is not None and leaf.kind in _RAW):
            continue
        surplus = Span(source.line_starts[first - 1 + allowed], end)
        expected = "1" if allowed == 1 else f"at most {allowed}"
        message = f"found {after - first} blank lines in a row, expected {expected}"
        yield rule.diagnose(surplus, message, fix=Fix((Edit(surplus, ""),)))


# -- newlines and tabs

_NEWLINE = expression(r"\r\n|\n|\r")
_INDENT = expression(r"^[ \t]+(?=\S)", re.MULTILINE)
_PREFIX = expression(r"[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])(?=[ \t])[ \t]*)?")
"""An indent, quote marks and a bullet or number: here a tab decides what belongs to the item."""
_SPACE = expression(r"[ \t]+")
_TAB_STOP = 4
"""Columns that a tab reaches to in Markdown, whatever an editor shows."""
_NAMES = {"\n": "LF", "\r\n": "CRLF", "\r": "CR"}
_KINDS = {"lf": "\n", "crlf": "\r\n"}


def newlines_and_tabs(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report newlines of another kind than the file's own, a missing or repeated one at its end, and stray tabs."""
    source = document.source
    if "\r" in source.text or rule.options["newline"] == "crlf":
        yield from _mixed_newlines(document, rule)
    if source.text:
        yield from _end_of_file(source, rule)
    if "\t" in source.text and rule.options["tabs"] != "allow":
        yield from _tabs(document, rule)


def _mixed_newlines(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report newlines of the rarer kind, and CR alone, below front matter: once for the file, since one editor did it."""
    source = document.source
    is_mac = source.newline == "\r"
    expected = _KINDS.get(rule.options["newline"], "\n" if is_mac else source.newline)
    every = list(_NEWLINE.finditer(source.text, _body_start(document)))
    others = [match for match in every if match[0] != expected]
    if not others:
        return
    total = len(every)
    names = "/".join(sorted({_NAMES[match[0]] for match in others}))
    lines = "1 line" if len(others) == 1 else f"{len(others)} lines"
    message = f"found {names} at the end of {lines}, expected {_NAMES[expected]}"
    fix = Fix(tuple(Edit(Span(*match.span()), expected) for match in others))
    evidence = None if is_mac else Evidence(total - len(others), total, "lines", "document")
    yield rule.diagnose(Span(*others[0].span()), message, fix=fix, evidence=evidence)


def _body_start(document: Document) -> int:
    """Return where the Markdown begins: below front matter."""
    starts, first = document.source.line_starts, document.root.children[:1]
    if not first or first[0].kind is not BlockKind.FRONT_MATTER:
        return 0
    return starts[first[0].last] if first[0].last < len(starts) else len(document.source.text)


def _end_of_file(source: Source, rule: Rule) -> Iterator[Diagnostic]:
    text = source.text
    end = len(text)
    if text[-1] not in "\r\n":
        fix = Fix((Edit(Span(end, end), source.newline),))
        yield rule.diagnose(Span(end, end), "found no newline at the end of the file, expected one", fix=fix)
        return
    first = _NEWLINE.search(text, len(text.rstrip(" \t\r\n")))
    assert first is not None
    if first.end() < end:
        span = Span(first.end(), end)
        count = source.line_count - source.line_at(first.start())
        lines = "1 blank line" if count == 1 else f"{count} blank lines"
        yield rule.diagnose(span, f"found {lines} at the end of the file, expected none", fix=Fix((Edit(span, ""),)))


def _tabs(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report each line with tabs: inside it, and in its indent where the file indents with spaces."""
    source = document.source
    text = source.text
    reports_indents = rule.options["tabs"] == "forbid" or _indents_with_spaces(text)
    at = text.find("\t")
    while at >= 0:
        line = source.line_at(at)
        span = source.line_span(line)
        raw = source[span]
        leaf = document.places.leaf_on(line)
        edits = _tab_edits(raw, span.start, reports_indents) if leaf is None or leaf.kind not in _RAW else []
        if edits:
            first = text.index("\t", edits[0].span.start)
            what = "in the indentation" if edits[0].span.start == span.start else "in the text"
            message = f"found a tab {what}, expected spaces"
            yield rule.diagnose(Span(first, first + 1), message, fix=Fix(tuple(edits)))
        at = text.find("\t", span.end)


def _tab_edits(line: str, start: int, reports_indents: bool) -> list[Edit]:
    """Return the edits that replace the tabs of a line; those at its end are trailing spaces, and another rule's."""
    stop = len(line.rstrip())
    prefix = _PREFIX.match(line)
    assert prefix is not None
    edits = []
    if reports_indents and "\t" in prefix[0] and prefix.end() < len(line):
        edits.append(Edit(Span(start, start + prefix.end()), prefix[0].expandtabs(_TAB_STOP)))
    for match in _SPACE.finditer(line, prefix.end(), stop):
        if "\t" in match[0]:
            edits.append(Edit(Span(start + match.start(), start + match.end()), " "))
    return edits


def _indents_with_spaces(text: str) -> bool:
    indents = _INDENT.findall(text)
    with_spaces = sum("\t" not in indent for indent in indents)
    return is_majority(with_spaces, len(indents))
