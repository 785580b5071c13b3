"""What a text says, as stock markdown-it-py reads it and as we do: two lists of marks and texts that must be equal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from awesomelint.markdown.blocks import (
    Block,
    BlockKind,
    Emphasis,
    Inline,
    Link,
    LinkSyntax,
    Mark,
    Segment,
    SegmentKind,
)
from awesomelint.markdown.parser import MAX_NESTING, Markdown
from awesomelint.source import Source

_LINE_PREFIX = re.compile(r"\n[ \t>]*")


def stock_parser() -> MarkdownIt:
    """Return a stock parser of the same language; like ours it leaves targets as they are written."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.options["maxNesting"] = MAX_NESTING
    for name, function in (
        ("normalizeLink", lambda url: url),
        ("normalizeLinkText", lambda text: text),
        ("validateLink", lambda url: True),
    ):
        setattr(parser, name, function)
    return parser


def said_by_stock(parser: MarkdownIt, text: str) -> list[str]:
    """Return what a text says to a stock parser."""
    return _joined(part for token in parser.parse(text) for part in _stock_block(token))


def said_by_us(source: Source, markdown: Markdown) -> list[str]:
    """Return what a text says to us."""
    return _joined(_our_blocks(source, markdown.root))


class _Text(str):
    """A part that is joined with the texts around it."""

    __slots__ = ()


def _joined(parts: Iterable[str]) -> list[str]:
    joined: list[str] = []
    for part in parts:
        if isinstance(part, _Text) and joined and isinstance(joined[-1], _Text):
            joined[-1] = _Text(joined[-1] + part)
        elif part:
            joined.append(part)
    return [str(part) for part in joined]


# -- stock tokens

_SILENT = {"thead_open", "thead_close", "tbody_open", "tbody_close"}


def _stock_block(token: Token) -> Iterator[str]:
    if token.type in _SILENT or token.hidden:
        return
    if token.type == "inline":
        yield from _stock_inline(token.children or [])
    elif token.type == "html_block":
        yield from ("<html>", token.content.rstrip("\n"))
    elif token.type in ("fence", "code_block"):
        yield "<pre>"
    elif token.type == "ordered_list_open":
        yield f"<ol {token.attrs.get('start', 1)}>"
    elif token.tag in ("th", "td"):
        yield "<td>" if token.nesting > 0 else "</td>"
    else:
        yield f"<{token.tag}>" if token.nesting >= 0 else f"</{token.tag}>"


def _stock_inline(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("text", "text_special"):
            yield _Text(token.content)
        elif token.type == "softbreak":
            yield "<soft>"
        elif token.type == "hardbreak":
            yield "<hard>"
        elif token.type == "code_inline":
            yield f"<code>{token.content}"
        elif token.type == "html_inline":
            yield token.content
        elif token.type == "image":
            yield f"<img {token.attrs['src']!r} {_alternative(token.children or [])!r}>"
        elif token.type == "link_open":
            yield f"<a {token.attrs['href']!r} {token.attrs.get('title', '')!r}>"
        else:
            yield f"<{token.tag}>" if token.nesting > 0 else f"</{token.tag}>"


def _alternative(tokens: list[Token]) -> str:
    found = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            found.append(" ")
        elif token.type == "image":
            found.append(_alternative(token.children or []))
        elif token.type != "html_inline":
            found.append(token.content)
    return "".join(found)


# -- our tree

_TAGS = {
    BlockKind.PARAGRAPH: "p",
    BlockKind.BULLET_LIST: "ul",
    BlockKind.ITEM: "li",
    BlockKind.QUOTE: "blockquote",
    BlockKind.TABLE: "table",
    BlockKind.ROW: "tr",
    BlockKind.CELL: "td",
}


def _our_blocks(source: Source, block: Block) -> Iterator[str]:
    for child in block.children:
        yield from _our_block(source, child)


def _our_block(source: Source, block: Block) -> Iterator[str]:
    if block.kind is BlockKind.HTML:
        assert block.inline is not None
        yield from ("<html>", block.inline.content)
    elif block.kind is BlockKind.CODE:
        yield "<pre>"
    elif block.kind is BlockKind.RULE:
        yield "<hr>"
    elif block.kind is BlockKind.PARAGRAPH and block.is_tight:
        yield from _our_inline(source, block.inline)
    else:
        tag = opening = _TAGS.get(block.kind, f"h{block.level}")
        if block.kind is BlockKind.ORDERED_LIST:
            tag, opening = "ol", f"ol {block.children[0].ordinal}"
        yield f"<{opening}>"
        yield from _our_inline(source, block.inline)
        yield from _our_blocks(source, block)
        yield f"</{tag}>"


class _Element(NamedTuple):
    start: int
    end: int
    opening: str
    closing: str


def _our_inline(source: Source, inline: Inline | None) -> Iterator[str]:
    if inline is None:
        return
    elements = [_link_element(link) for link in inline.links if link.syntax not in (LinkSyntax.BARE, LinkSyntax.HTML)]
    elements += [_emphasis_element(emphasis) for emphasis in inline.emphases]
    elements += [_Element(segment.start, segment.end, _our_segment(source, segment), "") for segment in inline.segments]
    elements.sort(key=lambda element: (element.start, -element.end, not element.closing))
    opened: list[_Element] = []
    for element in elements:
        while opened and opened[-1].end <= element.start:
            yield opened.pop().closing
        yield element.opening
        if element.closing:
            opened.append(element)
    while opened:
        yield opened.pop().closing


def _link_element(link: Link) -> _Element:
    return _Element(link.span.start, link.span.end, f"<a {link.url!r} {link.title!r}>", "</a>")


def _emphasis_element(emphasis: Emphasis) -> _Element:
    tag = {Mark.BOLD: "strong", Mark.ITALIC: "em", Mark.STRIKE: "s"}[emphasis.mark]
    return _Element(*emphasis.outer, f"<{tag}>", f"</{tag}>")


def _our_segment(source: Source, segment: Segment) -> str:
    raw = source[segment.span]
    if segment.kind is SegmentKind.TEXT or (segment.kind is SegmentKind.CODE and not raw.startswith("`")):
        return _Text(segment.text)  # what is in <code> is text to a parser of Markdown
    if segment.kind is SegmentKind.CODE:
        return f"<code>{segment.text}"
    if segment.kind is SegmentKind.IMAGE:
        return f"<img {segment.url!r} {segment.text!r}>" if raw.startswith("!") else raw
    if segment.kind is SegmentKind.TAG or segment.text != "\n":
        return segment.text
    return "<soft>" if segment.kind is SegmentKind.SOFT_BREAK else "<hard>"
