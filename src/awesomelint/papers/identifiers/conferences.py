"""AAAI, and the conferences on computer vision."""

from __future__ import annotations

import re

from awesomelint.expressions import expression
from awesomelint.papers.identifiers.model import Address, Imprint, Kind, PaperId, Reading, Words, escape

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


#| Computer vision: `cvf:CVPR2021/Kim_Title_Words` at CVF Open Access, `ecva:2020/5134` at the European association.

_OLD_FOLDER = expression(r"content_([a-z]+?)(w)?_(workshops_)?(20\d\d)(_workshops)?\Z", re.ASCII | re.IGNORECASE)
_NEW_FOLDER = expression(r"([a-z]+?)(20\d\d)(w)?\Z", re.ASCII | re.IGNORECASE)
_CVF_FILE = expression(
    r"(.+)_(?:(20\d\d)_([a-z]+)|([a-z]+)_(20\d\d))_(paper|supplemental)\.(html|pdf|zip)\Z", re.ASCII | re.IGNORECASE
)
_CONFERENCES = frozenset(("ACCV", "CVPR", "ECCV", "ICCV", "WACV"))
_SUBFOLDERS = frozenset(("html", "papers", "papers_backup", "supplemental"))

_FIRST_OF_NEW_FOLDERS = 2021
_NEW_BEFORE = frozenset(("ACCV2020",))
_LOWER_CASE_FOLDERS = frozenset(
    "CVPR2013 CVPR2014 CVPR2015 CVPR2016 CVPR2017 CVPR2018 ICCV2013 ICCV2015 ICCV2017".split()
)
_YEAR_FIRST = frozenset(("CVPR2013", "CVPR2014", "CVPR2015", "ICCV2013"))
"""Editions whose files are called `…_2014_CVPR_paper`."""
_FULL_NAMES = "ECCV2018"
"""The edition whose files begin with the whole name of the author."""
_PARTICLES = frozenset("al ben bin da dal de del den der di dos du el la le los ten ter van von zu".split())

_ECVA_FOLDER = expression(r"eccv_(20\d\d)\Z", re.ASCII | re.IGNORECASE)
_ECVA_PAGE = expression(r"(\d{1,5})_ECCV_20\d\d_paper\.php\Z", re.ASCII | re.IGNORECASE)
_ECVA_FILE = expression(r"(\d{3,9})([-_]supp\w*)?\.(?:pdf|zip)\Z", re.ASCII | re.IGNORECASE)


def read_cvf(address: Address) -> Reading | None:
    """Read a URL of CVF Open Access or of its predecessor at cv-foundation.org."""
    parts = address.parts
    if parts and parts[0] == "openaccess":
        parts = parts[1:]
    if len(parts) < 3:
        return None
    if parts[0] == "content":
        folder = _NEW_FOLDER.match(parts[1])
        if folder is None:
            return None
        conference, year, is_workshop = folder[1].upper(), folder[2], bool(folder[3])
        within = parts[2:-1]
    else:
        folder = _OLD_FOLDER.match(parts[0])
        if folder is None:
            return None
        conference, year, is_workshop = folder[1].upper(), folder[4], bool(folder[2] or folder[3] or folder[5])
        within = parts[1:-1]
    if conference not in _CONFERENCES:
        return None
    workshop = [part for part in within if part not in _SUBFOLDERS]
    if len(workshop) != is_workshop:
        return None
    return _read_file(parts, conference, year, workshop[0] if workshop else None)


def _read_file(parts: list[str], conference: str, year: str, workshop: str | None) -> Reading | None:
    file = _CVF_FILE.match(parts[-1])
    if file is None or (file[2] or file[5]) != year or (file[3] or file[4]).upper().removesuffix("W") != conference:
        return None
    stem, content, ending = file[1], file[6].lower(), file[7].lower()
    edition = conference + year
    kind = Kind.SUPPLEMENT if content == "supplemental" else Kind.PAGE if ending == "html" else Kind.PDF
    track = None
    if workshop is None:
        value, url = f"{edition}/{stem}", _page(conference, year, stem)
    else:
        track = "workshop"
        value = f"{edition}W/{workshop}/{stem}"
        page = parts[-1][: file.end(5) if file[5] else file.end(3)] + "_paper.html"
        folders = ["html" if part in _SUBFOLDERS else part for part in parts[:-1]]
        url = f"https://openaccess.thecvf.com/{escape('/'.join([*folders, page]))}"
    words = _words(stem, names_in_full=edition == _FULL_NAMES and workshop is None)
    return Reading(PaperId("cvf", value), kind, url, None, Imprint(int(year), code=conference, track=track), words)


def _page(conference: str, year: str, stem: str) -> str:
    edition = conference + year
    if int(year) >= _FIRST_OF_NEW_FOLDERS or edition in _NEW_BEFORE:
        folder = f"content/{edition}"
    elif edition in _LOWER_CASE_FOLDERS:
        folder = f"content_{conference.lower()}_{year}"
    else:
        folder = f"content_{conference}_{year}"
    ending = f"{year}_{conference}" if edition in _YEAR_FIRST else f"{conference}_{year}"
    return f"https://openaccess.thecvf.com/{folder}/html/{escape(stem)}_{ending}_paper.html"


def _words(stem: str, *, names_in_full: bool) -> Words:
    """Cut `van_der_Klis_Title_Words` into a surname and words of the title."""
    pieces = stem.split("_")
    if names_in_full:
        return Words(either=tuple(pieces))
    end = 0
    while end < len(pieces) - 1 and pieces[end].lower() in _PARTICLES:
        end += 1
    surname = " ".join(pieces[: end + 1])
    # "Le" is a surname too, and then the word behind it is the title's
    return Words((surname, pieces[0]), tuple(pieces[end + 1 :])) if end else Words((surname,), tuple(pieces[1:]))


def read_ecva(address: Address) -> Reading | None:
    """Read a URL of the European Computer Vision Association.

    A page and a PDF of one paper have different numbers. ECCV 2018 is at CVF Open Access too, under the same names of files.
    """
    parts = address.parts
    if len(parts) != 5 or parts[0] != "papers":
        return None
    folder = _ECVA_FOLDER.match(parts[1])
    if folder is None:
        return None
    year, name = folder[1], parts[4]
    imprint = Imprint(int(year), venue="ECCV")
    if f"ECCV{year}" == _FULL_NAMES:
        return _read_file([name.removesuffix(".php") + ".html" if name.endswith(".php") else name], "ECCV", year, None)
    page = _ECVA_PAGE.match(name)
    if page is not None:
        url = f"https://www.ecva.net/papers/eccv_{year}/papers_ECCV/html/{page[1]}_ECCV_{year}_paper.php"
        return Reading(PaperId("ecva", f"{year}/{page[1]}"), Kind.PAGE, url, None, imprint)
    file = _ECVA_FILE.match(name)
    if file is None:
        return None
    kind = Kind.SUPPLEMENT if file[2] else Kind.PDF
    url = f"https://www.ecva.net/papers/eccv_{year}/papers_ECCV/papers/{file[1]}.pdf"
    return Reading(PaperId("ecva", f"{year}/pdf/{file[1]}"), kind, url, None, imprint)
