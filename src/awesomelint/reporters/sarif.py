"""`sarif`: the Static Analysis Results Interchange Format 2.1.0, with the texts of the rules that found something.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html; what GitHub makes of it is at
https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any

from awesomelint import __version__
from awesomelint.baseline import fingerprints
from awesomelint.diagnostic import Diagnostic, Fix, Safety, Severity
from awesomelint.errors import RulebookError
from awesomelint.json_text import array, dumps_strict
from awesomelint.report import Context, FileReport
from awesomelint.reporters.rule_text import rule_markdown
from awesomelint.reporters.run_report import Checkout, RunReport
from awesomelint.reporters.terminal import visible
from awesomelint.reporters.wording import is_after_last_newline
from awesomelint.rulebook.docs import load_docs
from awesomelint.rulebook.spec import RuleSpec
from awesomelint.source import Position, Source, Span

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_ROOT = "%SRCROOT%"
_BRACKETS = re.compile(r"[\[\]]")


def sarif_log(run: RunReport) -> Iterator[str]:
    """Yield the text of the log, one result per line."""
    names = {diagnostic.code: diagnostic.name for report in run.files for diagnostic in report.diagnostics}
    specs = {spec.code: spec for spec in run.rules()} if names else {}
    codes = sorted(names)
    rules = [
        _rule(specs[code], run.rule_page(code)) if code in specs else {"id": code, "name": names[code]}
        for code in codes
    ]
    places = {code: index for index, code in enumerate(codes)}
    tool = {
        "tool": {"driver": {"name": "awesomelint", "semanticVersion": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [],
    }
    head = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [tool]}
    results = (value for report in run.files for value in _results(report, run.checkout, places))
    return array(results, dumps_strict(head).removesuffix("]}]}"), "]}]}")


def _rule(spec: RuleSpec, page: str) -> dict[str, Any]:
    family = PurePath(spec.path).parent.name
    rule: dict[str, Any] = {
        "id": spec.code,
        "name": spec.name,
        "shortDescription": {"text": spec.summary},
        "defaultConfiguration": {"level": _LEVELS[spec.severity]},
        "properties": {"tags": [family], "problem.severity": _problem(spec.severity), "fix": spec.fix},
    }
    if page:
        rule["helpUri"] = page
    try:
        docs = load_docs(spec)
    except RulebookError:  # a custom rule whose body is malformed, or whose file is gone: linting reads the head only
        return rule
    rule["fullDescription"] = {"text": " ".join(docs.why.split("\n\n")[0].split())}
    rule["help"] = {"text": docs.why, "markdown": "\n".join(rule_markdown(spec, docs))}
    return rule


def _problem(severity: Severity) -> str:
    """Return the word by which GitHub sorts and filters rules."""
    return "recommendation" if severity is Severity.INFO else severity.label


def _results(report: FileReport, checkout: Checkout, rules: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    file = _artifact(report, checkout)
    marks = fingerprints(report)
    for diagnostic, context, mark in zip(report.diagnostics, report.contexts, marks, strict=True):
        value: dict[str, Any] = {
            "ruleId": diagnostic.code,
            "ruleIndex": rules[diagnostic.code],
            "level": _LEVELS[diagnostic.severity],
            "message": {"text": _message(diagnostic.message)},
            "locations": [
                {"physicalLocation": {"artifactLocation": file, "region": _region(report.source, diagnostic.span)}}
            ],
            # By this name, and no other, GitHub knows a finding again.
            "partialFingerprints": {"primaryLocationLineHash": f"{mark}:1"},
        }
        if diagnostic.related:
            value["relatedLocations"] = list(_related(report, diagnostic, file))
        if diagnostic.fix is not None and diagnostic.fix.edits:
            value["fixes"] = [_fix(report.source, diagnostic.fix, file)]
        if context.section or context.entry_line:
            value["properties"] = _properties(context)
        yield value


def _artifact(report: FileReport, checkout: Checkout) -> dict[str, str]:
    uri = checkout.uri(report.path)
    return {"uri": uri} if checkout.is_outside(report.path) else {"uri": uri, "uriBaseId": _ROOT}


def _related(report: FileReport, diagnostic: Diagnostic, file: dict[str, str]) -> Iterator[dict[str, Any]]:
    for number, related in enumerate(diagnostic.related, start=1):
        yield {
            "id": number,
            "physicalLocation": {"artifactLocation": file, "region": _region(report.source, related.span)},
            "message": {"text": _message(related.message or "see here")},
        }


_WARNINGS = {
    Safety.SAFE: "",
    Safety.UNSAFE: " (unsafe: may change which paper, link or fact is meant)",
    Safety.REFUSED: " (refused: would change more than it should)",
}


def _fix(source: Source, fix: Fix, file: dict[str, str]) -> dict[str, Any]:
    said = visible(fix.title) or "fix this"
    said += _WARNINGS[fix.safety]
    replacements = [
        {"deletedRegion": _region(source, edit.span), "insertedContent": {"text": edit.text}} for edit in fix.edits
    ]
    return {
        "description": {"text": _message(said)},
        "artifactChanges": [{"artifactLocation": file, "replacements": replacements}],
    }


def _properties(context: Context) -> dict[str, Any]:
    properties: dict[str, Any] = {"section": list(map(visible, context.section))}
    if context.entry_line is not None:
        properties["entry"] = {"title": visible(context.entry_title or ""), "line": context.entry_line}
    return properties


def _region(source: Source, span: Span) -> dict[str, int]:
    start, end = _position(source, span.start), _position(source, span.end)
    return {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}


def _position(source: Source, offset: int) -> Position:
    if is_after_last_newline(source, offset):
        return Position(source.line_count + 1, 1)
    return source.position(offset)


def _message(text: str) -> str:
    r"""Return a text without links: in messages `[a](1)` is one, and `\[` a bracket (section 3.11.6 of the standard)."""
    return _BRACKETS.sub(r"\\\g<0>", visible(text))
