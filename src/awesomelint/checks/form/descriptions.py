"""How the descriptions of tools, courses and pages begin and end, as most of a list has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from awesomelint.checks.awesome.item_form import Ending, ending, first_word, report_no_stop, report_small_letter
from awesomelint.checks.awesome.items import Item, item_of, names_authors
from awesomelint.checks.base import deviations, expectation, is_plainly_paper, short
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Safety
from awesomelint.document.abbreviations import is_abbreviation
from awesomelint.document.conventions import Observation, Point
from awesomelint.document.model import Entry, Section, remembered
from awesomelint.papers.titles import title_key
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span
from awesomelint.startup import expression

_THINGS = "descriptions"


@remembered
def described(entry: Entry) -> Item | None:
    """Return the item that an entry is, `None` where it has no linked name and description, or may be a paper.

    Neither does it return one whose description only says who wrote it.
    """
    title = entry.title
    if title is None or title.link is None or entry.authors or entry.venue is not None or is_plainly_paper(entry):
        return None
    item = item_of(entry)
    return item if item is not None and item.separator is not None and not names_authors(item) else None


# -- the first letter

_SMALL, _CAPITAL = "small", "capital"


def observe_description_capital(entry: Entry) -> Sequence[Observation]:
    """Observe whether a description begins with a capital letter; words that are names have letters of their own."""
    item = described(entry)
    span = first_word(item) if item is not None else None
    word = entry.document.source[span] if span is not None else ""
    if span is None or item is None or _is_name(word, item):
        return ()
    return (Observation(_CAPITAL if word[0].isupper() else _SMALL, span),)


_NO_WORD = expression(r"by|[^aeiouy]+|[^\W\d_]-.*|[^a-z].*")
"""What may be a name or a sign where it begins with a small letter: `npm`, `k-means`, `µ`; and who wrote it."""


def _is_name(word: str, item: Item) -> bool:
    """Return whether a word in small letters may be a name: one without vowels, or one that is in the name of the item."""
    if word[:1].isupper():
        return False
    key = title_key(word)
    return _NO_WORD.fullmatch(word) is not None or (len(key) > 3 and key in title_key(item.link.label))


def description_capital(section: Section, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report small letters where most descriptions begin with a capital; the other way round it may be the capital of a name."""
    pinned = None if rule.options["style"] == "infer" else rule.options["style"]
    wanted = expectation(section, observe_description_capital, _THINGS, pinned=pinned)
    if wanted is not None and wanted.value == _CAPITAL:
        for _, seen in deviations(section, observe_description_capital, wanted):
            yield report_small_letter(section.document, seen.span, rule, wanted.evidence)


# -- the full stop

_STOP, _WIDE_STOP, _NONE = ".", "。", "none"
_OTHER_ENDS = ("..", "…", "!", "?", "！", "？", "/", ";", ",", ":", "；", "，", "：", ".)", "]", '."', "。）", "。」")
_SENTENCES = expression(r"[^\W\d_]{2,}[\])\"”`]*[.!?]\s+[\[(\"“`]*[A-Z]|[。！？].")
_WIDE = expression(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]")
"""Letters of Chinese, Japanese and Korean, whose full stop is another one."""


def observe_description_full_stop(entry: Entry) -> Sequence[Observation]:
    """Observe whether a description of one sentence ends with a full stop."""
    seen = _end_of(entry)
    return (seen,) if seen is not None and not _is_wide(entry) else ()


def observe_wide_full_stop(entry: Entry) -> Sequence[Observation]:
    """Observe whether a description in Chinese, Japanese or Korean ends with the full stop of that script."""
    seen = _end_of(entry)
    return (seen,) if seen is not None and _is_wide(entry) else ()


@remembered
def _ending(entry: Entry) -> Ending | None:
    item = described(entry)
    return ending(item) if item is not None else None


def _is_wide(entry: Entry) -> bool:
    found = _ending(entry)
    return found is not None and _WIDE.search(found.text[-8:]) is not None


@remembered
def _end_of(entry: Entry) -> Observation | None:
    """Return how a description ends; `None` for another mark, an abbreviation, several sentences, and what follows a sentence."""
    found = _ending(entry)
    if found is None or found.is_code or found.more is not None or found.text.endswith(_OTHER_ENDS):
        return None
    text, end = found.text, found.end
    if text[-1] in (_STOP, _WIDE_STOP):
        if _SENTENCES.search(text) or is_abbreviation(text, len(text) - 1):
            return None
        return Observation(text[-1], Span(end - 1, end))
    return None if found.is_stopped and not _WIDE.match(text[-1]) else Observation(_NONE, Span(end, end))


def description_full_stop(section: Section, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report descriptions without a full stop where most have one, and those with one where most have none."""
    for point, stop in _POINTS:
        pinned = {"infer": None, "present": stop, "none": _NONE}[str(rule.options["style"])]
        wanted = expectation(section, point, _THINGS, pinned=pinned)
        if wanted is None or wanted.value not in (stop, _NONE):
            continue
        for entry, seen in deviations(section, point, wanted):
            found = _ending(entry)
            assert found is not None
            if seen.value == _NONE:
                yield report_no_stop(found, wanted.value, Safety.SAFE, rule, wanted.evidence)
            elif wanted.value == _NONE and entry.document.source[seen.span] == seen.value:
                fix = Fix((Edit(seen.span, ""),), title="drop the full stop")
                message = f'description ends with "{short(found.text[-12:])}", expected no full stop'
                yield rule.diagnose(seen.span, message, fix=fix, evidence=wanted.evidence)


_POINTS: tuple[tuple[Point, str], ...] = (
    (observe_description_full_stop, _STOP),
    (observe_wide_full_stop, _WIDE_STOP),
)
