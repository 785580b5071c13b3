"""The last lines of a run, and statistics."""

from __future__ import annotations

from reports import ALL, BRACKETS, CLEAN, EMPTY, NUMBER, VENUE, WIDE, report

from awesomelint.reporters.run_report import Tally
from awesomelint.reporters.terminal import View
from awesomelint.reporters.wording import closing, more_help, statistics, statistics_values, summary, would_fix


def test_summary_counts_and_tells_the_next_step() -> None:
    tally = Tally()
    tally.add(ALL)
    assert summary(tally, View()) == "1 error, 3 warnings, 4 info\n5 fixable with --fix, 1 more with --unsafe-fixes\n"
    tally.add(EMPTY)
    assert summary(tally, View(), seconds=0.154) == (
        "1 error, 3 warnings, 4 info in 1 of 2 files  0.15 s\n5 fixable with --fix, 1 more with --unsafe-fixes\n"
    )


def test_the_end_of_a_long_run_fits_a_screen() -> None:
    tally = Tally()
    kinds = [NUMBER._replace(message=f"error {number % 7}", code=f"NUM{number % 7}") for number in range(200)]
    tally.add(report(*kinds, BRACKETS, WIDE, VENUE))
    text = "".join(closing(tally, View())) + summary(tally, View()) + more_help(tally, View())
    assert len(text.splitlines()) <= 24
    assert max(map(len, text.splitlines())) <= 80
    assert "errors\n  9:1  NUM0  error 0\n             and 28 more like it, lines 9, 9, 9" in text
    assert "\n  and 56 other errors\n" in text
    assert "most frequent rules\n  29  NUM0  sequential-numbers  error    [fixable]\n" in text
    assert "explain NUM0 tells" in " ".join(text.split())


def test_the_end_of_a_long_run_names_files_where_there_are_several() -> None:
    tally = Tally()
    tally.add(report(NUMBER))
    tally.add(EMPTY)
    assert "errors\n  README.md:9:1  NUM101  number 1 repeats, expected 2\n\n" in "".join(closing(tally, View()))
    tally = Tally()
    tally.add(report(WIDE))
    assert "".join(closing(tally, View())).startswith("most frequent rules\n")


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
