"""The guard: after fixes a reader must still see the same list, except for what the applied rules declare.

The source is cut into the areas of the fixes, and what is between them. Between them everything must render exactly as
before; in an area, only what the rule of its one fix declares (`Change`) may differ. Two things follow from what is above,
though: rendered numbers, and how the rest of a list is laid out once an item begins or ends otherwise.

Some things no rule can declare, so that they are compared for all the paragraphs and cells that fixes touch: what a reader
sees anew must have been written by a fix, signs of Markdown must not become visible, no bracket may lose its partner,
emphasis must not be doubled, and fixes of spacing and punctuation must not cut a word in two.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from awesomelint.document.model import Document, Field
from awesomelint.fixing.edits import AreaIndex, Edited, PendingFix
from awesomelint.fixing.objections import (
    WIDE,
    Part,
    conjured,
    divided,
    loss,
    respelt,
    restyled,
    seen_otherwise,
    undeclared,
)
from awesomelint.fixing.rendering import Names, RenderedPart, render
from awesomelint.markdown.blocks import Mark
from awesomelint.rulebook.spec import Change
from awesomelint.source import Source, merged
from awesomelint.startup import NamedTuple

_BELOW = frozenset({Change.BLOCKS, Change.LINKS, Change.SPACING, Change.NUMBERS})
"""What may differ below a fix that changes blocks, up to the next heading.

An item that begins to be one takes the paragraphs under it along, and what looked like code there becomes text with links.
Letters, targets and items must still be the same.
"""

_NO_REWORDING = frozenset({Change.SPACING, Change.PUNCTUATION})
"""What leaves words as they are; other changes let them be others, or be joined without markup in them."""
_REWORDING = WIDE | {Change.WORDS}
"""What may make other words of what was no text, such as a broken link or a number."""


class Problem(NamedTuple):
    """What a reader would see that is not declared, in words, and those fixes (by their indices) one of which is to blame."""

    suspects: Sequence[int]
    reason: str


class _Region(NamedTuple):
    """Lines, from 1, both inclusive, that some fixes have edited."""

    first: int
    last: int
    fixes: frozenset[int]


class _Cut(NamedTuple):
    """Where one part ends and the next begins: before and after, the region that is next and the fix whose area it is."""

    before: int
    after: int
    region: int | None
    fix: int | None


def compare(
    before: Document,
    after: Document,
    fixes: Sequence[PendingFix],
    edited: Edited,
    areas: AreaIndex,
) -> list[Problem]:
    """Compare a list with its fixed version, and return where more has changed than declared.

    The areas of the fixes, which `areas` tells, must not touch.
    """
    regions = _regions(before, fixes, areas)
    cuts = _cuts(before.source, regions, fixes, edited, areas)
    bounds = [cut.before for cut in cuts]
    names = Names()
    old, new = render(before, bounds, names), render(after, [cut.after for cut in cuts], names)
    fields = _fields_by_part(before, bounds)
    everywhere = {Change.NUMBERS} & {change for fix in fixes for change in fix.changes}
    entries = merged(entry.span for entry in before.entries)
    problems = []
    is_below = False
    parts = []
    for index, (old_part, new_part) in enumerate(zip(old, new, strict=True)):
        cut = cuts[index - 1] if index else None
        declared = fixes[cut.fix].changes if cut and cut.fix is not None else frozenset()
        allowed = everywhere.union(declared, _BELOW if is_below else ())
        part = Part(old_part, new_part, fields.get(index, ()), allowed)
        parts.append(part)
        is_below = Change.BLOCKS in declared or (is_below and not old_part.headings)
        difference = undeclared(part) or loss(part) or respelt(part)
        if difference is None and cut and cut.fix is not None and fixes[cut.fix].is_safe:
            difference = restyled(part, is_entry=_is_in(entries, cut.before))
        if difference is not None:
            # A mark above can change how what is below is laid out, so that a fix at work here may not be to blame.
            is_layout = part.before.blocks != part.after.blocks
            problems.append(Problem(range(len(fixes)) if is_layout else _suspects(cut, regions, fixes), difference))
    for first, last in _stretches(cuts):
        seen = seen_otherwise(parts[first:last])
        if seen is not None:
            cut = cuts[first + seen[0] - 1] if first + seen[0] else None
            problems.append(Problem(_suspects(cut, regions, fixes), seen[1]))
    return problems or [*_kept_signs(regions, cuts, old, new, fixes), *_doubled(before, after, regions, edited, fixes)]


def _suspects(cut: _Cut | None, regions: Sequence[_Region], fixes: Sequence[PendingFix]) -> Sequence[int]:
    """Return the fixes that can be to blame for what is seen after a cut."""
    if cut is None or cut.region is None:
        return range(len(fixes))
    return (cut.fix,) if cut.fix is not None else sorted(regions[cut.region].fixes)


def _stretches(cuts: Sequence[_Cut]) -> Iterator[tuple[int, int]]:
    """Yield the first part of each region, and of what is between regions, and the first that is not in it."""
    first, region = 0, None
    for index, cut in enumerate(cuts):
        if cut.region != region or cut.region is None:
            yield first, index + 1
            first, region = index + 1, cut.region
    yield first, len(cuts) + 1


def _kept_signs(
    regions: Sequence[_Region],
    cuts: Sequence[_Cut],
    old: Sequence[RenderedPart],
    new: Sequence[RenderedPart],
    fixes: Sequence[PendingFix],
) -> Iterator[Problem]:
    """Yield what no rule can declare, for each region."""
    parts: list[list[int]] = [[] for _ in regions]
    for index, cut in enumerate(cuts):
        if cut.region is not None:
            parts[cut.region].append(index + 1)
    for region, indices in zip(regions, parts, strict=True):
        applied = [fixes[index] for index in sorted(region.fixes)]
        declared = {change for fix in applied for change in fix.changes}
        if not declared.isdisjoint({Change.ENTRIES, Change.ORDER}):
            continue
        sides = [[parts[index] for index in indices] for parts in (old, new)]
        difference = conjured(sides[0], sides[1], applied)
        if difference is None and all(fix.is_safe for fix in applied) and declared.isdisjoint(_REWORDING):
            difference = divided(sides[0], sides[1], is_strict=declared <= _NO_REWORDING)
        if difference is not None:
            yield Problem(sorted(region.fixes), difference)


def _doubled(
    before: Document, after: Document, regions: Sequence[_Region], edited: Edited, fixes: Sequence[PendingFix]
) -> Iterator[Problem]:
    """Yield where emphasis is put over text that has the same already, as in `****Title** and more**`."""
    if not any("*" in edit.text or "_" in edit.text for fix in fixes for edit in fix.edits):
        return
    old, new = _doubled_places(before), _doubled_places(after)
    for region in regions:
        start, end = before.source.lines_span(region.first, region.last)
        is_more = _count(new, edited.place(start), edited.end(end)) > _count(old, start, end)
        if is_more and any(fixes[index].is_safe for index in region.fixes):
            yield Problem(sorted(region.fixes), "emphasis that is there already")


def _doubled_places(document: Document) -> list[int]:
    """Return where emphasis begins that lies in emphasis of the same kind."""
    found = []
    for block in document.blocks:
        emphases = block.inline.emphases if block.inline is not None else ()
        last: dict[Mark, int] = {}
        for one in sorted(emphases, key=lambda each: (each.outer.start, -each.outer.end)):
            if one.outer.start < last.get(one.mark, 0):
                found.append(one.outer.start)
            last[one.mark] = max(last.get(one.mark, 0), one.outer.end)
    return found


def _count(places: Sequence[int], start: int, end: int) -> int:
    return bisect_right(places, end) - bisect_left(places, start)


def _regions(document: Document, fixes: Sequence[PendingFix], areas: AreaIndex) -> list[_Region]:
    """Return the lines that edits touch, widened to whole paragraphs, cells and blocks of code or HTML, in order."""
    touched = [
        _Region(*areas.lines(edit.span), frozenset({index})) for index, fix in enumerate(fixes) for edit in fix.edits
    ]
    touched.sort(key=lambda region: (region.first, region.last))
    regions: list[_Region] = []
    for region in touched:
        if regions and region.first <= regions[-1].last:
            above = regions.pop()
            region = _Region(above.first, max(above.last, region.last), above.fixes | region.fixes)
        regions.append(region)
    return regions


def _cuts(
    source: Source, regions: Sequence[_Region], fixes: Sequence[PendingFix], edited: Edited, areas: AreaIndex
) -> list[_Cut]:
    """Return where regions begin and end, and the areas in them.

    The end of the last line lies after the text, for what is added there.
    """
    starts = source.line_starts
    spans = sorted((area, index) for index, fix in enumerate(fixes) for area in areas.areas(fix))
    cuts = []
    position = 0
    for index, region in enumerate(regions):
        end = starts[region.last] if region.last < len(starts) else len(source.text) + 1
        first = starts[region.first - 1]
        cuts.append(_Cut(first, edited.place(first), index, None))
        while position < len(spans) and spans[position][0].start < end:
            area, fix = spans[position]
            cuts.append(_Cut(area.start, edited.place(area.start), index, fix))
            if area.end < end:
                cuts.append(_Cut(area.end, edited.end(area.end), index, None))
            position += 1
        cuts.append(_Cut(end, edited.place(end), None, None))
    return cuts


def _fields_by_part(document: Document, bounds: Sequence[int]) -> dict[int, list[Field]]:
    """Return the titles and authors that are in each part."""
    parts: dict[int, list[Field]] = {}
    for entry in document.entries:
        for field in (entry.title, *entry.authors):
            if field is not None:
                parts.setdefault(bisect_right(bounds, field.span.start), []).append(field)
    return parts


def _is_in(ranges: Sequence[tuple[int, int]], offset: int) -> bool:
    index = bisect_right(ranges, (offset, sys.maxsize)) - 1
    return index >= 0 and offset <= ranges[index][1]
