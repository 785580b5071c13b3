"""What one entry more, or one less, brings: `python benchmarks/changed_entries.py DIR [--count N] [--seed S]` prints a table.

Of each list below DIR, N entries are taken out, each by itself. The list without the entry and the list with it are compared as
`--changed` does, once as an addition, once as a removal. The table has, for each rule, the findings on new lines, those
elsewhere, and those that are new elsewhere but left out, because a convention is all that speaks for them.
`--show` prints the latter two. Under it stands how many of the findings that were there before a baseline recognises.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from list_files import read_lists
from tables import table

from awesomelint.baseline import known_findings
from awesomelint.changes import Before, Changes, new_findings
from awesomelint.config.load import load_config
from awesomelint.diagnostic import Diagnostic
from awesomelint.document.parse import parse_document
from awesomelint.engine import lint_document
from awesomelint.report import FileReport, report_of
from awesomelint.source import Source

MIN_ENTRIES = 8
MAX_CHARACTERS = 80_000
CONFIG = load_config(None)
CODES = frozenset(rule.code for rule in CONFIG.rules)
KINDS = ("on new lines", "elsewhere", "left out")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    generator = random.Random(args.seed)

    counts: Counter[tuple[str, str, str]] = Counter()
    steps = lists = old_ones = recognised = 0
    for source in read_lists(args.folder):
        whole = lint_source(source)
        if whole.entries < MIN_ENTRIES or len(source.text) > MAX_CHARACTERS:
            continue
        lists += 1
        for cut in cuts(source, args.count, generator):
            part = lint_source(cut)
            for action, old, new in (("added", part, whole), ("removed", whole, part)):
                steps += 1
                known = {one.key for one in known_findings(old)}
                keys = [one.key for one, is_old in zip(known_findings(new), are_old(old, new), strict=True) if is_old]
                old_ones += len(keys)
                recognised += sum(key in known for key in keys)
                for kind, finding in judged(old, new):
                    counts[action, finding.code, kind] += 1
                    if args.show and kind != KINDS[0]:
                        line = new.source.line_at(finding.span.start)
                        print(f"{source.path}:{line}: {action}, {kind}: {finding.code} {finding.message}")
    print(f"{steps} steps on {lists} lists\n")
    seen = sorted({(action, code) for action, code, _ in counts})
    rows = [(action, code, *(counts[action, code, kind] for kind in KINDS)) for action, code in seen]
    rows.append(("", "all", *(sum(counts[*key, kind] for key in seen) for kind in KINDS)))
    print("\n".join(table(("entry", "rule", *KINDS), rows)))
    print(f"\nof {old_ones} findings that were there before, a baseline recognises {recognised}")


def are_old(old: FileReport, new: FileReport) -> Iterator[bool]:
    """Tell for each finding of a new text whether the old one had it in the same place."""
    changes = Changes(new.source, old.source)
    places = {(one.code, changes.place_before(old.source, one.span.start)) for one in old.diagnostics}
    return ((one.code, changes.old_place(one.span.start)) in places for one in new.diagnostics)


def lint_source(source: Source) -> FileReport:
    document = parse_document(source)
    return report_of(document, lint_document(document, CONFIG.rules))


def cuts(source: Source, count: int, generator: random.Random) -> Iterator[Source]:
    """Yield a list without one of its entries."""
    entries = parse_document(source).entries
    for entry in generator.sample(entries, min(count, len(entries))):
        end = source.line_starts[entry.last] if entry.last < source.line_count else len(source.text)
        yield source.with_text(source.text[: source.line_starts[entry.first - 1]] + source.text[end:])


def judged(old: FileReport, new: FileReport) -> Iterator[tuple[str, Diagnostic]]:
    """Yield the findings of a new text that its old text did not have, and what becomes of them."""
    changes = Changes(new.source, old.source)
    before = Before(old.source, old.diagnostics, CODES)
    are_reported = new_findings(new, changes, lambda: before)
    for finding, is_old, is_reported in zip(new.diagnostics, are_old(old, new), are_reported, strict=True):
        if is_reported:
            yield KINDS[0] if changes.touches(finding.span) else KINDS[1], finding
        elif not is_old:
            yield KINDS[2], finding


if __name__ == "__main__":
    main()
