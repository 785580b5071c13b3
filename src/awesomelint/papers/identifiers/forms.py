"""The forms in which one paper's URL is written, and how to write it in another form."""

from __future__ import annotations

import re

from awesomelint.expressions import expression
from awesomelint.named_tuple import NamedTuple
from awesomelint.papers.identifiers.model import Kind, Reading
from awesomelint.papers.identifiers.read import read_identifier

_PARTS = expression(r"(https?):/{1,3}([^\s/?#]+)([^?#]*)(\?[^#]*)?(#.*)?\Z", re.ASCII | re.IGNORECASE | re.DOTALL)
_ENDING = expression(r"(?:/+|\.(?:bib|html?|pdf|php|ps|xml))\Z", re.IGNORECASE)

_NO_QUERY = frozenset("acl arxiv cvf ecva ijcai isca jmlr mlsys neurips pmlr rss usenix".split())
"""Registries whose URLs need no query."""
_ARXIV_HOSTS = frozenset(("arxiv.org", "export.arxiv.org"))
_RETIRED_ARXIV_HOSTS = frozenset(("browse.arxiv.org", "download.arxiv.org", "xxx.lanl.gov"))
"""That a link goes to a reader's site such as ar5iv, on the other hand, is on purpose."""


class Form(NamedTuple):
    """How a URL names its paper.

    `registry` is the scheme of the identity: `arxiv`, `acl`. `kind` tells an abstract from a PDF. `ending` is what stands behind
    the identifier: nothing, `/`, `.pdf`, `.html`. `protocol` is `http` or `https`, `host` as written but in lower case, `www.`
    included. `version` is the number of a version that is asked for. `has_extras` tells that there is a query or a fragment that
    the identity does not need.
    """

    registry: str
    kind: Kind
    ending: str
    protocol: str
    host: str
    version: int | None = None
    has_extras: bool = False


def form(url: str) -> Form | None:
    """Return the form of a paper's URL; `None` for what is not the URL of a paper."""
    reading = read_identifier(url)
    parts = _PARTS.match(url.strip()) if reading is not None else None
    if reading is None or parts is None:
        return None
    protocol, host, path, query, fragment = parts.groups("")
    ending = _ENDING.search(path)
    has_extras = bool(fragment) or (bool(query) and reading.paper.scheme in _NO_QUERY)
    return Form(
        reading.paper.scheme,
        reading.kind,
        ending[0] if ending else "",
        protocol.lower(),
        host.lower(),
        reading.version,
        has_extras,
    )


def rewrite(url: str, wanted: Form) -> str:
    """Write the URL of a paper at arXiv or in the ACL Anthology in another form; it shows the same paper and the same version.

    Returns the URL unchanged where the form cannot show the same: full texts, sources, supplements, other services, a version of
    a PDF in the Anthology whose page is asked for, another registry's form. `wanted.version` is not looked at; a query is
    dropped, a fragment only where the kind changes. Hosts that are gone give way to their successors.
    """
    reading, own = read_identifier(url), form(url)
    if reading is None or own is None or own.registry != wanted.registry:
        return url
    if not {own.kind, wanted.kind} <= {Kind.PAGE, Kind.PDF}:
        return url
    if own.registry == "arxiv":
        written = _arxiv(reading, own, wanted)
    elif own.registry == "acl":
        written = _acl(reading, own, wanted)
    else:
        return url
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
