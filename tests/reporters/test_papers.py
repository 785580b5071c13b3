"""Papers that were compared with their records, as the line of a run and as a table of the page."""

from __future__ import annotations

from reports import CLEAN
from runs import run_of

from awesomelint.report import ComparedPaper, merged
from awesomelint.reporters.html import MAX_PAPERS, html_page
from awesomelint.reporters.terminal import View
from awesomelint.reporters.wording import paper_summary

RIGHT = ComparedPaper(3, "Right Nets", (), "arXiv 2001.00001", "Right Nets", ("Ada Berg",), "arXiv", "right")
WRONG = ComparedPaper(
    7,
    "Alpha <b>Nets</b>",
    ("Bo Li",),
    "arXiv 2001.00002",
    "Beta & Gamma",
    ("Cy Dahl", "Di Eck"),
    "arXiv",
    "wrong paper",
)
RENAMED = ComparedPaper(5, "Old Nets", (), "DOI 10.5555/nets", "New\u202e Nets", (), "Crossref", "renamed")


def test_the_line_of_a_run() -> None:
    tally = run_of(CLEAN._replace(papers=(RIGHT, WRONG, RIGHT, RENAMED))).tally
    assert paper_summary(tally.papers, View()) == "papers: 4 compared | 2 right, 1 renamed, 1 wrong paper"
    assert "\x1b[31m1 wrong paper\x1b[0m" in paper_summary(tally.papers, View(color=True))


def test_the_table_of_the_page() -> None:
    page = "".join(html_page(run_of(CLEAN._replace(papers=(RENAMED, RIGHT, WRONG)))))
    table = page.partition(">Papers</h3>")[2].partition("</table>")[0]
    assert table.index("wrong paper") < table.index("renamed")
    assert "Alpha &lt;b&gt;Nets&lt;/b&gt;" in table
    assert "Cy Dahl, Di Eck" in table
    assert "DOI 10.5555/nets, Crossref" in table
    assert "Right Nets" not in table
    assert "\u202e" not in table


def test_a_page_without_differences_has_no_table_and_a_large_one_is_cut() -> None:
    assert ">Papers</h3>" not in "".join(html_page(run_of(CLEAN._replace(papers=(RIGHT,)))))
    page = "".join(html_page(run_of(CLEAN._replace(papers=(WRONG,) * (MAX_PAPERS + 1234)))))
    assert page.count("Beta &amp; Gamma") == MAX_PAPERS
    assert "1,234 more are not shown" in page


def test_a_report_that_is_merged_keeps_its_papers() -> None:
    compared = CLEAN._replace(papers=(WRONG,))
    assert merged(CLEAN, compared).papers == merged(compared, CLEAN).papers == (WRONG,)
