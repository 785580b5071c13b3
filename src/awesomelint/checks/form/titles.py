"""How titles are written: on one line, in one markup, with a full stop or without."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from awesomelint.checks.deviation import agrees, prevailing, share
from awesomelint.diagnostic import Diagnostic, Edit, Fix
from awesomelint.document.blocks import RunKind
from awesomelint.document.markdown.indent import quote_depth
from awesomelint.document.model import Document, Entry, Section
from awesomelint.document.style.conventions import MIN_WITNESSES, Convention, Observation
from awesomelint.document.style.titles import Stop, TitleEnd, is_head, observe_title_full_stop, title_end
from awesomelint.expressions import expression
from awesomelint.rulebook.spec import Rule
from awesomelint.span import Span

_BREAK = expression(r"[ \t]*(?:\r\n|\n|\r)[ \t]*")
_QUOTED_BREAK = expression(r"[ \t]*(?:\r\n|\n|\r)[ \t>]*")
_BOLD_ENDS = frozenset({"** ", "**\n", ".**", "**."})
_SEPARATORS = ",;:-–—，：|/"
_GOES_ON = expression(r"(\*{1,3}|_{1,3})[ \t]*(?:\r\n|\n|\r)[ \t]*\1(?=\w)")
"""The end of emphasis, and its beginning anew on the next line: a title that was cut in two where the line ends."""
_ONE_LINE_SHARE = 0.9
"""Share of titles on one line above which a list is not one that wraps its lines."""


def title_one_line(document: Document, rule: Rule) -> Iterator[Diagnostic]:
    """Report titles that go on in the next line of the source."""
    text = document.source.text
    titled = [entry for entry in document.entries if entry.title is not None]
    broken = [entry for entry in titled if entry.title is not None and _has_line_end(text, entry.title.span)]
    if not broken:
        return
    evidence = ""
    if rule.options["style"] != "one-line":
        convention = Convention("one line", len(titled) - len(broken), len(titled), "document")
        if convention.total < MIN_WITNESSES or convention.share < _ONE_LINE_SHARE:
            return
        evidence = f" {share(convention, 'entries')}"
    for entry in broken:
        yield from _broken(entry, evidence, rule)


def _has_line_end(text: str, span: Span) -> bool:
    start, end = span
    return text.find("\n", start, end) >= 0 or text.find("\r", start, end) >= 0


def _broken(entry: Entry, evidence: str, rule: Rule) -> Iterator[Diagnostic]:
    title, source = entry.title, entry.document.source
    assert title is not None
    if any(
        run.kind is RunKind.HARD_BREAK and run.span.overlaps(title.span)
        for inline in entry.inlines
        for run in inline.runs
    ):
        return
    pattern = _QUOTED_BREAK if quote_depth(entry.block) else _BREAK
    breaks = list(pattern.finditer(source.text, title.span.start, title.span.end))
    edits = tuple(Edit(Span(*match.span()), " ") for match in breaks)
    lines = len(breaks) + 1
    message = f"found a title on {lines} lines, expected one line{evidence}"
    yield rule.diagnose(title.span, message, fix=Fix(edits, title="join the lines of the title"))


def title_full_stop(section: Section, rule: Rule) -> Iterator[Diagnostic]:
    """Report titles with a full stop where the section has none, without one where it has, or on the other side."""
    document, point = section.document, observe_title_full_stop
    style = rule.options["style"]
    if style == "infer" and _end_alike(section):
        return
    convention = prevailing(document, section, point, shared=True) if style == "infer" else None
    if style == "infer" and convention is None:
        return
    expected = Stop(convention.value if convention is not None else style)
    if agrees(document, section, point, expected.value):
        return
    evidence = f" {share(convention, 'titles')}" if convention is not None else ""
    for entry in section.entries:
        for seen in document.conventions.observations(point, entry):
            end = title_end(entry)
            if seen.value == expected.value or end is None or (convention and _is_other(entry, end, expected)):
                continue
            if convention is not None and not is_head(entry) and _begin_with_titles(section):
                continue
            message = f"found {_shown(entry, end, end.stop)}, expected {_shown(entry, end, expected)}{evidence}"
            yield rule.diagnose(_tail(end), message, fix=_stopping(end, expected))


def _end_alike(section: Section) -> bool:
    """Tell at a glance whether all titles of a section are in bold and end in the same way; mostly they do."""
    text = section.document.source.text
    ends = {
        text[entry.title.span.end : entry.title.span.end + 3] for entry in section.entries if entry.title is not None
    }
    return len(ends) == 1 and not ends.isdisjoint(_BOLD_ENDS)


def _begin_with_titles(section: Section) -> bool:
    """Tell whether most entries of a section begin with their titles."""
    heads = Counter(is_head(entry) for entry in section.entries if entry.title is not None)
    return heads[True] > heads[False]


def _is_other(entry: Entry, end: TitleEnd, expected: Stop) -> bool:
    """Tell whether a title ends otherwise for a reason: it goes on, it is so published, or the stop ends a sentence with a link.

    A stop within a label that is all title was mostly copied with it: some titles are published with one.
    """
    if end.stop is Stop.NONE:
        if end.after == "":
            return _GOES_ON.match(entry.document.source.text, end.inside) is not None
        return end.after in _SEPARATORS
    assert entry.title is not None
    return expected is Stop.NONE and entry.title.link is not None


def _tail(end: TitleEnd) -> Span:
    return Span(end.inside, max(end.outside, end.full_stop.end))


def _shown(entry: Entry, end: TitleEnd, stop: Stop) -> str:
    """Return the end of a title as it is, or would be, written."""
    text = entry.document.source.text
    start = max(text.rfind(" ", max(0, end.inside - 25), end.inside) + 1, end.inside - 25)
    closing = text[end.inside : end.outside].replace(".", "", end.stop is Stop.INSIDE)
    if "](" in closing:
        closing = closing[: closing.index("](")] + "](...)" + closing[closing.rindex(")") + 1 :]
    inner, outer = (".", "") if stop is Stop.INSIDE else ("", "." if stop is Stop.OUTSIDE else "")
    return f'"{text[start : end.inside]}{inner}{closing}{outer}"'


def _stopping(end: TitleEnd, expected: Stop) -> Fix:
    edits = [] if end.stop is Stop.NONE else [Edit(end.full_stop, "")]
    if expected is not Stop.NONE:
        place = end.inside if expected is Stop.INSIDE else end.outside
        edits.append(Edit(Span(place, place), "."))
    edits.sort(key=lambda edit: edit.span)
    return Fix(tuple(edits), title="move, add or drop the full stop")


def observe_title_lines(entry: Entry) -> Iterator[Observation]:
    """Tell whether an entry's title stands on one line of the source."""
    title = entry.title
    if title is not None:
        text = entry.document.source.text
        is_broken = "\n" in text[title.span.start : title.span.end] or "\r" in text[title.span.start : title.span.end]
        yield Observation("several lines" if is_broken else "one line", title.span)
