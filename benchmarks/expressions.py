"""Try hostile texts on every regular expression of the program, and print those that take more than linear time.

python benchmarks/expressions.py [--texts N] [--seed S] [--only WORD]

Texts are made of what an expression matches (hypothesis makes examples): a beginning of an example, a part of it many times, and
an end that does not match. Each is tried with the methods that the program uses on the expression. Growth is the exponent of the
time when the text becomes four times as long: 1 is linear, 2 quadratic. What is above 1.5 is printed, with a text that shows it.

What is handed short texts only need not be linear; `SHORT` names these, and why.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import math
import pkgutil
import random
import re
import signal
import sys
import time
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import from_regex
from tables import table

PACKAGE = Path(__file__).parents[1] / "src" / "awesomelint"
METHODS = ("search", "match", "fullmatch", "finditer", "sub", "split", "findall")
WHOLE = {"sub": "finditer", "split": "finditer", "findall": "finditer"}
"""Methods that go through a whole text as another one does."""
SCREENED = 4_000
"""Characters of the texts that are tried first."""
SLOW = 0.002
"""Seconds of the thread for such a text from which on its growth is measured: linear expressions take a tenth of that."""
MEASURED = 5
"""Slow texts whose growth is measured, of each expression."""
PATIENCE = 1.0
"""Seconds of the processor after which a text is given up; its growth is infinite."""
STEEP = 1.5
ALPHABET = "aA0 \n\t.,:;-–_/\\|\"'`*~!?#&%=+@$^(){}[]<>ü漢，。"

SHORT = {
    "papers/venues/mention.py": "venues of at most 160 characters",
    "document/tables.py _ROLES_OF_HEADERS": "100 characters",
    "document/abbreviations.py _EARLIER": "as many characters as an abbreviation has",
    "editor/features.py _LABEL": "60 characters",
    "checks/awesome/item_form.py _FOOTNOTES": "100 characters",
    "checks/awesome/title.py _INSPIRED": "30 characters",
    "checks/form/garbled_text.py _BEFORE": "40 characters",
    "checks/form/link_style.py _LEAD": "40 characters",
    "checks/form/title_stops.py _OPENING": "16 characters",
    "checks/form/title_stops.py _OTHER_END": "16 characters",
    "checks/rendering/broken_rows.py _OPEN_TARGET": "500 characters",
}
"""Expressions, or whole modules, that see short texts only, and how long these are."""
MATCHED = (
    "document/name_styles.py _JOINT",
    "document/name_styles.py _NO_JOINT",
    "document/name_styles.py _OTHERS",
    "markdown/front_matter.py _KEYS",
    "papers/bibtex.py _REST",
    "papers/comment_words.py COUNTED",
    "papers/identifiers/libraries.py _ARXIV_TEXT",
)
"""Expressions that are only matched, by names that cannot be seen in the module: in tables, or in another module."""


class Expression(NamedTuple):
    """Where an expression is, its source, and the methods that the program uses on it."""

    place: str
    name: str
    source: str
    flags: int
    methods: frozenset[str]


class Hostile(NamedTuple):
    """A text of any length: a beginning, what is repeated, and an end."""

    start: str
    pump: str
    end: str

    def of_length(self, length: int) -> str:
        return self.start + self.pump * max(1, length // len(self.pump)) + self.end


class Finding(NamedTuple):
    expression: Expression
    method: str
    hostile: Hostile
    growth: float


def main() -> int:
    options = _options()
    found = sorted(set(_expressions()))
    signal.signal(signal.SIGVTALRM, _give_up)
    steep = []
    for expression in found:
        full_name = f"{expression.place} {expression.name}"
        if options.only in full_name and expression.place not in SHORT and full_name not in SHORT:
            for finding in _tried(expression, options.texts, options.seed):
                steep.append(finding)
                print(f"{expression.place} {expression.name} {finding.growth:.1f}", file=sys.stderr, flush=True)
    rows = [
        (one.expression.place, one.expression.name, one.method, f"{one.growth:.1f}", _shown(one.hostile))
        for one in steep
    ]
    print(f"{len(found)} expressions, {len(rows)} with steep growth, {len(SHORT)} for short texts\n")
    print("\n".join(table(("place", "name", "method", "growth", "text"), rows)))
    return 1 if rows else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=150, help="hostile texts for each expression (default: 150)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="only expressions with this in place or name")
    return parser.parse_args()


# -- all expressions: those that modules make when they are imported, and those that calls hold


def _expressions() -> Iterator[Expression]:
    made = _made_on_import()
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        used, names, called = _uses(tree)
        place = path.relative_to(PACKAGE).as_posix()
        for line, source, flags, is_path in made[path.as_posix()]:
            name = next((name for (first, last), name in names.items() if first <= line <= last), f"line {line}")
            methods = frozenset(used.get(name, ())) or frozenset(METHODS[:4])
            if f"{place} {name}" in MATCHED:
                methods = frozenset({"match"})
            yield Expression(place, name, source, flags, frozenset({"fullmatch"}) if is_path else methods)
        yield from (
            Expression(place, f"line {line}", source, 0, frozenset({method})) for line, method, source in called
        )


def _made_on_import() -> dict[str, list[tuple[int, str, int, bool]]]:
    """Import every module, and return the expressions that each made: line, source, flags, and whether for `path_reader`."""
    made: dict[str, list[tuple[int, str, int, bool]]] = defaultdict(list)
    compiled = re.compile

    def noted(source: Any, flags: Any = 0) -> Any:
        frame: FrameType | None = sys._getframe(1)
        is_path = frame is not None and frame.f_code.co_name == "path_reader"
        while frame is not None and frame.f_code.co_filename.endswith(("startup.py", "identifiers/model.py")):
            frame = frame.f_back
        if frame is not None and frame.f_code.co_filename.startswith(PACKAGE.as_posix()) and isinstance(source, str):
            made[frame.f_code.co_filename].append((frame.f_lineno, source, int(flags), is_path))
        return compiled(source, flags)

    import awesomelint.startup

    awesomelint.startup.expression = noted
    re.compile = noted  # type: ignore[assignment]
    try:
        for module in pkgutil.walk_packages([PACKAGE.as_posix()], "awesomelint."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    finally:
        re.compile = compiled
    return made


def _uses(
    tree: ast.Module,
) -> tuple[dict[str, set[str]], dict[tuple[int, int], str], list[tuple[int, str, str]]]:
    """Return the methods used on each name of a module, the names by the lines of their values, and calls such as
    `re.search("...")`."""
    used: dict[str, set[str]] = defaultdict(set)
    names: dict[tuple[int, int], str] = {}
    called = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            names[node.lineno, node.end_lineno or node.lineno] = node.targets[0].id
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in METHODS):
            continue
        if isinstance(node.func.value, ast.Name):
            used[node.func.value.id].add(node.func.attr)
            first = node.args[0] if node.args else None
            if node.func.value.id == "re" and isinstance(first, ast.Constant) and isinstance(first.value, str):
                called.append((node.lineno, node.func.attr, first.value))
    return used, names, called


# -- hostile texts


def _tried(expression: Expression, count: int, seed: int) -> Iterator[Finding]:
    """Yield the steepest growth of each method on an expression."""
    compiled = re.compile(expression.source, expression.flags)
    texts = list(_hostile_texts(compiled, count, random.Random(seed)))
    for method in sorted({WHOLE.get(method, method) for method in expression.methods}):
        run = _runner(compiled, method)
        slow = islice((text for text in texts if _seconds(run, text.of_length(SCREENED)) > SLOW), MEASURED)
        growths = [(_growth(run, text), text) for text in slow]
        growth, text = max(growths, key=lambda pair: pair[0], default=(0.0, None))
        if text is not None and growth > STEEP:
            yield Finding(expression, method, text, growth)


def _hostile_texts(compiled: re.Pattern[str], count: int, chance: random.Random) -> Iterator[Hostile]:
    examples = _examples(compiled)
    for char in ALPHABET:
        yield from (Hostile("", char, end) for end in ("", "\0"))
    for example in examples[:4]:
        yield from (Hostile("", example, end) for end in ("", "\0"))
    for _ in range(count if examples else 0):
        example = chance.choice(examples)
        first = chance.randrange(len(example))
        last = min(len(example), first + chance.randint(1, 6))
        start = chance.choice(("", example[:first], example))
        end = chance.choice(("", "\0", example[last:], "\n"))
        pump = example[first:last] + chance.choice(("", "", chance.choice(ALPHABET)))
        yield Hostile(start, pump, end)


def _examples(compiled: re.Pattern[str]) -> list[str]:
    """Return some short texts that an expression matches."""
    examples: dict[str, None] = {}

    @settings(
        max_examples=25,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )
    @given(from_regex(compiled))
    def take(example: str) -> None:
        examples[example[:60]] = None

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            take()
        except Exception as error:
            print(f"no examples of {compiled.pattern[:60]!r}: {type(error).__name__}", file=sys.stderr)
    return [example for example in examples if example]


# -- measuring


class _TooLongError(Exception):
    """A text took longer than anyone waits."""


def _give_up(*_: object) -> None:
    raise _TooLongError


def _runner(compiled: re.Pattern[str], method: str) -> Callable[[str], object]:
    if method == "finditer":
        return lambda text: sum(1 for _ in compiled.finditer(text))
    found: Callable[[str], object] = getattr(compiled, method)
    return found


def _seconds(run: Callable[[str], object], text: str) -> float:
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    start = time.thread_time()
    try:
        run(text)
    except _TooLongError:
        return math.inf
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.thread_time() - start


def _growth(run: Callable[[str], object], text: Hostile) -> float:
    short, long = (
        min(_seconds(run, text.of_length(length)) for _ in range(3)) for length in (SCREENED // 2, SCREENED * 2)
    )
    return math.inf if math.isinf(long) else math.log(max(long, 1e-7) / max(short, 1e-7), 4)


def _shown(text: Hostile) -> str:
    parts = [part if len(part) <= 30 else f"{part[:27]}..." for part in text]
    return ascii(tuple(parts)).replace("|", "\\x7c")


if __name__ == "__main__":
    raise SystemExit(main())
