"""Links whose target has moved permanently, where the new URL is worth writing down."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from awesomelint.checks.links.canonical_urls import SECURE, writes_https
from awesomelint.checks.links.verdicts import KnownLink, facts_of, known_links
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from awesomelint.document.model import Document
from awesomelint.links.outcome import Reason, Verdict, headline, quoted, shown_url
from awesomelint.links.targets import Use, target_url
from awesomelint.links.url_faults import url_fault
from awesomelint.papers.identifiers import paper_id
from awesomelint.papers.identifiers.model import Address, split_address
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span
from awesomelint.startup import NamedTuple, expression

MAX_LENGTH = 1000
"""Characters of a URL above which it is not written into a list."""

_PLAIN = expression(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:[/?#][A-Za-z0-9._~:/?#@!$&'*+,;=%()-]*)?")
"""Host without user and password; no spaces, quotes, brackets, backslashes, bars or letters beyond ASCII."""
_ENTITY = expression(r"&(?:#\d+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);")
_ATTRIBUTE = expression(r"(?i)(?:href|src)\s{0,9}=\s{0,9}([\"']?)\Z")
_NOT_BARE = expression(r"[*'()~!$,;]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|[^A-Za-z0-9/]\Z")
"""What could end a URL that is in the text, or belong to the text around it."""


def url_edit(document: Document, use: Use, url: str) -> Edit | None:
    """Return the edit that writes a URL in place of a link's own, or `None` if it cannot be written there.

    A link whose URL is in a definition is left alone: what it shows elsewhere would change as well.
    """
    text, span = document.source.text, use.span
    if not _is_written(document, use) or not is_writable(url):
        return None
    before = text[max(span.start - 20, 0) : span.start]
    attribute = _ATTRIBUTE.search(before)
    if attribute is not None:
        is_broken = "'" in url or ("=" in url and not attribute[1])  # CommonMark takes none in a value without quotes
        return None if is_broken else Edit(span, url.replace("&", "&amp;"))
    is_bare = not (use.label or use.is_image or before.endswith(("](", "<")))
    if _ENTITY.search(url) or not _is_balanced(url) or (is_bare and _NOT_BARE.search(url)):
        return None
    return Edit(span, url)


def scheme_edit(document: Document, use: Use) -> Edit | None:
    """Return the edit that only makes `https` of the `http` of a link; `None` where the URL is not written in the link itself."""
    start = use.span.start
    return Edit(Span(start, start + 4), "https") if _is_written(document, use) else None


def _is_written(document: Document, use: Use) -> bool:
    return document.source.text[use.span.start : use.span.start + 4].lower() == "http"


def is_writable(url: str) -> bool:
    """Return whether a URL is one that could be written in most places: plain, not very long, without user and password."""
    return len(url) <= MAX_LENGTH and _PLAIN.fullmatch(url) is not None and url_fault(url) is None


def _is_balanced(url: str) -> bool:
    depth = 0
    for char in url:
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return False
    return depth == 0


# -- which moves are reported

_REDIRECTORS = frozenset(
    "aka.ms amzn.to bit.ly buff.ly discord.gg doi.org dx.doi.org forms.gle g.co git.io go.microsoft.com goo.gl goo.gle"
    " hdl.handle.net identifiers.org is.gd lnkd.in n2t.net ow.ly purl.org rebrand.ly t.co t.ly t.me tinyurl.com w3id.org"
    " youtu.be".split()
)
"""Hosts whose task is to lead elsewhere: who links to them wants just that."""
_DETOUR_WORDS = expression(
    r"(?i)(?:^|[^a-z])(?:log[-_]?in|sign[-_]?in|sign[-_]?up|auth|oauth2?|openid|saml2?|shibboleth|sso|cas|account|accounts|consent|cookie|"
    r"cookies|cookieabsent|captcha|challenge|paywall|register|registration|unsupported|error|errors|maintenance)(?:$|[^a-z])"
)
"""Words in the path or host of a page that comes first: a login, a consent form, an error."""
_OF_A_VISIT = frozenset(
    "awsaccesskeyid code expires gi jsessionid key-pair-id nonce phpsessid policy redirect redirect_uri returnurl session"
    " session_id sessionid sid sig signature state ticket token x-amz-signature".split()
)
"""Parameters that belong to one visit."""
_LANGUAGE = expression(r"(?i)[a-z]{2}(?:[-_](?:[a-z]{2}|[a-z]{4}|\d{3}))?\Z")
_LANGUAGE_PARAMETERS = frozenset("hl lang language locale lr setlang".split())
_INDEX = expression(r"(?i)(?:index|default|home|main)(?:\.[a-z]{2,5})?\Z")
_REPOSITORY = expression(r"(?i)https?://(?:www\.)?(github\.com)/([^/?#]+)/([^/?#]+)(.*)\Z")


class _Kind(Enum):
    """How a target has moved."""

    TO_HTTPS = "to https"
    RENAMED = "renamed"
    SAME_PAPER = "same paper"
    ELSEWHERE = "elsewhere"


class _Move(NamedTuple):
    kind: _Kind
    url: str


def moved_link(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report links that are redirected for good, with the new URL."""
    for link in known_links(document, context):
        move = _move(link) if link.outcome.verdict is Verdict.MOVED else None
        if move is None:
            continue
        if move.kind is _Kind.TO_HTTPS and _is_of_a_registry(link.outcome.url) and writes_https(document):
            continue  # canonical-url says so
        edit = _edit(document, link, move)
        safety = Safety.UNSAFE if move.kind is _Kind.ELSEWHERE else Safety.SAFE
        message, detail = headline(link.outcome), quoted(link.outcome.detail)
        if detail and link.outcome.reason is not Reason.RENAMED:
            message = f"{message} ({detail})"
        yield rule.diagnose(
            link.use.span,
            message,
            severity=Severity.WARNING if move.kind is _Kind.RENAMED else Severity.INFO,
            fix=Fix((edit,), safety, "write the new URL") if edit is not None else None,
            group=message,
        )


def insecure_link(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report links with http where https answers, too."""
    secure = facts_of(context).secure
    for link in known_links(document, context) if secure else ():
        url = link.outcome.url
        if url not in secure or (_is_of_a_registry(url) and writes_https(document)):
            continue  # canonical-url says so
        edit = scheme_edit(document, link.use)
        fix = Fix((edit,), Safety.UNSAFE, "write https") if edit is not None else None
        message = f"found http, expected https: {shown_url(url)} answers with it, too"
        yield rule.diagnose(link.use.span, message, fix=fix, group=message)


def _is_of_a_registry(url: str) -> bool:
    address = split_address(url)
    return address is not None and address.host in SECURE and paper_id(url) is not None


def _edit(document: Document, link: KnownLink, move: _Move) -> Edit | None:
    use = link.use
    if move.kind is _Kind.TO_HTTPS:
        return scheme_edit(document, use)
    url, _, fragment = move.url.partition("#")
    fragment = use.place.fragment or fragment
    return url_edit(document, use, f"{url}#{fragment}" if fragment else url)


def _move(link: KnownLink) -> _Move | None:
    """Return where a target has moved, or `None` if that is nowhere to be linked to instead."""
    url, new = link.outcome.url, link.outcome.final_url
    old_address, new_address = split_address(url), split_address(new) if new else None
    if new is None or old_address is None or new_address is None or not new_address.scheme:
        return None
    if link.outcome.reason is Reason.RENAMED:
        return _renamed(url, new)
    if old_address.scheme == "https" and new_address.scheme == "http":
        return None
    if target_url(new) == f"https{url[4:]}" and old_address.scheme == "http":
        return _Move(_Kind.TO_HTTPS, new)
    if _is_not_worth_it(old_address, new_address) or target_url(new) == url:
        return None
    old_paper, new_paper = paper_id(url), paper_id(new)
    if old_paper is not None and old_paper == new_paper:
        return _Move(_Kind.SAME_PAPER, new)
    return _Move(_Kind.ELSEWHERE, new)


def _renamed(url: str, new: str) -> _Move | None:
    """Return the new URL of what is in a repository: the same place under the new name."""
    old_name, new_name = _REPOSITORY.match(url), _REPOSITORY.match(new)
    if old_name is None or new_name is None:
        return _Move(_Kind.ELSEWHERE, new)
    if (old_name[2].lower(), old_name[3].lower()) == (new_name[2].lower(), new_name[3].lower()):
        return None
    return _Move(_Kind.RENAMED, f"https://github.com/{new_name[2]}/{new_name[3]}{old_name[4]}")


def _is_not_worth_it(old: Address, new: Address) -> bool:
    """Return whether a redirect is by design, for this visitor only, or of no consequence."""
    if old.host in _REDIRECTORS:
        return True
    if not new.parts and not new.query and (old.parts or old.query):
        return True  # the front page instead of a page that is no longer there
    is_same_site = old.host == new.host
    if is_same_site and not old.parts and not old.query:
        return True  # the front page's URL is the one that stays
    if is_same_site and old.parts == new.parts and old.query == new.query:
        return old.scheme == new.scheme  # a slash or www
    if _DETOUR_WORDS.search(_words(new)) and not _DETOUR_WORDS.search(_words(old)):
        return True
    names, known = _parameters(new), _parameters(old)
    if not _OF_A_VISIT.isdisjoint(names - known) or any(";jsessionid" in part.lower() for part in new.parts):
        return True
    return _is_in_a_language(old, new, names - known)


def _words(address: Address) -> str:
    return "/".join((address.host, *address.parts))


def _parameters(address: Address) -> set[str]:
    return {pair.partition("=")[0].lower() for pair in address.query.split("&") if pair}


def _is_in_a_language(old: Address, new: Address, added: set[str]) -> bool:
    """Return whether the new URL is the old one for readers of one language, or the index of the old one."""
    if _site(old.host) != _site(new.host):
        return False
    if old.parts == new.parts:
        return (bool(added) or old.host != new.host) and added <= _LANGUAGE_PARAMETERS
    return _without_language(old.parts) == _without_language(new.parts)


def _site(host: str) -> str:
    first, dot, rest = host.partition(".")
    return rest if dot and "." in rest and _LANGUAGE.match(first) else host


def _without_language(parts: list[str]) -> list[str]:
    kept = [part for part in parts if not _LANGUAGE.match(part)]
    return kept[:-1] if kept and _INDEX.match(kept[-1]) else kept
