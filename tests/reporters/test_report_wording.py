"""The last lines of a run, and statistics."""

from __future__ import annotations

from reports import ALL, CLEAN, EMPTY, WIDE, report

from awesomelint.reporters.run_report import Tally
from awesomelint.reporters.terminal import View
from awesomelint.reporters.wording import statistics, statistics_values, summary, would_fix


def test_summary_counts_and_tells_the_next_step() -> None:
    tally = Tally()
    tally.add(ALL)
    assert summary(tally, View()) == "1 error, 3 warnings, 4 info\n5 fixable with --fix, 1 more with --unsafe-fixes\n"
    tally.add(EMPTY)
    assert summary(tally, View(), seconds=0.154) == (
        "1 error, 3 warnings, 4 info in 1 of 2 files  0.15 s\n5 fixable with --fix, 1 more with --unsafe-fixes\n"
    )


def test_summary_of_nothing() -> None:
    tally = Tally()
    tally.add(CLEAN)
    assert summary(tally, View()) == "no findings\n"
    tally.add(EMPTY)
    assert summary(tally, View()) == "no findings in 2 files\n"


def test_summary_of_fixing() -> None:
    tally = Tally()
    tally.add(report(WIDE))
    tally.fixed.update({"NUM101": 2, "FMT214": 5})
    assert summary(tally, View(), is_fixing=True) == "fixed 7 findings: FMT214 5, NUM101 2\n1 warning\n"
    tally = Tally()
    tally.add(EMPTY)
    tally.fixed["NUM101"] += 1
    assert summary(tally, View(), is_fixing=True) == "fixed 1 finding: NUM101 1\nno findings left\n"


def test_summary_offers_unsafe_fixes_alone() -> None:
    tally = Tally()
    tally.add(report(WIDE))
    assert summary(tally, View()) == "1 warning\n1 fixable with --fix --unsafe-fixes\n"


def test_would_fix() -> None:
    tally = Tally()
    assert would_fix(tally.fixed, 0, 1) == "nothing to fix"
    tally.fixed["NUM101"] += 3
    assert would_fix(tally.fixed, 1, 4) == "would fix 3 findings in 1 of 4 files: NUM101 3"


def test_statistics() -> None:
    tally = Tally()
    tally.add(ALL)
    assert statistics(tally, View()).splitlines() == [
        "3  FMT214  spacing                info     [fixable]",
        "1  DUP301  duplicate-paper        warning  [fixable]",
        "1  FMT201  link-brackets          warning  [fixable]",
        "1  FMT219  invisible-characters   warning",
        "1  NUM101  sequential-numbers     error    [fixable]",
        "1  VEN406  venue-before-preprint  info",
    ]
    assert statistics_values(tally)[0] == {
        "code": "FMT214",
        "name": "spacing",
        "severity": "info",
        "count": 3,
        "fixable": True,
    }
