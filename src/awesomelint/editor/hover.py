"""What is known of the place under the cursor: why a rule reports it, which paper a link names, which venue a word is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from lsprotocol import types

from awesomelint.document.blocks import Link
from awesomelint.editor.analysis import Analysis
from awesomelint.editor.positions import offset_of, range_of
from awesomelint.errors import RulebookError
from awesomelint.papers.identifiers import read_identifier
from awesomelint.rulebook.load import load_docs
from awesomelint.rulebook.spec import RuleSpec
from awesomelint.span import Span

_FIXES = {"none": "", "safe": " · can be mended", "unsafe": " · can be mended, with care"}


def hover(analysis: Analysis, position: types.Position) -> types.Hover | None:
    """Return what to show at a position, `None` for nothing."""
    offset = offset_of(analysis.source, position)
    said = [*_rules(analysis, offset), *_papers(analysis, offset), *_venues(analysis, offset)]
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
    except RulebookError:  # somebody is writing this rule just now
        return head


def _papers(analysis: Analysis, offset: int) -> Iterator[tuple[Span, str]]:
    for link in analysis.document.links:
        if _holds(link.span, offset):
            text = _paper_text(link)
            if text:
                yield link.span, text
            return


def _paper_text(link: Link) -> str:
    reading = read_identifier(link.url)
    if reading is None:
        return ""
    said = [f"`{reading.paper}`"]
    imprint = reading.imprint
    when = f"{imprint.year}-{imprint.month:02}" if imprint.year and imprint.month else str(imprint.year or "")
    said += [part for part in (reading.kind.value, imprint.venue or "", imprint.track or "", when) if part]
    if reading.url and reading.url != link.url:
        said.append(f"<{reading.url}>")
    return " · ".join(said)


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
