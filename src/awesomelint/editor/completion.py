"""What could be written here: labels of links, as the list itself writes them, and venues."""

from __future__ import annotations

import re
from collections import Counter

from lsprotocol import types

from awesomelint.document.style.label_links import label_links
from awesomelint.document.style.labels import bare_label
from awesomelint.editor.analysis import Analysis
from awesomelint.editor.positions import offset_of, range_of
from awesomelint.papers.venues.table import VenueTable
from awesomelint.source import Source
from awesomelint.span import Span

TRIGGERS = ("[",)
_LABEL = re.compile(r"\[+([\w .-]{0,30})\Z")
_WORD = re.compile(r"(?<![\w/.:#@-])([A-Z][\w&-]{0,30})\Z")
_REACH = 60
_USUAL_LABELS = ("pdf", "code", "project", "paper", "video", "slides", "data")
_FEWEST_USES = 2


def completions(analysis: Analysis, source: Source, position: types.Position) -> types.CompletionList:
    """Return what could stand at a position: labels behind `[`, venues for a word with a capital; else nothing.

    `source` is the text as it is now, the analysis perhaps that of a moment ago.
    """
    offset = offset_of(source, position)
    line = source.line_span(source.line_at(offset))
    start = max(line.start, offset - _REACH)
    before = source.text[start:offset]
    items: list[types.CompletionItem] = []
    if label := _LABEL.search(before):
        items = _items(labels_of(analysis), Span(start + label.start(1), offset), source, "label")
    elif (word := _WORD.search(before)) and "](" not in before[before.rfind(")") + 1 :]:
        items = _items(venues_of(analysis), Span(start + word.start(1), offset), source, "venue")
    return types.CompletionList(is_incomplete=False, items=items)


def _items(words: dict[str, str], span: Span, source: Source, what: str) -> list[types.CompletionItem]:
    place = range_of(source, span)
    kind = types.CompletionItemKind.Keyword if what == "label" else types.CompletionItemKind.Reference
    return [
        types.CompletionItem(
            label=word,
            kind=kind,
            detail=detail or None,
            sort_text=f"{number:05}",
            text_edit=types.TextEdit(range=place, new_text=word),
        )
        for number, (word, detail) in enumerate(words.items())
    ]


def labels_of(analysis: Analysis) -> dict[str, str]:
    """Return the labels of links that the list uses more than once, the most frequent first, else the usual ones."""
    counts = Counter(bare_label(form.link.label) for entry in analysis.document.entries for form in label_links(entry))
    used = {label: f"{count} times" for label, count in counts.most_common() if count >= _FEWEST_USES}
    return used or dict.fromkeys(_USUAL_LABELS, "")


def venues_of(analysis: Analysis) -> dict[str, str]:
    """Return the names of venues with their full names: first those that the list writes, the most frequent first."""
    table = analysis.document.venues
    counts = Counter(entry.venue.value for entry in analysis.document.entries if entry.venue is not None)
    used = {name: full for name, _ in counts.most_common() if (full := _full_name(table, name)) is not None}
    return used | {venue.name: venue.full or "" for venue in table if venue.name not in used}


def _full_name(table: VenueTable, name: str) -> str | None:
    venue = table.named(name)
    return None if venue is None else venue.full or ""
