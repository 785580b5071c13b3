"""The points of style on which a list has conventions: a name each, and the function that observes what an entry does there.

The names are stable: `awesomelint conventions` prints them, and rules cite them.
"""

from __future__ import annotations

from awesomelint.checks.form.link_brackets import observe_link_brackets
from awesomelint.checks.form.link_labels import (
    observe_link_label_code,
    observe_link_label_paper,
    observe_link_label_project,
)
from awesomelint.checks.form.titles import observe_title_lines
from awesomelint.checks.numbering.list_markers import observe_list_marker, observe_nested_list_marker
from awesomelint.document.markdown.link_text import observe_link_text
from awesomelint.document.style.authors import observe_author_separator, observe_authors_markup
from awesomelint.document.style.conventions import Point
from awesomelint.document.style.field_order import observe_field_order
from awesomelint.document.style.layout import observe_author_place
from awesomelint.document.style.link_spacing import observe_blank_before_links, observe_blank_between_links
from awesomelint.document.style.titles import observe_title_full_stop, observe_title_markup
from awesomelint.document.style.venues import (
    DATED,
    conference_year,
    findings_wording,
    journal_year,
    preprint_year,
    workshop_wording,
)

_conference_dated, _journal_dated, _preprint_dated = DATED.values()

POINTS: dict[str, Point] = {
    "author-place": observe_author_place,
    "author-separator": observe_author_separator,
    "authors-markup": observe_authors_markup,
    "blank-before-links": observe_blank_before_links,
    "blank-between-links": observe_blank_between_links,
    "conference-dated": _conference_dated,
    "conference-year": conference_year,
    "field-order": observe_field_order,
    "findings-wording": findings_wording,
    "journal-dated": _journal_dated,
    "journal-year": journal_year,
    "link-brackets": observe_link_brackets,
    "link-label-code": observe_link_label_code,
    "link-label-paper": observe_link_label_paper,
    "link-label-project": observe_link_label_project,
    "link-text": observe_link_text,
    "list-marker": observe_list_marker,
    "nested-list-marker": observe_nested_list_marker,
    "preprint-dated": _preprint_dated,
    "preprint-year": preprint_year,
    "title-full-stop": observe_title_full_stop,
    "title-lines": observe_title_lines,
    "title-markup": observe_title_markup,
    "workshop-wording": workshop_wording,
}
