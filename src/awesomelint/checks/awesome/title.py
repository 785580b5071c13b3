"""The top of a list: its title, the badge beside it, and what it says the list is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from awesomelint.checks.awesome.names import right_names
from awesomelint.checks.base import short
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Related, Safety, Severity
from awesomelint.document.model import Document
from awesomelint.links.targets import picture_span
from awesomelint.markdown.blocks import Block, BlockKind, Inline, Segment, SegmentKind
from awesomelint.markdown.html import tags
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span
from awesomelint.startup import expression

_BADGE = "https://awesome.re/badge.svg"
_BADGES = frozenset({_BADGE, "https://awesome.re/badge-flat.svg", "https://awesome.re/badge-flat2.svg"})
_HOME = "https://awesome.re"
_HOMES = expression(r"https?://(?:www\.)?(?:awesome\.re|github\.com/sindresorhus/awesome)/?(?:#readme)?", re.IGNORECASE)
_LIKE_BADGE = expression(
    r"awesome\.re/|sindresorhus/awesome/.*badge|img\.shields\.io/badge/.*awesome|/awesome[^/]*badge", re.IGNORECASE
)
_HTML_BADGE = expression(r"<img\b[^<>]*\bsrc\s*=\s*[\"']?([^\"'\s<>]+)", re.IGNORECASE)


def _top(document: Document) -> list[Block]:
    """Return the blocks before the first section below the title."""
    title = document.title_section
    heading = title.heading if title is not None else None
    return list(
        takewhile(lambda block: block.kind is not BlockKind.HEADING or block is heading, document.root.children)
    )


def _pictures(document: Document) -> Iterator[tuple[Segment, Span]]:
    """Yield the pictures at the top of a list, with the places of their targets."""
    for block in _top(document):
        for each in block.walk():
            if each.inline is not None:
                for segment in each.inline.segments:
                    if segment.kind is SegmentKind.IMAGE:
                        yield segment, picture_span(document.source.text, segment, segment.url)


def _html(document: Document) -> str:
    """Return the HTML at the top of a list."""
    found = [each.inline for block in _top(document) for each in block.walk() if each.inline is not None]
    return "\n".join(inline.content for inline in found if "<" in inline.content)


def has_badge(document: Document) -> bool:
    """Return whether there is a badge at the top of a list that is meant to be the awesome badge, in Markdown or HTML."""
    return _has_html_badge(document) or any(_is_badge(picture) for picture, _ in _pictures(document))


def _has_html_badge(document: Document) -> bool:
    return any(_LIKE_BADGE.search(match[1]) for match in _HTML_BADGE.finditer(_html(document)))


def awesome_badge(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report a list without the badge next to its title, and a badge that is another picture or leads elsewhere."""
    if _has_html_badge(document):
        return
    inline = _title(document)
    badge = next((each for each in _pictures(document) if _is_badge(each[0])), None)
    if badge is None:
        place = Span(inline.span.end, inline.span.end) if inline is not None else Span(0, 0)
        edit = Edit(place, f" [![Awesome]({_BADGE})]({_HOME})")
        fix = Fix((edit,), Safety.UNSAFE, "add the badge") if inline is not None else None
        yield rule.diagnose(place, "found no awesome badge next to the title", fix=fix)
        return
    picture, span = badge
    if inline is not None and not inline.span.start <= picture.start < inline.span.end:
        related = (Related(inline.span, "the title"),)
        yield rule.diagnose(picture.span, "the badge is not on the right of the title", related=related)
    yield from _parts_of_badge(document, rule, picture, span)


def _is_badge(picture: Segment) -> bool:
    """Return whether a picture is meant to be the badge: by its name, or because it leads to the list of lists."""
    return _LIKE_BADGE.search(picture.url) is not None or (
        picture.link is not None and _HOMES.fullmatch(picture.link.url) is not None
    )


def _parts_of_badge(document: Document, rule: Rule, picture: Segment, span: Span) -> Iterator[Diagnostic]:
    """Report another picture, and where it leads if that is elsewhere."""
    if picture.url not in _BADGES:
        known = document.source[span] == picture.url
        fix = Fix((Edit(span, _BADGE),), Safety.UNSAFE, "use the badge") if known else None
        yield rule.diagnose(span, f'found the badge "{short(picture.url, 90)}", expected "{_BADGE}"', fix=fix)
    link = picture.link
    if link is None:
        yield rule.diagnose(picture.span, f'the badge leads nowhere, expected "{_HOME}"')
    elif not _HOMES.fullmatch(link.url):
        place = link.target_span
        fix = Fix((Edit(place, _HOME),), Safety.UNSAFE, "lead to the list of lists") if place is not None else None
        message = f'the badge leads to "{short(link.url, 60)}", expected "{_HOME}"'
        yield rule.diagnose(place or link.span, message, fix=fix)


# -- the title


def one_title(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report a list without a title, with one of a lower level, or with several."""
    headings = [block for block in document.blocks if block.kind is BlockKind.HEADING and block.inline is not None]
    in_html = {tag.name for tag in tags(_html(document)) if not tag.closing}
    first = headings[0] if headings else None
    is_first = first is not None and first is next(iter(document.root.children), None)
    tops = [block for block in headings if block.level == 1]
    if not tops and in_html.isdisjoint(_HTML_HEADINGS) and not _begins_with_picture(document):
        if first is not None and is_first:
            mark = document.source.line_span(first.first)
            yield rule.diagnose(mark, f"the title is a heading of level {first.level}, expected level 1")
        else:
            yield rule.diagnose(Span(0, 0), 'found no title, expected "# Awesome ..."')
        return
    for block in tops if "h1" in in_html else tops[1:]:
        assert block.inline is not None
        related = () if "h1" in in_html else (Related(document.source.line_span(tops[0].first), "the first one"),)
        cause = "several headings are of level 1, which is that of the title"
        message = f'"{short(block.inline.plain().strip())}" is of level 1, which is that of the title'
        yield rule.diagnose(block.inline.span, message, related=related, cause=cause)


_HTML_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))


def _begins_with_picture(document: Document) -> bool:
    """Return whether a list begins with a picture in HTML, which stands for a title."""
    blocks = document.root.children
    first = next((block for block in blocks if block.kind is not BlockKind.COMMENT and not _is_comment(block)), None)
    return first is not None and first.inline is not None and "<img" in first.inline.content.lower()


def _is_comment(block: Block) -> bool:
    content = block.inline.content.strip() if block.inline is not None and block.kind is BlockKind.HTML else ""
    return content.startswith("<!--") and content.find("-->") == len(content) - len("-->")


_SMALL_WORDS = frozenset(
    "a an and as at but by for from in into nor of off on onto or out over per so the to up via vs with yet".split()
)
_WORD = expression(r"[^\s/()&]+")
_SLUG = expression(r"(?:[a-z0-9]+|[Aa]wesome)(?:[-_][A-Za-z0-9]+)+")


def title_case(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report a title that is not in title case, such as `awesome-fish`, or does not begin with `Awesome`."""
    inline = _title(document)
    if inline is None:
        return
    segments = [each for each in inline.segments if each.kind is SegmentKind.TEXT and each.text.strip()]
    if not segments or not segments[0].text.isascii():
        return
    names = right_names()
    is_loud = (title := "".join(each.text for each in segments).strip()).isupper() and " " in title
    edits = []
    for index, segment in enumerate(segments):
        for match in _WORD.finditer(segment.text):
            word = match[0]
            is_first = index == 0 and not segment.text[: match.start()].strip()
            better = _in_title_case(_quiet(word) if is_loud else word, is_first=is_first)
            if better != word and word not in names and not segment.breaks:
                edits.append(Edit(Span(segment.start + match.start(), segment.start + match.end()), better))
    if edits:
        better = _edited(document, inline.span, edits)
        fix = Fix(tuple(edits), Safety.UNSAFE, "write it in title case")
        yield rule.diagnose(inline.span, f'found the title "{short(title)}", expected "{short(better)}"', fix=fix)


def _title(document: Document) -> Inline | None:
    section = document.title_section
    return section.heading.inline if section is not None and section.heading is not None else None


def _edited(document: Document, span: Span, edits: list[Edit]) -> str:
    text, end = "", span.start
    for edit in edits:
        text += document.source.text[end : edit.span.start] + edit.text
        end = edit.span.end
    rest = document.source.text[end : span.end]
    return (text + re.split(r"[\[<!]", rest, maxsplit=1)[0]).strip()


def _quiet(word: str) -> str:
    """Return a word of a title in capitals in small letters; short ones other than small words may be abbreviations."""
    small = word.lower()
    return small if len(word) >= _MIN_WORD or small in _SMALL_WORDS else word


_MIN_WORD = 5


def _in_title_case(word: str, *, is_first: bool) -> str:
    """Return a word as it is in a title: the parts of a slug as words of their own, all but small words with a capital."""
    if _SLUG.fullmatch(word):
        parts = re.split("[-_]", word)
        return " ".join(_in_title_case(part, is_first=is_first and at == 0) for at, part in enumerate(parts))
    if not word.islower() or not word.isalpha() or (word in _SMALL_WORDS and not is_first):
        return word
    return word[0].upper() + word[1:]


# -- what the list is about

_THINGS = "(?:resources|tools|packages|libraries|projects|links)"
_OF_THE_LIST = expression(
    rf"(?:this is )?(?:(?:an?|the) )?(?:[\w-]+,? (?:and )?){{0,3}}(?:list|collection|curation)s? of\b"
    rf"|(?:[\w-]+,? ){{0,2}}{_THINGS}(?:,? and {_THINGS})* (?:for|about|on|related)\b",
    re.IGNORECASE,
)


def about_line(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report a list that does not say at the top what it is about, or only that it is a list."""
    title = _title(document)
    if title is None:
        return
    said = [text for block in _top(document) if (text := _prose(block)) is not None and block.inline is not title]
    if not said:
        yield rule.diagnose(title.span, "found no description of the theme below the title")
        return
    first = said[0]
    match = _OF_THE_LIST.match(first.plain().strip())
    if match is not None:
        message = f'the description begins with "{short(match[0])}", expected what the theme is, not the list'
        yield rule.diagnose(first.span, message, severity=Severity.INFO)


def _prose(block: Block) -> Inline | None:
    """Return the first text of a block that has a word."""
    for each in block.walk():
        if each.inline is not None and each.kind in (BlockKind.PARAGRAPH, BlockKind.HTML):
            words = "".join(one.text for one in each.inline.segments if one.kind is SegmentKind.TEXT)
            if any(map(str.isalpha, words)):
                return each.inline
    return None


_INSPIRED = expression(r"\binspired by\b(?=[^\w\n]*(?:the )?[^\w\n]*\Z)", re.IGNORECASE)
_REACH = 30
_LIST_OF_LISTS = expression(
    r"https?://github\.com/[\w.-]+/awesome(?:-[\w.-]+)?/?(?:#readme)?|https?://awesome\.re/?", re.IGNORECASE
)


def inspired_by(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report "Inspired by awesome-..." at the top of a list."""
    for block in _top(document):
        for each in block.walk():
            for link in each.inline.links if each.inline is not None else ():
                start = link.span.start
                match = _INSPIRED.search(document.source.text, max(0, start - _REACH), start)
                if match is not None and _LIST_OF_LISTS.fullmatch(link.url):
                    yield rule.diagnose(Span(*match.span()), "the badge says enough of what inspired the list")


_CI = expression(
    r"travis-ci\.(?:org|com)|circleci\.com|/actions/workflows/|/workflows/[^/]+/badge|ci\.appveyor\.com|/badges/[^/]+/pipeline"
    r"|dev\.azure\.com|img\.shields\.io/(?:travis|circleci|appveyor|github/(?:actions/)?workflow)|semaphoreci\.com|drone\.io",
    re.IGNORECASE,
)


def ci_badge(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report badges of continuous integration at the top of a list."""
    for picture, _ in _pictures(document):
        if _CI.search(picture.url):
            yield rule.diagnose(picture.span, f'found the badge "{short(picture.text or picture.url)}" of a CI service')
