"""The papers of a list: which entry links to which, found once a document for all rules that compare entries."""

from __future__ import annotations

from awesomelint.document.blocks import Link, LinkKind
from awesomelint.document.fields.labels import label_kind
from awesomelint.document.model import Document, Entry, once_per_document
from awesomelint.named_tuple import NamedTuple
from awesomelint.papers.identifiers import Kind, PaperId, Reading, read_identifier
from awesomelint.papers.letters import letters

_OF_THE_PAPER = frozenset({Kind.PAGE, Kind.PDF, Kind.FULL_TEXT, Kind.MIRROR})
_OF_ANOTHER_KIND = frozenset(
    {LinkKind.CODE, LinkKind.DATA, LinkKind.SUPPLEMENT, LinkKind.SLIDES, LinkKind.POSTER, LinkKind.BADGE}
)


class PaperLink(NamedTuple):
    """A link by which an entry names its own paper, and what its URL says."""

    entry: Entry
    link: Link
    reading: Reading


class PaperIndex(NamedTuple):
    """The papers of a document. `by_paper` and `by_title` hold entries in their order, `of_entry` what each entry links to.

    The keys of `by_title` are letters and digits of titles; those are the same for all spellings of a title.
    """

    by_paper: dict[PaperId, list[PaperLink]]
    of_entry: dict[Entry, list[PaperLink]]
    by_title: dict[str, list[Entry]]


@once_per_document
def paper_index(document: Document) -> PaperIndex:
    """Return the papers of a document."""
    index = PaperIndex({}, {}, {})
    for entry in document.entries:
        links = own_papers(entry)
        if links:
            index.of_entry[entry] = links
            seen = set()
            for link in links:
                if link.reading.paper not in seen:
                    seen.add(link.reading.paper)
                    index.by_paper.setdefault(link.reading.paper, []).append(link)
        if entry.title is not None:
            index.by_title.setdefault(letters(entry.title.value), []).append(entry)
    return index


def own_papers(entry: Entry) -> list[PaperLink]:
    """Return the links of an entry to its own paper: under its title, its venue or a label, not those in its description."""
    title = entry.title.link if entry.title is not None else None
    venue = entry.venue.link if entry.venue is not None else None
    found = []
    for link in entry.links:
        if link is not title and (
            link.kind in _OF_ANOTHER_KIND or (link is not venue and label_kind(link.label) is None)
        ):
            continue
        reading = read_identifier(link.url)
        if reading is not None and reading.kind in _OF_THE_PAPER:
            found.append(PaperLink(entry, link, reading))
    return found
