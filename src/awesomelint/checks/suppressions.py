"""SUP: comments that keep findings from being reported, and what is wrong with them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum

from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix
from awesomelint.document.model import Document
from awesomelint.errors import hint_at, nearest
from awesomelint.markdown.blocks import Block, BlockKind, SegmentKind
from awesomelint.rulebook.spec import ALL, Rule, RuleIndex
from awesomelint.source import Source, Span
from awesomelint.startup import NamedTuple, expression

MARKER = "awesomelint-"
"""What the comments begin with; most lists have none."""
OWN_FAMILY = "SUP"
WHOLE_FILE = 0
_OPEN, _CLOSE = "<!--", "-->"
_DIRECTIVE = expression(r"\s*awesomelint-([\w-]*)")
_REASON = expression(r"(?:(?<=\s)|^)(?:--+|[–—])(?=\s|$)")
_WORD = expression(r"[^\s,]+")


class Directive(StrEnum):
    """What a comment asks for, without the marker."""

    DISABLE = "disable"
    ENABLE = "enable"
    LINE = "disable-line"
    NEXT_LINE = "disable-next-line"
    FILE = "disable-file"


_DIRECTIVES = {directive.value: directive for directive in Directive}


class Selector(NamedTuple):
    """One code, name or prefix in a comment: what is written, where, and which codes it stands for (none if unknown).

    A comment without selectors has one that is written as nothing and stands for all rules.
    """

    text: str
    span: Span
    codes: frozenset[str]


class Comment(NamedTuple):
    """One comment. `directive` is `None` where `word` is none."""

    span: Span
    word: str
    word_span: Span
    directive: Directive | None
    selectors: tuple[Selector, ...]

    @property
    def is_blanket(self) -> bool:
        """Whether it names no rule and so means all."""
        return len(self.selectors) == 1 and not self.selectors[0].text


class Suppressions:
    """The comments of a document, in order, and what they have kept back.

    `asked` are the codes of the rules that run: a comment about another cannot be called useless. `awaited` are those of
    rules that judge what changes from day to day: a comment that covers one of them may be of use tomorrow.
    """

    def __init__(
        self,
        document: Document,
        index: RuleIndex,
        comments: tuple[Comment, ...],
        asked: Collection[str],
        awaited: Collection[str],
    ):
        self.document = document
        self.index = index
        self.comments = comments
        self._asked = frozenset(asked)
        self._awaited = frozenset(awaited)
        self._used: set[Selector] = set()  # kept back a finding or, in an `enable`, ended a `disable`
        self._by_line: dict[int, list[Selector]] = {}
        self._switches: list[tuple[int, bool, Selector]] = []
        self._place_comments()
        self._on_line: dict[tuple[str, int], Selector | None] = {}
        self._regions: dict[str, tuple[list[int], list[Selector | None]]] = {}

    def _place_comments(self) -> None:
        """Note which lines each comment covers; from the end, as `disable-next-line` skips comments that follow it."""
        source = self.document.source
        following: dict[int, int] = {}
        for comment in reversed(self.comments):
            first, last = source.line_at(comment.span.start), source.line_at(comment.span.end)
            below = _next_line(source, last, following)
            if source[comment.span] == source[source.lines_span(first, last)].strip():
                following[first] = below
            match comment.directive:
                case Directive.FILE:
                    self._cover(WHOLE_FILE, comment)
                case Directive.LINE:
                    for line in range(first, last + 1):
                        self._cover(line, comment)
                case Directive.NEXT_LINE:
                    self._cover(below, comment)
                case Directive.DISABLE | Directive.ENABLE:
                    is_off = comment.directive is Directive.DISABLE
                    self._switches += [(comment.span.start, is_off, selector) for selector in comment.selectors]
        self._switches.sort(key=lambda switch: switch[0])

    def _cover(self, line: int, comment: Comment) -> None:
        self._by_line[line] = [*comment.selectors, *self._by_line.get(line, ())]

    def keep(self, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return the diagnostics that no comment covers, and note which comments were of use."""
        kept = []
        for diagnostic in diagnostics:
            selector = self._covering(diagnostic.code, diagnostic.span.start)
            if selector is None:
                kept.append(diagnostic)
            else:
                self._used.add(selector)
        return kept

    def unused(self) -> Iterator[tuple[Comment, tuple[Selector, ...]]]:
        """Yield the comments with what is of no use in them: kept back nothing though its rules ran, or ended nothing.

        Unknown selectors are left out, those of the family SUP, and those about rules that are awaited.
        """
        for code in {code for _, is_off, selector in self._switches if not is_off for code in selector.codes}:
            self._region(code)
        for comment in self.comments:
            awaited = frozenset() if comment.directive is Directive.ENABLE else self._awaited
            idle = tuple(
                s
                for s in comment.selectors
                if s not in self._used and s.codes & self._asked and not s.codes & awaited and not _is_own(s)
            )
            if idle and comment.directive is not None:
                yield comment, idle

    def _covering(self, code: str, start: int) -> Selector | None:
        """Return the selector that covers a finding: of the widest comment, so that a narrower one beside it counts as unused."""
        selector = self._for_line(code, WHOLE_FILE) if self._by_line else None
        if selector is None and self._switches:
            starts, selectors = self._region(code)
            index = bisect_right(starts, start) - 1
            selector = selectors[index] if index >= 0 else None
        if selector is None and self._by_line:
            selector = self._for_line(code, self.document.source.line_at(start))
        return selector

    def _for_line(self, code: str, line: int) -> Selector | None:
        key = (code, line)
        if key not in self._on_line:
            candidates = self._by_line.get(line, ())
            self._on_line[key] = next((selector for selector in candidates if code in selector.codes), None)
        return self._on_line[key]

    def _region(self, code: str) -> tuple[list[int], list[Selector | None]]:
        """Return where the state of a code changes, and the `disable` that then holds; one inside another changes nothing."""
        if code not in self._regions:
            starts: list[int] = []
            selectors: list[Selector | None] = []
            current: Selector | None = None
            for start, is_off, selector in self._switches:
                if code in selector.codes and is_off == (current is None):
                    if not is_off:
                        self._used.add(selector)
                    current = selector if is_off else None
                    starts.append(start)
                    selectors.append(current)
            self._regions[code] = starts, selectors
        return self._regions[code]


def find_suppressions(
    document: Document, index: RuleIndex, asked: Collection[str] = (), awaited: Collection[str] = ()
) -> Suppressions | None:
    """Return the suppressions of a document, `None` if it has none. `index` holds all rules there are."""
    comments = tuple(
        comment for span in _comment_spans(document) if (comment := _read(document.source, span, index)) is not None
    )
    return Suppressions(document, index, comments, asked, awaited) if comments else None


def _comment_spans(document: Document) -> Iterator[Span]:
    """Yield the HTML comments that hold the marker, as Markdown reads them."""
    for block in document.blocks:
        if block.kind is BlockKind.ROW and block.cell_count > len(block.children):
            yield from _behind_last_cell(document.source, block)
        if block.inline is not None and MARKER in block.inline.content:
            for segment in block.inline.segments:
                if segment.kind is SegmentKind.TAG and MARKER in segment.text and segment.text.startswith(_OPEN):
                    yield segment.span


def _behind_last_cell(source: Source, row: Block) -> Iterator[Span]:
    """Yield comments in cells beyond those that the table has: they are not rendered, but people put comments there."""
    text, line = source.text, source.line_span(row.first)
    at = max((cell.inline.span.end for cell in row.children if cell.inline), default=line.start)
    while (start := text.find(_OPEN, at, line.end)) >= 0:
        at = text.find(_CLOSE, start, line.end) + len(_CLOSE)
        if at < len(_CLOSE):
            return
        if MARKER in text[start:at]:
            yield Span(start, at)


def _read(source: Source, span: Span, index: RuleIndex) -> Comment | None:
    start, end = span.start + len(_OPEN), span.end - len(_CLOSE)
    match = _DIRECTIVE.match(source.text, start, end)
    if match is None:
        return None
    reason = _REASON.search(source.text, match.end(), end)
    words = _WORD.finditer(source.text, match.end(), reason.start() if reason else end)
    selectors = tuple(Selector(word[0], Span(*word.span()), _codes(index, word[0])) for word in words)
    if not selectors:
        selectors = (Selector("", span, _codes(index, ALL)),)
    return Comment(span, match[1], Span(*match.span(1)), _DIRECTIVES.get(match[1]), selectors)


def _codes(index: RuleIndex, selector: str) -> frozenset[str]:
    codes = index.codes(selector)
    return frozenset(code for code in codes if not code.startswith(OWN_FAMILY)) if selector == ALL else codes


def _is_own(selector: Selector) -> bool:
    return any(code.startswith(OWN_FAMILY) for code in selector.codes)


def _next_line(source: Source, line: int, following: dict[int, int]) -> int:
    """Return the next line that is neither blank nor a comment of ours; `following` knows what comes after each of those."""
    line += 1
    while line <= source.line_count and not source.line(line).strip(" \t>"):
        line += 1
    return following.get(line, line)


# -- rules about the comments

_MAX_HINTS = 100
"""Unknown codes in one list that are compared with all rules, and so get a hint and a fix; comparing takes 0.3 ms each."""
_SPACES = " \t"
_SPACE_OR_END = ("", " ", "\t")
_ITEM = expression(r"(?:[-*+]|\d+[.)])[ \t]")


def unused_suppression(suppressions: Suppressions, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report comments, or codes in them, that keep nothing back: one finding a comment."""
    for comment, idle in suppressions.unused():
        what = "nothing to enable" if comment.directive is Directive.ENABLE else "unused suppression"
        if not comment.is_blanket:
            preposition = "for" if comment.directive is Directive.ENABLE else "of"
            what += f" {preposition} " + " or ".join(f'"{selector.text}"' for selector in idle)
        yield rule.diagnose(idle[0].span, what, fix=_without(suppressions.document.source, comment, idle))


def unknown_rule(suppressions: Suppressions, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report words in comments that name no rule, and comments that ask for nothing we know."""
    source = suppressions.document.source
    unknown = 0
    for comment in suppressions.comments:
        if comment.directive is None:
            yield _unknown_directive(source, comment, rule)
            continue
        for selector in comment.selectors:
            if not selector.codes and selector.text:
                unknown += 1
                if unknown > _MAX_HINTS:
                    yield rule.diagnose(selector.span, f'unknown rule "{selector.text}"')
                else:
                    yield _unknown_selector(suppressions, comment, selector, rule)


def _unknown_selector(suppressions: Suppressions, comment: Comment, selector: Selector, rule: Rule) -> Diagnostic:
    source, near = suppressions.document.source, suppressions.index.nearest(selector.text)
    message = f'unknown rule "{selector.text}"{hint_at(near)}'
    fix = _replaced(source, comment, selector.span, near) if near else _without(source, comment, (selector,))
    return rule.diagnose(selector.span, message, fix=fix)


def _unknown_directive(source: Source, comment: Comment, rule: Rule) -> Diagnostic:
    near = nearest(comment.word, [directive.value for directive in Directive])
    span = Span(comment.word_span.start - len(MARKER), comment.word_span.end)
    message = f'unknown directive "{source[span]}"{hint_at(near and MARKER + near)}'
    fix = _replaced(source, comment, comment.word_span, near) if near else None
    return rule.diagnose(span, message, fix=fix)


def _replaced(source: Source, comment: Comment, span: Span, text: str) -> Fix:
    """Return a fix that replaces a part of a comment.

    The edit covers the whole comment: two fixes of one comment must not meet, since together they could leave it without
    codes, which means all rules.
    """
    whole = source.text[comment.span.start : span.start] + text + source.text[span.end : comment.span.end]
    return Fix((Edit(comment.span, whole),))


def _without(source: Source, comment: Comment, selectors: tuple[Selector, ...]) -> Fix | None:
    """Return a fix that removes codes from a comment, or the comment when none is left."""
    if len(selectors) == len(comment.selectors):
        removal = _removal(source, comment.span)
        return Fix((removal,)) if removal else None
    kept = [selector.text for selector in comment.selectors if selector not in selectors]
    listed = Span(comment.selectors[0].span.start, comment.selectors[-1].span.end)
    return _replaced(source, comment, listed, ", ".join(kept))


def _removal(source: Source, comment: Span) -> Edit | None:
    """Return the edit that removes a comment and what only it needs; `None` where Markdown would read the rest differently."""
    text = source.text
    first, last = source.line_at(comment.start), source.line_at(comment.end)
    lines = source.lines_span(first, last)
    before, after = text[lines.start : comment.start], text[comment.end : lines.end]
    if before.strip():
        start = lines.start + len(before.rstrip(" \t")) if after[:1] in _SPACE_OR_END else comment.start
        return Edit(Span(start, comment.end), "")
    if not after.strip():
        return _line_removal(source, lines, first, last)
    if after.lstrip().startswith("<!--"):
        return Edit(Span(comment.start, comment.end + len(after) - len(after.lstrip())), "")
    return None  # the comment makes its line HTML; without it the text after it would be Markdown


def _line_removal(source: Source, lines: Span, first: int, last: int) -> Edit:
    """Return the edit that removes the lines of a comment, a blank line with it where two would meet.

    Between two lines of text an empty line stays, so that they do not become one paragraph, unless both are items of a list.
    """
    above = source.line(first - 1).strip(_SPACES) if first > 1 else ""
    below = source.line(last + 1).strip(_SPACES) if last < source.line_count else ""
    if above and below and not (_ITEM.match(above) and _ITEM.match(below)):
        return Edit(lines, "")
    starts = source.line_starts
    following = last if above or below else last + 1
    return Edit(Span(lines.start, starts[following] if following < len(starts) else len(source.text)), "")
