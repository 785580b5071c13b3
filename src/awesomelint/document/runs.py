"""From inline tokens and HTML to runs, links and emphases with their places in the source."""

from __future__ import annotations

import html
import re

from markdown_it.token import Token

from awesomelint.document.blocks import Emphasis, Inline, Link, LinkSyntax, Mark, OffsetMap, Run, RunKind
from awesomelint.document.html import BREAKS, MARKS, Tag, tag_at, tags
from awesomelint.document.inline import InlineToken
from awesomelint.span import Span

_BARE_URL = re.compile(
    r"(?<![\w@/.-])(?:https?://|www\.(?=[\w-]+\.))[^\s<>\x00-\x1f|`\"（）【】，。；、：！？》」]+", re.IGNORECASE
)
_TRAILING_ENTITY = re.compile(r"&[a-zA-Z0-9]+;$")
_EMPHASIS = {"strong": Mark.BOLD, "em": Mark.ITALIC, "s": Mark.STRIKE}
_SPACES = " \t\n"


def inline_from_tokens(tokens: list[Token], content: str, at: OffsetMap, span: Span) -> Inline:
    """Read the tokens of one inline content."""
    builder = _Builder(content, at)
    for token in tokens:
        assert isinstance(token, InlineToken)
        builder.take(token)
    return builder.finish(span)


def inline_from_html(content: str, at: OffsetMap, span: Span) -> Inline:
    """Read an HTML block as if its text were inline content; tags that begin a line of their own are breaks."""
    builder = _Builder(content, at)
    done = 0
    for tag in tags(content):
        builder.html_text(done, tag.start)
        builder.tag(tag)
        done = tag.end
    builder.html_text(done, len(content))
    return builder.finish(span)


class _Builder:
    """Collects the runs of one inline content from left to right."""

    def __init__(self, content: str, at: OffsetMap):
        self.content = content
        self.at = at
        self.runs: list[Run] = []
        self.links: list[Link] = []
        self.emphases: list[Emphasis] = []
        self.marks = Mark.NONE
        self.link: Link | None = None
        self._open: list[tuple[Mark, int, int]] = []
        self._link_start = 0

    def take(self, token: InlineToken) -> None:
        kind = token.type
        if kind in {"text", "text_special"}:
            if token.content:
                self.add(RunKind.TEXT, token.content, token.start, token.end)
        elif kind == "link_open":
            self.open_link(token)
        elif kind == "link_close":
            self.close_link(token)
        elif token.tag in _EMPHASIS:
            self.emphasis(token)
        elif kind == "softbreak":
            self.add(RunKind.SOFT_BREAK, "\n", token.start, token.end)
        elif kind == "hardbreak":
            self.add(RunKind.HARD_BREAK, "\n", token.start, token.end)
        elif kind == "code_inline":
            self.add(RunKind.CODE, token.content, token.start, token.end)
        elif kind == "image":
            self.image(token)
        elif kind == "html_inline":
            tag = tag_at(token.content, 0)
            if tag is None:
                self.add(RunKind.TAG, token.content, token.start, token.end)
            else:
                self.tag(tag, token.start)

    def add(self, kind: RunKind, text: str, start: int, end: int, url: str = "") -> None:
        start, end = self.at(start), self.at(end - 1) + 1 if end > start else self.at(end)
        if kind is RunKind.TEXT and self.runs:
            last = self.runs[-1]
            if last.kind is kind and last.end == start and last.marks == self.marks and last.link is self.link:
                last.text += text
                last.end = end
                return
        self.runs.append(Run(kind, text, start, end, self.marks, self.link, url))

    # -- links

    def open_link(self, token: InlineToken) -> None:
        start = self.at(token.start)
        href = token.attrs.get("href", "")
        link = Link(Span(start, start), "", None, str(href), None, title=str(token.attrs.get("title", "")))
        if token.info == "auto":
            link.syntax = LinkSyntax.AUTOLINK
        self.link = link
        self._link_start = len(self.runs)
        self.links.append(link)

    def close_link(self, token: InlineToken) -> None:
        link = self.link
        if link is None:
            return
        start, close, end = link.span.start, token.start, token.end
        link.span = Span(start, self.at(end - 1) + 1)
        link.label = self.label_since(self._link_start)
        link.label_span = Span(start + 1, self.at(close))
        if link.syntax is LinkSyntax.AUTOLINK:
            link.target_span = link.label_span
        else:
            self.find_target(link, close, end)
        self.link = None

    def find_target(self, link: Link, close: int, end: int) -> None:
        """Set where the target of an inline link stands, or which definition a reference link uses."""
        content = self.content
        if content[end - 1] != ")":
            link.syntax = LinkSyntax.REFERENCE
            named = content[content.rfind("[", close, end) + 1 : end - 1] if end > close + 1 else ""
            link.definition = named or content[self.offset_of(link) : close]
            return
        start = close + 2
        while start < end - 1 and content[start] in _SPACES:
            start += 1
        if content[start] == "<":
            start += 1
            stop = content.index(">", start)
        else:
            stop = start
            while stop < end - 1 and content[stop] not in _SPACES:
                stop += 2 if content[stop] == "\\" and stop + 2 < end else 1
        link.target_span = Span(self.at(start), self.at(stop - 1) + 1) if stop > start else Span(*[self.at(start)] * 2)

    def offset_of(self, link: Link) -> int:
        """Return the content offset of a link's label; only reference links need it."""
        low, high = 0, len(self.content)
        while low < high:
            middle = (low + high) // 2
            if self.at(middle) < link.span.start + 1:
                low = middle + 1
            else:
                high = middle
        return low

    def label_since(self, first: int) -> str:
        parts = []
        for run in self.runs[first:]:
            if run.kind in (RunKind.SOFT_BREAK, RunKind.HARD_BREAK):
                parts.append(" ")
            elif run.kind is not RunKind.TAG:
                parts.append(run.text)
        return "".join(parts)

    # -- emphasis, images, tags

    def emphasis(self, token: InlineToken) -> None:
        mark = _EMPHASIS[token.tag]
        width = len(token.markup)
        if token.nesting > 0:
            outer = token.end - width if token.tag != "s" else token.start
            self._open.append((self.marks, outer, outer + width))
            self.marks |= mark
            return
        if not self._open:
            return
        self.marks, outer, inner = self._open.pop()
        inner_end = token.start
        self.emphases.append(
            Emphasis(
                mark,
                token.markup,
                Span(self.at(outer), self.at(inner_end + width - 1) + 1),
                Span(self.at(inner - 1) + 1, self.at(inner_end)),
            )
        )

    def image(self, token: InlineToken) -> None:
        alt = "".join(child.content for child in token.children or ())
        self.add(RunKind.IMAGE, alt, token.start, token.end, str(token.attrs.get("src", "")))

    def tag(self, tag: Tag, base: int = 0) -> None:
        start, end = base + tag.start, base + tag.end
        if tag.name == "a":
            self.anchor(tag, base)
        elif tag.name == "img" and not tag.closing:
            source, alt = tag.attribute("src"), tag.attribute("alt")
            self.add(RunKind.IMAGE, alt.value if alt else "", start, end, source.value if source else "")
            return
        elif tag.name in MARKS:
            self.marks = self.marks & ~MARKS[tag.name] if tag.closing else self.marks | MARKS[tag.name]
        elif tag.name in BREAKS:
            self.add(RunKind.HARD_BREAK, tag.raw, start, end)
            return
        self.add(RunKind.TAG, tag.raw, start, end)

    def anchor(self, tag: Tag, base: int) -> None:
        if tag.closing:
            if self.link is not None and self.link.syntax is LinkSyntax.HTML:
                self.end_anchor(self.link, self.at(base + tag.start), self.at(base + tag.end - 1) + 1)
            return
        href = tag.attribute("href")
        if href is None or self.link is not None:
            return
        start, end = self.at(base + tag.start), self.at(base + tag.end - 1) + 1
        target = Span(self.at(base + href.start), self.at(base + href.end))
        self.link = Link(Span(start, end), "", Span(end, end), href.value, target, LinkSyntax.HTML)
        self._link_start = len(self.runs) + 1
        self.links.append(self.link)

    def end_anchor(self, link: Link, close: int, end: int) -> None:
        """End an HTML link at its closing tag (source offsets); one that is never closed runs to the end of the block."""
        assert link.label_span is not None
        link.label = " ".join(self.label_since(self._link_start).split())
        link.label_span = Span(link.label_span.start, close)
        link.span = Span(link.span.start, end)
        self.link = None

    def html_text(self, start: int, end: int) -> None:
        """Take text between two tags of an HTML block: lines are soft breaks, entities are resolved."""
        position = start
        while position < end:
            stop = self.content.find("\n", position, end)
            line_end = end if stop < 0 else stop
            raw = self.content[position:line_end]
            body = raw.strip()
            if body:
                first = position + raw.index(body[0])
                self.add(RunKind.TEXT, html.unescape(body), first, first + len(body))
            if stop >= 0:
                if self.runs and self.runs[-1].kind not in (RunKind.SOFT_BREAK, RunKind.HARD_BREAK):
                    self.add(RunKind.SOFT_BREAK, "\n", stop, stop + 1)
                position = stop + 1
            else:
                position = end

    def finish(self, span: Span) -> Inline:
        if self.link is not None:
            self.end_anchor(self.link, span.end, span.end)
        if "://" in self.content or "www." in self.content:
            self.bare_urls()
        self.emphases.sort(key=lambda emphasis: emphasis.outer)
        return Inline(self.content, span, self.runs, self.links, self.emphases)

    def bare_urls(self) -> None:
        """Cut URLs that stand in running text into links of their own, as GitHub shows them."""
        runs: list[Run] = []
        found = False
        for run in self.runs:
            if run.kind is not RunKind.TEXT or run.link is not None or len(run.text) != run.end - run.start:
                runs.append(run)
                continue
            done = 0
            for match in _BARE_URL.finditer(run.text):
                end = match.start() + len(_trim_url(match[0]))
                if end <= match.start():
                    continue
                found = True
                if match.start() > done:
                    before = run.text[done : match.start()]
                    runs.append(Run(run.kind, before, run.start + done, run.start + match.start(), run.marks, None))
                url = run.text[match.start() : end]
                span = Span(run.start + match.start(), run.start + end)
                link = Link(span, url, span, url, span, LinkSyntax.BARE)
                runs.append(Run(RunKind.TEXT, url, span.start, span.end, run.marks, link))
                self.links.append(link)
                done = end
            if done == 0:
                runs.append(run)
            elif done < len(run.text):
                runs.append(Run(run.kind, run.text[done:], run.start + done, run.end, run.marks, None))
        if found:
            self.runs = runs
            self.links.sort(key=lambda link: link.span)


def _trim_url(url: str) -> str:
    """Drop the punctuation that GitHub leaves out of a bare URL."""
    while url:
        if (
            url[-1] in "?!.,:*_~'\""
            or (url[-1] == ")" and url.count(")") > url.count("("))
            or (url[-1] == "]" and url.count("]") > url.count("["))
        ):
            url = url[:-1]
        elif url[-1] == ";" and (entity := _TRAILING_ENTITY.search(url)):
            url = url[: entity.start()]
        else:
            break
    return url
