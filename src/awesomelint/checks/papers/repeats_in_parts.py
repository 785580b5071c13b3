"""Entries whose paper stands in an earlier file of the same list."""

from __future__ import annotations

from collections.abc import Iterator
from weakref import WeakKeyDictionary

from awesomelint.checks.papers.paper_index import PaperLink, paper_index
from awesomelint.checks.papers.repeats import MAX_COMPARED, repeat_by_link, same_by_title
from awesomelint.document.model import Document, Entry, Parts
from awesomelint.named_tuple import NamedTuple
from awesomelint.papers.identifiers import PaperId


class Elsewhere(NamedTuple):
    """An entry, the one of another file that has its paper or its title, that file's name, and the link by which it was told."""

    entry: Entry
    earlier: Entry
    file: str
    link: PaperLink | None

    @property
    def place(self) -> str:
        """The file and the line of the other entry."""
        return f"{self.file}:{self.earlier.document.source.line_at(self.earlier.span.start)}"


class _Known(NamedTuple):
    """The papers and titles of the files that were read so far."""

    by_paper: dict[PaperId, list[PaperLink]]
    by_title: dict[str, list[Entry]]
    names: dict[Document, str]


_KEPT: WeakKeyDictionary[Parts, _Known] = WeakKeyDictionary()


def repeats_in_parts(document: Document, parts: Parts) -> Iterator[Elsewhere]:
    """Yield the entries whose paper stands in one of the earlier files, each once."""
    known, index = _known(parts), paper_index(document)
    done: set[Entry] = set()
    for entry, links in index.of_entry.items():
        for link in links:
            others = known.by_paper.get(link.reading.paper, ())[-MAX_COMPARED:]
            found = next((other for other in others if repeat_by_link(other, link)), None)
            if found is not None and entry not in done:
                done.add(entry)
                yield Elsewhere(entry, found.entry, known.names[found.entry.document], link)
    for key, entries in index.by_title.items():
        earlier = known.by_title.get(key)
        if earlier is not None and entries[0] not in done and same_by_title(key, entries[0], earlier[-1]):
            yield Elsewhere(entries[0], earlier[-1], known.names[earlier[-1].document], None)


def _known(parts: Parts) -> _Known:
    """Return what stands in the files; those that were added since somebody last asked are read now."""
    known = _KEPT.setdefault(parts, _Known({}, {}, {}))
    for part in parts.all[len(known.names) :]:
        index = paper_index(part.document)
        known.names[part.document] = part.name
        for paper, links in index.by_paper.items():
            known.by_paper.setdefault(paper, []).extend(links)
        for key, entries in index.by_title.items():
            known.by_title.setdefault(key, []).extend(entries)
    return known
