"""All that a run has found, as values: the checkout, the counts, and the reports of its files."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import Any

from awesomelint.diagnostic import News, Safety, Severity
from awesomelint.links.outcome import Outcome
from awesomelint.origin import Origin
from awesomelint.paths import rules_root
from awesomelint.report import FileReport
from awesomelint.reporters.terminal import no_page
from awesomelint.rulebook.spec import RuleSpec
from awesomelint.source import Position, Source
from awesomelint.startup import NamedTuple, expression

_NO_BYTES = expression("[\ud800-\udc7f\udd00-\udfff]")
_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Checkout(NamedTuple):
    """The current folder and the top of the checkout, both absolute, and where a browser finds the files of this commit.

    `pages` is the address before the name of a file, with a slash at its end, and `anchor` what is between the name and the
    number of a line; `pages` is empty where there are none. Files of the `other` names have none: there, they are not the same.
    """

    folder: str
    root: str
    pages: str = ""
    anchor: str = "?plain=1#L"
    other: frozenset[str] = frozenset()

    def name(self, path: str) -> str:
        """Return the name of a file from the top of the checkout, with `/` between folders.

        A file outside the checkout keeps its absolute path, and `<stdin>` its name.
        """
        if path.startswith("<"):
            return path
        full = os.path.normpath(os.path.join(self.folder, path))  # noqa: PTH118 - pathlib keeps ".."
        inside = full.removeprefix(self.root.rstrip(os.sep) + os.sep)
        return (inside or full).replace(os.sep, "/")

    def uri(self, path: str) -> str:
        """Return the name of a file as a URI: relative to the checkout, or `file:///...` outside it."""
        name = _escaped(self.name(path))
        return f"file://{'' if name.startswith('/') else '/'}{name}" if self.is_outside(path) else name

    def is_outside(self, path: str) -> bool:
        """Return whether a file stands outside the checkout."""
        return PurePath(self.name(path)).is_absolute()

    def page(self, path: str, line: int) -> str:
        """Return the address of a line of a file, `""` where there is none."""
        if not self.pages or path.startswith("<") or self.is_outside(path) or path in self.other:
            return ""
        return f"{self.pages}{self.uri(path)}{self.anchor}{line}"

    def address(self, path: str, line: int) -> str:
        """Return what a page in the current folder links to for a line: its page if there is one, else the file itself.

        It is `""` where there is neither, and for a file by its absolute name, which is no one else's business.
        """
        page = self.page(path, line)
        if page or path.startswith("<") or PurePath(path).is_absolute():
            return page
        return f"./{_escaped(path.replace(os.sep, '/'))}#L{line}"


def _escaped(name: str) -> str:
    """Return a name as a part of a URI."""
    from urllib.parse import quote

    # Bytes of a name that are no UTF-8 come as halves of characters; any other half stands for nothing.
    return quote(_NO_BYTES.sub("\ufffd", name).encode("utf-8", "surrogateescape"), safe="/")


MAX_ERRORS = 5
"""Kinds of errors that are kept for the end of a run."""


class ErrorKind(NamedTuple):
    """What errors of a file say that the end of a run names: the file, the code of the rule, what is wrong."""

    path: str
    code: str
    message: str


class Tally:
    """Counts the findings of a run, as they come.

    `files` says for the name of each file whether it has findings. `rules` counts by code, name and severity, `fixable` by
    code, `safeties` by the safety of the fix, each place of a finding that stands for several.
    `papers` counts by verdict the papers that were compared with their records, `unrecorded` those without one.
    `news` are the findings that have some: of each
    the name of the rule, the file, the line and the title of the entry. `errors` has the places of the first `MAX_ERRORS` kinds
    of errors. `fixed` counts by code what was fixed (or would be, with `--diff`), which is no part of the other numbers.
    `has_entries` where any file has. `is_cut_short` where the run was ended before all was seen: then no findings mean nothing.
    """

    def __init__(self) -> None:
        self.files: dict[str, bool] = {}
        self.rules: Counter[tuple[str, str, Severity]] = Counter()
        self.fixable: Counter[str] = Counter()
        self.safeties: Counter[Safety] = Counter()
        self.papers: Counter[str] = Counter()
        self.unrecorded = 0
        self.news: list[tuple[str, str, int, str, News]] = []
        self.errors: dict[ErrorKind, list[Position]] = {}
        self.fixed: Counter[str] = Counter()
        self.has_entries = False
        self.is_cut_short = False

    def add(self, report: FileReport) -> None:
        """Count the findings of a file; a second report of a file adds findings and no file."""
        self.files[report.path] = bool(report.diagnostics) or self.files.get(report.path, False)
        self.has_entries |= report.entries > 0
        self.papers.update(paper.verdict for paper in report.papers)
        self.unrecorded += report.unrecorded
        for diagnostic, context in zip(report.diagnostics, report.contexts, strict=True):
            if diagnostic.news is not None:
                line = report.source.line_at(diagnostic.span.start)
                self.news.append((diagnostic.name, report.path, line, context.entry_title or "", diagnostic.news))
            if diagnostic.severity is Severity.ERROR:
                kind = ErrorKind(report.path, diagnostic.code, diagnostic.message)
                if kind in self.errors or len(self.errors) < MAX_ERRORS:
                    self.errors.setdefault(kind, []).append(report.source.position(diagnostic.span.start))
            self.rules[diagnostic.code, diagnostic.name, diagnostic.severity] += 1
            if diagnostic.fix is not None and diagnostic.fix.safety is not Safety.REFUSED:
                self.fixable[diagnostic.code] += 1
                self.safeties.update(diagnostic.fix.members or (diagnostic.fix.safety,))

    def add_fixes(self, applied: Mapping[str, int]) -> None:
        """Count what was fixed, by the codes of rules."""
        self.fixed.update(applied)

    def cut_short(self) -> None:
        """Note that the run was ended before all was seen."""
        self.is_cut_short = True

    def severities(self) -> Counter[Severity]:
        """Return the number of findings of each severity."""
        counts: Counter[Severity] = Counter()
        for (_, _, severity), count in self.rules.items():
            counts[severity] += count
        return counts


class RulePages:
    """Finds the page of a rule, at the revision of the program, or of the list if the rule is its own; else the file of the rule.

    `rules` returns the heads of all rules, `origin` where the program can be had from.
    """

    def __init__(
        self, rules: Callable[[], Iterable[RuleSpec]], origin: Callable[[], Origin | None], checkout: Checkout
    ) -> None:
        self._rules = rules
        self._origin = origin
        self._checkout = checkout
        self._pages: dict[str, str] | None = None

    def __call__(self, code: str) -> str:
        """Return the URL of the page of a rule, `""` for an unknown one."""
        if self._pages is None:
            origin = self._origin()
            self._pages = {spec.code: self._page(spec, origin) for spec in self._rules()}
        return self._pages.get(code, "")

    def _page(self, spec: RuleSpec, origin: Origin | None) -> str:
        path = Path(spec.path)
        page = ""
        if not path.is_relative_to(rules_root()):
            page = self._checkout.page(spec.path, 1)
        elif origin is not None:
            page = origin.page(f"docs/rules/{spec.code}.md")
        return page or path.absolute().as_uri()


class Guidance(NamedTuple):
    """What helps whoever is to mend what was found: a page about that, and commands that apply safe fixes, each by itself.

    `page` may be empty, and `commands` too.
    """

    page: str = ""
    commands: tuple[str, ...] = ()


class RunReport(NamedTuple):
    """The files of a run in order, each once, their results, and what is known around them.

    `rules` returns the heads of all rules that could have found something. `outcomes` are the results of the link check by
    URL, if there was one. `lists_info` if every finding of severity info is to be listed, not only counted. `rule_page` returns
    the URL of the page of a rule by its code. `corrected` has, by path, files as safe fixes would make them.
    `now` is the time of the run in seconds since the epoch, 0 if it is not to be told.
    """

    files: tuple[FileReport, ...]
    tally: Tally
    checkout: Checkout
    rules: Callable[[], Iterable[RuleSpec]]
    outcomes: Mapping[str, Outcome] = _NOTHING
    lists_info: bool = False
    rule_page: Callable[[str], str] = no_page
    corrected: Mapping[str, Source] = _NOTHING
    guidance: Guidance = Guidance()
    now: int = 0
