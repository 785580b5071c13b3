"""Does an entry lack a field that the others have?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from awesomelint.diagnostic import Diagnostic
from awesomelint.document.model import Container, Entry, Section
from awesomelint.document.style.leftover import leftover_words
from awesomelint.document.style.titles import markup_of
from awesomelint.expressions import expression
from awesomelint.papers.venues import read_venue
from awesomelint.papers.venues.table import VenueTable
from awesomelint.rulebook.spec import Rule

_MIN_ENTRIES = 10
_SHARE = 0.9
_TITLE_WORDS = 3
_UNREAD_LINK = expression(r"https?:|www\.|\]\(|\]\[|href", re.IGNORECASE)
_ARCHIVE = expression(r"rxiv|openreview|preprint|(?<!\d)(?:19|20)\d\d(?!\d)", re.IGNORECASE)
_GOES_ON = expression(r"\s*\n[ \t]{2,}(?![-*+][ \t]|\d{1,9}[.)][ \t])\S")
"""What stands indented behind an entry: by its look a part of it, though its indent is wrong (see `continuation-indent`)."""
_HAS: dict[str, Callable[[Entry], bool]] = {
    "authors": lambda entry: bool(entry.authors) or entry.et_al,
    "venue": lambda entry: entry.venue is not None,
    "year": lambda entry: entry.year is not None or entry.section.year is not None,
    "link": lambda entry: any(not link.url.startswith("#") for link in entry.links),
}
_NAMES = {"authors": "authors", "venue": "a venue", "year": "a year", "link": "a link"}
_INFERRED = ("authors", "venue", "link")
"""Fields that a section can be seen to give throughout. Years have a rule of their own, `venue-year`."""
_MAY_HIDE = {"authors": 2, "venue": 1, "year": 1}
"""Words outside all fields from which on a field may be there, unrecognised."""


def missing_field(section: Section, rule: Rule) -> Iterator[Diagnostic]:
    """Report entries without a field that at least nine in ten of the section have, or that is required."""
    required = [str(name) for name in rule.options["require"]]
    for name in required or _INFERRED:
        has = _HAS[name]
        lacking = [entry for entry in section.entries if not has(entry)]
        count, total = len(section.entries) - len(lacking), len(section.entries)
        if not lacking or (not required and (total < _MIN_ENTRIES or count < _SHARE * total)):
            continue
        evidence = "" if required else f" as in {count} of {total} entries"
        usual = _usual_kind(section)
        for entry in lacking:
            if entry.title is None:
                continue
            alike = name == "link" or (markup_of(entry.title), entry.container) == usual
            if required or (alike and _surely_lacks(entry, name)):
                message = f"found no {name}, expected {_NAMES[name]}{evidence}"
                yield rule.diagnose(entry.title.outer, message)


def _surely_lacks(entry: Entry, name: str) -> bool:
    """Tell whether a field that was not recognised cannot be there all the same."""
    title, source = entry.title, entry.document.source
    assert title is not None
    if len(title.value.split()) < _TITLE_WORDS or entry.container is Container.HTML:
        return False
    if _GOES_ON.match(source.text, entry.span.end):
        return False
    if name == "link":
        return not _UNREAD_LINK.search(source.text, *entry.span) and not _is_labelled(title.value)
    if entry.container is Container.TABLE or not entry.links or leftover_words(entry) >= _MAY_HIDE[name]:
        return False
    if name == "authors":
        return markup_of(title) != "plain" or "," not in title.value
    return not _holds_venue(entry)


def _holds_venue(entry: Entry) -> bool:
    """Tell whether a venue may stand in another field: in the title, among the authors, or on a link."""
    assert entry.title is not None
    if _ARCHIVE.search(entry.title.value) or any(_ARCHIVE.search(link.label) for link in entry.links):
        return True
    return any(_is_venue_like(author.value, entry.document.venues) for author in entry.authors)


def _is_venue_like(name: str, venues: VenueTable) -> bool:
    if " " not in name or any(char.isdigit() for char in name):
        return True
    mention = read_venue(name.split(",")[0], venues)
    return mention is not None and mention.certain


def _is_labelled(title: str) -> bool:
    """Tell whether what was read as a title is a detail with a label, such as "Keywords: ..."."""
    return ":" in " ".join(title.split()[:2])


def _usual_kind(section: Section) -> tuple[str, Container] | None:
    """Return markup of the title and container of most entries: others are of another kind."""
    kinds = Counter((markup_of(entry.title), entry.container) for entry in section.entries if entry.title is not None)
    return kinds.most_common(1)[0][0] if kinds else None
