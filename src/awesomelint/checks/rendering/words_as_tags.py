"""Words in angle brackets that Markdown takes for tags of HTML, so that readers do not see them."""

from __future__ import annotations

from collections.abc import Iterator

from awesomelint.checks.base import short
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic
from awesomelint.document.model import Document, remembered
from awesomelint.markdown.blocks import BlockKind, SegmentKind
from awesomelint.rulebook.spec import Rule
from awesomelint.startup import expression

_PLAIN_TAG = expression(r"<([A-Za-z][A-Za-z0-9-]*)(?:[ ][A-Za-z_][\w-]*)*>(?!\(https?:)")
"""A tag without values, and not a name before its URL, which is a broken link."""
_CLOSING_TAG = expression(r"</([A-Za-z][A-Za-z0-9-]*)")
_ELEMENTS = frozenset(
    "a abbr acronym address applet area article aside audio b base bdi bdo big blink blockquote body br button canvas caption "
    "center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure "
    "font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins kbd label legend "
    "li link main map mark marquee math menu meta meter nav nobr noscript object ol optgroup option output p param picture "
    "plaintext pre progress q rb rp rt rtc ruby s samp script search section select slot small source span strike strong style "
    "sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp".split()
)


def words_as_tags(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report words in angle brackets in running text that are no element of HTML, and that nothing closes."""
    if document.source.path.casefold().endswith(".mdx"):
        return  # its components may have any name
    text = document.source.text
    for block in document.blocks:
        inline = block.inline
        if inline is None or block.kind is BlockKind.HTML or "<" not in inline.content:
            continue
        for segment in inline.segments:
            tag = _PLAIN_TAG.match(text, segment.start) if segment.kind is SegmentKind.TAG else None
            if tag is None or tag.end() != segment.end:
                continue
            name = tag[1].casefold()
            if name not in _ELEMENTS and name not in _closed(document):
                shown = short(tag[0])
                message = f"readers do not see {shown}, which is read as a tag of HTML, expected `{shown}`"
                yield rule.diagnose(segment.span, message)


@remembered
def _closed(document: Document) -> frozenset[str]:
    """Return the names of tags that are closed somewhere, in lower case."""
    return frozenset(match[1].casefold() for match in _CLOSING_TAG.finditer(document.source.text))
