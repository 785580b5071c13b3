"""One paper in two places, and two papers behind one link."""

from __future__ import annotations

from collections.abc import Iterator

from awesomelint.checks.form.slip import short
from awesomelint.checks.papers.paper_index import PaperLink
from awesomelint.checks.papers.repeats import Repeat, named, repeats
from awesomelint.checks.papers.url_words import contradiction
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Related, Safety
from awesomelint.document.model import Container, Document, Entry, once_per_document
from awesomelint.rulebook.spec import Rule
from awesomelint.span import Span


def duplicate_paper(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report entries whose paper stands in the same list already."""
    for repeat in repeats(document):
        if repeat.is_same and repeat.is_together:
            yield _diagnose(document, rule, repeat, _removal(document, repeat))


def duplicate_across_sections(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report entries whose paper stands in another section, in another list of the section, or in another file of the list."""
    for repeat in repeats(document):
        if repeat.is_same and not repeat.is_together:
            yield _diagnose(document, rule, repeat, None)
    if document.parts is None:
        return
    from awesomelint.checks.papers.repeats_in_parts import repeats_in_parts  # most lists are one file

    for found in repeats_in_parts(document, document.parts):
        span = found.entry.title.span if found.entry.title is not None else found.entry.span
        evidence = named(found.link.reading.paper) if found.link is not None else "same title"
        yield rule.diagnose(span, f"same paper as {found.place} ({evidence})")


def one_link_two_papers(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report links to a paper that stand under two titles which have little in common."""
    for repeat in repeats(document):
        link, other = repeat.link, repeat.earlier_link
        if repeat.is_same or link is None or other is None:
            continue
        if contradiction(other) is not None and contradiction(link) is None:
            link, other = other, link
        span = link.link.target_span or link.link.span
        line, title = document.source.line_at(other.entry.span.start), _title(other.entry)
        message = f'found {named(link.reading.paper)}, the paper that line {line} lists as "{title}"'
        yield rule.diagnose(span, message, related=(_related(other),))


def _related(link: PaperLink) -> Related:
    return Related(link.link.target_span or link.link.span, "the same paper is linked here")


def _title(entry: Entry) -> str:
    return short(entry.title.value, 60) if entry.title is not None else ""


def _diagnose(document: Document, rule: Rule, repeat: Repeat, fix: Fix | None) -> Diagnostic:
    line = document.source.line_at(repeat.earlier.span.start)
    title, other = repeat.entry.title, repeat.earlier.title
    evidence = named(repeat.link.reading.paper) if repeat.link is not None else "same title"
    message = f"same paper as line {line} ({evidence})"
    related = (Related(other.span if other else repeat.earlier.span, "first listed here"),)
    return rule.diagnose(title.span if title else repeat.entry.span, message, related=related, fix=fix)


def _removal(document: Document, repeat: Repeat) -> Fix | None:
    """Return the fix that drops the later entry, if its lines are its own and the earlier one says as much."""
    entry, earlier = repeat.entry, repeat.earlier
    if entry.container not in (Container.BULLET, Container.TABLE) or not _says_as_much(earlier, entry):
        return None
    source = document.source
    if entry in _entwined(document):
        return None
    start = source.line_starts[entry.first - 1]
    end = source.line_starts[entry.last] if entry.last < source.line_count else len(source.text)
    return Fix((Edit(Span(start, end), ""),), Safety.UNSAFE, "drop the later entry")


@once_per_document
def _entwined(document: Document) -> frozenset[Entry]:
    """Return the entries that share a line with another one. Entries come in the order of their first lines."""
    found: set[Entry] = set()
    furthest: Entry | None = None
    for entry in document.entries:
        if furthest is not None and entry.first <= furthest.last:
            found |= {furthest, entry}
        if furthest is None or entry.last > furthest.last:
            furthest = entry
    return frozenset(found)


def _says_as_much(earlier: Entry, entry: Entry) -> bool:
    if not {link.url for link in entry.links} <= {link.url for link in earlier.links}:
        return False
    return all(
        mine is None or (theirs is not None and theirs.value == mine.value)
        for mine, theirs in ((entry.venue, earlier.venue), (entry.description, earlier.description))
    )
