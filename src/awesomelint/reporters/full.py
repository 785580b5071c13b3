"""`full`, `grouped` and `concise`: what people and editors read on a terminal.

`full` shows findings under their headings, each with an excerpt of its line; `grouped` is one table per file;
`concise` is one line per finding in the form of compilers, which editors read: `README.md:12:3: error: ... [NUM101]`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from awesomelint.diagnostic import Diagnostic, Fix, Safety
from awesomelint.report import FileReport
from awesomelint.reporters.excerpts import Excerpt, changes, excerpt
from awesomelint.reporters.terminal import (
    BOLD,
    DIM,
    GREEN,
    RED,
    SEVERITY_COLORS,
    View,
    counted,
    shorten,
    visible,
    width,
    wrapped,
)
from awesomelint.reporters.wording import (
    SEVERITY_WIDTH,
    Folded,
    contents,
    fix_word,
    fold,
    more_alike,
    place,
    related_texts,
    severity_column,
)
from awesomelint.startup import NamedTuple

_NARROW = 64
"""Columns below which a message gets lines of its own."""
_MAX_RELATED = 3
_TITLE_SEEN = 16
"""Characters of an entry's title that tell a reader which entry an excerpt is from."""


def full_text(report: FileReport, view: View) -> str:
    """Return what is said about one file, without the summary; `""` where there is nothing to say."""
    folded = _folded(report, view)
    lines = [*_header(report, view), *_findings(report, folded, view), *_fold_lines(folded, view)]
    return "\n".join((*lines, "", "")) if lines else ""


def grouped_text(report: FileReport, view: View) -> str:
    """Return the findings of one file as a table, without excerpts; `""` where there is nothing to say."""
    folded = _folded(report, view)
    lines = list(_header(report, view))
    places = _places_width(report, folded)
    for diagnostic, _ in folded.listed:
        severity, code = severity_column(diagnostic.severity, view), view.rule(diagnostic.code)
        tag = _tag(diagnostic)
        message = visible(diagnostic.message) + (f"  {view.paint(tag, GREEN)}" if tag else "")
        lines.append(f"  {_place(report, diagnostic, view, places)}  {severity}  {code}  {message}")
        lines += _alike(folded, diagnostic, places + 4, view)
    lines += _fold_lines(folded, view)
    return "\n".join((*lines, "", "")) if lines else ""


def concise_text(report: FileReport, view: View) -> str:
    """Return a line for each finding of one file; those that are only counted for people are left out."""
    lines = []
    path = view.paint(visible(report.path), BOLD)
    for diagnostic, _ in fold(report, lists_info=view.lists_info).listed:
        severity = view.paint(diagnostic.severity.label, SEVERITY_COLORS[diagnostic.severity])
        code = ", ".join(filter(None, (diagnostic.code, fix_word(diagnostic))))
        where = f"{path}:{place(report.source, diagnostic)}"
        lines.append(f"{where}: {severity}: {visible(diagnostic.message)} [{code}]\n")
    return "".join(lines)


def _header(report: FileReport, view: View) -> Iterator[str]:
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


def _fold_lines(folded: Folded, view: View) -> Iterator[str]:
    """Yield a line for each kind of finding that is only counted."""
    if folded.folds and not view.is_quiet:
        yield ""
        for one in folded.folds:
            yield f" {one}, --verbose lists them"


def _folded(report: FileReport, view: View) -> Folded:
    return fold(report, lists_info=view.lists_info, folds_alike=not view.is_quiet)


def _alike(folded: Folded, diagnostic: Diagnostic, indent: int, view: View) -> Iterator[str]:
    """Yield the line below the last finding of many alike: how many more there are, and in which lines."""
    if lines := folded.alike.get(diagnostic):
        yield " " * indent + view.paint(more_alike(lines, view.width - indent, ", --verbose lists them"), DIM)


def _place(report: FileReport, diagnostic: Diagnostic, view: View, columns: int = 0) -> str:
    """Return line and column of a finding, where the terminal can as a link, filled up to a number of columns."""
    where = place(report.source, diagnostic)
    line = report.source.line_at(diagnostic.span.start)
    return view.link(where, report.path, line) + " " * (columns - len(where))


def _places_width(report: FileReport, folded: Folded) -> int:
    return max((len(place(report.source, diagnostic)) for diagnostic, _ in folded.listed), default=0)


def _tag(diagnostic: Diagnostic) -> str:
    word = fix_word(diagnostic)
    return f"[{word}]" if word else ""


class _Layout(NamedTuple):
    """The columns of one file's findings: width of the places, indentation of what is under a finding."""

    places: int
    indent: int
    view: View


def _findings(report: FileReport, folded: Folded, view: View) -> Iterator[str]:
    places = _places_width(report, folded)
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
            if (
                context.entry_title
                and context.entry_line != named
                and context.entry_title[:_TITLE_SEEN] not in shown.text
            ):
                yield _entry(context.entry_title, context.entry_line, layout)
            named = context.entry_line
            if view.shows_fixes and diagnostic.fix is not None:
                yield from _fix(report, diagnostic.fix, layout)
            yield from _alike(folded, diagnostic, layout.indent, view)


def _message(report: FileReport, diagnostic: Diagnostic, layout: _Layout) -> Iterator[str]:
    view = layout.view
    tag = _tag(diagnostic)
    shown_tag = view.paint(tag, GREEN)
    if view.width < _NARROW:
        severity = view.paint(diagnostic.severity.label, SEVERITY_COLORS[diagnostic.severity])
        yield f"  {_place(report, diagnostic, view)} {severity} {view.rule(diagnostic.code)} {shown_tag}".rstrip()
        yield from (f"  {text}" for text in wrapped(visible(diagnostic.message), view.width - 2))
        return
    severity = severity_column(diagnostic.severity, view)
    head = f"  {_place(report, diagnostic, view, layout.places)}  {severity}  {view.rule(diagnostic.code)}  "
    indent = layout.indent + SEVERITY_WIDTH + 2 + len(diagnostic.code) + 2
    room = view.width - indent
    texts = list(wrapped(visible(diagnostic.message), room))
    if tag and width(texts[-1]) + 2 + len(tag) <= room:
        texts[-1] += "  " + shown_tag
    elif tag:
        texts.append(shown_tag)
    yield head + texts[0]
    yield from (" " * indent + text for text in texts[1:])


def _excerpt(report: FileReport, diagnostic: Diagnostic, shown: Excerpt, layout: _Layout) -> Iterator[str]:
    view, margin = layout.view, " " * layout.indent
    room = view.width - layout.indent
    yield (margin + shown.text).rstrip()
    marks = view.paint("^" * shown.length, SEVERITY_COLORS[diagnostic.severity])
    related = related_texts(report.source, diagnostic, _MAX_RELATED)
    caret = margin + " " * shown.start + marks
    if related and shown.start + shown.length + 1 + width(related[0]) <= room:
        caret += " " + related.pop(0)
    yield caret
    for one in related:
        yield from (margin + text for text in wrapped(one, room))


_MAX_CHANGES = 3
"""Places that a fix changes which are shown."""


def _fix(report: FileReport, fix: Fix, layout: _Layout) -> Iterator[str]:
    """Yield the lines that a fix takes away and those that it puts in their place, as in a diff."""
    if fix.safety is Safety.REFUSED:
        return
    view, margin = layout.view, " " * layout.indent
    shown = changes(report.source, fix.edits)
    for before, after in shown[:_MAX_CHANGES]:
        for sign, text, color in (("-", before, RED), ("+", after, GREEN)):
            if text is not None:
                cut = excerpt(text.source, text.span, view.width - layout.indent - 2).text.rstrip()
                yield margin + view.paint(f"{sign} {cut or '(blank line)'}", color)
    if len(shown) > _MAX_CHANGES:
        yield margin + view.paint(f"and {counted(len(shown) - _MAX_CHANGES, 'more place')}", DIM)


def _entry(title: str, line: int | None, layout: _Layout) -> str:
    """Return which entry a finding belongs to, for excerpts that do not show it."""
    where = f" (line {line})" if line else ""
    room = layout.view.width - layout.indent - len('in ""') - len(where)
    return " " * layout.indent + layout.view.paint(f'in "{shorten(title, room)}"{where}', DIM)
