"""Comments for awesome-lint, such as `<!--lint disable double-link-->`: they hold for our rules of the same content.

As there, `disable` holds until `enable`, and `ignore` for the block that follows, or the rest of the one that the comment is in.
Which rules are meant says `rules/data/awesome-lint.txt`; a comment that names none means all of these.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from awesomelint.diagnostic import Diagnostic
from awesomelint.document.model import Document
from awesomelint.markdown.blocks import Block, BlockKind, SegmentKind
from awesomelint.paths import read_words
from awesomelint.source import Span, merged
from awesomelint.startup import NamedTuple, expression

FILE = "awesome-lint.txt"
_COMMENT = expression(r"<!--\s*lint\s+(disable|enable|ignore)((?:\s+[\w:-]+?)*)\s*-->")


class _Comment(NamedTuple):
    word: str
    codes: frozenset[str]
    span: Span
    block: Block


@cache
def codes_by_name() -> Mapping[str, frozenset[str]]:
    """Return our rules for each rule of awesome-lint that comments may name."""
    lines = (line.split() for line in read_words(FILE)["rules"])
    return {name: frozenset(codes) for name, *codes in lines}


def outside_lint_comments(document: Document, findings: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
    """Return the findings that no comment for awesome-lint covers."""
    comments = list(_comments(document)) if "lint" in document.source.text else []
    if not comments:
        return findings
    covered = _covered(document, comments)
    return [one for one in findings if not _is_in(covered.get(one.code, ()), one.span.start)]


def _comments(document: Document) -> Iterator[_Comment]:
    known = codes_by_name()
    for block in document.blocks:
        if block.inline is None or "lint" not in block.inline.content:
            continue
        for segment in block.inline.segments:
            match = _COMMENT.fullmatch(segment.text) if segment.kind is SegmentKind.TAG else None
            if match is not None:
                names = [name.removeprefix("remark-lint:") for name in match[2].split()] or list(known)
                codes = frozenset(code for name in names for code in known.get(name, ()))
                yield _Comment(match[1], codes, segment.span, block)


def _covered(document: Document, comments: Sequence[_Comment]) -> dict[str, list[Span]]:
    """Return the stretches in which each rule is off, in order, those that overlap as one."""
    spans = defaultdict[str, list[Span]](list)
    opened: dict[str, int] = {}
    for comment in comments:
        start = comment.span.start if document.source.text[: comment.span.start].strip() else 0
        for code in comment.codes:
            if comment.word == "disable":
                opened.setdefault(code, start)
            elif comment.word == "ignore":
                spans[code].append(Span(start, _end(document, comment)))
            elif code in opened:
                spans[code].append(Span(opened.pop(code), comment.span.end))
    for code, start in opened.items():
        spans[code].append(Span(start, len(document.source.text) + 1))
    return {code: merged(sorted(each)) for code, each in spans.items()}


def _end(document: Document, comment: _Comment) -> int:
    """Return where the block ends that a comment stands before, or is in."""
    block = comment.block
    siblings = block.parent.children if block.parent is not None else []
    if (
        block.kind is BlockKind.HTML
        and document.source[comment.span] == document.source[_lines(document, block)].strip()
    ):
        at = bisect_right(siblings, block.first, key=lambda each: each.first)
        block = siblings[at] if at < len(siblings) else block
    return _lines(document, block).end


def _lines(document: Document, block: Block) -> Span:
    """Return the lines of a block."""
    return document.source.lines_span(block.first, block.last)


def _is_in(spans: Sequence[Span], offset: int) -> bool:
    at = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return at >= 0 and offset < spans[at].end
