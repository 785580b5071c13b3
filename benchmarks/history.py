"""Lint the versions of one list, oldest first: `python benchmarks/history.py FILE...` prints a table of findings by rule.

Maintainers who correct a list by hand should see its findings shrink.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from tables import table

from awesomelint.config.load import load_config
from awesomelint.diagnostic import WHITESPACE
from awesomelint.document.parse import parse_document
from awesomelint.engine import lint_document
from awesomelint.source import Source


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("versions", type=Path, nargs="+")
    args = parser.parse_args()

    rules = load_config(None).rules
    versions: list[tuple[str, int, Counter[str]]] = []
    for path in args.versions:
        document = parse_document(Source.from_bytes(path.read_bytes(), path.name))
        found = lint_document(document, rules)
        counts = Counter(WHITESPACE if WHITESPACE in one.tags else one.code for one in found)
        versions.append((path.stem.rsplit("--", 1)[-1], len(document.entries), counts))
    codes = sorted({code for _, _, counts in versions for code in counts} - {WHITESPACE})
    rows = [
        (
            name,
            entries,
            *(counts[code] or "" for code in codes),
            counts.total() - counts[WHITESPACE],
            counts[WHITESPACE],
        )
        for name, entries, counts in versions
    ]
    print("\n".join(table(("version", "entries", *codes, "all but whitespace", WHITESPACE), rows)))


if __name__ == "__main__":
    main()
