"""Short hashes of texts: for telling one state of a thing from another, not for secrets."""

from __future__ import annotations

try:  # a twentieth of what hashlib costs at start-up, most of which is loading OpenSSL
    from _blake2 import blake2b
except ImportError:  # pragma: no cover - an interpreter without the module
    from hashlib import blake2b


def digest(data: str | bytes, size: int = 16) -> str:
    """Return a hash of some text (as UTF-8, whatever is no Unicode in it kept apart) or bytes: `2 * size` hexadecimal digits."""
    if isinstance(data, str):
        data = data.encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=size).hexdigest()
