"""What rules do, one package a family of rules. A check reads a document and yields diagnostics; it does no I/O, parses nothing.

A check asks for the narrowest scope that it needs, and the engine walks: `Check(Scope.ENTRY, function)` is called once an
entry, as `function(entry, rule, context)`. `CHECKS` is the whole table; a rule file names its check by key."""

from __future__ import annotations

from awesomelint.checks.base import Check, Scope, when_needed
from awesomelint.checks.form.author_separators import author_separator, observe_author_separator
from awesomelint.checks.form.authors import (
    authors_markup,
    fields_run_together,
    observe_author_place,
    observe_authors_markup,
)
from awesomelint.checks.form.characters import full_width_punctuation, invisible_characters
from awesomelint.checks.form.fields import field_order, missing_field, observe_field_order
from awesomelint.checks.form.link_labels import (
    link_label,
    observe_link_label_code,
    observe_link_label_paper,
    observe_link_label_project,
)
from awesomelint.checks.form.link_style import bare_url, link_brackets, observe_link_brackets, observe_link_text
from awesomelint.checks.form.link_syntax import broken_link_syntax, unbalanced_brackets, undefined_reference
from awesomelint.checks.form.spacing import observe_blank_before_links, observe_blank_between_links, spacing
from awesomelint.checks.form.structure import continuation_indent, table_row
from awesomelint.checks.form.title_markup import title_markup
from awesomelint.checks.form.titles import (
    observe_title_full_stop,
    observe_title_lines,
    observe_title_markup,
    title_full_stop,
    title_one_line,
)
from awesomelint.checks.form.whitespace import blank_lines, newlines_and_tabs, trailing_blanks
from awesomelint.checks.generic import GENERIC
from awesomelint.checks.links.anchors import missing_anchor
from awesomelint.checks.links.canonical_urls import canonical_url
from awesomelint.checks.links.urls import local_file, malformed_url, retired_host
from awesomelint.checks.numbering.markers import (
    list_marker,
    observe_list_marker,
    observe_nested_list_marker,
    rendered_number,
)
from awesomelint.checks.numbering.sequence import sequential_numbers
from awesomelint.checks.papers.duplicates import (
    duplicate_across_sections,
    duplicate_paper,
    link_names_another_paper,
    near_duplicate_title,
    one_link_two_papers,
    repeated_link,
)
from awesomelint.checks.papers.venue_editions import impossible_edition, venue_before_preprint, venue_contradicts_link
from awesomelint.checks.papers.venue_names import track_wording, unknown_venue, venue_name
from awesomelint.checks.papers.venue_years import (
    DATED,
    conference_year,
    findings_wording,
    journal_year,
    preprint_year,
    venue_year,
    workshop_wording,
)
from awesomelint.document.conventions import Point


def _judging(module: str, name: str) -> Check:
    """Return a check that judges what links lead to, wherever the list uses them."""
    return Check(Scope.DOCUMENT, when_needed(module, name), needs_facts=True)


CHECKS: dict[str, Check] = {
    "papers.duplicate_paper": Check(Scope.DOCUMENT, duplicate_paper),
    "papers.duplicate_across_sections": Check(Scope.DOCUMENT, duplicate_across_sections),
    "papers.near_duplicate_title": Check(Scope.DOCUMENT, near_duplicate_title),
    "papers.one_link_two_papers": Check(Scope.DOCUMENT, one_link_two_papers),
    "papers.repeated_link": Check(Scope.ENTRY, repeated_link),
    "form.link_brackets": Check(Scope.DOCUMENT, link_brackets),
    "form.unbalanced_brackets": Check(Scope.DOCUMENT, unbalanced_brackets),
    "form.broken_link_syntax": Check(Scope.DOCUMENT, broken_link_syntax),
    "form.title_one_line": Check(Scope.DOCUMENT, title_one_line),
    "form.title_markup": Check(Scope.SECTION, title_markup),
    "form.title_full_stop": Check(Scope.SECTION, title_full_stop),
    "form.authors_markup": Check(Scope.SECTION, authors_markup),
    "form.author_separator": Check(Scope.DOCUMENT, author_separator),
    "form.fields_run_together": Check(Scope.SECTION, fields_run_together),
    "form.continuation_indent": Check(Scope.DOCUMENT, continuation_indent),
    "form.field_order": Check(Scope.SECTION, field_order),
    "form.missing_field": Check(Scope.SECTION, missing_field),
    "form.link_label": Check(Scope.DOCUMENT, link_label),
    "form.spacing": Check(Scope.DOCUMENT, spacing),
    "form.trailing_blanks": Check(Scope.DOCUMENT, trailing_blanks),
    "form.blank_lines": Check(Scope.DOCUMENT, blank_lines),
    "form.newlines_and_tabs": Check(Scope.DOCUMENT, newlines_and_tabs),
    "form.full_width_punctuation": Check(Scope.DOCUMENT, full_width_punctuation),
    "form.invisible_characters": Check(Scope.DOCUMENT, invisible_characters),
    "form.table_row": Check(Scope.DOCUMENT, table_row),
    "form.undefined_reference": Check(Scope.DOCUMENT, undefined_reference),
    "form.bare_url": Check(Scope.DOCUMENT, bare_url),
    "links.dead_link": _judging("links.verdicts", "dead_link"),
    "links.unsure_link": _judging("links.verdicts", "unsure_link"),
    "links.blocked_link": _judging("links.verdicts", "blocked_link"),
    "links.moved_link": _judging("links.moved_links", "moved_link"),
    "links.wrong_content": _judging("links.verdicts", "wrong_content"),
    "links.missing_anchor": Check(Scope.DOCUMENT, missing_anchor),
    "links.archived_repository": _judging("links.verdicts", "archived_repository"),
    "links.malformed_url": Check(Scope.DOCUMENT, malformed_url),
    "links.canonical_url": Check(Scope.DOCUMENT, canonical_url),
    "links.retired_host": Check(Scope.DOCUMENT, retired_host),
    "links.local_file": Check(Scope.DOCUMENT, local_file),
    "papers.link_names_another_paper": Check(Scope.DOCUMENT, link_names_another_paper),
    "numbering.sequential_numbers": Check(Scope.DOCUMENT, sequential_numbers),
    "numbering.rendered_number": Check(Scope.DOCUMENT, rendered_number),
    "numbering.list_marker": Check(Scope.DOCUMENT, list_marker),
    "suppressions.unused_suppression": Check(Scope.SUPPRESSIONS, when_needed("suppressions", "unused_suppression")),
    "suppressions.unknown_rule": Check(Scope.SUPPRESSIONS, when_needed("suppressions", "unknown_rule")),
    "papers.unknown_venue": Check(Scope.ENTRY, unknown_venue),
    "papers.venue_name": Check(Scope.DOCUMENT, venue_name),
    "papers.venue_year": Check(Scope.SECTION, venue_year),
    "papers.impossible_edition": Check(Scope.ENTRY, impossible_edition),
    "papers.venue_contradicts_link": Check(Scope.ENTRY, venue_contradicts_link),
    "papers.venue_before_preprint": Check(Scope.ENTRY, venue_before_preprint),
    "papers.track_wording": Check(Scope.SECTION, track_wording),
    **GENERIC,
}
"""Every check by the name that rule files call it by: the package it lives in and its function, in the order of their rules."""


#| The points of style on which a list has conventions: a name each, and the function that observes what an entry does there.
#|
#| The names are stable: `awesomelint conventions` prints them, and rules cite them.

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
