"""Leave out what only looks like entries: prose, and talk about the list above its first section."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from awesomelint.document.asides import is_introduction, is_preamble
from awesomelint.document.entry_kinds import MOSTLY, cites, starts_with_title
from awesomelint.document.model import Container
from awesomelint.document.paragraphs import LONGEST_PARAGRAPH, has_details, is_entry_paragraph, is_paper
from awesomelint.document.pieces import Candidate
from awesomelint.document.signs import SIGNS_OF_A_PAPER, signs_of_paper
from awesomelint.markdown.blocks import Inline
from awesomelint.startup import expression

MANY_PARAGRAPHS = 5
"""With at least this many paragraphs that are entries beyond doubt, one alone in its section is believed to be one too."""

SIGNS_IN_PROSE = 5
"""Signs that make a paragraph of an introduction a paper; much that is said there names some."""

FEW_SIGNS = 2
"""Signs that are enough for a paragraph among others that are papers."""


def without_talk(batches: Iterable[list[Candidate]]) -> list[list[Candidate]]:
    """Return the candidates, in batches of one section and one construct, that are not talk."""
    kept = list(filter(None, _without_prose(batches)))
    return [batch for batch in kept if not is_preamble(batch[0].section) or _lists_papers(batch)]


def _without_prose(batches: Iterable[list[Candidate]]) -> list[list[Candidate]]:
    """Leave out paragraphs that are prose; one paragraph alone counts where the list has many like it, or much speaks for it."""
    accepted: list[list[Candidate]] = []
    paragraphs = 0
    lonely: list[list[Candidate]] = []
    for batch in batches:
        if batch[0].container is Container.QUOTE:
            accepted.append([each for each in batch if starts_with_title(each.inlines[0]) or is_paper(each)])
            continue
        if batch[0].container is not Container.PARAGRAPH:
            accepted.append(batch)
            continue
        needed = SIGNS_IN_PROSE if is_introduction(batch[0].section) else SIGNS_OF_A_PAPER
        batch = [candidate for candidate in batch if not _counts_papers(candidate)]
        kept = [candidate for candidate in batch if is_entry_paragraph(candidate, needed)]
        if len(kept) >= 2 or any(has_details(candidate) for candidate in kept):
            if len(kept) >= 0.5 * len(batch) and needed == SIGNS_OF_A_PAPER:
                regular = len(kept) >= MANY_PARAGRAPHS and len(kept) >= MOSTLY * len(batch)
                kept = [
                    each
                    for each in batch
                    if each in kept
                    or signs_of_paper(each.pieces) >= FEW_SIGNS
                    or (regular and _cites_briefly(each.inlines[0]))
                ]
            accepted.append(kept)
            paragraphs += len(kept)
        elif kept:
            lonely.append(kept)
    if paragraphs >= MANY_PARAGRAPHS:
        return accepted + lonely
    return accepted + [kept for kept in lonely if not is_introduction(kept[0].section) and is_paper(kept[0])]


_COUNT = expression(r"\bpapers?\W*: *\d+\b|\(\d+ (?:papers?|articles|entries)\)\W*\Z", re.IGNORECASE)


def _counts_papers(candidate: Candidate) -> bool:
    """Return whether a paragraph tells how many papers there are: "**January (2 papers)**", "Total papers: 48"."""
    return not candidate.inlines[0].links and _COUNT.search(candidate.inlines[0].plain()) is not None


def _cites_briefly(inline: Inline) -> bool:
    """Return whether a paragraph among many papers has a year or a venue, and is no longer than they are."""
    text = inline.plain()
    return len(text) <= LONGEST_PARAGRAPH and cites(text)


def _lists_papers(batch: Sequence[Candidate]) -> bool:
    """Return whether most of a batch are papers beyond doubt."""
    return sum(map(is_paper, batch)) >= 0.5 * len(batch)
