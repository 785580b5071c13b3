"""The inputs of a run whose links are checked: what each of them links to, and its document as long as there is room for it.

A document that is not kept is read again when it is judged. The documents of hundreds of lists would take hundreds of megabytes,
and while the network is asked there is less room than otherwise.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from awesomelint.files.inputs import read_source
from awesomelint.links.targets import Target, Use, targets_of, uses_of
from awesomelint.links.url_expressions import is_found, url_expressions
from awesomelint.named_tuple import NamedTuple

if TYPE_CHECKING:
    from awesomelint.config.model import Config
    from awesomelint.document.model import Document
    from awesomelint.files.inputs import Input
    from awesomelint.links.settings import LinkSettings

MAX_KEPT = 1_000_000
MAX_WHILE_ASKING = 400_000
"""Characters of lists up to which their documents are kept, at first and while the network is asked; each takes fifty bytes."""
COLLECT_AFTER = 800_000
"""Characters after which memory is tidied."""


class LinkInput(NamedTuple):
    """An input: its configuration, which of its targets the user does not want to be checked, its document if it is
    kept, and its characters.
    """

    found: Input
    config: Config
    excluded: frozenset[str]
    document: Document | None
    size: int


class LinkInputs:
    """Collects inputs. `keeps_documents` is false where their files will have been changed when they are judged."""

    def __init__(self, *, keeps_documents: bool = True):
        self.wanted: set[str] = set()
        """The targets that some input wants to be checked."""
        self._inputs: dict[str, LinkInput] = {}
        self._uses: list[Use] = []
        self._most = MAX_KEPT if keeps_documents else 0
        self._size = 0
        self._read = 0

    def add(
        self, found: Input, document: Document, config: Config, settings: LinkSettings, lines: frozenset[int] | None
    ) -> None:
        """Collect the targets of an input; with `lines` those on these lines alone."""
        uses = [use for use in uses_of(document) if lines is None or use.place.line in lines]
        excluded = _excluded({use.url for use in uses}, settings)
        self._uses += uses
        self.wanted.update(use.url for use in uses if use.url not in excluded)
        size = len(document.source.text)
        had_room, self._size = self._size <= self._most, self._size + size
        has_room = self._size <= self._most
        is_kept = has_room or found.path is None  # standard input cannot be read again
        self._inputs[found.name] = LinkInput(found, config, excluded, document if is_kept else None, size)
        if had_room and not has_room:
            self._drop_documents()
        self.tidy(size)

    def make_room(self) -> None:
        """Let documents go that would take too much room beside the network."""
        if self._size > MAX_WHILE_ASKING:
            self._drop_documents()
            gc.collect()

    def get(self, found: Input) -> LinkInput | None:
        """Return what is known of an input, `None` for one that was not added."""
        return self._inputs.get(found.name)

    def take_targets(self) -> tuple[Target, ...]:
        """Return all targets, once."""
        targets = targets_of(self._uses)
        self._uses.clear()
        if self._read > MAX_KEPT:  # of so many characters the documents were not kept, and the network needs their room
            self._read = 0
            gc.collect()
        return targets

    def document(self, one: LinkInput) -> Document:
        """Return the document of an input, read again if it was not kept. Raises `InputError`."""
        if one.document is not None:
            return one.document
        from awesomelint.document.parse import parse_document

        self.tidy(one.size)
        return parse_document(read_source(one.found), one.config.venues)

    def tidy(self, read: int) -> None:
        """Throw away documents that nobody needs any more, when many characters were read: looking for them takes its time."""
        self._read += read
        if self._read > COLLECT_AFTER:
            self._read = 0
            gc.collect()

    def _drop_documents(self) -> None:
        for name, one in self._inputs.items():
            if one.found.path is not None:
                self._inputs[name] = one._replace(document=None)


def _excluded(urls: set[str], settings: LinkSettings) -> frozenset[str]:
    """Return the targets that the user does not want to be asked for."""
    if not settings.exclude:
        return frozenset()
    exclude, include = url_expressions(settings.exclude), url_expressions(settings.include)
    return frozenset(url for url in urls if is_found(exclude, url) and not is_found(include, url))
