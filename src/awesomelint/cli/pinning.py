"""From what a list does to a configuration that says so."""

from __future__ import annotations

from collections.abc import Sequence

from awesomelint.config.model import Config
from awesomelint.document.model import Document
from awesomelint.document.style.conventions import MIN_WITNESSES
from awesomelint.engine import lint_document
from awesomelint.reporters.habits import Habit
from awesomelint.rulebook.spec import OptionSpec, Rule
from awesomelint.span import Span

INFER = "infer"


def pins(document: Document, config: Config, seen: Sequence[Habit]) -> list[tuple[str, str, str, str]]:
    """Return rule, option, value and evidence for each convention that can be written down.

    An option is pinned to the value under which its rule finds exactly what it finds when the list decides, provided that every
    other value finds clearly more: at least as many as a convention needs witnesses. So a new configuration never
    changes what is found, and what only a few entries show is left open.
    """
    evidence = {habit.point: str(habit.convention) for habit in seen if not habit.section and habit.convention}
    found = []
    for rule in config.known:
        for option in rule.options:
            if INFER in option.choices and option.default == INFER:
                value = _pin(document, rule.configured(), option)
                if value is not None:
                    found.append((rule.name, option.name, value, evidence.get(rule.name, "")))
    return found


def _pin(document: Document, rule: Rule, option: OptionSpec) -> str | None:
    inferred = _places(document, rule)
    values = [choice for choice in option.choices if choice != INFER]
    by_value = {
        value: _places(document, rule._replace(options={**rule.options, option.name: value})) for value in values
    }
    same = [value for value in values if by_value[value] == inferred]
    if len(same) != 1:
        return None
    others = [len(by_value[value]) for value in values if value not in same]
    return same[0] if others and min(others) >= len(inferred) + MIN_WITNESSES else None


def _places(document: Document, rule: Rule) -> set[Span]:
    return {diagnostic.span for diagnostic in lint_document(document, [rule])}
