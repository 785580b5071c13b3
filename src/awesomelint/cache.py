"""Results kept from run to run, so that a list that has not changed is not linted again."""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from pathlib import Path
from typing import Any

from awesomelint import __version__
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Related, Safety, Severity
from awesomelint.named_tuple import NamedTuple
from awesomelint.paths import cache_dir, digest, states
from awesomelint.report import Context, Dependency, FileReport, Result
from awesomelint.source import Source, Span

# A list may have thousands of findings, and looking a member up is four times as fast as calling its enumeration.
_SEVERITIES = {int(severity): severity for severity in Severity}
_SAFETIES = {safety.value: safety for safety in Safety}


def report_to_values(report: FileReport) -> dict[str, Any]:
    """Return the plain values of a report."""
    return {
        "diagnostics": [_diagnostic_to_values(diagnostic) for diagnostic in report.diagnostics],
        "contexts": [list(context) for context in report.contexts],
        "counts": [report.entries, report.sections, report.links],
        "notes": list(report.notes),
        "depends_on": [list(dependency) for dependency in report.depends_on],
    }


def report_from_values(values: Any, source: Source) -> FileReport:
    """Return the report that values were made from, about the same text.

    Raises `ValueError`, `TypeError`, `KeyError` or `IndexError` for values that were not made so.
    """
    size = len(source.text)
    entries, sections, links = values["counts"]
    contexts = tuple([Context(tuple(section), title, line, last) for section, title, line, last in values["contexts"]])
    diagnostics = tuple([_diagnostic_from_values(item, size) for item in values["diagnostics"]])
    if len(contexts) != len(diagnostics):
        raise ValueError("as many contexts as diagnostics expected")
    depends_on = tuple(Dependency(path, existed) for path, existed in values["depends_on"])
    return FileReport(source, diagnostics, contexts, entries, sections, links, tuple(values["notes"]), depends_on)


def _diagnostic_to_values(diagnostic: Diagnostic) -> list[Any]:
    fix = diagnostic.fix
    return [
        diagnostic.code,
        diagnostic.name,
        *diagnostic.span,
        diagnostic.message,
        int(diagnostic.severity),
        [[*related.span, related.message] for related in diagnostic.related],
        fix and [fix.safety.value, fix.title, [[*edit.span, edit.text] for edit in fix.edits]],
    ]


def _diagnostic_from_values(values: Any, size: int) -> Diagnostic:
    code, name, start, end, message, severity, related, fix = values
    return Diagnostic(
        code,
        name,
        _span(start, end, size),
        message,
        _SEVERITIES[severity],
        tuple([Related(_span(first, last, size), said) for first, last, said in related]) if related else (),
        _fix(fix, size) if fix is not None else None,
    )


def _fix(values: Any, size: int) -> Fix:
    safety, title, edits = values
    return Fix(tuple([Edit(_span(start, end, size), text) for start, end, text in edits]), _SAFETIES[safety], title)


def _span(start: int, end: int, size: int) -> Span:
    if not 0 <= start <= end <= size:
        raise ValueError("a span lies outside the text")
    return Span(start, end)


#| Results kept from run to run, so that a list that has not changed is not linted again.
#|
#| One small JSON file for each linted file and set of options, in the folder of `cachedir.py`. A result holds as long as nothing
#| has changed of: the program and its rules, the text, every configuration file that had a say, and whether the files exist
#| that the list links to. Files are replaced in one step, so processes may share the folder; whatever is missing, stale,
#| damaged or cannot be written is no error.

FORMAT = 2
MAX_RESULTS = 2000
"""Results kept; beyond that the oldest fourth goes."""
MAX_BYTES = 8 * 1024 * 1024
"""Size above which a result is not kept."""
_SUFFIX = ".json"
_WATCHED = (".md", ".markdown", ".yaml")
"""Ends of the names by which folders are told from one another: rules, and parts of lists."""
_DATA_SUFFIXES = (".py", ".yaml", ".txt")


class Question(NamedTuple):
    """What is asked about one file: its absolute path, its bytes, its configuration, and the options of the run as text."""

    path: str
    data: bytes
    config: Path | None
    options: str


class Contents(NamedTuple):
    """What the cache holds."""

    folder: Path
    results: int
    size: int


class ResultCache:
    """The results in a folder, the user's cache folder unless told otherwise."""

    def __init__(self, folder: Path | None = None):
        self.folder = folder or cache_dir() / "results"
        self.problem: str | None = None
        """Why results could not be kept, if so."""
        self._stamp: str | None = None
        self._digests: dict[str, str | None] = {}

    def get(self, question: Question, source_name: str) -> Result | None:
        """Return the answer to a question, its text under the given name, or `None`."""
        try:
            kept = json.loads(self._file(question).read_bytes())
            if kept["key"] != self._key(question) or not self._holds(kept):
                return None
            source = Source.from_bytes(question.data, source_name)
            report = report_from_values(kept["report"], source)
            baseline = None if kept["baseline"] is None else Path(kept["baseline"])
            return Result(report, Severity(kept["fail_on"]), bool(kept["excluded"]), baseline)
        except (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
            return None

    def put(self, question: Question, result: Result, sources: Collection[Path]) -> None:
        """Keep the answer to a question. `sources` are the files and folders that had a say in it."""
        paths = {str(path) for path in sources}
        folders = {str(path.parent) for path in sources if path != question.config}
        kept = {
            "key": self._key(question),
            "sources": [[path, self._digest(path)] for path in sorted(paths | folders)],
            "fail_on": int(result.fail_on),
            "excluded": result.is_excluded,
            "baseline": None if result.baseline is None else str(result.baseline),
            "report": report_to_values(result.report),
        }
        data = json.dumps(kept, separators=(",", ":")).encode()
        if len(data) <= MAX_BYTES:
            self._write(self._file(question), data)

    def contents(self) -> Contents:
        """Return how many results there are, and the bytes that they take."""
        files = self._files()
        return Contents(self.folder, len(files), sum(size for _, size, _ in files))

    def clear(self) -> Contents:
        """Remove all results and return what there was. Raises `OSError` when one cannot be removed."""
        before = self.contents()
        for _, _, path in self._files():
            Path(path).unlink(missing_ok=True)
        return before

    def _file(self, question: Question) -> Path:
        return self.folder / (digest(f"{question.path}\0{question.options}") + _SUFFIX)

    def _key(self, question: Question) -> str:
        if self._stamp is None:
            self._stamp = program_stamp()
        content = digest(question.data, 20)
        return f"{self._stamp} {content} {question.config or ''}"

    def _holds(self, kept: Any) -> bool:
        """Tell whether all that had a say beside the text is as it was."""
        return all(self._digest(path) == digest for path, digest in kept["sources"]) and all(
            os.path.lexists(path) == existed for path, existed in kept["report"]["depends_on"]
        )

    def _digest(self, path: str) -> str | None:
        """Return the state of a file or folder, looked up once a run."""
        if path not in self._digests:
            self._digests[path] = _state(Path(path))
        return self._digests[path]

    def _write(self, target: Path, data: bytes) -> None:
        part = target.with_name(f"{target.name}.{os.getpid()}")
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            part.write_bytes(data)
            part.replace(target)
            self._prune()
        except OSError as error:
            self.problem = f"{self.folder}: {(error.strerror or str(error)).lower()}"

    def _prune(self) -> None:
        files = self._files()
        if len(files) > MAX_RESULTS:
            for _, _, path in sorted(files)[: len(files) - MAX_RESULTS * 3 // 4]:
                Path(path).unlink(missing_ok=True)

    def _files(self) -> list[tuple[int, int, str]]:
        """Return time, size and path of all files in the folder, also parts that a process left behind."""
        found = []
        try:
            with os.scandir(self.folder) as entries:
                for entry in entries:
                    if _SUFFIX in entry.name and entry.is_file(follow_symlinks=False):
                        status = entry.stat(follow_symlinks=False)
                        found.append((status.st_mtime_ns, status.st_size, entry.path))
        except OSError:
            pass
        return found


def program_stamp() -> str:
    """Return what tells one state of the program and its rules from another.

    For an installed package that is its version and when it was installed. In a checkout, where files change under one version,
    it is name, size and time of every source and rule file.
    """
    package = Path(__file__).parent
    installed = package / "_rules"
    if installed.is_dir():
        return digest(f"{FORMAT} {__version__} {installed.stat().st_mtime_ns} {Path(__file__).stat().st_mtime_ns}")
    parts = [f"{FORMAT} {__version__} {package}"]
    for root in (package, package.parents[1] / "rules"):
        parts += states(str(root), _DATA_SUFFIXES)
    return digest("\n".join(parts))


def _state(path: Path) -> str | None:
    """Return what tells one state of a file, or of the rules and lists in a folder, from another; `None` if it is gone."""
    try:
        data = _names(path) if path.is_dir() else path.read_bytes()
    except OSError:
        return None
    return digest(data, 20)


def _names(folder: Path) -> bytes:
    names = (name for name in os.listdir(folder) if name.endswith(_WATCHED))  # noqa: PTH208 - names alone are wanted
    return "\0".join(sorted(names)).encode(errors="surrogateescape")
