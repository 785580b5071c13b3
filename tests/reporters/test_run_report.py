"""Names and addresses of files in reports, also by the rules of Windows."""

from __future__ import annotations

import ntpath
from pathlib import PureWindowsPath
from types import SimpleNamespace

import pytest

from awesomelint.reporters import run_report
from awesomelint.reporters.run_report import Checkout

PAGES = "https://git.example/octo/list/blob/0123abc/"


@pytest.mark.parametrize(
    ("path", "name", "page", "address"),
    [
        ("README.md", "docs/README.md", f"{PAGES}docs/README.md?plain=1#L3", f"{PAGES}docs/README.md?plain=1#L3"),
        ("a b\\c.md", "docs/a b/c.md", f"{PAGES}docs/a%20b/c.md?plain=1#L3", f"{PAGES}docs/a%20b/c.md?plain=1#L3"),
        ("..\\x.md", "x.md", f"{PAGES}x.md?plain=1#L3", f"{PAGES}x.md?plain=1#L3"),
        ("..\\..\\y.md", "C:/y.md", "", "./../../y.md#L3"),
        ("D:\\z.md", "D:/z.md", "", ""),
    ],
)
def test_names_on_windows(path: str, name: str, page: str, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_report, "os", SimpleNamespace(path=ntpath, sep="\\"))
    monkeypatch.setattr(run_report, "PurePath", PureWindowsPath)
    checkout = Checkout("C:\\list\\docs", "C:\\list", PAGES)
    assert checkout.name(path) == name
    assert checkout.page(path, 3) == page
    assert checkout.address(path, 3) == address
    assert checkout.uri("D:\\z.md") == "file:///D%3A/z.md"
