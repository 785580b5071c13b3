"""How authors are written: what stands between them, and the markup over them."""

from __future__ import annotations

from collections.abc import Iterator

from awesomelint.checks.deviation import agrees, prevailing, share
from awesomelint.diagnostic import Diagnostic, Edit, Fix
from awesomelint.document.blocks import RunKind
from awesomelint.document.model import Document, Entry, Section
from awesomelint.document.style.authors import (
    WRITTEN,
    AuthorSeparators,
    Separators,
    author_markup,
    author_separators,
    observe_author_separator,
    observe_authors_markup,
)
from awesomelint.document.style.conventions import MIN_SHARE
from awesomelint.document.style.layout import AuthorLine, Distance, inline_at, line_of_authors, observe_author_place
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Source
from awesomelint.span import Span

_MARKS = {"plain": "", "italic": "*", "bold": "**"}
_IN_WORDS = {
    "plain": "authors without emphasis",
    "italic": "*authors* in italics",
    "bold": "**authors** in bold",
    "bold italic": "***authors*** in bold italics",
}
_APART = {
    Distance.SAME_LINE.value: "on the line of the title",
    Distance.LINE.value: "on a line of their own",
    Distance.PARAGRAPH.value: "in a paragraph of their own",
    Distance.BULLET.value: "in a bullet of their own",
}
_STRAYING = frozenset({AuthorLine.SAME, AuthorLine.BULLET})
MANY_LISTS = 10
"""Author lists from which on their separators are a habit; a handful agree by chance, as most have commas only."""

_PINNED = {
    "commas": Separators.COMMAS,
    "and": Separators.AND,
    "comma-and": Separators.COMMA_AND,
    "ampersand": Separators.AMPERSAND,
    "semicolons": Separators.SEMICOLONS,
}


def authors_markup(section: Section, rule: Rule) -> Iterator[Diagnostic]:
    """Report authors with other emphasis, or in another place, than those of most entries."""
    yield from _emphasis(section, rule)
    if rule.options["place"]:
        yield from _place(section, rule)


def _emphasis(section: Section, rule: Rule) -> Iterator[Diagnostic]:
    document, point = section.document, observe_authors_markup
    pinned = rule.options["style"] if rule.options["style"] != "infer" else None
    if pinned is None and len({int(entry.author_list.marks) for entry in section.entries if entry.author_list}) < 2:
        return
    convention = prevailing(document, section, point, shared=True) if pinned is None else None
    expected = pinned if convention is None else convention.value
    if expected is None or agrees(document, section, point, expected) or not _gives_authors(section):
        return
    evidence = f" {share(convention, 'author lists')}" if convention is not None else ""
    for entry in section.entries:
        for seen in document.conventions.observations(point, entry):
            if seen.value != expected:
                found = "emphasis on a part of the authors" if _is_partial(entry) else _IN_WORDS[seen.value]
                message = f"found {found}, expected {_IN_WORDS[expected]}{evidence}"
                yield rule.diagnose(seen.span, message, fix=_emphasising(entry, seen.value, expected))


def _is_partial(entry: Entry) -> bool:
    """Tell whether emphasis lies over the first authors only, as in `*Ada Berg*, Bea Cruz*, Cleo Dunn*`."""
    whole, text = entry.author_list, entry.document.source.text
    assert whole is not None
    inline = inline_at(entry, whole.span.start)
    emphases = inline.emphases if inline is not None else ()
    ends = (one.outer.end for one in emphases if one.outer.start == whole.outer.start)
    return any(end < whole.outer.end and text[end : end + 1] == "," for end in ends)


def _emphasising(entry: Entry, found: str, expected: str) -> Fix | None:
    """Return the fix that puts other emphasis over the authors, `None` where it would have to cut something in two."""
    whole, source = entry.author_list, entry.document.source
    assert whole is not None
    inline = inline_at(entry, whole.span.start)
    text = source[whole.outer]
    if inline is None or expected not in _MARKS or found not in _MARKS or "\n" in text:
        return None
    if any("*" in run.text or "_" in run.text for run in inline.runs if run.kind is RunKind.TEXT and run.link is None):
        return None
    if found == "plain":
        if any(char in text for char in "<>[]`\\"):
            return None
        mark = _MARKS[expected]
        edits = (
            Edit(Span(whole.outer.start, whole.outer.start), mark),
            Edit(Span(whole.outer.end, whole.outer.end), mark),
        )
        return Fix(edits, title=f"write {_IN_WORDS[expected]}")
    around = [one for one in inline.emphases if one.inner.covers(whole.span)]
    if len(around) != 1 or len(source[around[0].inner]) > len(source[whole.span]) + 2:
        return None
    outer, inner = around[0].outer, around[0].inner
    mark = _MARKS[expected]
    edits = (Edit(Span(outer.start, inner.start), mark), Edit(Span(inner.end, outer.end), mark))
    return Fix(edits, title=f"write {_IN_WORDS[expected]}")


def _place(section: Section, rule: Rule) -> Iterator[Diagnostic]:
    """Report authors on the line of the title where others stand apart, and outside bullets where others are in bullets."""
    document, point = section.document, observe_author_place
    lines = set(map(line_of_authors, section.entries)) - {None}
    if len(lines) < 2 or lines.isdisjoint(_STRAYING):
        return
    convention = prevailing(document, section, point, shared=True)
    if convention is None or convention.value == Distance.SAME_LINE or convention.value not in _APART:
        return
    if agrees(document, section, point, convention.value) or not _gives_authors(section):
        return
    for entry in section.entries:
        if len(entry.authors) < 2 or author_markup(entry) is None:
            continue
        for seen in document.conventions.observations(point, entry):
            into_bullet = convention.value == Distance.BULLET and seen.value in (Distance.LINE, Distance.PARAGRAPH)
            if seen.value == Distance.SAME_LINE or into_bullet:
                places = f"found authors {_APART[seen.value]}, expected {_APART[convention.value]}"
                yield rule.diagnose(seen.span, f"{places} {share(convention, 'entries')}")


def author_separator(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report author lists whose separators are not those of most author lists."""
    point = observe_author_separator
    pinned = _PINNED.get(rule.options["style"])
    pairs_have_and: bool | None = None
    for section in document.sections:
        convention = prevailing(document, section, point) if section.entries and pinned is None else None
        expected = pinned if convention is None else Separators(convention.value)
        if expected is None:
            continue
        if convention is not None and convention.total < MANY_LISTS:
            continue
        found = [(entry, author_separators(entry)) for entry in section.entries]
        deviating = [(entry, one) for entry, one in found if one is not None and not one.fits(expected)]
        if not deviating or (pinned is None and not _gives_authors(section)):
            continue
        evidence = f" {share(convention, 'author lists')}" if convention is not None else ""
        for entry, one in deviating:
            if one.has_pair_form and pinned is None:
                if pairs_have_and is None:
                    pairs_have_and = _pairs_have_and(document)
                if pairs_have_and:
                    continue
            yield _report(entry, one, expected, evidence, rule)


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
