"""Time linting as a whole process, against a stock parser, against itself, and against other linters.

python benchmarks/lint.py [--seed FILE] [--corpus DIR] [--peers DIR] [--runs N] [--clock wall|cpu]

Prints tables in Markdown and asserts nothing. Compare ratios, not milliseconds: the times in one table come from one run, in
which the commands took turns. benchmarks/README.md says how to install the other linters.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from clock import Clock, Command, Timing
from inputs import HOSTILE, of_size, repeated
from peers import PEERS, find_program, version_of
from tables import table

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "efficient-language-models.md"
FLOOR = (
    "import sys; from markdown_it import MarkdownIt; "
    "MarkdownIt('commonmark').enable('table').parse(open(sys.argv[1], encoding='utf-8').read())"
)
"""What every linter that uses this parser has to do: start, import it, parse the file."""
TIMES = (1, 10, 40)
PARTS = ("parser", "growth", "hostile", "peers")


class Input(NamedTuple):
    """A list to measure on, in a folder of its own as `README.md`."""

    name: str
    path: Path

    @property
    def kilobytes(self) -> float:
        """The size of the file."""
        return self.path.stat().st_size / 1000


class Bench:
    """What all tables share: the clock, where files go, and how awesomelint is called."""

    def __init__(self, clock: Clock, work: Path):
        self.clock = clock
        self.work = work

    def write(self, name: str, text: str) -> Input:
        """Write a list into a folder of its own, which is a git repository as awesome-lint wants it."""
        folder = self.work / f"{len(list(self.work.iterdir())):03}"
        folder.mkdir()
        (folder / "README.md").write_text(text, encoding="utf-8", newline="")
        subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
        return Input(name, folder / "README.md")

    def awesomelint(self, found: Input, *options: str) -> Command:
        """Return the command that lints a list."""
        program = Path(sys.executable).with_name("awesomelint")
        start = [program] if program.exists() else [sys.executable, "-m", "awesomelint"]
        return Command("awesomelint", [*start, *options, "README.md"], found.path.parent)

    def uncached(self, found: Input) -> Command:
        """Return the command that lints a list without a configuration and without the cache."""
        return self.awesomelint(found, "--no-cache", "--isolated")

    def python(self, name: str, code: str, found: Input) -> Command:
        """Return the command that runs a line of Python on a list."""
        return Command(name, [sys.executable, "-c", code, found.path], found.path.parent)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Time linting as a whole process.")
    parser.add_argument(
        "--seed", type=Path, default=EXAMPLE, metavar="FILE", help="an ordinary list (default: the example)"
    )
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="measure on the largest list below DIR too")
    parser.add_argument("--peers", type=Path, metavar="DIR", help="where other linters are installed")
    parser.add_argument("--runs", type=int, default=9, help="rounds that count (default: 9)")
    parser.add_argument("--clock", choices=("wall", "cpu"), default="wall", help="what is measured (default: wall)")
    parser.add_argument("--only", choices=PARTS, action="append", help="print this table; may be given again")
    arguments = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock(arguments.runs, _environment(Path(folder) / "cache"), is_cpu=arguments.clock == "cpu")
        work = Path(folder) / "lists"
        work.mkdir()
        for line in _tables(Bench(clock, work), arguments):
            print(line, flush=True)
    return 0


def _environment(cache: Path) -> dict[str, str]:
    """Return the environment of all commands: compiled modules are kept, as they are wherever a program is installed.

    No links are checked; `links.py` measures that.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    ours = {"AWESOMELINT_CACHE_DIR": str(cache), "AWESOMELINT_LINKS": "0"}
    return {**kept, **ours, "NO_COLOR": "1", "COLUMNS": "100"}


def _tables(bench: Bench, arguments: argparse.Namespace) -> Iterator[str]:
    seed = arguments.seed.read_text(encoding="utf-8-sig")
    lists = [bench.write(f"{arguments.seed.stem} x {times}", repeated(seed, times)) for times in TIMES]
    if arguments.corpus:
        largest = max(arguments.corpus.rglob("*.md"), key=lambda path: path.stat().st_size)
        lists.append(bench.write(largest.stem, largest.read_text(encoding="utf-8-sig")))
    version = ".".join(map(str, sys.version_info[:3]))
    yield f"{datetime.now(UTC).date()}, Python {version}, {arguments.clock} time, medians of {arguments.runs} runs"
    wanted = arguments.only or PARTS
    if "parser" in wanted:
        yield from _against_the_parser(bench, lists)
    if "growth" in wanted:
        yield from _growth(bench, lists)
    if "hostile" in wanted:
        yield from _hostile(bench, seed)
    if "peers" in wanted:
        yield from _peers(bench, lists, arguments.peers)


def _against_the_parser(bench: Bench, lists: list[Input]) -> Iterator[str]:
    yield "\n## Against the stock parser\n"
    rows = []
    for found in lists:
        floor, ours = bench.clock.measure([bench.python("floor", FLOOR, found), bench.uncached(found)])
        rows.append((found.name, _size(found), _ms(floor), _ms(ours), _ratio(ours, floor)))
    yield from table(("list", "KB", "floor ms", "awesomelint ms", "ratio"), rows)


def _growth(bench: Bench, lists: list[Input]) -> Iterator[str]:
    yield "\n## Growth\n"
    empty = bench.write("an empty file", "")
    start, *timings = bench.clock.measure([bench.uncached(found) for found in (empty, *lists)])
    rows: list[tuple[object, ...]] = [(empty.name, "0", _ms(start), "")]
    for found, timing in zip(lists, timings, strict=True):
        more = (timing.seconds - start.seconds) * 1000 / found.kilobytes
        rows.append((found.name, _size(found), _ms(timing), f"{more:.2f}"))
    yield from table(("list", "KB", "awesomelint ms", "ms a KB beyond the start"), rows)


def _hostile(bench: Bench, seed: str) -> Iterator[str]:
    yield "\n## Hostile text, against an ordinary list of the same size\n"
    rows = []
    for hostile in HOSTILE:
        found = bench.write(hostile.name, hostile.make())
        ordinary = bench.write("ordinary", of_size(seed, found.path.stat().st_size))
        usual, ours = bench.clock.measure(
            [bench.uncached(ordinary), bench.uncached(found)], runs=min(3, bench.clock.runs)
        )
        rows.append((hostile.name, _size(found), _ms(usual), _ms(ours), _ratio(ours, usual), _end(ours)))
    yield from table(("text", "KB", "ordinary ms", "awesomelint ms", "ratio", "end"), rows)


def _peers(bench: Bench, lists: list[Input], folder: Path | None) -> Iterator[str]:
    yield "\n## Against other linters\n"
    programs = {peer: program for peer in PEERS if folder and (program := find_program(peer, folder))}
    if missing := [f"{peer.name} ({peer.origin})" for peer in PEERS if peer not in programs]:
        yield f"not installed: {', '.join(missing)}; benchmarks/README.md says how\n"
    if not programs:
        return
    for peer, program in programs.items():
        yield f"- {peer.name}: {version_of(peer, program, bench.clock.environment)}"
    yield "\nMilliseconds, and in brackets how many times ours.\n"
    rows = []
    for found in lists:
        commands = [Command(peer.name, [program, *peer.lint], found.path.parent) for peer, program in programs.items()]
        ours, *others = bench.clock.measure([bench.uncached(found), *commands])
        shown = [f"{_ms(other)} ({_ratio(other, ours)}){_failure(other)}" for other in others]
        rows.append((found.name, _size(found), _ms(ours), *shown))
    yield from table(("list", "KB", "awesomelint", *(peer.name for peer in programs)), rows)


def _size(found: Input) -> str:
    return f"{found.kilobytes:,.0f}"


def _ms(timing: Timing) -> str:
    return f"{timing.seconds * 1000:,.0f}"


def _ratio(timing: Timing, other: Timing) -> str:
    return f"{timing.seconds / other.seconds:.2f}"


def _failure(timing: Timing) -> str:
    """Return a remark on a command that did not end as linters do, with 0 or 1."""
    return "" if timing.code in (0, 1) else f" {timing.said[:60] or f'exit code {timing.code}'}"


def _end(timing: Timing) -> str:
    return "" if timing.code in (0, 1) and not timing.said else f"{timing.code}: {timing.said[:80]}"


if __name__ == "__main__":
    if shutil.which("git") is None:
        sys.exit("git is not installed")
    sys.exit(main())
