"""What registries say about papers and repositories: values only, gathered by `links`, judged by rules."""

from __future__ import annotations

from awesomelint.named_tuple import NamedTuple
from awesomelint.papers.identifiers import PaperId, RepositoryId


class PaperRecord(NamedTuple):
    """What a registry says about a paper. `source` is who says so: `arXiv`, `DataCite`, `Crossref`, or `page` for its own tags.

    `published` and `updated` are ISO dates (`2019-10-02`), as exact as the registry gives them, or empty. `also` are other
    identities that the registry gives for the same paper. `venue` is what the registry calls the place of publication.
    """

    paper: PaperId
    source: str
    title: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    updated: str = ""
    venue: str = ""
    is_withdrawn: bool = False
    also: tuple[PaperId, ...] = ()


class RepositoryRecord(NamedTuple):
    """What its host says about a repository. `name` is the present `owner/name`, with its case, which may be another one."""

    repository: RepositoryId
    name: str
    is_archived: bool = False
    is_empty: bool = False
