"""Lists that cannot begin where they stand: numbers right below text, and bullets that are typed characters."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain, groupby

from awesomelint.checks.numbering.rows import Hiding, behind_blanks, hidden_items
from awesomelint.checks.rendering.bare_items import bare_items, joined_items
from awesomelint.checks.rendering.indents import column_of_block
from awesomelint.checks.rendering.loss import LINK
from awesomelint.checks.rendering.missing_space import unspaced_runs
from awesomelint.checks.rendering.signs import (
    DASHES,
    HIGHEST,
    PICTURES,
    SEPARATORS,
    WIDE,
    SignedLine,
    beside,
    blank_line,
    column_of,
    columns_of,
    first_bullet,
    holds_link,
    indented,
    is_run_on,
    is_strong,
    item_below,
    kind_of,
    list_below,
    runs_of,
    signed_lines,
    without_break,
)
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from awesomelint.document.model import Document, remembered
from awesomelint.markdown.blocks import (
    INDENT_OF_CODE,
    LISTS,
    Block,
    BlockKind,
    blocks_beside,
    indent_of,
    item_around,
    quote_column,
    quote_depth,
)
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span
from awesomelint.startup import expression

_EXPECTS_NUMBER = expression(r"(?:[-–—,(]|\b(?:pp?|nos?|vols?|fig|sec|chap|eq)\.?)\Z", re.IGNORECASE)
"""The end of a line of prose whose next word is a number: the pages of an article, its volume."""
_FEWEST = 3
"""Paragraphs that all begin with one bullet from which on they are surely meant as a list."""


def list_start(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report numbers other than 1 right below text, and typed bullets, which make no list there."""
    lines = signed_lines(document)
    for _, group in groupby(lines.numbers, key=lambda line: id(line.leaf)):
        for run in runs_of(group, lambda above, line: abs((line.number or 0) - (above.number or 0)) == 1):
            if _begins_list(document, run):
                yield _glued(document, rule, run)
    for run in typed_runs(document):
        yield _typed(document, rule, run)
    yield from bare_items(document, rule)
    yield from joined_items(document, rule)


@remembered
def typed_runs(document: Document) -> list[list[SignedLine]]:
    """Return the lines that begin with a typed bullet or number and make no list, those that belong together in one run."""
    lines = signed_lines(document).typed
    runs = runs_of(lines, lambda above, line: kind_of(above) == kind_of(line) and _is_next(document, above, line))
    return [run for run in runs if _are_typed_bullets(document, run)]


def _is_next(document: Document, above: SignedLine, line: SignedLine) -> bool:
    """Return whether a line is in the same paragraph as another one, or begins the next, or is behind a list right below it."""
    if above.leaf is line.leaf:
        return True
    if above.is_first and line.is_first and line.number is None and line.leaf in blocks_beside(above.leaf):
        return True
    item = item_below(document, above)
    return item is not None and item.parent is not None and line.line <= item.parent.last + 2


@remembered
def raw_numbers(document: Document) -> list[SignedLine]:
    """Return the lines with numbers that are meant as items and make none, in the order of the source."""
    runs = (*unspaced_runs(document), *typed_runs(document))
    return sorted((line for run in runs for line in run if line.number is not None), key=lambda line: line.at)


@remembered
def blanks_at_signs(document: Document) -> frozenset[int]:
    """Return the places of no-break and zero-width spaces around signs, which other rules report."""
    lines = [line for run in (*unspaced_runs(document), *typed_runs(document)) for line in run]
    lines += [line for line in signed_lines(document).unspaced if line.sign[0] == "#"]
    found = {place for line in lines for place in range(line.at - len(line.lead), line.behind)}
    for item in hidden_items(document):
        if item.hiding is Hiding.NO_SPACE:
            found.update(range(item.marker.end, behind_blanks(document.source, item.marker.end)))
    return frozenset(found)


def _begins_list(document: Document, run: Sequence[SignedLine]) -> bool:
    first = run[0]
    if first.is_first or first.number is None or first.number == 1 or first.number > HIGHEST:
        return False
    if is_too_deep(document, first.leaf, first.line) or (first.line - 1, first.number - 1) in _raw_lines(document):
        return False  # the list begins in the line above
    if not any(is_run_on(document, line) for line in run):
        return False
    if len(run) == 1 and _EXPECTS_NUMBER.search(document.source.line(first.line - 1).rstrip()):
        return False
    if (len(run) > 1 and (run[1].number or 0) > first.number) or is_strong(document, first):
        return True  # numbers that run down are in wrapped text, too
    below = list_below(first.leaf)
    return below is not None and below.children[0].ordinal == first.number + 1


@remembered
def _raw_lines(document: Document) -> frozenset[tuple[int, int | None]]:
    """Return the lines with numbers that lack a space, or make no list, and the numbers."""
    return frozenset((each.line, each.number) for each in (*signed_lines(document).unspaced, *raw_numbers(document)))


def _glued(document: Document, rule: Rule, run: Sequence[SignedLine]) -> Diagnostic:
    first = run[0]
    lost = f"{len(run)} items" if len(run) > 1 else "it"
    message = f"a list that begins with {first.number} cannot begin right below text: readers see {lost} as text"
    has_link = any(holds_link(document, line) for line in run)
    edits = [edit for line in run for edit in without_break(document, line)]
    fix = Fix((*edits, blank_line(document.source, first.leaf, first.line)), title="add a blank line")
    span = Span(first.at, first.at + len(first.sign))
    return rule.diagnose(span, message, fix=fix, severity=None if has_link else Severity.WARNING)


def is_too_deep(document: Document, leaf: Block, line: int) -> bool:
    """Return whether a line is indented so far that it is text, whatever it begins with: as code would be."""
    if leaf.parent is not None and leaf.parent.kind is BlockKind.FOOTNOTE:
        return False  # GitHub takes four columns as the indent of a footnote
    source, quotes = document.source, quote_depth(leaf)
    column = indent_of(source, line, quotes)[0]
    block = leaf.parent
    while block is not None and not (block.kind is BlockKind.ITEM and block.indent <= column):
        block = block.parent
    edge = block.indent if block is not None else quote_column(source, line, quotes)
    return column - edge >= INDENT_OF_CODE


def _are_typed_bullets(document: Document, run: Sequence[SignedLine]) -> bool:
    first = run[0]
    below = _list_right_below(first)
    if below is None and not _runs_together(document, run) and not _leads(document, run[-1]):
        return _are_loose_items(document, run)
    are_strong = all(is_strong(document, line) for line in run)
    if first.number is not None:
        numbers = [line.number or 0 for line in run]
        if numbers != list(range(numbers[0], numbers[0] + len(numbers))):
            return False
        goes_on = _item_before(document, first) is not None
        if not _is_wide(first):  # "(1)", "1:" and "①" are signs in prose too
            is_item = len(run) > 1 and first.is_first and (numbers[0] == 1 or not first.sign.isdecimal())
            return (is_item or goes_on or _leads(document, run[-1])) and are_strong
        return len(run) > 1 or goes_on or _leads(document, run[-1])
    is_doubled = len(first.sign) == 2
    if first.sign == "o" and len(run) == 1:
        return False  # a word, in some languages
    if (is_doubled or first.sign in f"o{DASHES}{PICTURES}&mdash;&ndash;") and not are_strong:
        return False
    if first.sign in PICTURES:
        is_whole = len(run) == first.leaf.last - first.line + 1 and first.is_first
        return is_whole and len(run) > 1 and not _separates(document, run)
    if is_doubled and any(line.sign in _text_behind(document, line) for line in run):
        return False  # "** [a](b) **": bold text with spaces
    item = item_around(first.leaf)
    if below is not None or (item is not None and column_of(document, first) < item.indent):
        return True
    if is_doubled:
        return first.sign[0] == "\\" and len(run) > 1
    if item is not None and not first.is_first and first.sign in DASHES and _is_as_others(document, item, first):
        return True
    if item is not None and not first.is_first and first.sign not in SEPARATORS:
        return len(run) > 1 or _is_as_others(document, item, first) or not _separates(document, run)
    return len(run) > 1 and not _separates(document, run)


def _are_loose_items(document: Document, run: Sequence[SignedLine]) -> bool:
    """Return whether paragraphs are meant as items between blank lines: three with one bullet, or beside a list of links."""
    first, source = run[0], document.source
    is_dash = first.sign in DASHES
    if not all(line.is_first for line in run) or not (is_dash or kind_of(first) == kind_of(first._replace(sign="•"))):
        return False
    if not all(_begins_with_target(document, line) for line in run) or _separates(document, run):
        return False
    siblings = [
        block for line in (first, run[-1]) for block in blocks_beside(line.leaf) if block.kind is BlockKind.BULLET_LIST
    ]
    lists = {
        block
        for block in siblings
        if column_of_block(source, block) == column_of(document, first)
        and all(LINK.search(source.line(item.first)) for item in block.children)
    }
    if is_dash:  # which may be before who said what is above
        return len(lists) > 1 or (
            bool(lists) and all(not _text_behind(document, line).rstrip().endswith(")") for line in run)
        )
    return bool(lists) or len(run) >= _FEWEST


def _begins_with_target(document: Document, line: SignedLine) -> bool:
    """Return whether the text of a line begins like that of an entry, and its first link leads to another page."""
    inline = line.leaf.inline
    assert inline is not None
    link = inline.links[0] if inline.links else None
    return is_strong(document, line) and link is not None and link.url[:1] != "#"


def _runs_together(document: Document, run: Sequence[SignedLine]) -> bool:
    """Return whether a line is shown behind the one above it, or that below it behind this one."""
    return any(not line.is_first and is_run_on(document, line) for line in run) or _leads_line(document, run[-1])


def _leads(document: Document, line: SignedLine) -> bool:
    """Return whether a line begins a paragraph, and the next number is that of an item, at most what is below it between."""
    if not line.is_first or line.number is None:
        return False
    siblings = line.leaf.parent.children if line.leaf.parent is not None else []
    index = bisect_right(siblings, line.leaf.first, key=lambda block: block.first)
    lists = siblings[index : index + 1 + (item_below(document, line) is not None)]
    following = [block.children[0].ordinal for block in lists if block.kind is BlockKind.ORDERED_LIST]
    return line.number + 1 in following or _leads_line(document, line)


def _leads_line(document: Document, line: SignedLine) -> bool:
    """Return whether a line begins a paragraph, and the next number is in the next line of it."""
    numbers = signed_lines(document).numbers
    index = bisect_left(numbers, line.behind, key=lambda each: each.at)
    if not line.is_first or line.number is None or index == len(numbers):
        return False
    following = numbers[index]
    is_next = following.line == line.line + 1 and following.leaf is line.leaf and is_run_on(document, following)
    return is_next and following.number == line.number + 1


def _item_before(document: Document, line: SignedLine) -> Block | None:
    """Return the item that a line is in the text of, or of what is in it, and that its number goes on from."""
    item = item_around(line.leaf)
    while item is not None and item.parent is not None:
        if item.ordinal is not None and item.ordinal + 1 == line.number and column_of(document, line) < item.indent:
            return item
        item = item_around(item.parent)
    return None


def _is_as_others(document: Document, item: Block, line: SignedLine) -> bool:
    """Return whether other items of a list hold lists that begin in the column of a line."""
    return (id(item.parent), column_of(document, line)) in _nested_columns(document)


@remembered
def _nested_columns(document: Document) -> frozenset[tuple[int, int]]:
    """Return the columns at which lists in items begin, each with the list (by its identity) that the items are of."""
    found: set[tuple[int, int]] = set()
    for block in document.blocks:
        item = item_around(block) if block.kind in LISTS else None
        if item is not None:
            found.add((id(item.parent), column_of_block(document.source, block)))
    return frozenset(found)


def _is_wide(line: SignedLine) -> bool:
    """Return whether a sign is a number and what is full-width behind it, as in `1、`."""
    return line.sign[0].isdecimal() and line.sign[-1] in WIDE


def _joins_another(line: SignedLine) -> bool:
    """Return whether a list that began at a line would be part of the numbered one above it, and go on with its numbers."""
    lists = (block for block in beside(line.leaf) if block.kind is BlockKind.ORDERED_LIST and block.last < line.line)
    return line.is_first and any(block.children[-1].ordinal != (line.number or 0) - 1 for block in lists)


def _list_right_below(line: SignedLine) -> Block | None:
    """Return the bullet list that begins right below a paragraph that is nothing but one sign on each line."""
    below = list_below(line.leaf)
    return below if line.is_first and below is not None and below.kind is BlockKind.BULLET_LIST else None


def _text_behind(document: Document, line: SignedLine) -> str:
    return document.source.text[line.behind : document.source.line_span(line.line).end]


def _separates(document: Document, run: Sequence[SignedLine]) -> bool:
    """Return whether a sign stands between links, as in `[Home](...) · [Blog](...)`, wherever lines are broken."""
    first, source = run[0], document.source
    texts = [_text_behind(document, line) for line in run]
    if not first.is_first:
        above = source.line(first.line - 1)
        if LINK.search(above):
            return True
        texts.append(above)
    parts = [part for text in texts for part in f"{text.rstrip()} ".split(f" {first.sign} ")[1:]]
    if all(is_strong(document, line) for line in run):  # "– [Home](...) – The page of a list." has one link a line
        return any(not part or LINK.search(part) for part in parts)
    return bool(parts)


def _typed(document: Document, rule: Rule, run: Sequence[SignedLine]) -> Diagnostic:
    first, count = run[0], len(run)
    below = _list_right_below(first)
    seen = "the lines run together" if _runs_together(document, run) else "them as text" if count > 1 else "it as text"
    what = f"on {count} lines, which makes" if count > 1 else "at the start of a line, which makes"
    if first.number is not None:
        message = f'found "{first.sign}" {what} no list: readers see {seen}'
        signs = [f"{line.number}{')' if line.sign[-1] == '）' and _is_wide(line) else '.'} " for line in run]
    else:
        lists = chain((below,) if below is not None else (), beside(first.leaf))
        near = (block.markup for block in lists if block.kind is BlockKind.BULLET_LIST)
        bullet = next(near, first_bullet(document))
        message = f'found "{first.sign}" {what} no list: readers see {seen}, expected "{bullet}"'
        signs = [f"{bullet} "] * len(run)
    is_kept = first.sign in PICTURES
    edits = [
        Edit(Span(line.at, line.at if is_kept else line.behind), sign) for line, sign in zip(run, signs, strict=True)
    ]
    columns = zip(run, columns_of(document, run), strict=True)
    edits += [indented(document, line, column) for line, column in columns if line.lead]
    edits += [edit for line in run for edit in without_break(document, line)]
    if first.number not in (None, 1) and not first.is_first and _item_before(document, first) is None:
        edits.append(blank_line(document.source, first.leaf, first.line))
    has_link = any(holds_link(document, line) for line in run)
    # "**" may be a list in a list, as wikis write it, and "[1]" what the text cites.
    safety = Safety.UNSAFE if first.sign == "**" else Safety.SAFE
    is_mended = first.sign[0] != "[" and not _joins_another(first)
    fix = Fix(tuple(sorted(edits)), safety, "make a list") if is_mended else None
    span = Span(first.at, first.at + len(first.sign))
    return rule.diagnose(span, message, fix=fix, severity=None if has_link else Severity.WARNING)
