"""The form of an item: `[Name](link) - Description.`"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from awesomelint.checks.awesome.items import SEPARATOR, Item, described_items, is_description, items, seen, words_of
from awesomelint.checks.awesome.names import begins_with_name, is_known_name
from awesomelint.checks.base import short
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Evidence, Fix, Safety
from awesomelint.document.model import Document
from awesomelint.markdown.blocks import UNSEEN, Segment, SegmentKind
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span
from awesomelint.startup import NamedTuple, expression


def item_name(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report items whose link has no text."""
    for item in items(document):
        label = item.link.label_span
        if label is not None and not document.source[label].strip():
            yield rule.diagnose(item.link.span, "found a link without text, expected a name")


def item_separator(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report items whose name and description are separated by something else than ` - `."""
    for item in items(document):
        if item.separator is None:
            if is_description(words_of(item.behind)):
                place = Span(item.link.span.end, item.link.span.end)
                yield rule.diagnose(place, f'found no "{SEPARATOR}" between name and description')
            continue
        found = document.source[item.separator]
        if found.rstrip() == SEPARATOR.rstrip() and document.source.text[item.separator.end] in "\r\n":
            continue  # a description on the next line
        if found != SEPARATOR and seen(item.description).strip():
            is_sure = "," not in found  # what is behind a comma may be a remark
            fix = Fix((Edit(item.separator, SEPARATOR),), title="write the separator") if is_sure else None
            shown = found.replace("\xa0", "\\xa0").replace("\t", "\\t")
            yield rule.diagnose(item.separator, f'found "{shown}", expected "{SEPARATOR}"', fix=fix)


_NAME = expression(
    r"(?s:[^\W\d_]*[A-Z\d._+#/@:].*|.+\.[a-z]{2,}|.+-(?:like|based|style|inspired|flavou?red|compatible)|[b-df-hj-np-tv-xz]{2,})"
)
"""A first word that is a name, begins with one, or has no vowels, as many commands have."""


def item_capital(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report descriptions that begin with a small letter, other than that of a name."""
    for item in described_items(document):
        span = first_word(item)
        if span is not None and document.source.text[span.start].islower():
            yield report_small_letter(document, span, rule)


def first_word(item: Item) -> Span | None:
    """Return the first word of a description, `None` where it is no word, or where the case of its first letter is a name's."""
    first = item.description[0] if item.description else None
    if first is None or first.kind is not SegmentKind.TEXT or first.link is not None or first.breaks:
        return None
    words = first.text.split(maxsplit=1)
    if len(words) < 2 or words[1].startswith("("):
        return None
    word = words[0].rstrip(".,;:!?")
    if (
        not (word[:1].islower() or word[:1].isupper())
        or _NAME.fullmatch(word[0].lower() + word[1:])
        or _is_of_name(word, item)
        or begins_with_name(first.text.lstrip())
        or _is_subject(word, first.text.lstrip(), item)
    ):
        return None
    start = first.start + len(first.text) - len(first.text.lstrip())  # within emphasis
    return Span(start, start + len(word))


def report_small_letter(document: Document, span: Span, rule: Rule, evidence: Evidence | None = None) -> Diagnostic:
    """Return the finding that a description begins with a small letter."""
    word = document.source[span]
    fix = Fix((Edit(Span(span.start, span.start + 1), word[0].upper()),), Safety.UNSAFE, "begin with a capital letter")
    better = word[0].upper() + word[1:]
    message = f'description begins with "{short(word)}", expected "{short(better)}"'
    return rule.diagnose(span, message, fix=fix, evidence=evidence)


def _is_of_name(word: str, item: Item) -> bool:
    """Return whether a word is the name of an item or a part of it, in the same case, also one with hyphens of its address."""
    label = item.link.label
    if word == label or word in _PARTS.split(label):
        return True
    name = word.removesuffix("'s").removesuffix("’s")
    return "-" in name and any(f"{each}-".startswith(f"{name}-") for each in (label, *item.link.url.split("/")))


def _is_subject(word: str, text: str, item: Item) -> bool:
    """Return whether a description speaks of what the name of its item begins with, as in `rdf-rs`: "rdf is ..."."""
    return item.link.label.startswith(f"{word}-") and _AFTER_NAME.match(text, len(word)) is not None


_PARTS = expression(r"[^\w-]+")

# -- the end of a description

_STOPS = ".!?…。！？｡؟।"
_QUOTES = "\"'”’»」』*"
_BRACKETS = {")": "(", "]": "[", "）": "（", "】": "【"}
_DOUBLE = expression(r"[.!?…][\"”](?P<more>[.!?…]+)$")
_FOOTNOTES = expression(r"(?:\[\^[^\[\]\s]+\]\s*)+$")
_TAGS = expression(
    r"(?:\s+(?:#\w[\w-]*|:[a-z0-9_+-]+:|[★☆⭐✨🌟]\ufe0f?\s*[\d.,]+[kK]?|[\d.,]+[kK]?\s+(?:stars|⭐|★)))+$"
)
"""Hashtags, emoji by their names, and numbers of stars."""
_TAIL = 100
"""Characters at the end of a description that are looked at for footnotes and tags."""


class Ending(NamedTuple):
    """How a description ends: its text without footnotes, the segment with the last words, and the offset behind them.

    `is_stopped` if it ends as a sentence does, perhaps before links, code or signs. `more` is where a second mark is.
    """

    text: str
    last: Segment
    end: int
    is_code: bool
    is_stopped: bool
    more: Span | None


def ending(item: Item) -> Ending | None:
    """Return how a description ends, `None` where there is none, or a list goes on with it."""
    text = seen(item.description).rstrip()
    text = text[:-_TAIL] + _FOOTNOTES.sub("", text[-_TAIL:]).rstrip()
    if not any(map(str.isalnum, text)) or (text.endswith((":", "：")) and _has_more(item)):
        return None
    last = next(each for each in reversed(item.description) if each.kind not in UNSEEN and each.text.strip())
    end = _end(last, text)
    double = _DOUBLE.search(text)
    more = Span(end - len(double["more"]), end) if double is not None else None
    is_stopped = any(map(_ends, (text, _TAGS.sub("", text[-_TAIL:]), _without_tail(item.description))))
    return Ending(text, last, end, _is_code(item.description), is_stopped, more)


def item_full_stop(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report descriptions that do not end with a full stop, or with two."""
    entries = {id(entry.block) for entry in document.entries}
    for item in described_items(document):
        found = ending(item)
        if found is None:
            continue
        if found.is_code:
            yield rule.diagnose(Span(item.start, found.end), "description is code alone, expected a sentence")
        elif found.more is not None:
            fix = Fix((Edit(found.more, ""),), Safety.UNSAFE, "drop the second mark")
            marks = found.text[found.more.start - found.end - 2 :]
            yield rule.diagnose(found.more, f'description ends with "{marks}", expected one mark', fix=fix)
        elif not found.is_stopped:
            safety = Safety.SAFE if id(item.block) in entries else Safety.UNSAFE  # it may be a remark, and no entry
            yield report_no_stop(found, ".", safety, rule)


def report_no_stop(
    found: Ending, stop: str, safety: Safety, rule: Rule, evidence: Evidence | None = None
) -> Diagnostic:
    """Return the finding that a description has no full stop at its end; the fix writes it behind words."""
    text, last = found.text, found.last
    is_word = text[-1].isalnum() or text[-1] in _QUOTES or text[-1] in _BRACKETS
    is_plain = last.kind is SegmentKind.TEXT and (last.link is None or last.link.label_span is not None)
    place = Span(found.end, found.end)
    is_tag = _TAGS.search(text, max(0, len(text) - _TAIL)) is not None  # `#birds.` is another tag
    fix = Fix((Edit(place, stop),), safety, "end with a full stop") if is_word and is_plain and not is_tag else None
    message = f'description ends with "{short(text[-12:])}", expected a full stop'
    return rule.diagnose(place, message, fix=fix, evidence=evidence)


def _is_code(description: Sequence[Segment]) -> bool:
    """Return whether a description is one stretch of code, and no full stop behind it."""
    words = [each for each in description if each.kind not in UNSEEN and each.text.strip()]
    return len(words) == 1 and words[0].kind is SegmentKind.CODE


def _has_more(item: Item) -> bool:
    return len(item.block.children) > 1


def _end(last: Segment, text: str) -> int:
    """Return where the text of a description ends: behind the link that its last words are in."""
    if last.link is not None:
        return last.link.span.end
    shown = last.text.rstrip()
    at = shown.rfind(text[-1]) + 1
    return last.start + at if len(last.text) == last.end - last.start else last.end - (len(last.text) - len(shown))


def _ends(text: str) -> bool:
    """Return whether a text ends as a sentence does; signs may follow, and brackets."""
    opening = _BRACKETS.get(text[-1:])
    return _has_stop_at_end(text) or (
        _is_without_stops(text[-1]) if opening is None else _has_stop_at_end(text[: max(0, text.rfind(opening))])
    )


def _has_stop_at_end(text: str) -> bool:
    """Return whether a full stop is behind the last letter and the last digit of a text."""
    last = max(map(text.rfind, _STOPS))
    return last >= 0 and not any(map(str.isalnum, text[last + 1 :]))


def _is_without_stops(char: str) -> bool:
    """Return whether a character is of a script in which lists mostly have no full stops."""
    return unicodedata.category(char) == "Lo"


def _without_tail(description: Sequence[Segment]) -> str:
    """Return what a description says before the links and the code at its end, such as those to a demo, source or licence."""
    rest = list(description)
    while rest and (rest[-1].link is not None or rest[-1].kind is not SegmentKind.TEXT or _is_aside(rest[-1])):
        rest.pop()
    return _OPENED.sub("", seen(rest)) if len(rest) < len(description) and rest else "no sentence"


_OPENED = expression(r"(?<![\s(\[{|/,;·•–-])[\s(\[{|/,;·•–-]++$")


def _is_aside(segment: Segment) -> bool:
    """Return whether a text is a sign between links, or a remark such as *Paid*."""
    text = segment.text
    if not any(map(str.isalnum, text)):
        return not any(char in _STOPS for char in text)
    return bool(segment.marks) and len(text.split()) <= _MANY_IN_REMARK


_MANY_IN_REMARK = 3


# -- its words


def item_repeats_name(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report descriptions that begin with the name of their item; of `owner/name` with the name."""
    for item in items(document):
        said, label = seen(item.description), item.link.label.strip()
        begin = len(said) - len(said.lstrip())
        for name in dict.fromkeys((label, label.rpartition("/")[2])):
            end = begin + len(name)
            if not name or not said.casefold().startswith(name.casefold(), begin):
                continue
            first = next(each for each in item.description if each.kind not in UNSEEN and each.text.strip())
            is_own = not is_known_name(name) and first.kind is SegmentKind.TEXT
            if _AFTER_NAME.match(said, end) or (is_own and _AFTER_OWN_NAME.match(said, end)):
                start = first.start + len(first.text) - len(first.text.lstrip())
                span = Span(start, start + len(name))
                yield rule.diagnose(span, f'description begins with the name "{short(name)}"')


_VERBS = (
    "is are was were has can will adds aims allows? analyzes automates brings builds combines connects converts creates delivers "
    "detects enables exposes extends facilitates features generates gives helps implements includes integrates keeps lets makes "
    "manages monitors offers? parses performs provides? reads runs serves simplifies supports takes tries turns uses works wraps"
)
_AFTER_NAME = expression(
    rf"[.,:!?]|\s*$|(?:\s+\([^()]*\))?\s+"
    rf"(?:(?:{'|'.join(_VERBS.split())}|[a-z]{{3,}}s\s+(?:the|an?|your?|all|most|any|its?|it|them|up|out|how))(?!\w)|[-–—](?!\w))"
)
_AFTER_OWN_NAME = expression(
    rf"\s+(?:for\s|[a-z]{{3,}}s\s+[a-z]{{3,}}s(?![\w-])|(?:{'|'.join(_VERBS.split())})(?!\w))", re.IGNORECASE
)
"""What follows a name that is no language's or platform's, which things are named after: "Go for beginners"."""
