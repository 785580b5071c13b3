"""Read the rules: the heads of rule files, strictly, and the presets.

Those of the program are read from their compiled form (`paths.compiled`), a user's own from their files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from awesomelint.diagnostic import Severity
from awesomelint.errors import RulebookError
from awesomelint.paths import compiled, rules_root
from awesomelint.rulebook.spec import KINDS, Change, OptionSpec, RuleSpec, option_value, option_values, read_severity
from awesomelint.startup import NamedTuple
from awesomelint.yaml_reader import Node, read_text, read_yaml, read_yaml_file

FAMILIES = ("NUM", "ORD", "FMT", "DUP", "VEN", "LNK", "PAP", "AWE", "RND", "SUP")
"""The letters of our codes, also of those to come."""
_PRESETS = "presets"
_NOT_RULES = frozenset({_PRESETS, "data"})
"""Folders under `rules/` that hold no rules."""


class Rulebook(NamedTuple):
    """All rules, sorted by code, and the presets by name, as plain values of a configuration."""

    rules: tuple[RuleSpec, ...]
    presets: Mapping[str, Mapping[str, Any]]


@cache
def rulebook() -> Rulebook:
    """Return the rulebook of the program, read once per process.

    Raises `RulebookError` for a rule file that breaks its contract.
    """
    (line,) = compiled("rulebook", compile_rulebook)
    rules, presets = json.loads(line)
    root = rules_root()
    return Rulebook(tuple([_unpacked(values, root) for values in rules]), presets)


def load_rulebook() -> tuple[RuleSpec, ...]:
    """Return the heads of all rules, sorted by code."""
    return rulebook().rules


def load_presets() -> Mapping[str, Mapping[str, Any]]:
    """Return the presets by name, as plain values of a configuration."""
    return rulebook().presets


def load_own_rules(folder: Path, known: Iterable[RuleSpec] = ()) -> tuple[RuleSpec, ...]:
    """Return the user's own rules in a folder, sorted by code; `known` are rules whose codes and names are taken.

    Raises `RulebookError` for a malformed rule, and for a code or name that is taken.
    """
    return _read_rules(folder, [*load_rulebook(), *known], is_own=True)


def compile_rulebook() -> Iterable[Any]:
    """Return the rulebook as plain values, with the paths of rules relative to their root."""
    root = rules_root()
    rules = [rule._replace(path=Path(rule.path).relative_to(root).as_posix()) for rule in _read_rules(root)]
    presets = {}
    for path in sorted((root / _PRESETS).glob("*.yaml")):
        preset = read_yaml_file(path, "preset", RulebookError)
        preset.table()
        presets[path.stem] = preset.value
    return [(rules, presets)]


def _unpacked(values: list[Any], root: Path) -> RuleSpec:
    """Return a rule from its fields as JSON has them."""
    code, name, summary, since, check, severity, fix, options, path, changes, tags = values
    specs = tuple(
        [OptionSpec(name, kind, default, said, tuple(choices)) for name, kind, default, said, choices in options]
    )
    level, kinds = Severity(severity), tuple(map(Change, changes))
    return RuleSpec(code, name, summary, since, check, level, fix, specs, f"{root}/{path}", kinds, tuple(tags))


def rule_files(folder: Path) -> list[Path]:
    """Return the rule files in a folder and one level below it, sorted."""
    files = [*folder.glob("*.yaml"), *folder.glob("*/*.yaml")]
    return sorted(path for path in files if path.parent == folder or path.parent.name not in _NOT_RULES)


def _read_rules(folder: Path, known: Iterable[RuleSpec] = (), *, is_own: bool = False) -> tuple[RuleSpec, ...]:
    """Read the rule files in a folder."""
    taken = {word: rule.path for rule in known for word in (rule.code, rule.name)}
    specs = []
    for path in rule_files(folder):
        spec = read_head(path, is_own=is_own)
        for word in (spec.code, spec.name):
            if word in taken:
                raise RulebookError(f'"{word}" is already a rule in {taken[word]}', path=spec.path)
            taken[word] = spec.path
        specs.append(spec)
    return tuple(sorted(specs, key=lambda spec: spec.code))


def split_rule_file(path: Path) -> tuple[str, str, int]:
    """Return head and body of a rule file, and the line (from 1) on which the body begins.

    Raises `RulebookError` for a file that cannot be read or has one part only.
    """
    text = read_text(path, "rule file", RulebookError)
    cut = re.search(r"(?m)^---[ \t]*\r?$", text)
    if cut is None:
        raise RulebookError('a rule file has two parts separated by a line "---", found one', path=str(path))
    return text[: cut.start()], text[cut.end() :], text.count("\n", 0, cut.end()) + 1


# -- the head of a rule file


def _matching(pattern: str, what: str) -> Callable[[Node], str]:
    def read(node: Node) -> str:
        text = node.text()
        if not re.fullmatch(pattern, text):
            node.fail(f'{what}, found "{text}"')
        return text

    return read


def _sentence(node: Node) -> str:
    text = node.words()
    if text[-1] not in ".!?":
        node.fail("the summary must be a sentence that ends with a full stop")
    return text


def _option(name: str, node: Node) -> OptionSpec:
    """Read `{enum: [...], default: ..., help: ...}` or `{type: integer, default: ..., help: ...}`."""
    keys = node.table(("enum", "type", "default", "help"), required=("default", "help"))
    choices = keys["enum"].texts() if "enum" in keys else ()
    kind = keys["type"].choice(KINDS) if "type" in keys else "enum"
    if kind == "enum" and not choices:
        node.fail('an option needs the key "enum" or "type"')
    if choices and kind not in ("enum", "list"):
        keys["enum"].fail(f'"enum" goes with type enum or list, not {kind}')
    option = OptionSpec(name, kind, None, keys["help"].words(), choices)
    return option._replace(default=option_value(option, keys["default"]))


FIXES = ("none", "safe", "unsafe")
CHANGES = tuple(change.value for change in Change)

_HEAD: Mapping[str, Callable[[Node], Any]] = {
    "code": _matching("[A-Z]{2,10}[0-9]{1,4}", "a code is capital letters and a number such as NUM101"),
    "name": _matching(
        "[a-z][a-z0-9]*(?:-[a-z0-9]+)*", "a name is lower-case words joined by hyphens such as link-brackets"
    ),
    "summary": _sentence,
    "since": Node.text,
    "check": Node.text,
    "severity": read_severity,
    "fix": lambda node: node.choice(FIXES),
    "changes": lambda node: tuple(Change(item.choice(CHANGES)) for item in node.items()),
    "tags": Node.texts,
    "options": lambda node: tuple(_option(name, option) for name, option in node.table().items()),
    "with": lambda node: node,
}


def read_head(path: Path, *, is_own: bool = False) -> RuleSpec:
    """Read the first document of a rule file; `is_own` if it is a user's own rule, which keeps out of our families.

    Raises `RulebookError` with the place of what is wrong.
    """
    head = read_yaml(split_rule_file(path)[0], str(path), RulebookError)
    fields = head.fields(_HEAD, required=("code", "name", "summary", "check", "severity", "fix"))
    given = fields.pop("with", None)
    spec = RuleSpec(path=str(path), **{"since": "", "options": (), **fields})
    if is_own:
        _check_own(spec, head)
    if path.stem != f"{spec.code}-{spec.name}":
        head.child("code").fail(f"the file must be called {spec.code}-{spec.name}.yaml")
    if given is not None or spec.check.startswith(("field.", "link.")):
        return spec._replace(options=_with_parameters(spec, given, head.child("check")))
    return spec


def _check_own(spec: RuleSpec, head: Node) -> None:
    from awesomelint.checks import CHECKS

    if spec.family in FAMILIES:
        head.child("code").fail(f"codes that begin with {spec.family} are built-in; use other letters")
    head.child("check").choice(CHECKS)


def _with_parameters(spec: RuleSpec, given: Node | None, check: Node) -> tuple[OptionSpec, ...]:
    """Return the options of a rule and the parameters of its generic check, with the values under `with` as their defaults."""
    from awesomelint.checks import CHECKS

    parameters = CHECKS[spec.check].parameters if spec.check in CHECKS else ()
    if not parameters:
        check.fail(f'the check "{spec.check}" takes no parameters under "with"')
    values = option_values(parameters, given) if given else {}
    for parameter in parameters:
        if values.setdefault(parameter.name, parameter.default) is None:
            check.fail(f'the check "{spec.check}" needs "{parameter.name}" under "with"')
    own = {option.name: option for option in spec.options}
    return tuple({**own, **{one.name: one._replace(default=values[one.name]) for one in parameters}}.values())
