"""Finding the configuration that holds for a file. Nothing is parsed here: a run whose results are known stops at this."""

from __future__ import annotations

import os
import re
from pathlib import Path

YAML_NAMES = (".awesomelint.yaml", ".awesomelint.yml")
PYPROJECT = "pyproject.toml"
TABLE = "awesomelint"
_HEADER = rb"(?m)^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*[\"']?awesomelint[\"']?[ \t]*[.\]]"


def find_config(path: Path) -> Path | None:
    """Return the configuration for a file or folder: the nearest one in its folder or above, or `None`.

    In one folder `.awesomelint.yaml` comes before `.awesomelint.yml`, and that before a `pyproject.toml` that has a table
    `[tool.awesomelint]`; one without it, or that cannot be read, is passed over.
    """
    start = Path(os.path.abspath(path))  # noqa: PTH100 - `resolve` would follow links, and people look beside the link
    for folder in (start, *start.parents) if start.is_dir() else start.parents:
        for name in YAML_NAMES:
            if (folder / name).is_file():
                return folder / name
        if (folder / PYPROJECT).is_file() and _has_table(folder / PYPROJECT):
            return folder / PYPROJECT
    return None


def _has_table(pyproject: Path) -> bool:
    try:
        data = pyproject.read_bytes()
    except OSError:
        return False
    if TABLE.encode() not in data:
        return False
    if re.search(_HEADER, data):
        return True
    import tomllib  # rare: the word stands there, but not as a header, as in `[tool]` with `awesomelint.select = ...`

    try:
        tool = tomllib.loads(data.decode("utf-8")).get("tool", {})
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError):
        return False
    return isinstance(tool, dict) and TABLE in tool
