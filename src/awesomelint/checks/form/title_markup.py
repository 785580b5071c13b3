"""Do the titles of a section have the same markup?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from awesomelint.checks.base import deviations, expectation
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix
from awesomelint.document.conventions import Observation, is_common
from awesomelint.document.model import Document, Entry, Field, Section, remembered
from awesomelint.expressions import expression
from awesomelint.markdown.blocks import Emphasis, Mark, SegmentKind
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span

_HEAD_WORDS = 3
_WORD = expression(r"\w{2,}")
_WORDS = 3
"""Words that a stretch of text must have to pass for a title; with fewer it may be a name or an acronym."""
_SLACK = 5
"""Characters of markup, such as `**"`, between a title and what lies over it."""
_GOES_ON = expression(r"[*_\"”'’]{0,3}[ \t]?[\w?!:]")
_MARKS = {"italic": "*", "bold": "**", "quoted": '"'}
_QUOTES = '"“”„«»'


def markup_of(title: Field) -> str:
    """Return the markup of a title in words: `plain`, or what of `quoted`, `bold`, `italic` and `link` lies over it."""
    return _words_of_markup(bool(title.quote), int(title.marks), title.link is not None)


@cache
def _words_of_markup(is_quoted: bool, marks: int, is_link: bool) -> str:
    said = ((is_quoted, "quoted"), (marks & Mark.BOLD, "bold"), (marks & Mark.ITALIC, "italic"), (is_link, "link"))
    return " ".join(word for holds, word in said if holds) or "plain"


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
    return () if title is None else (Observation(markup_of(title), title.span),)


def title_markup(section: Section, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report titles whose markup is not that of most titles of the section.

    Whether a title is a link is no question of markup: where there is nothing to link to, it cannot be one.
    """
    document = section.document
    pinned = rule.options["style"].replace("-", " ") if rule.options["style"] != "infer" else None
    wanted = expectation(section, observe_title_markup, "titles", pinned=pinned)
    if wanted is None:
        return
    expected, evidence = wanted
    is_of_section = evidence is not None and evidence.scope == "section"
    if expected == "plain" and is_of_section:
        return
    kinds = Counter(_kind(entry) for entry in section.entries if entry.title is not None)
    usual = kinds.most_common(1)[0][0] if kinds else None
    for entry, (found, span) in deviations(section, observe_title_markup, wanted):
        if pinned is None and _kind(entry) != usual:
            continue
        if ("link" in found) != ("link" in expected) or not _is_title(entry, found, expected):
            continue
        more = set(found.split()) - set(expected.split())
        if is_of_section and more == {"bold"} and _is_common(document, found):
            continue
        message = f"found {_shown(found)} title, expected {_shown(expected)} one"
        yield rule.diagnose(span, message, fix=_writing(entry, found, expected), evidence=evidence)


def _is_common(document: Document, markup: str) -> bool:
    """Return whether titles of the document have some markup more than now and then: in bold is what a list commends."""
    counts = Counter[str]()
    for section in document.sections:
        counts.update(document.conventions.counts(observe_title_markup, section))
    return is_common(counts[markup], counts.total())


def _kind(entry: Entry) -> tuple[bool, bool]:
    """Observe of which kind an entry is: with authors or without, with the title at the head or after the authors."""
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
    if found != "plain" and _GOES_ON.match(text, end):
        return False
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
    return Fix((Edit(before, mark), Edit(after, mark)), title=f"write {_shown(expected)} title")


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
