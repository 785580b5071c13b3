"""Papers that were compared with their records, as the line of a run and as a table of the page."""

from __future__ import annotations

from reports import CLEAN, finding
from runs import run_of

from awesomelint.diagnostic import News, Severity
from awesomelint.report import ComparedPaper, Context, merged
from awesomelint.reporters.html import html_page
from awesomelint.reporters.html_rows import MAX_PAPERS
from awesomelint.reporters.link_lines import MAX_NEWS, news_lines, paper_summary
from awesomelint.reporters.terminal import View
from awesomelint.source import Source, Span

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
    said = "papers: 4 compared | 2 right, 1 renamed, 1 wrong paper"
    assert paper_summary(tally.papers, 0, View()) == said
    assert paper_summary(tally.papers, 12, View()) == f"{said}; 12 without a record"
    assert "\x1b[31m1 wrong paper\x1b[0m" in paper_summary(tally.papers, 0, View(color=True))


TOLD = finding("PAP604", "preprint-published", Span(0, 5), "found arXiv 2020, but ...", Severity.INFO)._replace(
    news=News("arXiv 2020", "ICML 2020", "arXiv's comment\u202e")
)
PUBLISHED = CLEAN._replace(
    diagnostics=(TOLD, TOLD), contexts=(Context((), "Alpha <b>Nets</b>"), Context((), "Long Nets " * 20))
)


def test_published_preprints_are_listed_together() -> None:
    tally = run_of(PUBLISHED).tally
    head, first, second = news_lines(tally, View())
    assert head == "preprint-published: 2 entries\n"
    assert first == "  line 1  Alpha <b>Nets</b>: ICML 2020, says arXiv's comment\\u202e\n"
    assert second.startswith("  line 1  Long Nets Long Nets")
    assert len(second) <= 81
    many = run_of(*[PUBLISHED._replace(source=Source("x", f"{number}.md")) for number in range(15)]).tally
    lines = list(news_lines(many, View()))
    assert lines[0] == "preprint-published: 30 entries\n"
    assert lines[1].startswith("  0.md:1  Alpha")
    assert lines[-1] == "  and 10 more, see --verbose\n"
    assert len(lines) == MAX_NEWS + 2
    assert len(list(news_lines(many, View(lists_info=True)))) == 31
    assert list(news_lines(run_of(CLEAN).tally, View())) == []


def test_the_page_has_a_table_of_published_preprints() -> None:
    page = "".join(html_page(run_of(PUBLISHED)))
    table = page.partition(">Published preprints</h3>")[2].partition("</table>")[0]
    for cell in ("Alpha &lt;b&gt;Nets&lt;/b&gt;", "arXiv 2020", "ICML 2020", "arXiv&#39;s comment\\u202e"):
        assert f"><bdi>{cell}</bdi></td>" in table
    assert "Published preprints" not in "".join(html_page(run_of(CLEAN)))


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
