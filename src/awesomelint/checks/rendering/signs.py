"""Bullets, numbers and headings that readers see as text: without a space behind them, or where no list can begin."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from awesomelint.checks.numbering.rows import Hiding, behind_blanks, hidden_items
from awesomelint.checks.rendering.loss import BLANK, LINK
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Severity
from awesomelint.document.model import Document, remembered
from awesomelint.markdown.blocks import (
    LISTS,
    Block,
    BlockKind,
    Mark,
    SegmentKind,
    indent_of,
    quote_depth,
)
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span
from awesomelint.startup import NamedTuple, expression

_BULLETS = "-*+"
_TYPED = "•·●◦▪‣"
_DASHES = "–—"
_WIDE = "、．）"
_SIGN = expression(
    rf"^[ \t>]*(?:(?P<unspaced>#{{1,6}}|[-*+]|\d{{1,9}}[.)])(?:(?P<gap>[{BLANK}][{BLANK} \t]*)|(?=\S))"
    rf"|(?P<number>\d{{1,9}}[.)])[ \t]+|(?P<typed>[{_TYPED}{_DASHES}]|\d{{1,3}}[{_WIDE}])[{BLANK} \t]*)(?=\S)",
    re.MULTILINE,
)
"""What begins a line like an item or a heading and may be none: a sign without a space, a number, a typed bullet."""

_NEXT_NUMBER = expression(r"[\s,;]\d{1,2}[.)]\[")
_MORE_TAGS = expression(r"[ \t]#[^\W\d]")
_CLOSING = expression(r"(?<=[^\s#\\])#+(?=[ \t]*$)")
_HIGHEST = 999
"""The highest number that is not rather a year."""

_MANY = 8
"""Headings without a space from which on that is how a list is written, and one finding."""

_INDENT_OF_CODE = 4
_STARTS = ("![", "<a ", "<img ", "`", "<http")


class _Line(NamedTuple):
    """A line of a paragraph that begins with a sign, at `at`; its text begins at `behind`, after `gap`."""

    leaf: Block
    line: int
    at: int
    sign: str
    gap: str
    behind: int

    @property
    def number(self) -> int | None:
        """The number that the sign is, `None` for others."""
        return int(self.sign[:-1]) if self.sign[0].isdigit() else None

    @property
    def is_first(self) -> bool:
        """Whether the paragraph begins here."""
        return self.line == self.leaf.first


class _Lines(NamedTuple):
    """The lines of all paragraphs that begin with a sign: of a list or heading without a space, or typed otherwise."""

    unspaced: list[_Line]
    numbers: list[_Line]
    typed: list[_Line]


@remembered
def _lines(document: Document) -> _Lines:
    """Return the lines of paragraphs that begin with a sign, but not those that rendered-number speaks of."""
    found: dict[str, list[_Line]] = {"unspaced": [], "number": [], "typed": []}
    source, places = document.source, document.places
    hidden: set[int] | None = None
    for match in _SIGN.finditer(source.text):
        kind = next(name for name in found if match[name])
        at = match.start(kind)
        line = source.line_at(at)
        leaf = places.leaf_on(line)
        if leaf is None or leaf.kind is not BlockKind.PARAGRAPH:
            continue
        segment = places.segment_at(at)
        if segment is None or segment.kind is not SegmentKind.TEXT or segment.link is not None:
            continue
        if hidden is None:
            hidden = {item.marker.start for item in hidden_items(document)}
        if at not in hidden:
            found[kind].append(_Line(leaf, line, at, match[kind], match["gap"] or "", match.end()))
    return _Lines(*found.values())


def _is_strong(document: Document, line: _Line) -> bool:
    """Return whether the text behind a sign begins like that of an entry: with a link, a picture, code or bold text."""
    text, at = document.source.text, line.behind
    if text.startswith(_STARTS, at):
        return True
    inline = line.leaf.inline
    assert inline is not None
    if text.startswith("[", at):
        index = bisect_left(inline.links, at, key=lambda link: link.span.start)
        return index < len(inline.links) and inline.links[index].span.start <= at + 1
    if text[at] not in "*_":
        return False
    index = bisect_left(inline.emphases, at, key=lambda emphasis: emphasis.outer.start)
    return any(
        emphasis.outer.start == at and Mark.BOLD in emphasis.mark for emphasis in inline.emphases[index : index + 2]
    )


def _has_link(document: Document, line: _Line) -> bool:
    """Return whether a link is on a line or, where that begins a paragraph, on the next one."""
    last = min(line.line + line.is_first, line.leaf.last)
    return LINK.search(document.source.text, line.behind, document.source.line_span(last).end) is not None


def _item_around(leaf: Block) -> Block | None:
    return leaf.parent if leaf.parent is not None and leaf.parent.kind is BlockKind.ITEM else None


def _beside(leaf: Block) -> Iterator[Block]:
    """Yield the lists that a paragraph is in, behind or before."""
    if leaf.parent is None:
        return
    if leaf.parent.kind is BlockKind.ITEM and leaf.parent.parent is not None:
        yield leaf.parent.parent
    siblings = leaf.parent.children
    index = bisect_left(siblings, leaf.first, key=lambda block: block.first)
    for place in (index - 1, index + 1):
        if 0 <= place < len(siblings) and siblings[place].kind in LISTS:
            yield siblings[place]


def _is_near(line: _Line) -> bool:
    """Return whether a list with the same marker is next to a line."""
    number = line.number
    for block in _beside(line.leaf):
        if number is None:
            if block.markup == line.sign and block.kind is BlockKind.BULLET_LIST:
                return True
        elif block.kind is BlockKind.ORDERED_LIST:
            first, last = block.children[0].ordinal or 0, block.children[-1].ordinal or 0
            if first - 1 <= number <= last + 1:
                return True
    return False


def _runs(document: Document, lines: Iterable[_Line]) -> Iterator[list[_Line]]:
    """Yield lines with signs of one kind in one paragraph, or in paragraphs with nothing between them."""
    text = document.source.text
    run: list[_Line] = []
    for line in lines:
        if run:
            last = run[-1]
            end = document.source.line_span(last.leaf.last).end
            start = document.source.line_starts[line.leaf.first - 1]
            is_next = last.leaf is line.leaf or (last.leaf.parent is line.leaf.parent and not text[end:start].strip())
            if not is_next or _kind(last) != _kind(line):
                yield run
                run = []
        run.append(line)
    if run:
        yield run


def _kind(line: _Line) -> str:
    return line.sign[-1] if line.number is not None else line.sign


# -- no space behind the sign


def missing_space(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report headings, bullets and numbers that are none because no space, or not an ordinary one, is behind them."""
    lines = _lines(document).unspaced
    yield from _headings(document, rule, [line for line in lines if line.sign[0] == "#"])
    for run in _unspaced_runs(document):
        yield _unspaced(document, rule, run)


@remembered
def unspaced_gaps(document: Document) -> frozenset[int]:
    """Return the places of no-break spaces behind signs, which other rules report."""
    lines = [line for run in _unspaced_runs(document) for line in run]
    lines += [line for line in _lines(document).unspaced if line.sign[0] == "#"]
    found = {place for line in lines for place in range(line.behind - len(line.gap), line.behind)}
    for item in hidden_items(document):
        if item.hiding is Hiding.NO_SPACE:
            found.update(range(item.marker.end, behind_blanks(document.source, item.marker.end)))
    return frozenset(found)


@remembered
def _unspaced_runs(document: Document) -> list[list[_Line]]:
    """Return the lines that are meant as items, those that belong together in one run."""
    marked = [line for line in _lines(document).unspaced if line.sign[0] != "#" and _may_be_item(document, line)]
    return [run for run in _runs(document, marked) if _are_items(document, run)]


def _may_be_item(document: Document, line: _Line) -> bool:
    text, char = document.source.text, document.source.text[line.behind]
    if char == line.sign[0] and not _is_strong(document, line):
        return False
    if line.number is not None and line.number > _HIGHEST:
        return False
    end = document.source.line_span(line.line).end
    if f" {line.sign}[" in text[line.behind : end] or text.find("]:", line.behind, end) >= 0:
        return False  # "-[pdf](u) -[code](u)": signs between links
    if line.number is not None and _NEXT_NUMBER.search(text, line.behind, end):
        return False  # "1.[pdf](u), 2.[code](u)"
    if line.number is None:
        return char.isalpha() or char in "[*_`!<\"'(" or bool(line.gap)
    return (char.isalpha() and not char.islower()) or char in '[*_`!<"' or bool(line.gap)


def _are_items(document: Document, run: Sequence[_Line]) -> bool:
    first = run[0]
    if any(_is_strong(document, line) for line in run):
        is_cited = first.leaf.parent is not None and first.leaf.parent.kind is BlockKind.QUOTE and len(run) == 1
        return not is_cited
    has_link = any(_has_link(document, line) for line in run)
    if len(run) > 1:
        numbers = [line.number for line in run]
        counts_on = all(before is not None and after in (before, before + 1) for before, after in pairwise(numbers))
        return counts_on if first.number is not None else has_link or _is_near(first)
    return (has_link or bool(first.gap) or (first.number is not None and first.is_first)) and _is_near(first)


def _unspaced(document: Document, rule: Rule, run: Sequence[_Line]) -> Diagnostic:
    first, count = run[0], len(run)
    many = f" on {count} lines" if count > 1 else ""
    it, item = ("it", "an item") if count == 1 else ("them", "items")
    is_lost = True
    if not first.is_first:
        what = f"as text of the {'item' if _item_around(first.leaf) is not None else 'paragraph'} above"
    elif any(not line.is_first and _is_run_on(document, line) for line in run):
        what = "run together in one paragraph"
    elif below := _numbers_below(document, run[-1]):
        what = f"run together with the {'item' if below == 1 else f'{below} items'} below"
    else:
        what = f"as text, not as {item}"
        is_lost = any(map(_is_near, (first, run[-1])))
    message = f'found {_gap(first)} after "{first.sign}"{many}, expected a space: readers see {it} {what}'
    is_lost = is_lost and any(line.gap or _has_link(document, line) for line in run)
    edits = [Edit(Span(line.behind - len(line.gap), line.behind), " ") for line in run]
    if first.number not in (None, 1) and not first.is_first:
        above = _item_around(first.leaf)
        if above is None or _column(document, first) >= above.indent:
            edits.append(_blank_line(document, first))
    span = Span(first.at, first.at + len(first.sign))
    fix = Fix(tuple(sorted(edits)), title="write a space behind it")
    return rule.diagnose(span, message, fix=fix, severity=None if is_lost else Severity.WARNING)


def _numbers_below(document: Document, line: _Line) -> int:
    """Count the lines below another one in its paragraph that begin with a number and a space."""
    numbers = _lines(document).numbers
    start, end = line.behind, document.source.line_span(line.leaf.last).end
    return bisect_left(numbers, end, key=lambda each: each.at) - bisect_left(numbers, start, key=lambda each: each.at)


def _gap(line: _Line) -> str:
    if line.gap[:1] == "\u3000":
        return "an ideographic space"
    return "a no-break space" if line.gap else "no space"


def _blank_line(document: Document, line: _Line) -> Edit:
    start = document.source.line_starts[line.line - 1]
    return Edit(Span(start, start), ">" * quote_depth(line.leaf) + document.source.newline)


def _column(document: Document, line: _Line) -> int:
    return indent_of(document.source, line.line, quote_depth(line.leaf))[0]


def _headings(document: Document, rule: Rule, lines: Sequence[_Line]) -> Iterator[Diagnostic]:
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
        edits = [Edit(Span(line.behind - len(line.gap), line.behind), " ")]
        if (closing := _CLOSING.search(document.source.text, line.behind, end)) is not None:
            edits.append(Edit(Span(closing.start(), closing.start()), " "))
        message = f'found {_gap(line)} after "{line.sign}", expected a space: readers see text, not a heading'
        if is_habit:
            message = f"found {_gap(line)} after the # of {len(meant)} headings, expected a space: readers see text"
        fix = Fix(tuple(edits), title="write a space behind it")
        group = "headings" if is_habit else None
        yield rule.diagnose(Span(line.at, line.behind), message, fix=fix, group=group)


def _is_heading(document: Document, line: _Line, has_deeper: bool, before: int) -> bool:
    """Return whether a line is meant as a heading; a single `#` may begin a tag or the number of an issue.

    It is a heading above `before`, or where other headings lack their space too.
    """
    text, char = document.source.text, document.source.text[line.behind]
    if len(line.sign) > 1:
        return char.isalnum() or char in "[*_`<:!&(\"'" or ord(char) > 0x2000
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


# -- where no list can begin


def list_start(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report numbers other than 1 right below text, and typed bullets, which make no list there."""
    lines = _lines(document)
    for _, group in groupby(lines.numbers, key=lambda line: id(line.leaf)):
        for run in _sequences(group):
            if _begins_list(document, run):
                yield _glued(document, rule, run)
    for _, group in groupby(lines.typed, key=lambda line: (id(line.leaf), _kind(line))):
        run = list(group)
        if _are_typed_bullets(document, run):
            yield _typed(document, rule, run)


def _sequences(lines: Iterable[_Line]) -> Iterator[list[_Line]]:
    """Yield lines of one paragraph whose numbers run on."""
    run: list[_Line] = []
    for line in lines:
        if run and line.number != (run[-1].number or 0) + 1:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _begins_list(document: Document, run: Sequence[_Line]) -> bool:
    first = run[0]
    if first.is_first or first.number is None or first.number == 1 or first.number > _HIGHEST:
        return False
    if is_too_deep(document, first.leaf, first.line) or _is_missing_above(document, first):
        return False
    if len(run) > 1 or _is_strong(document, first):
        return True
    return any(
        block.kind is BlockKind.ORDERED_LIST
        and block.first == first.leaf.last + 1
        and block.children[0].ordinal == first.number + 1
        for block in _beside(first.leaf)
    )


def _is_missing_above(document: Document, line: _Line) -> bool:
    """Return whether the number before is in the line above and lacks a space: the list begins there."""
    unspaced = _lines(document).unspaced
    index = bisect_left(unspaced, line.at, key=lambda each: each.at) - 1
    if index < 0 or unspaced[index].line != line.line - 1 or unspaced[index].leaf is not line.leaf:
        return False
    return unspaced[index].number == (line.number or 0) - 1


def _glued(document: Document, rule: Rule, run: Sequence[_Line]) -> Diagnostic:
    first = run[0]
    lost = f"{len(run)} items" if len(run) > 1 else "it"
    message = f"a list that begins with {first.number} cannot begin right below text: readers see {lost} as text"
    has_link = any(_has_link(document, line) for line in run)
    fix = Fix((_blank_line(document, first),), title="add a blank line")
    span = Span(first.at, first.at + len(first.sign))
    return rule.diagnose(span, message, fix=fix, severity=None if has_link else Severity.WARNING)


def is_too_deep(document: Document, leaf: Block, line: int) -> bool:
    """Return whether a line is indented so far that it is text, whatever it begins with: as code would be."""
    if document.source.text.startswith("[^", leaf.inline.span.start if leaf.inline is not None else 0):
        return False  # GitHub takes four columns as the indent of a footnote
    column = indent_of(document.source, line, quote_depth(leaf))[0]
    block = leaf.parent
    while block is not None and not (block.kind is BlockKind.ITEM and block.indent <= column):
        block = block.parent
    return column - (block.indent if block is not None else 0) >= _INDENT_OF_CODE


def _are_typed_bullets(document: Document, run: Sequence[_Line]) -> bool:
    first = run[0]
    if not any(not line.is_first and _is_run_on(document, line) for line in run):
        return False
    item = _item_around(first.leaf)
    if first.number is not None:
        numbers = [line.number or 0 for line in run]
        counts_on = item is not None and item.ordinal is not None and item.ordinal + 1 == first.number
        return (len(run) > 1 or counts_on) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    if first.sign in _DASHES and not all(_is_strong(document, line) for line in run):
        return False
    is_beside_bullets = item is not None and _column(document, first) < item.indent
    if not is_beside_bullets and (len(run) == 1 or _separates(document, run)):
        return False
    return len(run) > 1 or is_beside_bullets


def _separates(document: Document, run: Sequence[_Line]) -> bool:
    """Return whether a sign stands between links, as in `[Home](...) · [Blog](...)`, wherever lines are broken."""
    first, source = run[0], document.source
    if not first.is_first and LINK.search(source.line(first.line - 1)):
        return True
    return any(
        f" {first.sign} " in source.line(line.line)[line.behind - source.line_starts[line.line - 1] :] for line in run
    )


def _is_run_on(document: Document, line: _Line) -> bool:
    """Return whether a line is shown behind the one above it, not on a line of its own."""
    assert line.leaf.inline is not None
    segments = line.leaf.inline.segments
    index = bisect_left(segments, line.at, key=lambda segment: segment.start) - 1
    if index < 0 or segments[index].kind is not SegmentKind.SOFT_BREAK:
        return False
    return index == 0 or segments[index - 1].kind is not SegmentKind.HARD_BREAK


def _typed(document: Document, rule: Rule, run: Sequence[_Line]) -> Diagnostic:
    first, count = run[0], len(run)
    what = f"on {count} lines, which makes" if count > 1 else "at the start of a line, which makes"
    if first.number is not None:
        message = f'found "{first.sign}" {what} no list: readers see the lines run together'
        edits = [
            Edit(Span(line.at + len(line.sign) - 1, line.behind), ") " if line.sign[-1] == "）" else ". ")
            for line in run
        ]
        item = _item_around(first.leaf)
        if first.number != 1 and not first.is_first and (item is None or item.ordinal is None):
            edits.append(_blank_line(document, first))
    else:
        bullet = next((block.markup for block in document.blocks if block.kind is BlockKind.BULLET_LIST), "-")
        message = f'found "{first.sign}" {what} no list: readers see the lines run together, expected "{bullet}"'
        edits = [Edit(Span(line.at, line.behind), f"{bullet} ") for line in run]
    has_link = any(_has_link(document, line) for line in run)
    fix = Fix(tuple(sorted(edits)), title="make a list")
    span = Span(first.at, first.at + len(first.sign))
    return rule.diagnose(span, message, fix=fix, severity=None if has_link else Severity.WARNING)
