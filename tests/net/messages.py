"""Requests as they were read and responses as they are to be written: HTTP/1.1, no more of it than servers here need."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from urllib.parse import parse_qsl, urlsplit

HEAD_LIMIT = 1 << 18
"""Bytes of a request's head that are read at most."""

BODY_LIMIT = 1 << 24

Headers = tuple[tuple[str, str], ...]


class BadRequestError(Exception):
    """What a client sent is no request that is understood here."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request. `target` is as on the wire; `path` and `query` are of the URL that is meant."""

    scheme: str
    method: str
    host: str
    target: str
    headers: Headers
    body: bytes = b""

    @property
    def path(self) -> str:
        return urlsplit(self.url).path or "/"

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.url).query, keep_blank_values=True))

    @property
    def form(self) -> dict[str, str]:
        """The query, and what a form in the body adds to it."""
        if "application/x-www-form-urlencoded" not in self.header("content-type"):
            return self.query
        return self.query | dict(parse_qsl(self.body.decode(errors="replace"), keep_blank_values=True))

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.host}{self.target}"

    def header(self, name: str) -> str:
        """Return the first header of that name, or an empty string."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


@dataclass(frozen=True, slots=True)
class Response:
    """A whole, well-formed response. `Content-Length`, `Date` and `Connection` are added when it is written."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    reason: str = ""

    def head(self, *, length: int | None = None, close: bool = False) -> bytes:
        """Return the status line and the headers as bytes, with `length` as the length of the body."""
        lines = [f"HTTP/1.1 {self.status} {self.reason or reason_of(self.status)}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        if length is not None and not any(name.lower() == "content-length" for name in self.headers):
            lines.append(f"Content-Length: {length}")
        if close:
            lines.append("Connection: close")
        return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "surrogateescape")


def reason_of(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"


def text(body: str, status: int = 200, kind: str = "text/plain", **headers: str) -> Response:
    """Return a response with text; `retry_after="1"` becomes the header `Retry-After`."""
    named = {name.replace("_", "-").title(): value for name, value in headers.items()}
    return Response(status, {"Content-Type": f"{kind}; charset=utf-8", **named}, body.encode())


def page(title: str, body: str = "", status: int = 200, head: str = "", **headers: str) -> Response:
    """Return a page of HTML; `title` and `body` are HTML, `head` is what else its head holds."""
    body = body or f"<h1>{title}</h1>"
    html = f"<!doctype html>\n<html><head><title>{title}</title>{head}</head>\n<body>{body}</body></html>\n"
    return text(html, status, "text/html", **headers)


def answer_json(value: object, status: int = 200, limits: Mapping[str, str] | None = None, **headers: str) -> Response:
    """Return a response with JSON; `limits` are headers too, by their own names."""
    response = text(json.dumps(value), status, "application/json", **headers)
    return replace(response, headers={**response.headers, **(limits or {})})


def redirect(to: str, status: int = 302, **headers: str) -> Response:
    return page("Redirecting", status=status, location=to, **headers)


async def read_head(reader: asyncio.StreamReader) -> tuple[str, str, Headers] | None:
    """Return method, target and headers; None where the client has closed the connection.

    Raises BadRequestError.
    """
    try:
        raw = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return None
    except asyncio.LimitOverrunError as error:
        raise BadRequestError("head too long") from error
    first, *rest = raw.decode("utf-8", "surrogateescape")[:-4].split("\r\n")
    words = first.split(" ")
    if len(words) != 3 or not words[2].startswith("HTTP/1."):
        raise BadRequestError(first)
    pairs = (line.partition(":") for line in rest)
    return words[0], words[1], tuple((name, value.strip()) for name, _, value in pairs)


async def read_body(reader: asyncio.StreamReader, headers: Iterable[tuple[str, str]]) -> bytes:
    """Return a request's body. Raises BadRequestError, also for bodies without a length given in advance."""
    named = {name.lower(): value for name, value in headers}
    if "transfer-encoding" in named:
        return await _read_chunks(reader)
    length = named.get("content-length", "0")
    if not length.isdecimal() or int(length) > BODY_LIMIT:
        raise BadRequestError(f"Content-Length: {length}")
    return await reader.readexactly(int(length))


async def _read_chunks(reader: asyncio.StreamReader) -> bytes:
    body = bytearray()
    while True:
        line = await reader.readuntil(b"\r\n")
        try:
            size = int(line.split(b";")[0], 16)
        except ValueError as error:
            raise BadRequestError("chunk without a size") from error
        if len(body) + size > BODY_LIMIT:
            raise BadRequestError("body too long")
        body += (await reader.readexactly(size + 2))[:size]
        if size == 0:
            return bytes(body)
