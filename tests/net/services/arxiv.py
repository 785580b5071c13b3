"""arXiv: its API, as its user manual and recorded answers describe it, and its pages.

Sources: arXiv/arxiv-docs `source/help/api/user-manual.md` and `tou.md`; answers recorded in 2026 by lukasschwab/arxiv.py.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from net.journal import Breach
from net.messages import Response, page, redirect, text
from net.mishaps import ARXIV_PLACES, PAPERS, mishap
from net.ordinary import PDF
from net.sites import Exchange, Site
from net.world.load import Paper

if TYPE_CHECKING:
    from net.internet import Internet

ID = re.compile(r"(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Za-z-]{2,})?/\d{7})(?:v(?P<version>\d+))?")
NEW = re.compile(r"\d{2}(0[1-9]|1[0-2])\.\d{4,5}")

FEED = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" \
xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/{key}</id>
  <title>{title}</title>
  <updated>2026-04-12T22:09:26Z</updated>
  <opensearch:itemsPerPage>{size}</opensearch:itemsPerPage>
  <opensearch:totalResults>{total}</opensearch:totalResults>
  <opensearch:startIndex>{start}</opensearch:startIndex>
{entries}</feed>
"""

WITHDRAWN = "This paper has been withdrawn by its authors."

TOLERANCE = 0.1
"""The part of the interval by which a request may come too early: on a busy machine the end of an answer is noted late here."""
PHRASE = re.compile(r'ti:"([^"]*)"')
CORRUPT = b"<?xml version='1.0' encoding='UTF-8'?>\n<feed xmlns='http://www.w3.org/2005/Atom'>" + b"<entry>" * 50_000


async def api(exchange: Exchange) -> Response | None:
    """Answer `/api/query` with `id_list=`, or with phrases in titles, `search_query=ti:"A" OR ti:"B"`, by GET or POST."""
    net, request = exchange.net, exchange.request
    if request.path.rstrip("/") != "/api/query":
        return await pages(exchange)
    early = _too_early(exchange)
    mode = net.settings.mode("arxiv")
    if mode == "rate-exceeded" or (early and net.settings.arxiv_strict):
        return text("Rate exceeded.", 429)
    if mode == "down":
        return page("503 Service Unavailable", status=503)
    if mode == "page":
        return page("arXiv is down for maintenance")
    if mode == "corrupt":
        return Response(200, {"Content-Type": "application/atom+xml"}, CORRUPT)
    form = request.form
    if "search_query" in form and mode == "no-search":
        return text("Rate exceeded.", 429)
    ids = [word.strip() for word in form.get("id_list", "").split(",") if word.strip()]
    for word in ids:
        if not ID.fullmatch(word):
            return _error(f"incorrect id format for {word}", f"incorrect_id_format_for_{word}")
    start, size = form.get("start", "0"), form.get("max_results", "10")
    if not (start.isdecimal() and size.isdecimal()):
        return _error("max_results must be an integer", "max_results_must_be_an_integer")
    if int(size) > 30000:
        return _error("max_results must be <= 30000", "max_results_must_be_less_than_30000")
    found = [(paper, version) for word in ids for paper, version in _version(exchange.net, word)]
    phrases = [_words(phrase) for phrase in PHRASE.findall(form.get("search_query", ""))]
    for paper in net.world.papers.values() if phrases else ():
        title = _words(paper.title)
        if any(f" {phrase} " in f" {title} " for phrase in phrases):
            found.append((paper, paper.versions))
    shown = found[int(start) : int(start) + int(size)]
    title = html.escape(f"arXiv Query: search_query=&id_list={','.join(ids)}&start={start}&max_results={size}")
    return _feed(title, "".join(_entry(paper, version) for paper, version in shown), len(found), int(start), int(size))


def _too_early(exchange: Exchange) -> bool:
    """Note a request that comes too early after the end of another, or while another is under way; return whether it did."""
    net, entry = exchange.net, exchange.entry
    asked = [
        other
        for other in net.journal.requests
        if other is not entry and other.host == entry.host and other.target.startswith("/api/query")
    ]
    others = [other for other in asked if other.ended is None]
    since = entry.began - max((other.ended for other in asked if other.ended is not None), default=float("-inf"))
    if since < net.settings.arxiv_interval * (1 - TOLERANCE):
        net.journal.breaches.append(Breach(entry.began, "arxiv", f"{since:.3f} s after the answer before"))
        return True
    if others:
        net.journal.breaches.append(Breach(entry.began, "arxiv", f"{len(others)} other requests under way"))
        return True
    return False


def known_paper(net: Internet, word: str) -> Paper | None:
    """Return the paper that an identifier, with or without a version, stands for; None where there is none."""
    match = ID.fullmatch(word)
    if match is None:
        return None
    bare = re.sub(r"\.[A-Za-z-]+/", "/", match["id"])
    paper = net.world.papers.get(bare)
    if paper is None and net.settings.all_exist and (NEW.fullmatch(bare) or "/" in bare):
        found = mishap(f"arxiv {bare}", net.settings.mishaps, PAPERS)
        if found == "missing":
            return None
        since = f"20{bare[:2]}-01-01T00:00:00Z" if bare[0].isdigit() else "1999-01-01T00:00:00Z"
        return Paper(
            bare, f"A paper with the number {bare}", ("Ada Author",), since, 99, withdrawn=found == "withdrawn"
        )
    return paper


def _version(net: Internet, word: str) -> list[tuple[Paper, int]]:
    """Return a paper, and which version is asked for; nothing where there is no such paper or version."""
    paper, match = known_paper(net, word), ID.fullmatch(word)
    if paper is None or match is None:
        return []
    version = int(match["version"] or paper.versions)
    return [(paper, version)] if 1 <= version <= paper.versions else []


def _words(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.lower()))


def _entry(paper: Paper, version: int) -> str:
    title = paper.earlier[version - 1] if version <= len(paper.earlier) else paper.title
    name = f"{paper.id}v{version}"
    lines = [
        f"<id>http://arxiv.org/abs/{name}</id>",
        f"<title>{html.escape(title)}</title>",
        f"<updated>{paper.updated or paper.published}</updated>",
        f'<link href="https://arxiv.org/abs/{name}" rel="alternate" type="text/html"/>',
        f'<link href="https://arxiv.org/pdf/{name}" rel="related" type="application/pdf" title="pdf"/>',
        f"<summary>{WITHDRAWN if paper.withdrawn else html.escape(paper.summary)}</summary>",
        '<category term="cs.CL" scheme="http://arxiv.org/schemas/atom"/>',
        f"<published>{paper.published}</published>",
    ]
    for tag, value in (("comment", paper.comment), ("journal_ref", paper.journal_ref), ("doi", paper.doi)):
        if value:
            lines.append(f"<arxiv:{tag}>{html.escape(value)}</arxiv:{tag}>")
    lines.append('<arxiv:primary_category term="cs.CL"/>')
    lines += [f"<author>\n      <name>{html.escape(author)}</name>\n    </author>" for author in paper.authors]
    return "  <entry>\n" + "".join(f"    {line}\n" for line in lines) + "  </entry>\n"


def _feed(title: str, entries: str, total: int, start: int, size: int, status: int = 200) -> Response:
    body = FEED.format(
        key="oqaUC9OB2SccftmJHZqrxySXrao", title=title, size=size, total=total, start=start, entries=entries
    )
    return text(body, status, "application/atom+xml")


def _error(message: str, key: str) -> Response:
    entry = (
        f"  <entry>\n    <id>https://arxiv.org/api/errors#{html.escape(key)}</id>\n    <title>Error</title>\n"
        f"    <summary>{html.escape(message)}</summary>\n    <author><name>arXiv api core</name></author>\n  </entry>\n"
    )
    return _feed("arXiv Search Results", entry, 1, 0, 1, 400)


async def pages(exchange: Exchange) -> Response | None:
    """Answer `/abs/`, `/pdf/` and `/html/`; identifiers that do not exist are 404, as are the files of withdrawn papers."""
    kind, _, rest = exchange.request.path.lstrip("/").partition("/")
    if kind in ARXIV_PLACES:
        return page("arXiv.org e-Print archive")
    if kind not in ("abs", "pdf", "html", "ps", "format", "src", "e-print"):
        return page("Page not found", status=404)
    if kind == "pdf" and rest.endswith(".pdf"):
        return redirect(f"https://{exchange.request.host}/pdf/{rest.removesuffix('.pdf')}", 301)
    known = _version(exchange.net, rest)
    if not known:
        return page("Identifier not found", f"Article identifier '{html.escape(rest)}' not recognized", 404)
    paper, version = known[0]
    if kind == "abs":
        tags = "".join(f'\n<meta name="citation_author" content="{html.escape(author)}">' for author in paper.authors)
        head = f'\n<meta name="citation_title" content="{html.escape(paper.title)}">{tags}'
        said = "This paper has been withdrawn by its authors" if paper.withdrawn else "Abstract"
        return page(
            f"[{rest}] {html.escape(paper.title)}", f"<h1>{html.escape(paper.title)}</h1><p>{said}</p>", head=head
        )
    if paper.withdrawn and version == paper.versions:
        return page("No paper", status=404)
    if kind == "html":
        return page(html.escape(paper.title))
    return Response(200, {"Content-Type": "application/pdf"}, PDF.ljust(exchange.net.settings.page_size, b"\n"))


ARXIV = (
    Site("export.arxiv.org", "arXiv's API, and its pages for programs", api),
    Site("arxiv.org", "arXiv's pages", api),
    Site("www.arxiv.org", "arXiv's pages", pages),
)
