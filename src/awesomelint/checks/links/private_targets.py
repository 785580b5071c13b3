"""Targets that others cannot open, or that take a detour: files of one computer, accounts, sessions, proxies, redirects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, unquote

from awesomelint.checks.base import short
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from awesomelint.document.model import Document
from awesomelint.links.addresses import is_local_name, is_public, literal_address
from awesomelint.links.url import UrlError, read_url
from awesomelint.links.url_faults import is_well_formed, url_fault
from awesomelint.markdown.blocks import NAKED, Link
from awesomelint.rulebook.spec import Rule
from awesomelint.startup import NamedTuple, expression, memo

_LONGEST = 90
_OWN_COMPUTER = expression(
    r"(?:file|content):|[A-Za-z]:[\\/]|\\{1,2}[\w.-]+\\|~/|(?:/home|/Users)/[^/]+/(?:[^?#]*/)?[^/?#]+\.\w{2,5}\Z",
    re.IGNORECASE,
)
_OWN_BROWSER = expression(
    r"(?:about|blob|view-source|chrome|edge|[a-z-]{2,20}-extension):(?:(?:.*?(?:/|[?&]\w+=|:))?(https?(?:://|%3A%2F%2F).+))?",
    re.IGNORECASE,
)
_LOCAL_NAME = expression(r"https?://[^/?#]*\.(?:local|internal|home\.arpa)(?![\w.-])", re.IGNORECASE)
_MAIL = expression(r"https?://(?:mail\.google\.com/mail/u/|outlook\.(?:live|office|office365)\.com/(?:mail|owa)/)")
_ACCOUNT = expression(r"(https?://(?:drive|docs)\.google\.com/(?:[a-z]+/)?)u/\d/(.+)")
_SESSION = expression(r";jsessionid=[^?#;/]*", re.IGNORECASE)
_CLICK = expression(r"(?<=[?&])(?:fbclid|gclid|igshid|mc_cid|mc_eid)=[^&#]*&?", re.IGNORECASE)
_PROXY = expression(
    r"https?://(?:(?P<host>[\w.-]+[-.](?:com|org|net|edu|gov))\.)?(?:[\w-]*\.)?(?:ez-?proxy|libproxy|proxy|webvpn|remotexs)[\w-]*\."
    r"(?:[\w-]+\.)+\w+(?::\d+)?/(?:(?P<path>(?!login\?).*)|login\?q?url=(?P<url>https?.+))",
    re.IGNORECASE,
)
_REDIRECTS = {
    "google.com/url": ("q", "url"),
    "scholar.google.com/scholar_url": ("url",),
    "l.facebook.com/l.php": ("u",),
    "lm.facebook.com/l.php": ("u",),
    "l.instagram.com/": ("u",),
    "youtube.com/redirect": ("q",),
    "link.zhihu.com/": ("target",),
    "link.csdn.net/": ("target",),
    "link.juejin.cn/": ("target",),
    "jianshu.com/go-wild": ("url",),
    "vk.com/away.php": ("to",),
    "duckduckgo.com/l/": ("uddg",),
    "slack-redir.net/link": ("url",),
    "linkedin.com/safety/go": ("url",),
    "steamcommunity.com/linkfilter/": ("url",),
    "medium.com/r/": ("url",),
    "statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html": ("url",),
}
"""Pages that send readers on, by host (without `www.`) and path, and the parameters that say where to."""
_SAFELINKS = ".safelinks.protection.outlook.com"
_DEFENSE = expression(r"https://urldefense\.(?:com|us)/v3/__(https?:/[^*]+?)__;.*")
"""Where a sign became a star, the URL is lost."""


class Detour(NamedTuple):
    """What a target is, what it should be (`None`: unknown), whether that is certain, and whether others can follow it."""

    found: str
    meant: str | None = None
    is_certain: bool = True
    is_open: bool = False


def private_target(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report each target that others cannot open, and each that leads to a page by way of another one."""
    entry_links = {id(link) for entry in document.entries for link in entry.links}
    for link in document.links:
        detour = detour_of(link.url)
        if detour is None or _is_meant(link, context, is_listed=id(link) in entry_links):
            continue
        span, fix = link.target_span or link.span, None
        if detour.meant is not None and document.source[span] == link.url and link.label != link.url:
            fix = Fix((Edit(span, detour.meant),), Safety.SAFE if detour.is_certain else Safety.UNSAFE)
        expected = f'"{short(detour.meant, _LONGEST)}"' if detour.meant is not None else "a URL that others can open"
        severity = Severity.INFO if detour.is_open else None
        message = f"found {detour.found}, expected {expected}"
        yield rule.diagnose(span, message, fix=fix, severity=severity, cause=f"found {detour.found}")


def _is_meant(link: Link, context: LintContext, *, is_listed: bool) -> bool:
    """Return whether a target may be right: a server that readers are told to start, or a path of the repository."""
    if _is_in_own_network(link.url):
        return not is_listed or link.syntax in NAKED
    is_file = link.url.startswith("/") and context.files is not None and context.files.exists(link.url) is True
    return is_file or (":" not in link.url and link.syntax in NAKED)


@memo(4096)
def detour_of(url: str) -> Detour | None:
    """Return what keeps others from opening a target, or sends them around; `None` for one that leads straight on."""
    if not url.startswith(("http://", "https://")):
        return _off_the_web(url)
    if _is_in_own_network(url):
        return Detour("an address of one's own network")
    if _MAIL.match(url):
        return Detour("a message in one's own mailbox")
    if "=" not in url and "/u/" not in url and "proxy" not in url and "vpn" not in url and "urldefense" not in url:
        return None
    for read in (_redirect, _proxy, _cut):
        detour = read(url)
        if detour is not None:
            return detour
    return None


def _is_in_own_network(url: str) -> bool:
    if is_well_formed(url) and _LOCAL_NAME.match(url) is None:
        return False
    try:
        host = read_url(url).host
    except UrlError:
        return False
    address = literal_address(host)
    if address is None:
        return host == "localhost" or ("." in host and is_local_name(host))  # another host without a dot is malformed
    return not is_public(address)


def _off_the_web(url: str) -> Detour | None:
    if url.startswith("#"):
        return None
    if _OWN_COMPUTER.match(url):
        return Detour("a path on one's own computer")
    browser = _OWN_BROWSER.match(url)
    if browser is None:
        return None
    return Detour("a page of one's own browser", None if url.startswith("blob:") else _readable(browser[1] or ""))


def _redirect(url: str) -> Detour | None:
    address, _, query = url.partition("//")[2].partition("?")
    address = address.removeprefix("www.")
    host = address.partition("/")[0]
    defense = _DEFENSE.fullmatch(url)
    names = ("url",) if host.endswith(_SAFELINKS) else _REDIRECTS.get(address if "/" in address else f"{address}/", ())
    if not names and defense is None:
        return None
    wrapped = (
        [defense[1]] if defense is not None else [value for name in names for value in parse_qs(query).get(name, ())]
    )
    meant = _readable(wrapped[0]) if wrapped else None
    return Detour(f"a redirect by {host}", meant, is_open=True) if meant is not None else None


def _proxy(url: str) -> Detour | None:
    match = _PROXY.fullmatch(url)
    if match is None or (match["host"] is None and match["url"] is None):
        return None
    found = "a proxy for the members of a library"
    if match["url"]:
        return Detour(found, _readable(match["url"]))
    host = match["host"] if "." in match["host"] else match["host"].replace("-", ".")
    return Detour(found, _readable(f"https://{host}/{match['path']}"), is_certain=False)


def _cut(url: str) -> Detour | None:
    """Read URLs with a part that stands for a reader."""
    account = _ACCOUNT.fullmatch(url)
    if account is not None:
        return Detour("the number of an account in a URL", account[1] + account[2], is_open=True)
    for pattern, found in ((_SESSION, "the number of a session in a URL"), (_CLICK, "the number of a click in a URL")):
        rest = pattern.sub("", url)
        if rest != url:
            return Detour(found, rest.replace("?#", "#").rstrip("?&"), is_open=True)
    return None


def _readable(url: str) -> str | None:
    """Return a URL that was in another one, `None` where it is none."""
    plain = unquote(url) if url[:8].lower().find("://") < 0 else url
    if re.search(r"[\s<>()\[\]]", plain) or (not is_well_formed(plain) and url_fault(plain) is not None):
        return None
    return plain if plain.lower().startswith(("http://", "https://")) else None
