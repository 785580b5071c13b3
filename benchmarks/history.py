"""Lint the versions of one list, oldest first: `python benchmarks/history.py FILE...` prints a table of findings a rule.

A maintainer who mends his list by hand should see its findings shrink.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from awesomelint.config.load import load_config
from awesomelint.document.parse import parse_document
from awesomelint.engine import lint_document
from awesomelint.source import Source

HYGIENE = ("FMT214", "FMT215", "FMT216", "FMT217")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("versions", type=Path, nargs="+")
    args = parser.parse_args()

    rows: list[tuple[str, int, Counter[str]]] = []
    for path in args.versions:
        document = parse_document(Source.from_bytes(path.read_bytes(), path.name))
        codes = [one.code for one in lint_document(document, load_config(None).rules_for(path))]
        counts = Counter("whitespace" if code in HYGIENE else code for code in codes)
        rows.append((path.stem.rsplit("--", 1)[-1], len(document.entries), counts))
    columns = sorted({code for _, _, counts in rows for code in counts} - {"whitespace"})
    print("| version | entries | " + " | ".join(columns) + " | all but whitespace | whitespace |")
    print("|---|---:|" + "---:|" * (len(columns) + 2))
    for name, entries, counts in rows:
        whitespace = counts["whitespace"]
        cells = [*(str(counts[code] or "") for code in columns), str(counts.total() - whitespace), str(whitespace)]
        print(f"| {name} | {entries} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
