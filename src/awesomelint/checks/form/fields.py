"""Missing fields, and the order of fields."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations

from awesomelint.checks.base import NOT_YET
from awesomelint.checks.form.labelled_links import is_title_link, label_links
from awesomelint.checks.form.titles import markup_of
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Evidence, Related
from awesomelint.document.conventions import MANY_WITNESSES, Observation, is_majority, is_sure
from awesomelint.document.link_kinds import label_kind
from awesomelint.document.model import Container, Document, Entry, Section, remembered
from awesomelint.markdown.blocks import LinkKind, SegmentKind
from awesomelint.papers.identifiers import read_identifier
from awesomelint.papers.venues import read_venue
from awesomelint.papers.venues.table import VenueTable
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span
from awesomelint.startup import expression

_ORDERED = (Container.TABLE, Container.HTML)
_STANDS_OUT = frozenset({"bold", "quoted", "link", "bold link", "quoted bold", "quoted link", "bold italic"})


def _placed_fields(entry: Entry) -> list[tuple[Span, str]]:
    """Return title, authors, venue and links of an entry with their places, in the order of the source.

    Only entries whose title stands out by its markup are read: elsewhere one field is too easily taken for another. Columns
    of tables have no order of their own.
    """
    title = entry.title
    if title is None or entry.container in _ORDERED or markup_of(title) not in _STANDS_OUT:
        return []
    fields = [(title.outer, "title")]
    if entry.author_list is not None and len(entry.authors) > 1:
        fields.append((entry.author_list.outer, "authors"))
    venue = entry.venue
    if venue is not None and venue.link is None and not venue.span.overlaps(title.outer):
        fields.append((venue.outer, "venue"))
    links = label_links(entry)
    if links:
        fields.append((links[0].span, "links"))
    fields.sort()
    return fields


def _has_certain_venue(entry: Entry) -> bool:
    """Return whether the venue of an entry is one that is known."""
    return entry.venue is not None and _is_venue(entry.document.source[entry.venue.span], entry.document.venues)


def _is_venue(text: str, venues: VenueTable) -> bool:
    mention = read_venue(text, venues)
    return mention is not None and mention.certain


def observe_field_order(entry: Entry) -> Iterator[Observation]:
    """Observe in which order an entry's title, authors, venue and links are; entries that lack one of them do not count."""
    names = [name for _, name in _placed_fields(entry)]
    if len(names) == 4:
        yield Observation(", ".join(names), entry.span)


# -- the order of fields


def _surely_agree(count: int, total: int) -> bool:
    """Return whether enough entries have a field, or agree on the order of two; fields can be misread."""
    return is_majority(count, total, witnesses=MANY_WITNESSES) and is_sure(count, total - count)


def field_order(section: Section, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report entries in which a field is before one that it follows in the others, one finding an entry."""
    orders = [(entry.container, *(name for _, name in _placed_fields(entry))) for entry in section.entries]
    kinds = Counter(orders)
    pinned = [str(name) for name in rule.options["order"]]
    if not pinned and len(kinds) < 2:
        return
    counts: Counter[tuple[str, ...]] = Counter()
    for (container, *names), times in kinds.items():
        for pair in combinations(names, 2):
            counts[(container, *pair)] += times
    for entry, (container, *names) in zip(section.entries, orders, strict=True):
        for before, after in combinations(names, 2):
            agree = counts[container, after, before]
            total = agree + counts[container, before, after]
            if pinned:
                wrong = before in pinned and after in pinned and pinned.index(after) < pinned.index(before)
            else:
                wrong = _surely_agree(agree, total)
            if wrong and ("venue" not in (before, after) or _has_certain_venue(entry)):
                evidence = None if pinned else Evidence(agree, total, "entries")
                yield _report(entry, before, after, evidence, rule)
                break


def _report(entry: Entry, before: str, after: str, evidence: Evidence | None, rule: Rule) -> Diagnostic:
    spans = {name: span for span, name in _placed_fields(entry)}
    message = f"found the {before} before the {after}, expected the {after} first"
    related = (Related(spans[after], f"the {after} {'are' if after.endswith('s') else 'is'} here"),)
    return rule.diagnose(spans[before], message, related=related, evidence=evidence)


# -- words that belong to no field

_WORD = expression(r"[^\W\d_]{2,}")


def _leftover_words(entry: Entry) -> int:
    """Return how many words of an entry belong to no field and to no label: a field may hide in them, unrecognised."""
    title = entry.title
    fields = (entry.author_list, entry.venue)
    taken = [field.span for field in fields if field is not None]
    taken += [link.span for link in entry.links]
    if title is not None:
        taken.append(title.outer)
    taken.sort()
    text = entry.document.source.text
    count = sum(
        len(_WORD.findall(link.label))
        for link in entry.links
        if label_kind(link.label) is None and not is_title_link(link, entry) and link.kind is not LinkKind.BADGE
    )
    for inline in entry.inlines:
        for segment in inline.segments:
            if segment.kind in (SegmentKind.TEXT, SegmentKind.CODE) and segment.link is None:
                count += sum(len(_WORD.findall(text, *part)) for part in _without(segment.span, taken))
    return count


def _without(whole: Span, taken: list[Span]) -> list[Span]:
    """Return the parts of a range that no other range takes; those are sorted."""
    parts, start = [], whole.start
    for span in taken:
        if span.end <= start or span.start >= whole.end:
            continue
        if span.start > start:
            parts.append(Span(start, span.start))
        start = max(start, span.end)
    if start < whole.end:
        parts.append(Span(start, whole.end))
    return parts


# -- fields that an entry lacks

_TITLE_WORDS = 3
_UNREAD_LINK = expression(r"https?:|www\.|\]\(|\]\[|href", re.IGNORECASE)
_ARCHIVE = expression(r"rxiv|openreview|preprint|(?<!\d)(?:19|20)\d\d(?!\d)", re.IGNORECASE)
"""What a title or a label says where it holds the venue, or there is none yet."""
_REACH = 200
"""Characters below an entry in which it may say so."""
_GOES_ON = expression(r"\s*\n[ \t]{2,}(?![-*+][ \t]|\d{1,9}[.)][ \t])\S")
"""What is indented after an entry: by its look a part of it, though its indent is wrong (see `continuation-indent`)."""
_ELSEWHERE = expression(r"\bsee (?:also |the |above|below|under|in\b|descri|section|entry|[\"'*_“])", re.IGNORECASE)
"""How an entry refers to another, which has the link."""
_HAS: dict[str, Callable[[Entry], bool]] = {
    "authors": lambda entry: bool(entry.authors) or entry.et_al,
    "venue": lambda entry: entry.venue is not None,
    "year": lambda entry: entry.year is not None or entry.section.year is not None,
    "link": lambda entry: any(not link.url.startswith("#") for link in entry.links),
}
_NAMES = {"authors": "authors", "venue": "a venue", "year": "a year", "link": "a link"}
_INFERRED = ("authors", "venue", "link")
"""Fields that a section can be seen to give throughout. Years have a rule of their own, `venue-year`."""
_MAY_HIDE = {"authors": 2, "venue": 1, "year": 1}
"""Where at least this many words are outside all fields, the field may be there, unrecognised."""


def missing_field(section: Section, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report entries without a field that nearly all of the section have, or that is required."""
    required = [str(name) for name in rule.options["require"]]
    for name in required or _INFERRED:
        has = _HAS[name]
        lacking = [entry for entry in section.entries if not has(entry)]
        count, total = len(section.entries) - len(lacking), len(section.entries)
        if not lacking or not (required or (_surely_agree(count, total) and _is_usual_in(section.document, name))):
            continue
        evidence = None if required else Evidence(count, total, "entries", "section")
        kinds = Counter((markup_of(one.title), one.container) for one in section.entries if one.title is not None)
        for entry in lacking:
            if entry.title is None:
                continue
            is_usual = name == "link" or (markup_of(entry.title), entry.container) == kinds.most_common(1)[0][0]
            if required or (is_usual and _surely_lacks(entry, name)):
                message = f"found no {name}, expected {_NAMES[name]}"
                yield rule.diagnose(entry.title.outer, message, evidence=evidence)


@remembered
def _lacking(document: Document) -> Counter[str]:
    """Return how many entries of a document lack each field."""
    return Counter(name for entry in document.entries for name, has in _HAS.items() if not has(entry))


def _is_usual_in(document: Document, name: str) -> bool:
    """Return whether few entries of the whole list lack a field: else its lack may be meant, whatever the section does."""
    lacking = _lacking(document)[name]
    return is_sure(len(document.entries) - lacking, lacking)


def _surely_lacks(entry: Entry, name: str) -> bool:
    """Return whether an entry should have a field, and it cannot be there unrecognised."""
    title, source = entry.title, entry.document.source
    assert title is not None
    if len(title.value.split()) < _TITLE_WORDS or entry.container is Container.HTML:
        return False
    if _GOES_ON.match(source.text, entry.span.end):
        return False
    if name == "link":
        return not (
            _is_remark(entry)
            or _UNREAD_LINK.search(source.text, *entry.span)
            or _is_group(entry)
            or _ELSEWHERE.search(source.text, *entry.span)
            or _says_that_there_is_none(entry)
        )
    if entry.container is Container.TABLE or not _is_paper(entry) or _leftover_words(entry) >= _MAY_HIDE[name]:
        return False
    if name == "authors":
        return markup_of(title) != "plain" or "," not in title.value
    return not any(map(_ARCHIVE.search, (title.value, *(link.label for link in entry.links))))


def _is_paper(entry: Entry) -> bool:
    """Return whether an entry surely is a paper: pages, slides, repositories and courses need neither authors nor a venue."""
    return any(
        label_kind(link.label) is LinkKind.PAPER or read_identifier(link.url) is not None for link in entry.links
    )


def _is_remark(entry: Entry) -> bool:
    """Return whether a text without a link may be no entry: a detail such as "Keywords: ...", or a sentence."""
    title, text = entry.title, entry.document.source.text
    assert title is not None
    if ":" in " ".join(title.value.split()[:2]):
        return True
    has_fields = entry.authors or entry.venue is not None or entry.year is not None
    return not has_fields and markup_of(title) == "plain" and text[title.span.start - 1] != "["


def _is_group(entry: Entry) -> bool:
    """Return whether an entry heads others: they are in its block, or it is a paragraph and the next entry is in a list."""
    following = _following(entry)
    if following is None:
        return False
    heads_list = entry.container is Container.PARAGRAPH and following.marker is not None
    return heads_list or entry.first <= following.block.first <= entry.block.last


def _following(entry: Entry) -> Entry | None:
    entries = entry.section.entries
    at = bisect_right(entries, entry.span.start, key=lambda one: one.span.start)
    return entries[at] if at < len(entries) else None


def _says_that_there_is_none(entry: Entry) -> bool:
    """Return whether an entry says, itself or below, that there is nothing to link to, as in "Paper: None"."""
    following = _following(entry)
    source = entry.document.source
    end = following.span.start if following is not None else source.line_span(entry.section.last).end
    return NOT_YET.search(source.text, entry.span.start, min(end, entry.span.end + _REACH)) is not None
