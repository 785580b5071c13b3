"""Hosts that send too much: endless bodies, bombs, heads that never end."""

from __future__ import annotations

import struct
import zlib

from net.messages import Response, page
from net.sites import CHUNK, Exchange, Site

HUGE = 2_000_000_000
"""Bytes of the huge body."""

BOMB = 1 << 30
"""Bytes of a bomb when it is unpacked: 1 GiB."""

PIECE = 1 << 20

FAT = b"x" * 60_000

HEADER_BOMB = 1 << 28
"""Bytes of headers after which even the bomb gives up."""


async def huge(exchange: Exchange) -> None:
    """Send 2 GB, as they are taken."""
    await exchange.send(f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {HUGE}\r\n\r\n".encode())
    if exchange.request.method == "HEAD":
        return
    await exchange.send(b"<html><head><title>A page</title></head><body>")
    block = b"x" * CHUNK
    for _ in range(HUGE // CHUNK):
        await exchange.send(block)


async def endless_body(exchange: Exchange) -> None:
    """Send chunks for ever; the title never comes."""
    await exchange.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
    if exchange.request.method == "HEAD":
        return
    block = f"{CHUNK:x}\r\n".encode() + b" " * CHUNK + b"\r\n"
    for _ in range(HUGE // CHUNK):
        await exchange.send(block)


def _deflated() -> bytes:
    """Return `BOMB` zeros in the deflate format. Packing them takes seconds, so one piece that needs no other is repeated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    piece = packer.compress(bytes(PIECE)) + packer.flush(zlib.Z_FULL_FLUSH)
    return piece * (BOMB // PIECE) + b"\x03\x00"


GZIP_BOMB = b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + _deflated() + struct.pack("<II", 0x5B64C2B0, BOMB)
"""With the checksum and the length that RFC 1952 wants."""

DEFLATE_BOMB = b"\x78\xda" + _deflated() + struct.pack(">I", (BOMB % 65521) << 16 | 1)
"""With the checksum that RFC 1950 wants."""


async def gzip_bomb(exchange: Exchange) -> Response:
    """Send 1 GiB of zeros, packed to 1 MB."""
    return Response(200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, GZIP_BOMB)


async def deflate_bomb(exchange: Exchange) -> Response:
    """The same, with deflate."""
    return Response(200, {"Content-Type": "text/html", "Content-Encoding": "deflate"}, DEFLATE_BOMB)


async def bad_gzip(exchange: Exchange) -> Response:
    """Send what is no gzip as gzip."""
    return Response(200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, b"<html>this is not packed</html>")


async def many_headers(exchange: Exchange) -> None:
    """Send header after header."""
    await exchange.send(b"HTTP/1.1 200 OK\r\n")
    block = b"".join(b"X-Header-%d: %s\r\n" % (number, b"x" * 100) for number in range(500))
    for _ in range(HEADER_BOMB // len(block)):
        await exchange.send(block)


async def long_header(exchange: Exchange) -> None:
    """Send one header that never ends."""
    await exchange.send(b"HTTP/1.1 200 OK\r\nX-Long: ")
    for _ in range(HEADER_BOMB // CHUNK):
        await exchange.send(b"x" * CHUNK)


async def fat_headers(exchange: Exchange) -> None:
    """Send 127 headers of 60,000 bytes, and never the end of the head."""
    await exchange.send(b"HTTP/1.1 200 OK\r\n")
    for number in range(127):
        await exchange.send(b"X-Header-%d: %s\r\n" % (number, FAT))
    await exchange.silence()


async def long_validator(exchange: Exchange) -> Response:
    """Send an `ETag` that is too long to be kept."""
    return Response(
        200, {"Content-Type": "text/html", "ETag": f'"{"x" * 5000}"'}, b"<html><title>A page</title></html>"
    )


async def long_location(exchange: Exchange) -> Response:
    """Redirect to a URL of 100,000 characters."""
    if len(exchange.request.target) > 1000:
        return page("A page")
    return Response(302, {"Location": "/" + "x" * 100_000})


async def validators(exchange: Exchange) -> Response:
    """Send `ETag` and `Last-Modified`; 304 to whoever brings them back."""
    request = exchange.request
    marks = {"ETag": '"one"', "Last-Modified": "Mon, 01 Jan 2024 00:00:00 GMT"}
    if (
        request.header("if-none-match") == marks["ETag"]
        or request.header("if-modified-since") == marks["Last-Modified"]
    ):
        return Response(304, marks)
    return Response(200, {"Content-Type": "text/html", **marks}, b"<html><title>A page</title></html>")


BODIES = (
    Site("huge", "a body of 2 GB", huge),
    Site("endless-body", "a body without an end", endless_body),
    Site("gzip-bomb", "1 MB of gzip that unpacks to 1 GiB", gzip_bomb),
    Site("deflate-bomb", "1 MB of deflate that unpacks to 1 GiB", deflate_bomb),
    Site("bad-gzip", "a body that is not packed as it says", bad_gzip),
    Site("header-bomb", "headers without an end", many_headers),
    Site("fat-headers", "8 MB of headers, and no end", fat_headers),
    Site("long-validator", "an ETag of 5,000 characters", long_validator),
    Site("long-header", "one header without an end", long_header),
    Site("long-location", "302 to a URL of 100,000 characters", long_location),
    Site("validators", "ETag and Last-Modified, and 304 for them", validators),
)
