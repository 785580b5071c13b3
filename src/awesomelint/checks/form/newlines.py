"""How lines end and begin: one kind of newline, one at the end of the file, blanks or tabs but not both."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesomelint.diagnostic import Diagnostic, Edit, Fix
from awesomelint.document.blocks import BlockKind
from awesomelint.document.model import Document
from awesomelint.document.style.conventions import MIN_SHARE, MIN_WITNESSES
from awesomelint.expressions import expression
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Source
from awesomelint.span import Span

_NEWLINE = expression(r"\r\n|\n|\r")
_INDENT = expression(r"^[ \t]+(?=\S)", re.MULTILINE)
_PREFIX = expression(r"[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])(?=[ \t])[ \t]*)?")
"""An indent, quote marks and a bullet or number: here a tab decides what belongs to the item."""
_TABS = expression(r"[ \t]*\t[ \t]*")
_TAB_STOP = 4
"""Columns that a tab reaches to in Markdown, whatever an editor shows."""
_NAMES = {"\n": "LF", "\r\n": "CRLF", "\r": "CR"}
_KINDS = {"lf": "\n", "crlf": "\r\n"}


def newlines_and_tabs(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report newlines of another kind than the file's own, a missing or repeated one at its end, and stray tabs."""
    source = document.source
    if "\r" in source.text or rule.options["newline"] == "crlf":
        yield from _mixed_newlines(source, rule)
    if source.text:
        yield from _end_of_file(source, rule)
    if "\t" in source.text and rule.options["tabs"] != "allow":
        yield from _tabs(document, rule)


def _mixed_newlines(source: Source, rule: Rule) -> Iterator[Diagnostic]:
    """Report newlines of the rarer kind, once for the file: one editor did it to all of them."""
    expected = _KINDS.get(rule.options["newline"], source.newline)
    found = [match for match in _NEWLINE.finditer(source.text) if match[0] != expected]
    if not found:
        return
    total = source.text.count("\n") + len(re.findall(r"\r(?!\n)", source.text))
    names = "/".join(sorted({_NAMES[match[0]] for match in found}))
    lines = "1 line" if len(found) == 1 else f"{len(found)} lines"
    message = (
        f"found {names} at the end of {lines}, expected {_NAMES[expected]} as in {total - len(found)} of {total} lines"
    )
    fix = Fix(tuple(Edit(Span(*match.span()), expected) for match in found))
    yield rule.diagnose(Span(*found[0].span()), message, fix=fix)


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
    """Report each line with tabs: inside it, and in its indent where the file indents with blanks."""
    source = document.source
    text = source.text
    reports_indents = rule.options["tabs"] == "forbid" or _indents_with_blanks(text)
    at = text.find("\t")
    while at >= 0:
        line = source.line_at(at)
        span = source.line_span(line)
        raw = source[span]
        leaf = document.places.leaf_on(line)
        if leaf is None or leaf.kind not in (BlockKind.CODE, BlockKind.HTML):
            edits = _tab_edits(raw, span.start, reports_indents)
            if edits:
                first = text.index("\t", edits[0].span.start)
                what = "in the indent" if edits[0].span.start == span.start else "in the text"
                yield rule.diagnose(
                    Span(first, first + 1), f"found a tab {what}, expected blanks", fix=Fix(tuple(edits))
                )
        at = text.find("\t", span.end)


def _tab_edits(line: str, start: int, reports_indents: bool) -> list[Edit]:
    """Return the edits that replace the tabs of a line; those at its end are trailing blanks, and another rule's."""
    stop = len(line.rstrip())
    prefix = _PREFIX.match(line)
    assert prefix is not None
    edits = []
    if reports_indents and "\t" in prefix[0] and prefix.end() < len(line):
        edits.append(Edit(Span(start, start + prefix.end()), prefix[0].expandtabs(_TAB_STOP)))
    for match in _TABS.finditer(line, prefix.end(), stop):
        edits.append(Edit(Span(start + match.start(), start + match.end()), " "))
    return edits


def _indents_with_blanks(text: str) -> bool:
    """Tell whether the file's convention is to indent with blanks."""
    indents = _INDENT.findall(text)
    with_blanks = sum("\t" not in indent for indent in indents)
    return len(indents) >= MIN_WITNESSES and with_blanks >= MIN_SHARE * len(indents)
