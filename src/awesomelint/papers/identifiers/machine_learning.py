"""NeurIPS, PMLR, JMLR, OpenReview and the conferences that use their archives."""

from __future__ import annotations

import re

from awesomelint.papers.identifiers.model import Address, Imprint, Kind, PaperId, Reading, Words, escape, parameter
from awesomelint.startup import expression

# -- NeurIPS, MLSys and ICLR, whose archives are of one make: `neurips:2017/<32 digits>`

_HASH = expression(
    r"(?:paper_files/)?paper/((?:19|20)\d\d)/(?:hash|file)/([0-9a-f]{32})(?:-([A-Za-z]+)(?:-(\w+))?)?(?:\.(\w+))?\Z",
    re.ASCII,
)
_NUMBERED = expression(r"paper/(\d{1,5})(?:-([^/]*?))?(?:\.(pdf|html|zip))?\Z", re.ASCII)
_BY_SOURCE = expression(r"paper/(by-source-((?:19|20)\d\d)-\d{1,5})(?:\.pdf)?\Z", re.ASCII)
_YEAR = expression(r"(?:19|20)\d\d\Z", re.ASCII)
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
    return _hash(address, "NeurIPS", "proceedings.neurips.cc") or _numbered(address.path)


def read_neurips_datasets(address: Address) -> Reading | None:
    """Read a URL of the archive that the track on datasets and benchmarks had of its own in 2021, in two rounds.

    The hashes of a round repeat in the other and in the main archive, so a URL that does not name the round names no paper.
    """
    reading = _hash(address, "NeurIPS", "datasets-benchmarks-proceedings.neurips.cc")
    if reading is None or reading.imprint.track is None:
        return None
    return reading._replace(imprint=reading.imprint._replace(track=_DATASETS))


def read_mlsys(address: Address) -> Reading | None:
    """Read a URL of the archive of MLSys."""
    return _hash(address, "MLSys", "proceedings.mlsys.org")


def read_iclr_proceedings(address: Address) -> Reading | None:
    """Read a URL of the archive of ICLR."""
    return _hash(address, "ICLR", "proceedings.iclr.cc")


def _hash(address: Address, venue: str, host: str) -> Reading | None:
    match = _HASH.match(address.path)
    if match is None:
        return None
    year, digest, content, tag, ending = match.groups()
    kind = _KINDS.get(content, Kind.SUPPLEMENT) if content else Kind.PDF if ending == "pdf" else Kind.PAGE
    track, space = _track(tag)
    if tag is None and venue == "NeurIPS" and int(year) >= _FIRST_WITH_TRACKS:
        tag = "Conference"
    url = f"https://{host}/paper_files/paper/{year}/hash/{digest}-Abstract{'-' + tag if tag else ''}.html"
    value = f"{year}/{digest}/{space}" if space else f"{year}/{digest}"
    return Reading(PaperId(venue.lower(), value), kind, url, None, Imprint(int(year), venue=venue, track=track))


def _track(tag: str | None) -> tuple[str | None, str | None]:
    """Return the track that a tag such as `Datasets_and_Benchmarks` names, and what tells its papers from others of one hash."""
    if tag is None or tag == "Conference" or tag.startswith("mlsys"):
        return None, None
    if tag.startswith("Datasets_and_Benchmarks"):
        return _DATASETS, "datasets"
    return tag.replace("_", " ").lower(), tag.lower()


def _numbered(path: str) -> Reading | None:
    """Read `4824-imagenet-classification-with-deep-convolutional-neural-networks.pdf` or `by-source-2019-1275`."""
    if by_source := _BY_SOURCE.match(path):
        imprint = Imprint(int(by_source[2]), venue="NeurIPS")
        return Reading(PaperId("neurips", by_source[1]), Kind.PAGE, None, None, imprint)
    match = _NUMBERED.match(path)
    if match is None or (not match[2] and _YEAR.match(match[1])):  # /paper/2019 is a year's table of contents
        return None
    number, slug = int(match[1]), match[2] or ""
    kind = Kind.PDF if match[3] == "pdf" else Kind.PAGE
    for ending in ("-supplemental", "-reviews"):
        if slug.endswith(ending):
            slug, kind = slug.removesuffix(ending), Kind.SUPPLEMENT
    url = f"https://papers.nips.cc/paper/{number}-{escape(slug)}" if slug else None
    words = Words(title=tuple(slug.split("-"))) if slug else Words()
    year = next((year for first, last, year in _YEARS_OF_NUMBERS if first <= number <= last), None)
    return Reading(PaperId("neurips", str(number)), kind, url, None, Imprint(year, venue="NeurIPS"), words)


# -- journals of machine learning research: `pmlr:v139/kim21d`, `jmlr:v21/20-074`

_PMLR_VOLUME = expression(r"([vr]\d{1,3})\Z", re.ASCII)
_PMLR_FILE = expression(
    r"(([a-z][a-z'-]*?)\d\d[a-z]{0,2}(?:-[a-z])?)([-_]supp\w*)?(\.html|\.pdf|\.zip)?\Z", re.ASCII | re.IGNORECASE
)
_JMLR = expression(
    r"papers/v(?:olume)?(\d{1,2})/(?:.+/)?(?:(\d\d-\d{3,4})|(([a-z][a-z'-]*?)\d\d[a-z]?))(\.html|\.pdf)?\Z",
    re.ASCII | re.DOTALL,
)
_JMLR_YEAR_ZERO = 1999
_FIRST_YEARLY = 5
"""The first volume that is one year's; those before run from autumn to autumn."""


def read_pmlr(address: Address) -> Reading | None:
    """Read a URL of the Proceedings of Machine Learning Research, `/v139/kim21d.html` or a file of the paper."""
    parts = address.parts
    return _pmlr(parts[0], parts[-1]) if len(parts) in (2, 3) else None


def read_pmlr_repository(address: Address) -> Reading | None:
    """Read a file of a volume in the proceedings' repositories: `mlresearch/v244/main/assets/henckel24a/henckel24a.pdf`."""
    parts = address.parts
    if len(parts) < 4 or parts[0] != "mlresearch" or "assets" not in parts:
        return None
    return _pmlr(parts[1], parts[-1])


def _pmlr(volume: str, name: str) -> Reading | None:
    file = _PMLR_FILE.match(name)
    if file is None or not _PMLR_VOLUME.match(volume):
        return None
    key, surname, supplement, ending = file.groups()
    kind = Kind.SUPPLEMENT if supplement else Kind.PDF if ending == ".pdf" else Kind.PAGE
    url = f"https://proceedings.mlr.press/{volume}/{key}.html"
    # "mniha16" is Mnih's first of 2016
    words = Words(surnames=(surname,) if key[-1].isalpha() else (surname, surname[:-1]))
    return Reading(PaperId("pmlr", f"{volume}/{key.lower()}"), kind, url, None, Imprint(volume=volume), words)


def read_jmlr(address: Address) -> Reading | None:
    """Read a URL of the Journal of Machine Learning Research, or of the proceedings when they were part of its site."""
    parts = address.parts
    if parts and parts[0] == "proceedings" and len(parts) in (4, 5):
        return _pmlr(parts[2], parts[-1])
    match = _JMLR.match(address.path)
    if match is None:
        return None
    volume, number, key, surname, ending = match.groups()
    name = f"v{int(volume)}/{number or key}"
    kind = Kind.PDF if ending == ".pdf" else Kind.PAGE
    imprint = Imprint(_JMLR_YEAR_ZERO + int(volume) if int(volume) >= _FIRST_YEARLY else None, venue="JMLR")
    words = Words(surnames=(surname,)) if surname else Words()
    return Reading(PaperId("jmlr", name), kind, f"https://jmlr.org/papers/{name}.html", None, imprint, words)


# -- OpenReview: `openreview:SylO2yStDr`; and sites of conferences that show posters under its identifiers or their own

_NOTE = expression(r"[\w-]{6,20}\Z", re.ASCII)
_OPENREVIEW_FILE = expression(r"([0-9a-f]{40})(?:\.pdf)?\Z", re.ASCII)
_GROUP = expression(r"group\?id=([A-Za-z]+)\.cc/((?:19|20)\d\d)/", re.ASCII)
_OPENREVIEW_KINDS = {"forum": Kind.PAGE, "paper": Kind.PAGE, "pdf": Kind.PDF, "attachment": Kind.SUPPLEMENT}
_POSTER_2020 = expression(r"virtual_2020/poster_([\w-]{6,20})(?:\.html)?\Z", re.ASCII)
_POSTER = expression(r"virtual/(\d{4})/(?:.+/)?(poster|oral|spotlight)/(\d+)\Z", re.ASCII | re.DOTALL)
_SITES = {"icml.cc": "ICML", "iclr.cc": "ICLR", "mlsys.org": "MLSys", "neurips.cc": "NeurIPS", "nips.cc": "NeurIPS"}


def read_openreview(address: Address) -> Reading | None:
    """Read a URL of OpenReview.

    A file `/pdf/<40 digits>` and a revision `/references/pdf?id=` do not say whose they are, and are identities of their own.
    """
    parts = address.parts
    if parts[:1] == ["pdf"] and len(parts) == 2:
        file = _OPENREVIEW_FILE.match(parts[1])
        return Reading(PaperId("openreview", f"pdf/{file[1]}"), Kind.PDF) if file else None
    note = parameter(address.query, "id")
    if not _NOTE.match(note):
        return None
    if parts[:2] == ["references", "pdf"]:
        return Reading(PaperId("openreview", f"references/{note}"), Kind.PDF)
    kind = _OPENREVIEW_KINDS.get(address.path)
    if kind is None:
        return None
    if kind is Kind.SUPPLEMENT and parameter(address.query, "name") == "pdf":
        kind = Kind.PDF
    return _note(note, kind, _submitted_to(address.query))


def _submitted_to(query: str) -> Imprint:
    """Return where a paper was submitted to, which the way that led to it may tell; it need not have been accepted there."""
    group = _GROUP.search(parameter(query, "referrer"))
    return Imprint(int(group[2]), venue=group[1], track="submission") if group else Imprint()


def _note(note: str, kind: Kind, imprint: Imprint) -> Reading:
    return Reading(PaperId("openreview", note), kind, f"https://openreview.net/forum?id={note}", None, imprint)


def read_conference_site(address: Address) -> Reading | None:
    """Read a poster's page at icml.cc, iclr.cc, neurips.cc or mlsys.org: `virtual:icml/2024/34654`.

    The numbers are the programme's. Only ICLR 2020 used OpenReview's identifiers there.
    """
    venue = _SITES[address.host]
    if poster := _POSTER_2020.match(address.path):
        return _note(poster[1], Kind.MIRROR, Imprint(2020, venue=venue))
    match = _POSTER.match(address.path)
    if match is None:
        return None
    year, session, number = int(match[1]), match[2], int(match[3])
    host = "neurips.cc" if address.host == "nips.cc" else address.host
    url = f"https://{host}/virtual/{match[1]}/{session}/{number}"
    return Reading(
        PaperId("virtual", f"{venue.lower()}/{match[1]}/{number}"), Kind.PAGE, url, None, Imprint(year, venue=venue)
    )
