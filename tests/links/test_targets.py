"""Which targets of a document are asked for, how they are spelled, and where they stand."""

from __future__ import annotations

import pytest
from link_checks import targets_in

from awesomelint.api import parse
from awesomelint.document.model import Document
from awesomelint.links.network import Skip, table_route
from awesomelint.links.outcome import Reason
from awesomelint.links.policy import load_policies
from awesomelint.links.settings import LinkSettings
from awesomelint.links.targets import Place, Target, link_target, target_url, targets_of, uses_of
from awesomelint.links.url import MAX_LENGTH


def urls(text: str) -> list[str]:
    return [target.url for target in targets_in(text)]


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("https://a.org/x#part", "https://a.org/x"),
        ("https://a.org", "https://a.org/"),
        ("https://a.org?q=1#x?y", "https://a.org/?q=1"),
        ("HTTPS://A.Org/Path", "https://a.org/Path"),
        ("http://a.org:80/", "http://a.org/"),
        ("https://a.org:443", "https://a.org/"),
        ("https://a.org:8443/x", "https://a.org:8443/x"),
        ("http://a.org:443/x", "http://a.org:443/x"),
        ("https://a.org:/x", "https://a.org/x"),
        ("https://me:secret@a.org/x", "https://a.org/x"),
        ("https://a.org/@me", "https://a.org/@me"),
        ("https://a.org/a b", "https://a.org/a%20b"),
        ("https://a.org/%7e%zz", "https://a.org/%7e%zz"),
        ("https://a.org/é?ü", "https://a.org/%C3%A9?%C3%BC"),
        ("https://a.org/[x](y)|z", "https://a.org/[x](y)|z"),
        ("https://a.org\\x", "https://a.org/x"),
        ("https://a.org/\x1b[31m", "https://a.org/%1B[31m"),
        ("https://a.org/\ud800#x", "https://a.org/%EF%BF%BD"),
        ("docs/a.md#b", "docs/a.md"),
        ("https://[x/y", "https://[x/y"),
    ],
)
def test_how_a_target_is_spelled(written: str, asked: str) -> None:
    assert target_url(written) == asked
    assert target_url(asked) == asked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](https://a.org/1) <https://a.org/2> https://a.org/3.", ["/1", "/2", "/3"]),
        ("[a][1] [b]\n\n[1]: https://a.org/1\n[b]: https://a.org/2\n[unused]: https://a.org/3\n", ["/1", "/2"]),
        ("[![i](https://a.org/i.svg)](https://a.org/1)", ["/1", "/i.svg"]),
        ("<a href='https://a.org/1'><img src='https://a.org/2'></a>", ["/1", "/2"]),
        ("See https://a.org/1; or https://a.org/2\u3002", ["/1", "/2"]),
        ("<img src='https://a.org/1' srcset='https://a.org/2 1x,https://a.org/3,4 2x'>", ["/1", "/2", "/3,4"]),
        ("<img src='' srcset=' ,https://a.org/1, https://a.org/2 100w,,https://a.org/3,'>", ["/1", "/2", "/3"]),
        ("<a href='https://a.org/?a=1&copy=2&region=3&amp;b=4&copy;&#38;'>a</a>", ["/?a=1&copy=2&region=3&b=4%C2%A9&"]),
        ("[a](https://a.org/?a=1&copy=2) [b](https://a.org/?a&copy;)", ["/?a=1&copy=2", "/?a%C2%A9"]),
        ("AT&amp;T https://a.org/?a=1&amp;b=2&copy=3.", ["/?a=1&b=2&copy=3"]),
        ("<td>A&amp;B https://a.org/1&amp;2</td>", ["/1&2"]),
        ("[a](//a.org/1) <img src='//a.org/2'>", ["/1", "/2"]),
        (
            "<picture><source media='x' srcset='https://a.org/1 1x, https://a.org/2 2x'><img src='https://a.org/3'></picture>",
            ["/1", "/2", "/3"],
        ),
        (
            "<video src=https://a.org/1 poster=https://a.org/2></video> <source> <embed src=https://a.org/4>",
            ["/1", "/2"],
        ),
        ("<p>\n<img src='https://a.org/1'>\n</p>\n", ["/1"]),
        ("`https://a.org/1` <!-- https://a.org/2 [x](https://a.org/3) -->", []),
        ("```\nhttps://a.org/1\n```\n\n    https://a.org/2\n", []),
        ("[a](#b) [c](d.md) [e](mailto:a@a.org) [f]() [g](ftp://a.org/x)", []),
        ("[a](https://https://a.org/1) [b](link) [c](https://arxiv.org/abs/xxxx.xxxxx) [d](https:/a.org)", []),
        ("[a](https://a.org/Inc.)", ["/Inc."]),
        ("[a](https://a.org/1#x) [b](https://a.org/1#y) [c](https://A.org/1)", ["/1"]),
        ("| a | b |\n| - | - |\n| [x](https://a.org/1) | https://a.org/2 |\n", ["/1", "/2"]),
        (f"[a](https://a.org/{'x' * MAX_LENGTH})", []),
    ],
)
def test_what_is_asked_for(text: str, expected: list[str]) -> None:
    assert urls(text) == [f"https://a.org{path}" for path in expected]


@pytest.mark.parametrize(
    ("written", "base", "asked"),
    [
        ("//a.org/x", None, "https://a.org/x"),
        ("//a.org/x", "http://b.org/", "https://a.org/x"),
        ("//a.org", None, "https://a.org/"),
        ("/about", None, None),
        ("/about", "https://b.org/", "https://b.org/about"),
        ("/about#team", "https://b.org/docs/", "https://b.org/about"),
        ("about.md", "https://b.org/", None),
        ("../about", "https://b.org/docs/", None),
        ("https://a.org/x", "https://b.org/", "https://a.org/x"),
    ],
)
def test_what_a_target_without_a_scheme_or_a_host_means(written: str, base: str | None, asked: str | None) -> None:
    uses = uses_of(parse(f"[a]({written}) <img src='{written}'>\n"), base)
    assert [use.url for use in uses] == ([asked] * 2 if asked else [])


def test_targets_that_a_program_fills_in_are_skipped() -> None:
    text = "[a]({{site.url}}/a) [b](https://a.org/{{b}}) [c](${base}/c) <a href='{{ url }}'>d</a> [e](https://a.org/e)"
    route = table_route(load_policies(), LinkSettings(), ())
    assert [route(url) for url in urls(text)] == [*[Skip(Reason.TEMPLATE)] * 4, "http"]


def test_www_is_a_link_as_on_github() -> None:
    assert urls("See www.a.org/x and [y](www.b.org)") == ["http://www.a.org/x"]


def test_places() -> None:
    first = parse(
        "# T\n\n- [pdf](https://a.org/1#two) ![](https://a.org/i.png)\n- [Code][c]\n\n[c]: https://a.org/1\n", "a.md"
    )
    second = parse("é https://a.org/1\n", "b.md")
    uses = (*uses_of(first), *uses_of(second))
    assert [(use.label, use.is_image) for use in uses] == [("pdf", False), ("", True), ("Code", False), ("", False)]
    spans = [first.source[use.span] for use in uses[:3]]
    assert spans == ["https://a.org/1#two", "https://a.org/i.png", "[Code][c]"]
    one, image = targets_of((use.url, use.place) for use in uses)
    assert one.places == (
        Place("a.md", 3, 9, "two", is_pdf=True),
        Place("a.md", 4, 3),
        Place("b.md", 1, 3),
    )
    assert image.places == (Place("a.md", 3, 34),)


def test_links_know_their_targets() -> None:
    document = parse("[a](https://A.org#x) [b](#c) www.d.org\n")
    assert [link_target(link) for link in document.links] == ["https://a.org/", None, "http://www.d.org/"]


def test_a_picture_written_otherwise_stands_where_its_syntax_stands() -> None:
    document: Document = parse("![x](https://a.org/a\\_b)\n")
    (use,) = uses_of(document)
    assert (use.url, document.source[use.span]) == ("https://a.org/a_b", "![x](https://a.org/a\\_b)")


def test_no_uses_are_no_targets() -> None:
    assert targets_of([]) == ()
    assert isinstance(targets_in("https://a.org")[0], Target)
