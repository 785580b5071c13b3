"""The shape of a check."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any, NamedTuple

from awesomelint.diagnostic import Diagnostic
from awesomelint.rulebook.spec import Rule


class Scope(StrEnum):
    """What a check is called with: the `Document`, each `Section` that has entries, or each `Entry`."""

    DOCUMENT = "document"
    SECTION = "section"
    ENTRY = "entry"


class Check(NamedTuple):
    """A check function and what it is called with, beside its rule."""

    scope: Scope
    function: Callable[[Any, Rule], Iterator[Diagnostic]]
