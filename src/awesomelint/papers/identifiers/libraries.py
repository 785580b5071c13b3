"""Libraries and indexes whose URLs hold a number of theirs, and identifiers written in plain text."""

from __future__ import annotations

import re

from awesomelint.papers.identifiers.arxiv import read_arxiv_id
from awesomelint.papers.identifiers.doi import read_doi, read_single_suffix
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
from awesomelint.papers.identifiers.proceedings import read_anthology_id
from awesomelint.startup import expression

_IEEE_NUMBER = expression(r"0*([1-9]\d{3,8})(?:\.pdf)?\Z", re.ASCII)
_IEEE_PAGES = frozenset("articledetails.jsp abs_all.jsp absprintf.jsp freeabs_all.jsp stamp.jsp getpdf.jsp".split())
_PII_KINDS = {"fulltext": Kind.FULL_TEXT, "pdf": Kind.PDF}
_PII_MARKS = str.maketrans("", "", "-()")
_MDPI = expression(r"(\d{4}-\d{3}[\dX](?:/\d{1,9}){3})(?:/([^/]+)|\Z)", re.ASCII)
_MDPI_KINDS = {"pdf": Kind.PDF, "htm": Kind.FULL_TEXT}
_PMC = expression(r"articles/(?i:(PMC\d{4,9}))(?:/|\Z)", re.ASCII)
_PUBMED = expression(r"(?:pubmed/)?(\d{1,9})(?:/|\Z)", re.ASCII)
_S2_PAPER = expression(r"(?:paper|reader)/(?:[^/]+/)??(?i:([0-9a-f]{40}))(?:/|\Z)", re.ASCII)
_S2_CORPUS = expression(r"corpusid:(\d{1,12})\Z", re.ASCII | re.IGNORECASE)
_HAL = expression(
    r"((?:hal|inria|tel|cel|halshs|lirmm|cea|in2p3|ensl|pastel|medihal)-\d{8})(?:v(\d{1,2}))?\Z", re.ASCII
)
_DBLP_ARXIV = expression(r"journals/corr/abs-(\d{4})-(\d{4,5})\Z", re.ASCII)


def read_ieee(address: Address) -> Reading | None:
    """Read a URL of IEEE Xplore: `/document/9423171`, `/stamp/stamp.jsp?arnumber=9423171` and others."""
    parts = address.parts[1:] if address.parts[:1] == ["abstract"] else address.parts
    if not parts:
        return None
    kind = Kind.PAGE
    if len(parts) > 1 and parts[0] == "document":
        text = parts[1]
    elif parts[-1].lower() in _IEEE_PAGES:
        text = parameter(address.query, "arnumber")
        kind = Kind.PDF if parts[0] in ("stamp", "stampPDF") else kind
    elif parts[0].startswith("iel") and parts[-1].endswith(".pdf"):
        text, kind = parts[-1], Kind.PDF
    else:
        return None
    number = _IEEE_NUMBER.match(text)
    if number is None:
        return None
    return Reading(PaperId("ieee", number[1]), kind, f"https://ieeexplore.ieee.org/document/{number[1]}")


@path_reader(r"csdl/(?:(?:journal|magazine)/[^/]+|proceedings-article/([^/]+))/(?:((?:19|20)\d\d)|[^/]+)/.+/(\w{8,14})")
def read_computer_society(match: re.Match[str]) -> Reading | None:
    """Read a URL of the IEEE Computer Society: `/csdl/proceedings-article/icse/2024/021700a880/1V5BksrVgsg`."""
    conference, year, number = match.groups()
    imprint = Imprint(int(year), venue=conference.upper()) if conference and year else Imprint()
    url = f"https://www.computer.org/{escape(match[0])}"
    return Reading(PaperId("csdl", number), Kind.PAGE, url, None, imprint)


@path_reader(
    r"(?:[^/]+/)*?(pii|fulltext|abstract|pdf|article)/"
    r"(?i:(?:pii)?(s?\d{4}-?\d{3}[\dx][(]?\d\d[)]?\d{5}-?[\dx])(?:\.pdf)?)(?:/.+)?"
)
def read_elsevier(match: re.Match[str]) -> Reading | None:
    """Read a URL that ends with a publisher item identifier: ScienceDirect, Cell, The Lancet. `pii:S0092867424011449`."""
    value = match[2].translate(_PII_MARKS).upper()
    kind = _PII_KINDS.get(match[1], Kind.PAGE)
    return Reading(PaperId("pii", value), kind, f"https://www.sciencedirect.com/science/article/pii/{value}")


def read_mdpi(address: Address) -> Reading | None:
    """Read `/2076-3417/11/14/6421/pdf`: the journal's ISSN, volume, issue, article. The DOI has the journal's name instead."""
    parts = address.parts
    if len(parts) > 2 and parts[1].startswith("10."):
        return read_single_suffix(address)
    match = _MDPI.match(address.path)
    if match is None:
        return None
    kind = _MDPI_KINDS.get(match[2], Kind.PAGE)
    return Reading(PaperId("mdpi", match[1]), kind, f"https://www.mdpi.com/{match[1]}")


def read_pubmed(address: Address) -> Reading | None:
    """Read a URL of PubMed or PubMed Central: `pubmed:37506330`, `pmc:PMC7251955`."""
    path = address.path.removeprefix("pmc/")
    if pmc := _PMC.match(path):
        kind = Kind.PDF if "pdf" in path.split("/")[2:] else Kind.FULL_TEXT
        value = pmc[1].upper()
        return Reading(PaperId("pmc", value), kind, f"https://pmc.ncbi.nlm.nih.gov/articles/{value}/")
    number = _PUBMED.match(path)
    return _pubmed(number[1]) if number else None


def _pubmed(number: str) -> Reading:
    return Reading(PaperId("pubmed", number), Kind.PAGE, f"https://pubmed.ncbi.nlm.nih.gov/{number}/")


def read_semantic_scholar(address: Address) -> Reading | None:
    """Read `/paper/Attention-is-All-you-Need-Vaswani-Shazeer/204e3073…`, whose slug is words of the title and the first
    authors."""
    last = address.parts[-1] if address.parts else ""
    if last[:6].lower() == "arxiv:":
        return read_arxiv_id(last[6:], Kind.MIRROR)
    if corpus := _S2_CORPUS.match(last):
        url = f"https://api.semanticscholar.org/CorpusID:{corpus[1]}"
        return Reading(PaperId("s2", f"corpus/{corpus[1]}"), Kind.PAGE, url)
    paper = _S2_PAPER.match(address.path)
    if paper is None:
        return None
    value = paper[1].lower()
    return Reading(PaperId("s2", value), Kind.PAGE, f"https://www.semanticscholar.org/paper/{value}")


@path_reader(r"(?i:([0-9a-f]{4})/([0-9a-f]{36})(?:\.pdf)?)")
def read_semantic_scholar_file(match: re.Match[str]) -> Reading | None:
    """Read a PDF that Semantic Scholar kept, `/1794/8fa1….pdf`: the digits together were the paper's number."""
    return Reading(PaperId("s2", (match[1] + match[2]).lower()), Kind.PDF)


def read_hal(address: Address) -> Reading | None:
    """Read a URL of HAL, on any of its sites: `/hal-01640325v2/document`."""
    for part in address.parts[:2]:
        if match := _HAL.match(part):
            kind = Kind.PDF if address.parts[-1] != part else Kind.PAGE
            version = int(match[2]) if match[2] else None
            return Reading(PaperId("hal", match[1]), kind, f"https://hal.science/{match[1]}", version)
    return None


@path_reader(r"((?:19|20)\d\d)/(\d{3,4})(\.pdf)?")
def read_iacr(match: re.Match[str]) -> Reading | None:
    """Read a URL of the Cryptology ePrint Archive: `/2022/959.pdf`."""
    value, kind = f"{match[1]}/{match[2]}", Kind.PDF if match[3] else Kind.PAGE
    imprint = Imprint(int(match[1]), venue="IACR ePrint")
    return Reading(PaperId("iacr", value), kind, f"https://eprint.iacr.org/{value}", None, imprint)


@path_reader(r"rec/(?:.+/)?((?:conf|journals|books|phd|series|reference|tr)/[\w.-]+/[\w.-]+?)(\.html|\.bib|\.xml)?")
def read_dblp(match: re.Match[str]) -> Reading | None:
    """Read a record of DBLP: `/rec/conf/nips/VaswaniSPUJGKP17`. That of a preprint holds arXiv's identifier."""
    if preprint := _DBLP_ARXIV.match(match[1]):
        return read_arxiv_id(f"{preprint[1]}.{preprint[2]}", Kind.MIRROR)
    kind = Kind.CITATION if match[2] == ".bib" else Kind.PAGE
    return Reading(PaperId("dblp", match[1]), kind, f"https://dblp.org/rec/{match[1]}")


# -- identifiers written in plain text: `arXiv:1909.10351`, `doi:10.1145/3292500.3330701`, `PMID: 37506330`

_ARXIV_TEXT = expression(
    r"arxiv(?:\.org)?\s{0,3}:?\s{0,3}([\w./-]+)(?:\s{0,3}\[[\w.-]+\])?\Z", re.ASCII | re.IGNORECASE
)
_BARE_ARXIV = expression(r"(\d{4}\.\d{5}(?:v\d+)?)\Z", re.ASCII)
_DOI_TEXT = expression(r"(?:doi\s{0,3}:?\s{0,3})?(10\.\d{4,9}/\S+)\Z", re.ASCII | re.IGNORECASE)
_ACL_TEXT = expression(r"acl(?:[ -]?anthology)?\s{0,3}:\s{0,3}(\S+)\Z", re.ASCII | re.IGNORECASE)
_PUBMED_TEXT = expression(r"(?:pmid|pubmed)\s{0,3}:?\s{0,3}(\d{1,9})\Z", re.ASCII | re.IGNORECASE)
_TEXT_READERS = (
    (_ARXIV_TEXT, read_arxiv_id),
    (_BARE_ARXIV, read_arxiv_id),
    (_DOI_TEXT, read_doi),
    (_ACL_TEXT, read_anthology_id),
    (_PUBMED_TEXT, _pubmed),
)


def read_plain_text(text: str) -> Reading | None:
    """Read a text that is an identifier and nothing else."""
    for pattern, read in _TEXT_READERS:
        if match := pattern.match(text):
            return read(match[1])
    return None
