"""Addresses of papers in a form that arXiv does not have, `arxiv.org/paper/2401.00001.pdf`: two are asked for, and speak for all.

arxiv.org wants fifteen seconds from one page to the next, and a list that has one such address has dozens. They are asked
for where arXiv wants programs to ask.
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
_WITNESSES = 2
"""How many have to be missing until the form is: one could be a slip in its identifier."""


def has_odd_form(url: str) -> bool:
    """Tell whether a URL names a paper at arXiv in a form that arXiv does not have."""
    address = split_address(url)
    return address is not None and address.host in _HOSTS and address.parts[:1] == [_FORM]


async def ask_form(targets: Sequence[Target], means: Means) -> list[Answer]:
    """Return an answer for each of some targets in such a form; none if the form turns out to exist."""
    answers: list[Answer] = []
    for target in targets[:_WITNESSES]:
        address = split_address(target.url)
        assert address is not None
        path = escape("/".join(address.parts))
        exchange = await means.fetcher.fetch(Request(f"{_ROOT}/{path}", "HEAD", retries=1))
        if exchange.reply is None or exchange.reply.status != 404:
            return []
        answers.append(Answer(_dead(target, means)._replace(method="HEAD", tries=exchange.tries, hops=exchange.hops)))
    detail = f"arXiv has no pages /{_FORM}/: 404 for {_WITNESSES} others"
    return [*answers, *(Answer(_dead(target, means)._replace(detail=detail)) for target in targets[_WITNESSES:])]


def _dead(target: Target, means: Means) -> Outcome:
    return Outcome(target.url, Verdict.DEAD, Reason.NOT_FOUND, "arxiv", means.now, status=404)
