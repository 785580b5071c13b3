"""Count which venues of the lists below a folder the table knows, and what is said about the others.

python benchmarks/venues.py DIR [--labels FILE] [--all]

Prints how many of the venues that entries name the table resolves, each as often as it stands there; those that it does not, and
those that it takes for misspelt, by number; editions that were not held; pairs of titles of one list that are alike up to a slip;
and what all of it costs. `--labels` is a file of entries read by people, one JSON object per line with the key `venue`. What the
table does not resolve is cut after 60 lines; `--all` prints the rest.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from list_files import read_lists
from tables import table

from awesomelint.document.model import Entry
from awesomelint.document.parse import parse_document
from awesomelint.papers.near_titles import near_titles
from awesomelint.papers.venues.load import venue_table
from awesomelint.papers.venues.reading import parse_venue, was_held
from awesomelint.papers.venues.spelling import misspelling
from awesomelint.papers.venues.table import VenueTable

SHOWN = 60
ROUNDS = 5


class List(NamedTuple):
    """A list of a corpus: its path, and its entries."""

    path: str
    entries: Sequence[Entry]


def main(argv: Sequence[str] | None = None) -> int:
    """Count and print."""
    parser = argparse.ArgumentParser(description="Count which venues of the lists below a folder the table knows.")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--labels", type=Path, metavar="FILE", help="entries read by people, one JSON object per line")
    parser.add_argument("--all", action="store_true", help="print all that is not resolved")
    options = parser.parse_args(argv)
    lists = [List(source.path, parse_document(source).entries) for source in read_lists(options.folder)]
    found = Counter(entry.venue.value for each in lists for entry in each.entries if entry.venue is not None)
    counted = {"entries": found}
    if options.labels is not None:
        counted["labels"] = Counter(_labels(options.labels))
    for line in table(("venues of", "different", "in all", "resolved", "share"), list(_coverage(counted))):
        print(line)
    unknown = Counter({text: times for text, times in found.items() if parse_venue(text, venue_table()) is None})
    _print("not resolved", unknown.most_common(None if options.all else SHOWN))
    slips = {text: slip.name for text in found if (slip := misspelling(text, venue_table())) is not None}
    _print("misspelt", ((f"{text} -> {name}", found[text]) for text, name in slips.items()))
    _print("not held", Counter(_not_held(lists)).most_common())
    pairs = [pair for each in lists for pair in _alike(each)]
    print(f"\nalike titles: {len(pairs)}")
    for pair in pairs:
        print(f"  {pair!a}")
    print()
    for line in table(("what", "milliseconds"), list(_costs(lists, list(found)))):
        print(line)
    return 0


def _labels(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if venue := json.loads(line).get("venue"):
                yield venue


def _coverage(counted: dict[str, Counter[str]]) -> Iterator[tuple[object, ...]]:
    for name, texts in counted.items():
        resolved = sum(times for text, times in texts.items() if parse_venue(text, venue_table()) is not None)
        yield name, len(texts), texts.total(), resolved, f"{resolved / max(1, texts.total()):.1%}"


def _print(title: str, rows: Iterable[tuple[str, int]]) -> None:
    print(f"\n{title}:")
    for text, times in rows:
        print(f"{times:5}  {text[:120]!a}")


def _not_held(lists: Iterable[List]) -> Iterator[str]:
    for entry in (entry for each in lists for entry in each.entries):
        if entry.venue is None:
            continue
        text = entry.venue.value
        if entry.year is not None and entry.year.value not in text:
            text += f" {entry.year.value}"
        reading = parse_venue(text, venue_table())
        if reading is not None and was_held(reading) is False:
            yield text


def _alike(checked: List) -> Iterator[tuple[str, str, str]]:
    titles = [entry.title.value for entry in checked.entries if entry.title is not None]
    for pair in near_titles(titles):
        yield checked.path, titles[pair.first], titles[pair.second]


def _costs(lists: Sequence[List], texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["AWESOMELINT_CACHE_DIR"] = folder
        first = _milliseconds(_loaded, 1)
        yield "loading the table, first time", f"{first:.1f}"
        yield "loading the names", f"{_milliseconds(_loaded, ROUNDS):.2f}"
        yield "loading names and records", f"{_milliseconds(lambda: _loaded().records, ROUNDS):.2f}"
    venues = venue_table()
    read = _milliseconds(
        lambda: [parse_venue(text + " ", venues) for text in texts], 1
    )  # a space more: never read before
    yield "reading a text never seen before", f"{read / max(1, len(texts)):.3f}"
    titles = sorted({entry.title.value for each in lists for entry in each.entries if entry.title is not None})
    for number in (1_000, 10_000):
        if len(titles) >= number:
            sample = titles[:: len(titles) // number][:number]
            yield f"comparing {number:,} titles", f"{_milliseconds(partial(near_titles, sample), 1):.0f}"


def _loaded() -> VenueTable:
    venue_table.cache_clear()
    return venue_table()


def _milliseconds(act: Callable[[], object], rounds: int) -> float:
    """Return the least time that something takes."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


if __name__ == "__main__":
    sys.exit(main())
