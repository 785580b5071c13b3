"""Connections through a SOCKS5 proxy (RFC 1928), over aiohttp-socks. Loaded only where the environment names one."""

from __future__ import annotations

import ssl
from typing import Any
from urllib.parse import unquote, urlsplit

import aiohttp
from aiohttp.connector import Connection
from aiohttp_socks import ProxyConnectionError, ProxyConnector, ProxyError, ProxyTimeoutError

from awesomelint.links.connection import Connector, SendError
from awesomelint.links.failures import failure_of
from awesomelint.links.outcome import Reason

PORT = 1080


class SocksConnector(Connector, ProxyConnector):
    """Connects to hosts through the proxy, which looks their names up itself."""

    def __init__(self, proxy: str, **options: Any):
        """`proxy` is its URL; the options are those of `Connector`."""
        parts = urlsplit(proxy)
        super().__init__(
            host=parts.hostname or "",
            port=parts.port or PORT,
            username=unquote(parts.username or "") or None,
            password=unquote(parts.password or "") or None,
            rdns=True,
            **options,
        )

    async def connect(
        self, req: aiohttp.ClientRequest, traces: list[Any], timeout: aiohttp.ClientTimeout
    ) -> Connection:
        """Return a connection for a request. Raises `SendError` where the proxy makes none."""
        try:
            return await super().connect(req, traces, timeout)
        except ProxyTimeoutError:
            raise SendError(Reason.TIMEOUT, "the proxy: no response in time") from None
        except ProxyConnectionError:
            raise SendError(Reason.CONNECTION_FAILED, "the proxy cannot be reached") from None
        except ssl.SSLError as error:  # of the host behind the proxy
            raise SendError(*failure_of(error)) from None
        except EOFError:
            raise SendError(Reason.CONNECTION_FAILED, "the proxy broke off") from None
        except ProxyError as error:
            raise SendError(
                Reason.CONNECTION_FAILED, f"the proxy: {' '.join(str(error).split())[:80].lower()}"
            ) from None
