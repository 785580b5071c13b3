"""The words around a venue's name that say which part of it is meant, and with what honours."""

from __future__ import annotations

from collections.abc import Iterable

from awesomelint.expressions import expression
from awesomelint.papers.venues.mention import AWARD, may_name_award

FINDINGS = "findings"
WORKSHOP = "workshop"

_TRACKS = (
    (FINDINGS, r"findings?"),
    ("student", r"srw|student (?:research workshop|abstracts?|track)"),
    (WORKSHOP, r"workshops?|wksp|w(?!\.)"),
    ("demo", r"(?:system )?(?:demos?|demonstrations?)"),
    ("industry", r"industr(?:y|ial)"),
    ("datasets-and-benchmarks", r"datasets?\s*(?:and|&|/|-)\s*benchmarks?|d\s?&\s?b"),
    ("tiny", r"tiny ?papers?"),
    ("tutorial", r"tutorials?"),
    ("applied", r"applied data science|ads"),
    ("late-breaking", r"late[- ]breaking"),
    ("companion", r"companion"),
    ("short", r"short(?: papers?)?"),
    ("long", r"(?:long|full)(?: papers?)?"),
    ("main", r"main(?: conference)?"),
)
TRACKS = tuple(name for name, _ in _TRACKS)
"""The parts of a conference that a reading tells apart."""
_TRACK = expression("|".join(rf"(?P<_{index}>\b(?:{words})\b)" for index, (_, words) in enumerate(_TRACKS)))

_RESEARCH_WORKSHOP = expression(r"\b(?:research workshop|srw)\b")

_AWARDS = (
    ("best paper", r"best\b.*paper"),
    ("outstanding paper", r"outstanding"),
    ("honourable mention", r"honou?rable"),
    ("runner-up", r"runner"),
    ("oral", r"oral"),
    ("spotlight", r"spotlight"),
    ("highlight", r"highlight"),
    ("notable", r"notable|top[- ]\d"),
    ("poster", r"poster"),
    ("award", r"award"),
)
AWARDS = tuple(name for name, _ in _AWARDS)
"""The awards and forms of presentation that a reading tells apart."""
_AWARD_WORDS = tuple((name, expression(rf"\b(?:{words})")) for name, words in _AWARDS)

_SUBMITTED = expression(r"\b(?:under review|submission|submitted|withdrawn|reject(?:ed)?|open ?review)\b")


def tracks_in(text: str, names: Iterable[tuple[int, int]]) -> list[str]:
    """Return the parts of a conference that the words around the names tell, in the order of `TRACKS`."""
    for start, end in names:
        text = text[:start] + " " * (end - start) + text[end:]
    text = text.lower()
    found = {int(str(match.lastgroup)[1:]) for match in _TRACK.finditer(text)}
    if _RESEARCH_WORKSHOP.search(text):
        found.add(TRACKS.index(WORKSHOP))
    return [TRACKS[index] for index in sorted(found)]


def award_in(text: str) -> str | None:
    """Return which of `AWARDS` a text names."""
    if not may_name_award(text) or AWARD.search(text) is None:
        return None
    text = text.lower()
    return next((name for name, words in _AWARD_WORDS if words.search(text)), None)


def says_submitted(text: str) -> bool:
    """Tell whether a text says that a paper was handed in, not that it was accepted."""
    return _SUBMITTED.search(text.lower()) is not None
