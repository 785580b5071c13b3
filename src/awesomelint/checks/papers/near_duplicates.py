"""Two entries whose titles differ by a slip."""

from __future__ import annotations

from collections.abc import Iterator

from awesomelint.checks.form.slip import short
from awesomelint.checks.papers.paper_index import paper_index
from awesomelint.checks.papers.repeats import MIN_LETTERS, may_be_one_paper, place_of
from awesomelint.diagnostic import Diagnostic, Related, Severity
from awesomelint.document.model import Document
from awesomelint.papers.near_titles import near_titles
from awesomelint.rulebook.spec import Rule


def near_duplicate_title(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report entries whose title is an earlier entry's but for a slip, and whose links do not show that they are one paper."""
    index = paper_index(document)
    entries = [each[0] for key, each in index.by_title.items() if len(key) >= MIN_LETTERS]
    titles = [entry.title.value for entry in entries if entry.title is not None]
    for first, second, _ in near_titles(titles):
        earlier, entry = entries[first], entries[second]
        if entry.title is None or earlier.title is None or not may_be_one_paper(entry, earlier, index):
            continue
        line = document.source.line_at(earlier.span.start)
        message = f'found a title that is nearly that of line {line}, "{short(earlier.title.value, 80)}"'
        related = (Related(earlier.title.span, "the other title"),)
        severity = None if place_of(entry) == place_of(earlier) else Severity.INFO
        yield rule.diagnose(entry.title.span, message, related=related, severity=severity)
