"""arXiv and the services that show its papers: `arxiv:1909.10351`."""

from __future__ import annotations

import re

from awesomelint.papers.identifiers.model import Address, Imprint, Kind, PaperId, Reading
from awesomelint.startup import NamedTuple, expression

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
_SHOWN = ("abs", "pdf", "html")
_NUMBER = expression(r"\d{4}\.\d+(?:v\d+)?\Z", re.ASCII)


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


class Slip(NamedTuple):
    """A path that arXiv does not have: what was found, and the path that was meant, `None` where nobody can tell."""

    found: str
    meant: str | None


def arxiv_slip(parts: list[str]) -> Slip | None:
    """Read a path that arXiv does not have: `2102.20002`, `paper/2102.20002`, `abs/pdf/2102.20002`.

    `abs/2102.20002.pdf` is none: arXiv drops the ending and shows the page (`SUBSTITUTIONS` of its
    `arxiv.identifier`). A number that cannot be, such as one of the 13th month, is one too, and nobody knows which was meant.
    """
    *places, name = parts or [""]
    number = name.removesuffix(".pdf")
    if not _NUMBER.match(number) or not all(place in (*_SHOWN, "paper") for place in places):
        return None
    if arxiv_id(number) is None:
        return Slip(number, None) if places in (["abs"], ["pdf"], ["html"]) else None
    if places in (["abs"], ["pdf"], ["html"]):
        return None
    shown = "pdf" if name != number else places[-1] if places and places[-1] in _SHOWN else "abs"
    return Slip("/".join(parts), f"{shown}/{number}")


def read_arxiv_doi(suffix: str) -> Reading | None:
    """Read a DOI of arXiv, the part after `10.48550/`."""
    return read_arxiv_id(suffix.removeprefix("arxiv.")) if suffix.startswith("arxiv.") else None


def read_arxiv_id(text: str, kind: Kind | None = None) -> Reading | None:
    """Read an identifier of arXiv, with `.pdf` or such after it or not; the ending tells the kind where nothing else does."""
    for ending in _ENDINGS:
        if text.endswith(ending):
            text = text[: -len(ending)]
            kind = kind or (Kind.PDF if ending == ".pdf" else None)
            break
    known = arxiv_id(text)
    if known is None:
        return None
    paper, version, imprint = known
    return Reading(paper, kind or Kind.PAGE, f"https://arxiv.org/abs/{paper.value}", version, imprint)


def arxiv_id(text: str) -> tuple[PaperId, int | None, Imprint] | None:
    """Read an identifier such as `1909.10351v2` or `math.CA/0611800`: paper, version and date, `None` if it is invalid.

    The subject class of an old identifier is dropped, as arXiv does.
    """
    new = _NEW.match(text)
    old = _OLD.match(text) if new is None else None
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
