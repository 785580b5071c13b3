"""An outcome in words: the one place for what rules, tables and summaries say about a link.

What a stranger's server said (`detail`, URLs) is quoted as it came, on one line and cut short; reporters escape it.
"""

from __future__ import annotations

from collections.abc import Iterator
from time import gmtime, strftime

from awesomelint.expressions import expression
from awesomelint.links.outcome import Outcome, Reason, Verdict

MAX_URL = 120
MAX_DETAIL = 80
"""Code points of a URL, and of what else a server said, that are told."""

_USERINFO = expression(r"((?:[A-Za-z][A-Za-z0-9+.-]*:)?//)[^/?#\\]*@")
_HOST = expression(r"[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#\\]*@)?([^/?#\\:]+)")
_OWNER_AND_NAME = expression(r"https?://[^/?#]+/([^/?#]+/[^/?#]+)")
_REGISTRIES = {"arxiv": "arXiv", "crossref": "Crossref", "datacite": "DataCite", "doi": "doi.org", "github": "GitHub"}
_SAID_BY_STATUS = {Reason.NOT_FOUND: 404, Reason.GONE: 410}
"""Reasons that the usual status says without words."""
_WORDS = {
    Reason.NOT_REACHED: "the run was ended before",
    Reason.PARKED: "a parked domain",
    Reason.SOFT_404: "but a page that is not there",
    Reason.WRONG_CONTENT: "but not the PDF that was promised",
}
_BAD = frozenset({Verdict.BLOCKED, Verdict.DEAD, Verdict.UNSURE})
_LATEST = 253_402_300_799
"""The end of the year 9999."""


def worded(outcome: Outcome) -> str:
    """Return what came of a link: `404 (GET, 2 tries; was alive on 2026-11-01)`."""
    return _joined(headline(outcome), circumstances(outcome))


def worded_for(outcome: Outcome, subject: str) -> str:
    """Return the same about something: `404 for https://example.org/a (GET, 2 tries)`."""
    said = headline(outcome)
    is_told_of_it = outcome.reason is Reason.NOT_REGISTERED
    return _joined(f"{subject} is {said}" if is_told_of_it else f"{said} for {subject}", circumstances(outcome))


def _joined(said: str, more: str) -> str:
    return f"{said} ({more})" if more else said


def headline(outcome: Outcome) -> str:
    """Return what was found, without how: `404`, `no such host`, `moved permanently to https://example.org/b`."""
    reason, status, to = outcome.reason, outcome.status, outcome.final_url
    if reason is Reason.RENAMED and to:
        return f"repository renamed to {_repository_name(to)}"
    if reason is Reason.MOVED_PERMANENTLY:
        return f"moved permanently to {shown_url(to)}" if to else reason.value
    if reason in (Reason.REGISTERED, Reason.NOT_REGISTERED):
        registry = _REGISTRIES.get(outcome.resolver)
        return f"{reason.value} at {registry}" if registry else reason.value
    if reason is Reason.REGISTRY_UNAVAILABLE:
        return f"no answer from {_REGISTRIES.get(outcome.resolver, 'the registry')}"
    if outcome.verdict is Verdict.SKIPPED:
        return f"skipped: {_WORDS.get(reason, reason.value)}"
    words = _WORDS.get(reason, reason.value)
    if status is None or (outcome.verdict is Verdict.BLOCKED and 200 <= status < 300):
        return words  # a login form or a test of being human, with the status of a page
    if status == _SAID_BY_STATUS.get(reason) or reason is Reason.OK:
        return str(status)
    return f"{status}, {words}"


def circumstances(outcome: Outcome) -> str:
    """Return how it was found, what else was said, and what is remembered: `GET, 2 tries; was alive on 2026-11-01`."""
    detail = "" if outcome.reason is Reason.RENAMED else quoted(outcome.detail)  # the name, which is told anyhow
    parts = (_asked(outcome), _redirected(outcome), detail, *_memories(outcome))
    return "; ".join(part for part in parts if part)


def _asked(outcome: Outcome) -> str:
    """Return method and tries; a redirect that was followed is another request, but no other try."""
    tries = -(-outcome.tries // max(len(outcome.hops), 1))
    return ", ".join(part for part in (outcome.method, f"{tries} tries" if tries > 1 else "") if part)


def _redirected(outcome: Outcome) -> str:
    """Return where redirects have led, where nothing else tells."""
    if len(outcome.hops) < 2 or outcome.verdict not in _BAD or outcome.reason is Reason.REDIRECT_LOOP:
        return ""
    end = outcome.hops[-1].url
    return f"redirected to {shown_url(end)}" if end != outcome.url and end not in outcome.detail else ""


def _memories(outcome: Outcome) -> Iterator[str]:
    if outcome.verdict not in _BAD:
        return
    if outcome.alive_at is not None and (day := date(outcome.alive_at)):
        yield f"was alive on {day}"
    if outcome.failures > 1:
        since = date(outcome.failing_since) if outcome.failing_since is not None else ""
        yield f"{outcome.failures} times in a row" + (f" since {since}" if since else "")


def _repository_name(url: str) -> str:
    found = _OWNER_AND_NAME.match(url)
    return quoted(found[1].removesuffix(".git")) if found else shown_url(url)


def date(seconds: int) -> str:
    """Return the day of a time in seconds since the epoch, `2026-11-01`, in UTC; empty for what is no time."""
    return strftime("%Y-%m-%d", gmtime(seconds)) if 0 <= seconds <= _LATEST else ""


def host_of(url: str) -> str:
    """Return the host of a URL as it is told, in lower case, without port and credentials; empty if it has none."""
    found = _HOST.match(url)
    return quoted(found[1].lower()) if found else ""


def quoted(text: str, longest: int = MAX_DETAIL) -> str:
    """Return what a stranger said, on one line and cut short."""
    line = " ".join(text[: 4 * longest].split())
    return line if len(line) <= longest else f"{line[: longest - 3].rstrip()}..."


def shown_url(url: str) -> str:
    """Return a URL as it is told: on one line, without credentials, the middle left out where it is very long."""
    line = "".join(without_credentials(url).split())
    return line if len(line) <= MAX_URL else f"{line[: MAX_URL - 23]}...{line[-20:]}"


def without_credentials(url: str) -> str:
    """Return a URL with `***` in place of a user name and password."""
    return _USERINFO.sub(r"\1***@", url, count=1)
