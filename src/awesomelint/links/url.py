"""URLs as they are sent: http and https only, without credentials and fragment, in ASCII, with the host as browsers read it."""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import quote, unquote, urljoin

from awesomelint.named_tuple import NamedTuple

MAX_LENGTH = 8000
"""Characters of a URL that is requested; servers refuse longer ones."""

_PORTS = {"http": 80, "https": 443}
_SAFE = "!#$%&'()*+,-./:;=?@[]_~"
"""What is sent as it is written, next to letters and digits; a `%` too, for what is quoted already stays so."""
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):", re.ASCII)
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?\Z", re.ASCII)
_ENDS = "".join(map(chr, range(0x21)))
_BREAKS = str.maketrans("", "", "\t\n\r")
_NUMBER = re.compile(r"(?:0[xX][0-9a-fA-F]*|[0-9]+)\Z", re.ASCII)


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
    """Text that is no URL which can be requested; the message says why, for people."""


@lru_cache(maxsize=4096)
def read_url(text: str) -> WebUrl:
    """Read a URL as browsers do (WHATWG URL). Credentials and fragment are dropped.

    Raises `UrlError` for another scheme than http and https, and for what has no host that can exist.
    """
    text = text.strip(_ENDS).translate(_BREAKS)
    if len(text) > MAX_LENGTH:
        raise UrlError(f"the URL has {len(text)} characters")
    scheme = _SCHEME.match(text)
    if scheme is None:
        raise UrlError("it is not an absolute URL")
    name = scheme[1].lower()
    if name not in _PORTS:
        raise UrlError(f'the scheme "{name}" is not followed')
    rest = text[scheme.end() :].partition("#")[0]
    before, mark, query = rest.partition("?")
    # The authority begins after any number of slashes, and a backslash is one: so a "\@" hides no host.
    authority, slash, path = before.replace("\\", "/").lstrip("/").partition("/")
    host, port = _host_and_port(authority.rpartition("@")[2], _PORTS[name])
    return WebUrl(
        name, host, port, quote("/" + path if slash else "/", _SAFE, errors="surrogateescape") + _query(mark, query)
    )


def follow(base: WebUrl, location: str) -> WebUrl:
    """Return where a redirect leads. `location` may be relative to `base`. Raises as `read_url` does."""
    location = location.strip(_ENDS).translate(_BREAKS)
    if _SCHEME.match(location):
        return read_url(location)
    before, mark, query = location.partition("?")
    try:
        return read_url(urljoin(str(base), before.replace("\\", "/") + mark + query))
    except UrlError:
        raise
    except ValueError:
        raise UrlError("it is not a URL") from None


def without_credentials(url: str) -> str:
    """Return a URL, however odd, without the user name and password before its host. Everything else stays as written."""
    scheme, mark, rest = url.partition("//")
    if not mark or scheme[-1:] not in ("", ":"):
        return url
    end = next((at for at, char in enumerate(rest) if char in "/?#\\"), len(rest))
    return scheme + mark + rest[:end].rpartition("@")[2] + rest[end:]


def _query(mark: str, query: str) -> str:
    return mark + quote(query, _SAFE, errors="surrogateescape") if mark else ""


def _host_and_port(netloc: str, default: int) -> tuple[str, int]:
    if netloc.startswith("["):
        host, closed, port = netloc[1:].partition("]")
        if not closed or "%" in host or ":" not in host or port[:1] not in ("", ":"):
            raise UrlError(f'"{netloc}" is not an address')
        port = port[1:]
    else:
        host, _, port = netloc.partition(":")
        host = _ascii_host(host)
    try:
        address = literal_address(host)
        number = int(port) if port.isascii() and port.isdigit() and len(port) < 7 else default if not port else 0
    except ValueError:
        raise UrlError(f'"{netloc}" is not an address') from None
    if not 0 < number < 65536:
        raise UrlError(f'"{port}" is not a port')
    return (host if address is None else str(address)), number


def _ascii_host(host: str) -> str:
    """Return a name as it is looked up. Raises `UrlError` for what can be no name."""
    if "%" in host:
        host = unquote(host, errors="surrogateescape")
    if not host.isascii():
        host = _encoded(host)
    host = host.lower()
    if not _HOST.match(host) or len(host) > 254 or any(len(label) > 63 for label in host.split(".")):
        raise UrlError(f'"{host}" is not the name of a host' if host else "it names no host")
    return host


def _encoded(host: str) -> str:
    import idna

    try:
        return idna.encode(host, uts46=True).decode()
    except (idna.IDNAError, UnicodeError):
        pass
    try:
        return host.encode("idna").decode()  # the older rules allow emoji, and such names exist
    except UnicodeError:
        raise UrlError(f'"{host}" is not the name of a host') from None


@lru_cache(maxsize=4096)
def literal_address(host: str) -> IPv4Address | IPv6Address | None:
    """Return the address that a host in a URL is written as, in any notation that browsers read; `None` for a name.

    IPv6 comes without brackets. `127.1`, `2130706433`, `0x7f.1` and `0177.0.0.1` are all 127.0.0.1 (WHATWG URL, "ends in a
    number"). Raises `ValueError` for what must be an address and is none: `1.2.3.4.5`, `300.1.1.1`.
    """
    if ":" in host:
        return IPv6Address(host)
    parts = host.split(".")
    if not parts[-1] and len(parts) > 1:
        parts.pop()
    if not _NUMBER.match(parts[-1]):
        return None
    if len(parts) > 4:
        raise ValueError("too many parts")
    numbers = [_number(part) for part in parts]
    if any(number > 255 for number in numbers[:-1]) or numbers[-1] >= 256 ** (5 - len(numbers)):
        raise ValueError("a part is too large")
    return IPv4Address(numbers[-1] + sum(number << 8 * (3 - at) for at, number in enumerate(numbers[:-1])))


def _number(part: str) -> int:
    if not _NUMBER.match(part) or len(part) > 40:
        raise ValueError("a part is no number")
    if part[:2] in ("0x", "0X"):
        return int(part[2:] or "0", 16)
    return int(part, 8) if len(part) > 1 and part[0] == "0" else int(part)
