"""Generated files are what their sources make of them today."""

from __future__ import annotations

from pathlib import Path

import generate
import pytest

GENERATED = generate.generated()


@pytest.mark.parametrize("path", list(GENERATED), ids=str)
def test_is_up_to_date(path: Path) -> None:
    expected = GENERATED[path]
    assert expected is not None, f"{path} belongs to no rule; run python tools/generate.py"
    assert (generate.ROOT / path).is_file(), f"{path} is missing; run python tools/generate.py"
    assert (generate.ROOT / path).read_text(encoding="utf-8") == expected, f"run python tools/generate.py ({path})"
