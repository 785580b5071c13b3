"""From a URL or a text to the paper that it names."""

from __future__ import annotations

from functools import lru_cache

from awesomelint.expressions import expression
from awesomelint.papers.identifiers.address import split_address
from awesomelint.papers.identifiers.hosts import PARENTS, READERS
from awesomelint.papers.identifiers.loading import load_reader
from awesomelint.papers.identifiers.model import PaperId, Reading

MAX_LENGTH = 2000
"""Longest text, in code points, that is looked at."""

_DIGIT = expression("[0-9]")
_LONE_SURROGATE = expression("[\ud800-\udfff]")


@lru_cache(maxsize=1 << 15)
def read_identifier(text: str) -> Reading | None:
    """Read a URL of a paper, or an identifier in words such as `arXiv:1909.10351` or `doi:10.1145/3292500.3330701`.

    Returns `None` for all else: URLs of other things, texts with words around an identifier, identifiers that cannot be, such as
    an arXiv identifier of the 13th month. Never raises.
    """
    if len(text) > MAX_LENGTH or (not text.isascii() and _LONE_SURROGATE.search(text)):
        return None
    text = text.strip()
    address = split_address(text)
    if address is not None:
        reader = READERS.get(address.host) or PARENTS.get(address.host.partition(".")[2])
        if reader is not None:
            return load_reader(reader)(address)
        if address.scheme:
            return None
    return load_reader("plain_text.read_plain_text")(text) if _DIGIT.search(text) else None


def paper_id(text: str) -> PaperId | None:
    """Return the identity of the paper that a URL or a text names, or `None`."""
    reading = read_identifier(text)
    return reading.paper if reading is not None else None


def canonical(text: str) -> str | None:
    """Return the canonical URL of the paper that a URL or a text names, or `None` where none is known. It names no version."""
    reading = read_identifier(text)
    return reading.url if reading is not None else None


def same_paper(first: str, second: str) -> bool:
    """Tell whether two URLs or texts surely name the same paper. `False` says only that they do not show it."""
    paper = paper_id(first)
    return paper is not None and paper == paper_id(second)
