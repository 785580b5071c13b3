"""References: links by name, `[x][id]`, and the definitions that they need."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.common.utils import normalizeReference

from awesomelint.checks.form.pairs import Pairs
from awesomelint.checks.form.slip import short
from awesomelint.diagnostic import Diagnostic, Related, Severity
from awesomelint.document.blocks import BlockKind, Inline, LinkSyntax, RunKind
from awesomelint.document.markdown.parser import Definition
from awesomelint.document.model import Document
from awesomelint.document.style.conventions import MIN_WITNESSES
from awesomelint.expressions import expression
from awesomelint.rulebook.spec import Rule
from awesomelint.span import Span
from awesomelint.suggest import nearest

_URL = expression(r"https?://|www\.", re.IGNORECASE)
_LONGEST = 80
"""Code points beyond which the second bracket is a remark, not the name of a definition."""
_COMMENT_TARGETS = frozenset({"", "#", "<>"})


def undefined_reference(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report references without a definition, definitions without a reference, and second definitions of one name.

    A list without any definition has no references: there, brackets side by side are tags such as `[Oral][Best paper]`.
    """
    if not document.definitions:
        return
    yield from _repeated(document, rule)
    names = {definition.label for definition in document.definitions}
    yield from _undefined(document, rule, names)
    if rule.options["unused"] == "report":
        used = set(_used(document))
        for definition in document.definitions:
            if definition.label not in used and not definition.is_repeat and not _is_note(definition):
                span, name = _place(document, definition)
                message = f"found a definition of [{short(name)}] that nothing refers to, expected a use of it"
                yield rule.diagnose(span, message, severity=Severity.INFO)


def _repeated(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    first: dict[str, Definition] = {}
    for definition in document.definitions:
        known = first.setdefault(definition.label, definition)
        if known is definition or _is_note(definition):
            continue
        span, name = _place(document, definition)
        related = (Related(_place(document, known)[0], "this definition is the one that counts"),)
        same = known.url == definition.url
        message = f"found a second definition of [{short(name)}], expected one" + (
            "" if same else "; the first leads elsewhere"
        )
        yield rule.diagnose(span, message, related=related, severity=Severity.INFO if same else None)


def _undefined(document: Document, rule: Rule, names: set[str]) -> Iterator[Diagnostic]:
    text = document.source.text
    if "][" not in text:
        return
    is_habit = sum(link.syntax is LinkSyntax.REFERENCE for link in document.links) >= MIN_WITNESSES
    for block in document.blocks:
        inline = block.inline
        if inline is None or block.kind is BlockKind.HTML or "][" not in inline.content:
            continue
        pairs: Pairs | None = None
        start, end = inline.span
        at = text.find("][", start, end)
        while at >= 0:
            pairs = pairs or Pairs(inline, text)
            close = pairs.closing.get(at + 1)
            opening = pairs.opening.get(at)
            if close is not None and opening is not None and _is_reference(text, opening, at, close, pairs):
                name = text[at + 2 : close] or text[opening + 1 : at]
                alike = nearest(normalizeReference(name), names) if not is_habit else None
                if is_habit or alike is not None:
                    span = Span(opening, close + 1)
                    yield rule.diagnose(span, f"found [...][{short(name)}], expected a definition of [{short(name)}]")
            at = text.find("][", at + 2, end)


def _is_reference(text: str, opening: int, at: int, close: int, pairs: Pairs) -> bool:
    """Tell whether two brackets side by side are a reference: plain words in both, and the second short."""
    if close - at > _LONGEST or pairs.has_link(opening, close) or _URL.match(text, at + 2):
        return False
    follows_text = opening > 0 and (text[opening - 1].isalnum() or text[opening - 1] == "]")
    return not follows_text and text[close + 1 : close + 2] != "["


def _used(document: Document) -> Iterator[str]:
    """Yield the names that links and images refer to."""
    for link in document.links:
        if link.definition is not None:
            yield normalizeReference(link.definition)
    for block in document.blocks:
        if block.inline is not None and "![" in block.inline.content:
            yield from _image_names(block.inline, document.source.text)


def _image_names(inline: Inline, text: str) -> Iterator[str]:
    for run in inline.runs:
        raw = text[run.start : run.end]
        if run.kind is RunKind.IMAGE and raw.endswith("]"):
            *alternative, name = raw[2:-1].split("][")
            yield normalizeReference(name or "][".join(alternative))


def _is_note(definition: Definition) -> bool:
    """Tell whether a definition is a comment for editors, or a footnote."""
    return definition.url in _COMMENT_TARGETS or definition.label.startswith(("//", "^"))


def _place(document: Document, definition: Definition) -> tuple[Span, str]:
    """Return where a definition stands, and its name as written."""
    span = document.source.line_span(definition.first)
    raw = document.source[span]
    start = raw.find("[")
    end = raw.find("]:")
    if start < 0 or end < start:
        return span, definition.label
    return Span(span.start + start, span.start + end + 1), raw[start + 1 : end]
