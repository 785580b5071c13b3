"""Bullets, numbers and headings that readers see as text because no space, or another one, is around them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from awesomelint.checks.rendering.indents import column_of_block
from awesomelint.checks.rendering.signs import (
    HIGHEST,
    SignedLine,
    begins_emphasis,
    beside,
    blank_line,
    column_of,
    columns_of,
    holds_link,
    holds_list,
    indented,
    is_run_on,
    is_strong,
    kind_of,
    list_below,
    name_of,
    runs_of,
    signed_lines,
    without_break,
)
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Severity
from awesomelint.document.model import Document, remembered
from awesomelint.markdown.blocks import Block, BlockKind, item_around
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span
from awesomelint.startup import expression

_NEXT_NUMBER = expression(r"[\s,;]\d{1,2}[.)]\[")
_FLAG = expression(r"[ \t]--?[^\W\d_]")
_MORE_TAGS = expression(r"[ \t]#[^\W\d]")
_SURPLUS = expression(r"#+[ \t]+(?=[^\s#])")
_CLOSING = expression(r"(?<=[^\s#\\])#+(?=[ \t]*$)")
_MANY = 8
"""Headings without a space from which on that is how a list is written, and one finding."""

_SYMBOLS = 0x2000
"""The code point above which characters are marks, symbols and pictures."""


def missing_space(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report headings, bullets and numbers that are none because no space, or not an ordinary one, is behind them."""
    lines = signed_lines(document).unspaced
    yield from _headings(document, rule, [line for line in lines if line.sign[0] == "#"])
    yield from _wide_headings(document, rule)
    for run in unspaced_runs(document):
        yield _unspaced(document, rule, run)


@remembered
def unspaced_runs(document: Document) -> list[list[SignedLine]]:
    """Return the lines that are meant as items, those that belong together in one run."""
    marked = [line for line in signed_lines(document).unspaced if line.sign[0] != "#" and _may_be_item(document, line)]
    return [run for run in runs_of(marked, partial(_is_next, document)) if _are_items(document, run)]


def _may_be_item(document: Document, line: SignedLine) -> bool:
    text, char = document.source.text, document.source.text[line.behind]
    if char == line.sign[0] and not (is_strong(document, line) or (begins_emphasis(line) and _is_near(line))):
        return False
    if line.number is not None and line.number > HIGHEST:
        return False
    end = document.source.line_span(line.line).end
    if line.sign == "-" and char.isalpha() and _FLAG.search(text, line.behind, end):
        return False  # "-O3 -march=native": options of a command
    if f" {line.sign}[" in text[line.behind : end] or text.find("]:", line.behind, end) >= 0:
        return False  # "-[pdf](u) -[code](u)": signs between links
    if line.number is not None and _NEXT_NUMBER.search(text, line.behind, end):
        return False  # "1.[pdf](u), 2.[code](u)"
    if line.number is None:
        return char.isalpha() or char in "[*_`!<\"'(~:\\$@#&" or ord(char) > _SYMBOLS or bool(line.gap)
    return (char.isalpha() and not char.islower()) or char in '[*_`!<"' or bool(line.gap)


def _are_items(document: Document, run: Sequence[SignedLine]) -> bool:
    first = run[0]
    if any(is_strong(document, line) for line in run):
        is_quoted = first.leaf.parent is not None and first.leaf.parent.kind is BlockKind.QUOTE
        # A single one below may name the source of a quotation.
        return not is_quoted or len(run) > 1 or _is_near(first) or _numbers_below(document, first) > 0
    has_link = any(holds_link(document, line) for line in run)
    if len(run) > 1:
        numbers = [line.number for line in run]
        counts_on = all(before is not None and after in (before, before + 1) for before, after in pairwise(numbers))
        return counts_on if first.number is not None else has_link or _is_near(first)
    if first.number is None and not first.gap and document.source.text[first.behind].isalpha():
        block = _list_around(document, first)
        return block is not None and (has_link or _reads_like_items(document, first, block))
    return (has_link or bool(first.gap) or (first.number is not None and first.is_first)) and _is_near(first)


def _list_around(document: Document, line: SignedLine) -> Block | None:
    """Return the list that a word with a bullet can only be an item of; elsewhere it may be an option, as in `-Wall`.

    The line is below an item with the same bullet in the same column, or above one, without a blank line between.
    """
    column, leaf = column_of(document, line), line.leaf
    item = item_around(leaf) if not line.is_first else None
    while item is not None and item.parent is not None:
        if item.parent.markup == line.sign and column == column_of_block(document.source, item):
            return item.parent
        item = item_around(item.parent)
    below = list_below(leaf) if line.is_first else None
    if below is None or below.markup != line.sign:
        return None
    return below if column == column_of_block(document.source, below) else None


def _reads_like_items(document: Document, line: SignedLine, block: Block) -> bool:
    """Return whether a line without a link begins with a capital, in a list of which no item goes on in a second line."""
    ends = (each.last - (each.first < line.line <= each.last) for each in block.children)
    is_short = all(each.first == last for each, last in zip(block.children, ends, strict=True))
    return is_short and len(block.children) > 1 and not document.source.text[line.behind].islower()


def _is_near(line: SignedLine) -> bool:
    """Return whether a list with the same marker is next to a line."""
    number = line.number
    for block in beside(line.leaf):
        if number is None:
            if block.markup == line.sign and block.kind is BlockKind.BULLET_LIST:
                return True
        elif block.kind is BlockKind.ORDERED_LIST:
            first, last = block.children[0].ordinal or 0, block.children[-1].ordinal or 0
            if first - 1 <= number <= last + 1:
                return True
    return False


def _is_next(document: Document, above: SignedLine, line: SignedLine) -> bool:
    """Return whether a line has a sign of the same kind as another one, in its paragraph or the next with nothing between."""
    end = document.source.line_span(above.leaf.last).end
    start = document.source.line_starts[line.leaf.first - 1]
    is_next = above.leaf.parent is line.leaf.parent and not document.source.text[end:start].strip()
    return kind_of(above) == kind_of(line) and (above.leaf is line.leaf or is_next)


def _unspaced(document: Document, rule: Rule, run: Sequence[SignedLine]) -> Diagnostic:
    first, count = run[0], len(run)
    many = f" on {count} lines" if count > 1 else ""
    it, item = ("it", "an item") if count == 1 else ("them", "items")
    is_lost = True
    if not first.is_first:
        what = f"as text of the {'item' if item_around(first.leaf) is not None else 'paragraph'} above"
    elif any(not line.is_first and is_run_on(document, line) for line in run):
        what = "run together in one paragraph"
    elif below := _numbers_below(document, run[-1]):
        what = f"run together with the {'item' if below == 1 else f'{below} items'} below"
    else:
        what = f"as text, not as {item}"
        is_lost = any(map(_is_near, (first, run[-1]))) or holds_list(document, first)
    message = f"found {_gap(first)}{many}, expected a space: readers see {it} {what}"
    # What is numbered may have its link in the paragraph below, which is in no item then.
    is_numbered = first.number is not None and _is_near(first)
    is_lost = is_lost and (is_numbered or any(line.gap or holds_link(document, line) for line in run))
    columns = columns_of(document, run)
    edits = [edit for line in run for edit in without_break(document, line)]
    edits += [edit for line, column in zip(run, columns, strict=True) for edit in _spaced(document, line, column)]
    if first.number not in (None, 1) and not first.is_first:
        above = item_around(first.leaf)
        if above is None or columns[0] >= above.indent:
            edits.append(blank_line(document.source, first.leaf, first.line))
    span = Span(first.at, first.at + len(first.sign))
    fix = Fix(tuple(sorted(edits)), title=_title(first))
    return rule.diagnose(span, message, fix=fix, severity=None if is_lost else Severity.WARNING)


def _numbers_below(document: Document, line: SignedLine) -> int:
    """Count the lines below another one in its paragraph that begin with a number and a space."""
    numbers = signed_lines(document).numbers
    start, end = line.behind, document.source.line_span(line.leaf.last).end
    return bisect_left(numbers, end, key=lambda each: each.at) - bisect_left(numbers, start, key=lambda each: each.at)


def _gap(line: SignedLine) -> str:
    """Say which space is around a sign, or that none is, and where."""
    blank = line.lead[:1] if line.lead else line.gap[:1]
    return f'{name_of(blank) if blank else "no space"} {"before" if line.lead else "after"} "{line.sign}"'


def _title(line: SignedLine) -> str:
    return "mend what is before it" if line.lead else "write a space behind it"


def _spaced(document: Document, line: SignedLine, column: int) -> Iterator[Edit]:
    """Yield the edits that put ordinary spaces around a sign, and the sign at a column."""
    if line.lead:
        yield indented(document, line, column)
    if line.gap != " ":
        yield Edit(Span(line.behind - len(line.gap), line.behind), " ")


# -- headings


def _headings(document: Document, rule: Rule, lines: Sequence[SignedLine]) -> Iterator[Diagnostic]:
    """Report headings; where a list writes most of them without a space, that is one finding."""
    has_deeper = any(len(line.sign) > 1 for line in lines)
    headings = [block for block in document.blocks if block.kind is BlockKind.HEADING] if lines else []
    # A single # is a heading above all others, for the title of a list, and wherever a list has several of level 1.
    has_many = sum(heading.level == 1 for heading in headings) > 1
    before = document.source.line_count + 1 if has_many or not headings else headings[0].first
    meant = [line for line in lines if _is_heading(document, line, has_deeper, before)]
    is_habit = len(meant) >= _MANY and len(meant) >= len(headings)
    for line in meant:
        end = document.source.line_span(line.line).end
        item = item_around(line.leaf)
        edits = list(_spaced(document, line, item.indent if item is not None else 0))
        if (surplus := _SURPLUS.match(document.source.text, line.behind)) is not None:
            edits = [Edit(Span(line.behind, surplus.end()), " ")]
        if (closing := _CLOSING.search(document.source.text, line.behind, end)) is not None:
            edits.append(Edit(Span(closing.start(), closing.start()), " "))
        message = f"found {_gap(line)}, expected a space: readers see text, not a heading"
        if surplus is not None:
            message = "found more than 6 #, expected 6 or fewer: readers see text, not a heading"
        if is_habit:
            message = f"found {_gap(line).rpartition(' ')[0]} the # of {len(meant)} headings, expected a space: readers see text"
        fix = Fix(tuple(edits), title="write 6 #" if surplus is not None else _title(line))
        group = "headings" if is_habit else None
        yield rule.diagnose(Span(line.at, line.behind), message, fix=fix, group=group)


def _wide_headings(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report headings with full-width # or # behind a backslash; a single one without a space begins a tag."""
    for line in signed_lines(document).wide:
        is_single = len(line.sign) == 1 and (not line.gap or line.leaf.parent is not document.root)
        if line.is_first and not is_single and document.source.text[line.behind] != "＃":
            sign = "#" * len(line.sign.lstrip("\\"))
            message = f'found "{line.sign}", expected "{sign}": readers see text, not a heading'
            fix = Fix((Edit(Span(line.at, line.behind), f"{sign} "),), title=f'write "{sign}"')
            yield rule.diagnose(Span(line.at, line.at + len(line.sign)), message, fix=fix)


def _is_heading(document: Document, line: SignedLine, has_deeper: bool, before: int) -> bool:
    """Return whether a line is meant as a heading; a single `#` may begin a tag or the number of an issue.

    It is a heading above `before`, or where other headings lack their space too.
    """
    text, char = document.source.text, document.source.text[line.behind]
    if char == "#":
        return _SURPLUS.match(text, line.behind) is not None
    if len(line.sign) > 1:
        return char.isalnum() or char in "[*_`<:!&(\"'" or ord(char) > _SYMBOLS
    if line.gap:
        return line.leaf.parent is document.root
    if not line.is_first or line.leaf.parent is not document.root or line.leaf.last > line.leaf.first:
        return False
    end = document.source.line_span(line.line).end
    if not (char.isupper() or char in "[*" or (char.isalpha() and not char.isascii())):
        return False
    if _MORE_TAGS.search(text, line.behind, end):
        return False
    return has_deeper or line.line < before
