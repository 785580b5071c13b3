"""How authors are written: what stands between them, and the markup over them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from itertools import pairwise

from awesomelint.checks.base import agrees, evidence_for, prevailing
from awesomelint.checks.form.layout import AuthorLine, Distance, inline_at, line_of_authors, observe_author_place
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Evidence, Fix
from awesomelint.document.conventions import MIN_SHARE, Observation
from awesomelint.document.model import Document, Entry, Section, remembered
from awesomelint.expressions import expression
from awesomelint.markdown.blocks import Mark, RunKind
from awesomelint.named_tuple import NamedTuple
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Source, Span

_WORD_BEFORE = expression(r"(?<![\w'’-])([^\W\d_]+)[ \t]$")
_WORD_AFTER = expression(r"[ \t]+[a-z]{2,}\b")
_SEPARATOR = expression(r"\s*+([,;，；、]?)\s*+(and|&|&amp;)?\s*+")


_BLANKS = frozenset(" \t")
_COMMA = {", "}


class Separators(StrEnum):
    """What stands between authors, by the example of three of them."""

    COMMAS = "A, B, C"
    AND = "A, B and C"
    COMMA_AND = "A, B, and C"
    AMPERSAND = "A, B & C"
    COMMA_AMPERSAND = "A, B, & C"
    SEMICOLONS = "A; B; C"
    SEMICOLON_AND = "A; B; and C"
    ANDS = "A and B and C"


_LAST = {
    ("", "and"): Separators.AND,
    (",", "and"): Separators.COMMA_AND,
    ("", "&"): Separators.AMPERSAND,
    (",", "&"): Separators.COMMA_AMPERSAND,
    (";", "and"): Separators.SEMICOLON_AND,
}
WRITTEN = {
    Separators.COMMAS: (", ", ", "),
    Separators.AND: (", ", " and "),
    Separators.COMMA_AND: (", ", ", and "),
    Separators.AMPERSAND: (", ", " & "),
    Separators.COMMA_AMPERSAND: (", ", ", & "),
    Separators.SEMICOLONS: ("; ", "; "),
    Separators.SEMICOLON_AND: ("; ", "; and "),
    Separators.ANDS: (" and ", " and "),
}
"""What each form writes between authors, and before the last one."""


class AuthorSeparators(NamedTuple):
    """What stands between the authors of an entry.

    Of two authors, "A and B" fits several forms; `form` is then `AND`.
    """

    form: Separators
    entry: Entry

    @property
    def places(self) -> tuple[Span, ...]:
        """Where the separators stand, in order."""
        return tuple(Span(before.span.end, after.span.start) for before, after in pairwise(self.entry.authors))

    @property
    def last(self) -> Span:
        """Where the last separator stands."""
        before, after = self.entry.authors[-2:]
        return Span(before.span.end, after.span.start)

    @property
    def is_pair(self) -> bool:
        """Whether there are two authors."""
        return len(self.entry.authors) == 2

    @property
    def has_pair_form(self) -> bool:
        """Whether there are two authors, joined as in "A and B" or "A & B", which any form may do with two."""
        return self.is_pair and self.form in (Separators.AND, Separators.AMPERSAND)

    def fits(self, expected: Separators) -> bool:
        """Tell whether the separators are of a form."""
        if self.form is expected:
            return True
        pairs = (Separators.AND, Separators.COMMA_AND, Separators.SEMICOLON_AND, Separators.ANDS)
        ampersands = (Separators.AMPERSAND, Separators.COMMA_AMPERSAND)
        return self.is_pair and any(self.form in forms and expected in forms for forms in (pairs, ampersands))


@remembered
def author_separators(entry: Entry) -> AuthorSeparators | None:
    """Return what stands between the authors of an entry.

    `None` for fewer than two authors, for a list that "et al." ends, where anything but separators stands between them, for
    names written surname first (commas stand inside them, too), and for what goes on with the words of a sentence.
    """
    authors = entry.authors
    if len(authors) < 2 or entry.et_al or _has_inverted_names(entry) or _is_in_sentence(entry):
        return None
    text = entry.document.source.text
    between = {text[before.span.end : after.span.start] for before, after in pairwise(authors)}
    if between == _COMMA:
        return AuthorSeparators(Separators.COMMAS, entry)
    if not all(one.strip() for one in between):
        return None
    seen: list[tuple[str, str]] = []
    for before, after in pairwise(authors):
        match = _SEPARATOR.fullmatch(text, before.span.end, after.span.start)
        if match is None:
            return None
        seen.append((match[1] or "", (match[2] or "").replace("&amp;", "&")))
    form = _form(seen)
    return AuthorSeparators(form, entry) if form is not None else None


@remembered
def author_markup(entry: Entry) -> str | None:
    """Return the emphasis over the authors of an entry, or `plain`.

    `None` for fewer than two authors, for authors that are links, and in a sentence: there is too little to judge by.
    """
    whole = entry.author_list
    if (
        whole is None
        or whole.link is not None
        or (len(entry.authors) < 2 and not entry.et_al)
        or _is_in_sentence(entry)
    ):
        return None
    return _words_of_markup(int(whole.marks))


@cache
def _words_of_markup(marks: int) -> str:
    return " ".join(word for mark, word in ((Mark.BOLD, "bold"), (Mark.ITALIC, "italic")) if marks & mark) or "plain"


def _has_inverted_names(entry: Entry) -> bool:
    """Tell whether names are written surname first: they hold a comma, or a comma has cut some of them into single words."""
    single = 0
    for author in entry.authors:
        name = author.value
        if "," in name:
            return True
        single += " " not in name and name.isascii()
    return 0 < single < len(entry.authors)


@remembered
def _is_in_sentence(entry: Entry) -> bool:
    assert entry.author_list is not None
    text = entry.document.source.text
    start, end = entry.author_list.outer
    if text[end : end + 1] in _BLANKS and text[end + 1 : end + 2].islower() and _WORD_AFTER.match(text, end):
        return True
    if text[start - 1 : start] not in _BLANKS or not text[start - 2 : start - 1].isalpha():
        return False
    before = _WORD_BEFORE.search(text, max(entry.span.start, start - 20), start)
    return before is not None and before[1] != "by"


def _form(seen: list[tuple[str, str]]) -> Separators | None:
    *inner, last = seen
    if any(one != inner[0] for one in inner):
        return None
    first = inner[0] if inner else None
    if first == ("", "and") and last == first:
        return Separators.ANDS
    if not last[1]:
        if first is not None and first != last:
            return None
        return {",": Separators.COMMAS, ";": Separators.SEMICOLONS}.get(last[0])
    if first is not None and first != (";" if last[0] == ";" else ",", ""):
        return None
    return _LAST.get(last)


def observe_authors_markup(entry: Entry) -> Sequence[Observation]:
    """Tell what emphasis lies over an entry's authors; a single name does not count."""
    markup = author_markup(entry)
    if markup is None or entry.author_list is None:
        return ()
    return (Observation(markup, entry.author_list.outer),)


def observe_author_separator(entry: Entry) -> Sequence[Observation]:
    """Tell what stands between an entry's authors; two authors joined by "and" fit several forms and do not count."""
    found = author_separators(entry)
    if found is None or found.has_pair_form:
        return ()
    return (Observation(found.form, found.last),)


#| How authors are written: what stands between them, and the markup over them.

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


def authors_markup(section: Section, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
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
    evidence = evidence_for(convention, "author lists")
    for entry in section.entries:
        for seen in document.conventions.observations(point, entry):
            if seen.value != expected:
                found = "emphasis on a part of the authors" if _is_partial(entry) else _IN_WORDS[seen.value]
                message = f"found {found}, expected {_IN_WORDS[expected]}"
                fix = _emphasising(entry, seen.value, expected)
                yield rule.diagnose(seen.span, message, fix=fix, evidence=evidence)


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
                yield rule.diagnose(seen.span, places, evidence=evidence_for(convention, "entries"))


def author_separator(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
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
        evidence = evidence_for(convention, "author lists")
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


def _report(
    entry: Entry, found: AuthorSeparators, expected: Separators, evidence: Evidence | None, rule: Rule
) -> Diagnostic:
    source = entry.document.source
    edits = _edits(source, found, expected)
    first = edits[0]
    name = entry.authors[found.places.index(first.span) + 1].value
    shown = source[first.span].replace("\r", "").replace("\n", " ")
    message = f'found "{shown}" before "{name}", expected "{first.text}"'
    fix = Fix(tuple(edits), title=f'write "{expected.value}"')
    return rule.diagnose(first.span, message, fix=fix, evidence=evidence)


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
