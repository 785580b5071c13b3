"""What the guard objects to: what reads otherwise after fixes, in a part of the list, than the rules of the fixes declare."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from awesomelint.document.model import Field
from awesomelint.fixing.edits import PendingFix
from awesomelint.fixing.rendering import PICTURE, RenderedPart, Target, look
from awesomelint.rulebook.spec import Change
from awesomelint.startup import NamedTuple, expression

_WORD = expression(r"[^\W_]+")
_BLANKS = expression(r"[ \t\n]+")
_HIDING = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\u200b-\u200f\u2060\ufeff]"
_HIDDEN = expression(rf"(?<=[^\W\d_]){_HIDING}+(?=[^\W\d_])")
_HIDDEN_WORD = expression(rf"[^\W\d_](?:{_HIDING}*[^\W\d_])*|\d+")
"""A number, or a word with the invisible characters in it."""
WIDE = frozenset({Change.LINKS, Change.BLOCKS, Change.ENTRIES, Change.ORDER, Change.NUMBERS})
_COMMAND = expression(r"\\[a-zA-Z]+")
"""A command of LaTeX, which stands for a letter."""
_FEW = 4
"""Letters that may come and go where a word was misspelt or read in a wrong encoding."""
_MAY_LOSE_WORDS = frozenset({Change.WORDS, Change.LABELS})
_OTHER_LETTERS = frozenset({Change.LETTERS, Change.WORDS})
"""What lets letters be others. Those of `LETTERS` are compared by `respelt`."""
_ELSEWHERE = frozenset({Change.LINKS, Change.ENTRIES, Change.ORDER})
"""After these the text is not in its old order."""
_SIGNS = frozenset("*_~`<>\\")
"""Signs of Markdown that nobody writes for readers: where a fix makes one visible, it has not become what it was to be."""
_CLOSING = {")": "(", "]": "[", "}": "{"}
_LOOSE = expression(r"_(?![^\W_])|(?<![^\W_])_")
"""An underscore that is not within a word, where it would be emphasis gone wrong."""


class Part(NamedTuple):
    """A part of the list before and after, the titles and authors that stood in it, and what may differ."""

    before: RenderedPart
    after: RenderedPart
    fields: Sequence[Field]
    allowed: Collection[Change]


def seen_otherwise(parts: Sequence[Part]) -> tuple[int, str] | None:
    """Return which of the parts of a stretch reads otherwise, and how, or `None`."""
    allowed = [part.allowed for part in parts]
    if any(not _ELSEWHERE.isdisjoint(changes) for changes in allowed):
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


def conjured(old: Sequence[RenderedPart], new: Sequence[RenderedPart], fixes: Sequence[PendingFix]) -> str | None:
    """Return what appears that no fix has written, what vanishes that none has taken out, or a bracket left alone."""
    written = Counter("".join(edit.text for fix in fixes for edit in fix.edits))
    shown = [_characters(parts) for parts in (old, new)]
    if conjured := shown[1] - shown[0] - written:
        return f"the text: {_quoted(sorted(conjured))} would appear"
    texts = [Counter("".join(piece.text for part in parts for piece in part.own_pieces())) for parts in (old, new)]
    if signs := _SIGNS.intersection(texts[1] - texts[0]):
        return f"the text: {_quoted(sorted(signs))} would appear"
    loose = [len(_LOOSE.findall(_text(parts))) for parts in (old, new)]
    if loose[1] > loose[0]:
        return "the text: '_' would appear"
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


def undeclared(part: Part) -> str | None:
    """Return what differs that must not, in words, or `None`."""
    before, after, allowed = part.before, part.after, part.allowed
    if before == after:
        return None
    if Change.ENTRIES in allowed:
        old, new = (look([side], [allowed]).shown for side in (before, after))
        return None if _is_part_of(new, old) else "the text of an entry that stays"
    if Change.ORDER in allowed:
        return None if _held(before) == _held(after) else "more than the order of entries"
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


def _held(part: RenderedPart) -> tuple[object, ...]:
    """Return what a part holds, paragraph by paragraph, in whatever order."""
    paragraphs: list[list[object]] = [[]]
    for piece in part.pieces:
        if piece.is_break:
            paragraphs.append([])
        else:
            paragraphs[-1].append((piece.text.strip(), piece.marks, bool(piece.link)))
    texts = Counter(tuple(one) for one in paragraphs if one)
    return texts, Counter(part.targets), Counter(part.blocks), Counter(part.tags), part.landmarks, part.numbers


def _lost_in_links(part: Part) -> str | None:
    """Return what is gone or new where text may become a target.

    Letters are counted wherever they are, since a target that was broken by a space becomes one word.
    """
    before, after, allowed = part.before, part.after, part.allowed
    is_gone = not before.letters(allowed) <= after.letters()
    is_new = Change.URLS not in allowed and not after.letters(allowed) <= before.letters()
    if (is_gone or is_new) and _OTHER_LETTERS.isdisjoint(allowed):
        return f"the words {_quoted(sorted(before.words() ^ after.words()))}"
    lost = Counter(target.url for target in before.targets if not target.is_text)
    lost -= Counter(target.url for target in after.targets)
    return f"the targets {_quoted(sorted(lost))}" if lost and Change.URLS not in allowed else None


def respelt(part: Part) -> str | None:
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


def restyled(part: Part, *, is_entry: bool) -> str | None:
    """Return what a safe fix changes in prose, where style is no matter of a list, or in the label of a link, or `None`."""
    before, after = part.before, part.after
    if before == after or not WIDE.isdisjoint(part.allowed):
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


def divided(old: Sequence[RenderedPart], new: Sequence[RenderedPart], *, is_strict: bool) -> str | None:
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


def loss(part: Part) -> str | None:
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
