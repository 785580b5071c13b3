"""AAAI: `aaai:ojs/17134`, `aaai:ojs-old/4160`, `aaai:ocs/14803`, `aaai:papers/AAAI/2002/AAAI02-050`.

The three systems that AAAI published with numbered the papers anew. No number says anything about another system's, so the spaces
are kept apart.
"""

from __future__ import annotations

import re

from awesomelint.expressions import expression
from awesomelint.papers.identifiers.address import Address
from awesomelint.papers.identifiers.model import Imprint, Kind, PaperId, Reading, Words

_NUMBER = expression(r"(\d{1,6})\Z", re.ASCII)
_EDITION = expression(r"([A-Z]+)(\d\d)\Z", re.ASCII)
_FOLDER_YEAR = expression(r"((?:19|20)\d\d)[A-Za-z]*\Z", re.ASCII)
_YEARS_PAPERS = expression(r"AAAI(\d\d)Papers\Z", re.ASCII)
_FILE = expression(r"([\w.-]+?)\.(?:pdf|php)\Z", re.ASCII | re.IGNORECASE)
_SURNAME = expression(r"AAAI-(?:\d+\.)?([A-Z][a-z]+)[A-Z][A-Za-z]*(?:\.\d+)?\Z", re.ASCII)
"""Initials or a given name follow: `AAAI-8378.YuL`, `AAAI-LiBin.6992`."""
_DOI = expression(r"([a-z]+)\.v(\d{1,3})i\d+\.(\d{1,6})\Z", re.ASCII)
_CDN_NUMBER = expression(r"\d{1,6}\Z", re.ASCII)

_JOURNALS = {
    "aaai": "AAAI",
    "aies": "AIES",
    "aiide": "AIIDE",
    "hcomp": "HCOMP",
    "icaps": "ICAPS",
    "icwsm": "ICWSM",
    "socs": "SoCS",
}
_KINDS = {"view": Kind.PAGE, "viewPaper": Kind.PAGE, "viewFile": Kind.PDF, "download": Kind.PDF}


def read_ojs(address: Address) -> Reading | None:
    """Read a URL of ojs.aaai.org, where all that was published since 2010 is now: `/index.php/AAAI/article/view/17134`."""
    return _article(address.parts, "ojs")


def _article(parts: list[str], space: str) -> Reading | None:
    if "article" not in parts[1:]:
        return None
    at = parts.index("article", 1)
    number = _NUMBER.match(parts[at + 2]) if len(parts) > at + 2 else None
    kind = _KINDS.get(parts[at + 1]) if number else None
    if number is None or kind is None:
        return None
    if len(parts) > at + 3:
        kind = Kind.PDF  # the second number is the file's
    journal = parts[at - 1]
    name = _JOURNALS.get(journal.lower())
    paper = PaperId("aaai", f"{space}/{number[1]}")
    url = f"https://ojs.aaai.org/index.php/{journal}/article/view/{number[1]}" if space == "ojs" else None
    return Reading(paper, kind, url, None, Imprint(venue=name))


def read_cdn(address: Address) -> Reading | None:
    """Read a file at cdn.aaai.org: `/ojs/17134/17134-13-20628-1-2-20210518.pdf`."""
    parts = address.parts
    if len(parts) < 3 or parts[0] not in ("ojs", "ocs") or not _CDN_NUMBER.match(parts[1]):
        return None
    return Reading(PaperId("aaai", f"{parts[0]}/{parts[1]}"), Kind.PDF)


def read_aaai(address: Address) -> Reading | None:
    """Read a URL of aaai.org, all of them of systems that were given up."""
    parts = address.parts
    if len(parts) < 2:
        return None
    if parts[0] == "ojs":
        return _article(parts, "ojs-old")
    if parts[0] == "ocs":
        return _conference_paper(parts)
    file = _FILE.match(parts[-1])
    if file is None:
        return None
    name = file[1]
    surname = _SURNAME.match(name)
    words = Words(surnames=(surname[1],)) if surname else Words()
    in_year = _YEARS_PAPERS.match(parts[0])  # /AAAI22Papers/AAAI-8378.YuL.pdf
    if in_year is not None and len(parts) == 2:
        year = 2000 + int(in_year[1])
        return Reading(
            PaperId("aaai", f"papers/AAAI/{year}/{name}"), Kind.PDF, None, None, Imprint(year, venue="AAAI"), words
        )
    if parts[0] in ("Papers", "Library") and len(parts) == 4:  # /Papers/AAAI/2002/AAAI02-050.pdf
        folder = _FOLDER_YEAR.match(parts[2])
        if folder is None:
            return None
        kind = Kind.PDF if parts[0] == "Papers" else Kind.PAGE
        venue = parts[1] if parts[1].isupper() else None
        paper = PaperId("aaai", f"papers/{parts[1]}/{folder[1]}/{name if kind is Kind.PDF else name.upper()}")
        return Reading(paper, kind, None, None, Imprint(int(folder[1]), venue=venue), words)
    return None


def _conference_paper(parts: list[str]) -> Reading | None:
    """Read `/ocs/index.php/AAAI/AAAI17/paper/view/14803/14387`."""
    if "paper" not in parts:
        return None
    at = parts.index("paper")
    number = _NUMBER.match(parts[at + 2]) if len(parts) > at + 2 else None
    kind = _KINDS.get(parts[at + 1]) if number else None
    if number is None or kind is None:
        return None
    if len(parts) > at + 3:
        kind = Kind.PDF
    edition = _EDITION.match(parts[at - 1])
    imprint = Imprint(2000 + int(edition[2]), venue=edition[1]) if edition and edition[1] != "SSS" else Imprint()
    return Reading(PaperId("aaai", f"ocs/{number[1]}"), kind, None, None, imprint)


def read_aaai_doi(suffix: str) -> Reading | None:
    """Read a DOI of AAAI, the part behind `10.1609/`, if it ends with the paper's number at ojs.aaai.org.

    Those of 2019, `aaai.v33i01.33013681`, end with the page.
    """
    found = _DOI.match(suffix)
    name = _JOURNALS.get(found[1]) if found else None
    if found is None or name is None:
        return None
    imprint = Imprint(1986 + int(found[2]) if name == "AAAI" else None, venue=name)
    journal = name.upper()
    url = f"https://ojs.aaai.org/index.php/{journal}/article/view/{found[3]}"
    return Reading(PaperId("aaai", f"ojs/{found[3]}"), Kind.PAGE, url, None, imprint)
