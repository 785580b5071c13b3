"""The shape of a check, and the convention that an entry is judged by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from importlib import import_module
from typing import Any

from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Evidence
from awesomelint.document.conventions import Convention, Point
from awesomelint.document.model import Document, Section
from awesomelint.named_tuple import NamedTuple
from awesomelint.rulebook.spec import OptionSpec, Rule


class Scope(StrEnum):
    """What a check is called with: the `Document`, each `Section` that has entries, or each `Entry`.

    A check of scope `SUPPRESSIONS` is called once, with the `Suppressions` of the document, after all other checks.
    """

    DOCUMENT = "document"
    SECTION = "section"
    ENTRY = "entry"
    SUPPRESSIONS = "suppressions"


CheckFunction = Callable[[Any, Rule, LintContext], Iterator[Diagnostic]]
"""Yields what a rule finds in a subject, whose type the scope of the check says."""


class Check(NamedTuple):
    """A check function and what it is called with, beside its rule and the context.

    A generic check has `parameters`: options that the rule file sets under `with`; a default of `None` means it must.
    One that `needs_facts` runs only where the context holds facts.
    """

    scope: Scope
    function: CheckFunction
    parameters: tuple[OptionSpec, ...] = ()
    needs_facts: bool = False


def prevailing(document: Document, section: Section, point: Point, *, shared: bool = False) -> Convention | None:
    """Return the convention that holds for a section, or `None`.

    A section that does otherwise than the document, and is sure of it, goes by its own. The document's convention, which
    has more witnesses, is cited wherever the section mostly agrees with it; with `shared` some entry of the section has to
    agree, else it may be a section of another kind.
    """
    conventions = document.conventions
    own, whole = conventions.of(point, section), conventions.of_document(point)
    if own is not None and own.scope == "section":
        return whole if whole is not None and whole.value == own.value else own
    if whole is None:
        return None
    counts = conventions.counts(point, section)
    agreeing, total = counts[whole.value], counts.total()
    if shared:
        return whole if 2 * agreeing >= total and agreeing > 0 else None
    return whole if agreeing == max(counts.values(), default=0) or total <= 2 else None


def agrees(document: Document, section: Section, point: Point, value: str) -> bool:
    """Tell whether all that was observed in a section has one value, so that nothing deviates from it."""
    counts = document.conventions.counts(point, section)
    return counts[value] == counts.total()


def evidence_for(convention: Convention | None, things: str) -> Evidence | None:
    """Return the count behind a convention of some things, such as `links`; `None` without one."""
    if convention is None:
        return None
    return Evidence(convention.agreeing, convention.total, things, convention.scope)


def when_needed(module: str, name: str) -> CheckFunction:
    """Return a check that is the function `name` of a module of this package, imported when it is first called."""

    def check(subject: Any, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
        function: CheckFunction = getattr(import_module(f"awesomelint.checks.{module}"), name)
        return function(subject, rule, context)

    return check
