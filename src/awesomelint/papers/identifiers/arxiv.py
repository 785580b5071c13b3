"""arXiv and the ACL Anthology: `arxiv:1909.10351`, `acl:2021.acl-long.231`."""

from __future__ import annotations

import re

from awesomelint.papers.identifiers.model import Address, Imprint, Kind, PaperId, Reading
from awesomelint.startup import expression

_NEW = expression(r"(\d\d)(0[1-9]|1[0-2])\.(\d{4,5})(?:v([1-9]\d?))?\Z", re.ASCII)
_OLD = expression(r"([a-z-]+)(?:\.[a-z]{2})?/(\d\d)(0[1-9]|1[0-2])(\d{3})(?:v([1-9]\d?))?\Z", re.ASCII | re.IGNORECASE)
_ARCHIVES = frozenset(
    "acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas cond-mat cs dg-ga funct-an "
    "gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th nlin nucl-ex nucl-th patt-sol physics plasm-ph q-alg q-bio quant-ph "
    "solv-int stat supr-con".split()
)
_FIRST_NEW, _LAST_OF_FOUR_DIGITS = "0704", "1412"
_LAST_YEAR = 69
"""The last two digits of a year that new identifiers may have; above it they would be of the time before them."""

_KINDS = (
    dict.fromkeys(("abs", "format"), Kind.PAGE)
    | dict.fromkeys(("pdf", "paper"), Kind.PDF)  # "paper" is a slip of some lists; arXiv knows no such page
    | dict.fromkeys(("ps", "e-print", "src"), Kind.SOURCE)
    | {"html": Kind.FULL_TEXT}
)
_FTP = "ftp/arxiv/papers/"
"""Files are in a folder a month after it: `2207/2207.01792.pdf`."""
_MIRROR_PATHS = frozenset(("abs", "arxiv", "html", "overview", "papers", "pdf"))
_ENDINGS = (".pdf", ".html", ".ps", ".gz")


def read_arxiv(address: Address) -> Reading | None:
    """Read a URL of arXiv or one of its mirrors."""
    path = address.path
    if path.startswith(_FTP):
        return read_arxiv_id(address.parts[4], Kind.PDF) if len(address.parts) > 4 else None
    first, _, rest = path.partition("/")
    kind = _KINDS.get(first)
    return read_arxiv_id(path) if kind is None else read_arxiv_id(rest, kind)


def read_arxiv_mirror(address: Address) -> Reading | None:
    """Read a URL of a service that shows arXiv's papers under their identifiers: ar5iv, alphaXiv, SciRate and others."""
    first, _, rest = address.path.partition("/")
    return read_arxiv_id(rest, Kind.MIRROR) if first in _MIRROR_PATHS else None


def read_arxiv_doi(suffix: str) -> Reading | None:
    """Read a DOI of arXiv, the part after `10.48550/`."""
    return read_arxiv_id(suffix.removeprefix("arxiv.")) if suffix.startswith("arxiv.") else None


def read_arxiv_id(text: str, kind: Kind = Kind.PAGE) -> Reading | None:
    """Read an identifier of arXiv, with `.pdf` or such after it or not."""
    for ending in _ENDINGS:
        if text.endswith(ending):
            text = text[: -len(ending)]
            if kind is Kind.PAGE and ending == ".pdf":
                kind = Kind.PDF
            break
    known = arxiv_id(text)
    if known is None:
        return None
    paper, version, imprint = known
    return Reading(paper, kind, f"https://arxiv.org/abs/{paper.value}", version, imprint)


def arxiv_id(text: str) -> tuple[PaperId, int | None, Imprint] | None:
    """Read an identifier such as `1909.10351v2` or `math.CA/0611800`: paper, version and date, `None` if it is invalid.

    The subject class of an old identifier is dropped, as arXiv does.
    """
    new, old = _NEW.match(text), _OLD.match(text)
    if new is not None:
        year, month, number, version = new.groups()
        moment = year + month
        digits = 4 if moment <= _LAST_OF_FOUR_DIGITS else 5
        if moment < _FIRST_NEW or int(year) > _LAST_YEAR or len(number) != digits or not number.strip("0"):
            return None
        name, century = f"{moment}.{number}", 2000
    elif old is not None:
        archive, year, month, number, version = old.groups()
        moment = year + month
        if archive.lower() not in _ARCHIVES or number == "000" or _FIRST_NEW <= moment < "9107":
            return None
        name, century = f"{archive.lower()}/{moment}{number}", 1900 if year >= "91" else 2000
    else:
        return None
    imprint = Imprint(century + int(year), int(month), "arXiv")
    return PaperId("arxiv", name), int(version) if version else None, imprint


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
