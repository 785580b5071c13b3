"""A rule as Markdown: what holds, why, options and examples, for the pages of `docs/rules/` and for services that show rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import unified_diff

from awesomelint.facts import Facts
from awesomelint.reporters.visible import visible
from awesomelint.rulebook.docs import Example, RuleDocs
from awesomelint.rulebook.spec import OptionSpec, RuleSpec

_FIXES = {
    "none": "not mended",
    "safe": "mended by `--fix`",
    "unsafe": "mended by `--fix --unsafe-fixes`",
}
_FENCES = re.compile(r"^\s*(`{3,})", re.MULTILINE)
_CODE_OR_MARK = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)|[\\\[\]<>*_|]")
_TICKS = re.compile(r"`+")


def rule_markdown(spec: RuleSpec, docs: RuleDocs) -> Iterator[str]:
    """Yield the lines about a rule, without its code and name."""
    yield escaped(spec.summary)
    yield ""
    yield f"Severity: {spec.severity.label}; {_FIXES[spec.fix]}; since {spec.since}."
    yield ""
    yield "## Why"
    yield ""
    yield docs.why
    if spec.options:
        yield ""
        yield "## Options"
        yield ""
        yield "| option | values | default | meaning |"
        yield "| --- | --- | --- | --- |"
        yield from map(_option, spec.options)
    for is_good, heading in ((False, "Reported"), (True, "Not reported")):
        examples = [example for example in docs.examples if example.is_good is is_good]
        if examples:
            yield ""
            yield f"## {heading}"
        for example in examples:
            yield from _example(example)


def _option(option: OptionSpec) -> str:
    values = ", ".join(f"`{choice}`" for choice in option.choices)
    if option.kind == "list":
        values = f"list of {values}" if values else "list of texts"
    return f"| `{option.name}` | {values or option.kind} | {_value(option.default)} | {table_cell(option.help)} |"


def _value(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(_value, value)) or "none"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return "none" if value in (None, "") else f"`{value}`"


def table_cell(text: str) -> str:
    """Return a text on one line, as `escaped` returns it."""
    return escaped(" ".join(text.split()))


def escaped(text: str) -> str:
    """Return a text, which may hold code but no other markup, such that Markdown shows it as it is."""

    def escape(match: re.Match[str]) -> str:
        return match[0].replace("|", "\\|") if match[1] else f"\\{match[0]}"

    return _CODE_OR_MARK.sub(escape, visible(text))


def _code(text: str) -> str:
    """Return a text as inline code; the ticks around it are more than any in it."""
    shown = visible(text)
    longest = max(map(len, _TICKS.findall(shown)), default=0)
    if not longest:
        return f"`{shown}`"
    ticks = "`" * (longest + 1)
    return f"{ticks} {shown} {ticks}"


def _example(example: Example) -> Iterator[str]:
    yield ""
    yield f"### {escaped(example.title)}"
    yield ""
    if example.options:
        settings = ", ".join(_code(f"{name}: {_plain(value)}") for name, value in example.options.items())
        yield f"With {settings}."
        yield ""
    if example.files is not None:
        files = ", ".join(f"`{name}`" for name in example.files) or "no other file"
        yield f"Around the list: {files}."
        yield ""
    if example.facts is not None:
        yield from _facts(example.facts)
    yield from _fenced("markdown", example.text)
    if example.report:
        yield ""
        for finding in example.report:
            yield f"- {finding.line}:{finding.column} {_code(finding.message)}"
    if example.fixed is not None and example.fixed != example.text:
        yield ""
        yield "Mended:"
        yield ""
        before, after = example.text.splitlines(), example.fixed.splitlines()
        changes = list(unified_diff(before, after, n=0, lineterm=""))[2:]
        yield from _fenced("diff", "\n".join(changes))


def _facts(facts: Facts) -> Iterator[str]:
    from awesomelint.rulebook.example_facts import day, facts_told

    yield f"Known on {day(facts)}:"
    yield ""
    for subject, said in facts_told(facts):
        yield f"- {_code(subject)}: {_code(said)}"
    yield ""


def _plain(value: object) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(str, value))}]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _fenced(language: str, text: str) -> Iterator[str]:
    """Yield a fenced block; the fence is longer than any in the text."""
    longest = max((len(fence) for fence in _FENCES.findall(text)), default=2)
    fence = "`" * (longest + 1)
    yield f"{fence}{language}"
    yield from map(visible, text.removesuffix("\n").split("\n"))
    yield fence
