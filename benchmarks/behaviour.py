"""Record what the program says and does, through its command line alone, and compare two records.

python benchmarks/behaviour.py record --program PROGRAM OUT FILE_OR_FOLDER... [--only lint|links|help]
python benchmarks/behaviour.py compare BEFORE AFTER [--only lint|links|help] [--without-messages]

Nothing of the program is imported, so that it can be recorded before and after its insides have changed. A record is a folder
with a file for each thing that was said or written: `PART/KIND/NAME`. Exit codes and what goes to standard error are in the kinds
that end with `.end`. Hash seeds are left to chance: a program that depends on them differs from itself.

`compare` ends with 1 if anything differs.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import shlex
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from difflib import unified_diff
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

from tables import table

PARTS = ("lint", "links", "help")
ROOT = Path(__file__).resolve().parents[1]
LIMIT = 300
"""Seconds for one process."""
GROUP = 12
"""Lists for one process, where what it says can be told apart."""
AT_ONCE = 6
"""Processes at one time that wait for links."""
SHOWN_LINES, SHOWN_WIDTH = 40, 300

REPORTS = "full concise grouped json-lines github html summary sarif gitlab junit rdjson".split()
LINT = "check --isolated --no-links --no-cache"
EACH = f"{LINT} --output-format json " + " ".join(f"-o {name}=report.{name}" for name in REPORTS)
GROUPS = {
    "all.json": f"{LINT} --select ALL --across-files --output-format json",
    "fix.json": f"{LINT} --fix --output-format json",
    "fix-unsafe.json": f"{LINT} --fix --unsafe-fixes --output-format json",
    "export.jsonl": "export --format jsonl",
    "export.bibtex": "export --format bibtex",
    "conventions.json": "conventions --output-format json",
}
FEW = {
    "diff.diff": f"{LINT} --diff",
    "diff-unsafe.diff": f"{LINT} --diff --unsafe-fixes",
    "export.json": "export --format json",
    "export.csv": "export --format csv",
    "conventions.txt": "conventions --verbose",
}
"""What says the same as one of `GROUPS` in another form: asked of one group in `FEW_OF`."""
FEW_OF = 4

NET = "--summary --all-exist --mishaps=5%"
CHECK = "check --isolated"
LINKS = (
    # The first three share a cache, so that the second and the third have earlier answers.
    ("links.jsonl", f"{NET} --token --cache-dir=cache", "links --isolated --output-format json-lines"),
    ("again.jsonl", f"{NET} --token --cache-dir=cache", "links --isolated --output-format json-lines"),
    ("fix.json", f"{NET} --token --cache-dir=cache", f"{CHECK} --fix --unsafe-fixes --output-format json"),
    ("check.full", NET, f"{CHECK} --archive -o json=report.json"),
)
TIMES = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z")

HELP = """
--help / --version / check --help / links --help / init --help / conventions --help / export --help / rules --help
rules test --help / explain --help / venues --help / lsp --help / config --help / config show --help / config schema --help
cache --help / cache info --help / cache clear --help
rules / rules --output-format json / rules --preset strict / rules --preset papers --output-format json / explain ALL
config show / config show --preset strict / config show --config good.yaml / config schema / config show missing.md / config
venues / venues --output-format json / venues EMNLP / venues "EMNLP'21 Findings" / venues 'NeurIPS 1950' / venues nowhere
check / check -
list.md --no-links / check --no-links . / check --no-links --statistics list.md / check --no-links --quiet list.md
check --no-links --verbose list.md / check --no-links --exit-zero list.md / check --no-links --fail-on error list.md
check --no-links --config good.yaml list.md / check --no-links --unsafe-fixes list.md / check --offline list.md
check --no-links --write-baseline --baseline base.json list.md / check --no-links --write-baseline list.md
check --no-links --prune-baseline list.md / check --no-links --changed main list.md
check --no-links --baseline missing.json list.md / check --no-links -o missing/report.txt list.md / check --no-links bytes.md
check --no-links missing.md / check --no-such-option list.md / no-such-command / check --select XYZ999 list.md
check --output-format x list.md / check -o x=y list.md / check --preset x list.md / check --fail-on x list.md
check --config missing.yaml list.md / check --config bad.yaml list.md / check --config broken.yaml list.md
check --fix --diff list.md / check --offline --timeout 0 list.md / check --exclude-link '(' list.md
links --offline list.md / links --offline --output-format json list.md
links --offline missing.md / links --offline --verdict x list.md / links --offline --retries x list.md
init --yes list.md / init list.md / init missing.md / conventions --write-config list.md / conventions missing.md
export / export missing.md / export --format x list.md / explain / explain XYZ999 / explain numbers / cache clear / cache x
rules test . / rules test missing / rules --preset x / rules x / venues --config bad.yaml
"""
"""Commands, with ` / ` between them."""
FILES = {
    "list.md": b"# Papers\n\n## Reading\n\n1. [A Paper](https://arxiv.org/pdf/1901.02860v1) ACL 2019\n"
    b"3. [Another Paper]( https://arxiv.org/abs/1908.09355 ). EMNLP'19\n4. [A Paper](http://arxiv.org/abs/1901.02860)\n",
    "good.yaml": b"preset: papers\nrules:\n  NUM101: off\n",
    "bad.yaml": b"presets: papers\nrules: 3\n",
    "broken.yaml": b"preset: [\n",
    "bytes.md": b"# Caf\xe9\n",
}

STRUCTURED = {
    "json": {"message"},
    "jsonl": {"message", "detail"},
    "json-lines": {"message"},
    "sarif": {"message", "description", "shortDescription", "fullDescription", "help"},
    "gitlab": {"description"},
    "rdjson": {"message"},
}
"""What `--without-messages` leaves out of formats that are data."""
EXACT = {"text", "diff", "csv", "bibtex"}
"""Formats without messages."""
_FACT = re.compile(rb"exit code \d+$|\d+ requests to ")
"""Lines of `.end` that are no messages."""


class Done(NamedTuple):
    """What came of a process: its exit code, what it said, and the files that it wrote or changed, by their names."""

    code: int
    output: bytes
    errors: bytes
    written: dict[str, bytes]


class Recorder:
    """Runs the program in folders of its own and writes down what comes of it."""

    def __init__(self, program: Path, checkout: Path, out: Path):
        self._program = program
        self._checkout = checkout
        self._out = out

    def lint(self, lists: Mapping[str, bytes]) -> None:
        """Record what is found in lists, fixed and exported."""
        by_size = sorted(lists, key=lambda name: -len(lists[name]))
        count = math.ceil(len(lists) / GROUP)
        groups = [{name: lists[name] for name in by_size[number::count]} for number in range(count)]
        jobs = [
            partial(self._lint_group, f"group-{number:02}", group, kind, arguments)
            for number, group in enumerate(groups)
            for kind, arguments in {**GROUPS, **({} if number % FEW_OF else FEW)}.items()
        ]
        jobs += [partial(self._lint_one, name, lists[name]) for name in by_size]
        _run_all(jobs, os.cpu_count() or 1)

    def links(self, lists: Mapping[str, bytes]) -> None:
        """Record what comes of links on the local internet of the checkout."""
        _run_all([partial(self._links_of, name, data) for name, data in lists.items()], AT_ONCE)

    def help(self) -> None:
        """Record what the program says of itself and of wrong usage."""
        commands = [command for line in HELP.strip().splitlines() for command in line.split(" / ")]
        rules = json.loads(self._run_on({}, "rules --output-format json --isolated").output)
        commands += [f"explain {rule['code']}" for rule in rules]
        _run_all([partial(self._help_on, command) for command in commands], os.cpu_count() or 1)

    def _lint_one(self, name: str, data: bytes) -> None:
        done = self._run_on({name: data}, EACH, name)
        self._keep("lint", "check.json", name, done)
        for path, text in done.written.items():
            self._write("lint", path.replace("report.", "check."), name, text)

    def _lint_group(self, name: str, lists: Mapping[str, bytes], kind: str, arguments: str) -> None:
        done = self._run_on(lists, arguments, *lists)
        self._keep("lint", kind, name, done)
        for path, text in done.written.items():
            self._write("lint", f"{Path(kind).stem}.text", path, text)

    def _links_of(self, name: str, data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            for kind, net, arguments in LINKS:
                _fill(Path(folder), {name: data})
                inside = [sys.executable, "-m", "tests.net", "exec", *net.split(), "--"]
                done = self._run([*arguments.split(), name], Path(folder), inside)
                self._keep("links", kind, name, done)
                for path, text in done.written.items():
                    if path in (name, "report.json"):  # and not the cache
                        format_ = "text" if path == name else "json"
                        self._write("links", f"{Path(kind).stem}.{format_}", name, text)

    def _help_on(self, command: str) -> None:
        done = self._run_on(FILES, command)
        name = command.replace("/", "_")
        self._keep("help", f"{command.split()[0].lstrip('-')}.txt", name, done)
        for path, text in done.written.items():
            self._write("help", "written.txt", f"{name}/{path}", text)

    def _run_on(self, files: Mapping[str, bytes], command: str, *names: str) -> Done:
        with tempfile.TemporaryDirectory() as folder:
            _fill(Path(folder), files)
            return self._run([*shlex.split(command), *names], Path(folder))

    def _run(self, arguments: Sequence[str], folder: Path, inside: Sequence[str] = ()) -> Done:
        before = _files(folder)
        with tempfile.TemporaryDirectory() as home:
            done = subprocess.run(
                [*inside, self._program, *arguments],
                cwd=folder,
                env={
                    "PATH": os.environ.get("PATH", os.defpath),
                    "PYTHONPATH": str(self._checkout) if inside else "",
                    "HOME": home,
                    "AWESOMELINT_CACHE_DIR": f"{home}/cache",
                    "COLUMNS": "100",
                    "NO_COLOR": "1",
                    "TZ": "UTC",
                    "LC_ALL": "C.UTF-8",
                },
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=LIMIT,
                check=False,
            )
        written = {path: data for path, data in _files(folder).items() if before.get(path) != data}
        output, errors = (
            text.replace(os.fsencode(folder), b"<folder>").replace(os.fsencode(home), b"<home>")
            for text in (done.stdout, done.stderr)
        )
        return Done(done.returncode, output, errors, written)

    def _keep(self, part: str, kind: str, name: str, done: Done) -> None:
        self._write(part, kind, name, done.output)
        self._write(part, f"{kind}.end", name, b"exit code %d\n%b" % (done.code, done.errors))

    def _write(self, part: str, kind: str, name: str, data: bytes) -> None:
        path = self._out / part / kind / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if part == "lint" else TIMES.sub(b"<time>", data))


def main(argv: Sequence[str] | None = None) -> int:
    """Record, or compare two records."""
    parser = argparse.ArgumentParser(description="Record what the program says and does, and compare two records.")
    commands = parser.add_subparsers(dest="command", required=True)
    record = commands.add_parser("record", help="run the program, and write down what came of it")
    record.add_argument("--program", type=Path, required=True, help="the awesomelint to record")
    record.add_argument("--checkout", type=Path, default=ROOT, help="whose local internet and example are used")
    record.add_argument("out", type=Path, metavar="OUT", help="a folder, made if there is none")
    record.add_argument("inputs", type=Path, nargs="+", metavar="FILE_OR_FOLDER")
    compare = commands.add_parser("compare", help="say what differs between two records")
    compare.add_argument("before", type=Path, metavar="BEFORE")
    compare.add_argument("after", type=Path, metavar="AFTER")
    compare.add_argument("--without-messages", action="store_true", help="leave out what is worded")
    compare.add_argument("--show", type=int, default=2, metavar="N", help="differences shown of each kind (default: 2)")
    for command in (record, compare):
        command.add_argument("--only", choices=PARTS, action="append", help="this part; may be given several times")
    arguments = parser.parse_args(argv)
    parts = tuple(arguments.only or PARTS)
    if arguments.command == "compare":
        return int(not _compare(arguments.before, arguments.after, parts, arguments.without_messages, arguments.show))
    for part in parts:
        if (arguments.out / part).exists():
            parser.error(f"{arguments.out / part} exists")
    found = list(_lists(arguments.inputs))
    lists = dict(found)
    if not lists or len(lists) < len(found):
        parser.error("two lists have one name" if lists else "no Markdown file")
    checkout = arguments.checkout.absolute()
    recorder = Recorder(arguments.program.absolute(), checkout, arguments.out)
    for part in parts:
        start = time.perf_counter()
        if part == "lint":
            recorder.lint(lists)
        elif part == "links":
            recorder.links({**dict(_lists([checkout / "examples"])), **_some(lists)})
        else:
            recorder.help()
        print(f"{part}: {time.perf_counter() - start:.0f} s", flush=True)
    return 0


def _lists(inputs: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    """Yield the names and texts of all lists: below a folder, names begin with that of the folder."""
    for given in inputs:
        paths = sorted(given.rglob("*.md")) if given.is_dir() else [given]
        for path in paths:
            yield path.relative_to(given.parent).as_posix(), path.read_bytes()


def _some(lists: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return three lists of each folder, of different sizes, none of them large."""
    folders: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(lists, key=lambda name: len(lists[name])):
        folders[str(Path(name).parent)].append(name)
    chosen = {names[len(names) * part // 6] for names in folders.values() for part in (1, 2, 3)}
    return {name: lists[name] for name in sorted(chosen)}


def _run_all(jobs: Iterable[Callable[[], None]], at_once: int) -> None:
    with ThreadPoolExecutor(at_once) as pool:
        for done in [pool.submit(job) for job in jobs]:
            done.result()


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _compare(before: Path, after: Path, parts: Sequence[str], without_messages: bool, show: int) -> bool:
    """Print what differs; return whether nothing does."""
    rows, diffs = [], []
    for part in parts:
        for kind in sorted({path.name for side in (before, after) for path in (side / part).glob("*")}):
            if without_messages and kind.rpartition(".")[2] not in {*STRUCTURED, *EXACT, "end"}:
                continue
            old, new = _files(before / part / kind), _files(after / part / kind)
            names = sorted(old.keys() | new.keys())
            differing = [name for name in names if old.get(name) != new.get(name)]
            if without_messages:
                differing = [
                    name
                    for name in differing
                    if name not in old or name not in new or _bare(kind, old[name]) != _bare(kind, new[name])
                ]
            rows.append((part, kind, len(names), len(names) - len(differing)))
            for name in differing[:show]:
                lines = [_lines(kind, side[name], without_messages) if name in side else [] for side in (old, new)]
                diffs.append(_first_difference(f"{part}/{kind}/{name}", *lines))
    print("\n".join(table(("part", "kind", "records", "identical"), rows)))
    for diff in diffs:
        print("\n" + "\n".join(diff))
    return bool(rows) and all(count == same for _, _, count, same in rows)


def _bare(kind: str, data: bytes) -> object:
    """Return what remains of a record without its messages."""
    format_ = kind.rpartition(".")[2]
    if format_ == "end":
        return b"\n".join(line for line in data.splitlines() if _FACT.match(line))
    return _data(format_, data, STRUCTURED.get(format_, set()))


def _data(format_: str, data: bytes, dropped: Set[str] = frozenset()) -> object:
    """Return the values of a format that is data, without some keys, or else the text as it is."""
    try:
        if format_ in ("jsonl", "json-lines"):
            return [_without(dropped, json.loads(line)) for line in data.splitlines()]
        return _without(dropped, json.loads(data)) if format_ in STRUCTURED else data
    except ValueError:
        return data


def _without(keys: Set[str], value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without(keys, item) for key, item in value.items() if key not in keys}
    return [_without(keys, item) for item in value] if isinstance(value, list) else value


def _lines(kind: str, data: bytes, without_messages: bool) -> list[str]:
    shown = _bare(kind, data) if without_messages else _data(kind.rpartition(".")[2], data)
    text = (
        shown.decode(errors="replace") if isinstance(shown, bytes) else json.dumps(shown, indent=1, ensure_ascii=False)
    )
    return text.splitlines()


def _first_difference(name: str, old: Sequence[str], new: Sequence[str]) -> list[str]:
    first = next((number for number, pair in enumerate(zip_longest(old, new)) if pair[0] != pair[1]), None)
    if first is None:
        return [f"{name}: the same lines or data, written otherwise"]
    start = max(0, first - 3)
    window = slice(start, start + SHOWN_LINES)
    lines = unified_diff(
        old[window], new[window], f"before/{name}", f"after/{name}, from line {start + 1}", lineterm=""
    )
    return [line[:SHOWN_WIDTH] for line in lines][: 2 * SHOWN_LINES]


if __name__ == "__main__":
    sys.exit(main())
