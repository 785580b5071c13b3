"""Running one rule of the rulebook on a text, for tests of its check."""

from __future__ import annotations

from functools import cache

from awesomelint.context import Facts, LintContext, RepositoryFiles
from awesomelint.diagnostic import Diagnostic
from awesomelint.document.model import Document
from awesomelint.document.parse import parse_document
from awesomelint.engine import lint_document
from awesomelint.links.outcome import Outcome, Reason, Verdict
from awesomelint.rulebook.load import load_rulebook
from awesomelint.rulebook.spec import RuleSpec
from awesomelint.source import Source


@cache
def _rulebook() -> dict[str, RuleSpec]:
    return {spec.code: spec for spec in load_rulebook()}


def report(
    code: str,
    text: str,
    *,
    path: str = "README.md",
    files: RepositoryFiles | None = None,
    facts: Facts | None = None,
    **options: object,
) -> list[Diagnostic]:
    """Return what a rule finds in a text; underscores in the names of options stand for hyphens."""
    return report_on(parse_document(Source(text, path)), code, files=files, facts=facts, **options)


def report_on(
    document: Document,
    code: str,
    *,
    files: RepositoryFiles | None = None,
    facts: Facts | None = None,
    **options: object,
) -> list[Diagnostic]:
    """Return what a rule finds in a document."""
    rule = _rulebook()[code].configured({name.replace("_", "-"): value for name, value in options.items()})
    return lint_document(document, [rule], LintContext(files, facts=facts))


def messages(code: str, text: str, **options: object) -> list[str]:
    """Return the messages of a rule for a text."""
    return [diagnostic.message for diagnostic in report(code, text, **options)]  # type: ignore[arg-type]


NOW = 1_795_305_600
DAY = 86_400


def outcome(url: str, verdict: str = "dead", reason: str = "not found", **more: object) -> Outcome:
    """Return what came of asking for a page."""
    found = Outcome(url, Verdict(verdict), Reason(reason), "http", NOW, method="GET", tries=1)
    return found._replace(**more)  # type: ignore[arg-type]


def known(*outcomes: Outcome) -> Facts:
    """Return facts about pages."""
    return Facts(NOW, {one.url: one for one in outcomes})
