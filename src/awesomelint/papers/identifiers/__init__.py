"""Which paper does a URL name? This is read from the URL alone, without a network.

`read_identifier` reads any URL or text; `paper_id`, `other_ids` and `canonical` return a part of what it says. `form` and
`rewrite` are about the spellings of one paper's URL. `repository` names repositories of code. One module holds one family
of sites; `HOSTS` is the table of readers and the hosts whose URLs they read; a reader takes an `Address` and returns a
`Reading` or `None`.

Two equal identities are one paper. What no URL shows, and what therefore stays apart: a preprint and its publication
(arXiv and ACL, DOI, OpenReview, PMLR, CVF); a DOI and a number of IEEE Xplore, of the ACM's old library, of PubMed, of
Elsevier or MDPI; the old numbers and the hashes of NeurIPS; the numbers of AAAI's three systems; a page and a PDF of
ECVA; a file at OpenReview and its forum; Interspeech's numbers and names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from awesomelint.papers.identifiers import arxiv, conferences, doi, libraries, machine_learning, proceedings
from awesomelint.papers.identifiers.model import (
    Imprint,
    Kind,
    PaperId,
    Reader,
    Reading,
    RepositoryId,
    Words,
    split_address,
)
from awesomelint.startup import NamedTuple, expression, memo

__all__ = [
    "HOSTS",
    "MAX_LENGTH",
    "READERS",
    "Form",
    "Imprint",
    "Kind",
    "PaperId",
    "Reading",
    "RepositoryId",
    "Words",
    "canonical",
    "form",
    "other_ids",
    "paper_id",
    "read_identifier",
    "reader_of",
    "repository",
    "rewrite",
]

MAX_LENGTH = 2000
"""Longest text, in code points, that is looked at."""

HOSTS: dict[Reader, str] = {
    arxiv.read_arxiv: "arxiv.org *.arxiv.org arxiv.gg arxiv-export-lb.library.cornell.edu xxx.itp.ac.cn xxx.lanl.gov"
    " 128.84.21.199",
    arxiv.read_arxiv_mirror: "alphaxiv.org ar5iv.labs.arxiv.org ar5iv.org arxiv-vanity.com emergentmind.com hf.co"
    " huggingface.co papers.cool scirate.com",
    conferences.read_aaai: "aaai.org",
    conferences.read_cdn: "cdn.aaai.org",
    conferences.read_cvf: "openaccess.thecvf.com cv-foundation.org",
    conferences.read_ecva: "ecva.net",
    conferences.read_ijcai: "ijcai.org",
    conferences.read_ojs: "ojs.aaai.org",
    doi.read_acm: "dl.acm.org portal.acm.org",
    doi.read_acm_file: "delivery.acm.org",
    doi.read_atypon: "ai.nejm.org aip.scitation.org asa.scitation.org ascopubs.org avs.scitation.org chemrxiv.org embopress.org"
    " emerald.com epubs.siam.org journals.asm.org journals.physiology.org journals.sagepub.com liebertpub.com"
    " mitpressjournals.org morganclaypool.com nejm.org onlinelibrary.wiley.com *.onlinelibrary.wiley.com pnas.org"
    " pubs.acs.org pubsonline.informs.org royalsocietypublishing.org science.org science.sciencemag.org spj.science.org"
    " tandfonline.com worldscientific.com",
    doi.read_biorxiv: "biorxiv.org medrxiv.org",
    doi.read_doi_parameter: "journals.plos.org plosone.org",
    doi.read_doi_resolver: "doi.org dx.doi.org doi.acm.org",
    doi.read_elife: "elifesciences.org",
    doi.read_nature: "nature.com",
    doi.read_oup: "academic.oup.com",
    doi.read_rsc: "pubs.rsc.org",
    doi.read_silverchair: "asmedigitalcollection.asme.org direct.mit.edu pubs.aip.org",
    doi.read_single_suffix: "annualreviews.org *.biomedcentral.com frontiersin.org journal.frontiersin.org journals.aps.org"
    " link.aps.org link.springer.com link.springernature.com *.springeropen.com",
    doi.read_whole_suffix: "iopscience.iop.org",
    doi.read_zenodo: "zenodo.org",
    libraries.read_computer_society: "computer.org",
    libraries.read_dblp: "dblp.org dblp.dagstuhl.de dblp.uni-trier.de",
    libraries.read_elsevier: "sciencedirect.com cell.com linkinghub.elsevier.com thelancet.com",
    libraries.read_hal: "hal.science *.hal.science hal.archives-ouvertes.fr hal.inria.fr",
    libraries.read_iacr: "eprint.iacr.org",
    libraries.read_ieee: "ieeexplore.ieee.org",
    libraries.read_mdpi: "mdpi.com",
    libraries.read_pubmed: "pubmed.ncbi.nlm.nih.gov pmc.ncbi.nlm.nih.gov ncbi.nlm.nih.gov",
    libraries.read_semantic_scholar: "semanticscholar.org api.semanticscholar.org",
    libraries.read_semantic_scholar_file: "pdfs.semanticscholar.org",
    machine_learning.read_conference_site: "iclr.cc icml.cc mlsys.org neurips.cc nips.cc",
    machine_learning.read_iclr_proceedings: "proceedings.iclr.cc",
    machine_learning.read_jmlr: "jmlr.org jmlr.csail.mit.edu",
    machine_learning.read_mlsys: "proceedings.mlsys.org",
    machine_learning.read_neurips: "papers.nips.cc proceedings.neurips.cc papers.neurips.cc proceedings.nips.cc",
    machine_learning.read_neurips_datasets: "datasets-benchmarks-proceedings.neurips.cc",
    machine_learning.read_openreview: "openreview.net",
    machine_learning.read_pmlr: "proceedings.mlr.press",
    machine_learning.read_pmlr_repository: "raw.githubusercontent.com",
    proceedings.read_acl_site: "aclweb.org",
    proceedings.read_anthology: "aclanthology.org aclanthology.info anthology.aclweb.org aclanthology.coli.uni-saarland.de"
    " aclanthology.lst.uni-saarland.de",
    proceedings.read_isca: "isca-archive.org isca-speech.org",
    proceedings.read_ndss: "ndss-symposium.org",
    proceedings.read_rss: "roboticsproceedings.org",
    proceedings.read_usenix: "usenix.org static.usenix.org",
    proceedings.read_vldb: "vldb.org",
}
READERS = {host: reader for reader, hosts in HOSTS.items() for host in hosts.split()}
"""The reader of each host, without `www.`; `*.arxiv.org` stands for the hosts right below `arxiv.org`."""

_DIGIT = expression("[0-9]")
_LONE_SURROGATE = expression("[\ud800-\udfff]")


@memo(1 << 15)
def read_identifier(text: str) -> Reading | None:
    """Read a URL of a paper, or an identifier in words such as `arXiv:1909.10351` or `doi:10.1145/3292500.3330701`.

    Returns `None` for all else: URLs of other things, texts with words around an identifier, identifiers that cannot be, such as
    an arXiv identifier of the 13th month. Never raises.
    """
    if len(text) > MAX_LENGTH or (not text.isascii() and _LONE_SURROGATE.search(text)):
        return None
    text = text.strip()
    address = split_address(text)
    if address is not None:
        reader = reader_of(address.host)
        if reader is not None:
            return reader(address)
        if address.scheme:
            return None
    return libraries.read_plain_text(text) if _DIGIT.search(text) else None


def reader_of(host: str) -> Reader | None:
    """Return the reader of a host's URLs; the host is in lower case and without `www.`."""
    return READERS.get(host) or READERS.get(f"*.{host.partition('.')[2]}")


def paper_id(text: str) -> PaperId | None:
    """Return the identity of the paper that a URL or a text names; `None` if it names none."""
    reading = read_identifier(text)
    return reading.paper if reading is not None else None


def other_ids(paper: PaperId, texts: Iterable[str]) -> tuple[PaperId, ...]:
    """Return the identities that texts name, each once, without that of the paper itself."""
    others = dict.fromkeys(map(paper_id, texts))
    return tuple(other for other in others if other is not None and other != paper)


def canonical(text: str) -> str | None:
    """Return the canonical URL of the paper that a URL or a text names, or `None` where none is known. It names no version."""
    reading = read_identifier(text)
    return reading.url if reading is not None else None


# -- the forms in which one paper's URL is written

_PARTS = expression(r"(https?):/{1,3}([^\s/?#]+)([^?#]*)", re.ASCII | re.IGNORECASE)
_ENDING = expression(r"(?:(?<!/)/++|\.(?:bib|html?|pdf|php|ps|xml))\Z", re.IGNORECASE)
_ARXIV_HOSTS = frozenset(("arxiv.org", "export.arxiv.org"))
_RETIRED_ARXIV_HOSTS = frozenset(("browse.arxiv.org", "download.arxiv.org", "xxx.lanl.gov"))
"""Links to other sites with arXiv's papers, such as ar5iv, are left as they are."""


class Form(NamedTuple):
    """How a URL names its paper.

    `registry` is the scheme of the identity: `arxiv`, `acl`. `kind` tells an abstract from a PDF. `ending` is what is after
    the identifier: nothing, `/`, `.pdf`, `.html`. `protocol` is `http` or `https`, `host` as written but in lower case, `www.`
    included.
    """

    registry: str
    kind: Kind
    ending: str
    protocol: str
    host: str


def form(url: str) -> Form | None:
    """Return the form of a paper's URL; `None` for what is not the URL of a paper."""
    reading = read_identifier(url)
    parts = _PARTS.match(url.strip()) if reading is not None else None
    if reading is None or parts is None:
        return None
    protocol, host, path = parts.groups()
    ending = _ENDING.search(path)
    return Form(reading.paper.scheme, reading.kind, ending[0] if ending else "", protocol.lower(), host.lower())


def rewrite(url: str, wanted: Form) -> str:
    """Write the URL of a paper at arXiv or in the ACL Anthology in another form; it shows the same paper and the same version.

    Returns the URL unchanged where the form cannot show the same: full texts, sources, supplements, other services, a version of
    a PDF in the Anthology as its page, another registry's form. A query is dropped, a fragment
    only where the kind changes. Hosts that are gone give way to their successors.
    """
    reading, own = read_identifier(url), form(url)
    if reading is None or own is None or own.registry != wanted.registry:
        return url
    write = _WRITERS.get(own.registry) if {own.kind, wanted.kind} <= {Kind.PAGE, Kind.PDF} else None
    written = write(reading, own, wanted) if write is not None else None
    if written is None:
        return url
    mark = url.find("#")
    return written + url[mark:].rstrip() if mark >= 0 and own.kind is wanted.kind else written


def _arxiv(reading: Reading, own: Form, wanted: Form) -> str | None:
    host = own.host.removeprefix("www.")
    if host not in _ARXIV_HOSTS | _RETIRED_ARXIV_HOSTS:
        return None
    host = wanted.host if wanted.host.removeprefix("www.") in _ARXIV_HOSTS else "arxiv.org"
    name = f"{reading.paper.value}v{reading.version}" if reading.version else reading.paper.value
    if wanted.kind is Kind.PAGE:
        return f"{wanted.protocol}://{host}/abs/{name}"
    return f"{wanted.protocol}://{host}/pdf/{name}{'.pdf' if wanted.ending == '.pdf' else ''}"


def _acl(reading: Reading, own: Form, wanted: Form) -> str | None:
    if own.host.removeprefix("www.") == "doi.org":
        return None
    if wanted.kind is Kind.PAGE:
        ending = "/" if wanted.ending.startswith("/") else ""
        return None if reading.version else f"{wanted.protocol}://aclanthology.org/{reading.paper.value}{ending}"
    version = f"v{reading.version}" if reading.version else ""
    return f"{wanted.protocol}://aclanthology.org/{reading.paper.value}{version}.pdf"


_WRITERS = {"arxiv": _arxiv, "acl": _acl}


# -- repositories of code: `github:owner/name`

_NAME = expression(r"[\w.-]{1,100}\Z", re.ASCII)
_CODE_HOSTS = {
    "bitbucket.org": "bitbucket",
    "codeberg.org": "codeberg",
    "gitee.com": "gitee",
    "github.com": "github",
    "gitlab.com": "gitlab",
    "raw.githubusercontent.com": "github",
}
_NOT_OWNERS = frozenset(
    "about account apps collections contact customer-stories enterprise events explore features issues join login marketplace "
    "new notifications orgs organizations pricing pulls readme search security settings signup site sponsors stars topics "
    "trending users dashboard groups help".split()
)
_WITHIN_GITLAB = frozenset("- blob issues merge_requests raw tree wikis".split())


@memo(8192)
def repository(url: str) -> RepositoryId | None:
    """Return the repository that a URL leads to or into; `None` if it leads elsewhere. Never raises.

    Renamed repositories keep their old identity, as only the host knows the new name. On GitLab a project may lie in groups
    within groups, all of which belong to its name.
    """
    if len(url) > MAX_LENGTH:
        return None
    address = split_address(url.strip())
    scheme = _CODE_HOSTS.get(address.host) if address is not None else None
    if address is None or scheme is None:
        return None
    end = 2
    if scheme == "gitlab":
        end = next((at for at, part in enumerate(address.parts) if part in _WITHIN_GITLAB), len(address.parts))
    names = address.parts[:end]
    if len(names) < 2 or names[0].lower() in _NOT_OWNERS or not all(_NAME.match(name) for name in names):
        return None
    names[-1] = names[-1].removesuffix(".git")
    return RepositoryId(scheme, "/".join(names).lower()) if names[-1].strip(".") else None
