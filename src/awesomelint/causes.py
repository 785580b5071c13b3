"""Findings of one cause as one: a missing folder is one thing to mend, however many links lead into it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from awesomelint.diagnostic import Diagnostic, Edit, Fix, Related, Safety, Severity

ALSO_HERE = "also here"
"""What is said of the other places of a finding that stands for several that say the same."""

MANY = 10
"""Findings of one cause up to which each is reported in its own place; more would hide all else."""


def joined(diagnostics: Sequence[Diagnostic]) -> list[tuple[int, Diagnostic]]:
    """Return findings, sorted by place, with those of one cause as one, each with the index of the first that it stands for.

    Those of one `group` are one. So are more than `MANY` of a rule that have the same `cause`, or that speak of one convention,
    are no mere info and say the same. The one is at the first place, has the others as related places, and a fix for all.
    """
    groups = _gathered(diagnostics, range(len(diagnostics)), lambda one: one.group)
    firsts = [group[0] for group in groups]
    causes = _gathered(diagnostics, firsts, _cause)
    many = {group[0]: group for group in causes if len(group) > MANY}
    members = {group[0]: group for group in groups}
    covered = {index for group in many.values() for index in group[1:]}
    found = []
    for first in firsts:
        if first in covered:
            continue
        alike = many.get(first, [first])
        places = [diagnostics[index] for head in alike for index in members[head]]
        found.append((first, _joint(places, is_many=len(alike) > 1) if len(places) > 1 else places[0]))
    return found


def _cause(diagnostic: Diagnostic) -> str | None:
    is_style = diagnostic.evidence is not None and diagnostic.severity > Severity.INFO
    return diagnostic.cause or (diagnostic.message if is_style else None)


def _gathered(
    diagnostics: Sequence[Diagnostic], indices: Iterable[int], key: Callable[[Diagnostic], str | None]
) -> list[list[int]]:
    """Return indices of findings, those of one rule with the same key together; each without a key alone."""
    groups: dict[tuple[str, str] | int, list[int]] = {}
    for index in indices:
        one = diagnostics[index]
        name = key(one)
        groups.setdefault(index if name is None else (one.code, name), []).append(index)
    return list(groups.values())


def _joint(places: Sequence[Diagnostic], *, is_many: bool) -> Diagnostic:
    first, *others = places
    related = (
        Related(one.span, ALSO_HERE if one.message == first.message or first.cause else one.message) for one in others
    )
    message = first.message
    if is_many:
        evidence = "" if first.evidence is None else f" {first.evidence}"
        said = first.cause or first.message.removesuffix(evidence)
        message = f"{said} in {len(places)} places{evidence}"
    return first._replace(
        message=message,
        severity=max(one.severity for one in places),
        related=(*first.related, *related),
        fix=_joint_fix(places),
    )


def _joint_fix(places: Iterable[Diagnostic]) -> Fix | None:
    """Return one fix that does what all do; two links through one definition ask for the same edit."""
    fixes = [one.fix for one in places if one.fix is not None]
    if not fixes:
        return None
    edits: dict[Edit, None] = {edit: None for fix in fixes for edit in fix.edits}
    safeties = {fix.safety for fix in fixes}
    safety = next(one for one in (Safety.REFUSED, Safety.UNSAFE, Safety.SAFE) if one in safeties)
    members = tuple(safety for fix in fixes for safety in fix.members or (fix.safety,))
    return Fix(tuple(edits), safety, fixes[0].title, members)
