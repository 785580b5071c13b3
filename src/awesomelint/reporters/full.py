"""`full`: what a maintainer reads. Findings under the heading they stand under, each with its line and the other place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from awesomelint.diagnostic import Diagnostic, Related, Safety
from awesomelint.named_tuple import NamedTuple
from awesomelint.report import FileReport
from awesomelint.reporters.excerpt import Excerpt, excerpt
from awesomelint.reporters.folding import Folded, fold
from awesomelint.reporters.view import BOLD, DIM, GREEN, SEVERITY_COLORS, View
from awesomelint.reporters.visible import shorten, visible, width
from awesomelint.reporters.words import counted, wrapped

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


def file_text(report: FileReport, view: View) -> str:
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
