"""OpenReview, Hugging Face, Papers with Code, YouTube, the Wayback Machine, badges, and well-known sites."""

from __future__ import annotations

import html

from net.messages import Response, answer_json, page, redirect, text
from net.ordinary import declared_page, undeclared_page
from net.services.arxiv import known_paper
from net.sites import Exchange, Site

SNAPSHOT = "20230101000000"


async def openreview(exchange: Exchange) -> Response:
    """Challenge everybody, as since the middle of 2026."""
    return page("Verifying you are human", "<p>ChallengeRequiredError</p>", 403)


async def openreview_api(exchange: Exchange) -> Response:
    return answer_json({"name": "ChallengeRequiredError", "message": "Challenge required", "status": 403}, 403)


async def huggingface(exchange: Exchange) -> Response | None:
    """Answer `/papers/<id>` and `/api/papers/<id>`; old addresses of the documentation redirect; else what is declared."""
    net, path = exchange.net, exchange.request.path
    declared = declared_page(exchange)
    if declared is not None:
        return declared
    if path == "/papers/trending":
        return page("Trending Papers - Hugging Face")
    for prefix in ("/papers/", "/api/papers/"):
        if path.startswith(prefix):
            paper = known_paper(net, path.removeprefix(prefix))
            if paper is None:
                return (
                    page("404", status=404) if prefix == "/papers/" else answer_json({"error": "Paper not found"}, 404)
                )
            if prefix == "/papers/":
                return page(f"Paper page - {html.escape(paper.title)}")
            people = [{"name": author} for author in paper.authors]
            return answer_json(
                {"id": paper.id, "title": paper.title, "authors": people, "publishedAt": paper.published}
            )
    if path.startswith("/transformers/"):
        rest = path.removeprefix("/transformers/").removesuffix(".html")
        return redirect(f"https://huggingface.co/docs/transformers/{rest}", 301)
    if path.startswith("/docs/transformers"):
        return page("Transformers documentation")
    return await undeclared_page(exchange) if net.settings.all_exist else page("404 - Hugging Face", status=404)


async def paperswithcode(exchange: Exchange) -> Response:
    """Redirect to Hugging Face: a paper that it knows to its page, all else to what is trending."""
    declared = declared_page(exchange)
    return declared if declared is not None else redirect("https://huggingface.co/papers/trending", 302)


async def youtube(exchange: Exchange) -> Response:
    """Say 200 for every video; only `/oembed` tells which are there."""
    if exchange.request.path != "/oembed":
        return page("YouTube")
    asked = exchange.request.query.get("url", "")
    known = exchange.net.world.pages.get("www.youtube.com", {})
    if exchange.net.settings.all_exist or any(asked == declared.url for declared in known.values()):
        return answer_json({"title": "A video", "type": "video", "provider_name": "YouTube"})
    return text("Not Found", 404)


async def youtu_be(exchange: Exchange) -> Response:
    return redirect(f"https://www.youtube.com/watch?v={exchange.request.path.strip('/')}", 303)


async def wayback(exchange: Exchange) -> Response:
    """Redirect `/web/<time>/<url>`, or without a time, to the copy of a page that is declared as archived; 404 for others."""
    rest = exchange.request.target.removeprefix("/web/")
    time, slash, url = rest.partition("/")
    if not (slash and time.isdecimal()):
        time, url = "", rest
    if url not in exchange.net.world.archived and not exchange.net.settings.all_exist:
        return page("Wayback Machine: not archived", status=404)
    if time == SNAPSHOT:
        return page("A copy")
    return redirect(f"https://web.archive.org/web/{SNAPSHOT}/{url}", 302)


async def badge(exchange: Exchange) -> Response:
    return Response(200, {"Content-Type": "image/svg+xml"}, b"<svg xmlns='http://www.w3.org/2000/svg'/>")


async def well_known(exchange: Exchange) -> Response:
    return page("A well-known site")


WELL_KNOWN = ("example.com", "www.iana.org", "www.wikipedia.org")
"""Sites that every network reaches; programs ask them only to find out whether there is one."""

OTHERS = (
    *(Site(host, "a well-known site", well_known) for host in WELL_KNOWN),
    Site("openreview.net", "OpenReview, which challenges everybody", openreview),
    Site("api.openreview.net", "its API", openreview_api),
    Site("api2.openreview.net", "its newer API", openreview_api),
    Site("huggingface.co", "Hugging Face", huggingface),
    Site("paperswithcode.com", "Papers with Code, which is closed", paperswithcode),
    Site("www.paperswithcode.com", "the same", paperswithcode),
    Site("www.youtube.com", "YouTube", youtube),
    Site("youtube.com", "the same", youtube),
    Site("youtu.be", "its short addresses", youtu_be),
    Site("web.archive.org", "the Wayback Machine", wayback),
    Site("img.shields.io", "badges", badge),
)
