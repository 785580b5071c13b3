"""The papers of a list as the local internet serves them: each has the title that its entry says, but for those with a label."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from awesomelint.checks.papers.claims import claims_of
from awesomelint.context import PaperRecord
from awesomelint.document.model import Document
from awesomelint.links.resolvers.doi import read_holding

AUTHORS = ["Ada Example"]
VERSIONS = 3
World = dict[str, dict[str, dict[str, Any]]]
"""What there is at arXiv (`papers`), at Crossref (`records`) and on pages, by identifier or URL."""


def world_of(document: Document, labels: Mapping[str, dict[str, Any]]) -> tuple[World, int]:
    """Return what the entries of a list link to, and how many papers at arXiv have another title than their entry.

    `labels` are what is known of papers, by identity, as in `identity.py`. Renamed papers of arXiv had the entry's title in their
    first version.
    """
    world: World = {"papers": {}, "records": {}, "pages": {}}
    doubtful = 0
    for one in claims_of(document):
        paper, url = one.link.reading.paper, one.link.link.url
        label = labels.get(str(paper))
        said: dict[str, Any] = {"title": one.claim.title, "authors": AUTHORS}
        if label is not None:
            said = {"title": label["record_title"], "authors": label["record_authors"] or AUTHORS}
        holding = read_holding(url)
        if paper.scheme == "arxiv":
            doubtful += label is not None and paper.value not in world["papers"]
            is_renamed = label is not None and label["label"] == "renamed"
            said |= {"id": paper.value, "versions": VERSIONS, "earlier": [one.claim.title] if is_renamed else []}
            world["papers"].setdefault(paper.value, said)
        elif holding is not None:
            said |= {"doi": holding.doi, "url": f"https://publisher.misbehaving.org/{holding.doi}", "year": 2020}
            world["records"].setdefault(holding.doi, said)
        else:
            parts = urlsplit(url)._replace(scheme="https", fragment="")
            world["pages"].setdefault(parts.geturl(), said | {"url": parts.geturl()})
    return world, doubtful


def add_titles(world: World, found: Iterable[PaperRecord]) -> None:
    """Add papers that a search by title finds: at Crossref those with a DOI, all others at arXiv, under numbers of their own."""
    for number, record in enumerate(found):
        said: dict[str, Any] = {"title": record.title, "authors": list(record.authors)}
        if record.paper.scheme == "doi":
            doi = record.paper.value
            world["records"].setdefault(doi, said | {"doi": doi, "url": f"https://publisher.misbehaving.org/{doi}"})
        else:
            name = f"2612.9{number:04}"
            world["papers"].setdefault(name, said | {"id": name})


def write_world(world: World, folder: Path) -> None:
    """Write a world into a new folder, for `--world` of the local internet."""
    folder.mkdir()
    facts = {name: list(said.values()) for name, said in world.items()}
    (folder / "facts.yaml").write_text(yaml.safe_dump(facts), encoding="utf-8")
