from __future__ import annotations

import pytest

from awesomelint.links.url import UrlError, follow, read_url, without_credentials


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("http://a.org", "http://a.org/"),
        ("HTTP://A.ORG:80/X", "http://a.org/X"),
        ("https://a.org:443/", "https://a.org/"),
        ("https://a.org:8443?q", "https://a.org:8443/?q"),
        ("https://user:secret@a.org/x#y", "https://a.org/x"),
        ('https://a.org/a b"<>`{}|^é?q=ü', "https://a.org/a%20b%22%3C%3E%60%7B%7D|^%C3%A9?q=%C3%BC"),
        ("https://a.org/%7Ex%2Fy%", "https://a.org/%7Ex%2Fy%"),
        (" https://a.org/\n x ", "https://a.org/%20x"),
        ("https:\\\\a.org\\x?y\\z", "https://a.org/x?y\\z"),
        ("https:/a.org/x", "https://a.org/x"),
        ("https://straße.de/", "https://xn--strae-oqa.de/"),
        ("https://bücher.example", "https://xn--bcher-kva.example/"),
        ("https://😀.ws/", "https://xn--e28h.ws/"),
        ("https://ex%61mple.org/", "https://example.org/"),
        ("https://my_site.a.org./", "https://my_site.a.org./"),
        ("https://i❤.ws/", "https://xn--i-7iq.ws/"),
        ("https://faß.example/", "https://xn--fa-hia.example/"),
        ("https://a。org/", "https://a.org/"),
        ("https://a.org/x/../y/./z", "https://a.org/y/z"),
        ("https://a.org/x/%2e%2E/%2e/y", "https://a.org/y"),
        ("https://a.org/../..", "https://a.org/"),
        ("https://a.org//x//y", "https://a.org//x//y"),
        ("https:///a.org/x", "https://a.org/x"),
        ("https:a.org/x", "https://a.org/x"),
        ("ht\ntps://a.\torg/x", "https://a.org/x"),
        ("https://a.org:/", "https://a.org/"),
        ("https://a.org:065535/", "https://a.org:65535/"),
        ("https://a.org/?q='", "https://a.org/?q=%27"),
        ("https://u:p%40@a@a.org/", "https://a.org/"),
        ("http://%31%32%37.0.0.1/", "http://127.0.0.1/"),
        ("http://１２７.0.0.1/", "http://127.0.0.1/"),
        ("http://[::FFFF:127.0.0.1]:81/x", "http://[::ffff:7f00:1]:81/x"),
        ("http://good.org\\@bad.org/", "http://good.org/@bad.org/"),
        ("http://good.org#@bad.org/", "http://good.org/"),
        ("http://bad.org:80@good.org/", "http://good.org/"),
    ],
)
def test_urls_are_read_as_browsers_do(text: str, expected: str) -> None:
    assert str(read_url(text)) == expected
    assert str(read_url(expected)) == expected


@pytest.mark.parametrize(
    "host",
    "127.0.0.1 127.1 127.0.1 2130706433 0x7f000001 0X7F.1 0x7f.0.0.0x1 017700000001 0177.0.0.01 127.0.0.1. 0x7F.0.1 "
    "%30x7f.1 １２７.１ 127。0。0。1 ⓪x7f.1".split(),
)
def test_notations_of_one_address(host: str) -> None:
    assert read_url(f"http://{host}/").host == "127.0.0.1"


@pytest.mark.parametrize(
    "host", ["1.2.3.4.5", "256.1.1.1", "1.2.3.256", "4294967296", "09", "[::g]", "[1:2]", "example.1", "1." * 9]
)
def test_what_ends_in_a_number_must_be_an_address(host: str) -> None:
    with pytest.raises(UrlError):
        read_url(f"http://{host}/")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.org",
        "mailto:a@b.org",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://",
        "http://a b/",
        "http://a..b/",
        "http://é%20x/",
        "http://a.org:0/",
        "http://a.org:99999/",
        "http://a.org:x/",
        "//a.org/x",
        "http:///",
        "http://a%00b.org/",
        "http://a,b.org/",
        "http://-a.b.org/",
        "http://xn--a.org/",
        "http://1.2.3.4.5/",
        "http://[::1",
        "http://[::1]x/",
        "http://[fe80::1%25eth0]/",
        "http://[127.0.0.1]/",
        f"http://{'a' * 64}.org/",
        f"http://a.org/{'a' * 9000}",
        f"http://{'a.' * 200}org/",
        f"http://a.org/{'é' * 2000}",
    ],
)
def test_what_cannot_be_asked_for(text: str) -> None:
    with pytest.raises(UrlError):
        read_url(text)


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("../q", "https://a.org/q"),
        ("//b.org/w", "https://b.org/w"),
        ("?k", "https://a.org/x/y?k"),
        ("#f", "https://a.org/x/y?z"),
        ("", "https://a.org/x/y?z"),
        ("HTTP://u:p@b.org", "http://b.org/"),
        ("\\\\b.org\\x", "https://b.org/x"),
        ("/\udce9", "https://a.org/%E9"),
        ("/a\r\nb", "https://a.org/ab"),
    ],
)
def test_redirects_lead_somewhere(location: str, expected: str) -> None:
    assert str(follow(read_url("https://a.org/x/y?z"), location)) == expected


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "http://", "//[bad"]
)
def test_redirects_that_are_not_followed(location: str) -> None:
    with pytest.raises(UrlError):
        follow(read_url("https://a.org/x/y?z"), location)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://u:p@a.org/x@y", "https://a.org/x@y"),
        ("http://a@b@c?d@e", "http://c?d@e"),
        ("https://a.org/@x", "https://a.org/@x"),
        ("//u:p@a.org/x", "//a.org/x"),
        ("text", "text"),
        ("https:u:p@a.org/", "https:a.org/"),
        ("https:\\\\u:p@a.org/", "https:\\\\a.org/"),
        ("https:////u:p@a.org/", "https:////a.org/"),
        (" ht\ntps:/\t/u:p@a.org:x/", "https://a.org:x/"),
        ("ftp://u:p@a.org/", "ftp://a.org/"),
        ("mailto:u@a.org", "mailto:u@a.org"),
    ],
)
def test_credentials_are_taken_out(url: str, expected: str) -> None:
    assert without_credentials(url) == expected
