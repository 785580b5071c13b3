"""No format prints the user and the password of a URL."""

from __future__ import annotations

import pytest
from linting import lint_source
from runs import rule_page

from awesomelint.config.load import load_config
from awesomelint.credentials import masked
from awesomelint.reporters.full import concise_text, full_text
from awesomelint.reporters.json import json_array
from awesomelint.reporters.terminal import View
from awesomelint.source import Source

URLS = (
    "https://bob:hunter2@bad^host/",
    "https://bob:hunter2@256.1.1.1/",
    "https://bob:hunter2@example.org:0/",
    "https://bob:a-password-hunter2-that-is-longer-than-what-is-shown@bad^host/",
    "htps://bob:hunter2@example.org/a",
)
TEXT = "# List\n\n" + "".join(f"- [owl {number}]({url}) - About owls.\n" for number, url in enumerate(URLS))


def test_passwords_in_malformed_urls_are_in_no_format() -> None:
    found = lint_source(Source(TEXT, path="README.md"), load_config(None))
    assert {one.span for one in found.diagnostics if one.code == "LNK508"}
    for text in (full_text(found, View()), concise_text(found, View()), "".join(json_array([found], rule_page))):
        assert "LNK508" in text
        assert "hunter2" not in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('found "https://bob:pw@bad^host/"', 'found "https://***@bad^host/"'),
        ("feed:https://b@c@example.org/", "feed:https://***@example.org/"),
        ("http:\\\\bob:pw@example.org", "http:\\\\***@example.org"),
        ("https://example.org/@owls and me@example.org", "https://example.org/@owls and me@example.org"),
        ("https://example.org, or me@example.org", "https://example.org, or me@example.org"),
    ],
)
def test_what_is_masked(text: str, expected: str) -> None:
    assert masked(text) == expected
