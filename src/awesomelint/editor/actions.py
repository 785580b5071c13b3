"""Places and findings as an editor shows them, and what it can do about findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from lsprotocol import types

from awesomelint.diagnostic import WHITESPACE, Diagnostic, Edit, Safety, Severity
from awesomelint.editor.analysis import Analysis
from awesomelint.editor.completing import url_on
from awesomelint.markdown.blocks import BlockKind
from awesomelint.source import Source, Span


def range_of(source: Source, span: Span) -> types.Range:
    """Return a span as a range. (A byte order mark, which `Source` leaves out, is a column of its own in an editor.)"""
    return types.Range(start=position_of(source, span.start), end=position_of(source, span.end))


def position_of(source: Source, offset: int) -> types.Position:
    """Return an offset as a position."""
    line = source.line_at(offset)
    if offset == len(source.text) and source.text.endswith(("\n", "\r")):
        return types.Position(line, 0)  # the empty line after the last newline, which `Source` does not count
    column = source.utf16_column(offset) - 1
    return types.Position(line - 1, column + (source.has_bom and line == 1))


def offset_of(source: Source, position: types.Position) -> int:
    """Return the offset of a position; one after the end of a line or of the text means that end."""
    if position.line >= source.line_count:
        return len(source.text)
    span = source.line_span(position.line + 1)
    units = position.character - (source.has_bom and position.line == 0)
    offset = span.start
    while offset < span.end and units > 0:
        units -= 2 if source.text[offset] > "\uffff" else 1
        offset += 1
    return offset


def lines_range(source: Source, first: int, last: int) -> types.Range:
    """Return the range of some lines, from 1, both inclusive."""
    return range_of(source, source.lines_span(first, max(first, last)))


# -- findings

SOURCE = "awesomelint"
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}


def findings(analysis: Analysis, uri: str) -> list[types.Diagnostic]:
    """Return all findings of an analysis; what kept it from linting is one, at the beginning of the text."""
    if analysis.problem is not None:
        return [
            types.Diagnostic(
                range=range_of(analysis.source, Span(0, 0)),
                message=str(analysis.problem),
                severity=types.DiagnosticSeverity.Error,
                source=SOURCE,
            )
        ]
    return [finding(analysis.source, diagnostic, uri) for diagnostic in analysis.diagnostics]


def finding(source: Source, diagnostic: Diagnostic, uri: str) -> types.Diagnostic:
    """Return one finding."""
    return types.Diagnostic(
        range=range_of(source, diagnostic.span),
        message=diagnostic.message,
        severity=_severity(diagnostic),
        code=diagnostic.code,
        source=SOURCE,
        related_information=[
            types.DiagnosticRelatedInformation(
                location=types.Location(uri=uri, range=range_of(source, related.span)), message=related.message
            )
            for related in diagnostic.related
        ]
        or None,
    )


def _severity(diagnostic: Diagnostic) -> types.DiagnosticSeverity:
    """Return the severity; whitespace is a hint, which is not listed among problems, unless the configuration raises it."""
    if diagnostic.severity is Severity.INFO and WHITESPACE in diagnostic.tags:
        return types.DiagnosticSeverity.Hint
    return _SEVERITIES[diagnostic.severity]


# -- actions: fix one, fix all whitespace, fix all, suppress one with a comment, or complete an entry

FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.awesomelint"
_COMMENTABLE = (BlockKind.PARAGRAPH, BlockKind.HEADING)


def quick_fixes(analysis: Analysis, uri: str, version: int | None, wanted: types.Range) -> list[types.CodeAction]:
    """Return what can be done about the findings that touch a range: first what fixes, then what suppresses.

    The action that fixes all whitespace gets its edit when the editor asks for it.
    """
    source = analysis.source
    asked = Span(offset_of(source, wanted.start), offset_of(source, wanted.end))
    touched = [
        diagnostic
        for diagnostic in analysis.diagnostics
        if diagnostic.span.start <= asked.end and asked.start <= diagnostic.span.end
    ]
    fixing = [action for diagnostic in touched for action in _fix(source, diagnostic, uri, version)]
    suppressing = [action for diagnostic in touched for action in _suppress(analysis, diagnostic, uri, version)]
    return fixing + _fix_whitespace(analysis, uri, touched) + suppressing


def _fix_whitespace(analysis: Analysis, uri: str, touched: Sequence[Diagnostic]) -> list[types.CodeAction]:
    """Offer to fix all whitespace where one of several findings about it is touched."""
    count = sum(_is_safe_whitespace(one) for one in analysis.diagnostics)
    if count < 2 or not any(map(_is_safe_whitespace, touched)):
        return []
    title = f"Fix all whitespace ({count} places)"
    return [types.CodeAction(title=title, kind=types.CodeActionKind.QuickFix, data={"uri": uri, "tag": WHITESPACE})]


def _is_safe_whitespace(diagnostic: Diagnostic) -> bool:
    fix = diagnostic.fix
    return WHITESPACE in diagnostic.tags and fix is not None and fix.safety is Safety.SAFE


def _fix(source: Source, diagnostic: Diagnostic, uri: str, version: int | None) -> Iterator[types.CodeAction]:
    fix = diagnostic.fix
    if fix is None:
        return
    is_safe = fix.safety is Safety.SAFE
    title = f"{diagnostic.code}: {fix.title or 'fix this'}{'' if is_safe else f' ({fix.safety})'}"
    yield types.CodeAction(
        title=title,
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[finding(source, diagnostic, uri)],
        is_preferred=is_safe,
        edit=workspace_edit(source, fix.edits, uri, version),
    )


def _suppress(analysis: Analysis, diagnostic: Diagnostic, uri: str, version: int | None) -> Iterator[types.CodeAction]:
    """Offer comments that suppress a finding: on its line where a comment can be there, and for the whole file."""
    source = analysis.source
    if diagnostic.code.startswith("SUP"):
        return
    comments = []
    number = source.line_at(diagnostic.span.start)
    leaf = analysis.document.places.leaf_on(number)
    if leaf is not None and leaf.kind in _COMMENTABLE:
        line = source.line_span(number)
        end = line.start + len(source[line].rstrip(" \t\\"))
        edit = Edit(Span(end, end), f" <!-- awesomelint-disable-line {diagnostic.code} -->")
        comments.append(("on this line", edit))
    end = len(source.text)
    gap = "" if source.text.endswith(("\n\n", "\r\n\r\n")) else source.newline
    gap += "" if source.text.endswith(("\n", "\r")) else source.newline
    comment = f"{gap}<!-- awesomelint-disable-file {diagnostic.code} -->{source.newline}"
    comments.append(("in this file", Edit(Span(end, end), comment)))
    for where, edit in comments:
        yield types.CodeAction(
            title=f"Do not report {diagnostic.code} {where}",
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[finding(source, diagnostic, uri)],
            edit=workspace_edit(source, (edit,), uri, version),
        )


def complete(analysis: Analysis, uri: str, wanted: types.Range) -> list[types.CodeAction]:
    """Offer to complete an entry where all of its line is a URL. The registry is asked when the editor asks for the edit."""
    line = wanted.start.line + 1
    if line > analysis.source.line_count or url_on(analysis.source, line) is None:
        return []
    kind = types.CodeActionKind.RefactorRewrite
    return [types.CodeAction(title="Complete this entry from its registry", kind=kind, data={"uri": uri, "line": line})]


def fix_all(uri: str) -> types.CodeAction:
    """Return the action that applies all safe fixes. Its edit is made when the editor asks for it."""
    return types.CodeAction(title="Apply all safe fixes", kind=FIX_ALL, data={"uri": uri})


def workspace_edit(source: Source, edits: Sequence[Edit], uri: str, version: int | None) -> types.WorkspaceEdit:
    """Return edits as the editor applies them: to this version of the text and no other."""
    changes = [
        types.TextEdit(range=range_of(source, edit.span), new_text=edit.text)
        for edit in sorted(edits, key=lambda edit: edit.span)
    ]
    document = types.OptionalVersionedTextDocumentIdentifier(uri=uri, version=version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(text_document=document, edits=list(changes))])


def edits_between(before: Source, after: Source) -> list[Edit]:
    """Return what makes one text the other, whole lines at a time, so that cursors and marks elsewhere stay in place."""
    old, new = (text.splitlines(keepends=True) for text in (before.text, after.text))
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    return [
        Edit(Span(starts[first], starts[last]), "".join(new[start:end]))
        for tag, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if tag != "equal"
    ]
