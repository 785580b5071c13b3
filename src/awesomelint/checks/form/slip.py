"""One link that went wrong, and what those who look for them have in common."""

from __future__ import annotations

from awesomelint.checks.form.pairs import Pairs
from awesomelint.diagnostic import Edit
from awesomelint.expressions import expression
from awesomelint.named_tuple import NamedTuple
from awesomelint.span import Span

LONGEST = 2000
"""Code points beyond which a pair of brackets is no target."""

_NO_LABEL = expression(r"\^?\d+[a-z]?|[ xX]?")
LINK_WORDS = frozenset(
    "abs arxiv blog blogpost code data dataset demo doi github html homepage link model openreview page paper pdf poster "
    "project projectpage pub repo site slides supp supplementary tweet video web webpage website 代码 论文 主页 数据集".split()
)


class Slip(NamedTuple):
    """One broken link: where it stands, what was found and meant, and the edits that make it right (none: nobody knows).

    `is_bracket` tells a bracket too many or too few from other syntax; `certain` whether the edits have only one reading.
    """

    span: Span
    found: str
    expected: str
    edits: tuple[Edit, ...] = ()
    is_bracket: bool = False
    certain: bool = True


def short(words: str, longest: int = 32) -> str:
    """Return words as they are quoted in messages: on one line, the middle left out where they are long."""
    folded = " ".join(words.split())
    return folded if len(folded) <= longest else f"{folded[: longest - 12]}...{folded[-9:]}"


def plain_label(text: str, close: int, pairs: Pairs) -> int | None:
    """Return where the label that ends with a `]` begins, if it is one that could be a link's: no number, no check box."""
    start = pairs.opening.get(close)
    if start is None or pairs.has_link(start, close) or _NO_LABEL.fullmatch(text, start + 1, close):
        return None
    return start


def target_end(text: str, open_at: int, pairs: Pairs) -> int | None:
    """Return where the bracket around a target closes, if nothing but the target stands in it."""
    close = pairs.closing.get(open_at)
    if close is None or close - open_at > LONGEST or len(text[open_at:close].split()) != 1:
        return None
    return close
