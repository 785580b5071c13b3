"""Who asks for targets: one module a service, in batches where the service allows, plain HTTP for all the rest.

`RESOLVERS` makes a resolver from its name, the one that `hosts.yaml` calls it by; one is made a run, as it remembers what failed.
`choose` names the resolver of a target. All the rest is `PLAIN`, the resolver of ordinary pages, which is not in the table: it is
what the others fall back on.
"""

from __future__ import annotations

from collections.abc import Callable

from awesomelint.links.resolvers.arxiv import ArxivResolver, takes_arxiv
from awesomelint.links.resolvers.base import PLAIN, Resolver
from awesomelint.links.resolvers.doi import DoiResolver, takes_doi
from awesomelint.links.resolvers.github import GithubResolver, takes_github
from awesomelint.links.resolvers.services import (
    OpenreviewResolver,
    ReviewedResolver,
    YoutubeResolver,
    review_paperswithcode,
    takes_openreview,
    takes_paperswithcode,
    takes_youtube,
)
from awesomelint.links.targets import Target

RESOLVERS: dict[str, Callable[[], Resolver]] = {
    "arxiv": ArxivResolver,
    "doi": DoiResolver,
    "github": GithubResolver,
    "openreview": OpenreviewResolver,
    "paperswithcode": lambda: ReviewedResolver("paperswithcode", review_paperswithcode),
    "youtube": YoutubeResolver,
}

_TAKES: dict[str, Callable[[str], bool]] = {
    "arxiv": takes_arxiv,
    "doi": takes_doi,
    "github": takes_github,
    "openreview": takes_openreview,
    "paperswithcode": takes_paperswithcode,
    "youtube": takes_youtube,
}
"""Whether a resolver can say more of a URL than the plain one, in the order in which they are asked."""


def choose(target: Target, named: str | None = None) -> str:
    """Return the name of the resolver that asks for a target. Never raises.

    `named` is the one that the table of hosts names for it, if any. It gives way where another one knows better, as arXiv does
    for `https://doi.org/10.48550/arXiv.1909.10351`. Only `http` is the last word, so that users can have the page itself asked
    for.
    """
    if named == PLAIN:
        return PLAIN
    known = next((name for name, takes in _TAKES.items() if takes(target.url)), None)
    return known or (named if named in RESOLVERS else PLAIN)
