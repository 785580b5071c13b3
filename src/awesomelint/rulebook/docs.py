"""The body of a rule file: why the rule exists, and its examples, which are documentation and test at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from awesomelint.errors import RulebookError
from awesomelint.marked import Node, read_yaml
from awesomelint.rulebook.options import option_value
from awesomelint.rulebook.spec import OptionValue, RuleSpec

if TYPE_CHECKING:
    from awesomelint.facts import Facts

_EXAMPLE = ("title", "good", "bad", "report", "fixed", "options", "beside", "files", "facts")
_FINDING = ("line", "column", "message")
_SEPARATOR = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Finding:
    """What an example says is reported: a place, from 1, and the message."""

    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.line}:{self.column}: {self.message}"


@dataclass(frozen=True, slots=True)
class Example:
    """One example of a rule: a text, what is reported for it (nothing, where it is good), and the text after fixing.

    `fixed` is `None` where nothing is mended. `options` are the rule's in this example, `beside` the codes of other rules
    that run with it, `files` the files around the list and `facts` what is known of its links (`None` where nobody knows),
    `line` where the example begins.
    """

    title: str
    text: str
    is_good: bool
    report: tuple[Finding, ...] = ()
    fixed: str | None = None
    options: Mapping[str, OptionValue] = field(default_factory=dict)
    beside: tuple[str, ...] = ()
    files: tuple[str, ...] | None = None
    facts: Facts | None = None
    line: int = 1


@dataclass(frozen=True, slots=True)
class RuleDocs:
    """The body of a rule file: why the rule exists, in Markdown, and its examples."""

    why: str
    examples: tuple[Example, ...]


def read_body(spec: RuleSpec) -> RuleDocs:
    """Read the second document of a rule's file. Raises `RulebookError` with the place of what is wrong."""
    path = Path(spec.path)
    _, text, line = split_rule_file(path)
    body = read_yaml(text, spec.path, RulebookError, line)
    keys = body.table(("why", "examples"), required=("why", "examples"))
    examples = tuple(_example(node, spec) for node in keys["examples"].items())
    return RuleDocs(keys["why"].text().strip(), examples)


def split_rule_file(path: Path) -> tuple[str, str, int]:
    """Return head and body of a rule file, and the line (from 1) on which the body begins.

    Raises `RulebookError` for a file that cannot be read or has one part only.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        said = error.strerror if isinstance(error, OSError) else "not valid UTF-8"
        raise RulebookError(f"the rule file cannot be read: {said}", path=str(path)) from None
    cut = _SEPARATOR.search(text)
    if cut is None:
        raise RulebookError('a rule file has two parts with a line "---" between them, found one', path=str(path))
    return text[: cut.start()], text[cut.end() :], text.count("\n", 0, cut.end()) + 1


def _example(node: Node, spec: RuleSpec) -> Example:
    keys = node.table(_EXAMPLE, required=("title",))
    if ("good" in keys) == ("bad" in keys):
        node.fail('an example has either "good" or "bad"')
    is_good = "good" in keys
    if is_good and (extra := next((keys[key] for key in ("report", "fixed") if key in keys), None)):
        extra.fail("a good example reports nothing and is not fixed", at_key=True)
    if not is_good and "report" not in keys:
        node.fail('a bad example needs "report"')
    if spec.fix == "none" and "fixed" in keys:
        keys["fixed"].fail("the rule fixes nothing (fix: none)", at_key=True)
    report = tuple(_finding(item) for item in keys["report"].items()) if "report" in keys else ()
    if not is_good and not report:
        keys["report"].fail("a bad example reports at least one finding")
    return Example(
        keys["title"].words(),
        keys["good" if is_good else "bad"].text(),
        is_good,
        report,
        keys["fixed"].text() if "fixed" in keys else None,
        _example_options(keys, spec),
        tuple(item.text() for item in keys["beside"].items()) if "beside" in keys else (),
        tuple(item.text() for item in keys["files"].items()) if "files" in keys else None,
        _facts(keys["facts"]) if "facts" in keys else None,
        node.line or 1,
    )


def _facts(node: Node) -> Facts:
    from awesomelint.rulebook.example_facts import read_facts  # few rules are about links

    return read_facts(node)


def _finding(node: Node) -> Finding:
    keys = node.table(_FINDING, required=_FINDING)
    return Finding(keys["line"].integer(), keys["column"].integer(), keys["message"].text())


def _example_options(keys: dict[str, Node], spec: RuleSpec) -> dict[str, object]:
    known = {option.name: option for option in spec.options}
    given = keys["options"].table(known) if "options" in keys else {}
    return {name: option_value(known[name], node) for name, node in given.items()}
