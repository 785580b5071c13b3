"""Conferences and journals with archives of their own: the ACL Anthology, USENIX, ISCA, RSS, VLDB, NDSS."""

from __future__ import annotations

import re

from awesomelint.papers.identifiers.model import Address, Imprint, Kind, PaperId, Reading, Words, escape, path_reader
from awesomelint.startup import expression

# -- the ACL Anthology: `acl:P19-1580`, `acl:2021.acl-long.231`

_NEW_ID = expression(r"((?:19|20)\d\d)\.([a-z\d]+)-([a-z\d_]+)\.(\d+)(.*)\Z", re.ASCII | re.IGNORECASE)
_OLD_ID = expression(r"([ACDEFHIJKLMNOPQRSTUWXY])(\d\d)-(\d\d)(\d\d)(.*)\Z", re.ASCII | re.IGNORECASE)
_REST = expression(r"(?:v(\d\d?)|(e\d\d?))?(\.(?:pdf|bib|xml|endf)|[._][A-Za-z].*)?\Z", re.ASCII)
_ANTHOLOGY_KINDS = {
    None: Kind.PAGE,
    ".pdf": Kind.PDF,
    ".bib": Kind.CITATION,
    ".xml": Kind.CITATION,
    ".endf": Kind.CITATION,
}

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
    kind = (
        Kind.VOLUME
        if is_front_matter
        else Kind.SUPPLEMENT
        if erratum
        else _ANTHOLOGY_KINDS.get(ending, Kind.SUPPLEMENT)
    )
    return Reading(paper, kind, f"https://aclanthology.org/{paper.value}/", int(version) if version else None, imprint)


def _new_id(text: str) -> tuple[PaperId, Imprint, str] | None:
    """Return paper, imprint and what follows the identifier."""
    match = _NEW_ID.match(text)
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
    match = _OLD_ID.match(text)
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


# -- USENIX: `usenix:osdi16/abadi`

_EDITION = expression(r"([a-z]+)(\d\d)\Z", re.ASCII)
_NAME = expression(r"[^\W\d_][\w'-]*\Z")
_FILE = expression(
    r"([a-z]+)(\d\d)(fall|summer|winter|cycle\d)?[-_]?(papers?[-_]|slides[-_])?([^\W_][\w'-]*?)(?:_\d)?\.pdf\Z",
    re.ASCII | re.IGNORECASE,
)
_PREPRINT = expression(r"prepub|\d", re.ASCII)
_OLD_FILE = expression(r"([a-z][\w'-]*)\.(?:html?|pdf)\Z", re.ASCII | re.IGNORECASE)

_SAME = {"sec": "usenixsecurity", "usenix": "atc"}
"""Names of files that differ from the names of pages."""
_OLD_TEXTS = frozenset(("full_papers", "final_files"))


def read_usenix(address: Address) -> Reading | None:
    """Read a URL of USENIX: a presentation's page, its paper or slides, or a page of the sites before 2012."""
    parts = [part for part in address.parts if part != "technical-sessions"]
    if len(parts) == 4 and parts[0] == "conference" and parts[2] == "presentation":
        edition = _EDITION.match(parts[1])
        if edition is None or not _NAME.match(parts[3]):
            return None
        return _usenix(edition[1], edition[2], parts[3].lower(), Kind.PAGE)
    if parts[:2] == ["system", "files"] or parts[:3] == ["sites", "default", "files"]:
        return _usenix_file(parts[-1])
    if parts[:1] == ["legacy"]:
        parts = parts[1:]
    if len(parts) >= 4 and parts[0] in ("event", "events"):
        return _old_usenix(parts)
    return None


def _usenix_file(name: str) -> Reading | None:
    """Read `nsdi16-paper-lin-wei.pdf` or `osdi14_slides_zhang-irene.pdf`.

    What is put there before the conference is named after one author's surname and a number, not after the page to come.
    """
    file = _FILE.match(name)
    if file is None:
        return None
    conference, year, season, content, person = file.groups()
    if season or _PREPRINT.search(person):
        person = f"prepub-{person}"
    kind = Kind.SLIDES if content and content.lower().startswith("slides") else Kind.PDF
    return _usenix(conference.lower(), year, person.lower(), kind)


def _old_usenix(parts: list[str]) -> Reading | None:
    """Read `/event/osdi04/tech/full_papers/dean/dean.pdf` or `/event/osdi04/tech/dean.html`; these have no page under a name."""
    edition = _EDITION.match(parts[1])
    if edition is None or parts[2] != "tech":
        return None
    inner = parts[3:]
    if inner[0] in _OLD_TEXTS:
        inner = inner[1:]
    elif len(inner) > 1:
        return None
    if not inner:
        return None
    file = _OLD_FILE.match(inner[0])
    name = file[1] if file else inner[0] if len(inner) > 1 else ""
    if not _NAME.match(name) or name == "index":
        return None
    kind = Kind.PDF if parts[-1].endswith(".pdf") else Kind.PAGE if len(inner) == 1 else Kind.FULL_TEXT
    return _usenix(edition[1], edition[2], name.lower(), kind)._replace(url=None)


def _usenix(conference: str, short_year: str, person: str, kind: Kind) -> Reading:
    conference = _SAME.get(conference, conference)
    year = int(short_year) + (1900 if short_year > "60" else 2000)
    paper = PaperId("usenix", f"{conference}{short_year}/{person}")
    imprint = Imprint(year, code=conference)
    if person.startswith("prepub-"):
        surname = person.removesuffix("-prepub").rpartition("-")[2]
        return Reading(paper, kind, None, None, imprint, Words(surnames=(surname,)) if surname.isalpha() else Words())
    url = f"https://www.usenix.org/conference/{conference}{short_year}/presentation/{escape(person)}"
    first = re.split(r"[-_]", person, maxsplit=1)[0]
    return Reading(paper, kind, url, None, imprint, Words(surnames=(person, first) if first != person else (person,)))


# -- ISCA, RSS, VLDB, NDSS

_ISCA_EDITION = expression(r"([a-z][a-z0-9]*?)_((?:19|20)\d\d)\Z", re.ASCII)
_ISCA_FILE = expression(
    r"(?:(\d{4})|([a-z]{1,4}\d\d_\d{3,4})|([a-z'-]+?)(\d\d[a-z]{0,2}_[a-z][a-z0-9]*))\.(html|pdf)\Z", re.ASCII
)
_ISCA_DOI = expression(r"interspeech\.((?:19|20)\d\d)-(\d{1,4})\Z", re.ASCII)
_ISCA_NAMES = {name.lower(): name for name in ("Interspeech", "Eurospeech", "ICSLP", "Odyssey", "SSW")}

_RSS_DOI = expression(r"rss\.(20\d\d)\.[ivxl]+\.(\d{1,3})\Z", re.ASCII)
_RSS_YEAR_ZERO = 2004
_RSS_TWO_DIGITS = 15
"""The last volume whose files have numbers of two digits."""

_PVLDB_YEAR_ZERO = 2007


def read_isca(address: Address) -> Reading | None:
    """Read a URL of the archive of the International Speech Communication Association, old sites and new.

    Papers are named `1873`, as in the DOI, or `wang21d_interspeech`; that these are one paper is nowhere in the URL.
    """
    *folders, name = [part.lower() for part in address.parts] or [""]
    edition = next((match for folder in folders if (match := _ISCA_EDITION.match(folder))), None)
    file = _ISCA_FILE.match(name)
    if edition is None or file is None:
        return None
    digits, numbered, surname, rest, ending = file.groups()
    series, year = edition.groups()
    kind = Kind.PDF if ending == "pdf" else Kind.PAGE
    if surname is None:
        return _isca(series, year, str(int(digits)) if digits else numbered, kind)
    url = f"https://www.isca-archive.org/{series}_{year}/{surname}{rest}.html"
    return _isca(series, year, f"{surname}{rest}", kind)._replace(url=url, words=Words(surnames=(surname,)))


def read_isca_doi(suffix: str) -> Reading | None:
    """Read a DOI of Interspeech, the part after `10.21437/`."""
    match = _ISCA_DOI.match(suffix)
    return _isca("interspeech", match[1], str(int(match[2])), Kind.PAGE) if match else None


def _isca(series: str, year: str, value: str, kind: Kind) -> Reading:
    is_doi = series == "interspeech" and value.isdecimal()
    url = f"https://doi.org/10.21437/interspeech.{year}-{value}" if is_doi else None
    imprint = Imprint(int(year), venue=_ISCA_NAMES.get(series))
    return Reading(PaperId("isca", f"{series}_{year}/{value}"), kind, url, None, imprint)


@path_reader(r"(?i:rss(\d\d)/p(\d{1,3})\.(?:html|(pdf)))")
def read_rss(match: re.Match[str]) -> Reading | None:
    """Read a URL of roboticsproceedings.org: `/rss16/p082.pdf`."""
    return _rss(int(match[1]), int(match[2]), Kind.PDF if match[3] else Kind.PAGE)


def read_rss_doi(suffix: str) -> Reading | None:
    """Read a DOI of Robotics: Science and Systems, the part after `10.15607/`."""
    match = _RSS_DOI.match(suffix)
    return _rss(int(match[1]) - _RSS_YEAR_ZERO, int(match[2]), Kind.PAGE) if match else None


def _rss(volume: int, number: int, kind: Kind) -> Reading | None:
    if volume < 1 or number < 1:
        return None
    width = 2 if volume <= _RSS_TWO_DIGITS else 3
    url = f"https://www.roboticsproceedings.org/rss{volume:02}/p{number:0{width}}.html"
    imprint = Imprint(_RSS_YEAR_ZERO + volume, venue="RSS")
    return Reading(PaperId("rss", f"{volume:02}/{number}"), kind, url, None, imprint)


@path_reader(r"pvldb/vol(?!0+\b)(\d{1,2})/(?i:(p(\d+)-([a-z\d_-]+?)\.pdf))")
def read_vldb(match: re.Match[str]) -> Reading | None:
    """Read a URL of the Proceedings of the VLDB Endowment: `/pvldb/vol8/p2110-shi.pdf`."""
    volume, file, page, surname = int(match[1]), match[2], match[3], match[4]
    url = f"https://www.vldb.org/pvldb/vol{volume}/{file}"
    imprint = Imprint(_PVLDB_YEAR_ZERO + volume, venue="VLDB")
    paper = PaperId("pvldb", f"{volume}/p{page}-{surname.lower()}")
    return Reading(paper, Kind.PDF, url, None, imprint, Words(surnames=(surname,)))


@path_reader(r"ndss-paper/([^/]+)")
def read_ndss(match: re.Match[str]) -> Reading | None:
    """Read a paper's page at ndss-symposium.org, whose address is the title: `/ndss-paper/knock-and-talk/`."""
    slug = match[1].lower()
    url = f"https://www.ndss-symposium.org/ndss-paper/{escape(slug)}/"
    words = Words(title=tuple(slug.split("-"))) if not slug.startswith("auto-draft") else Words()
    return Reading(PaperId("ndss", slug), Kind.PAGE, url, None, Imprint(venue="NDSS"), words)
