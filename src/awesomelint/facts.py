"""What was learnt outside the text: the values that rules about links and papers judge."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from awesomelint.named_tuple import NamedTuple

if TYPE_CHECKING:
    from awesomelint.links.outcome import Outcome
    from awesomelint.papers.identifiers import PaperId, RepositoryId
    from awesomelint.papers.records import PaperRecord, RepositoryRecord

_NONE: Mapping[object, object] = MappingProxyType({})


class Facts(NamedTuple):
    """What is known of targets (by URL without fragment, as `links.targets` spells it), papers and repositories.

    `now` is when they were gathered, in seconds since the epoch. A target that is in no table was not asked for.
    """

    now: int
    outcomes: Mapping[str, Outcome]
    papers: Mapping[PaperId, PaperRecord] = _NONE  # type: ignore[assignment]
    repositories: Mapping[RepositoryId, RepositoryRecord] = _NONE  # type: ignore[assignment]
