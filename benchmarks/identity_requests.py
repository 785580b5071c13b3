"""Measure what it costs to know whether links lead to the papers of their entries: requests, time and memory.

python benchmarks/identity_requests.py --corpus DIR --labels FILE [--lists N] [--latency TIME]

On the lists of `links.py`, on the local internet of the tests, where every paper has the title that its entry says,
except for those of which FILE has the real title (JSON lines with `paper`, `record_title`, `label`); renamed ones had the entry's
title in their first version. Prints a table in Markdown, and what is wrong: a query that was asked twice, a pause at arXiv that
was too short. Nothing leaves the machine. Linux only.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from checkers import ours
from links import chosen
from local_internet import LocalInternet
from process import Took, run
from served_papers import world_of, write_world
from tables import table

from awesomelint.document.parse import parse_document
from awesomelint.source import Source

HEAD = ("list", "targets", "papers", "doubtful", "run", "requests", "arXiv", "Crossref", "wall s", "cpu s", "memory MB")
LIMIT = 600.0
REGISTRIES = ("export.arxiv.org", "api.crossref.org")
RUNS = ("without", "with", "second", "third")
"""The last two go on with the cache of the one before, and ask registries what is still due; pages that failed are no part of
that."""


def main() -> int:
    options = _options()
    labels = _labels(options.labels)
    rows: list[tuple[object, ...]] = []
    totals: Counter[str] = Counter()
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as work:
        for number, material in enumerate(chosen(options.corpus, options.lists)):
            folder = Path(work) / str(number)
            folder.mkdir()
            (folder / "README.md").write_text(material.text, encoding="utf-8", newline="")
            world, doubtful = world_of(parse_document(Source(material.text, material.name)), labels[material.name])
            write_world(world, folder / "world")
            for name in RUNS:
                took, found = _measure(folder, name, options.latency)
                of = Counter(found["hosts"])
                asked = sum(of[host] for host in REGISTRIES)
                totals[name] += asked if name in RUNS[2:] else found["requests"]
                faults += (f"{material.name}, {name}: {fault}" for fault in found["faults"])
                rows.append(
                    (
                        material.name if name == "without" else "",
                        len(material.targets) if name == "without" else "",
                        sum(map(len, world.values())) if name == "without" else "",
                        doubtful if name == "without" else "",
                        name,
                        found["requests"],
                        of["export.arxiv.org"],
                        of["api.crossref.org"],
                        f"{took.wall:.1f}",
                        f"{took.cpu:.2f}",
                        f"{took.memory:.0f}",
                    )
                )
                print(*rows[-1], sep="\t", file=sys.stderr, flush=True)
    print("\n".join(table(HEAD, rows)))
    without = totals["without"]
    for name, runs in (("the first run", RUNS[1:2]), ("until nothing is due", RUNS[1:])):
        asked = sum(totals[one] for one in runs)
        print(f"\n{name}: {without} requests without, {asked} with: {100 * (asked - without) / without:+.1f} %")
    print("\n".join(faults) or "no query was asked twice, and arXiv had its three seconds")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True, metavar="DIR", help="folder with lists")
    parser.add_argument("--labels", type=Path, required=True, metavar="FILE", help="papers with their real titles")
    parser.add_argument("--lists", type=int, default=6, metavar="N", help="how many lists (default: 6)")
    parser.add_argument("--latency", default="300ms", metavar="TIME", help="before each answer (default: 300ms)")
    return parser.parse_args()


def _labels(path: Path) -> dict[str, dict[str, dict[str, Any]]]:
    """Return what is known of papers by the name of the list and the identity."""
    known: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for line in path.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        known[Path(label["file"]).stem][label["paper"]] = label
    return known


def _measure(folder: Path, name: str, latency: str) -> tuple[Took, dict[str, Any]]:
    """Check the links of a list, and return what it took, and what has happened."""
    configuration = "links: {identity: false}\n" if name == "without" else ""
    (folder / ".awesomelint.yaml").write_text(configuration, encoding="utf-8")
    cache = folder / ("without" if name == "without" else "with")
    with LocalInternet(f"--latency={latency}", "--page-size=20000", f"--world={folder / 'world'}") as net:
        took = run(ours(), folder, {**os.environ, **net.variables, "AWESOMELINT_CACHE_DIR": str(cache)}, LIMIT)
        found = net.summary()
        asked = Counter(f"{one['method']} {one['url']} {one['body']}" for one in net.requests())
    if took.code != 0:
        raise RuntimeError(took.errors)
    twice = [query for query, count in asked.items() if count > 1 and any(host in query for host in REGISTRIES)]
    found["faults"] = [*(f"asked twice: {query[:120]}" for query in twice), *(one["what"] for one in found["breaches"])]
    return took, found


if __name__ == "__main__":
    sys.exit(main())
