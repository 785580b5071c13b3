"""The links of a list of which something is known: every use of a target with what came of it, for all rules that judge that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from weakref import WeakKeyDictionary

from awesomelint.document.model import Document
from awesomelint.facts import Facts
from awesomelint.links.outcome import Outcome, Verdict
from awesomelint.links.targets import Place, uses_of
from awesomelint.links.wording import shown_url, worded_for
from awesomelint.named_tuple import NamedTuple
from awesomelint.urls.retired import State, retired

_KEPT: WeakKeyDictionary[Document, tuple[Facts, tuple[KnownLink, ...]]] = WeakKeyDictionary()


class KnownLink(NamedTuple):
    """One use of a target, and what came of asking for it."""

    place: Place
    outcome: Outcome


class Report(NamedTuple):
    """A link to report, and what is to be said about it and all others of the same cause."""

    link: KnownLink
    message: str


def facts_of(document: Document) -> Facts:
    """Return the facts of a document that has some, as every rule that needs them may expect."""
    assert document.facts is not None
    return document.facts


def known_links(document: Document) -> tuple[KnownLink, ...]:
    """Return the uses of all targets that were asked for, in the order of the source; found when first asked for.

    Left out are those of which retired-host has said as much: that their host is gone, or where they have moved.
    """
    facts = facts_of(document)
    kept = _KEPT.get(document)
    if kept is None or kept[0] is not facts:
        uses = ((use.place, facts.outcomes.get(use.url)) for use in uses_of(document))
        links = (KnownLink(place, outcome) for place, outcome in uses if outcome)
        kept = _KEPT[document] = facts, tuple(link for link in links if not _is_told(link.outcome))
    return kept[1]


def _is_told(outcome: Outcome) -> bool:
    found = retired(outcome.url)
    if found is None:
        return False
    return found.state is State.GONE or (outcome.verdict is Verdict.MOVED and found.successor is not None)


def reports(links: Iterable[KnownLink], cause: Callable[[Outcome], tuple[object, str] | None]) -> Iterator[Report]:
    """Yield what is to be said about links.

    `cause` tells for an outcome what is to blame, if that is more than the one page, and what all links to it have in common,
    such as `to example.org`. Links of one cause are told in the same words, so that they become one finding.
    """
    groups: dict[object, tuple[list[KnownLink], str]] = {}
    for link in links:
        blamed = cause(link.outcome)
        key, common = blamed if blamed is not None else (link.outcome.url, "")
        groups.setdefault(key, ([], common))[0].append(link)
    for members, common in groups.values():
        first = members[0].outcome
        count = len({link.outcome.url for link in members})
        subject = shown_url(first.url) if count == 1 else f"{count} links {common}".rstrip()
        message = worded_for(first, subject)
        yield from (Report(link, message) for link in members)
