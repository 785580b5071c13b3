"""Rules about authors: their emphasis, their place relative to the title, and fields that run together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum

from awesomelint.checks.base import Expectation, deviations, expectation, is_cut, is_plainly_paper
from awesomelint.checks.form.titles import words_of_markup
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Related, Safety, Severity
from awesomelint.document.conventions import MIN_WITNESSES, Observation
from awesomelint.document.model import Entry, Section, remembered
from awesomelint.markdown.blocks import BlockKind, Inline, Segment, SegmentKind, indent_of, quote_depth
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Source, Span
from awesomelint.startup import expression


def gives_authors(section: Section) -> bool:
    """Return whether most entries of a section name authors; elsewhere names in a description are easily taken for them."""
    return 2 * sum(bool(entry.authors) for entry in section.entries) >= len(section.entries)


def are_no_names(entry: Entry) -> bool:
    """Return whether all that was taken for authors is single words, such as `Brace & World`: a publisher, an editor."""
    return all(" " not in author.value and author.value.isascii() for author in entry.authors)


# -- the emphasis over authors

_MARKS = {"plain": "", "italic": "*", "bold": "**"}
_IN_WORDS = {
    "plain": "authors without emphasis",
    "italic": "*authors* in italics",
    "bold": "**authors** in bold",
    "bold italic": "***authors*** in bold italics",
}


def authors_markup(section: Section, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report authors with other emphasis, or in another place, than those of most entries."""
    yield from _emphasis(section, rule)
    if rule.options["place"]:
        yield from _other_place(section, rule)


def observe_authors_markup(entry: Entry) -> Sequence[Observation]:
    """Observe what emphasis lies over an entry's authors; a single name does not count."""
    markup = author_markup(entry)
    if markup is None or entry.author_list is None:
        return ()
    return (Observation(markup, entry.author_list.outer),)


@remembered
def author_markup(entry: Entry) -> str | None:
    """Return the emphasis over the authors of an entry, or `plain`.

    `None` for fewer than two authors, and for authors that are links: there is too little to judge by.
    """
    whole = entry.author_list
    if whole is None or whole.link is not None or (len(entry.authors) < 2 and not entry.et_al):
        return None
    if are_no_names(entry) or is_cut(entry):
        return None
    over = (one.mark for inline in entry.inlines for one in inline.emphases if one.outer.covers(whole.outer))
    return words_of_markup(int(whole.marks) or sum(map(int, set(over))))


def _emphasis(section: Section, rule: Rule) -> Iterator[Diagnostic]:
    pinned = rule.options["style"] if rule.options["style"] != "infer" else None
    if pinned is None and len({int(entry.author_list.marks) for entry in section.entries if entry.author_list}) < 2:
        return
    wanted = expectation(section, observe_authors_markup, "author lists", pinned=pinned)
    if wanted is None or not gives_authors(section):
        return
    for entry, seen in deviations(section, observe_authors_markup, wanted):
        found = "emphasis on a part of the authors" if _is_partial(entry) else _IN_WORDS[seen.value]
        message = f"found {found}, expected {_IN_WORDS[wanted.value]}"
        fix = _emphasising(entry, seen.value, wanted.value)
        severity = None if pinned is not None or _are_surely_authors(entry) else Severity.INFO
        yield rule.diagnose(seen.span, message, fix=fix, severity=severity, evidence=wanted.evidence)


def _are_surely_authors(entry: Entry) -> bool:
    """Return whether nothing but authors can be meant: a publisher and its place stand where others have a venue."""
    others = entry.section.entries
    lacks_venue = entry.venue is None and 2 * sum(other.venue is not None for other in others) > len(others)
    return is_plainly_paper(entry, by_authors=False) and not lacks_venue


def _is_partial(entry: Entry) -> bool:
    """Return whether emphasis lies over the first authors only, as in `*Ada Berg*, Bea Cruz*, Cleo Dunn*`."""
    whole, text = entry.author_list, entry.document.source.text
    assert whole is not None
    inline = entry.inline_at(whole.span.start)
    emphases = inline.emphases if inline is not None else ()
    ends = (one.outer.end for one in emphases if one.outer.start == whole.outer.start)
    return any(end < whole.outer.end and text[end : end + 1] == "," for end in ends)


def _emphasising(entry: Entry, found: str, expected: str) -> Fix | None:
    """Return the fix that puts other emphasis over the authors, `None` where it would have to cut something in two."""
    whole, source = entry.author_list, entry.document.source
    assert whole is not None
    inline = entry.inline_at(whole.span.start)
    text = source[whole.outer]
    if inline is None or expected not in _MARKS or found not in _MARKS or "\n" in text:
        return None
    if any("*" in segment.text or "_" in segment.text for segment in inline.segments):
        return None
    outer = inner = whole.outer
    if found != "plain":
        around = [one for one in inline.emphases if one.inner.covers(whole.span)]
        if len(around) != 1 or len(source[around[0].inner]) > len(source[whole.span]) + 2:
            return None
        outer, inner = around[0].outer, around[0].inner
    mark = _MARKS[expected]
    edits = (Edit(Span(outer.start, inner.start), mark), Edit(Span(inner.end, outer.end), mark))
    safety = Safety.SAFE if _are_surely_authors(entry) else Safety.UNSAFE
    return Fix(edits, safety, f"write {_IN_WORDS[expected]}")


# -- where authors are

_BULLET = expression(r"[ \t>]*[-*+][ \t]")


class Distance(StrEnum):
    """How far apart a reader sees title and authors. `RUN_ON` is a line break in the source that readers do not see."""

    SAME_LINE = "same line"
    RUN_ON = "run on"
    LINE = "line"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"


_PLACES = {
    Distance.SAME_LINE.value: "on the line of the title",
    Distance.LINE.value: "on a line of their own",
    Distance.PARAGRAPH.value: "in a paragraph of their own",
    Distance.BULLET.value: "in a bullet of their own",
}


def observe_author_place(entry: Entry) -> Sequence[Observation]:
    """Observe how an entry's authors are set below its title: on its line, a line or a paragraph of their own."""
    distance = author_distance(entry)
    if distance is None or entry.author_list is None:
        return ()
    return (Observation(distance, entry.author_list.outer),)


@remembered
def author_distance(entry: Entry) -> Distance | None:
    """Return how authors are set below their title, `None` where one is missing or the authors come first."""
    title, authors = entry.title, entry.author_list
    if title is None or authors is None or authors.outer.start < title.outer.end:
        return None
    start, end = title.outer.end, authors.outer.start
    text = entry.document.source.text
    newline = text.find("\n", start, end)
    if newline < 0 and text.find("<", start, end) < 0:
        return Distance.SAME_LINE
    home = entry.inline_at(title.outer.start)
    if home is None or not home.span.start <= end < home.span.end:
        line_start = text.rfind("\n", start, end) + 1
        is_item = line_start > 0 and _BULLET.match(text, line_start, end) is not None
        return Distance.BULLET if is_item else Distance.PARAGRAPH
    breaks = _breaks_between(home, start, end)
    if any(segment.kind is SegmentKind.HARD_BREAK for segment in breaks):
        return Distance.LINE
    return Distance.RUN_ON if breaks else Distance.SAME_LINE


def _breaks_between(inline: Inline, start: int, end: int) -> list[Segment]:
    return [
        segment
        for segment in inline.segments
        if start <= segment.start < end
        and (segment.kind is SegmentKind.SOFT_BREAK or segment.kind is SegmentKind.HARD_BREAK)
    ]


def _other_place(section: Section, rule: Rule) -> Iterator[Diagnostic]:
    """Report authors on the line of the title where others are apart, and outside bullets where others are in bullets."""
    wanted = expectation(section, observe_author_place, "entries")
    if (
        wanted is None
        or wanted.value == Distance.SAME_LINE
        or wanted.value not in _PLACES
        or not gives_authors(section)
    ):
        return
    for entry, seen in deviations(section, observe_author_place, wanted):
        into_bullet = wanted.value == Distance.BULLET and seen.value in (Distance.LINE, Distance.PARAGRAPH)
        is_list = len(entry.authors) > 1 and author_markup(entry) is not None
        if is_list and (seen.value == Distance.SAME_LINE or into_bullet):
            message = f"found authors {_PLACES[seen.value]}, expected {_PLACES[wanted.value]}"
            yield rule.diagnose(seen.span, message, evidence=wanted.evidence)


# -- authors that run on after the title

_BREAK = expression(r"((?<![ \t])[ \t]*+<br */?>|(?<![ \t])  |\\)[ \t]*+(?=[\r\n])", re.IGNORECASE)
_PINNED_PLACE = {"line": Distance.LINE.value, "paragraph": Distance.PARAGRAPH.value}


def fields_run_together(section: Section, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report authors on a source line of their own that a reader sees in the line of the title."""
    pinned = _PINNED_PLACE.get(rule.options["style"])
    # Few witnesses are enough: that readers see a title and authors run together is a fault by itself.
    wanted = expectation(section, observe_author_place, "entries", pinned=pinned, witnesses=MIN_WITNESSES)
    if wanted is not None and wanted.value in _PINNED_PLACE.values():
        for entry in section.entries:
            if author_distance(entry) is Distance.RUN_ON:
                yield _run_on(entry, wanted, rule)


def _run_on(entry: Entry, wanted: Expectation, rule: Rule) -> Diagnostic:
    assert entry.title is not None
    assert entry.author_list is not None
    message = f"found title and authors in one paragraph, expected the authors {_PLACES[wanted.value]}"
    related = (Related(entry.title.outer, "the title is here"),)
    edits = _new_paragraph(entry) if wanted.value == Distance.PARAGRAPH else _new_line(entry)
    fix = Fix(tuple(edits), title=f"put the authors {_PLACES[wanted.value]}") if edits else None
    return rule.diagnose(entry.author_list.outer, message, related=related, fix=fix, evidence=wanted.evidence)


def _new_paragraph(entry: Entry) -> list[Edit]:
    """Return the edits that put an empty line above the authors' line, and indent that line so that it stays in its item."""
    assert entry.author_list is not None
    source, block = entry.document.source, entry.block
    line = source.line_at(entry.author_list.outer.start)
    quotes = quote_depth(block)
    indent, offset = indent_of(source, line, quotes)
    start = source.line_starts[line - 1]
    space = Edit(Span(start, start), ("> " * quotes).rstrip() + source.newline)
    if block.kind is not BlockKind.ITEM or indent >= block.indent:
        return [space]
    return [space, Edit(Span(offset, offset), " " * (block.indent - indent))]


def _new_line(entry: Entry) -> list[Edit]:
    """Return the edit that makes the break before the authors a hard one, as the neighbours write it."""
    assert entry.title is not None
    assert entry.author_list is not None
    source = entry.document.source
    inline = entry.inline_at(entry.title.outer.start)
    if inline is None:
        return []
    last = _breaks_between(inline, entry.title.outer.end, entry.author_list.outer.start)[-1]
    start = end = last.start
    while source.text[start - 1] in " \t":
        start -= 1
    while source.text[end] in " \t":
        end += 1
    return [Edit(Span(start, end), _hard_break(entry.section, source))]


def _hard_break(section: Section, source: Source) -> str:
    """Return how most authors of a section are put on a line of their own: `<br>`, a backslash or two spaces."""
    counts: Counter[str] = Counter({"  ": 1})
    for entry in section.entries:
        if author_distance(entry) is not Distance.LINE or entry.title is None or entry.author_list is None:
            continue
        match = _BREAK.search(source.text, entry.title.outer.end, entry.author_list.outer.start)
        if match is not None:
            counts[match[1]] += 1
    return counts.most_common(1)[0][0]
