"""Publishers whose URLs carry the DOI."""

from __future__ import annotations

import re

from awesomelint.expressions import expression
from awesomelint.papers.identifiers.model import Address, Kind, PaperId, Reading, parameter
from awesomelint.papers.identifiers.registries import read_doi

_KINDS = {
    "epdf": Kind.PDF,
    "pdf": Kind.PDF,
    "pdfdirect": Kind.PDF,
    "pdfplus": Kind.PDF,
    "full": Kind.FULL_TEXT,
    "fullHtml": Kind.FULL_TEXT,
    "full-xml": Kind.FULL_TEXT,
    "suppl": Kind.SUPPLEMENT,
    "book": Kind.VOLUME,
    "proceedings": Kind.VOLUME,
}
_TAIL = expression(
    r"/(?:abstract|authors|citation|e?pdf|figures|full(?:text)?(?:\.html)?|full/html|meta|metrics|references|suppl_file(?:/.*)?)/?\Z",
    re.ASCII,
)
_SILVERCHAIR_TAIL = expression(r"/\d{4,}(?:/[^/]*)?\Z", re.ASCII)

_NATURE = expression(r"([a-z][\w.-]*|\d{3,6}[a-z]\d)\Z", re.ASCII)
_NATURE_ENDINGS = ("_reference.pdf", ".epdf", ".pdf", ".html", ".ris")
_BIORXIV_EARLY = expression(r"(?:content/)?(?:(?:bio|med)rxiv/)?early/\d{4}/\d\d/\d\d/([^/]+)(/.*)?\Z", re.ASCII)
_ELIFE = expression(r"(\d{5,6})(?:v\d+)?\Z", re.ASCII)
_OUP_NUMBER = expression(r"\d{6,8}\Z", re.ASCII)
_ZENODO = expression(r"\d{3,9}\Z", re.ASCII)
_RSC = expression(r"[a-z]\d[a-z]{2}\d{5}[a-z]\Z", re.ASCII)
_ACM_HALF = expression(r"\d{5,7}\.\d{5,7}\Z", re.ASCII)
_ACM_NUMBER = expression(r"\d{4,7}\Z", re.ASCII)


def _doi_parts(address: Address) -> tuple[list[str], list[str]]:
    """Return what stands before the DOI in a path and what from it on."""
    at = next((at for at, part in enumerate(address.parts) if part.startswith("10.")), len(address.parts))
    return address.parts[:at], address.parts[at:]


def _kind(before: list[str]) -> Kind:
    return _KINDS.get(before[-1], Kind.PAGE) if before else Kind.PAGE


def read_atypon(address: Address) -> Reading | None:
    """Read `/doi/pdf/10.1145/3292500.3330701`, the form of the ACM, Wiley, Science, PNAS and many more."""
    before, found = _doi_parts(address)
    if not found or "doi" not in before:
        return None
    if before[0] not in ("doi", "insight"):
        return read_silverchair(address)
    kind = _kind(before)
    doi = _TAIL.sub("", "/".join(found)) if len(found) > 2 else "/".join(found)
    if kind is Kind.SUPPLEMENT:
        doi = "/".join(found[:2])
    return read_doi(doi, kind)


def read_single_suffix(address: Address) -> Reading | None:
    """Read `/article/10.1007/s10579-018-9431-1/fulltext.html`: what follows the second part of the DOI is the site's."""
    before, found = _doi_parts(address)
    if len(found) < 2:
        return None
    suffix = found[1]
    kind = _kind(before)
    if suffix.endswith((".pdf", ".epub")):
        suffix, kind = suffix.rpartition(".")[0], Kind.PDF
    elif "pdf" in before:
        kind = Kind.PDF
    return read_doi(f"{found[0]}/{suffix}", kind)


def read_silverchair(address: Address) -> Reading | None:
    """Read `/bib/article/doi/10.1093/bib/bbac566/6966532`: the number behind the DOI is the site's."""
    before, found = _doi_parts(address)
    if len(found) < 2 or "doi" not in before:
        return None
    return read_doi(_SILVERCHAIR_TAIL.sub("", "/".join(found)))


def read_oup(address: Address) -> Reading | None:
    """Read a URL of Oxford University Press; in `/bib/article/22/5/bbaa414/6105942` the number is all that it tells."""
    reading = read_silverchair(address)
    parts = address.parts
    if reading is not None or len(parts) < 5 or not parts[1].startswith("article"):
        return reading
    number = next((part for part in parts[4:] if _OUP_NUMBER.match(part)), None)
    return Reading(PaperId("oup", number), Kind.PAGE) if number is not None else None


def read_whole_suffix(address: Address) -> Reading | None:
    """Read `/article/10.1088/1742-5468/2008/10/P10008/pdf`, where the DOI itself has several parts."""
    before, found = _doi_parts(address)
    return read_doi(_TAIL.sub("", "/".join(found)), _kind(before)) if len(found) > 1 else None


def read_doi_parameter(address: Address) -> Reading | None:
    """Read `/ploscompbiol/article?id=10.1371/journal.pcbi.1012760`."""
    return read_doi(parameter(address.query, "id").removeprefix("doi:"))


def read_nature(address: Address) -> Reading | None:
    """Read `/articles/s41586-019-1724-z` or the older `/nature/journal/v521/n7553/full/nature14539.html`.

    The first part of the DOI, 10.1038, is left out.
    """
    parts = address.parts
    if len(parts) < 2 or not (parts[0] == "articles" or (len(parts) == 6 and parts[1] == "journal")):
        return None
    name = (parts[1] if parts[0] == "articles" else parts[5]).lower()
    kind = Kind.PAGE
    for ending in _NATURE_ENDINGS:
        if name.endswith(ending):
            name = name.removesuffix(ending)
            kind = Kind.PDF if ending.endswith("pdf") else kind
            break
    return read_doi(f"10.1038/{name}", kind) if _NATURE.match(name) else None


def read_biorxiv(address: Address) -> Reading | None:
    """Read a URL of bioRxiv or medRxiv, with version and format or without; older ones leave out the start of the DOI."""
    path = "/".join(address.parts)
    kind = _biorxiv_kind(path)
    before, found = _doi_parts(address)
    if len(found) > 1 and before == ["content"]:
        return read_doi(f"{found[0]}/{found[1]}", kind)
    early = _BIORXIV_EARLY.match(path)
    if early is None:
        return None
    return read_doi(f"10.1101/{early[1]}", Kind.SUPPLEMENT if early[2] else kind)


def _biorxiv_kind(path: str) -> Kind:
    if "supplementary-material" in path:
        return Kind.SUPPLEMENT
    if ".pdf" in path:
        return Kind.PDF
    return Kind.FULL_TEXT if ".full" in path else Kind.PAGE


def read_elife(address: Address) -> Reading | None:
    """Read `/articles/46935` or `/reviewed-preprints/98765`."""
    parts = address.parts
    number = _ELIFE.match(parts[1]) if len(parts) > 1 and parts[0] in ("articles", "reviewed-preprints") else None
    return read_doi(f"10.7554/elife.{number[1]}") if number else None


def read_zenodo(address: Address) -> Reading | None:
    """Read `/records/4077754`: the number is the DOI's. Each version of a record has a number of its own."""
    parts = address.parts
    if len(parts) > 1 and parts[0] in ("record", "records") and _ZENODO.match(parts[1]):
        return read_doi(f"10.5281/zenodo.{parts[1]}")
    return read_atypon(address)


def read_rsc(address: Address) -> Reading | None:
    """Read a URL of the Royal Society of Chemistry, `/en/content/articlelanding/2025/sc/d4sc07642g`: 10.1039/ is left out."""
    name = address.parts[-1].lower() if address.parts else ""
    return read_doi(f"10.1039/{name}") if _RSC.match(name) else read_silverchair(address)


def read_acm(address: Address) -> Reading | None:
    """Read a URL of the ACM: by DOI, or by the number that the library used before 2019.

    A number with a dot, `citation.cfm?id=3343031.3351009`, is the second half of the DOI. One without is `acm:3351009`, of which
    the DOI is not known.
    """
    if not address.parts:
        return None
    page = address.parts[-1].lower()
    if not page.endswith(".cfm"):
        return read_atypon(address)
    if page not in ("citation.cfm", "ft_gateway.cfm", "abstract.cfm"):
        return None
    kind = Kind.PDF if page == "ft_gateway.cfm" else Kind.PAGE
    number = parameter(address.query, "doid") or parameter(address.query, "id")
    if _ACM_HALF.match(number):
        return read_doi(f"10.1145/{number}", kind)
    if not _ACM_NUMBER.match(number):
        return None
    return Reading(PaperId("acm", number), kind, f"https://dl.acm.org/citation.cfm?id={number}")


def read_acm_file(address: Address) -> Reading | None:
    """Read a file that the ACM's library once handed out, `/10.1145/3190000/3186116/p499-doe.pdf`."""
    parts = address.parts
    if len(parts) < 3 or parts[0] != "10.1145" or not _ACM_NUMBER.match(parts[2]):
        return None
    return Reading(PaperId("acm", parts[2]), Kind.PDF, f"https://dl.acm.org/citation.cfm?id={parts[2]}")
