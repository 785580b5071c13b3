"""Paragraphs that are entries, or hold one entry a line, and what is below a bold title."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from awesomelint.document.citation_forms import is_citation
from awesomelint.document.edge_fields import is_date_or_meeting
from awesomelint.document.entry_kinds import (
    LABELLED,
    YEAR_OR_VENUE,
    cites,
    external_links,
    first_segment,
    has_title,
    heads_of,
    is_bare,
    is_bold_line,
    is_label_line,
    says_label,
    starts_with_title,
    text_outside_links,
)
from awesomelint.document.link_kinds import label_kind
from awesomelint.document.pieces import Candidate, EntryLine, Role
from awesomelint.document.signs import SIGNS_OF_A_PAPER, holds_fields_only, pieces_of, signs_of_paper
from awesomelint.markdown.blocks import Block, BlockKind, Inline, LinkKind, Mark, Segment, SegmentKind
from awesomelint.papers.venues.table import VenueTable
from awesomelint.source import Span
from awesomelint.startup import expression

HALF = 0.5
"""At least this share of the lines of a wrapped paragraph has to cite, headings among them apart."""

LONGEST_PARAGRAPH = 600
"""Longest text outside links, in code points, of a paragraph that is an entry; longer ones are prose."""

LONGEST_TITLE = 300
"""Longest line, in code points, that is taken for a title with its links below."""

_REFERENCE = expression(r"\[\d{1,4}\]\s*\S")
_ENDS_DATED = expression(r"\w \((?:19|20)\d\d\)\s*$")
_LEADS_ON = expression(r"(?<!\S)(?!:\w)\S*:\Z")  # a colon that does not close ":star:"
_BIBTEX = expression(r"\s*@[a-z]{4,}\s?\{", re.IGNORECASE)


def split_paragraph(inline: Inline) -> list[Inline]:
    """Split a paragraph that holds one entry a line.

    A paragraph that is one entry as a whole gives an empty list; short words in front of the first entry are left out.
    """
    lines = _lines(inline)
    if len(lines) < 2:
        return []
    if not inline.links and len(wrapped := _lines(inline, is_wrapped=True)) < len(lines):
        dated = [line for line in wrapped if cites(_text_of(line))]
        if len(dated) >= 2 and len(dated) >= HALF * sum(not _is_lead_in(line) for line in wrapped):
            return [_part(inline, [line]) for line in dated]
    heads = [_line_head(line) for line in lines]
    are_cited = _is_broken(inline, lines) and all(cites(_text_of(line)) for line in lines)
    if are_cited or all(map(_begins_numbered, lines)):
        return [_part(inline, [line]) for line in lines]
    begin = next((index for index, head in enumerate(heads) if head is not None), None)
    if begin is None or not all(_is_lead_in(line) for line in lines[:begin]):
        return []
    main = heads[begin]
    starts = [index for index, head in enumerate(heads) if head == main]
    if main == "plain" and len(starts) < len(lines):
        return []
    if len(starts) < 2 and begin == 0:
        return []
    return [_part(inline, lines[start:stop]) for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True)]


def _lines(inline: Inline, *, is_wrapped: bool = False) -> list[list[Segment]]:
    """Return the lines of a paragraph, those that readers see if it `is_wrapped`, without empty ones."""
    lines: list[list[Segment]] = [[]]
    for segment in inline.segments:
        is_break = segment.kind is SegmentKind.HARD_BREAK or (
            segment.kind is SegmentKind.SOFT_BREAK and segment.marks is Mark.NONE and not is_wrapped
        )
        if is_break and segment.link is None:
            lines.append([])
        else:
            lines[-1].append(segment)
    return [line for line in lines if any(segment.text.strip() for segment in line)]


def _is_broken(inline: Inline, lines: list[list[Segment]]) -> bool:
    """Return whether each line but the last ends in a break that readers see."""
    return sum(segment.kind is SegmentKind.HARD_BREAK for segment in inline.segments) >= len(lines) - 1


def _text_of(line: list[Segment]) -> str:
    return "".join(segment.text for segment in line if segment.kind is SegmentKind.TEXT).strip()


def _begins_numbered(line: list[Segment]) -> bool:
    """Return whether a line begins with a number in brackets, as references do: "[12] ..."."""
    return _REFERENCE.match(_text_of(line)) is not None


def _is_lead_in(line: list[Segment]) -> bool:
    """Return whether a line only introduces the entries below it ("FedAvg:", "--- 2020 ---")."""
    text = _text_of(line)
    return len(text.split()) <= 6 and "," not in text and (text[-1:] in ":：" or text[:1] in "-=*")


def _part(inline: Inline, lines: list[list[Segment]]) -> Inline:
    segments: list[Segment] = []
    for line in lines:
        if segments:
            segments.append(Segment(SegmentKind.HARD_BREAK, "\n", segments[-1].end, segments[-1].end, Mark.NONE, None))
        segments += line
    first, last = segments[0].start, segments[-1].end
    # All are in order, and no link is on both sides of a line: those of these lines are side by side.
    begin = bisect_left(inline.links, first, key=lambda link: link.span.end)
    links = inline.links[begin : bisect_right(inline.links, last, key=lambda link: link.span.start)]
    begin = bisect_left(inline.emphases, first, key=lambda emphasis: emphasis.inner.start)
    emphases = inline.emphases[begin : bisect_left(inline.emphases, last, key=lambda emphasis: emphasis.inner.start)]
    return Inline(inline.content, Span(first, last), segments, links, emphases)


def _line_head(line: list[Segment]) -> str | None:
    """Return what a line of a paragraph begins with: a bold text, a title link, or text before a label link."""
    segment = first_segment(line)
    if segment is None:
        return None
    if segment.link is not None and segment.kind is SegmentKind.TEXT:
        if segment.link.url.startswith("#") or label_kind(segment.link.label) is not None:
            return None
        return "bold" if segment.is_bold else "link"
    if segment.is_bold:
        return "bold"
    links = [part.link for part in line if part.link is not None]
    if links and len(segment.text.split()) >= 3:
        return "plain"
    return None


def details_below(inline: Inline, following: list[Block], venues: VenueTable) -> list[Block]:
    """Return the blocks that belong to a bold title above them: pictures, bare links, labelled links, lines of fields.

    Below one with its authors and more beside it, a list of remarks belongs to it as well.
    """
    details: list[Block] = []
    pending: list[Block] = []
    for block in following:
        if block.kind is BlockKind.BULLET_LIST:
            heads = heads_of(block)
            if sum(_ENDS_DATED.search(head.plain()) is not None for head in heads) > 1:
                break  # titles and their years
            if not heads or sum(is_label_line(head) for head in heads) < 0.6 * len(heads):
                if block is following[0] and heads and sum(map(has_title, heads)) <= HALF * len(heads):
                    is_paper = signs_of_paper(pieces_of([EntryLine(inline)], venues)) >= SIGNS_OF_A_PAPER
                    details += [block] if is_paper else []
                break
            details += [*pending, block]
            pending = []
        elif block.kind is BlockKind.PARAGRAPH and block.inline is not None and is_bare(block.inline):
            pending.append(block)
            if block.inline.links:
                details += pending
                pending = []
        elif block.kind is BlockKind.PARAGRAPH and block.inline is not None and _adds_fields(block.inline, venues):
            details += [*pending, block]
            pending = []
        else:
            break
    return details


def _adds_fields(inline: Inline, venues: VenueTable) -> bool:
    segment = first_segment(inline.segments)
    is_marked = segment is not None and (segment.is_bold or starts_with_title(inline))
    return not is_marked and holds_fields_only(inline, venues)


def heads_by_date(inline: Inline, venues: VenueTable) -> bool:
    """Return whether a bold line is but a date or a meeting, as the heading of what is below: "**2019-06**"."""
    return not inline.links and is_bold_line(inline) and is_date_or_meeting(inline.plain().strip(" \n:："), venues)


def is_title_line(block: Block) -> bool:
    """Return whether a paragraph is one line of plain words without a link, as a title above its links is."""
    inline = block.inline
    if inline is None or inline.links or block.first != block.last or is_bold_line(inline):
        return False
    text = inline.plain().strip()
    return len(text.split()) >= 2 and len(text) <= LONGEST_TITLE and text[-1] not in ":：.。,，;；"


def labelled_below(following: list[Block]) -> Block | None:
    """Return the list right below a title if all of it is "Field: ...", one its link, or "[Paper](...)" and other labels."""
    if not following or following[0].kind is not BlockKind.BULLET_LIST:
        return None
    heads = heads_of(following[0])
    says_link = any(says_label(head) and external_links(head) for head in heads)
    if says_link and all(LABELLED.match(head.plain()) for head in heads):
        return following[0]
    links = [link for head in heads if is_label_line(head) for link in external_links(head)]
    leads_to_paper = any(label_kind(link.label) is LinkKind.PAPER for link in links)
    return following[0] if leads_to_paper and len(links) >= len(heads) else None


def has_details(candidate: Candidate) -> bool:
    """Return whether a single paragraph is an entry beyond doubt: a bold or linked title with details below it."""
    return len(candidate.inlines) > 1 and is_bold_line(candidate.inlines[0])


def is_paper(candidate: Candidate, needed: int = SIGNS_OF_A_PAPER) -> bool:
    """Return whether a candidate is a paper, whatever others are: it has so many signs of one, or cites beyond doubt."""
    return signs_of_paper(candidate.pieces) >= needed or is_citation(candidate)


def is_entry_paragraph(candidate: Candidate, needed: int) -> bool:
    """Return whether a paragraph is an entry rather than prose; `needed` are the signs of a paper that show it by themselves."""
    inline = candidate.inlines[0]
    segment = first_segment(inline.segments)
    if segment is None or (segment.text.lstrip()[:1] == "@" and _BIBTEX.match(segment.text)):
        return False
    external = external_links(inline)
    detailed = len(candidate.inlines) > 1
    if segment.link is not None:
        return bool(external) and label_kind(segment.link.label) is None
    if segment.is_bold:
        has_links = any(each.links for each in candidate.inlines)
        if not has_links and segment.text[0] in "[【" and inline.plain().strip()[-1:] in {"]", "】"}:
            return False  # "**[Questions]**" heads a list
        if segment.text.rstrip()[-1:] in {":", "："} and not any(map(external_links, candidate.inlines)):
            return False  # "**Advantages:**" heads a list of remarks
        if external or detailed or YEAR_OR_VENUE.search(inline.plain()):
            return True
        return segment.text.count(" ") >= 2 and any(
            piece.role is Role.NAMES and piece.line > candidate.pieces[0].line for piece in candidate.pieces
        )
    if detailed and not external:
        return True
    if len(text_outside_links(inline)) <= LONGEST_PARAGRAPH and is_paper(candidate, needed):
        return True
    is_in_brackets = segment.text.strip() in {"[", "【"}  # "[[Some Firm](...)] The Title"
    if not external or not (is_in_brackets or any(label_kind(link.label) is not None for link in external)):
        return False
    text = text_outside_links(inline)
    return len(text) <= LONGEST_PARAGRAPH and _LEADS_ON.search(text.rstrip()) is None
