"""The points of style on which a list has conventions: a name each, and a function from an entry to what it does there.

The names are stable: `awesomelint conventions` prints them, and rules cite them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from awesomelint.document.markdown.link_text import link_text_of
from awesomelint.document.model import Entry
from awesomelint.document.style.authors import author_markup, author_separators
from awesomelint.document.style.conventions import Observation, Point
from awesomelint.document.style.field_order import order_of
from awesomelint.document.style.label_links import label_links
from awesomelint.document.style.labels import label_group, shown_label
from awesomelint.document.style.layout import author_distance
from awesomelint.document.style.link_spacing import openings
from awesomelint.document.style.titles import markup_of, title_end
from awesomelint.document.style.venues import (
    DATED,
    conference_year,
    findings_wording,
    journal_year,
    preprint_year,
    workshop_wording,
)

_ORDERED_FIELDS = 4


def authors_markup(entry: Entry) -> Sequence[Observation]:
    """Tell what emphasis lies over an entry's authors; a single name does not count."""
    markup = author_markup(entry)
    if markup is None or entry.author_list is None:
        return ()
    return (Observation(markup, entry.author_list.outer),)


def author_place(entry: Entry) -> Sequence[Observation]:
    """Tell how an entry's authors stand below its title: on its line, a line or a paragraph of their own."""
    distance = author_distance(entry)
    if distance is None or entry.author_list is None:
        return ()
    return (Observation(distance, entry.author_list.outer),)


def author_separator(entry: Entry) -> Sequence[Observation]:
    """Tell what stands between an entry's authors; two authors joined by "and" fit several forms and do not count."""
    found = author_separators(entry)
    if found is None or found.has_pair_form:
        return ()
    return (Observation(found.form, found.last),)


def blank_before_links(entry: Entry) -> Sequence[Observation]:
    """Tell whether a blank stands between words and the link behind them."""
    return [Observation(gap, span) for span, follows_link, gap in openings(entry) if not follows_link]


def blank_between_links(entry: Entry) -> Sequence[Observation]:
    """Tell whether a blank stands between two links side by side."""
    return [Observation(gap, span) for span, follows_link, gap in openings(entry) if follows_link]


def field_order(entry: Entry) -> Iterator[Observation]:
    """Tell in which order an entry's title, authors, venue and links stand; entries that lack one of them do not count."""
    names = order_of(entry)
    if len(names) == _ORDERED_FIELDS:
        yield Observation(", ".join(names), entry.span)


def link_brackets(entry: Entry) -> Sequence[Observation]:
    """Tell which brackets stand around each of an entry's label links; links with a bracket missing do not count."""
    return [Observation(form.brackets, form.link.span) for form in label_links(entry) if form.is_balanced]


def link_label_paper(entry: Entry) -> Iterator[Observation]:
    """Tell the labels "pdf" and "paper" as an entry writes them."""
    yield from _labels_of(entry, "paper")


def link_label_code(entry: Entry) -> Iterator[Observation]:
    """Tell the labels "code" and "codes" as an entry writes them."""
    yield from _labels_of(entry, "code")


def link_label_project(entry: Entry) -> Iterator[Observation]:
    """Tell the labels "project" and "project page" as an entry writes them."""
    yield from _labels_of(entry, "project")


def _labels_of(entry: Entry, group: str) -> Iterator[Observation]:
    for form in label_links(entry):
        label = shown_label(form.link)
        if label_group(label) == group:
            yield Observation(label, form.link.span)


def link_text(entry: Entry) -> Iterator[Observation]:
    """Tell whether an entry's links have a text of their own; badges and links within the document do not count."""
    for link in entry.links:
        form = link_text_of(link)
        if form is not None:
            yield Observation(form, link.span)


def list_marker(entry: Entry) -> Iterator[Observation]:
    """Tell which marker stands before an entry that is an item of an outermost list."""
    yield from _marker_at(entry, 1)


def nested_list_marker(entry: Entry) -> Iterator[Observation]:
    """Tell which marker stands before an entry that is an item of a list in another list's item."""
    yield from _marker_at(entry, 2)


def _marker_at(entry: Entry, depth: int) -> Iterator[Observation]:
    if entry.marker is not None and entry.block.depth == depth:
        mark = entry.block.markup
        yield Observation(mark if entry.block.ordinal is None else f"1{mark}", entry.marker)


def title_lines(entry: Entry) -> Iterator[Observation]:
    """Tell whether an entry's title stands on one line of the source."""
    title = entry.title
    if title is not None:
        text = entry.document.source.text
        is_broken = "\n" in text[title.span.start : title.span.end] or "\r" in text[title.span.start : title.span.end]
        yield Observation("several lines" if is_broken else "one line", title.span)


def title_markup(entry: Entry) -> Sequence[Observation]:
    """Tell what lies over an entry's title: nothing, bold, quotation marks, a link ..."""
    title = entry.title
    return () if title is None else (Observation(markup_of(title), title.span),)


def title_full_stop(entry: Entry) -> Sequence[Observation]:
    """Tell where the full stop of an entry's title stands; titles without markup, or that end in `?`, do not count."""
    end = title_end(entry)
    return () if end is None else (Observation(end.stop, end.full_stop),)


_conference_dated, _journal_dated, _preprint_dated = DATED.values()

POINTS: dict[str, Point] = {
    "author-place": author_place,
    "author-separator": author_separator,
    "authors-markup": authors_markup,
    "blank-before-links": blank_before_links,
    "blank-between-links": blank_between_links,
    "conference-dated": _conference_dated,
    "conference-year": conference_year,
    "field-order": field_order,
    "findings-wording": findings_wording,
    "journal-dated": _journal_dated,
    "journal-year": journal_year,
    "link-brackets": link_brackets,
    "link-label-code": link_label_code,
    "link-label-paper": link_label_paper,
    "link-label-project": link_label_project,
    "link-text": link_text,
    "list-marker": list_marker,
    "nested-list-marker": nested_list_marker,
    "preprint-dated": _preprint_dated,
    "preprint-year": preprint_year,
    "title-full-stop": title_full_stop,
    "title-lines": title_lines,
    "title-markup": title_markup,
    "workshop-wording": workshop_wording,
}
