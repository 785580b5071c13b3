"""Readers by name, imported when they are first needed: most lists link to few of the sites that are known here."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from awesomelint.papers.identifiers.model import Reading


@cache
def load_reader(name: str) -> Callable[[Any], Reading | None]:
    """Return the function that a name such as `arxiv.read_arxiv` stands for: a module of this package, and a function in it."""
    module, function = name.split(".")
    reader: Callable[[Any], Reading | None] = getattr(
        import_module(f"awesomelint.papers.identifiers.{module}"), function
    )
    return reader
