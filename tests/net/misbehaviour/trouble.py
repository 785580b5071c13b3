"""Hosts in trouble: that fail now and then, are slow, hang, break off, or speak no proper HTTP."""

from __future__ import annotations

import asyncio

from net.messages import Response, page
from net.sites import Exchange, Reach, Site, always

FOREVER = 10_000
"""Pieces of a body that never ends, at one in each pause."""

PAUSE = 0.05
"""Seconds between two drops."""


async def flaky(exchange: Exchange) -> Response:
    """Answer 503 as often as the path says (`/2`; once if it does not), then 200."""
    failures = exchange.number(1)
    return page("503 Service Unavailable", status=503) if exchange.visit <= failures else page("A page")


async def flaky_reset(exchange: Exchange) -> Response | None:
    """Reset the first connection, then answer."""
    if exchange.visit > 1:
        return page("A page")
    exchange.reset()
    return None


async def slow(exchange: Exchange) -> Response:
    """Answer after as many seconds as the path says (`/0.5`; one if it does not)."""
    await asyncio.sleep(exchange.number(1))
    return page("A page")


async def drip(exchange: Exchange) -> None:
    """Send the head at once and the body one byte at a time, for ever."""
    await exchange.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000000\r\n\r\n")
    for _ in range(FOREVER):
        await exchange.send(b"x")
        await asyncio.sleep(PAUSE)


async def drip_head(exchange: Exchange) -> None:
    """Send the head one byte at a time, for ever."""
    await exchange.send(b"HTTP/1.1 200 OK\r\nX-Long: ")
    for _ in range(FOREVER):
        await exchange.send(b"x")
        await asyncio.sleep(PAUSE)


async def hang(exchange: Exchange) -> None:
    """Never answer."""
    await exchange.silence()


async def hang_in_body(exchange: Exchange) -> None:
    """Send half a page and never the rest."""
    await exchange.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n<html>")
    await exchange.silence()


async def reset(exchange: Exchange) -> None:
    """Reset the connection when the request has come."""
    exchange.reset()


async def reset_in_body(exchange: Exchange) -> None:
    """Send half a page, then reset the connection."""
    await exchange.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n<html>")
    await asyncio.sleep(PAUSE)
    exchange.reset()


async def close(exchange: Exchange) -> None:
    """Close the connection without a word."""


async def truncated(exchange: Exchange) -> None:
    """Announce 1000 bytes, send 6, and close."""
    await exchange.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n<html>")


async def truncated_chunks(exchange: Exchange) -> None:
    """Close before the last chunk."""
    await exchange.send(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n<html>\r\n"
    )


async def bad_chunks(exchange: Exchange) -> None:
    """Send chunks whose size is no number."""
    await exchange.send(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n<html>\r\n"
    )


async def too_long(exchange: Exchange) -> None:
    """Announce 5 bytes and send more."""
    await exchange.send(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\n<html><title>A page</title></html>"
    )


async def two_lengths(exchange: Exchange) -> None:
    """Announce two different lengths."""
    await exchange.send(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n<html>")


async def same_length(exchange: Exchange) -> None:
    """Announce one length twice, and twice in one header."""
    body = b"<html><title>A page</title></html>"
    length = str(len(body)).encode()
    head = b"HTTP/1.1 200 OK\r\nContent-Length: %s\r\nContent-Type: text/html\r\ncontent-length: %s, %s\r\n\r\n"
    await exchange.send(head % (length, length, length) + body)


async def nameless(exchange: Exchange) -> None:
    """Send lines that are no headers among those that are."""
    odd = "No colon\r\nTwo words: a\r\n and more\r\nBlank : b\r\n: c\r\nÜ: d\r\n".encode()
    await exchange.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + odd + b"Content-Length: 6\r\n\r\n<html>")


async def length_of_chunks(exchange: Exchange) -> None:
    """Announce chunks, and a length beside them."""
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\n"
    await exchange.send(head + b"6\r\n<html>\r\n0\r\n\r\n")


async def body_of_nothing(exchange: Exchange) -> None:
    """Say that there is no content, and send some."""
    await exchange.send(b"HTTP/1.1 204 No Content\r\nContent-Type: text/html\r\n\r\n<html>nothing</html>")


async def body_for_head(exchange: Exchange) -> None:
    """Answer HEAD with a body."""
    await exchange.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nContent-Length: 5\r\n\r\n%PDF-")


async def unchanged(exchange: Exchange) -> Response:
    """Say that a page is as it was, to whoever asks."""
    return Response(304, {})


async def garbage(exchange: Exchange) -> None:
    """Answer with bytes that are no HTTP."""
    await exchange.send(b"\x00\x01SSH-2.0-OpenSSH_9.6\r\n\xff\xfe\r\n\r\n")


async def http10(exchange: Exchange) -> None:
    """Answer in HTTP/1.0: no length, the end of the connection is the end of the page."""
    body = b"" if exchange.request.method == "HEAD" else b"<html><title>A page</title></html>"
    await exchange.send(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + body)


async def early_hints(exchange: Exchange) -> Response:
    """Send 103 Early Hints before the answer."""
    await exchange.send(b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n")
    exchange.entry.status = 0
    return page("A page")


async def always_interim(exchange: Exchange) -> Response:
    """Send 100 Continue before the answer, as often as the path says (6000 times if it does not)."""
    await exchange.send(b"HTTP/1.1 100 Continue\r\n\r\n" * int(exchange.number(6000)))
    exchange.entry.status = 0
    return page("A page")


TROUBLE = (
    Site("flaky", "503 once (/N: N times), then 200", flaky),
    Site("flaky-reset", "a reset once, then 200", flaky_reset),
    Site("slow", "the first byte after a second (/N: N seconds)", slow),
    Site("drip", "a body that drips for ever", drip),
    Site("drip-head", "a head that drips for ever", drip_head),
    Site("hang", "never answers", hang),
    Site("hang-in-body", "never sends the rest of the page", hang_in_body),
    Site("reset", "resets every connection", reset),
    Site("reset-in-body", "resets in the middle of a page", reset_in_body),
    Site("close", "closes without a word", close),
    Site("truncated", "closes before the announced length", truncated),
    Site("truncated-chunks", "closes before the last chunk", truncated_chunks),
    Site("bad-chunks", "chunks without a size", bad_chunks),
    Site("too-long", "sends more than the announced length", too_long),
    Site("two-lengths", "announces two lengths", two_lengths),
    Site("same-length", "announces one length three times, which is in order", same_length),
    Site("nameless", "sends lines that are no headers", nameless),
    Site("length-of-chunks", "announces a length beside chunks", length_of_chunks),
    Site("body-of-nothing", "204 with a body", body_of_nothing),
    Site("body-for-head", "answers HEAD with a body", body_for_head),
    Site("unchanged", "304 without a condition", unchanged),
    Site("garbage", "speaks no HTTP", garbage),
    Site("http10", "HTTP/1.0 without a length, which is in order", http10),
    Site("early-hints", "103 before 200, which is in order", early_hints),
    Site("continues", "100 Continue 6000 times before the answer", always_interim),
    Site("refuses", "nobody listens there", always(page("A page")), reach=Reach.REFUSES),
    Site("tls-hangs", "the TLS handshake never ends", always(page("A page")), reach=Reach.TLS_HANGS),
    Site("tls-fails", "the TLS handshake fails", always(page("A page")), reach=Reach.TLS_FAILS),
    Site("silent", "connections are never established", hang, reach=Reach.SILENT),
)
