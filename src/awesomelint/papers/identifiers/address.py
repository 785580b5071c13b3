"""A URL in parts, cut without more work than readers need."""

from __future__ import annotations

import re

from awesomelint.expressions import expression
from awesomelint.named_tuple import NamedTuple

_URL = expression(
    r"(?:(https?|ftp):/{1,3})?(?:www\d?\.)?([^\s/?#:@\\]+)(?::\d+)?(/[^\s?#]*)?(?:\?([^\s#]*))?(?:#\S*)?\Z",
    re.IGNORECASE | re.ASCII,
)

_PLAIN = expression(r"[\w./():;,'&+!-]*\Z", re.ASCII)


class Address(NamedTuple):
    """A URL in parts.

    `scheme` is `http`, `https` or empty where the text has none. `host` is in lower case, without `www.` and port. `parts` are
    the segments of the path without empty ones, with their escapes resolved. `query` is as written.
    """

    scheme: str
    host: str
    parts: list[str]
    query: str


def split_address(text: str) -> Address | None:
    """Cut a URL into parts; `None` for a text that is not a URL. A URL may lack its scheme."""
    found = _URL.match(text)
    if found is None:
        return None
    scheme, host, path, query = found.groups("")
    if "%" in path:
        path = unescape(path)
    return Address(scheme.lower(), host.lower().rstrip("."), [part for part in path.split("/") if part], query)


def unescape(text: str) -> str:
    """Resolve the escapes of a URL: `%2F` becomes `/`. Bytes that are no UTF-8 become replacement characters."""
    from urllib.parse import unquote  # takes milliseconds to import, and few URLs have escapes

    return unquote(text)


def escape(path: str) -> str:
    """Write a path, or a part of one, so that it can stand in a URL; the reverse of `unescape`."""
    if _PLAIN.match(path):
        return path
    from urllib.parse import quote

    return quote(path, safe="/():;,.-_~'&=+!*@$")


def parameter(query: str, name: str) -> str:
    """Return the first value of a parameter of a query, escapes resolved; empty if there is none."""
    for pair in query.split("&"):
        key, _, value = pair.partition("=")
        if key == name:
            return unescape(value) if "%" in value else value
    return ""
