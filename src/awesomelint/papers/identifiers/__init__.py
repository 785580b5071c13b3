"""Which paper does a URL name? This is read from the URL alone, without a network.

`read_identifier` reads any URL or text; `paper_id` and `canonical` ask it for less. `form` and `rewrite` are about the spellings
of one paper's URL. `repository` names repositories of code. One module holds one family of sites; `read.py` has the table of
hosts and their readers.

Two equal identities are one paper. What no URL shows, and what therefore stays apart: a preprint and its publication (arXiv and
ACL, DOI, OpenReview, PMLR, CVF); a DOI and a number of IEEE Xplore, of the ACM's old library, of PubMed, of Elsevier or MDPI; the
old numbers and the hashes of NeurIPS; the numbers of AAAI's three systems; a page and a PDF of ECVA; a file at OpenReview and its
forum; Interspeech's numbers and names.
"""

from awesomelint.papers.identifiers.model import Imprint, Kind, PaperId, Reading, RepositoryId, Words
from awesomelint.papers.identifiers.read import Form, canonical, form, paper_id, read_identifier, repository, rewrite

__all__ = [
    "Form",
    "Imprint",
    "Kind",
    "PaperId",
    "Reading",
    "RepositoryId",
    "Words",
    "canonical",
    "form",
    "paper_id",
    "read_identifier",
    "repository",
    "rewrite",
]
