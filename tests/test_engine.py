"""The walk over a document: scopes, order, duplicates, failures, contexts."""

from __future__ import annotations

import gc
import re
import weakref
from collections.abc import Callable, Iterator
from graphlib import TopologicalSorter
from typing import Any

import pytest
from linting import lint_source

from awesomelint.checks import CHECKS
from awesomelint.checks.base import Check, CheckFunction, Scope
from awesomelint.config.load import config_of, load_config
from awesomelint.context import NOTHING_KNOWN, Facts, KnownFiles, LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Related, Safety, Severity
from awesomelint.document.model import Document
from awesomelint.document.parse import parse_document
from awesomelint.engine import judge_facts, lint_document
from awesomelint.errors import ConfigError, InternalError, RulebookError
from awesomelint.fixing.fixer import apply_fixes
from awesomelint.report import Context, contexts_of
from awesomelint.rulebook.load import load_rulebook
from awesomelint.rulebook.spec import Change, Rule, RuleSpec
from awesomelint.source import Source, Span

TEXT = """\
# A List

A word about it.

## First

- **One Paper** ICML 2020 [[pdf](https://example.org/1.pdf)]
- **Two Papers** ICML 2020 [[pdf](https://example.org/2.pdf)]

### Nested

- **Three Papers** ICML 2020 [[pdf](https://example.org/3.pdf)]
- **Four Papers** ICML 2020 [[pdf](https://example.org/4.pdf)]

## Empty
"""
DOCUMENT = parse_document(Source(TEXT, "list.md"))
Add = Callable[..., Rule]
SUP901 = next(spec.configured() for spec in load_rulebook() if spec.code == "SUP901")


@pytest.fixture
def add(monkeypatch: pytest.MonkeyPatch) -> Add:
    """Return a function that makes a check and the rule for it."""

    def add(scope: Scope, function: CheckFunction, code: str = "TST1", **more: bool | tuple[str, ...]) -> Rule:
        name = f"test.{code}"
        monkeypatch.setitem(CHECKS, name, Check(scope, function, **more))  # type: ignore[arg-type]
        return RuleSpec(code, "some-rule", "A rule.", "", name, Severity.WARNING, "none", (), "rule.yaml").configured()

    return add


def at(rule: Rule, start: int, message: str = "x", end: int | None = None, group: str | None = None) -> Diagnostic:
    return rule.diagnose(Span(start, start if end is None else end), message, group=group)


def test_a_check_is_called_with_what_it_asks_for(add: Add) -> None:
    seen: list[object] = []

    def look(subject: object, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
        seen.append(subject)
        yield from ()

    rules = [add(scope, look, f"TST{n}") for n, scope in enumerate((Scope.DOCUMENT, Scope.SECTION, Scope.ENTRY))]
    assert lint_document(DOCUMENT, rules) == []
    sections = [section for section in DOCUMENT.sections if section.entries]
    assert [section.title for section in sections] == ["First", "Nested"]
    assert len(DOCUMENT.entries) == 4
    assert seen == [DOCUMENT, *sections, *DOCUMENT.entries]


def test_sorted_by_place_then_code_then_message(add: Add) -> None:
    second = add(
        Scope.DOCUMENT, lambda _, rule, context: iter([at(rule, 5), at(rule, 3, "b"), at(rule, 3, "a")]), "TST2"
    )
    first = add(
        Scope.DOCUMENT, lambda _, rule, context: iter([at(rule, 9), at(rule, 3, "c", 4), at(rule, 3, "c")]), "TST1"
    )
    found = lint_document(DOCUMENT, [second, first])
    assert [(*d.span, d.code, d.message) for d in found] == [
        (3, 3, "TST1", "c"),
        (3, 3, "TST2", "a"),
        (3, 3, "TST2", "b"),
        (3, 4, "TST1", "c"),
        (5, 5, "TST2", "x"),
        (9, 9, "TST1", "x"),
    ]


def test_the_same_finding_twice_is_one(add: Add) -> None:
    rule = add(Scope.ENTRY, lambda _, rule, context: iter([at(rule, 1)]))
    assert len(lint_document(DOCUMENT, [rule])) == 1


def test_a_check_that_fails_is_named(add: Add) -> None:
    def fail(subject: object, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
        yield at(rule, 1)
        raise KeyError("colour")

    rule = add(Scope.DOCUMENT, fail)
    with pytest.raises(InternalError) as caught:
        lint_document(DOCUMENT, [rule])
    assert str(caught.value) == "list.md: rule TST1 failed: KeyError: 'colour'"
    assert isinstance(caught.value.__cause__, KeyError)


def test_an_error_of_ours_stays_what_it_is(add: Add) -> None:
    def fail(subject: object, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
        raise ConfigError("no")

    with pytest.raises(ConfigError):
        lint_document(DOCUMENT, [add(Scope.DOCUMENT, fail)])


def test_a_rule_without_a_check() -> None:
    spec = RuleSpec("TST1", "some-rule", "A rule.", "", "test.none", Severity.INFO, "none", (), "rule.yaml")
    with pytest.raises(RulebookError, match=r'^rule.yaml: there is no check "test.none"$'):
        lint_document(DOCUMENT, [spec.configured()])


def test_a_rule_may_lower_its_severity_but_not_raise_it(add: Add) -> None:
    rule = add(Scope.DOCUMENT, lambda _, rule, context: iter(()))
    assert rule.diagnose(Span(0, 0), "x").severity is Severity.WARNING
    assert rule.diagnose(Span(0, 0), "x", severity=Severity.INFO).severity is Severity.INFO
    assert rule.diagnose(Span(0, 0), "x", severity=Severity.ERROR).severity is Severity.WARNING


def test_what_is_said_is_on_one_line(add: Add) -> None:
    rule = add(Scope.DOCUMENT, words("x"))
    said = rule.diagnose(Span(0, 0), "a\nb", related=(Related(Span(1, 1), "c\r\nd"),), cause="e\u2028f")
    assert (said.message, said.related[0].message, said.cause) == ("a b", "c d", "e f")


# -- facts

WITH_FACTS = LintContext(facts=Facts(0, {}))


def parsed(text: str) -> Document:
    return parse_document(Source(text, "list.md"))


def words(word: str) -> CheckFunction:
    """Return a check that reports a word wherever it stands, and calls all of them one cause."""

    def look(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
        for match in re.finditer(word, document.source.text):
            fix = Fix((Edit(Span(*match.span()), word.upper()),))
            yield rule.diagnose(Span(*match.span()), word, fix=fix, group=word if context.facts else None)

    return look


def codes(found: list[Diagnostic]) -> list[str]:
    return [diagnostic.code for diagnostic in found]


def test_rules_that_need_facts_run_where_there_are_some(add: Add) -> None:
    plain, judge = (
        add(Scope.DOCUMENT, words("dead"), "TST1"),
        add(Scope.DOCUMENT, words("dead"), "TST2", needs_facts=True),
    )
    rules = [plain, judge]
    document = parsed("dead")
    assert codes(lint_document(document, rules)) == ["TST1"]
    assert codes(judge_facts(document, rules, NOTHING_KNOWN)) == []
    assert codes(lint_document(document, rules, WITH_FACTS)) == ["TST1", "TST2"]
    assert codes(judge_facts(document, rules, WITH_FACTS)) == ["TST2"]


def test_comments_hold_for_rules_that_need_facts(add: Add) -> None:
    judge = add(Scope.DOCUMENT, words("dead"), "TST2", needs_facts=True)
    document = parsed("dead\n\ndead <!-- awesomelint-disable-line TST2 -->\n\nnot dead\n")
    found = judge_facts(document, [judge], WITH_FACTS)
    assert [document.source.position(d.span.start).line for d in found] == [1]
    assert [document.source.position(other.span.start).line for other in found[0].related] == [5]
    assert lint_document(document, [judge], WITH_FACTS) == found


@pytest.mark.parametrize("context", [NOTHING_KNOWN, WITH_FACTS])
@pytest.mark.parametrize("named", ["TST2", "TST", "", "TST1, TST2"])
def test_no_comment_about_a_rule_that_needs_facts_is_called_unused(add: Add, context: LintContext, named: str) -> None:
    rules = [add(Scope.DOCUMENT, words("dead"), "TST2", needs_facts=True), SUP901]
    if named == "TST":
        rules.append(add(Scope.DOCUMENT, words("dead"), "TST1"))
    document = parsed(f"alive <!-- awesomelint-disable-line {named} -->\n")
    assert lint_document(document, rules, context) == judge_facts(document, rules, context) == []


def test_what_is_unused_beside_it_is_still_told(add: Add) -> None:
    rules = [add(Scope.DOCUMENT, words("dead"), f"TST{n}", needs_facts=n == 2) for n in (1, 2)]
    document = parsed("alive <!-- awesomelint-disable-line TST1, TST2 --> <!-- awesomelint-enable -->\n")
    said = [diagnostic.message for diagnostic in lint_document(document, [*rules, SUP901], WITH_FACTS)]
    assert said == ['unused suppression of "TST1"', "nothing to enable"]
    assert judge_facts(document, [*rules, SUP901], WITH_FACTS) == []


def yielding(add: Add) -> list[Rule]:
    """Return a rule about the word "dead" that yields to one that judges facts, which speaks of it before a "!"."""

    def judge(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
        yield from (at(rule, m.start(), end=m.end()) for m in re.finditer("dead(?=!)", document.source.text))

    def related(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
        for match in re.finditer("grave of (dead)", document.source.text):
            yield rule.diagnose(Span(*match.span(0)), "x", related=(Related(Span(*match.span(1)), "x"),))

    return [
        add(Scope.DOCUMENT, words("dead"), "TST1", yields_to=("test.TST3",)),
        add(Scope.DOCUMENT, related, "TST2", yields_to=("test.TST3",)),
        add(Scope.DOCUMENT, judge, "TST3", needs_facts=True),
    ]


AWAITING = NOTHING_KNOWN._replace(awaits_facts=True)


def places(found: list[Diagnostic]) -> list[tuple[str, int]]:
    return [(one.code, one.span.start) for one in found]


def test_a_rule_yields_where_another_one_speaks_of_its_place_or_a_related_one(add: Add) -> None:
    rules = yielding(add)
    document = parsed("dead! a grave of dead! a grave of dead")
    found = lint_document(document, rules, WITH_FACTS, joins=False)
    assert places(found) == [("TST3", 0), ("TST3", 17), ("TST2", 25), ("TST1", 34)]
    assert places(judge_facts(document, rules, WITH_FACTS, joins=False)) == places(found)


def test_a_rule_yields_where_another_one_speaks_of_the_same_entry(add: Add) -> None:
    rules = [
        add(Scope.DOCUMENT, words("One"), "TST1", yields_to=("test.TST3", "test.TST4")),
        add(Scope.DOCUMENT, words("(?:Two|Three) Papers"), "TST2", yields_to=("test.TST3",)),
        add(Scope.DOCUMENT, words("2.pdf|A word"), "TST3"),
        add(Scope.DOCUMENT, words("1.pdf"), "TST4"),
    ]
    found = lint_document(DOCUMENT, rules, joins=False)
    said = [(one.code, TEXT[one.span.slice()]) for one in found]
    assert said == [("TST3", "A word"), ("TST4", "1.pdf"), ("TST3", "2.pdf"), ("TST2", "Three Papers")]


def test_a_finding_that_is_left_out_silences_none(add: Add) -> None:
    def both(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
        one, two = (Span(*match.span()) for match in re.finditer(r"[12]\.pdf", TEXT))
        yield rule.diagnose(one, "x", related=(Related(two, "x"),))

    rules = [
        add(Scope.DOCUMENT, words("One|Two"), "TST1", yields_to=("test.TST2",)),
        add(Scope.DOCUMENT, both, "TST2", yields_to=("test.TST3",)),
        add(Scope.DOCUMENT, words("Two Papers"), "TST3"),
    ]
    said = [(one.code, TEXT[one.span.slice()]) for one in lint_document(DOCUMENT, rules, joins=False)]
    assert said == [("TST1", "One"), ("TST1", "Two"), ("TST3", "Two Papers")]
    assert [one.code for one in lint_document(DOCUMENT, rules[:2], joins=False)] == ["TST2", "TST1"]


def test_no_check_yields_to_itself_by_way_of_others() -> None:
    assert {name for check in CHECKS.values() for name in check.yields_to} <= set(CHECKS)
    TopologicalSorter({name: check.yields_to for name, check in CHECKS.items()}).prepare()  # raises for a cycle


def test_a_rule_that_yields_waits_for_facts_alone(add: Add) -> None:
    rules = yielding(add)
    document = parsed("dead! a grave of dead")
    said = [("TST1", 0), ("TST2", 8), ("TST1", 17)]
    assert places(lint_document(document, rules, joins=False)) == said
    assert places(lint_document(document, rules, AWAITING)) == []
    assert places(lint_document(document, rules[:2], AWAITING, joins=False)) == said  # the other rule does not run


def test_a_rule_that_waits_yields_to_what_was_said_before(add: Add) -> None:
    rules = [
        *yielding(add),
        add(Scope.DOCUMENT, words("grave"), "TST4"),
        add(Scope.DOCUMENT, words("grave|tomb"), "TST5", yields_to=("test.TST3", "test.TST4")),
    ]
    document = parsed("a grave and a tomb")
    assert places(lint_document(document, rules, AWAITING)) == [("TST4", 2)]
    assert places(judge_facts(document, rules, WITH_FACTS)) == [("TST5", 14)]


def test_a_rule_waits_that_yields_to_one_that_waits(add: Add) -> None:
    rules = [*yielding(add), add(Scope.DOCUMENT, words("dead"), "TST4", yields_to=("test.TST1",))]
    document = parsed("dead")
    assert places(lint_document(document, rules, AWAITING)) == []
    assert places(judge_facts(document, rules, WITH_FACTS)) == [("TST1", 0)]


def test_no_comment_about_a_rule_that_waits_is_called_unused(add: Add) -> None:
    rules = [*yielding(add), SUP901]
    document = parsed("dead! <!-- awesomelint-disable-line TST1 -->\n\n-- <!-- awesomelint-disable-line TST1 -->\n")
    assert [one.code for one in lint_document(document, rules)] == ["SUP901"]
    assert lint_document(document, rules, AWAITING) == []
    assert places(lint_document(document, rules, WITH_FACTS)) == [("TST3", 0)]


def test_findings_of_one_cause_are_one(add: Add) -> None:
    rule = add(Scope.DOCUMENT, words("dead"), "TST2", needs_facts=True)
    text = "dead\n\ndead <!-- awesomelint-disable-line -->\n\ndead dead\n"
    (found,) = lint_document(parsed(text), [rule], WITH_FACTS)
    assert found.span == Span(0, 4)
    assert found.related == (Related(Span(46, 50), "also here"), Related(Span(51, 55), "also here"))
    edits = tuple(Edit(span, "DEAD") for span in (Span(0, 4), Span(46, 50), Span(51, 55)))
    assert found.fix == Fix(edits, members=(Safety.SAFE,) * 3)


def test_findings_of_other_groups_or_rules_are_not_one(add: Add) -> None:
    def look(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
        groups = ("a", "b", "a") if rule.code == "TST1" else (None, None, None)
        yield from (at(rule, place, "x", group=group) for place, group in enumerate(groups, 1))

    found = lint_document(DOCUMENT, [add(Scope.DOCUMENT, look, "TST1"), add(Scope.DOCUMENT, look, "TST2")])
    assert [(d.code, d.span.start, len(d.related)) for d in found] == [
        ("TST1", 1, 1),
        ("TST2", 1, 0),
        ("TST1", 2, 0),
        ("TST2", 2, 0),
        ("TST2", 3, 0),
    ]


def test_one_cause_with_fixes_of_two_kinds(add: Add) -> None:
    edit = Edit(Span(1, 2), "x")

    def look(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
        yield rule.diagnose(Span(1, 2), "x", fix=Fix((edit,), title="first"), severity=Severity.INFO, group="a")
        yield rule.diagnose(Span(3, 4), "x", group="a")
        yield rule.diagnose(Span(5, 6), "x", fix=Fix((edit,), Safety.UNSAFE, "second"), group="a")

    (found,) = lint_document(DOCUMENT, [add(Scope.DOCUMENT, look)])
    assert found.severity is Severity.WARNING
    assert found.fix == Fix((edit,), Safety.UNSAFE, "first", (Safety.SAFE, Safety.UNSAFE))


def test_facts_reach_the_fixes(add: Add) -> None:
    rule = add(Scope.DOCUMENT, words("dead"), "TST2", needs_facts=True)
    spec = rule.spec._replace(changes=(Change.WORDS,), fix="safe")
    source = Source("dead\n", "list.md")
    assert apply_fixes(source, [spec.configured()]).source.text == "dead\n"
    assert apply_fixes(source, [spec.configured()], WITH_FACTS).source.text == "DEAD\n"


# -- reports


def line_of(text: str) -> int:
    return TEXT.index(text)


def test_contexts(add: Add) -> None:
    rule = add(Scope.DOCUMENT, lambda _, rule, context: iter(()))
    places = ["A word", "## First", "Two Papers", "### Nested", "Four Papers", "## Empty"]
    assert contexts_of(DOCUMENT, [at(rule, line_of(place)) for place in places]) == (
        Context(()),
        Context(("First",)),
        Context(("First",), "Two Papers", 8, 8),
        Context(("First", "Nested")),
        Context(("First", "Nested"), "Four Papers", 13, 13),
        Context(("Empty",)),
    )


def test_what_follows_closed_details_is_in_the_section_around_them(add: Add) -> None:
    rule = add(Scope.DOCUMENT, lambda _, rule, context: iter(()))
    text = "## Projects\n\n<details>\n\n#### Inner\n\n- [One](https://a.b/1)\n\n</details>\n\nMore words.\n"
    place = text.index("More words")
    diagnostic = rule.diagnose(Span(place, place + 4), "found words")
    assert contexts_of(parse_document(Source(text)), [diagnostic]) == (Context(("Projects",)),)


def test_the_report_of_a_file() -> None:
    report = lint_source(Source(TEXT, "list.md"), load_config(None))
    assert (report.entries, report.sections, report.links) == (4, 2, 4)
    assert (report.path, report.diagnostics, report.contexts, report.notes) == ("list.md", (), (), ())


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("", ("the file is empty",)),
        (" \n\n", ("the file is empty",)),
        ("\ufeff", ("the file is empty",)),
        ("# A List\n\nWords.\n", ("no entries found",)),
    ],
)
def test_notes(text: str, notes: tuple[str, ...]) -> None:
    report = lint_source(Source(text, "list.md"), load_config(None))
    assert (report.notes, report.entries, report.links) == (notes, 0, 0)


def test_a_note_tells_of_links_that_are_in_no_entry() -> None:
    read = "".join(f"- [Tool {number}](https://example.org/t{number}) - Does {number}.\n" for number in range(5))
    raw = "".join(f"[Here](https://example.org/m{number}) we met, and there we ate.\n\n" for number in range(40))
    linked = "[Read on](#more)\n\n" * 40 + "See [this](https://example.org/x).\n\n" * 40
    notes = [lint_source(Source(f"# A List\n\n{read}\n{text}"), load_config(None)).notes for text in (raw, linked, "")]
    assert notes == [("40 lines that begin with a link are not read as entries, the first of them line 9",), (), ()]


def test_per_file_ignores_hold_for_the_path_of_the_source() -> None:
    text = TEXT.replace("## First\n\n", "## First\n\n<!-- awesomelint-disable-line NUM999 -->\n\n")
    config = config_of({"per-file-ignores": {"other.md": "SUP902"}})
    assert [d.code for d in lint_source(Source(text, "list.md"), config).diagnostics] == ["SUP902"]
    assert lint_source(Source(text, "other.md"), config).diagnostics == ()


def test_the_context_reaches_the_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []

    def look(document: Any, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
        seen.append(context)
        yield from ()

    monkeypatch.setitem(CHECKS, "suppressions.unknown_rule", Check(Scope.DOCUMENT, look))
    known = LintContext(KnownFiles(["a.md"]))
    lint_source(Source(TEXT, "list.md"), config_of({"select": "SUP902"}), known)
    assert seen == [known]


def test_documents_are_let_go() -> None:
    """A run over hundreds of lists must not hold all of them."""
    entries = "\n".join(f"- **A Study of T{n}** [[pdf](https://arxiv.org/abs/2001.0000{n})]" for n in (1, 2, 2))
    document = parse_document(Source(f"# Reading Machines\n\n{entries}\n"))
    assert [one.code for one in lint_document(document, load_config(None).rules)]
    kept = weakref.ref(document)
    del document
    gc.collect()
    assert kept() is None
