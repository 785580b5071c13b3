"""Is a link's paper the paper that the entry says it is? An entry's title and authors are compared with a registry's record.

A title that differs proves little: most such links lead to the right paper, which was renamed after its preprint, or stand beside
words that are no title. Two things prove that a link is wrong: the paper that it leads to is another entry of the list
(`NEIGHBOUR`: a line was copied, or two links were swapped), or the entry's title is known to be another paper, by other authors
(`KNOWN`). Neither counts as long as nobody knows which titles the paper had before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from awesomelint.papers.authors import are_others, compare, share_an_author
from awesomelint.papers.titles import (
    LONGEST_NAME,
    MAX_LENGTH,
    SAME,
    SMALL_WORDS,
    differ_on_purpose,
    is_common,
    is_named,
    telling_words,
    title_key,
    title_ratio,
    title_words,
    without_nickname,
)
from awesomelint.startup import NamedTuple, expression

if TYPE_CHECKING:
    from awesomelint.context import PaperRecord
    from awesomelint.papers.identifiers import PaperId

MIN_WORDS = 4
"""Words of the shortest title that is compared; fewer are a nickname, or common to many papers."""
_MIN_PIECES = 2
"""Pieces between spaces of the shortest title: words may be joined by hyphens, but not all of them."""
STRANGE = 0.75
"""Titles below this ratio may be those of two papers."""
UNLIKE = 0.57
"""Ratio below which two titles surely are two: of 400,000 pairs of different papers 99.9 % are below it."""
MAX_SHARED = 0.4
"""The part of their words that the titles of two papers have in common at most."""
MAX_PAPERS = 20
"""Papers of one title that are looked at."""
MIN_TOPIC = 10
"""Titles that have a word of a list's topic, at least."""
_VOLUME = expression(
    r"(?i)\bproceedings of\b|\b\d+(?:st|nd|rd|th)\b[^.]{0,80}\b(?:conference|symposium|workshop|meeting|congress)\b"
    r"|^(?:19|20)\d\d\b[^.]{0,60}\b(?:conference|symposium|workshop)\b"
    r"|\b(?:conference|symposium|workshop) on\b.*\b(?:19|20)\d\d\b"
    r"|^(?:the )?(?:\w+ )?handbook of\b|[-–—:,] (?:part|volume|vol\.?) (?:[ivx]+|\d+)$|[-–—] [A-Z][A-Za-z]{2,9} (?:19|20)\d\d$"
    r"|\btable of contents\b|\b(?:front|back)[ -]?matter\b|\beditorial board\b|\bpublication information\b"
    r"|\binformation for authors\b|\bauthor index\b"
)


_TRANSLATED = expression(
    r"(?<!\s)\s*+[(（\[【](?=[^()（）\[\]【】\u0400-\u1fff\u3040-\uffdc]*+[\u0400-\u1fff\u3040-\uffdc])"
    r"[^()（）\[\]【】]*+[)）\]】]\s*+$"
)
"""The title once more in another script, behind it."""


_WITHDRAWN = expression(
    r"(?i)\s*(?:(?:retracted|withdrawn|removed)(?: article| paper)?\s*:|\[(?:retracted|withdrawn|removed)\])\s*"
)
"""What publishers put before the title of a paper that they took back."""


class Verdict(StrEnum):
    """What a comparison says. The values are words for people."""

    RIGHT = "right"
    SLIP = "title differs by a slip"
    RENAMED = "renamed"
    DIFFERS = "title differs"
    WRONG = "wrong paper"
    UNKNOWN = "cannot tell"


class Proof(StrEnum):
    """What shows that a link leads to another paper."""

    NEIGHBOUR = "neighbour"
    KNOWN = "known"


class Claim(NamedTuple):
    """What an entry says of its paper."""

    title: str
    authors: tuple[str, ...] = ()


class Identity(NamedTuple):
    """The verdict on a link, and what it rests on; `RIGHT` by a `ratio` below 1 if the record's title is elsewhere in the entry.

    `proofs` are those of a wrong paper. `neighbour` is the place, among the titles of the list, of the entry whose paper the link
    leads to; `known` is the paper that the entry's title belongs to, as far as that is known.
    """

    verdict: Verdict
    ratio: float = 0
    proofs: tuple[Proof, ...] = ()
    neighbour: int | None = None
    known: PaperRecord | None = None


class Titles:
    """The titles of a list by their letters, with and without the name before a colon, each with the papers that it links to."""

    def __init__(self, entries: Iterable[tuple[str, Collection[PaperId]]]):
        self._entries = tuple(entries)

    @cached_property
    def _places(self) -> dict[str, int]:
        places: dict[str, int] = {}
        for place, (title, _) in enumerate(self._entries):
            for key in _keys(title):
                places.setdefault(key, place)
        return places

    @cached_property
    def _topic(self) -> frozenset[str]:
        """The words that half of the titles have: they tell no two papers of the list apart."""
        titles = [title[:MAX_LENGTH] for title, _ in self._entries if title]
        counts = Counter(word for title in titles for word in set(telling_words(title)))
        return frozenset(word for word, count in counts.items() if count >= max(len(titles) / 2, MIN_TOPIC))

    def find(self, title: str) -> int | None:
        """Return the place of the first entry that has a title."""
        return next((self._places[key] for key in _keys(title) if key in self._places), None)

    def common_words(self, place: int, paper: PaperId) -> frozenset[str]:
        """Return the words of the list's topic, if the entry at a place has a link to a paper, which others may have copied."""
        return self._topic if paper in self._entries[place][1] else frozenset()


def known_papers(papers: Iterable[PaperRecord]) -> dict[str, list[PaperRecord]]:
    """Return records by the letters of their titles."""
    known: dict[str, list[PaperRecord]] = {}
    for record in papers:
        if is_title(record.title):
            known.setdefault(title_key(record.title), []).append(record)
    return known


def judge(claim: Claim, record: PaperRecord, listed: Titles, known: Sequence[PaperRecord]) -> Identity:
    """Return whether a record is the paper of an entry. `known` are all papers of the entry's title."""
    ratio = likeness(claim.title, record.title)
    if ratio is None:
        return Identity(Verdict.UNKNOWN)
    if ratio == 1:
        return Identity(Verdict.RIGHT, ratio)
    if is_earlier_title(claim.title, record):
        return Identity(Verdict.RENAMED, ratio)
    if ratio >= SAME:
        is_slip = not differ_on_purpose(claim.title, record.title)
        return Identity(Verdict.SLIP if is_slip else Verdict.DIFFERS, ratio)
    is_by_them = share_an_author(claim.authors, record.authors)
    neighbour, other = _neighbour(claim, record, ratio, listed), _other_paper(record, known)
    if not _are_two(claim.title, record.title, ratio) and not _are_two_preprints(record, other):
        return Identity(Verdict.DIFFERS, ratio)
    if other is not None and not share_an_author(claim.authors, other.authors):
        if _may_be_by_them(claim, record):
            other = None  # by name, the link is right: another group's paper has the title that this one once had
        elif is_common(claim.title) and neighbour is None and not _are_two_preprints(record, other):
            other = None  # "Introduction to Owls" may be the words of a list, and somebody's title by chance
    proofs = []
    if other is not None and other.authors and record.authors:
        proofs.append(Proof.KNOWN)
    if neighbour is not None:
        proofs.append(Proof.NEIGHBOUR)
    if proofs and not _may_be_renamed(record):
        return Identity(Verdict.WRONG, ratio, tuple(proofs), neighbour, other)
    return Identity(Verdict.DIFFERS if is_by_them else Verdict.UNKNOWN, ratio)


def is_suspicious(claim: Claim, record: PaperRecord, listed: Titles) -> bool:
    """Return whether a record may be another paper than an entry's: by others, or that of another entry of the list.

    Then it is worth asking for earlier titles of the paper, and if none of them is the entry's, for papers of the entry's title.
    """
    ratio = likeness(claim.title, record.title)
    return (
        ratio is not None
        and _are_two(claim.title, record.title, ratio)
        and not is_earlier_title(claim.title, record)
        and (not share_an_author(claim.authors, record.authors) or _neighbour(claim, record, ratio, listed) is not None)
    )


def may_be_another(claim: Claim, record: PaperRecord) -> bool:
    """Return whether a record has another title than an entry, and arXiv may have a paper of just that title, too.

    Most such papers were renamed, so that this is worth no request, but a place in one that is made anyway.
    """
    ratio = likeness(claim.title, record.title)
    is_other = ratio is not None and ratio < SAME and not is_earlier_title(claim.title, record)
    return is_other and record.source == "arXiv"


def likeness(title: str, known: str) -> float | None:
    """Return how alike a title of a list and a registry's are; `None` where one is too short, or too long, to tell papers apart.

    Titles that differ in the name before a colon alone, or of which one lacks the part behind the colon or a translation, are the
    same.
    """
    known = known[len(mark[0]) :] if (mark := _WITHDRAWN.match(known)) is not None else known
    if title_key(title) == title_key(known):
        return 1 if title_key(title) else None
    if not (is_title(title) and is_title(known)):
        return None
    first, second = without_nickname(title), without_nickname(known)
    names = {first.nickname, second.nickname} - {""}
    if title_key(first.rest) == title_key(second.rest) and len(names) < 2:
        return 1
    if is_named(title, known) or is_named(known, title) or _is_cut(title, known) or _is_cut(known, title):
        return 1
    if title_key(_TRANSLATED.sub("", title)) == title_key(_TRANSLATED.sub("", known)):
        return 1
    return max(
        title_ratio(title, known), title_ratio(first.rest, second.rest) if first.nickname != second.nickname else 0
    )


def is_title(text: str) -> bool:
    """Return whether a text is long enough to be compared as the title of a paper, no longer than one, and no part of one.

    The title of a volume, as of a conference's proceedings, is none: a link may lead to the volume that the paper is in. Nor is a
    name in one piece, such as `OwlNet-v2-236B-MoE`.
    """
    if len(text) > MAX_LENGTH or len(text.split()) < _MIN_PIECES or _VOLUME.search(text):
        return False
    words = title_words(text)
    return len(words) >= MIN_WORDS and words[-1] not in SMALL_WORDS


_FOREIGN_WORDS = frozenset(
    "der das und für von mit auf wie warum eine einer ein zur zum aus nicht oder les des du et pour dans sur une un avec par"
    " aux el los las del y con una por para o os da dos das em uma il lo gli della dei delle per di het een voor met"
    " bir ve ile için".split()
)
_ACCENTED = expression(r"[\xdf-\xf6\xf8-\u024f\u1e00-\u1eff]")
_ENGLISH_WORDS = frozenset(
    "the of and for with from in on by is are to an how why what using via towards at as".split()
)


def is_translated(title: str) -> bool:
    """Return whether a title seems to be in another language than English, in which almost all records of papers are.

    A word with an accent counts if it begins with a small letter, unlike a name.
    """
    letters = [char for char in title[:MAX_LENGTH] if char.isalpha()]
    if sum(ord(char) > 0x24F for char in letters) > len(letters) / 2:
        return True
    written = title[:MAX_LENGTH].split()
    words = {word.lower() for word in written}
    is_foreign = not words.isdisjoint(_FOREIGN_WORDS) or any(
        word[0].islower() and _ACCENTED.search(word) for word in written
    )
    return is_foreign and words.isdisjoint(_ENGLISH_WORDS)


_ACRONYM = expression(r"(?<![\w-])([A-Z]{2,6})(?![\w-])")
_LONGEST_EXPANSION = 5


def is_spelt_out(title: str) -> bool:
    """Return whether a title is an acronym and a few words that explain it, as things are named: "GRU - Gated Recurrent Unit"."""
    text = title[:MAX_LENGTH]
    return any(
        _stands_for(match[1], f"{text[: match.start()]} {text[match.end() :]}") for match in _ACRONYM.finditer(text)
    )


def _stands_for(acronym: str, text: str) -> bool:
    words = title_words(text)
    letters = iter("".join(words))
    is_beginning = bool(words) and words[0][0] == acronym[0].lower()
    return is_beginning and len(words) <= _LONGEST_EXPANSION and all(letter in letters for letter in acronym.lower())


_BREAKS = (":", "?", " - ", " – ", " — ", "!", ".")


def _is_cut(short: str, title: str) -> bool:
    """Return whether a text is a title up to a colon, a dash or a question mark."""
    key = title_key(short)
    return len(short) < len(title) and any(
        key == title_key(title.partition(sign)[0]) for sign in _BREAKS if sign in title
    )


def is_earlier_title(title: str, record: PaperRecord) -> bool:
    """Return whether a title is one that a paper had before, as far as is known."""
    return any((likeness(title, earlier) or 0) >= SAME for earlier in record.earlier_titles or ())


def _may_be_renamed(record: PaperRecord) -> bool:
    """Return whether a paper may have had other titles that nobody could ask for: only arXiv keeps versions."""
    return record.paper.scheme == "arxiv" and record.version != 1 and record.earlier_titles is None


def _are_two(one: str, other: str, ratio: float) -> bool:
    """Return whether two titles may be those of two papers."""
    return ratio < STRANGE and not _share_a_name(one, other)


def _are_two_preprints(record: PaperRecord, other: PaperRecord | None) -> bool:
    """Return whether two papers at arXiv, which has each once, are by the same group: such titles may be alike."""
    return (
        other is not None
        and other.source == record.source == "arXiv"
        and share_an_author(other.authors, record.authors)
    )


def _are_all(names: Sequence[str], known: Sequence[str]) -> bool:
    """Return whether each of an entry's authors is one of a record's, as far as that can be told."""
    differences = compare(names, known, et_al=True)
    return differences is None or not differences.extra


def _share_a_name(one: str, other: str) -> bool:
    """Return whether the name before the colon of one title is that, or a word, of the other."""
    for title, against in ((one, other), (other, one)):
        name, colon, _ = title.partition(":")
        words = title_words(name)
        if colon and words and len(words) <= LONGEST_NAME and _is_in(words, title_words(against)):
            return True
    return False


def _is_in(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Return whether words are in a row among others."""
    size = len(words)
    return any(others[at : at + size] == words for at in range(len(others) - size + 1))


def _keys(title: str) -> tuple[str, ...]:
    """Return the letters of a title, and those without the name before a colon; nothing for a nickname."""
    rest = without_nickname(title).rest
    return tuple(dict.fromkeys(title_key(each) for each in (title, rest) if is_title(each)))


def _neighbour(claim: Claim, record: PaperRecord, ratio: float, listed: Titles) -> int | None:
    """Return the place of the entry whose title the record has, unless the titles have much in common, or all authors are its."""
    place = listed.find(record.title) if ratio < UNLIKE and not _share_a_name(claim.title, record.title) else None
    if place is None or _shared(claim.title, record.title, listed.common_words(place, record.paper)) >= MAX_SHARED:
        return None
    is_by_them = share_an_author(claim.authors, record.authors)
    is_theirs = _are_all(claim.authors, record.authors) if is_by_them else _may_be_by_them(claim, record)
    return None if is_theirs else place


def _may_be_by_them(claim: Claim, record: PaperRecord) -> bool:
    """Return whether authors are given, and not surely others."""
    return bool(claim.authors and record.authors) and not are_others(claim.authors, record.authors)


def _shared(one: str, other: str, common: frozenset[str]) -> float:
    """Return the part of the words of the shorter title that the other one has, too, without those that are common."""
    words, others = set(telling_words(one)) - common, set(telling_words(other)) - common
    return len(words & others) / min(len(words), len(others)) if words and others else 1


def _other_paper(record: PaperRecord, known: Sequence[PaperRecord]) -> PaperRecord | None:
    """Return the paper that an entry's title is known as, unless it is the record's, or one by an author of that.

    What has a DOI by the same authors may be the publication of the preprint, under a new title; but arXiv has each paper once.
    """
    same = {record.paper, *record.also, *record.published_as}
    papers = known[:MAX_PAPERS]
    if any(not same.isdisjoint((one.paper, *one.also, *one.published_as)) for one in papers):
        return None
    preprint = next((one for one in papers if one.source == record.source == "arXiv"), None)
    if preprint is not None:
        return preprint
    if not all(are_others(one.authors, record.authors) for one in papers if one.authors and record.authors):
        return None
    return next((one for one in papers if one.authors), papers[0] if papers else None)
