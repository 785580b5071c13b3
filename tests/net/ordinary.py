"""Ordinary sites: pages that the world's files declare, and plausible pages for what they do not."""

from __future__ import annotations

import html

from net.messages import Response, page, reason_of, redirect, text
from net.mishaps import page_mishap
from net.sites import Answer, Exchange, Reach, Site
from net.world.load import Page, World

PDF = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def ordinary_site(host: str, world: World) -> Site:
    """Return the site of a host of which the world's files declare pages, or something special."""
    special = world.hosts.get(host)
    what = special.what if special and special.what else "an ordinary site"
    reach = Reach[special.reach] if special else Reach.UP
    status = special.status if special else 0
    return Site(host, what, _answer(status), reach=reach)


def _answer(status: int) -> Answer:
    async def answer(exchange: Exchange) -> Response | None:
        if status:
            return page(f"{status} {reason_of(status)}", status=status)
        declared = declared_page(exchange)
        if declared is not None:
            return declared
        if exchange.net.settings.all_exist:
            return await undeclared_page(exchange)
        return page("404 Not Found", status=404)

    return answer


def declared_page(exchange: Exchange) -> Response | None:
    """Return the page that is declared for a request, with its query or without; None where there is none."""
    request = exchange.request
    pages = exchange.net.world.pages.get(request.host, {})
    declared = pages.get(request.target) or pages.get(request.path)
    return None if declared is None else _of(declared)


def _of(declared: Page) -> Response:
    """Return what a declared page answers."""
    if declared.to:
        return redirect(declared.to, declared.status if declared.status != 200 else 302)
    if declared.kind == "application/pdf" or (declared.url.endswith(".pdf") and declared.status == 200):
        return Response(declared.status, {"Content-Type": "application/pdf"}, PDF)
    return page(html.escape(declared.title or "A page"), status=declared.status, head=citation_tags(declared))


def citation_tags(declared: Page) -> str:
    """Return the `citation_*` tags of a paper's page; nothing for others."""
    if not declared.authors:
        return ""
    pairs = [("citation_title", declared.title), *(("citation_author", author) for author in declared.authors)]
    if declared.conference:
        pairs.append(("citation_conference_title", declared.conference))
    if declared.year:
        pairs.append(("citation_publication_date", str(declared.year)))
    if declared.pdf:
        pairs.append(("citation_pdf_url", declared.pdf))
    return "".join(f'\n<meta name="{name}" content="{html.escape(value)}">' for name, value in pairs)


async def undeclared_page(exchange: Exchange) -> Response | None:
    """Answer with a page, or a PDF, of the size that is set; or with a mishap, if the page is to have one."""
    size = exchange.net.settings.page_size
    found = page_mishap(exchange.request.url, exchange.net.settings.mishaps)
    if found == "reset":
        exchange.reset()
        return None
    response = _after(found, exchange)
    if response is not None:
        return response
    if exchange.request.path.lower().endswith(".pdf"):
        return Response(200, {"Content-Type": "application/pdf"}, PDF.ljust(size, b"\n"))
    return page(f"{exchange.request.host}", "<p>A page.</p>\n".ljust(size, " "))


def _after(found: str, exchange: Exchange) -> Response | None:
    """Return what is answered after a mishap; None where all is well."""
    is_head, is_first = exchange.request.method == "HEAD", exchange.visit == 1
    if found in ("404", "410"):
        return page(reason_of(int(found)), status=int(found))
    if found == "walled":
        return page("Just a moment...", status=403, cf_mitigated="challenge")
    if found == "soft404":
        return page("404 - Page Not Found")
    if found == "flaky" and is_first:
        return page("Service Unavailable", status=503)
    if found == "busy" and is_first:
        return text("slow down\n", 429, retry_after="1")
    return page("Not here", status=int(found[4:])) if found.startswith("head") and is_head else None


async def hanging(exchange: Exchange) -> None:
    """Never answer."""
    await exchange.silence()
