"""Check the places in every list below a folder: each run, link, emphasis, marker and field stands where its span says.

python benchmarks/spans.py DIR

Checks also that each list says the same to us as to stock markdown-it-py. Prints totals and what is wrong, and ends with 1 if
anything is.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

from list_files import read_lists

from awesomelint.document.model import Document, Entry, Field
from awesomelint.document.parse import parse_document
from awesomelint.markdown.blocks import Link, LinkSyntax
from awesomelint.markdown.parser import parse_markdown
from awesomelint.source import Source

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "markdown"))

from same_as_stock import said_by_stock, said_by_us, stock_parser
from span_invariants import count_places, violations

MOST = 40
"""How many faults are printed."""


def main(argv: Sequence[str] | None = None) -> int:
    """Check a folder and print totals and faults."""
    parser = argparse.ArgumentParser(description="Check the places in every list below a folder.")
    parser.add_argument("folder", type=Path, metavar="DIR")
    folder = parser.parse_args(argv).folder
    stock, counts, faults = stock_parser(), Counter[str](), list[str]()
    for source in read_lists(folder):
        markdown, document = parse_markdown(source), parse_document(source)
        ours, theirs = said_by_us(source, markdown), said_by_stock(stock, source.text)
        found = [*violations(source, markdown), *_differences(ours, theirs), *_wrong_fields(document, counts)]
        faults += [f"{source.path}: {fault}" for fault in found]
        counts.update(lists=1, characters=len(source.text), places=count_places(markdown), parts=len(ours))
    print(
        f"{counts['lists']} lists, {counts['characters'] / 1e6:.1f} million characters: {counts['places']:,} places, "
        f"{counts['fields']:,} fields, {counts['links']:,} links of entries, "
        f"{counts['parts']:,} marks and texts as stock reads them"
    )
    print(f"{len(faults)} faults")
    print("\n".join(f"  {fault}" for fault in faults[:MOST]))
    return int(bool(faults))


def _differences(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[str]:
    """Yield the first difference between what a list says to us and to stock."""
    for our, their in zip_longest(ours, theirs):
        if our != their:
            yield f"reads {our!r}, stock reads {their!r}"
            return


def _wrong_fields(document: Document, counts: Counter[str]) -> Iterator[str]:
    """Yield the fields and links of entries that do not stand where they say."""
    for entry in document.entries:
        for field in _fields(entry):
            counts["fields"] += 1
            if not field.outer.covers(field.span):
                yield f"line {entry.first}: {field} leaves its outer span"
            value = field.value[-2:] if field is entry.year else field.value  # '21 is 2021
            if not _stands_for(document.source[field.span], value):
                yield f"line {entry.first}: {field.value!r} stands for {document.source[field.span]!r}"
        for link in entry.links:
            counts["links"] += 1
            if not _is_whole(document.source, link):
                yield f"line {entry.first}: {link} stands for {document.source[link.span]!r}"


def _fields(entry: Entry) -> list[Field]:
    single = (entry.title, entry.venue, entry.year, entry.description, entry.author_list)
    return [*(field for field in single if field is not None), *entry.authors]


def _stands_for(raw: str, value: str) -> bool:
    """Tell whether the letters of a value stand in a raw text in their order; markup and targets may lie between them."""
    rest = iter(raw)
    return all(char in rest for char in value if char.isascii() and char.isalnum())


def _is_whole(source: Source, link: Link) -> bool:
    raw = source[link.span]
    if link.syntax in (LinkSyntax.INLINE, LinkSyntax.REFERENCE):
        return raw[0] == "[" and raw[-1] in ")]"
    return raw[0] == "<" if link.syntax in (LinkSyntax.AUTOLINK, LinkSyntax.HTML) else raw == link.url


if __name__ == "__main__":
    raise SystemExit(main())
