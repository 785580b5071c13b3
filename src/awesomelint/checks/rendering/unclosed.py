"""Comments, fences, `<pre>` and `<details>` that are never closed, and hide or fold what follows."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from itertools import pairwise

from awesomelint.checks.rendering.loss import Loss, loss_in
from awesomelint.checks.rendering.table_lines import line_at
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Severity
from awesomelint.document.model import Document
from awesomelint.markdown.blocks import Block, BlockKind, Inline, SegmentKind
from awesomelint.markdown.html import tag_at
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Source, Span
from awesomelint.startup import expression

_OPENING = expression(r"(`{3,}|~{3,})[ \t]*([^\n`]*)")
_VERBATIM = expression(r"\s*(<(?:pre|script|style|textarea))(?=[\s>])", re.IGNORECASE)
_END = expression(r"</(?:pre|script|style|textarea)>", re.IGNORECASE)
_SUMMARY = expression(r"<details[^<>]*+>\s*+<summary", re.IGNORECASE)
_SHOWN = frozenset({"markdown", "md", "html", "text", "txt", "mdx", "rst", "latex", "tex", "bibtex"})
"""Languages of code in which headings and entries are examples, if it is closed."""
_BOLD = expression(r"(?<![\w*\\/])\*\*(?:(?=(?P<link>\[))|(?=\w))")
_MISSPELT = expression(r"<!(?:-(?!-)|[–—]+)[^<>]*[-–—]>")
_SHORTEST = 2
"""Characters from the beginning of a comment to its end at the least: `<!-->` is one."""
_REACH = 400
"""Characters behind a paragraph in which the blank line is that ends it."""
_HALF_CLOSED = expression(r"^[ \t>]*(?:`{3,}|~{3,})[ \t\r]*$", re.MULTILINE)
"""A fence that was meant to close another one, and is too short or of another sign."""


def unclosed(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report where a comment, a fence, `<pre>` or `<details>` is opened that is never closed, and what it hides."""
    end = yield from _comments(document, rule)
    yield from _ends_in_text(document, rule)
    yield from _elements(document, rule)
    yield from _fences(document, rule)
    yield from _details(document, rule, end)
    yield from _bold(document, rule)


def _bold(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report `**` before a link, or where a text with links begins, that nothing closes."""
    for block in document.blocks:
        inline = block.inline
        if inline is None or not inline.links or inline.content.count("**") % 2 == 0:
            continue
        for match in _BOLD.finditer(document.source.text, *inline.span):
            segment = document.places.segment_at(match.start())
            is_text = segment is not None and segment.kind is SegmentKind.TEXT
            if is_text and (match["link"] or match.start() == inline.span.start):
                yield rule.diagnose(
                    Span(*match.span()), "the ** is never closed: readers see it", severity=Severity.WARNING
                )


# -- comments


def _comments(document: Document, rule: Rule) -> Generator[Diagnostic, None, int]:
    """Report comments without an end: the first one that hides the rest, those that hide up to the next, and those in text.

    Returns the offset from which on all is hidden.
    """
    source = document.source
    last_end = source.text.rfind("-->")
    for block in document.blocks:
        inline = block.inline
        if inline is None or "<!" not in inline.content:
            continue
        if block.kind is not BlockKind.HTML:
            yield from _comment_in_text(source, rule, inline)
            continue
        start = _opening(inline.content)
        if start is None:
            continue
        line = block.first + inline.content.count("\n", 0, start)
        rest = inline.content[start:].partition("\n")[0]
        at = source.text.rfind(rest, source.line_starts[line - 1], source.line_span(line).end)
        end = inline.content.find("-->", start + _SHORTEST)
        if end >= 0:
            yield from _closed_late(source, rule, block, at, inline.content[start:end])
            continue
        is_first = not inline.content[:start].strip()
        if not is_first and at < last_end:
            continue  # a browser reads on to the next end
        # The comment ends with the item or quote that it is in, but a browser reads on to the next end.
        close = source.text.find("-->", at) if is_first else -1
        last = source.line_at(close) if close >= 0 else source.line_count
        loss = loss_in(source.text[at : source.line_span(last).end])
        message = f"the comment is never closed: {_hidden(loss, last, 'hidden')}"
        yield rule.diagnose(Span(at, at + 4), message, severity=None if loss.is_grave else Severity.WARNING)
        if last == source.line_count:
            return at
    return len(source.text)


def _ends_in_text(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report the end of a comment that holds another one: it ended with the first `-->`, that of the other one."""
    ended: list[int] = []
    for block in document.blocks:
        for segment in block.inline.segments if block.inline is not None and "-->" in block.inline.content else ():
            if segment.kind is SegmentKind.TAG and segment.text.startswith("<!--"):
                ended += [document.source.line_at(segment.end)] * segment.text.count("<!--", 4)
            elif segment.kind is SegmentKind.TEXT and ended and segment.text.endswith("-->"):
                message = f'the comment ended with the first "-->", on line {ended.pop()}: readers see what follows, and this one'
                yield rule.diagnose(Span(segment.end - 3, segment.end), message, severity=Severity.WARNING)


def _comment_in_text(source: Source, rule: Rule, inline: Inline) -> Iterator[Diagnostic]:
    """Report `<!- a -->`, and the beginning of a comment in running text, where a comment cannot hold a blank line."""
    for segment in inline.segments:
        if segment.kind is not SegmentKind.TEXT or "<!" not in segment.text:
            continue
        at = source.text.find("<!--", segment.start, segment.end)
        if _MISSPELT.match(segment.text):
            message = f'found "{segment.text[:3]}", expected "<!--": readers see the comment as text'
            yield rule.diagnose(Span(segment.start, segment.start + 3), message, severity=Severity.WARNING)
        elif at >= 0 and source.text[at - 1 : at] != "\\":
            is_cut = (
                source.text[inline.span.end : inline.span.end + _REACH].lstrip(" \t\r").startswith(("\n\n", "\n\r\n"))
            )
            message = (
                "a blank line ends the comment, which begins inside a paragraph: readers see it and what follows"
                if is_cut and source.text.find("-->", at) >= 0
                else "the comment is not closed in the paragraph where it begins: readers see it as text"
            )
            yield rule.diagnose(Span(at, at + 4), message, severity=Severity.WARNING)
            return


def _closed_late(source: Source, rule: Rule, block: Block, at: int, comment: str) -> Iterator[Diagnostic]:
    """Report a comment that ends only where a later one ends, and hides something up to that."""
    again = comment.find("<!--", 4)
    loss = loss_in(comment[:again])
    if loss.is_grave and not _goes_on(source, source.text.find("-->", at + 4) + 3):
        last = source.line_at(at) + comment.count("\n")
        message = f"the comment is closed only by the end of the next one: {_hidden(loss, last, 'hidden')}"
        yield rule.diagnose(Span(at, at + 4), message)


def _opening(content: str) -> int | None:
    """Return where the first comment begins that is not closed, or holds another opening."""
    at = content.find("<!--")
    while at >= 0:
        end = content.find("-->", at + _SHORTEST)
        if end < 0 or content.find("<!--", at + 4, end) >= 0:
            return at
        at = content.find("<!--", end + 3)
    return None


def _goes_on(source: Source, offset: int) -> bool:
    """Return whether another end of a comment follows without a beginning: then comments were put into a comment."""
    end = source.text.find("-->", offset)
    start = source.text.find("<!--", offset)
    return end >= 0 and (start < 0 or end < start)


def _hidden(loss: Loss, last: int, how: str) -> str:
    what = str(loss) or "what follows"
    verb = "are" if loss.headings + loss.entries + (0 if loss.entries else loss.links) > 1 else "is"
    return f"{what} up to line {last} {verb} {how}"


# -- elements whose text is shown as it is, or not at all


def _elements(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report `<pre>`, `<script>`, `<style>` or `<textarea>` without an end, which no blank line ends, if it hides something."""
    source = document.source
    for block in document.blocks:
        if block.kind is not BlockKind.HTML or block.inline is None:
            continue
        opening = _VERBATIM.match(block.inline.content)
        if opening is None or _END.search(block.inline.content) is not None:
            continue
        at = source.text.find(opening[1], source.line_starts[block.first - 1])
        loss = loss_in(source.text[at : source.line_span(block.last).end])
        if loss.is_grave:
            how = "shown as it is written" if opening[1].lower() == "<pre" else "hidden"
            message = f"{opening[1]}> is never closed: {_hidden(loss, block.last, how)}"
            yield rule.diagnose(Span(at, at + len(opening[1])), message)


# -- fences


def _fences(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report a fence without an end, and one that ends only at a later fence.

    Where a fence in the middle has lost its end, all later ones are taken for their opposite, and the last is left open: the
    first that holds headings or entries is to blame.
    """
    source = document.source
    fenced = [block for block in document.blocks if block.kind is BlockKind.CODE and block.markup[:1] in ("`", "~")]
    is_odd = any(not is_closed(source, block) for block in fenced)
    for block in fenced:
        start = line_at(source, block, block.first).start
        opening = _OPENING.match(source.text, start)
        if opening is None:
            continue
        words = opening[2].split()
        closed = is_closed(source, block)
        is_shown = bool(words) and words[0].strip("{}.").lower() in _SHOWN
        if is_shown and closed:
            continue
        body = source.text[source.line_starts[block.first - 1] + 1 : source.line_span(block.last).end]
        body = body.partition("\n")[2]
        loss = loss_in(body)
        loss = loss._replace(headings=_deep_headings(body))
        if is_shown and loss.headings + loss.entries < 2 and not _HALF_CLOSED.search(body):
            continue  # one entry is an example, at the end of a list or an item
        if not loss.is_grave or (closed and not (is_odd or _opens_inside(body, opening[1]))):
            continue
        if closed and not (loss.headings and loss.entries):
            continue
        what = "is never closed" if not closed else "is closed only by the beginning of another one"
        message = f"the code {what}: {_hidden(loss, block.last, 'shown as code')}"
        yield rule.diagnose(Span(start, start + len(opening[1])), message)
        return


def _deep_headings(text: str) -> int:
    """Count headings of level 2 and below; `# text` may be a comment in code."""
    return sum(line.lstrip(" >").startswith("##") and line.lstrip(" >#")[:1].isalpha() for line in text.split("\n"))


def is_closed(source: Source, block: Block) -> bool:
    """Return whether code in a fence has its end."""
    if block.last == block.first:
        return False
    line = source.line(block.last).strip(" \t>")
    return bool(line) and set(line) == {block.markup[0]} and len(line) >= len(block.markup)


def _opens_inside(body: str, fence: str) -> bool:
    return any(line.startswith(fence) and line[len(fence) :].strip().isalpha() for line in body.split("\n"))


# -- <details>


def _details(document: Document, rule: Rule, stop: int) -> Iterator[Diagnostic]:
    """Report each `<details>` above `stop` without an end, and what is in it up to the next one of them."""
    source = document.source
    opened: list[int] = []
    if "<details" in source.text.lower():
        for at, is_closing in _details_tags(document):
            if not is_closing and at < stop:
                opened.append(at)
            elif opened:
                opened.pop()
    # A second one without a summary was meant to close the first, which has one.
    has_summary = {at: _SUMMARY.match(source.text, at) is not None for at in opened}
    closing = {after for at, after in pairwise(opened) if has_summary[at] and not has_summary[after]}
    for at, after in pairwise((*opened, len(source.text))):
        if after in closing:
            continue
        loss = loss_in(source.text[at:after])
        what = "found <details>, expected </details>" if at in closing else "<details> is never closed"
        message = f"{what}: {_hidden(loss, source.line_at(max(after - 1, at)), 'folded away')}"
        severity = None if loss.is_grave else Severity.WARNING
        yield rule.diagnose(Span(at, at + len("<details")), message, severity=severity)


def _details_tags(document: Document) -> Iterator[tuple[int, bool]]:
    """Yield where each tag of a `<details>` is, and whether it is the closing one."""
    for block in document.blocks:
        if block.inline is None or "details" not in block.inline.content.lower():
            continue
        for segment in block.inline.segments:
            if segment.kind not in (SegmentKind.TAG, SegmentKind.HARD_BREAK) or not segment.text.startswith("<"):
                continue
            tag = tag_at(segment.text, 0)
            if tag is not None and tag.name == "details":
                yield segment.start, tag.closing
