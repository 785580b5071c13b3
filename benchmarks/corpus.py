"""Lint and fix every list below a folder, in memory, and print what came of it.

python benchmarks/corpus.py DIR [--unsafe] [--preset NAME]

Ends with 1 if anything crashed, if the guard of the fixer refused a text, if Python warned, or if fixing twice was not the same
as fixing once. Nothing is written, and nothing is said about the files that surround a list.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tables import table

from awesomelint.config.load import load_config
from awesomelint.config.model import Config, Overrides
from awesomelint.diagnostic import Severity
from awesomelint.document.parse import parse_document
from awesomelint.engine import lint_document
from awesomelint.errors import AwesomelintError
from awesomelint.fixing.fixer import apply_fixes
from awesomelint.source import Source

SLOWEST = 5


@dataclass(slots=True)
class Totals:
    """What all lists come to. The lists of texts hold one line a mishap."""

    files: int = 0
    characters: int = 0
    entries: int = 0
    links: int = 0
    skipped: list[str] = field(default_factory=list)
    crashes: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    unstable: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    severities: Counter[Severity] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    found_in: Counter[str] = field(default_factory=Counter)
    fixed: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=dict)
    """Parsing and linting, once, by file."""

    @property
    def is_bad(self) -> bool:
        """Whether anything happened that must not."""
        return bool(self.crashes or self.refused or self.unstable or self.warnings)


def main(argv: Sequence[str] | None = None) -> int:
    """Run over a folder and print the tables."""
    parser = argparse.ArgumentParser(description="Lint and fix every list below a folder, in memory.")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--unsafe", action="store_true", help="apply unsafe fixes too")
    parser.add_argument("--preset", default="default", help="default, papers, awesome or strict")
    arguments = parser.parse_args(argv)
    config = load_config(None, Overrides(preset=arguments.preset))
    totals = Totals()
    for path in sorted(arguments.folder.rglob("*.md")):
        name = path.relative_to(arguments.folder).as_posix()
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            _take(path, name, config, arguments.unsafe, totals)
        totals.warnings += [f"{name}: {warning.category.__name__}: {warning.message}" for warning in caught]
    if not totals.files:
        parser.error(f"{arguments.folder}: no Markdown file that can be read")
    print("\n".join(_report(totals, config)))
    return int(totals.is_bad)


def _take(path: Path, name: str, config: Config, unsafe: bool, totals: Totals) -> None:
    try:
        source = Source.from_bytes(path.read_bytes(), name)
    except AwesomelintError as error:
        totals.skipped.append(str(error))
        return
    try:
        _lint(source, config, totals)
        _fix(source, config, unsafe, totals)
    except Exception:
        totals.crashes.append(f"{name}: {traceback.format_exc()}")


def _lint(source: Source, config: Config, totals: Totals) -> None:
    start = time.perf_counter()
    document = parse_document(source)
    diagnostics = lint_document(document, config.rules, known=config.known)
    totals.seconds[source.path] = time.perf_counter() - start
    codes = Counter(diagnostic.code for diagnostic in diagnostics)
    totals.files += 1
    totals.characters += len(source.text)
    totals.entries += len(document.entries)
    totals.links += len(document.links)
    totals.severities.update(diagnostic.severity for diagnostic in diagnostics)
    totals.found += codes
    totals.found_in.update(list(codes))


def _fix(source: Source, config: Config, unsafe: bool, totals: Totals) -> None:
    once = apply_fixes(source, config.rules, unsafe=unsafe, known=config.known)
    totals.fixed.update(once.applied)
    totals.refused += [f"{source.path}:{refused.line}: {refused}" for refused in once.refused]
    twice = apply_fixes(once.source, config.rules, unsafe=unsafe, known=config.known)
    if twice.source.text != once.source.text:
        totals.unstable.append(f"{source.path}: fixing again applies {_counts(twice.applied)}")
    elif not once.is_stable:
        totals.unstable.append(f"{source.path}: never done: {_counts(once.left)}")


def _report(totals: Totals, config: Config) -> Iterator[str]:
    seconds = sum(totals.seconds.values())
    yield (
        f"{totals.files} lists, {totals.characters / 1000:,.0f} thousand characters, {totals.entries:,} entries, "
        f"{totals.links:,} links; parsed and linted in {seconds:.1f} s"
    )
    yield ""
    levels = sorted(totals.severities, reverse=True)
    yield f"{totals.found.total():,} findings: " + ", ".join(
        f"{totals.severities[level]:,} {level.label}" for level in levels
    )
    yield ""
    yield from table(
        ("rule", "name", "severity", "findings", "lists", "fixed"),
        [
            (
                rule.code,
                rule.spec.name,
                rule.severity.label,
                totals.found[rule.code],
                totals.found_in[rule.code],
                totals.fixed[rule.code] if rule.spec.fix != "none" else "",
            )
            for rule in config.rules
        ],
    )
    yield ""
    slowest = sorted(totals.seconds, key=lambda name: -totals.seconds[name])[:SLOWEST]
    yield from table(("slowest", "s"), [(name, f"{totals.seconds[name]:.2f}") for name in slowest])
    for title, lines in (
        ("not read", totals.skipped),
        ("crashes", totals.crashes),
        ("refused by the guard", totals.refused),
        ("not stable", totals.unstable),
        ("warnings of Python", totals.warnings),
    ):
        yield ""
        yield f"{title}: {len(lines)}"
        yield from (f"  {line}" for line in lines)


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{code} {count}" for code, count in sorted(counts.items()))


if __name__ == "__main__":
    sys.exit(main())
