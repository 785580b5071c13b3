"""The result of checking one target: verdict, reason, evidence, and its wording."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from time import gmtime, strftime

from awesomelint.credentials import masked
from awesomelint.links.url import without_credentials
from awesomelint.startup import NamedTuple, expression


class Verdict(StrEnum):
    """The result of a check. Only `DEAD` is a claim that the link is broken.

    `ALIVE` and `MOVED` links work; the server of the latter gives another URL as the permanent one. `BLOCKED` links were
    refused, as programs often are. `UNSURE` is a failure that may pass, and `SKIPPED` was not requested.
    """

    ALIVE = "alive"
    MOVED = "moved"
    DEAD = "dead"
    BLOCKED = "blocked"
    UNSURE = "unsure"
    SKIPPED = "skipped"


class Reason(StrEnum):
    """Why a verdict is what it is. The values are words for people and for `json-lines`."""

    OK = "ok"
    REGISTERED = "registered"
    """A registry (arXiv, DOI, GitHub) knows it."""

    MOVED_PERMANENTLY = "moved permanently"
    RENAMED = "renamed"
    """A repository under another name."""

    NOT_FOUND = "not found"
    GONE = "gone"
    NOT_REGISTERED = "not registered"
    """The registry that gives these identifiers out does not know this one."""
    NO_SUCH_HOST = "no such host"
    CERTIFICATE_OF_ANOTHER_HOST = "certificate of another host"
    REDIRECT_LOOP = "redirect loop"

    REFUSED = "refused"
    """401, 403, 451, 999 and the like: the page may work in a browser."""
    WALL = "wall against robots"
    RATE_LIMITED = "rate limited"

    SERVER_ERROR = "server error"
    TIMEOUT = "timeout"
    CONNECTION_FAILED = "connection failed"
    """Refused, reset, closed early, or a response that is not HTTP."""
    TLS_FAILED = "TLS failed"
    """Also an expired or untrusted certificate."""
    NAME_UNRESOLVED = "name not resolved"
    """A temporary failure of name resolution, not the answer that the name does not exist."""
    TOO_MANY_REDIRECTS = "too many redirects"
    BAD_REDIRECT = "bad redirect"
    """To no URL, or to a scheme that is not followed."""
    UNEXPECTED_STATUS = "unexpected status"
    SOFT_404 = "soft 404"
    """A page with the title of an error page, or a deep link that leads to the front page."""
    PARKED = "parked domain"
    WRONG_CONTENT = "wrong content"
    """The link promises a PDF, and leads to something else."""
    REGISTRY_UNAVAILABLE = "registry unavailable"
    INTERNAL_ERROR = "internal error"
    """A bug in awesomelint, which says nothing about the target."""

    EXCLUDED = "excluded"
    TEMPLATE = "template"
    """A program fills it in: `{{ site.url }}`."""
    POLICY = "policy"
    """The table of hosts skips it, and has a reason."""
    OFFLINE = "offline"
    PRIVATE_ADDRESS = "private address"
    NO_NETWORK = "no network"
    ELSEWHERE = "elsewhere"
    """It leads to a host that another check asks, see `links.share`."""
    NOT_REACHED = "not reached"
    """The run was ended before its turn came."""


class Hop(NamedTuple):
    """One response on the way: the URL that was requested, without credentials, and the status."""

    url: str
    status: int


class Outcome(NamedTuple):
    """The `verdict` on one target, the `reason` for it, and the evidence.

    `url` is the target without fragment, as `Target.url`. `hops` are the responses of the last try, in order; `status` is the
    last status, `None` where no HTTP was spoken with the target's own host (registries, skips). `final_url` is where the target
    leads now if that is another URL; for `MOVED` it is the URL to write instead. `resolver` is the name of the resolver,
    `method` the last HTTP method, `tries` how many requests were made for this target alone (0 for one that was part of a
    batch). `checked_at` is in seconds since the epoch, UTC. `detail` says more, for people: `handle API: no such DOI`, `"Just a
    moment..."`. `cached` tells that it is from the cache. The history of the target: `failing_since`, the first of its latest
    failures in a row, `failures`, how many they are (at most one is counted in half a day), and `alive_at`, when it was last
    alive; times in seconds, `None` unknown. `archived_url` is a copy in a web archive, if one was looked for and found.
    """

    url: str
    verdict: Verdict
    reason: Reason
    resolver: str
    checked_at: int
    status: int | None = None
    final_url: str | None = None
    hops: tuple[Hop, ...] = ()
    method: str = ""
    tries: int = 0
    detail: str = ""
    cached: bool = False
    failing_since: int | None = None
    failures: int = 0
    alive_at: int | None = None
    archived_url: str | None = None


def is_good(outcome: Outcome) -> bool:
    """Return whether a target is there."""
    return outcome.verdict in (Verdict.ALIVE, Verdict.MOVED)


# -- the wording of an outcome, in rules, tables and summaries
#
# What comes from a server (`detail`, URLs) is quoted on one line and cut short; reporters escape it.

MAX_URL = 120
MAX_DETAIL = 80
"""Code points of a URL, and of other words of a server, that are reported."""

_HOST = expression(r"[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#\\]*@)?([^/?#\\:]+)")
_OWNER_AND_NAME = expression(r"https?://[^/?#]+/([^/?#]+/[^/?#]+)")
_REGISTRIES = {"arxiv": "arXiv", "crossref": "Crossref", "datacite": "DataCite", "doi": "doi.org", "github": "GitHub"}
_USUAL_STATUS = {Reason.NOT_FOUND: (404, "404 Not Found"), Reason.GONE: (410, "410 Gone")}
_WORDS = {
    Reason.NOT_REACHED: "the run ended first",
    Reason.SOFT_404: "but the page does not exist",
    Reason.WALL: "bot wall",
    Reason.WRONG_CONTENT: "but not a PDF",
}
_BAD = frozenset({Verdict.BLOCKED, Verdict.DEAD, Verdict.UNSURE})
_LATEST = 253_402_300_799
"""The end of the year 9999."""


def worded(outcome: Outcome) -> str:
    """Return an outcome in words: `404 Not Found (GET, 2 tries; last alive on 2026-11-01)`."""
    return _joined(headline(outcome), circumstances(outcome))


def worded_for(outcome: Outcome, links: str, count: int = 1) -> str:
    """Return an outcome as a sentence: `https://example.org/a is dead: 404 Not Found (GET, 2 tries)`.

    `links` are the links that have this outcome, and `count` how many they are: `2 links to example.org`.
    """
    said, verb = headline(outcome), "is" if count == 1 else "are"
    if outcome.reason is Reason.REGISTRY_UNAVAILABLE:
        sentence = f"{said} for {links}"
    elif outcome.verdict in (Verdict.DEAD, Verdict.BLOCKED):
        sentence = f"{links} {verb} {outcome.verdict}: {said}"
    else:
        sentence = f"{links} could not be checked: {said}"
    return _joined(sentence, circumstances(outcome))


def _joined(said: str, more: str) -> str:
    return f"{said} ({more})" if more else said


def headline(outcome: Outcome) -> str:
    """Return the result alone: `404 Not Found`, `no such host`, `moved permanently to https://example.org/b`."""
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
    if status == _USUAL_STATUS.get(reason, (0, ""))[0]:
        return _USUAL_STATUS[reason][1]
    if reason is Reason.OK:
        return str(status)
    return f"{status}, {words}"


def circumstances(outcome: Outcome) -> str:
    """Return method and tries, details, and the history of the target: `GET, 2 tries; last alive on 2026-11-01`."""
    detail = "" if outcome.reason is Reason.RENAMED else quoted(outcome.detail)  # the name, which is reported anyhow
    return "; ".join(filter(None, (_asked(outcome), _redirected(outcome), detail, *_memories(outcome))))


def _asked(outcome: Outcome) -> str:
    """Return method and tries; a redirect that was followed is another request, but no other try."""
    tries = -(-outcome.tries // max(len(outcome.hops), 1))
    return ", ".join(filter(None, (outcome.method, f"{tries} tries" if tries > 1 else "")))


def _redirected(outcome: Outcome) -> str:
    """Return where redirects have led, unless something else tells."""
    if len(outcome.hops) < 2 or outcome.verdict not in _BAD or outcome.reason is Reason.REDIRECT_LOOP:
        return ""
    end = outcome.hops[-1].url
    return f"redirected to {shown_url(end)}" if end != outcome.url and end not in outcome.detail else ""


def _memories(outcome: Outcome) -> Iterator[str]:
    if outcome.verdict not in _BAD:
        return
    if outcome.alive_at is not None and (day := date(outcome.alive_at)):
        yield f"last alive on {day}"
    if outcome.failures > 1:
        since = date(outcome.failing_since) if outcome.failing_since is not None else ""
        yield f"failed {outcome.failures} times in a row" + (f" since {since}" if since else "")


def _repository_name(url: str) -> str:
    match = _OWNER_AND_NAME.match(url)
    return quoted(match[1].removesuffix(".git")) if match else shown_url(url)


def date(seconds: int) -> str:
    """Return the day of a time in seconds since the epoch, `2026-11-01`, in UTC; empty for what is no time."""
    return strftime("%Y-%m-%d", gmtime(seconds)) if 0 <= seconds <= _LATEST else ""


def host_of(url: str) -> str:
    """Return the host of a URL as it is reported, in lower case, without port and credentials; empty if it has none."""
    match = _HOST.match(url)
    return quoted(match[1].lower()) if match else ""


def quoted(text: str, longest: int = MAX_DETAIL) -> str:
    """Return words of a server on one line, cut short."""
    line = " ".join(text[: 4 * longest].split())
    return line if len(line) <= longest else f"{line[: longest - 3].rstrip()}..."


def unexpected(error: Exception) -> str:
    """Return in words an error that no server and no link should cause: `a mistake of awesomelint (KeyError: 'title')`."""
    return f"a mistake of awesomelint ({quoted(f'{type(error).__name__}: {error}')})"


def failed_check(url: str, resolver: str, now: int, said: str) -> Outcome:
    """Return the outcome of a target whose check failed by such an error."""
    return Outcome(url, Verdict.UNSURE, Reason.INTERNAL_ERROR, resolver, now, detail=said)


def shown_url(url: str) -> str:
    """Return a URL as it is reported: on one line, without credentials, the middle left out where it is very long."""
    line = masked("".join(without_credentials(url, "***@").split()))
    return line if len(line) <= MAX_URL else f"{line[: MAX_URL - 23]}...{line[-20:]}"
