"""How well links that lead to another paper are found, against labels made by hand.

python benchmarks/identity.py LABELS.jsonl DIR [--titles PAPERS.jsonl] [--served] [--show]

A label is a JSON object on a line of its own: `file` (a path below DIR), `line`, `title`, `url`, `paper` (its identity),
`record_title` and `record_authors` as the registry has them, and `label`: `wrong paper`, `renamed`, or `not a title` where the
entry's words are none. The records of a list are the facts that its rules run with. PAPERS.jsonl is what a search by title would
find: an `id`, a `title` and `authors` a line; a title that it lacks was not found.

With `--served` nothing is handed over: the lists are checked on the local internet of the tests, whose registries and pages serve
the records, and those titles of PAPERS.jsonl that the labelled entries have. Links without a label lead to the right paper there,
and are left out. That takes an hour.

Prints for PAP601 how many of its findings, errors and warnings apart, are links to a wrong paper, how many of the wrong papers
are found, and what PAP602 says of the others. `--show` prints what is wrong or missing. The time is that of judging many entries.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import process_time
from typing import Any

from local_internet import LocalInternet
from served_papers import add_titles, world_of, write_world
from tables import table

from awesomelint.api import check_links
from awesomelint.context import Facts, LintContext, PaperRecord
from awesomelint.diagnostic import Diagnostic
from awesomelint.document.model import Document
from awesomelint.document.parse import parse_document
from awesomelint.engine import lint_document
from awesomelint.papers.identifiers import PaperId, paper_id
from awesomelint.papers.titles import title_key
from awesomelint.rulebook.load import load_rulebook
from awesomelint.session import LinkOptions
from awesomelint.source import Source

CODES = ("PAP601", "PAP602", "PAP603")
WRONG = "wrong paper"
REGISTRIES = {"arxiv": "arXiv", "doi": "Crossref"}
MANY = 10_000
RUNS = 5
MOST_RUNS = 4
"""Runs on the local internet: each asks what the one before has left."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--titles", type=Path, help="papers that a search by title finds")
    parser.add_argument(
        "--served", action="store_true", help="check links on the local internet, which has the records"
    )
    parser.add_argument("--show", action="store_true", help="print what is wrong or missing")
    args = parser.parse_args()

    labels = list(json_lines(args.labels))
    by_file: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for label in labels:
        by_file[label["file"]].append(label)
    searched = found_titles(args.titles, {title_key(label["title"]) for label in labels}) if args.titles else {}
    found: Counter[tuple[str, str]] = Counter()
    for name, members in sorted(by_file.items()):
        path = args.folder / name
        document = parse_document(Source.from_bytes(path.read_bytes(), path.name))
        facts = served(document, members, searched) if args.served else handed_over(members, searched)
        found += judged(document, members, facts, is_shown=args.show)
    report(found, Counter(label["label"] for label in labels))
    print(f"\nseconds to judge {MANY:,} entries: {seconds():.2f}")


def json_lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def found_titles(path: Path, wanted: set[str]) -> dict[str, tuple[PaperRecord, ...]]:
    """Return the papers that have one of the wanted titles, by its key; titles that nothing has are known to be none."""
    known: dict[str, tuple[PaperRecord, ...]] = dict.fromkeys(wanted, ())
    for paper in json_lines(path):
        key = title_key(paper["title"])
        if key in wanted:
            scheme, _, value = paper["id"].partition(":")
            record = PaperRecord(PaperId(scheme, value), "search", paper["title"], tuple(paper["authors"]))
            known[key] = (*known[key], record)
    return known


def handed_over(labels: list[dict[str, Any]], searched: dict[str, tuple[PaperRecord, ...]]) -> Facts:
    """Return the records of a list and the results of all searches."""
    return Facts(0, {}, {record.paper: record for record in map(record_of, labels)}, titles=searched)


def served(document: Document, labels: list[dict[str, Any]], searched: dict[str, tuple[PaperRecord, ...]]) -> Facts:
    """Return what is learnt of a list on the local internet, by as many runs as a question is left for."""
    world, _ = world_of(document, {label["paper"]: label for label in labels})
    add_titles(world, (one for label in labels for one in searched.get(title_key(label["title"]), ())))
    with tempfile.TemporaryDirectory() as work:
        write_world(world, Path(work) / "world")
        options = LinkOptions(cache_dir=Path(work) / "cache", token="token")
        with LocalInternet("--page-size=2000", f"--world={Path(work) / 'world'}") as net:
            os.environ.update(net.variables)
            for _ in range(MOST_RUNS):
                report = check_links([document], options=options)
                if not any("next run" in note for note in report.notes):
                    break
    return report.facts


def judged(
    document: Document, labels: list[dict[str, Any]], facts: Facts, *, is_shown: bool
) -> Counter[tuple[str, str]]:
    """Count what is found in one list, by what is said and the label of the link it is said of."""
    counts: Counter[tuple[str, str]] = Counter()
    findings = findings_of(document, facts)
    for label in labels:
        said = {said_of(one) for one in findings if is_about(one, label, document)}
        counts.update((one, label["label"]) for one in said or {"nothing"})
        errors = {one for one in said if one.startswith("PAP601")}
        if is_shown and bool(errors) != (label["label"] == WRONG):
            print(f"{label['label']}; {', '.join(sorted(said)) or 'nothing'}: {label['file']}:{label['line']}")
            print(f"    {label['title']} | {', '.join(label['authors'][:3])}")
            print(f"    {label['record_title']} | {', '.join(label['record_authors'][:3])} | {label['paper']}")
    papers = {label["paper"] for label in labels}
    labelled = {id(one) for label in labels for one in findings if is_about(one, label, document)}
    for one in findings:
        if one.code == "PAP601" and id(one) not in labelled and str(paper_id(document.source[one.span])) in papers:
            counts[said_of(one), "no label"] += 1
            if is_shown:
                print(
                    f"no label; {said_of(one)}: {document.source.path}:{document.source.line_at(one.span.start)}: {one.message}"
                )
    return counts


def findings_of(document: Document, facts: Facts) -> list[Diagnostic]:
    rules = [spec.configured() for spec in load_rulebook() if spec.code in CODES]
    return lint_document(document, rules, LintContext(facts=facts), joins=False)


def record_of(label: dict[str, Any]) -> PaperRecord:
    scheme, _, value = label["paper"].partition(":")
    authors = tuple(label["record_authors"])
    record = PaperRecord(PaperId(scheme, value), REGISTRIES.get(scheme, "page"), label["record_title"], authors)
    return record._replace(earlier_titles=())  # asked for, with nothing to show: the harder case


def said_of(finding: Diagnostic) -> str:
    return f"{finding.code} {finding.severity.label}" if finding.code == "PAP601" else finding.code


def is_about(finding: Diagnostic, label: dict[str, Any], document: Document) -> bool:
    """Return whether a finding is about a labelled link: its URL, or the title or authors of its entry."""
    entries = [entry for entry in document.entries if entry.title is not None and entry.title.value == label["title"]]
    if not any(entry.span.overlaps(finding.span) for entry in entries):
        return False
    return finding.code != "PAP601" or label["url"] in document.source[finding.span]


def report(found: Counter[tuple[str, str]], labelled: Counter[str]) -> None:
    kinds = ("PAP601 error", "PAP601 warning")
    rows = []
    for kind in kinds:
        counts = {label: count for (said, label), count in found.items() if said == kind}
        rows.append((kind, counts))
    rows.append(("PAP601", sum((Counter(counts) for _, counts in rows), Counter[str]())))
    lines = []
    for kind, counts in rows:
        total, right = sum(counts.values()), counts.get(WRONG, 0)
        others = ", ".join(f"{count} {label}" for label, count in sorted(counts.items()) if label != WRONG)
        lines.append([kind, total, right, f"{right / total:.1%}" if total else "", others])
    print(*table(("finding", "found", "right", "precision", "others"), lines), sep="\n")
    right = rows[-1][1].get(WRONG, 0)
    print(f"\nrecall: {right} of {labelled[WRONG]} wrong papers, {right / max(labelled[WRONG], 1):.1%}\n")
    said = sorted({said for said, _ in found})
    names = sorted({label for _, label in found})
    print(*table(("said", *names), [[one, *(found[one, name] for name in names)] for one in said]), sep="\n")


def seconds() -> float:
    """Return the processor time for judging many entries, a hundredth of whose links lead to the next entry's paper."""
    places = range(MANY)
    titles = [
        f"Study {at} of Birds and Lakes in the Region of {chr(97 + at % 26) * (at % 9 + 1)} by Number {at}"
        for at in places
    ]
    text = "".join(
        f"- **{title}** *Ada Berg{at}, Bela Roth* [[pdf](https://arxiv.org/abs/20{at // 5000 + 10:02}.{at % 5000 + 10000:05})]\n"
        for at, title in enumerate(titles)
    )
    papers: Iterable[PaperRecord] = (
        PaperRecord(
            PaperId("arxiv", f"20{at // 5000 + 10:02}.{at % 5000 + 10000:05}"),
            "arXiv",
            titles[(at + (at % 100 == 0)) % MANY],
            (f"A. Berg{at}", "Bela Roth"),
        )
        for at in places
    )
    document = parse_document(Source(text, "many.md"))
    facts = Facts(0, {}, {record.paper: record for record in papers})
    return _least(document, facts) - _least(document, Facts(0, {}))  # what costs the same without records


def _least(document: Document, facts: Facts) -> float:
    """Return the least processor time of several runs, so that neither the collector nor other processes count."""
    times = []
    for _ in range(RUNS):
        before = process_time()
        findings_of(document, facts)
        times.append(process_time() - before)
    return min(times)


if __name__ == "__main__":
    main()
