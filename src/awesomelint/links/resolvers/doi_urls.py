"""The DOI that a URL holds, as written: an identity is not enough, for it leaves out versions and other spellings."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from awesomelint.expressions import expression
from awesomelint.named_tuple import NamedTuple
from awesomelint.papers.identifiers import Kind, read_identifier

_RESOLVERS = frozenset(("doi.org", "dx.doi.org", "www.doi.org", "www.dx.doi.org"))
_ANTHOLOGY = frozenset(("aclanthology.org", "www.aclanthology.org", "aclweb.org", "www.aclweb.org"))
"""The ACL Anthology, now and until 2020; the old address leads to the new one, paper by paper."""
_DOI = expression(r"10(?:\.\d{4,9}(?:\.\d+)*)?/\S+\Z", re.ASCII)
"""Also short DOIs, `10/abcde`."""
_MAX_LENGTH = 500
_PARTS_OF_A_PAPER = frozenset((Kind.SUPPLEMENT, Kind.CITATION, Kind.SLIDES))


class Holding(NamedTuple):
    """The DOI in a URL. `is_exact` tells that the URL is the DOI's own, so that without the DOI there is no page.

    `is_derived` tells that the URL holds an identifier of which the DOI is made, if the paper has one.
    """

    doi: str
    is_exact: bool = False
    is_derived: bool = False


def read_holding(url: str) -> Holding | None:
    """Return the DOI that a URL holds, `None` if it holds none. Never raises."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if host in _RESOLVERS:
        doi = unquote(parts.path).strip("/")
        doi = doi[4:] if doi[:4].lower() == "doi:" else doi
        if len(doi) > _MAX_LENGTH or not _DOI.match(doi):
            return None
        return Holding(doi.lower(), is_exact=True)
    reading = read_identifier(url)
    if reading is None or reading.kind in _PARTS_OF_A_PAPER:
        return None
    if reading.paper.scheme == "acl" and host in _ANTHOLOGY and reading.version is None:
        return Holding(f"10.18653/v1/{reading.paper.value.lower()}", is_derived=True)
    doi = reading.paper.value
    is_doi = reading.paper.scheme == "doi" and len(doi) <= _MAX_LENGTH and _DOI.match(doi)
    return Holding(doi) if is_doi else None
