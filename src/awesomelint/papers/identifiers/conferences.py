"""AAAI, IJCAI, and the conferences on computer vision."""

from __future__ import annotations

import re

from awesomelint.papers.identifiers.model import Address, Imprint, Kind, PaperId, Reading, Words, escape, path_reader
from awesomelint.startup import expression

# -- AAAI: `aaai:ojs/17134`; each of its systems numbered the papers again

_NUMBER = expression(r"\d{1,6}\Z", re.ASCII)
_EDITION = expression(r"([A-Z]+)(\d\d)\Z", re.ASCII)
_YEARS_PAPER = expression(r"AAAI(\d\d)Papers/([\w.-]+?)\.(?i:pdf|php)\Z", re.ASCII)
_PAPER = expression(r"(Papers|Library)/([^/]+)/((?:19|20)\d\d)[A-Za-z]*/([\w.-]+?)\.(?i:pdf|php)\Z", re.ASCII)
_SURNAME = expression(r"AAAI-(?:\d+\.)?([A-Z][a-z]+)[A-Z][A-Za-z]*(?:\.\d+)?\Z", re.ASCII)
"""Initials or a given name follow: `AAAI-8378.YuL`, `AAAI-LiBin.6992`."""
_DOI = expression(r"([a-z]+)\.v(\d{1,3})i\d+\.(\d{1,6})\Z", re.ASCII)

_JOURNALS = {name.lower(): name for name in ("AAAI", "AIES", "AIIDE", "HCOMP", "ICAPS", "ICWSM", "SoCS")}
_KINDS = {"view": Kind.PAGE, "viewPaper": Kind.PAGE, "viewFile": Kind.PDF, "download": Kind.PDF}


def read_ojs(address: Address) -> Reading | None:
    """Read a URL of ojs.aaai.org, where all that was published since 2010 is now: `/index.php/AAAI/article/view/17134`."""
    return _article(address.parts, "ojs")


@path_reader(r"(ojs|ocs)/(\d{1,6})/.+")
def read_cdn(match: re.Match[str]) -> Reading | None:
    """Read a file at cdn.aaai.org: `/ojs/17134/17134-13-20628-1-2-20210518.pdf`."""
    return Reading(PaperId("aaai", f"{match[1]}/{match[2]}"), Kind.PDF)


def read_aaai(address: Address) -> Reading | None:
    """Read a URL of aaai.org, all of them of systems that were given up."""
    path, parts = address.path, address.parts
    if parts[:1] == ["ojs"]:
        return _article(parts, "ojs-old")
    if parts[:1] == ["ocs"]:
        return _conference_paper(parts)
    if file := _YEARS_PAPER.match(path):  # /AAAI22Papers/AAAI-8378.YuL.pdf
        year, name = 2000 + int(file[1]), file[2]
        paper, kind, imprint = PaperId("aaai", f"papers/AAAI/{year}/{name}"), Kind.PDF, Imprint(year, venue="AAAI")
    elif file := _PAPER.match(path):  # /Papers/AAAI/2002/AAAI02-050.pdf
        shelf, series, folder_year, name = file.groups()
        kind = Kind.PDF if shelf == "Papers" else Kind.PAGE
        paper = PaperId("aaai", f"papers/{series}/{folder_year}/{name if kind is Kind.PDF else name.upper()}")
        imprint = Imprint(int(folder_year), venue=series if series.isupper() else None)
    else:
        return None
    surname = _SURNAME.match(name)
    return Reading(paper, kind, None, None, imprint, Words(surnames=(surname[1],)) if surname else Words())


def read_aaai_doi(suffix: str) -> Reading | None:
    """Read a DOI of AAAI, the part after `10.1609/`, if it ends with the paper's number at ojs.aaai.org.

    Those of 2019, `aaai.v33i01.33013681`, end with the page.
    """
    match = _DOI.match(suffix)
    name = _JOURNALS.get(match[1]) if match else None
    if match is None or name is None:
        return None
    imprint = Imprint(1986 + int(match[2]) if name == "AAAI" else None, venue=name)
    return Reading(PaperId("aaai", f"ojs/{match[3]}"), Kind.PAGE, _ojs_url(name.upper(), match[3]), None, imprint)


def _article(parts: list[str], system: str) -> Reading | None:
    numbered = _numbered(parts, "article")
    if numbered is None:
        return None
    journal, kind, number = numbered
    url = _ojs_url(journal, number) if system == "ojs" else None
    imprint = Imprint(venue=_JOURNALS.get(journal.lower()))
    return Reading(PaperId("aaai", f"{system}/{number}"), kind, url, None, imprint)


def _ojs_url(journal: str, number: str) -> str:
    return f"https://ojs.aaai.org/index.php/{journal}/article/view/{number}"


def _conference_paper(parts: list[str]) -> Reading | None:
    """Read `/ocs/index.php/AAAI/AAAI17/paper/view/14803/14387`."""
    numbered = _numbered(parts, "paper")
    if numbered is None:
        return None
    folder, kind, number = numbered
    edition = _EDITION.match(folder)
    imprint = Imprint(2000 + int(edition[2]), venue=edition[1]) if edition and edition[1] != "SSS" else Imprint()
    return Reading(PaperId("aaai", f"ocs/{number}"), kind, None, None, imprint)


def _numbered(parts: list[str], word: str) -> tuple[str, Kind, str] | None:
    """Return what is before a word, what kind of page is named after it, and the number after that."""
    at = parts.index(word, 1) if word in parts[1:] else len(parts)
    kind = _KINDS.get(parts[at + 1]) if len(parts) > at + 2 else None
    if kind is None or not _NUMBER.match(parts[at + 2]):
        return None
    return parts[at - 1], Kind.PDF if len(parts) > at + 3 else kind, parts[at + 2]  # a second number is the file's


# -- IJCAI: `ijcai:2021/472`

_IJCAI_DOI = expression(r"ijcai\.((?:19|20)\d\d)/(\d{1,4})\Z", re.ASCII)
_LAST_OF_OLD_PATHS = 2016


@path_reader(
    r"(?:(?i:proceedings)/(?:((?:19|20)\d\d)|(\d\d)/(?:Papers|Abstract))|Abstract/(\d\d))/(?!0+\b)(\d{1,4})(?i:(\.pdf))?"
)
def read_ijcai(match: re.Match[str]) -> Reading | None:
    """Read `/proceedings/2021/472`, `/proceedings/2021/0472.pdf`, `/Proceedings/15/Papers/468.pdf` or `/Abstract/15/468`."""
    short = int(match[2] or match[3] or 0)
    year = int(match[1]) if match[1] else short + (1900 if short > 60 else 2000)
    return _ijcai(year, int(match[4]), Kind.PDF if match[5] else Kind.PAGE)


def read_ijcai_doi(suffix: str) -> Reading | None:
    """Read a DOI of IJCAI, the part after `10.24963/`."""
    match = _IJCAI_DOI.match(suffix)
    return _ijcai(int(match[1]), int(match[2]), Kind.PAGE) if match else None


def _ijcai(year: int, number: int, kind: Kind) -> Reading:
    if year > _LAST_OF_OLD_PATHS:
        url = f"https://www.ijcai.org/proceedings/{year}/{number}"
    else:
        url = f"https://www.ijcai.org/Proceedings/{year % 100:02}/Papers/{number:03}.pdf"
    return Reading(PaperId("ijcai", f"{year}/{number}"), kind, url, None, Imprint(year, venue="IJCAI"))


# -- Computer vision: `cvf:CVPR2021/Kim_Title_Words` at CVF Open Access, `ecva:2020/5134` at the European association

_OLD_FOLDER = expression(
    r"content_(?P<conference>[a-z]+?)(?P<w>w)?_(?:workshops_)?(?P<year>20\d\d)(?:_workshops)?\Z",
    re.ASCII | re.IGNORECASE,
)
_NEW_FOLDER = expression(r"(?P<conference>[a-z]+?)(?P<year>20\d\d)(?P<w>w)?\Z", re.ASCII | re.IGNORECASE)
_FILE = expression(
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
"""The edition whose files begin with the whole name of the author, so that nothing tells it from the title."""
_PARTICLES = frozenset("al ben bin da dal de del den der di dos du el la le los ten ter van von zu".split())

_ECVA_PAGE = expression(r"(\d{1,5})_ECCV_20\d\d_paper\.php\Z", re.ASCII | re.IGNORECASE)
_ECVA_FILE = expression(r"(\d{3,9})([-_]supp\w*)?\.(?:pdf|zip)\Z", re.ASCII | re.IGNORECASE)


def read_cvf(address: Address) -> Reading | None:
    """Read a URL of CVF Open Access or of its predecessor at cv-foundation.org."""
    parts = address.parts[1:] if address.parts[:1] == ["openaccess"] else address.parts
    if len(parts) < 3:
        return None
    is_new = parts[0] == "content"
    folder = _NEW_FOLDER.match(parts[1]) if is_new else _OLD_FOLDER.match(parts[0])
    conference = folder["conference"].upper() if folder else ""
    if folder is None or conference not in _CONFERENCES:
        return None
    is_workshop = folder["w"] is not None or "workshops" in folder[0].lower()
    workshop = [part for part in parts[1 + is_new : -1] if part not in _SUBFOLDERS]
    if len(workshop) != is_workshop:
        return None
    return _cvf_file(parts, conference, folder["year"], workshop[0] if workshop else None)


def _cvf_file(parts: list[str], conference: str, year: str, workshop: str | None) -> Reading | None:
    file = _FILE.match(parts[-1])
    if file is None or (file[2] or file[5]) != year or (file[3] or file[4]).upper().removesuffix("W") != conference:
        return None
    stem, content, ending = file[1], file[6].lower(), file[7].lower()
    edition = conference + year
    kind = Kind.SUPPLEMENT if content == "supplemental" else Kind.PAGE if ending == "html" else Kind.PDF
    imprint = Imprint(int(year), code=conference, track="workshop" if workshop else None)
    words = Words() if edition == _FULL_NAMES and workshop is None else _words(stem)
    if workshop is None:
        return Reading(PaperId("cvf", f"{edition}/{stem}"), kind, _page(conference, year, stem), None, imprint, words)
    page = parts[-1][: file.end(5) if file[5] else file.end(3)] + "_paper.html"
    folders = ["html" if part in _SUBFOLDERS else part for part in parts[:-1]]
    url = f"https://openaccess.thecvf.com/{escape('/'.join([*folders, page]))}"
    return Reading(PaperId("cvf", f"{edition}W/{workshop}/{stem}"), kind, url, None, imprint, words)


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


def _words(stem: str) -> Words:
    """Cut `van_der_Klis_Title_Words` into a surname and words of the title."""
    pieces = stem.split("_")
    end = 0
    while end < len(pieces) - 1 and pieces[end].lower() in _PARTICLES:
        end += 1
    surname = " ".join(pieces[: end + 1])
    # "Le" is a surname too, and then the word after it is the title's
    return Words((surname, pieces[0]), tuple(pieces[end + 1 :])) if end else Words((surname,), tuple(pieces[1:]))


@path_reader(r"papers/(?i:eccv)_(20\d\d)/[^/]+/[^/]+/([^/]+)")
def read_ecva(match: re.Match[str]) -> Reading | None:
    """Read a URL of the European Computer Vision Association.

    A page and a PDF of one paper have different numbers. ECCV 2018 is at CVF Open Access too, under the same names of files.
    """
    year, name = match.groups()
    if f"ECCV{year}" == _FULL_NAMES:
        return _cvf_file([name.removesuffix(".php") + ".html" if name.endswith(".php") else name], "ECCV", year, None)
    imprint, folder = Imprint(int(year), venue="ECCV"), f"https://www.ecva.net/papers/eccv_{year}/papers_ECCV"
    if page := _ECVA_PAGE.match(name):
        url = f"{folder}/html/{page[1]}_ECCV_{year}_paper.php"
        return Reading(PaperId("ecva", f"{year}/{page[1]}"), Kind.PAGE, url, None, imprint)
    file = _ECVA_FILE.match(name)
    if file is None:
        return None
    kind, url = Kind.SUPPLEMENT if file[2] else Kind.PDF, f"{folder}/papers/{file[1]}.pdf"
    return Reading(PaperId("ecva", f"{year}/pdf/{file[1]}"), kind, url, None, imprint)
