"""The files that come before a file in its list, where a list is split over several."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from awesomelint.config.model import Config
from awesomelint.context import Part
from awesomelint.document.model import Document
from awesomelint.document.parse import parse_document
from awesomelint.files import Input, read_source
from awesomelint.source import Source


def _on_disk(path: Path) -> Source:
    return read_source(Input(str(path), path))


class EarlierFiles:
    """Remembers the files of lists. With `is_across` all files are one list, in the order in which they are added.

    `read` returns the text of a file; the one on disk, by default.
    """

    def __init__(self, *, is_across: bool = False, read: Callable[[Path], Source] = _on_disk):
        self.is_across = is_across
        self._read = read
        self._added: tuple[Part, ...] = ()
        self._documents: dict[Path, Document] = {}

    def before(self, path: Path, config: Config) -> tuple[Part, ...]:
        """Return what comes before a file; nothing where it stands alone or shows what others hold.

        Raises `InputError` for a file of the list that cannot be read.
        """
        if config.is_view(path):
            return ()
        if self.is_across:
            return self._added
        return tuple(Part(name, self._document(each, config)) for each, name in config.parts_before(path).items())

    def add(self, path: Path, name: str, document: Document, config: Config) -> None:
        """Remember a file that has been linted."""
        if self.is_across:
            if not config.is_view(path):
                self._added = (*self._added, Part(name, document))
        elif any(path in split.parts for split in config.lists):
            self._documents[path] = document

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files of lists that are remembered."""
        return tuple(self._documents)

    def _document(self, path: Path, config: Config) -> Document:
        if path not in self._documents:
            self._documents[path] = parse_document(self._read(path), config.venues)
        return self._documents[path]
