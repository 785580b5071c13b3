"""The guard: after fixes a reader must still see the same list, except for what the applied rules declare.

The source is cut into regions around the edited lines. Between them everything must render exactly as before; inside one,
only what the rules at work there declare (`Change`) may differ. What is left out of the comparison is local on purpose: a
rule that may change words in one entry has no licence for the next. Two things follow from what is above, though: rendered
numbers, and how the rest of a list is laid out once an item begins or ends otherwise.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import accumulate

from awesomelint.document.model import Document, Field
from awesomelint.errors import FixError
from awesomelint.fixing.edits import Edited, PendingFix
from awesomelint.fixing.rendering import Names, RenderedPart, Target, render
from awesomelint.rulebook.spec import Change
from awesomelint.source import Source
from awesomelint.startup import NamedTuple, expression

_WORD = expression(r"[^\W_]+")
_BELOW = frozenset({Change.BLOCKS, Change.LINKS, Change.SPACING, Change.NUMBERS})
"""What may differ below a fix that changes blocks, up to the next heading.

An item that begins to be one takes the paragraphs under it along, and what looked like code there becomes text with links.
Letters, targets and items must still be the same.
"""

_MAY_LOSE_WORDS = frozenset({Change.WORDS, Change.LABELS})


class Region(NamedTuple):
    """Lines, from 1, both inclusive, that some rules have edited."""

    first: int
    last: int
    codes: frozenset[str]


class _Part(NamedTuple):
    """A part of the list before and after, the titles and authors that stood in it, and what may differ."""

    before: RenderedPart
    after: RenderedPart
    fields: Sequence[Field]
    allowed: Collection[Change]


def compare(
    before: Document,
    after: Document,
    fixes: Sequence[PendingFix],
    edited: Edited,
    changes: Mapping[str, Collection[Change]],
) -> None:
    """Compare a list with its fixed version.

    `changes` is what each rule declares. Raises `FixError`, naming the rules, where more than that has changed.
    """
    regions = edited_regions(before, fixes)
    bounds = _bounds(before.source, regions)
    new_bounds = [edited.place(offset) for offset in bounds]
    names = Names()
    old, new = render(before, bounds, names), render(after, new_bounds, names)
    fields = _fields_by_part(before, bounds)
    everywhere = {Change.NUMBERS} & {change for fix in fixes for change in changes[fix.code]}
    is_below = False
    for index, (old_part, new_part) in enumerate(zip(old, new, strict=True)):
        region = regions[index // 2] if index % 2 else None
        codes = region.codes if region else frozenset()
        declared = {change for code in codes for change in changes[code]}
        allowed = everywhere | declared | (_BELOW if is_below else set())
        part = _Part(old_part, new_part, fields.get(index, ()), allowed)
        is_below = Change.BLOCKS in declared or (is_below and not old_part.headings)
        difference = _difference(part) or _loss(part)
        if difference is not None:
            # A mark above can change how what is below is laid out, so that the rules at work here may not be to blame.
            is_layout = part.before.blocks != part.after.blocks
            blamed = codes if codes and not is_layout else {fix.code for fix in fixes}
            first = region.first if region else before.source.line_at(([0, *bounds])[index])
            problem = f"the fixes of {' and '.join(sorted(blamed))} would change {difference}, more than declared"
            raise FixError(f"{problem}; the file is unchanged", path=before.source.path, line=first)


def edited_regions(document: Document, fixes: Iterable[PendingFix]) -> list[Region]:
    """Return the lines that edits touch, widened to whole paragraphs, cells and blocks of code or HTML, in order."""
    source = document.source
    leaves = [block for block in document.blocks if not block.children]
    lasts = list(accumulate((block.last for block in leaves), max))
    touched = []
    for fix in fixes:
        for edit in fix.edits:
            first, last = source.line_at(edit.span.start), source.line_at(edit.span.end)
            index = bisect_right(lasts, first - 1)
            while index < len(leaves) and leaves[index].first <= last:
                first, last = min(first, leaves[index].first), max(last, leaves[index].last)
                index += 1
            touched.append(Region(first, last, frozenset({fix.code})))
    touched.sort(key=lambda region: (region.first, region.last))
    regions: list[Region] = []
    for region in touched:
        if regions and region.first <= regions[-1].last:
            above = regions.pop()
            region = Region(above.first, max(above.last, region.last), above.codes | region.codes)
        regions.append(region)
    return regions


def _bounds(source: Source, regions: Iterable[Region]) -> list[int]:
    """Return where each region starts and ends; the end of the last line lies after the text, for what is added there."""
    starts = source.line_starts
    bounds = []
    for region in regions:
        end = starts[region.last] if region.last < len(starts) else len(source.text) + 1
        bounds += [starts[region.first - 1], end]
    return bounds


def _fields_by_part(document: Document, bounds: Sequence[int]) -> dict[int, list[Field]]:
    """Return the titles and authors that are in each part."""
    parts: dict[int, list[Field]] = {}
    for entry in document.entries:
        for field in (entry.title, *entry.authors):
            if field is not None:
                parts.setdefault(bisect_right(bounds, field.span.start), []).append(field)
    return parts


def _difference(part: _Part) -> str | None:
    """Return what differs that must not, in words, or `None`."""
    before, after, allowed = part.before, part.after, part.allowed
    if before == after:
        return None
    if Change.ENTRIES in allowed:
        return None if _is_part_of(after.look(allowed), before.look(allowed)) else "the text of an entry that stays"
    if Change.NUMBERS not in allowed and before.numbers != after.numbers:
        return f"the rendered numbers {_differing(before.numbers, after.numbers)}"
    if Change.BLOCKS not in allowed and before.blocks != after.blocks:
        return "how paragraphs, items or tables are laid out"
    if after.landmarks < before.landmarks:
        return f"how many items, rows and headings there are ({before.landmarks} to {after.landmarks})"
    if Change.LINKS in allowed:
        return _lost_in_links(part)
    if Change.URLS not in allowed and before.seen_targets(allowed) != after.seen_targets(allowed):
        return f"the targets {_differing(before.seen_targets(allowed), after.seen_targets(allowed))}"
    if Change.MARKUP not in allowed and before.tags != after.tags:
        return f"the HTML tags {_differing(before.tags, after.tags)}"
    old, new = before.look(allowed), after.look(allowed)
    if old != new:
        place = next((index for index, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), None)
        start = max(0, (min(len(old), len(new)) if place is None else place) - 10)
        cut = ["".join(char for char, *_ in look[start : start + 40]) for look in (old, new)]
        what = "the text" if cut[0] != cut[1] else "the emphasis or links of"
        return f"{what} {cut[0]!r}" + (f" (to {cut[1]!r})" if cut[0] != cut[1] else "")
    return None


def _lost_in_links(part: _Part) -> str | None:
    """Return what is gone or new where text may become a target.

    Letters are counted wherever they are, since a target that was broken by a space becomes one word.
    """
    before, after, allowed = part.before, part.after, part.allowed
    is_gone = not before.letters(allowed) <= after.letters()
    is_new = Change.URLS not in allowed and not after.letters(allowed) <= before.letters()
    if (is_gone or is_new) and Change.WORDS not in allowed:
        return f"the words {_quoted(sorted(before.words() ^ after.words()))}"
    lost = Counter(target.url for target in before.targets if not target.is_text)
    lost -= Counter(target.url for target in after.targets)
    return f"the targets {_quoted(sorted(lost))}" if lost and Change.URLS not in allowed else None


def _loss(part: _Part) -> str | None:
    """Return the title or the author that is gone where words may change, or `None`.

    Elsewhere every letter has been compared, so nothing is lost, however the entry is read afterwards.
    """
    if _MAY_LOSE_WORDS.isdisjoint(part.allowed) or Change.ENTRIES in part.allowed:
        return None
    words = {word.casefold() for word in part.after.words()}
    text = "".join(piece.text for piece in part.after.pieces)
    letters = "".join(_WORD.findall(text.casefold()))
    for field in part.fields:
        own = _WORD.findall(field.value.casefold())
        if "".join(own) not in letters and 2 * len(words.intersection(own)) < len(set(own)):
            return f"the title or an author of an entry, {field.value!r}"
    return None


def _is_part_of(part: Iterable[object], whole: Iterable[object]) -> bool:
    """Return whether a sequence is another one with some of it left out."""
    rest = iter(whole)
    return all(element in rest for element in part)


def _differing(before: Sequence[object], after: Sequence[object]) -> str:
    """Return the first pair that differs, or how many there are."""
    for old, new in zip(before, after, strict=False):
        if old != new:
            old, new = (value.url if isinstance(value, Target) else value for value in (old, new))
            return f"({old!r} to {new!r})" if old != new else f"(at {old!r})"
    return f"({len(before)} to {len(after)})"


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(repr(word) for word in list(words)[:3])
