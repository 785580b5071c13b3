"""What an editor can do about findings: mend one, mend all, or keep one back with a comment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from lsprotocol import types

from awesomelint.diagnostic import Diagnostic, Edit, Safety
from awesomelint.document.blocks import BlockKind
from awesomelint.editor.analysis import Analysis
from awesomelint.editor.findings import finding
from awesomelint.editor.positions import offset_of, range_of
from awesomelint.source import Source
from awesomelint.span import Span

FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.awesomelint"
_COMMENTABLE = (BlockKind.PARAGRAPH, BlockKind.HEADING)


def quick_fixes(analysis: Analysis, uri: str, version: int | None, wanted: types.Range) -> list[types.CodeAction]:
    """Return what can be done about the findings that touch a range: first what mends, then what keeps back."""
    source = analysis.source
    asked = Span(offset_of(source, wanted.start), offset_of(source, wanted.end))
    touched = [
        diagnostic
        for diagnostic in analysis.diagnostics
        if diagnostic.span.start <= asked.end and asked.start <= diagnostic.span.end
    ]
    mending = [action for diagnostic in touched for action in _mend(source, diagnostic, uri, version)]
    keeping = [action for diagnostic in touched for action in _keep_back(analysis, diagnostic, uri, version)]
    return mending + keeping


def _mend(source: Source, diagnostic: Diagnostic, uri: str, version: int | None) -> Iterator[types.CodeAction]:
    fix = diagnostic.fix
    if fix is None:
        return
    is_safe = fix.safety is Safety.SAFE
    title = f"{diagnostic.code}: {fix.title or 'mend this'}{'' if is_safe else ' (look at the result)'}"
    yield types.CodeAction(
        title=title,
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[finding(source, diagnostic, uri)],
        is_preferred=is_safe,
        edit=workspace_edit(source, fix.edits, uri, version),
    )


def _keep_back(analysis: Analysis, diagnostic: Diagnostic, uri: str, version: int | None) -> Iterator[types.CodeAction]:
    """Offer comments that suppress a finding: on its line where a comment can stand there, and for the whole file."""
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


def fix_all(uri: str) -> types.CodeAction:
    """Return the action that applies all safe fixes. Its edit is made when the editor asks for it."""
    return types.CodeAction(title="Mend all that is safe", kind=FIX_ALL, data={"uri": uri})


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
