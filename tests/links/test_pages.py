from __future__ import annotations

import itertools
import zlib

import pytest

from awesomelint.links.bodies import BodyError, BodyReader
from awesomelint.links.exchange import Exchange, Reply
from awesomelint.links.outcome import Hop, Reason, Verdict
from awesomelint.links.pages import MAX_PAGE, Page, read_page, says_not_found, says_parked, says_wall
from awesomelint.links.policy import HostPolicy, Pattern
from awesomelint.links.verdicts import Judgement, judge
from awesomelint.paths import read_words

HTML = "text/html; charset=utf-8"


@pytest.mark.parametrize(
    "title",
    [
        "404",
        "404 Not Found",
        "Error 404 (Not Found)!!1",
        "Page not found · GitHub Pages",
        "Oops! Page Not Found | A site",
        "A site - 404",
        "404 - File or directory not found.",
        "Not Found",
        "A site: page introuvable",
        "404: This page could not be found",
        "Page not found : a site",
        "Page not found: 404",
        "Oops! That page can’t be found. | A site",
        "页面不存在",
        "Seite nicht gefunden – Ein Institut",
    ],
)
def test_titles_of_pages_that_are_not_there(title: str) -> None:
    assert says_not_found(title)


@pytest.mark.parametrize(
    "title",
    [
        "",
        "404 Media",
        "How to fix a 404 error in nginx",
        "Not Found: a survey of missing things",
        "Access Denied: How Robots See the Web",
        "Domain for sale: What Names of Domains Cost",
        "An error analysis",
        "Error",
        "Finding what is not found in the data",
        "Page replacement algorithms",
        "Room 404",
    ],
)
def test_titles_of_pages_about_something(title: str) -> None:
    assert not says_not_found(title)
    assert not says_wall(title)
    assert not says_parked(title)


@pytest.mark.parametrize(
    "title", ["Just a moment...", "Attention Required! | Cloudflare", "Making sure you're not a bot!"]
)
def test_titles_of_walls(title: str) -> None:
    assert says_wall(title)


@pytest.mark.parametrize("title", ["Captcha recognition with neural networks", "A moment, please", "Access control"])
def test_titles_of_no_walls(title: str) -> None:
    assert not says_wall(title)


def _page(html: str, content_type: str = HTML) -> Page:
    return read_page(html.encode(), content_type)


def test_a_title_is_one_line_of_text() -> None:
    assert _page("<title >\n A &amp; B\x1b[31m\u202e\n</title>").title == "A & B [31m"
    assert len(_page(f"<title>{'x' * 5000}</title>").title) == 200
    assert read_page("<title>页面不存在</title>".encode("gbk"), "text/html; charset=gbk").title == "页面不存在"
    assert read_page(b"<title>x</title>", "application/pdf").title == ""
    assert _page("<html><title>x</title>", "").title == "x"
    assert _page("<!-- <title>Page not found</title> --><title>x</title>").title == "x"
    assert _page("<!--[if IE]> a <![endif]--><title>x</title><!-- <title>y</title> -->").title == "x"
    assert _page("<!-- not closed <title>x</title>").title == ""
    assert read_page(b"<title>x</title>", "text/html; charset=zlib").title == "x"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<meta http-equiv="refresh" content="0; url=/new">', "/new"),
        ("<META HTTP-EQUIV=Refresh CONTENT='5;URL=\"https://b.org/\"'>", "https://b.org/"),
        ('<meta content="0;url=/a?b=1&amp;c" http-equiv="refresh" />', "/a?b=1&c"),
        ('<meta http-equiv="refresh" content="300">', ""),
        ('<meta http-equiv="refresh" content="300; url=/later">', ""),
        ('<noscript><meta http-equiv="refresh" content="0; url=/nojs"></noscript>', ""),
        ('<!-- <meta http-equiv="refresh" content="0; url=/old"> -->', ""),
        ('<script>\'<meta http-equiv="refresh" content="0; url=/x">\'</script>', ""),
        ('<meta name="refresh" content="0; url=/x">', ""),
    ],
)
def test_pages_that_send_visitors_on(html: str, expected: str) -> None:
    assert _page(html).refresh == expected


@pytest.mark.parametrize(
    "piece",
    [
        "<title ",
        "<meta ",
        "<!--",
        "<noscript>",
        "<script><style>",
        "<input ",
        "<meta http-equiv=refresh content=",
        "<",
        "a - ",
    ],
)
def test_hostile_pages_are_read_to_their_end(piece: str) -> None:
    body = (piece * MAX_PAGE).encode()[:MAX_PAGE]
    assert len(read_page(body, HTML).title) <= 200
    assert len(read_page(f"<title>{piece.replace('<', '') * 5000}".encode(), HTML).title) <= 200


def test_every_mark_of_a_parked_page_has_a_hint() -> None:
    # Pages without a hint are not searched for the marks.
    words = read_words("page-phrases.txt")
    for mark in words["parked-source"]:
        assert any(hint in mark for hint in words["parked-hints"]), mark
        assert _page(f"<html><!-- {mark.upper()} --></html>").is_parked


def test_pages_about_parking_are_not_parked() -> None:
    assert not _page("<html><p>A car park in the public domain.</p></html>").is_parked


# Verdicts


def _judged(url: str, *hops: tuple[str, int], page: Page | None = None, policy: HostPolicy | None = None) -> Judgement:
    taken = tuple(Hop(*hop) for hop in hops)
    permanent = None
    for hop, then in itertools.pairwise(hops):
        if hop[1] not in (301, 308):
            break
        permanent = then[0]
    exchange = Exchange(taken, Reply(*hops[-1], headers={}), None, len(hops), permanent)
    return judge(url, exchange, policy or HostPolicy(), page or Page())


@pytest.mark.parametrize(
    ("url", "to", "verdict", "reason"),
    [
        ("https://a.org/x", "https://a.org/", Verdict.UNSURE, Reason.SOFT_404),
        ("https://a.org/x", "https://www.a.org/index.html", Verdict.UNSURE, Reason.SOFT_404),
        ("https://a.org/x/y", "https://a.org/en/", Verdict.UNSURE, Reason.SOFT_404),
        ("https://b.a.org/x", "https://a.org/", Verdict.UNSURE, Reason.SOFT_404),
        ("https://a.org/x", "https://a.org/errors/404.html", Verdict.UNSURE, Reason.SOFT_404),
        ("https://a.org/x", "https://www.hugedomains.com/profile?d=a", Verdict.UNSURE, Reason.PARKED),
        ("https://a.org/x", "https://accounts.google.com/ServiceLogin?x", Verdict.BLOCKED, Reason.REFUSED),
        ("https://a.org/x", "https://consent.youtube.com/m?x", Verdict.BLOCKED, Reason.REFUSED),
        ("https://a.org/x", "https://a.org/users/sign_in", Verdict.BLOCKED, Reason.REFUSED),
        ("https://a.org/index.html", "https://a.org/", Verdict.MOVED, Reason.MOVED_PERMANENTLY),
        ("https://a.org/", "https://b.org/", Verdict.MOVED, Reason.MOVED_PERMANENTLY),
        ("https://a.org/blog", "https://blog.a.org/", Verdict.MOVED, Reason.MOVED_PERMANENTLY),
        ("https://sho.rt/x", "https://project.org/", Verdict.MOVED, Reason.MOVED_PERMANENTLY),
        ("https://a.org/x", "https://a.org/x/", Verdict.MOVED, Reason.MOVED_PERMANENTLY),
        ("https://a.org/x", "https://a.org/en-us/x", Verdict.ALIVE, Reason.OK),
        ("https://a.org/x", "https://a.org/x;jsessionid=1", Verdict.ALIVE, Reason.OK),
        ("https://a.org/login", "https://a.org/login/", Verdict.MOVED, Reason.MOVED_PERMANENTLY),
    ],
)
def test_permanent_redirects(url: str, to: str, verdict: Verdict, reason: Reason) -> None:
    judged = _judged(url, (url, 301), (to, 200))
    assert (judged.verdict, judged.reason) == (verdict, reason)


def test_a_temporary_redirect_is_alive_and_says_where_it_leads() -> None:
    judged = _judged("https://a.org/x", ("https://a.org/x", 302), ("https://b.org/y", 200))
    assert judged == Judgement(Verdict.ALIVE, Reason.OK, "", "https://b.org/y")


def test_the_table_of_hosts_has_the_last_word() -> None:
    policy = HostPolicy(means={"404": Verdict.UNSURE, "dead": Verdict.UNSURE}, lost=(Pattern.read("b.org/trending"),))
    assert _judged("https://a.org/x", ("https://a.org/x", 404), policy=policy).verdict is Verdict.UNSURE
    assert _judged("https://a.org/x", ("https://a.org/x", 410), policy=policy).verdict is Verdict.UNSURE
    lost = _judged("https://a.org/x", ("https://a.org/x", 301), ("https://b.org/trending", 200), policy=policy)
    assert (lost.verdict, lost.reason) == (Verdict.UNSURE, Reason.SOFT_404)


@pytest.mark.parametrize("status", [401, 403, 408, 418, 429, 451, 500, 502, 503, 504, 520, 999])
def test_no_refusal_and_no_trouble_is_dead(status: int) -> None:
    assert _judged("https://a.org/x", ("https://a.org/x", status)).verdict in (Verdict.BLOCKED, Verdict.UNSURE)


def test_a_page_that_has_not_changed_is_alive_if_that_was_the_question() -> None:
    url = "https://a.org/x"
    exchange = Exchange((Hop(url, 304),), Reply(url, 304, headers={}), None, 1, is_conditional=True)
    assert judge(url, exchange, HostPolicy()).verdict is Verdict.ALIVE
    assert judge(url, exchange._replace(is_conditional=False), HostPolicy()).verdict is Verdict.UNSURE


# Bodies


def _pieces(data: bytes, size: int) -> list[bytes]:
    return [data[start : start + size] for start in range(0, len(data), size)]


@pytest.mark.parametrize("size", [1, 7, 4096])
@pytest.mark.parametrize(("encoding", "bits"), [("gzip", 31), ("x-gzip", 31), ("deflate", 15), ("Deflate", -15)])
def test_compressed_bodies(encoding: str, bits: int, size: int) -> None:
    text = bytes(range(256)) * 20
    packer = zlib.compressobj(9, zlib.DEFLATED, bits)
    packed = packer.compress(text) + packer.flush()
    intake = BodyReader(encoding, len(text))
    if bits < 0 and size == 1:
        pytest.skip("a first byte alone cannot tell the two kinds of deflate apart")
    for piece in _pieces(packed, size):
        assert intake.add(piece)
    assert intake.data == text
    assert intake.is_at_end


def test_a_body_is_taken_up_to_its_limit() -> None:
    intake = BodyReader("", 10)
    assert intake.add(b"12345")
    assert intake.add(b"67890")
    assert intake.is_at_end
    assert not intake.add(b"!")
    assert intake.data == b"1234567890"
    assert not intake.is_at_end


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "none"])
def test_what_nobody_asked_for_is_refused(encoding: str) -> None:
    with pytest.raises(BodyError):
        BodyReader(encoding, 10)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_what_is_not_compressed_as_it_says_is_refused(encoding: str) -> None:
    with pytest.raises(BodyError):
        BodyReader(encoding, 10).add(b"<html>plain</html>")
