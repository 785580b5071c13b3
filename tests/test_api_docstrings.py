"""What `help()` says about the public interface: all of it, with units, and the errors that it raises."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

import awesomelint

PUBLIC = [name for name in awesomelint.__all__ if not name.startswith("_")]
CLASSES = [name for name in PUBLIC if inspect.isclass(getattr(awesomelint, name))]
FUNCTIONS = [name for name in PUBLIC if name not in CLASSES]
PAGE = (Path(__file__).parents[1] / "docs" / "python.md").read_text(encoding="utf-8")
UNITS = r"code point|from 1|from 0|UTF-16|UTF-8"


def own(found: type) -> dict[str, object]:
    """Return what a class and its bases of ours define, by name."""
    ours = [base for base in reversed(found.__mro__) if base.__module__.startswith("awesomelint.")]
    return {
        name: value
        for base in ours
        if base.__name__ != "NamedTuple"
        for name, value in vars(base).items()
        if name[0] != "_"
    }


def attributes(found: type) -> set[str]:
    """Return the names of what the objects of a class hold: fields, slots, what `__init__` sets, members of an enumeration."""
    if issubclass(found, Enum):
        return set(found.__members__)
    names = {one.name for one in dataclasses.fields(found)} if dataclasses.is_dataclass(found) else set()
    names |= set(getattr(found, "_fields", ()))
    for base in found.__mro__:
        if (
            base.__module__.startswith("awesomelint.")
            and "__init__" in vars(base)
            and not dataclasses.is_dataclass(base)
        ):
            code = textwrap.dedent(inspect.getsource(vars(base)["__init__"]))
            names |= set(re.findall(r"^ +self\.([a-z]\w*)\b[^=\n]*=", code, re.MULTILINE))
    return names


def methods(found: type) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield what can be called or read on a class, each as its function."""
    for name, value in own(found).items():
        if isinstance(value, (property, cached_property)):
            yield name, value.fget if isinstance(value, property) else value.func  # type: ignore[misc]
        elif isinstance(value, (classmethod, staticmethod)):
            yield name, value.__func__
        elif inspect.isfunction(value):
            yield name, value


def raised(function: Callable[..., Any]) -> set[str]:
    """Return the names of the errors that a function raises by itself."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    return {
        node.exc.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and isinstance(node.exc.func, ast.Name)
    }


@pytest.mark.parametrize("name", CLASSES)
def test_classes_say_what_all_they_hold_means(name: str) -> None:
    found = getattr(awesomelint, name)
    said = vars(found)["__doc__"]
    assert said
    everything = " ".join(
        vars(base)["__doc__"] or "" for base in found.__mro__ if base.__module__.startswith("awesomelint.")
    )
    documented = {one for one, _ in methods(found)}
    missing = {one for one in attributes(found) - documented if not re.search(rf"`[^`]*\b{one}\b[^`]*`", everything)}
    assert not missing, missing
    for method, function in methods(found):
        assert function.__doc__, method


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_say_what_they_take_and_raise(name: str) -> None:
    function = getattr(awesomelint, name)
    said = function.__doc__ or ""
    for parameter in inspect.signature(function).parameters:
        assert parameter == "text" or f"`{parameter}`" in said, parameter
    assert ("Raises" in said) is (name not in ("parse", "compare"))
    assert f"`{name}(" in PAGE


@pytest.mark.parametrize("name", CLASSES)
def test_methods_name_the_errors_that_they_raise(name: str) -> None:
    for method, function in methods(getattr(awesomelint, name)):
        for error in raised(function):
            assert re.search(rf"[Rr]aises[^.]*`{error}`", function.__doc__ or ""), (method, error)


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (awesomelint.load_config, "ConfigError"),
        (awesomelint.lint, "ConfigError"),
        (awesomelint.fix, "ConfigError"),
        (awesomelint.load_config, "RulebookError"),
        (awesomelint.lint, "RulebookError"),
        (awesomelint.fix, "RulebookError"),
    ],
)
def test_errors_come_as_announced(call: Callable[..., object], error: str, tmp_path: Path) -> None:
    config = tmp_path / ".awesomelint.yaml"
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "HOU101-house.yaml").write_text("code: HOU101\n", encoding="utf-8")
    config.write_text("rule-paths: rules\n" if error == "RulebookError" else "ignroe: []\n", encoding="utf-8")
    loading = call is awesomelint.load_config
    with pytest.raises(getattr(awesomelint, error)) as caught:
        call(str(config)) if loading else call("# A\n", config=config)
    assert caught.value.path is not None
    assert str(caught.value).startswith(f"{caught.value.path}:")
    assert f"`{error}`" in (call.__doc__ or "")


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda: awesomelint.Severity.parse("fatal"), KeyError),
        (lambda: awesomelint.Source.from_bytes(b"\xff\xfe#", "list.md"), awesomelint.InputError),
        (lambda: awesomelint.Source.from_bytes(b"# \xe9", "list.md"), awesomelint.InputError),
        (lambda: awesomelint.Source("\ud800").to_bytes(), UnicodeEncodeError),
        (lambda: awesomelint.Source("a").line(2), IndexError),
    ],
)
def test_methods_raise_what_they_say(call: Callable[[], object], error: type[Exception]) -> None:
    with pytest.raises(error):
        call()


def test_what_counts_names_its_unit() -> None:
    source = awesomelint.Source
    counting = [
        source.offset,
        source.position,
        source.line_at,
        source.line_span,
        source.utf16_column,
        source.utf8_column,
    ]
    for one in (*counting, awesomelint.Document.section_at, awesomelint.lint):
        assert re.search(UNITS, one.__doc__ or ""), one
    for found in (awesomelint.Span, awesomelint.Position, source, awesomelint.Entry, awesomelint.Section):
        assert re.search(UNITS, found.__doc__ or ""), found
    for name, function in methods(source):
        if {"offset", "line", "column"} & set(inspect.signature(function).parameters):
            assert re.search(f"{UNITS}|offset", function.__doc__ or ""), name


@pytest.mark.parametrize("name", ["Diagnostic", "Span", "Edit", "Config"])
def test_help_shows_how_tuples_are_made(name: str) -> None:
    found = getattr(awesomelint, name)
    assert tuple(inspect.signature(found).parameters) == found._fields
    assert all(one.annotation is not one.empty for one in inspect.signature(found).parameters.values())


def test_the_page_knows_all_errors() -> None:
    for name in CLASSES:
        if issubclass(getattr(awesomelint, name), Exception):
            assert f"`{name}`" in PAGE
