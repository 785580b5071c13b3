"""The anchors of a document as GitHub makes them: from headings, and from `id` and `name` attributes."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from awesomelint.document.blocks import BlockKind, RunKind
from awesomelint.document.markdown.html import tags
from awesomelint.document.model import Document
from awesomelint.expressions import expression

_ATTRIBUTE = expression(r"[\s\"'](?:id|name)\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)'|([\w:.-]+))", re.IGNORECASE)
_SHORTCODE = expression(r":[a-z0-9_+-]+:")
_BREAKS = frozenset({RunKind.SOFT_BREAK, RunKind.HARD_BREAK})
_UNSEEN = frozenset({RunKind.IMAGE, RunKind.TAG})
_KEPT = frozenset({"Nd", "Pc", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me"})

_ASCII_SLUG = {code: None for code in range(128) if not (chr(code).isalnum() or chr(code) in "-_ ")} | {32: "-"}


def slug(text: str) -> str:
    """Return the anchor that GitHub gives a heading: lower case, without punctuation and symbols, blanks as hyphens.

    Neither are blanks at the ends dropped nor hyphens folded: `📚 Data & code` becomes `-data--code`.
    """
    lowered = text.lower()
    if lowered.isascii():
        return lowered.translate(_ASCII_SLUG)
    return "".join(
        "-" if char == " " else char for char in lowered if char in "- " or unicodedata.category(char) in _KEPT
    )


def heading_texts(document: Document) -> Iterator[tuple[str, bool]]:
    """Yield what each heading says, also in lists, quotes and HTML, and whether an image or a tag stands in it.

    Images are left out, and the blanks beside them kept, as GitHub does.
    """
    for block in document.blocks:
        inline = block.inline
        if inline is None:
            continue
        if block.kind is BlockKind.HEADING:
            parts = [" " if run.kind in _BREAKS else run.text for run in inline.runs if run.kind not in _UNSEEN]
            yield "".join(parts), any(run.kind in _UNSEEN for run in inline.runs)
        elif block.kind is BlockKind.HTML and "<h" in inline.content.lower():
            yield from _html_headings(inline.content)


def _html_headings(content: str) -> Iterator[tuple[str, bool]]:
    """Yield the headings of an HTML block; line ends are no blanks to GitHub, indents are."""
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


def heading_slugs(document: Document) -> Counter[str]:
    """Return the anchors of all headings, and how many headings bear each."""
    return Counter(slug(text) for text, _ in heading_texts(document))


def anchors(document: Document) -> set[str]:
    """Return everything that a link within the document can lead to.

    Repeated headings are numbered `-1`, `-2`. Where programs differ (emoji written `:star:`, blanks beside an image), every
    form counts.
    """
    found = set(attributes(document))
    for name, count in heading_slugs(document).items():
        found.add(name)
        found.update(f"{name}-{number}" for number in range(1, count))
    for text, has_tags in heading_texts(document):
        if has_tags:
            name = slug(text.strip())
            found.update((name, f"{name}-", f"-{name}"))
        if ":" in text and _SHORTCODE.search(text):
            found.add(slug(_SHORTCODE.sub("", text)))
    return found


def attributes(document: Document) -> Iterator[str]:
    """Yield the values of `id` and `name` attributes."""
    for match in _ATTRIBUTE.finditer(document.source.text):
        value = next(group for group in match.groups() if group is not None)
        if value:
            yield html.unescape(value)
