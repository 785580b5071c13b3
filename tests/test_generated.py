"""Generated files are what their sources make of them today."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import generate
import pytest
from pictures import PICTURES


@pytest.mark.slow
def test_all_are_up_to_date() -> None:
    assert list(generate.stale()) == [], "run python tools/generate.py"


@pytest.mark.parametrize("path", list(PICTURES), ids=str)
def test_pictures_need_nothing_from_elsewhere(path: Path) -> None:
    text = (generate.ROOT / path).read_text(encoding="utf-8")
    shown = "".join(ElementTree.fromstring(text).itertext())
    assert f"awesomelint {PICTURES[path][1]}" in shown.replace("\N{NO-BREAK SPACE}", " ")
    assert set(re.findall(r"(?:href|src)=|url\((?!#)|@import", text)) == set()
