"""Write the authors of a paper as a list writes authors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from awesomelint.adding.parts import escaped
from awesomelint.checks.form.author_separators import WRITTEN, Separators, author_separators
from awesomelint.document.model import Document, Entry, Section, remembered
from awesomelint.document.persons import PARTICLES
from awesomelint.papers.authors import SUFFIXES, TEAM
from awesomelint.startup import NamedTuple, expression

_INITIALS = expression(r"(?:\w\.[ -]?)+ ?[^\W\d_]")
_NO_NAME = expression(r"[\d,]|^(?:\w\.[ -]?)+$|^\w$")
"""What shows that more than a name was taken for one, or that some names are written surname first."""
_GIVEN = expression(
    r"(?P<surname>[^,]*[^\W\d_]{2}\.?)(?P<comma>, ?| (?=(?:[^\W\d_a-z]\.? ?-?){1,4}$))(?P<given>[^\d,]+)"
)
_DOTTED = expression(r"(?:[^\W\d_]\.[ -]?)+")
_CLOSE = expression(r"[^\W\d_]\.[^\W\d_]\.")
_BARE = expression(r"[^\W\d_a-z]{1,4}")
_AND = expression(r"\s*+(?:[,;，；、]\s*+)?(?:(?:and|&|&amp;)\s*+)?")
MANY_CUT = 4
"""How many times as many authors must be cut as so many are named in full, for a new entry to be cut."""


def authors_text(names: Sequence[str], model: Entry, *, is_cut: bool) -> str | None:
    """Return names as the model's list of authors writes them; `None` where it writes them in a way that is not known.

    If it `is_cut`, only a list that ends in "et al." will do, else only one that names all.
    """
    source, authors, whole = model.document.source, model.authors, model.author_list
    if not names or not authors or whole is None:
        return None
    written = [source[author.span] for author in authors]
    raw = source[whole.span]
    form = inverted_form(model)
    if (
        not raw.startswith(written[0])
        or re.search(r"[*_<\[]", raw)
        or form != _inverted_forms(model.document).get(model.section)
        or (form is None and not _are_plain(written, raw))
    ):
        return None
    if form is not None and any(_parts(name)[1].lower().strip(".") in SUFFIXES for name in names):
        return None  # "Ada Berg Jr." has no surname at its end
    if form is None:
        names = [_styled(name, written) for name in names]
    else:
        names = [form.write(name, _glue(model.document) if form.stop else "") for name in names]
    names = [escaped(name, model) for name in names]
    if model.et_al != is_cut:
        return None
    if not is_cut:
        return _joined(names, model) if form is None else _joined_inverted(names, model)
    tail = raw[authors[-1].span.end - whole.span.start :]
    between = [source.text[one.span.end : other.span.start] for one, other in pairwise(authors)] or [", "]
    return between[0].join(names[: len(authors)]) + tail


def _are_plain(written: Sequence[str], raw: str) -> bool:
    """Return whether names are as in `Ada Berg, Bo Li and Cy Moss`, all of them in full or all by one word."""
    return (
        not any(_NO_NAME.search(name) for name in written)
        and not 0 < sum(" " not in name for name in written) < len(written)
        and len(re.findall(r"\band\b", raw)) <= 1
    )


def _parts(name: str) -> tuple[list[str], str]:
    """Return the given names and the surname of a name, which is its last word with the particles before it."""
    words = name.split()
    first = next((at for at, word in enumerate(words) if at and word.lower() in PARTICLES), len(words) - 1)
    return words[:first], " ".join(words[first:])


def _styled(name: str, written: Sequence[str]) -> str:
    """Return a name with initials, or by its last word, where the others are so."""
    given, surname = _parts(name)
    if not given or _INITIALS.match(name):
        return name
    if all(_INITIALS.match(other) for other in written):
        glue = "" if all(re.match(r"(?:\w\.)+[^\W\d_]", other) for other in written) else " "
        return " ".join(f"{word[0]}." for word in given) + glue + surname
    if all(" " not in other and other.isascii() for other in written):
        return surname
    return name


# -- surname first


class InvertedForm(NamedTuple):
    """How names are written surname first: what is behind the surname, and what behind each initial.

    `stop` is "." for `Berg, A. B.`, empty for `Berg AB`, `None` for given names in full.
    """

    comma: str
    stop: str | None

    def write(self, name: str, glue: str) -> str:
        """Return a name in this form, with `glue` between initials; one of a single word or of a team as it is."""
        given, surname = _parts(name)
        if not given or TEAM.search(name):
            return name
        if self.stop is not None:
            given = [self._initials(each, glue) for each in given]
        return f"{surname}{self.comma}{(glue if self.stop is not None else ' ').join(given)}"

    def _initials(self, given: str, glue: str) -> str:
        parts = [
            [f"{letter[0].upper()}{self.stop}" for letter in part.split(".") if letter] for part in given.split("-")
        ]
        return ("-" if self.stop else "").join(glue.join(part) for part in parts if part)


@remembered
def inverted_form(entry: Entry) -> InvertedForm | None:
    """Return how an entry writes its authors surname first; `None` where not all of them are written so."""
    found = [_GIVEN.fullmatch(entry.document.source[author.span]) for author in entry.authors]
    matches = [match for match in found if match is not None]
    if not matches or len(matches) < len(found) or len({match["comma"] for match in matches}) > 1:
        return None
    comma, given = matches[0]["comma"], [match["given"] for match in matches]
    if all(_DOTTED.fullmatch(each) for each in given):
        return InvertedForm(comma, ".")
    if all(_BARE.fullmatch(each) for each in given):
        return InvertedForm(comma, "")
    return InvertedForm(comma, None) if comma.startswith(",") else None


@remembered
def _glue(document: Document) -> str:
    """Return what a list has between initials with full stops behind surnames: a space unless it has `A.B.` somewhere."""
    entries = (entry for entry in document.entries if inverted_form(entry) is not None)
    names = (document.source[author.span] for entry in entries for author in entry.authors)
    return "" if any(_CLOSE.search(name) for name in names) else " "


@remembered
def _inverted_forms(document: Document) -> dict[Section, InvertedForm]:
    """Return the form of names of those sections of which most entries with authors have one that is surname first."""
    named = Counter(entry.section for entry in document.entries if entry.authors)
    forms = Counter((entry.section, form) for entry in document.entries if (form := inverted_form(entry)) is not None)
    return {section: form for (section, form), count in forms.items() if 2 * count > named[section]}


def _joined_inverted(names: Sequence[str], model: Entry) -> str | None:
    """Return names with what is mostly between such in the model's section; `None` where no entry shows that."""
    gaps = _gaps(model.section)
    last, between = gaps.last_of_pairs if len(names) == 2 else gaps.last, gaps.between
    if len(names) == 1:
        return names[0]
    if len(names) == 2:
        return (last or between).most_common(1)[0][0].join(names) if last or between else None
    if not between:
        return None
    usual = between.most_common(1)[0][0]
    return usual.join(names[:-1]) + (last.most_common(1)[0][0] if last else usual) + names[-1]


class _Gaps(NamedTuple):
    """What is between authors surname first, and how often: before the last of a pair, before the last of more, before others."""

    last_of_pairs: Counter[str]
    last: Counter[str]
    between: Counter[str]


@remembered
def _gaps(section: Section) -> _Gaps:
    """Return what is between the authors of those entries of a section that have the section's form of names."""
    form, text = _inverted_forms(section.document).get(section), section.document.source.text
    gaps = [
        [text[one.span.end : other.span.start] for one, other in pairwise(entry.authors)]
        for entry in section.entries
        if not entry.et_al and len(entry.authors) > 1 and inverted_form(entry) == form
    ]
    gaps = [each for each in gaps if all(_AND.fullmatch(gap) and "\n" not in gap for gap in each)]
    return _Gaps(
        Counter(each[-1] for each in gaps if len(each) == 1),
        Counter(each[-1] for each in gaps if len(each) > 1),
        Counter(each[0] for each in gaps if len(each) > 1 or each[0].strip() in (",", ";")),
    )


def _joined(names: Sequence[str], model: Entry) -> str | None:
    """Return names with what is mostly between authors in the model's section; `None` where the model has more there."""
    text, form = model.document.source.text, Separators.COMMAS
    if not all(_AND.fullmatch(text, one.span.end, other.span.start) for one, other in pairwise(model.authors)):
        return None
    of_pairs, of_others = _separators(model.section)
    same = (of_pairs or of_others) if len(names) == 2 else (of_others or of_pairs)
    if same:
        form = same.most_common(1)[0][0]
    between, last = WRITTEN[form]
    ends = [text[one.span.end : other.span.start] for one, other in pairwise(model.authors)]
    if ends and len({*ends}) == 1 and not ends[0].isascii():
        between = last = ends[0]  # 张三、李四
    elif ends and not same:
        between, last = ends[0] if len(ends) > 1 else ", ", ends[-1]
    if len(names) == 2 and last.startswith((", and", ", &")):
        last = last.removeprefix(",")
    return between.join(names[:-1]) + last + names[-1] if len(names) > 1 else names[0]


@remembered
def _separators(section: Section) -> tuple[Counter[Separators], Counter[Separators]]:
    """Return how often the entries of a section have each form of separators, those with two authors and all others."""
    lists = [one for entry in section.entries if (one := author_separators(entry)) is not None]
    return Counter(one.form for one in lists if one.is_pair), Counter(one.form for one in lists if not one.is_pair)


def cuts_authors(section: Section, count: int) -> bool:
    """Return whether a section writes "et al." for so many authors; for two it does where it never names two."""
    entries = [entry for entry in section.entries if entry.authors]
    if count == 2 and any(len(entry.authors) == 2 and not entry.et_al for entry in entries):
        return False
    cut = [len(entry.authors) for entry in entries if entry.et_al]
    least = min(cut, default=count)
    if count <= least:
        return False
    in_full = [len(entry.authors) for entry in entries if not entry.et_al]
    longer = sum(each > least for each in in_full)
    return len(cut) > MANY_CUT * sum(each >= count for each in in_full) and len(cut) >= longer
