"""Headers that a host gets from the user, such as credentials: from the environment alone, as lists and configurations come from
strangers.

`AWESOMELINT_HEADERS_WIKI_EXAMPLE_ORG` holds those of wiki.example.org, one `Name: value` on each line. In the name `_` stands
for a dot and `__` for a hyphen, so that no two hosts share one. They are sent with requests to https://wiki.example.org/ alone:
to no subdomain, no other port, never over http, and neither to another host after a redirect nor to this one after a redirect
from elsewhere. A server may repeat them in its response: what it says is kept and shown without their values.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from urllib.parse import quote

from awesomelint.errors import ConfigError
from awesomelint.links.exchange import NO_HEADERS, Reply
from awesomelint.links.url import UrlError, WebUrl, read_url
from awesomelint.paths import digest

PREFIX = "AWESOMELINT_HEADERS_"
MASK = "***"
MOST = 20
LONGEST = 8000
"""Headers of one host, and characters of one value."""
_SHORTEST = 6
"""Characters of a secret: shorter words would be found anywhere."""
OPEN = frozenset(("accept", "accept-language"))
"""Headers that hold no secrets."""
_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}", re.ASCII)
_VALUE = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?")
_VARIABLE = re.compile(r"[a-z0-9]+(?:_+[a-z0-9]+)+", re.ASCII)
_BETWEEN = re.compile(r"[\s;,]+(?:[\w.-]+=)?|\A[\w.-]+=")
"""What is between the parts of a value: `session=...; id=...`."""
_OURS = frozenset(
    "accept-encoding connection content-encoding content-length content-type expect host if-modified-since if-none-match"
    " keep-alive proxy-authorization proxy-connection range te trailer transfer-encoding upgrade".split()
)
"""Headers of connections, of bodies and of conditional requests."""


class HostHeaders:
    """The headers by host. It shows no values, also not in its `repr`."""

    __slots__ = ("_by_host", "_secrets")

    def __init__(self, by_host: Mapping[str, Mapping[str, str]] = MappingProxyType({})):
        self._by_host = by_host
        self._secrets = {host: _secrets_of(headers.values()) for host, headers in by_host.items()}

    @classmethod
    def of_environment(cls, environment: Mapping[str, str]) -> HostHeaders:
        """Read all variables that begin with `PREFIX`. Raises `ConfigError`, which names the variable and no value."""
        by_host: dict[str, dict[str, str]] = {}
        for variable, text in environment.items():
            if variable.upper().startswith(PREFIX) and text.strip():
                by_host.setdefault(_host_of(variable), {}).update(_headers_of(variable, text))
        return cls(by_host)

    def beside(self, url: WebUrl, headers: Mapping[str, str]) -> Mapping[str, str]:
        """Return the headers of a request to a URL with those of the user, before which its own go."""
        names = {name.lower() for name in headers}
        own = self.for_url(url)
        return (
            {**{name: value for name, value in own.items() if name.lower() not in names}, **headers} if own else headers
        )

    def for_url(self, url: WebUrl) -> Mapping[str, str]:
        """Return the headers of the user for requests to a URL."""
        is_meant = url.scheme == "https" and url.port == 443
        return self._by_host.get(url.host, NO_HEADERS) if is_meant else NO_HEADERS

    def digest_with(self, policy: str, url: str) -> str:
        """Return the digest of a policy for a URL with that of the names of its headers, which decide about the verdict too."""
        try:
            headers = self.for_url(read_url(url)) if self._by_host else NO_HEADERS
        except UrlError:
            return policy
        return digest(f"{policy} {' '.join(sorted(headers)).lower()}", 8) if headers else policy

    def masked(self, url: WebUrl, text: str) -> str:
        """Return what a library or server says about a request to a URL without the values of its headers."""
        for secret in self._secrets.get(url.host, ()):
            text = text.replace(secret, MASK)
        return text

    def masked_reply(self, url: WebUrl, reply: Reply) -> Reply:
        """Return a response to a request to a URL without the values of its headers.

        A redirect to a URL that has them becomes one without a target: with the mask in it that URL would be another one.
        """
        if not self.for_url(url):
            return reply
        headers = {name: self.masked(url, value) for name, value in reply.headers.items()}
        if headers.get("location") != reply.headers.get("location"):
            del headers["location"]
        body = reply.body
        for secret in self._secrets[url.host]:
            body = body.replace(secret.encode(), MASK.encode())
        return reply._replace(headers=headers, body=body)


def _host_of(variable: str) -> str:
    """Return the host that the name of a variable stands for. Raises `ConfigError`."""
    name = variable[len(PREFIX) :].lower()
    runs = re.findall("_+", name)
    if _VARIABLE.fullmatch(name) and all(len(run) == 1 or len(run) % 2 == 0 for run in runs):
        host = re.sub("_+", lambda run: "." if len(run[0]) == 1 else "-" * (len(run[0]) // 2), name)
        try:
            if "." in host and read_url(f"https://{host}/").host == host:
                return host
        except UrlError:
            pass
    said = "expected the name of a host after it, with _ for a dot and __ for a hyphen"
    raise ConfigError(f"{variable}: {said}: {PREFIX}WIKI_EXAMPLE_ORG")


def _headers_of(variable: str, text: str) -> dict[str, str]:
    headers: dict[str, str] = {}
    for number, line in enumerate(text.strip().splitlines(), start=1):
        name, colon, value = (part.strip() for part in line.partition(":"))
        where = f"{variable}: line {number}"
        if not colon or not _NAME.fullmatch(name) or not _VALUE.fullmatch(value) or len(value) > LONGEST:
            raise ConfigError(f"{where} is no header, expected one such as Authorization: Bearer TOKEN")
        if name.lower() in _OURS:
            raise ConfigError(f"{where}: the header {name} cannot be set")
        if _is_short(value) and name.lower() not in OPEN:
            raise ConfigError(
                f"{where}: the value of {name} is too short to be kept secret, expected {_SHORTEST} characters"
            )
        headers[name] = value
    if len(headers) > MOST:
        raise ConfigError(f"{variable}: found {len(headers)} headers, expected at most {MOST}")
    return headers


def _is_short(value: str) -> bool:
    """Return whether a value, or the password in `Basic`, is too short to be found and masked."""
    scheme, _, encoded = value.partition(" ")
    pair = _of_basic(encoded) if scheme.lower() == "basic" else ()
    return len(value) < _SHORTEST or any(0 < len(part) < _SHORTEST for part in pair)


def _secrets_of(values: Iterable[str]) -> tuple[str, ...]:
    """Return what must not be shown of values: they, their parts, and the password in `Basic`.

    All of these also in Base64, and as in a URL.
    """
    words: set[str] = set()
    for value in values:
        words.update((value, *_BETWEEN.split(value)))
        scheme, _, encoded = value.partition(" ")
        if scheme.lower() == "basic":
            words |= _of_basic(encoded)
    words = {word for word in words if len(word) >= _SHORTEST}
    words |= {encode(word.encode()).decode().rstrip("=") for word in words for encode in _BASE64}
    words |= {quote(word, safe="") for word in words}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


_BASE64 = (base64.b64encode, base64.urlsafe_b64encode)


def _of_basic(encoded: str) -> set[str]:
    try:
        pair = base64.b64decode(encoded, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return set()
    return {pair, pair.partition(":")[2]}
