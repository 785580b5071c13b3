"""A plain client that comes through the proxy, and shows answers as they are."""

from __future__ import annotations

import ssl
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message

TIMEOUT = 10.0


@dataclass(frozen=True, slots=True)
class Got:
    """An answer; the names of its headers are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


Fetch = Callable[..., Got]


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def fetch(
    proxy: str, trust: ssl.SSLContext, url: str, method: str = "GET", data: bytes | None = None, **headers: str
) -> Got:
    """Fetch a URL; redirects are not followed. `user_agent="x"` becomes the header `user-agent`. Raises OSError."""
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({"http": proxy, "https": proxy}),
        urllib.request.HTTPSHandler(context=trust),
        _Stay(),
    )
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with opener.open(urllib.request.Request(url, data, named, method=method), timeout=TIMEOUT) as answer:
            return Got(answer.status, _lower(answer.headers), answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return Got(error.code, _lower(error.headers), error.read())


def _lower(headers: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
