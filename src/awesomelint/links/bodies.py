"""Bodies of responses, decompressed piece by piece and bounded."""

from __future__ import annotations

import zlib


class BodyError(Exception):
    """A body that is not what its headers say: too long, compressed in a way that was not requested, or broken."""


class BodyReader:
    """Reads one body, decompressed piece by piece, never more than is wanted.

    `encoding` is the header `Content-Encoding`, `most` how many decompressed bytes are wanted.
    """

    __slots__ = ("_has_begun", "_inflater", "_is_deflate", "_pieces", "_room")

    def __init__(self, encoding: str, most: int):
        """Raises `BodyError` for an encoding that cannot be read."""
        name = encoding.strip().lower()
        if name not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise BodyError(f"the body is encoded as {name[:40]}, which was not requested")
        self._is_deflate = name == "deflate"
        window = zlib.MAX_WBITS | (0 if self._is_deflate else 16)
        self._inflater = zlib.decompressobj(window) if name not in ("", "identity") else None
        self._has_begun = False
        self._pieces: list[bytes] = []
        self._room = most

    def add(self, data: bytes) -> bool:
        """Take the next piece as it was sent. Returns whether there is room for more. Raises `BodyError`."""
        piece = self._decompressed(data, self._room + 1)
        self._pieces.append(piece[: self._room])
        self._room -= len(piece)
        return self._room >= 0

    @property
    def data(self) -> bytes:
        """What was read, decompressed."""
        return b"".join(self._pieces)

    @property
    def is_at_end(self) -> bool:
        """Return whether the body may end here: it was not too long, and compressed data are complete."""
        return self._room >= 0 and (self._inflater is None or self._inflater.eof or not self._has_begun)

    def _decompressed(self, data: bytes, most: int) -> bytes:
        """Return at most `most` bytes; what is left over in the input is dropped with the body."""
        if self._inflater is None:
            return data[:most]
        if self._inflater.eof:
            return b""
        is_first, self._has_begun = not self._has_begun, True
        try:
            return self._inflater.decompress(data, most)
        except zlib.error:
            name = "deflate" if self._is_deflate else "gzip"
            if not (self._is_deflate and is_first):
                raise BodyError(f"the body is not {name}, as its header says") from None
        # Half of the servers that use deflate send it without the header of zlib.
        self._inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            return self._inflater.decompress(data, most)
        except zlib.error:
            raise BodyError("the body is not deflate, as its header says") from None
