"""What the label of a link says: in which case and words, and whether the target is something else."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import unquote, urlsplit

from awesomelint.document.blocks import Link

GROUPS = {
    "paper": frozenset({"paper", "pdf"}),
    "code": frozenset({"code", "codes"}),
    "project": frozenset({"project", "project page", "projectpage"}),
}
"""Labels that say the same in other words."""
_OFFICIAL = frozenset(
    "arXiv bioRxiv medRxiv GitHub GitLab PyTorch TensorFlow Keras JAX MATLAB YouTube OpenReview HuggingFace Colab Python"
    " JavaScript LaTeX Caffe MXNet Docker Zenodo".split()
)
"""Names that are right as they are, whatever a list mostly does."""
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


def shown_label(link: Link) -> str:
    """Return the label of a link without the brackets of the house style."""
    return bare_label(link.label)


@lru_cache(maxsize=4096)
def bare_label(label: str) -> str:
    """Return a label without the brackets of the house style."""
    return " ".join(label.strip("[] ").split())


@lru_cache(maxsize=4096)
def label_group(label: str) -> str | None:
    """Return which group of `GROUPS` a bare label is in."""
    folded = label.casefold()
    return next((name for name, words in GROUPS.items() if folded in words), None)


def is_official(label: str) -> bool:
    """Tell whether a label has a name in its own spelling in it, such as `arXiv`."""
    return not _OFFICIAL.isdisjoint(label.split())


def contradiction(link: Link) -> str | None:
    """Return what the target of a link is, in words, where the label says that it is something else."""
    promised = _promised(link.label)
    if promised is None:
        return None
    url = link.url
    if promised == "paper":
        return "a repository" if ("git" in url or "bitbucket" in url) and _is_repository(link) else None
    return "a paper" if "github.com/" not in url and _is_paper(url) else None


@lru_cache(maxsize=4096)
def _promised(label: str) -> str | None:
    folded = bare_label(label).casefold()
    return "paper" if folded in _PAPER_LABELS else "code" if folded in _CODE_LABELS else None


def _is_repository(link: Link) -> bool:
    host, path = _host_and_path(link.url)
    names = path.strip("/").split("/")
    if host not in _CODE_HOSTS or not (len(names) == 2 or (len(names) > 2 and names[2] == "tree")):
        return False
    return not path.casefold().endswith(_DOCUMENTS) and names[1].casefold() != shown_label(link).casefold()


def _is_paper(url: str) -> bool:
    host, path = _host_and_path(url)
    return any(host == place and path.startswith(beginnings) for place, beginnings in _PAPER_PLACES)


def _host_and_path(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
        return (parts.hostname or "").removeprefix("www."), unquote(parts.path)
    except ValueError:
        return "", ""
