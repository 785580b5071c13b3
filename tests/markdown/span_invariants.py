"""What must hold of the places in any parsed text: every run, link, emphasis and marker stands where its span says.

Used by the tests, and by `benchmarks/spans.py` over real lists.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from markdown_it.common.utils import unescapeAll

from awesomelint.markdown.blocks import (
    Block,
    BlockKind,
    Break,
    Emphasis,
    Inline,
    Link,
    LinkSyntax,
    Segment,
    SegmentKind,
)
from awesomelint.markdown.parser import Markdown
from awesomelint.source import Source, Span

_MARKER = re.compile(r"[-+*]|[0-9]{1,9}[.)]")
_LINE_PREFIX = re.compile(r"(?<=[\n\r])[ \t>]*")
_NO_LABEL = (SegmentKind.TAG, SegmentKind.SOFT_BREAK, SegmentKind.HARD_BREAK)
_ESCAPED = re.compile(r"\\.|&[#a-zA-Z0-9]+;")
_NULL_ENTITY = re.compile(r"&#(?:0{1,7}|[xX]0{1,6});")
_BREAK = re.compile(r"(?: *|\\)(?:\r\n|\n|\r)|<[^>]+>", re.DOTALL)


def violations(source: Source, markdown: Markdown) -> Iterator[str]:
    """Yield what is wrong with the places in a parsed text, each with its line."""
    for block in markdown.root.walk():
        for said in _of_block(source, block):
            yield f"line {block.first}: {block.kind.value}: {said}"


def count_places(markdown: Markdown) -> int:
    """Return how many places `violations` looks at."""
    inlines = [block.inline for block in markdown.root.walk() if block.inline]
    items = sum(block.marker is not None for block in markdown.root.walk())
    return items + sum(len(inline.segments) + len(inline.links) + len(inline.emphases) for inline in inlines)


def _of_block(source: Source, block: Block) -> Iterator[str]:
    parent = block.parent
    if not 1 <= block.first <= block.last <= source.line_count:
        yield f"lines {block.first} to {block.last} of {source.line_count}"
    if parent is not None and not (parent.first <= block.first and block.last <= parent.last):
        yield f"lines {block.first} to {block.last} leave those of its {parent.kind.value}, {parent.first} to {parent.last}"
    if block.kind is BlockKind.ITEM:
        yield from _of_item(source, block)
    if block.inline is not None:
        yield from _of_inline(source, block, block.inline)


def _of_item(source: Source, block: Block) -> Iterator[str]:
    if block.marker is None:
        yield "no marker"
        return
    raw = source[block.marker]
    if not _MARKER.fullmatch(raw):
        yield f"marker {raw!r}"
    elif block.ordinal is not None and int(raw[:-1]) != block.ordinal:
        yield f"marker {raw!r} of number {block.ordinal}"
    if source.line_at(block.marker.start) != block.first:
        yield f"marker on line {source.line_at(block.marker.start)}"


def _of_inline(source: Source, block: Block, inline: Inline) -> Iterator[str]:
    if not inline.span.start <= inline.span.end <= len(source.text):
        yield f"span {inline.span}"
    first, last = source.line_at(inline.span.start), source.line_at(max(inline.span.start, inline.span.end - 1))
    if not block.first <= first <= last <= block.last:
        yield f"content on lines {first} to {last}"
    if block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.CELL):
        yield from _of_content(source, block, inline)
    position = inline.span.start
    for segment in inline.segments:
        if not position <= segment.start <= segment.end <= inline.span.end:
            yield f"{segment} leaves its place, {position} to {inline.span.end}"
        position = segment.end
        said = _of_segment(source[segment.span], block, segment) or _of_breaks(source, segment)
        if said:
            yield f"{said}: {segment} stands for {source[segment.span]!r}"
    for link in inline.links:
        if not inline.span.covers(link.span):
            yield f"{link} leaves its content"
        if said := _of_link(source, block, inline, link):
            yield f"{said}: {link} stands for {source[link.span]!r}"
    for emphasis in inline.emphases:
        if said := _of_emphasis(source, emphasis):
            yield f"{said}: {emphasis}"


def _of_content(source: Source, block: Block, inline: Inline) -> Iterator[str]:
    raw = _LINE_PREFIX.sub("", source[inline.span]).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    if block.kind is BlockKind.CELL:
        raw = raw.replace(r"\|", "|")
    content = re.sub(r"\n[ \t>]*", "\n", inline.content)
    if raw != content:
        yield f"content {inline.content!r} stands for {source[inline.span]!r}"


def _of_segment(raw: str, block: Block, segment: Segment) -> str | None:
    right = True
    raw = raw.replace("\0", "\ufffd")
    raw = raw.replace(r"\|", "|") if block.kind is BlockKind.CELL else raw
    is_code = segment.kind is SegmentKind.CODE
    if segment.kind is SegmentKind.TEXT or (is_code and len(raw) == len(segment.text)):  # of <code>
        unescaped = html.unescape(raw) if block.kind is BlockKind.HTML else _unescape(raw)
        right = segment.text == unescaped
        if segment.link is not None and segment.link.syntax in (LinkSyntax.BARE, LinkSyntax.AUTOLINK):
            right = segment.text == raw or (right and segment.link.syntax is LinkSyntax.BARE)
    elif is_code:
        width = len(raw) - len(raw.lstrip("`"))
        inner = _LINE_PREFIX.sub("", raw[width:-width])
        right = 0 < width == len(raw) - len(raw.rstrip("`")) and inner.split() == segment.text.split()
    elif segment.kind is SegmentKind.IMAGE:
        right = (raw.startswith("![") and raw[-1] in ")]") or (raw[:4].lower() == "<img" and raw[-1] == ">")
    elif segment.kind is SegmentKind.TAG:
        right = raw[:1] == "<" and raw[-1:] == ">" and _folded(raw) == _folded(segment.text)
    else:
        right = _BREAK.fullmatch(_LINE_PREFIX.sub("", raw)) is not None
    return None if right else "another text"


def _of_breaks(source: Source, segment: Segment) -> str | None:
    """Say where a text is not as it is written although no break is there."""
    if segment.kind is not SegmentKind.TEXT:
        return None
    start, read = segment.start, segment.text
    for each in [*segment.breaks, Break(segment.end, segment.end, 0)]:
        same = source.text[start : each.start].replace("\0", "\ufffd")
        if not start <= each.start <= each.end <= segment.end or not read.startswith(same):
            return f"{source.text[start : each.end]!r} is read as {read!r}"
        start, read = each.end, read[len(same) + each.length :]
    return None if not read else f"{read!r} is not written"


def _of_link(source: Source, block: Block, inline: Inline, link: Link) -> str | None:
    raw, text = source[link.span], source.text
    label, target = link.label_span, link.target_span
    if target is not None:
        written = _LINE_PREFIX.sub("", source[target]).replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
        written = written.replace(r"\|", "|") if block.kind is BlockKind.CELL else written
        is_html = link.syntax is LinkSyntax.HTML or block.kind is BlockKind.HTML
        unescaped = html.unescape(written) if is_html else _unescape(written)
        if link.syntax is LinkSyntax.AUTOLINK or (link.syntax is LinkSyntax.BARE and link.url == written):
            unescaped = written
        if "".join(link.url.split()) not in ("".join(unescaped.split()), f"mailto:{unescaped}"):
            return f"target {source[target]!r}"
    if label is None:
        return "no label"
    inside = [segment for segment in inline.segments if label.start <= segment.start and segment.end <= label.end]
    seen = "".join(segment.text for segment in inside if segment.kind not in _NO_LABEL)
    if "".join(seen.split()) != "".join(link.label.split()):
        return f"label of runs {seen!r}"
    if link.syntax in (LinkSyntax.INLINE, LinkSyntax.REFERENCE):
        if not (raw[0] == "[" and text[label.start - 1] == "[" and label.start == link.span.start + 1):
            return "no bracket before the label"
        if text[label.end] != "]":
            return "no bracket behind the label"
        if link.syntax is LinkSyntax.INLINE and not (raw[-1] == ")" and text[label.end + 1] == "(" and target):
            return "no parentheses"
        if link.syntax is LinkSyntax.REFERENCE and (raw[-1] != "]" or target is not None or link.definition is None):
            return "no reference"
    elif link.syntax is LinkSyntax.AUTOLINK:
        if not (raw[0] == "<" and raw[-1] == ">" and label == target == Span(link.span.start + 1, link.span.end - 1)):
            return "no angle brackets"
    elif link.syntax is LinkSyntax.BARE:
        if not (link.url == link.label and label == target == link.span):  # what is written was compared above
            return "not its own target"
    elif not (raw[:2].lower() == "<a" and (raw[-1] == ">" or label.end == link.span.end == inline.span.end)):
        return "no tag"
    return None


def _folded(raw: str) -> list[str]:
    return _LINE_PREFIX.sub("", raw).split()


def _unescape(raw: str) -> str:
    return _ESCAPED.sub(lambda match: "\ufffd" if _NULL_ENTITY.fullmatch(match[0]) else unescapeAll(match[0]), raw)


def _of_emphasis(source: Source, emphasis: Emphasis) -> str | None:
    outer, inner = source[emphasis.outer], source[emphasis.inner]
    if outer != emphasis.markup + inner + emphasis.markup or not emphasis.outer.covers(emphasis.inner):
        return f"{outer!r} around {inner!r}"
    return None
