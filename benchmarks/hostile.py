"""Time the stages of linting on hostile texts, each against an ordinary list of its size.

python benchmarks/hostile.py LIST [--lint] [--pieces N]

Prints seconds of the processor, how much more they are than for half the text, and the ratio to the ordinary list: to read the
Markdown, and to find entries and fields in it; with `--lint` to run the rules too. The texts are those of the tests.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from inputs import of_size
from tables import table

from awesomelint.config.load import load_config
from awesomelint.config.model import Overrides
from awesomelint.document.parse import parse_document
from awesomelint.engine import lint_document
from awesomelint.markdown.parser import parse_markdown
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Source

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from hostile_texts import SHAPES

LEAST = 20_000
"""Characters of the shortest ordinary list to compare with: below that the start of things counts most."""


def main(argv: Sequence[str] | None = None) -> int:
    """Time all texts and print the table."""
    parser = argparse.ArgumentParser(description="Time the stages of linting on hostile texts.")
    parser.add_argument("list", type=Path, metavar="LIST", help="an ordinary list to compare with")
    parser.add_argument("--lint", action="store_true", help="run the rules too")
    parser.add_argument("--pieces", type=int, default=50_000, help="size of the texts (default: 50,000 pieces)")
    arguments = parser.parse_args(argv)
    ordinary = arguments.list.read_text("utf-8")
    rules = load_config(None, Overrides()).rules if arguments.lint else ()
    gc.disable()
    rows = []
    for name, make in SHAPES.items():
        text = make(arguments.pieces)
        half = _times(make(arguments.pieces // 2), rules)
        times = _times(text, rules)
        usual = _times(of_size(ordinary, max(len(text.encode()), LEAST)), rules)
        cells = [
            f"{whole:.2f} x{whole / max(part, 1e-4):.1f} /{whole / other:.1f}"
            for part, whole, other in zip(half, times, usual, strict=True)
        ]
        rows.append((name, f"{len(text):,}", *cells))
        gc.collect()
    print("seconds, x how much more than half the text, / how much more than an ordinary list of that size")
    print("\n".join(table(("text", "characters", "Markdown", "with entries", "with rules"), rows)))
    return 0


def _times(text: str, rules: Sequence[Rule]) -> tuple[float, float, float]:
    start = time.process_time()
    parse_markdown(Source(text))
    middle = time.process_time()
    document = parse_document(Source(text))
    end = time.process_time()
    lint_document(document, rules)
    return middle - start, end - middle, time.process_time() - middle


if __name__ == "__main__":
    raise SystemExit(main())
