"""The ACL Anthology: `acl:2021.acl-long.231`, `acl:P19-1580`."""

from __future__ import annotations

import re

from awesomelint.expressions import expression
from awesomelint.papers.identifiers.model import Address, Imprint, Kind, PaperId, Reading

_NEW = expression(r"((?:19|20)\d\d)\.([a-z\d]+)-([a-z\d_]+)\.(\d+)(.*)\Z", re.ASCII | re.IGNORECASE)
_OLD = expression(r"([ACDEFHIJKLMNOPQRSTUWXY])(\d\d)-(\d\d)(\d\d)(.*)\Z", re.ASCII | re.IGNORECASE)
_REST = expression(r"(?:v(\d\d?)|(e\d\d?))?(\.(?:pdf|bib|xml|endf)|[._][A-Za-z].*)?\Z", re.ASCII)
_KINDS = {None: Kind.PAGE, ".pdf": Kind.PDF, ".bib": Kind.CITATION, ".xml": Kind.CITATION, ".endf": Kind.CITATION}

_NOT_PAPERS = frozenset(("volumes", "events", "venues", "people", "sigs"))
_SHORT_PAPERS = frozenset(("P08-2", "P09-2", *(f"P{year}-2" for year in range(10, 19)), "N18-2"))


def read_anthology(address: Address) -> Reading | None:
    """Read a URL of the Anthology at one of its own hosts: the last part of the path names the paper."""
    parts = address.parts
    if not parts or parts[0] in _NOT_PAPERS:
        return None
    reading = read_anthology_id(parts[-1])
    if reading is not None and "attachments" in parts and reading.kind is not Kind.VOLUME:
        return reading._replace(kind=Kind.SUPPLEMENT)
    return reading


def read_acl_site(address: Address) -> Reading | None:
    """Read a URL of the society's site, where the Anthology was until 2021."""
    if not address.parts or not address.parts[0].startswith("anthology"):
        return None
    return read_anthology(address._replace(parts=address.parts[1:]))


def read_anthology_doi(suffix: str) -> Reading | None:
    """Read a DOI of the Anthology, the part after `10.18653/` or, in 2014, `10.3115/`: `v1/p19-1580`."""
    return read_anthology_id(suffix.removeprefix("v1/")) if suffix.startswith("v1/") else None


def read_anthology_id(text: str) -> Reading | None:
    """Read an identifier such as `P19-1580` or `2021.acl-long.231`, with version and file ending after it or not."""
    known = _new_id(text) or _old_id(text)
    rest = _REST.match(known[2]) if known is not None else None
    if known is None or rest is None:
        return None
    paper, imprint, _ = known
    version, erratum, ending = rest.groups()
    is_front_matter = not paper.value.removeprefix(imprint.volume or "").strip(".0")
    kind = Kind.VOLUME if is_front_matter else Kind.SUPPLEMENT if erratum else _KINDS.get(ending, Kind.SUPPLEMENT)
    return Reading(paper, kind, f"https://aclanthology.org/{paper.value}/", int(version) if version else None, imprint)


def _new_id(text: str) -> tuple[PaperId, Imprint, str] | None:
    """Return paper, imprint and what follows the identifier."""
    match = _NEW.match(text)
    if match is None:
        return None
    year, venue, part, number, rest = match.groups()
    venue, part = venue.lower(), part.lower()
    volume = f"{year}.{venue}-{part}"
    code, track = venue, None if part.isdigit() else part
    if venue == "findings":
        code, track = f"findings-{part}", "findings"
    return PaperId("acl", f"{volume}.{int(number)}"), Imprint(int(year), code=code, track=track, volume=volume), rest


def _old_id(text: str) -> tuple[PaperId, Imprint, str] | None:
    match = _OLD.match(text)
    if match is None:
        return None
    letter, short_year, first, second, rest = match.groups()
    letter = letter.upper()
    year = int(short_year) + (1900 if short_year >= "60" else 2000)
    if year > 2020:
        return None
    two_and_two = letter == "W" or (letter, year) == ("C", 1969) or ((letter, year) == ("D", 2019) and first >= "50")
    volume = f"{letter}{short_year}-{first if two_and_two else first[0]}"
    paper = PaperId("acl", f"{letter}{short_year}-{first}{second}")
    if letter in "WS" or (letter == "I" and volume[-1] not in "12"):
        # W holds workshops, and other meetings before they had a letter; S both *SEM and SemEval; I workshops next to IJCNLP
        return paper, Imprint(year, volume=volume), rest
    track = None
    if letter == "D" and two_and_two:
        track = "workshop"
    elif volume in _SHORT_PAPERS:
        track = "short"
    elif volume.endswith("-1") and letter in "DENP":
        track = "main"
    return paper, Imprint(year, code=letter, track=track, volume=volume), rest
