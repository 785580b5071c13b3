"""What is between the fields of an entry: the punctuation behind its name, between links, before the year, within dates."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from awesomelint.checks.base import Expectation, deviations, expectation, is_cut
from awesomelint.checks.form.labelled_links import label_links
from awesomelint.checks.form.titles import markup_of
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from awesomelint.document.conventions import Observation, Point
from awesomelint.document.model import Container, Document, Entry, Section, remembered
from awesomelint.document.order import DATE
from awesomelint.markdown.blocks import LinkKind, LinkSyntax, SegmentKind
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span
from awesomelint.startup import expression

_MARKS = "*_`"
_SPACES = expression(r"[ \t]+")


def separator(section: Section, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report separators that are not those of most entries of the section."""
    for point, things, place in _PLACES:
        wanted = expectation(section, point, things)
        if wanted is None:
            continue
        deviating = list(deviations(section, point, wanted))
        if deviating and point is observe_between_links:
            wanted = wanted._replace(value=_usual_between_links(section.document)[wanted.value])
        for entry, seen in deviating:
            if not _is_other_thing(entry, seen, point, wanted.value):
                yield _diagnose(entry, seen, wanted, place, rule)


def _is_other_thing(entry: Entry, seen: Observation, point: Point, usual: str) -> bool:
    """Return whether what was taken for a title without markup may be one more author, or for a date may be a version.

    The comma is between authors, too, and an entry with both `2025-01` and `2025.01` means two things.
    """
    title, text = entry.title, entry.document.source.text
    if point is observe_before_title and title is not None:
        return seen.value.strip() == "," != usual.strip() and markup_of(title) == "plain"
    return point is observe_date and any(
        text[match.end(1)] == usual for match in DATE.finditer(text, entry.span.start, entry.span.end)
    )


def _diagnose(entry: Entry, seen: Observation, wanted: Expectation, place: str, rule: Rule) -> Diagnostic:
    text = entry.document.source.text
    if seen.value == _INSIDE:
        found, edits = f'"{_COLON}" inside the name', (Edit(seen.span, ""), *_after_name(entry, text, wanted.value))
    else:
        written = text[seen.span.start : seen.span.end]
        found = f'"{written}" {place}' if written else f"nothing {place}"
        has_stop = text[seen.span.start - 1] == "."
        edits = (Edit(seen.span, wanted.value.removeprefix(".") if has_stop else wanted.value),)
    if wanted.value == _INSIDE:
        return rule.diagnose(seen.span, f'found {found}, expected "{_COLON}" inside the name', evidence=wanted.evidence)
    is_same = seen.value == _INSIDE or seen.value.strip() == wanted.value.strip()
    safety = Safety.SAFE if is_same else Safety.UNSAFE
    is_dash = seen.value.strip(f" {_DASHES}") == wanted.value.strip(f" {_DASHES}") and not is_same
    severity = Severity.INFO if is_dash else None
    message = f'found {found}, expected "{wanted.value}"'
    return rule.diagnose(seen.span, message, fix=Fix(edits, safety), severity=severity, evidence=wanted.evidence)


def _single_spaced(separator: str) -> str:
    """Return a separator without doubled spaces, which are another rule's."""
    return _SPACES.sub(" ", separator)


# -- behind the name of a thing: `[Name](u): what it is`

_COLON = ":"
_INSIDE = ": inside"
"""What is observed where the colon is a part of the name: `[Name:](u) what it is`, `**Name:** what it is`."""
_DASHES = "-–—"
_AFTER_NAME = expression(
    r"[ \t]*(?:[:：](?![\w+-]+:)|(?<=[ \t])(?:-{1,3}|[–—])|(?:-|[–—])(?=[ \t]))(?![:>-])[ \t]*(?=\S)"
)

_EMOJI = expression(r":[a-z][a-z0-9_+-]*:\Z")
"""The code of an emoji at the end of a name, whose colon is none behind it: `:dollar:`."""
_LONGEST_CODE = 60


def observe_after_name(entry: Entry) -> Sequence[Observation]:
    """Observe what is between the linked or bold name that an entry begins with and its description."""
    name = _name(entry)
    if name is None:
        return ()
    inner, end = name
    text = entry.document.source.text
    if text[inner - 1] == _COLON and not _EMOJI.search(text, max(inner - _LONGEST_CODE, 0), inner):
        return (Observation(_INSIDE, Span(inner - 1, inner)),) if text[end : end + 1] == " " else ()
    match = _AFTER_NAME.match(text, end, entry.span.end)
    return () if match is None else (Observation(_single_spaced(match[0]), Span(*match.span())),)


def _name(entry: Entry) -> tuple[int, int] | None:
    """Return where the words of the name that an entry begins with end, and where its markup ends; `None` without markup."""
    text = entry.document.source.text
    start = entry.marker.end if entry.marker is not None else entry.span.start
    while start < entry.span.end and text[start] in " \t":
        start += 1
    if entry.container is Container.TABLE:
        return None
    bare = start
    while text[bare : bare + 1] in _MARKS and bare < entry.span.end:
        bare += 1
    link = entry.links[0] if entry.links else None
    if link is not None and link.span.start == bare:
        if link.syntax is not LinkSyntax.INLINE or link.label_span is None or link.kind is LinkKind.BADGE:
            return None
        inner, end = link.label_span.end, link.span.end
        while text[inner - 1] in _MARKS:
            inner -= 1
        while text[end : end + 1] in _MARKS and bare > start:
            end += 1
        return inner, end
    inline = entry.inline_at(start)
    for one in inline.emphases if inline is not None else ():
        if one.outer.start == start and not any(one.outer.covers(other.span) for other in entry.links):
            return one.inner.end, one.outer.end
    return None


def _after_name(entry: Entry, text: str, wanted: str) -> Iterator[Edit]:
    name = _name(entry)
    if name is not None:
        end = name[1]
        while text[end : end + 1] in (" ", "\t"):
            end += 1
        yield Edit(Span(name[1], end), wanted)


# -- between links side by side

_GAP = 8


def observe_between_links(entry: Entry) -> Sequence[Observation]:
    """Observe what is between two labelled links side by side; how many spaces is another rule's. Tables have their own ways."""
    if entry.container is Container.TABLE:
        return ()
    text = entry.document.source.text
    found = []
    for before, after in pairwise(label_links(entry)):
        if before.link.kind is after.link.kind:
            continue  # several of one kind may be a group of their own
        span = Span(before.span.end, after.span.start)
        between = text[span.start : span.end]
        if len(between) <= _GAP and not any(char.isalnum() or char in "\r\n[]()<>" for char in between):
            mark = between.replace("\\", "").strip()
            found.append(Observation(f"{mark} " if mark in (",", ";", "") else f" {mark} ", span))
    return found


@remembered
def _usual_between_links(document: Document) -> dict[str, str]:
    """Return how a list mostly writes what is observed between links: `|` perhaps, where that is observed as ` | `."""
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in document.entries:
        for seen in document.conventions.observations(observe_between_links, entry):
            written[seen.value][document.source[seen.span]] += 1
    return {value: texts.most_common(1)[0][0] for value, texts in written.items()}


# -- between authors and what is after them

_ET_AL = expression(r"(?:[ \t,]*\bet[ \t]+al\b|(?<=\bal)(?=\.))\.?", re.IGNORECASE)
_INITIAL = expression(r"[\W_][A-Z](?=\.)")
_LONGEST = 3


def observe_before_year(entry: Entry) -> Sequence[Observation]:
    """Observe what is between the authors and the year right after them."""
    authors, year = entry.author_list, entry.year
    return () if authors is None or year is None else _after_authors(entry, authors.span.end, year.span.start)


def observe_before_title(entry: Entry) -> Sequence[Observation]:
    """Observe what is between the authors and the title right after them."""
    authors, title = entry.author_list, entry.title
    if authors is None or title is None or entry.container is Container.TABLE or is_cut(entry):
        return ()
    return _after_authors(entry, authors.outer.end, title.outer.start)


def _after_authors(entry: Entry, start: int, end: int) -> Sequence[Observation]:
    text = entry.document.source.text
    et_al = _ET_AL.match(text, start)
    if et_al is not None:
        start = et_al.end()
    between = text[start : max(start, end)]
    if not between or len(between) > _LONGEST or between.strip(" ,;:."):
        return ()
    if between[0] == "." and _INITIAL.match(text, start - 2):
        start, between = start + 1, between[1:]  # the full stop of an initial
        if not between:
            return ()
    has_stop = not between.strip(" ") and text[start - 1] == "."
    return (Observation(". " if has_stop else _single_spaced(between), Span(start, end)),)


# -- within dates

_DATE = expression(
    r"(?:19|20)\d\d(?<![\w./-]\d{4})([./-])(?:0[1-9]|1[0-2])(?:([./-])(?:0[1-9]|[12]\d|3[01]))?(?![\w/-]|\.\d)"
)


def observe_date(entry: Entry) -> Sequence[Observation]:
    """Observe what is between year and month in the first date of an entry."""
    dates = _dates(entry.document)
    index = bisect_left(dates, entry.span.start, key=re.Match.start)
    if index == len(dates) or dates[index].end() > entry.span.end:
        return ()
    date = dates[index]
    return [Observation(date[group], Span(*date.span(group))) for group in (1, 2) if date[group]]


@remembered
def _dates(document: Document) -> list[re.Match[str]]:
    """Return the dates in the text of a document, in order."""
    text, segment_at = document.source.text, document.places.segment_at
    found = ((date, segment_at(date.start())) for date in _DATE.finditer(text))
    return [date for date, segment in found if segment is not None and segment.kind is SegmentKind.TEXT]


_PLACES: tuple[tuple[Point, str, str], ...] = (
    (observe_after_name, "names", "after the name"),
    (observe_between_links, "pairs of links", "between links"),
    (observe_before_year, "years", "before the year"),
    (observe_before_title, "titles", "before the title"),
    (observe_date, "dates", "in the date"),
)
