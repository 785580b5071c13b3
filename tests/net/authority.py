"""Certificates: one authority of this internet's own, and a certificate for each host name when it is first asked for."""

from __future__ import annotations

import datetime
import ssl
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory

import trustme


class Certificate(Enum):
    """What a host shows to those who come by HTTPS."""

    VALID = "valid"
    OTHER_HOST = "a certificate of another host"
    EXPIRED = "a certificate that has run out"
    SELF_SIGNED = "a certificate of an authority that nobody knows"


OTHER_NAME = "somebody-else.test"
"""The name in the certificates of hosts that show another's."""


class Authority:
    """Makes certificates and the TLS contexts of servers that show them. Contexts are kept."""

    def __init__(self) -> None:
        self._known = trustme.CA(organization_name="The local internet of the tests")
        self._unknown = trustme.CA(organization_name="Nobody")
        self._contexts: dict[tuple[str, Certificate], ssl.SSLContext] = {}

    @property
    def pem(self) -> bytes:
        """The certificate of the authority itself, to be trusted by clients."""
        return self._known.cert_pem.bytes()

    def context(self, host: str, shown: Certificate) -> ssl.SSLContext:
        """Return the TLS context of a server that answers for `host`."""
        key = (host, shown)
        if key not in self._contexts:
            self._contexts[key] = self._make(host, shown)
        return self._contexts[key]

    def client(self) -> ssl.SSLContext:
        """Return the TLS context of a client that trusts this authority and no other."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._known.configure_trust(context)
        return context

    def _make(self, host: str, shown: Certificate) -> ssl.SSLContext:
        issuer = self._unknown if shown is Certificate.SELF_SIGNED else self._known
        name = OTHER_NAME if shown is Certificate.OTHER_HOST else host
        until = datetime.datetime(2020, 1, 1) if shown is Certificate.EXPIRED else None
        since = datetime.datetime(2019, 1, 1) if shown is Certificate.EXPIRED else None
        leaf = issuer.issue_cert(name, not_before=since, not_after=until)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.set_alpn_protocols(["http/1.1"])
        leaf.configure_cert(context)
        return context


class TrustFile:
    """A file with the authority's certificate, for `SSL_CERT_FILE` and its like; gone when it is closed."""

    def __init__(self, authority: Authority) -> None:
        self._folder = TemporaryDirectory(prefix="local-internet-")
        self.path = Path(self._folder.name) / "ca.pem"
        self.path.write_bytes(authority.pem)

    def close(self) -> None:
        self._folder.cleanup()
