"""Run rules over a document: the walk, the suppressions, and findings of one cause told once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from awesomelint.checks import CHECKS
from awesomelint.checks.base import Check, Scope
from awesomelint.config.model import Config
from awesomelint.context import Surroundings
from awesomelint.diagnostic import MARKER, Diagnostic, Edit, Fix, Related, Safety
from awesomelint.document.model import Document
from awesomelint.document.parse import parse_document
from awesomelint.errors import AwesomelintError, InternalError, RulebookError
from awesomelint.report import FileReport, report_of
from awesomelint.rulebook.spec import Rule, RuleSpec
from awesomelint.source import Source

if TYPE_CHECKING:
    from awesomelint.checks.suppressions import Suppressions


ELSEWHERE = "also here"


def joined(diagnostics: Iterable[Diagnostic], codes: Collection[str]) -> list[Diagnostic]:
    """Return findings, which come in order, such that those of some rules that say the same words are one.

    It stands at the first place, refers to the others, and mends all of them.
    """
    groups: list[list[Diagnostic]] = []
    alike: dict[tuple[str, str], list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        group = alike.get((diagnostic.code, diagnostic.message)) if diagnostic.code in codes else None
        if group is None:
            groups.append(group := [])
            if diagnostic.code in codes:
                alike[diagnostic.code, diagnostic.message] = group
        group.append(diagnostic)
    return [_one(group) for group in groups]


def _one(group: list[Diagnostic]) -> Diagnostic:
    first, *others = group
    if not others:
        return first
    related = [*first.related, *(Related(other.span, ELSEWHERE) for other in others)]
    severity = max(diagnostic.severity for diagnostic in group)
    return first._replace(severity=severity, related=tuple(related), fix=_joint_fix(group))


def _joint_fix(group: Iterable[Diagnostic]) -> Fix | None:
    """Return one fix that does what all do; two links through one definition ask for the same edit."""
    fixes = [diagnostic.fix for diagnostic in group if diagnostic.fix is not None]
    if not fixes:
        return None
    edits: dict[Edit, None] = {edit: None for fix in fixes for edit in fix.edits}
    is_safe = all(fix.safety is Safety.SAFE for fix in fixes)
    return Fix(tuple(edits), Safety.SAFE if is_safe else Safety.UNSAFE, fixes[0].title)


#| Running rules over a document: the walk, the suppressions, and nothing that a rule could do itself.

_Pair = tuple[Rule, Check]


def lint_source(source: Source, config: Config, surroundings: Surroundings | None = None) -> FileReport:
    """Return what there is to say about a file. `surroundings` know which files stand around it.

    Raises as `lint_document` does.
    """
    document = parse_document(source, config.venues)
    document.surroundings = surroundings
    return report_on(document, config)


def report_on(document: Document, config: Config) -> FileReport:
    """Return what there is to say about a list that was read. Raises as `lint_document` does."""
    rules = config.rules_for(document.source.path)
    return report_of(document, lint_document(document, rules, known=config.known))


def lint_document(
    document: Document, rules: Sequence[Rule], *, known: Iterable[RuleSpec] | None = None
) -> list[Diagnostic]:
    """Return what the rules find in a document and no comment suppresses, sorted by place and code, each once.

    Rules that judge facts are left out where the document has none. `known` are all rules that a comment may name: the
    whole rulebook, unless told, and always `rules`.
    Raises `InternalError` when a check fails, and `RulebookError` for a rule whose check does not exist.
    """
    pairs = [(rule, _check_of(rule)) for rule in rules]
    asked = [(rule, check) for rule, check in pairs if document.facts is not None or not check.needs_facts]
    found = _found(asked, document)
    suppressions = _suppressions(document, rules, known)
    if suppressions is not None:
        judged = (rule.code for rule, check in asked if not check.needs_facts)
        found = suppressions.keep(found, judged)
        suppressions.awaited = frozenset(rule.code for rule, check in pairs if check.needs_facts)
        found += suppressions.keep(_about(asked, document, suppressions), ())
    return _tidied(found, pairs)


def judges_facts(rules: Iterable[Rule]) -> bool:
    """Tell whether any of the rules judges facts: without one nobody needs them."""
    return any(_check_of(rule).needs_facts for rule in rules)


def judge_facts(
    document: Document, rules: Sequence[Rule], *, known: Iterable[RuleSpec] | None = None
) -> list[Diagnostic]:
    """Return what facts add to what `lint_document` finds in a document without them: the findings of rules that judge facts.

    `rules` are all that run, `known` as in `lint_document`, whose errors are raised. Without facts there is nothing to add.
    """
    if document.facts is None:
        return []
    pairs = [(rule, check) for rule in rules if (check := _check_of(rule)).needs_facts]
    found = _found(pairs, document)
    suppressions = _suppressions(document, rules, known) if found else None
    return _tidied(suppressions.keep(found, ()) if suppressions else found, pairs)


def _found(pairs: Iterable[_Pair], document: Document) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    for rule, check in pairs:
        if check.scope is not Scope.SUPPRESSIONS:
            found += _run(rule, check, _subjects(check.scope, document), document)
    return found


def _about(pairs: Iterable[_Pair], document: Document, suppressions: Suppressions) -> list[Diagnostic]:
    """Return what is to say about the comments."""
    found: list[Diagnostic] = []
    for rule, check in pairs:
        if check.scope is Scope.SUPPRESSIONS:
            found += _run(rule, check, (suppressions,), document)
    return found


def _tidied(found: Sequence[Diagnostic], pairs: Iterable[_Pair]) -> list[Diagnostic]:
    """Return findings sorted, each once, and those of one cause as one."""
    unique = {(*diagnostic.span, diagnostic.code, diagnostic.message): diagnostic for diagnostic in reversed(found)}
    return joined((unique[key] for key in sorted(unique)), {rule.code for rule, check in pairs if check.joins})


def _check_of(rule: Rule) -> Check:
    check = CHECKS.get(rule.spec.check)
    if check is None:
        raise RulebookError(f'there is no check "{rule.spec.check}"', path=rule.spec.path)
    return check


def _subjects(scope: Scope, document: Document) -> Iterable[object]:
    match scope:
        case Scope.DOCUMENT:
            return (document,)
        case Scope.SECTION:
            return (section for section in document.sections if section.entries)
        case _:
            return document.entries


def _run(rule: Rule, check: Check, subjects: Iterable[object], document: Document) -> list[Diagnostic]:
    function = check.function
    try:
        return [diagnostic for subject in subjects for diagnostic in function(subject, rule)]
    except AwesomelintError:
        raise
    except Exception as error:
        said = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        raise InternalError(f"rule {rule.code} failed: {said}", path=document.source.path) from error


def _suppressions(document: Document, rules: Iterable[Rule], known: Iterable[RuleSpec] | None) -> Suppressions | None:
    """Return the comments of a document that suppress findings, `None` without any."""
    if MARKER not in document.source.text:
        return None  # as in most lists, and then no rulebook has to be loaded
    from awesomelint.checks.suppressions import find_suppressions
    from awesomelint.rulebook.load import load_rulebook
    from awesomelint.rulebook.spec import RuleIndex

    specs = {spec.code: spec for spec in (load_rulebook() if known is None else known)}
    specs.update((rule.code, rule.spec) for rule in rules)
    return find_suppressions(document, RuleIndex(specs.values()))
