"""Compare the preset `awesome` with awesome-lint, finding by finding.

python benchmarks/awesome_lint.py --peer DIR FILE... [--show KIND] [--time [--clock cpu]]

DIR is the folder in which `npm install awesome-lint` ran, FILEs are lists, or its fixtures. Each is copied, with the files
around it, into a repository of its own, as README.md. A finding of awesome-lint is matched by one of ours on the same line
whose rule the table in docs/comparison.md names for its rule. Printed is a row for each of its rules: findings of both, of it
alone, of ours alone. `--show` prints those that only one side has, with their lines: `theirs`, `ours` or a rule.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from clock import Clock, Command
from tables import table

from awesomelint.config.load import load_config
from awesomelint.config.model import Config, Overrides
from awesomelint.context import DiskFiles, LintContext
from awesomelint.document.parse import parse_document
from awesomelint.engine import lint_document
from awesomelint.source import Source

PAGE = Path(__file__).parents[1] / "docs" / "comparison.md"
_ROW = re.compile(r"^\| `([\w-]+)` \| *([A-Z0-9 ]*?) *\|", re.MULTILINE)
_PROGRAM = """
import path from "node:path";
const [base, ...files] = process.argv.slice(1);
const load = (name) => import(path.join(base, "node_modules/awesome-lint", name));
const { default: lint } = await load("index.js");
const { createConfig } = await load("config.js");
const { createRules } = await load("rules/index.js");
const isOffline = ([rule]) => rule.name !== "remark-lint:awesome-github";
const config = createConfig(createRules().filter(isOffline));
for (const file of files) {
  process.chdir(path.dirname(file));
  for (const { messages, path: found } of await lint({ filename: path.basename(file), config }))
    for (const one of messages)
      console.log(JSON.stringify([file, (found === file && one.line) || 1, one.ruleId, one.reason]));
}
"""
_SMALL = 200_000
"""Bytes of the longest file around a list that is copied with it."""


class Finding(NamedTuple):
    """A finding of either side: the list, the line, the rule, and what it says."""

    file: Path
    line: int
    rule: str
    message: str


def kinds() -> dict[str, frozenset[str]]:
    """Return our rules for each rule of awesome-lint, as the documentation has them."""
    return {match[1]: frozenset(match[2].split()) for match in _ROW.finditer(PAGE.read_text(encoding="utf-8"))}


def copied(file: Path, folder: Path) -> Path:
    """Copy a list as README.md into a repository of its own, with the small files around it."""
    folder.mkdir()
    (folder / ".git").mkdir()
    for other in file.parent.iterdir():
        if other.name == ".github":
            shutil.copytree(other, folder / ".github")
        elif (
            other.is_file() and re.match(r"(?i)(contributing|code.of.conduct|licen[cs]e)", other.name) and other != file
        ):
            shutil.copy(other, folder)
    shutil.copy(file, folder / "README.md")
    return folder / "README.md"


def theirs(peer: Path, files: Sequence[Path]) -> list[Finding]:
    """Return what awesome-lint finds. Raises `CalledProcessError` if it does not run."""
    done = subprocess.run(
        ["node", "--input-type=module", "-e", _PROGRAM, "--", str(peer.absolute()), *map(str, files)],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    found = (json.loads(line) for line in done.stdout.splitlines())
    return [Finding(Path(file), line, rule, message) for file, line, rule, message in found]


def ours(file: Path, config: Config) -> Iterator[Finding]:
    """Yield what the preset finds, each place by itself."""
    source = Source(file.read_text(encoding="utf-8"), str(file))
    context = LintContext(DiskFiles(file), is_list=True)
    for one in lint_document(parse_document(source), config.rules, context, known=config.known, joins=False):
        for line in {source.line_at(one.span.start), *(source.line_at(each.span.start) for each in one.related)}:
            yield Finding(file, line, one.code, one.message)


def timed(peer: Path, files: Mapping[Path, Path], *, is_cpu: bool) -> Iterator[tuple[str, str, str, str]]:
    """Yield for each list the seconds of awesome-lint and of awesomelint, as whole processes, and their ratio."""
    clock = Clock(2, dict(os.environ), is_cpu=is_cpu)
    for copy, file in files.items():
        lint = (sys.executable, "-m", "awesomelint", "check", "--no-links", "--preset", "awesome", "README.md")
        commands = (
            Command("awesome-lint", (peer.absolute() / "node_modules/.bin/awesome-lint", "README.md"), copy.parent),
            Command("awesomelint", lint, copy.parent),
        )
        slow, fast = (timing.seconds for timing in clock.measure(commands))
        yield file.name, f"{slow:.2f} s", f"{fast:.2f} s", f"{slow / fast:.1f}"


def rows(
    found: Sequence[Finding], own: Sequence[Finding], known: Mapping[str, frozenset[str]]
) -> Iterator[list[object]]:
    """Yield for each rule of awesome-lint how many of its findings are ours, how many are not."""
    places = {(one.file, one.line, one.rule) for one in own}
    counts: dict[str, Counter[bool]] = defaultdict(Counter)
    for one in found:
        counts[one.rule][is_ours(one, places, known)] += 1
    for rule, count in sorted(counts.items()):
        yield [rule, " ".join(sorted(known.get(rule, ()))), count[True], count[False]]


def is_ours(one: Finding, places: set[tuple[Path, int, str]], known: Mapping[str, frozenset[str]]) -> bool:
    """Return whether a finding of awesome-lint is one of ours, too."""
    return any((one.file, one.line, code) in places for code in known.get(one.rule, ()))


def main(argv: Sequence[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peer", type=Path, required=True, help="folder with node_modules/awesome-lint")
    parser.add_argument("--show", help="print findings of one side: theirs, ours, or those of a rule")
    parser.add_argument("--time", action="store_true", help="compare times instead")
    parser.add_argument("--clock", choices=("wall", "cpu"), default="wall", help="what --time measures")
    parser.add_argument("files", nargs="+", type=Path)
    arguments = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as place:
        names = {copied(file, Path(place).resolve() / str(at)): file for at, file in enumerate(arguments.files)}
        if arguments.time:
            times = list(timed(arguments.peer, names, is_cpu=arguments.clock == "cpu"))
            print("\n".join(table(("list", "awesome-lint", "awesomelint", "ratio"), times)))
            return 0
        config = load_config(None, Overrides(preset="awesome"))
        found = theirs(arguments.peer, list(names))
        own = [one for copy in names for one in ours(copy, config)]
        report(found, own, names, arguments.show)
    return 0


def report(found: Sequence[Finding], own: Sequence[Finding], names: Mapping[Path, Path], show: str | None) -> None:
    """Print the table, and what only one side found if that is asked for."""
    known = kinds()
    print("\n".join(table(("awesome-lint", "awesomelint", "both", "it alone"), list(rows(found, own, known)))))
    said = {(one.file, one.line, code) for one in found for code in known.get(one.rule, ())}
    alone = [one for one in own if (one.file, one.line, one.rule) not in said and one.rule.startswith("AWE")]
    counts = Counter(one.rule for one in alone)
    print("\n".join(("", *table(("awesomelint", "alone"), [[rule, count] for rule, count in sorted(counts.items())]))))
    if show is None:
        return
    places = {(one.file, one.line, one.rule) for one in own}
    missed = [one for one in found if known.get(one.rule) and not is_ours(one, places, known)]
    for one in {"theirs": missed, "ours": alone}.get(show, [one for one in (*missed, *alone) if one.rule == show]):
        text = "".join(one.file.read_text(encoding="utf-8").split("\n")[one.line - 1 : one.line])
        print(f"{names[one.file]}:{one.line}: {one.rule}: {one.message}\n    {text[:300]}")


if __name__ == "__main__":
    sys.exit(main())
