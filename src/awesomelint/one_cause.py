"""Findings that have one cause, told once: a link that is dead is so wherever the list uses it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from awesomelint.diagnostic import Diagnostic, Edit, Fix, Related, Safety

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
