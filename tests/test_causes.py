"""Many findings of one cause are one: with their number, the first places, and a fix for all."""

from __future__ import annotations

import awesomelint
from awesomelint.causes import MANY, joined
from awesomelint.diagnostic import Diagnostic, Edit, Evidence, Fix, Safety, Severity
from awesomelint.report import Context, FileReport
from awesomelint.reporters.run_report import Tally
from awesomelint.source import Source, Span


def finding(
    at: int,
    message: str = "file missing",
    *,
    code: str = "TST001",
    severity: Severity = Severity.WARNING,
    cause: str | None = None,
    group: str | None = None,
    fix: Fix | None = None,
    evidence: Evidence | None = None,
) -> Diagnostic:
    return Diagnostic(code, "test", Span(at, at + 1), message, severity, (), fix, evidence, group, (), cause)


def test_few_findings_stay_in_their_places() -> None:
    found = [finding(at, f"file {at} missing", cause="a folder is missing") for at in range(MANY)]
    assert joined(found) == list(enumerate(found))


def test_many_findings_of_one_cause_are_one_at_the_first_place() -> None:
    found = [finding(at, f"file {at} missing", cause="a folder is missing") for at in range(MANY + 1)]
    other = finding(3, "something else")
    ((index, one), (last, same)) = joined([*found[:3], other, *found[3:]])
    assert (index, one.span, one.message) == (0, Span(0, 1), f"a folder is missing in {MANY + 1} places")
    assert [related.span.start for related in one.related] == list(range(1, MANY + 1))
    assert (last, same) == (3, other)


def test_many_findings_on_one_convention_that_say_the_same_are_one_unless_they_are_info() -> None:
    evidence = Evidence(90, 101, "links")
    found = [finding(at, "found a as in 90 of 101 links", evidence=evidence) for at in range(MANY + 1)]
    assert [one.message for _, one in joined(found)] == [f"found a in {MANY + 1} places as in 90 of 101 links"]
    info = [one._replace(severity=Severity.INFO) for one in found]
    assert len(joined(info)) == MANY + 1
    slips = [finding(at) for at in range(MANY + 1)]
    assert len(joined(slips)) == MANY + 1, "each is a slip of its own"


def test_causes_of_two_rules_are_two() -> None:
    found = [finding(at, code=f"TST00{at % 2}", cause="a folder is missing") for at in range(2 * MANY + 2)]
    assert [one.code for _, one in joined(found)] == ["TST000", "TST001"]


def test_the_one_finding_has_the_highest_severity_the_evidence_and_the_least_safe_fix() -> None:
    fixes = [Fix((Edit(Span(at, at + 1), "x"),), Safety.UNSAFE if at == 5 else Safety.SAFE) for at in range(MANY + 1)]
    found = [
        finding(
            at,
            cause="found a, expected b",
            fix=fixes[at],
            severity=Severity.ERROR if at == 2 else Severity.INFO,
            evidence=Evidence(90, 101, "entries"),
        )
        for at in range(MANY + 1)
    ]
    ((_, one),) = joined(found)
    assert one.message == f"found a, expected b in {MANY + 1} places as in 90 of 101 entries"
    assert one.severity is Severity.ERROR
    members = tuple(fix.safety for fix in fixes)
    assert one.fix == Fix(tuple(edit for fix in fixes for edit in fix.edits), Safety.UNSAFE, members=members)
    tally = Tally()
    tally.add(FileReport(Source("a" * 99, "list.md"), (one,), (Context(()),), 0, 0, 0))
    assert tally.safeties == {Safety.SAFE: MANY, Safety.UNSAFE: 1}, "as many as --fix will say that it fixed"


def test_groups_are_joined_however_small_and_count_once_for_a_cause() -> None:
    found = [finding(at, "dead", group=str(at // 2), cause="host gone") for at in range(2 * MANY)]
    assert [len(one.related) for _, one in joined(found)] == [1] * MANY
    found += [finding(at, "dead", group=str(at // 2), cause="host gone") for at in range(2 * MANY, 2 * MANY + 2)]
    assert [len(one.related) for _, one in joined(found)] == [2 * MANY + 1]


def test_every_place_is_fixed_and_suppressed_by_itself() -> None:
    lines = [f"- **A Study of Networks {n}** [[code](github.com/ada/nets-{n})]" for n in range(MANY + 3)]
    rule = {"select": ["LNK508"]}
    text = "\n".join(lines) + "\n"
    (one,) = awesomelint.lint(text, config=rule)
    assert len(one.related) == MANY + 2
    assert one.message == f"found a URL without https:// in {MANY + 3} places"
    result = awesomelint.fix(text, config=rule)
    assert result.source.text == text.replace("(github", "(https://github")
    assert result.applied == {"LNK508": MANY + 3}
    lines[0] += " <!-- awesomelint-disable-line LNK508 -->"
    (one,) = awesomelint.lint("\n".join(lines) + "\n", config=rule)
    assert one.span.start > len(lines[0])
    assert len(one.related) == MANY + 1
    lines[1:3] = [f"{line} <!-- awesomelint-disable-line LNK508 -->" for line in lines[1:3]]
    assert len(awesomelint.lint("\n".join(lines) + "\n", config=rule)) == MANY
