"""The head of a rule file, read as strictly as a contributor could wish."""

from __future__ import annotations

import re
from pathlib import Path

from awesomelint.diagnostic import Severity
from awesomelint.errors import RulebookError
from awesomelint.marked import Node, read_yaml
from awesomelint.rulebook.docs import split_rule_file
from awesomelint.rulebook.options import SEVERITY_WORDS, declared_option, option_value
from awesomelint.rulebook.spec import Change, OptionSpec, RuleSpec

FAMILIES = ("NUM", "FMT", "DUP", "VEN", "LNK", "PAP", "AWE", "SUP")
"""The letters of our codes, also of those to come."""
FIXES = ("none", "safe", "unsafe")
CHANGES = tuple(change.value for change in Change)
_HEAD = ("code", "name", "summary", "since", "check", "severity", "fix", "changes", "options", "with")
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
    from awesomelint.checks import CHECKS  # checks import the rulebook's specs

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
