"""What rules do: one module a family. A check reads a document and yields diagnostics; it does no I/O and parses nothing.

A check asks for the narrowest scope that it needs, and the engine walks: `Check(Scope.ENTRY, function)` is called once an
entry, as `function(entry, rule)`. `CHECKS` is the whole table; a rule file names its check by key.
"""

from __future__ import annotations

from awesomelint.checks.anchors import missing_anchor
from awesomelint.checks.authors import author_separator, authors_markup
from awesomelint.checks.bare_urls import bare_url
from awesomelint.checks.base import Check, Scope
from awesomelint.checks.blank_lines import blank_lines
from awesomelint.checks.brackets import unbalanced_brackets
from awesomelint.checks.broken_links import broken_link_syntax
from awesomelint.checks.canonical_urls import canonical_url
from awesomelint.checks.characters import invisible_characters
from awesomelint.checks.continuation import continuation_indent
from awesomelint.checks.duplicates import duplicate_across_sections, duplicate_paper, one_link_two_papers
from awesomelint.checks.field_order import field_order
from awesomelint.checks.generic import GENERIC
from awesomelint.checks.layout import fields_run_together
from awesomelint.checks.link_brackets import link_brackets
from awesomelint.checks.link_labels import link_label
from awesomelint.checks.list_markers import list_marker
from awesomelint.checks.local_files import local_file
from awesomelint.checks.missing_fields import missing_field
from awesomelint.checks.near_duplicates import near_duplicate_title
from awesomelint.checks.newlines import newlines_and_tabs
from awesomelint.checks.numbering import sequential_numbers
from awesomelint.checks.punctuation import full_width_punctuation
from awesomelint.checks.references import undefined_reference
from awesomelint.checks.rendered_number import rendered_number
from awesomelint.checks.repeated_links import repeated_link
from awesomelint.checks.retired_hosts import retired_host
from awesomelint.checks.spacing import spacing
from awesomelint.checks.suppressions import unknown_rule, unused_suppression
from awesomelint.checks.tables import table_row
from awesomelint.checks.title_markup import title_markup
from awesomelint.checks.titles import title_full_stop, title_one_line
from awesomelint.checks.url_words import link_names_another_paper
from awesomelint.checks.urls import malformed_url
from awesomelint.checks.venues_editions import impossible_edition, venue_before_preprint, venue_contradicts_link
from awesomelint.checks.venues_names import unknown_venue, venue_name
from awesomelint.checks.venues_tracks import track_wording
from awesomelint.checks.venues_years import venue_year
from awesomelint.checks.when_needed import when_needed
from awesomelint.checks.whitespace import trailing_blanks

__all__ = ["CHECKS", "Check", "Scope"]


def _judging(module: str, name: str) -> Check:
    """Return a check that judges what links lead to, wherever the list uses them."""
    return Check(Scope.DOCUMENT, when_needed(module, name), needs_facts=True, joins=True)


CHECKS: dict[str, Check] = {
    "links.label": Check(Scope.DOCUMENT, link_label),
    "fields.missing": Check(Scope.SECTION, missing_field),
    "layout.field_order": Check(Scope.SECTION, field_order),
    "titles.markup": Check(Scope.SECTION, title_markup),
    "authors.markup": Check(Scope.SECTION, authors_markup),
    "layout.fields_run_together": Check(Scope.SECTION, fields_run_together),
    "authors.separator": Check(Scope.DOCUMENT, author_separator),
    "numbering.list_marker": Check(Scope.DOCUMENT, list_marker),
    "titles.full_stop": Check(Scope.SECTION, title_full_stop),
    "titles.one_line": Check(Scope.DOCUMENT, title_one_line),
    "links.brackets": Check(Scope.DOCUMENT, link_brackets),
    "numbering.sequential_numbers": Check(Scope.DOCUMENT, sequential_numbers),
    "numbering.rendered_number": Check(Scope.DOCUMENT, rendered_number),
    "continuation.continuation_indent": Check(Scope.DOCUMENT, continuation_indent),
    "suppressions.unused_suppression": Check(Scope.SUPPRESSIONS, unused_suppression),
    "suppressions.unknown_rule": Check(Scope.SUPPRESSIONS, unknown_rule),
    "brackets.unbalanced_brackets": Check(Scope.DOCUMENT, unbalanced_brackets),
    "broken_links.broken_link_syntax": Check(Scope.DOCUMENT, broken_link_syntax),
    "spacing.spacing": Check(Scope.DOCUMENT, spacing),
    "whitespace.trailing_blanks": Check(Scope.DOCUMENT, trailing_blanks),
    "blank_lines.blank_lines": Check(Scope.DOCUMENT, blank_lines),
    "newlines.newlines_and_tabs": Check(Scope.DOCUMENT, newlines_and_tabs),
    "punctuation.full_width_punctuation": Check(Scope.DOCUMENT, full_width_punctuation),
    "characters.invisible_characters": Check(Scope.DOCUMENT, invisible_characters),
    "tables.table_row": Check(Scope.DOCUMENT, table_row),
    "references.undefined_reference": Check(Scope.DOCUMENT, undefined_reference),
    "bare_urls.bare_url": Check(Scope.DOCUMENT, bare_url),
    "anchors.missing_anchor": Check(Scope.DOCUMENT, missing_anchor),
    "urls.malformed_url": Check(Scope.DOCUMENT, malformed_url),
    "local_files.local_file": Check(Scope.DOCUMENT, local_file),
    "venues.unknown_venue": Check(Scope.ENTRY, unknown_venue),
    "venues.venue_name": Check(Scope.DOCUMENT, venue_name),
    "venues.venue_year": Check(Scope.SECTION, venue_year),
    "venues.track_wording": Check(Scope.SECTION, track_wording),
    "venues.impossible_edition": Check(Scope.ENTRY, impossible_edition),
    "venues.venue_contradicts_link": Check(Scope.ENTRY, venue_contradicts_link),
    "venues.venue_before_preprint": Check(Scope.ENTRY, venue_before_preprint),
    "duplicates.duplicate_paper": Check(Scope.DOCUMENT, duplicate_paper),
    "duplicates.duplicate_across_sections": Check(Scope.DOCUMENT, duplicate_across_sections),
    "near_duplicates.near_duplicate_title": Check(Scope.DOCUMENT, near_duplicate_title),
    "duplicates.one_link_two_papers": Check(Scope.DOCUMENT, one_link_two_papers),
    "url_words.link_names_another_paper": Check(Scope.DOCUMENT, link_names_another_paper),
    "canonical_urls.canonical_url": Check(Scope.DOCUMENT, canonical_url),
    "retired_hosts.retired_host": Check(Scope.DOCUMENT, retired_host),
    "repeated_links.repeated_link": Check(Scope.ENTRY, repeated_link),
    "links.dead": _judging("link_verdicts", "dead_link"),
    "links.unsure": _judging("link_verdicts", "unsure_link"),
    "links.blocked": _judging("link_verdicts", "blocked_link"),
    "links.moved": _judging("moved_links", "moved_link"),
    "links.wrong_content": _judging("link_verdicts", "wrong_content"),
    "links.archived_repository": _judging("link_verdicts", "archived_repository"),
    **GENERIC,
}
