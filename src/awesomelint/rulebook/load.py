"""The rulebook: the heads of all rules, read strictly, and the presets."""

from __future__ import annotations

import json
import os
import re
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from awesomelint import __version__
from awesomelint.diagnostic import Severity
from awesomelint.errors import RulebookError
from awesomelint.named_tuple import NamedTuple
from awesomelint.paths import cache_dir, rules_root, states
from awesomelint.rulebook.docs import split_rule_file
from awesomelint.rulebook.spec import SEVERITY_WORDS, Change, OptionSpec, RuleSpec, declared_option, option_value
from awesomelint.yaml_reader import Node, read_yaml

if TYPE_CHECKING:
    from awesomelint.rulebook.docs import RuleDocs


FAMILIES = ("NUM", "FMT", "DUP", "VEN", "LNK", "PAP", "AWE", "SUP")
"""The letters of our codes, also of those to come."""
FIXES = ("none", "safe", "unsafe")
CHANGES = tuple(change.value for change in Change)
_HEAD = ("code", "name", "summary", "since", "check", "severity", "fix", "changes", "tags", "options", "with")
_HEAD_REQUIRED = ("code", "name", "summary", "check", "severity", "fix")
_CODE = re.compile(r"[A-Z]{2,10}[0-9]{1,4}")
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def read_head(path: Path, *, is_own: bool = False) -> RuleSpec:
    """Read the first document of a rule file; `is_own` if it is a user's own rule, which keeps out of our families.

    Raises `RulebookError` with the place of what is wrong.
    """
    head = read_yaml(split_rule_file(path)[0], str(path), RulebookError)
    keys = head.table(_HEAD, required=_HEAD_REQUIRED)
    code, name = keys["code"], keys["name"]
    if not _CODE.fullmatch(code.text()):
        code.fail(f'a code is capital letters and a number such as NUM101, found "{code.text()}"')
    if not _NAME.fullmatch(name.text()):
        name.fail(f'a name is lower-case words joined by hyphens such as link-brackets, found "{name.text()}"')
    if is_own:
        _check_own(keys)
    stem = f"{code.text()}-{name.text()}"
    if path.stem != stem:
        code.fail(f"the file must be called {stem}.yaml")
    if keys["summary"].words()[-1] not in ".!?":
        keys["summary"].fail("the summary must be a sentence that ends with a full stop")
    declared = {name: declared_option(name, node) for name, node in _table(keys, "options").items()}
    options = _with_parameters(keys, declared) if "with" in keys or _is_generic(keys["check"]) else declared
    return RuleSpec(
        code.text(),
        name.text(),
        keys["summary"].words(),
        keys["since"].text() if "since" in keys else "",
        keys["check"].text(),
        Severity.parse(keys["severity"].choice(SEVERITY_WORDS)),
        keys["fix"].choice(FIXES),
        tuple(options.values()),
        str(path),
        tuple(Change(item.choice(CHANGES)) for item in keys["changes"].items()) if "changes" in keys else (),
        tuple(item.text() for item in keys["tags"].items()) if "tags" in keys else (),
    )


def _table(keys: dict[str, Node], name: str) -> dict[str, Node]:
    return keys[name].table() if name in keys else {}


def _is_generic(check: Node) -> bool:
    return check.text().startswith(("field.", "link."))


def _check_own(keys: dict[str, Node]) -> None:
    from awesomelint.checks import CHECKS

    family = keys["code"].text().rstrip("0123456789")
    if family in FAMILIES:
        keys["code"].fail(f"codes that begin with {family} are awesomelint's own; take other letters")
    keys["check"].choice(CHECKS)


def _with_parameters(keys: dict[str, Node], declared: dict[str, OptionSpec]) -> dict[str, OptionSpec]:
    """Return the parameters of a generic check as options of the rule, with the values under `with` as their defaults."""
    from awesomelint.checks import CHECKS

    check = CHECKS.get(keys["check"].text())
    parameters = {parameter.name: parameter for parameter in check.parameters} if check else {}
    if not parameters:
        keys["check"].fail(f'the check "{keys["check"].text()}" takes no parameters under "with"')
    given = keys["with"].table(parameters) if "with" in keys else {}
    options = dict(declared)
    for name, parameter in parameters.items():
        if name in given:
            value = option_value(parameter, given[name])
        elif parameter.default is None:
            keys["check"].fail(f'the check "{keys["check"].text()}" needs "{name}" under "with"')
        else:
            value = parameter.default
        options[name] = OptionSpec(name, parameter.kind, value, parameter.help, parameter.choices)
    return options


#| A compiled copy of the rulebook in the cache folder, because reading YAML takes longer than linting a list.
#|
#| The copy is keyed by the program's version and by name, size and time of every rule file. A copy that is missing, stale,
#| damaged or unwritable is no error: the rule files are read instead.

FORMAT = 2


def stamp(root: Path) -> str:
    """Return the key of a rulebook: it changes when a file in its folder is added, removed or written.

    Raises `OSError` when one is gone meanwhile.
    """
    return "\n".join((f"{FORMAT} {__version__}", *sorted(states(str(root), ".yaml"))))


def read_copy(root: Path, key: str) -> Any:
    """Return what was written under a key, or `None`."""
    try:
        kept = json.loads(_file(root).read_bytes())
        return kept["rulebook"] if kept["key"] == key else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def write_copy(root: Path, key: str, rulebook: Any) -> None:
    """Keep a rulebook under a key; other processes see the old copy or the new one, nothing between."""
    target = _file(root)
    part = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps({"key": key, "rulebook": rulebook}), encoding="utf-8")
        part.replace(target)
    except OSError:
        with suppress(OSError):
            part.unlink()


def _file(root: Path) -> Path:
    # A checkout and an installed package have a copy each; should two names meet, each is read anew in turn.
    return cache_dir() / f"rulebook-{zlib.crc32(os.fsencode(root)):08x}.json"


#| The rulebook: the heads of all rules that come with the program, and the presets.

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
    # MOVED

    taken = {word: rule.path for rule in known for word in (rule.code, rule.name)}
    specs = [read_head(path, is_own=is_own) for path in files]
    for spec in specs:
        for word in (spec.code, spec.name):
            if word in taken:
                raise RulebookError(f'"{word}" is already a rule in {taken[word]}', path=spec.path)
            taken[word] = spec.path
    return tuple(sorted(specs, key=lambda spec: spec.code))


def _read_presets(files: Iterable[Path]) -> dict[str, dict[str, Any]]:
    from awesomelint.yaml_reader import read_yaml

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
        rules.append([*words, severity, rule.fix, options, path, rule.changes, rule.tags])
    return {"rules": rules, "presets": dict(rulebook.presets)}


def _unpacked(kept: dict[str, Any], root: Path) -> Rulebook:
    rules = tuple(_unpacked_rule(values, root) for values in kept["rules"])
    return Rulebook(rules, {str(name): dict(values) for name, values in kept["presets"].items()})


def _unpacked_rule(values: list[Any], root: Path) -> RuleSpec:
    code, name, summary, since, check, severity, fix, options, path, changes, tags = values
    specs = tuple(
        OptionSpec(name, kind, default, said, tuple(choices)) for name, kind, default, said, choices in options
    )
    level = Severity(severity)
    kinds = tuple(map(Change, changes))
    return RuleSpec(code, name, summary, since, check, level, fix, specs, f"{root}/{path}", kinds, tuple(tags))
