"""From a text to the report of a file, as a session makes it, without files."""

from __future__ import annotations

from awesomelint.config.model import Config
from awesomelint.context import NOTHING_KNOWN, LintContext
from awesomelint.document.parse import parse_document
from awesomelint.engine import lint_document
from awesomelint.report import FileReport, report_of
from awesomelint.source import Source


def lint_source(source: Source, config: Config, context: LintContext = NOTHING_KNOWN) -> FileReport:
    """Return the report of a text: what the rules of its configuration find."""
    document = parse_document(source, config.venues)
    rules = config.rules_for(source.path)
    return report_of(document, lint_document(document, rules, context, known=config.known), config.fail_on)
