"""What is wrong with a URL as it is written, and what looks wrong and is not."""

from __future__ import annotations

import pytest

from awesomelint.links.targets import link_target
from awesomelint.links.url_faults import is_placeholder, is_template, is_well_formed, second_url, url_fault
from awesomelint.markdown.blocks import Link, LinkSyntax
from awesomelint.source import Span

MENDED = [
    ("hhttps://example.org/1", "https://example.org/1"),
    ("htts://example.org", "https://example.org"),
    ("ttp://example.org", "http://example.org"),
    ("https//example.org/1", "https://example.org/1"),
    ("http:/example.org", "http://example.org"),
    ("https：//example.org", "https://example.org"),
    ("https://https://example.org", "https://example.org"),
    ("https://http://example.org", "http://example.org"),
    ("https://https//example.org", "https://example.org"),
    ("www.example.org/a", "https://www.example.org/a"),
    ("github.com/example/one", "https://github.com/example/one"),
    ("doi:10.1000/182", "https://doi.org/10.1000/182"),
    ("10.1000/182", "https://doi.org/10.1000/182"),
    ("arXiv:2101.00001v2", "https://arxiv.org/abs/2101.00001v2"),
    ("[blog](https://example.org)", "https://example.org"),
    ("[https://example.org", "https://example.org"),
    ("[https://example.org](https://example.org)", "https://example.org"),
    ("https://example.org/a,https://example.org/a", "https://example.org/a"),
    ("https://example.org/a%20(https://example.org/a)", "https://example.org/a"),
    ("https://www。example。org/a", "https://www.example.org/a"),
    ("https://www,example..org/a", "https://www.example.org/a"),
    ("https://.example.org/a", "https://example.org/a"),
    ("\\https://example.org/a", "https://example.org/a"),
    ("url=https://example.org/a", "https://example.org/a"),
    ("https.example.org/a", "https://example.org/a"),
    ('https://example.org/a">', "https://example.org/a"),
    ("https://example.org/a;", "https://example.org/a"),
    ("https://example.org/a）", "https://example.org/a"),
    ("https://example.org/a%20", "https://example.org/a"),
    ("https://arxiv.org/1909.10351", "https://arxiv.org/abs/1909.10351"),
    ("http://www.arxiv.org/1909.10351v2.pdf", "http://www.arxiv.org/pdf/1909.10351v2"),
    ("https://export.arxiv.org/paper/1909.10351", "https://export.arxiv.org/abs/1909.10351"),
    ("https://arxiv.org/abs/abs/1909.10351", "https://arxiv.org/abs/1909.10351"),
    ("https://arxiv.org/abs/html/1909.10351v1", "https://arxiv.org/html/1909.10351v1"),
    ("https://arxiv.org/abs/https://arxiv.org/abs/1909.10351", "https://arxiv.org/abs/1909.10351"),
    ("https://github.com/https://github.com/example/one", "https://github.com/example/one"),
    ("https:\\example.org\\a", "https://example.org/a"),
    ("https:////example.org/a", "https://example.org/a"),
    ("//https://example.org/a", "https://example.org/a"),
]
WITHOUT_ONE_READING = [
    "[https://example.org/1](https://example.org/2)",
    "https://example.org/1,https://example.org/2",
    "https://example.org/1https://example.org/2",
    "https://example.org/1%5Cnhttp://example.org/2",
    "https://examplecom/1",
    "https:///one",
    "https://arxiv.org/abs/1913.10351",
    "https://doi.org/10.1145",
    "http://dx.doi.org/10.1145/",
    "https://arxiv.org/pdf/1909.1035",
    "https://example.org/1/https://example.org/2",
    "https://256.1.1.1/",
    "https://1.2.3.4.5/",
    "https://example.1/",
    "https://example.org:0/",
    "https://example.org:99999/",
    "https://[::1/",
    "https://xn--a.org/",
    "https://example%2Eorg%2F/",
    "https://exa mple.org/",
    "//folder/a",
    f"https://{'a' * 64}.org/",
    f"https://example.org/{'a' * 9000}",
]
RIGHT = [
    "https://example.org",
    "https://example.org/a_(b)",
    "https://example.org/a?b=c&d=e#f",
    "https://web.archive.org/web/2020/https://example.org",
    "https://example.org/{{ page.id }}",
    "{{site.url}}/a",
    "${base}/a,b",
    "https://doi.org/10.1145/1",
    "https://ww2.example.org/a,b",
    "https://example.org/a..b,c",
    "https://web.archive.org/web/2020/https://web.archive.org/",
    "https://arxiv.org/pdf/1909.10351v2.pdf",
    "https://arxiv.org/html/1909.10351v1#S1",
    "https://arxiv.org/abs/math.CA/0611800",
    "https://arxiv.org/a/example_a_1",
    "https://example.org/share?url=https://example.org/1",
    "https://example.org/login?next=%2Fhttps://example.org",
    "https://proxy.example.org/#https://example.org",
    "https://user@example.org:8080/a",
    "http://localhost:4000/",
    "http://192.0.2.1/a",
    "https://[2001:db8::1]/a",
    "https://xn--fsq.xn--0zwm56d/a",
    "https://例え.テスト/a",
    "https://😀.example.org/a",
    "https://i❤.ws",
    "https://ex%61mple.org/a",
    "https://example.org./a",
    "https://example.org/a/../b c",
    "//example.org/a",
    "http://2130706433/",
    f"https://example.org/#{'a' * 9000}",
    "https://en.wikipedia.org/wiki/Acme_Inc.",
    "https://example.org/a...",
    "https://example.org/wiki/《a》",
    "mailto:ada@example.org",
    "ftp://example.org/pub",
    "javascript:void(0)",
    "#anchor",
    "docs/guide.md",
    "README.md#x",
    "map.io",
    "../other.html",
    "a-word",
]


@pytest.mark.parametrize(("url", "meant"), MENDED)
def test_one_reading(url: str, meant: str) -> None:
    fault = url_fault(url)
    assert fault is not None
    assert (fault.meant, fault.certain) == (meant, True)
    assert url_fault(meant) is None


@pytest.mark.parametrize("url", WITHOUT_ONE_READING)
def test_fault_without_one_reading(url: str) -> None:
    fault = url_fault(url)
    assert fault is not None
    assert fault.meant is None


@pytest.mark.parametrize("url", WITHOUT_ONE_READING + RIGHT)
def test_what_has_no_fault_can_be_requested(url: str) -> None:
    if url.startswith(("https:", "http:", "//")) and not is_template(url):
        link = Link(Span(0, 1), "a", Span(0, 1), url, None, LinkSyntax.INLINE)
        assert (link_target(link) is not None) == (url_fault(url) is None)


@pytest.mark.parametrize("url", RIGHT)
def test_right(url: str) -> None:
    assert url_fault(url) is None


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        ("https://example.org/a.", "https://example.org/a"),
        ("https://example.org/a.pdf.pdf", "https://example.org/a.pdf"),
    ],
)
def test_an_end_that_a_name_may_have_is_not_certain(url: str, meant: str) -> None:
    fault = url_fault(url)
    assert fault is not None
    assert (fault.meant, fault.certain) == (meant, False)


@pytest.mark.parametrize("url", [url for url in RIGHT if url.startswith("http")])
def test_what_is_well_formed_has_no_second_url(url: str) -> None:
    assert not is_well_formed(url) or second_url(url) is None


@pytest.mark.parametrize(
    "url", ["link", "TODO", "<url>", "nan", "??", "https://arxiv.org/abs/xxxx.xxxxx", "https://xxx.xxx"]
)
def test_placeholder(url: str) -> None:
    assert is_placeholder(url)


@pytest.mark.parametrize(
    "url", ["#url", "#placeholder", "https://link.example.org", "links.md", "https://example.org/xxx"]
)
def test_no_placeholder(url: str) -> None:
    assert not is_placeholder(url)


def test_a_title_right_behind_the_target() -> None:
    fault = url_fault('https://example.org/a"b"')
    assert fault is not None
    assert fault.meant == 'https://example.org/a "b"'


@pytest.mark.parametrize(
    ("target", "meant"),
    [
        ("mailto://ada@example.org", "mailto:ada@example.org"),
        ("mailto:mailto:ada@example.org", "mailto:ada@example.org"),
        ("mailto:%20ada@example.org", "mailto:ada@example.org"),
        ("mailto:ada@example.org;bo@example.org?subject=A", "mailto:ada@example.org,bo@example.org?subject=A"),
        ("mailto:ada", None),
        ("mailto:ada@example", None),
        ("mailto:@example.org", None),
        ("mailto:ada@example.org,bo", None),
        ("mailto:https://example.org/ada", None),
        ("mailto:", None),
    ],
)
def test_mail_that_cannot_arrive(target: str, meant: str | None) -> None:
    fault = url_fault(target)
    assert fault is not None
    assert (fault.meant, fault.certain) == (meant, meant is not None)


@pytest.mark.parametrize(
    "target",
    [
        "mailto:ada@example.org",
        "MAILTO:ada.lovelace+lists@mail.example.org?subject=A%20list",
        "mailto:ada@example.org,bo@example.org",
        "mailto:%22ada%20l%22@example.org",
        "mailto:ada@例え.jp",
        "mailto:?to=ada@example.org",
        "mailto:?subject=A%20list&body=https://example.org/",
        "mailto:ada%20[at]%20example%20[dot]%20org",
        "mailto:ada_at_example.org",
        "mailto:ada-replaceat-example-replacedot-org",
        "mailto:{{ site.email }}",
    ],
)
def test_mail_that_may_arrive(target: str) -> None:
    assert url_fault(target) is None
