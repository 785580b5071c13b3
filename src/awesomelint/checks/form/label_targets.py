"""Links whose label says one thing and whose target is another: a paper that is a repository, or the other way round."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from awesomelint.checks.form.labelled_links import bare_label
from awesomelint.markdown.blocks import Link
from awesomelint.startup import memo

_CODE_HOSTS = frozenset({"github.com", "gitlab.com", "bitbucket.org"})
_PAPER_PLACES = (
    ("arxiv.org", ("/abs/", "/pdf/")),
    ("openreview.net", ("/forum", "/pdf")),
    ("aclanthology.org", ("/",)),
    ("aclweb.org", ("/anthology/",)),
    ("openaccess.thecvf.com", ("/content",)),
    ("proceedings.mlr.press", ("/v",)),
    ("papers.nips.cc", ("/paper",)),
    ("proceedings.neurips.cc", ("/paper",)),
    ("ieeexplore.ieee.org", ("/document/", "/abstract/")),
    ("dl.acm.org", ("/doi/pdf/", "/doi/abs/")),
    ("ojs.aaai.org", ("/index.php/AAAI/article/",)),
)
"""Hosts and beginnings of paths that hold papers and nothing else."""
_PAPER_LABELS = frozenset({"paper", "pdf", "arxiv", "preprint"})
_CODE_LABELS = frozenset({"code", "codes", "official code", "source code", "github", "repo", "repository"})
_DOCUMENTS = (".pdf", ".ps", ".ps.gz", ".html", ".htm", ".md", ".docx", ".djvu")


def contradiction(link: Link) -> str | None:
    """Return what the target of a link is, in words, where the label says that it is something else."""
    promised = _promised(link.label)
    if promised is None:
        return None
    url = link.url
    if promised == "paper":
        return "a repository" if ("git" in url or "bitbucket" in url) and _is_repository(link) else None
    return "a paper" if "github.com/" not in url and _is_paper(url) else None


@memo(4096)
def _promised(label: str) -> str | None:
    folded = bare_label(label).casefold()
    return "paper" if folded in _PAPER_LABELS else "code" if folded in _CODE_LABELS else None


def _is_repository(link: Link) -> bool:
    host, path = _host_and_path(link.url)
    names = path.strip("/").split("/")
    if host not in _CODE_HOSTS or not (len(names) == 2 or (len(names) > 2 and names[2] == "tree")):
        return False
    label, name = bare_label(link.label).casefold(), names[1].casefold()
    return not path.casefold().endswith(_DOCUMENTS) and name != label and not name.endswith(f"-{label}")


def _is_paper(url: str) -> bool:
    host, path = _host_and_path(url)
    return any(host == place and path.startswith(beginnings) for place, beginnings in _PAPER_PLACES)


def _host_and_path(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
        return (parts.hostname or "").removeprefix("www."), unquote(parts.path)
    except ValueError:
        return "", ""
