"""Addresses of papers in a form that arXiv does not have, `arxiv.org/paper/2401.00001.pdf`: one is asked for, and speaks for all.

arxiv.org wants fifteen seconds from one page to the next, and a list that has one such address has dozens. It is asked for
where arXiv wants programs to ask.
"""

from __future__ import annotations

from collections.abc import Sequence

from awesomelint.links.fetching import Request
from awesomelint.links.outcome import Outcome, Reason, Verdict
from awesomelint.links.resolvers.base import Answer, Means
from awesomelint.links.targets import Target
from awesomelint.papers.identifiers.address import escape, split_address

_ROOT = "https://export.arxiv.org"
_HOSTS = frozenset(("arxiv.org", "export.arxiv.org"))
_FORM = "paper"


def has_odd_form(url: str) -> bool:
    """Tell whether a URL names a paper at arXiv in a form that arXiv does not have."""
    address = split_address(url)
    return address is not None and address.host in _HOSTS and address.parts[:1] == [_FORM]


async def ask_form(targets: Sequence[Target], means: Means) -> list[Answer]:
    """Return an answer for each of some targets in such a form; none if the form turns out to exist."""
    address = split_address(targets[0].url)
    assert address is not None
    path = escape("/".join(address.parts))
    exchange = await means.fetcher.fetch(Request(f"{_ROOT}/{path}", "HEAD", retries=1))
    if exchange.reply is None or exchange.reply.status != 404:
        return []
    dead = Outcome(
        "", Verdict.DEAD, Reason.NOT_FOUND, "arxiv", means.now, status=404, hops=exchange.hops, method="HEAD"
    )
    first = Answer(dead._replace(url=targets[0].url, tries=exchange.tries))
    detail = f"arXiv has no pages /{_FORM}/: 404 for another one"
    return [first, *(Answer(dead._replace(url=target.url, detail=detail)) for target in targets[1:])]
