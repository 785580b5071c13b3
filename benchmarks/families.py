"""Tell what some rules add to a lint run: the same run with and without them, as whole processes.

python benchmarks/families.py [LIST...] [--rules SELECTOR...] [--runs N]

Without `--rules` it is the rules about papers: duplicates, venues, links to papers. Besides the lists that are named it takes
one of 5,000 papers that it makes itself. Prints the processor time of both runs and the part that is added; asserts nothing.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from clock import Clock, Command
from inputs import papers
from tables import table

RULES = ("DUP", "VEN", "LNK509", "LNK510", "LNK512")
ENTRIES = 5_000


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Tell what some rules add to a lint run.")
    parser.add_argument("lists", type=Path, nargs="*", metavar="LIST")
    parser.add_argument("--rules", nargs="+", default=list(RULES), metavar="SELECTOR")
    parser.add_argument("--runs", type=int, default=9, metavar="N")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder, f"{ENTRIES:,} papers.md")
        own.write_text(papers(ENTRIES), encoding="utf-8")
        clock = Clock(
            options.runs, {**os.environ, "AWESOMELINT_CACHE_DIR": folder, "AWESOMELINT_LINKS": "0"}, is_cpu=True
        )
        rows = [_row(clock, path.resolve(), options.rules) for path in (*options.lists, own)]
    for line in table(("list", "KB", "without ms", "with ms", "added"), rows):
        print(line)
    return 0


def _row(clock: Clock, path: Path, rules: Sequence[str]) -> tuple[str, str, str, str, str]:
    program = [sys.executable, "-m", "awesomelint", "check", "--no-cache", "--isolated", "--quiet"]
    without, all_of_them = clock.measure(
        [
            Command("without", [*program, f"--ignore={','.join(rules)}", path.name], path.parent),
            Command("with", [*program, path.name], path.parent),
        ]
    )
    return (
        path.stem,
        f"{path.stat().st_size / 1000:.0f}",
        f"{without.seconds * 1000:,.0f}",
        f"{all_of_them.seconds * 1000:,.0f}",
        f"{all_of_them.seconds / without.seconds - 1:.0%}",
    )


if __name__ == "__main__":
    sys.exit(main())
