"""How names of languages, programs and sites are spelled, by the table `rules/data/names.txt`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cache

from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Safety
from awesomelint.document.model import Document
from awesomelint.markdown.blocks import Block, BlockKind, SegmentKind
from awesomelint.paths import read_words
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span
from awesomelint.startup import NamedTuple, expression

FILE = "names.txt"
_SMALL, _WITH_WORDS, _COMMANDS = "small-too", "with-words", "commands"
"""The group of names that may also be written in small letters, of those that are words unless others are next to them, and of
commands, whose names are written in small letters, but not by all."""


_FIRST = expression(r"(?<![\w.@#:$~&+'’-])\.?[A-Za-z0-9]+", re.ASCII)
"""What a name may begin with. Expressions are made for those that occur only: one for all names takes 30 ms to make."""
_WORD = expression(r"[a-z0-9]+")


class _Names(NamedTuple):
    """The right spelling by each form in lower case without spaces, those that may be small, forms by first word, commands.

    `words` are the first words without a full stop in front.
    """

    right: dict[str, str]
    small: frozenset[str]
    forms: dict[str, set[str]]
    words: frozenset[str]
    commands: frozenset[str]


@cache
def _names() -> _Names:
    right: dict[str, str] = {}
    small = set()
    all_forms = defaultdict[str, set[str]](set)
    words = read_words(FILE)
    for group, lines in words.items():
        for line in lines if group != _COMMANDS else ():
            name, *others = (form.strip() for form in line.split("|"))
            forms = [name] if group == _WITH_WORDS else [name, *others]
            around = _around(others) if group == _WITH_WORDS else "{}"
            for form in forms:
                right[_key(form)] = name
                for written in (form, _key(form)):
                    first = _FIRST.match(written.lower())
                    assert first is not None, f"{FILE}: {form}"
                    all_forms[first[0]].add(around.format(r"[ ]?".join(map(re.escape, form.lower().split()))))
            if group == _SMALL:
                small.add(name)
    first_words = frozenset(first.lstrip(".") for first in all_forms)
    return _Names(right, frozenset(small), all_forms, first_words, frozenset(words[_COMMANDS]))


def _around(words: Iterable[str]) -> str:
    """Return the form of an expression for a name next to words: `java and php`, `in java _` for one behind "in"."""
    before = "|".join(rf"(?<=\b{re.escape(word[:-1])})" for word in words if word.endswith(" _"))
    behind = rf"(?=[ /](?:{'|'.join(re.escape(word) for word in words if not word.endswith(' _'))})\b)"
    return rf"(?:(?:{before}){{0}}|{{0}}{behind})" if before else f"{{0}}{behind}"


@cache
def _expression(first: str) -> re.Pattern[str]:
    """Return what finds the names that begin with a word, one of `_Names.forms`."""
    any_form = "|".join(sorted(_names().forms[first], key=len, reverse=True))
    return re.compile(rf"(?:{any_form})(?![\w@#:(+-]|\.\w)", re.IGNORECASE | re.ASCII)


def _key(form: str) -> str:
    return "".join(form.lower().split())


def right_names() -> frozenset[str]:
    """Return all names as they are spelled rightly, and in small letters where they may be."""
    names = _names()
    return frozenset(names.right.values()) | {name.lower() for name in names.small} | names.commands


def is_known_name(text: str) -> bool:
    """Return whether a text is a name that the table has, in any spelling."""
    return _key(text) in _names().right


def begins_with_name(text: str) -> bool:
    """Return whether a text begins with a name, rightly spelled or not, or with a command."""
    first = _FIRST.match(text)
    if first is not None and first[0] in _names().commands:
        return True
    return next((match.start() == 0 for match in _found(text)), False)


def _found(text: str) -> Iterator[re.Match[str]]:
    """Yield the names in a text, however they are spelled."""
    end, forms = 0, _names().forms
    if _names().words.isdisjoint(_WORD.findall(text.lower())):
        return
    for first in _FIRST.finditer(text):
        word, start = first[0].lower(), first.start()
        if start >= end and word in forms and (match := _expression(word).match(text, start)) is not None:
            end = match.end()
            yield match


def name_spelling(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report names that are spelled otherwise than their owners do, in prose."""
    titles = sorted(entry.title.outer for entry in document.entries if entry.title is not None)
    for block in document.blocks:
        if block.inline is None or block.kind is BlockKind.HTML:
            continue
        for segment in block.inline.segments:
            if segment.kind is SegmentKind.TEXT and segment.link is None:
                for start, found, name in _misspelt(segment.text, is_marked=bool(segment.marks)):
                    span = Span(segment.start + start, segment.start + start + len(found))
                    if document.source[span] == found and not _is_in(titles, span):
                        yield rule.diagnose(
                            span, f'found "{found}", expected "{name}"', fix=_fix(block, span, found, name)
                        )


def _misspelt(text: str, *, is_marked: bool) -> Iterator[tuple[int, str, str]]:
    """Yield the place, the spelling and the right spelling of each name that is spelled otherwise."""
    wrong = list(_spelt_otherwise(text))
    if not wrong or text.isupper():
        return
    are_keywords, acronyms = _are_keywords(text), set(_LIKE_ACRONYM.findall(text))
    paths: dict[Span, bool] = {}
    for match, name in wrong:
        found = match[0]
        if found.islower() and (are_keywords or (is_marked and found == text.strip())):
            continue  # what stands there, such as the name of a folder, or one of the keywords of an entry
        if not (
            _is_in_path(text, match, paths)
            or _is_named(text, match)
            or _is_among_commands(text, match)
            or _spells_acronym(found, acronyms)
        ):
            yield match.start(), found, name


def _spelt_otherwise(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Yield the names that are not spelled rightly, nor in small letters where they may be, each with the right spelling."""
    names = _names()
    for match in _found(text):
        found, name = match[0], names.right[_key(match[0])]
        if found != name and not (name in names.small and found == found.lower()):
            yield match, name


_KEYWORD = expression(r"\s*[a-z0-9]+(?:[ -][a-z0-9]+)?\s*")
_KEYWORDS = 3


def _are_keywords(text: str) -> bool:
    """Return whether a text is keywords between commas, most of them in small letters: "heron-watching, llm, chatgpt"."""
    parts = text.split(",")
    small = sum(_KEYWORD.fullmatch(part) is not None for part in parts)
    return len(parts) >= _KEYWORDS and 4 * small >= 3 * len(parts)


_AMONG = expression(r"\b([a-z][a-z0-9+-]*)(?:, (?:and |or |& )?| (?:and|or|&) )\Z")
_REACH = 40


def _is_among_commands(text: str, match: re.Match[str]) -> bool:
    """Return whether a name in small letters follows that of a command, as in "awk and python"."""
    before = _AMONG.search(text, max(0, match.start() - _REACH), match.start()) if match[0].islower() else None
    names = _names()
    return before is not None and (before[1] in names.commands or names.right.get(before[1]) in names.small)


_LIKE_ACRONYM = expression(r"\b[A-Z]{2,}[a-z]{2,}\b")
"""A word with capitals that may be letters of an acronym."""


def _spells_acronym(found: str, words: Collection[str]) -> bool:
    """Return whether capitals of a name and of another word are those of an acronym, as in "HYPOcenters in PYthon"."""
    return _LIKE_ACRONYM.fullmatch(found) is not None and any(word != found for word in words)


_THING = expression(r" (?:sub-?)?(?:folder|directory|branch|command|(file|package))\b", re.IGNORECASE)


def _is_named(text: str, match: re.Match[str]) -> bool:
    """Return whether a match is quoted, or what a folder, a command or the like is called, as in "the python package"."""
    start, end = match.span()
    before, after = text[max(0, start - len(_ARTICLE)) : start], text[end : end + 1]
    if before and after and before[-1] in _QUOTES and after in _QUOTES:
        return True
    thing = _THING.match(text, end) if match[0].islower() else None
    return thing is not None and (thing[1] is None or before.lower() == _ARTICLE)


_ARTICLE = "the "
_QUOTES = "\"'“”‘’„«»`"


def _is_in_path(text: str, match: re.Match[str], paths: dict[Span, bool]) -> bool:
    """Return whether a match is next to a slash that is not between names; `paths` keeps what is known of the words of a text."""
    if "/" not in text[max(0, match.start() - 1) : match.end() + 1]:
        return False
    end = text.find(" ", match.end())
    word = Span(text.rfind(" ", 0, match.start()) + 1, end if end >= 0 else len(text))
    if word not in paths:
        paths[word] = _is_path(text[word.slice()])
    return paths[word]


def _is_path(word: str) -> bool:
    """Return whether a word with a slash is anything but names side by side, as in "GitHub/GitLab"."""
    parts = word.strip("([)].,;:").split("/")
    right = _names().right
    if all(_key(part) in right for part in parts) and any(right[_key(part)] == part for part in parts):
        return False  # "macOS/linux"
    return not all(part[:1].isupper() for part in parts)


def _is_in(titles: list[Span], span: Span) -> bool:
    at = bisect_right(titles, span) - 1
    return at >= 0 and span.start < titles[at].end


def _fix(block: Block, span: Span, found: str, name: str) -> Fix | None:
    """Return the fix; none in headings, whose anchors would change, or of other words. It is safe where only the case changes."""
    letters = ["".join(filter(str.isalnum, form.lower())) for form in (found, name)]
    if block.kind is BlockKind.HEADING or letters[0] != letters[1]:
        return None
    safety = Safety.SAFE if len(name) == span.end - span.start else Safety.UNSAFE
    return Fix((Edit(span, name),), safety, f"write {name}")
