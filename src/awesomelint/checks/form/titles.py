"""Rules about titles: their markup, and titles on several lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from awesomelint.checks.base import counted, deviations, expectation, is_cut, is_plainly_paper, safe_for_papers
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Evidence, Fix
from awesomelint.document.conventions import MANY_WITNESSES, Observation, is_majority
from awesomelint.document.model import Container, Document, Entry, Field, Section, remembered
from awesomelint.markdown.blocks import Emphasis, Mark, SegmentKind, quote_depth
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span
from awesomelint.startup import expression

_HEAD_WORDS = 3
_WORD = expression(r"\w{2,}")
_WORDS = 3
"""Words that a stretch of text must have to pass for a title; with fewer it may be a name or an acronym."""
_SLACK = 5
"""Characters of markup, such as `**"`, between a title and what lies over it."""
_GOES_ON = expression(r"[*_\"”'’]{0,3}[ \t]?[\w?!:]")
_MARKS = {"italic": "*", "bold": "**", "quoted": '"'}
_QUOTES = '"“”„«»'


# -- their markup


def markup_of(title: Field) -> str:
    """Return the markup of a title in words: `plain`, or what of `quoted`, `bold`, `italic` and `link` lies over it."""
    return words_of_markup(int(title.marks), bool(title.quote), title.link is not None)


@cache
def words_of_markup(marks: int, is_quoted: bool = False, is_link: bool = False) -> str:
    """Return emphasis, quotes and link in words, `plain` for none of them."""
    words = ((is_quoted, "quoted"), (marks & Mark.BOLD, "bold"), (marks & Mark.ITALIC, "italic"), (is_link, "link"))
    return " ".join(word for holds, word in words if holds) or "plain"


_SINGLE_QUOTES = frozenset("'‘’")
"""What may be before a title: as an apostrophe it is no quotation mark, so it does not count as one of the title."""
_SINGLE_QUOTED = "in single quotes"
_CITED = frozenset({"plain", "quoted"})
_NO_ARTICLE = expression(
    r"\b(?:[Pp]ress|Verlag|Publish(?:ers?|ing)|Routledge|Wiley|[Ww]orking [Pp]aper|[Rr]eport|[Tt]hesis|[Dd]issertation"
    r"|[Ee]dited by|In:|[Ee]ds?\.|No\. w?\d{4}|[Vv]ol\. \d{1,2}\. (?!no))"
)
"""What is behind the title of a book, a report, or a chapter: styles that quote the titles of articles set these otherwise."""


@remembered
def is_head(entry: Entry) -> bool:
    """Return whether a title is at the head of its entry; a few words, such as a venue or an acronym, may precede it."""
    assert entry.title is not None
    start = entry.marker.end if entry.marker is not None else entry.span.start
    before = entry.document.source.text[start : entry.title.outer.start]
    return len(_WORD.findall(before, 0, 200)) <= _HEAD_WORDS


def observe_title_markup(entry: Entry) -> Sequence[Observation]:
    """Observe what lies over an entry's title: nothing, bold, quotation marks, a link ..."""
    title = entry.title
    if title is None or is_cut(entry):
        return ()
    found = markup_of(title)
    if found in _CITED and _NO_ARTICLE.search(entry.document.source.text, title.outer.end, entry.span.end):
        return ()
    is_quoted = found == "plain" and entry.document.source.text[max(title.outer.start - 1, 0)] in _SINGLE_QUOTES
    return (Observation(_SINGLE_QUOTED if is_quoted else found, title.span),)


def title_markup(section: Section, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report titles whose markup is not that of most titles of the section.

    Whether a title is a link is no question of markup: where there is nothing to link to, it cannot be one.
    """
    pinned = rule.options["style"].replace("-", " ") if rule.options["style"] != "infer" else None
    wanted = expectation(section, observe_title_markup, "titles", pinned=pinned)
    if wanted is None:
        return
    expected, evidence = wanted
    is_of_section = evidence is not None and evidence.scope == "section"
    if expected == _SINGLE_QUOTED or (expected == "plain" and is_of_section):
        return
    kinds = Counter(_kind(entry) for entry in section.entries if entry.title is not None)
    usual = kinds.most_common(1)[0][0] if kinds else None
    for entry, (found, span) in deviations(section, observe_title_markup, wanted):
        if (pinned is None and _kind(entry) != usual) or entry.title is None or found != markup_of(entry.title):
            continue
        if ("link" in found) != ("link" in expected) or not _is_title(entry, found, expected):
            continue
        more = set(found.split()) - set(expected.split())
        if pinned is None and (more == {"bold"} or (more == {"quoted"} and not is_plainly_paper(entry))):
            continue  # what is to be read first is set in bold, and what somebody said is quoted
        raw = _raw_markers(entry) if found == "plain" else None
        seen = f"a title with {raw} that readers see, as a space is inside," if raw else f"{_shown(found)} title,"
        message = f"found {seen} expected {_shown(expected)} one"
        yield rule.diagnose(span, message, fix=_writing(entry, found, expected), evidence=evidence)


_RAW = expression(r"(\*{1,3}|_{1,3})(?:[ \t].*\S|\S.*[ \t])\1\Z", re.DOTALL)
"""Text between the signs of emphasis that make none, as a space is behind the first or before the last of them."""


def _raw_markers(entry: Entry) -> str | None:
    """Return the signs of emphasis around a title that are shown, `None` without such."""
    match = _RAW.match(entry.document.source[entry.title.outer]) if entry.title is not None else None
    return match[1] if match is not None else None


def _kind(entry: Entry) -> tuple[bool, bool]:
    """Return whether an entry has authors, and whether its title is at its head."""
    return bool(entry.authors), is_head(entry)


def _shown(markup: str) -> str:
    words = markup.replace("link", "linked")
    return f"an {words}" if words.startswith("i") else f"a {words}"


def _is_title(entry: Entry, found: str, expected: str) -> bool:
    """Return whether what was read as the title of an entry surely is all of it, and its markup lies over all of it."""
    title = entry.title
    assert title is not None
    text = entry.document.source.text
    if len(title.value.split()) < _WORDS or "`" in text[title.span.start : title.span.end]:
        return False
    end = title.link.span.end if title.link is not None else title.outer.end
    if found != "plain" and (_GOES_ON.match(text, end) or _GOES_ON.match(text, title.span.end)):
        return False  # also within the label of a link: ["Alpha": A Study of Beta](u)
    if title.marks != Mark.NONE and _cover(entry) is None:
        return False
    return not _has_another(entry, expected)


def _cover(entry: Entry) -> Emphasis | None:
    title = entry.title
    assert title is not None
    whole = title.link.span if title.link is not None else title.outer
    inline = entry.inline_at(title.span.start)
    for one in inline.emphases if inline is not None else ():
        near = one.outer.start >= whole.start - _SLACK and one.outer.end <= whole.end + _SLACK
        if near and one.outer.covers(title.span):
            return one
    return None


def _has_another(entry: Entry, expected: str) -> bool:
    """Return whether another stretch of the entry has the expected markup: then that may be the title."""
    assert entry.title is not None
    title = entry.title.outer
    if "quoted" in expected and any(quote in entry.document.source[entry.span] for quote in '"“”'):
        return True
    for inline in entry.inlines:
        for emphasis in inline.emphases:
            if emphasis.outer.overlaps(title) or emphasis.mark not in (Mark.BOLD, Mark.ITALIC):
                continue
            if emphasis.mark.name and emphasis.mark.name.lower() in expected:
                return True
    return False


def _writing(entry: Entry, found: str, expected: str) -> Fix | None:
    """Return the fix that writes a title in another markup, `None` where other markup is in the way."""
    title, source = entry.title, entry.document.source
    assert title is not None
    inline = entry.inline_at(title.span.start)
    old, new = set(found.split()) - set(expected.split()), set(expected.split()) - set(found.split())
    old.discard("plain")
    new.discard("plain")
    if inline is None or len(old) > 1 or len(new) > 1 or "\n" in source[title.span]:
        return None
    if any(
        segment.kind is SegmentKind.TEXT and ("*" in segment.text or "_" in segment.text) for segment in inline.segments
    ):
        return None
    around = _surrounding(entry, old.pop() if old else "")
    if around is None:
        return None
    before, after = around
    mark = _MARKS[new.pop()] if new else ""
    if mark == '"' and source.text.startswith(".", after.end) and _stops_are_quoted(entry.section):
        return Fix(
            (Edit(before, mark), Edit(Span(after.start, after.end + 1), '."')),
            safe_for_papers(entry),
            "quote the title",
        )
    return Fix((Edit(before, mark), Edit(after, mark)), safe_for_papers(entry), f"write {_shown(expected)} title")


@remembered
def _stops_are_quoted(section: Section) -> bool:
    """Return whether most full stops at quoted titles are before the closing mark, as in American English."""
    text = section.document.source.text
    ends = [entry.title.span.end for entry in section.entries if entry.title is not None and entry.title.quote]
    quoted = sum("." in text[end - 1 : end + 1] and text[end] in "._" + _QUOTES for end in ends)
    return 2 * quoted > len(ends)


def _surrounding(entry: Entry, markup: str) -> tuple[Span, Span] | None:
    """Return where a markup is before and after a title; for none the places where one would be."""
    title, source = entry.title, entry.document.source
    assert title is not None
    if not markup:
        whole = title.link.span if title.link is not None else title.span
        return Span(whole.start, whole.start), Span(whole.end, whole.end)
    if markup == "quoted":
        before, after = Span(title.span.start - 1, title.span.start), Span(title.span.end, title.span.end + 1)
        return (before, after) if source[before] in _QUOTES and source[after] in _QUOTES else None
    cover = _cover(entry)
    if cover is None:
        return None
    return Span(cover.outer.start, cover.inner.start), Span(cover.inner.end, cover.outer.end)


# -- on one line

_BREAK = expression(r"(?:(?<![ \t])[ \t]++)?(?:\r\n|\n|\r)[ \t]*")
_ENDS_LINE = expression(r"\W*(?:[\r\n]|\Z)")
_QUOTED_BREAK = expression(r"(?:(?<![ \t])[ \t]++)?(?:\r\n|\n|\r)[ \t>]*")


def observe_title_lines(entry: Entry) -> Iterator[Observation]:
    """Observe whether an entry's title is on one line of the source."""
    title = entry.title
    if title is not None:
        is_broken = _has_line_end(entry.document.source.text, title.span)
        yield Observation("several lines" if is_broken else "one line", title.span)


def title_one_line(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report titles that go on in the next line of the source."""
    text = document.source.text
    titled = [entry for entry in document.entries if entry.title is not None and entry.container is not Container.HTML]
    broken = [entry for entry in titled if entry.title is not None and _has_line_end(text, entry.title.span)]
    if not broken:
        return
    evidence = None
    if rule.options["style"] != "one-line":
        evidence = counted(len(titled) - len(broken), len(titled), "entries", "document")
        if not is_majority(evidence.agreeing, evidence.total, witnesses=MANY_WITNESSES):
            return  # a list that wraps its lines, or one whose titles are too short to tell
    if 2 * sum(map(_is_unmarked, titled)) < len(titled):
        # Where titles mostly are marked, one without a mark may be misread, and what is broken be the authors.
        broken = [entry for entry in broken if not _is_unmarked(entry)]
    broken = [entry for entry in broken if not _may_be_prose(entry)]
    whole = sum(not _has_line_end(text, _paragraph(entry)) for entry in titled)
    is_wrapped_by_mistake = is_majority(whole, len(titled), witnesses=MANY_WITNESSES)
    for entry in broken:
        yield from _broken(entry, evidence, rule, joins_all=is_wrapped_by_mistake)


def _is_unmarked(entry: Entry) -> bool:
    """Return whether no markup lies over a title, and no quotation mark is before it; one over two lines is not read as such."""
    title, text = entry.title, entry.document.source.text
    return title is not None and markup_of(title) == "plain" and not text.endswith(tuple(_QUOTES), 0, title.span.start)


def _may_be_prose(entry: Entry) -> bool:
    """Return whether what was read as a title may be a sentence of a paragraph, whose lines end anywhere."""
    return entry.container is Container.PARAGRAPH and _is_unmarked(entry) and not is_plainly_paper(entry)


def _has_line_end(text: str, span: Span) -> bool:
    start, end = span
    return text.find("\n", start, end) >= 0 or text.find("\r", start, end) >= 0


def _paragraph(entry: Entry) -> Span:
    """Return the place of the text that a title is in."""
    assert entry.title is not None
    inline = entry.inline_at(entry.title.span.start)
    return inline.span if inline is not None else entry.title.span


def _broken(entry: Entry, evidence: Evidence | None, rule: Rule, *, joins_all: bool) -> Iterator[Diagnostic]:
    title, source = entry.title, entry.document.source
    assert title is not None
    if any(
        segment.kind is SegmentKind.HARD_BREAK and segment.span.overlaps(title.span)
        for inline in entry.inlines
        for segment in inline.segments
    ):
        return
    pattern = _QUOTED_BREAK if quote_depth(entry.block) else _BREAK
    breaks = list(pattern.finditer(source.text, title.span.start, title.span.end))
    lines = len(breaks) + 1
    if joins_all and not _ENDS_LINE.match(source.text, title.outer.end):
        breaks += _later_breaks(entry, pattern)
    edits = tuple(Edit(Span(*match.span()), " ") for match in breaks)
    message = f"found a title on {lines} lines, expected one line"
    fix = Fix(edits, title="join the lines of the title")
    yield rule.diagnose(title.span, message, fix=fix, evidence=evidence)


def _later_breaks(entry: Entry, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    """Return the line ends behind a title in its paragraph; none where the author has set some on purpose."""
    assert entry.title is not None
    inline = entry.inline_at(entry.title.span.start)
    if inline is None or any(segment.kind is SegmentKind.HARD_BREAK for segment in inline.segments):
        return []
    return list(pattern.finditer(entry.document.source.text, entry.title.span.end, inline.span.end))
