"""How well lists are read, against labels made by hand.

python benchmarks/labelled.py LABELS.jsonl DIR [--show title] [--lists]

A label is a JSON object on a line of its own: `file` (a path below DIR), `line` (from 1), `title`, `authors`, `venue`, `year`,
`links`, and `entry`, which is false for what only looks like an entry. Prints for each field how many of the labelled entries
have it right; an entry that was not found has nothing right. It is found if an entry begins on its line, or one of the same title
on a line below that belongs to it (`end_line`). `whole` are those with title, authors, venue and year right, and
`rejected` are the look-alikes that are not read as entries. Words are compared without case, markup and punctuation. What is
wrong is parted: missing, where nothing is read, and false, where something else is.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tables import table

from awesomelint.document.parse import parse_document
from awesomelint.export import EntryRecord, records
from awesomelint.source import Source

WHOLE = ("title", "authors", "venue", "year")
FIELDS = (*WHOLE, "links")
ROWS = ("found", "rejected", *FIELDS, "whole")
_WORD = re.compile(r"\w+")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--show", choices=("found", "rejected", *FIELDS), action="append", default=[], help="print what is wrong"
    )
    parser.add_argument("--lists", action="store_true", help="a row for each list, too")
    args = parser.parse_args()

    by_file: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in args.labels.read_text(encoding="utf-8").splitlines():
        if line.strip():
            label = json.loads(line)
            by_file[label["file"]].append(label)
    lists = {name: counted(args.folder, name, labels, args.show) for name, labels in sorted(by_file.items())}
    sums = sum(lists.values(), Counter[tuple[str, str]]())
    rows = []
    for name in ROWS:
        labelled = sums[name, "labelled"]
        if labelled:
            right, missing = sums[name, "right"], sums[name, "missing"]
            rest = (missing, labelled - right - missing) if name in FIELDS else ("", "")
            rows.append([name, labelled, right, f"{right / labelled:.1%}", *rest])
    print(*table(("", "labelled", "right", "", "missing", "false"), rows), sep="\n")
    if args.lists:
        print()
        print(*table(("list", "entries", "found", "whole"), [list_row(name, lists[name]) for name in lists]), sep="\n")


def list_row(name: str, counts: Counter[tuple[str, str]]) -> list[object]:
    return [name, *(counts[key] for key in (("found", "labelled"), ("found", "right"), ("whole", "right")))]


def counted(folder: Path, name: str, labels: Sequence[dict[str, Any]], show: Sequence[str]) -> Counter[tuple[str, str]]:
    """Return how many of a list's labels are right, by row of the table."""
    source = Source.from_bytes((folder / name).read_bytes(), name)
    by_line: dict[int, list[EntryRecord]] = defaultdict(list)
    for record in records(parse_document(source)):
        by_line[record["line"]].append(record)
    counts: Counter[tuple[str, str]] = Counter()

    def count(row: str, right: bool, missing: bool = False) -> None:
        counts[row, "labelled"] += 1
        counts[row, "right"] += right
        counts[row, "missing"] += missing and not right

    for label in labels:
        read = by_line.get(label["line"], [])
        where = f"{name}:{label['line']}"
        if not label.get("entry", True):
            count("rejected", not read)
            if read and "rejected" in show:
                print(f"{where}: no entry, read as {read[0]['title']!r}")
            continue
        below = (by_line.get(line, []) for line in range(label["line"], (label.get("end_line") or label["line"]) + 1))
        same = (one for found in below for one in found if plain(one["title"]) == plain(label["title"]))
        entry = next(same, read[0] if read else None)
        count("found", entry is not None)
        if entry is None and "found" in show:
            print(f"{where}: not found: {label['title']!r}")
        right = {field: entry is not None and compared(entry, field) == compared(label, field) for field in FIELDS}
        for field in FIELDS:
            count(field, right[field], entry is None or not compared(entry, field))
            if entry is not None and not right[field] and field in show:
                print(f"{where}: {field}: {dict(entry)[field]!r}, labelled {label.get(field)!r}")
        count("whole", all(right[field] for field in WHOLE))
    return counts


def compared(record: EntryRecord | dict[str, Any], field: str) -> object:
    """Return what a field says, in a form in which it is the same for a label and for what was read."""
    value = dict(record).get(field)
    if field == "title":
        return plain(value)
    if field == "venue":
        return plain(value).replace(" ", "")
    if field == "authors":
        return [plain(name) for name in value or ()]
    if field == "links":
        return sorted({link if isinstance(link, str) else link["url"] for link in value or ()})
    return value


def plain(text: object) -> str:
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", str(text or "")).casefold()))


if __name__ == "__main__":
    main()
