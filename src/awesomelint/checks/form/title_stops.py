"""The full stop at the end of titles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum

from awesomelint.checks.base import expectation, is_cut, safe_for_papers
from awesomelint.checks.form.titles import markup_of
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from awesomelint.document.abbreviations import is_abbreviation
from awesomelint.document.conventions import Observation
from awesomelint.document.link_kinds import label_kind
from awesomelint.document.model import Document, Entry, Field, Section, remembered
from awesomelint.markdown.blocks import Mark
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span
from awesomelint.startup import NamedTuple, expression, memo

_BRACKETS = ")]}）】"
_NAME_END = expression(r"(?:(?<!\w)\w|\.[a-z]{1,5})\.?$", re.IGNORECASE)
"""The end of a name that is one letter or has a full stop in it, such as `config.yaml` and `Node.js`."""
_OTHER_END = expression(r"[?!…。？！]\W*$|\.\.+\W*$")
_OPENING = expression(r"(?:[*_\"“„«`\[]|<\w+>)*$")
_REACH = 16
"""Characters before the end of a title that are looked at for an abbreviation or another mark."""
_TAG = expression(r"</\w+>")
_SPACES_AND_NEXT = expression(r"[ \t]*([^\s]?)")
_CLOSING_QUOTES = '"”“»`'
_EMPHASIS_IN_QUOTES = expression(r"[*_]{1,3}(?=\.?[\"”»])")
_BOLD_ENDS = frozenset({"** ", "**\n", ".**", "**."})
_MARK_WIDTHS = ((Mark.BOLD, 2), (Mark.ITALIC, 1))
_SEPARATORS = ",;:-–—，：|/"
_EMPHASIS_GOES_ON = expression(r"(\*{1,3}|_{1,3})[ \t]*(?:\r\n|\n|\r)[ \t]*\1(?=\w)")
"""The end of emphasis, and its beginning again on the next line: a title that was cut in two where the line ends."""


class Stop(StrEnum):
    """Where the full stop of a title is: `**Title.**`, `**Title**.`, or nowhere."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    NONE = "none"


class TitleEnd(NamedTuple):
    """How a title ends: where its full stop is, its place, and the places at which each form has it.

    `full_stop` is empty where there is none. Of quotation marks around emphasis, `"**Title**."` is the form inside. `after` is
    the character after all that, `""` at the end of a line.
    """

    stop: Stop
    full_stop: Span
    inside: int
    outside: int
    after: str


@remembered
def title_end(entry: Entry) -> TitleEnd | None:
    """Return where the full stop of a title is, `None` where the title is plain, a label, or does not end in a word."""
    title = entry.title
    if title is None or markup_of(title) == "plain" or label_kind(title.value) is not None or is_cut(entry):
        return None
    text = entry.document.source.text
    start, inside = title.span
    if title.link is None and text[inside : inside + 3] == "** " and text[start - 2 : start] == "**":
        after = text[inside + 3 : inside + 4]
        if after.isalnum() and text[inside - 1].isalnum() and not _is_abbreviated(text, start, inside):
            return TitleEnd(Stop.NONE, Span(inside, inside), inside, inside + 2, after)
    return _any_end(text, title)


def _is_abbreviated(text: str, start: int, end: int) -> bool:
    near = max(start, end - _REACH)
    word = max(near, text.rfind(" ", near, end) + 1)
    return end > word and _ends_abbreviated(text[word:end])


@memo(4096)
def _ends_abbreviated(word: str) -> bool:
    return _NAME_END.search(word) is not None or is_abbreviation(word, len(word.rstrip(".")))


def _any_end(text: str, title: Field) -> TitleEnd | None:
    first, inside = title.span
    strip = " \t." + (_CLOSING_QUOTES if text[first] in _CLOSING_QUOTES else "")
    while inside > first and text[inside - 1] in strip:
        inside -= 1
    near = max(first, inside - _REACH)
    if (
        not text[inside - 1 : inside].isalnum()
        or text.startswith("..", inside)
        or _OTHER_END.search(text, near, inside + 1)
    ):
        return None
    if _is_abbreviated(text, first, inside):
        return None
    outside, dots = _walk_out(text, title, inside)
    if outside == inside:
        return None
    inner = [dot for dot in dots if dot < outside] if dots else dots
    end = dots[-1] + 1 if dots and not inner else outside
    after = _SPACES_AND_NEXT.match(text, end)
    assert after is not None
    if after[1] == ".":
        return None
    stop = Stop.INSIDE if inner else Stop.OUTSIDE if dots else Stop.NONE
    dot = inner[0] if inner else dots[0] if dots else inside
    emphasis = _EMPHASIS_IN_QUOTES.match(text, inside)
    if emphasis is not None and emphasis.end() <= outside and not (inner and dot < emphasis.end()):
        inside = emphasis.end()
        dot = dot if dots else inside
    return TitleEnd(stop, Span(dot, dot + bool(dots)), inside, outside, after[1])


def _walk_out(text: str, title: Field, start: int) -> tuple[int, list[int]]:
    """Return where the markup around a title ends, and the full stops met on the way and right after it."""
    first, before = max(0, title.span.start - 12), title.span.start
    has_marks = text.find("*", first, before) >= 0 or text.find("_", first, before) >= 0
    opening = _OPENING.search(text, first, before) if has_marks else None
    marks = opening[0].count("*") + opening[0].count("_") if opening else 0
    if title.link is not None and title.marks:
        # The emphasis may hold more than the link: **Name: [Title](url)**.
        marks = max(marks, sum(width for mark, width in _MARK_WIDTHS if title.marks & mark))
    end, at, dots = start, start, []
    link_end = title.link.span.end if title.link is not None else 0
    while at < len(text):
        char = text[at]
        if char == "." and not text.startswith("..", at):
            dots.append(at)
            at += 1
            continue
        if char in "*_" and marks:
            marks -= 1
            at += 1
        elif char in _CLOSING_QUOTES:
            at += 1
        elif char == "]" and at < link_end:
            at = link_end
        elif char == "<" and (tag := _TAG.match(text, at)):
            at = tag.end()
        else:
            break
        end = at
    return end, dots


def observe_title_full_stop(entry: Entry) -> Sequence[Observation]:
    """Observe where the full stop of an entry's title is; titles without markup, or that end in `?`, do not count."""
    end = title_end(entry)
    return () if end is None else (Observation(end.stop, end.full_stop),)


def title_full_stop(section: Section, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report titles with a full stop where the section has none, without where it has, or on the other side of the emphasis."""
    pinned = rule.options["style"] if rule.options["style"] != "infer" else None
    if pinned is None and _end_alike(section):
        return
    wanted = expectation(section, observe_title_full_stop, "titles", pinned=pinned)
    if wanted is None:
        return
    expected = Stop(wanted.value)
    for entry in section.entries:
        end = title_end(entry)
        if end is None or end.stop is expected or (pinned is None and _is_other(entry, end, expected)):
            continue
        message = f"found {_shown_stop(entry, end, end.stop)}, expected {_shown_stop(entry, end, expected)}"
        place = Span(end.inside, max(end.outside, end.full_stop.end))
        # Whether the stop is in the emphasis or behind it, readers hardly see; and what follows may need it, or not.
        before, following = _ends_before(section.document), _next(end)
        is_needed = pinned is None and before[expected, following] <= before[end.stop, following]
        is_hidden = pinned is None and Stop.NONE not in (end.stop, expected)
        severity = Severity.INFO if is_hidden or is_needed else None
        fix = _stopping(entry, end, expected)
        if is_needed:
            fix = fix._replace(safety=Safety.UNSAFE)
        yield rule.diagnose(place, message, fix=fix, severity=severity, evidence=wanted.evidence)


@remembered
def _ends_before(document: Document) -> Counter[tuple[Stop, str]]:
    """Count where full stops are in titles before what follows them."""
    ends = (title_end(entry) for entry in document.entries)
    return Counter((end.stop, _next(end)) for end in ends if end is not None)


def _next(end: TitleEnd) -> str:
    """Return the kind of what follows a title: a word, nothing, or the sign it begins with."""
    return "word" if end.after.isalnum() else end.after


def _end_alike(section: Section) -> bool:
    """Return, by a quick test, whether all titles of a section are in bold and end in the same way; mostly they do."""
    text = section.document.source.text
    ends = {
        text[entry.title.span.end : entry.title.span.end + 3] for entry in section.entries if entry.title is not None
    }
    return len(ends) == 1 and not ends.isdisjoint(_BOLD_ENDS)


def _is_other(entry: Entry, end: TitleEnd, expected: Stop) -> bool:
    """Return whether a title ends otherwise for a reason: it goes on, it is so published, or the stop ends a sentence.

    A stop within a label that is all title was mostly copied with it: some titles are published with one. Within emphasis in
    the label it is the list's own.
    """
    if end.stop is Stop.NONE:
        if end.after == "":
            return _EMPHASIS_GOES_ON.match(entry.document.source.text, end.inside) is not None
        return end.after in _SEPARATORS or end.after.islower()
    assert entry.title is not None
    link, text = entry.title.link, entry.document.source.text
    is_copied = link is not None and (link.label_span is None or text[link.label_span.start] not in "*_")
    return expected is Stop.NONE and (is_copied or ". " in entry.title.value)


def _shown_stop(entry: Entry, end: TitleEnd, stop: Stop) -> str:
    """Return the end of a title as it is, or would be, written."""
    text = entry.document.source.text
    start = max(text.rfind(" ", max(0, end.inside - 25), end.inside) + 1, end.inside - 25)
    closing = text[end.inside : end.outside].replace(".", "", end.stop is Stop.INSIDE)
    if "](" in closing:
        closing = closing[: closing.index("](")] + "](...)" + closing[closing.rindex(")") + 1 :]
    inner, outer = (".", "") if stop is Stop.INSIDE else ("", "." if stop is Stop.OUTSIDE else "")
    return f'"{text[start : end.inside]}{inner}{closing}{outer}"'


def _stopping(entry: Entry, end: TitleEnd, expected: Stop) -> Fix:
    """Return the fix that moves, adds or drops the full stop.

    One that is added to a link may be after a name that is no title, and one after a bracket may belong to the remark in it.
    """
    edits = [] if end.stop is Stop.NONE else [Edit(end.full_stop, "")]
    if expected is not Stop.NONE:
        place = end.inside if expected is Stop.INSIDE else end.outside
        edits.append(Edit(Span(place, place), "."))
    edits.sort(key=lambda edit: edit.span)
    before = entry.document.source.text[end.inside - 1 : end.inside]
    is_link = entry.title is not None and entry.title.link is not None
    is_doubtful = (end.stop is Stop.NONE and is_link) or (expected is Stop.NONE and before in _BRACKETS)
    safety = Safety.UNSAFE if is_doubtful else safe_for_papers(entry)
    return Fix(tuple(edits), safety, "move, add or drop the full stop")
