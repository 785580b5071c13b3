"""Generated files are what their sources make of them today."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import generate
import pytest
from pictures import PICTURES

GENERATED = generate.generated()


@pytest.mark.parametrize("path", list(GENERATED), ids=str)
def test_is_up_to_date(path: Path) -> None:
    expected = GENERATED[path]
    assert expected is not None, f"{path} belongs to no rule; run python tools/generate.py"
    assert (generate.ROOT / path).is_file(), f"{path} is missing; run python tools/generate.py"
    assert (generate.ROOT / path).read_text(encoding="utf-8") == expected, f"run python tools/generate.py ({path})"


@pytest.mark.parametrize("path", list(PICTURES), ids=str)
def test_pictures_need_nothing_from_elsewhere(path: Path) -> None:
    text = (generate.ROOT / path).read_text(encoding="utf-8")
    shown = "".join(ElementTree.fromstring(text).itertext())
    assert f"awesomelint {PICTURES[path][1]}" in shown.replace("\N{NO-BREAK SPACE}", " ")
    assert set(re.findall(r"(?:href|src)=|url\((?!#)|@import", text)) == set()
