"""What an entry holds beside the fields that were read from it."""

from __future__ import annotations

from awesomelint.document.blocks import LinkKind, RunKind
from awesomelint.document.fields.labels import label_kind
from awesomelint.document.model import Entry, Field
from awesomelint.document.style.label_links import is_title_link
from awesomelint.expressions import expression
from awesomelint.papers.venues import read_venue
from awesomelint.span import Span

_WORD = expression(r"[^\W\d_]{2,}")


def leftover_words(entry: Entry) -> int:
    """Return how many words of an entry belong to no field and to no label: a field may hide in them, unrecognised."""
    title = entry.title
    fields = (entry.author_list, _certain_venue(entry))
    taken = [field.span for field in fields if field is not None]
    taken += [link.span for link in entry.links]
    if title is not None:
        taken.append(title.outer)
    taken.sort()
    text = entry.document.source.text
    count = sum(
        len(_WORD.findall(link.label))
        for link in entry.links
        if label_kind(link.label) is None and not is_title_link(link, entry) and link.kind is not LinkKind.BADGE
    )
    for inline in entry.inlines:
        for run in inline.runs:
            if run.kind in (RunKind.TEXT, RunKind.CODE) and run.link is None:
                count += sum(len(_WORD.findall(text, *part)) for part in _without(run.span, taken))
    return count


def _certain_venue(entry: Entry) -> Field | None:
    """Return the venue of an entry, unless it is none that is known, or other words stand in it."""
    venue = entry.venue
    if venue is None or "," in venue.value:
        return None
    mention = read_venue(venue.value, entry.document.venues)
    return venue if mention is not None and mention.certain else None


def _without(whole: Span, taken: list[Span]) -> list[Span]:
    """Return the parts of a range that no other range takes; those are sorted."""
    parts, start = [], whole.start
    for span in taken:
        if span.end <= start or span.start >= whole.end:
            continue
        if span.start > start:
            parts.append(Span(start, span.start))
        start = max(start, span.end)
    if start < whole.end:
        parts.append(Span(start, whole.end))
    return parts
