"""Headings that are entries: linked titles, titles with labelled links, and titles with their fields below."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable

from awesomelint.document.edge_fields import is_date_or_meeting
from awesomelint.document.entry_kinds import (
    LONGEST_FIELD,
    MANY_DETAILS,
    WORDS_OF_A_TITLE,
    external_links,
    first_segment,
    has_title,
    head_of,
    heads_of,
    inlines_of,
    is_detail,
    starts_with_bold_title,
    starts_with_title,
    text_outside_links,
)
from awesomelint.document.link_kinds import label_kind
from awesomelint.document.model import Document
from awesomelint.document.tables import names_papers
from awesomelint.markdown.blocks import LISTS, Block, BlockKind, Inline
from awesomelint.papers.venues.table import VenueTable
from awesomelint.startup import expression

MANY_HEADINGS = 3
"""With at least this many headings that have nothing but details below, such headings are titles."""

_WORD = expression(r"\w")
_NUMBER_OR_KEY = expression(r"\s*(?:[\[(]?\d{1,4}[\]).]{0,2}\s*)?(?:\[[^\[\]]{1,30}\]\s*)?")
"""In front of a linked title: "1. ", "[Raft] ", "1. [Raft] "."""
YEAR = expression(r"\b(?:19|20)\d\d\b")


def entry_heading_levels(document: Document) -> frozenset[int]:
    """Return the heading levels at which headings are entries: most of them begin with a link that is a title."""
    counts: Counter[int] = Counter()
    for block in document.blocks:
        if block.kind is BlockKind.HEADING and block.inline is not None and is_entry_heading(block, document.venues):
            counts[block.level] += 1
    return frozenset(level for level, count in counts.items() if count >= 2)


def detailed_headings(document: Document) -> dict[int, list[Block]]:
    """Return the headings that are titles, by their first line, each with the blocks below it that hold its fields.

    They are so where most of the headings next to them have authors, venue or labelled links below, and no entries; next to
    them are those in the same section, or, where these are few, those of the same level.
    """
    groups: defaultdict[tuple[int, int], list[tuple[Block, list[Block]]]] = defaultdict(list)
    blocks = document.root.children
    for index, block in enumerate(blocks, start=1):
        if block.kind is BlockKind.HEADING and block.inline is not None:
            below = [] if block.inline.links else up_to_heading(blocks, index)
            section = document.section_at(block.first)
            for key in {(block.level, id(section.parent)), (block.level, 0)}:
                groups[key].append((block, below if _may_be_details(below) else []))
    found: dict[int, list[Block]] = {}
    for group in groups.values():
        needed = max(MANY_HEADINGS, 0.6 * len(group))
        if sum(bool(below) for _, below in group) < needed:
            continue
        titles = [
            (block, fields)
            for block, below in group
            if below and (fields := found.get(block.first) or fields_of_heading(below, document.venues)) is not None
        ]
        words = [_words_of_title(block, fields) for block, fields in titles if fields]
        if len(words) >= needed and sum(words) >= WORDS_OF_A_TITLE * len(words):
            found.update((block.first, fields) for block, fields in titles)
    return found


def _words_of_title(block: Block, fields: list[Block]) -> int:
    """Return the words of a heading; one with nothing but labelled links below is a title however short it is."""
    assert block.inline is not None
    return 99 if holds_labels_only(fields[0]) else len(block.inline.plain().split())


def _heads_of_details(block: Block) -> list[Inline]:
    return heads_of(block) if block.kind in LISTS else inlines_of(block)


def _may_be_details(below: list[Block]) -> bool:
    """Return whether blocks may hold the fields of one title, by the look of them: no table, no titles, not too many lines."""
    texts = [block for block in below if block.kind is BlockKind.PARAGRAPH or block.kind in LISTS]
    return not any(block.kind is BlockKind.TABLE for block in below) and all(
        0 < len(heads) <= MANY_DETAILS
        and not any(map(starts_with_title, inlines_of(block)))
        and not (block.kind is BlockKind.PARAGRAPH and starts_with_bold_title(heads[0]))
        for block, heads in zip(texts, map(_heads_of_details, texts), strict=True)
    )


def fields_of_heading(below: list[Block], venues: VenueTable) -> list[Block] | None:
    """Return the blocks that hold authors, venue, date and labelled links of one title, `None` if entries are below instead."""
    fields: list[Block] = []
    others = 0
    for block in below:
        is_list = block.kind in LISTS
        if not is_list and block.kind is not BlockKind.PARAGRAPH:
            continue
        heads = _heads_of_details(block)
        if is_list and len(heads[0].content) > LONGEST_FIELD and not is_detail(heads[0], venues):
            return None
        details = sum(is_detail(head, venues) for head in heads)
        if details >= 0.5 * len(heads):
            fields.append(block)
        elif is_list and not fields:
            return None
        elif sum(len(head.plain()) for head in heads) <= LONGEST_FIELD:
            fields.append(block)
            others += 1
    return fields if len(fields) > others else []


def holds_labels_only(block: Block) -> bool:
    """Return whether a block is a list of nothing but labelled links: "[Paper](...)", "[Code](...)"."""
    if block.kind not in LISTS:
        return False
    return all((head := head_of(item)) is not None and _is_labels_only(head) for item in block.children)


def _is_labels_only(inline: Inline) -> bool:
    labels = [label_kind(link.label) for link in external_links(inline)]
    return bool(labels) and None not in labels and not text_outside_links(inline).strip(" []()|,;:·•\n")


def is_entry_heading(block: Block, venues: VenueTable) -> bool:
    """Return whether a heading begins with a link that is a title, no meeting or year.

    It makes up most of the heading, or a citation goes on behind it.
    """
    assert block.inline is not None
    links = external_links(block.inline)
    if not links or any(link.url.startswith("#") for link in block.inline.links):
        return False
    texts = (segment for segment in block.inline.segments if not _NUMBER_OR_KEY.fullmatch(segment.text))
    segment = first_segment(texts)
    if segment is not None and segment.link is None:
        return is_labelled_heading(block)
    if segment is None or segment.link is None or label_kind(segment.link.label) is not None:
        return False
    label = segment.link.label
    is_title = len(label) >= 0.5 * len(block.inline.plain().strip())
    is_title |= len(label.split()) >= WORDS_OF_A_TITLE and has_year(block.inline)
    return is_title and not is_date_or_meeting(label, venues)


def has_year(inline: Inline) -> bool:
    """Return whether a year stands outside of the links, as in a citation."""
    return YEAR.search(text_outside_links(inline)) is not None


def is_labelled_heading(block: Block) -> bool:
    """Return whether a heading is a title with labelled links behind it: "### The Title [[paper](...)]"."""
    assert block.inline is not None
    links = external_links(block.inline)
    if not links or any(label_kind(link.label) is None for link in links):
        return False
    last = max((each.end for each in block.inline.segments if each.link is None and _WORD.search(each.text)), default=0)
    text = text_outside_links(block.inline)
    is_long = len(text.split()) > WORDS_OF_A_TITLE or len(text) >= 2 * len(text.encode("ascii", "ignore")) > 0
    return is_long and last <= links[0].span.start


def lists_entries(block: Block) -> bool:
    """Return whether a list or a table below a heading holds entries, so that the heading only groups them."""
    if block.kind is BlockKind.TABLE:
        return names_papers([cell.inline for cell in block.children[0].children])
    heads = heads_of(block) if block.kind in LISTS else []
    return len(heads) >= 2 and sum(has_title(head) for head in heads) > 0.5 * len(heads)


def up_to_heading(blocks: list[Block], start: int, or_at: Callable[[Block], bool] | None = None) -> list[Block]:
    """Return the blocks from a place on that are in front of the next heading, or of one that `or_at` is true for."""
    end = start
    while end < len(blocks) and blocks[end].kind is not BlockKind.HEADING and not (or_at and or_at(blocks[end])):
        end += 1
    return blocks[start:end]
