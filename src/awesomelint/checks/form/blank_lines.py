"""Empty lines: too many of them, or none where the list mostly has one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from awesomelint.diagnostic import Diagnostic, Edit, Fix
from awesomelint.document.blocks import Block, BlockKind
from awesomelint.document.model import Document
from awesomelint.document.style.conventions import MIN_SHARE, MIN_WITNESSES
from awesomelint.expressions import expression
from awesomelint.named_tuple import NamedTuple
from awesomelint.rulebook.spec import Rule
from awesomelint.span import Span

_SEVERAL = expression(r"\n((?>[ \t]*\n){2,}+)")
_SEVERAL_OF_ANY = expression(r"(?>\r\n|\n|\r)((?>[ \t]*(?>\r\n|\n|\r)){2,}+)")
"""The same for files that do not end all lines alike; it takes twenty times as long."""

_LISTS = frozenset({BlockKind.BULLET_LIST, BlockKind.ORDERED_LIST})
_WRITTEN = _LISTS | {BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.QUOTE, BlockKind.CODE}


class _Border(NamedTuple):
    """A place where a blank line may stand: between two blocks, at the start of a line."""

    offset: int
    has_blank: bool
    span: Span


def blank_lines(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report more than one blank line in a row, and a missing one beside headings and lists where most have one."""
    yield from _repeated(document, rule)
    newline = document.source.newline
    for option, where, borders in (
        ("before-headings", "before a heading", _before_headings(document)),
        ("after-headings", "after a heading", _after_headings(document)),
        ("before-lists", "before a list", _before_lists(document)),
    ):
        expected = _expectation(rule.options[option], borders)
        if expected is None:
            continue
        for border in borders:
            if not border.has_blank:
                fix = Fix((Edit(Span(border.offset, border.offset), newline),))
                yield rule.diagnose(border.span, f"found no blank line {where}, expected one{expected}", fix=fix)


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
        count = after - first
        if count <= allowed or _is_inside(document, first):
            continue
        keep = source.line_starts[first - 1 + allowed]
        fix = Fix((Edit(Span(keep, end), ""),))
        yield rule.diagnose(
            Span(keep, end), f"found {count} blank lines in a row, expected {_number(allowed)}", fix=fix
        )


def _number(allowed: int) -> str:
    return "1" if allowed == 1 else f"at most {allowed}"


def _is_inside(document: Document, line: int) -> bool:
    """Tell whether a line lies in code or HTML, where blank lines are the content's own."""
    leaf = document.places.leaf_on(line)
    return leaf is not None and leaf.kind in (BlockKind.CODE, BlockKind.HTML)


def _expectation(option: str, borders: list[_Border]) -> str | None:
    """Return what to add to the message, or `None` where nothing is expected."""
    if option == "one":
        return ""
    if option == "any" or len(borders) < MIN_WITNESSES:
        return None
    count = sum(border.has_blank for border in borders)
    if count == len(borders) or count < MIN_SHARE * len(borders):
        return None
    return f" as in {count} of {len(borders)} places"


def _before_headings(document: Document) -> list[_Border]:
    """Return the borders above headings that end something written; a heading right under a heading belongs to it."""
    return [
        _border_above(document, block)
        for above, block in pairwise(document.root.children)
        if block.kind is BlockKind.HEADING and above.kind in _WRITTEN
    ]


def _after_headings(document: Document) -> list[_Border]:
    """Return the borders below headings, those above another heading and that of the document's title left out."""
    title = document.title_section.heading if document.title_section else None
    return [
        _border_above(document, block)
        for above, block in pairwise(document.root.children)
        if above.kind is BlockKind.HEADING and above is not title and block.kind is not BlockKind.HEADING
    ]


def _before_lists(document: Document) -> list[_Border]:
    """Return the borders above lists that follow a paragraph; below a heading, the heading's border counts."""
    return [
        _border_above(document, block)
        for above, block in pairwise(document.root.children)
        if block.kind in _LISTS and above.kind is BlockKind.PARAGRAPH
    ]


def _border_above(document: Document, block: Block) -> _Border:
    source = document.source
    has_blank = not source.line(block.first - 1).strip()
    offset = source.line_starts[block.first - 1]
    column = len(source.line(block.first)) - len(source.line(block.first).lstrip())
    return _Border(offset, has_blank, Span(offset + column, offset + column + 1))
