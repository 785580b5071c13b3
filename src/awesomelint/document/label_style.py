"""What the label of a link says: in which case and words, and whether the target is something else."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from awesomelint.document.blocks import Link

GROUPS = {
    "paper": frozenset({"paper", "pdf"}),
    "code": frozenset({"code", "codes"}),
    "project": frozenset({"project", "project page", "projectpage"}),
}
"""Labels that say the same in other words."""
_OFFICIAL = frozenset(
    "arXiv bioRxiv medRxiv GitHub GitLab PyTorch TensorFlow Keras JAX MATLAB YouTube OpenReview HuggingFace Colab Python JavaScript"
    " LaTeX Caffe MXNet Docker Zenodo".split()
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
    return " ".join(link.label.strip("[] ").split())


def is_official(label: str) -> bool:
    """Tell whether a label has a name in its own spelling in it, such as `arXiv`."""
    return not _OFFICIAL.isdisjoint(label.split())


def contradiction(link: Link) -> str | None:
    """Return what the target of a link is, in words, where the label says that it is something else."""
    label = shown_label(link).casefold()
    if label not in _PAPER_LABELS and label not in _CODE_LABELS:
        return None
    try:
        parts = urlsplit(link.url)
    except ValueError:
        return None
    host, path = (parts.hostname or "").removeprefix("www."), unquote(parts.path)
    if label in _PAPER_LABELS and host in _CODE_HOSTS:
        names = path.strip("/").split("/")
        is_repository = len(names) == 2 or (len(names) > 2 and names[2] == "tree")
        return "a repository" if is_repository and not _is_document(path) and names[1].casefold() != label else None
    if label in _CODE_LABELS:
        for place, beginnings in _PAPER_PLACES:
            if host == place and path.startswith(beginnings):
                return "a paper"
    return None


def _is_document(path: str) -> bool:
    return path.casefold().endswith(_DOCUMENTS)
