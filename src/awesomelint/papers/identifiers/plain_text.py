"""Identifiers written in plain text: `arXiv:1909.10351`, `doi:10.1145/3292500.3330701`, `PMID: 37506330`."""

from __future__ import annotations

import re

from awesomelint.expressions import expression
from awesomelint.papers.identifiers.anthology import read_anthology_id
from awesomelint.papers.identifiers.arxiv import read_arxiv_id
from awesomelint.papers.identifiers.doi import read_doi
from awesomelint.papers.identifiers.model import Reading
from awesomelint.papers.identifiers.numbered import pubmed_reading

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
