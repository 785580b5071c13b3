"""The handle system at doi.org, which knows every DOI, and never touches a publisher.

Source: DOI Handbook, <https://www.doi.org/doi-handbook/HTML/rest-api.html>.
"""

from __future__ import annotations

from awesomelint.links.fetching import Request
from awesomelint.links.resolvers.answers import json_of, mapping, mappings, text, why_not
from awesomelint.links.resolvers.base import Means
from awesomelint.links.resolvers.manners import introduction
from awesomelint.named_tuple import NamedTuple
from awesomelint.papers.identifiers.address import escape

URL = "https://doi.org/api/handles/"
_MAX_BODY = 64 * 1024
_FOUND, _UNKNOWN, _EMPTY = 1, 100, 200
_ALIAS = "HS_ALIAS"
_MAX_URL = 2000


class Handle(NamedTuple):
    """What the handle system says of a DOI. `exists` is `None` where it does not tell, and `failure` says why.

    `url` is where the DOI leads, empty if it does not say. `tries` counts the requests.
    """

    exists: bool | None
    url: str = ""
    leads_nowhere: bool = False
    failure: str = ""
    tries: int = 0


async def ask_handle(doi: str, means: Means) -> Handle:
    """Ask whether a DOI exists, and where it leads."""
    exchange = await means.fetcher.fetch(Request(URL + escape(doi), headers=introduction(means), max_body=_MAX_BODY))
    answer = mapping(json_of(exchange, 200, 404))
    code = answer.get("responseCode")
    if text(answer.get("handle")).lower() == doi.lower():
        if code == _FOUND:
            values = {text(value.get("type")): mapping(value.get("data")) for value in mappings(answer.get("values"))}
            url = text(values.get("URL", {}).get("value"))
            is_url = url.startswith(("http://", "https://")) and len(url) <= _MAX_URL
            return Handle(True, url if is_url else "", not url and _ALIAS not in values, tries=exchange.tries)
        if code == _UNKNOWN:
            return Handle(False, tries=exchange.tries)
        if code == _EMPTY:
            return Handle(True, leads_nowhere=True, tries=exchange.tries)
    return Handle(None, failure=why_not(exchange)[1], tries=exchange.tries)
