"""What pages say of their papers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesomelint.links.pages import MAX_HEAD, read_citation
from awesomelint.papers.identifiers import PaperId

URL = "https://aclanthology.org/P19-1580/"


def head(*tags: str, more: str = "") -> str:
    return f"<!doctype html><html><head>{''.join(tags)}</head><body>{more}</body></html>"


def tag(name: str, content: str) -> str:
    return f'<meta name="citation_{name}" content="{content}">'


def test_the_tags_of_a_page() -> None:
    body = head(
        '<meta charset="utf-8"><title>x</title>',
        "<meta content=\"A Tale &lt;b&gt; of\n Two &amp; More\" name='citation_title' />",
        tag("author", "Example, Ada"),
        tag("author", "Zoë Müller"),
        "<meta itemscope name=description content=x/>",
        "<META NAME=citation_publication_date CONTENT=2019/7>",
        tag("conference_title", "Proceedings of the Examples"),
        tag("doi", "10.1000/xyz123"),
        tag("arxiv_id", "1905.09418"),
        more=tag("title", "Not in the head"),
    )
    record = read_citation(URL, body)
    assert record is not None
    assert record.paper == PaperId("acl", "P19-1580")
    assert record.source == "page"
    assert record.title == "A Tale <b> of Two & More"
    assert record.authors == ("Ada Example", "Zoë Müller")
    assert record.published == "2019-07"
    assert record.venue == "Proceedings of the Examples"
    assert record.also == (PaperId("doi", "10.1000/xyz123"), PaperId("arxiv", "1905.09418"))


def test_one_tag_for_all_authors() -> None:
    record = read_citation(URL, head(tag("title", "T"), tag("authors", "Example, Ada; Bo Other;")))
    assert record is not None
    assert record.authors == ("Ada Example", "Bo Other")


@pytest.mark.parametrize(
    ("url", "body"),
    [
        (URL, ""),
        (URL, head(tag("author", "Ada Example"))),
        (URL, "<head>" + " " * MAX_HEAD + tag("title", "T")),
        (URL, head(more=tag("title", "T"))),
        ("https://example.org/paper", head(tag("title", "T"))),
    ],
    ids=["empty", "no title", "too far", "in the body", "no paper"],
)
def test_pages_without_a_word(url: str, body: str) -> None:
    assert read_citation(url, body) is None


@given(st.text(max_size=300))
def test_any_page_is_read(body: str) -> None:
    read_citation(URL, '<meta name="citation_title" content="' + body)
    read_citation(URL, head(tag("title", "T")) + body)


@pytest.mark.parametrize(
    "piece", ["<meta ", '<meta a="', "<meta a=b ", "<meta name=citation_title content='", "<meta" + " " * 99, "a="]
)
def test_long_pages_are_read_quickly(piece: str) -> None:
    read_citation(URL, piece * (1024 * 1024 // len(piece)))
