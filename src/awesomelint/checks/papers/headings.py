"""What the headings above an entry say of it: whether papers are listed there, what came with them, or what is about them."""

from __future__ import annotations

import re

from awesomelint.document.model import Entry
from awesomelint.startup import expression, memo

_THINGS = expression(
    r"data ?-?sets?\b|benchmark|corpus|corpora|software|\bcodes?\b|librar|\btools?\b|toolkit|resources?\b|implementation"
    r"|simulat|\bdemos?\b|platform|数据|代码|工具",
    re.IGNORECASE,
)
"""Headings of sections in which a paper's link stands for what came with the paper."""
_ASIDE = expression(r"\b(?:software|codes?|implementations?)\W*\Z|\b(?:blogs?|podcasts?|talks?)\b|代码", re.IGNORECASE)
"""Headings of sections whose entries bear the title of a paper without being it."""
_NO_PAPERS = expression(
    r"\b(?:awards?|talks?|lectures?|tutorials?|slides?|courses?|leaderboards?|competitions?|th[eè]s[ei]s|dissertations?|blogs?|posts?"
    r"|podcasts?|news|websites?)\b"
    r"|^\W*(?:(?:pre-?)?trained )?(?:models?|checkpoints?|data|projects?|applications?|videos?|books?|challenges?"
    r"|press|faqs?)\W*$",
    re.IGNORECASE,
)
"""Headings of sections whose entries may link to a paper of another title."""
_PERHAPS_NO_PAPERS = expression(
    r"^\W*(?:[\w-]+ )?(?:models?(?: zoo)?|(?:loss )?functions?|loss(?:es)?|metrics?|glossary|terms|terminology|timeline|history"
    r"|compan(?:y|ies)|startups?|researchers?|people|authors?|labs?|groups?|misc(?:ellaneous)?|others?)\W*$",
    re.IGNORECASE,
)
"""Headings of sections whose entries may be no papers; what has the authors or the venue of a paper is one."""


def is_under_things(entry: Entry) -> bool:
    """Return whether an entry is among data sets or software, where the link of a paper stands for what came with it."""
    return _is_under(_THINGS, entry)


def is_aside(entry: Entry) -> bool:
    """Return whether an entry is among code or talks, where the title of a paper stands for what is about the paper."""
    return _is_under(_ASIDE, entry)


def is_among_papers(entry: Entry) -> bool:
    """Return whether no heading above an entry says that what is listed is something else than papers."""
    return not any(_is_under(headings, entry) for headings in (_THINGS, _ASIDE, _NO_PAPERS))


def may_be_no_paper(entry: Entry) -> bool:
    """Return whether a heading above an entry says that it may be no paper: one of models, terms, people."""
    return _is_under(_PERHAPS_NO_PAPERS, entry)


def names_things(title: str) -> bool:
    """Return whether a title is one of data sets or software itself."""
    return _THINGS.search(title) is not None


def _is_under(headings: re.Pattern[str], entry: Entry) -> bool:
    """Return whether one of the headings above an entry is of a kind."""
    return any(_is_of_kind(headings, title) for title in entry.section.path)


@memo(2048)
def _is_of_kind(headings: re.Pattern[str], title: str) -> bool:
    return headings.search(title) is not None
