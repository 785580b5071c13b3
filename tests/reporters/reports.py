"""A report made by hand, of a list that nobody wrote."""

from __future__ import annotations

from awesomelint.diagnostic import Diagnostic, Edit, Fix, Related, Safety, Severity
from awesomelint.report import Context, FileReport
from awesomelint.source import Source, Span

TEXT = """\
# Reading Machines

## Small Models

1. **Small Models Read Slowly** ACL 2020

   *Ana Ruiz, Bo Li* [[pdf](https://example.org/1)] [[code]](https://github.com/example/small-models-read-slowly)

1. **Smaller Models Do Not Read at All, However Long Their Titles Are Made by Their Authors** EMNLP 2021
2. **大模型 Also Read** [[pdf](https://example.org/3)]

## Large Models

- **Large Models** \x1b[31mred\u202e
"""
SOURCE = Source(TEXT, "README.md")


def span(line: int, text: str) -> Span:
    start = TEXT.index(text, SOURCE.offset(line))
    return Span(start, start + len(text))


def finding(
    code: str,
    name: str,
    place: Span,
    message: str,
    severity: Severity,
    related: tuple[Related, ...] = (),
    fix: Fix | None = None,
) -> Diagnostic:
    return Diagnostic(code, name, place, message, severity, related, fix)


SMALL, LARGE = ("Small Models",), ("Large Models",)
FIRST = Context(SMALL, "Small Models Read Slowly", 5)

BRACKETS = finding(
    "FMT201",
    "link-brackets",
    span(7, "[[code]](https://github.com/example/small-models-read-slowly)"),
    "found [[code]](...), expected [[code](...)] as in 76 of 80 links",
    Severity.WARNING,
    fix=Fix((Edit(span(7, "[[code]]"), "[[code]"), Edit(span(7, "read-slowly)"), "read-slowly)]")), title="move"),
)
NUMBER = finding(
    "NUM101",
    "sequential-numbers",
    span(9, "1."),
    "number 1 repeats, expected 2",
    Severity.ERROR,
    (Related(span(5, "1."), "the other 1 is here"), Related(span(10, "2."), "2 follows here")),
    Fix((Edit(span(9, "1"), "2"),)),
)
VENUE = finding("VEN406", "venue-before-preprint", span(9, "EMNLP 2021"), "EMNLP 2021 was earlier", Severity.INFO)
WIDE = finding(
    "DUP301",
    "duplicate-paper",
    span(10, "Also Read"),
    "the same paper twice",
    Severity.WARNING,
    (Related(span(5, "Small"), "first listed here"),),
    Fix((Edit(span(10, "Also Read"), ""),), Safety.UNSAFE),
)
HIDDEN = finding("FMT219", "invisible-characters", span(14, "\x1b"), "found \x1b, expected nothing", Severity.WARNING)
BLANKS = tuple(
    finding(
        "FMT214", "spacing", span(line, " "), "doubled space", Severity.INFO, fix=Fix((Edit(span(line, " "), ""),))
    )._replace(tags=("whitespace",))
    for line in (5, 7, 9)
)


def report(*found: Diagnostic) -> FileReport:
    """Return a report of some findings, with the contexts that they have in the text."""
    ordered = tuple(sorted(found, key=lambda diagnostic: diagnostic.span))
    return FileReport(SOURCE, ordered, tuple(map(_context, ordered)), 4, 2, 4)


def _context(diagnostic: Diagnostic) -> Context:
    line = SOURCE.line_at(diagnostic.span.start)
    if line < 9:
        return FIRST
    if line == 9:
        return Context(SMALL, SOURCE.line(9)[5:].split("**")[0], 9)
    return Context(SMALL, "大模型 Also Read", 10) if line == 10 else Context(LARGE, "Large Models", 14)


ALL = report(BRACKETS, NUMBER, VENUE, WIDE, HIDDEN, *BLANKS)
CLEAN = report()
EMPTY = FileReport(Source("", "empty.md"), (), (), 0, 0, 0, ("the file is empty",))
