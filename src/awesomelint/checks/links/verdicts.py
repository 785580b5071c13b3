"""What checked links came to: dead, unsure or blocked links, wrong content, archived repositories."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator

from awesomelint.checks.base import is_plainly_paper
from awesomelint.checks.links.retired_hosts import retired
from awesomelint.checks.papers.paper_links import paper_index
from awesomelint.context import Facts, LintContext, RepositoryRecord
from awesomelint.diagnostic import Diagnostic, Severity
from awesomelint.document.model import Document, remembered
from awesomelint.links.outcome import Outcome, Reason, Verdict, circumstances, host_of, quoted, shown_url, worded_for
from awesomelint.links.page_anchors import anchor_of
from awesomelint.links.targets import Use, uses_of
from awesomelint.papers.identifiers import repository
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span
from awesomelint.startup import NamedTuple, expression


class KnownLink(NamedTuple):
    """One use of a target, and the result of asking for it."""

    use: Use
    outcome: Outcome


def facts_of(context: LintContext) -> Facts:
    """Return the facts, as every rule that needs them may expect."""
    assert context.facts is not None
    return context.facts


def known_links(document: Document, context: LintContext) -> list[KnownLink]:
    """Return the uses of all targets that were asked for, in the order of the source.

    Left out are those of which retired-host has said as much: that their host is gone, or where they have moved.
    """
    outcomes = facts_of(context).outcomes
    return [
        KnownLink(use, outcome)
        for use, has_moved in (_uses(document) if context.base_url is None else _uses_on(document, context.base_url))
        if (outcome := outcomes.get(use.url)) and not (has_moved and outcome.verdict is Verdict.MOVED)
    ]


@remembered
def _uses(document: Document) -> tuple[tuple[Use, bool], ...]:
    """Return the uses of targets, without those on hosts that are gone, and whether retired-host knows where each has moved."""
    return _uses_on(document, None)


def _uses_on(document: Document, base: str | None) -> tuple[tuple[Use, bool], ...]:
    uses = ((use, retired(use.url)) for use in uses_of(document, base))
    return tuple(
        (use, found is not None and found.successor is not None)
        for use, found in uses
        if found is None or not found.is_gone
    )


def _worded(
    links: Iterable[KnownLink], cause: Callable[[Outcome], tuple[object, str] | None]
) -> Iterator[tuple[KnownLink, str]]:
    """Yield links with what is to be said about each and all others of the same cause.

    `cause` tells for an outcome what is to blame, if that is more than the one page, and what all links to it have in common,
    such as `to example.org`. Links of one cause are reported in the same words, so that they become one finding.
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
        message = worded_for(first, subject, count)
        yield from ((link, message) for link in members)


# -- the rules

_DAY = 24 * 60 * 60
_WRONG = frozenset({Reason.SOFT_404, Reason.PARKED, Reason.WRONG_CONTENT})
"""Reasons by which something answers, but not what the link is for: one rule's own."""
_ANSWERED = frozenset({Verdict.ALIVE, Verdict.DEAD, Verdict.UNSURE})
_OF_THE_HOST = frozenset({Reason.NO_SUCH_HOST, Reason.CERTIFICATE_OF_ANOTHER_HOST})
_OF_A_SILENT_HOST = frozenset(
    {Reason.CONNECTION_FAILED, Reason.NAME_UNRESOLVED, Reason.SERVER_ERROR, Reason.TIMEOUT, Reason.TLS_FAILED}
)
"""What a host as a whole may do: so it is taken where none of its pages was found."""
_PROMISES_PDF = expression(r"(?i)(?<![a-z])pdf(?![a-z])")


def dead_link(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report links whose target is gone or never was: what a registry or a server says in so many words."""
    repositories = facts_of(context).repositories

    def cause(outcome: Outcome) -> tuple[object, str] | None:
        if outcome.archived_url:
            return None  # each page has a copy of its own to be told
        host = host_of(outcome.url)
        if outcome.reason in _OF_THE_HOST:
            return (host, outcome.reason), f"to {host}"
        gone = repository(outcome.url) if outcome.resolver == "github" else None
        if gone is not None and gone not in repositories:  # not only a path in it is gone
            return (gone, outcome.detail), f"into {gone.value}"
        return None

    dead = (
        link for link in known_links(document, context) if link.outcome.verdict is Verdict.DEAD and not _is_wrong(link)
    )
    for link, message in _worded(dead, cause):
        copy = link.outcome.archived_url
        whole = f"{message}; archived copy: {shown_url(copy)}" if copy else message
        yield rule.diagnose(link.use.span, whole, group=whole)


def unsure_link(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report links that could not be judged: an error only where it has been so for a while."""
    now = facts_of(context).now
    known = known_links(document, context)
    unsure = [
        link
        for link in known
        if link.outcome.verdict is Verdict.UNSURE
        and link.outcome.reason is not Reason.RATE_LIMITED
        and link.outcome.reason not in _WRONG
    ]
    if not unsure:
        return
    for link, message in _worded(unsure, _unsure_cause(known)):
        if link.outcome.reason is Reason.REGISTRY_UNAVAILABLE:
            severity = Severity.INFO  # says nothing about the link
        else:
            severity = Severity.ERROR if _has_lasted(link.outcome, rule, now) else Severity.WARNING
        yield rule.diagnose(link.use.span, message, severity=severity, group=message)


def _unsure_cause(known: list[KnownLink]) -> Callable[[Outcome], tuple[object, str] | None]:
    answering = {host_of(link.outcome.url) for link in known if link.outcome.verdict is not Verdict.UNSURE}

    def cause(outcome: Outcome) -> tuple[object, str] | None:
        host = host_of(outcome.url)
        if outcome.reason is Reason.REGISTRY_UNAVAILABLE:
            return (outcome.resolver, outcome.reason), ""
        if outcome.reason in _OF_A_SILENT_HOST and host not in answering:
            return (host, outcome.reason), f"to {host}"
        return None

    return cause


def _has_lasted(outcome: Outcome, rule: Rule, now: int) -> bool:
    strikes: int = rule.options["strikes"]
    days: int = rule.options["days"]
    since = now if outcome.failing_since is None else outcome.failing_since
    return 0 < strikes <= outcome.failures and now - since >= days * _DAY


def blocked_link(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report hosts that do not let a program see what people may see."""
    links = (
        link
        for link in known_links(document, context)
        if link.outcome.verdict is Verdict.BLOCKED
        or (link.outcome.verdict is Verdict.UNSURE and link.outcome.reason is Reason.RATE_LIMITED)
    )

    def cause(outcome: Outcome) -> tuple[object, str]:
        host = host_of(outcome.url)
        return (host, outcome.reason, outcome.status), f"to {host}"

    for link, message in _worded(links, cause):
        yield rule.diagnose(link.use.span, message, group=message)


def wrong_content(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report links that lead to something else than they promise, and links to empty repositories."""
    for link in known_links(document, context):
        if _is_wrong(link):
            message = _instead(link.outcome)
            severity = Severity.INFO if link.outcome.verdict is Verdict.ALIVE else None  # something is there to be read
            yield rule.diagnose(link.use.span, message, severity=severity, group=message)
        elif (record := _repository_of(link, context)) is not None and record.is_empty:
            message = f"repository {quoted(record.name)} is empty"
            yield rule.diagnose(link.use.span, message, severity=Severity.INFO, group=message)


def _is_wrong(link: KnownLink) -> bool:
    verdict, reason = link.outcome.verdict, link.outcome.reason
    if verdict not in _ANSWERED:
        return False
    if reason is not Reason.WRONG_CONTENT:
        return reason in _WRONG
    return bool(_PROMISES_PDF.search(link.use.label) or _PROMISES_PDF.search(link.outcome.url))


def _instead(outcome: Outcome) -> str:
    url = shown_url(outcome.url)
    if outcome.reason is Reason.PARKED:
        found = f"parked domain at {url}"
    elif outcome.reason is Reason.WRONG_CONTENT:
        found = f"no PDF at {url}"
    else:
        found = f"page at {url} does not exist, although its status is {outcome.status or 200}"
    more = circumstances(outcome)
    return f"{found} ({more})" if more else found


def missing_page_anchor(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report links to a place of a page that the page does not have."""
    lost = facts_of(context).lost_anchors
    for link in known_links(document, context) if lost else ():
        anchor = anchor_of(link.use.place.fragment)
        if anchor and anchor in lost.get(link.outcome.url, ()):
            message = f'page {shown_url(link.outcome.url)} has no anchor "{quoted(anchor)}"'
            yield rule.diagnose(link.use.span, message, group=message)


def archived_repository(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report repositories that their owners have archived, once each."""
    for link in known_links(document, context):
        record = _repository_of(link, context)
        if record is not None and record.is_archived:
            message = f"repository {quoted(record.name)} is archived"
            yield rule.diagnose(link.use.span, message, group=message)


def stale_repository(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report repositories of tools that nobody has changed for years, once each; the code of a paper is done with it."""
    today = time.gmtime(facts_of(context).now)
    oldest = f"{today.tm_year - rule.options['years']:04}-{today.tm_mon:02}-{today.tm_mday:02}"
    names = _names(document)
    for link in known_links(document, context):
        record = _repository_of(link, context)
        if record is None or record.is_archived or not "" < record.pushed < oldest or link.use.span not in names:
            continue
        message = f"repository {quoted(record.name)} has had no push since {quoted(record.pushed)}"
        yield rule.diagnose(link.use.span, message, group=message)


@remembered
def _names(document: Document) -> frozenset[Span]:
    """Return where the targets of the names of entries are that are no papers."""
    papers = paper_index(document).of_entry
    others = (entry for entry in document.entries if entry not in papers and not is_plainly_paper(entry))
    links = [entry.title.link for entry in others if entry.title is not None]
    return frozenset([link.target_span or link.span for link in links if link is not None])


def _repository_of(link: KnownLink, context: LintContext) -> RepositoryRecord | None:
    """Return what its host says about the repository that a link leads to; an image is only stored there."""
    repositories = facts_of(context).repositories
    known = repository(link.outcome.url) if repositories and not link.use.is_image else None
    return repositories.get(known) if known is not None else None
