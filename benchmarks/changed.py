"""What `--changed` reports on the versions of a list: `python benchmarks/changed.py DIR [--show]` prints a table.

DIR holds the versions of one list, sorted by name. They are committed one after the other into a scratch repository; for each the
program reports what is due to the last commit. The lines that git's own diff calls new are the measure: findings on them,
findings elsewhere, which the change must have caused, and findings on them that are left out, because only the margin of the line
is new (its number, its indent, blanks at its end), or because it was only moved. `--show` prints all findings elsewhere and
left out.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tables import table

_HUNK = re.compile(r"^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
_HEAD = ("version", "lines new", "lines gone", "findings", "reported", "on new lines", "elsewhere", "left out")
_GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    **{f"GIT_{role}_{key}": "benchmark@example.org" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")},
}


class Finding(NamedTuple):
    line: int
    column: int
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.line}:{self.column}: {self.code} {self.message}"


class Step(NamedTuple):
    """One version against the one before it."""

    name: str
    new_lines: frozenset[int]
    gone_lines: int
    findings: frozenset[Finding]
    reported: frozenset[Finding]

    @property
    def elsewhere(self) -> list[Finding]:
        return sorted(one for one in self.reported if one.line not in self.new_lines)

    @property
    def left_out(self) -> list[Finding]:
        return sorted(one for one in self.findings - self.reported if one.line in self.new_lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        found = list(steps(sorted(args.folder.glob("*.md")), Path(scratch)))
    rows = []
    for step in found:
        elsewhere, left_out = len(step.elsewhere), len(step.left_out)
        counts = (len(step.new_lines), step.gone_lines, len(step.findings), len(step.reported))
        rows.append((step.name, *counts, len(step.reported) - elsewhere, elsewhere, left_out))
    print("\n".join(table(_HEAD, rows)))
    for step in found if args.show else ():
        for kind, findings in (("elsewhere", step.elsewhere), ("left out", step.left_out)):
            for one in findings:
                print(f"{step.name} {kind}: {one}")


def steps(versions: list[Path], folder: Path) -> Iterator[Step]:
    """Commit the versions and yield what is found in each but the first."""
    git(folder, "init", "--quiet")
    for index, path in enumerate(versions):
        (folder / "README.md").write_bytes(path.read_bytes())
        git(folder, "add", "README.md")
        git(folder, "commit", "--quiet", "--allow-empty", "--message", path.stem)
        if index:
            hunks = _HUNK.findall(git(folder, "diff", "--unified=0", "HEAD~1", "HEAD"))
            new = frozenset(
                line for _, start, size in hunks for line in range(int(start), int(start) + int(size or "1"))
            )
            gone = sum(int(size or "1") for size, _, _ in hunks)
            name = path.stem.rsplit("--", 1)[-1].partition("-")[0]
            yield Step(name, new, gone, findings(folder), findings(folder, "--changed", "HEAD~1"))


def findings(folder: Path, *options: str) -> frozenset[Finding]:
    command = [sys.executable, "-m", "awesomelint", "--no-cache", "--no-links", "--isolated", "--output-format", "json"]
    done = subprocess.run(
        [*command, *options, "README.md"], cwd=folder, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode > 1:
        raise SystemExit(done.stderr)
    return frozenset(
        Finding(one["location"]["row"], one["location"]["column"], one["code"], one["message"])
        for one in json.loads(done.stdout)
    )


def git(folder: Path, *arguments: str) -> str:
    environment = {**os.environ, **_GIT}
    return subprocess.run(
        ["git", *arguments], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=True
    ).stdout


if __name__ == "__main__":
    main()
