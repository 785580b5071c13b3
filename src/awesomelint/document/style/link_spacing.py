"""What stands before a link: blanks, words that it is glued to, another link."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from awesomelint.document.blocks import LinkSyntax
from awesomelint.document.model import Entry, once_per_entry
from awesomelint.document.style.conventions import Observation
from awesomelint.named_tuple import NamedTuple
from awesomelint.span import Span

_BRACKETS = frozenset("[(")
_CLOSING = frozenset("])")
_BLANKS = frozenset(" \t")
_WORD_END = frozenset(".,;!?\"'”’*_)]`")
_MARKS = frozenset("*_\"'`“”‘’")
_STARTS = frozenset("([>|/-")


class Gap(StrEnum):
    """What stands between a link and what comes before it: the words of `awesomelint conventions`."""

    BLANK = "a blank"
    NONE = "nothing"


class Opening(NamedTuple):
    """Where a link begins, its outer brackets included, whether another link stands right before it, and what between."""

    span: Span
    follows_link: bool
    gap: Gap


@once_per_entry
def openings(entry: Entry) -> list[Opening]:
    """Return the links of an entry that something stands before on their line, except brackets and separators."""
    text = entry.document.source.text
    found: list[Opening] = []
    ended = -1
    for link in entry.links:
        if link.syntax is not LinkSyntax.INLINE:
            continue
        start = link.span.start
        while start > 0 and text[start - 1] in _BRACKETS:
            start -= 1
        end = start
        while end > 0 and text[end - 1] in _BLANKS:
            end -= 1
        before = text[end - 1 : end]
        follows_link = end == ended
        if end < start:
            if before not in ("\n", "\r", ""):
                found.append(Opening(Span(start, link.span.end), follows_link, Gap.BLANK))
        elif follows_link or (_ends_words(before) and not _is_wrapped(text, start)):
            found.append(Opening(Span(start, link.span.end), follows_link, Gap.NONE))
        ended = link.span.end
        while text[ended : ended + 1] in _CLOSING:
            ended += 1
    return found


def _ends_words(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in _WORD_END)


def _is_wrapped(text: str, start: int) -> bool:
    """Tell whether the signs before a link are emphasis or quotes around it, with a blank before them."""
    while start > 0 and text[start - 1] in _MARKS:
        start -= 1
    return start == 0 or text[start - 1].isspace() or text[start - 1] in _STARTS


def observe_blank_before_links(entry: Entry) -> Sequence[Observation]:
    """Tell whether a blank stands between words and the link behind them."""
    return [Observation(gap, span) for span, follows_link, gap in openings(entry) if not follows_link]


def observe_blank_between_links(entry: Entry) -> Sequence[Observation]:
    """Tell whether a blank stands between two links side by side."""
    return [Observation(gap, span) for span, follows_link, gap in openings(entry) if follows_link]
