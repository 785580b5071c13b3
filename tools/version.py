"""Print the version that `pyproject.toml` gives."""

from __future__ import annotations

import tomllib
from pathlib import Path

if __name__ == "__main__":
    print(
        tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    )
