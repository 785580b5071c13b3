"""What a run found in one file: the value that reporters print and the cache keeps.

It holds everything that a reporter needs, so that a cached run parses no Markdown and loads no rule.
"""

from __future__ import annotations

from dataclasses import dataclass

from awesomelint.diagnostic import Diagnostic
from awesomelint.source import Source


@dataclass(frozen=True, slots=True)
class Context:
    """Where in the list a diagnostic stands: the headings above it, and the entry around it (`None` outside entries)."""

    section: tuple[str, ...]
    entry_title: str | None = None
    entry_line: int | None = None


@dataclass(frozen=True, slots=True)
class FileReport:
    """The diagnostics of one file, sorted by place, with a `Context` each, and what the file holds.

    `notes` are remarks that are no findings ("no entries found"), one line each.
    """

    source: Source
    diagnostics: tuple[Diagnostic, ...]
    contexts: tuple[Context, ...]
    entries: int
    sections: int
    links: int
    notes: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The name of the file as it is shown to people."""
        return self.source.path
