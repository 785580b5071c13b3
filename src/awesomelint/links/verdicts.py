"""From the result of a request to a verdict, with its evidence. Only a link that is broken for everybody is dead."""

from __future__ import annotations

import re
from collections.abc import Mapping

from awesomelint.links.exchange import Exchange, Reply
from awesomelint.links.outcome import Reason, Verdict
from awesomelint.links.pages import EMPTY, Page, is_html, is_parking_host, says_not_found, says_parked, says_wall
from awesomelint.links.policy import HostPolicy
from awesomelint.links.rate_limits import is_used_up
from awesomelint.links.url import UrlError, WebUrl, read_url
from awesomelint.startup import NamedTuple, expression


class Judgement(NamedTuple):
    """A verdict and why; `final_url` as in `Outcome`."""

    verdict: Verdict
    reason: Reason
    detail: str = ""
    final_url: str | None = None


_FAILURES: Mapping[Reason, Verdict] = {
    Reason.NO_SUCH_HOST: Verdict.DEAD,
    Reason.CERTIFICATE_OF_ANOTHER_HOST: Verdict.DEAD,
    Reason.REDIRECT_LOOP: Verdict.DEAD,
    Reason.WALL: Verdict.BLOCKED,
    Reason.RATE_LIMITED: Verdict.BLOCKED,
}
"""The verdict where there is no response, by the reason; for all others it is unsure."""

_BLOCKED = frozenset((401, 402, 403, 407, 418, 423, 444, 451, 456, 460, 498, 999))
"""Statuses of refusals: sign in, pay, legal reasons, and bot walls (418, 444, 999 and the like)."""
_WALL_HEADERS = (
    ("cf-mitigated", ""),
    ("x-amzn-waf-action", ""),
    ("x-datadome", "protected"),
    ("x-vercel-mitigated", ""),
)
"""Headers of responses that come from a bot wall, and what has to be in their values, empty for anything."""
_WALL_PAGES = frozenset((403, 429, 500, 503))
"""Statuses of bot walls, besides 2xx."""

_FRONT = expression(r"/(?:(?:index|home|default|main|welcome)(?:\.\w{2,5})?/?)?\Z", re.IGNORECASE)
_SAYS_NOTHING = expression(
    r"(?:(?:hl|lang|language|locale|utm_\w{1,20}|fbclid|gclid|mc_[ce]id|ref|source)=[^&]{0,200}(?:&|\Z)){0,9}\Z",
    re.IGNORECASE,
)
"""Queries about a language, or about where visitors come from: they lead to no other page."""
_LOCALE = expression(r"/[a-z]{2}(?:[-_][a-z]{2})?(?=/|\Z)", re.IGNORECASE)
_NOT_FOUND_PATH = expression(
    r"(?:.*/)?(?:(?:error[-_/]?|errors/)?404|(?:page[-_])?not[-_]?found|error404)(?:\.\w{2,5})?/?\Z", re.IGNORECASE
)
_SIGN_IN_HOST = expression(r"(?:accounts?|auth|cas|id|idp|login|logon|passport|shibboleth|signin|sso)\.", re.IGNORECASE)
_SIGN_IN_PATH = expression(
    r"(?:/[^/?]*){0,6}/(?:auth/)?(?:log-?[io]n|sign[-_]?in|logon|sso|authorize|servicelogin|wp-login\.php|users/sign_in)"
    r"(?:\.\w{2,5})?/?\Z",
    re.IGNORECASE,
)
_CONSENT_HOST = expression(r"(?:consent|guce|privacy-gate)\.", re.IGNORECASE)
_CONSENT_PATH = expression(r"(?:/[^/?]*){0,3}/(?:cookie[-_]?)?consent(?:[/.]|\Z)", re.IGNORECASE)
_SESSION = expression(
    r"jsessionid|phpsessid|session_?id=|[?&](?:sid|token|sig|signature|expires|ticket|nonce)=", re.IGNORECASE
)
_LONGEST_PATH = 500
PAGE = "a web page"
"""The detail of a judgement on a link to a PDF where a page came."""
_VIEWER = expression(
    r"(?:^|\.)(?:dropbox|academia|scribd|slideshare|docdroid)\.|/(?:blob|tree|src|view|viewer|preview|file|raw-attachment|attachment)/"
    r"|/[^/]{1,20}(?::|%3a)|https?:/",
    re.IGNORECASE,
)
"""Hosts and paths of pages that show a file whose name the path ends with: repositories, `File:` of wikis, web archives."""


def judge(
    url: str, exchange: Exchange, policy: HostPolicy, page: Page = EMPTY, *, wants_pdf: bool = False
) -> Judgement:
    """Return what an exchange means for a target. `page` is the beginning of the page that came, if any.

    `wants_pdf` tells that the list promises a PDF.
    """
    reply = exchange.reply
    usual = _failed(exchange) if reply is None else _answered(url, exchange, reply, policy, page, wants_pdf)
    other = policy.meaning(exchange.hops[-1].status if exchange.hops else None, usual.verdict)
    if other is usual.verdict:
        return usual
    return usual._replace(verdict=other, final_url=usual.final_url if other in (Verdict.ALIVE, Verdict.MOVED) else None)


def _failed(exchange: Exchange) -> Judgement:
    reason = exchange.failure or Reason.CONNECTION_FAILED
    if reason is Reason.PRIVATE_ADDRESS:
        return Judgement(Verdict.UNSURE if exchange.hops else Verdict.SKIPPED, reason, exchange.detail)
    return Judgement(_FAILURES.get(reason, Verdict.UNSURE), reason, exchange.detail)


def _answered(url: str, exchange: Exchange, reply: Reply, policy: HostPolicy, page: Page, wants_pdf: bool) -> Judgement:
    status = reply.status
    if wall := _wall(reply, page):
        return Judgement(Verdict.BLOCKED, Reason.WALL, wall)
    if status == 304 and exchange.is_conditional:  # unchanged since the response that the cache knows
        return Judgement(Verdict.ALIVE, Reason.OK)
    if 200 <= status < 300:
        return _arrived(url, exchange, reply, policy, page, wants_pdf)
    if status == 404:
        return Judgement(Verdict.DEAD, Reason.NOT_FOUND)
    if status == 410:
        return Judgement(Verdict.DEAD, Reason.GONE)
    if status == 429 or (status == 403 and is_used_up(reply.headers)):
        return Judgement(Verdict.BLOCKED, Reason.RATE_LIMITED, _pause(reply))
    if status in _BLOCKED:
        return Judgement(Verdict.BLOCKED, Reason.REFUSED)
    if status == 408:
        return Judgement(Verdict.UNSURE, Reason.TIMEOUT)
    if 500 <= status < 600:
        return Judgement(Verdict.UNSURE, Reason.SERVER_ERROR, _pause(reply))
    if 300 <= status < 400 and status != 304:
        return Judgement(Verdict.UNSURE, Reason.BAD_REDIRECT, "redirects without a target that can be requested")
    return Judgement(Verdict.UNSURE, Reason.UNEXPECTED_STATUS)


def _arrived(url: str, exchange: Exchange, reply: Reply, policy: HostPolicy, page: Page, wants_pdf: bool) -> Judgement:
    final = read_url(reply.url)
    try:
        first = read_url(url)
    except UrlError:  # it was requested, so it can be read
        first = final
    if final != first and (asked := _asks_first(first, final)):
        return Judgement(Verdict.BLOCKED, Reason.REFUSED, asked, reply.url)
    if is_parking_host(final.host) or page.is_parked or says_parked(page.title):
        return Judgement(Verdict.UNSURE, Reason.PARKED, _quoted(page.title) or final.host)
    if lost := _lost(first, final, policy, page):
        return Judgement(Verdict.UNSURE, Reason.SOFT_404, lost, reply.url if final != first else None)
    if wants_pdf and page.wants_password:
        return Judgement(Verdict.UNSURE, Reason.WRONG_CONTENT, "a page that asks for a password")
    permanent = exchange.permanent_url if final != first else None
    if permanent is not None and _is_a_move(first, read_url(permanent)):
        return Judgement(Verdict.MOVED, Reason.MOVED_PERMANENTLY, "", permanent)
    to = reply.url if final != first else None
    if _is_page_instead_of_pdf(first, reply):
        return Judgement(Verdict.ALIVE, Reason.WRONG_CONTENT, PAGE, to)
    return Judgement(Verdict.ALIVE, Reason.OK, "", to)


def _is_page_instead_of_pdf(first: WebUrl, reply: Reply) -> bool:
    """Return whether the name of a file says PDF and a page came, from no site that shows files within pages."""
    return (
        first.path[-4:].lower() == ".pdf"
        and is_html(reply.headers.get("content-type", ""), reply.body)
        and _VIEWER.search(f"{first.host}{first.path[:_LONGEST_PATH]}") is None
    )


def _wall(reply: Reply, page: Page) -> str:
    """Return the sign of a bot wall, empty if there is none."""
    for name, mark in _WALL_HEADERS:
        value = reply.headers.get(name)
        if value is not None and mark in value.lower():
            return f"{name}: {value[:40]}"
    if page.title and (reply.status in _WALL_PAGES or 200 <= reply.status < 300) and says_wall(page.title):
        return _quoted(page.title)
    return ""


def _asks_first(first: WebUrl, final: WebUrl) -> str:
    """Return what a page asks visitors to do before it shows the target, empty if nothing."""
    path = final.path[:_LONGEST_PATH]
    if _CONSENT_HOST.match(final.host) or _CONSENT_PATH.match(path):
        return "asks for consent first"
    if (_SIGN_IN_HOST.match(final.host) and final.host != first.host) or (
        _SIGN_IN_PATH.match(path) and not _SIGN_IN_PATH.match(first.path[:_LONGEST_PATH])
    ):
        return "asks to sign in first"
    return ""


def _lost(first: WebUrl, final: WebUrl, policy: HostPolicy, page: Page) -> str:
    """Return the sign that a page is not the target but stands in for it, empty if there is none."""
    if page.title and says_not_found(page.title):
        return _quoted(page.title)
    if final == first:
        return ""
    if any(pattern.covers(final) for pattern in policy.lost):
        return f"leads to {final}, the page for missing targets"
    if _NOT_FOUND_PATH.match(final.path[:_LONGEST_PATH]) and not _NOT_FOUND_PATH.match(first.path[:_LONGEST_PATH]):
        return f"leads to {final}"
    if _is_front(final) and not _is_front(first) and _is_same_site(first.host, final.host):
        return f"leads to the front page, {final}"
    return ""


def _is_front(url: WebUrl) -> bool:
    path, _, query = url.target.partition("?")
    if len(path) > 40 or not _SAYS_NOTHING.match(query):
        return False
    return _FRONT.match(_LOCALE.sub("", path, count=1) or "/") is not None


def _is_same_site(first: str, final: str) -> bool:
    """Return whether the second host is the first, or one that it is part of: from a page of `a.b.org` to the front of
    `b.org`."""
    first, final = first.removeprefix("www."), final.removeprefix("www.")
    return first == final or (first.endswith("." + final) and "." in final)


def _is_a_move(first: WebUrl, to: WebUrl) -> bool:
    """Return whether a permanent redirect is the same for everybody: not to a session, and not to a guessed language."""
    if _SESSION.search(to.target) and not _SESSION.search(first.target):
        return False
    locale = _LOCALE.match(to.path)
    is_guess = locale is not None and to.path[locale.end() :].rstrip("/") == first.path.rstrip("/")
    return first != to and not is_guess


def _pause(reply: Reply) -> str:
    value = reply.headers.get("retry-after", "")
    return f"Retry-After: {value[:40]}" if value else ""


def _quoted(title: str) -> str:
    return f'"{title}"' if title else ""
