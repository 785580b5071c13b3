"""Bodies of answers: decompressed piece by piece, and never more of one than is wanted, so that a bomb does not go off."""

from __future__ import annotations

import zlib
from typing import Protocol

ACCEPTED = "gzip, deflate"
"""What we say that we can read: what the standard library can."""


class BodyError(Exception):
    """A body that is not what its headers say: compressed in a way that nobody asked for, or broken."""


class Intake:
    """Takes in one body. `encoding` is the header `Content-Encoding`, `most` how many decompressed bytes are wanted."""

    __slots__ = ("_decoder", "_pieces", "_room")

    def __init__(self, encoding: str, most: int):
        """Raises `BodyError` for an encoding that cannot be read."""
        self._decoder = _decoder(encoding)
        self._pieces: list[bytes] = []
        self._room = most

    def add(self, data: bytes) -> bool:
        """Take the next piece as it was sent. Returns whether there is room for more. Raises `BodyError`."""
        piece = self._decoder.feed(data, self._room + 1)
        self._pieces.append(piece[: self._room])
        self._room -= len(piece)
        return self._room >= 0

    @property
    def data(self) -> bytes:
        """What was taken in, decompressed."""
        return b"".join(self._pieces)

    @property
    def is_at_end(self) -> bool:
        """Tell whether the body may end here: everything wanted fitted in, and compressed data came to their end."""
        return self._room >= 0 and self._decoder.is_at_end


class _Decoder(Protocol):
    @property
    def is_at_end(self) -> bool: ...

    def feed(self, data: bytes, room: int) -> bytes: ...


def _decoder(encoding: str) -> _Decoder:
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return _Plain()
    if name in ("gzip", "x-gzip", "deflate"):
        return _Inflater(name == "deflate")
    raise BodyError(f"the body is encoded as {name[:40]}, which nobody asked for")


class _Plain:
    is_at_end = True

    def feed(self, data: bytes, room: int) -> bytes:
        return data[:room]


class _Inflater:
    """Inflates at most as much as there is room for; what is left over in the input is dropped with the body."""

    def __init__(self, is_deflate: bool):
        self._is_deflate = is_deflate
        self._inflate = zlib.decompressobj(zlib.MAX_WBITS | (0 if is_deflate else 16))
        self._has_begun = False

    @property
    def is_at_end(self) -> bool:
        return self._inflate.eof or not self._has_begun

    def feed(self, data: bytes, room: int) -> bytes:
        if self._inflate.eof:
            return b""
        self._has_begun = True
        try:
            return self._inflate.decompress(data, room)
        except zlib.error:
            if not self._is_deflate:
                raise BodyError("the body is not gzip, as its header says") from None
        # Half of the servers that say deflate send it without the header of zlib.
        self._is_deflate = False
        self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            return self._inflate.decompress(data, room)
        except zlib.error:
            raise BodyError("the body is not deflate, as its header says") from None
