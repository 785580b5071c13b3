"""Count what the code of a checkout costs to read, and what it costs to start.

python benchmarks/house.py [CHECKOUT] [--runs N] [--instructions] [--verbose]

The first figures come from the text of `src/awesomelint` of a checkout, whatever is in it; `places.py` says what counts.
Code lines are those with something else on them than comments and docstrings, those of fields included.

The way from `main` to a check is that of a plain lint of the example with every call watched, the one by which most checks are
called. Its frames are those of our functions from `main` to the check, both included, without comprehensions (which are frames
of their own before Python 3.12 only); its modules are those that the frames before the check are in. A check is the first
function on the way that is in a file of `checks/` other than `__init__.py` and `base.py`; what runs because something is
being imported is left out.

What it costs to start is counted on the same run. Processor time (user and system) is that of whole processes that took
turns, as a ratio to Python that parses the same file with the stock parser; instructions are those that valgrind counts, user
space only. `.venv/bin/python` of the checkout runs it, or without one the Python that runs the script.
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
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from clock import Clock, Command
from lint import EXAMPLE, FLOOR
from places import Module, find_places, read_modules
from tables import table

HERE = Path(__file__).resolve().parents[1]
PACKAGE = "awesomelint"
START = "from awesomelint.cli import main; main()"
"""What the installed program does."""
OPTIONS = ("--no-links", "--no-cache", "--isolated")
LARGEST = 10
COMPREHENSIONS = {"<listcomp>", "<setcomp>", "<dictcomp>"}
COUNT = ("valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")
WATCH = """
import json, os, sys, awesomelint
root = os.path.dirname(awesomelint.__file__) + os.sep
log, seen = open(sys.argv.pop(1), "w", encoding="utf-8"), set()

def watch(frame, event, argument):
    if event != "call" or not frame.f_code.co_filename.startswith(root + "checks"):
        return
    way = []
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith(root):
            way.append((file.removeprefix(root).replace(os.sep, "/"), frame.f_code.co_qualname))
        frame = frame.f_back
    way = tuple(reversed(way))
    if way not in seen:
        seen.add(way)
        print(json.dumps(way), file=log, flush=True)

sys.setprofile(watch)
"""
"""Goes before `START`: writes every way by which something in `checks/` is called into a file, outermost frame first."""

Frame = tuple[str, str]
"""A file below the package, and the qualified name of a function in it."""


class Checkout(NamedTuple):
    """A checkout, the Python that runs it, and a folder to run it in."""

    root: Path
    python: Path
    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """The environment of all commands: the code is that of the checkout, and compiled modules are kept."""
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return {**kept, "PYTHONPATH": str(self.root / "src"), "PYTHONHASHSEED": "0", "NO_COLOR": "1", "COLUMNS": "100"}

    def lint(self, *arguments: str | Path, before: str = "") -> list[str | Path]:
        """Return the arguments for Python that lint the example, after some other code that takes `arguments`."""
        return ["-c", before + START, *arguments, *OPTIONS, EXAMPLE]

    def run(self, arguments: Sequence[str | Path], *, under: Sequence[str] = ()) -> str:
        """Run Python, perhaps under another program, and return what is said on standard error."""
        command = [*under, self.python, *arguments]
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode not in (0, 1):
            sys.exit(f"{self.root}: exit code {done.returncode}\n{done.stderr}")
        return done.stderr


def main(argv: Sequence[str] | None = None) -> int:
    """Count and print."""
    parser = argparse.ArgumentParser(description="Count what the code of a checkout costs to read and to start.")
    parser.add_argument("checkout", type=Path, nargs="?", default=HERE, metavar="CHECKOUT", help="default: this one")
    parser.add_argument("--runs", type=int, default=15, help="rounds that count (default: 15)")
    parser.add_argument("--instructions", action="store_true", help="count instructions too; needs valgrind, a minute")
    parser.add_argument("--verbose", action="store_true", help="print the places that were counted")
    arguments = parser.parse_args(argv)
    if arguments.instructions and shutil.which(COUNT[0]) is None:
        parser.error(f"{COUNT[0]} is not installed")
    root = arguments.checkout.resolve()
    modules = read_modules(root / "src" / PACKAGE)
    if not modules:
        parser.error(f"{arguments.checkout}: there is no src/{PACKAGE}")
    own = root / ".venv" / "bin" / "python"
    places = find_places(modules)
    largest = sorted(modules, key=lambda module: -module.lines)[:LARGEST]
    with tempfile.TemporaryDirectory() as folder:
        checkout = Checkout(root, own if own.exists() else Path(sys.executable), Path(folder))
        way = _way_to_a_check(checkout)
        _print("What it costs to read", ("what", "figure"), _reading(modules, places, way))
        _print("The largest modules", ("module", "lines"), [(module.file, module.lines) for module in largest])
        starting = _starting(checkout, arguments.runs, has_instructions=arguments.instructions)
        _print("What it costs to start", ("what", "figure"), starting)
    if arguments.verbose:
        places["frames from main to a check"] = [f"{file}: {name}" for file, name in way]
        for kind, found in places.items():
            print(f"\n{kind}: {len(found)}", *found, sep="\n  ")
    return 0


def _print(title: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    print(f"\n## {title}\n", *table(head, list(rows)), sep="\n", flush=True)


def _reading(
    modules: Sequence[Module], places: dict[str, list[str]], way: Sequence[Frame]
) -> Iterator[tuple[str, object]]:
    code, without_imports = map(sum, zip(*(module.code_lines() for module in modules), strict=True))
    commands = [module for module in modules if module.file.startswith("cli/")]
    functions = [function for module in modules for function in module.functions()]
    function, length = max(functions, key=lambda pair: pair[1])
    yield "lines", f"{sum(module.lines for module in modules):,}"
    yield "code lines", f"{code:,}"
    yield "code lines without imports", f"{without_imports:,}"
    yield "modules", len(modules)
    yield "lines of the median module", f"{median(module.lines for module in modules):.0f}"
    yield "files of cli/", len(commands)
    yield "lines of cli/", f"{sum(module.lines for module in commands):,}"
    yield "functions", f"{len(functions):,}"
    yield f"lines of the longest, {function}", length
    for kind, found in places.items():
        yield kind, len(found)
    yield "frames from main to a check", len(way)
    yield "modules that they are in, before the check", len({file for file, _ in way[:-1]})


def _way_to_a_check(checkout: Checkout) -> tuple[Frame, ...]:
    """Return the frames from `main` to a check, both included; none if no check was seen."""
    log = checkout.folder / "ways"
    checkout.run(checkout.lint(log, before=WATCH))
    checks: dict[tuple[Frame, ...], set[Frame]] = defaultdict(set)
    for line in log.read_text(encoding="utf-8").splitlines():
        way = [(file, name) for file, name in json.loads(line)]
        names = [name for _, name in way]
        start = names.index("main") if "main" in names else 0
        end = next((place for place, (file, _) in enumerate(way) if _holds_checks(file)), None)
        if end is not None and "<module>" not in names[start:]:
            before = tuple(frame for frame in way[start:end] if frame[1].rpartition(".")[2] not in COMPREHENSIONS)
            checks[before].add(way[end])
    if not checks:
        return ()
    usual = max(checks, key=lambda before: len(checks[before]))
    return (*usual, min(checks[usual]))


def _holds_checks(file: str) -> bool:
    return file.startswith("checks/") and file not in ("checks/__init__.py", "checks/base.py")


def _starting(checkout: Checkout, runs: int, *, has_instructions: bool) -> Iterator[tuple[str, object]]:
    floor: list[str | Path] = ["-c", FLOOR, EXAMPLE]
    lint = checkout.lint()
    said = checkout.run(["-X", "importtime", *lint])
    imported = re.findall(r"^import time:.*\| +([\w.]+)$", said, re.MULTILINE)
    yield "own modules that a run imports", sum(name.split(".")[0] == PACKAGE for name in imported)
    yield "all modules that a run imports", len(imported)
    if has_instructions:
        for name, arguments in (("the stock parser", floor), ("a run", lint)):
            counted = re.search(r"I +refs: +([\d,]+)", checkout.run(arguments, under=COUNT))
            yield f"million instructions of {name}", int(counted[1].replace(",", "")) // 1_000_000 if counted else ""
    clock = Clock(runs, checkout.environment, is_cpu=True)
    commands = [
        Command(name, [checkout.python, *rest], checkout.folder) for name, rest in (("floor", floor), (PACKAGE, lint))
    ]
    stock, ours = clock.measure(commands)
    yield f"processor time as a ratio to the stock parser, medians of {runs}", f"{ours.seconds / stock.seconds:.2f}"


if __name__ == "__main__":
    sys.exit(main())
