"""Whom to trust: the authorities of `SSL_CERT_FILE` and `SSL_CERT_DIR`, as OpenSSL and curl read them, else the system's."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from pathlib import Path

from awesomelint.errors import ConfigError

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
        said = "it holds no certificates" if isinstance(error, ssl.SSLError) else (error.strerror or str(error)).lower()
        raise ConfigError(f'SSL_CERT_FILE: cannot read "{file}": {said}') from None
    # Old servers at universities cannot renegotiate safely; browsers still talk to them, and no secret goes there.
    context.options |= _OP_LEGACY_SERVER_CONNECT
    return context
