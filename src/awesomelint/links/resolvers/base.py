"""What a resolver is, and what it is given."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import NamedTuple, Protocol

from awesomelint.links.fetching import Fetcher
from awesomelint.links.outcome import Outcome
from awesomelint.links.targets import Target
from awesomelint.papers.records import PaperRecord, RepositoryRecord


class Answer(NamedTuple):
    """What a resolver found out about one target, and the records that came along with it."""

    outcome: Outcome
    papers: tuple[PaperRecord, ...] = ()
    repositories: tuple[RepositoryRecord, ...] = ()


class Means(NamedTuple):
    """What resolvers work with.

    `fetcher` does HTTP. `plain` is the resolver of ordinary pages, for targets that a registry cannot judge. `now` is the time
    of the run in seconds since the epoch. `github_token` goes to api.github.com only; `mailto` is an address for services that
    treat callers better who give one.
    """

    fetcher: Fetcher
    plain: Resolver
    now: int
    github_token: str | None = None
    mailto: str | None = None


class Resolver(Protocol):
    """Asks for the targets of one kind. `name` is what `hosts.yaml` and reports call it."""

    name: str

    def resolve(self, targets: Sequence[Target], means: Means) -> AsyncIterator[Answer]:
        """Yield an answer for each target, in any order, as soon as it is known.

        Never raises for what a server says or does; cancellation passes through.
        """
        ...
