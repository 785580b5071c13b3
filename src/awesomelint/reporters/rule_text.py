"""A rule told to a person, on a terminal and as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import unified_diff

from awesomelint.context import Facts
from awesomelint.reporters.text import BOLD, CYAN, DIM, GREEN, RED, SEVERITY_COLORS, View, visible, wrapped
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
    from awesomelint.rulebook.docs import day, facts_told

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


#| A rule told to a person: why, options, examples.

_CODE = re.compile(r"`([^`\n]+)`")
_BLOCK = re.compile(r"[-*|>#]|\d+\.|```| {4}")
_EXPLANATION_FIXES = {
    "none": "not fixed",
    "safe": "fixed by --fix",
    "unsafe": "fixed by --fix --unsafe-fixes",
}


def explanation(spec: RuleSpec, docs: RuleDocs, view: View) -> str:
    """Return the text about a rule, wrapped to the width of the view."""
    return "".join(f"{line}\n" for line in _lines(spec, docs, view))


def _lines(spec: RuleSpec, docs: RuleDocs, view: View) -> Iterator[str]:
    yield f"{view.paint(spec.code, BOLD)} {view.paint(spec.name, BOLD)}"
    yield from wrapped(visible(spec.summary), view.width)
    severity = view.paint(spec.severity.label, SEVERITY_COLORS[spec.severity])
    yield f"{severity}, {_EXPLANATION_FIXES[spec.fix]}, since {spec.since}"
    yield ""
    yield from _prose(docs.why, view)
    if spec.options:
        yield ""
        yield view.paint("Options", BOLD)
        for option in spec.options:
            yield from _explanation_option(option, view)
    for example in docs.examples:
        yield ""
        yield from _explanation_example(example, view)


def _prose(markdown: str, view: View) -> Iterator[str]:
    """Yield Markdown for a terminal: paragraphs are wrapped, everything else stays as it is written."""
    for number, block in enumerate(re.split(r"\n\s*\n", markdown)):
        if number:
            yield ""
        lines = block.splitlines()
        if any(_BLOCK.match(line) for line in lines):
            yield from (_explanation_code(visible(line), view) for line in lines)
        else:
            yield from (_explanation_code(line, view) for line in wrapped(visible(" ".join(lines)), view.width))


def _explanation_code(text: str, view: View) -> str:
    return _CODE.sub(lambda match: view.paint(match[0], CYAN), text) if view.color else text


def _explanation_option(option: OptionSpec, view: View) -> Iterator[str]:
    if option.choices:
        values = ", ".join(option.choices)
    else:
        values = {
            "integer": "a number",
            "number": "a number",
            "boolean": "true or false",
            "list": "a list of texts",
        }.get(option.kind, "a text")
    yield f"  {view.paint(option.name, CYAN)}: {values} (default: {_shown(option.default)})"
    yield from (f"      {line}" for line in wrapped(visible(" ".join(option.help.split())), view.width - 6))


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "none"
    return visible(str(value)) if value not in ("", None) else "none"


def _explanation_example(example: Example, view: View) -> Iterator[str]:
    verdict, color = ("good", GREEN) if example.is_good else ("bad", RED)
    yield f"{view.paint(verdict, f'1;{color}')}: {visible(example.title)}"
    if example.options:
        settings = ", ".join(f"{name}: {_shown(value)}" for name, value in example.options.items())
        yield view.paint(f"  with {settings}", DIM)
    yield from _explanation_facts(example, view)
    yield from _text(example.text, view)
    for finding in example.report:
        place = f"{finding.line}:{finding.column}"
        first, *rest = wrapped(visible(finding.message), view.width - len(place) - 6)
        yield f"  {view.paint('→', color)} {place}  {first}"
        yield from (" " * (len(place) + 6) + line for line in rest)
    if example.fixed is not None and example.fixed != example.text:
        yield f"  {view.paint('fixed', GREEN)}"
        yield from _changes(example.text, example.fixed, view)


def _explanation_facts(example: Example, view: View) -> Iterator[str]:
    """Yield what the example takes for known."""
    if example.facts is None:
        return
    from awesomelint.rulebook.docs import day, facts_told

    yield view.paint(f"  known on {day(example.facts)}", DIM)
    for subject, said in facts_told(example.facts):
        for line in wrapped(visible(f"{subject}: {said}"), view.width - 6):
            yield view.paint(f"    {line}", DIM)


def _changes(before: str, after: str, view: View) -> Iterator[str]:
    """Yield the lines that fixing takes away and puts in."""
    from difflib import ndiff

    for line in ndiff(before.splitlines(), after.splitlines()):
        if line.startswith("- "):
            yield f"  {view.paint(visible(f'- {line[2:]}'), RED)}".rstrip()
        elif line.startswith("+ "):
            yield f"  {view.paint(visible(f'+ {line[2:]}'), GREEN)}".rstrip()


def _text(text: str, view: View) -> Iterator[str]:
    bar = view.paint("│", DIM)
    for line in text.removesuffix("\n").split("\n"):
        yield f"  {bar} {visible(line)}".rstrip()
