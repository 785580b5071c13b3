"""Findings as the page shows them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from awesomelint.diagnostic import Diagnostic, Safety
from awesomelint.named_tuple import NamedTuple
from awesomelint.report import Context, FileReport
from awesomelint.reporters.checkout import Checkout
from awesomelint.reporters.excerpt import excerpt
from awesomelint.reporters.full import related_text
from awesomelint.reporters.visible import shorten

MAX_FINDINGS = 3000
"""Findings of one list that are shown; all are counted. The worst come first, and a page stays small enough to be sent."""
_COLUMNS = 140
_LONGEST_MESSAGE = 600
_LONGEST_TITLE = 120
_MAX_RELATED = 5


class Finding(NamedTuple):
    """One finding: its place, what is said, the stretch of the line around it in three parts, and other places.

    `page` is the address of the line, `""` where there is none. `fix` is `safe`, `unsafe` or `""`.
    """

    line: int
    column: int
    page: str
    severity: str
    code: str
    name: str
    message: str
    before: str
    marked: str
    after: str
    related: tuple[str, ...]
    entry: str
    fix: str


def findings(report: FileReport, checkout: Checkout) -> Iterator[Finding]:
    """Yield the findings of a list, the worst first, in each severity in order of place."""
    pairs = zip(report.diagnostics, report.contexts, strict=True)
    ordered = sorted(pairs, key=lambda pair: -pair[0].severity)
    for diagnostic, context in islice(ordered, MAX_FINDINGS):
        yield _finding(report, diagnostic, context, checkout)


def _finding(report: FileReport, diagnostic: Diagnostic, context: Context, checkout: Checkout) -> Finding:
    line, column = report.source.position(diagnostic.span.start)
    shown = excerpt(report.source, diagnostic.span, _COLUMNS)
    before, marked, after = _parts(shown.text, shown.start, shown.length)
    fix = "" if diagnostic.fix is None else "safe" if diagnostic.fix.safety is Safety.SAFE else "unsafe"
    related = tuple(shorten(related_text(report, one), _LONGEST_MESSAGE) for one in diagnostic.related[:_MAX_RELATED])
    return Finding(
        line,
        column,
        checkout.page(report.path, line),
        diagnostic.severity.label,
        diagnostic.code,
        diagnostic.name,
        shorten(diagnostic.message[: 2 * _LONGEST_MESSAGE], _LONGEST_MESSAGE),
        before,
        marked,
        after,
        related,
        shorten((context.entry_title or "")[: 4 * _LONGEST_TITLE], _LONGEST_TITLE),
        fix,
    )


def _parts(text: str, start: int, length: int) -> tuple[str, str, str]:
    """Cut a line at the columns where the span begins and ends; wide characters fill two of them."""
    from awesomelint.reporters.visible import char_width

    column, cuts = 0, [0, len(text)]
    for index, char in enumerate(text):
        if column <= start:
            cuts[0] = index
        if column >= start + length:
            cuts[1] = index
            break
        column += char_width(char)
    return text[: cuts[0]], text[cuts[0] : cuts[1]], text[cuts[1] :]
