"""The pages of `docs/rules/`: one a rule and an index, made from the rule files."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from awesomelint.reporters.rule_text import rule_markdown, table_cell
from awesomelint.rulebook.docs import RuleDocs, load_docs
from awesomelint.rulebook.load import load_rulebook
from awesomelint.rulebook.spec import RuleSpec

_GENERATED = "<!-- Made by tools/generate.py from {source}; edit that file. -->"


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
    yield "`awesomelint explain CODE` prints the same in a terminal; `awesomelint rules` lists the rules that run in a folder."
    for family, rules in groupby(specs, _family):
        yield ""
        yield f"## {family}"
        yield ""
        yield "| code | name | severity | fix | summary |"
        yield "| --- | --- | --- | --- | --- |"
        for spec in rules:
            fix = "" if spec.fix == "none" else spec.fix
            link = f"[{spec.code}]({spec.code}.md)"
            yield f"| {link} | {spec.name} | {spec.severity.label} | {fix} | {table_cell(spec.summary)} |"


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
    yield from rule_markdown(spec, docs)
