"""What a check says: diagnostics, and fixes as data."""

from __future__ import annotations

from enum import IntEnum, StrEnum

from awesomelint.named_tuple import NamedTuple
from awesomelint.span import Span


class Severity(IntEnum):
    """How bad it is: an error is wrong for every reader, a warning probably wrong, an info worth a look."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The word for people and for configuration files."""
        return self.name.lower()

    @classmethod
    def parse(cls, word: str) -> Severity:
        """Return the severity of a word. Raises `KeyError` for any other word."""
        return cls[word.upper()]


class Safety(StrEnum):
    """Whether a fix can be applied without a person looking: an unsafe one may change which thing is meant."""

    SAFE = "safe"
    UNSAFE = "unsafe"


class Edit(NamedTuple):
    """Replace the text of a span (an empty span inserts) by a text."""

    span: Span
    text: str


class Fix(NamedTuple):
    """Edits that mend a diagnostic, applied all or none."""

    edits: tuple[Edit, ...]
    safety: Safety = Safety.SAFE
    title: str = ""


class Related(NamedTuple):
    """Another place that a diagnostic speaks of, such as the first of two equal numbers."""

    span: Span
    message: str


class Diagnostic(NamedTuple):
    """One finding of one rule in one place."""

    code: str
    name: str
    span: Span
    message: str
    severity: Severity
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
