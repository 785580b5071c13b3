"""What of all that is found is reported: what the baseline does not know, and what is due to the changes since a revision.

Filters look at finished reports, so results are kept in the cache before them, and the fixer asks them what to mend.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from pathlib import Path
from typing import TYPE_CHECKING

from awesomelint.cli.lint import Linter
from awesomelint.errors import ConfigError
from awesomelint.files.inputs import STDIN_NAME, Input
from awesomelint.named_tuple import NamedTuple
from awesomelint.report import FileReport
from awesomelint.source import Source

if TYPE_CHECKING:
    from awesomelint.cli.baselines import BaselineFile
    from awesomelint.cli.changed import ChangedSince
    from awesomelint.diagnostic import Diagnostic
    from awesomelint.document.model import Document
    from awesomelint.fixer import Chosen


class FilterOptions(NamedTuple):
    """What the command line says about filters: `baseline` goes over that of a configuration, which `no_baseline` ignores too."""

    changed: str | None = None
    baseline: Path | None = None
    no_baseline: bool = False
    write_baseline: bool = False
    prune_baseline: bool = False


class Filters:
    """The filters of a run."""

    def __init__(self, options: FilterOptions, linter: Linter):
        self.options = options
        self.linter = linter
        self._changed: ChangedSince | None = None
        self._baselines: dict[Path, BaselineFile] = {}
        if options.changed is not None:
            from awesomelint.cli.changed import ChangedSince

            self._changed = ChangedSince(options.changed, linter)

    def keep(self, found: Input, report: FileReport, baseline: Path | None, *, has_facts: bool = False) -> FileReport:
        """Return what is to be reported about an input.

        `baseline` is that of its configuration; `has_facts` tells whether all its links were checked: if not, recorded findings
        of rules that judge links are not gone for not being found.

        Raises `ConfigError` for a broken baseline, for one that is to be written and has no name, and where git cannot tell
        what changed.
        """
        known = self._baseline(found, baseline)
        if known is not None:
            known.take(found, report, lambda: self.linter.codes(found, has_facts=has_facts))
        return self._wanted(found, report, known)

    def wanted(self, found: Input, report: FileReport, baseline: Path | None) -> FileReport:
        """Return what is to be reported now, of a report that `keep` is given later together with the rest. Raises as `keep`."""
        return self._wanted(found, report, self._baseline(found, baseline))

    def has_baseline(self, found: Input, baseline: Path | None) -> bool:
        """Tell whether findings of an input may be on record. Raises as `keep` does."""
        return self._baseline(found, baseline) is not None

    def chosen(self, found: Input, baseline: Path | None) -> Chosen | None:
        """Return what tells the fixer which findings are to be mended: those that would be reported. `None` for all."""
        known = self._baseline(found, baseline)
        if known is None and self._changed is None:
            return None

        def chosen(document: Document, diagnostics: Sequence[Diagnostic]) -> Iterable[Diagnostic]:
            return self._wanted(found, report_of(document, diagnostics), known).diagnostics

        from awesomelint.contexts import report_of

        return chosen

    def changed_lines(self, found: Input, source: Source) -> frozenset[int] | None:
        """Return the lines of an input that are to be looked at, from 1; `None` for all. Raises as `keep` does.

        What costs much, such as asking the network about a link, is done for these lines only.
        """
        return None if self._changed is None else self._changed.lines(found, source)

    def finish(self, *, is_complete: bool) -> Iterator[str]:
        """Write baselines that are to be written, if the run saw everything, and yield what is to be said about them.

        Raises `OutputError` if one cannot be written.
        """
        for baseline in self._baselines.values():
            yield from baseline.finish(is_complete=is_complete)

    def _wanted(self, found: Input, report: FileReport, known: BaselineFile | None) -> FileReport:
        if known is not None:
            report = _only(report, [not one for one in known.known(found, report)])
        if self._changed is not None:
            report = _only(report, self._changed.are_due(found, report))
        return report

    def _baseline(self, found: Input, of_config: Path | None) -> BaselineFile | None:
        """Return the baseline that holds for an input. Standard input without a name has no findings on record."""
        options = self.options
        path = None if options.no_baseline else options.baseline or of_config
        if path is None and (options.write_baseline or options.prune_baseline):
            option = "--write-baseline" if options.write_baseline else "--prune-baseline"
            raise ConfigError(f'{option}: no baseline is named; say --baseline FILE or configure "baseline: FILE"')
        if path is None or found.name == STDIN_NAME:
            return None
        if path not in self._baselines:
            from awesomelint.cli.baselines import BaselineFile, Keeping

            keeping = Keeping.WRITE if options.write_baseline else Keeping.PRUNE if options.prune_baseline else None
            self._baselines[path] = BaselineFile(path, keeping)
        return self._baselines[path]


def _only(report: FileReport, wanted: Sequence[bool]) -> FileReport:
    """Return a report with some of its findings."""
    return report._replace(
        diagnostics=tuple(compress(report.diagnostics, wanted)), contexts=tuple(compress(report.contexts, wanted))
    )
