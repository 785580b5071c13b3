"""What a maintainer sees, character by character, at three widths."""

from __future__ import annotations

import re

import pytest
from reports import ALL, BLANKS, BRACKETS, CLEAN, EMPTY, NUMBER, SOURCE, VENUE, WIDE, report

from awesomelint.diagnostic import Diagnostic, Edit, Evidence, Fix, Related, Safety, Severity
from awesomelint.report import Context, FileReport
from awesomelint.reporters.full import concise_text, full_text, grouped_text
from awesomelint.reporters.terminal import View, width
from awesomelint.source import Source, Span

AT_80 = """\
README.md: 4 entries in 2 sections, 4 links

 Small Models
  7:53   warning  FMT201  found [[code]](...), expected [[code](...)] as in 76
                          of 80 links  [fixable]
         …org/1)] [[code]](https://github.com/example/small-models-read-slowly)
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
         in "Small Models Read Slowly" (line 5)
  9:1    error    NUM101  number 1 repeats, expected 2  [fixable]
         1. **Smaller Models Do Not Read at All, However Long Their Titles Are …
         ^^ line 5: the other 1 is here
         line 10: 2 follows here
  9:95   info     VEN406  EMNLP 2021 was earlier
         …All, However Long Their Titles Are Made by Their Authors** EMNLP 2021
                                                                     ^^^^^^^^^^
  10:10  warning  DUP301  the same paper twice  [unsafe fix]
         2. **大模型 Also Read** [[pdf](https://example.org/3)]
                     ^^^^^^^^^ line 5: first listed here

 Large Models
  14:20  warning  FMT219  found \\x1b, expected nothing
         - **Large Models** \\x1b[31mred\\u202e
                            ^^^^

 whitespace: 3 places [fixable], --verbose lists them

"""

AT_40 = """\
README.md: 4 entries in 2 sections, 4 links

 Small Models
  9:1 error NUM101 [fixable]
  number 1 repeats, expected 2
  1. **Smaller Models Do Not Read at Al…
  ^^ line 5: the other 1 is here
  line 10: 2 follows here
  10:10 warning DUP301 [unsafe fix]
  the same paper twice
  2. **大模型 Also Read** [[pdf](https:…
              ^^^^^^^^^
  line 5: first listed here

"""

AT_200 = """\
README.md: 4 entries in 2 sections, 4 links

 Small Models
  7:53  warning  FMT201  found [[code]](...), expected [[code](...)] as in 76 of 80 links  [fixable]
        *Ana Ruiz, Bo Li* [[pdf](https://example.org/1)] [[code]](https://github.com/example/small-models-read-slowly)
                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        in "Small Models Read Slowly" (line 5)

"""


def test_at_80_columns() -> None:
    assert full_text(ALL, View(80)) == AT_80


def test_at_40_columns() -> None:
    assert full_text(report(NUMBER, WIDE), View(40)) == AT_40


def test_at_200_columns() -> None:
    assert full_text(report(BRACKETS), View(200)) == AT_200


@pytest.mark.parametrize("columns", [40, 63, 64, 80, 100, 200])
def test_no_line_is_wider_than_the_terminal(columns: int) -> None:
    text = full_text(ALL, View(columns))
    assert max(width(line) for line in text.splitlines()[2:] if "--verbose" not in line) <= columns


def test_colours_change_nothing_but_the_colour() -> None:
    painted = full_text(ALL, View(80, color=True))
    assert "\x1b[1;31merror\x1b[0m" in painted
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == AT_80


def test_nothing_of_the_list_reaches_the_terminal_as_a_control() -> None:
    for columns in (40, 80):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", full_text(ALL, View(columns)))


def test_verbose_lists_what_is_folded() -> None:
    text = full_text(ALL, View(80, lists_info=True))
    assert text.count("FMT214") == len(BLANKS)
    assert "whitespace:" not in text


def test_many_remarks_of_one_kind_are_folded() -> None:
    few = full_text(report(*[VENUE._replace(message=f"{number}") for number in range(5)]), View())
    many = full_text(report(*[VENUE._replace(message=f"{number}") for number in range(6)]), View())
    assert few.count("VEN406") == 5
    assert many.endswith("\n\n VEN406 venue-before-preprint: 6 places, --verbose lists them\n\n")


ALIKE = tuple(
    BRACKETS._replace(span=Span(at, at + 2), message="found this, expected that", fix=None)
    for at in (0, *(SOURCE.offset(line) for line in (3, 5, 7, 9, 10)))
)


def test_warnings_that_are_alike_are_folded_after_three() -> None:
    text = full_text(report(*ALIKE, NUMBER), View())
    assert text.count("found this") == 3
    assert text.count("NUM101") == 1
    assert "       and 3 more like it, lines 7, 9, 10, --verbose lists them\n" in text
    assert full_text(report(*ALIKE), View(lists_info=True)).count("found this") == 6
    assert full_text(report(*ALIKE), View(is_quiet=True)).count("found this") == 6
    assert full_text(report(*ALIKE[:4]), View()).count("found this") == 4  # a line about one more would save nothing
    table = grouped_text(report(*ALIKE), View())
    assert (table.count("found this"), table.count("and 3 more like it")) == (3, 1)
    assert concise_text(report(*ALIKE), View()).count("found this") == 6  # read by editors


def test_warnings_on_one_count_are_alike_and_errors_are_never_folded() -> None:
    shared = Evidence(9, 10, "links")
    names = [one._replace(message=f"found {index} {shared}", evidence=shared) for index, one in enumerate(ALIKE)]
    assert "and 3 more like it" in full_text(report(*names), View())
    apart = [one._replace(message=f"found {index}") for index, one in enumerate(ALIKE)]
    assert "more like it" not in full_text(report(*apart), View())
    errors = [one._replace(severity=Severity.ERROR) for one in ALIKE]
    assert full_text(report(*errors), View()).count("found this") == 6


def test_fixes_are_shown_below_their_findings() -> None:
    text = full_text(report(BRACKETS, NUMBER), View(80, shows_fixes=True))
    assert [line for line in text.splitlines() if line.lstrip().startswith(("- ", "+ "))] == [
        "        - …rg/1)] [[code]](https://github.com/example/small-models-read-slowly)",
        "        + …rg/1)] [[code](https://github.com/example/small-models-read-slowly)]",
        "        - 1. **Smaller Models Do Not Read at All, However Long Their Titles Are…",
        "        + 2. **Smaller Models Do Not Read at All, However Long Their Titles Are…",
    ]
    refused = NUMBER._replace(fix=Fix((Edit(NUMBER.span, "3."),), Safety.REFUSED))
    assert full_text(report(refused), View(shows_fixes=True)) == full_text(report(refused), View())


@pytest.mark.parametrize(
    ("text", "edit", "shown"),
    [
        ("a  \nb\n", Edit(Span(1, 3), ""), ["- a··", "+ a"]),
        ("a\n\n\nb\n", Edit(Span(2, 3), ""), ["- (blank line)"]),
        ("a\nb\n", Edit(Span(2, 2), "\n"), ["+ (blank line)"]),
        ("a b\n", Edit(Span(1, 2), "\n"), ["- a b", "+ a", "+ b"]),
        ("a\nb\n", Edit(Span(1, 2), " "), ["- a", "+ a b", "- b"]),
        ("\x1b[31mx\n", Edit(Span(0, 1), "\u202e"), ["- \\x1b[31mx", "+ \\u202e[31mx"]),
        ("see https://ann:secret@example.org/ x\n", Edit(Span(36, 37), "y"), None),
    ],
)
def test_what_a_fix_changes_can_be_seen(text: str, edit: Edit, shown: list[str] | None) -> None:
    found = Diagnostic("FMT201", "link-brackets", edit.span, "found", Severity.WARNING, fix=Fix((edit,)))
    said = full_text(FileReport(Source(text, "a.md"), (found,), (Context(()),), 1, 1, 1), View(shows_fixes=True))
    if shown is None:
        assert "secret" not in said
    else:
        assert [line.strip() for line in said.splitlines() if line.lstrip().startswith(("- ", "+ "))] == shown


def test_a_fix_of_many_places_shows_some() -> None:
    edits = tuple(Edit(Span(SOURCE.offset(line), SOURCE.offset(line)), "x") for line in (1, 3, 5, 7, 9))
    text = full_text(report(NUMBER._replace(fix=Fix(edits))), View(shows_fixes=True))
    assert text.count("       + x") == 3
    assert "       and 2 more places\n" in text


def test_places_are_links_where_the_terminal_has_them() -> None:
    text = full_text(report(NUMBER), View(80, folder="/home/ada/my list"))
    assert "  \x1b]8;;file:///home/ada/my%20list/README.md#9\x1b\\9:1\x1b]8;;\x1b\\  error" in text
    assert re.sub(r"\x1b\]8;;.*?\x1b\\", "", text) == full_text(report(NUMBER), View(80))
    ruled = full_text(report(NUMBER), View(80, folder="/", rule_page=lambda code: f"https://example.org/{code}"))
    assert "  \x1b]8;;https://example.org/NUM101\x1b\\NUM101\x1b]8;;\x1b\\  number 1" in ruled
    hostile = report(NUMBER)._replace(source=Source(SOURCE.text, "a\x1b\\\x07.md"))
    assert "\x07" not in full_text(hostile, View(80, folder="/"))
    stdin = report(NUMBER)._replace(source=Source(SOURCE.text, "<stdin>"))
    assert "\x1b" not in full_text(stdin, View(80, folder="/"))


def test_a_clean_file_is_one_line() -> None:
    assert full_text(CLEAN, View()) == "README.md: 4 entries in 2 sections, 4 links\n\n"
    assert full_text(CLEAN, View(shows_clean=False)) == ""


def test_an_empty_file_says_so() -> None:
    assert full_text(EMPTY, View()) == "empty.md: the file is empty\n\n"


def test_quiet_shows_findings_only() -> None:
    assert full_text(report(NUMBER), View(is_quiet=True)).splitlines()[0] == "README.md"
    assert full_text(report(*BLANKS), View(is_quiet=True)) == "README.md\n\n"
    assert full_text(EMPTY, View(is_quiet=True)) == ""


def test_many_related_places_are_counted() -> None:
    many = tuple(Related(NUMBER.span, f"number {count} is here") for count in range(8))
    text = full_text(report(NUMBER._replace(related=many)), View())
    assert "line 9: number 0 is here" in text
    assert "line 9: number 2 is here" in text
    assert "number 3" not in text
    assert "and 5 more places" in text
    again = tuple(Related(NUMBER.span, "also here") for _ in range(8))
    text = full_text(report(NUMBER._replace(related=again)), View())
    assert text.count("line 9: also here") == 1
    assert "more place" not in text


def test_a_message_without_blanks_is_broken() -> None:
    text = full_text(report(NUMBER._replace(message="q" * 300)), View(80))
    assert max(map(len, text.splitlines())) <= 80
    assert text.count("q") == 300


def test_findings_before_the_first_heading_have_none() -> None:
    found = Diagnostic("FMT201", "link-brackets", Span(0, 4), "found this, expected that", Severity.WARNING)
    text = full_text(FileReport(Source("this\n", "a.md"), (found,), (Context(()),), 1, 1, 1), View())
    assert text.splitlines()[:3] == [
        "a.md: 1 entry in 1 section, 1 link",
        "",
        "  1:1  warning  FMT201  found this, expected that",
    ]


def test_the_reports_are_of_the_text() -> None:
    assert all(0 <= diagnostic.span.start <= diagnostic.span.end <= len(SOURCE.text) for diagnostic in ALL.diagnostics)
