"""What a check says: findings, and fixes as data."""

from __future__ import annotations

from enum import IntEnum, StrEnum

from awesomelint.source import Span
from awesomelint.startup import NamedTuple

WHITESPACE, DETAIL = "whitespace", "detail"
"""The tags of rules: about whitespace, and about details. Where there are many, people are told how many."""


class Severity(IntEnum):
    """The severity of a finding. Severities can be compared: `Severity.INFO < Severity.WARNING < Severity.ERROR`.

    `ERROR`: wrong for every reader, such as a dead link. `WARNING`: probably wrong, or against what the list mostly does.
    `INFO`: worth a look.
    """

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The word for people and for configuration files: `error`, `warning` or `info`."""
        return self.name.lower()

    @classmethod
    def parse(cls, word: str) -> Severity:
        """Return the severity of a word, in any case: `error`, `warning` or `info`. Raises `KeyError` for any other word."""
        return cls[word.upper()]


class Safety(StrEnum):
    """Whether a fix can be applied without review.

    `SAFE`: the list says the same afterwards. `UNSAFE`: the fix may change words, or which paper, link or fact is meant.
    `REFUSED`: it was tried, and would have changed more than it should.
    """

    SAFE = "safe"
    UNSAFE = "unsafe"
    REFUSED = "refused"


class Edit(NamedTuple):
    """Replace what is in `span` by `text`. An empty span inserts, an empty text deletes."""

    span: Span
    text: str


class Fix(NamedTuple):
    """What fixes a diagnostic: `edits` that are applied all or none, their spans in the text as it was, none overlapping.

    `safety` says whether a person should look. `title` says what is done, for menus ("number the items from 6 on"); it
    may be empty. `members` are the safeties of the fixes that it stands for, where it does what several do.
    """

    edits: tuple[Edit, ...]
    safety: Safety = Safety.SAFE
    title: str = ""
    members: tuple[Safety, ...] = ()


class Related(NamedTuple):
    """Another place that a diagnostic speaks of, such as the first of two equal numbers.

    `span` is where it is, in the same text, `message` says what is there.
    """

    span: Span
    message: str


class Evidence(NamedTuple):
    """The count behind a convention that a finding rests on: `agreeing` of `total` things agree.

    `things` are what was counted ("links"), `scope` is where: `section`, `document`, or "" for a smaller group. Where the
    convention is not sure, `is_sure` is false: what deviates may be a second style.
    """

    agreeing: int
    total: int
    things: str
    scope: str = ""
    is_sure: bool = True

    def __str__(self) -> str:
        return f"as in {self.agreeing} of {self.total} {self.things}"


class News(NamedTuple):
    """What an entry says, what has come to be known since, and who says so: "arXiv 2020", "ICML 2020", "arXiv's comment"."""

    found: str
    known: str
    said_by: str


class Diagnostic(NamedTuple):
    """One finding of one rule in one place.

    `code` (`NUM101`) and `name` (`sequential-numbers`) are those of the rule; `awesomelint explain CODE` says why it exists.
    `span` is what is found fault with, in code points; it is empty where something is missing. `message` is one line, often
    "found X, expected Y"; the words may change from version to version, and quote the list, so control characters have to
    be escaped before they are printed. `severity` is that of the rule, as configured. `related` are other places that
    the message speaks of. `fix` is `None` where only a person can fix it.

    `evidence` is the count behind the convention that the finding rests on, whose words end the message; `None` where it rests
    on none. Findings of a rule that share a `group` are reported as one. `tags` are those of the rule ("whitespace"). `cause` is
    what several findings may have in common, in words that are true of all ("folder "notes" does not exist"): many of one
    cause are reported as one. `news` is what a list of all such findings at the end of a run shows of this one.
    """

    code: str
    name: str
    span: Span
    message: str
    severity: Severity
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    evidence: Evidence | None = None
    group: str | None = None
    tags: tuple[str, ...] = ()
    cause: str | None = None
    news: News | None = None
