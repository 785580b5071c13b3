"""Targets that others cannot open, and detours: beyond the examples of LNK514."""

from __future__ import annotations

import pytest
from reporting import messages

from awesomelint.checks.links.private_targets import detour_of

MEANT = [
    ("chrome-extension://abc/viewer.html?pdfurl=https%3A%2F%2Fexample.org%2Fa.pdf", "https://example.org/a.pdf"),
    ("moz-extension://abc/https://example.org/a.pdf", "https://example.org/a.pdf"),
    ("https://scholar.google.com/scholar_url?url=https://example.org/a.pdf&hl=en", "https://example.org/a.pdf"),
    ("http://www.google.com/url?sa=t&q=&url=https%3A%2F%2Fexample.org%2Fa", "https://example.org/a"),
    ("https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org", "https://example.org"),
    (
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fa&data=b",
        "https://example.org/a",
    ),
    ("https://urldefense.com/v3/__https://example.org/a__;!!b$", "https://example.org/a"),
    ("https://ezproxy.example.edu/login?url=https://example.org/a", "https://example.org/a"),
    ("https://dl-acm-org.ezproxy.example.edu/doi/10.1145/1", "https://dl.acm.org/doi/10.1145/1"),
    ("http://example.org.proxy.library.example.edu/a", "https://example.org/a"),
    ("https://docs.google.com/document/u/1/d/abc/edit", "https://docs.google.com/document/d/abc/edit"),
    ("https://example.org/a?fbclid=b&c=d#e", "https://example.org/a?c=d#e"),
    ("https://example.org/a?fbclid=b", "https://example.org/a"),
    ("file:///a/b.pdf", None),
    ("~/b.pdf", None),
    ("D:\\a\\b.pdf", None),
    ("https://10.0.0.1/a", None),
    ("https://mail.google.com/mail/u/0/#inbox/a", None),
]


@pytest.mark.parametrize(("url", "meant"), MEANT)
def test_what_is_meant(url: str, meant: str | None) -> None:
    detour = detour_of(url)
    assert detour is not None
    assert detour.meant == meant


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a?url=https://example.org/b",
        "https://www.google.com/search?q=https://example.org",
        "https://www.google.com/url?q=a",
        "https://urldefense.com/v3/__https:/example.org/a*b__;Iw!!",
        "https://web.archive.org/web/2020/http://localhost/a",
        "https://localhost.example.org/",
        "https://172.32.0.1/",
        "https://proxy.example.org/a",
        "https://example.org/proxy/example.com/a",
        "https://github.com/example/u/0/a=b",
        "https://example.org/a?utm_source=b",
        "docs/a.md",
        "/home/a.md",
        "#a",
        "mailto:a@example.org",
        "",
    ],
)
def test_left_alone(url: str) -> None:
    assert detour_of(url) is None


def test_one_finding_a_link() -> None:
    text = "- [a](\\\\\\\\server\\\\b.pdf) [c](C:\\\\d.pdf) [e](http://localhost/f)\n"
    assert [len(messages(code, text)) for code in ("LNK514", "LNK511", "LNK508")] == [3, 0, 0]
