"""The points of style on which lists have conventions, by name."""

from __future__ import annotations

from awesomelint.checks.form import (
    author_separators,
    authors,
    descriptions,
    fields,
    link_labels,
    link_style,
    separators,
    spacing,
    title_stops,
    titles,
)
from awesomelint.checks.numbering import markers
from awesomelint.checks.papers import venue_wording
from awesomelint.document.conventions import Point

POINTS: dict[str, Point] = {
    "after-name": separators.observe_after_name,
    "author-place": authors.observe_author_place,
    "author-separator": author_separators.observe_author_separator,
    "authors-markup": authors.observe_authors_markup,
    "before-title": separators.observe_before_title,
    "before-year": separators.observe_before_year,
    "between-links": separators.observe_between_links,
    "blank-before-links": spacing.observe_blank_before_links,
    "blank-between-links": spacing.observe_blank_between_links,
    "conference-dated": venue_wording.observe_conference_dated,
    "conference-year": venue_wording.observe_conference_year,
    "date-separator": separators.observe_date,
    "description-capital": descriptions.observe_description_capital,
    "description-full-stop": descriptions.observe_description_full_stop,
    "description-full-stop-wide": descriptions.observe_wide_full_stop,
    "field-order": fields.observe_field_order,
    "findings-wording": venue_wording.observe_findings_wording,
    "journal-dated": venue_wording.observe_journal_dated,
    "journal-year": venue_wording.observe_journal_year,
    "link-brackets": link_style.observe_link_brackets,
    "link-label-code": link_labels.observe_link_label_code,
    "link-label-paper": link_labels.observe_link_label_paper,
    "link-label-project": link_labels.observe_link_label_project,
    "link-text": link_style.observe_link_text,
    "list-marker": markers.observe_list_marker,
    "nested-list-marker": markers.observe_nested_list_marker,
    "preprint-dated": venue_wording.observe_preprint_dated,
    "preprint-year": venue_wording.observe_preprint_year,
    "title-full-stop": title_stops.observe_title_full_stop,
    "title-lines": titles.observe_title_lines,
    "title-markup": titles.observe_title_markup,
    "workshop-wording": venue_wording.observe_workshop_wording,
}
"""The points of style on which a list has conventions, by stable names: `awesomelint conventions` prints them, rules cite them.

A point is the function that observes what an entry does there; it is next to the rule that judges it.
"""
