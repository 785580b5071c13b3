"""Draw findings at random, for people to judge.

python benchmarks/accuracy.py DIR [--count 200 | --each 5] [--seed 1] [--rule CODE]

Every list has the same chance, whatever its number of findings, so that one messy list does not speak for all. Each finding is
printed with the source around it. The judged figures are in benchmarks/accuracy.md.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from list_files import read_lists

from awesomelint.config.load import load_config
from awesomelint.diagnostic import Diagnostic, Severity
from awesomelint.document.parse import parse_document
from awesomelint.engine import lint_document
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Source

WIDTH = 200


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--each", type=int, metavar="N", help="draw N of each list instead, fewer where it has fewer")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rule", action="append", default=[], help="only this code; may be repeated")
    parser.add_argument("--info", action="store_true", help="draw from findings of severity info, too")
    args = parser.parse_args()

    rules = load_config(None).rules
    found = {source: findings(source, rules, args.rule, args.info) for source in read_lists(args.folder)}
    left = {source: diagnostics for source, diagnostics in found.items() if diagnostics}
    totals = Counter(one.code for diagnostics in left.values() for one in diagnostics)
    print(
        f"{totals.total()} findings in {len(left)} lists:",
        ", ".join(f"{code} {n}" for code, n in sorted(totals.items())),
    )
    chance = random.Random(args.seed)
    left = {source: chance.sample(diagnostics, len(diagnostics)) for source, diagnostics in left.items()}
    if args.each is not None:
        drawn = ((source, one) for source, diagnostics in left.items() for one in diagnostics[: args.each])
        for number, (source, diagnostic) in enumerate(drawn, 1):
            show(number, source, diagnostic)
        return
    for number in range(1, args.count + 1):
        if not left:
            break
        source = chance.choice(list(left))
        show(number, source, left[source].pop())
        if not left[source]:
            del left[source]


def findings(source: Source, rules: Sequence[Rule], codes: list[str], info: bool) -> list[Diagnostic]:
    diagnostics = lint_document(parse_document(source), rules)
    wanted = [one for one in diagnostics if info or one.severity > Severity.INFO]
    return [one for one in wanted if not codes or one.code in codes]


def show(number: int, source: Source, diagnostic: Diagnostic) -> None:
    line, column = source.position(diagnostic.span.start)
    print(
        f"\n#{number} {source.path}:{line}:{column} {diagnostic.severity.label} {diagnostic.code} {diagnostic.message}"
    )
    for other in range(max(1, line - 1), min(source.line_count, source.line_at(diagnostic.span.end) + 1) + 1):
        text = source.line(other)
        shown = text if other != line or column < WIDTH else "…" + text[column - WIDTH // 2 :]
        print(f"  {'>' if other == line else ' '} {other:5} {shown[:WIDTH]!r}")
    for related in diagnostic.related:
        print(f"    see line {source.line_at(related.span.start)}: {related.message}")


if __name__ == "__main__":
    main()
