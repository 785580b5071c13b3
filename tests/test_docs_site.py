"""The site of the documentation: it is built without a warning, leads where the pages lead, and shows what GitHub shows."""

from __future__ import annotations

import html
import importlib
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docs_site
import pytest
import yaml
from markdown_it import MarkdownIt

ROOT = Path(__file__).parents[1]
PAGES = {page: path for page, path in docs_site.sources().items() if path.suffix == ".md"}
EXTENSIONS = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]
MARKDOWN = importlib.import_module("markdown")  # the library; mypy would look into tests/markdown/
_TAG = re.compile(r"<(li|ul|ol|table|tr|pre|a|img|h[1-6]|blockquote|em|strong)\b")


@pytest.fixture(autouse=True)
def unknown_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)


def in_navigation(entries: list[Any]) -> Iterator[str]:
    for entry in entries:
        for value in entry.values() if isinstance(entry, dict) else [entry]:
            yield from in_navigation(value) if isinstance(value, list) else [value]


def test_every_page_is_in_the_navigation_once() -> None:
    found = Counter(in_navigation(docs_site.settings()["nav"]))
    decisions = {page for page in PAGES if re.match(r"decisions/\d", page)}  # the page that lists them is
    assert found == Counter(set(PAGES) - decisions)


def test_there_are_edit_links_where_a_repository_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    assert {"repo_url", "edit_uri"} & set(docs_site.settings()) == set()
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://github.com")
    monkeypatch.setenv("GITHUB_REPOSITORY", "ada/owls")
    assert docs_site.settings()["repo_url"] == "https://github.com/ada/owls"


@pytest.mark.parametrize(
    ("link", "source", "page", "offline", "online"),
    [
        ("[a](b.md#c)", "docs/x.md", "x.md", "[a](b.md#c)", "[a](b.md#c)"),
        ("[a](../rules/README.md)", "docs/x.md", "x.md", "[a](house-rules.md)", "[a](house-rules.md)"),
        ("[a](../../CHANGELOG.md)", "docs/rules/x.md", "rules/x.md", "[a](../changelog.md)", "[a](../changelog.md)"),
        ("[a](docs/ci.md)", "CONTRIBUTING.md", "contributing.md", "[a](ci.md)", "[a](ci.md)"),
        ("[`a`](../src/b.py)", "docs/x.md", "x.md", "`a`", "[`a`](https://github.com/ada/owls/blob/main/src/b.py)"),
        ("`[a](../b)` #a https://e.org/", "docs/x.md", "x.md", "`[a](../b)` #a", "`[a](../b)` #a https://e.org/"),
    ],
)
def test_links_out_of_the_folder(
    link: str, source: str, page: str, offline: str, online: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert offline in docs_site.on_site(f"See {link}.\n", source, page)
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://github.com")
    monkeypatch.setenv("GITHUB_REPOSITORY", "ada/owls")
    assert online in docs_site.on_site(f"See {link}.\n", source, page)


def shown(page: str) -> tuple[Counter[str], str]:
    text = html.unescape(re.sub(r"<[^>]+>", "", page))
    return Counter(_TAG.findall(page)), "".join(text.split())


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_the_site_shows_what_github_shows(path: Path) -> None:
    text = re.sub(r"^<!--.*-->$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    names = [next(iter(extension)) if isinstance(extension, dict) else extension for extension in EXTENSIONS]
    on_site = MARKDOWN.markdown(text, extensions=[name for name in names if name != "toc"])
    assert shown(on_site) == shown(MarkdownIt("commonmark").enable("table").render(text))


@pytest.mark.slow
def test_the_site_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://github.com")
    monkeypatch.setenv("GITHUB_REPOSITORY", "ada/owls")
    docs_site.build(tmp_path / "site", tmp_path / "work")
    for page in PAGES:
        folder = page.removesuffix("README.md") if page.endswith("README.md") else page.removesuffix(".md")
        text = (tmp_path / "site" / folder / "index.html").read_text(encoding="utf-8")
        assert not re.search(r'<(?:script|link|img)\b[^>]+(?:src|href)="?https?:', text), (
            page
        )  # nothing from other hosts
    for path in (tmp_path / "site").rglob("*.html"):
        assert 'data-md-component="source"' not in path.read_text(encoding="utf-8")  # it would ask GitHub for stars
    edited = {"rules/NUM101": "rules/numbering/NUM101-sequential-numbers.yaml", "fix": "docs/fix.md"}
    for page, source in (edited | {"house-rules": "rules/README.md"}).items():
        text = (tmp_path / "site" / page / "index.html").read_text(encoding="utf-8")
        assert f"https://github.com/ada/owls/edit/main/{source}" in text


@pytest.mark.slow
def test_a_link_that_leads_nowhere_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "README.md").write_text("# Owls\n\n[One](#eyes), [another](README.md#ears).\n", encoding="utf-8")
    monkeypatch.setattr(docs_site, "sources", lambda: {"README.md": ROOT / "README.md"})
    monkeypatch.setattr(docs_site, "on_site", lambda *_: (tmp_path / "README.md").read_text(encoding="utf-8"))
    monkeypatch.setattr(docs_site, "settings", lambda: {"site_name": "Owls", "nav": [{"Home": "README.md"}]})
    with pytest.raises(subprocess.CalledProcessError):
        docs_site.build(tmp_path / "site", tmp_path / "work")
