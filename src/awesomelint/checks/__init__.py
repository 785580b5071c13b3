"""What rules do: one module a family. A check reads a document and yields diagnostics; it does no I/O and parses nothing.

A check asks for the narrowest scope that it needs, and the engine walks: `Check(Scope.ENTRY, function)` is called once an
entry, as `function(entry, rule)`. `CHECKS` is the whole table; a rule file names its check by key.
"""

from __future__ import annotations

from awesomelint.checks.authors import author_separator, authors_markup
from awesomelint.checks.base import Check, Scope
from awesomelint.checks.continuation import continuation_indent
from awesomelint.checks.generic import GENERIC
from awesomelint.checks.layout import fields_run_together
from awesomelint.checks.link_brackets import link_brackets
from awesomelint.checks.list_markers import list_marker
from awesomelint.checks.numbering import sequential_numbers
from awesomelint.checks.rendered_number import rendered_number
from awesomelint.checks.suppressions import unknown_rule, unused_suppression
from awesomelint.checks.titles import title_full_stop, title_one_line

__all__ = ["CHECKS", "Check", "Scope"]

CHECKS: dict[str, Check] = {
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
    **GENERIC,
}
