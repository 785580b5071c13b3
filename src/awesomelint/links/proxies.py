"""Which proxy a URL is asked through: what the environment says, read as curl reads it (curl's manual, "Environment")."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

from awesomelint.errors import ConfigError
from awesomelint.links.urls import WebUrl
from awesomelint.named_tuple import NamedTuple


class Proxies(NamedTuple):
    """The proxies by scheme, as URLs, empty where there is none, and the hosts that are asked without one."""

    http: str = ""
    https: str = ""
    without: tuple[str, ...] = ()

    @classmethod
    def of_environment(cls, environment: Mapping[str, str]) -> Proxies:
        """Return what `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy` say; all but the first also in upper case.

        `HTTP_PROXY` is not read: in a CGI program it is a header that anybody can send. Raises `ConfigError` for a proxy that
        is not spoken to over HTTP.
        """

        def value(*names: str) -> tuple[str, str]:
            return next(((name, environment[name]) for name in names if environment.get(name)), ("", ""))

        def proxy(*names: str) -> str:
            return _proxy_url(*value(*names, "all_proxy", "ALL_PROXY"))

        without = value("no_proxy", "NO_PROXY")[1]
        return cls(
            proxy("http_proxy"),
            proxy("https_proxy", "HTTPS_PROXY"),
            tuple(part.lower() for part in without.replace(",", " ").split()),
        )

    def for_url(self, url: WebUrl) -> str | None:
        """Return the proxy's URL, or `None` for a host that is asked directly."""
        proxy = self.http if url.scheme == "http" else self.https
        return proxy if proxy and not any(_covers(pattern, url) for pattern in self.without) else None


def _proxy_url(name: str, value: str) -> str:
    if not value:
        return ""
    full = value if "://" in value else f"http://{value}"
    try:
        parts = urlsplit(full)
        works = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        works = False
    if not works:
        scheme, mark, rest = full.partition("://")
        raise ConfigError(f'{name}: found "{scheme}{mark}{rest.rpartition("@")[2]}", expected the URL of an HTTP proxy')
    return full


def _covers(pattern: str, url: WebUrl) -> bool:
    """Tell whether an entry of `no_proxy` means a host: `*`, a name with all below it, an address, or a network."""
    if pattern == "*":
        return True
    host = url.host.rstrip(".")
    name, _, port = pattern.rpartition(":") if pattern.count(":") == 1 or "]:" in pattern else (pattern, "", "")
    if port and port != str(url.port):
        return False
    name = name.strip("[]").strip(".")
    if "/" in name:
        try:
            return ip_address(host) in ip_network(name, strict=False)
        except ValueError:
            return False
    return host == name or (host.endswith("." + name) and bool(name))
