"""Which headings, lists and lines hold entries, and which only look like it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from awesomelint.document.field_names import field_named
from awesomelint.document.link_kinds import label_kind
from awesomelint.document.signs import holds_fields_only, is_title_case
from awesomelint.markdown.blocks import LISTS, NAKED, Block, BlockKind, Inline, Link, Mark, Segment, SegmentKind
from awesomelint.papers.venues.table import VenueTable
from awesomelint.startup import expression

WORDS_BEFORE_A_LINK = 5
"""A link after at least this many words is a part of their sentence."""

WORDS_OF_A_CITATION = 5
"""A text of fewer words is no paper without a link."""

WORDS_OF_A_GROUP = 4
"""Longest head of a group of terms, in words."""

WORDS_OF_A_TITLE = 3
"""Words that headings have on average where they are titles of papers."""

LONGEST_FIELD = 60
"""Longest line, in code points, that may be a venue that is not known."""

MOSTLY = 0.8
"""Share of the items of a list that are written as titles, where it lists papers by nothing but their titles."""

WORDS_OF_A_PLAIN_TITLE = 3.5
"""Words that items have on average in such a list; topics have fewer."""

HALF, WORDS_OF_A_SHORT_TITLE = 0.5, 2.5
"""The same where the other lists of the document have nothing but titles."""

WORDS_OF_A_LONG_TITLE = 6
"""Words that items have on average where half of them written as titles are enough to show this."""

WORDS_OF_A_SENTENCE = 8
"""Words of the shortest sentence that cannot be a title."""

MANY_DETAILS = 10
"""More items than this are no details of one title."""

_NAMES_THING = expression(r"^.{,60}?(?:\s[-–—]+\s|[:：|]|[.?!]\s)")
YEAR_OR_VENUE = expression(
    r"(?<!\d)(?:19[6-9]|20[0-3])\d(?!\d)|\((?:1[5-9]|20)\d\d[a-z]?\)|\bet al\b|[A-Z]{3,20}['’]\d\d|\barxiv\b",
    re.IGNORECASE,
)
_REMARK_AT_END = expression(r"(?<=\S)\s*\([^()]*\)$")
_BOX = expression(r"\[[ xX]?\]\s+")
_TAGGED = expression(r"\d\d-(?=[A-Z]\w*[A-Z])\w++-\w")

_VENUES = expression(
    r"\b(?:Conference|Symposium|Workshop|Journal|Transactions|Association|Society|Proceedings|Letters|Magazine)\b"
)
LABELLED = expression(r"\s*+([\w /()&+.-]{1,40}?)\s*+[:：]")
_REMARK = expression(
    r"(?:please|see|check(?: out)?|contributed by|maintained by|created by|explore|refer to|visit|for (?:more|the|a)"
    r"|click|this (?:file|list|repo|page|section)|we |you can|if you|feel free|note:|back to|return to|thanks to|inspired by"
    r"|star |add )\b"
)


def is_remark(inline: Inline) -> bool:
    """Return whether a line speaks to the reader instead of listing something ("Please see [the list](…)")."""
    segment = first_segment(inline.segments)
    if segment is None or segment.link is not None:
        return False
    return _REMARK.match(segment.text.lstrip(" \t\n(").lower()) is not None


def inlines_of(block: Block) -> list[Inline]:
    """Return all inline contents in a block, in order."""
    if not block.children:
        return [block.inline] if block.inline is not None else []
    return [child.inline for child in block.walk() if child.inline is not None]


def head_of(item: Block) -> Inline | None:
    """Return the first inline content that is directly in a list item."""
    for child in item.children:
        if child.inline is not None:
            return child.inline
    return None


def heads_of(block: Block) -> list[Inline]:
    """Return the first inline contents of the items of a list."""
    return [head for item in block.children if (head := head_of(item)) is not None]


def external_links(inline: Inline) -> list[Link]:
    """Return the links that do not stay on the page."""
    return [link for link in inline.links if not link.url.startswith("#")]


def first_segment(segments: Iterable[Segment]) -> Segment | None:
    """Return the first segment with something to read; pictures and tags are passed over."""
    for segment in segments:
        if (segment.kind is SegmentKind.TEXT or segment.kind is SegmentKind.CODE) and segment.text.strip():
            return segment
    return None


def text_outside_links(inline: Inline) -> str:
    """Return the text that is no label of a link."""
    return "".join(
        segment.text for segment in inline.segments if segment.link is None and segment.kind is SegmentKind.TEXT
    )


def has_title(inline: Inline) -> bool:
    """Return whether a line has a title of its own: a link or bold text that is no label, or text with a label link after it."""
    for segment in inline.segments:
        if segment.link is not None and segment.kind is SegmentKind.TEXT:
            link = segment.link
            if not link.url.startswith("#") and label_kind(link.label) is None and len(link.label) > 3:
                return True
        elif segment.is_bold and segment.kind is SegmentKind.TEXT and len(segment.text.split()) >= 3:
            return True
    text = text_outside_links(inline)
    labelled = LABELLED.match(text)
    return len(text.split()) >= 4 and bool(external_links(inline)) and not (labelled and _is_detail(labelled[1]))


def is_sentence(inline: Inline) -> bool:
    """Return whether a line runs on into a link that is no label, as sentences do: "This one extends the work of [Berg](...)"."""
    text = ""
    for segment in inline.segments:
        if segment.link is not None and segment.kind is SegmentKind.TEXT:
            runs_on = text.rstrip()[-1:].isalnum() and len(text.split()) >= WORDS_BEFORE_A_LINK
            return runs_on and label_kind(segment.link.label) is None
        if segment.is_bold:
            return False
        text += segment.text
    return False


def is_prose(inline: Inline) -> bool:
    """Return whether a line is a whole sentence that names nothing in front: "Students should know the way out of the rooms."."""
    first = first_segment(inline.segments)
    if first is None or first.link is not None or first.marks is not Mark.NONE or not first.text[0].isalpha():
        return False
    text = inline.plain().strip()
    words = text.split()
    is_full = len(words) >= WORDS_OF_A_SENTENCE and text[-1] == "." and not _NAMES_THING.search(text)
    return is_full and sum(word.islower() for word in words) >= MOSTLY * len(words) and not cites(text)


def is_tagged(text: str) -> bool:
    """Return whether a line begins with year, venue and title joined by hyphens: "20-OSDI-The Title"."""
    return text[:1].isdigit() and _TAGGED.match(text) is not None


def is_label_line(inline: Inline) -> bool:
    """Return whether a line only adds to the entry above it: "pdf: …", "[[Code]](u)", an author list without a link."""
    if says_label(inline):
        return True
    if inline.links:
        outside = text_outside_links(inline).strip(" []()|,.;:·•\n")
        return len(outside.split()) <= 3 and all(label_kind(link.label) is not None for link in inline.links)
    return not is_tagged(inline.plain().strip())


def says_label(inline: Inline) -> bool:
    """Return whether a line begins with a label and a colon: "Paper: ..."."""
    labelled = LABELLED.match(inline.plain().strip())
    return labelled is not None and _is_detail(labelled[1])


def says_title(block: Block) -> bool:
    """Return whether a paragraph says that it is a title: "Title: ..."."""
    if block.kind is not BlockKind.PARAGRAPH or block.inline is None:
        return False
    text = block.inline.plain().strip()
    labelled = LABELLED.match(text)
    return labelled is not None and field_named(labelled[1]) == "title" and len(text) > labelled.end()


def _is_detail(label: str) -> bool:
    return field_named(label) is not None or label_kind(label) is not None


def is_bold_line(inline: Inline) -> bool:
    """Return whether a line begins bold or linked, as titles do."""
    segment = first_segment(inline.segments)
    return segment is not None and (segment.is_bold or segment.link is not None)


def starts_marked(block: Block) -> bool:
    """Return whether a block quote begins with a title, which is a link or bold."""
    head = head_of(block)
    return head is not None and (starts_with_title(head) or starts_with_bold_title(head))


def starts_with_bold_title(inline: Inline) -> bool:
    """Return whether a line begins with several words in bold that are no label."""
    segment = first_segment(inline.segments)
    if segment is None or not segment.is_bold or len(segment.text.split()) < WORDS_OF_A_TITLE:
        return False
    return segment.text.rstrip()[-1:] not in {":", "："} and not says_label(inline)


def has_link(item: Block) -> bool:
    """Return whether a link that leaves the page is anywhere in an item."""
    return any(external_links(inline) for child in item.children for inline in inlines_of(child))


def is_repository_link(inline: Inline) -> bool:
    """Return whether a table cell is empty or one link to a place in the same repository."""
    if not inline.segments:
        return True
    links = inline.links
    outside = text_outside_links(inline).strip(" []()|")
    return len(links) == 1 and not outside and not links[0].url.startswith(("http:", "https:", "//"))


def is_bare(inline: Inline) -> bool:
    """Return whether a paragraph holds nothing but pictures and naked links."""
    return all(
        segment.kind is not SegmentKind.TEXT
        or not segment.text.strip()
        or (segment.link is not None and segment.link.syntax in NAKED)
        for segment in inline.segments
    )


def starts_with_title(inline: Inline) -> bool:
    """Return whether a line begins with a link that is no label."""
    segment = first_segment(inline.segments)
    return segment is not None and segment.link is not None and label_kind(segment.link.label) is None


def is_detail(inline: Inline, venues: VenueTable) -> bool:
    """Return whether a line only adds to a title above it: "Summary: ...", authors, a venue, labelled links."""
    return says_label(inline) or holds_fields_only(inline, venues)


def head_of_entry(item: Block) -> Inline | None:
    """Return the first paragraph of a list item, if it can be an entry: one that says something and has no heading in it."""
    if any(child.kind is BlockKind.HEADING for child in item.children):
        return None
    head = next((child.inline for child in item.children if child.kind is BlockKind.PARAGRAPH), None)
    return head if head is not None and (head.links or any(segment.text.strip() for segment in head.segments)) else None


def cites(text: str) -> bool:
    """Return whether a text has several words, and a year or a venue."""
    return (len(text.split()) >= WORDS_OF_A_CITATION or not text.isascii()) and bool(YEAR_OR_VENUE.search(text))


def is_dated(item: Block, venues: VenueTable) -> bool:
    """Return whether a list item without a link reads as a paper: several words, and a year, a venue or authors."""
    head = head_of(item)
    text = head.plain() if head is not None else ""
    if is_tagged(text) or cites(text):
        return True
    if len(text.split()) < WORDS_OF_A_CITATION and text.isascii():
        return False
    details = [inline for child in item.children if child.kind in LISTS for inline in heads_of(child)]
    return 0 < len(details) <= MANY_DETAILS and all(is_detail(inline, venues) for inline in details)


def lists_titles(block: Block, few: int, *, is_usual: bool = False) -> bool:
    """Return whether the items of a list, not fewer than `few`, are titles without a link: "The Night Vision of Owls".

    Less is asked for where `is_usual` tells that other lists of the document are such.
    """
    if not few <= len(block.children):
        return False
    if is_usual:
        return _are_titles(block, HALF, WORDS_OF_A_SHORT_TITLE, may_be_tasks=True)
    return _are_titles(block, MOSTLY, WORDS_OF_A_PLAIN_TITLE)


def may_list_titles(block: Block) -> bool:
    """Return whether several lists like this one show that a document lists papers by nothing but their titles."""
    has_details = any(child.kind in LISTS for item in block.children for child in item.children)
    if has_details or len(block.children) < 2:
        return False
    return any(
        _are_titles(block, share, words, may_be_tasks=True)
        for share, words in ((MOSTLY, WORDS_OF_A_PLAIN_TITLE), (HALF, WORDS_OF_A_LONG_TITLE))
    )


def _are_titles(block: Block, share: float, mean: float, *, may_be_tasks: bool = False) -> bool:
    """Return whether items of a list have no link, a share of them is written as titles, and they have so many words on average.

    `may_be_tasks` tells that there may be boxes to tick: they are before things to do as well.
    """
    heads = [
        head for head in heads_of(block) if not head.links and len({segment.marks for segment in head.segments}) == 1
    ]
    if not heads or len(heads) < len(block.children):
        return False
    titles = [_REMARK_AT_END.sub("", head.plain().strip()) for head in heads]
    if may_be_tasks:
        titles = [_BOX.sub("", title) for title in titles]
    written = sum(is_title_case(title) or title.startswith("《") for title in titles)
    words = sum(len(title.split()) if title.isascii() else len(title) for title in titles)
    if written < share * len(titles) or words < mean * len(titles):
        return False
    others = sum(title[-1:] in set(".:：。;,") or _VENUES.search(title) is not None for title in titles)
    return others < 0.5 * len(titles)


def is_mere_group(item: Block, head: Inline) -> bool:
    """Return whether an item heads others, by a few words or a colon, and nothing in it has a link, a year or a venue: terms."""
    text = head.plain().strip()
    if len(text.split()) > WORDS_OF_A_GROUP and text[-1:] not in {":", "："}:
        return False
    if head.links or is_bold_line(head) or has_link(item):
        return False
    return not any(YEAR_OR_VENUE.search(inline.plain()) for child in item.children for inline in inlines_of(child))


def _is_titled(inline: Inline) -> bool:
    return has_title(inline) and not is_sentence(inline) and (starts_with_title(inline) or not says_label(inline))


def _heads_own_lists(item: Block) -> bool:
    """Return whether an item is words without a link over lists of entries, as "2016" is in a list by years."""
    head = head_of(item)
    sublists = [child for child in item.children if child.kind in LISTS]
    return head is not None and not head.links and bool(sublists) and all(is_own_list(head, each) for each in sublists)


def _is_over_labels(item: Block) -> bool:
    """Return whether an item is words without a link over nothing but links: "Owls of the North" over its URL."""
    head = head_of(item)
    below = [each for child in item.children if child.kind in LISTS for each in heads_of(child)]
    is_plain = head is not None and not head.links
    return is_plain and bool(below) and all(each.links and is_label_line(each) for each in below)


def is_own_list(head: Inline, sublist: Block) -> bool:
    """Return whether a nested list holds entries of its own rather than details of the item above it, which begins with
    `head`."""
    heads = heads_of(sublist)
    if not heads:
        return False
    titled = sum(map(_is_titled, heads))
    if not titled and not head.links and all(map(_heads_own_lists, sublist.children)):
        return True
    if not head.links and sum(map(_is_over_labels, sublist.children)) >= 0.6 * len(heads):
        return True
    if has_title(head) or head.links:
        return titled >= 0.6 * len(heads) and titled >= 1 and all(not is_label_line(inline) for inline in heads)
    return titled >= 0.5 * len(heads) or (any(inline.links for inline in heads) and not all(map(is_label_line, heads)))
