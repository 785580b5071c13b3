"""The shape of a check."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any

from awesomelint.diagnostic import Diagnostic
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


class Check(NamedTuple):
    """A check function and what it is called with, beside its rule.

    A generic check has `parameters`: options that the rule file sets under `with`; a default of `None` means it must.
    One that `needs_facts` runs only where `document.facts` are known. Where a check `joins`, its findings of the same words are
    one finding, at the first place.
    """

    scope: Scope
    function: Callable[[Any, Rule], Iterator[Diagnostic]]
    parameters: tuple[OptionSpec, ...] = ()
    needs_facts: bool = False
    joins: bool = False
