"""Bullets, numbers and headings that readers see as text: without a space behind them, or where no list can begin."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from awesomelint.checks.numbering.rows import hidden_items
from awesomelint.checks.rendering.loss import BLANK, LINK
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Severity
from awesomelint.document.model import Document, remembered
from awesomelint.markdown.blocks import (
    LISTS,
    Block,
    BlockKind,
    Emphasis,
    Mark,
    SegmentKind,
    indent_of,
    quote_depth,
)
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span
from awesomelint.startup import NamedTuple, expression

_BULLETS = "-*+"
_TYPED = "•·●◦▪‣∙⁃○■＊"
DASHES = "–—‐‑‒―−"
_WIDE = "、．）"
_DOUBLED = r"(?:-[-*+]|[*+.]-)(?=[ \t])"
"""A bullet and a second sign, typed by mistake."""

_ZERO_WIDTH = "\u200b\u2060\ufeff"
_BLANK = f"{BLANK}{_ZERO_WIDTH}"
_SIGN = expression(
    rf"^[ \t>]*+(?:(?P<unspaced>#{{1,6}}|(?!{_DOUBLED})[-*+]|\d{{1,9}}[.)])(?:(?P<gap>(?![ \t])[{_BLANK} \t]+)|(?=\S))"
    rf"|(?P<lead>(?![ \t])[{_BLANK} \t]+)(?P<indented>#{{1,6}}|[-*+]|\d{{1,9}}[.)])(?P<blanks>[{_BLANK} \t]*)"
    rf"|(?P<number>\d{{1,9}}[.)])[ \t]+"
    rf"|(?P<before>[{_BLANK} \t]*)(?P<typed>{_DOUBLED}|[{_TYPED}{DASHES}]|\d{{1,3}}[{_WIDE}])[{BLANK} \t]*)"
    rf"(?=[^\s{_ZERO_WIDTH}])",
    re.MULTILINE,
)
"""What begins a line like an item or a heading and may be none: a sign without a space, a number, a typed bullet."""

_NEXT_NUMBER = expression(r"[\s,;]\d{1,2}[.)]\[")
_MORE_TAGS = expression(r"[ \t]#[^\W\d]")
_SURPLUS = expression(r"#+[ \t]+(?=[^\s#])")
_CLOSING = expression(r"(?<=[^\s#\\])#+(?=[ \t]*$)")
HIGHEST = 999
"""The highest number that is not rather a year."""

_MANY = 8
"""Headings without a space from which on that is how a list is written, and one finding."""

_SYMBOLS = 0x2000
"""The code point above which characters are marks, symbols and pictures."""

_WIDTHS = {"\u3000": 2, "\t": 4, **dict.fromkeys(_ZERO_WIDTH, 0)}
_SPACES = {"\u3000": "an ideographic space", **dict.fromkeys(_ZERO_WIDTH, "a zero-width space")}
_STARTS = ("![", "<a ", "<img ", "`", "<http")


class SignedLine(NamedTuple):
    """A line of a paragraph that begins with a sign, at `at`; its text begins at `behind`, after `gap`.

    `lead` is what is before the sign from the first space on that is none to Markdown.
    """

    leaf: Block
    line: int
    at: int
    sign: str
    gap: str
    behind: int
    lead: str = ""

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

    unspaced: list[SignedLine]
    numbers: list[SignedLine]
    typed: list[SignedLine]


@remembered
def signed_lines(document: Document) -> _Lines:
    """Return the lines of paragraphs that begin with a sign, but not those that rendered-number speaks of."""
    found = _Lines([], [], [])
    kinds = {"unspaced": found.unspaced, "indented": found.unspaced, "number": found.numbers, "typed": found.typed}
    source, places = document.source, document.places
    formulas = _formula_lines(document) if "$$" in source.text else frozenset()
    hidden: set[int] | None = None
    for match in _SIGN.finditer(source.text):
        kind = next(name for name in kinds if match[name])
        at = match.start(kind)
        line = source.line_at(at)
        leaf = places.leaf_on(line)
        if leaf is None or leaf.kind is not BlockKind.PARAGRAPH or line in formulas:
            continue
        segment = places.segment_at(at)
        if segment is None or segment.kind is not SegmentKind.TEXT or segment.link is not None:
            continue
        if hidden is None:
            hidden = {item.marker.start for item in hidden_items(document)}
        if at not in hidden:
            gap = match["gap"] or match["blanks"] or ""
            kinds[kind].append(
                SignedLine(leaf, line, at, match[kind], gap, match.end(), match["lead"] or match["before"] or "")
            )
    return found


def _formula_lines(document: Document) -> frozenset[int]:
    """Return the lines of paragraphs that are in a formula, between lines that begin with `$$`."""
    found: set[int] = set()
    for block in document.blocks:
        if block.kind is not BlockKind.PARAGRAPH or block.inline is None or "$$" not in block.inline.content:
            continue
        is_open = False
        for line in range(block.first, block.last + 1):
            text = document.source.line(line)
            if text.lstrip(" \t>").startswith("$$") and text.count("$$") == 1:
                is_open = not is_open
            elif is_open:
                found.add(line)
    return frozenset(found)


def is_strong(document: Document, line: SignedLine) -> bool:
    """Return whether the text behind a sign begins like that of an entry: with a link, a picture, code or bold text."""
    text, at = document.source.text, line.behind
    if text.startswith(_STARTS, at):
        return True
    inline = line.leaf.inline
    assert inline is not None
    if text.startswith("[", at):
        index = bisect_left(inline.links, at, key=lambda link: link.span.start)
        return index < len(inline.links) and inline.links[index].span.start <= at + 1
    return text[at] in "*_" and any(Mark.BOLD in emphasis.mark for emphasis in _emphases_at(line))


def _begins_emphasis(line: SignedLine) -> bool:
    return next(_emphases_at(line), None) is not None


def _emphases_at(line: SignedLine) -> Iterator[Emphasis]:
    """Yield the emphases that begin right behind a sign; `***a***` is two."""
    inline = line.leaf.inline
    assert inline is not None
    index = bisect_left(inline.emphases, line.behind, key=lambda emphasis: emphasis.outer.start)
    return (each for each in inline.emphases[index : index + 2] if each.outer.start == line.behind)


def holds_link(document: Document, line: SignedLine) -> bool:
    """Return whether a link is on a line or, where that begins a paragraph, on the next one."""
    last = min(line.line + line.is_first, line.leaf.last)
    end = document.source.line_span(last).end
    inline = line.leaf.inline
    assert inline is not None
    index = bisect_left(inline.links, line.behind, key=lambda link: link.span.start)
    is_shown = index < len(inline.links) and inline.links[index].span.start < end
    return is_shown or LINK.search(document.source.text, line.behind, end) is not None


def is_run_on(document: Document, line: SignedLine) -> bool:
    """Return whether a line is shown behind the one above it, not on a line of its own."""
    assert line.leaf.inline is not None
    segments = line.leaf.inline.segments
    index = bisect_left(segments, line.at - len(line.lead), key=lambda segment: segment.start) - 1
    if index < 0 or segments[index].kind is not SegmentKind.SOFT_BREAK:
        return False
    return index == 0 or segments[index - 1].kind is not SegmentKind.HARD_BREAK


def item_around(leaf: Block) -> Block | None:
    """Return the item that a paragraph is directly in."""
    return leaf.parent if leaf.parent is not None and leaf.parent.kind is BlockKind.ITEM else None


def beside(leaf: Block) -> Iterator[Block]:
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


def _runs(document: Document, lines: Iterable[SignedLine]) -> Iterator[list[SignedLine]]:
    """Yield lines with signs of one kind in one paragraph, or in paragraphs with nothing between them."""
    text = document.source.text
    run: list[SignedLine] = []
    for line in lines:
        if run:
            last = run[-1]
            end = document.source.line_span(last.leaf.last).end
            start = document.source.line_starts[line.leaf.first - 1]
            is_next = last.leaf is line.leaf or (last.leaf.parent is line.leaf.parent and not text[end:start].strip())
            if not is_next or kind_of(last) != kind_of(line):
                yield run
                run = []
        run.append(line)
    if run:
        yield run


def kind_of(line: SignedLine) -> str:
    """Return what the signs of a list have in common: a bullet, or what is behind a number."""
    return line.sign[-1] if line.number is not None else line.sign


# -- no space behind the sign


def missing_space(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report headings, bullets and numbers that are none because no space, or not an ordinary one, is behind them."""
    lines = signed_lines(document).unspaced
    yield from _headings(document, rule, [line for line in lines if line.sign[0] == "#"])
    for run in unspaced_runs(document):
        yield _unspaced(document, rule, run)


@remembered
def unspaced_runs(document: Document) -> list[list[SignedLine]]:
    """Return the lines that are meant as items, those that belong together in one run."""
    marked = [line for line in signed_lines(document).unspaced if line.sign[0] != "#" and _may_be_item(document, line)]
    return [run for run in _runs(document, marked) if _are_items(document, run)]


def _may_be_item(document: Document, line: SignedLine) -> bool:
    text, char = document.source.text, document.source.text[line.behind]
    if char == line.sign[0] and not (is_strong(document, line) or (_begins_emphasis(line) and _is_near(line))):
        return False
    if line.number is not None and line.number > HIGHEST:
        return False
    end = document.source.line_span(line.line).end
    if f" {line.sign}[" in text[line.behind : end] or text.find("]:", line.behind, end) >= 0:
        return False  # "-[pdf](u) -[code](u)": signs between links
    if line.number is not None and _NEXT_NUMBER.search(text, line.behind, end):
        return False  # "1.[pdf](u), 2.[code](u)"
    if line.number is None:
        return char.isalpha() or char in "[*_`!<\"'(~" or ord(char) > _SYMBOLS or bool(line.gap)
    return (char.isalpha() and not char.islower()) or char in '[*_`!<"' or bool(line.gap)


def _are_items(document: Document, run: Sequence[SignedLine]) -> bool:
    first = run[0]
    if any(is_strong(document, line) for line in run):
        is_quoted = first.leaf.parent is not None and first.leaf.parent.kind is BlockKind.QUOTE
        return not is_quoted or len(run) > 1 or _is_near(first)  # else it names the source of a quotation
    has_link = any(holds_link(document, line) for line in run)
    if len(run) > 1:
        numbers = [line.number for line in run]
        counts_on = all(before is not None and after in (before, before + 1) for before, after in pairwise(numbers))
        return counts_on if first.number is not None else has_link or _is_near(first)
    return (has_link or bool(first.gap) or (first.number is not None and first.is_first)) and _is_near(first)


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
        is_lost = any(map(_is_near, (first, run[-1])))
    message = f"found {_gap(first)}{many}, expected a space: readers see {it} {what}"
    # What is numbered may have its link in the paragraph below, which is in no item then.
    is_numbered = first.number is not None and _is_near(first)
    is_lost = is_lost and (is_numbered or any(line.gap or holds_link(document, line) for line in run))
    columns = columns_of(document, run)
    edits = [edit for line, column in zip(run, columns, strict=True) for edit in spaced(document, line, column)]
    if first.number not in (None, 1) and not first.is_first:
        above = item_around(first.leaf)
        if above is None or columns[0] >= above.indent:
            edits.append(blank_line(document, first))
    span = Span(first.at, first.at + len(first.sign))
    fix = Fix(tuple(sorted(edits)), title="write a space behind it")
    return rule.diagnose(span, message, fix=fix, severity=None if is_lost else Severity.WARNING)


def _numbers_below(document: Document, line: SignedLine) -> int:
    """Count the lines below another one in its paragraph that begin with a number and a space."""
    numbers = signed_lines(document).numbers
    start, end = line.behind, document.source.line_span(line.leaf.last).end
    return bisect_left(numbers, end, key=lambda each: each.at) - bisect_left(numbers, start, key=lambda each: each.at)


def _gap(line: SignedLine) -> str:
    """Say which space is around a sign, or that none is, and where."""
    blank = line.lead[:1] if line.lead else line.gap[:1]
    space = "no space" if not blank else _SPACES.get(blank, "a no-break space")
    return f'{space} {"before" if line.lead else "after"} "{line.sign}"'


def spaced(document: Document, line: SignedLine, column: int) -> Iterator[Edit]:
    """Yield the edits that put ordinary spaces around a sign, and the sign at a column."""
    if line.lead:
        yield indented(document, line, column)
    if line.gap != " ":
        yield Edit(Span(line.behind - len(line.gap), line.behind), " ")


def indented(document: Document, line: SignedLine, column: int) -> Edit:
    """Return the edit that puts a sign at a column, by ordinary spaces."""
    start, quotes = document.source.line_starts[line.line - 1], quote_depth(line.leaf)
    if quotes:
        indent, start = indent_of(document.source, line.line, quotes)
        column -= indent
    return Edit(Span(start, line.at), " " * column)


def columns_of(document: Document, run: Sequence[SignedLine]) -> list[int]:
    """Return where the signs of lines are meant to be: where they are, or at the text of the item that they are under."""
    columns: list[int] = []
    above: list[tuple[int, int]] = []  # the widths of the lines that this one is under, and the columns of their text
    for line in run:
        column = column_of(document, line)
        if line.lead:
            width = column + sum(_WIDTHS.get(char, 1) for char in line.lead)
            while above and above[-1][0] >= width:
                above.pop()
            indents = [above[-1][1]] if above else _text_columns(line)
            column = max([indent for indent in indents if indent <= width] or (indents[:1] if width else []) or [0])
            above.append((width, column + len(line.sign) + 1))
        columns.append(column)
    return columns


def _text_columns(line: SignedLine) -> list[int]:
    """Return the columns at which the text of the items around or right above a line begins, from the outermost on."""
    leaf = line.leaf
    item = item_around(leaf)
    if line.is_first and leaf.parent is not None:
        index = bisect_left(leaf.parent.children, leaf.first, key=lambda block: block.first)
        above = leaf.parent.children[index - 1] if index else None
        while above is not None and above.kind in LISTS:
            item = above.children[-1]
            above = item.children[-1] if item.children else None
    columns: list[int] = []
    while item is not None:
        columns.append(item.indent)
        item = item.parent.parent if item.parent is not None else None
        if item is not None and item.kind is not BlockKind.ITEM:
            break
    return columns[::-1]


def blank_line(document: Document, line: SignedLine) -> Edit:
    """Return the edit that puts a blank line above a line."""
    start = document.source.line_starts[line.line - 1]
    return Edit(Span(start, start), ">" * quote_depth(line.leaf) + document.source.newline)


def column_of(document: Document, line: SignedLine) -> int:
    """Return the column, from 0, at which a line begins behind ordinary spaces."""
    return indent_of(document.source, line.line, quote_depth(line.leaf))[0]


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
        edits = list(spaced(document, line, 0))
        if (surplus := _SURPLUS.match(document.source.text, line.behind)) is not None:
            edits = [Edit(Span(line.behind, surplus.end()), " ")]
        if (closing := _CLOSING.search(document.source.text, line.behind, end)) is not None:
            edits.append(Edit(Span(closing.start(), closing.start()), " "))
        message = f"found {_gap(line)}, expected a space: readers see text, not a heading"
        if surplus is not None:
            message = "found more than 6 #, expected 6 or fewer: readers see text, not a heading"
        if is_habit:
            message = f"found {_gap(line).rpartition(' ')[0]} the # of {len(meant)} headings, expected a space: readers see text"
        fix = Fix(tuple(edits), title="write a space behind it")
        group = "headings" if is_habit else None
        yield rule.diagnose(Span(line.at, line.behind), message, fix=fix, group=group)


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
