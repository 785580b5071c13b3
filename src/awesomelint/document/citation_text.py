"""What a reader sees of an entry that may be a citation, up to its labels, and what markup is where."""

from __future__ import annotations

from bisect import bisect_right
from copy import copy

from awesomelint.document.link_kinds import label_kind
from awesomelint.document.persons import is_name
from awesomelint.document.pieces import LINK_FORMS, Form, Piece, Role
from awesomelint.markdown.blocks import LINE_BREAKS, NAKED, Inline, Link, Mark, Segment, SegmentKind
from awesomelint.markdown.source_map import SourceMap
from awesomelint.papers.venues.table import VenueTable

_BOLD, _ITALIC = int(Mark.BOLD), int(Mark.ITALIC)


class CitationText:
    """What a reader sees of an entry up to its labels, and what markup is where; a link around all of it is no markup."""

    def __init__(self, inline: Inline):
        segments: list[Segment] = []
        offsets: list[int] = []
        parts: list[str] = []
        self.length = 0
        for segment in inline.segments:
            kind = segment.kind
            if kind is SegmentKind.TAG:
                continue
            if kind is SegmentKind.IMAGE or _is_label(segment.link):
                if any(part.strip() for part in parts):
                    break
                continue
            text = segment.text
            if kind is SegmentKind.SOFT_BREAK:
                text = " "
            elif kind is SegmentKind.HARD_BREAK:
                text = "\n"
            segments.append(segment)
            offsets.append(self.length)
            parts.append(text)
            self.length += len(text)
        self.text = "".join(parts).rstrip(" \t\n[(（【|\\-–—·/").rstrip()
        self.segments = segments
        self.offsets = offsets
        links = {id(segment.link) for segment in segments if segment.kind not in LINE_BREAKS}
        self.is_linked_whole = len(links) == 1 and any(segment.link is not None for segment in segments)

    def until(self, end: int) -> CitationText:
        """Return the text up to an offset."""
        part = copy(self)
        part.text = self.text[:end].rstrip()
        return part

    def _form(self, segment: Segment) -> Form:
        marks = int(segment.marks)
        if segment.link is not None and not self.is_linked_whole:
            return Form.BOLD_LINK if marks & _BOLD else Form.LINK
        if marks & _BOLD:
            return Form.BOLD
        return Form.ITALIC if marks & _ITALIC else Form.PLAIN

    def markup_at(self, at: int) -> tuple[Form, Link | None, int]:
        """Return the markup that begins or goes on at an offset, its link, and where it ends."""
        index = bisect_right(self.offsets, at) - 1
        first = self.segments[index]
        form, link = self._form(first), first.link
        end = index + 1
        while end < len(self.segments) and form is not Form.PLAIN:
            other = self.segments[end]
            is_same = other.link is link and (form in LINK_FORMS or self._form(other) is form)
            if not is_same and other.kind not in (SegmentKind.SOFT_BREAK, SegmentKind.HARD_BREAK):
                break
            end += 1
        stop = self.offsets[end] if end < len(self.offsets) else self.length
        return form, link, min(stop, len(self.text))

    def before_markup(self, start: int) -> str:
        """Return the text up to the first behind `start` that is linked behind mere whitespace, or in italics and no name."""
        for segment, offset in zip(self.segments, self.offsets, strict=True):
            before = self.text[:offset].rstrip()
            if offset > start and segment.link is not None:
                return before if before[-1:].isalnum() and offset > len(before) else self.text
            is_named = is_name(segment.text) or "et al" in segment.text
            if offset > start and not is_named and self._form(segment) is Form.ITALIC:
                return before
        return self.text

    def link_behind(self, at: int) -> int | None:
        """Return where a linked text begins behind an offset and whitespace, `None` if what is there is not linked."""
        while at < len(self.text) and self.text[at].isspace():
            at += 1
        return at if at < len(self.text) and self.markup_at(at)[0] in LINK_FORMS else None

    def piece(self, start: int, end: int, role: Role, venues: VenueTable, before: str, wrap: str = "") -> Piece:
        """Return a range as a piece."""
        form, link, stop = self.markup_at(start)
        if stop < end and form is not Form.PLAIN:
            form, link = Form.PLAIN, None
        source_map = SourceMap(self.segments, self.offsets)
        return Piece(
            self.text[start:end], form, source_map, start, end, link, (0, 0, 0), venues, role, wrap, before, ""
        )


def _is_label(link: Link | None) -> bool:
    return link is not None and (link.syntax in NAKED or label_kind(link.label) is not None)
