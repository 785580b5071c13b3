"""Run rules over a document: the walk, the suppressions, and findings of one cause reported once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from awesomelint.causes import joined
from awesomelint.checks import CHECKS
from awesomelint.checks.base import Check, Scope
from awesomelint.checks.suppressions import MARKER, Suppressions, find_suppressions
from awesomelint.context import NOTHING_KNOWN, LintContext
from awesomelint.diagnostic import Diagnostic
from awesomelint.document.model import Document
from awesomelint.document.templates import outside_templates
from awesomelint.errors import AwesomelintError, InternalError, RulebookError
from awesomelint.rulebook.load import load_rulebook
from awesomelint.rulebook.spec import Rule, RuleIndex, RuleSpec

_Pair = tuple[Rule, Check]


def lint_document(
    document: Document,
    rules: Sequence[Rule],
    context: LintContext = NOTHING_KNOWN,
    *,
    known: Iterable[RuleSpec] | None = None,
    joins: bool = True,
) -> list[Diagnostic]:
    """Return what the rules find in a document and no comment suppresses, sorted by place and code, each once.

    Findings of one cause are one if `joins`; what judges or mends each place by itself asks for them one by one.

    Rules that judge facts are left out where the context has none. `known` are all rules that a comment may name: the
    whole rulebook, by default, and always `rules`.
    Raises `InternalError` when a check fails, and `RulebookError` for a rule whose check does not exist.
    """
    pairs = [(rule, _check_of(rule)) for rule in rules]
    asked = [(rule, check) for rule, check in pairs if context.facts is not None or not check.needs_facts]
    findings = outside_templates(document, _run(asked, _subjects(document), context, document.source.path))
    suppressions = _suppressions(document, rules, known)
    if suppressions is not None:
        findings = suppressions.keep(findings)
        findings += suppressions.keep(_run_on_comments(asked, suppressions, context))
    return _tidied(findings, joins=joins)


def judges_facts(rules: Iterable[Rule]) -> bool:
    """Return whether any of the rules judges facts."""
    return any(_check_of(rule).needs_facts for rule in rules)


def judge_facts(
    document: Document,
    rules: Sequence[Rule],
    context: LintContext,
    *,
    known: Iterable[RuleSpec] | None = None,
    joins: bool = True,
) -> list[Diagnostic]:
    """Return what facts add to what `lint_document` finds in a document without them: the findings of rules that judge facts.

    `rules` are all that run, `known` and `joins` are as in `lint_document`, whose errors are raised. Without facts there is
    nothing to add.
    """
    if context.facts is None:
        return []
    judging = [(rule, check) for rule in rules if (check := _check_of(rule)).needs_facts]
    findings = _run(judging, _subjects(document), context, document.source.path)
    suppressions = _suppressions(document, rules, known) if findings else None
    return _tidied(suppressions.keep(findings) if suppressions is not None else findings, joins=joins)


def _check_of(rule: Rule) -> Check:
    check = CHECKS.get(rule.spec.check)
    if check is None:
        raise RulebookError(f'there is no check "{rule.spec.check}"', path=rule.spec.path)
    return check


def _subjects(document: Document) -> dict[Scope, Iterable[object]]:
    """Return what rules of each scope look at; those about comments that suppress findings have to wait for all others."""
    return {
        Scope.DOCUMENT: (document,),
        Scope.SECTION: [section for section in document.sections if section.entries],
        Scope.ENTRY: document.entries,
        Scope.SUPPRESSIONS: (),
    }


def _run_on_comments(pairs: Iterable[_Pair], suppressions: Suppressions, context: LintContext) -> list[Diagnostic]:
    about = ((rule, check) for rule, check in pairs if check.scope is Scope.SUPPRESSIONS)
    return _run(about, {Scope.SUPPRESSIONS: (suppressions,)}, context, suppressions.document.source.path)


def _run(
    pairs: Iterable[_Pair], subjects: Mapping[Scope, Iterable[object]], context: LintContext, path: str
) -> list[Diagnostic]:
    """Return what rules find; `subjects` are the things of each scope that they look at."""
    findings: list[Diagnostic] = []
    for rule, check in pairs:
        function = check.function
        try:
            for subject in subjects[check.scope]:
                findings += function(subject, rule, context)
        except AwesomelintError:
            raise
        except Exception as error:
            problem = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            raise InternalError(f"rule {rule.code} failed: {problem}", path=path) from error
    return findings


def _suppressions(document: Document, rules: Iterable[Rule], known: Iterable[RuleSpec] | None) -> Suppressions | None:
    """Return the comments of a document that suppress findings, `None` without any."""
    if MARKER not in document.source.text:
        return None  # as in most lists, and then no rulebook has to be loaded
    specs = {spec.code: spec for spec in (load_rulebook() if known is None else known)}
    asked: set[str] = set()
    awaited: set[str] = set()
    for rule in rules:
        specs[rule.code] = rule.spec
        (awaited if _check_of(rule).needs_facts else asked).add(rule.code)
    return find_suppressions(document, RuleIndex(specs.values()), asked, awaited)


def _tidied(findings: Sequence[Diagnostic], *, joins: bool) -> list[Diagnostic]:
    """Return findings sorted, each once, and if they are to be joined those of one cause as one."""
    unique = {(*one.span, one.code, one.message): one for one in reversed(findings)}
    ordered = [unique[key] for key in sorted(unique)]
    return [one for _, one in joined(ordered)] if joins else ordered
