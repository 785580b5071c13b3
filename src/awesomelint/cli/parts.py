"""The files of a list that is split: which ones come before the one that is linted, read when they are needed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from awesomelint.files.inputs import Input, read_source

if TYPE_CHECKING:
    from awesomelint.config.model import Config
    from awesomelint.document.model import Document, Parts
    from awesomelint.source import Source


class ListParts:
    """Remembers the files of lists. With `is_across` all files of a run are one list, in the order in which they come.

    `read` returns the text of a file; that of today, unless told.
    """

    def __init__(self, *, is_across: bool = False, read: Callable[[Path], Source] | None = None):
        self.is_across = is_across
        self._source = read or _today
        self._run: Parts | None = None
        self._read: dict[Path, Document] = {}

    def before(self, path: Path, config: Config) -> Parts | None:
        """Return what comes before a file, `None` where it stands alone or shows what others hold.

        Raises `InputError` for a file of the list that cannot be read.
        """
        if config.is_view(path):
            return None
        if self.is_across:
            return self._run
        earlier = config.parts_before(path)
        if not earlier:
            return None
        from awesomelint.document.model import Parts

        parts = Parts()
        for each, name in earlier.items():
            parts.add(name, self._document(each, config))
        return parts

    def add(self, path: Path, name: str, document: Document, config: Config) -> None:
        """Remember a file that has been linted."""
        if self.is_across:
            if not config.is_view(path):
                from awesomelint.document.model import Parts

                self._run = self._run or Parts()
                self._run.add(name, document)
        elif any(path in split.parts for split in config.lists):
            self._read[path] = document

    def _document(self, path: Path, config: Config) -> Document:
        if path not in self._read:
            from awesomelint.document.parse import parse_document

            self._read[path] = parse_document(self._source(path), config.venues)
        return self._read[path]


def _today(path: Path) -> Source:
    return read_source(Input(str(path), path))
