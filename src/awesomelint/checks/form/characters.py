"""Invisible characters, and full-width punctuation in Latin text or the reverse."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from urllib.parse import unquote

from awesomelint.checks.form.slips import link_slips
from awesomelint.checks.links.slugs import anchors, slug
from awesomelint.checks.rendering.list_starts import blanks_at_signs
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from awesomelint.document.conventions import is_majority
from awesomelint.document.model import Document, remembered
from awesomelint.markdown.blocks import VERBATIM, Block, BlockKind, Emphasis, SegmentKind
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span
from awesomelint.startup import NamedTuple, expression

_EAST_ASIAN = "\u2e80-\u2fdf\u3040-\u30ff\u3100-\u318f\u31a0-\u31bf\u31f0-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
_EAST_ASIAN_LETTER = expression(f"[{_EAST_ASIAN}\U00020000-\U0003ffff]")
_NARROW = {"，": ",", "。": ".", "：": ":", "；": ";", "！": "!", "？": "?", "（": "(", "）": ")", "、": ","}
_WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}
_FULL_WIDTH = expression(f"[{''.join(_NARROW)}]")
_LATIN_MARK = dict(zip(",.:;!?()", (r",\s", r"\w\.\s", r":\s", r";\s", r"!\s", r"\?\s", r"\(\w", r"\(\w"), strict=True))
# The mark comes first: what an expression begins with is searched for fast, and looking back is not.
_ASCII_BETWEEN = expression(f"[,;:!?](?=[{_EAST_ASIAN}])(?<=[{_EAST_ASIAN}].)")
_WIDE_BETWEEN = expression(f"[，；：！？](?=[{_EAST_ASIAN}])(?<=[{_EAST_ASIAN}].)")


def full_width_punctuation(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report full-width marks in fields without any East Asian letter, and ASCII marks between two such letters.

    Either counts only where the list mostly does it the other way; one finding a field and line.
    """
    text = document.source.text
    latin, east_asian = rule.options["latin"], rule.options["east-asian"]
    has_wide = any(mark in text for mark in _NARROW)
    if latin != "any" and has_wide:
        yield from _report(document, rule, "Latin text", list(_wide_in_latin(document, rule)))
    if (east_asian == "infer" and has_wide) or (east_asian == "full-width" and not text.isascii()):
        yield from _report(document, rule, "East Asian text", list(_narrow_in_east_asian(document, rule)))


def _report(document: Document, rule: Rule, where: str, marks: list[tuple[Block, Edit]]) -> Iterator[Diagnostic]:
    source = document.source
    for _, group in groupby(marks, key=lambda item: (id(item[0]), source.line_at(item[1].span.start))):
        edits = [edit for _, edit in group]
        first = edits[0]
        more = f" ({len(edits) - 1} more here)" if len(edits) > 1 else ""
        written, expected = source[first.span].strip(), first.text.strip()
        cause = f'found "{written}" in {where}, expected "{expected}"'
        yield rule.diagnose(first.span, f"{cause}{more}", fix=Fix(tuple(edits)), cause=cause)


def _wide_in_latin(document: Document, rule: Rule) -> Iterator[tuple[Block, Edit]]:
    """Yield the full-width marks in Latin fields, with the edits that narrow them; not the brackets of broken links."""
    text = document.source.text
    usual: dict[str, bool] = {}
    latin: dict[int, bool] = {}
    mended = {edit.span.start for slip in link_slips(document) for edit in slip.edits}
    for match in _FULL_WIDTH.finditer(text):
        at = match.start()
        leaf = document.places.leaf_at(at)
        if leaf is None or leaf.inline is None or leaf.kind is BlockKind.HTML or at in mended:
            continue
        key = id(leaf)
        if key not in latin:
            latin[key] = not _EAST_ASIAN_LETTER.search(leaf.inline.plain())
        segment = document.places.segment_at(at)
        if not latin[key] or segment is None or segment.kind is not SegmentKind.TEXT or not _beside_latin(text, at):
            continue
        mark = _NARROW[match[0]]
        if mark not in usual:
            usual[mark] = rule.options["latin"] == "ascii" or _is_usual(text, mark)
        if usual[mark]:
            yield leaf, _narrowed(text, at, mark, leaf)


def _beside_latin(text: str, at: int) -> bool:
    """Return whether the words on both sides are written in letters, digits or brackets that go with ASCII marks."""
    if text[at] == "（":
        return _is_latin(text[at + 1 : at + 2])
    return _is_latin(text[at - 1 : at] if text[at - 1 : at] != " " else text[at - 2 : at - 1])


def _is_latin(char: str) -> bool:
    return bool(char) and (char in "()[]*_\"'`" or (char.isalnum() and not _EAST_ASIAN_LETTER.match(char)))


def _is_usual(text: str, mark: str) -> bool:
    """Return whether the list mostly writes an ASCII mark rather than its full-width form."""
    wide = next(key for key, value in _NARROW.items() if value == mark)
    narrow = len(re.findall(_LATIN_MARK[mark], text))
    return is_majority(narrow, narrow + text.count(wide))


_DASHES = tuple("-–—")
_BEGINS = expression(r"[^\W_]|[(\[“‘`]|!\[|<https?:", re.IGNORECASE)
"""What sentences go on with, and a space is before: a word, an opening bracket or quotation mark, code, an image, a URL."""
_PICTURE = "So"
"""The category of emoji."""
_NUMBER = expression(r"\d(?:[:：]\d\d|[,，]\d{3})(?!\d)")
"""A time or a number in thousands, around the mark in it."""


def _narrowed(text: str, at: int, mark: str, leaf: Block) -> Edit:
    """Return the edit for one mark: the space that the wide form brings along is written out, except in headings.

    There it would change the anchor of the heading.
    """
    start, end = at, at + 1
    if leaf.kind is BlockKind.HEADING:
        return Edit(Span(start, end), mark)
    if mark == "(":
        is_glued = (
            text[start - 1 : start].isalnum()
            or text[start - 1 : start] in _DASHES
            or any(one.outer.end == start for one in _emphases(leaf))
        )
        return Edit(Span(start, end), f" {mark}" if is_glued else mark)
    if text[start - 1 : start] == " " and text[start - 2 : start - 1].isalnum():
        start -= 1
    return Edit(
        Span(start, end), f"{mark} " if _begins_word(text, end, leaf) and not _NUMBER.match(text, at - 1) else mark
    )


def _begins_word(text: str, at: int, leaf: Block) -> bool:
    """Return whether a word begins at a place, or what stands for one: a link, code, a picture, perhaps with emphasis."""
    if _BEGINS.match(text, at) is not None or unicodedata.category(text[at : at + 1] or " ") == _PICTURE:
        return True
    return any(one.outer.start == at for one in _emphases(leaf))


def _emphases(leaf: Block) -> Sequence[Emphasis]:
    return leaf.inline.emphases if leaf.inline is not None else ()


def _narrow_in_east_asian(document: Document, rule: Rule) -> Iterator[tuple[Block, Edit]]:
    """Yield the ASCII marks between two East Asian letters, with the edits that widen them."""
    text = document.source.text
    matches = list(_ASCII_BETWEEN.finditer(text))
    if not matches:
        return
    wide = Counter(_WIDE_BETWEEN.findall(text))
    narrow = Counter(_WIDE[match[0]] for match in matches)
    for match in matches:
        mark = _WIDE[match[0]]
        is_wide = is_majority(wide[mark], wide[mark] + narrow[mark])
        if rule.options["east-asian"] == "infer" and not is_wide:
            continue
        leaf, segment = document.places.leaf_at(match.start()), document.places.segment_at(match.start())
        if (
            leaf is not None
            and leaf.kind is not BlockKind.HTML
            and segment is not None
            and segment.kind is SegmentKind.TEXT
            and not _is_in_ascii_brackets(text, segment.span.start, match.start())
        ):
            yield leaf, Edit(Span(*match.span()), mark)


def _is_in_ascii_brackets(text: str, start: int, at: int) -> bool:
    """Return whether a mark is in a remark in ASCII brackets, whose marks go with them: `(注:短文本)`."""
    opening = max(text.rfind(bracket, start, at) for bracket in "([")
    return opening >= 0 and not any(bracket in text[opening:at] for bracket in "])）】")


# -- invisible characters, which keep searches, links and line breaks from working

_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_JOINERS = "\u200c\u200d"
_DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_ZERO_WIDTH = "\u00ad\u180e\u200b\u2060-\u2064\u3164\ufeff\uffa0\ufff9-\ufffc"
_SEPARATORS = "\u2028\u2029"
_NO_BREAK = "\u00a0\u2007\u202f"
_LIGATURES = "\ufb00-\ufb06"
_SUSPECT = expression(f"[{_CONTROLS}{_JOINERS}{_DIRECTIONS}{_ZERO_WIDTH}{_SEPARATORS}{_NO_BREAK}{_LIGATURES}\ufffd]")
_IS_NO_BREAK = expression(f"[{_NO_BREAK}]")
_IS_HARMLESS = expression(f"[{_NO_BREAK}\u2061-\u2064]")
"""What publishers' pages have on purpose; it keeps searches from working, and nothing else."""
_IS_HALF = expression(".?[\u00c2-\u00f4][\x80-\x9f]\\Z|[\u00c2-\u00f4][\x80-\x9f]{2}\\Z", re.DOTALL)
"""The end of UTF-8 that was read as Latin-1."""
_IS_DIRECTION = expression(f"[{_DIRECTIONS}]")
_IS_LIGATURE = expression(f"[{_LIGATURES}]")
_IS_GAP = expression(f"[{_SEPARATORS}\x0b\x0c\x85]")
_ITEM = expression(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\[|\*\*)")
"""What begins an item, where a line break was meant."""
_RIGHT_TO_LEFT = expression("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_JOINED_SCRIPTS = expression(
    "[\u0590-\u0eff\u1000-\u109f\u1780-\u18af\u1a00-\u1aff\ua840-\ua87f\ufb50-\ufdff\ufe70-\ufefc]"
)
"""Scripts whose letters change, or whose words break, with joiners and zero-width spaces."""
_OPENING_MARKS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c"} | dict.fromkeys(
    "\u2066\u2067\u2068", "\u2069"
)
_CLOSING_MARKS = frozenset(_OPENING_MARKS.values())
_BREAKERS = "\u200b\u2060"
_AUTOMATIC = "@#.:/"
"""Signs after which a zero-width character keeps GitHub from making a link or a mention."""
_LOST = "\ufffd"
_SOFT_HYPHEN = "\u00ad"
_FOR_LETTERS = frozenset((*map(chr, (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F)), _SOFT_HYPHEN))
_OVERRIDES = frozenset("\u202d\u202e")
_FRENCH_BEFORE, _FRENCH_AFTER = frozenset(":;!?»%"), "«"
_KEEPS_TOGETHER = expression(r"(?:.*\W)?(?:(?:[^\W\d_]|[A-Z][a-z]{1,3})\..\w|[^\W\d_]{2,5}\..[\d(])\Z", re.DOTALL)
"""An abbreviation or initial and what is not to be parted from it: Fig. 3, pp. 7, Q. Berg, Dr. Berg, within 8 characters."""
_NAMES = {
    "\u00a0": "no-break space",
    "\u00ad": "soft hyphen",
    "\u200b": "zero-width space",
    "\u200c": "zero-width non-joiner",
    "\u200d": "zero-width joiner",
    "\u2028": "line separator",
    **dict.fromkeys("\u2061\u2062\u2063\u2064", "invisible operator"),
    "\ufeff": "byte order mark",
    "\ufffc": "object replacement character",
    "\ufffd": "replacement character",
}


class _Found(NamedTuple):
    at: int
    char: str
    line: int
    in_target: bool


def invisible_characters(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report invisible characters, no-break spaces and ligatures, once a line and kind.

    Emoji joiners, joiners and breaks of scripts that need them, and balanced marks in right-to-left text are left alone.
    """
    text = document.source.text
    if not _SUSPECT.search(text):
        return
    reports_no_break = rule.options["no-break-spaces"] == "report"
    source = document.source
    directed = {source.line_at(match.start()) for match in _IS_DIRECTION.finditer(text)}
    # In right-to-left text whose marks of direction are balanced, the marks do their work.
    turned = {line for line in directed if _RIGHT_TO_LEFT.search(source.line(line)) and _is_balanced(source.line(line))}
    places = [
        place
        for match in _SUSPECT.finditer(text)
        if (reports_no_break or not _IS_NO_BREAK.match(match[0]))
        and match.start() not in blanks_at_signs(document)
        and (place := _place(document, match.start(), match[0], turned)) is not None
    ]
    for (_, char, in_target), group in groupby(places, key=lambda place: (place.line, place.char, place.in_target)):
        yield _characters_report(document, rule, char, in_target, [place.at for place in group])


def _place(document: Document, at: int, char: str, turned: set[int]) -> _Found | None:
    """Return where a character is, or `None` where it is justified."""
    if _IS_HALF.match(document.source.text, max(at - 2, 0), at + 1):
        return None  # of a letter, and another rule's
    line = document.source.line_at(at)
    leaf = document.places.leaf_at(at)
    around = leaf or document.places.leaf_on(line)
    if around is not None and around.kind in VERBATIM:
        return None
    target = _target_at(leaf, at) if leaf is not None else None
    if target is not None and target[:1] == "#" and unquote(target[1:]) in anchors(document):
        return None  # the id has it, too
    if target is None:
        if leaf is not None and _IS_NO_BREAK.match(char) and _is_led_to(leaf, document):
            return None  # the heading would have another anchor without it
        segment = document.places.segment_at(at)
        if segment is not None and segment.kind in (SegmentKind.CODE, SegmentKind.TAG, SegmentKind.IMAGE):
            return None
        if line in turned if _IS_DIRECTION.match(char) else _is_right(document.source.text, at, char):
            return None
    return _Found(at, char, line, target is not None)


def _target_at(leaf: Block, at: int) -> str | None:
    """Return the target of the link in whose target a place is."""
    assert leaf.inline is not None
    links = leaf.inline.links
    index = bisect_right(links, at, key=lambda link: link.span.start) - 1
    target = links[index].target_span if index >= 0 else None
    return links[index].url if target is not None and at in target else None


def _is_led_to(leaf: Block, document: Document) -> bool:
    return (
        leaf.kind is BlockKind.HEADING and leaf.inline is not None and slug(leaf.inline.plain()) in _fragments(document)
    )


@remembered
def _fragments(document: Document) -> frozenset[str]:
    """Return the anchors that links of a document lead to."""
    return frozenset(unquote(link.url[1:]) for link in document.links if link.url[:1] == "#")


def _is_right(text: str, at: int, char: str) -> bool:
    """Return whether a character does what it was made for."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if char in _JOINERS or char in _BREAKERS:
        if before and before in _AUTOMATIC:
            return True
        if _JOINED_SCRIPTS.match(before) or _JOINED_SCRIPTS.match(after):
            return True
        return char == "\u200d" and _is_emoji(before) and _is_emoji(after)
    if _IS_NO_BREAK.match(char):
        is_french = after in _FRENCH_BEFORE or before == _FRENCH_AFTER
        is_number = before.isdigit() and after.isalnum()
        return is_french or is_number or _KEEPS_TOGETHER.match(text[max(at - 7, 0) : at + 2]) is not None
    return False


def _is_emoji(char: str) -> bool:
    return bool(char) and (unicodedata.category(char) in ("So", "Sk") or char in "\ufe0f♀♂")


def _is_balanced(line: str) -> bool:
    """Return whether every direction that is opened in a line is closed in it."""
    stack: list[str] = []
    for match in _IS_DIRECTION.finditer(line):
        char = match[0]
        if char in _OPENING_MARKS:
            stack.append(_OPENING_MARKS[char])
        elif char in _CLOSING_MARKS and (not stack or stack.pop() != char):
            return False
    return not stack


def _characters_report(document: Document, rule: Rule, char: str, in_target: bool, places: list[int]) -> Diagnostic:
    text = document.source.text
    edits = tuple(Edit(Span(at, at + 1), _instead(text, at, char)) for at in places)
    expected = {"": "none", " ": "a space"}.get(edits[0].text, f'"{edits[0].text}"')
    is_line_break = _IS_GAP.match(char) is not None and any(_ITEM.match(text, at + 1) for at in places)
    count = len(places)
    name = "ligature" if _IS_LIGATURE.match(char) else unicodedata.name(char, "control character").lower()
    name = _NAMES.get(char, name)
    what = f"{count} {name}s" if count > 1 else f"an {name}" if name[0] in "aeiou" else f"a {name}"
    if count > 1 and expected == "a space":
        expected = "spaces"
    where = " in a URL" if in_target else ""
    severity = Severity.INFO if _IS_HARMLESS.match(char) else Severity.WARNING
    safety = _safety(document, char, in_target, places)
    wanted = expected
    if not in_target and any(_stands_for_letters(text, at) for at in places):
        if char == _SOFT_HYPHEN:
            wanted, safety = "none, or the letters that were lost, such as ff", safety and Safety.UNSAFE
        else:
            wanted, safety = "the letters that were lost, such as ff", None
    if is_line_break:
        wanted, safety = "a line break", None
    if char == _LOST:
        wanted, safety = "the character that was lost", None
    fix = Fix(edits, safety) if safety is not None else None
    message = f"found {what} (U+{ord(char):04X}){where}, expected {wanted}"
    return rule.diagnose(
        Span(places[0], places[0] + 1), message, fix=fix, severity=Severity.ERROR if in_target else severity
    )


def _stands_for_letters(text: str, at: int) -> bool:
    """Return whether a control character or a soft hyphen is inside a word: programs that copy from a PDF leave one for a
    ligature."""
    return text[at] in _FOR_LETTERS and text[at - 1 : at].isalpha() and text[at + 1 : at + 2].isalpha()


def _instead(text: str, at: int, char: str) -> str:
    if _IS_LIGATURE.match(char):
        return unicodedata.normalize("NFKC", char)
    if _IS_NO_BREAK.match(char):
        return " "
    if _IS_GAP.match(char):
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        return "" if not before or not after or before.isspace() or after.isspace() else " "
    return ""


def _safety(document: Document, char: str, in_target: bool, places: list[int]) -> Safety | None:
    """Return whether characters can go unseen, or `None` where they hold up a line or a paragraph of their own.

    They cannot unseen from a URL, a definition, a heading whose anchor they change, or where they turn text.
    """
    if in_target:
        return Safety.UNSAFE
    source = document.source
    line = source.line_span(source.line_at(places[0]))
    words = _SUSPECT.sub("", source[line]).strip()
    if not words or not source.text[line.start : places[0]].strip(" \t>"):
        return None
    leaf = document.places.leaf_at(places[0])
    changes_anchor = leaf is not None and leaf.kind is BlockKind.HEADING
    if leaf is None or (changes_anchor and (_IS_LIGATURE.match(char) or _IS_NO_BREAK.match(char))):
        return Safety.UNSAFE
    return Safety.UNSAFE if char in _OVERRIDES or _RIGHT_TO_LEFT.search(words) else Safety.SAFE
