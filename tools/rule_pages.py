"""The pages of `docs/rules/`: one a rule and an index, made from the rule files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import unified_diff
from itertools import groupby
from pathlib import Path

from awesomelint.reporters.visible import visible
from awesomelint.rulebook.docs import Example, RuleDocs
from awesomelint.rulebook.example_facts import day, facts_told
from awesomelint.rulebook.load import load_docs, load_rulebook
from awesomelint.rulebook.spec import OptionSpec, RuleSpec

_GENERATED = "<!-- Made by tools/generate.py from {source}; edit that file. -->"
_FIXES = {
    "none": "not mended",
    "safe": "mended by `--fix`",
    "unsafe": "mended by `--fix --unsafe-fixes`",
}
_FENCES = re.compile(r"^\s*(`{3,})", re.MULTILINE)
_CODE_OR_MARK = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)|[\\\[\]<>*_|]")
_TICKS = re.compile(r"`+")


def rule_pages() -> dict[str, str]:
    """Return the text of every page by its file name."""
    specs = load_rulebook()
    pages = {f"{spec.code}.md": _page(spec, load_docs(spec)) for spec in specs}
    pages["README.md"] = _joined(_index(specs))
    return pages


def _joined(lines: Iterator[str]) -> str:
    return "\n".join(lines) + "\n"


def _index(specs: tuple[RuleSpec, ...]) -> Iterator[str]:
    yield "# Rules"
    yield ""
    yield _GENERATED.format(source="`rules/`")
    yield ""
    yield "`awesomelint explain CODE` shows the same on a terminal; `awesomelint rules` tells which rules run in a folder."
    for family, rules in groupby(specs, _family):
        yield ""
        yield f"## {family}"
        yield ""
        yield "| code | name | severity | fix | what holds |"
        yield "| --- | --- | --- | --- | --- |"
        for spec in rules:
            fix = "" if spec.fix == "none" else spec.fix
            link = f"[{spec.code}]({spec.code}.md)"
            yield f"| {link} | {spec.name} | {spec.severity.label} | {fix} | {_cell(spec.summary)} |"


def _family(spec: RuleSpec) -> str:
    return f"{spec.family}: {Path(spec.path).parent.name}"


def _page(spec: RuleSpec, docs: RuleDocs) -> str:
    return _joined(_page_lines(spec, docs))


def _page_lines(spec: RuleSpec, docs: RuleDocs) -> Iterator[str]:
    path = Path(spec.path)
    yield f"# {spec.code} {spec.name}"
    yield ""
    yield _GENERATED.format(source=f"`rules/{path.parent.name}/{path.name}`")
    yield ""
    yield _escaped(spec.summary)
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
    return f"| `{option.name}` | {values or option.kind} | {_value(option.default)} | {_cell(option.help)} |"


def _value(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(_value, value)) or "none"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return "none" if value in (None, "") else f"`{value}`"


def _cell(text: str) -> str:
    return _escaped(" ".join(text.split()))


def _escaped(text: str) -> str:
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
    yield f"### {_escaped(example.title)}"
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
        yield f"Known on {day(example.facts)}:"
        yield ""
        for subject, said in facts_told(example.facts):
            yield f"- {_code(subject)}: {_code(said)}"
        yield ""
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
