"""The guard of all connections: allowed hosts, proxies, and trusted certificates."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from contextlib import nullcontext
from importlib.util import find_spec
from ipaddress import ip_address, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from awesomelint.errors import ConfigError, in_words
from awesomelint.links.addresses import is_local_name, is_public, literal_address
from awesomelint.links.connectivity import CANARIES, SERVICES, Connectivity, Lookup
from awesomelint.links.limits import cancel_all
from awesomelint.links.outcome import Reason
from awesomelint.links.url import WebUrl
from awesomelint.startup import NamedTuple

AT_ONCE = 32
"""Lookups that run at the same time, each in a thread: the system's resolver knows no other way. Those that tell whether there is
a network wait for no others."""

_NO_NAME = {getattr(socket, name) for name in ("EAI_NONAME", "EAI_NODATA") if hasattr(socket, name)}
"""Errors for a name that does not exist or has no address. All others may be temporary."""


class GuardError(OSError):
    """A host to which no connection is made: `reason` tells why, and the text of the error, for people.

    An `OSError`, as aiohttp expects of a lookup that failed.
    """

    def __init__(self, reason: Reason, message: str):
        super().__init__(message)
        self.reason = reason


class Guard:
    """Looks names up, each once, and refuses addresses that are not public.

    `allows_private` lets all addresses pass. `lookup` returns the addresses of a name; the default is the system's.
    `connectivity` tells whether a name server can be believed that a name does not exist.
    """

    def __init__(
        self,
        *,
        allows_private: bool = False,
        lookup: Lookup | None = None,
        connectivity: Connectivity | None = None,
    ):
        self._allows_private = allows_private
        self._connectivity = connectivity or Connectivity()
        self._lookup = lookup or _SystemLookup()
        self._known: dict[str, asyncio.Task[tuple[str, ...] | GuardError]] = {}
        self._passed: set[str] = set()
        """Hosts that a proxy may be asked for."""

    def check(self, host: str) -> None:
        """Raise `GuardError` for a host that is refused without a lookup: an address, or a name such as `localhost`."""
        if self._allows_private:
            return
        address = literal_address(host)
        if is_local_name(host) if address is None else not is_public(address):
            raise GuardError(Reason.PRIVATE_ADDRESS, f"{host} is not on the internet")

    async def check_for_proxy(self, host: str, seconds: float) -> None:
        """Raise `GuardError` for a host that a proxy is not to be asked for, because it has a private address as seen from here.

        Only the proxy knows which address it will find. What is not known here within some seconds passes, and so does all if
        even a well-known name has a private address here: some programs that intercept connections give all names such ones.
        """
        self.check(host)
        if self._allows_private or host in self._passed or literal_address(host) is not None:
            return
        found = await self._refusal(host, seconds)
        if found is not None and await self._refusal(CANARIES[0], seconds) is None:
            raise found
        self._passed.add(host)

    async def _refusal(self, host: str, seconds: float) -> GuardError | None:
        """Return why a host is refused for its address, `None` where it is not, or is not known in time."""
        try:
            async with asyncio.timeout(seconds):
                answer = await self._answer(host)
        except TimeoutError:
            return None
        return answer if isinstance(answer, GuardError) and answer.reason is Reason.PRIVATE_ADDRESS else None

    async def addresses(self, host: str) -> tuple[str, ...]:
        """Return the addresses of a host to connect to, all of them checked. Raises `GuardError`.

        An answer holds for the whole run; only a name that failed temporarily is looked up again.
        """
        self.check(host)
        if literal_address(host) is not None:
            return (host,)
        answer = await self._answer(host)
        if not isinstance(answer, GuardError):
            return answer
        if answer.reason is Reason.NO_SUCH_HOST and not await self._connectivity.knows_names(self._lookup):
            self.forget(host)
            said = f"{host}: the name server does not know well-known names either"
            raise GuardError(Reason.NAME_UNRESOLVED, said)
        raise GuardError(answer.reason, str(answer))

    def forget(self, host: str) -> None:
        """Look a host up again when it is next asked for."""
        task = self._known.get(host)
        if task is not None and task.done():
            del self._known[host]

    async def close(self) -> None:
        """Cancel all lookups."""
        await cancel_all(self._known.values())

    async def _answer(self, host: str) -> tuple[str, ...] | GuardError:
        """Return what the name server says of a host: its addresses, or why there are none to connect to."""
        task = self._known.get(host)
        if task is None:
            task = self._known[host] = asyncio.create_task(self._find(host))
        answer = await asyncio.shield(task)
        if isinstance(answer, GuardError) and answer.reason is Reason.NAME_UNRESOLVED and self._known.get(host) is task:
            del self._known[host]
        return answer

    async def _find(self, host: str) -> tuple[str, ...] | GuardError:
        try:
            addresses = tuple(dict.fromkeys(await self._lookup(host)))
        except (OSError, UnicodeError) as error:
            if isinstance(error, socket.gaierror) and error.errno in _NO_NAME:
                return GuardError(Reason.NO_SUCH_HOST, f"the name {host} does not exist")
            said = (error.strerror if isinstance(error, socket.gaierror) else str(error)) or "the lookup failed"
            return GuardError(Reason.NAME_UNRESOLVED, f"{host}: {said[:1].lower()}{said[1:]}")
        if not addresses:
            return GuardError(Reason.NO_SUCH_HOST, f"the name {host} has no address")
        private = next((address for address in addresses if not is_public(address)), None)
        if private is not None and not self._allows_private:
            return GuardError(Reason.PRIVATE_ADDRESS, f"{host} has the address {private}, which is not on the internet")
        return addresses


_NEVER_WAIT = frozenset((*CANARIES, *SERVICES))


class _SystemLookup:
    """The system's lookup, in threads that are not waited for at the end: it can take half a minute."""

    def __init__(self) -> None:
        self._free = asyncio.Semaphore(AT_ONCE)

    async def __call__(self, host: str) -> Sequence[str]:
        answer: Future[Sequence[str]] = Future()
        answer.set_running_or_notify_cancel()  # from now on only its thread ends it

        def ask() -> None:
            try:
                answer.set_result(ask_system(host))
            except (OSError, UnicodeError) as error:
                answer.set_exception(error)

        async with nullcontext() if host in _NEVER_WAIT else self._free:
            threading.Thread(target=ask, name=f"lookup of {host}", daemon=True).start()
            return await asyncio.wrap_future(answer)


def ask_system(host: str) -> Sequence[str]:
    """Return the addresses of a name by the lookup of the system. Raises `OSError` and `UnicodeError`."""
    # Without AI_ADDRCONFIG: on a machine without IPv6 it makes hosts that have only IPv6 look as if they did not exist.
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]


# -- the proxies of the environment, read as curl reads them (curl's manual, "Environment")


class Proxies(NamedTuple):
    """The proxies by scheme, as URLs, empty where there is none, and the hosts that are requested without one."""

    http: str = ""
    https: str = ""
    without: tuple[str, ...] = ()

    @classmethod
    def of_environment(cls, environment: Mapping[str, str]) -> Proxies:
        """Read `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`; all but the first also in upper case.

        `HTTP_PROXY` is not read: in a CGI program it is a header that any client can send. Raises `ConfigError` for a proxy that
        is neither an HTTP nor a SOCKS5 proxy, and for a SOCKS5 proxy without the package that it needs.
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
        """Return the URL of the proxy, or `None` for a host that is requested directly."""
        proxy = self.http if url.scheme == "http" else self.https
        return proxy if proxy and not any(_covers(pattern, url) for pattern in self.without) else None


_SOCKS = ("socks5", "socks5h")
"""The proxy looks names up with both, as an HTTP proxy does: what curl calls `socks5` would tell them to a name server too."""


def is_socks(proxy: str) -> bool:
    """Return whether the URL of a proxy is that of a SOCKS proxy."""
    return proxy.partition("://")[0].lower() in _SOCKS


def shown_proxy(proxy: str) -> str:
    """Return the URL of a proxy as host and port, without user and password."""
    return proxy.partition("://")[2].rpartition("@")[2].rstrip("/")


def _proxy_url(name: str, value: str) -> str:
    if not value:
        return ""
    full = value if "://" in value else f"http://{value}"
    try:
        parts = urlsplit(full)
        works = parts.scheme in ("http", "https", *_SOCKS) and bool(parts.hostname) and parts.port != 0
    except ValueError:
        works = False
    if not works:
        scheme, mark, rest = full.partition("://")
        shown = f"{scheme}{mark}{rest.rpartition('@')[2]}"
        raise ConfigError(f'{name}: found "{shown}", expected the URL of an HTTP or SOCKS5 proxy')
    if is_socks(full) and find_spec("aiohttp_socks") is None:
        where = "in the environment of awesomelint: pip install aiohttp-socks"
        raise ConfigError(f"{name}: a SOCKS proxy needs the package aiohttp-socks {where}")
    return full


def _covers(pattern: str, url: WebUrl) -> bool:
    """Return whether an entry of `no_proxy` means a host: `*`, a name with its subdomains, an address, or a network."""
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


# -- trusted certificates: those of `SSL_CERT_FILE` and `SSL_CERT_DIR`, as OpenSSL and curl read them, else the system's

_OP_LEGACY_SERVER_CONNECT = getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
"""Named in `ssl` only since Python 3.12."""


def tls_context(environment: Mapping[str, str]) -> ssl.SSLContext:
    """Return the settings of TLS. Raises `ConfigError` for a file of authorities that cannot be used.

    Without that check a mistaken path would make every certificate untrusted.
    """
    file, folder = environment.get("SSL_CERT_FILE") or None, environment.get("SSL_CERT_DIR") or None
    if folder is not None and not any(Path(part).is_dir() for part in folder.split(":")):
        raise ConfigError(f'SSL_CERT_DIR: there is no folder "{folder}"')
    try:
        context = ssl.create_default_context(cafile=file, capath=folder)
    except OSError as error:
        said = "it holds no certificates" if isinstance(error, ssl.SSLError) else in_words(error)
        raise ConfigError(f'SSL_CERT_FILE: cannot read "{file}": {said}') from None
    # Old servers at universities cannot renegotiate safely; browsers still talk to them, and no secret of ours goes there.
    context.options |= _OP_LEGACY_SERVER_CONNECT
    return context
