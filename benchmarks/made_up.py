"""How well lists are read of which every entry is known, because they are made up.

python benchmarks/made_up.py [--lists N] [--seed S] [--only apa] [--show 5] [--keep FOLDER]

Each section of a list has a layout or a citation style of its own, drawn at random and kept from its first entry to its last;
around the sections stands what looks like entries and is none. The same seed gives the same lists. Prints a row a layout and
a row a style, all in per cent of the entries; asserts nothing. `whole` are entries with title, authors, venue and year all right.
The columns of fields say where a field is right, where it is missing (-), and where it says what it should not (!), the last two
of entries that were found.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from made_up_lists import CITATIONS, LAYOUTS, Truth, made_up_lists
from made_up_papers import Person, Venue
from tables import table

import awesomelint

FIELDS = ("title", "authors", "venue", "year", "links")
WHOLE = FIELDS[:4]
RIGHT, MISSING, FALSE = "right", "missing", "false"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lists", type=int, default=200, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--only", action="append", default=[], metavar="NAME", help="a layout or style, by how it begins"
    )
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N wrong ones of each, with the truth")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="write the lists into a folder")
    args = parser.parse_args()

    names = tuple(name.lower() for name in args.only) or ("",)
    kinds = [kind for kind in (*LAYOUTS, *CITATIONS) if kind.lower().startswith(names)]
    if not kinds:
        parser.error(f"there is none of {', '.join((*LAYOUTS, *CITATIONS))}")
    counts: Counter[tuple[str, str, str]] = Counter()
    for number, (text, truths) in enumerate(made_up_lists(args.lists, args.seed, kinds), 1):
        if args.keep:
            args.keep.mkdir(parents=True, exist_ok=True)
            (args.keep / f"{number:03}.md").write_text(text, encoding="utf-8")
        entries = {entry.first: entry for entry in awesomelint.parse(text).entries}
        for truth in truths:
            entry = entries.pop(truth.line, None)
            judged = judge(truth, entry)
            counts[truth.kind, "entries", ""] += 1
            counts[truth.kind, "found", RIGHT] += entry is not None
            counts[truth.kind, "whole", RIGHT] += all(judged[field] == RIGHT for field in WHOLE)
            counts.update((truth.kind, field, outcome) for field, outcome in judged.items())
            wrong = [field for field in FIELDS if judged[field] != RIGHT]
            if wrong and counts[truth.kind, "shown", ""] < args.show:
                counts[truth.kind, "shown", ""] += 1
                print("\n".join(shown(number, truth, entry, wrong if entry else [])))
        counts["", "elsewhere", ""] += len(entries)
        for entry in [*entries.values()][: args.show]:
            print(
                f"list {number}, line {entry.first}: no entry begins here\n    {text.splitlines()[entry.first - 1]}\n"
            )
    rows = [row(counts, kind, [kind]) for kind in kinds]
    if len(kinds) > 1:
        for name, group in (("all layouts", LAYOUTS), ("all styles", CITATIONS), ("all", LAYOUTS | CITATIONS)):
            rows.append(row(counts, name, [*group]))
    print("\n".join(table(("", "entries", "found", "whole", *FIELDS), [each for each in rows if each[1]])))
    print(f"\nentries read where none begins: {counts['', 'elsewhere', '']}")


def row(counts: Counter[tuple[str, str, str]], name: str, kinds: Sequence[str]) -> list[object]:
    """Return a row of the table: the figures of some kinds together."""
    entries = sum(counts[kind, "entries", ""] for kind in kinds)

    def part(field: str, outcome: str) -> str:
        return f"{100 * sum(counts[kind, field, outcome] for kind in kinds) / max(entries, 1):.0f}"

    cells = [f"{part(field, RIGHT)} -{part(field, MISSING)} !{part(field, FALSE)}" for field in FIELDS]
    return [name, entries, part("found", RIGHT), part("whole", RIGHT), *cells]


def shown(number: int, truth: Truth, entry: awesomelint.Entry | None, wrong: Iterable[str]) -> Iterator[str]:
    """Yield the lines that show an entry, and what was read from it beside what it says."""
    yield f"{truth.kind}, list {number}, line {truth.line}{'' if entry else ': not found'}"
    yield from (f"    {line}" for line in truth.text.splitlines())
    for field in wrong:
        yield f"  {field}: read {read(entry, field)!r}, is {said(truth, field)!r}"
    yield ""


def read(entry: awesomelint.Entry | None, field: str) -> object:
    """Return what was read from an entry; `None` or empty if nothing."""
    if entry is None:
        return None
    if field == "authors":
        return [author.value for author in entry.authors]
    if field == "links":
        return [link.url for link in entry.links]
    value = getattr(entry, field)
    return value.value if value else None


def said(truth: Truth, field: str) -> object:
    """Return what an entry says."""
    if field == "authors":
        return [written for _, written in truth.authors]
    return truth.venue.name if field == "venue" and truth.venue else getattr(truth, field)


def judge(truth: Truth, entry: awesomelint.Entry | None) -> dict[str, str]:
    """Return for each field whether it is right, missing or false; what an entry that was not found says is neither."""
    if entry is None:
        return dict.fromkeys(FIELDS, "")
    is_right = {
        "title": entry.title is not None and folded(entry.title.value) == folded(truth.title),
        "authors": same_people(truth.authors, [author.value for author in entry.authors]),
        "venue": names_venue(entry.venue.value, truth.venue)
        if entry.venue and truth.venue
        else not (entry.venue or truth.venue),
        "year": year(entry) == truth.year,
        "links": sorted(link.url for link in entry.links) == sorted(truth.links),
    }
    return {field: RIGHT if is_right[field] else FALSE if read(entry, field) else MISSING for field in FIELDS}


def folded(text: str) -> str:
    """Return a text with single spaces and no full stop at its end."""
    return " ".join(text.split()).removesuffix(".").rstrip()


def year(entry: awesomelint.Entry) -> int | None:
    """Return the year of an entry as a number."""
    return int(entry.year.value) if entry.year else None


def same_people(authors: Iterable[tuple[Person, str]], names: Sequence[str]) -> bool:
    """Tell whether names are those of the authors, in order: as written, or family name and initials."""
    return len(list(authors)) == len(names) and all(
        folded(name) == folded(written) or _is_person(name, person)
        for (person, written), name in zip(authors, names, strict=True)
    )


def _is_person(name: str, person: Person) -> bool:
    before, family, behind = name.casefold().partition(person.family.casefold())
    letters = [word[0] for word in re.findall(r"[^\W\d_]+", f"{before} {behind}")]
    return bool(family) and letters == [word[0].casefold() for word in re.split(r"[ -]", person.given)]


_DETAILS = re.compile(
    r"\b(?:proceedings|proc|of the|of|the|in|preprint|arxiv:\S+|vol|no|pp?|\d+(?:st|nd|rd|th)?)\b|[\W_]", re.IGNORECASE
)


def names_venue(text: str, venue: Venue) -> bool:
    """Tell whether a text names a venue, short or in full, and besides says no more than volume, year or "Proceedings of"."""
    rest = re.sub(r"(?<=\w)\.", "", text).casefold()
    for name in sorted((venue.name, venue.full), key=len, reverse=True):
        rest = rest.replace(name.replace(".", "").casefold(), "\n")
    return "\n" in rest and not _DETAILS.sub("", rest)


if __name__ == "__main__":
    main()
