"""The page for a job's summary, read as GitHub reads Markdown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from reports import ALL, CLEAN, NUMBER, report
from repositories import Repository
from runs import EXAMPLE, HERE, HOSTILE, hostile, linted, many, rule_page, run_of

from awesomelint.reporters.diff import corrections
from awesomelint.reporters.github import MAX_CORRECTED, job_summary, markdown
from awesomelint.reporters.run_report import Checkout, Guidance, RunReport
from awesomelint.reporters.terminal import shorten
from awesomelint.source import Source

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _page(run: RunReport) -> str:
    return "".join(job_summary(run))


def _inline(text: str) -> list[Token]:
    return [child for token in MARKDOWN.parse(text) for child in token.children or ()]


def test_a_page_says_what_was_found_where() -> None:
    assert _page(run_of(report(NUMBER))) == (
        "## awesomelint\n\n1 error\n\n1 fixable with --fix\n\n"
        "### README&#46;md\n\n4 entries in 2 sections, 4 links\n\n"
        "| line | severity | rule | finding |\n| ---: | --- | --- | --- |\n"
        "| 9 | error | NUM101 sequential-numbers | number 1 repeats, expected 2<br>line 5&#58; the other 1 is here"
        '<br>line 10&#58; 2 follows here<br>in "Smaller Models Do Not Read at All, However Long Their Titles Are Made by Their'
        ' Authors" |\n\n'
    )


def test_no_findings_are_said() -> None:
    assert _page(run_of(CLEAN)) == "## awesomelint\n\nno findings\n\n"


def corrected(before: str, after: str, *commands: str, path: str = "lists/README.md") -> str:
    """Return the part of a page about corrections, of a list that fixes turn into another one."""
    run = run_of(linted(before, path), checkout=Checkout("/c", "/c", "https://git.example/octo/list/blob/0123abc/"))
    run = run._replace(corrected={path: Source(after, path)}, guidance=Guidance(commands=commands))
    return _page(run).partition("### How to correct it\n\n")[2]


LIST = "# Reading\n\n1. **One**\n1. **Two**\n\n- [a](b)\n  more\n- c\n"
FIXED = LIST.replace("1. **Two", "2. **Two").replace("b)\n  more", "b) more")


def test_corrected_lines_are_suggestions_and_a_patch() -> None:
    page = "https://git.example/octo/list/blob/0123abc/lists/README.md?plain=1"
    assert corrected(LIST, FIXED, "uvx awesomelint --fix", "pipx run awesomelint --fix") == (
        "In a clone, with one of these commands:\n\n"
        "```sh\nuvx awesomelint --fix\npipx run awesomelint --fix\n```\n\n"
        f"[lists/README&#46;md, line 4]({page}#L4):\n\n```suggestion\n2. **Two**\n```\n\n"
        f"[lists/README&#46;md, lines 6 to 7]({page}#L6):\n\n```suggestion\n- [a](b) more\n```\n\n"
        "<details><summary>All corrections as a patch, for git apply</summary>\n\n"
        "```diff\n--- a/lists/README.md\n+++ b/lists/README.md\n"
        "@@ -1,8 +1,7 @@\n # Reading\n \n 1. **One**\n-1. **Two**\n+2. **Two**\n"
        " \n-- [a](b)\n-  more\n+- [a](b) more\n - c\n```\n\n</details>\n"
    )


def test_a_suggestion_is_taken_for_its_lines() -> None:
    """What GitHub does with one: the lines are replaced by the text of the block."""
    for before, after in (
        (LIST, FIXED),
        (LIST, f"new\n{LIST}"),
        (LIST, LIST.replace("- c\n", "")),
        (LIST, LIST.replace("more\n", "more\n\nnew\n")),
        (LIST.replace("\n", "\r\n"), FIXED.replace("\n", "\r\n")),
        (LIST.removesuffix("\n"), FIXED),
        ("a\n", "b\n"),
    ):
        lines = before.splitlines()
        for found in reversed(list(corrections(Source(before, "a.md"), Source(after, "a.md")))):
            lines[found.first - 1 : found.last] = found.lines
        assert lines == after.splitlines()


def test_git_applies_the_patch(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.write({"lists/README.md": LIST})
    repository.write(
        {"fix.patch": re.findall(r"```diff\n(.*?)^```", corrected(LIST, FIXED), re.DOTALL | re.MULTILINE)[0]}
    )
    repository.git("apply", "fix.patch")
    assert (tmp_path / "lists" / "README.md").read_text() == FIXED


@pytest.mark.parametrize(
    ("before", "after", "path"),
    [
        (LIST, FIXED.replace("Two", "T\u202ewo"), "README.md"),
        (LIST.replace("Two", "T\x1bwo"), FIXED.replace("Two", "T\x1bwo"), "README.md"),
        (LIST, FIXED, "a\nb.md"),
        (
            LIST.replace("Two", "https://ada:secret@example.org"),
            FIXED.replace("Two", "https://ada:secret@example.org"),
            "a.md",
        ),
        (LIST, FIXED, "$(id).md"),
    ],
)
def test_what_a_page_cannot_show_as_it_is_is_no_patch(before: str, after: str, path: str) -> None:
    page = corrected(before, after, path=path)
    assert "<details>" not in page
    assert "\nNot in a patch, since a page does not show all of their characters: " in page
    assert not {"\x1b", "\u202e"} & set(page)
    assert "secret" not in page


def test_a_file_that_no_page_can_show_leaves_the_others_in_the_patch() -> None:
    run = run_of(linted(LIST, "a.md"), linted(LIST, "b.md"))
    after = {"a.md": Source(FIXED.replace("Two", "T\u202ewo"), "a.md"), "b.md": Source(FIXED, "b.md")}
    page = _page(run._replace(corrected=after))
    assert "--- a/b.md\n" in page
    assert "--- a/a.md\n" not in page
    assert page.endswith("characters: a&#46;md\n")


def test_nothing_leaves_its_fence() -> None:
    after = LIST.replace("1. **Two**", "````\n</details>\n<script>\n``` @octocat")
    tokens = MARKDOWN.parse(corrected(LIST, after))
    assert [token.info for token in tokens if token.type == "fence"] == ["suggestion", "diff"]
    assert {token.content.split(">")[0] for token in tokens if token.type == "html_block"} == {"<details", "</details"}
    assert "@octocat" not in "".join(token.content for token in _inline(corrected(LIST, after)))


def test_much_is_left_to_the_commands() -> None:
    before = "".join(f"1. **Paper {number}** {'word ' * 30}\n" for number in range(1000))
    page = corrected(before, before.replace("1. ", "2. "), "uvx awesomelint --fix")
    assert page.startswith("In a clone, ")
    assert len(page) < MAX_CORRECTED
    assert "<details>" not in page


def test_a_page_for_contributors_is_named_where_something_was_found() -> None:
    guidance = Guidance("https://example.org/flagged.md")
    link = "[Your pull request was flagged: how to go on](https://example.org/flagged.md)\n\n"
    assert f"1 fixable with --fix\n\n{link}### README" in _page(run_of(report(NUMBER))._replace(guidance=guidance))
    assert link not in _page(run_of(CLEAN)._replace(guidance=guidance))


def test_rules_are_links_to_their_pages() -> None:
    text = _page(run_of(report(NUMBER))._replace(rule_page=rule_page))
    assert "| error | [NUM101](https://example.org/rules/NUM101) sequential-numbers |" in text


def test_worst_come_first_and_the_folded_are_counted() -> None:
    text = _page(run_of(ALL, lists_info=False))
    rows = [line.split(" | ")[1] for line in text.splitlines() if line.startswith("| ") and line[2].isdigit()]
    assert rows == ["error", "warning", "warning", "warning", "info"]
    assert "whitespace&#58; 3 places" in text


def test_lines_are_links_where_there_are_pages() -> None:
    pages = "https://github.com/octo/list/blob/0123abc/"
    text = _page(
        run_of(linted(EXAMPLE.read_text(encoding="utf-8"), "a (b).md"), checkout=Checkout("/c/d", "/c", pages))
    )
    assert f"| [30]({pages}d/a%20%28b%29.md?plain=1#L30) | error |" in text
    links = [token for token in _inline(text) if token.type == "link_open"]
    assert len(links) == 9


def test_a_page_is_below_the_limit_and_counts_what_is_left_out() -> None:
    (one,) = many().files
    text = _page(run_of(one, one._replace(source=Source(one.source.text, "other.md"))))
    assert 900_000 < len(text.encode()) < 1024 * 1024
    shown = sum(line.startswith("| ") and line[2].isdigit() for line in text.splitlines())
    assert text.endswith(f"\n{20_000 - shown:,} more findings left out: GitHub limits the size of this page.\n")


def test_what_a_list_says_is_no_markup() -> None:
    for text in HOSTILE:
        tokens = _inline(f"| a |\n| --- |\n| {markdown(text)} |\n")
        kinds = {token.type for token in tokens}
        assert kinds <= {"text", "text_special"}, text
        shown = "".join(token.content for token in tokens if token.content != "a")
        assert shown.replace("\u200b", "") == shorten(text, 600).strip()


def test_a_hostile_run_is_a_table_with_four_columns() -> None:
    text = _page(hostile())
    tokens = MARKDOWN.parse(text)
    cells = sum(token.type in ("td_open", "th_open") for token in tokens)
    rows = sum(token.type == "tr_open" for token in tokens)
    assert cells == 4 * rows
    html = {token.content for token in _inline(text) if token.type == "html_inline"}
    assert html == {"<br>"}
    assert not [token for token in tokens if token.type == "html_block"]


def test_nobody_is_named_and_no_address_is_a_link() -> None:
    text = markdown("@octocat octo/repo#12 #34 https://github.com/octo/repo/issues/78 www.example.com")
    for mark in ("@o", "#12", "#34", "://", "www.e"):
        assert mark not in text
    assert "&#64;&#8203;octocat" in text
    assert HERE.page("README.md", 1) == ""
