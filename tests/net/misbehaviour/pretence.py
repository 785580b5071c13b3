"""Hosts that answer 200 and mean something else, and hosts that mean to do harm to whoever prints what they say."""

from __future__ import annotations

from net.messages import Response, page, redirect
from net.sites import Exchange, Site, always

LOGIN = '<form action="/login" method="post"><input name="user"><input type="password" name="password"></form>'
PARKED = "<p>The domain is for sale. Buy this domain.</p><a href='https://www.sedoparking.com/'>Related searches</a>"
LINK = "\x1b]8;;http://evil.test\x07link\x1b]8;;\x07"
HARM = f"\x1b[31mred\x1b[0m {LINK} \u202eback ::error file=README.md::owned <script>alert(1)</script>"


async def to_root(exchange: Exchange) -> Response:
    """Redirect every page but the first to the first."""
    return page("Welcome") if _is_root(exchange) else redirect("/")


async def moved_to_root(exchange: Exchange) -> Response:
    """The same, for good."""
    return page("Welcome") if _is_root(exchange) else redirect("/", 301)


def _is_root(exchange: Exchange) -> bool:
    return exchange.request.path == "/" and not exchange.request.query


async def to_login(exchange: Exchange) -> Response:
    """Redirect every page to a login form."""
    if exchange.request.path == "/login":
        return page("Sign in", LOGIN)
    return redirect(f"/login?next={exchange.request.path}")


async def to_error_page(exchange: Exchange) -> Response:
    """Redirect every page to one that says, with 200, that it is not there."""
    return page("Oops, not found") if exchange.request.path == "/404.html" else redirect("/404.html")


async def harmful(exchange: Exchange) -> Response:
    """Put escape sequences, workflow commands and HTML wherever a report might print them, also into the reason of a 404."""
    path = exchange.request.path.strip("/")
    if path == "title":
        return page(HARM)
    if path == "location":
        return redirect("/new?" + HARM.replace(" ", "%20"), 301)
    if path.startswith("new"):
        return page("A page")
    return Response(404, {"Content-Type": "text/html"}, b"gone", reason=HARM)


PRETENCE = (
    Site("soft404", "200, and the title says not found", always(page("404 - Page Not Found"))),
    Site("soft404-redirect", "302 to a page that says, with 200, not found", to_error_page),
    Site("to-root", "302 from every page to the first", to_root),
    Site("moved-to-root", "301 from every page to the first", moved_to_root),
    Site("parked", "200, and the domain is for sale", always(page("parked.test - This domain is for sale!", PARKED))),
    Site("login", "200 and a login form, whatever is asked for", always(page("Sign in", LOGIN))),
    Site("to-login", "302 to a login form", to_login),
    Site(
        "harmful",
        "escape sequences and workflow commands in reason (/), title (/title) and Location (/location)",
        harmful,
    ),
)
