"""Titles and authors of papers that differ from what the registry of the paper says."""

from __future__ import annotations

from collections.abc import Iterator

from awesomelint.checks.base import short
from awesomelint.checks.links.verdicts import facts_of
from awesomelint.checks.papers.claims import THE_SAME, Judged, judged
from awesomelint.checks.papers.wrong_paper import source_of
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic
from awesomelint.document.model import Document, Entry
from awesomelint.papers.authors import AuthorDifferences, compare
from awesomelint.papers.identity import Verdict, is_translated
from awesomelint.papers.titles import changed_words, title_key
from awesomelint.rulebook.spec import Rule

_MAX_TITLE, _MAX_NAME = 120, 40
_MAX_NAMED = 3
"""Authors that a message names."""


def title_differs(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report titles that are not those of the papers that their entries link to, one finding per entry."""
    for entry, links in _by_entry(document, context):
        one = links[0]
        if entry.title is None or any(link.identity.verdict in (Verdict.RIGHT, Verdict.WRONG) for link in links):
            continue
        title = short(one.record.title, _MAX_TITLE)
        match one.identity.verdict:
            case Verdict.SLIP:
                changes = changed_words(one.claim.title, one.record.title)
                said = ", ".join(f'found "{short(was)}", expected "{short(wanted)}"' for was, wanted in changes)
            case Verdict.RENAMED:
                said = f'the paper was renamed to "{title}"'
            case Verdict.DIFFERS if not is_translated(one.claim.title):
                said = f'the title of the paper is "{title}"'
            case _:
                continue
        yield rule.diagnose(entry.title.span, f"{said}, says {source_of(one.record)}")


def authors_differ(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report authors that are missing, misspelt, too many or in another order than at the registry, once an entry."""
    for entry, links in _by_entry(document, context):
        if entry.author_list is None or any(link.identity.verdict is Verdict.WRONG for link in links):
            continue
        found = [
            (one, differences)
            for one in links
            if one.identity.verdict in THE_SAME
            and not (
                one.identity.verdict is Verdict.RIGHT and one.identity.ratio < 1
            )  # misread, the authors perhaps, too
            and (differences := _differences(entry, one)) is not None
        ]
        if found and all(any(differences) for _, differences in found):
            one, differences = found[0]
            yield rule.diagnose(entry.author_list.span, f"{_worded(differences)}, says {source_of(one.record)}")


def _differences(entry: Entry, one: Judged) -> AuthorDifferences | None:
    """Return how the authors of an entry differ from those of a record; who is in its text, but was not read, is not missing."""
    found = compare(one.claim.authors, one.record.authors, et_al=entry.et_al)
    if found is None or not found.missing:
        return found
    text = " ".join(title_key(inline.plain()) for inline in entry.inlines)
    return found._replace(missing=tuple(name for name in found.missing if title_key(name) not in text))


def _by_entry(document: Document, context: LintContext) -> Iterator[tuple[Entry, list[Judged]]]:
    links: dict[Entry, list[Judged]] = {}
    for one in judged(document, facts_of(context)):
        links.setdefault(one.entry, []).append(one)
    yield from links.items()


def _worded(differences: AuthorDifferences) -> str:
    parts = [
        f'found "{short(was, _MAX_NAME)}", expected "{short(known, _MAX_NAME)}"' for was, known in differences.misspelt
    ]
    parts = parts[:_MAX_NAMED]
    if differences.missing:
        parts.append(f"{_names(differences.missing)} missing")
    if differences.extra:
        parts.append(f"{_names(differences.extra)} not an author")
    if differences.is_reordered:
        parts.append("authors are in another order")
    return ", ".join(parts)


def _names(names: tuple[str, ...]) -> str:
    shown = ", ".join(short(name, _MAX_NAME) for name in names[:_MAX_NAMED])
    more = len(names) - _MAX_NAMED
    return f"{shown} and {more} more" if more > 0 else shown
