"""What is known of one target: a verdict, and the evidence for it."""

from __future__ import annotations

from enum import StrEnum

from awesomelint.named_tuple import NamedTuple


class Verdict(StrEnum):
    """What a check of a target comes to. Only `DEAD` is a claim that the link is broken."""

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
    """401, 403, 451, 999 and the like: a person may well see the page."""
    WALL = "wall against robots"
    RATE_LIMITED = "rate limited"

    SERVER_ERROR = "server error"
    TIMEOUT = "timeout"
    CONNECTION_FAILED = "connection failed"
    """Refused, reset, closed early, or an answer that is not HTTP."""
    TLS_FAILED = "TLS failed"
    """Also an expired or untrusted certificate."""
    NAME_UNRESOLVED = "name not resolved"
    """A temporary failure of name resolution, not the answer that the name does not exist."""
    TOO_MANY_REDIRECTS = "too many redirects"
    BAD_REDIRECT = "bad redirect"
    """To no URL, or to a scheme that is not followed."""
    UNEXPECTED_STATUS = "unexpected status"
    SOFT_404 = "soft 404"
    """A page that says so itself, or a deep link that leads to the front page."""
    PARKED = "parked domain"
    WRONG_CONTENT = "wrong content"
    """A PDF was promised, and something else arrived."""
    REGISTRY_UNAVAILABLE = "registry unavailable"

    EXCLUDED = "excluded"
    POLICY = "policy"
    """The table of hosts says not to ask, and why."""
    OFFLINE = "offline"
    PRIVATE_ADDRESS = "private address"
    NO_NETWORK = "no network"
    NOT_REACHED = "not reached"
    """The run was ended before its turn came."""


class Hop(NamedTuple):
    """One answer on the way: what was asked, and the status. Credentials are not in `url`."""

    url: str
    status: int


class Outcome(NamedTuple):
    """The verdict on one target, with its evidence.

    `url` is the target without fragment, as `Target.url`. `hops` are the answers from first to last, the last one of the last
    try; `status` is the last status, `None` where no HTTP was spoken with the target's own host (registries, skips).
    `final_url` is where the target leads now if that is another URL; for `MOVED` it is the URL to write instead.
    `resolver` is the name of who asked, `method` the last HTTP method, `tries` how many requests were made for this target
    alone (0 for one that was asked in a batch). `checked_at` is in seconds since the epoch, UTC. `detail` says more, for people:
    `handle API: no such DOI`, `"Just a moment..."`.
    `cached` tells that the cache answered. What it remembers: `failing_since`, the first of the failures in a row up to now,
    `failures`, how often in a row it was found so (counted once in half a day, however often it is asked), and `alive_at`,
    when it was last seen alive; times in seconds, `None` unknown. `archived_url` is a copy in a web archive, if one was looked
    for and found.
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
