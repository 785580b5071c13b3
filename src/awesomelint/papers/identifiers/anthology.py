"""ACL Anthology and IJCAI: `acl:2021.acl-long.231`, `ijcai:2021/472`."""

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


def anthology_id(text: str) -> tuple[PaperId, Imprint, str] | None:
    """Read an identifier such as `P19-1580` or `2021.acl-long.231`; returns paper, imprint and what follows the identifier."""
    new = _NEW.match(text)
    if new is not None:
        year, venue, volume, number, rest = new.groups()
        venue, volume = venue.lower(), volume.lower()
        paper = PaperId("acl", f"{year}.{venue}-{volume}.{int(number)}")
        return paper, _imprint_of_new(int(year), venue, volume), rest
    old = _OLD.match(text)
    if old is None:
        return None
    letter, short_year, first, second, rest = old.groups()
    letter = letter.upper()
    year = int(short_year) + (1900 if short_year >= "60" else 2000)
    if year > 2020:
        return None
    two_and_two = letter == "W" or (letter, year) == ("C", 1969) or ((letter, year) == ("D", 2019) and first >= "50")
    volume = f"{letter}{short_year}-{first if two_and_two else first[0]}"
    return PaperId("acl", f"{letter}{short_year}-{first}{second}"), _imprint_of_old(letter, year, volume), rest


def _imprint_of_new(year: int, venue: str, volume: str) -> Imprint:
    if venue == "findings":
        return Imprint(year, code=f"findings-{volume}", track="findings", volume=f"{year}.findings-{volume}")
    return Imprint(year, code=venue, track=None if volume.isdigit() else volume, volume=f"{year}.{venue}-{volume}")


def _imprint_of_old(letter: str, year: int, volume: str) -> Imprint:
    if letter in "WS" or (letter == "I" and volume[-1] not in "12"):
        # W holds workshops, and other meetings before they had a letter; S both *SEM and SemEval; I workshops beside IJCNLP
        return Imprint(year, volume=volume)
    track = None
    if letter == "D" and len(volume) > 5:
        track = "workshop"
    elif volume in _SHORT_PAPERS:
        track = "short"
    elif volume.endswith("-1") and letter in "DENP":
        track = "main"
    return Imprint(year, code=letter, track=track, volume=volume)


def read_anthology_id(text: str) -> Reading | None:
    """Read an identifier of the Anthology, with version and file ending behind it or not."""
    known = anthology_id(text)
    rest = _REST.match(known[2]) if known is not None else None
    if known is None or rest is None:
        return None
    paper, imprint, _ = known
    version, erratum, ending = rest.groups()
    kind = Kind.SUPPLEMENT if erratum else _KINDS.get(ending, Kind.SUPPLEMENT)
    if _is_front_matter(paper.value, imprint.volume or ""):
        kind = Kind.VOLUME
    return Reading(paper, kind, f"https://aclanthology.org/{paper.value}/", int(version) if version else None, imprint)


def read_anthology_doi(suffix: str) -> Reading | None:
    """Read a DOI of the Anthology, the part behind `10.18653/` or, in 2014, `10.3115/`: `v1/p19-1580`."""
    return read_anthology_id(suffix.removeprefix("v1/")) if suffix.startswith("v1/") else None


def _is_front_matter(value: str, volume: str) -> bool:
    return not value[len(volume) :].strip(".0")


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


#| IJCAI: `ijcai:2021/472`.

_NUMBER = expression(r"(\d{1,4})(\.pdf)?\Z", re.ASCII | re.IGNORECASE)
_YEAR = expression(r"(?:19|20)\d\d\Z", re.ASCII)
_SHORT_YEAR = expression(r"\d\d\Z", re.ASCII)
_DOI = expression(r"ijcai\.((?:19|20)\d\d)/(\d{1,4})\Z", re.ASCII)
_LAST_OF_OLD_PATHS = 2016


def read_ijcai(address: Address) -> Reading | None:
    """Read `/proceedings/2021/472`, `/proceedings/2021/0472.pdf`, `/Proceedings/15/Papers/468.pdf` or `/Abstract/15/468`."""
    parts = address.parts
    if len(parts) == 3 and parts[0] == "Abstract":
        parts = ["proceedings", parts[1], "Abstract", parts[2]]
    if len(parts) < 3 or parts[0].lower() != "proceedings":
        return None
    number = _NUMBER.match(parts[-1])
    if number is None or not int(number[1]):
        return None
    kind = Kind.PDF if number[2] else Kind.PAGE
    if len(parts) == 3 and _YEAR.match(parts[1]):
        return _reading(int(parts[1]), int(number[1]), kind)
    if len(parts) == 4 and _SHORT_YEAR.match(parts[1]) and parts[2] in ("Papers", "Abstract"):
        short = int(parts[1])
        return _reading(short + (1900 if short > 60 else 2000), int(number[1]), kind)
    return None


def read_ijcai_doi(suffix: str) -> Reading | None:
    """Read a DOI of IJCAI, the part behind `10.24963/`."""
    found = _DOI.match(suffix)
    return _reading(int(found[1]), int(found[2]), Kind.PAGE) if found else None


def _reading(year: int, number: int, kind: Kind) -> Reading:
    if year > _LAST_OF_OLD_PATHS:
        url = f"https://www.ijcai.org/proceedings/{year}/{number}"
    else:
        url = f"https://www.ijcai.org/Proceedings/{year % 100:02}/Papers/{number:03}.pdf"
    return Reading(PaperId("ijcai", f"{year}/{number}"), kind, url, None, Imprint(year, venue="IJCAI"))
