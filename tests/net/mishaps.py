"""Mishaps on a large scale: with `--mishaps 10%` one in ten things that nobody declared is amiss, always the same ones.

What has a mishap, and which, follows from a checksum of its name, so that a benchmark knows the truth about every URL without
asking: `truth`. Papers are missing, repositories gone, renamed or archived, pages gone, walled off, out of order for a moment.
Beside that, publishers and networks that let no program in are as users of link checkers report them.
"""

from __future__ import annotations

import re
import zlib
from enum import Enum
from urllib.parse import unquote, urlsplit

PAPERS = ("missing", "missing", "withdrawn")
REPOSITORIES = ("gone", "renamed", "archived")
PAGES = ("404", "404", "410", "walled", "soft404", "flaky", "busy", "head405", "head403", "reset")

WALLED = frozenset(
    """dl.acm.org ieeexplore.ieee.org www.sciencedirect.com onlinelibrary.wiley.com www.researchgate.net www.science.org
    www.linkedin.com x.com twitter.com zhuanlan.zhihu.com medium.com""".split()
)
"""Hosts that answer 403 to programs (999 is LinkedIn's way)."""

REGISTERED = frozenset("aclanthology.org www.aclweb.org aclweb.org www.nature.com".split())
"""Hosts whose pages a registry knows though their URLs hold no DOI. What it knows is there, so nothing there is amiss."""

ARXIV_HOSTS = frozenset("arxiv.org www.arxiv.org export.arxiv.org".split())
ARXIV_PLACES = frozenset(("", "a", "archive", "corr", "find", "help", "list", "new", "search", "user", "year"))
"""What else there is on arXiv, by the first word of the path."""

ARXIV = re.compile(r"/(?:abs|pdf|html|papers)/(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?/?$")
REPOSITORY = re.compile(r"/([\w.-]+/[\w.-]+?)(?:\.git)?(?:/.*)?$")
HOLDS_DOI = re.compile(r"/10\.\d{4,9}/")


class Truth(Enum):
    """What a checker should say of a URL."""

    ALIVE = "alive"
    DEAD = "dead"
    UNKNOWN = "not to be known from here"
    PRETENDS = "200, though what was there is not"


TRUTHS = {
    **dict.fromkeys(("missing", "gone", "404", "410"), Truth.DEAD),
    **dict.fromkeys(("walled", "reset"), Truth.UNKNOWN),
    "soft404": Truth.PRETENDS,
}


def mishap(name: str, share: float, kinds: tuple[str, ...]) -> str:
    """Return the mishap of a thing, one of `kinds`; an empty string where it has none."""
    number = zlib.crc32(name.encode()) / 2**32
    return kinds[int(number / share * len(kinds))] if number < share else ""


def page_mishap(url: str, share: float) -> str:
    """Return the mishap of a page. One that a registry knows has none of its own: the registry is right."""
    host, name = _name(url)
    if host in REGISTERED:
        return ""
    if share and host in WALLED:
        return "walled"
    return "" if HOLDS_DOI.search(name) else mishap(name, share, PAGES)


def truth(url: str, share: float) -> Truth:
    """Return what a checker should say of a URL of things that nobody declared, when `share` of them have a mishap."""
    host, name = _name(url)
    path = name.removeprefix(host).partition("?")[0]
    paper, repository = ARXIV.search(path), REPOSITORY.match(path)
    if paper and (host in ARXIV_HOSTS or host == "huggingface.co"):
        found = mishap(f"arxiv {paper[1]}", share, PAPERS)
        if found == "withdrawn" and path.startswith("/pdf/"):
            return Truth.DEAD  # its page is there, its file is not
        return TRUTHS.get(found, Truth.ALIVE)
    if host in ARXIV_HOSTS:
        return Truth.ALIVE if path.split("/")[1] in ARXIV_PLACES else Truth.DEAD
    if host in ("github.com", "www.github.com"):
        found = mishap(f"github {repository[1].lower()}", share, REPOSITORIES) if repository else ""
        return TRUTHS.get(found, Truth.ALIVE)
    if host == "openreview.net":
        return Truth.UNKNOWN
    if host in ("paperswithcode.com", "www.paperswithcode.com"):
        return Truth.PRETENDS
    if host in NO_MISHAPS or (
        host == "huggingface.co" and path.startswith(("/transformers", "/docs/transformers", "/papers"))
    ):
        return Truth.ALIVE
    return TRUTHS.get(page_mishap(url, share), Truth.ALIVE)


NO_MISHAPS = frozenset(
    """doi.org dx.doi.org www.doi.org youtu.be youtube.com www.youtube.com
    web.archive.org img.shields.io raw.githubusercontent.com api.github.com""".split()
)


def _name(url: str) -> tuple[str, str]:
    """Return the host of a URL, and a name for it that is the same however clients escape it; without scheme and fragment."""
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    return host, f"{host}{unquote(parts.path or '/')}{'?' if parts.query else ''}{unquote(parts.query)}"
