"""Time the stages of linting on hostile texts, each against an ordinary list of its size.

python benchmarks/hostile.py LIST [--lint]

Prints seconds and ratios for reading the Markdown, and for finding entries and fields in it; with `--lint` also for the rules.
A ratio that grows with the size of a text would mean that somebody can stop a server with a list.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Sequence
from pathlib import Path

from inputs import HOSTILE, Hostile, of_size
from tables import table

from awesomelint.config.load import load_config
from awesomelint.config.model import Overrides
from awesomelint.document.markdown import parse_markdown
from awesomelint.document.parse import parse_document
from awesomelint.engine import lint_document
from awesomelint.source import Source

MORE = (
    Hostile("10,000 nested pictures", lambda: "![" * 10_000 + "a" + "](u)" * 10_000),
    Hostile("10,000 nested pictures and links", lambda: "[![" * 10_000 + "a" + "](u)](v)" * 10_000),
    Hostile("50,000 ![", lambda: "![" * 50_000),
    Hostile("50,000 [a](", lambda: "[a](" * 50_000),
    Hostile("50,000 [a](<b", lambda: "[a](<b" * 50_000),
    Hostile('50,000 [a](b "c', lambda: '[a](b "c' * 50_000),
    Hostile("50,000 ( in a target", lambda: "[a](" + "(" * 50_000),
    Hostile("50,000 brackets with definitions", lambda: "[a" * 50_000 + "]" * 50_000 + "\n\n[a]: u\n"),
    Hostile("100,000 *", lambda: "*" * 100_000 + "a"),
    Hostile("100,000 * and blanks", lambda: "* " * 100_000),
    Hostile("50,000 emphases in one another", lambda: "*a " * 50_000 + "b*" * 50_000),
    Hostile("50,000 ***a*** **b*", lambda: "***a*** **b* " * 50_000),
    Hostile("100,000 ~", lambda: "~~~" * 33_333 + "a"),
    Hostile("100,000 backticks", lambda: "`" * 100_000),
    Hostile("runs of backticks, each longer", lambda: "a".join("`" * width for width in range(1, 900))),
    Hostile("1 MB of <", lambda: "a " + "<" * 1_000_000),
    Hostile("50,000 <a <!-- <? <![CDATA[", lambda: "a <a <!-- <? <![CDATA[ <!A" * 50_000),
    Hostile("50,000 open tags with quotes", lambda: "a <b c=\"d e='" * 50_000),
    Hostile("a tag with 50,000 attributes", lambda: "a <b" + " c=d" * 50_000),
    Hostile("50,000 open comments in a block", lambda: "<div>" + "<!-- " * 50_000),
    Hostile("50,000 <a href=u>", lambda: "a <a href=u>" * 50_000),
    Hostile("50,000 <b>", lambda: "a <b>" * 50_000),
    Hostile("100,000 &", lambda: "&#" * 50_000 + "&a" * 50_000),
    Hostile("100,000 backslashes", lambda: "\\" * 100_000),
    Hostile("a URL with 100,000 )", lambda: "https://a.b/" + "(" * 10 + ")" * 100_000),
    Hostile("a URL with 100,000 ;", lambda: "https://a.b/" + "&a;" * 100_000),
    Hostile("50,000 bare URLs on a line", lambda: "https://a.b/c " * 50_000),
    Hostile("100,000 references defined", lambda: "".join(f"[{n}]: u{n}\n" for n in range(100_000))),
    Hostile("50,000 references to one definition", lambda: "[a][b] " * 50_000 + "\n\n[b]: u\n"),
    Hostile("50,000 lines that might be definitions", lambda: "[a\n\n" * 50_000 + "]: u"),
    Hostile("a paragraph of 50,000 lines", lambda: "a b\n" * 50_000),
    Hostile("50,000 lazy lines", lambda: "> - a\n" + "b\n" * 50_000),
    Hostile("a quote of 50,000 lines", lambda: "> a\n" * 50_000),
    Hostile("50,000 markers without text", lambda: "-\n" * 50_000),
    Hostile("50,000 headings", lambda: "# a\n" * 50_000),
    Hostile("50,000 headings, ever deeper", lambda: "".join(f"{'#' * (n % 6 + 1)} a\n" for n in range(50_000))),
    Hostile("a row of 50,000 cells", lambda: "|a" * 50_000 + "|\n" + "|-" * 50_000 + "|\n" + "|b" * 50_000 + "|\n"),
    Hostile("a wide head over 1,000 short rows", lambda: "|a" * 500 + "|\n" + "|-" * 500 + "|\n" + "|b|\n" * 1_000),
    Hostile("stairs of 1,000 items", lambda: "".join("  " * n + "- a\n" for n in range(1_000))),
    Hostile("saws of items", lambda: ("".join("  " * n + "- a\n" for n in range(50))) * 200),
    Hostile("50,000 <details>", lambda: "<details>\n\n" * 50_000),
    Hostile("1 MB of blank lines", lambda: "a\n" + "\n" * 1_000_000 + "b"),
    Hostile("1 MB of tabs", lambda: "- a\n" + "\t" * 1_000_000 + "b"),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Time all texts and print the table."""
    parser = argparse.ArgumentParser(description="Time the stages of linting on hostile texts.")
    parser.add_argument("list", type=Path, metavar="LIST", help="an ordinary list to compare with")
    parser.add_argument("--lint", action="store_true", help="run the rules too")
    arguments = parser.parse_args(argv)
    ordinary = arguments.list.read_text("utf-8")
    rules = load_config(None, Overrides()).rules if arguments.lint else ()
    gc.disable()
    rows = []
    for name, make in (*HOSTILE, *MORE):
        text = make()
        times = _times(text, rules)
        usual = _times(of_size(ordinary, max(len(text.encode()), 20_000)), rules)
        ratios = [f"{mine / other:.1f}" for mine, other in zip(times, usual, strict=True)]
        rows.append((name, len(text), *(f"{mine:.2f}" for mine in times), *ratios))
        print(f"{name}: {ratios}", flush=True)
    print("\n".join(table(("text", "characters", "Markdown", "entries", "rules", "ratio", "ratio", "ratio"), rows)))
    return 0


def _times(text: str, rules: Sequence[object]) -> tuple[float, float, float]:
    start = time.perf_counter()
    parse_markdown(Source(text))
    middle = time.perf_counter()
    document = parse_document(Source(text))
    end = time.perf_counter()
    lint_document(document, rules)  # type: ignore[arg-type]
    return middle - start, end - middle, time.perf_counter() - end + 0.0001


if __name__ == "__main__":
    raise SystemExit(main())
