"""arXiv and DOI: `arxiv:1909.10351`, `doi:10.1145/3292500.3330701`."""

from __future__ import annotations

import re

from awesomelint.expressions import expression
from awesomelint.papers.identifiers.model import Address, Imprint, Kind, PaperId, Reading, escape
from awesomelint.papers.identifiers.read import load_reader

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

_KINDS = {
    "abs": Kind.PAGE,
    "pdf": Kind.PDF,
    "html": Kind.FULL_TEXT,
    "format": Kind.PAGE,
    "ps": Kind.SOURCE,
    "e-print": Kind.SOURCE,
    "src": Kind.SOURCE,
    "paper": Kind.PDF,  # a slip of some lists; arXiv knows no such page
}
_MIRROR_PATHS = frozenset(("abs", "arxiv", "html", "overview", "papers", "pdf"))
_ENDINGS = (".pdf", ".html", ".ps", ".gz")


def arxiv_id(text: str) -> tuple[PaperId, int | None, Imprint] | None:
    """Read an identifier such as `1909.10351v2` or `math.CA/0611800`: paper, version and date, `None` if it is invalid.

    The subject class of an old identifier is dropped, as arXiv does.
    """
    new = _NEW.match(text)
    if new is not None:
        year, month, number, version = new.groups()
        moment = year + month
        if moment < _FIRST_NEW or int(year) > _LAST_YEAR or len(number) != (4 if moment <= _LAST_OF_FOUR_DIGITS else 5):
            return None
        if not number.strip("0"):
            return None
        paper = PaperId("arxiv", f"{moment}.{number}")
        return paper, int(version) if version else None, Imprint(2000 + int(year), int(month), "arXiv")
    old = _OLD.match(text)
    if old is None:
        return None
    archive, year, month, number, version = old.groups()
    moment = year + month
    if archive.lower() not in _ARCHIVES or number == "000" or _FIRST_NEW <= moment < "9107":
        return None
    century = 1900 if year >= "91" else 2000
    paper = PaperId("arxiv", f"{archive.lower()}/{moment}{number}")
    return paper, int(version) if version else None, Imprint(century + int(year), int(month), "arXiv")


def read_arxiv_id(text: str, kind: Kind = Kind.PAGE) -> Reading | None:
    """Read an identifier of arXiv, with `.pdf` or such behind it or not."""
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


def read_arxiv_doi(suffix: str) -> Reading | None:
    """Read a DOI of arXiv, the part behind `10.48550/`."""
    return read_arxiv_id(suffix.removeprefix("arxiv.")) if suffix.startswith("arxiv.") else None


def read_arxiv(address: Address) -> Reading | None:
    """Read a URL of arXiv or one of its mirrors."""
    parts = address.parts
    if not parts:
        return None
    kind = _KINDS.get(parts[0])
    if kind is not None:
        return _read_parts(parts[1:], kind)
    if (
        parts[0] == "ftp" and len(parts) > 4 and parts[1:3] == ["arxiv", "papers"]
    ):  # /ftp/arxiv/papers/2207/2207.01792.pdf
        return read_arxiv_id(parts[4], Kind.PDF)
    return _read_parts(parts, Kind.PAGE)


def read_arxiv_mirror(address: Address) -> Reading | None:
    """Read a URL of a service that shows arXiv's papers under their identifiers: ar5iv, alphaXiv, SciRate and others."""
    parts = address.parts
    return _read_parts(parts[1:], Kind.MIRROR) if len(parts) > 1 and parts[0] in _MIRROR_PATHS else None


def _read_parts(parts: list[str], kind: Kind) -> Reading | None:
    if len(parts) == 1:
        return read_arxiv_id(parts[0], kind)
    if len(parts) == 2:
        return read_arxiv_id(f"{parts[0]}/{parts[1]}", kind)
    return None


#| Digital object identifiers: `doi:10.1145/3292500.3330701`.
#|
#| A DOI whose registrant builds it from an identifier of its own is that identifier: `10.18653/v1/P19-1580` is `acl:P19-1580`.

_OWN_IDENTIFIERS = {
    "1609": "conferences.read_aaai_doi",
    "3115": "anthology.read_anthology_doi",
    "15607": "proceedings.read_rss_doi",
    "18653": "anthology.read_anthology_doi",
    "21437": "proceedings.read_isca_doi",
    "24963": "anthology.read_ijcai_doi",
    "48550": "registries.read_arxiv_doi",
}
"""Readers of what stands behind the registrant, in lower case."""
_VERSIONED = frozenset(("20944", "21203", "26434"))
"""Preprint servers that give each version a DOI of its own: Preprints.org, Research Square, ChemRxiv."""

_DOI = expression(r"10\.(\d{4,9}(?:\.\d+)*)/(\S+)\Z", re.ASCII)
_LAST = ".,;:'\"*/"
_PAIRS = ((")", "("), ("]", "["), (">", "<"))

_BIORXIV = expression(r"(\d{6}|(?:19|20)\d\d\.\d\d\.\d\d\.\d{6,8})(?:v(\d{1,2}))?(?:\.[a-z-].*)?\Z", re.ASCII)
_BIORXIV_REGISTRANTS = ("1101", "64898")
_BIORXIV_CHANGE = "2025.11.28"
"""Date in the first preprints that openRxiv registered, no longer Cold Spring Harbor Laboratory."""
_VERSION = expression(r"(.+?)(?:[-/.]v(\d{1,2}))\Z", re.ASCII)

_IEEE = expression(r"([a-z]+(?:-[a-z]+)*)(\d+)?\.((?:19|20)\d\d)\.", re.ASCII)
_IEEE_CONFERENCES = frozenset(
    "ASE CVPR ICASSP ICCV ICDE ICDM ICME ICPC ICPR ICRA ICSE ICSME INFOCOM IROS MSR SANER WACV".split()
)
_SPRINGER_BOOK = expression(r"(?:97[89]-[\d-]+|3-540-[\d-]+)x?\Z", re.ASCII)


def read_doi(text: str, kind: Kind = Kind.PAGE) -> Reading | None:
    """Read a DOI, escapes resolved, with the punctuation that stuck to it or without."""
    text = _trimmed(text)
    while "//" in text:
        text = text.replace("//", "/")
    found = _DOI.match(text)
    if found is None:
        return None
    registrant, suffix = found.groups()
    suffix = suffix.lower()
    own = _OWN_IDENTIFIERS.get(registrant)
    if own is not None:
        reading = load_reader(own)(suffix)
        if reading is not None:
            return reading if kind is Kind.PAGE else reading._replace(kind=kind)
    version = None
    if registrant in _VERSIONED:
        suffix, version = _without_version(suffix)
    imprint = Imprint()
    if registrant == "1109":
        imprint = _ieee(suffix)
    elif registrant == "1007" and _SPRINGER_BOOK.match(suffix):
        kind = Kind.VOLUME
    elif registrant in _BIORXIV_REGISTRANTS:
        registrant, suffix, version = _of_biorxiv(registrant, suffix)
    doi = f"10.{registrant}/{suffix}"
    if registrant == "5555":  # numbers of the ACM's library that were never registered
        return Reading(PaperId("doi", doi), kind, f"https://dl.acm.org/doi/{doi}")
    return Reading(PaperId("doi", doi), kind, doi_url(doi), version, imprint)


def doi_url(doi: str) -> str:
    """Return the URL of a DOI at the resolver."""
    return f"https://doi.org/{escape(doi)}"


def read_doi_resolver(address: Address) -> Reading | None:
    """Read a URL of doi.org, dx.doi.org, doi.acm.org: the path is the DOI."""
    path = "/".join(address.parts)
    if path[:4].lower() == "doi:":
        path = path[4:]
    return read_doi(path)


def _trimmed(text: str) -> str:
    """Cut off punctuation of the sentence around a DOI, and brackets that it does not open."""
    while text:
        last = text[-1]
        opening = next((opening for closing, opening in _PAIRS if closing == last), None)
        if last not in _LAST and (opening is None or text.count(opening) >= text.count(last)):
            break
        text = text[:-1]
    return text


def _of_biorxiv(registrant: str, suffix: str) -> tuple[str, str, int | None]:
    """Return registrant, suffix and version of a preprint of bioRxiv or medRxiv.

    Their URLs go on working with either registrant, so that of the preprint's date is taken.
    """
    found = _BIORXIV.match(suffix)
    if found is None:
        return registrant, suffix, None
    number, version = found.groups()
    is_new = "." in number and number >= _BIORXIV_CHANGE
    return _BIORXIV_REGISTRANTS[is_new], number, int(version) if version else None


def _without_version(suffix: str) -> tuple[str, int | None]:
    found = _VERSION.match(suffix)
    return (found[1], int(found[2])) if found else (suffix, None)


def _ieee(suffix: str) -> Imprint:
    """Return what a DOI of IEEE such as `10.1109/cvpr42600.2020.00165` says.

    Behind a journal's name stands the year in which the number was given, not the year of the issue. The number glued to a name
    is a conference's.
    """
    found = _IEEE.match(suffix)
    if found is None:
        return Imprint()
    name = found[1].upper()
    is_conference = bool(found[2]) or name in _IEEE_CONFERENCES
    return Imprint(int(found[3]) if is_conference else None, venue=name)
