"""A rule for people: `explanation` on a terminal (`awesomelint explain`), `rule_markdown` for pages and SARIF.

Both say the same in the same order: summary, severity and fix, why, options, examples.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import unified_diff

from awesomelint.links.outcome import date
from awesomelint.reporters.terminal import BOLD, CYAN, DIM, GREEN, RED, SEVERITY_COLORS, View, visible, wrapped
from awesomelint.rulebook.docs import Example, RuleDocs, facts_told
from awesomelint.rulebook.spec import OptionSpec, OptionValue, RuleSpec

_FIXES = {
    "none": "not fixable",
    "safe": "fixable with `--fix`",
    "unsafe": "fixable with `--fix --unsafe-fixes`",
}
_FENCES = re.compile(r"^[ \t]*(`{3,})", re.MULTILINE)
_CODE_OR_MARK = re.compile(r"(?<!`)(`++).+?(?<!`)\1(?!`)|[\\\[\]<>*_|]")
_TICKS = re.compile(r"`+")
_CODE = re.compile(r"`([^`\n]+)`")
_NO_PROSE = re.compile(r"[-*|>#]|\d+\.|```| {4}")
"""How a line of Markdown begins that is not to be wrapped: of a list, a table, a quotation, a heading, code."""
_NEXT_ITEM = re.compile(r"^- ", re.MULTILINE)


def rule_markdown(spec: RuleSpec, docs: RuleDocs) -> Iterator[str]:
    """Yield the lines about a rule in Markdown, without its code and name."""
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
    for option in spec.options:
        default = _default(option.default, "`")
        yield f"| `{option.name}` | {_values(option, '`')} | {default} | {table_cell(option.help)} |"
    for is_good, heading in ((False, "Reported"), (True, "Not reported")):
        examples = [example for example in docs.examples if example.is_good is is_good]
        if examples:
            yield ""
            yield f"## {heading}"
        for example in examples:
            yield ""
            yield from _markdown_example(example)


def explanation(spec: RuleSpec, docs: RuleDocs, view: View) -> str:
    """Return the text about a rule for a terminal, wrapped to the width of the view."""
    return "".join(f"{line}\n" for line in _terminal_lines(spec, docs, view))


def table_cell(text: str) -> str:
    """Return a text on one line, as `escaped` returns it."""
    return escaped(" ".join(text.split()))


def escaped(text: str) -> str:
    """Return a text, which may hold code but no other markup, such that Markdown shows it as it is."""

    def escape(match: re.Match[str]) -> str:
        return match[0].replace("|", "\\|") if match[1] else f"\\{match[0]}"

    return _CODE_OR_MARK.sub(escape, visible(text))


def _values(option: OptionSpec, mark: str = "") -> str:
    """Return the values that an option may have, each between marks: its choices, or what kind they are."""
    choices = ", ".join(f"{mark}{choice}{mark}" for choice in option.choices)
    return f"list of {choices or 'texts'}" if option.kind == "list" else choices or option.kind


def _default(value: OptionValue, mark: str = "") -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_default(one, mark) for one in value) or "none"
    return "none" if value in (None, "") else f"{mark}{_setting(value)}{mark}"


def _setting(value: OptionValue) -> str:
    """Return a value as a configuration file has it."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_setting, value))}]"
    return str(value).lower() if isinstance(value, bool) else visible(str(value))


def _changes(example: Example) -> list[str]:
    """Return the lines of a diff between an example and what it is after fixing; none where nothing is fixed."""
    if example.fixed is None:
        return []
    return list(unified_diff(example.text.split("\n"), example.fixed.split("\n"), n=0, lineterm=""))[2:]


def _markdown_example(example: Example) -> Iterator[str]:
    yield f"### {escaped(example.title)}"
    yield ""
    if example.options:
        settings = ", ".join(_inline_code(f"{name}: {_setting(value)}") for name, value in example.options.items())
        yield f"With {settings}."
        yield ""
    if example.files is not None:
        files = ", ".join(f"`{name}`" for name in example.files) or "none"
        yield f"Other files in the repository: {files}."
        yield ""
    if example.facts is not None:
        yield f"Known on {date(example.facts.now)}:"
        yield ""
        yield from (f"- {_inline_code(subject)}: {_inline_code(said)}" for subject, said in facts_told(example.facts))
        yield ""
    yield from _fenced("markdown", example.text)
    if example.report:
        yield ""
        for finding in example.report:
            yield f"- {finding.line}:{finding.column} {_inline_code(finding.message)}"
    changes = _changes(example)
    if changes:
        yield ""
        yield "Fixed:"
        yield ""
        yield from _fenced("diff", "\n".join(changes))


def _inline_code(text: str) -> str:
    """Return a text as inline code; the ticks around it are more than any in it."""
    shown = visible(text)
    longest = max(map(len, _TICKS.findall(shown)), default=0)
    if not longest:
        return f"`{shown}`"
    ticks = "`" * (longest + 1)
    return f"{ticks} {shown} {ticks}"


def _fenced(language: str, text: str) -> Iterator[str]:
    """Yield a fenced block; the fence is longer than any in the text."""
    longest = max((len(fence) for fence in _FENCES.findall(text)), default=2)
    fence = "`" * (longest + 1)
    yield f"{fence}{language}"
    yield from map(visible, text.removesuffix("\n").split("\n"))
    yield fence


def _terminal_lines(spec: RuleSpec, docs: RuleDocs, view: View) -> Iterator[str]:
    yield f"{view.paint(spec.code, BOLD)} {view.paint(spec.name, BOLD)}"
    yield from wrapped(visible(spec.summary), view.width)
    severity = view.paint(spec.severity.label, SEVERITY_COLORS[spec.severity])
    yield f"{severity}, {_FIXES[spec.fix].replace('`', '')}, since {spec.since}"
    yield ""
    yield from _prose(docs.why, view)
    if spec.options:
        yield ""
        yield view.paint("Options", BOLD)
    for option in spec.options:
        yield f"  {view.paint(option.name, CYAN)}: {_values(option)} (default: {_default(option.default)})"
        yield from (f"      {line}" for line in wrapped(visible(" ".join(option.help.split())), view.width - 6))
    for example in docs.examples:
        yield ""
        yield from _terminal_example(example, view)


def _prose(markdown: str, view: View) -> Iterator[str]:
    """Yield Markdown for a terminal: paragraphs and items are wrapped, everything else stays as it is written."""
    for number, block in enumerate(re.split(r"\n\s*\n", markdown)):
        if number:
            yield ""
        for line in _wrapped_block(block, view.width):
            yield _CODE.sub(lambda match: view.paint(match[0], CYAN), line) if view.color else line


def _wrapped_block(block: str, columns: int) -> Iterator[str]:
    lines = block.splitlines()
    if block.startswith("- ") and all(line.startswith(("- ", "  ")) for line in lines):
        for item in _NEXT_ITEM.split(block)[1:]:
            first, *rest = wrapped(visible(" ".join(item.split())), columns - 2)
            yield f"- {first}"
            yield from (f"  {line}" for line in rest)
    elif any(_NO_PROSE.match(line) for line in lines):
        yield from map(visible, lines)
    else:
        yield from wrapped(visible(" ".join(lines)), columns)


def _terminal_example(example: Example, view: View) -> Iterator[str]:
    verdict, color = ("good", GREEN) if example.is_good else ("bad", RED)
    yield f"{view.paint(verdict, f'1;{color}')}: {visible(example.title)}"
    if example.options:
        settings = ", ".join(f"{name}: {_setting(value)}" for name, value in example.options.items())
        yield view.paint(f"  with {settings}", DIM)
    if example.facts is not None:
        yield view.paint(f"  known on {date(example.facts.now)}", DIM)
        for subject, said in facts_told(example.facts):
            for line in wrapped(visible(f"{subject}: {said}"), view.width - 6):
                yield view.paint(f"    {line}", DIM)
    for line in example.text.removesuffix("\n").split("\n"):
        yield f"  {view.paint('│', DIM)} {visible(line)}".rstrip()
    for finding in example.report:
        place = f"{finding.line}:{finding.column}"
        first, *rest = wrapped(visible(finding.message), view.width - len(place) - 6)
        yield f"  {view.paint('→', color)} {place}  {first}"
        yield from (" " * (len(place) + 6) + line for line in rest)
    changes = _changes(example)
    if changes:
        yield f"  {view.paint('fixed', GREEN)}"
    for line in changes:
        if line[0] in "-+":
            yield f"  {view.paint(visible(f'{line[0]} {line[1:]}'), RED if line[0] == '-' else GREEN)}".rstrip()
