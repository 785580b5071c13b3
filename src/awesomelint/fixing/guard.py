"""The guard: after fixes a reader must still see the same list, except for what the applied rules declare.

The source is cut into the areas of the fixes, and what is between them. Between them everything must render exactly as
before; in an area, only what the rule of its one fix declares (`Change`) may differ. Two things follow from what is above,
though: rendered numbers, and how the rest of a list is laid out once an item begins or ends otherwise.

Some things no rule can declare, so that they are compared for all the paragraphs and cells that fixes touch: what a reader
sees anew must have been written by a fix, signs of Markdown must not become visible, no bracket may lose its partner, and
fixes of spacing and punctuation must not cut a word in two.
"""

from __future__ import annotations

import sys
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from awesomelint.document.model import Document, Field
from awesomelint.fixing.edits import AreaIndex, Edited, PendingFix
from awesomelint.fixing.rendering import PICTURE, Names, RenderedPart, Target, look, render
from awesomelint.rulebook.spec import Change
from awesomelint.source import Source
from awesomelint.startup import NamedTuple, expression

_WORD = expression(r"[^\W_]+")
_BELOW = frozenset({Change.BLOCKS, Change.LINKS, Change.SPACING, Change.NUMBERS})
"""What may differ below a fix that changes blocks, up to the next heading.

An item that begins to be one takes the paragraphs under it along, and what looked like code there becomes text with links.
Letters, targets and items must still be the same.
"""

_BLANKS = expression(r"[ \t\n]+")
_HIDING = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\u200b-\u200f\u2060\ufeff]"
_HIDDEN = expression(rf"(?<=[^\W\d_]){_HIDING}+(?=[^\W\d_])")
_HIDDEN_WORD = expression(rf"[^\W\d_](?:{_HIDING}*[^\W\d_])*|\d+")
"""A number, or a word with the invisible characters in it."""

_NO_REWORDING = frozenset({Change.SPACING, Change.PUNCTUATION})
"""What leaves words as they are; other changes let them be others, or be joined without markup in them."""

_WIDE = frozenset({Change.LINKS, Change.BLOCKS, Change.ENTRIES, Change.NUMBERS})
_REWORDING = _WIDE | {Change.WORDS}
"""What may make other words of what was no text, such as a broken link or a number."""

_COMMAND = expression(r"\\[a-zA-Z]+")
"""A command of LaTeX, which stands for a letter."""

_FEW = 4
"""Letters that may come and go where a word was misspelt or read in a wrong encoding."""

_MAY_LOSE_WORDS = frozenset({Change.WORDS, Change.LABELS})
_SIGNS = frozenset("*_~`<>\\")
"""Signs of Markdown that nobody writes for readers: where a fix makes one visible, it has not become what it was to be."""

_CLOSING = {")": "(", "]": "[", "}": "{"}


class Problem(NamedTuple):
    """What a reader would see that is not declared, in words, and those fixes (by their indices) one of which is to blame."""

    suspects: Sequence[int]
    reason: str


class _Region(NamedTuple):
    """Lines, from 1, both inclusive, that some fixes have edited."""

    first: int
    last: int
    fixes: frozenset[int]


class _Part(NamedTuple):
    """A part of the list before and after, the titles and authors that stood in it, and what may differ."""

    before: RenderedPart
    after: RenderedPart
    fields: Sequence[Field]
    allowed: Collection[Change]


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
    entries = _merged_lines(before)
    problems = []
    is_below = False
    parts = []
    for index, (old_part, new_part) in enumerate(zip(old, new, strict=True)):
        cut = cuts[index - 1] if index else None
        declared = fixes[cut.fix].changes if cut and cut.fix is not None else frozenset()
        allowed = everywhere.union(declared, _BELOW if is_below else ())
        part = _Part(old_part, new_part, fields.get(index, ()), allowed)
        parts.append(part)
        is_below = Change.BLOCKS in declared or (is_below and not old_part.headings)
        difference = _difference(part) or _loss(part) or _respelt(part)
        if difference is None and cut and cut.fix is not None and fixes[cut.fix].is_safe:
            difference = _restyled(part, is_entry=_is_in(entries, cut.before))
        if difference is not None:
            # A mark above can change how what is below is laid out, so that a fix at work here may not be to blame.
            is_layout = part.before.blocks != part.after.blocks
            problems.append(Problem(range(len(fixes)) if is_layout else _suspects(cut, regions, fixes), difference))
    for first, last in _stretches(cuts):
        seen = _seen_otherwise(parts[first:last])
        if seen is not None:
            cut = cuts[first + seen[0] - 1] if first + seen[0] else None
            problems.append(Problem(_suspects(cut, regions, fixes), seen[1]))
    return problems or list(_kept_signs(regions, cuts, old, new, fixes))


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


def _seen_otherwise(parts: Sequence[_Part]) -> tuple[int, str] | None:
    """Return which of the parts of a stretch reads otherwise, and how, or `None`."""
    allowed = [part.allowed for part in parts]
    if any(Change.LINKS in changes or Change.ENTRIES in changes for changes in allowed):
        return None
    if all(part.before == part.after for part in parts):
        return None
    (old, places), (new, new_places) = (
        look([part.before for part in parts], allowed),
        look([part.after for part in parts], allowed),
    )
    if old == new:
        return None
    place = next((index for index, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), None)
    at = min(len(old), len(new)) if place is None else place
    start = max(0, at - 10)
    cut = ["".join(char for char, *_ in shown[start : start + 40]) for shown in (old, new)]
    what = "the text" if cut[0] != cut[1] else "the emphasis or links of"
    index = places[at] if at < len(places) else new_places[at]
    return index, f"{what} {cut[0]!r}" + (f" (to {cut[1]!r})" if cut[0] != cut[1] else "")


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
        if Change.ENTRIES in declared:
            continue
        sides = [[parts[index] for index in indices] for parts in (old, new)]
        difference = _conjured(sides[0], sides[1], applied)
        if difference is None and all(fix.is_safe for fix in applied) and declared.isdisjoint(_REWORDING):
            difference = _divided(sides[0], sides[1], is_strict=declared <= _NO_REWORDING)
        if difference is not None:
            yield Problem(sorted(region.fixes), difference)


def _conjured(old: Sequence[RenderedPart], new: Sequence[RenderedPart], fixes: Sequence[PendingFix]) -> str | None:
    """Return what appears that no fix has written, what vanishes that none has taken out, or a bracket left alone."""
    written = Counter("".join(edit.text for fix in fixes for edit in fix.edits))
    shown = [_characters(parts) for parts in (old, new)]
    if conjured := shown[1] - shown[0] - written:
        return f"the text: {_quoted(sorted(conjured))} would appear"
    texts = [Counter("".join(piece.text for part in parts for piece in part.own_pieces())) for parts in (old, new)]
    if signs := _SIGNS.intersection(texts[1] - texts[0]):
        return f"the text: {_quoted(sorted(signs))} would appear"
    alone = [_unpaired(parts) for parts in (old, new)]
    if alone[1] > alone[0]:
        return "the text: a bracket would have no partner"
    return None


def _characters(parts: Iterable[RenderedPart]) -> Counter[str]:
    """Count what readers see or follow: characters of text and targets, without spaces. A picture is one of the targets."""
    texts = [piece.text for part in parts for piece in part.own_pieces()]
    texts += [f"{target.url}{target.words}" for part in parts for target in part.targets]
    return Counter("".join("".join(texts).replace(PICTURE, "").split()))


def _unpaired(parts: Iterable[RenderedPart]) -> int:
    """Return how many brackets have no partner in their paragraph or cell."""
    alone = 0
    opened: list[str] = []
    for part in parts:
        for piece in part.pieces:
            if piece.is_break:
                alone += len(opened)
                opened = []
            for char in piece.text:
                if char in "([{":
                    opened.append(char)
                elif char in _CLOSING:
                    if opened and opened[-1] == _CLOSING[char]:
                        opened.pop()
                    else:
                        alone += 1
    return alone + len(opened)


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


def _difference(part: _Part) -> str | None:
    """Return what differs that must not, in words, or `None`."""
    before, after, allowed = part.before, part.after, part.allowed
    if before == after:
        return None
    if Change.ENTRIES in allowed:
        old, new = (look([side], [allowed]).shown for side in (before, after))
        return None if _is_part_of(new, old) else "the text of an entry that stays"
    if Change.NUMBERS not in allowed and before.numbers != after.numbers:
        return f"the rendered numbers {_differing(before.numbers, after.numbers)}"
    if Change.BLOCKS not in allowed and before.blocks != after.blocks:
        return "how paragraphs, items or tables are laid out"
    if after.landmarks < before.landmarks and Change.ROWS not in allowed:
        return f"how many items, rows and headings there are ({before.landmarks} to {after.landmarks})"
    if Change.LINKS in allowed:
        return _lost_in_links(part)
    if Change.URLS not in allowed and before.seen_targets(allowed) != after.seen_targets(allowed):
        return f"the targets {_differing(before.seen_targets(allowed), after.seen_targets(allowed))}"
    if Change.MARKUP not in allowed and before.tags != after.tags:
        return f"the HTML tags {_differing(before.tags, after.tags)}"
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


def _respelt(part: _Part) -> str | None:
    """Return words that are others where a few letters of a word may change, or `None`."""
    if Change.LETTERS not in part.allowed or Change.WORDS in part.allowed:
        return None
    old, new = ("".join(piece.text for piece in side.own_pieces()) for side in (part.before, part.after))
    if _letters(old) == _letters(new):
        return None
    letters = [Counter(_letters(_COMMAND.sub("", text))) for text in (old, new)]
    digits = [[char for char in text if char.isdecimal()] for text in (old, new)]
    is_near = all((one - other).total() <= _FEW for one, other in (letters, letters[::-1]))
    words = [sum(any(map(str.isalnum, word)) for word in text.split()) for text in (old, new)]
    is_one_word = not any(map(str.isspace, old + new))
    if is_near and digits[0] == digits[1] and (words[0] == words[1] or is_one_word):
        return None
    return f"the words {old!r} (to {new!r})"


def _restyled(part: _Part, *, is_entry: bool) -> str | None:
    """Return what a safe fix changes in prose, where style is no matter of a list, or in the label of a link, or `None`."""
    before, after = part.before, part.after
    if before == after or not _WIDE.isdisjoint(part.allowed):
        return None
    if Change.LABELS not in part.allowed and _stops(after, in_labels=True)["."] > _stops(before, in_labels=True)["."]:
        return "the label of a link"
    if not is_entry and _stops(before) != _stops(after):
        return "punctuation outside of entries"
    if Change.MARKUP not in part.allowed or part.fields or _signs(after) < _signs(before):
        return None
    (text, marks), (new_text, new_marks) = _marked_letters(before), _marked_letters(after)
    return "emphasis in prose, outside of titles and authors" if text == new_text and marks != new_marks else None


def _marked_letters(part: RenderedPart) -> tuple[str, list[int]]:
    """Return letters and digits, and the emphasis over each."""
    marked = [(char, piece.marks) for piece in part.own_pieces() for char in piece.text if char.isalnum()]
    return "".join(char for char, _ in marked), [marks for _, marks in marked]


def _stops(part: RenderedPart, *, in_labels: bool = False) -> Counter[str]:
    """Count full stops and square brackets, which entries have as a matter of style, in text or in the labels of links."""
    texts = (piece.text for piece in part.own_pieces() if piece.link or not in_labels)
    return Counter(char for char in _folded("".join(texts)) if char in ".[]")


def _signs(part: RenderedPart) -> int:
    return sum(char in _SIGNS for piece in part.own_pieces() for char in piece.text)


def _merged_lines(document: Document) -> list[tuple[int, int]]:
    """Return where entries begin and end, those that overlap as one."""
    starts, merged = document.source.line_starts, list[tuple[int, int]]()
    for entry in document.entries:
        first, last = starts[entry.first - 1], document.source.line_span(entry.last).end
        if merged and first <= merged[-1][1]:
            first, last = merged[-1][0], max(merged.pop()[1], last)
        merged.append((first, last))
    return merged


def _is_in(ranges: Sequence[tuple[int, int]], offset: int) -> bool:
    index = bisect_right(ranges, (offset, sys.maxsize)) - 1
    return index >= 0 and offset <= ranges[index][1]


def _divided(old: Sequence[RenderedPart], new: Sequence[RenderedPart], *, is_strict: bool) -> str | None:
    """Return the first word that is cut in two where an invisible character was or, if strict, anywhere or joined to another."""
    texts = [_text(parts) for parts in (old, new)]
    if not is_strict and (
        len(_BLANKS.findall(texts[1])) <= len(_BLANKS.findall(texts[0])) or _HIDDEN.search(texts[0]) is None
    ):
        return None
    words = [[_letters(word) for word in _HIDDEN_WORD.findall(text)] for text in texts]
    for before, after in zip(*words, strict=False):
        if before != after:
            return f"the word {before!r} (to {after!r})"
    return None


def _text(parts: Iterable[RenderedPart]) -> str:
    """Return the text of parts, with spaces where something else begins: a paragraph, a cell, emphasis or a link."""
    shown: list[str] = []
    look = (0, 0)
    for part in parts:
        for piece in part.pieces:
            if piece.is_break or (piece.marks, piece.link) != look:
                shown.append(" ")
            look = (piece.marks, piece.link)
            shown.append(piece.text)
    return "".join(shown)


def _letters(text: str) -> str:
    return "".join(_WORD.findall(_folded(text)))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


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
