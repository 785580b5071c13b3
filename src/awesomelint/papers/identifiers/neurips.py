"""NeurIPS, and the conferences that use its archive: `neurips:2020/<hash>`, `neurips:4824`, `mlsys:2023/<hash>`."""

from __future__ import annotations

import re

from awesomelint.expressions import expression
from awesomelint.papers.identifiers.address import Address, escape
from awesomelint.papers.identifiers.model import Imprint, Kind, PaperId, Reading, Words

_YEAR = expression(r"(?:19|20)\d\d\Z", re.ASCII)
_FILE = expression(r"([0-9a-f]{32})(?:-([A-Za-z]+)(?:-(\w+))?)?(?:\.(\w+))?\Z", re.ASCII)
_NUMBERED = expression(r"(\d{1,5})(?:-([^/]*?))?(?:\.(?:pdf|html|zip))?\Z", re.ASCII)
_BY_SOURCE = expression(r"by-source-((?:19|20)\d\d)-(\d{1,5})(?:\.pdf)?\Z", re.ASCII)
_KINDS = {"Abstract": Kind.PAGE, "Paper": Kind.PDF, "Bibtex": Kind.CITATION, "Metadata": Kind.CITATION}
_DATASETS = "datasets and benchmarks"

_FIRST_WITH_TRACKS = 2022
_YEARS_OF_NUMBERS = (
    (4522, 4824, 2012),
    (4857, 5210, 2013),
    (5227, 5423, 2014),
    (5633, 6031, 2015),
    (6037, 6594, 2016),
    (6606, 7231, 2017),
    (7286, 8294, 2018),
    (8296, 9617, 2019),
)
"""First and last number of papers that lists and citations give a year. Numbers run on through the years; those between two
ranges are of either year."""


def read_neurips(address: Address) -> Reading | None:
    """Read a URL of the archive of NeurIPS, of any of its three generations.

    Hashes repeat in other years, so the year is part of the identity. The old numbers have nothing to do with them since 2007.
    """
    parts = address.parts
    if len(parts) == 2 and parts[0] == "paper":
        return _read_numbered(parts[1])
    return _read_hash(parts, "neurips", "NeurIPS", "proceedings.neurips.cc")


def read_neurips_datasets(address: Address) -> Reading | None:
    """Read a URL of the archive that the track on datasets and benchmarks had of its own in 2021, in two rounds.

    The hashes of a round repeat in the other and in the main archive, so a URL that does not name the round names no paper.
    """
    reading = _read_hash(address.parts, "neurips", "NeurIPS", "datasets-benchmarks-proceedings.neurips.cc")
    if reading is None or reading.imprint.track is None:
        return None
    return reading._replace(imprint=reading.imprint._replace(track=_DATASETS))


def read_mlsys(address: Address) -> Reading | None:
    """Read a URL of the archive of MLSys."""
    return _read_hash(address.parts, "mlsys", "MLSys", "proceedings.mlsys.org")


def read_iclr_proceedings(address: Address) -> Reading | None:
    """Read a URL of the archive of ICLR."""
    return _read_hash(address.parts, "iclr", "ICLR", "proceedings.iclr.cc")


def _read_hash(parts: list[str], scheme: str, venue: str, host: str) -> Reading | None:
    if parts and parts[0] == "paper_files":
        parts = parts[1:]
    if len(parts) != 4 or parts[0] != "paper" or parts[2] not in ("hash", "file") or not _YEAR.match(parts[1]):
        return None
    file = _FILE.match(parts[3])
    if file is None:
        return None
    year = int(parts[1])
    digest, content, tag, ending = file.groups()
    kind = _KINDS.get(content, Kind.SUPPLEMENT) if content else Kind.PDF if ending == "pdf" else Kind.PAGE
    track, space = _track(tag)
    if tag is None and venue == "NeurIPS" and year >= _FIRST_WITH_TRACKS:
        tag = "Conference"
    url = f"https://{host}/paper_files/paper/{year}/hash/{digest}-Abstract{'-' + tag if tag else ''}.html"
    value = f"{year}/{digest}/{space}" if space else f"{year}/{digest}"
    return Reading(PaperId(scheme, value), kind, url, None, Imprint(year, venue=venue, track=track))


def _track(tag: str | None) -> tuple[str | None, str | None]:
    """Return the track that a tag such as `Datasets_and_Benchmarks` names, and what tells its papers from others of one hash."""
    if tag is None or tag == "Conference" or tag.startswith("mlsys"):
        return None, None
    if tag.startswith("Datasets_and_Benchmarks"):
        return _DATASETS, "datasets"
    return tag.replace("_", " ").lower(), tag.lower()


def _read_numbered(name: str) -> Reading | None:
    """Read `4824-imagenet-classification-with-deep-convolutional-neural-networks.pdf` or `by-source-2019-1275`."""
    by_source = _BY_SOURCE.match(name)
    if by_source is not None:
        year = int(by_source[1])
        return Reading(
            PaperId("neurips", name.removesuffix(".pdf")), Kind.PAGE, None, None, Imprint(year, venue="NeurIPS")
        )
    found = _NUMBERED.match(name)
    if found is None or _is_year_page(found[1], found[2]):
        return None
    slug = found[2]
    number = int(found[1])
    year_of = next((year for first, last, year in _YEARS_OF_NUMBERS if first <= number <= last), None)
    kind = Kind.PDF if name.endswith(".pdf") else Kind.PAGE
    for ending in ("-supplemental", "-reviews"):
        if slug and slug.endswith(ending):
            slug, kind = slug.removesuffix(ending), Kind.SUPPLEMENT
    url = f"https://papers.nips.cc/paper/{number}-{escape(slug)}" if slug else None
    words = Words(title=tuple(slug.split("-"))) if slug else Words()
    return Reading(PaperId("neurips", str(number)), kind, url, None, Imprint(year_of, venue="NeurIPS"), words)


def _is_year_page(digits: str, slug: str | None) -> bool:
    """Tell whether `/paper/2019` is the table of contents of a year."""
    return not slug and _YEAR.match(digits) is not None
