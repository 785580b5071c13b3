"""Markdown that readers see as its source: inside HTML, and in code by its indent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from awesomelint.checks.form.structure import misindented_blocks
from awesomelint.checks.numbering.rows import are_years
from awesomelint.checks.rendering.indents import shifted
from awesomelint.checks.rendering.loss import LINK, Loss, loss_in
from awesomelint.checks.rendering.signs import blank_line
from awesomelint.checks.rendering.table_lines import line_at
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Severity
from awesomelint.document.model import Document
from awesomelint.markdown.blocks import (
    INDENT_OF_CODE,
    Block,
    BlockKind,
    block_above,
    column_at,
    indent_of,
    is_indented_code,
    item_around,
    quote_depth,
    text_column,
)
from awesomelint.markdown.html import Tag, tags
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Source, Span
from awesomelint.startup import NamedTuple, expression

_RAW_TAGS = frozenset({"pre", "code", "script", "style", "textarea", "svg", "math", "kbd", "samp", "xmp"})
_VOID_TAGS = frozenset({"br", "img", "hr", "input", "meta", "link", "source", "wbr", "col", "!--"})
_ROOMY_TAGS = frozenset(
    {"div", "details", "center", "td", "th", "li", "section", "article", "blockquote", "body", "main"}
)
"""Elements in which a blank line makes what follows Markdown, without harm."""
_BLOCKS = frozenset({"heading", "item", "row", "fence"})
"""What ends a `<p>` in a browser; what is shown in a line would become a paragraph of its own in it, which no browser allows."""

_MARKDOWN = expression(
    r"^(?:[ \t>]*|[ \t>\0]*(?=##?))(?P<heading>#{1,6})(?:[ \t]+[^\s#]|(?<=##)[^\W\da-z_])"
    r"|^[ \t>]*(?P<fence>```+)[\w ]*$"
    r"|^[ \t>]*(?P<row>\|[^\n]*\|[ \t]*\n[ \t>]*\|[ \t]*:?-+:?[ \t]*\|)"
    r"|^[ \t>]*(?P<item>[-*+]|\d{1,9}[.)])[ \t]+(?=\S)"
    r"|(?P<link>!?\[(?:[^\[\]\n]|\[[^\[\]\n]*\](?:\([^()\s]*\))?)+\]\([^()\s]*[/.#][^()\s]*(?:[ \t]+\"[^\"\n]*\")?\))"
    r"|(?P<bold>(?<![\w*])\*\*(?![\s*])[^*\n]+(?<!\s)\*\*(?![\w*]))"
    r"|(?:(?<=<summary>)|(?<=\0))(?:(?P<italic>\*(?![\s*])[^*\n\0]+(?<!\s)\*)|(?P<code>`[^`\n\0]+`))(?=</summary>|\0)",
    re.MULTILINE,
)


_SIMPLE = expression(
    r"\*\*(?P<b>[^*<`\[\\]+)\*\*|\*(?P<i>[^*<`\[\\]+)\*|`(?P<code>[^`<&]+)`"
    r"|\[(?P<a>[^][*_<`\\]+)\]\((?P<url>https?://[^\s()\"'<>\\&]+)\)"
)
"""Markdown in a line that has no other in it, and what HTML calls it."""
_MARKDOWN_INSIDE = expression(r"<\w+(?:\s[^>]*)?\smarkdown(?:[\s=>])")
"""A tag that other renderers than GitHub's are told by to read what is in it as Markdown."""


class _Raw(NamedTuple):
    """Markdown in an HTML block: where it begins, of which kind each piece is, and the innermost open element there.

    `is_row` tells that the block ends a table and holds rows of it. `places` are where all of it is.
    """

    start: int
    kinds: tuple[str, ...]
    element: str
    begins_line: bool
    is_row: bool = False
    places: tuple[Span, ...] = ()


def markdown_in_html(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report Markdown in blocks of HTML, which reach to the next blank line; one finding a block."""
    for block in document.blocks:
        if block.kind is BlockKind.HTML and block.inline is not None:
            raw = _first_markdown(block.inline.content)
            if raw is not None:
                yield _raw_report(document, rule, block, _row_in(block, raw) or raw)


def _first_markdown(content: str) -> _Raw | None:
    last = content.rfind("<!--")
    if last >= 0 and content.find("-->", last) < 0:
        content = content[:last]  # hidden, and another rule's
    if not any(sign in content for sign in ("](", "**", "# ")) and not _MARKDOWN.search(content):
        return None
    found = list(tags(content))
    if any(_MARKDOWN_INSIDE.match(tag.raw) for tag in found):
        return None
    text = _without(content, found)
    ends = {tag.end: tag for tag in found}
    matches = [match for match in _MARKDOWN.finditer(text) if not _is_count(match, ends)]
    items = [match for match in matches if match.lastgroup == "item"]
    numbers = [int(match["item"][:-1] or 0) for match in items]
    if are_years(numbers) or (len(items) < 2 and not any(_line_has_link(text, match) for match in items)):
        matches = [match for match in matches if match.lastgroup != "item"]
    matches = [match for match in matches if match.lastgroup not in ("italic", "code") or _is_summary(match, ends)]
    if not matches:
        return None
    kinds = [match.lastgroup or "" for match in matches]
    first = matches[0]
    start = first.start(first.lastgroup or 0)
    line = content.rfind("\n", 0, start) + 1
    begins_line = not content[line:start].strip(" \t>")
    places = tuple(Span(*match.span()) for match in matches)
    return _Raw(start, tuple(kinds), _innermost(found, start), begins_line, places=places)


def _row_in(block: Block, raw: _Raw) -> _Raw | None:
    """Return the first Markdown as a row, if it is on the line of one, and the block right below a table, which it ends."""
    above = block_above(block)
    assert block.inline is not None
    content = block.inline.content
    line = content.rfind("\n", 0, raw.start) + 1
    start = line + len(content[line:]) - len(content[line:].lstrip(" \t>"))
    if above is None or above.kind is not BlockKind.TABLE or above.last + 1 != block.first or content[start] != "|":
        return None
    return raw._replace(start=start, kinds=("row", *raw.kinds), begins_line=True, is_row=True)


def _is_count(match: re.Match[str], ends: dict[int, Tag]) -> bool:
    """Return whether a single # behind a tag is no title in `<center>` or `<div>`, but rather that of `<th># Papers`."""
    if match["heading"] != "#" or "\0" not in match[0]:
        return False
    end = match.start("heading")
    while match.string[end - 1] in " \t":
        end -= 1
    tag = ends.get(end)
    return tag is None or tag.closing or tag.name not in ("center", "div")


def _is_summary(match: re.Match[str], ends: dict[int, Tag]) -> bool:
    """Return whether emphasis or code is right behind `<summary>`: elsewhere it may be a sign, as in `<td>*</td>`."""
    tag = ends.get(match.start())
    return tag is not None and tag.name == "summary" and not tag.closing


def _line_has_link(text: str, match: re.Match[str]) -> bool:
    end = text.find("\n", match.end())
    return LINK.search(text, match.end(), len(text) if end < 0 else end) is not None


def _without(content: str, found: list[Tag]) -> str:
    """Return a content of the same length with nothing where tags and elements of code are, and spaces for comments."""
    pieces: list[str] = []
    done = 0
    raw = ""
    for tag in found:
        text = content[done : tag.start]
        pieces.append(_blanked(text) if raw else text)
        pieces.append(_blanked(tag.raw, " " if tag.name == "!--" else "\0"))
        done = tag.end
        if raw:
            raw = "" if tag.closing and tag.name == raw else raw
        elif tag.name in _RAW_TAGS and not tag.closing:
            raw = tag.name
    rest = content[done:]
    return "".join((*pieces, _blanked(rest) if raw else rest))


def _blanked(text: str, sign: str = "\0") -> str:
    return "\n".join(sign * len(line) for line in text.split("\n"))


def _innermost(found: list[Tag], offset: int) -> str:
    """Return the innermost element that is open at an offset, as far as the block tells."""
    opened: list[str] = []
    count = Counter[str]()
    for tag in found:
        if tag.start >= offset:
            break
        if tag.name in _VOID_TAGS or tag.raw.endswith("/>"):
            continue
        if not tag.closing:
            opened.append(tag.name)
            count[tag.name] += 1
            continue
        while count[tag.name]:
            name = opened.pop()
            count[name] -= 1
            if name == tag.name:
                break
    return opened[-1] if opened else ""


_WORDS = {
    "heading": "heading",
    "fence": "code",
    "row": "table",
    "item": "list",
    "link": "link",
    "bold": "bold text",
    "italic": "italic text",
    "code": "code",
}


def _raw_report(document: Document, rule: Rule, block: Block, raw: _Raw) -> Diagnostic:
    assert block.inline is not None
    source, content = document.source, block.inline.content
    loss = _loss(content[raw.start :], raw)
    what = str(loss) or " and ".join(dict.fromkeys(_WORDS[kind] for kind in raw.kinds))
    place = (
        "in HTML that ends a table" if raw.is_row else f"inside <{raw.element}>" if raw.element else "right behind HTML"
    )
    message = f"Markdown {place} is not rendered: readers see {what} as raw text"
    line = block.first + content.count("\n", 0, raw.start)
    indent, at = indent_of(source, line, quote_depth(block))
    if not raw.begins_line:
        rest = content[raw.start :].split("\n", 1)[0].rstrip("\r")
        at = source.text.rfind(rest, *source.line_span(line))
    item = item_around(block)
    expected = item.indent if item is not None else 0
    is_no_code = expected <= indent < expected + INDENT_OF_CODE
    fix = None
    if raw.begins_line and line > block.first and _takes_blank_line(raw, content) and is_no_code:
        fix = Fix((blank_line(source, block, line),), title="add a blank line")
    if raw.element == "summary":
        fix = fix or _as_html(source, content, raw.places, at)
    is_lost = not {"heading", "item", "row"}.isdisjoint(raw.kinds) or loss.entries > 0
    is_item = raw.element == "li" or (item is not None and item.first == block.first)
    is_lost = is_lost or (is_item and "link" in raw.kinds)
    span = Span(at, max(at + 1, source.line_span(line).end))
    return rule.diagnose(span, message, fix=fix, severity=None if is_lost else Severity.WARNING)


def _as_html(source: Source, content: str, places: Sequence[Span], at: int) -> Fix | None:
    """Return the fix that writes simple Markdown on a line as HTML; none where some is not simple, or on other lines.

    The first of it is at `at` in the source.
    """
    first = places[0].start
    if "\n" in content[first : places[-1].end]:
        return None
    edits: list[Edit] = []
    for start, end in places:
        simple = _SIMPLE.fullmatch(content, start, end)
        if simple is None:
            return None
        tag = "a" if simple["a"] else simple.lastgroup or ""
        opening = f'<a href="{simple["url"]}">' if simple["a"] else f"<{tag}>"
        edits.append(Edit(Span(at + start - first, at + end - first), f"{opening}{simple[tag]}</{tag}>"))
    return Fix(tuple(edits), title="write HTML")


def _takes_blank_line(raw: _Raw, content: str) -> bool:
    """Return whether a blank line can be before Markdown in an element, without harm to what is around it."""
    if raw.is_row:
        return False
    if not raw.element or raw.element in _ROOMY_TAGS:
        return True
    if raw.element == "a":  # `<a id="x">` above a heading, which only marks the place
        return raw.kinds[0] == "heading" and "href" not in content[: raw.start].lower()
    return raw.element == "p" and raw.kinds[0] in _BLOCKS


def _loss(text: str, raw: _Raw) -> Loss:
    entries = loss_in(text).entries if "item" in raw.kinds or "row" in raw.kinds else 0
    return Loss(raw.kinds.count("heading"), entries, raw.kinds.count("link"))


# -- entries in code by indent


_TITLE = expression(r"(#{2,6})[ \t]+(?:[^\W\da-z_]|(?:19|20)\d\d(?!\d))")
"""A heading, not the comment of a script."""
_ENTRY = expression(r"(?:[-*+]|\d{1,9}[.)]|#{1,6})[ \t]+\S|(?:[^\w\s!-~]{1,4}[ \t]*)?\[[^\]]+\]\(https?://|\*\*?[^\s*]")
_PLACEHOLDER = expression(
    r"\]\((?:<?(?:https?://)?(?:url|link|href|\.\.\.|xxx+|your-?\w*|some-?\w*)\b[^)]*)?\)"
    r"|\[(?:the )?(?:(?:paper|resource|project|link|tool) )?(?:name|title)(?: of \w+)?\]"
    r"|<[a-z][a-z ]*>|\{[a-z_ ]+\}",
    re.IGNORECASE,
)
"""Words that stand for others, where code shows how to write an entry."""


def entries_as_code(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report entries and headings that are code by their indent, and not those that `continuation_indent` reports."""
    known: set[int] | None = None
    levels = {block.level for block in document.blocks if block.kind is BlockKind.HEADING}
    for block in document.blocks:
        if block.kind is not BlockKind.CODE or not is_indented_code(block):
            continue
        loss = _lost_in(document.source, block, levels)
        if not loss.is_grave:
            continue
        if known is None:
            known = {each.first for found in misindented_blocks(document) for each in found.blocks}
        if block.first not in known:
            yield _code_report(document.source, rule, block, loss)


def _lost_in(source: Source, block: Block, levels: set[int]) -> Loss:
    """Return what is lost where all lines of code read like entries and hold no words that stand for others.

    A heading counts between entries alone, if the list has headings of its level and no words with a colon introduce it.
    """
    quotes = quote_depth(block)
    headings = entries = others = 0
    for line in range(block.first, block.last + 1):
        _, offset = indent_of(source, line, quotes)
        text = source.text[offset : source.line_span(line).end]
        if not text.strip():
            continue
        if _PLACEHOLDER.search(text):
            return Loss()
        if line == block.first and not _ENTRY.match(text):
            return Loss()
        title = _TITLE.match(text)
        if title is not None and len(title[1]) in levels:
            headings += 1
        elif _ENTRY.match(text) and LINK.search(text):
            entries += 1
        else:
            others += 1
    if headings and _is_introduced(block):
        return Loss()  # how a section is written
    return Loss(0 if others else headings, entries)


def _is_introduced(block: Block) -> bool:
    """Return whether the paragraph above a block ends with a colon."""
    above = block_above(block)
    inline = above.inline if above is not None and above.kind is BlockKind.PARAGRAPH else None
    return inline is not None and inline.content.rstrip().endswith((":", "："))


def _code_report(source: Source, rule: Rule, block: Block, loss: Loss) -> Diagnostic:
    column, expected, edits = moved_left(source, block)
    start = line_at(source, block, block.first).start
    message = f"found text indented by {column}, expected {expected}: readers see {loss} as code"
    fix = Fix(edits, title=f"indent by {expected}")
    return rule.diagnose(Span(start, source.line_span(block.first).end), message, fix=fix)


def moved_left(source: Source, block: Block) -> tuple[int, int, tuple[Edit, ...]]:
    """Return the columns of indented code and of text in its place, and the edits that move the code there.

    On the line of a list marker, that is one space behind the marker.
    """
    item = item_around(block)
    expected = text_column(source, block, block.first)
    first = line_at(source, block, block.first).start
    column = column_at(source, block.first, first)
    edits = list(shifted(source, block, expected - column))
    if item is not None and item.marker is not None and item.first == block.first:
        edits[0] = Edit(Span(item.marker.end, first), " ")
    return column, expected, tuple(edits)
