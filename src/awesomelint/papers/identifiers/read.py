"""From a URL or a text to the paper or repository that it names, and back to a URL."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from importlib import import_module
from typing import Any

from awesomelint.expressions import expression
from awesomelint.named_tuple import NamedTuple
from awesomelint.papers.identifiers.hosts import PARENTS, READERS
from awesomelint.papers.identifiers.model import Address, Kind, PaperId, Reading, RepositoryId, split_address


@cache
def load_reader(name: str) -> Callable[[Any], Reading | None]:
    """Return the function `module.function` of this package."""
    module, function = name.split(".")
    reader: Callable[[Any], Reading | None] = getattr(
        import_module(f"awesomelint.papers.identifiers.{module}"), function
    )
    return reader


#| From a URL or a text to the paper that it names.

MAX_LENGTH = 2000
"""Longest text, in code points, that is looked at."""

_DIGIT = expression("[0-9]")
_LONE_SURROGATE = expression("[\ud800-\udfff]")


@lru_cache(maxsize=1 << 15)
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
        reader = READERS.get(address.host) or PARENTS.get(address.host.partition(".")[2])
        if reader is not None:
            return load_reader(reader)(address)
        if address.scheme:
            return None
    return load_reader("numbered.read_plain_text")(text) if _DIGIT.search(text) else None


def paper_id(text: str) -> PaperId | None:
    """Return the identity of the paper that a URL or a text names, or `None`."""
    reading = read_identifier(text)
    return reading.paper if reading is not None else None


def canonical(text: str) -> str | None:
    """Return the canonical URL of the paper that a URL or a text names, or `None` where none is known. It names no version."""
    reading = read_identifier(text)
    return reading.url if reading is not None else None


def same_paper(first: str, second: str) -> bool:
    """Tell whether two URLs or texts surely name the same paper. `False` says only that they do not show it."""
    paper = paper_id(first)
    return paper is not None and paper == paper_id(second)


#| The forms in which one paper's URL is written, and how to write it in another form.

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


#| Repositories of code: `github:owner/name`.

_NAME = expression(r"[\w.-]{1,100}\Z", re.ASCII)
_HOSTS = {
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
MAX_NAME_LENGTH = 2000
"""Longest URL, in code points, that is looked at."""


@lru_cache(maxsize=8192)
def repository(url: str) -> RepositoryId | None:
    """Return the repository that a URL leads to or into; `None` if it leads elsewhere. Never raises.

    Renamed repositories keep their old identity, as only the host knows the new name. On GitLab a project may lie in groups
    within groups, all of which belong to its name.
    """
    if len(url) > MAX_NAME_LENGTH:
        return None
    address = split_address(url.strip())
    scheme = _HOSTS.get(address.host) if address is not None else None
    if address is None or scheme is None:
        return None
    names = _names(address, scheme)
    if len(names) < 2 or names[0].lower() in _NOT_OWNERS or not all(_NAME.match(name) for name in names):
        return None
    names[-1] = names[-1].removesuffix(".git")
    return RepositoryId(scheme, "/".join(names).lower()) if names[-1].strip(".") else None


def _names(address: Address, scheme: str) -> list[str]:
    if scheme != "gitlab":
        return address.parts[:2]
    end = next((at for at, part in enumerate(address.parts) if part in _WITHIN_GITLAB), len(address.parts))
    return address.parts[:end]
