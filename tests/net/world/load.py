"""Read the files of the world: which papers, repositories, DOIs, pages and hosts there are."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

FOLDER = Path(__file__).parent
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast, where PyYAML is built with it


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper on arXiv. `id` has no version; `versions` counts them, `earlier` are the titles of the first ones.

    `updated` is when the latest version came, as `published` if it is not given. Where no date is given for the first
    version, it is the first day of the month that the identifier names.
    """

    id: str
    title: str
    authors: tuple[str, ...]
    published: str = ""
    versions: int = 1
    withdrawn: bool = False
    comment: str = ""
    journal_ref: str = ""
    doi: str = ""
    earlier: tuple[str, ...] = ()
    updated: str = ""
    summary: str = "What the paper is about."


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository on GitHub under the name it has now. `paths` are of its default branch, `branch`."""

    name: str
    was: tuple[str, ...] = ()
    archived: bool = False
    empty: bool = False
    fork: bool = False
    disabled: bool = False
    branch: str = "master"
    branch_was: str = ""
    tags: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    pushed: str = "2024-05-01T12:00:00Z"
    created: str = "2020-05-01T12:00:00Z"
    description: str = ""
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """What a DOI's registry knows. `agency` is "crossref" or "datacite".

    `updated_by` has the kind of an update, `retraction`, and its date; `preprint_of` is the DOI of the publication.
    """

    doi: str
    url: str
    title: str = ""
    authors: tuple[str, ...] = ()
    venue: str = ""
    year: int = 0
    agency: str = "crossref"
    kind: str = "proceedings-article"
    updated_by: tuple[str, ...] = ()
    preprint_of: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of an ordinary site. `to` is where it redirects; papers' pages have `paper` and `citation_*` tags."""

    url: str
    status: int = 200
    title: str = ""
    to: str = ""
    authors: tuple[str, ...] = ()
    conference: str = ""
    year: int = 0
    pdf: str = ""
    kind: str = "text/html"


@dataclass(frozen=True, slots=True)
class Host:
    """What is special about a host: how far one comes (`reach`), or one answer for all its pages (`status`)."""

    host: str
    reach: str = "UP"
    status: int = 0
    what: str = ""


@dataclass(frozen=True, slots=True)
class World:
    """All facts, each under the key by which it is asked for; keys of repositories and DOIs are in lower case."""

    papers: dict[str, Paper] = field(default_factory=dict)
    repositories: dict[str, Repository] = field(default_factory=dict)
    owners: frozenset[str] = frozenset()
    records: dict[str, Record] = field(default_factory=dict)
    pages: dict[str, dict[str, Page]] = field(default_factory=dict)
    hosts: dict[str, Host] = field(default_factory=dict)
    archived: frozenset[str] = frozenset()


def load_world(folder: Path = FOLDER) -> World:
    """Return what all files in the folder say together.

    Raises ValueError for a fact that is said twice, TypeError for keys that a fact does not have.
    """
    world = World()
    owners: set[str] = set()
    archived: set[str] = set()
    for path in sorted(folder.glob("*.yaml")):
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
        for values in data.get("papers", ()):
            paper = _dated(Paper(**_frozen(values)))
            _add(world.papers, paper.id, paper, path)
        for values in data.get("repositories", ()):
            repository = Repository(**_frozen(values if isinstance(values, dict) else {"name": values}))
            for name in (repository.name, *repository.was):
                _add(world.repositories, name.lower(), repository, path)
                owners.add(name.partition("/")[0].lower())
        owners.update(owner.lower() for owner in data.get("owners", ()))
        archived.update(data.get("archived", ()))
        for values in data.get("records", ()):
            record = Record(**_frozen(values))
            _add(world.records, record.doi.lower(), record, path)
        for values in data.get("pages", ()):
            page = Page(**_frozen(values if isinstance(values, dict) else {"url": values}))
            parts = urlsplit(page.url)
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            _add(world.pages.setdefault(parts.netloc, {}), target, page, path)
        for values in data.get("hosts", ()):
            host = Host(**_frozen(values))
            _add(world.hosts, host.host, host, path)
    return replace(world, owners=frozenset(owners), archived=frozenset(archived))


def _dated(paper: Paper) -> Paper:
    return paper if paper.published else replace(paper, published=f"20{paper.id[:2]}-{paper.id[2:4]}-01T00:00:00Z")


def _frozen(values: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}


def _add(facts: dict[str, Any], key: str, fact: object, path: Path) -> None:
    if key in facts and facts[key] != fact:
        raise ValueError(f"{path.name}: {key} is said twice, and not the same")
    facts[key] = fact
