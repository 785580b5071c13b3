"""Take entries out of lists and add them again, each with a record made of itself, and count those that come back as they were.

python benchmarks/adding.py DIR... [--entries N] [--show KIND]

An entry is `identical` if its lines are the same but for its number, `in place` if the whole list is. Else it is counted once, by
the first of these: a part that its record has is left out or written otherwise; notes, further links or words of labels differ,
which no record knows; spaces or punctuation do. Or it was refused, for reasons that are printed. `--show KIND` prints lines.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from tables import table

import awesomelint
from awesomelint.adding.author_list import inverted_form
from awesomelint.adding.entries import add_entry, duplicate
from awesomelint.adding.form import can_be_model
from awesomelint.adding.paper import NewPaper
from awesomelint.adding.parts import link_slot, parts_of, skeleton
from awesomelint.adding.places import run_of
from awesomelint.adding.remarks import remarks
from awesomelint.checks.papers.entry_venue import entry_venue
from awesomelint.document.model import Document, Entry
from awesomelint.document.parse import parse_document
from awesomelint.errors import AwesomelintError
from awesomelint.markdown.blocks import Link, LinkKind
from awesomelint.papers.identifiers import paper_id
from awesomelint.source import Source, Span

_DATE = re.compile(r"(\d{4})[./-](\d\d?)(?:[./-](\d\d?))?")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_SURNAME_FIRST = re.compile(r"(?P<surname>.+?)(?:, ?| (?=(?:[A-Z]\.? ?-?){1,4}$))(?P<given>.+)")
_NUMBER = re.compile(r"^\s*\d+[.)]")
_NAMES = {
    "title": "title",
    "authors": "names",
    "venue": "venue",
    "dated venue": "venue",
    "year": "year",
    "date": "date",
}
_NAMES["description"] = "description"
SAME = ("in place", "identical")
UNKNOWN = ("notes", "further links", "labels")
"""What no record knows."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run over a folder and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folders", type=Path, nargs="+", metavar="DIR")
    parser.add_argument("--entries", type=int, default=3, help="entries of each list that are tried")
    parser.add_argument("--show", default="", help="print the lines of this kind")
    parser.add_argument("--max-size", type=int, default=200_000, help="characters of the longest list that is tried")
    arguments = parser.parse_args(argv)
    kinds: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    lists = set()
    for path in sorted(path for folder in arguments.folders for path in folder.rglob("*.md")):
        text = path.read_text(encoding="utf-8", errors="replace")
        if len(text) > arguments.max_size:
            continue
        document = awesomelint.parse(text, path.name)
        for entry in _sample(document, arguments.entries):
            lists.add(path)
            kind, was, became = _tried(document, entry)
            kinds[kind] += 1
            if kind == "refused":
                reasons[re.sub(r'"[^"]*"|section .*? (?=have|has|does)', "...", became.partition(": ")[2])] += 1
            if kind == arguments.show:
                print(f"{path.name}:{entry.first}\n- {was}\n+ {became}\n")
    total = sum(kinds.values())
    print(f"{total} entries of {len(lists)} lists")
    print("\n".join(table(("", "entries", "%"), [(k, n, f"{n / total:.1%}") for k, n in kinds.most_common()])))
    same, unknown = (sum(kinds[kind] for kind in each) for each in (SAME, UNKNOWN))
    print(f"as they were: {same / total:.1%}; or but for what no record knows: {(same + unknown) / total:.1%}")
    print("\n".join(table(("refused because", "entries"), reasons.most_common(25))))
    return 0


def _sample(document: Document, count: int) -> list[Entry]:
    fitting = [one for one in document.entries if len(one.section.entries) > 3 and can_be_model(one) and one.links]
    return random.Random(1).sample(fitting, min(count, len(fitting)))


def _tried(document: Document, entry: Entry) -> tuple[str, str, str]:
    source = document.source
    was = source[entry.span]
    without = parse_document(Source(_without(entry), source.path), document.venues)
    section = next((one for one in without.sections if one.path == entry.section.path and one.entries), None)
    if section is None or len(without.entries) != len(document.entries) - 1:
        return "not taken out", was, ""
    paper = _paper(entry)
    if duplicate(without, paper) is not None:
        return "listed twice", was, ""
    try:
        added = add_entry(without, paper, section, lambda one: ())
    except AwesomelintError as error:
        return "refused", was, str(error)
    became = source.newline.join(added.text.splitlines())
    if added.document.source.text == source.text:
        return "in place", was, became
    if _bare(was) == _bare(became):
        return "identical", was, became
    return _difference(entry, added.entry, paper, without), was, became


def _bare(text: str) -> list[str]:
    """Return lines without their number, and without the indent that goes with it."""
    return [_NUMBER.sub("", line).strip() for line in text.splitlines()]


def _difference(entry: Entry, new: Entry, paper: NewPaper, without: Document) -> str:
    """Return in what two entries of the same paper differ: first in what its record says, then in what no record knows."""
    was, became = _said(entry, paper), _said(new, paper)
    slots = {slot for slot, _ in became}
    if lost := [slot for slot, _ in was if slot not in slots]:
        return f"{lost[0]} left out"
    if changed := [slot for slot, text in was if (slot, text) not in became]:
        return f"{changed[0]} written otherwise"
    if _noted(entry) != _noted(new):
        return "notes"
    if not all(_is_known(link, paper) for link in entry.links):
        return "further links"
    if _labels(entry) != _labels(new):
        return "labels"
    if "".join(_lines(entry).split()) == "".join(_lines(new).split()):
        return "spaces"
    forms = [skeleton(one) for one in without.entries if one.section.path == entry.section.path]
    return "a form that no other entry has" if skeleton(entry) not in forms else "another form"


def _lines(entry: Entry) -> str:
    return "\n".join(_bare(entry.document.source[entry.span]))


def _said(entry: Entry, paper: NewPaper) -> list[tuple[str, str]]:
    """Return what an entry says of what a record knows, by names."""
    found = []
    for part in parts_of(entry):
        text = entry.document.source[part.span]
        if part.slot == "link" and part.link is not None and _is_known(part.link, paper):
            found.append((f"link to {link_slot(entry, part.link)}", text))
        elif part.slot in _NAMES:
            found.append((_NAMES[part.slot], text))
    return found


def _is_known(link: Link, paper: NewPaper) -> bool:
    """Return whether a link is in the record of a paper, in whatever form."""
    urls = {paper.url, *paper.links.values()}
    return link.url in urls or paper_id(link.url) in {paper_id(url) for url in urls} - {None}


def _labels(entry: Entry) -> list[str]:
    """Return the words of the labels of an entry, without brackets, which are its form."""
    return sorted(link.label.strip("[]() ") for link in entry.links)


def _noted(entry: Entry) -> list[str]:
    return sorted(remark.text for remark in remarks(entry))


def _without(entry: Entry) -> str:
    """Return a list without an entry, the numbers after it counted back."""
    source, run = entry.document.source, run_of(entry)
    at = run.index(entry) if entry in run else -1
    numbers = [one.number for one in run]
    edits = []
    step = {b - a for a, b in pairwise(numbers) if a is not None and b is not None}
    if at >= 0 and None not in numbers and len(step) == 1 and abs(next(iter(step))) == 1:
        for one in run[at + 1 :] if 1 in step else run[:at]:
            part = next((part for part in parts_of(one) if part.slot == "number"), None)
            if part is not None and one.number is not None:
                edits.append((part.span.start, part.span.end, str(one.number - 1)))
    first = source.line_starts[entry.first - 1]
    after = run[at + 1] if 0 <= at < len(run) - 1 else None
    if after is not None:
        edits.append((first, source.line_starts[after.first - 1], ""))
    else:
        before = source.line_span(run[at - 1].last).end if at > 0 else first
        edits.append((before, entry.span.end, ""))
    text = source.text
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _in_order(name: str, entry: Entry) -> str:
    """Return a name of an entry with the surname last, as records have it; initials are all that is known of some."""
    match = _SURNAME_FIRST.fullmatch(name) if inverted_form(entry) is not None else None
    if match is None:
        return name
    given = re.sub(r"(?<=[A-Z])(?=[A-Z])", " ", match["given"]) if match["given"].isupper() else match["given"]
    return f"{given} {match['surname']}"


def _paper(entry: Entry) -> NewPaper:
    """Return what a record would say of an entry."""
    given = entry_venue(entry)
    venue = "" if entry.venue is None else entry.venue.value
    if given is not None and given.reading.track is None and not given.reading.is_workshop:
        venue = given.reading.venue.name
    names = [_in_order(author.value, entry) for author in entry.authors] + [
        "Ann Other",
        "Bo Other",
        "Cy Other",
    ] * entry.et_al
    links: dict[LinkKind, str] = {}
    for link in entry.links:
        slot = link_slot(entry, link)
        if slot != "main":
            links.setdefault(LinkKind(slot), link.url)
    url = entry.title.link.url if entry.title is not None and entry.title.link is not None else entry.links[0].url
    year = int(entry.year.value) if entry.year is not None else entry.section.year
    return NewPaper(
        url,
        entry.title.value if entry.title is not None else "",
        tuple(names),
        venue,
        year,
        next(_dates(entry), ""),
        _description(entry),
        links,
        tuple(dict.fromkeys(one for each in (url, *links.values()) if (one := paper_id(each)) is not None)),
    )


def _description(entry: Entry) -> str:
    """Return the description of an entry with its links whole; none where it is a part of the title."""
    field = entry.description
    if field is None or (entry.title is not None and entry.title.span.covers(field.span)):
        return ""
    ends = [link.span.end for link in entry.links if field.span.start <= link.span.start < field.span.end]
    return " ".join(entry.document.source[Span(field.span.start, max([field.span.end, *ends]))].split())


def _dates(entry: Entry) -> Iterator[str]:
    for part in parts_of(entry):
        text = entry.document.source[part.span] if part.slot == "date" else ""
        if (match := _DATE.fullmatch(text)) is not None:
            yield "-".join(one.zfill(2) for one in match.groups() if one)
        elif text:
            yield f"{text[-4:]}-{_MONTHS.index(text[:3].lower()) + 1:02}"


if __name__ == "__main__":
    sys.exit(main())
