"""A visit to one page: with which requests it is asked for, and which answer their replies come to.

A page is asked for with GET, and its beginning read: only the title tells a page that is not there from one that is, when both
answer 200. Where no page is expected, as for a PDF, HEAD is asked first, and GET after all where HEAD is refused or fails.
"""

from __future__ import annotations

from awesomelint.expressions import expression
from awesomelint.links.citations import read_citation
from awesomelint.links.fetching import Exchange, Request
from awesomelint.links.outcome import Outcome, Reason, Verdict
from awesomelint.links.pages import EMPTY, MAX_PAGE, Page, is_html, read_page
from awesomelint.links.policy import HostPolicy
from awesomelint.links.resolvers.base import Answer, Means, Validators
from awesomelint.links.targets import Target
from awesomelint.links.urls import UrlError, follow, read_url
from awesomelint.links.verdicts import judge
from awesomelint.named_tuple import NamedTuple

NAME = "http"
"""How the table of hosts and reports call asking for the page itself."""
MAX_REFRESHES = 2
"""Pages in a chain that send their visitors on."""

_FILE = expression(
    r".*\.(?:7z|avi|bib|bz2|csv|docx?|eps|exe|gif|gz|h5|ico|jar|jpe?g|json|m4a|mat|mov|mp[34]|npz|ogg|pdf|pickle|pkl|png|pptx?|ps"
    r"|pth?|rar|svg|tar|tgz|tiff?|tsv|txt|wav|webm|webp|whl|xlsx?|xml|xz|ya?ml|zip)\Z",
    2,  # re.IGNORECASE
)
"""Paths behind which no page is expected."""
_PDF_LABEL = expression(r"[\W_]*pdf[\W_]*\Z", 2)
_HEAD_IS_ENOUGH = frozenset(
    (Reason.NO_SUCH_HOST, Reason.PRIVATE_ADDRESS, Reason.CERTIFICATE_OF_ANOTHER_HOST, Reason.TLS_FAILED)
)
"""Failures that GET would meet as well."""


class Found(NamedTuple):
    """What is known of a target so far: the last exchange, the page that came with it, and what all of it took."""

    exchange: Exchange
    method: str
    tries: int
    page: Page = EMPTY


async def visit(target: Target, policy: HostPolicy, means: Means, retries: int, seconds: float) -> Found:
    """Ask for a page, and return what came of it. `seconds` were spent on it before; a failure is tried again `retries` times."""
    headers = _conditions(means.validators.get(target.url))
    request = Request(target.url, "GET", headers, max_body=MAX_PAGE, retries=retries, partial=True, spent=seconds)
    tries = 0
    if policy.method == "head" or (policy.method == "auto" and _is_file(target.url)):
        exchange = await means.fetcher.fetch(request._replace(method="HEAD", max_body=0, retries=0))
        if not _needs_page(exchange, target, policy):
            return Found(exchange, "HEAD", exchange.tries)
        tries = exchange.tries
        request = request._replace(spent=exchange.seconds, headers={})
    exchange = await means.fetcher.fetch(request)
    return await _refreshed(Found(exchange, "GET", tries + exchange.tries, _page(exchange)), request, means)


async def _refreshed(found: Found, request: Request, means: Means) -> Found:
    """Follow a page that sends its visitors on, as a browser does."""
    for _ in range(MAX_REFRESHES):
        exchange, page = found.exchange, found.page
        if exchange.reply is None or exchange.reply.status != 200 or not page.refresh:
            break
        try:
            here = read_url(exchange.reply.url)
            there = follow(here, page.refresh)
        except UrlError:
            break
        if there == here:
            break
        then = await means.fetcher.fetch(request._replace(url=str(there), headers={}, spent=exchange.seconds))
        # A browser's redirect is no permanent one, but what went before it may have been.
        joined = then._replace(hops=exchange.hops + then.hops, permanent_url=None)
        found = Found(joined, "GET", found.tries + then.tries, _page(then))
    return found


def answer_of(target: Target, policy: HostPolicy, found: Found, now: int, tries_before: int) -> Answer:
    """Return the answer that a visit comes to. `now` is the time of the run, `tries_before` counts requests of earlier visits."""
    url, exchange = target.url, found.exchange
    judged = judge(url, exchange, policy, found.page, wants_pdf=_wants_pdf(target))
    validators = Validators()
    if judged.verdict is Verdict.ALIVE and exchange.reply is not None and len(exchange.hops) == 1:
        headers = exchange.reply.headers
        validators = Validators(headers.get("etag", ""), headers.get("last-modified", ""))
    leads_there = judged.verdict in (Verdict.ALIVE, Verdict.MOVED)
    paper = read_citation(url, found.page.html) if leads_there and found.page.html else None
    outcome = Outcome(
        url,
        judged.verdict,
        judged.reason,
        NAME,
        now,
        status=exchange.hops[-1].status if exchange.hops and exchange.reply is not None else None,
        final_url=judged.final_url,
        hops=exchange.hops,
        method=found.method,
        tries=tries_before + found.tries,
        detail=judged.detail,
    )
    return Answer(outcome, (paper,) if paper is not None else (), validators=validators)


def _conditions(validators: Validators | None) -> dict[str, str]:
    if validators is None:
        return {}
    pairs = (("If-None-Match", validators.etag), ("If-Modified-Since", validators.last_modified))
    return {name: value for name, value in pairs if value and value.isascii() and value.isprintable()}


def _is_file(url: str) -> bool:
    path = url.partition("?")[0]
    return len(path) < 2000 and _FILE.match(path) is not None


def _wants_pdf(target: Target) -> bool:
    """Tell whether the list promises a PDF: by the name of the file, or by a label that says nothing else."""
    return target.url.partition("?")[0].lower().endswith(".pdf") or any(
        _PDF_LABEL.match(place.label[:20]) for place in target.places
    )


def _page(exchange: Exchange) -> Page:
    if exchange.reply is None:
        return EMPTY
    return read_page(exchange.reply.body, exchange.reply.headers.get("content-type", ""))


def _needs_page(exchange: Exchange, target: Target, policy: HostPolicy) -> bool:
    """Tell whether HEAD did not settle it: it was refused, or failed, or there is a page after all that may say otherwise."""
    if exchange.reply is None:
        return exchange.failure not in _HEAD_IS_ENOUGH
    status = exchange.reply.status
    if status >= 400 or status in (202, 203):
        return True
    if status == 200 and is_html(exchange.reply.headers.get("content-type", "")):
        return policy.method == "auto" or _wants_pdf(target)
    return False
