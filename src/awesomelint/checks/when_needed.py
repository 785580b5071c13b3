"""Checks that are imported when they are first called: a run that asks nobody about links needs none that judge the answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from awesomelint.diagnostic import Diagnostic
from awesomelint.rulebook.spec import Rule


def when_needed(module: str, name: str) -> Callable[[Any, Rule], Iterator[Diagnostic]]:
    """Return a check that is the function `name` of a module of this package."""

    def check(subject: Any, rule: Rule) -> Iterator[Diagnostic]:
        found: Iterator[Diagnostic] = getattr(import_module(f"awesomelint.checks.{module}"), name)(subject, rule)
        return found

    return check
