"""Link syntax that a reader sees as text, or that only some readers' programs take for a link."""

from __future__ import annotations

from collections.abc import Iterator

from awesomelint.checks.form.link_slips import link_slips
from awesomelint.checks.form.slip import short
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from awesomelint.document.blocks import Link, LinkSyntax
from awesomelint.document.model import Document
from awesomelint.expressions import expression
from awesomelint.rulebook.spec import Rule
from awesomelint.span import Span

_BLANKS = " \t\r\n"
_PADDED_LEFT = expression(r"\]\((?=[ \t\r\n])")
_PADDED_RIGHT = expression(r"\)(?<=[ \t\r\n]\))")


def broken_link_syntax(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report each link whose syntax is broken (a bracket too many or too few is another rule's), padded, or bracketed twice."""
    text = document.source.text
    for slip in link_slips(document):
        if not slip.is_bracket:
            fix = Fix(slip.edits, Safety.SAFE if slip.certain else Safety.UNSAFE) if slip.edits else None
            yield rule.diagnose(slip.span, f"found {slip.found}, expected {slip.expected}", fix=fix)
    reports_padding = rule.options["padding"] == "report" and bool(
        _PADDED_LEFT.search(text) or _PADDED_RIGHT.search(text)
    )
    if not reports_padding and "]((" not in text:
        return
    for link in document.links:
        label, target = link.label_span, link.target_span
        if link.syntax is not LinkSyntax.INLINE or label is None or target is None:
            continue
        opening, closing = label.end + 2, link.span.end - 1
        if text[opening] == "(":
            yield from _doubled(link, target, text, rule)
        elif reports_padding and (text[opening] in _BLANKS or text[closing - 1] in _BLANKS):
            yield from _padded(link, target, Span(opening, closing), text, rule)


def _doubled(link: Link, target: Span, text: str, rule: Rule) -> Iterator[Diagnostic]:
    """Read `[x]((u))`, a link to `(u)`."""
    start, end = target
    if text[end - 1] == ")" and end - start > 2 and text[end : end + 1] == ")":
        edits = (Edit(Span(start, start + 1), ""), Edit(Span(end - 1, end), ""))
        found = f"found [{short(link.label)}]((...)), expected [{short(link.label)}](...)"
        yield rule.diagnose(target, found, fix=Fix(edits))


def _padded(link: Link, target: Span, inside: Span, text: str, rule: Rule) -> Iterator[Diagnostic]:
    """Read `[x]( u )`, a link to programs that know all of Markdown, and to those alone."""
    raw = text[inside.start : inside.end]
    if link.url and raw.strip(_BLANKS) == text[target.start : target.end]:
        what = "a line break" if "\n" in raw or "\r" in raw else "a blank"
        found = f"found {what} beside the target of [{short(link.label)}], expected none"
        fix = Fix((Edit(inside, text[target.start : target.end]),))
        yield rule.diagnose(inside, found, fix=fix, severity=Severity.INFO)
