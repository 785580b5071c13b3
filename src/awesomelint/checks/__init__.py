"""What rules do. A check reads a document and yields diagnostics; it does no I/O and parses nothing.

A check asks for the narrowest scope that it needs, and the engine walks: `Check(Scope.ENTRY, function)` is called once an
entry, as `function(entry, rule, context)`. A new rule is a YAML file in `rules/`, a function here, and a line in `CHECKS`.
"""

from __future__ import annotations

from awesomelint.checks import suppressions
from awesomelint.checks.base import Check, Scope
from awesomelint.checks.form import (
    author_separators,
    authors,
    characters,
    fields,
    garbled_text,
    link_labels,
    link_style,
    link_syntax,
    references,
    repeated_word,
    separators,
    spacing,
    structure,
    title_stops,
    titles,
    whitespace,
)
from awesomelint.checks.generic import GENERIC
from awesomelint.checks.links import (
    anchors,
    canonical_urls,
    contents,
    moved_links,
    private_targets,
    retired_hosts,
    urls,
    verdicts,
)
from awesomelint.checks.numbering import markers, sequence
from awesomelint.checks.order import places
from awesomelint.checks.papers import (
    duplicates,
    paper_differences,
    publication,
    repeated_entries,
    venue_editions,
    venue_names,
    venue_wording,
    wrong_paper,
)
from awesomelint.checks.rendering import (
    broken_tables,
    conflicts,
    list_starts,
    missing_space,
    nesting,
    raw_markdown,
    unclosed,
)
from awesomelint.document.conventions import Point

_DOCUMENT, _SECTION, _ENTRY, _COMMENTS = Scope.DOCUMENT, Scope.SECTION, Scope.ENTRY, Scope.SUPPRESSIONS
_WRONG_PAPER = "papers.wrong_paper"
"""Checks that a wrong link sets off, too, yield to it."""

CHECKS: dict[str, Check] = {
    "papers.duplicate_paper": Check(_DOCUMENT, duplicates.duplicate_paper),
    "papers.duplicate_across_sections": Check(_DOCUMENT, duplicates.duplicate_across_sections),
    "papers.near_duplicate_title": Check(_DOCUMENT, duplicates.near_duplicate_title),
    "papers.one_link_two_papers": Check(_DOCUMENT, duplicates.one_link_two_papers, yields_to=_WRONG_PAPER),
    "papers.repeated_link": Check(_ENTRY, duplicates.repeated_link),
    "papers.one_title_two_papers": Check(_DOCUMENT, duplicates.one_title_two_papers),
    "papers.repeated_entry": Check(_DOCUMENT, repeated_entries.repeated_entry),
    "form.link_brackets": Check(_DOCUMENT, link_style.link_brackets),
    "form.unbalanced_brackets": Check(_DOCUMENT, link_syntax.unbalanced_brackets),
    "form.broken_link_syntax": Check(_DOCUMENT, link_syntax.broken_link_syntax),
    "form.title_one_line": Check(_DOCUMENT, titles.title_one_line),
    "form.title_markup": Check(_SECTION, titles.title_markup),
    "form.title_full_stop": Check(_SECTION, title_stops.title_full_stop),
    "form.authors_markup": Check(_SECTION, authors.authors_markup),
    "form.author_separator": Check(_DOCUMENT, author_separators.author_separator),
    "form.fields_run_together": Check(_SECTION, authors.fields_run_together),
    "form.continuation_indent": Check(_DOCUMENT, structure.continuation_indent),
    "form.field_order": Check(_SECTION, fields.field_order),
    "form.missing_field": Check(_SECTION, fields.missing_field),
    "form.link_label": Check(_DOCUMENT, link_labels.link_label),
    "form.spacing": Check(_DOCUMENT, spacing.spacing),
    "form.trailing_blanks": Check(_DOCUMENT, whitespace.trailing_blanks),
    "form.blank_lines": Check(_DOCUMENT, whitespace.blank_lines),
    "form.newlines_and_tabs": Check(_DOCUMENT, whitespace.newlines_and_tabs),
    "form.full_width_punctuation": Check(_DOCUMENT, characters.full_width_punctuation),
    "form.invisible_characters": Check(_DOCUMENT, characters.invisible_characters),
    "form.no_entries": Check(_DOCUMENT, structure.no_entries),
    "form.table_row": Check(_DOCUMENT, structure.table_row),
    "form.undefined_reference": Check(_DOCUMENT, references.undefined_reference),
    "form.bare_url": Check(_DOCUMENT, link_style.bare_url),
    "form.repeated_word": Check(_DOCUMENT, repeated_word.repeated_word),
    "form.garbled_text": Check(_DOCUMENT, garbled_text.garbled_text),
    "form.separator": Check(_SECTION, separators.separator),
    "links.dead_link": Check(_DOCUMENT, verdicts.dead_link, needs_facts=True),
    "links.unsure_link": Check(_DOCUMENT, verdicts.unsure_link, needs_facts=True),
    "links.blocked_link": Check(_DOCUMENT, verdicts.blocked_link, needs_facts=True),
    "links.moved_link": Check(_DOCUMENT, moved_links.moved_link, needs_facts=True),
    "links.wrong_content": Check(_DOCUMENT, verdicts.wrong_content, needs_facts=True),
    "links.missing_anchor": Check(_DOCUMENT, anchors.missing_anchor),
    "links.archived_repository": Check(_DOCUMENT, verdicts.archived_repository, needs_facts=True),
    "links.malformed_url": Check(_DOCUMENT, urls.malformed_url),
    "links.canonical_url": Check(_DOCUMENT, canonical_urls.canonical_url),
    "links.retired_host": Check(_DOCUMENT, retired_hosts.retired_host),
    "links.local_file": Check(_DOCUMENT, urls.local_file),
    "links.missing_page_anchor": Check(_DOCUMENT, verdicts.missing_page_anchor, needs_facts=True),
    "links.insecure_link": Check(_DOCUMENT, moved_links.insecure_link, needs_facts=True),
    "links.contents_label": Check(_DOCUMENT, anchors.contents_label),
    "links.private_target": Check(_DOCUMENT, private_targets.private_target),
    "links.contents_section": Check(_DOCUMENT, contents.contents_section),
    "papers.link_names_another_paper": Check(_DOCUMENT, duplicates.link_names_another_paper, yields_to=_WRONG_PAPER),
    "numbering.sequential_numbers": Check(_DOCUMENT, sequence.sequential_numbers),
    "numbering.rendered_number": Check(_DOCUMENT, markers.rendered_number),
    "numbering.list_marker": Check(_DOCUMENT, markers.list_marker),
    "order.entry_order": Check(_SECTION, places.entry_order),
    "rendering.missing_space": Check(_DOCUMENT, missing_space.missing_space),
    "rendering.list_start": Check(_DOCUMENT, list_starts.list_start),
    "rendering.nesting": Check(_DOCUMENT, nesting.nesting),
    "rendering.broken_table": Check(_DOCUMENT, broken_tables.broken_table),
    "rendering.markdown_in_html": Check(_DOCUMENT, raw_markdown.markdown_in_html),
    "rendering.unclosed": Check(_DOCUMENT, unclosed.unclosed),
    "rendering.merge_conflict": Check(_DOCUMENT, conflicts.merge_conflict),
    "rendering.entries_as_code": Check(_DOCUMENT, raw_markdown.entries_as_code),
    "papers.preprint_published": Check(_ENTRY, publication.preprint_published, needs_facts=True),
    "papers.venue_differs": Check(_ENTRY, publication.venue_differs, needs_facts=True),
    "papers.withdrawn_paper": Check(_ENTRY, publication.withdrawn_paper, needs_facts=True, yields_to=_WRONG_PAPER),
    "suppressions.unused_suppression": Check(_COMMENTS, suppressions.unused_suppression),
    "suppressions.unknown_rule": Check(_COMMENTS, suppressions.unknown_rule),
    "papers.unknown_venue": Check(_ENTRY, venue_names.unknown_venue),
    "papers.venue_name": Check(_DOCUMENT, venue_names.venue_name),
    "papers.venue_year": Check(_SECTION, venue_wording.venue_year),
    "papers.impossible_edition": Check(_ENTRY, venue_editions.impossible_edition),
    "papers.venue_contradicts_link": Check(_ENTRY, venue_editions.venue_contradicts_link, yields_to=_WRONG_PAPER),
    "papers.venue_before_preprint": Check(_ENTRY, venue_editions.venue_before_preprint, yields_to=_WRONG_PAPER),
    "papers.track_wording": Check(_SECTION, venue_wording.track_wording),
    _WRONG_PAPER: Check(_DOCUMENT, wrong_paper.wrong_paper, needs_facts=True),
    "papers.title_differs": Check(_DOCUMENT, paper_differences.title_differs, needs_facts=True),
    "papers.authors_differ": Check(_DOCUMENT, paper_differences.authors_differ, needs_facts=True),
    **GENERIC,
}
"""Every check by the name that rule files call it by, the package it lives in and its function, in the order of their rules."""

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
