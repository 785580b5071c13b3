"""What rules do: one module a family. A check reads a document and yields diagnostics; it does no I/O and parses nothing.

A check asks for the narrowest scope that it needs, and the engine walks: `Check(Scope.ENTRY, function)` is called once an
entry, as `function(entry, rule)`. `CHECKS` is the whole table; a rule file names its check by key.
"""

from __future__ import annotations

from awesomelint.checks.base import Check, Scope

__all__ = ["CHECKS", "Check", "Scope"]

CHECKS: dict[str, Check] = {}
