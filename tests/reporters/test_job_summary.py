"""The page for a job's summary, read as GitHub reads Markdown."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.token import Token
from reports import ALL, CLEAN, NUMBER, report
from runs import EXAMPLE, HERE, HOSTILE, hostile, linted, many, run_of

from awesomelint.reporters.github import job_summary, markdown
from awesomelint.reporters.run_report import Checkout, RunReport
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
