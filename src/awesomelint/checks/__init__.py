"""What rules do, one package a family of rules. A check reads a document and yields diagnostics; it does no I/O, parses nothing.

A check asks for the narrowest scope that it needs, and the engine walks: `Check(Scope.ENTRY, function)` is called once an
entry, as `function(entry, rule)`. `CHECKS` is the whole table; a rule file names its check by key.
"""

from __future__ import annotations

from awesomelint.checks.base import Check, Scope
from awesomelint.checks.form.authors import author_separator, authors_markup
from awesomelint.checks.form.bare_urls import bare_url
from awesomelint.checks.form.blank_lines import blank_lines
from awesomelint.checks.form.brackets import unbalanced_brackets
from awesomelint.checks.form.broken_links import broken_link_syntax
from awesomelint.checks.form.characters import invisible_characters
from awesomelint.checks.form.continuation import continuation_indent
from awesomelint.checks.form.field_order import field_order
from awesomelint.checks.form.layout import fields_run_together
from awesomelint.checks.form.link_brackets import link_brackets
from awesomelint.checks.form.link_labels import link_label
from awesomelint.checks.form.missing_fields import missing_field
from awesomelint.checks.form.newlines import newlines_and_tabs
from awesomelint.checks.form.punctuation import full_width_punctuation
from awesomelint.checks.form.references import undefined_reference
from awesomelint.checks.form.spacing import spacing
from awesomelint.checks.form.tables import table_row
from awesomelint.checks.form.title_markup import title_markup
from awesomelint.checks.form.titles import title_full_stop, title_one_line
from awesomelint.checks.form.whitespace import trailing_blanks
from awesomelint.checks.generic import GENERIC
from awesomelint.checks.links.anchors import missing_anchor
from awesomelint.checks.links.canonical_urls import canonical_url
from awesomelint.checks.links.local_files import local_file
from awesomelint.checks.links.retired_hosts import retired_host
from awesomelint.checks.links.urls import malformed_url
from awesomelint.checks.numbering.list_markers import list_marker
from awesomelint.checks.numbering.rendered_number import rendered_number
from awesomelint.checks.numbering.sequence import sequential_numbers
from awesomelint.checks.papers.duplicates import duplicate_across_sections, duplicate_paper, one_link_two_papers
from awesomelint.checks.papers.near_duplicates import near_duplicate_title
from awesomelint.checks.papers.repeated_links import repeated_link
from awesomelint.checks.papers.url_words import link_names_another_paper
from awesomelint.checks.papers.venues_editions import impossible_edition, venue_before_preprint, venue_contradicts_link
from awesomelint.checks.papers.venues_names import unknown_venue, venue_name
from awesomelint.checks.papers.venues_tracks import track_wording
from awesomelint.checks.papers.venues_years import venue_year
from awesomelint.checks.when_needed import when_needed

__all__ = ["CHECKS", "Check", "Scope"]


def _judging(module: str, name: str) -> Check:
    """Return a check that judges what links lead to, wherever the list uses them."""
    return Check(Scope.DOCUMENT, when_needed(module, name), needs_facts=True, joins=True)


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
    "links.dead_link": _judging("links.link_verdicts", "dead_link"),
    "links.unsure_link": _judging("links.link_verdicts", "unsure_link"),
    "links.blocked_link": _judging("links.link_verdicts", "blocked_link"),
    "links.moved_link": _judging("links.moved_links", "moved_link"),
    "links.wrong_content": _judging("links.link_verdicts", "wrong_content"),
    "links.missing_anchor": Check(Scope.DOCUMENT, missing_anchor),
    "links.archived_repository": _judging("links.link_verdicts", "archived_repository"),
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
