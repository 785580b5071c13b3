"""Lists that are split over several files: which ones come before the one that is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.named_tuple import NamedTuple

if TYPE_CHECKING:
    from awesomelint.document.model import Document


class Part(NamedTuple):
    """One file of a list, and the name by which messages call it."""

    name: str
    document: Document


class Parts:
    """The files of a list in order. Whoever opens the files adds them; one object may serve all of them, one after the other."""

    def __init__(self) -> None:
        self.all: list[Part] = []

    def add(self, name: str, document: Document) -> None:
        """Add the next file."""
        self.all.append(Part(name, document))
