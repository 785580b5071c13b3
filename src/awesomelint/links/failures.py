"""What an error of a request over aiohttp means: a reason, and its wording for people."""

from __future__ import annotations

import ssl
from http import HTTPStatus

import aiohttp

from awesomelint.links.bodies import BodyError
from awesomelint.links.guard import GuardError
from awesomelint.links.outcome import Reason

_OTHER_HOST = frozenset((62, 64))
"""X509_V_ERR_HOSTNAME_MISMATCH and X509_V_ERR_IP_ADDRESS_MISMATCH of OpenSSL."""
_PROXY_ERRORS = {
    "dns_timeout": Reason.NAME_UNRESOLVED,
    "dns_error": Reason.NAME_UNRESOLVED,
    "connection_timeout": Reason.TIMEOUT,
}


def failure_of(error: Exception) -> tuple[Reason, str]:
    """Return what an error of a request means, and its wording."""
    match error:
        case aiohttp.ClientHttpProxyError():
            said = f"the proxy answered {error.status} {_words(error.message)}".rstrip()
            return _reason_of_proxy(error.headers.get("Proxy-Status", "") if error.headers else ""), said
        case aiohttp.ClientConnectorCertificateError():
            return _certificate_failure(error.certificate_error)
        case aiohttp.ClientProxyConnectionError():
            cause: Exception = error.os_error
            while isinstance(cause, aiohttp.ClientConnectorError):  # its name was not found
                cause = cause.os_error
            reason, said = _socket_failure(cause)
            return reason, f"the proxy: {said}"
        case aiohttp.ClientConnectorError():
            cause = error.os_error
            return (cause.reason, str(cause)) if isinstance(cause, GuardError) else _socket_failure(cause)
        case aiohttp.ServerDisconnectedError():
            return Reason.CONNECTION_FAILED, "the server closed the connection without a response"
        case aiohttp.ClientPayloadError():
            return Reason.CONNECTION_FAILED, "the body broke off"
        case aiohttp.ClientResponseError():
            return Reason.CONNECTION_FAILED, f"the response is not HTTP: {_words(error.message)}"
        case GuardError():
            return error.reason, str(error)
        case TimeoutError():
            return Reason.TIMEOUT, "no response in time"
        case OSError():
            return _socket_failure(error)
        case BodyError():
            return Reason.CONNECTION_FAILED, str(error)
    return Reason.CONNECTION_FAILED, _words(str(error)) or type(error).__name__


def is_of_proxy(status: int, told: str) -> bool:
    """Return whether a response came from a proxy in place of a host that it could not reach.

    `told` is its `Proxy-Status`. Where several tell something, the error may be that of a proxy of the host's own.
    """
    return status >= HTTPStatus.INTERNAL_SERVER_ERROR and "error=" in told.lower() and "," not in told


def _socket_failure(error: Exception) -> tuple[Reason, str]:
    match error:
        case ssl.SSLCertVerificationError():
            return _certificate_failure(error)
        case ssl.SSLError():
            return Reason.TLS_FAILED, f"TLS: {_words((error.reason or str(error)).replace('_', ' '))}"
        case ConnectionRefusedError():
            return Reason.CONNECTION_FAILED, "connection refused"
        case ConnectionResetError():
            return Reason.CONNECTION_FAILED, "connection reset"
    said = error.strerror if isinstance(error, OSError) else None
    return Reason.CONNECTION_FAILED, _words(said or str(error)) or "the connection failed"


def _reason_of_proxy(status: str) -> Reason:
    """Return why a proxy opened no tunnel, from its `Proxy-Status` (RFC 9209, sections 2.1.1 and 2.3).

    Few proxies send that. A status such as 502 alone may mean a name that does not exist, or a temporary failure.
    """
    words = [word.strip().lower() for word in status[:1000].replace(",", ";").split(";")]
    if "error=dns_error" in words and 'rcode="nxdomain"' in words:
        return Reason.NO_SUCH_HOST
    return next(
        (reason for word, reason in _PROXY_ERRORS.items() if f"error={word}" in words), Reason.CONNECTION_FAILED
    )


def _certificate_failure(error: Exception) -> tuple[Reason, str]:
    said = _words(getattr(error, "verify_message", "") or str(error))
    is_of_another = getattr(error, "verify_code", None) in _OTHER_HOST
    return Reason.CERTIFICATE_OF_ANOTHER_HOST if is_of_another else Reason.TLS_FAILED, said


def _words(said: str) -> str:
    """Return the message of a library as the middle of a sentence: on one line, short, in lower case at the beginning."""
    line = " ".join(said.partition(": b'")[0].partition(":\n")[0].split())[:200].rstrip(".")
    return line.lower() if line.isupper() else line[:1].lower() + line[1:]
