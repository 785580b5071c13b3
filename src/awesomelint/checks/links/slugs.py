"""The anchors of a document as GitHub makes them."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from awesomelint.document.model import Document, Section, remembered
from awesomelint.markdown.blocks import UNSEEN, BlockKind, Link
from awesomelint.markdown.html import tags
from awesomelint.startup import expression

_ATTRIBUTE = expression(r"[\s\"'](?:id|name)\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)'|([\w:.-]+))", re.IGNORECASE)
_PAGE_ID = expression(r"\{:?[ \t]*#([\w:.-]++)[^{}\n]*+\}")
_KEPT = frozenset({"Nd", "Pc", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me"})

_ASCII_SLUG = {code: None for code in range(128) if not (chr(code).isalnum() or chr(code) in "-_ ")} | {32: "-"}


def slug(text: str) -> str:
    """Return the anchor that GitHub gives a heading: lower case, without punctuation and symbols, spaces as hyphens.

    Neither are spaces at the ends dropped nor hyphens folded: `📚 Data & code` becomes `-data--code`.
    """
    lowered = text.lower()
    if lowered.isascii():
        return lowered.translate(_ASCII_SLUG)
    return "".join(
        "-" if char == " " else char for char in lowered if char in "- " or unicodedata.category(char) in _KEPT
    )


def heading_texts(document: Document) -> Iterator[tuple[str, bool]]:
    """Yield what each heading says, also in lists, quotes and HTML, and whether an image or a tag is in it.

    Images are left out, and the spaces next to them kept, as GitHub does.
    """
    for block in document.blocks:
        inline = block.inline
        if inline is None:
            continue
        if block.kind is BlockKind.HEADING:
            yield inline.plain(), any(segment.kind in UNSEEN for segment in inline.segments)
        elif block.kind is BlockKind.HTML and "<h" in inline.content.lower():
            yield from _html_headings(inline.content)


def _html_headings(content: str) -> Iterator[tuple[str, bool]]:
    """Yield the headings of an HTML block; line ends are no spaces to GitHub, indents are."""
    level, parts, start, has_tags = "", list[str](), 0, False
    for tag in tags(content):
        if level:
            parts.append(content[start : tag.start])
            start = tag.end
            if tag.closing and tag.name == level:
                yield html.unescape("".join(parts)), has_tags
                level = ""
            else:
                has_tags = True
        elif not tag.closing and len(tag.name) == 2 and tag.name[0] == "h" and tag.name[1] in "123456":
            level, parts, start, has_tags = tag.name, [], tag.end, False


@remembered
def heading_slugs(document: Document) -> Counter[str]:
    """Return the anchors of all headings, and how many headings bear each."""
    return Counter(slug(text) for text, _ in heading_texts(document))


@remembered
def anchors(document: Document) -> set[str]:
    """Return everything that a link within the document can lead to.

    Repeated headings are numbered `-1`, `-2`. Where programs differ (spaces next to an image), every form counts.
    """
    found = set(ids_in(document.source.text))
    for name, count in heading_slugs(document).items():
        found.add(name)
        found.update(f"{name}-{number}" for number in range(1, count))
    for text, has_tags in heading_texts(document):
        if has_tags:
            name = slug(text.strip())
            found.update((name, f"{name}-", f"-{name}"))
    return found


@remembered
def section_anchors(document: Document) -> dict[Section, str]:
    """Return the anchor that each section with a heading has; of headings that say the same all but the first are numbered."""
    pairs = (pair for bearers in _sections(document).values() for pair in bearers)
    return dict(sorted(pairs, key=lambda pair: pair[0].first))


def ids_in(text: str) -> Iterator[str]:
    """Yield the ids of HTML, and those that programs which make pages take from behind a heading, `{#name}` and `{: #name}`."""
    if "{" in text:
        yield from (match[1] for match in _PAGE_ID.finditer(text))
    for match in _ATTRIBUTE.finditer(text):
        value = next(group for group in match.groups() if group is not None)
        if value:
            yield html.unescape(value)


def letters(name: str) -> str:
    """Return the letters and digits of an anchor, all that is left of it when hyphens and emoji are taken differently."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(char for char in folded if char.isalnum())


# -- headings of one name

_MANY = 50
"""Headings of one name beyond which no place in the contents tells one from another."""


def anchor_below(document: Document, link: Link, name: str) -> str | None:
    """Return the anchor of the heading that a link means by a name, `None` if several bear it and nothing tells which.

    In contents that are nested, it is the one below the heading that an item around the link names.
    """
    if heading_slugs(document)[name] < 2:
        return name
    bearers = _sections(document).get(name, [])
    if len(bearers) != heading_slugs(document)[name] or len(bearers) > _MANY:
        return None  # some are headings of HTML, which are in no section
    for above in _items_above(document, link):
        inside = [one for one in bearers if any(letters(each.title) in above for each in one[0].above())]
        if len(inside) == 1:
            return inside[0][1]
        bearers = inside or bearers
    return None


@remembered
def _sections(document: Document) -> dict[str, list[tuple[Section, str]]]:
    """Return the sections whose headings bear each name, with their anchors."""
    found: dict[str, list[tuple[Section, str]]] = {}
    for section in document.sections:
        if section.heading is not None and section.heading.inline is not None:
            name = slug(section.heading.inline.plain())
            bearers = found.setdefault(name, [])
            bearers.append((section, f"{name}-{len(bearers)}" if bearers else name))
    return found


def _items_above(document: Document, link: Link) -> Iterator[set[str]]:
    """Yield what the items around the one that a link is in say, from the inside out, as letters and digits."""
    leaf = document.places.leaf_at(link.span.start)
    items = [each for each in leaf.above() if each.kind is BlockKind.ITEM] if leaf is not None else []
    for item in items[1:]:
        inline = item.children[0].inline if item.children else None
        if inline is not None:
            yield {
                letters(text) for text in (inline.plain(), *(one.label for one in inline.links[:1])) if letters(text)
            }
