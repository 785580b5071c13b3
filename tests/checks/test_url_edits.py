"""New URLs are written only where they are read as exactly what they are."""

from __future__ import annotations

import pytest

from awesomelint.checks.links.moved_links import is_writable, url_edit
from awesomelint.document.parse import parse_document
from awesomelint.links.targets import uses_of
from awesomelint.source import Source

OLD = "https://example.org/old"
FORMS = {
    "inline": f"- [label]({OLD}) after\n",
    "inline, bracketed": f"- [[label]({OLD})] after\n",
    "inline, in angle brackets": f"- [label](<{OLD}>) after\n",
    "inline, with a title": f'- [label]({OLD} "title") after\n',
    "inline, no label": f"- []({OLD}) after\n",
    "autolink": f"- see <{OLD}>, after\n",
    "bare": f"- see {OLD} after\n",
    "bare, in parentheses": f"- see ({OLD}) after\n",
    "bare, in emphasis": f"- *see {OLD}* after\n",
    "bare, before a comma": f"- see {OLD}, after\n",
    "picture": f"- ![label]({OLD}) after\n",
    "linked picture": f"- [![label]({OLD})](https://example.com/) after\n",
    "HTML": f'- <a href="{OLD}">label</a> after\n',
    "HTML, single quotes": f"- <a href='{OLD}'>label</a> after\n",
    "HTML, no quotes": f"- <a href={OLD}>label</a> after\n",
    "HTML picture": f'- <img src="{OLD}" width="9"> after\n',
    "HTML block": f'<p align="center">\n  <a href="{OLD}">label</a>\n</p>\n',
    "table": f"| a | b |\n|---|---|\n| [label]({OLD}) | after |\n",
    "table, bare": f"| a | b |\n|---|---|\n| {OLD} | after |\n",
}
PLAIN = ["https://example.org/new", "https://new.example.org:8443/a-b_c/d.pdf?x-1#y"]
TAILS = [
    *(f"/a{char}b" for char in "!\"#$%&'()*+,;<=>?@[\\]^_`{|}~ \t\n\r\x00\x1b\u202e\u200bäα"),
    *(f"/a{char}" for char in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
    "/a_(b)",
    "/a_(b)_(c(d))",
    "/a)(b",
    "/?a&copy=1",
    "/?a&copy;=1",
    "/?a&amp;b",
    "/?a&#41;",
    "/_a_",
    "/*a*",
    "/~~a~~",
    "/$a$",
    "/a--b",
    "/<!--a-->",
    "/a%20b",
    "/a%zz",
    "//a",
    "/" + "a" * 5000,
]
BASES = ["https://user:secret@example.org/a", "https://user@example.org/", "https://bücher.example/", "https://[::1]/"]
ALIEN = [
    "",
    "a",
    "/a",
    "ftp://example.org/a",
    "javascript:alert(1)",
    "https://",
    "https:///a",
    "https://example.org\n/a",
]


def written(form: str, url: str) -> str | None:
    """Return the text with the new URL in place of the old one, `None` if it is not written."""
    document = parse_document(Source(FORMS[form], "list.md"))
    use = next(use for use in uses_of(document) if use.url == OLD)
    edit = url_edit(document, use, url)
    return None if edit is None else FORMS[form][: edit.span.start] + edit.text + FORMS[form][edit.span.end :]


def urls(text: str) -> list[str]:
    document = parse_document(Source(text, "list.md"))
    pictures = [
        segment.url for block in document.blocks if block.inline for segment in block.inline.segments if segment.url
    ]
    return [link.url for link in document.links] + pictures


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("url", PLAIN)
def test_plain_urls_are_written_everywhere(form: str, url: str) -> None:
    text = written(form, url)
    assert text == FORMS[form].replace(OLD, url)
    assert url in urls(text)


@pytest.mark.parametrize("form", FORMS)
def test_what_is_written_is_read_as_it_is(form: str) -> None:
    before = urls(FORMS[form])
    behind = FORMS[form].partition(OLD)[2]
    count = 0
    for url in [*(f"https://example.org{tail}" for tail in TAILS), *BASES, *ALIEN]:
        text = written(form, url)
        if text is not None:
            count += 1
            assert urls(text) == [url if one == OLD else one for one in before], url
            assert text.endswith(behind), url
    assert count > 10


@pytest.mark.parametrize("url", [*BASES, *ALIEN, "https://example.org/" + "a" * 5000], ids=ascii)
def test_what_is_not_written_anywhere(url: str) -> None:
    assert not is_writable(url)


@pytest.mark.parametrize("tail", ["/a_(b)", "/?a&copy=1", "/a_b/c.html?x=y&z=1,2;3*", "/a'b", "/~a"])
def test_common_urls_are_written_as_targets(tail: str) -> None:
    assert written("inline", f"https://example.org{tail}") is not None


def test_ampersands_are_escaped_in_html_alone() -> None:
    url = "https://example.org/?a=1&copy=2"
    assert "?a=1&copy=2" in (written("inline", url) or "")
    assert "?a=1&amp;copy=2" in (written("HTML", url) or "")


@pytest.mark.parametrize(
    "text", [f"[a]\n\n[a]: {OLD}\n", "[a](https://example.org/&#111;ld)\n", "see www.example.org/old\n"]
)
def test_a_url_that_is_not_written_in_the_link_is_left_alone(text: str) -> None:
    document = parse_document(Source(text, "list.md"))
    (use,) = uses_of(document)
    edit = url_edit(document, use, PLAIN[0])
    assert edit is None or text[edit.span.slice()].startswith("http")
