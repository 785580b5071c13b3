"""Hosts that answer, but not with what was asked for: statuses, refused methods, walls, limits."""

from __future__ import annotations

import datetime
from dataclasses import replace
from email.utils import format_datetime

from net.journal import peak
from net.messages import Response, page, reason_of, redirect, text
from net.sites import Answer, Exchange, Site, always

WALL = "<p>Checking your browser.</p><script src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1'></script>"


async def as_told(exchange: Exchange) -> Response:
    """Answer with the status that the path names: `/503`."""
    digits = exchange.request.path.strip("/")
    status = int(digits) if digits.isdecimal() and 200 <= int(digits) <= 999 else 200
    extra = {"www_authenticate": 'Basic realm="members"'} if status == 401 else {}
    return page(f"{status} {reason_of(status)}" if status >= 400 else "A page", status=status, **extra)


def refuses_head(status: int) -> Answer:
    """Return what refuses HEAD with a status and answers GET."""

    async def answer(exchange: Exchange) -> Response:
        return page("A page") if exchange.request.method == "GET" else page(reason_of(status), status=status)

    return answer


async def head_hangs(exchange: Exchange) -> Response | None:
    """Never answer HEAD; answer GET."""
    if exchange.request.method == "HEAD":
        await exchange.silence()
        return None
    return page("A page")


async def head_moves(exchange: Exchange) -> Response | None:
    """Redirect HEAD to a host that does not exist; answer GET."""
    return redirect("https://no-name.test/") if exchange.request.method == "HEAD" else page("A page")


async def head_resets(exchange: Exchange) -> Response | None:
    """Reset the connection for HEAD; answer GET."""
    if exchange.request.method == "HEAD":
        exchange.reset()
        return None
    return page("A page")


async def retry_in_seconds(exchange: Exchange) -> Response:
    """Answer 429 with `Retry-After` in seconds, which the path names (`/2`; 1 if it does not), then 200."""
    if exchange.visit == 1:
        return text("slow down\n", 429, retry_after=str(int(exchange.number(1))))
    return page("A page")


async def members(exchange: Exchange) -> Response:
    """Let in whoever has an `Authorization`."""
    return page("A page") if exchange.request.header("authorization") else page("Sign in", status=401)


async def limits(exchange: Exchange) -> Response:
    """Answer, and say that this was the last request before a reset: `/FORM/SECONDS/...`; `forbidden` is a 403 like GitHub's."""
    form, seconds = exchange.request.path.strip("/").split("/")[:2]
    at = str(round(datetime.datetime.now(datetime.UTC).timestamp()) + int(seconds))
    headers = {
        "draft6": {"RateLimit-Remaining": "0", "RateLimit-Reset": seconds},
        "draft7": {"RateLimit": f"limit=1, remaining=0, reset={seconds}"},
        "draft8": {"RateLimit": f'"pages";r=0;t={seconds}'},
    }.get(form, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": at})
    response = page("A page") if form != "forbidden" else page("Forbidden", status=403)
    return replace(response, headers={**response.headers, **headers})


async def retry_at_date(exchange: Exchange) -> Response:
    """Answer 429 with a date as `Retry-After`, as many whole seconds from now as the path names (2 if it does not), then 200."""
    if exchange.visit == 1:
        seconds = int(exchange.number(2))
        when = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=seconds)
        return text("slow down\n", 429, retry_after=format_datetime(when, usegmt=True))
    return page("A page")


async def crowd(exchange: Exchange) -> Response:
    """Answer 429 to whoever has more than 4 requests under way at one time."""
    own = [entry for entry in exchange.net.journal.requests if entry.host == exchange.request.host]
    running = [entry for entry in own if entry.ended is None]
    return text("too many at once\n", 429) if len(running) > 4 or peak(running) > 4 else page("A page")


async def browsers_only(exchange: Exchange) -> Response:
    """Answer 403 to whoever does not call itself a browser."""
    if "Mozilla" in exchange.request.header("user-agent"):
        return page("A page")
    return page("403 Forbidden", status=403)


REFUSALS = (
    Site("status", "answers with the status in the path: /404, /410, /451, /503", as_told),
    Site("head405", "405 for HEAD, 200 for GET", refuses_head(405)),
    Site("head403", "403 for HEAD, 200 for GET", refuses_head(403)),
    Site("head404", "404 for HEAD, 200 for GET", refuses_head(404)),
    Site("head501", "501 for HEAD, 200 for GET", refuses_head(501)),
    Site("head503", "503 for HEAD, 200 for GET", refuses_head(503)),
    Site("head-hangs", "never answers HEAD, 200 for GET", head_hangs),
    Site("head-moves", "redirects HEAD to no host, 200 for GET", head_moves),
    Site("head-resets", "resets at HEAD, 200 for GET", head_resets),
    Site("retry-seconds", "429 with Retry-After in seconds (/N), then 200", retry_in_seconds),
    Site("retry-date", "429 with Retry-After as a date (/N seconds from now), then 200", retry_at_date),
    Site("members", "answers 401 without the header Authorization", members),
    Site("limits", "says that its limit is used up, in several ways (/FORM/SECONDS/...)", limits),
    Site("retry-tomorrow", "429 with Retry-After: 86400, always", always(text("", 429, retry_after="86400"))),
    Site("retry-garbage", "429 with a Retry-After that is neither, always", always(text("", 429, retry_after="soon"))),
    Site("always429", "429 for ever, without Retry-After", always(text("slow down\n", 429))),
    Site("always503", "503 for ever", always(page("503 Service Unavailable", status=503))),
    Site(
        "cloudflare",
        "Cloudflare's wall: 403, cf-mitigated",
        always(page("Just a moment...", WALL, 403, cf_mitigated="challenge")),
    ),
    Site(
        "cloudflare503",
        "the same, older: 503 and a title",
        always(page("Just a moment...", WALL, 503, server="cloudflare")),
    ),
    Site(
        "anubis", "a wall with status 200", always(page("Making sure you&#39;re not a bot!", "<p>Proof of work.</p>"))
    ),
    Site("linkedin999", "999 to programs", always(page("999", status=999))),
    Site("browsers-only", "403 to whoever does not call itself a browser", browsers_only),
    Site("crowd", "429 to whoever has more than 4 requests under way", crowd),
)
