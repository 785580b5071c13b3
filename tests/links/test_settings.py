"""Expressions of users that choose URLs."""

from __future__ import annotations

from awesomelint.links.settings import LinkSettings, excluded_urls


def test_what_is_included_is_not_excluded() -> None:
    settings = LinkSettings(exclude=("a", "b"), include=("c",))
    assert excluded_urls(["https://x/a", "https://x/bc", "https://x/d"], settings) == {"https://x/a"}
    assert excluded_urls(["https://x/a"], LinkSettings()) == frozenset()
