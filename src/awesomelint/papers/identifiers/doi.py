"""Digital object identifiers: `doi:10.1145/3292500.3330701`.

A DOI whose registrant builds it from an identifier of its own is that identifier: `10.18653/v1/P19-1580` is `acl:P19-1580`.
"""

from __future__ import annotations

import re

from awesomelint.expressions import expression
from awesomelint.papers.identifiers.address import Address, escape
from awesomelint.papers.identifiers.loading import load_reader
from awesomelint.papers.identifiers.model import Imprint, Kind, PaperId, Reading

_OWN_IDENTIFIERS = {
    "1609": "aaai.read_aaai_doi",
    "3115": "anthology.read_anthology_doi",
    "15607": "proceedings.read_rss_doi",
    "18653": "anthology.read_anthology_doi",
    "21437": "proceedings.read_isca_doi",
    "24963": "ijcai.read_ijcai_doi",
    "48550": "arxiv.read_arxiv_doi",
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
