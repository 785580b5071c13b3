"""What a list says of papers: for each link by which an entry names its own paper, the entry's title and authors."""

from __future__ import annotations

from awesomelint.checks.papers.repeats import PaperLink, is_of_another, paper_index
from awesomelint.document.model import Document, Entry, remembered
from awesomelint.papers.identity import Claim
from awesomelint.startup import NamedTuple


class PaperClaim(NamedTuple):
    """A link of an entry to its own paper, and what the entry says of that."""

    entry: Entry
    link: PaperLink
    claim: Claim


@remembered
def claims_of(document: Document) -> tuple[PaperClaim, ...]:
    """Return the claims of a document in order; entries without a title make none."""
    found = []
    for entry, links in paper_index(document).of_entry.items():
        if entry.title is not None:
            claim = Claim(entry.title.value, tuple(author.value for author in entry.authors))
            found += [PaperClaim(entry, link, claim) for link in links if not is_of_another(link)]
    return tuple(found)
