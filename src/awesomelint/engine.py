"""Running rules over a document: the walk, the suppressions, and nothing that a rule could do itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from awesomelint.checks import CHECKS, Check, Scope
from awesomelint.config.model import Config
from awesomelint.contexts import report_of
from awesomelint.diagnostic import Diagnostic
from awesomelint.document.model import Document
from awesomelint.document.parse import parse_document
from awesomelint.errors import AwesomelintError, InternalError, RulebookError
from awesomelint.report import FileReport
from awesomelint.rulebook.load import load_rulebook
from awesomelint.rulebook.select import RuleIndex
from awesomelint.rulebook.spec import Rule, RuleSpec
from awesomelint.source import Source
from awesomelint.suppress import MARKER, Suppressions, find_suppressions
from awesomelint.surroundings import Surroundings


def lint_source(source: Source, config: Config, surroundings: Surroundings | None = None) -> FileReport:
    """Return what there is to say about a file. `surroundings` know which files stand around it.

    Raises as `lint_document` does.
    """
    document = parse_document(source, config.venues)
    document.surroundings = surroundings
    return report_of(document, lint_document(document, config.rules_for(source.path), known=config.known))


def lint_document(
    document: Document, rules: Sequence[Rule], *, known: Iterable[RuleSpec] | None = None
) -> list[Diagnostic]:
    """Return what the rules find in a document and no comment suppresses, sorted by place and code, each once.

    `known` are all rules that a comment may name: the whole rulebook, unless told, and always `rules`.
    Raises `InternalError` when a check fails, and `RulebookError` for a rule whose check does not exist.
    """
    pairs = [(rule, _check_of(rule)) for rule in rules]
    found: list[Diagnostic] = []
    for rule, check in pairs:
        if check.scope is not Scope.SUPPRESSIONS:
            found += _run(rule, check, _subjects(check.scope, document), document)
    if MARKER in document.source.text:
        found = _suppressed(found, document, pairs, known)
    unique = {(*diagnostic.span, diagnostic.code, diagnostic.message): diagnostic for diagnostic in reversed(found)}
    return [unique[key] for key in sorted(unique)]


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


def _suppressed(
    found: list[Diagnostic],
    document: Document,
    pairs: Sequence[tuple[Rule, Check]],
    known: Iterable[RuleSpec] | None,
) -> list[Diagnostic]:
    """Return the findings that stay when the comments have spoken, and what is to say about the comments."""
    suppressions = _suppressions(document, pairs, known)
    if suppressions is None:
        return found
    kept = suppressions.keep(found, (rule.code for rule, _ in pairs))
    about: list[Diagnostic] = []
    for rule, check in pairs:
        if check.scope is Scope.SUPPRESSIONS:
            about += _run(rule, check, (suppressions,), document)
    return kept + suppressions.keep(about, ())


def _suppressions(
    document: Document, pairs: Sequence[tuple[Rule, Check]], known: Iterable[RuleSpec] | None
) -> Suppressions | None:
    specs = {spec.code: spec for spec in (load_rulebook() if known is None else known)}
    specs.update((rule.code, rule.spec) for rule, _ in pairs)
    return find_suppressions(document, RuleIndex(specs.values()))
