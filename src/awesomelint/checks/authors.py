"""How authors are written: what stands between them, and the markup over them."""

from __future__ import annotations

from collections.abc import Iterator

from awesomelint.checks.deviation import prevailing, share
from awesomelint.diagnostic import Diagnostic, Edit, Fix
from awesomelint.document.author_style import WRITTEN, AuthorSeparators, Separators, author_separators
from awesomelint.document.conventions import MIN_SHARE
from awesomelint.document.model import Document, Entry, Section
from awesomelint.document.points import POINTS
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Source

_PINNED = {
    "commas": Separators.COMMAS,
    "and": Separators.AND,
    "comma-and": Separators.COMMA_AND,
    "ampersand": Separators.AMPERSAND,
    "semicolons": Separators.SEMICOLONS,
}


def author_separator(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report author lists whose separators are not those of most author lists."""
    point = POINTS["author-separator"]
    pinned = _PINNED.get(rule.options["style"])
    pairs_have_and = pinned is None and _pairs_have_and(document)
    for section in document.sections:
        if not section.entries or (pinned is None and not _gives_authors(section)):
            continue
        convention = prevailing(document, section, point) if pinned is None else None
        expected = pinned if convention is None else Separators(convention.value)
        if expected is None:
            continue
        evidence = f" {share(convention, 'author lists')}" if convention is not None else ""
        for entry in section.entries:
            found = author_separators(entry)
            if found is not None and not found.fits(expected) and not (found.has_pair_form and pairs_have_and):
                yield _report(entry, found, expected, evidence, rule)


def _gives_authors(section: Section) -> bool:
    """Tell whether most entries of a section name authors; elsewhere names in a description are easily taken for them."""
    return 2 * sum(bool(entry.authors) for entry in section.entries) >= len(section.entries)


def _pairs_have_and(document: Document) -> bool:
    """Tell whether two authors are joined by "and" more than now and then, whatever joins three."""
    joined = total = 0
    for entry in document.entries:
        if len(entry.authors) == 2 and (found := author_separators(entry)) is not None:
            total += 1
            joined += found.has_pair_form
    return joined > (1 - MIN_SHARE) * total


def _report(entry: Entry, found: AuthorSeparators, expected: Separators, evidence: str, rule: Rule) -> Diagnostic:
    source = entry.document.source
    edits = _edits(source, found, expected)
    first = edits[0]
    name = entry.authors[found.places.index(first.span) + 1].value
    shown = source[first.span].replace("\r", "").replace("\n", " ")
    message = f'found "{shown}" before "{name}", expected "{first.text}"{evidence}'
    return rule.diagnose(first.span, message, fix=Fix(tuple(edits), title=f'write "{expected.value}"'))


def _edits(source: Source, found: AuthorSeparators, expected: Separators) -> list[Edit]:
    """Return the edits that write other separators; line breaks in them stay."""
    between, last = WRITTEN[expected]
    edits = []
    for index, place in enumerate(found.places):
        text = last if index == len(found.places) - 1 else between
        if found.is_pair and expected is Separators.COMMA_AND:
            text = " and "
        old = source[place]
        blanks = old[len(old.rstrip()) :]
        if " ".join(old.split()) != text.strip() or (not old.strip()):
            edits.append(Edit(place, text.rstrip() + (blanks if "\n" in blanks else " ")))
    return edits
