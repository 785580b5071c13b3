"""The DOI that a URL holds, as written: an identity is not enough, for it leaves out versions and other spellings."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from awesomelint.expressions import expression
from awesomelint.papers.identifiers import Kind, PaperId, read_identifier

_RESOLVERS = frozenset(("doi.org", "dx.doi.org", "www.doi.org", "www.dx.doi.org"))
_DOI = expression(r"10(?:\.\d{4,9}(?:\.\d+)*)?/\S+\Z", re.ASCII)
"""Also short DOIs, `10/abcde`."""
_MAX_LENGTH = 500
_PARTS_OF_A_PAPER = frozenset((Kind.SUPPLEMENT, Kind.CITATION, Kind.SLIDES))


class Holding(NamedTuple):
    """The DOI in a URL. `is_exact` tells that the URL is the DOI's own, so that without the DOI there is no page.

    `paper` is whose paper it is, `None` for a short DOI.
    """

    doi: str
    is_exact: bool
    paper: PaperId | None


def read_holding(url: str) -> Holding | None:
    """Return the DOI that a URL holds, `None` if it holds none. Never raises."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    reading = read_identifier(url)
    if host in _RESOLVERS:
        doi = unquote(parts.path).strip("/")
        doi = doi[4:] if doi[:4].lower() == "doi:" else doi
        if len(doi) > _MAX_LENGTH or not _DOI.match(doi):
            return None
        return Holding(doi.lower(), True, reading.paper if reading is not None else None)
    if reading is None or reading.paper.scheme != "doi" or reading.kind in _PARTS_OF_A_PAPER:
        return None
    doi = reading.paper.value
    return Holding(doi, False, reading.paper) if len(doi) <= _MAX_LENGTH and _DOI.match(doi) else None
