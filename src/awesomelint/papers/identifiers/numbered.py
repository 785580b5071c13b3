"""Libraries and indexes whose URLs hold a number, and identifiers written in plain text."""

from __future__ import annotations

import re

from awesomelint.expressions import expression
from awesomelint.papers.identifiers.anthology import read_anthology_id
from awesomelint.papers.identifiers.model import Address, Imprint, Kind, PaperId, Reading, Words, escape, parameter
from awesomelint.papers.identifiers.publishers import read_single_suffix
from awesomelint.papers.identifiers.registries import read_arxiv_id, read_doi

_IEEE_NUMBER = expression(r"0*([1-9]\d{3,8})(?:\.pdf)?\Z", re.ASCII)
_IEEE_PAGES = frozenset(
    ("articledetails.jsp", "abs_all.jsp", "absprintf.jsp", "freeabs_all.jsp", "stamp.jsp", "getpdf.jsp")
)
_PII = expression(r"(?:pii)?(s?\d{4}-?\d{3}[\dx][(]?\d\d[)]?\d{5}-?[\dx])(?:\.pdf)?\Z", re.ASCII | re.IGNORECASE)
_PII_BEFORE = frozenset(("pii", "fulltext", "abstract", "pdf", "article"))
_ELSEVIER_KINDS = {"fulltext": Kind.FULL_TEXT, "pdf": Kind.PDF}
_PII_MARKS = str.maketrans("", "", "-()")
_MDPI = expression(r"\d{4}-\d{3}[\dX]\Z", re.ASCII)
_DIGITS = expression(r"\d{1,9}\Z", re.ASCII)
_PMC = expression(r"(PMC\d{4,9})\Z", re.ASCII | re.IGNORECASE)
_S2_PAPER = expression(r"[0-9a-f]{40}\Z", re.ASCII | re.IGNORECASE)
_S2_FILE = expression(r"([0-9a-f]{36})(?:\.pdf)?\Z", re.ASCII | re.IGNORECASE)
_S2_CORPUS = expression(r"corpusid:(\d{1,12})\Z", re.ASCII | re.IGNORECASE)
_HAL = expression(
    r"((?:hal|inria|tel|cel|halshs|lirmm|cea|in2p3|ensl|pastel|medihal)-\d{8})(?:v(\d{1,2}))?\Z", re.ASCII
)
_IACR_YEAR = expression(r"(?:19|20)\d\d\Z", re.ASCII)
_IACR_NUMBER = expression(r"(\d{3,4})(\.pdf)?\Z", re.ASCII)
_DBLP = expression(
    r"((?:conf|journals|books|phd|series|reference|tr)/[\w.-]+/[\w.-]+?)(?:\.html|\.bib|\.xml)?\Z", re.ASCII
)
_DBLP_ARXIV = expression(r"journals/corr/abs-(\d{4})-(\d{4,5})\Z", re.ASCII)
_CSDL_ID = expression(r"\w{8,14}\Z", re.ASCII)
_YEAR = expression(r"(?:19|20)\d\d\Z", re.ASCII)


def read_ieee(address: Address) -> Reading | None:
    """Read a URL of IEEE Xplore: `/document/9423171`, `/stamp/stamp.jsp?arnumber=9423171` and others."""
    parts = address.parts
    if not parts:
        return None
    if parts[0] == "abstract":
        parts = parts[1:]
    kind = Kind.PAGE
    if len(parts) > 1 and parts[0] == "document":
        text = parts[1]
    elif parts and parts[-1].lower() in _IEEE_PAGES:
        text = parameter(address.query, "arnumber")
        kind = Kind.PDF if parts[0] in ("stamp", "stampPDF") else kind
    elif parts and parts[0].startswith("iel") and parts[-1].endswith(".pdf"):
        text, kind = parts[-1], Kind.PDF
    else:
        return None
    number = _IEEE_NUMBER.match(text)
    return (
        Reading(PaperId("ieee", number[1]), kind, f"https://ieeexplore.ieee.org/document/{number[1]}")
        if number
        else None
    )


def read_elsevier(address: Address) -> Reading | None:
    """Read a URL that ends with a publisher item identifier: ScienceDirect, Cell, The Lancet. `pii:S0092867424011449`."""
    parts = address.parts
    for at, part in enumerate(parts[:-1]):
        pii = _PII.match(parts[at + 1]) if part in _PII_BEFORE else None
        if pii is not None:
            value = pii[1].translate(_PII_MARKS).upper()
            kind = _ELSEVIER_KINDS.get(part, Kind.PAGE)
            return Reading(PaperId("pii", value), kind, f"https://www.sciencedirect.com/science/article/pii/{value}")
    return None


def read_mdpi(address: Address) -> Reading | None:
    """Read `/2076-3417/11/14/6421/pdf`: the journal's ISSN, volume, issue, article. The DOI has the journal's name instead."""
    parts = address.parts
    if len(parts) > 2 and parts[1].startswith("10."):
        return read_single_suffix(address)
    if len(parts) < 4 or not _MDPI.match(parts[0]) or not all(_DIGITS.match(part) for part in parts[1:4]):
        return None
    value = "/".join(parts[:4])
    kind = {"pdf": Kind.PDF, "htm": Kind.FULL_TEXT}.get(parts[4], Kind.PAGE) if len(parts) > 4 else Kind.PAGE
    return Reading(PaperId("mdpi", value), kind, f"https://www.mdpi.com/{value}")


def read_pubmed(address: Address) -> Reading | None:
    """Read a URL of PubMed or PubMed Central: `pubmed:37506330`, `pmc:PMC7251955`."""
    parts = address.parts
    if parts and parts[0] == "pmc":
        parts = parts[1:]
    if not parts:
        return None
    if parts[0] == "articles" and len(parts) > 1:
        pmc = _PMC.match(parts[1])
        kind = Kind.PDF if "pdf" in parts[2:] else Kind.FULL_TEXT
        return pmc_reading(pmc[1], kind) if pmc else None
    number = parts[1] if parts[0] == "pubmed" and len(parts) > 1 else parts[0]
    return pubmed_reading(number) if _DIGITS.match(number) else None


def pubmed_reading(number: str) -> Reading:
    """Return the reading of a number of PubMed."""
    return Reading(PaperId("pubmed", number), Kind.PAGE, f"https://pubmed.ncbi.nlm.nih.gov/{number}/")


def pmc_reading(number: str, kind: Kind) -> Reading:
    """Return the reading of a number of PubMed Central, `PMC7251955`."""
    number = number.upper()
    return Reading(PaperId("pmc", number), kind, f"https://pmc.ncbi.nlm.nih.gov/articles/{number}/")


def read_semantic_scholar(address: Address) -> Reading | None:
    """Read `/paper/Attention-is-All-you-Need-Vaswani-Shazeer/204e3073…`, whose slug is of the title and first authors."""
    parts = address.parts
    if not parts:
        return None
    last = parts[-1]
    if last[:6].lower() == "arxiv:":
        return read_arxiv_id(last[6:], Kind.MIRROR)
    corpus = _S2_CORPUS.match(last)
    if corpus is not None:
        value = f"corpus/{corpus[1]}"
        return Reading(PaperId("s2", value), Kind.PAGE, f"https://api.semanticscholar.org/CorpusID:{corpus[1]}")
    if parts[0] not in ("paper", "reader") or len(parts) < 2:
        return None
    for at, part in enumerate(parts[1:3], 1):
        if _S2_PAPER.match(part):
            value = part.lower()
            words = Words(either=tuple(parts[1].split("-"))) if at == 2 else Words()
            return Reading(
                PaperId("s2", value),
                Kind.PAGE,
                f"https://www.semanticscholar.org/paper/{value}",
                None,
                Imprint(),
                words,
            )
    return None


def read_semantic_scholar_file(address: Address) -> Reading | None:
    """Read a PDF that Semantic Scholar kept, `/1794/8fa1….pdf`: the digits together were the paper's number."""
    parts = address.parts
    file = _S2_FILE.match(parts[1]) if len(parts) == 2 and len(parts[0]) == 4 else None
    value = (parts[0] + file[1]).lower() if file else ""
    return Reading(PaperId("s2", value), Kind.PDF) if _S2_PAPER.match(value) else None


def read_hal(address: Address) -> Reading | None:
    """Read a URL of HAL, on any of its sites: `/hal-01640325v2/document`."""
    for part in address.parts[:2]:
        found = _HAL.match(part)
        if found is not None:
            kind = Kind.PDF if address.parts[-1] != part else Kind.PAGE
            version = int(found[2]) if found[2] else None
            return Reading(PaperId("hal", found[1]), kind, f"https://hal.science/{found[1]}", version)
    return None


def read_iacr(address: Address) -> Reading | None:
    """Read a URL of the Cryptology ePrint Archive: `/2022/959.pdf`."""
    parts = address.parts
    if len(parts) != 2 or not _IACR_YEAR.match(parts[0]):
        return None
    number = _IACR_NUMBER.match(parts[1])
    if number is None:
        return None
    value = f"{parts[0]}/{number[1]}"
    imprint = Imprint(int(parts[0]), venue="IACR ePrint")
    return Reading(
        PaperId("iacr", value), Kind.PDF if number[2] else Kind.PAGE, f"https://eprint.iacr.org/{value}", None, imprint
    )


def read_dblp(address: Address) -> Reading | None:
    """Read a record of DBLP: `/rec/conf/nips/VaswaniSPUJGKP17`. That of a preprint holds arXiv's identifier."""
    parts = address.parts
    if len(parts) < 4 or parts[0] != "rec":
        return None
    path = "/".join(parts[-3:])
    found = _DBLP.match(path)
    if found is None:
        return None
    preprint = _DBLP_ARXIV.match(found[1])
    if preprint is not None:
        return read_arxiv_id(f"{preprint[1]}.{preprint[2]}", Kind.MIRROR)
    kind = Kind.CITATION if path.endswith(".bib") else Kind.PAGE
    return Reading(PaperId("dblp", found[1]), kind, f"https://dblp.org/rec/{found[1]}")


def read_computer_society(address: Address) -> Reading | None:
    """Read a URL of the IEEE Computer Society: `/csdl/proceedings-article/icse/2024/021700a880/1V5BksrVgsg`."""
    parts = address.parts
    if len(parts) < 6 or parts[0] != "csdl" or parts[1] not in ("proceedings-article", "journal", "magazine"):
        return None
    number = parts[-1]
    if not _CSDL_ID.match(number):
        return None
    imprint = Imprint()
    if parts[1] == "proceedings-article" and _YEAR.match(parts[3]):
        imprint = Imprint(int(parts[3]), venue=parts[2].upper())
    return Reading(
        PaperId("csdl", number), Kind.PAGE, f"https://www.computer.org/{escape('/'.join(parts))}", None, imprint
    )


#| Identifiers written in plain text: `arXiv:1909.10351`, `doi:10.1145/3292500.3330701`, `PMID: 37506330`.

_ARXIV = expression(r"arxiv(?:\.org)?\s{0,3}:?\s{0,3}([\w./-]+)(?:\s{0,3}\[[\w.-]+\])?\Z", re.ASCII | re.IGNORECASE)
_BARE_ARXIV = expression(r"\d{4}\.\d{5}(?:v\d+)?\Z", re.ASCII)
_DOI = expression(r"(?:doi\s{0,3}:?\s{0,3})?(10\.\d{4,9}/\S+)\Z", re.ASCII | re.IGNORECASE)
_ACL = expression(r"acl(?:[ -]?anthology)?\s{0,3}:\s{0,3}(\S+)\Z", re.ASCII | re.IGNORECASE)
_PUBMED = expression(r"(?:pmid|pubmed)\s{0,3}:?\s{0,3}(\d{1,9})\Z", re.ASCII | re.IGNORECASE)


def read_plain_text(text: str) -> Reading | None:
    """Read a text that is an identifier and nothing else."""
    arxiv = _ARXIV.match(text)
    if arxiv is not None:
        return read_arxiv_id(arxiv[1])
    if _BARE_ARXIV.match(text):
        return read_arxiv_id(text)
    doi = _DOI.match(text)
    if doi is not None:
        return read_doi(doi[1])
    acl = _ACL.match(text)
    if acl is not None:
        return read_anthology_id(acl[1])
    pubmed = _PUBMED.match(text)
    return pubmed_reading(pubmed[1]) if pubmed is not None else None
