"""Whatever stands in a configuration: it is read, or refused in one line."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from awesomelint.config.layer import KEYS
from awesomelint.config.load import config_of, load_config
from awesomelint.config.model import Config
from awesomelint.errors import AwesomelintError

WORDS = st.sampled_from(
    [*KEYS, "NUM", "NUM101", "FMT", "ALL", "sequential-numbers", "info", "restart", "papers", "./a", "!", ""]
)
SCALARS = WORDS | st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3), max_leaves=8
)
YAML = st.lists(st.sampled_from([*":-[]{},\n \"'&*!|>%#?@`\t", "select", "NUM", "- ", ": ", "\n  ", "é"]), max_size=30)


def said(call: Callable[[], Config]) -> str:
    """Return what is said about a configuration, nothing if it is read."""
    try:
        call()
    except AwesomelintError as error:
        return str(error)
    return ""


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(list(KEYS)), VALUES, max_size=4))
def test_values(values: dict[str, Any]) -> None:
    assert "\n" not in said(lambda: config_of(values))


@settings(max_examples=60)
@given(YAML, st.sampled_from([".yaml", ".toml"]))
def test_text(pieces: list[str], suffix: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        path.write_text("".join(pieces), encoding="utf-8")
        assert "\n" not in said(lambda: load_config(path))
