"""Write the authors of a paper as a list writes authors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from awesomelint.adding.parts import escaped
from awesomelint.checks.form.author_separators import WRITTEN, Separators, author_separators
from awesomelint.document.model import Entry, Section
from awesomelint.document.persons import PARTICLES
from awesomelint.startup import expression

_INITIALS = expression(r"(?:\w\.[ -]?)+ ?[^\W\d_]")
_NO_NAME = expression(r"[\d,]|^(?:\w\.[ -]?)+$|^\w$")
"""What shows that more than a name was taken for one, or that names are written surname first."""
_AND = expression(r"\s*+(?:[,;，；、]\s*+)?(?:(?:and|&|&amp;)\s*+)?")
MANY_CUT = 4
"""How many times as many authors must be cut as so many are named in full, for a new entry to be cut."""


def authors_text(names: Sequence[str], model: Entry) -> str | None:
    """Return names as the model's list of authors writes them; `None` where it writes them in a way that is not known."""
    source, authors, whole = model.document.source, model.authors, model.author_list
    if not names or not authors or whole is None:
        return None
    written = [source[author.span] for author in authors]
    raw = source[whole.span]
    if (
        not raw.startswith(written[0])
        or any(_NO_NAME.search(name) for name in written)
        or 0 < sum(" " not in name for name in written) < len(written)
        or re.search(r"[*_<\[]", raw)
        or len(re.findall(r"\band\b", raw)) > 1
    ):
        return None
    names = [escaped(_styled(name, written), model) for name in names]
    is_cut = cuts_authors(model.section, len(names))
    if model.et_al != is_cut:
        return None
    if not is_cut:
        return _joined(names, model)
    tail = raw[authors[-1].span.end - whole.span.start :]
    between = [source.text[one.span.end : other.span.start] for one, other in pairwise(authors)] or [", "]
    return between[0].join(names[: len(authors)]) + tail


def _styled(name: str, written: Sequence[str]) -> str:
    """Return a name with initials, or by its last word, where the others are so."""
    words = name.split()
    if len(words) < 2 or _INITIALS.match(name):
        return name
    first = next((at for at, word in enumerate(words) if at and word.lower() in PARTICLES), len(words) - 1)
    surname = " ".join(words[first:])
    if all(_INITIALS.match(other) for other in written):
        glue = "" if all(re.match(r"(?:\w\.)+[^\W\d_]", other) for other in written) else " "
        return " ".join(f"{word[0]}." for word in words[:first]) + glue + surname
    if all(" " not in other and other.isascii() for other in written):
        return surname
    return name


def _joined(names: Sequence[str], model: Entry) -> str | None:
    """Return names with what is mostly between authors in the model's section; `None` where the model has more there."""
    text, form = model.document.source.text, Separators.COMMAS
    if not all(_AND.fullmatch(text, one.span.end, other.span.start) for one, other in pairwise(model.authors)):
        return None
    lists = [one for entry in model.section.entries if (one := author_separators(entry)) is not None]
    same = [one for one in lists if one.is_pair == (len(names) == 2)] or lists
    if same:
        form = Counter(one.form for one in same).most_common(1)[0][0]
    between, last = WRITTEN[form]
    if not same and len(model.authors) > 1:
        ends = [text[one.span.end : other.span.start] for one, other in pairwise(model.authors)]
        between, last = ends[0] if len(ends) > 1 else ", ", ends[-1]
    if len(names) == 2 and last.startswith((", and", ", &")):
        last = last.removeprefix(",")
    return between.join(names[:-1]) + last + names[-1] if len(names) > 1 else names[0]


def cuts_authors(section: Section, count: int) -> bool:
    """Return whether a section writes "et al." for so many authors."""
    entries = [entry for entry in section.entries if entry.authors]
    cut = [entry for entry in entries if entry.et_al]
    if not cut or count <= min(len(entry.authors) for entry in cut):
        return False
    in_full = [len(entry.authors) for entry in entries if not entry.et_al]
    longer = sum(each > min(len(entry.authors) for entry in cut) for each in in_full)
    return len(cut) > MANY_CUT * sum(each >= count for each in in_full) and len(cut) >= longer
