"""Hosts that send clients elsewhere: for good, in circles, too often, to where nobody should go."""

from __future__ import annotations

from urllib.parse import quote

from net.messages import Response, page, redirect
from net.sites import Answer, Exchange, Site, always

PRIVATE = {
    "loopback": "http://127.0.0.1/",
    "short": "http://127.1/",
    "decimal": "http://2130706433/",
    "octal": "http://0177.0.0.1/",
    "zero": "http://0.0.0.0/",
    "ten": "http://10.0.0.1/",
    "home": "http://192.168.1.1/",
    "cgnat": "http://100.64.0.1/",
    "metadata": "http://169.254.169.254/latest/meta-data/",
    "multicast": "http://224.0.0.1/",
    "reserved": "http://240.0.0.1/",
    "six": "http://[::1]/",
    "mapped": "http://[::ffff:127.0.0.1]/",
    "nat64": "http://[64:ff9b::7f00:1]/",
    "sixtofour": "http://[2002:7f00:1::]/",
    "linklocal": "http://[fe80::1]/",
    "unique": "http://[fd00::1]/",
    "localhost": "http://localhost/",
    "dotless": "http://intranet/",
}
"""Where `to-private` leads, by path. The names `loopback`, `private` and others of `identity` lead there by name service."""

ELSEWHERE = {
    "file": "file:///etc/passwd",
    "ftp": "ftp://ftp.misbehaving.org/",
    "javascript": "javascript:alert(1)",
    "data": "data:text/html,hello",
    "gopher": "gopher://127.0.0.1:70/_x",
}
"""Where `to-scheme` leads, by path."""


def moves(status: int) -> Answer:
    """Return what redirects every page to `/new`, which is there."""

    async def answer(exchange: Exchange) -> Response:
        return page("A page") if exchange.request.path == "/new" else redirect("/new", status)

    return answer


async def moved_to_nothing(exchange: Exchange) -> Response:
    """Redirect for good to a page that is not there."""
    return page("404 Not Found", status=404) if exchange.request.path == "/new" else redirect("/new", 301)


async def loop(exchange: Exchange) -> Response:
    """Send clients to and fro between two pages."""
    return redirect("/" if exchange.request.path == "/again" else "/again")


async def self_loop(exchange: Exchange) -> Response:
    """Redirect every page to itself."""
    return redirect(exchange.request.url)


async def chain(exchange: Exchange) -> Response:
    """Redirect `/N` to the page before it, down to `/0`."""
    left = int(exchange.number(0))
    return page("A page") if left == 0 else redirect(f"/{left - 1}", 301)


async def endless(exchange: Exchange) -> Response:
    """Redirect to a page that was not asked for before, for ever."""
    return redirect(f"/{int(exchange.number(0)) + 1}")


def by_path(targets: dict[str, str]) -> Answer:
    """Return what redirects to where the table says for a path."""

    async def answer(exchange: Exchange) -> Response:
        to = targets.get(exchange.request.path.strip("/"))
        return page("404 Not Found", status=404) if to is None else redirect(to)

    return answer


async def to_name(exchange: Exchange) -> Response:
    """Redirect `/label` to the misbehaving host of that name, with the same suffix; `/label/301` for good."""
    label, _, status = exchange.request.path.strip("/").partition("/")
    return redirect(sibling(exchange, label), int(status or 302))


def sibling(exchange: Exchange, label: str, path: str = "/") -> str:
    """Return the URL of another misbehaving host with the same suffix."""
    return f"{exchange.request.scheme}://{label}.{exchange.request.host.partition('.')[2]}{path}"


async def cross_origin(exchange: Exchange) -> Response:
    """Redirect to `collector`, which should get to see no secrets."""
    return redirect(sibling(exchange, "collector", exchange.request.target))


async def upgrade(exchange: Exchange) -> Response:
    """Redirect from HTTP to HTTPS for good."""
    request = exchange.request
    return page("A page") if request.scheme == "https" else redirect(f"https://{request.host}{request.target}", 301)


async def downgrade(exchange: Exchange) -> Response:
    """Redirect from HTTPS to HTTP."""
    request = exchange.request
    return page("A page") if request.scheme == "http" else redirect(f"http://{request.host}{request.target}", 302)


async def repeats(exchange: Exchange) -> Response:
    """Show the header `Authorization` in the title and in `ETag`, or redirect to `collector` with it in the query."""
    shown = exchange.request.header("authorization")
    if exchange.request.path == "/on":
        return redirect(sibling(exchange, "collector", f"/a?token={quote(shown)}"))
    return page(f"Page not found | {shown}", etag=f'"{shown}"')


async def cookie_wall(exchange: Exchange) -> Response:
    """Redirect to the same page until the client brings back a cookie."""
    if "seen=1" in exchange.request.header("cookie"):
        return page("A page")
    return redirect(exchange.request.url, set_cookie="seen=1; Path=/")


async def slash(exchange: Exchange) -> Response:
    """Redirect for good to the same path with a slash."""
    path = exchange.request.path
    return page("A page") if path.endswith("/") else redirect(f"{path}/", 301)


async def www(exchange: Exchange) -> Response:
    """Redirect for good to the same page with HTTPS and `www.`; that host is there too."""
    request = exchange.request
    if request.host.startswith("www.") and request.scheme == "https":
        return page("A page")
    return redirect(f"https://www.{request.host.removeprefix('www.')}{request.target}", 301)


async def mixed(exchange: Exchange) -> Response:
    """Redirect for good to `/there`, from there for now to `/new`."""
    path = exchange.request.path
    return page("A page") if path == "/new" else redirect("/new", 302) if path == "/there" else redirect("/there", 301)


async def meta_elsewhere(exchange: Exchange) -> Response:
    """Redirect in the head of the page to `collector`."""
    return page(
        "Redirecting", head=f'<meta http-equiv="refresh" content="0; url={sibling(exchange, "collector", "/a")}">'
    )


async def meta_refresh(exchange: Exchange) -> Response:
    """Redirect within the page's head."""
    if exchange.request.path == "/new":
        return page("A page")
    return page("Redirecting", head='<meta http-equiv="refresh" content="0; url=/new">')


async def two_locations(exchange: Exchange) -> Response | None:
    """Redirect for good with several `Location`, of which browsers take the first that says something; `/same` repeats one."""
    path = exchange.request.path
    if path == "/new":
        return page("A page")
    said = ("/new", "/new") if path == "/same" else ("", "/new", "/other")
    lines = "".join(f"Location: {to}\r\n" for to in said)
    await exchange.send(f"HTTP/1.1 301 Moved\r\n{lines}Content-Length: 0\r\n\r\n".encode())
    return None


_BAD_LOCATIONS = {
    "/file": "ftp://user:SECRET@example.org/",
    "/feed": "feed:https://user:SECRET@example.org/",
    "/source": "view-source:https://user:SEC RET@example.org/",
    "/blob": "blob:https://user:SECRET@example.org/a",
    "/jar": "jar:https://user:SECRET@example.org/a.jar!/b",
    "/control": "\x01ftp://user:SECRET@example.org/",
}
"""What is no URL of the web, by path."""


async def bad_location(exchange: Exchange) -> Response:
    """Redirect to what is no URL, and holds a password."""
    return redirect(_BAD_LOCATIONS.get(exchange.request.path, "http:/\\user:SECRET@[not an address/%zz"))


REDIRECTS = (
    Site("moved", "301 to /new", moves(301)),
    Site("moved308", "308 to /new", moves(308)),
    Site("found", "302 to /new", moves(302)),
    Site("see-other", "303 to /new", moves(303)),
    Site("temporary", "307 to /new", moves(307)),
    Site("moved-mixed", "301 to /there, 302 from there to /new", mixed),
    Site("moved-to-nothing", "301 to a page that is not there", moved_to_nothing),
    Site("loop", "two pages that redirect to each other", loop),
    Site("self-loop", "pages that redirect to themselves", self_loop),
    Site("chain", "/N redirects to /N-1, down to /0", chain),
    Site("endless", "always redirects to a new page", endless),
    Site("to-private", f"redirects to addresses that are not public: /{', /'.join(PRIVATE)}", by_path(PRIVATE)),
    Site("to-scheme", f"redirects to other schemes: /{', /'.join(ELSEWHERE)}", by_path(ELSEWHERE)),
    Site("to-name", "redirects to the misbehaving host that the path names", to_name),
    Site("repeats", "shows the header Authorization in its page, or sends it on (/on)", repeats),
    Site("cross-origin", "redirects to the host `collector`", cross_origin),
    Site("collector", "takes what comes; the journal has its headers", always(page("A page"))),
    Site("upgrade", "301 from http to https", upgrade),
    Site("downgrade", "302 from https to http", downgrade),
    Site("cookie-wall", "redirects to itself until a cookie comes back", cookie_wall),
    Site("slash", "301 to the path with a slash", slash),
    Site("www-only", "301 to https and www.", www),
    Site("www.www-only", "where the former leads", www),
    Site("meta-elsewhere", "redirects in the page's head to another host", meta_elsewhere),
    Site("meta-refresh", "redirects in the page's head", meta_refresh),
    Site("no-location", "302 without Location", always(Response(302))),
    Site("empty-location", "302 with a Location that says nothing", always(redirect(""))),
    Site("two-locations", "301 with several Location (/same: with one twice)", two_locations),
    Site("bad-location", "302 to what is no URL", bad_location),
)
