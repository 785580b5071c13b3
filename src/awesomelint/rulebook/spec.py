"""What a rule file says, and a rule made ready for a run."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from awesomelint.diagnostic import Diagnostic, Fix, Related, Severity
from awesomelint.named_tuple import NamedTuple
from awesomelint.span import Span

OptionValue = Any
"""A value from YAML that fits its `OptionSpec`: text, number, boolean, or a list of texts."""


class OptionSpec(NamedTuple):
    """One option of a rule: its kind (`string`, `integer`, `number`, `boolean`, `list`, `enum`), default and meaning.

    `choices` are the words that an `enum` may be, or that a `list` may hold (any text, if there are none).
    """

    name: str
    kind: str
    default: OptionValue
    help: str
    choices: tuple[str, ...] = ()


class Change(StrEnum):
    """What the fix of a rule may change in what a reader sees: the words of `changes` in a rule file.

    The guard of the fixer compares the rendered list before and after, and leaves out exactly what the applied rules declare.
    An empty list declares that a fix changes the source alone: readers see the same.
    """

    SPACING = "spacing"
    """Blanks, hard line breaks and invisible characters inside a paragraph."""
    PUNCTUATION = "punctuation"
    """Characters that are neither letters, digits nor blanks."""
    MARKUP = "markup"
    """Emphasis, code, HTML tags, and which of the text is the label of a link."""
    NUMBERS = "numbers"
    """The numbers that list items are rendered with."""
    URLS = "urls"
    """Targets of links and images, and labels that only repeat them."""
    LABELS = "labels"
    """The words of link labels."""
    LINKS = "links"
    """What is text and what is target: the same words, but a broken link becomes a link."""
    WORDS = "words"
    """The words of the text."""
    BLOCKS = "blocks"
    """Where paragraphs, list items, headings, tables and code begin and end, and how they nest."""
    ENTRIES = "entries"
    """Whole entries may go."""


class RuleSpec(NamedTuple):
    """The head of a rule file: all that a run needs. The body (why, examples) is read only when somebody asks.

    `code` and `name` never change once released; `check` names an entry of `awesomelint.checks.CHECKS`; `fix` is `none`,
    `safe` or `unsafe`; `path` is the file; `changes` is what its fixes may change that a reader sees.
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
    changes: tuple[Change, ...] = ()

    @property
    def family(self) -> str:
        """The letters of the code, such as `NUM`."""
        return self.code.rstrip("0123456789")

    def option(self, name: str) -> OptionSpec | None:
        """Return an option by its name, or `None`."""
        return next((option for option in self.options if option.name == name), None)

    def configured(self, options: Mapping[str, OptionValue] | None = None, severity: Severity | None = None) -> Rule:
        """Return the rule ready for a run: with these options over its defaults, and its own severity unless told."""
        values = {option.name: option.default for option in self.options}
        if options:
            values.update(options)
        return Rule(self, self.severity if severity is None else severity, values)


class Rule(NamedTuple):
    """A rule as configured for a run: its spec, its severity now, and a value for each of its options."""

    spec: RuleSpec
    severity: Severity
    options: Mapping[str, OptionValue]

    @property
    def code(self) -> str:
        """The code of the rule."""
        return self.spec.code

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
