"""What is known besides the text of a list: the files of its repository, those of the list before it, facts from the network.

Checks do no I/O; the caller reads files and the network and passes this in.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import unquote

from awesomelint.papers.identifiers import paper_id
from awesomelint.startup import NamedTuple

if TYPE_CHECKING:
    from awesomelint.document.model import Document
    from awesomelint.files import Input
    from awesomelint.links.outcome import Outcome
    from awesomelint.papers.identifiers import PaperId, RepositoryId


class LintContext(NamedTuple):
    """What a check may know besides the document. Nothing is known by default.

    `files` tell which other files exist, `earlier` are the files of the same list before this one, `facts` what was learnt of
    its links from the network. `base_url` is the site to which targets such as `/about` belong, `None` where they are files.
    `awaits_facts` where facts are to be judged later. `is_list` if the document is surely meant to be a list, or a part of one.
    """

    files: RepositoryFiles | None = None
    earlier: tuple[Part, ...] = ()
    facts: Facts | None = None
    awaits_facts: bool = False
    base_url: str | None = None
    is_list: bool = False


MAX_READ = 2_000_000
"""Bytes of the longest file that is read because a link leads to a place in it."""
MAX_FILES_READ = 100
"""How many such files are read for one list."""

NOTHING_KNOWN = LintContext()
"""The context of a text that stands for itself."""


class Part(NamedTuple):
    """One file of a list that is split over several, and the name by which messages call it."""

    name: str
    document: Document


class PaperRecord(NamedTuple):
    """What a registry says about a paper. `source` is who says so: `arXiv`, `DataCite`, `Crossref`, or `page` for its own tags.

    `published` and `updated` are ISO dates (`2019-10-02`), as exact as the registry gives them, or empty. `also` are other
    identities that the registry gives for the same paper. `venue` is what the registry calls the place of publication.

    `comment` and `journal_reference` are what the authors gave arXiv. `version` is the number of the latest version, 0 if it is
    unknown; `earlier_titles` are the titles of versions before it that differ from `title`, `None` if they were not asked for.
    `published_as` are the identities under which a preprint was published. `withdrawn_on` is the ISO date of a withdrawal or
    retraction, `withdrawal` its kind or reason as given, `retraction`; either may be empty.
    `has_more` tells that there are more authors than are named.
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
    comment: str = ""
    version: int = 0
    earlier_titles: tuple[str, ...] | None = None
    published_as: tuple[PaperId, ...] = ()
    journal_reference: str = ""
    withdrawn_on: str = ""
    withdrawal: str = ""
    has_more: bool = False


class RepositoryRecord(NamedTuple):
    """What its host says about a repository. `name` is the present `owner/name`, with its case, which may be another one.

    `pushed` is the ISO date of the last push, `homepage` the URL that its owners give, `created` the ISO date on which it was
    made, `branch` its default branch, `description` what its owners say of it; each is empty where it is not known. `topics` are
    `None` where they are not known, nor a description.
    """

    repository: RepositoryId
    name: str
    is_archived: bool = False
    is_empty: bool = False
    pushed: str = ""
    homepage: str = ""
    created: str = ""
    branch: str = ""
    description: str = ""
    topics: tuple[str, ...] | None = None


_NONE: Mapping[Any, Any] = MappingProxyType({})


class Facts(NamedTuple):
    """What is known of targets (by URL without fragment, as `links.targets` spells it), papers and repositories.

    `now` is when they were gathered, in seconds since the epoch. A target that is in no table was not asked for. `titles` has, by
    the `title_key` of a title that was searched for, the papers known under that very title, none if the search found none.
    `lost_anchors` are those that the pages of targets lack, `secure` the targets of http that https answers for, too. `home` is
    the repository that the list itself is in, where a rule judges that.
    """

    now: int
    outcomes: Mapping[str, Outcome]
    papers: Mapping[PaperId, PaperRecord] = _NONE
    repositories: Mapping[RepositoryId, RepositoryRecord] = _NONE
    titles: Mapping[str, tuple[PaperRecord, ...]] = _NONE
    lost_anchors: Mapping[str, frozenset[str]] = _NONE
    secure: frozenset[str] = frozenset()
    home: RepositoryId | None = None

    def paper_at(self, url: str) -> PaperRecord | None:
        """Return the record of the paper that a URL names, if there is one."""
        paper = paper_id(url)
        return self.papers.get(paper) if paper is not None else None


class RepositoryFiles(Protocol):
    """The files of a repository, as targets of relative links."""

    def exists(self, target: str) -> bool | None:
        """Return whether a relative target is a file or folder, spelled exactly so; `None` where that cannot be known.

        The target is taken as it is in a link: percent-encoded, perhaps with a query or fragment, perhaps beginning with
        `/` for the root of the repository. One that leaves the repository does not exist.
        """
        ...

    def similar(self, target: str) -> str | None:
        """Return the one path from the root that differs from the target in case alone, or `None`."""
        ...

    def text(self, target: str) -> str | None:
        """Return the text of the file that a relative target means, `None` where it is not known, or too long to be read."""
        ...


def target_path(target: str, folder: str) -> str | None:
    """Return the path from the root that a target means for a file in `folder` (itself from the root).

    Returns `""` for the root, and `None` for a target that leaves the repository or cannot be a path.
    """
    path = unquote(target.split("#", 1)[0].split("?", 1)[0])
    if "\0" in path:
        return None
    joined = path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path)
    parts: list[str] = []
    for part in joined.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


class KnownFiles:
    """Repository files that are given: `files` are paths from the root; their folders exist with them.

    `read` returns the content of a file, if it is known.
    """

    def __init__(self, files: Iterable[str], folder: str = "", read: Callable[[str], bytes | None] | None = None):
        self._folder = folder
        self._read = read
        self._paths = {""}
        for file in files:
            parts = file.strip("/").split("/")
            self._paths.update("/".join(parts[:count]) for count in range(1, len(parts) + 1))

    def exists(self, target: str) -> bool | None:
        """Return whether a target is one of the files or their folders."""
        return target_path(target, self._folder) in self._paths

    def similar(self, target: str) -> str | None:
        """Return the one known path that differs from the target in case alone, or `None`."""
        path = target_path(target, self._folder)
        if path is None:
            return None
        others = [known for known in self._paths if known.casefold() == path.casefold() and known != path]
        return others[0] if len(others) == 1 else None

    def text(self, target: str) -> str | None:
        """Return the text of the file that a target means, if it is one of the files and what is in it is known."""
        path = target_path(target, self._folder)
        data = self._read(path) if self._read is not None and path in self._paths and path else None
        return None if data is None or len(data) > MAX_READ else data.decode("utf-8", "replace")


class DiskFiles:
    """The files around a file on disk, up to the nearest folder with `.git` above it.

    Where there is no `.git`, the root of the repository is not known: targets in the file's folder and below can be
    answered, others not.
    """

    def __init__(self, file: Path):
        self._start = Path(os.path.abspath(file)).parent  # noqa: PTH100 - a link to a folder is not followed here
        self._listings: dict[str, frozenset[str]] = {}
        self._left = MAX_FILES_READ

    @cached_property
    def is_repository(self) -> bool:
        """Whether a `.git` was found."""
        return (self.root / ".git").exists()

    @cached_property
    def root(self) -> Path:
        """The nearest folder upwards that holds `.git`, else the file's own folder."""
        above = (folder for folder in (self._start, *self._start.parents) if (folder / ".git").exists())
        return next(above, self._start)

    @property
    def _folder(self) -> str:
        relative = self._start.relative_to(self.root).as_posix()
        return "" if relative == "." else relative

    def exists(self, target: str) -> bool | None:
        """Return whether a file or folder is there, spelled exactly so, also where the file system ignores case."""
        path = target_path(target, self._folder)
        if not self.is_repository and (path is None or target.startswith("/")):
            return None
        folder = ""
        for part in path.split("/") if path else ():
            if part not in self._names(folder):
                return False
            folder = f"{folder}/{part}" if folder else part
        return path is not None

    def similar(self, target: str) -> str | None:
        """Return the one path that differs from the target in case alone, or `None`."""
        path = target_path(target, self._folder)
        if not path:
            return None
        written = ""
        for part in path.split("/"):
            names = self._names(written)
            same = [part] if part in names else [name for name in names if name.casefold() == part.casefold()]
            if len(same) != 1:
                return None
            written = f"{written}/{same[0]}" if written else same[0]
        return written if written != path else None

    def text(self, target: str) -> str | None:
        """Return the text of a file of the repository, of no other one that a link on disk leads to, and of a hundred at most."""
        path = target_path(target, self._folder)
        if not path or self._left <= 0 or self.exists(target) is not True:
            return None
        self._left -= 1
        try:
            file = (self.root / path).resolve()
            if not file.is_relative_to(self.root.resolve()) or not file.is_file() or file.stat().st_size > MAX_READ:
                return None
            return file.read_bytes().decode("utf-8", "replace")
        except OSError:
            return None

    def _names(self, folder: str) -> frozenset[str]:
        """Return the names in a folder of the repository; nothing for a file or a folder that cannot be read."""
        if folder not in self._listings:
            try:
                self._listings[folder] = frozenset(os.listdir(self.root / folder))  # noqa: PTH208 - names alone are wanted
            except OSError:
                self._listings[folder] = frozenset()
        return self._listings[folder]


def files_around(file: Input) -> DiskFiles | None:
    """Return what knows the files around a file; nothing does for standard input."""
    return DiskFiles(file.place) if file.path is not None else None
