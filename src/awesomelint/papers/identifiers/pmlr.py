"""Journals of machine learning research: `pmlr:v139/kim21d`, `jmlr:v21/20-074`."""

from __future__ import annotations

import re

from awesomelint.expressions import expression
from awesomelint.papers.identifiers.address import Address
from awesomelint.papers.identifiers.model import Imprint, Kind, PaperId, Reading, Words

_VOLUME = expression(r"([vr]\d{1,3})\Z", re.ASCII)
_FILE = expression(
    r"(([a-z][a-z'-]*?)\d\d[a-z]{0,2}(?:-[a-z])?)([-_]supp\w*)?(\.html|\.pdf|\.zip)?\Z", re.ASCII | re.IGNORECASE
)

_JMLR_VOLUME = expression(r"v(?:olume)?(\d{1,2})\Z", re.ASCII)
_JMLR_FILE = expression(r"(?:(\d\d-\d{3,4})|(([a-z][a-z'-]*?)\d\d[a-z]?))(\.html|\.pdf)?\Z", re.ASCII)
_JMLR_YEAR_ZERO = 1999
_FIRST_YEARLY = 5
"""The first volume that is one year's; those before run from autumn to autumn."""


def read_pmlr(address: Address) -> Reading | None:
    """Read a URL of the Proceedings of Machine Learning Research, `/v139/kim21d.html` or a file of the paper."""
    parts = address.parts
    if len(parts) not in (2, 3):
        return None
    return _pmlr(parts[0], parts[-1])


def read_pmlr_repository(address: Address) -> Reading | None:
    """Read a file of a volume in the proceedings' repositories: `mlresearch/v244/main/assets/henckel24a/henckel24a.pdf`."""
    parts = address.parts
    if len(parts) < 4 or parts[0] != "mlresearch" or "assets" not in parts:
        return None
    return _pmlr(parts[1], parts[-1])


def _pmlr(volume: str, name: str) -> Reading | None:
    file = _FILE.match(name)
    if file is None or not _VOLUME.match(volume):
        return None
    key, surname, supplement, ending = file.groups()
    kind = Kind.SUPPLEMENT if supplement else Kind.PDF if ending == ".pdf" else Kind.PAGE
    url = f"https://proceedings.mlr.press/{volume}/{key}.html"
    words = Words(
        surnames=(surname,) if key[-1].isalpha() else (surname, surname[:-1])
    )  # "mniha16" is Mnih's first of 2016
    return Reading(PaperId("pmlr", f"{volume}/{key.lower()}"), kind, url, None, Imprint(volume=volume), words)


def read_jmlr(address: Address) -> Reading | None:
    """Read a URL of the Journal of Machine Learning Research, or of the proceedings when they were part of its site."""
    parts = address.parts
    if parts and parts[0] == "proceedings" and len(parts) in (4, 5):
        return _pmlr(parts[2], parts[-1])
    if len(parts) < 3 or parts[0] != "papers":
        return None
    volume, file = _JMLR_VOLUME.match(parts[1]), _JMLR_FILE.match(parts[-1])
    if volume is None or file is None:
        return None
    number, key, surname, ending = file.groups()
    volume_number = int(volume[1])
    name = number or key
    year = _JMLR_YEAR_ZERO + volume_number if volume_number >= _FIRST_YEARLY else None
    return Reading(
        PaperId("jmlr", f"v{volume_number}/{name}"),
        Kind.PDF if ending == ".pdf" else Kind.PAGE,
        f"https://jmlr.org/papers/v{volume_number}/{name}.html",
        None,
        Imprint(year, venue="JMLR"),
        Words(surnames=(surname,)) if surname else Words(),
    )
