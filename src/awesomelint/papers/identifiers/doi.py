"""Digital object identifiers, and publishers whose URLs carry them: `doi:10.1145/3292500.3330701`.

A DOI whose registrant builds it from an identifier of its own is that identifier: `10.18653/v1/P19-1580` is `acl:P19-1580`.
"""

from __future__ import annotations

import re

from awesomelint.papers.identifiers.arxiv import read_arxiv_doi
from awesomelint.papers.identifiers.conferences import read_aaai_doi, read_ijcai_doi
from awesomelint.papers.identifiers.model import (
    Address,
    Imprint,
    Kind,
    PaperId,
    Reading,
    escape,
    parameter,
    path_reader,
)
from awesomelint.papers.identifiers.proceedings import read_anthology_doi, read_isca_doi, read_rss_doi
from awesomelint.startup import expression

_OWN_IDENTIFIERS = {
    "1609": read_aaai_doi,
    "3115": read_anthology_doi,
    "15607": read_rss_doi,
    "18653": read_anthology_doi,
    "21437": read_isca_doi,
    "24963": read_ijcai_doi,
    "48550": read_arxiv_doi,
}
"""Readers of what is after the registrant, in lower case."""
_VERSIONED = frozenset(("20944", "21203", "26434"))
"""Preprint servers that give each version a DOI of its own: Preprints.org, Research Square, ChemRxiv."""

_DOI = expression(r"10\.(\d{4,9}(?:\.\d+)*)/(\S+)\Z", re.ASCII)
_SLASHES = expression("/{2,}")
_LAST = ".,;:'\"*/"
_PAIRS = {")": "(", "]": "[", ">": "<"}

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
    match = _DOI.match(_SLASHES.sub("/", _trimmed(text)))
    if match is None:
        return None
    registrant, suffix = match[1], match[2].lower()
    own = _OWN_IDENTIFIERS.get(registrant)
    reading = own(suffix) if own is not None else None
    if reading is not None:
        return reading if kind is Kind.PAGE else reading._replace(kind=kind)
    version = None
    if registrant in _VERSIONED and (versioned := _VERSION.match(suffix)):
        suffix, version = versioned[1], versioned[2]
    imprint = Imprint()
    if registrant == "1109":
        imprint = _ieee(suffix)
    elif registrant == "1007" and _SPRINGER_BOOK.match(suffix):
        kind = Kind.VOLUME
    elif registrant in _BIORXIV_REGISTRANTS and (preprint := _BIORXIV.match(suffix)):
        # Their URLs go on working with either registrant, so that of the preprint's date is taken.
        suffix, version = preprint.groups()
        registrant = _BIORXIV_REGISTRANTS["." in suffix and suffix >= _BIORXIV_CHANGE]
    doi = f"10.{registrant}/{suffix}"
    if registrant == "5555":  # numbers of the ACM's library that were never registered
        return Reading(PaperId("doi", doi), kind, f"https://dl.acm.org/doi/{doi}")
    url = f"https://doi.org/{escape(doi)}"
    return Reading(PaperId("doi", doi), kind, url, int(version) if version else None, imprint)


def _trimmed(text: str) -> str:
    """Cut off punctuation of the sentence around a DOI, and brackets that it does not open."""
    while text:
        last = text[-1]
        opening = _PAIRS.get(last)
        if last not in _LAST and (opening is None or text.count(opening) >= text.count(last)):
            break
        text = text[:-1]
    return text


def _ieee(suffix: str) -> Imprint:
    """Return what a DOI of IEEE such as `10.1109/cvpr42600.2020.00165` says.

    After a journal's name is the year in which the number was given, not the year of the issue. The number glued to a name
    is a conference's.
    """
    match = _IEEE.match(suffix)
    if match is None:
        return Imprint()
    name = match[1].upper()
    is_conference = bool(match[2]) or name in _IEEE_CONFERENCES
    return Imprint(int(match[3]) if is_conference else None, venue=name)


def read_doi_resolver(address: Address) -> Reading | None:
    """Read a URL of doi.org, dx.doi.org, doi.acm.org: the path is the DOI."""
    path = address.path
    return read_doi(path[4:] if path[:4].lower() == "doi:" else path)


# -- publishers

_KINDS = (
    dict.fromkeys(("epdf", "pdf", "pdfdirect", "pdfplus"), Kind.PDF)
    | dict.fromkeys(("full", "fullHtml", "full-xml"), Kind.FULL_TEXT)
    | dict.fromkeys(("book", "proceedings"), Kind.VOLUME)
    | {"suppl": Kind.SUPPLEMENT}
)
_TAIL = expression(
    r"/(?:abstract|authors|citation|e?pdf|figures|full(?:text)?(?:\.html)?|full/html|meta|metrics|references|suppl_file(?:/.*)?)/?\Z",
    re.ASCII,
)
_SILVERCHAIR_TAIL = expression(r"/\d{4,}(?:/[^/]*)?\Z", re.ASCII)
_OUP = expression(r"[^/]+/article[^/]*(?:/[^/]+){2}/(?:[^/]+/)*?(\d{6,8})(?:/|\Z)", re.ASCII)

_NATURE_NAME = expression(r"([a-z][\w.-]*|\d{3,6}[a-z]\d)\Z", re.ASCII)
_NATURE_ENDINGS = ("_reference.pdf", ".epdf", ".pdf", ".html", ".ris")
_BIORXIV_EARLY = expression(r"(?:content/)?(?:(?:bio|med)rxiv/)?early/\d{4}/\d\d/\d\d/([^/]+)(/.*)?\Z", re.ASCII)
_ZENODO = expression(r"records?/(\d{3,9})(?:/|\Z)", re.ASCII)
_RSC = expression(r"[a-z]\d[a-z]{2}\d{5}[a-z]\Z", re.ASCII)
_ACM_PAGES = {"citation.cfm": Kind.PAGE, "abstract.cfm": Kind.PAGE, "ft_gateway.cfm": Kind.PDF}
_ACM_HALF = expression(r"\d{5,7}\.\d{5,7}\Z", re.ASCII)
_ACM_NUMBER = expression(r"\d{4,7}\Z", re.ASCII)


def _doi_parts(address: Address) -> tuple[list[str], list[str]]:
    """Return what is before the DOI in a path and what from it on."""
    at = next((at for at, part in enumerate(address.parts) if part.startswith("10.")), len(address.parts))
    return address.parts[:at], address.parts[at:]


def _kind(before: list[str]) -> Kind:
    return _KINDS.get(before[-1], Kind.PAGE) if before else Kind.PAGE


def read_atypon(address: Address) -> Reading | None:
    """Read `/doi/pdf/10.1145/3292500.3330701`, the form of the ACM, Wiley, Science, PNAS and many more."""
    before, parts = _doi_parts(address)
    if not parts or "doi" not in before:
        return None
    if before[0] not in ("doi", "insight"):
        return read_silverchair(address)
    kind = _kind(before)
    if kind is Kind.SUPPLEMENT:
        return read_doi("/".join(parts[:2]), kind)
    doi = "/".join(parts)
    return read_doi(_TAIL.sub("", doi) if len(parts) > 2 else doi, kind)


def read_single_suffix(address: Address) -> Reading | None:
    """Read `/article/10.1007/s10579-018-9431-1/fulltext.html`: what follows the second part of the DOI is the site's."""
    before, parts = _doi_parts(address)
    if len(parts) < 2:
        return None
    suffix, kind = parts[1], Kind.PDF if "pdf" in before else _kind(before)
    if len(parts) > 2 and not any(char.isdigit() for char in suffix):  # a journal's letters: 10.1140/epjb/e2005-00151-2
        suffix = f"{suffix}/{parts[2]}"
    if suffix.endswith((".pdf", ".epub")):
        suffix, kind = suffix.rpartition(".")[0], Kind.PDF
    return read_doi(f"{parts[0]}/{suffix}", kind)


def read_silverchair(address: Address) -> Reading | None:
    """Read `/bib/article/doi/10.1093/bib/bbac566/6966532`: the number after the DOI is the site's."""
    before, parts = _doi_parts(address)
    if len(parts) < 2 or "doi" not in before:
        return None
    return read_doi(_SILVERCHAIR_TAIL.sub("", "/".join(parts)))


def read_oup(address: Address) -> Reading | None:
    """Read a URL of Oxford University Press; in `/bib/article/22/5/bbaa414/6105942` the number is all that it tells."""
    reading = read_silverchair(address)
    number = _OUP.match(address.path) if reading is None else None
    return Reading(PaperId("oup", number[1]), Kind.PAGE) if number is not None else reading


def read_whole_suffix(address: Address) -> Reading | None:
    """Read `/article/10.1088/1742-5468/2008/10/P10008/pdf`, where the DOI itself has several parts."""
    before, parts = _doi_parts(address)
    return read_doi(_TAIL.sub("", "/".join(parts)), _kind(before)) if len(parts) > 1 else None


def read_doi_parameter(address: Address) -> Reading | None:
    """Read `/ploscompbiol/article?id=10.1371/journal.pcbi.1012760`."""
    return read_doi(parameter(address.query, "id").removeprefix("doi:"))


@path_reader(r"articles/([^/]+)(?:/.+)?|[^/]+/journal(?:/[^/]+){3}/([^/]+)")
def read_nature(match: re.Match[str]) -> Reading | None:
    """Read `/articles/s41586-019-1724-z` or the older `/nature/journal/v521/n7553/full/nature14539.html`.

    The first part of the DOI, 10.1038, is left out.
    """
    name = (match[1] or match[2]).lower()
    ending = next((ending for ending in _NATURE_ENDINGS if name.endswith(ending)), "")
    name = name.removesuffix(ending)
    kind = Kind.PDF if ending.endswith("pdf") else Kind.PAGE
    return read_doi(f"10.1038/{name}", kind) if _NATURE_NAME.match(name) else None


def read_biorxiv(address: Address) -> Reading | None:
    """Read a URL of bioRxiv or medRxiv, with version and format or without; older ones leave out the start of the DOI."""
    path = address.path
    kind = Kind.FULL_TEXT if ".full" in path else Kind.PAGE
    if "supplementary-material" in path:
        kind = Kind.SUPPLEMENT
    elif ".pdf" in path:
        kind = Kind.PDF
    before, parts = _doi_parts(address)
    if len(parts) > 1 and before == ["content"]:
        return read_doi(f"{parts[0]}/{parts[1]}", kind)
    early = _BIORXIV_EARLY.match(path)
    return read_doi(f"10.1101/{early[1]}", Kind.SUPPLEMENT if early[2] else kind) if early else None


@path_reader(r"(?:articles|reviewed-preprints)/(\d{5,6})(?:v\d+)?(?:/.+)?")
def read_elife(match: re.Match[str]) -> Reading | None:
    """Read `/articles/46935` or `/reviewed-preprints/98765`."""
    return read_doi(f"10.7554/elife.{match[1]}")


def read_zenodo(address: Address) -> Reading | None:
    """Read `/records/4077754`: the number is the DOI's. Each version of a record has a number of its own."""
    number = _ZENODO.match(address.path)
    return read_doi(f"10.5281/zenodo.{number[1]}") if number else read_atypon(address)


def read_rsc(address: Address) -> Reading | None:
    """Read a URL of the Royal Society of Chemistry, `/en/content/articlelanding/2025/sc/d4sc07642g`: 10.1039/ is left out."""
    name = address.parts[-1].lower() if address.parts else ""
    return read_doi(f"10.1039/{name}") if _RSC.match(name) else read_silverchair(address)


def read_acm(address: Address) -> Reading | None:
    """Read a URL of the ACM: by DOI, or by the number that the library used before 2019.

    A number with a dot, `citation.cfm?id=3343031.3351009`, is the second half of the DOI. One without is `acm:3351009`, of which
    the DOI is not known.
    """
    page = address.parts[-1].lower() if address.parts else ""
    if not page.endswith(".cfm"):
        return read_atypon(address)
    kind = _ACM_PAGES.get(page)
    number = parameter(address.query, "doid") or parameter(address.query, "id")
    if kind is not None and _ACM_HALF.match(number):
        return read_doi(f"10.1145/{number}", kind)
    return _acm_number(number, kind) if kind is not None and _ACM_NUMBER.match(number) else None


@path_reader(r"10\.1145/[^/]+/(\d{4,7})(?:/.+)?")
def read_acm_file(match: re.Match[str]) -> Reading | None:
    """Read a file that the ACM's library once handed out, `/10.1145/3190000/3186116/p499-doe.pdf`."""
    return _acm_number(match[1], Kind.PDF)


def _acm_number(number: str, kind: Kind) -> Reading:
    return Reading(PaperId("acm", number), kind, f"https://dl.acm.org/citation.cfm?id={number}")
