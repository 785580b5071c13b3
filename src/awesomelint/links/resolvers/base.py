"""What a resolver is, and what it is given."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from awesomelint.links.fetching import Fetcher
from awesomelint.links.outcome import Outcome
from awesomelint.links.targets import Target
from awesomelint.named_tuple import NamedTuple
from awesomelint.papers.records import PaperRecord, RepositoryRecord


class Validators(NamedTuple):
    """What a server gave with an answer, so that it can tell later whether anything has changed: headers as they came."""

    etag: str = ""
    last_modified: str = ""


class Answer(NamedTuple):
    """What a resolver found out about one target, and the records that came along with it.

    `validators` are those of the target's own page, where it is alive and its server gave some.
    """

    outcome: Outcome
    papers: tuple[PaperRecord, ...] = ()
    repositories: tuple[RepositoryRecord, ...] = ()
    validators: Validators = Validators()


def _say_nothing(_: str) -> None:
    pass


class Means(NamedTuple):
    """What resolvers work with.

    `fetcher` does HTTP. `plain` is the resolver of ordinary pages, for targets that a registry cannot judge. `now` is the time
    of the run in seconds since the epoch. `github_token` goes to api.github.com only; `mailto` is an address for services that
    treat callers better who give one. `validators` are those of earlier answers by target URL: whoever sends them as
    `If-None-Match` and `If-Modified-Since` takes 304 for alive. `note` takes one line for the user about the run itself, such as
    a token that is refused.
    """

    fetcher: Fetcher
    plain: Resolver
    now: int
    github_token: str | None = None
    mailto: str | None = None
    validators: Mapping[str, Validators] = MappingProxyType({})
    note: Callable[[str], None] = _say_nothing


class Resolver(Protocol):
    """Asks for the targets of one kind. `name` is what `hosts.yaml` and reports call it."""

    name: str

    def resolve(self, targets: Sequence[Target], means: Means) -> AsyncIterator[Answer]:
        """Yield an answer for each target, in any order, as soon as it is known.

        Never raises for what a server says or does; cancellation passes through.
        """
        ...
