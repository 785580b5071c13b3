"""`full`, `grouped` and `concise`: what people and editors read."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby

from awesomelint.diagnostic import Diagnostic, Related, Safety, Severity
from awesomelint.expressions import expression
from awesomelint.named_tuple import NamedTuple
from awesomelint.report import Context, FileReport
from awesomelint.reporters.text import (
    BOLD,
    DIM,
    GREEN,
    SEVERITY_COLORS,
    View,
    cells,
    counted,
    shorten,
    visible,
    width,
    wrapped,
)
from awesomelint.source import Source, Span

ELLIPSIS = "…"
_LEAD = 0.4
"""The part of the room that goes before the span where the line goes on for long at both sides."""
_FOLLOWING = 12
"""Columns to show after the span, if the line has them, before its beginning is shown."""

_CREDENTIALS = expression(r"""(?<=:/|//)[^\s/?#<>"\\]{1,500}(?=@)""")
_LONGEST = 500
"""What may stand before `@` in a URL, and its length up to which it is looked for."""


class Excerpt(NamedTuple):
    """A window on a line: its text, and the columns (from 0) where the span begins and how many it fills, at least 1."""

    text: str
    start: int
    length: int


def excerpt(source: Source, span: Span, columns: int) -> Excerpt:
    """Return the window around the part of a span that lies on its first line, at most `columns` wide (at least 8)."""
    columns = max(columns, 8)
    line = source.line_span(source.line_at(span.start))
    start = min(max(span.start, line.start), line.end)
    end = max(start, min(span.end, line.end))
    # No more is looked at than could be seen: a line may be a megabyte long.
    low = max(_first_shown(source.text, line.start, min(start, line.start + columns)), start - columns)
    high = min(min(end, start + columns) + columns, line.end)
    shown, edges = _measured(_without_credentials(source.text, low, high, line))
    inside = Span(start - low, min(end, high) - low)
    is_cut_before = low > line.start and not source.text[max(line.start, low - columns) : low].isspace()
    is_cut_after = high < line.end
    first = _first(edges, inside, columns, is_cut_before=is_cut_before, is_cut_after=is_cut_after)
    is_cut_before = is_cut_before or first > 0
    room = edges[first] + columns - is_cut_before
    last = len(shown)
    if is_cut_after or edges[last] > room:
        is_cut_after = True
        last = bisect_right(edges, room - 1) - 1
    text = "".join(shown[first:last])
    return Excerpt(
        f"{ELLIPSIS * is_cut_before}{text}{ELLIPSIS * is_cut_after}",
        is_cut_before + edges[inside.start] - edges[first],
        max(1, edges[min(inside.end, last)] - edges[inside.start]),
    )


def _without_credentials(text: str, low: int, high: int, line: Span) -> str:
    """Return a stretch of a line in which stars stand for users and passwords of URLs, also for one that is cut."""
    seen = text[low:high]
    first, last = max(line.start, low - _LONGEST), min(line.end, high + _LONGEST)
    if text.find("@", low, last) < 0:
        return seen
    for found in _CREDENTIALS.finditer(text, first, last):
        start, end = max(found.start() - low, 0), min(found.end() - low, len(seen))
        if start < end:
            seen = seen[:start] + "*" * (end - start) + seen[end:]
    return seen


def _measured(text: str) -> tuple[Sequence[str], Sequence[int]]:
    """Return the characters of a text as they are shown, and the columns at which each begins and the last one ends."""
    if text.isascii() and text.isprintable():
        return text, range(len(text) + 1)
    shown = list(cells(text))
    return [cell.text for cell in shown], [0, *accumulate(cell.width for cell in shown)]


def _first_shown(text: str, start: int, end: int) -> int:
    """Return where a line's indentation ends, or the span begins in it."""
    while start < end and text[start] in " \t":
        start += 1
    return start


def _first(edges: Sequence[int], inside: Span, columns: int, *, is_cut_before: bool, is_cut_after: bool) -> int:
    """Return the index of the first cell to show. `edges` are the columns at which the cells begin and the last one ends."""
    if not is_cut_before and not is_cut_after and edges[-1] <= columns:
        return 0
    if not is_cut_before and min(edges[inside.end] + _FOLLOWING, edges[-1]) < columns:
        return 0
    room = columns - 2
    spare = room - min(edges[inside.end] - edges[inside.start], room)
    after = edges[-1] - edges[inside.end] + is_cut_after * columns
    lead = max(int(spare * _LEAD), spare - after)
    return bisect_left(edges, edges[inside.start] - lead, 0, inside.start)


#| Which findings are listed one by one for people, and which only counted.
#|
#| Errors and warnings are always listed. Of severity info, whitespace is told in one line a file, and so is every rule with more
#| than `MAX_LISTED` findings in a file: forty remarks of one kind say no more than their number, and would hide the rest.

MAX_LISTED = 5

WHITESPACE = frozenset({"FMT214", "FMT215", "FMT216", "FMT217"})


class Fold(NamedTuple):
    """Findings of one file that are told in one line: what they are about, how many, and how many are safely fixable."""

    label: str
    places: int
    fixable: int

    def __str__(self) -> str:
        fixable = ""
        if self.fixable:
            fixable = " [fixable]" if self.fixable == self.places else f" [{self.fixable} fixable]"
        return f"{self.label}: {counted(self.places, 'place')}{fixable}"


class Folded(NamedTuple):
    """The findings of a file that are listed, with their contexts, and the others counted."""

    listed: tuple[tuple[Diagnostic, Context], ...]
    folds: tuple[Fold, ...]


def fold(report: FileReport, *, lists_info: bool) -> Folded:
    """Part the findings of a file; with `lists_info` all are listed."""
    found = tuple(zip(report.diagnostics, report.contexts, strict=True))
    if lists_info:
        return Folded(found, ())
    codes = Counter(diagnostic.code for diagnostic in report.diagnostics if diagnostic.severity is Severity.INFO)
    folded_codes = {code for code, count in codes.items() if code in WHITESPACE or count > MAX_LISTED}
    listed, folded = [], []
    for diagnostic, context in found:
        if diagnostic.severity is Severity.INFO and diagnostic.code in folded_codes:
            folded.append(diagnostic)
        else:
            listed.append((diagnostic, context))
    return Folded(tuple(listed), tuple(_folds(folded)))


def _folds(diagnostics: Iterable[Diagnostic]) -> Iterator[Fold]:
    groups: dict[str, list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        label = "whitespace" if diagnostic.code in WHITESPACE else f"{diagnostic.code} {diagnostic.name}"
        groups.setdefault(label, []).append(diagnostic)
    for label, members in sorted(groups.items()):
        fixable = sum(member.fix is not None and member.fix.safety is Safety.SAFE for member in members)
        yield Fold(label, len(members), fixable)


#| `full`: what a maintainer reads. Findings under the heading they stand under, each with its line and the other place.

_NARROW = 64
"""Columns below which a message gets lines of its own."""
_MAX_RELATED = 3
_TITLE_SEEN = 16
"""Characters of an entry's title that tell a reader which entry an excerpt is from."""


class _Layout(NamedTuple):
    """The columns of one file's findings: width of the places, indentation of what stands under a finding."""

    places: int
    indent: int
    view: View


def full_text(report: FileReport, view: View) -> str:
    """Return what is said about one file, without the summary; `""` where there is nothing to say."""
    folded = fold(report, lists_info=view.lists_info)
    lines = [*file_header(report, view), *_findings(report, folded, view), *fold_lines(folded, view)]
    return "\n".join((*lines, "", "")) if lines else ""


def contents(report: FileReport) -> str:
    """Return what a file holds, in words: `46 entries in 4 sections, 82 links`."""
    if not report.entries:
        return ", ".join(report.notes) or "no entries found"
    entries = counted(report.entries, "entry", "entries")
    return f"{entries} in {counted(report.sections, 'section')}, {counted(report.links, 'link')}"


def file_header(report: FileReport, view: View) -> Iterator[str]:
    """Yield the line over the findings of a file, and its notes."""
    if not (report.diagnostics or (view.shows_clean and not view.is_again)):
        return
    name = view.paint(visible(report.path), BOLD)
    if view.is_quiet or view.is_again:
        if report.diagnostics:
            yield name
        return
    yield f"{name}: {contents(report)}"
    for note in report.notes if report.entries else ():
        yield f" {view.paint('note', BOLD)}: {visible(note)}"


def fold_lines(folded: Folded, view: View) -> Iterator[str]:
    """Yield a line for each kind of finding that is only counted."""
    if folded.folds and not view.is_quiet:
        yield ""
        for one in folded.folds:
            yield f" {one}, --verbose lists them"


def _findings(report: FileReport, folded: Folded, view: View) -> Iterator[str]:
    positions = [report.source.position(diagnostic.span.start) for diagnostic, _ in folded.listed]
    places = max((len(f"{line}:{column}") for line, column in positions), default=0)
    layout = _Layout(places, 2 + (places + 2 if view.width >= _NARROW else 0), view)
    for section, members in groupby(folded.listed, key=lambda item: item[1].section):
        yield ""
        if section:
            heading = " › ".join(section)
            yield " " + view.paint(shorten(heading, view.width - 1), BOLD)
        named: int | None = None
        for diagnostic, context in members:
            yield from _message(report, diagnostic, layout)
            shown = excerpt(report.source, diagnostic.span, view.width - layout.indent)
            yield from _excerpt(report, diagnostic, shown, layout)
            if context.entry_title and context.entry_line != named and not _shows_title(shown, context.entry_title):
                yield _entry(context.entry_title, context.entry_line, layout)
            named = context.entry_line


def _message(report: FileReport, diagnostic: Diagnostic, layout: _Layout) -> Iterator[str]:
    view = layout.view
    line, column = report.source.position(diagnostic.span.start)
    place = f"{line}:{column}"
    severity = diagnostic.severity.label
    color = SEVERITY_COLORS[diagnostic.severity]
    tag = fix_tag(diagnostic)
    shown_tag = view.paint(tag, GREEN)
    if view.width < _NARROW:
        head = f"  {place} {view.paint(severity, color)} {view.paint(diagnostic.code, BOLD)}"
        yield f"{head} {shown_tag}".rstrip()
        yield from (f"  {text}" for text in wrapped(visible(diagnostic.message), view.width - 2))
        return
    head = f"  {place:<{layout.places}}  {view.paint(severity, color)}{' ' * (7 - len(severity))}  "
    head += view.paint(diagnostic.code, BOLD) + "  "
    indent = layout.indent + 7 + 2 + len(diagnostic.code) + 2
    room = view.width - indent
    texts = list(wrapped(visible(diagnostic.message), room))
    if tag and width(texts[-1]) + 2 + len(tag) <= room:
        texts[-1] += "  " + shown_tag
    elif tag:
        texts.append(shown_tag)
    yield head + texts[0]
    yield from (" " * indent + text for text in texts[1:])


def fix_tag(diagnostic: Diagnostic) -> str:
    """Return `[fixable]`, `[unsafe fix]` or nothing."""
    if diagnostic.fix is None:
        return ""
    return "[fixable]" if diagnostic.fix.safety is Safety.SAFE else "[unsafe fix]"


def _excerpt(report: FileReport, diagnostic: Diagnostic, shown: Excerpt, layout: _Layout) -> Iterator[str]:
    view, margin = layout.view, " " * layout.indent
    room = view.width - layout.indent
    yield (margin + shown.text).rstrip()
    marks = view.paint("^" * shown.length, SEVERITY_COLORS[diagnostic.severity])
    related = [related_text(report, one) for one in diagnostic.related[:_MAX_RELATED]]
    if len(diagnostic.related) > _MAX_RELATED:
        related.append(f"and {counted(len(diagnostic.related) - _MAX_RELATED, 'more place')}")
    caret = margin + " " * shown.start + marks
    if related and shown.start + shown.length + 1 + width(related[0]) <= room:
        caret += " " + related.pop(0)
    yield caret
    for one in related:
        yield from (margin + text for text in wrapped(one, room))


def _entry(title: str, line: int | None, layout: _Layout) -> str:
    """Return which entry a finding belongs to, for excerpts that do not show it."""
    place = f" (line {line})" if line else ""
    room = layout.view.width - layout.indent - len('in ""') - len(place)
    return " " * layout.indent + layout.view.paint(f'in "{shorten(title, room)}"{place}', DIM)


def related_text(report: FileReport, related: Related) -> str:
    """Return what is to be said about another place: `the other 6 is on line 187`."""
    line = report.source.line_at(related.span.start)
    message = visible(related.message)
    if message.endswith(" here"):
        return f"{message[: -len(' here')]} on line {line}"
    return f"{message} on line {line}" if message else f"see line {line}"


def _shows_title(shown: Excerpt, title: str) -> bool:
    return title[:_TITLE_SEEN] in shown.text


#| `grouped`: the findings of each file as a table under its name, without excerpts.


def grouped_text(report: FileReport, view: View) -> str:
    """Return the table of one file; `""` where there is nothing to say."""
    folded = fold(report, lists_info=view.lists_info)
    lines = list(file_header(report, view))
    rows = [(report.source.position(diagnostic.span.start), diagnostic) for diagnostic, _ in folded.listed]
    places = max((len(f"{line}:{column}") for (line, column), _ in rows), default=0)
    for (line, column), diagnostic in rows:
        severity = diagnostic.severity.label
        painted = view.paint(severity, SEVERITY_COLORS[diagnostic.severity]) + " " * (7 - len(severity))
        code = view.paint(diagnostic.code, BOLD)
        tag = fix_tag(diagnostic)
        message = visible(diagnostic.message) + (f"  {view.paint(tag, GREEN)}" if tag else "")
        yielded = f"  {f'{line}:{column}':<{places}}  {painted}  {code}  {message}"
        lines.append(yielded)
    lines += fold_lines(folded, view)
    return "\n".join((*lines, "", "")) if lines else ""


#| `concise`: one line a finding in the form of compilers, which editors read: `README.md:12:3: error: ... [NUM101]`.


def concise_text(report: FileReport, view: View) -> str:
    """Return the lines of one file; findings that are folded for people are left out."""
    return "".join(f"{line}\n" for line in _lines(report, view))


def _lines(report: FileReport, view: View) -> Iterator[str]:
    for diagnostic, _ in fold(report, lists_info=view.lists_info).listed:
        line, column = report.source.position(diagnostic.span.start)
        severity = view.paint(diagnostic.severity.label, SEVERITY_COLORS[diagnostic.severity])
        path = view.paint(visible(report.path), BOLD)
        yield f"{path}:{line}:{column}: {severity}: {visible(diagnostic.message)} [{diagnostic.code}{_fix(diagnostic)}]"


def _fix(diagnostic: Diagnostic) -> str:
    if diagnostic.fix is None:
        return ""
    return ", fixable" if diagnostic.fix.safety is Safety.SAFE else ", unsafe fix"
