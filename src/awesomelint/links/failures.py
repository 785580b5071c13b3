"""Why no answer came: the errors of aiohttp, of TLS and of sockets as reasons, and in words for people."""

from __future__ import annotations

import ssl

import aiohttp

from awesomelint.links.bodies import BodyError
from awesomelint.links.guard import GuardError
from awesomelint.links.outcome import Reason
from awesomelint.named_tuple import NamedTuple

_OTHER_HOST = frozenset((62, 64))
"""X509_V_ERR_HOSTNAME_MISMATCH and X509_V_ERR_IP_ADDRESS_MISMATCH of OpenSSL."""

_PROXY_ERRORS = {
    "dns_timeout": Reason.NAME_UNRESOLVED,
    "dns_error": Reason.NAME_UNRESOLVED,
    "connection_timeout": Reason.TIMEOUT,
}


class Failure(NamedTuple):
    """Why there is no answer."""

    reason: Reason
    detail: str


def failure_of(error: Exception) -> Failure:
    """Return what an error of a request means."""
    if isinstance(error, GuardError):
        return Failure(error.reason, str(error))
    if isinstance(error, aiohttp.ClientHttpProxyError):
        said = f"the proxy answered {error.status} {_words(error.message)}".rstrip()
        return Failure(_reason_of_proxy(error.headers.get("Proxy-Status", "") if error.headers else ""), said)
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return _certificate_failure(error.certificate_error)
    if isinstance(error, aiohttp.ClientConnectorError):
        if isinstance(error.os_error, GuardError):
            return failure_of(error.os_error)
        who = "the proxy: " if isinstance(error, aiohttp.ClientProxyConnectionError) else ""
        found = _socket_failure(error.os_error)
        return Failure(found.reason, who + found.detail)
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return Failure(Reason.CONNECTION_FAILED, "the server closed the connection without an answer")
    if isinstance(error, aiohttp.ClientPayloadError):
        return Failure(Reason.CONNECTION_FAILED, "the body broke off")
    if isinstance(error, aiohttp.ClientResponseError):
        return Failure(Reason.CONNECTION_FAILED, f"the answer is not HTTP: {_words(error.message)}")
    if isinstance(error, BodyError):
        return Failure(Reason.CONNECTION_FAILED, str(error))
    if isinstance(error, TimeoutError):
        return Failure(Reason.TIMEOUT, "no answer in time")
    if isinstance(error, OSError):
        return _socket_failure(error)
    return Failure(Reason.CONNECTION_FAILED, _words(str(error)) or type(error).__name__)


def _reason_of_proxy(status: str) -> Reason:
    """Return why a proxy opened no tunnel, as far as it says so in its `Proxy-Status` (RFC 9209, sections 2.1.1 and 2.3).

    Few proxies say so. A status such as 502 alone may mean a name that does not exist as well as a failure of the moment.
    """
    words = [word.strip().lower() for word in status[:1000].replace(",", ";").split(";")]
    if "error=dns_error" in words and 'rcode="nxdomain"' in words:
        return Reason.NO_SUCH_HOST
    return next(
        (reason for word, reason in _PROXY_ERRORS.items() if f"error={word}" in words), Reason.CONNECTION_FAILED
    )


def _socket_failure(error: BaseException) -> Failure:
    if isinstance(error, ssl.SSLCertVerificationError):
        return _certificate_failure(error)
    if isinstance(error, ssl.SSLError):
        return Failure(Reason.TLS_FAILED, f"TLS: {_words((error.reason or str(error)).replace('_', ' '))}")
    if isinstance(error, ConnectionRefusedError):
        return Failure(Reason.CONNECTION_FAILED, "connection refused")
    if isinstance(error, ConnectionResetError):
        return Failure(Reason.CONNECTION_FAILED, "connection reset")
    said = error.strerror if isinstance(error, OSError) else None
    return Failure(Reason.CONNECTION_FAILED, _words(said or str(error)) or "the connection failed")


def _certificate_failure(error: BaseException) -> Failure:
    code = getattr(error, "verify_code", None)
    said = _words(getattr(error, "verify_message", "") or str(error))
    if code in _OTHER_HOST:
        return Failure(Reason.CERTIFICATE_OF_ANOTHER_HOST, said)
    return Failure(Reason.TLS_FAILED, said)


def _words(said: str) -> str:
    """Return what a library said as the middle of a sentence: on one line, short, with a small letter first."""
    line = " ".join(said.partition(": b'")[0].partition(":\n")[0].split())[:200].rstrip(".")
    return line.lower() if line.isupper() else line[:1].lower() + line[1:]
