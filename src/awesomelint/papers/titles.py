"""Titles of papers: the key that all spellings of one share, how alike two are, and whether they differ on purpose.

The thresholds `SAME` and `DIFFERENT` come from 19,075 pairs of titles that two sources give to one paper and 400,000 pairs
of different papers: of the former 99.8 % have a ratio of at least `SAME`, of the latter 99.99 % one below 0.65.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from awesomelint.startup import NamedTuple, expression, memo

SAME = 0.90
"""Two titles with at least this ratio are those of one paper, if nothing else speaks against it."""
DIFFERENT = 0.62
"""Ratio below which two titles are those of different papers."""
MAX_LENGTH = 500
"""Characters of the longest text that is compared; titles are shorter."""

_LATEX_COMMAND = expression(r"\\(?:([A-Za-z]+)\*?\s*|([^A-Za-z\s]))")
_GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi"
    " omega".split()
)
_LETTERS = str.maketrans(
    dict(zip("αβγδεζηθικλμνξοπρστυφχψως", [*_GREEK, "sigma"], strict=True))
    | dict(zip("ßøłđæœðþ×", "ss o l d ae oe d th x".split(), strict=True))
    | {"&": " and ", "∞": "infinity", "∂": "partial", "→": " to ", "≤": " le ", "≥": " ge ", "√": "sqrt"}
)
_SILENT = "{}$_^'’"
"""Characters that leave nothing behind, not even the end of a word."""
_ASCII_LETTERS = str.maketrans({"&": " and "} | dict.fromkeys(_SILENT, ""))
"""`_LETTERS` and `_SILENT` for ASCII: nearly all titles, which need no normalisation."""
_SIGNS = str.maketrans("", "", "{}$_^")
_PLUS = expression(r"(?<=\w)\+{1,3}(?![\w+])")
"""A sign that makes another name of one: `X` and `X++` are two things."""
_ASCII_WORD, _NO_LETTERS = expression(r"[a-z0-9]+"), expression(r"[^a-z0-9]+")
_COMMANDS = (
    {name: name for name in _GREEK}
    | {"varepsilon": "epsilon", "vartheta": "theta", "varphi": "phi", "varsigma": "sigma", "varrho": "rho"}
    | {name: name for name in ("aa", "ae", "i", "j", "l", "o", "oe", "partial", "sqrt", "ss")}
    | {"ell": "l", "times": "x", "infty": "infinity", "rightarrow": " to ", "to": " to ", "leq": " le ", "geq": " ge "}
    | {"le": " le ", "ge": " ge "}
    | {name: f"{name} " for name in "arg cos det dim exp gcd inf ker lim ln log max min mod sin sup tan".split()}
    | dict.fromkeys("emph mathbb mathbf mathcal mathrm textbf textit textsc texttt text".split(), "")
)
"""What LaTeX commands stand for; others are dropped, as are accents and braces."""


@memo(1 << 15)
def title_words(title: str) -> tuple[str, ...]:
    """Return the words of a title without case, accents, punctuation, HTML and LaTeX; digits and mathematics stay."""
    text = html.unescape(title)
    if "\\" in text:
        text = _LATEX_COMMAND.sub(_command, text)
    if "+" in text:
        text = _PLUS.sub(_spelt, text.translate(_SIGNS))
    if text.isascii():
        return tuple(_ASCII_WORD.findall(text.lower().translate(_ASCII_LETTERS)))
    text = unicodedata.normalize("NFKD", text).lower().translate(_LETTERS)
    text = "".join(char for char in text if not unicodedata.combining(char) and char not in _SILENT)
    return tuple("".join(char if char.isalnum() else " " for char in text).split())


@memo(1 << 15)
def title_key(title: str) -> str:
    """Return the key that all spellings of a title share: its letters and digits."""
    if (
        title.isascii() and "&" not in title and "\\" not in title and "+" not in title
    ):  # faster, and enough for nearly all titles
        return _NO_LETTERS.sub("", title.lower())
    return "".join(title_words(title))


def title_ratio(one: str, other: str) -> float:
    """Return how alike two titles are, from 0 to 1: the share of letters that they have in common, in order."""
    from rapidfuzz.fuzz import ratio  # 15 ms, and most runs compare no titles

    return float(ratio(title_key(one), title_key(other))) / 100


def telling_words(title: str) -> list[str]:
    """Return the words of a title without small ones such as "of"."""
    return [word for word in title_words(title) if word not in SMALL_WORDS]


def _spelt(match: re.Match[str]) -> str:
    return "plus" * len(match[0])


def _command(match: re.Match[str]) -> str:
    return _COMMANDS.get(match[1].lower(), " ") if match[1] else "&" if match[2] == "&" else ""


# -- whether two titles differ on purpose

_KINDS = frozenset(
    "addendum appendix benchmark book challenge chapter comment commentary correction corrigendum dataset demo dissertation"
    " editorial erratum extended lecture notes overview perspective position primer proposal reply report response retracted"
    " retraction review revisited slides software supplement supplementary survey thesis toolkit tutorial".split()
)
"""Words that make another paper of a title, or another kind of thing."""
_PREFIXES = (
    "un non in im ir dis de re pre post semi self multi bi tri uni mono co inter intra sub super anti a hyper over under auto"
    " meta mini micro macro nano cross pseudo quasi trans".split()
)
_OPPOSITES = frozenset(
    frozenset(pair.split("/"))
    for pair in "decode/encode decoder/encoder decoders/encoders decoding/encoding explicit/implicit explicitly/implicitly"
    " intrinsic/extrinsic convex/concave forward/backward maximal/minimal maximum/minimum maximization/minimization"
    " endogenous/exogenous inner/outer source/resource left/right top/bottom max/min".split()
)
_ROMAN = frozenset("ii iii iv vi vii viii ix xi xii".split())
_COUNTED = frozenset("part parts volume vol chapter phase stage episode issue i v x".split())
SMALL_WORDS = frozenset(
    "a an and as at by for from in into is of on or over the to towards toward under using via with".split()
)
_OF_OTHERS = (_KINDS | _COUNTED | _ROMAN) - frozenset("ivx")
"""Words in front of a title that make that of another paper of it."""
_GENERIC = _KINDS | frozenset("basics course foundations fundamentals guide handbook introduction tutorials".split())
_FEW, _FEW_BESIDE_GENERIC = 3, 5
"""Words of the longest title that many papers may share up to small words: without and with a word that fits any subject."""
_ENUMERATED = expression(r"^\s*\d{1,3}[.)]\s+")
_LEADING_NAME = expression(
    r"^\s*(?:[\[【](?P<tag>[^\[\]【】]{1,30})[\]】]\s*|(?P<name>[^\s:：]{1,24}(?: [^\s:：]{1,12})?)\s*[:：]\s+)"
)
_SIGNS_BEHIND_NAME = (":", " - ", " – ", " — ")
LONGEST_NAME = 3
"""Words of the longest name before a colon."""
_TRAILING_NAME = expression(r"(?:\[(?P<tag>[\w+-]{2,15})\]|\((?P<name>[\w+-]{2,15})\))\s*$")
_NUMBER = expression(r"\d+")
_LONG_WORD = 6
"""A word of at least this many letters may be two slips from another."""


class Named(NamedTuple):
    """A title in two parts: the name of what it presents ("BERT: ", "[BERT]", "(BERT)"), `""` if there is none, and the rest."""

    nickname: str
    rest: str


@memo(1 << 15)
def without_nickname(title: str) -> Named:
    """Take the name off a title that lists as often leave out, and a number in front of it."""
    title = _ENUMERATED.sub("", title)
    for pattern in (_LEADING_NAME, _TRAILING_NAME):
        match = pattern.search(title)
        if match is not None and _is_acronym(name := match["tag"] or match["name"]):
            return Named(title_key(name), (title[: match.start()] + title[match.end() :]).strip())
    return Named("", title)


def is_named(title: str, rest: str) -> bool:
    """Return whether a title is another one behind a name in any letters: "Iceear: ", "Ice Ear - "; "Part II: " is none."""
    for sign in _SIGNS_BEHIND_NAME:
        name, _, behind = title.partition(sign)
        if behind and title_key(behind) == title_key(rest):
            words = title_words(name)
            return 0 < len(words) <= LONGEST_NAME and _OF_OTHERS.isdisjoint(words)
    return False


def _is_acronym(name: str) -> bool:
    if not _OF_OTHERS.isdisjoint(title_words(name)):
        return False
    return name.strip().isupper() or any(
        sum(char.isupper() or char.isdigit() for char in word) >= 2 for word in name.split()
    )


def differ_on_purpose(one: str, other: str) -> bool:
    """Return whether two titles differ in what titles differ in on purpose: numbers, parts, signs, names, whole words.

    `X` and `X v2`, "Part I" and "Part II", a survey and its paper are such; "Netwroks" for "Networks" is a slip, and so is a name
    in front that one of them lacks. Of texts too long for titles any difference counts.
    """
    if max(len(one), len(other)) > MAX_LENGTH:
        return one != other
    first, second = without_nickname(one), without_nickname(other)
    if first.nickname != second.nickname and first.nickname and second.nickname:
        return True
    if _signs(first.rest) != _signs(second.rest):
        return True
    words, others = title_words(first.rest), title_words(second.rest)
    changes = list(word_changes(words, others))
    if any(not _is_slip(*change) for change in changes):
        return True
    changed = {word for change in changes for run in change for word in run}
    is_renamed = first.nickname != second.nickname
    return (is_renamed or bool(changed)) and changed <= SMALL_WORDS and _is_common(words, but_name=not changed)


def may_be_shared(title: str) -> bool:
    """Return whether several papers may have a title by right: it has few words, or says "a survey of", "an introduction to"."""
    telling = set(telling_words(title))
    return len(telling) <= _FEW or not telling.isdisjoint(_GENERIC)


def is_common(title: str) -> bool:
    """Return whether a title without a name is so short and general that it may be anybody's: "An Introduction to Networks"."""
    return not without_nickname(title).nickname and _is_common(title_words(title), but_name=True)


def _is_common(words: tuple[str, ...], *, but_name: bool) -> bool:
    """Return whether a title says so little that many have it up to its small words, like "An Introduction to Networks".

    A name that one of two titles has is more than a small word: with `but_name` three words of any other kind are enough.
    """
    telling = set(words) - SMALL_WORDS
    if telling & _GENERIC:
        return len(telling) <= _FEW_BESIDE_GENERIC
    return not but_name and len(telling) <= _FEW


def word_changes(one: tuple[str, ...], other: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield the runs of words that make one title of the other."""
    from difflib import SequenceMatcher  # 3 ms, and most runs compare no titles

    for tag, start, end, other_start, other_end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag != "equal":
            yield one[start:end], other[other_start:other_end]


def changed_words(title: str, known: str) -> list[tuple[str, str]]:
    """Return the words in which a title differs from that of a registry, as they are written there, and the other way round.

    A name that only one of them has in front is no difference.
    """
    from difflib import SequenceMatcher

    first, second = without_nickname(title), without_nickname(known)
    if not (first.nickname and second.nickname):
        title, known = first.rest, second.rest
    words, others = title.split(), known.split()
    keys, other_keys = ([title_key(word) for word in each] for each in (words, others))
    return [
        (_bare(words[start:end]), _bare(others[other_start:other_end]))
        for tag, start, end, other_start, other_end in SequenceMatcher(
            None, keys, other_keys, autojunk=False
        ).get_opcodes()
        if tag != "equal" and "".join(keys[start:end]) != "".join(other_keys[other_start:other_end])
    ]


def _bare(words: list[str]) -> str:
    return " ".join(words).strip(" .,:;()[]\"'")


def _signs(title: str) -> tuple[list[str], list[str], list[str], int, int]:
    words = title_words(title)
    numerals = [word for word in words if word in _ROMAN]
    lone = [word for before, word in pairwise(words) if before in _COUNTED and len(word) == 1]
    return sorted(_NUMBER.findall(" ".join(words))), numerals, lone, title.count("+"), title.count("#")


def _is_slip(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether one run of words is but another spelling of the other, or adds a word that says nothing."""
    joined, others = "".join(one), "".join(other)
    if any(word not in joined or word not in others for word in _KINDS & {*one, *other}):
        return False
    if not one or not other:
        return {*one, *other} <= SMALL_WORDS
    if joined == others:
        return True
    if len(one) == len(other) > 1:
        return all(_is_slip((before,), (after,)) for before, after in zip(one, other, strict=True))
    if {*one, *other} <= SMALL_WORDS:
        return True
    return not _are_opposites(joined, others) and _is_misspelt(joined, others)


def _are_opposites(one: str, other: str) -> bool:
    """Return whether two words are known to be opposites, or differ in a prefix: `un-` or none, `micro-` and `macro-`."""
    if frozenset((one, other)) in _OPPOSITES:
        return True
    if one[-2:] != other[-2:]:
        return False
    rests = [{word, *(word[len(prefix) :] for prefix in _PREFIXES if word.startswith(prefix))} for word in (one, other)]
    return any(len(rest) >= _SHORTEST_REST or rest in (one, other) for rest in rests[0] & rests[1])


_SHORTEST_REST = 4
"""Letters that must be left of two words with different prefixes."""


def _is_misspelt(one: str, other: str) -> bool:
    from rapidfuzz.distance import OSA

    shorter = min(len(one), len(other))
    allowed = 2 if shorter >= _LONG_WORD else 1
    return shorter > 2 and OSA.distance(one, other, score_cutoff=allowed) <= allowed


def shared_beginning(one: str, other: str) -> int:
    """Return how many letters two texts have in common from the beginning."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
