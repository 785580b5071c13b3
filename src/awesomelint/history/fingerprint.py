"""What tells one finding of a file from another, whatever line it stands on.

Reports that outlive a run need it: a baseline, and the services that follow a finding from commit to commit. A fingerprint is
made of the rule, of the entry (its title; outside entries, and in those without a title, the text of the line), of the text
that is found fault with, and of a count where all of that is equal. Line numbers, the message (which counts "76 of 80") and the
numbers of list items take no part: an entry that is added above changes all of them.

Fingerprints are compared between releases, so nothing here builds on the program's other ideas of a title.
"""

from __future__ import annotations

import re
from collections import Counter

from awesomelint.diagnostic import Diagnostic
from awesomelint.digest import digest
from awesomelint.report import Context, FileReport
from awesomelint.source import Source
from awesomelint.span import Span

VERSION = 1
"""Changes whenever the same finding gets another fingerprint than before."""

_READ = 1000
"""Characters of a title, a line and a text that are read: a line may be a megabyte long, with a finding on each word."""
_MARKER = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])(?=\s|$)")


def fingerprints(report: FileReport) -> tuple[str, ...]:
    """Return the fingerprint of each finding of a file, 32 hexadecimal digits, no two alike.

    The name of the file takes no part: findings keep their fingerprints when it is renamed.
    """
    seen: Counter[str] = Counter()
    found = []
    for diagnostic, context in zip(report.diagnostics, report.contexts, strict=True):
        subject = (
            f"{diagnostic.code}\0{_place(report.source, diagnostic, context)}\0{_text(report.source, diagnostic.span)}"
        )
        found.append(digest(f"{VERSION}\0{subject}\0{seen[subject]}"))
        seen[subject] += 1
    return tuple(found)


def _place(source: Source, diagnostic: Diagnostic, context: Context) -> str:
    if context.entry_title:
        title = context.entry_title[:_READ]
        return "entry " + ("".join(char for char in title.casefold() if char.isalnum()) or title)
    return "line " + _text(source, source.line_span(source.line_at(diagnostic.span.start)))


def _text(source: Source, span: Span) -> str:
    """Return the text of a span without the marker of a list item, blanks folded."""
    text = source.text[span.start : min(span.end, span.start + _READ)]
    marker = _MARKER.match(text)
    return " ".join(text[marker.end() if marker else 0 :].split())
