"""Running the examples of a rule: what its file promises, against what its check and its fixes do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from awesomelint.document.parse import parse_document
from awesomelint.engine import lint_document
from awesomelint.errors import AwesomelintError, FixError, RulebookError
from awesomelint.fixer import apply_fixes
from awesomelint.rulebook.docs import Example, Finding, RuleDocs
from awesomelint.rulebook.load import load_docs
from awesomelint.rulebook.spec import Rule, RuleSpec
from awesomelint.source import Source

MIN_EACH = 2
"""Bad and good examples that a rule must have at least."""
_PATH = "README.md"


class Outcome(NamedTuple):
    """What came of one example of a rule, or (without an example) of the rule's file: its problems, none if all is well."""

    spec: RuleSpec
    example: Example | None
    problems: tuple[str, ...]

    @property
    def place(self) -> str:
        """The file, and the line if it is known."""
        return f"{self.spec.path}:{self.example.line}" if self.example else self.spec.path

    def __str__(self) -> str:
        return f"{self.spec.code}: {self.example.title if self.example else 'the rule file'}"


def run_rules(rules: Iterable[RuleSpec], known: Iterable[RuleSpec]) -> Iterator[Outcome]:
    """Yield an outcome for each rule's file, then one for each of its examples.

    `known` are further rules that examples may let run beside their own.
    """
    specs = tuple(rules)
    by_code = {spec.code: spec for spec in (*known, *specs)}
    for spec in specs:
        try:
            docs = load_docs(spec)
        except RulebookError as error:
            yield Outcome(spec, None, (str(error),))
            continue
        lack = too_few(docs)
        yield Outcome(spec, None, (lack,) if lack else ())
        for example in docs.examples:
            try:
                yield Outcome(spec, example, tuple(run_example(spec, example, by_code)))
            except AwesomelintError as error:
                yield Outcome(spec, example, (str(error),))


def too_few(docs: RuleDocs) -> str | None:
    """Return what a rule lacks in examples, or `None`."""
    good = sum(example.is_good for example in docs.examples)
    bad = len(docs.examples) - good
    if good >= MIN_EACH and bad >= MIN_EACH:
        return None
    return f"found {bad} bad and {good} good examples, expected at least {MIN_EACH} of each"


def run_example(spec: RuleSpec, example: Example, known: Mapping[str, RuleSpec]) -> list[str]:
    """Return what is wrong with an example, one text each; nothing, if it holds. `known` are all rules by code."""
    rules = _rules(spec, example, known)
    expected = example.report
    found = _findings(spec.code, example.text, rules)
    if found != expected:
        return ["\n".join(_difference(expected, found))]
    if example.is_good:
        return []
    return list(_fixing(spec, example, rules))


def _rules(spec: RuleSpec, example: Example, known: Mapping[str, RuleSpec]) -> tuple[Rule, ...]:
    others = tuple(known[code].configured() for code in example.beside)
    return (spec.configured(example.options), *others)


def _findings(code: str, text: str, rules: tuple[Rule, ...]) -> tuple[Finding, ...]:
    source = Source(text, _PATH)
    diagnostics = lint_document(parse_document(source), rules)
    return tuple(Finding(*source.position(d.span.start), d.message) for d in diagnostics if d.code == code)


def _difference(expected: tuple[Finding, ...], found: tuple[Finding, ...]) -> Iterator[str]:
    """Yield the findings of both sides, those that differ marked, ready to be pasted into the rule file."""
    yield "reported, but not in the example:" if set(found) - set(expected) else "the report differs:"
    for finding in expected:
        yield f"  {' ' if finding in found else '-'} {finding}"
    for finding in found:
        if finding not in expected:
            yield f"  + {finding}"


def _fixing(spec: RuleSpec, example: Example, rules: tuple[Rule, ...]) -> Iterator[str]:
    try:
        once = apply_fixes(Source(example.text, _PATH), rules, unsafe=spec.fix == "unsafe")
    except FixError as error:
        yield f"fixing failed: {error}"
        return
    expected = example.text if example.fixed is None else example.fixed
    if once.source.text != expected:
        yield f"fixed is not as expected:\n{_lines(expected, '-')}{_lines(once.source.text, '+')}"
        return
    if example.fixed is None:
        return
    left = _findings(spec.code, once.source.text, rules)
    if left:
        yield "still reported after fixing:\n" + "\n".join(f"  + {finding}" for finding in left)
    twice = apply_fixes(once.source, rules, unsafe=spec.fix == "unsafe")
    if twice.source.text != once.source.text:
        yield f"fixing twice changes more:\n{_lines(twice.source.text, '+')}"


def _lines(text: str, mark: str) -> str:
    return "".join(f"  {mark} {line!r}\n" for line in text.splitlines(keepends=True))
