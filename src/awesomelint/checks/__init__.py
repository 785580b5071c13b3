"""What rules do. A check reads a document and yields diagnostics; it does no I/O and parses nothing.

A check asks for the narrowest scope that it needs, and the engine walks: `Check(Scope.ENTRY, "papers.duplicates:repeated_link")`
is called once an entry, as `repeated_link(entry, rule, context)`. Only modules of rules that run are imported. A new rule is a
YAML file in `rules/`, a function here, and a line in `CHECKS`.
"""

from __future__ import annotations

from awesomelint.checks.base import Check, Scope
from awesomelint.checks.generic import GENERIC

_DOCUMENT, _SECTION, _ENTRY, _COMMENTS = Scope.DOCUMENT, Scope.SECTION, Scope.ENTRY, Scope.SUPPRESSIONS
_WRONG_PAPER = ("papers.wrong_paper",)
"""Checks that a wrong link sets off, too, yield to it."""
_TWICE = (
    "papers.repeated_entry",
    "papers.duplicate_paper",
    "papers.duplicate_across_sections",
    "papers.one_link_two_papers",
    "papers.wrong_paper",
)
"""What says more of two entries with one link than that they have one."""

CHECKS: dict[str, Check] = {
    "papers.duplicate_paper": Check(_DOCUMENT, "papers.duplicates:duplicate_paper"),
    "papers.duplicate_across_sections": Check(_DOCUMENT, "papers.duplicates:duplicate_across_sections"),
    "papers.near_duplicate_title": Check(_DOCUMENT, "papers.duplicates:near_duplicate_title"),
    "papers.one_link_two_papers": Check(
        _DOCUMENT,
        "papers.duplicates:one_link_two_papers",
        yields_to=("papers.wrong_paper", "papers.one_title_two_papers"),
    ),
    "papers.repeated_link": Check(_ENTRY, "papers.duplicates:repeated_link"),
    "papers.one_title_two_papers": Check(_DOCUMENT, "papers.duplicates:one_title_two_papers"),
    "papers.repeated_entry": Check(_DOCUMENT, "papers.repeated_entries:repeated_entry"),
    "papers.one_repository": Check(_DOCUMENT, "papers.repeated_entries:one_repository", needs_facts=True),
    "form.link_brackets": Check(_DOCUMENT, "form.link_style:link_brackets"),
    "form.unbalanced_brackets": Check(_DOCUMENT, "form.link_syntax:unbalanced_brackets"),
    "form.broken_link_syntax": Check(_DOCUMENT, "form.link_syntax:broken_link_syntax"),
    "form.title_one_line": Check(_DOCUMENT, "form.titles:title_one_line"),
    "form.title_markup": Check(_SECTION, "form.titles:title_markup"),
    "form.title_full_stop": Check(_SECTION, "form.title_stops:title_full_stop"),
    "form.authors_markup": Check(_SECTION, "form.authors:authors_markup"),
    "form.author_separator": Check(_DOCUMENT, "form.author_separators:author_separator"),
    "form.fields_run_together": Check(_SECTION, "form.authors:fields_run_together"),
    "form.continuation_indent": Check(_DOCUMENT, "form.structure:continuation_indent"),
    "form.field_order": Check(_SECTION, "form.fields:field_order"),
    "form.missing_field": Check(_SECTION, "form.fields:missing_field"),
    "form.link_label": Check(_DOCUMENT, "form.link_labels:link_label"),
    "form.spacing": Check(_DOCUMENT, "form.spacing:spacing"),
    "form.trailing_blanks": Check(_DOCUMENT, "form.whitespace:trailing_blanks"),
    "form.blank_lines": Check(_DOCUMENT, "form.whitespace:blank_lines"),
    "form.newlines_and_tabs": Check(_DOCUMENT, "form.whitespace:newlines_and_tabs"),
    "form.full_width_punctuation": Check(_DOCUMENT, "form.characters:full_width_punctuation"),
    "form.invisible_characters": Check(_DOCUMENT, "form.characters:invisible_characters"),
    "form.no_entries": Check(_DOCUMENT, "form.structure:no_entries"),
    "form.table_row": Check(_DOCUMENT, "form.structure:table_row"),
    "form.undefined_reference": Check(_DOCUMENT, "form.references:undefined_reference"),
    "form.bare_url": Check(_DOCUMENT, "form.link_style:bare_url"),
    "form.repeated_word": Check(_DOCUMENT, "form.repeated_word:repeated_word"),
    "form.garbled_text": Check(_DOCUMENT, "form.garbled_text:garbled_text"),
    "form.separator": Check(_SECTION, "form.separators:separator"),
    "form.description_capital": Check(_SECTION, "form.descriptions:description_capital"),
    "form.description_full_stop": Check(_SECTION, "form.descriptions:description_full_stop"),
    "links.dead_link": Check(_DOCUMENT, "links.verdicts:dead_link", needs_facts=True),
    "links.unsure_link": Check(_DOCUMENT, "links.verdicts:unsure_link", needs_facts=True),
    "links.blocked_link": Check(_DOCUMENT, "links.verdicts:blocked_link", needs_facts=True),
    "links.moved_link": Check(_DOCUMENT, "links.moved_links:moved_link", needs_facts=True),
    "links.wrong_content": Check(_DOCUMENT, "links.verdicts:wrong_content", needs_facts=True),
    "links.missing_anchor": Check(_DOCUMENT, "links.anchors:missing_anchor", yields_to=("awesome.contents_complete",)),
    "links.archived_repository": Check(_DOCUMENT, "links.verdicts:archived_repository", needs_facts=True),
    "links.stale_repository": Check(_DOCUMENT, "links.verdicts:stale_repository", needs_facts=True),
    "links.malformed_url": Check(_DOCUMENT, "links.urls:malformed_url"),
    "links.canonical_url": Check(_DOCUMENT, "links.canonical_urls:canonical_url"),
    "links.retired_host": Check(_DOCUMENT, "links.retired_hosts:retired_host"),
    "links.local_file": Check(_DOCUMENT, "links.urls:local_file"),
    "links.missing_page_anchor": Check(_DOCUMENT, "links.verdicts:missing_page_anchor", needs_facts=True),
    "links.insecure_link": Check(_DOCUMENT, "links.moved_links:insecure_link", needs_facts=True),
    "links.contents_label": Check(_DOCUMENT, "links.anchors:contents_label"),
    "links.private_target": Check(_DOCUMENT, "links.private_targets:private_target"),
    "links.contents_section": Check(
        _DOCUMENT, "links.contents:contents_section", yields_to=("awesome.contents_complete",)
    ),
    "papers.link_names_another_paper": Check(
        _DOCUMENT,
        "papers.duplicates:link_names_another_paper",
        yields_to=("papers.wrong_paper", "papers.one_link_two_papers"),
    ),
    "numbering.sequential_numbers": Check(_DOCUMENT, "numbering.sequence:sequential_numbers"),
    "numbering.rendered_number": Check(_DOCUMENT, "numbering.markers:rendered_number"),
    "numbering.list_marker": Check(_DOCUMENT, "numbering.markers:list_marker"),
    "order.entry_order": Check(_SECTION, "order.places:entry_order"),
    "rendering.missing_space": Check(_DOCUMENT, "rendering.missing_space:missing_space"),
    "rendering.list_start": Check(_DOCUMENT, "rendering.list_starts:list_start"),
    "rendering.nesting": Check(_DOCUMENT, "rendering.nesting:nesting"),
    "rendering.broken_table": Check(_DOCUMENT, "rendering.broken_tables:broken_table"),
    "rendering.markdown_in_html": Check(_DOCUMENT, "rendering.raw_markdown:markdown_in_html"),
    "rendering.unclosed": Check(_DOCUMENT, "rendering.unclosed:unclosed"),
    "rendering.merge_conflict": Check(_DOCUMENT, "rendering.conflicts:merge_conflict"),
    "rendering.years_as_numbers": Check(_DOCUMENT, "rendering.years:years_as_numbers"),
    "rendering.empty_item": Check(_DOCUMENT, "rendering.empty_items:empty_item"),
    "rendering.words_as_tags": Check(_DOCUMENT, "rendering.words_as_tags:words_as_tags"),
    "rendering.accidental_heading": Check(_DOCUMENT, "rendering.accidental_headings:accidental_heading"),
    "rendering.entries_as_code": Check(_DOCUMENT, "rendering.raw_markdown:entries_as_code"),
    "papers.preprint_published": Check(_ENTRY, "papers.publication:preprint_published", needs_facts=True),
    "papers.venue_differs": Check(_ENTRY, "papers.publication:venue_differs", needs_facts=True),
    "papers.withdrawn_paper": Check(
        _ENTRY, "papers.publication:withdrawn_paper", needs_facts=True, yields_to=_WRONG_PAPER
    ),
    "awesome.badge": Check(_DOCUMENT, "awesome.title:awesome_badge"),
    "awesome.one_title": Check(_DOCUMENT, "awesome.title:one_title"),
    "awesome.title_case": Check(_DOCUMENT, "awesome.title:title_case"),
    "awesome.about_line": Check(_DOCUMENT, "awesome.title:about_line"),
    "awesome.inspired_by": Check(_DOCUMENT, "awesome.title:inspired_by"),
    "awesome.ci_badge": Check(_DOCUMENT, "awesome.title:ci_badge"),
    "awesome.contributing_file": Check(_DOCUMENT, "awesome.files:contributing_file"),
    "awesome.licence_file": Check(_DOCUMENT, "awesome.files:licence_file"),
    "awesome.licence_section": Check(_DOCUMENT, "awesome.files:licence_section"),
    "awesome.code_of_conduct": Check(_DOCUMENT, "awesome.files:code_of_conduct"),
    "awesome.contents_place": Check(_DOCUMENT, "awesome.contents:contents_place"),
    "awesome.contents_complete": Check(_DOCUMENT, "awesome.contents:contents_complete"),
    "awesome.contents_order": Check(_DOCUMENT, "awesome.contents:contents_order"),
    "awesome.contents_depth": Check(_DOCUMENT, "awesome.contents:contents_depth"),
    "awesome.footnotes_last": Check(_DOCUMENT, "awesome.contents:footnotes_last"),
    "awesome.item_separator": Check(_DOCUMENT, "awesome.item_form:item_separator"),
    "awesome.item_capital": Check(_DOCUMENT, "awesome.item_form:item_capital"),
    "awesome.item_full_stop": Check(_DOCUMENT, "awesome.item_form:item_full_stop"),
    "awesome.item_repeats_name": Check(_DOCUMENT, "awesome.item_form:item_repeats_name"),
    "awesome.item_name": Check(_DOCUMENT, "awesome.item_form:item_name"),
    "awesome.empty_section": Check(_DOCUMENT, "awesome.sections:empty_section"),
    "awesome.small_section": Check(_DOCUMENT, "awesome.sections:small_section"),
    "awesome.double_link": Check(_DOCUMENT, "awesome.double_links:double_link", yields_to=_TWICE),
    "awesome.name_spelling": Check(_DOCUMENT, "awesome.names:name_spelling"),
    "awesome.balanced_punctuation": Check(_DOCUMENT, "awesome.prose:balanced_punctuation"),
    "awesome.hard_wrapping": Check(_DOCUMENT, "awesome.prose:hard_wrapping"),
    "awesome.listed_repository": Check(_DOCUMENT, "awesome.repository:listed_repository", needs_facts=True),
    "awesome.main_branch": Check(_DOCUMENT, "awesome.files:main_branch"),
    "suppressions.unused_suppression": Check(_COMMENTS, "suppressions:unused_suppression"),
    "suppressions.unknown_rule": Check(_COMMENTS, "suppressions:unknown_rule"),
    "papers.unknown_venue": Check(_ENTRY, "papers.venue_names:unknown_venue"),
    "papers.venue_name": Check(_DOCUMENT, "papers.venue_names:venue_name"),
    "papers.venue_year": Check(_SECTION, "papers.venue_wording:venue_year"),
    "papers.impossible_edition": Check(
        _ENTRY, "papers.venue_editions:impossible_edition", yields_to=("papers.venue_contradicts_link",)
    ),
    "papers.venue_contradicts_link": Check(
        _ENTRY, "papers.venue_editions:venue_contradicts_link", yields_to=_WRONG_PAPER
    ),
    "papers.venue_before_preprint": Check(
        _ENTRY, "papers.venue_editions:venue_before_preprint", yields_to=_WRONG_PAPER
    ),
    "papers.track_wording": Check(_SECTION, "papers.venue_wording:track_wording"),
    "papers.wrong_paper": Check(_DOCUMENT, "papers.wrong_paper:wrong_paper", needs_facts=True),
    "papers.title_differs": Check(
        _DOCUMENT,
        "papers.paper_differences:title_differs",
        needs_facts=True,
        yields_to=("papers.one_link_two_papers", "papers.one_title_two_papers"),
    ),
    "papers.authors_differ": Check(_DOCUMENT, "papers.paper_differences:authors_differ", needs_facts=True),
    **GENERIC,
}
"""Every check by the name that rule files call it by, the package it lives in and its function, in the order of their rules."""
