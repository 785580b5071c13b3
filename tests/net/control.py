"""What the proxy's own port answers to requests that are meant for itself: the journal, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from net.messages import Response, answer_json, text

if TYPE_CHECKING:
    from net.internet import Internet


def control(net: Internet, method: str, target: str) -> Response:
    """Answer `/-/summary`, `/-/count`, `/-/requests`, `/-/ca.pem` and, sent by POST, `/-/reset`."""
    path = urlsplit(target).path
    if path == "/-/summary":
        return answer_json(net.journal.summary())
    if path == "/-/count":
        return answer_json(len(net.journal.requests))
    if path == "/-/requests":
        return answer_json([entry.as_json() for entry in net.journal.requests])
    if path == "/-/ca.pem":
        return Response(200, {"Content-Type": "application/x-pem-file"}, net.authority.pem)
    if path == "/-/reset" and method == "POST":
        net.clear()
        return answer_json({"reset": True})
    return text("found no such control, expected /-/summary, /-/count, /-/requests, /-/ca.pem or POST /-/reset\n", 404)
