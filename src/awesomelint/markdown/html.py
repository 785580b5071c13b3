"""HTML inside Markdown: tags with offsets, their attributes, and what tags do to the text around them.

`tags` reads as browsers do, `inline_tag_end` by CommonMark's grammar.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.entities import html5

from awesomelint.markdown.blocks import Break, Link, LinkSyntax, Mark, Segment, SegmentKind, label_of
from awesomelint.markdown.links import with_bare_urls
from awesomelint.source import Span
from awesomelint.startup import NamedTuple, expression

_TAG = expression(r"<(/?)([a-zA-Z][\w-]*+)([^\"'<>]*+(?:(?:\"[^\"]*+\"|'[^']*+')[^\"'<>]*+)*+)>")
_INLINE_TAG = expression(
    r"<(?:/[A-Za-z][A-Za-z0-9-]*\s*"
    r"|[A-Za-z][A-Za-z0-9-]*(?:\s+[a-zA-Z_:][\w:.-]*(?:\s*=\s*(?:[^\"'=<>`\x00-\x20]+|'[^']*'|\"[^\"]*\"))?)*\s*/?)>",
    re.ASCII,
)
_DECLARATION = expression(r"<![a-zA-Z]")
_ENTITY = expression(r"&(?:#(?:[0-9]+|[xX][0-9a-fA-F]+);?|[A-Za-z][A-Za-z0-9]*+(?:;|(?!=)))")
"""An entity in the value of an attribute: `&copy=2` there is a parameter (HTML, 13.2.5.73)."""
_TEXT_ENTITY = expression(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)")
"""What `html.unescape` may resolve."""
_ATTRIBUTE = expression(r"(?<![\w:.-])([a-zA-Z_:][\w:.-]*+)\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>`]+))")

MARKS = {
    "b": Mark.BOLD,
    "strong": Mark.BOLD,
    "i": Mark.ITALIC,
    "em": Mark.ITALIC,
    "s": Mark.STRIKE,
    "del": Mark.STRIKE,
    "strike": Mark.STRIKE,
}
_CODE = frozenset({"code", "kbd", "pre", "samp", "script", "style", "textarea", "tt", "xmp"})
"""Elements that hold text as it is: a URL in them is no link."""
BREAKS = frozenset(
    {"br", "p", "div", "tr", "td", "th", "li", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt", "dd"}
)


class Attribute(NamedTuple):
    """The value of an attribute, entities resolved, and where it is written (offsets in the text that held the tag)."""

    value: str
    start: int
    end: int


class Tag(NamedTuple):
    """One tag or comment: `name` in lower case (`!--` for a comment), and its range in the text."""

    name: str
    closing: bool
    raw: str
    start: int
    end: int

    def attribute(self, name: str) -> Attribute | None:
        """Return an attribute by its lower-case name, or `None`."""
        for match in _ATTRIBUTE.finditer(self.raw):
            if match[1].lower() == name:
                group = next(number for number in (2, 3, 4) if match[number] is not None)
                value = _ENTITY.sub(_resolved, match[group])
                return Attribute(value, self.start + match.start(group), self.start + match.end(group))
        return None


def _resolved(entity: re.Match[str]) -> str:
    """Return the character of an entity; a name that begins with that of an entity is none."""
    return html.unescape(entity[0]) if entity[0][1] == "#" or entity[0][1:] in html5 else entity[0]


def tags(text: str) -> Iterator[Tag]:
    """Yield the tags and comments of a text in order, as browsers read them: any attribute goes."""
    position, unclosed = 0, False
    while (start := text.find("<", position)) >= 0:
        position = start + 1
        if not text.startswith("!--", position):
            match = _TAG.match(text, start)
        elif unclosed or (end := _comment_end(text, start)) < 0:
            unclosed, match = True, None
        else:
            yield Tag("!--", False, text[start:end], start, end)
            position = end
            continue
        if match is not None:
            yield _tag(match)
            position = match.end()


def tag_at(text: str, start: int) -> Tag | None:
    """Return the tag or comment that begins at an offset, or `None`."""
    if text.startswith("<!--", start):
        end = _comment_end(text, start)
        return Tag("!--", False, text[start:end], start, end) if end >= 0 else None
    match = _TAG.match(text, start)
    return _tag(match) if match else None


def inline_tag_end(text: str, start: int, end: int, last: dict[str, int]) -> int:
    """Return where the tag, comment or other HTML that begins at a `<` in running text ends, -1 if it is none.

    This is CommonMark's grammar. `last` keeps where the closing marks were last seen before `end`, so that many openings
    without an end cost no search each.
    """
    following = text[start + 1 : start + 2]
    if following == "!":
        if text.startswith("<!--", start, end):
            if text.startswith(("<!-->", "<!--->"), start, end):
                return text.index(">", start) + 1
            return _closed(text, start + 4, end, "-->", last)
        if text.startswith("<![CDATA[", start, end):
            return _closed(text, start + 9, end, "]]>", last)
        return _closed(text, start + 3, end, ">", last) if _DECLARATION.match(text, start, end) else -1
    if following == "?":
        return _closed(text, start + 2, end, "?>", last)
    match = _INLINE_TAG.match(text, start, end)
    return match.end() if match else -1


def _closed(text: str, start: int, end: int, mark: str, last: dict[str, int]) -> int:
    if mark not in last:
        last[mark] = text.rfind(mark, 0, end)
    return text.index(mark, start) + len(mark) if last[mark] >= start else -1


def _comment_end(text: str, start: int) -> int:
    if text.startswith(("<!-->", "<!--->"), start):
        return text.index(">", start) + 1
    end = text.find("-->", start + 4)
    return end + 3 if end >= 0 else -1


def _tag(match: re.Match[str]) -> Tag:
    return Tag(match[2].lower(), match[1] == "/", match[0], match.start(), match.end())


def parse_html(content: str) -> tuple[list[Segment], list[Link]]:
    """Return the segments and links of an HTML block: tags, and the text between them; its line ends are soft breaks."""
    segments: list[Segment] = []
    done = 0
    for tag in tags(content):
        _text_segments(segments, content, done, tag.start)
        segments.append(Segment(SegmentKind.TAG, tag.raw, tag.start, tag.end, Mark.NONE, None))
        done = tag.end
    _text_segments(segments, content, done, len(content))
    links: list[Link] = []
    apply_tags(segments, links, len(content))
    return with_bare_urls(segments, links, content), links


def _text_segments(segments: list[Segment], content: str, start: int, end: int) -> None:
    position = start
    while position < end:
        stop = content.find("\n", position, end)
        line_end = end if stop < 0 else stop
        raw = content[position:line_end]
        if body := raw.strip():
            first = position + len(raw) - len(raw.lstrip())
            segments.append(Segment(SegmentKind.TEXT, html.unescape(body), first, first + len(body), Mark.NONE, None))
            if len(segments[-1].text) < len(body):
                segments[-1].breaks = _breaks_of(body, first)
        if stop >= 0 and segments and not _breaks(segments[-1]):
            segments.append(Segment(SegmentKind.SOFT_BREAK, "\n", stop, stop + 1, Mark.NONE, None))
        position = line_end + 1


def _breaks_of(body: str, first: int) -> list[Break]:
    """Return where the entities of a text are, which begins at an offset."""
    found: list[Break] = []
    for match in _TEXT_ENTITY.finditer(body):
        written, read = match[0], html.unescape(match[0])
        # What is read as `©foo` begins with the entity `&copy`.
        same = 0
        while same + 1 < len(read) and read[-1 - same] == written[-1 - same]:
            same += 1
        if read != written:
            found.append(Break(first + match.start(), first + match.end() - same, len(read) - same))
    return found


def _breaks(segment: Segment) -> bool:
    if segment.kind is SegmentKind.TAG:
        tag = tag_at(segment.text, 0)
        return tag is not None and tag.name in BREAKS
    return segment.kind is SegmentKind.SOFT_BREAK


def apply_tags(segments: list[Segment], links: list[Link], end: int) -> None:
    """Let tags act on the segments of one content, which ends at `end`, in place; the links they make are added in order."""
    marks = Mark.NONE
    opening: Tag | None = None
    first = 0
    code, code_first = "", 0
    for index, segment in enumerate(segments):
        tag = tag_at(segment.text, 0) if segment.kind is SegmentKind.TAG else None
        if tag is not None:
            if tag.name in _CODE:
                if not code and not tag.closing:
                    code, code_first = tag.name, index
                elif code == tag.name and tag.closing:
                    _make_code(segments[code_first:index])
                    code = ""
            elif tag.name == "a" and tag.closing:
                if opening is not None:
                    links.append(_link(opening, segments[first:index], segment.start, segment.end))
                    opening = None
            elif tag.name == "a" and opening is None and segment.link is None and tag.attribute("href") is not None:
                opening, first = tag, index
            elif tag.name == "img" and not tag.closing:
                _make_picture(segment, tag)
            elif tag.name in MARKS:
                marks = marks & ~MARKS[tag.name] if tag.closing else marks | MARKS[tag.name]
            elif tag.name in BREAKS:
                segment.kind = SegmentKind.HARD_BREAK
        if marks:
            segment.marks |= marks
    if opening is not None:
        links.append(_link(opening, segments[first:], end, end))
    links.sort(key=lambda link: (link.span.start, -link.span.end))


def _link(tag: Tag, segments: list[Segment], close: int, end: int) -> Link:
    """Make a link of the segment of a tag and those after it; one that is never closed runs to the end of the content."""
    base, target = segments[0].start, tag.attribute("href")
    assert target is not None
    span, written = Span(base, end), Span(base + target.start, base + target.end)
    label = " ".join(label_of(segments[1:]).split())
    link = Link(span, label, Span(base + tag.end, close), target.value, written, LinkSyntax.HTML)
    for segment in segments:
        if segment.link is None:
            segment.link = link
    return link


def _make_code(segments: list[Segment]) -> None:
    for segment in segments:
        if segment.kind is SegmentKind.TEXT:
            segment.kind = SegmentKind.CODE


def _make_picture(segment: Segment, tag: Tag) -> None:
    source, alternative = tag.attribute("src"), tag.attribute("alt")
    segment.kind = SegmentKind.IMAGE
    segment.text = alternative.value if alternative else ""
    segment.url = source.value if source else ""
