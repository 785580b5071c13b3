"""Responses as browsers take them: a protocol between a connection and aiohttp.

aiohttp bounds each header and their number, together 8 MB of each response; the head as a whole is bounded here. aiohttp also
refuses what browsers accept, and what is mended here: header lines without a valid name, a `Content-Length` that is repeated or
beside chunks, and bytes after the end.
"""

from __future__ import annotations

import asyncio
import re

MAX_HEAD = 128 * 1024
"""Bytes of the head of a response: status lines and headers, with those of the interim responses (RFC 9110, 15.2) before it.

Browsers take 256 KiB; pages of real sites have at most 30.
"""
MAX_INTERIM = 100
"""Interim responses before a response; servers send one or two."""

_BEGINNING = b"HTTP/1."
_END = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(rb"HTTP/1\.\d (\d{3})")
_LENGTH = re.compile(rb"^content-length:[ \t]*+([0-9, \t]++)\r?\n", re.IGNORECASE | re.MULTILINE)
_CODED = re.compile(rb"^transfer-encoding:", re.IGNORECASE | re.MULTILINE)
_CHUNKED = re.compile(rb"^transfer-encoding:[^\n]{0,99}?chunked[ \t]*+\r?$", re.IGNORECASE | re.MULTILINE)
_NAMELESS = re.compile(rb"^(?![!#$%&'*+.^_`|~0-9A-Za-z-]++:)[^ \t\r\n][^\n]*+\n(?:[ \t][^\n]*+\n)*+", re.MULTILINE)
"""A line that is no header, because no valid name (RFC 9110, 5.6.2) begins it, with the lines that continue it."""
_WITHOUT_BODY = frozenset((b"204", b"304"))


class HeadError(ValueError):
    """A head of which no more is read."""


class ResponseFilter(asyncio.Protocol):
    """Hands on what a connection receives, one response at a time, each with a bounded head and without what follows it."""

    def __init__(self, transport: asyncio.Transport, receiver: asyncio.Protocol):
        self._transport = transport
        self._receiver = receiver
        self._head: bytearray | None = None
        """What was received of a head that is not whole; `None` in the body."""
        self._room = MAX_HEAD
        """Bytes that the head may still have."""
        self._interim = 0
        self._left: int | None = 0
        self._has_body = True
        self._is_lost = False

    def expect(self, *, has_body: bool) -> None:
        """Expect the response to a request. One to HEAD has no body."""
        self._head, self._has_body = bytearray(), has_body
        self._room, self._interim = MAX_HEAD, 0

    def data_received(self, data: bytes) -> None:
        """Hand on the rest of a body, or heads as soon as they are whole."""
        rest = data if self._head is None else self._take_heads(self._head, data)
        if rest and not self._is_lost:
            self._hand_on(rest)

    def eof_received(self) -> bool | None:
        """Hand on that the server sends no more."""
        self._flush()
        return self._receiver.eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        """Hand on that the connection is closed."""
        self._flush()
        self._lose(exc)

    def pause_writing(self) -> None:
        """Hand on that the connection takes no more for now."""
        self._receiver.pause_writing()

    def resume_writing(self) -> None:
        """Hand on that the connection takes more."""
        self._receiver.resume_writing()

    def _take_heads(self, received: bytearray, data: bytes) -> bytes:
        """Hand on the heads that are whole, and return what follows that of the response itself."""
        start, seen = 0, max(0, len(received) - 3)
        received += data
        while self._head is not None and not self._is_lost:
            if start:
                self._head = received[start:]
            end = _END.search(received, max(start, seen))
            size = (end.end() if end is not None else len(received)) - start
            if not self._head.startswith(_BEGINNING[: len(self._head)]):  # aiohttp says what is wrong
                self._left = None
                self._flush()
                return b""
            if size > self._room:
                self._refuse(f"the headers have more than {MAX_HEAD} bytes")
            elif end is None:
                return b""
            else:
                self._begin(bytes(received[start : end.end()]))
                start, self._room = end.end(), self._room - size
                if self._interim > MAX_INTERIM:
                    self._refuse(f"more than {MAX_INTERIM} interim responses")
        return bytes(received[start:])

    def _refuse(self, why: str) -> None:
        """Take no more from a server."""
        self._head = None
        self._lose(HeadError(why))
        self._transport.abort()

    def _begin(self, head: bytes) -> None:
        """Hand on a head, and note how long its body is."""
        found = _STATUS.match(head)
        status = found[1] if found is not None else b""
        line, _, headers = head.partition(b"\n")
        headers = _NAMELESS.sub(b"", headers)
        written = [length.strip() for said in _LENGTH.findall(headers) for length in said.split(b",")]
        length = written[0] if len(set(written)) == 1 and written[0].isdigit() else None
        if _CHUNKED.search(headers):  # RFC 9112, 6.3
            headers, length = _LENGTH.sub(b"", headers), None
        elif length is not None and len(written) > 1:
            headers = b"Content-Length: %s\r\n%s" % (length, _LENGTH.sub(b"", headers))
        if status.startswith(b"1") and status != b"101":
            self._head = bytearray()  # the response itself is to come
            self._interim += 1
        else:
            self._head = None
            self._left = int(length[:18]) if length is not None and not _CODED.search(headers) else None
            if not self._has_body or status in _WITHOUT_BODY:
                self._left = 0
        self._receiver.data_received(b"%s\n%s" % (line, headers))

    def _hand_on(self, data: bytes) -> None:
        if self._left is None:
            self._receiver.data_received(data)
            return
        body, surplus = data[: self._left], len(data) > self._left
        self._left -= len(body)
        if body:
            self._receiver.data_received(body)
        if surplus:  # the connection can take no other request
            self._transport.abort()

    def _flush(self) -> None:
        """Hand on a head that is not whole."""
        head, self._head = self._head, None
        if head:
            self._receiver.data_received(bytes(head))

    def _lose(self, error: Exception | None) -> None:
        if not self._is_lost:
            self._is_lost = True
            self._receiver.connection_lost(error)


def filter_of(transport: asyncio.Transport, receiver: asyncio.Protocol) -> ResponseFilter:
    """Return the filter of a connection, which is put there when it is first used."""
    protocol = transport.get_protocol()
    if isinstance(protocol, ResponseFilter):
        return protocol
    made = ResponseFilter(transport, receiver)
    transport.set_protocol(made)
    return made
