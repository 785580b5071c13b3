"""Do links lead to hosts that are gone?"""

from __future__ import annotations

from collections.abc import Iterator

from awesomelint.checks.form.slip import short
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from awesomelint.document.blocks import RunKind
from awesomelint.document.model import Document
from awesomelint.rulebook.spec import Rule
from awesomelint.span import Span
from awesomelint.urls.retired import State, retired

_EXPECTED = {
    State.GONE: "a link that works",
    State.MOVED: "its new address",
    State.STILL: "a lasting address",
}


def retired_host(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report links and images whose host is gone, has moved, or stands still."""
    for url, span in _targets(document):
        found = retired(url)
        if found is None:
            continue
        successor, fix = found.successor, None
        if successor is not None and document.source[span] == url:
            safety = Safety.SAFE if successor.is_same else Safety.UNSAFE
            fix = Fix((Edit(span, successor.url),), safety, "write the new address")
        expected = _EXPECTED[found.state] if successor is None else f'"{short(successor.url, 90)}"'
        yield rule.diagnose(
            span,
            f"found {found.address}, {found.clause}, expected {expected}",
            fix=fix,
            severity=None if found.state is State.GONE else Severity.INFO,
        )


def _targets(document: Document) -> Iterator[tuple[str, Span]]:
    """Yield the targets of links and images, with the place of the URL where it is written there, else of the whole."""
    for link in document.links:
        yield link.url, link.target_span or link.span
    text = document.source.text
    for block in document.blocks:
        if block.inline is None or ("![" not in block.inline.content and "<" not in block.inline.content):
            continue
        for run in block.inline.runs:
            if run.kind is RunKind.IMAGE and run.url:
                at = text.find(run.url, run.start, run.end)
                yield run.url, run.span if at < 0 else Span(at, at + len(run.url))
