"""What an editor asks about a place: completion, hover, and the outline of a list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from time import time

from lsprotocol import types

from awesomelint.checks.form.labelled_links import bare_label, label_links
from awesomelint.context import PaperRecord
from awesomelint.document.model import Entry, Section
from awesomelint.editor.actions import lines_range, offset_of, range_of
from awesomelint.editor.analysis import Analysis
from awesomelint.errors import RulebookError
from awesomelint.links.cache import kept_paper
from awesomelint.papers.identifiers import read_identifier
from awesomelint.papers.venues.table import VenueTable
from awesomelint.paths import cache_dir
from awesomelint.rulebook.docs import load_docs
from awesomelint.rulebook.spec import RuleSpec
from awesomelint.source import Source, Span

TRIGGERS = ("[",)
_LABEL = re.compile(r"\[+([\w .-]{0,30})\Z")
_WORD = re.compile(r"(?<![\w/.:#@-])([A-Z][\w&-]{0,30})\Z")
_REACH = 60
_USUAL_LABELS = ("pdf", "code", "project", "paper", "video", "slides", "data")
_FEWEST_USES = 2


def completions(analysis: Analysis, source: Source, position: types.Position) -> types.CompletionList:
    """Return what could be at a position: labels after `[`, venues for a word with a capital; else nothing.

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


_MARKUP = re.compile(r"[^\w\s.,;'?-]")
"""All that Markdown may take for markup."""
_MAX_TEXT = 400
_MAX_AUTHORS = 10


# -- hover: which paper a link names, why a rule reports a place (long, so behind the paper), which venue a word is

_FIXES = {"none": "", "safe": " · fixable", "unsafe": " · unsafe fix"}


def hover(analysis: Analysis, position: types.Position) -> types.Hover | None:
    """Return what to show at a position, `None` for nothing."""
    offset = offset_of(analysis.source, position)
    said = [*_papers(analysis, offset), *_rules(analysis, offset), *_venues(analysis, offset)]
    if not said:
        return None
    span = min((span for span, _ in said), key=lambda span: span.end - span.start)
    value = "\n\n---\n\n".join(text for _, text in said)
    return types.Hover(
        contents=types.MarkupContent(types.MarkupKind.Markdown, value), range=range_of(analysis.source, span)
    )


def _holds(span: Span, offset: int) -> bool:
    return span.start <= offset <= span.end


def _rules(analysis: Analysis, offset: int) -> Iterator[tuple[Span, str]]:
    known = {spec.code: spec for spec in analysis.config.known} if analysis.config is not None else {}
    told: set[str] = set()
    for diagnostic in analysis.diagnostics:
        if _holds(diagnostic.span, offset) and diagnostic.code in known and diagnostic.code not in told:
            told.add(diagnostic.code)
            yield diagnostic.span, rule_text(known[diagnostic.code])


@cache
def rule_text(spec: RuleSpec) -> str:
    """Return what a rule is for, as Markdown."""
    head = f"**{spec.code}** {spec.name}{_FIXES[spec.fix]}\n\n{spec.summary}"
    try:
        return f"{head}\n\n{load_docs(spec).why}"
    except RulebookError:  # the rule is being edited
        return head


def _papers(analysis: Analysis, offset: int) -> Iterator[tuple[Span, str]]:
    for link in analysis.document.links:
        if _holds(link.span, offset):
            text = paper_text(link.url)
            if text:
                yield link.span, text
            return


def paper_text(url: str) -> str:
    """Return which paper a URL names and what is known of it, as Markdown; `""` if it names none."""
    reading = read_identifier(url)
    if reading is None:
        return ""
    said = [f"`{reading.paper}`"]
    imprint = reading.imprint
    when = f"{imprint.year}-{imprint.month:02}" if imprint.year and imprint.month else str(imprint.year or "")
    said += [part for part in (reading.kind.value, imprint.venue or "", imprint.track or "", when) if part]
    if reading.url and reading.url != url:
        said.append(f"<{reading.url}>")
    record = kept_paper(cache_dir(), reading.paper, int(time()))
    return " · ".join(said) + ("\n\n" + "  \n".join(_record_lines(record)) if record is not None else "")


def _record_lines(record: PaperRecord) -> Iterator[str]:
    """Yield what the last link check learnt of a paper: title, authors, venue and dates, state, earlier titles."""
    if record.title:
        yield f"**{_plain(record.title)}**"
    if record.authors:
        others = len(record.authors) - _MAX_AUTHORS
        yield _plain(", ".join(record.authors[:_MAX_AUTHORS])) + (f" and {others} more" if others > 0 else "")
    dates = [f"{what} {when}" for what, when in (("published", record.published), ("updated", record.updated)) if when]
    comment = record.comment if record.comment != record.withdrawal else ""
    said = [_plain(record.venue or record.journal_reference or comment), *map(_plain, dates)]
    if record.is_withdrawn:
        kind = _plain(record.withdrawal) or "withdrawn"
        said.append(f"**{kind}** {_plain(record.withdrawn_on)}".rstrip())
    elif record.published_as:
        said.append("published as " + ", ".join(_plain(str(paper)) for paper in record.published_as))
    said.append("says " + ("its page" if record.source == "page" else _plain(record.source)))
    yield " · ".join(filter(None, said))
    if record.earlier_titles:
        yield "earlier: " + "; ".join(map(_plain, record.earlier_titles))


def _plain(text: str) -> str:
    """Return a text of a registry as Markdown that shows it on one line and does nothing."""
    return _MARKUP.sub(r"\\\g<0>", " ".join(text[:_MAX_TEXT].split()))


def _venues(analysis: Analysis, offset: int) -> Iterator[tuple[Span, str]]:
    for entry in analysis.document.entries:
        field = entry.venue
        if field is None or not _holds(field.span, offset):
            continue
        venue = analysis.document.venues.named(field.value)
        if venue is not None:
            full = f": {venue.full}" if venue.full and venue.full != venue.name else ""
            yield field.span, f"**{venue.name}**{full} · {venue.kind}"
        return


# -- the outline: sections, and in each its entries

_NAMELESS = "(no title)"


def symbols(analysis: Analysis) -> list[types.DocumentSymbol]:
    """Return the sections of a list, each with its entries and the sections below it in the order of the text."""
    top = analysis.document.sections[0]
    return _inside(analysis.source, top)


def _inside(source: Source, section: Section) -> list[types.DocumentSymbol]:
    members = [(entry.first, _entry(source, entry)) for entry in section.entries]
    members += [(child.first, _section(source, child)) for child in section.children]
    return [symbol for _, symbol in sorted(members, key=lambda item: item[0])]


def _section(source: Source, section: Section) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        name=section.title or _NAMELESS,
        kind=types.SymbolKind.String,
        range=lines_range(source, section.first, section.last),
        selection_range=lines_range(source, section.first, section.first),
        children=_inside(source, section),
    )


def _entry(source: Source, entry: Entry) -> types.DocumentSymbol:
    title = entry.title
    whole = lines_range(source, entry.first, entry.last)
    fields = (entry.venue.value if entry.venue else "", entry.year.value if entry.year else "")
    return types.DocumentSymbol(
        name=title.value if title is not None and title.value else _NAMELESS,
        detail=" ".join(filter(None, fields)) or None,
        kind=types.SymbolKind.Object,
        range=whole,
        selection_range=range_of(source, title.span) if title is not None else whole,
    )
