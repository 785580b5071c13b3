"""A rule told to a person: why, options, examples."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesomelint.reporters.view import BOLD, CYAN, DIM, GREEN, RED, SEVERITY_COLORS, View
from awesomelint.reporters.visible import visible
from awesomelint.reporters.words import wrapped
from awesomelint.rulebook.docs import Example, RuleDocs
from awesomelint.rulebook.spec import OptionSpec, RuleSpec

_CODE = re.compile(r"`([^`\n]+)`")
_BLOCK = re.compile(r"[-*|>#]|\d+\.|```| {4}")
_FIXES = {
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
    yield f"{severity}, {_FIXES[spec.fix]}, since {spec.since}"
    yield ""
    yield from _prose(docs.why, view)
    if spec.options:
        yield ""
        yield view.paint("Options", BOLD)
        for option in spec.options:
            yield from _option(option, view)
    for example in docs.examples:
        yield ""
        yield from _example(example, view)


def _prose(markdown: str, view: View) -> Iterator[str]:
    """Yield Markdown for a terminal: paragraphs are wrapped, everything else stays as it is written."""
    for number, block in enumerate(re.split(r"\n\s*\n", markdown)):
        if number:
            yield ""
        lines = block.splitlines()
        if any(_BLOCK.match(line) for line in lines):
            yield from (_code(visible(line), view) for line in lines)
        else:
            yield from (_code(line, view) for line in wrapped(visible(" ".join(lines)), view.width))


def _code(text: str, view: View) -> str:
    return _CODE.sub(lambda match: view.paint(match[0], CYAN), text) if view.color else text


def _option(option: OptionSpec, view: View) -> Iterator[str]:
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


def _example(example: Example, view: View) -> Iterator[str]:
    verdict, color = ("good", GREEN) if example.is_good else ("bad", RED)
    yield f"{view.paint(verdict, f'1;{color}')}: {visible(example.title)}"
    if example.options:
        settings = ", ".join(f"{name}: {_shown(value)}" for name, value in example.options.items())
        yield view.paint(f"  with {settings}", DIM)
    yield from _facts(example, view)
    yield from _text(example.text, view)
    for finding in example.report:
        place = f"{finding.line}:{finding.column}"
        first, *rest = wrapped(visible(finding.message), view.width - len(place) - 6)
        yield f"  {view.paint('→', color)} {place}  {first}"
        yield from (" " * (len(place) + 6) + line for line in rest)
    if example.fixed is not None and example.fixed != example.text:
        yield f"  {view.paint('fixed', GREEN)}"
        yield from _changes(example.text, example.fixed, view)


def _facts(example: Example, view: View) -> Iterator[str]:
    """Yield what the example takes for known."""
    if example.facts is None:
        return
    from awesomelint.rulebook.example_facts import day, facts_told

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
