"""What is wrong with a URL as it is written in a list, and what was meant."""

from __future__ import annotations

import re

from awesomelint.credentials import masked
from awesomelint.links.addresses import literal_address
from awesomelint.links.mail import SCHEME, mail_fault
from awesomelint.links.url import UrlError, read_url
from awesomelint.papers.identifiers.arxiv import arxiv_slip
from awesomelint.papers.identifiers.model import split_address
from awesomelint.startup import NamedTuple, expression, memo

_WELL_FORMED = expression(
    r"https?://(?!ww\.|wwww+\.)(?:[A-Za-z0-9_-]{1,62}\.){1,3}[A-Za-z][A-Za-z0-9-]{1,60}(?:[/?#][!#-;=?-Z_a-z~]{0,4000})?(?<![.,;])(?<!%20)\Z"
)
"""Nearly all URLs; what it takes can still be a placeholder or hold a second URL."""

_AT_ARXIV = expression(
    r"https?://arxiv\.org/(?:abs|pdf)/"
    r"(?:1[5-9]|2\d)(?:0[1-9]|1[0-2])\.(?!00000)\d{5}(?:v[1-9]\d?)?(?:\.pdf)?\Z",
    re.ASCII,
)
"""Nearly all URLs of papers at arXiv."""

_SCHEME = expression(r"([A-Za-z][A-Za-z0-9+.-]*)(:[/\\]*+|：/{0,2}|;//|//)(?=[^/\\])")
_KNOWN_SCHEMES = frozenset(
    "http https mailto ftp ftps sftp tel data javascript news irc ircs xmpp magnet git ssh steam slack tg skype matrix "
    "bitcoin geo sms webcal file about vscode itms-apps market intent chrome obsidian zotero ed2k ipfs svn rsync".split()
)
_WEB = ("http", "https")
_HOST = expression(r"[^\W_](?:[\w.-]*[^\W_])?(?::\d{1,5})?")
_DOTS = expression(r"[.,。．]+")
_WWW = expression(r"(?:ww|wwww+)\.(?=[\w-]+\.)", re.IGNORECASE)
_TOP_LEVEL = expression(r"\.(?:[^\W\d_]{2,}|xn--[\w-]+)(?::\d{1,5}|\.)?$")
_BARE_HOST = expression(
    r"(?:www\.[\w-]+\.[\w.-]+|(?:[\w-]+\.)+(?:com|org|net|edu|gov|io|ai|cn|dev|co|us|uk|de|fr|jp|kr|eu|ca|ch|nl|in|au|info|app|tech))"
    r"(?:[/?#]|$)"
    r"|(?:[\w-]+\.)+(?!(?:md|js|py|rs|go|sh|cs|rb|pl|ts|ps|gz|xz|ml|hs|kt|tf|vb|cc|hh|mm|so|db|nb|el|ex|fs|jl|sv|vh|pm|ui|en|zh)/)"
    r"[a-z]{2}/",
    re.IGNORECASE,
)
"""A host without its scheme: of any country where a path follows, unless its end is rather that of a file or a language."""
_FILE_LIKE = expression(r"[\w-]+\.(?:[a-z]{2}|app)$", re.IGNORECASE)
"""A name without a path whose end could as well be a file's."""
_SCHEME_WITH_DOT = expression(r"(https?)[.,]/*(?=[\w-]+\.)")
_DOI = expression(r"(?:doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_ARXIV = expression(r"arxiv:\s*(\d{4}\.\d{4,5}(?:v\d+)?)", re.IGNORECASE)
_DOUBLED = expression(r"(?:https?:/{0,2})+(https?)(?::/{0,2}|/{2})(?=[\w-]+\.)", re.IGNORECASE)
_SECOND = expression(r"https?:/", re.IGNORECASE)
_SITE = expression(r"https?://[^/?#]+/", re.IGNORECASE)
_BEFORE = expression(r"(?:(?:\\|[:=,.]|(?:url|href|link|src)[=:])+|\w{1,12}[>»,;|\"']+)(?=https?://)", re.IGNORECASE)
_TITLED = expression(r"([^\"\s]+)(\"[^\"]+\")")
_NESTED = expression(r"\[([^\]]*)\]\((.*)\)")
_WRAPPED = expression(r"[\[<{\"']+(https?://[^\[\]<>{}\"'\s]+)[\]>}\"']*", re.IGNORECASE)
_BETWEEN = (",", ";", "(", ")", "[", "]", "|", "，", "；", "、", "%20", "%0a", "%5c", "%5cn", "%2c", "%3b", "\\n")
"""What is before a second URL that was pasted after the first; other signs make it a part of the first."""
_ESCAPE = expression(r"%[0-9a-f]{2}$", re.IGNORECASE)
_TEXT_FRAGMENT = expression(r"#[^#]*?(?::|%3a)~(?::|%3a)text(?:=|%3d)", re.IGNORECASE)
_LAST_JUNK = expression(r"(?:[\"<>;,\]，。；、）】》]|%20|&quot;)\Z")
_ENDINGS_TWICE = (".pdf.pdf", ".html.html", ".git.git")
_OPENINGS = {"]": "[", "）": "（", "】": "【", "》": "《"}
_FULL_STOP_HOSTS = ("wiki", "goodreads.", "imdb.")
"""Hosts whose paths end with a full stop where the name does: Inc., Jr., St."""
_INITIALS = expression(r"[/_-](?:[^\W\d_]\.){2,}\Z")
"""The end of a path that is a name of initials, such as `A.B.C.`, whose last dot is part of it."""
_DOI_PREFIX = expression(r"https?://(?:dx\.)?doi\.org/10\.\d{4,9}/?", re.IGNORECASE)
_PLACEHOLDERS = frozenset(
    "http http: https https: link url href todo tbd tba xxx xxxx nan none null n/a na ? ?? ??? ... placeholder "
    "paper_link code_link paper_url code_url "
    "paper-link code-link link_to_paper link-to-paper your_link your-link link-here link_here paperlink codelink pdf_link "
    "project_link coming-soon comingsoon coming_soon insert_link_here insert-link-here".split()
)
_PLACEHOLDER_PARTS = expression(r"arxiv\.org/(?:abs|pdf)/(?:x{4}|y{4}|\d{4}\.x{4})|//(?:www\.)?x{3,}\.x", re.IGNORECASE)
_SEPARATORS = expression(r"\A(?:%20|[\s,;()\[\]|，；、])++")
_LAST_SEPARATOR = expression(r"(?:%20|[\s,;()\[\]|，；、])\Z")
_LONGEST_SIGN = 6


# -- what is wrong with a URL as it is written


class Fault(NamedTuple):
    """What was found and expected, the URL that was meant (`None`: unknown), and whether it is the only reading."""

    found: str
    expected: str
    meant: str | None = None
    certain: bool = True


_TEMPLATE = expression(r"\{\{|\{%|\$\{|<%|\A%[=\s].*%\Z|%7B(?:%7B|%25)|\$%7B", re.IGNORECASE)


def is_template(url: str) -> bool:
    """Return whether a target is for a program to fill in, as `{{ site.url }}/a` is; also as it would be sent."""
    return _TEMPLATE.search(url) is not None


@memo(1 << 15)
def is_well_formed(url: str) -> bool:
    """Return whether a URL is certainly fine, by a quick test."""
    return (
        _WELL_FORMED.match(url) is not None
        and url.find("http", 8) < 0
        and "xn--" not in url
        and "xxx" not in url.lower()
        and ("arxiv.org/" not in url or _AT_ARXIV.match(url) is not None)
        and ("doi.org/10." not in url[:24] or _DOI_PREFIX.fullmatch(url) is None)
        and not url.endswith(_ENDINGS_TWICE)
    )


def is_placeholder(url: str) -> bool:
    """Return whether a URL is a word that waits for the real one, such as `link` or `arxiv.org/abs/xxxx.xxxxx`."""
    if url.startswith("#"):
        return False
    return url.strip("<>{}[]()/ ").casefold() in _PLACEHOLDERS or bool(_PLACEHOLDER_PARTS.search(url))


def url_fault(url: str) -> Fault | None:
    """Return what is wrong with a target, or `None`; anchors and relative targets that look like files are right.

    A target of the web without a fault can be requested.
    """
    if url.startswith("//"):
        return url_fault(f"https:{url}")
    if is_well_formed(url) or url.startswith("#") or is_template(url):
        return None
    if url[: len(SCHEME)].lower() == SCHEME:
        wrong = mail_fault(url)
        return (
            None if wrong is None else Fault(wrong.found, wrong.expected, wrong.meant, certain=wrong.meant is not None)
        )
    for read in (_nested, _doubled, _scheme, _no_scheme):
        fault = read(url)
        if fault is not None:
            return fault
    if not url[:8].casefold().startswith(("http://", "https://")):
        return None
    if _DOI_PREFIX.fullmatch(url):
        return Fault("a DOI without its second half", "one such as 10.1000/182")
    return _second_url(url) or _host(url) or _tail(url) or _at_arxiv(url)


def second_url(url: str) -> int | None:
    """Return where a second URL begins that was written after the first, or `None`.

    One in a query, a path or a fragment (web archives, proxies, share buttons) belongs to the first, unless both are of one site.
    """
    for match in _SECOND.finditer(url, 8):
        before = url[match.start() - _LONGEST_SIGN : match.start()].casefold()
        if before.endswith(_BETWEEN):
            return match.start()
        if before[-1].isalnum() and not _ESCAPE.search(before):
            return match.start()
        site = _SITE.match(url) if before[-1] == "/" else None
        if site is not None and url.startswith(site[0], match.start()) and "archive" not in site[0]:
            return match.start()
    return None


def _nested(url: str) -> Fault | None:
    """Read `[blog](https://...)`, `[https://...` and `\\https://...` as a target."""
    if (lead := _BEFORE.match(url)) is not None:
        return Fault(f'"{lead[0]}" before the target', "the URL alone", url[lead.end() :])
    if url[:1] not in ("[", "<", "{", '"', "'"):
        return None
    nested = _NESTED.fullmatch(url)
    if nested is not None:
        label, inner = nested[1], nested[2]
        sure = not _SECOND.match(label) or label == inner
        return Fault("a link inside the target", "one URL", inner if sure else None)
    wrapped = _WRAPPED.fullmatch(url)
    if wrapped is not None:
        return Fault(f'"{url[0]}" around the target', "the URL alone", wrapped[1])
    return None


def _doubled(url: str) -> Fault | None:
    """Read `https://https://...`."""
    doubled = _DOUBLED.match(url)
    if doubled is None:
        return None
    scheme = doubled[1].casefold()
    return Fault(f'"{doubled[0]}"', f'"{scheme}://"', f"{scheme}://{url[doubled.end() :]}")


def _scheme(url: str) -> Fault | None:
    """Read `hhttps://`, `http//`, `https:/x`, `doi:10...`."""
    match = _SCHEME.match(url)
    if match is None or (match[1].casefold() in _WEB and match[2] == "://"):
        return None
    scheme, rest = match[1].casefold(), url[match.end() :]
    if scheme in _KNOWN_SCHEMES and scheme not in _WEB:
        return None
    for pattern, place in ((_DOI, "https://doi.org/"), (_ARXIV, "https://arxiv.org/abs/")):
        if (identifier := pattern.fullmatch(url)) is not None:
            return Fault(f'"{match[1]}:"', f'"{place}"', place + identifier[1])
    meant = scheme if scheme in _WEB else _nearest_web(scheme)
    if meant is None or (scheme not in _WEB and match[2] == ":"):
        return None
    host = _BARE_HOST.match(rest) or _HOST.match(rest)
    rest = rest.replace("\\", "/") if "\\" in match[2] else rest
    better = f"{meant}://{rest}" if host and "." in host[0] else None
    return Fault(f'"{match[0]}"', f'"{meant}://"', better)


def _nearest_web(scheme: str) -> str | None:
    """Return `http` or `https` if a scheme is that with a slip of the keyboard."""
    if not 3 <= len(scheme) <= 8 or not set("htp") & set(scheme):
        return None
    meant = "https" if scheme.endswith("s") or "s" in scheme else "http"
    left = list(scheme)
    missing = 0
    for char in meant:
        if char in left:
            left.remove(char)
        else:
            missing += 1
    return meant if missing <= 1 and len(left) <= 2 else None


def _no_scheme(url: str) -> Fault | None:
    """Read `github.com/...` and `www...`, which lead to a file of that name next to the list."""
    match = _BARE_HOST.match(url)
    if match is not None and (scheme := _SCHEME_WITH_DOT.match(url)) is not None:
        return Fault(f'"{scheme[0]}"', f'"{scheme[1]}://"', f"{scheme[1]}://{url[scheme.end() :]}")
    if match is not None and not _FILE_LIKE.fullmatch(url):
        whole = f"https://{url}"
        return Fault("a URL without https://", f'"{_cut(whole)}"', whole)
    doi = _DOI.fullmatch(url)
    return Fault("a DOI as target", '"https://doi.org/..."', f"https://doi.org/{doi[1]}") if doi else None


def _second_url(url: str) -> Fault | None:
    start = second_url(url)
    if start is None:
        return None
    parts = {_without_separators(part) for part in (url[:start], url[start:])}
    if url[start - 1] == "/" and url[start:].startswith(url[:start]):
        parts = {url[start:]}  # the beginning of a URL, and the URL
    return Fault("two URLs in one target", "one", next(iter(parts)) if len(parts) == 1 else None)


def _without_separators(text: str) -> str:
    rest = text[: _end_without(_LAST_SEPARATOR, text)]
    return _SEPARATORS.sub("", rest, count=1)


def _end_without(last: re.Pattern[str], text: str) -> int:
    """Return where a text ends but for signs at its end, each of which `last` matches."""
    end = len(text)
    while (sign := last.search(text, max(0, end - _LONGEST_SIGN), end)) is not None:
        end = sign.start()
    return end


def _host(url: str) -> Fault | None:
    authority = re.split(r"[/?#\\]", url.split("//", 1)[1], maxsplit=1)[0]
    host = authority.rsplit("@", 1)[-1]
    if not host:
        return Fault("a URL without a host", "one")
    dotted = _DOTS.sub(".", host).strip(".")
    if dotted != host.rstrip(".") and _HOST.fullmatch(dotted) and _TOP_LEVEL.search(dotted):
        return Fault(f'the host "{_cut(host)}"', f'"{_cut(dotted)}"', url.replace(host, dotted, 1))
    if (www := _WWW.match(host)) is not None:
        better = url.replace(host, f"www.{host[www.end() :]}", 1)
        return Fault(f'the host "{_cut(host)}"', f'"www.{_cut(host[www.end() :])}"', better, certain=False)
    try:
        name = read_url(url).host
    except UrlError as error:
        return Fault(f'"{_cut(url)}" ({error})', "a URL that can be requested")
    if literal_address(name) is not None or name == "localhost" or _TOP_LEVEL.search(name):
        return None
    what = "a name with a dot" if "." not in host else "a host name"
    return Fault(f'the host "{_cut(host)}"', what)


def _tail(url: str) -> Fault | None:
    """Read what was caught after a URL: quotes, brackets, punctuation."""
    if _TEXT_FRAGMENT.search(url) is not None:  # words of the page, which may end in any mark
        return None
    end = _end_without(_LAST_JUNK, url)
    junk = url[end:]
    if (titled := _TITLED.fullmatch(url)) is not None:
        return Fault("no space before the title of the target", "one", f"{titled[1]} {titled[2]}")
    if junk:
        opening = _OPENINGS.get(junk[0])
        if opening is None or opening not in url:
            return Fault(f'"{_cut(junk)}" at the end of the target', "the URL alone", url[:end])
    if url.endswith(_ENDINGS_TWICE):
        ending = url[url.rindex(".") :]
        once = url.removesuffix(ending)
        return Fault(f'"{ending}{ending}" at the end of the target', f'"{ending}"', once, certain=False)
    if url.endswith(".") and not url.endswith("..") and not _ends_with_name(url):
        return Fault('"." at the end of the target', "the URL alone", url[:-1], certain=False)
    return None


def _ends_with_name(url: str) -> bool:
    """Return whether the full stop at the end of a URL belongs to a name."""
    return _INITIALS.search(url) is not None or any(host in url for host in _FULL_STOP_HOSTS)


def _at_arxiv(url: str) -> Fault | None:
    """Read `https://arxiv.org/2102.20002` and other paths of papers that arXiv does not have."""
    address = split_address(url)
    if address is None or address.host not in ("arxiv.org", "export.arxiv.org"):
        return None
    slip = arxiv_slip(address.parts)
    if slip is None:
        return None
    if slip.meant is None:
        return Fault(f'"{slip.found}" as an arXiv number', "one such as 1909.10351")
    return Fault(f'"arxiv.org/{slip.found}"', f'"arxiv.org/{slip.meant}"', url.replace(slip.found, slip.meant, 1))


def _cut(text: str) -> str:
    text = masked(text)
    return text if len(text) <= 40 else text[:37] + "..."
