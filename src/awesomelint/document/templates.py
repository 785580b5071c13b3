"""The tags of templates in a list, `{{ ... }}` and `{% ... %}` (Liquid, Jekyll, Hugo): what is in them is no Markdown."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from awesomelint.diagnostic import Diagnostic
from awesomelint.document.model import Document, remembered
from awesomelint.source import Span
from awesomelint.startup import expression

_SIGNS = (("{{", "}}"), ("{%", "%}"))
_BLANK_LINE = expression(r"\n[ \t]*\r?\n")


@remembered
def template_tags(document: Document) -> list[Span]:
    """Return the tags of templates, sorted; none holds a blank line."""
    text = document.source.text
    found = []
    for opening, closing in _SIGNS:
        start = text.find(opening)
        while start >= 0 and (end := text.find(closing, start + 2)) >= 0:
            start = text.rfind(opening, start, end)
            if not _BLANK_LINE.search(text, start, end):
                found.append(Span(start, end + 2))
            start = text.find(opening, end + 2)
    return sorted(found)


def outside_templates(document: Document, findings: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return the findings that are not about what is in a tag of a template, and whose fixes do not change any."""
    tags = template_tags(document)
    if not tags:
        return list(findings)
    text = document.source.text
    return [one for one in findings if not _is_about(one, text, tags)]


def _is_about(finding: Diagnostic, text: str, tags: Sequence[Span]) -> bool:
    tag = _first_behind(tags, finding.span.start)
    if tag is not None and tag.start < finding.span.start and finding.span.end < tag.end:
        return True
    return any(_changes(edit.span, edit.text, text, tags) for edit in (finding.fix.edits if finding.fix else ()))


def _changes(span: Span, written: str, text: str, tags: Sequence[Span]) -> bool:
    """Return whether an edit is in a tag, or takes the place of one that it does not write again."""
    tag = _first_behind(tags, span.start)
    return (
        tag is not None
        and tag.start < max(span.end, span.start + 1)
        and text[tag.start : tag.end] not in written
        and (span.start > tag.start or span.end > span.start)
    )


def _first_behind(tags: Sequence[Span], offset: int) -> Span | None:
    """Return the first tag that ends behind an offset."""
    index = bisect_left(tags, offset + 1, key=lambda tag: tag.end)
    return tags[index] if index < len(tags) else None
