"""Run the examples of rules: what a rule file states, compared with what its check and its fixes do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from awesomelint.context import KnownFiles, LintContext
from awesomelint.document.parse import parse_document
from awesomelint.engine import lint_document
from awesomelint.errors import AwesomelintError, RulebookError
from awesomelint.fixing.fixer import FixResult, apply_fixes
from awesomelint.rulebook.docs import Example, Finding, RuleDocs, load_docs
from awesomelint.rulebook.spec import RuleSpec
from awesomelint.source import Source
from awesomelint.startup import NamedTuple

MIN_EACH = 2
"""Bad and good examples that a rule must have at least."""
_PATH = "README.md"


class ExampleResult(NamedTuple):
    """The result of one example of a rule, or (without an example) of the rule's file: its problems, none if all is well."""

    spec: RuleSpec
    example: Example | None
    problems: tuple[str, ...]

    @property
    def place(self) -> str:
        """The file, and the line if it is known."""
        return f"{self.spec.path}:{self.example.line}" if self.example else self.spec.path

    def __str__(self) -> str:
        return f"{self.spec.code}: {self.example.title if self.example else 'the rule file'}"


def run_rules(rules: Iterable[RuleSpec], known: Iterable[RuleSpec]) -> Iterator[ExampleResult]:
    """Yield a result for each rule's file, then one for each of its examples.

    `known` are further rules that examples may let run next to their own.
    """
    specs = tuple(rules)
    by_code = {spec.code: spec for spec in (*known, *specs)}
    for spec in specs:
        try:
            docs = load_docs(spec)
        except RulebookError as error:
            yield ExampleResult(spec, None, (str(error),))
            continue
        lack = too_few(docs)
        yield ExampleResult(spec, None, (lack,) if lack else ())
        for example in docs.examples:
            try:
                yield ExampleResult(spec, example, tuple(run_example(spec, example, by_code)))
            except AwesomelintError as error:
                yield ExampleResult(spec, example, (str(error),))


def too_few(docs: RuleDocs) -> str | None:
    """Return what a rule lacks in examples, or `None`."""
    good = sum(example.is_good for example in docs.examples)
    bad = len(docs.examples) - good
    if good >= MIN_EACH and bad >= MIN_EACH:
        return None
    return f"found {bad} bad and {good} good examples, expected at least {MIN_EACH} of each"


def run_example(spec: RuleSpec, example: Example, known: Mapping[str, RuleSpec]) -> list[str]:
    """Return what is wrong with an example, one text each; nothing, if it holds. `known` are all rules by code."""
    strangers = [code for code in example.beside if code not in known]
    if strangers:
        return [f'there is no rule "{code}" to run with this one' for code in strangers]
    trial = _Trial(spec, example, known)
    found = trial.findings(example.text)
    if found != example.report:
        return ["\n".join(_difference(example.report, found))]
    return [] if example.is_good else list(_fixing(trial))


class _Trial:
    """An example with the rules that run on it, the files that it is among, and what is known of its links."""

    def __init__(self, spec: RuleSpec, example: Example, known: Mapping[str, RuleSpec]):
        self.spec = spec
        self.example = example
        self.rules = (spec.configured(example.options), *(known[code].configured() for code in example.beside))
        self.known = tuple(known.values())
        self.context = LintContext(_files(example.files), facts=example.facts, is_list=True)

    def findings(self, text: str) -> tuple[Finding, ...]:
        source = Source(text, _PATH)
        diagnostics = lint_document(parse_document(source), self.rules, self.context, known=self.known)
        return tuple(
            Finding(*source.position(d.span.start), d.message) for d in diagnostics if d.code == self.spec.code
        )

    def fixed(self, text: str) -> FixResult:
        return apply_fixes(
            Source(text, _PATH),
            self.rules,
            self.context,
            unsafe=self.spec.fix == "unsafe",
            known=self.known,
        )


def _files(files: Mapping[str, str | None] | None) -> KnownFiles | None:
    if files is None:
        return None

    def read(path: str) -> bytes | None:
        text = files.get(path)
        return None if text is None else text.encode()

    return KnownFiles((_PATH, *files), read=read)


def _difference(expected: tuple[Finding, ...], found: tuple[Finding, ...]) -> Iterator[str]:
    """Yield the findings of both sides, those that differ marked, ready to be pasted into the rule file."""
    yield "reported, but not in the example:" if set(found) - set(expected) else "the report differs:"
    for finding in expected:
        yield f"  {' ' if finding in found else '-'} {finding}"
    for finding in found:
        if finding not in expected:
            yield f"  + {finding}"


def _fixing(trial: _Trial) -> Iterator[str]:
    text, expected = trial.example.text, trial.example.fixed
    result = trial.fixed(text)
    if result.refused:
        yield f"fixing failed: {result.refused[0]}"
        return
    once = result.source.text
    twice = trial.fixed(once).source.text
    if once != (text if expected is None else expected):
        yield f"fixed is not as expected:\n{_lines(text if expected is None else expected, '-')}{_lines(once, '+')}"
    elif twice != once:
        yield f"fixing twice changes more:\n{_lines(twice, '+')}"
    elif expected is not None and (left := trial.findings(once)):
        yield "still reported after fixing:\n" + "\n".join(f"  + {finding}" for finding in left)


def _lines(text: str, mark: str) -> str:
    return "".join(f"  {mark} {line!r}\n" for line in text.splitlines(keepends=True))
