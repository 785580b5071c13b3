"""What readers do not see as it was meant: beyond the examples of RND801 to RND810."""

from __future__ import annotations

import pytest
from reporting import report
from steps import GROWTH, steps

from awesomelint.document.parse import parse_document
from awesomelint.engine import lint_document
from awesomelint.fixing.fixer import apply_fixes
from awesomelint.markdown.blocks import BlockKind
from awesomelint.markdown.parser import parse_markdown
from awesomelint.rulebook.load import load_rulebook
from awesomelint.source import Source

RULES = {spec.code: spec.configured() for spec in load_rulebook()}
FAMILY = [rule for code, rule in RULES.items() if code.startswith("RND")]


def lines(code: str, text: str) -> list[int]:
    source = Source(text)
    return [source.line_at(diagnostic.span.start) for diagnostic in report(code, text)]


def severities(code: str, text: str) -> list[str]:
    return [diagnostic.severity.label for diagnostic in report(code, text)]


def fixed(text: str) -> str:
    return apply_fixes(Source(text), FAMILY).source.text


def kinds(text: str) -> list[str]:
    return [block.kind.value for block in parse_markdown(Source(text)).root.children]


LINK = "[Alpha](https://example.org/alpha)"


@pytest.mark.parametrize("bullet", ["-", "*", "+"])
@pytest.mark.parametrize("gap", ["", "\u00a0", "\u3000", "\u2003", "\u00a0 "])
@pytest.mark.parametrize(
    "start",
    [
        LINK,
        f"**Alpha** {LINK}",
        "[[pdf](https://example.org/a)] Alpha",
        f"`alpha` {LINK}",
        f"~~Alpha~~ {LINK}",
        f"\U0001f525 {LINK}",
        f"*Alpha* {LINK}",
        "https://example.org/a",
        "<https://example.org/a>",
    ],
)
def test_every_bullet_without_a_space_is_mended(bullet: str, gap: str, start: str) -> None:
    text = f"{bullet} {LINK}\n{bullet}{gap}{start}\n{bullet} {LINK}\n"
    assert lines("RND801", text) == [2]
    assert fixed(text) == f"{bullet} {LINK}\n{bullet} {start}\n{bullet} {LINK}\n"


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("- A\n\u00a0\u00a0- {}\n", "- A\n  - {}\n"),
        ("- A\n\u3000- {}\n- B\n", "- A\n  - {}\n- B\n"),
        ("1. A\n\u00a0- {}\n\u00a0\u00a0- {}\n", "1. A\n   - {}\n     - {}\n"),
        ("- A\n  - B\n\u00a0 - {}\n \u00a0\u00a0\u00a0* {}\n", "- A\n  - B\n  - {}\n    * {}\n"),
        ("> - A\n> \u00a0\u00a0- {}\n", "> - A\n>   - {}\n"),
        ("- A\n\n\u00a0\u00a0- {}\n", "- A\n\n  - {}\n"),
        ("\u00a0- {}\n\u00a0- {}\n", "- {}\n- {}\n"),
        ("- A\n\u200b- {}\n-\u200b{}\n", "- A\n- {}\n- {}\n"),
        ("\u00a0## {}\n\n\ufeff##\u00a0B\n", "## {}\n\n## B\n"),
    ],
)
def test_spaces_before_a_sign_that_are_none_to_markdown(bad: str, good: str) -> None:
    bad, good = bad.replace("{}", LINK), good.replace("{}", LINK)
    assert {diagnostic.severity.label for diagnostic in report("RND801", bad)} == {"error"}
    assert lines("FMT219", bad) == []
    assert fixed(bad) == good


@pytest.mark.parametrize("text", ["A\n\u00a0- B\n", "\u00a0\u00a0A\n", "\u00a0-5 or\n", "1. A\n\u00a02.5 of it\n"])
def test_other_lines_that_begin_with_a_no_break_space(text: str) -> None:
    assert lines("RND801", text) == []


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("prefix", ["", "> ", "> > ", "- > "])
def test_newlines_and_quotes_stay(newline: str, prefix: str) -> None:
    first, rest = prefix, prefix.replace("-", " ")
    text = f"{first}- {LINK}{newline}{rest}-{LINK}{newline}{rest}- {LINK}{newline}"
    assert lines("RND801", text) == [2]
    assert fixed(text) == text.replace(f"-{LINK}", f"- {LINK}")


@pytest.mark.parametrize(
    "text",
    [
        "- Alpha\n  -[pdf](https://example.org/a) -[code](https://example.org/b)\n",
        "Alpha\n*[HTML]: a language\n",
        "Version\n2.5 and\n3.Beta\n",
        "> Words.\n> -[Ada](https://example.org/ada)\n",
        "-h shows help\n",
        "*Equal contribution\n",
        "+1 from me\n",
        "#tag and #another\n",
        "#1 in the list\n",
        "\\#Tools\n\n\\-[Alpha](https://example.org/alpha)\n",
        f"`##Tools`\n\n<!--\n##Tools\n-{LINK}\n-->\n",
        f"    ##Tools\n    -{LINK}\n",
        "| a |\n|---|\n| -[x](https://example.org) |\n",
        "2019.[Alpha](https://example.org/alpha)\n",
        "$$\n##x\n-[a](https://example.org)\n$$\n",
        "- Item\n  $$ x\n  ##y\n  $$\n",
    ],
)
def test_signs_that_are_none(text: str) -> None:
    assert lines("RND801", text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![logo](https://example.org/l.png)\n\n#Awesome Lists\n\n## Tools\n", [3]),
        ("# Lists\n\n# Books\n\n#Tools\n\n- Alpha\n", [5]),
        ("# Lists\n\n#Tools\n\n- Alpha\n", []),
        ("######Deep\n", [1]),
        ("##**Tools**\n\n##[Books](https://example.org)\n\n> ##Quoted\n", [1, 3, 5]),
        ("##\n\n####\n\n#!/bin/sh\n\n#region\n", []),
        ("####### Deep\n\n########\n", [1]),
    ],
)
def test_headings_without_a_space(text: str, expected: list[int]) -> None:
    assert lines("RND801", text) == expected


def test_more_than_six_hashes_make_no_heading() -> None:
    assert fixed("####### Deep\n\n######## Deeper\n") == "###### Deep\n\n###### Deeper\n"


def test_a_list_that_writes_all_headings_so_is_one_finding() -> None:
    text = "".join(f"##Section {number}\n\n- {LINK}\n\n" for number in range(9))
    assert lines("RND801", text) == [1]
    assert fixed(text) == text.replace("##", "## ")


def test_without_a_link_it_is_a_warning() -> None:
    assert severities("RND801", "- Alpha\n-**Beta**\n- Gamma\n") == ["warning"]
    assert severities("RND801", f"- Alpha\n-**Beta** {LINK}\n- Gamma\n") == ["error"]
    assert severities("RND801", f"1. Alpha\n\n2.**Beta**\n\n   {LINK}\n\n3. Gamma\n") == ["error"]
    assert severities("RND802", "Steps:\n2. Alpha\n3. Beta\n") == ["warning"]
    assert severities("RND805", "<div>\n**Alpha**\n</div>\n") == ["warning"]


def test_a_number_that_goes_on_is_reported_once() -> None:
    text = f"1. {LINK}\n2.\u00a0{LINK}\n3.{LINK}\n"
    assert lines("NUM102", text) == [2]
    assert [lines(code, text) for code in ("RND801", "RND802", "FMT219")] == [[], [], []]
    assert apply_fixes(Source(text), list(RULES.values())).source.text == f"1. {LINK}\n2. {LINK}\n3. {LINK}\n"


def test_a_no_break_space_behind_a_sign_is_reported_once() -> None:
    text = f"##\u00a0Tools\n\n- {LINK}\n-\u00a0{LINK}\n- Alpha\u00a0Beta\n"
    assert lines("RND801", text) == [1, 4]
    assert lines("FMT219", text) == [5]


@pytest.mark.parametrize("number", ["0.", "2.", "7)", "12."])
@pytest.mark.parametrize("text", ["**2021**", "Papers:", "- Papers of 2021\n\n  Journals:"])
def test_lists_that_cannot_begin(number: str, text: str) -> None:
    indent = "  " if text.startswith("-") else ""
    item = f"{indent}{number} {LINK}\n"
    assert lines("RND802", f"{text}\n{item}") == [text.count("\n") + 2]
    assert fixed(f"{text}\n{item}") == f"{text}\n\n{item}"


@pytest.mark.parametrize("bullet", "•·●◦▪‣∙⁃○■＊‐−")
def test_typed_bullets(bullet: str) -> None:
    text = f"Tools:\n{bullet} {LINK}\n{bullet}{LINK}\n"
    assert lines("RND802", text) == [2]
    assert fixed(text) == f"Tools:\n- {LINK}\n- {LINK}\n"


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        (f"• {LINK}\n* {LINK}\n", f"* {LINK}\n* {LINK}\n"),
        (f"* {LINK}\n\n• {LINK}\n• {LINK}\n- {LINK}\n", f"* {LINK}\n\n- {LINK}\n- {LINK}\n- {LINK}\n"),
        (f"- {LINK}\n  • {LINK}\n  • {LINK}\n", f"- {LINK}\n  - {LINK}\n  - {LINK}\n"),
        (f"- {LINK} - First\n- B\n  • C\n", f"- {LINK} - First\n- B\n  - C\n"),
        (f"* A\n\u00a0\u00a0• {LINK}\n\u00a0\u00a0• {LINK}\n", f"* A\n  * {LINK}\n  * {LINK}\n"),
    ],
)
def test_typed_bullets_among_real_ones(bad: str, good: str) -> None:
    assert len(lines("RND802", bad)) == 1
    assert fixed(bad) == good


@pytest.mark.parametrize(
    "text",
    [
        f"- {LINK}\n  · {LINK}\n  · {LINK}\n",
        f"- {LINK}\n  • {LINK}\n",
        f"- A\n  – {LINK}\n",
        f"{LINK}\n• {LINK}\n• {LINK}\n",
        f"Text\n• and\n\n- {LINK}\n",
    ],
)
def test_signs_between_links_on_lines_of_their_own(text: str) -> None:
    assert lines("RND802", text) == []


def test_numbers_that_run_down_are_one_list() -> None:
    text = f"Papers:\n3. {LINK}\n2. {LINK}\n1. {LINK}\n"
    assert lines("RND802", text) == [2]
    assert fixed(text) == text.replace("\n", "\n\n", 1)


def test_a_list_is_not_begun_below_a_number_that_lacks_its_space() -> None:
    assert lines("RND802", f"1.{LINK}\n2. {LINK}\n") == []


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("1. A\n  * b\n2. C\n  * d\n", "1. A\n   * b\n2. C\n   * d\n"),
        ("1) A\n * b\n2) C\n", "1) A\n   * b\n2) C\n"),
        ("- 1. A\n    - b\n", None),
        ("1. A\n\n  - b\n\n    c\n\n2. D\n", "1. A\n\n   - b\n\n     c\n\n2. D\n"),
        ("> 1. A\n>   - b\n> 2. C\n", "> 1. A\n>    - b\n> 2. C\n"),
        ("- A\n  1. b\n    - c\n", "- A\n  1. b\n     - c\n"),
        ("1. A\r\n  - b\r\n2. C\r\n", "1. A\r\n   - b\r\n2. C\r\n"),
        ("* A\n\t\t* b\n* C\n", None),
        ("- A\n 1. b\n- C\n 1. d\n", "- A\n  1. b\n- C\n  1. d\n"),
        ("1. A\n 1. b\n2. C\n 1. d\n", "1. A\n   1. b\n2. C\n   1. d\n"),
        ("1. A\n  1. b\n  1. c\n1. D\n  1. e\n", "1. A\n   1. b\n   1. c\n1. D\n   1. e\n"),
    ],
)
def test_children_that_are_none(bad: str, good: str | None) -> None:
    if good is None:
        good = fixed(bad)
    else:
        assert fixed(bad) == good
    assert lines("RND803", good) == []


@pytest.mark.parametrize(
    "text",
    [
        "1. A\n   - b\n2. C\n",
        "- A\n* B\n- C\n",
        "- A\n\n 1. B\n",
        " 1. A\n 2. B\n 3. C\n",
        "1. A\n\nText.\n\n  - b\n",
        "- A\n  continues here\n   and here\n",
        "- A\n - B\n- C\n - D\n",
        "1. A\n\n**More**\n\n1. B\n\n**Most**\n\n1. C\n",
    ],
)
def test_lists_that_are_right_or_only_sloppy(text: str) -> None:
    assert lines("RND803", text) == []


def test_where_numbers_change_nesting_is_an_error() -> None:
    assert severities("RND803", "1. A\n  - b\n1. C\n  - d\n") == ["error"]
    assert severities("RND803", "1. A\n  - b\n2. C\n  - d\n") == ["warning"]


ROW = "| A | [x](https://example.org) |\n"
HEAD = "| T | L |\n"


@pytest.mark.parametrize(
    ("bad", "line", "good"),
    [
        (f"{HEAD}|---|---|\n{ROW}\n{ROW}", 5, f"{HEAD}|---|---|\n{ROW}{ROW}"),
        (f"{HEAD}|---|---|\n\n{ROW}", 4, f"{HEAD}|---|---|\n{ROW}"),
        (f"{HEAD}\n|---|---|\n{ROW}", 3, f"{HEAD}|---|---|\n{ROW}"),
        (f"{HEAD}|---|\n{ROW}", 2, f"{HEAD}|---|---|\n{ROW}"),
        (f"{HEAD}|:--|---|:-:|--:|\n{ROW}", 2, f"{HEAD}|:--|---|\n{ROW}"),
        (f"{HEAD}{ROW}{ROW}", 1, f"{HEAD}| --- | --- |\n{ROW}{ROW}"),
        (f"{HEAD}|–|–|\n{ROW}", 2, f"{HEAD}|---|---|\n{ROW}"),
        (f"{HEAD}|－－|：－|\n{ROW}", 2, f"{HEAD}|---|:---|\n{ROW}"),
        (f"{HEAD}|---+---|\n{ROW}", 2, f"{HEAD}|---|---|\n{ROW}"),
        (f"{HEAD}|===|===|\n{ROW}", 2, f"{HEAD}|---|---|\n{ROW}"),
        (f"{HEAD}|\u00a0---|---\u3000|\n{ROW}", 2, f"{HEAD}| ---|--- |\n{ROW}"),
        (f"Text:\n{HEAD}{ROW}{ROW}", 2, f"Text:\n{HEAD}| --- | --- |\n{ROW}{ROW}"),
        (
            "T | L\nA | [x](https://example.org)\nB | [y](https://example.org)\n",
            1,
            "T | L\n| --- | --- |\nA | [x](https://example.org)\nB | [y](https://example.org)\n",
        ),
        (f"- A\n\n  {HEAD}  |---|---|\n  {ROW}\n  {ROW}", 7, f"- A\n\n  {HEAD}  |---|---|\n  {ROW}  {ROW}"),
        (f"- A\n\n      {HEAD}      |---|---|\n      {ROW}", 3, f"- A\n\n  {HEAD}  |---|---|\n  {ROW}"),
    ],
)
def test_tables_are_mended(bad: str, line: int, good: str) -> None:
    assert lines("RND804", bad) == [line]
    assert fixed(bad) == good
    assert "table" in [block.kind.value for block in parse_markdown(Source(good)).blocks]


@pytest.mark.parametrize(
    "text",
    [
        "a | b\n",
        "| a | b |\n",
        "[a](https://example.org) | [b](https://example.org)\n" * 3,
        f"{HEAD}|---|---|\n{ROW}\nText | and more\n",
        "|x| is a norm\n|y| too\n",
        "--- | ---\n",
        "Links: | more\n[a](https://example.org) | [b](https://example.org)\n[a](https://example.org) | [b](https://example.org)\n",
        "Home | About\n[a](https://example.org) | b\nc | [d](https://example.org)\n",
        f"{HEAD}\u00a0|\u00a0\n{ROW.strip()} x\n",
    ],
)
def test_pipes_that_make_no_table(text: str) -> None:
    assert lines("RND804", text) == []


def test_a_broken_row_is_reported_once() -> None:
    text = "| T | V | L |\n|---|---|---|\n| A\n | ACL | [x](https://example.org) |\n| A\nb | ACL | [x](https://example.org) |\n"
    assert lines("RND804", text) == [3, 5]
    assert lines("FMT220", text) == []
    row = "| A | ACL | [x](https://example.org) |\n"
    assert fixed(text) == f"| T | V | L |\n|---|---|---|\n{row}{row.replace('A |', 'A b |', 1)}"


def test_a_row_that_is_broken_within_a_link_is_joined_first() -> None:
    text = f"{HEAD}|---|---|\n| A | [x](https://exam\nple.org/a) |\n"
    assert lines("FMT202", text) == lines("FMT203", text) == []
    assert fixed(text) == f"{HEAD}|---|---|\n| A | [x](https://example.org/a) |\n"


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("T|V|L\n-|-|-\nA|{}\n|B\n", "T|V|L\n-|-|-\nA|{} |B\n"),
        ("T|V|L\n-|-|-\nA|\n{}|B\n", "T|V|L\n-|-|-\nA| {}|B\n"),
        ("|T|V|L|\n|-|-|-|\n|A|{}|\nB|\n", "|T|V|L|\n|-|-|-|\n|A|{}| B|\n"),
        ("|T|V|L|\n|-|-|-|\n|A|B|{}\nand C|\n", "|T|V|L|\n|-|-|-|\n|A|B|{} and C|\n"),
        ("> |T|V|L|\n> |-|-|-|\n> |A\n> |B|{}|\n", "> |T|V|L|\n> |-|-|-|\n> |A |B|{}|\n"),
        ("|T|V\n|L|\n|-|-|-|\n|A|B|{}|\n", "|T|V |L|\n|-|-|-|\n|A|B|{}|\n"),
        ("|T|V|L|\n|-|-\n|-|\n|A|B|{}|\n", "|T|V|L|\n|-|- |-|\n|A|B|{}|\n"),
    ],
)
def test_a_line_break_in_a_row(bad: str, good: str) -> None:
    bad, good = bad.replace("{}", LINK), good.replace("{}", LINK)
    assert len(lines("RND804", bad)) == 1
    assert lines("FMT220", bad) == []
    assert fixed(bad) == good


def test_a_broken_row_is_an_error_where_a_link_is_lost() -> None:
    assert severities("RND804", f"{HEAD}|---|---|\n| A | [x](https://exam\nple.org/a) |\n") == ["error"]
    assert severities("RND804", f"{HEAD}|---|---|\n| A\n| [x](https://example.org/a) |\n") == ["warning"]


@pytest.mark.parametrize("rows", ["| A |\n| B |\n", "| A\n\nText |\n", "| A\n| B\n", "| A\n| b | c | d |\n"])
def test_rows_that_are_not_broken(rows: str) -> None:
    assert lines("RND804", f"{HEAD}|---|---|\n{rows}") == []


@pytest.mark.parametrize("tag", ["<br>", "<div>", "<details>", "<center>", "</p>", '<img src="x.png">', "<hr>", "<li>"])
@pytest.mark.parametrize(
    "markdown", ["## Tools\n", f"- {LINK}\n", f"1. {LINK}\n2. {LINK}\n", f"{HEAD}|---|---|\n{ROW}"]
)
def test_markdown_behind_tags(tag: str, markdown: str) -> None:
    text = f"{tag}\n{markdown}"
    assert lines("RND805", text) == [2]
    assert severities("RND805", text) == ["error"]


@pytest.mark.parametrize(
    "text",
    [
        "<b>Alpha</b> **bold**\n",
        "<pre>\n## x\n</pre>\n",
        f"<!--\n- {LINK}\n-->\n",
        "<div>\n\n**bold**\n\n</div>\n",
        "<p>\n- one\n</p>\n",
        "<td>a[i](j)</td>\n",
        "<th># Stars</th>\n",
        "<p>x ** 2 ** 3</p>\n",
        '<a href="https://example.org/[x](y.z)">Alpha</a>\n',
        "<script>\n// [x](https://example.org)\n</script>\n",
        f"<!-- a\n\n- {LINK}\n\n</details>\n\n- {LINK}\n",
    ],
)
def test_html_without_markdown(text: str) -> None:
    assert lines("RND805", text) == []


def test_inside_a_paragraph_of_html_a_blank_line_is_no_fix_for_a_line_of_text() -> None:
    text = f'<p align="center">\n{LINK}\n</p>\n'
    assert lines("RND805", text) == [2]
    assert fixed(text) == text
    assert lines("RND805", text.replace("[", "- [")) == [2]
    assert fixed(text.replace("[", "- [")) == f'<p align="center">\n\n- {LINK}\n</p>\n'


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"<!-- a\n\n- {LINK}\n", 1),
        (f"- A\n<!-- a\n- {LINK}\n", 2),
        (f"- A\n  <!-- a\n- {LINK}\n", 2),
        (f"> <!-- a\n\n- {LINK}\n\n<!-- b -->\n", 1),
        (f"<div>\n<!-- a\n\n- {LINK}\n", 2),
        (f"```\na\n\n- {LINK}\n", 1),
        (f"- A\n\n````sh\na\n```\n\n- {LINK}\n", 3),
        (f"<details>\n\n- {LINK}\n", 1),
        (f"A\n\n<pre>\na\n\n- {LINK}\n", 3),
        (f"<STYLE>\na\n\n- {LINK}\n", 1),
        (f"A <details>\n\n- {LINK}\n", 1),
    ],
)
def test_what_is_never_closed(text: str, line: int) -> None:
    assert lines("RND806", text) == [line]
    assert severities("RND806", text) == ["error"]


@pytest.mark.parametrize(
    "text", ["```\na\n", "~~~\n- a\n", "```md\n- [a](https://example.org)\n", "<!-- a -->\n<!---->\n"]
)
def test_open_code_that_hides_nothing(text: str) -> None:
    assert lines("RND806", text) == []


def test_markers_of_a_conflict_in_a_table_are_reported_once() -> None:
    text = f"{HEAD}|---|---|\n<<<<<<< a\n{ROW}=======\n{ROW}>>>>>>> b\n"
    assert lines("RND807", text) == [3]
    assert lines("FMT220", text) == []


def test_a_line_of_one_tag_ends_an_item_that_it_is_not_in() -> None:
    assert kinds('1. A\n<a name="x" />\n\n2. B\n') == ["ordered list", "html", "ordered list"]
    assert kinds('A\n<a name="x" />\nB\n') == ["paragraph"]
    assert kinds('1. A\n   <a name="x" />\n2. B\n') == ["ordered list"]


def test_one_place_that_cannot_be_mended_stops_no_other() -> None:
    text = f"<p>{LINK}</p>\n\n-{LINK}\n- {LINK}\n\n<!-- a\n\n- {LINK}\n"
    assert fixed(text) == f"<p>{LINK}</p>\n\n- {LINK}\n- {LINK}\n\n<!-- a\n\n- {LINK}\n"


def test_fixes_are_stable_and_leave_nothing() -> None:
    text = f"##Tools\n1.{LINK}\n2.{LINK}\n  - {LINK}\n\n<br>\n## More\n• {LINK}\n• {LINK}\n"
    result = apply_fixes(Source(text), FAMILY)
    assert result.is_stable
    assert [diagnostic.code for diagnostic in result.diagnostics if diagnostic.fix is not None] == []
    headings = [block for block in parse_markdown(result.source).blocks if block.kind is BlockKind.HEADING]
    assert len(headings) == 2


def test_numbers_under_an_item_are_reported_once() -> None:
    text = "1. A\n  1. b\n  2. c\n2. D\n"
    assert lines("RND803", text) == [2]
    assert lines("NUM101", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "[T](#tools)\n\n##Tools\n",
        "[T](#tools)\n\n##\u00a0Tools\n",
        "[T](#tools)\n\n<br>\n## Tools ##\n",
        "[T](#tools)\n\n<!-- a\n\n## Tools\n",
        "[T](#tools)\n\n```\na\n\n## Tools\n",
    ],
)
def test_a_link_to_a_heading_that_is_none_is_not_reported_too(text: str) -> None:
    assert lines("LNK506", text) == []
    assert lines("LNK506", text.replace("Tools", "Books")) == [1]


def test_a_heading_in_a_closed_comment_or_code_is_no_excuse() -> None:
    assert lines("LNK506", "[T](#tools)\n\n<!--\n## Tools\n-->\n") == [1]
    assert lines("LNK506", "[T](#tools)\n\n```\n## Tools\n```\n") == [1]


HOSTILE = {
    "signs without a space": "-[a](https://x.org/b)\n",
    "numbers without a space, apart": "7.[a](https://x.org)\n\n",
    "headings without a space": "##a\n\n",
    "titles without a space": "#A\n\n# B\n\n",
    "children that are none": "1. a\n  - b\n",
    "items indented by one": "- a\n - b\n- c\n  - d\n",
    "rows behind blank lines": "| a | b |\n|---|---|\n| a | b |\n\n| a | b |\n\n",
    "HTML with Markdown": "<div>\n- [a](b.c)\n</div>\n",
    "comments without an end": "<div><!-- a\n\n",
    "details without an end": "<details>\n\n- [a](https://b.c)\n\n",
    "entries in code": "    - [a](https://b.c)\n\na\n\n",
    "lists of one cause": "## a\n\n1. b\n  - c\n\n",
    "numbers that run on without those between": "1. a\n 1. b\n2. c\n",
    "items indented into text": "- a\n        - [b](https://c.d)\n",
    "pieces of lists": "1. a\n```\nb\n```\n",
    "numbers below one without a space": "1.[a](https://b.c)\n2. d\n",
    "lists right below text": "a\n3. [b](https://c.d)\n4. e\n\n",
    "typed bullets": "a\n\u2022 [b](https://c.d)\n",
    "rows in pieces": "| a | b | c |\n|---|---|---|\n" + "| a\n" * 9 + "\n",
    "rows without a delimiter row": "| a | b |\n| c | d |\n\n",
    "delimiter rows": "|---|---|\n",
    "pipes in HTML": "<div>\n" + "| a " * 9 + "\n",
    "preformatted text without an end": "<pre>\n- [a](https://b.c)\n",
    "headings in a line of HTML": "<b></b>## a\n",
    "fences without an end": "```a\n\n## b\n- [c](https://d.e)\n",
    "markers of conflicts": "<<<<<<< a\n=======\n",
    "formulas": "$$\n##a\n",
    "indents that are none": "- a\n\u00a0\u00a0- [b](https://c.d)\n",
    "indents that are none, deeper and deeper": "\u00a0- [b](https://c.d)\n",
    "typed bullets above real ones": "\u2022 [a](https://b.c)\n- [d](https://e.f)\n\n",
    "comments without an end in items": "- a\n  <!-- b\n",
    "comments in comments": "<!-- a <!-- b -->\n-->\n\n",
    "bold text without an end": "**[a](https://b.c)\n\n",
    "bold text without an end in one paragraph": "**[a](https://b.c) ",
    "entries on one line": "- [a](https://b.c) - d. - [e](https://f.g) - h.\n",
    "entries on one line, without an end": "- [a](https://b.c) - d. ",
}


@pytest.mark.parametrize("shape", HOSTILE)
def test_steps_grow_with_the_text(shape: str) -> None:
    def count(times: int) -> int:
        document = parse_document(Source(HOSTILE[shape] * times))
        return steps(lambda: lint_document(document, FAMILY))

    count(20)  # before counting, for what is made ready once
    assert count(200) <= GROWTH * count(100)


def test_raw_entries_in_items_of_html_are_lost() -> None:
    assert severities("RND805", f"<ul>\n<li>{LINK}</li>\n</ul>\n") == ["error"]
    assert severities("RND805", f"<p>\n{LINK}\n</p>\n") == ["warning"]


@pytest.mark.parametrize(
    "text",
    [
        '{{ "[Alpha] (https://example.org/alpha)" | link: "a",\n   "b  , c" }}\n',
        '{% include note.html text="[Alpha] (https://example.org/alpha)" %}\n',
        '- [Beta](https://example.org/beta) {{< icon "https://example.org/a  , b" >}}\n',
    ],
)
def test_tags_of_templates_are_left_alone(text: str) -> None:
    text = f"# Herons\n\n- {LINK}\n\n{text}"
    assert apply_fixes(Source(text), list(RULES.values())).source.text == text


def test_an_unclosed_tag_of_a_template_hides_nothing_behind_a_blank_line() -> None:
    assert lines("FMT203", f"{{{{ a\n\n[Alpha] (https://example.org/alpha) }}}} and {LINK}\n") == [3]


@pytest.mark.parametrize(
    ("code", "text", "label"),
    [
        ("RND801", "- Herons\n-Storks\n- Cranes\n", "warning"),
        ("RND801", f"- Herons\n-Storks of {LINK}\n- Cranes\n", "error"),
        ("RND803", f"1. A\n  1. {LINK}\n  2. {LINK}\n2. B\n  1. {LINK}\n", "error"),
        ("RND803", f"- A\n - {LINK}\n - {LINK}\n- B\n  - {LINK}\n- C\n  - {LINK}\n", "warning"),
        ("RND804", f"| A | B |\n| x | {LINK} |\n|---|---|\n| y | z |\n", "error"),
        ("RND805", f"| A | B |\n|---|---|\n| x | {LINK} |\n<hr>\n| y | {LINK} |\n", "error"),
        ("RND805", f"<hr>\n| y | {LINK} |\n", "warning"),
    ],
)
def test_what_is_lost_tells_the_severity(code: str, text: str, label: str) -> None:
    assert severities(code, text) == [label]


@pytest.mark.parametrize("tag", ["<br>", '<img src="a.png">', '<a name="y">', "<b>", "</b>", "<hr>", "<div>"])
def test_a_line_that_is_a_tag_ends_a_table(tag: str) -> None:
    assert kinds(f"| A | B |\n|---|---|\n| x | y |\n{tag}\n| z | {LINK} |\n") == ["table", "html"]
    assert kinds(f"| A | B |\n|---|---|\n| x | y |\n{tag} z | {LINK} |\n")[0] == "table"


@pytest.mark.parametrize("sign", ["-", "*", "+"])
@pytest.mark.parametrize(
    "text",
    [
        "- {}\n\n-Note: see {}\n",
        "- {}\n\n-Note: see {}\n\n- {}\n",
        "- {} needs\n  -march=native for {}\n- {}\n",
        "- {} needs\n  -march=native here\n- {}\n",
        "- Herons\n-storks\n- cranes\n",
        "- Herons that\n  fish\n-Storks\n- Cranes\n",
        "- Herons\n-Storks\n",
    ],
)
def test_a_sign_before_a_word_that_may_be_no_bullet(sign: str, text: str) -> None:
    text = text.replace("-", sign).replace("{}", LINK)
    assert lines("RND801", text) == []
    assert fixed(text) == text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("RND802", f"** {LINK} **\n- {LINK}\n"),
        ("RND802", f"- A\n-- {LINK} --\n- B\n"),
        ("RND804", "A | B\n... | ...\n"),
    ],
)
def test_signs_that_are_not_meant_so(code: str, text: str) -> None:
    assert lines(code, text) == []
