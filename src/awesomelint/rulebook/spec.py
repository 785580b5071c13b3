"""What a rule file says, and a rule made ready for a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from awesomelint.diagnostic import Diagnostic, Fix, Related, Severity
from awesomelint.span import Span

OptionValue = Any
"""A value from YAML that fits its `OptionSpec`: text, number, boolean, or a list of texts."""


@dataclass(frozen=True, slots=True)
class OptionSpec:
    """One option of a rule: its kind (`string`, `integer`, `number`, `boolean`, `list`, `enum`), choices, default and meaning."""

    name: str
    kind: str
    default: OptionValue
    help: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """The head of a rule file: all that a run needs. The body (why, examples) is read only when somebody asks.

    `code` and `name` never change once released; `check` names an entry of `awesomelint.checks.CHECKS`; `fix` is `none`,
    `safe` or `unsafe`; `path` is the file.
    """

    code: str
    name: str
    summary: str
    since: str
    check: str
    severity: Severity
    fix: str
    options: tuple[OptionSpec, ...]
    path: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as configured for a run: its spec, its severity now, and a value for each of its options."""

    spec: RuleSpec
    severity: Severity
    options: Mapping[str, OptionValue]

    def diagnose(
        self,
        span: Span,
        message: str,
        *,
        related: tuple[Related, ...] = (),
        fix: Fix | None = None,
        severity: Severity | None = None,
    ) -> Diagnostic:
        """Return a diagnostic of this rule. A check may set a lower severity than the rule's where the case is weaker."""
        level = self.severity if severity is None else min(severity, self.severity)
        return Diagnostic(self.spec.code, self.spec.name, span, message, level, related, fix)
