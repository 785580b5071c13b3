"""URLs as they are sent.

Browsers agree on the WHATWG's standard (https://url.spec.whatwg.org/), which says what every text means. All addresses are read
here, so that what is checked is what is connected to.
"""

from __future__ import annotations

import re

from awesomelint.startup import NamedTuple, expression, memo

MAX_LENGTH = 8000
"""Characters of a URL that is requested; servers refuse longer ones."""

_PORTS = {"http": 80, "https": 443}
_NAME = expression(r"(?=.{1,254}\Z)(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?\Z")
"""What can be looked up (RFC 1035, 2.3.4; RFC 1123, 2.1); the standard for URLs allows more."""
_NO_CHARACTER = expression("[\ud800-\udfff]")
_CREDENTIALS = expression(r"((?:[A-Za-z][A-Za-z0-9+.-]*:)?[/\\]{2,}|https?:[/\\]*)[^/\\?#]*@", re.IGNORECASE)
_IGNORED = str.maketrans("", "", "\t\n\r")


class WebUrl(NamedTuple):
    """A URL that can be requested.

    `host` is in lower case and ASCII; an address is in its usual notation, IPv6 without brackets. `target` is path and query,
    never empty.
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> tuple[str, str, int]:
        """The origin of a URL: scheme, host and port (RFC 6454)."""
        return (self.scheme, self.host, self.port)

    @property
    def path(self) -> str:
        """The path without the query."""
        return self.target.partition("?")[0]

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.target}"


class UrlError(ValueError):
    """Text that is no URL that can be requested; the message tells why, for people."""


@memo(4096)
def read_url(text: str) -> WebUrl:
    """Read a URL as browsers do. Credentials and fragment are dropped.

    Raises `UrlError` for another scheme than http and https, and for what has no host that can exist.
    """
    return _read(text, None)


def requested_host(url: str) -> str:
    """Return the host that a URL is requested from, empty for what is none."""
    try:
        return read_url(url).host
    except UrlError:
        return ""


def follow(base: WebUrl, location: str) -> WebUrl:
    """Return where a redirect leads. `location` may be relative to `base`. Raises as `read_url` does."""
    return _read(location, base)


def without_credentials(url: str, instead: str = "") -> str:
    """Return a URL, however odd, on one line, with `instead` for the user name, the password and the `@` before its host."""
    line = url.translate(_IGNORED).lstrip()
    match = _CREDENTIALS.match(line)
    return line if match is None else match[1] + instead + line[match.end() :]


def _read(text: str, base: WebUrl | None) -> WebUrl:
    from url import URL, URLError  # 1 ms, and most runs without requests need it for no URL

    text = text.partition("#")[0]
    _check_length(text)
    try:
        sent = _NO_CHARACTER.sub(_escaped, text)
        url = URL.parse(sent) if base is None else URL.parse(str(base)).join(sent)
    except URLError as error:
        raise UrlError(str(error)) from None
    if url.scheme not in _PORTS:
        raise UrlError(f'the scheme "{url.scheme[:40]}" is not followed')
    host = (url.host_str or "").strip("[]")
    if ":" not in host and not _NAME.match(host):
        raise UrlError(f'"{host[:80]}" is not the name of a host')
    if url.port == 0:
        raise UrlError("0 is not a port")
    target = url.path if url.query is None else f"{url.path}?{url.query}"
    _check_length(target)
    return WebUrl(url.scheme, host, url.port or _PORTS[url.scheme], target)


def _check_length(text: str) -> None:
    if len(text) > MAX_LENGTH:
        raise UrlError(f"the URL has {len(text)} characters")


def _escaped(match: re.Match[str]) -> str:
    """Return a byte that was no UTF-8 in a header as an escape, and any other half of a pair as browsers do."""
    code = ord(match[0]) - 0xDC00
    return f"%{code:02X}" if 0x80 <= code < 0x100 else "\ufffd"
