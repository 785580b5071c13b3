"""Run rules over a document: the walk, the suppressions, and findings of one cause reported once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence

from awesomelint.causes import joined
from awesomelint.checks import CHECKS
from awesomelint.checks.base import Check, Scope
from awesomelint.checks.lint_comments import outside_lint_comments
from awesomelint.checks.suppressions import MARKER, Suppressions, find_suppressions
from awesomelint.context import NOTHING_KNOWN, LintContext
from awesomelint.diagnostic import Diagnostic
from awesomelint.document.model import Document
from awesomelint.document.templates import outside_templates
from awesomelint.errors import AwesomelintError, InternalError, RulebookError
from awesomelint.rulebook.load import load_rulebook
from awesomelint.rulebook.spec import Rule, RuleIndex, RuleSpec
from awesomelint.source import Span

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

    Rules that judge facts are left out where the context has none, and where it awaits some also the rules that yield to them.
    `known` are all rules that a comment may name: the whole rulebook, by default, and always `rules`.
    Raises `InternalError` when a check fails, and `RulebookError` for a rule whose check does not exist.
    """
    pairs = [(rule, _check_of(rule)) for rule in rules]
    asked = _asked(pairs, has_facts=context.facts is not None, awaits_facts=context.awaits_facts)
    findings = _found(document, asked, context)
    suppressions = _suppressions(document, pairs, context, known)
    if suppressions is not None:
        findings = suppressions.keep(findings)
        findings += suppressions.keep(_run_on_comments(asked, suppressions, context))
    return _tidied(findings, joins=joins)


def codes_asked(rules: Iterable[Rule], *, has_facts: bool, awaits_facts: bool = False) -> frozenset[str]:
    """Return the codes of the rules that `lint_document` runs with facts, or while they are awaited."""
    pairs = [(rule, _check_of(rule)) for rule in rules]
    return _codes(_asked(pairs, has_facts=has_facts, awaits_facts=awaits_facts))


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
    """Return what facts add to what `lint_document` finds in a document that awaits them.

    Those are the findings of rules that judge facts, and of rules that yield to them. `rules` are all that run, `known` and
    `joins` are as in `lint_document`, whose errors are raised. Without facts there is nothing to add.
    """
    if context.facts is None:
        return []
    pairs = [(rule, _check_of(rule)) for rule in rules]
    before = _codes(_asked(pairs, has_facts=False, awaits_facts=True))
    heeded = {name for rule, check in pairs if rule.code not in before for name in check.yields_to}
    judging = [(rule, check) for rule, check in pairs if rule.code not in before or rule.spec.check in heeded]
    findings = [one for one in _found(document, judging, context) if one.code not in before]
    suppressions = _suppressions(document, pairs, context, known) if findings else None
    return _tidied(suppressions.keep(findings) if suppressions is not None else findings, joins=joins)


def _check_of(rule: Rule) -> Check:
    check = CHECKS.get(rule.spec.check)
    if check is None:
        raise RulebookError(f'there is no check "{rule.spec.check}"', path=rule.spec.path)
    return check


def _codes(pairs: Iterable[_Pair]) -> frozenset[str]:
    return frozenset(rule.code for rule, _ in pairs)


def _asked(pairs: Sequence[_Pair], *, has_facts: bool, awaits_facts: bool) -> list[_Pair]:
    """Return the rules that run: without facts none that judges them nor, while they are awaited, yields to one that does."""
    if has_facts:
        return list(pairs)
    late = {rule.spec.check for rule, check in pairs if check.needs_facts}
    awaited = late if awaits_facts else set[str]()
    while more := {rule.spec.check for rule, check in pairs if not awaited.isdisjoint(check.yields_to)} - awaited:
        awaited |= more
    return [(rule, check) for rule, check in pairs if rule.spec.check not in late | awaited]


def _found(document: Document, pairs: Sequence[_Pair], context: LintContext) -> list[Diagnostic]:
    """Return what rules find outside tags of templates, and no other of them tells better; our comments suppress nothing yet."""
    findings = _run(pairs, _subjects(document), context, document.source.path)
    return _without_yielding(document, outside_lint_comments(document, outside_templates(document, findings)), pairs)


def _without_yielding(document: Document, findings: Sequence[Diagnostic], pairs: Iterable[_Pair]) -> list[Diagnostic]:
    """Return findings without those of a rule that yields to another, where that one speaks of the same entry or place."""
    told = _Told(document, findings, pairs)
    return [one for one in findings if not told.is_told_better(one)]


class _Told:
    """Of which entries and places each check speaks. A finding that is left out itself silences none."""

    def __init__(self, document: Document, findings: Sequence[Diagnostic], pairs: Iterable[_Pair]):
        self._entries = sorted(entry.span for entry in document.entries)
        self._findings = findings
        self._checks = {rule.code: (rule.spec.check, check.yields_to) for rule, check in pairs}
        self._places: dict[str, list[Span]] = {}

    def is_told_better(self, one: Diagnostic) -> bool:
        """Return whether a check that the check of a finding yields to speaks of the same entry or place, or of a related one."""
        _, others = self._checks[one.code]
        spans = (one.span, *(each.span for each in one.related))
        return any(_meets(self._around(span), self._places_of(name)) for name in others for span in spans)

    def _places_of(self, name: str) -> list[Span]:
        """Return the entries and places of which a check speaks, sorted; no check yields to itself by way of others."""
        if name not in self._places:
            own = [one for one in self._findings if self._checks[one.code][0] == name]
            self._places[name] = sorted({self._around(one.span) for one in own if not self.is_told_better(one)})
        return self._places[name]

    def _around(self, span: Span) -> Span:
        """Return the innermost entry that a place is in, or the place itself."""
        at = bisect_right(self._entries, span.start, key=lambda entry: entry.start)
        before = self._entries[max(at - _NESTED, 0) : at]
        return next((entry for entry in reversed(before) if entry.covers(span)), span)


_NESTED = 100
"""Entries before a place among which is the one that it is in."""


def _meets(span: Span, others: Sequence[Span]) -> bool:
    """Return whether a span overlaps one of others that are sorted."""
    at = bisect_left(others, span.end, key=lambda other: other.start)
    return at > 0 and others[at - 1].overlaps(span)


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
        try:
            function = check.load()
            for subject in subjects[check.scope]:
                findings += function(subject, rule, context)
        except AwesomelintError:
            raise
        except Exception as error:
            problem = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            raise InternalError(f"rule {rule.code} failed: {problem}", path=path) from error
    return findings


def _suppressions(
    document: Document, pairs: Sequence[_Pair], context: LintContext, known: Iterable[RuleSpec] | None
) -> Suppressions | None:
    """Return the comments of a document that suppress findings, `None` without any."""
    if MARKER not in document.source.text:
        return None  # as in most lists, and then no rulebook has to be loaded
    specs = {spec.code: spec for spec in (load_rulebook() if known is None else known)}
    specs |= {rule.code: rule.spec for rule, _ in pairs}
    has_facts = context.awaits_facts or context.facts is not None
    asked = _codes(_asked(pairs, has_facts=False, awaits_facts=has_facts))
    awaited = _codes(pairs) - asked
    return find_suppressions(document, RuleIndex(specs.values()), asked, awaited)


def _tidied(findings: Sequence[Diagnostic], *, joins: bool) -> list[Diagnostic]:
    """Return findings sorted, each once, and if they are to be joined those of one cause as one."""
    unique = {(*one.span, one.code, one.message): one for one in reversed(findings)}
    ordered = [unique[key] for key in sorted(unique)]
    return [one for _, one in joined(ordered)] if joins else ordered
