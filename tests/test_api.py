"""The public interface: names, types, and what importing costs."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
from pathlib import Path

import pytest

import awesomelint
from awesomelint.api import configuration

TEXT = """\
1. **A Small Model** ICML 2020 [[pdf](https://example.org/1.pdf)]
2. **A Large Model** ICML 2020 [[pdf](https://example.org/2.pdf)]
2. **A Wide Model** ICML 2020 [[pdf](https://example.org/3.pdf)]
3. **A Deep Model** ICML 2020 [[pdf](https://example.org/4.pdf)]
4. **A Thin Model** ICML 2020 [[pdf](https://example.org/5.pdf)]
"""


def test_parse() -> None:
    document = awesomelint.parse(TEXT, "list.md")
    assert isinstance(document, awesomelint.Document)
    assert document.source.path == "list.md"
    assert next(entry.title.value for entry in document.entries if entry.title) == "A Small Model"


def test_lint() -> None:
    (found,) = awesomelint.lint(TEXT)
    assert (found.code, found.severity) == ("NUM101", awesomelint.Severity.ERROR)
    assert awesomelint.Source(TEXT).position(found.span.start) == (3, 1)


def test_fix() -> None:
    result = awesomelint.fix(TEXT)
    assert isinstance(result, awesomelint.FixResult)
    assert [line[0] for line in result.source.text.splitlines()] == ["1", "2", "3", "4", "5"]
    assert (dict(result.applied), result.diagnostics) == ({"NUM101": 1}, ())


def test_configurations_of_every_kind(tmp_path: Path) -> None:
    path = tmp_path / "house.yaml"
    path.write_text("ignore: [NUM101]\n")
    read = awesomelint.load_config(path)
    assert isinstance(read, awesomelint.Config)
    assert configuration(read) is read
    for config in (read, path, str(path), {"ignore": ["NUM101"]}):
        assert awesomelint.lint(TEXT, config=config) == []
        assert awesomelint.fix(TEXT, config=config).source.text == TEXT
    assert awesomelint.lint(TEXT, config=None) != []
    with pytest.raises(awesomelint.ConfigError, match="did you mean"):
        awesomelint.lint(TEXT, config={"ingore": ["NUM101"]})


def test_the_path_decides_what_is_ignored() -> None:
    config = {"per-file-ignores": {"archive/": "NUM"}}
    assert awesomelint.lint(TEXT, config=config, path="archive/README.md") == []
    assert awesomelint.lint(TEXT, config=config, path="README.md") != []


@pytest.mark.parametrize("text", ["", "\ufeff", "\0", "\r", "a" * 10_000, "[" * 1_000, "<!-- awesomelint-"])
def test_any_text_is_a_list(text: str) -> None:
    awesomelint.parse(text)
    awesomelint.lint(text)
    assert awesomelint.fix(text).is_stable


def test_all_names_are_there() -> None:
    for name in awesomelint.__all__:
        assert getattr(awesomelint, name) is not None
    assert set(awesomelint.__all__) <= set(dir(awesomelint))
    assert awesomelint.__all__ == sorted(awesomelint.__all__, key=lambda name: (name.lower() == name, name))
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        awesomelint.nothing  # noqa: B018


def test_the_version_is_that_of_the_package() -> None:
    assert awesomelint.__version__ == importlib.metadata.version("awesomelint")


def test_importing_imports_nothing_else() -> None:
    code = "import sys; before = set(sys.modules); import awesomelint; print(sorted(set(sys.modules) - before))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said == "['awesomelint']\n"
