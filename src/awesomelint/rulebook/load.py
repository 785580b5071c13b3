"""The rulebook: the heads of all rules that come with the program, and the presets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from awesomelint.data import rules_root
from awesomelint.diagnostic import Severity
from awesomelint.errors import RulebookError
from awesomelint.named_tuple import NamedTuple
from awesomelint.rulebook.compiled import read_copy, stamp, write_copy
from awesomelint.rulebook.spec import Change, OptionSpec, RuleSpec

if TYPE_CHECKING:
    from awesomelint.rulebook.docs import RuleDocs

_PRESETS = "presets"
_NOT_RULES = frozenset({_PRESETS, "data"})
"""Folders under `rules/` that hold no rules."""


class Rulebook(NamedTuple):
    """All rules, sorted by code, and the presets by name, as plain values of a configuration."""

    rules: tuple[RuleSpec, ...]
    presets: Mapping[str, Mapping[str, Any]]


@cache
def rulebook() -> Rulebook:
    """Return the rulebook of the program, read once a process.

    Raises `RulebookError` for a rule file that breaks its contract.
    """
    root = rules_root()
    key = stamp(root)
    kept = read_copy(root, key)
    if kept is not None:
        try:
            return _unpacked(kept, root)
        except (KeyError, TypeError, ValueError, AttributeError):
            pass  # written by something else; read the files
    found = Rulebook(_read_rules(_rule_files(root)), _read_presets(sorted((root / _PRESETS).glob("*.yaml"))))
    write_copy(root, key, _packed(found, root))
    return found


def load_rulebook() -> tuple[RuleSpec, ...]:
    """Return the heads of all rules, sorted by code."""
    return rulebook().rules


def load_presets() -> Mapping[str, Mapping[str, Any]]:
    """Return the presets by name, as plain values of a configuration."""
    return rulebook().presets


def load_docs(spec: RuleSpec) -> RuleDocs:
    """Return why a rule exists, and its examples.

    Raises `RulebookError` for a malformed body.
    """
    from awesomelint.rulebook.docs import read_body

    return read_body(spec)


def load_own_rules(folder: Path, known: Iterable[RuleSpec] = ()) -> tuple[RuleSpec, ...]:
    """Return the user's own rules in a folder, sorted by code; `known` are rules whose codes and names are taken.

    Raises `RulebookError` for a malformed rule, and for a code or name that is taken.
    """
    return _read_rules(_rule_files(folder), [*load_rulebook(), *known], is_own=True)


def _rule_files(folder: Path) -> list[Path]:
    """Return the rule files in a folder and one level below it, sorted by path."""
    found = [*folder.glob("*.yaml"), *folder.glob("*/*.yaml")]
    return sorted(path for path in found if path.parent == folder or path.parent.name not in _NOT_RULES)


def _read_rules(files: Iterable[Path], known: Iterable[RuleSpec] = (), *, is_own: bool = False) -> tuple[RuleSpec, ...]:
    from awesomelint.rulebook.head import read_head

    taken = {word: rule.path for rule in known for word in (rule.code, rule.name)}
    specs = [read_head(path, is_own=is_own) for path in files]
    for spec in specs:
        for word in (spec.code, spec.name):
            if word in taken:
                raise RulebookError(f'"{word}" is already a rule in {taken[word]}', path=spec.path)
            taken[word] = spec.path
    return tuple(sorted(specs, key=lambda spec: spec.code))


def _read_presets(files: Iterable[Path]) -> dict[str, dict[str, Any]]:
    from awesomelint.marked import read_yaml

    presets = {}
    for path in files:
        node = read_yaml(path.read_text(encoding="utf-8"), str(path), RulebookError)
        node.table()
        presets[path.stem] = node.value
    return presets


def _packed(rulebook: Rulebook, root: Path) -> dict[str, Any]:
    rules = []
    for rule in rulebook.rules:
        options = [[option.name, option.kind, option.default, option.help, option.choices] for option in rule.options]
        path = Path(rule.path).relative_to(root).as_posix()
        severity = int(rule.severity)
        words = [rule.code, rule.name, rule.summary, rule.since, rule.check]
        rules.append([*words, severity, rule.fix, options, path, rule.changes])
    return {"rules": rules, "presets": dict(rulebook.presets)}


def _unpacked(kept: dict[str, Any], root: Path) -> Rulebook:
    rules = tuple(_unpacked_rule(values, root) for values in kept["rules"])
    return Rulebook(rules, {str(name): dict(values) for name, values in kept["presets"].items()})


def _unpacked_rule(values: list[Any], root: Path) -> RuleSpec:
    code, name, summary, since, check, severity, fix, options, path, changes = values
    specs = tuple(
        OptionSpec(name, kind, default, said, tuple(choices)) for name, kind, default, said, choices in options
    )
    level = Severity(severity)
    return RuleSpec(code, name, summary, since, check, level, fix, specs, f"{root}/{path}", tuple(map(Change, changes)))
