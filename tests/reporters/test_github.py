"""Annotations as the runner of GitHub Actions reads them."""

from __future__ import annotations

import re
from typing import NamedTuple

from reports import BLANKS, BRACKETS, NUMBER, TEXT, VENUE, WIDE, finding, report, span
from runs import MANY, hostile, many, rule_page, run_of

from awesomelint.diagnostic import Edit, Fix, Safety, Severity
from awesomelint.reporters.github import MAX_ANNOTATIONS, github_annotations, without_commands
from awesomelint.reporters.run_report import Checkout, RunReport
from awesomelint.source import Source, Span

KNOWN = {
    "error",
    "warning",
    "notice",
    "debug",
    "add-mask",
    "add-matcher",
    "stop-commands",
    "group",
    "endgroup",
    "set-env",
}


class Command(NamedTuple):
    name: str
    properties: dict[str, str]
    data: str


def obeyed(log: str) -> list[Command]:
    """Return the commands in a log, found and unescaped as the source of the runner has it."""
    return [command for line in re.split(r"\r\n|\r|\n", log) if (command := _new(line) or _old(line))]


def _new(line: str) -> Command | None:
    line = line.lstrip()
    end = line.find("::", 2)
    if not line.startswith("::") or end < 0:
        return None
    name, _, rest = line[2:end].partition(" ")
    pairs = (part.split("=", 1) for part in rest.strip().split(",") if "=" in part)
    properties = {key: _unescaped(value, {":": "%3A", ",": "%2C"}) for key, value in pairs}
    return Command(name, properties, _unescaped(line[end + 2 :], {})) if name in KNOWN else None


def _old(line: str) -> Command | None:
    match = re.search(r"##\[([^\] ]*)[^\]]*\]", line)
    return Command(match[1], {}, "") if match and match[1] in KNOWN else None


def _unescaped(text: str, more: dict[str, str]) -> str:
    for char, escape in {"\r": "%0D", "\n": "%0A", **more, "%": "%25"}.items():
        text = text.replace(escape, char)
    return text


def _log(run: RunReport) -> str:
    return "".join(github_annotations(run))


def test_a_finding_is_an_annotation_with_its_place() -> None:
    assert _log(run_of(report(NUMBER))._replace(rule_page=rule_page)) == (
        "::error file=README.md,line=9,col=1,endLine=9,endColumn=3,title=NUM101 sequential-numbers"
        "::README.md:9:1: NUM101 number 1 repeats, expected 2%0Aline 5: the other 1 is here%0Aline 10: 2 follows here%0A"
        "corrected:%0A2. **Smaller Models Do Not Read at All, However Long Their Titles Are Made by Their Authors** EMNLP 2021"
        "%0ANUM101: https://example.org/rules/NUM101\n"
    )


def test_a_fix_that_may_be_wrong_is_a_guess() -> None:
    edit = Edit(span(10, "大模型"), "Large Models")
    (command,) = obeyed(_log(run_of(report(WIDE._replace(fix=Fix((edit,), Safety.UNSAFE))))))
    assert "\nperhaps:\n2. **Large Models Also Read** [[pdf](https://example.org/3)]" in command.data
    (command,) = obeyed(_log(run_of(report(WIDE._replace(fix=Fix((edit,), Safety.REFUSED))))))
    assert "Large Models" not in command.data


def test_a_file_that_others_do_not_have_is_no_page() -> None:
    assert "rules/" not in _log(run_of(report(NUMBER))._replace(rule_page=lambda code: f"file:///rules/{code}.yaml"))


def test_columns_are_told_on_one_line_only() -> None:
    long = finding("FMT204", "title-one-line", Span(span(5, "**").start, span(9, "**").end), "found", Severity.WARNING)
    (command,) = obeyed(_log(run_of(report(long))))
    assert command.name == "warning"
    assert command.properties == {"file": "README.md", "line": "5", "endLine": "9", "title": "FMT204 title-one-line"}


def test_worst_come_first_and_info_are_notices() -> None:
    found = obeyed(_log(run_of(report(VENUE, WIDE, NUMBER, BRACKETS))))
    assert [command.name for command in found] == ["error", "warning", "warning", "notice"]


def test_whitespace_is_counted_unless_it_is_listed() -> None:
    assert _log(run_of(report(*BLANKS), lists_info=False)) == "README.md: whitespace: 3 places [fixable]\n"
    assert len(obeyed(_log(run_of(report(*BLANKS))))) == 3


def test_ten_of_a_kind_are_annotations_and_the_others_lines() -> None:
    log = _log(many())
    names = [command.name for command in obeyed(log)]
    assert names == ["error"] * MAX_ANNOTATIONS + ["warning"] * MAX_ANNOTATIONS + ["notice"] * MAX_ANNOTATIONS
    lines = log.splitlines()
    assert lines[MAX_ANNOTATIONS] == "3,323 more errors (GitHub shows at most 10):"
    assert lines[MAX_ANNOTATIONS + 1] == "  README.md:33:1: NUM101 found 32"
    assert sum(": NUM101 " in line or ": FMT201 " in line for line in lines) == MANY


def test_nothing_in_a_list_commands_the_runner() -> None:
    run = hostile()
    found = obeyed(_log(run))
    assert [command.name for command in found] == ["error"] * MAX_ANNOTATIONS + ["notice"] * MAX_ANNOTATIONS
    first = found[0]
    assert first.properties["file"] == "README.md"
    assert first.properties["title"] == "FMT999 no-such-rule"
    assert first.data == (
        "README.md:1:3: FMT999 found ::error file=other.md,line=1::pwned\nline 1: ::error file=other.md,line=1::pwned"
        "\ncorrected:\n- denwp::1=enil,dm.rehto=elif rorre::::error file=other.md,line=1::pwned"
    )
    assert found[5].data.startswith("README.md:8:3: FMT999 found %0A::error::pwned%0D%25\nline 1: %0A::error")


def test_names_of_files_are_escaped_and_relative_to_the_checkout() -> None:
    run = run_of(report(NUMBER)._replace(source=Source(TEXT, "a,b:c%.md")), checkout=Checkout("/work/docs", "/work"))
    (command,) = obeyed(_log(run))
    assert command.properties["file"] == "docs/a,b:c%.md"
    assert command.properties["line"] == "9"


def test_text_for_people_gives_no_commands() -> None:
    text = "  ::error::a\nb ::c ##[error]d\n::e\n # [f] ##x :g\n"
    assert without_commands(text) == "  \\x3a:error::a\nb ::c \\x23#[error]d\n\\x3a:e\n # [f] ##x :g\n"
    assert obeyed(without_commands(text)) == []
