"""Running rules over a document: the walk, and nothing that a rule could do itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from awesomelint.checks import CHECKS, Scope
from awesomelint.diagnostic import Diagnostic
from awesomelint.document.model import Document
from awesomelint.errors import AwesomelintError, InternalError, RulebookError
from awesomelint.rulebook.spec import Rule


def lint_document(document: Document, rules: Sequence[Rule]) -> list[Diagnostic]:
    """Return what the rules find in a document, sorted by place and code.

    Raises `InternalError` when a check fails, and `RulebookError` for a rule whose check does not exist.
    """
    found: dict[tuple[int, int, str, str], Diagnostic] = {}
    for rule in rules:
        for diagnostic in _run(rule, document):
            found.setdefault((*diagnostic.span, diagnostic.code, diagnostic.message), diagnostic)
    return [found[key] for key in sorted(found)]


def _run(rule: Rule, document: Document) -> Iterable[Diagnostic]:
    check = CHECKS.get(rule.spec.check)
    if check is None:
        raise RulebookError(f'there is no check "{rule.spec.check}"', path=rule.spec.path)
    subjects: Iterable[object] = (document,)
    if check.scope is Scope.SECTION:
        subjects = (section for section in document.sections if section.entries)
    elif check.scope is Scope.ENTRY:
        subjects = document.entries
    function = check.function
    try:
        return [diagnostic for subject in subjects for diagnostic in function(subject, rule)]
    except AwesomelintError:
        raise
    except Exception as error:
        said = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        raise InternalError(f"rule {rule.code} failed: {said}", path=document.source.path) from error
