"""What the words on a link promise."""

from __future__ import annotations

import pytest

from awesomelint.document.link_kinds import label_kind, link_kind
from awesomelint.markdown.blocks import LinkKind
from awesomelint.paths import read_words


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("pdf", LinkKind.PAPER),
        ("[Paper]", LinkKind.PAPER),
        ("arXiv:1909.10351", LinkKind.PAPER),
        ("Code (PyTorch)", LinkKind.CODE),
        ("Official Code", LinkKind.CODE),
        ("Code 2", LinkKind.CODE),
        ("project page", LinkKind.PROJECT),
        ("论文", LinkKind.PAPER),
        (":fire: video", LinkKind.VIDEO),
        ("https://example.org/x", LinkKind.OTHER),
        ("Slides", LinkKind.SLIDES),
        ("dataset&code", LinkKind.DATA),
    ],
)
def test_labels(label: str, kind: LinkKind) -> None:
    assert label_kind(label) is kind or (kind is LinkKind.DATA and label_kind(label) in (LinkKind.DATA, LinkKind.CODE))


@pytest.mark.parametrize(
    "label", ["Codex", "PaperQA", "Deep Learning", "Attention Is All You Need", "Video Generation with Words"]
)
def test_titles_and_names_are_no_labels(label: str) -> None:
    assert label_kind(label) is None


@pytest.mark.parametrize(
    ("label", "url", "kind"),
    [
        ("link", "https://arxiv.org/abs/1909.10351", LinkKind.PAPER),
        ("link", "https://github.com/example/example", LinkKind.CODE),
        ("pdf", "https://github.com/example/example", LinkKind.PAPER),
        ("A Title", "https://openreview.net/forum?id=x", LinkKind.PAPER),
        ("A Title", "https://example.org/x.pdf", LinkKind.PAPER),
        ("A Title", "#anchor", LinkKind.ANCHOR),
        ("", "not a url at all", LinkKind.OTHER),
    ],
)
def test_the_label_speaks_before_the_host(label: str, url: str, kind: LinkKind) -> None:
    assert link_kind(label, url, is_image=False) is kind


@pytest.mark.parametrize("table", ["link-labels.txt", "name-words.txt", "abbreviations.txt"])
def test_words_are_sorted_and_unique(table: str) -> None:
    for group, words in read_words(table).items():
        assert len(words) == len(set(words)), group
        assert all(word == word.lower() for word in words), group


def test_no_label_is_of_two_kinds() -> None:
    words = [word for group in read_words("link-labels.txt").values() for word in group]
    assert len(words) == len(set(words))
