"""The page of `--output-format html`: whole, safe, and readable in a browser."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from browser import measured
from reports import ALL, CLEAN, EMPTY
from runs import hostile, linted, many, run_of

from awesomelint.document.model import year_of
from awesomelint.document.parse import parse_document
from awesomelint.export import records
from awesomelint.links.outcome import Outcome, Reason, Verdict
from awesomelint.report import FileReport
from awesomelint.reporters.html import html_page
from awesomelint.reporters.html_charts import by_verdict, by_year, verdicts_by_host
from awesomelint.reporters.html_rows import MAX_FINDINGS
from awesomelint.reporters.run_report import Checkout
from awesomelint.source import Source

HOSTILE = """\
# <script>document.title = "owned"</script>

## </style></code><img src=x onerror="document.title='owned'"> \u202e "' onload=alert(1)

1. **</li><script>document.title = "owned"</script>** ACL 2020 [[pdf](javascript:document.title='owned')]
1. **"><svg onload=alert(1)>{{ 7 * 7 }}{% raw %}** \x1b[31mICLM\x1b[0m 2021 [[pdf](https://arxiv.org/abs/2001.00001)]
3. **&lt;b&gt; <b>Bold</b>** ACL 2020 [[pdf](https://arxiv.org/abs/2001.00001)]
"""
_VOID = {"meta", "rect", "input", "wbr"}


class Page(HTMLParser):
    """The elements of a page, checked to be closed in order."""

    def __init__(self, text: str):
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag


def html(*reports: FileReport) -> str:
    return "".join(html_page(run_of(*reports)))


def test_it_is_one_file_that_asks_nobody_for_anything() -> None:
    found = Page(html(ALL))
    sources = {
        (tag, name) for tag, name, _ in found.attributes if name in ("src", "srcset", "data", "action", "poster")
    }
    assert not sources
    assert "link" not in found.tags
    policy = next(
        value for tag, name, value in found.attributes if tag == "meta" and name == "content" and "src" in str(value)
    )
    assert str(policy).startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in str(policy)


def test_every_finding_and_entry_is_there() -> None:
    text = html(ALL)
    assert text.count('<li class="') == len(ALL.diagnostics)
    assert "found [[code]](...), expected [[code](...)] as in 76 of 80 links" in text
    assert "Small Models Read Slowly" in text
    assert text.count("<tr data-state=") == len(parse_document(ALL.source).entries)


def test_what_links_came_to() -> None:
    outcomes = {
        url: Outcome(url, verdict, Reason.OK, "http", 0)
        for url, verdict in (
            ("https://www.example.org/1", Verdict.ALIVE),
            ("https://example.org/2", Verdict.ALIVE),
            ("https://example.org/3", Verdict.DEAD),
            ("https://example.com/<b>", Verdict.BLOCKED),
        )
    }
    assert by_verdict(outcomes) == [("alive", 2), ("dead", 1), ("blocked", 1)]
    assert [(host, sum(counts)) for host, counts in verdicts_by_host(outcomes)] == [
        ("example.org", 3),
        ("example.com", 1),
    ]
    text = "".join(html_page(run_of(ALL)._replace(outcomes=outcomes)))
    Page(text)
    assert "Results of the link check" in text
    assert "Results of the link check" not in html(ALL)


def test_links_that_do_not_simply_work_have_their_history() -> None:
    day = 86400
    report = linted(
        "- [Alpha](https://example.org/1)\n- [Beta](https://example.org/2)\n- [Too](https://example.org/1#x)\n"
    )
    dead = Outcome("https://example.org/1", Verdict.DEAD, Reason.NOT_FOUND, "http", 90 * day, status=404, method="GET")
    dead = dead._replace(
        failing_since=80 * day, failures=3, alive_at=60 * day, archived_url="https://archive.example/1"
    )
    alive = Outcome("https://example.org/2", Verdict.ALIVE, Reason.OK, "http", 90 * day)
    text = "".join(html_page(run_of(report)._replace(outcomes={one.url: one for one in (dead, alive)})))
    table = text.partition(">Links to look at</h3>")[2].partition("</table>")[0]
    assert '<a href="./README.md#L1">1</a>, <a href="./README.md#L3"' in table
    assert "404 Not Found (GET; last alive on 1970-03-02; failed 3 times in a row since 1970-03-22)" in table
    assert '<a href="https://archive.example/1">archived copy</a>' in table
    assert "https://example.org/2" not in table
    assert text.count(' data-result="dead"') == 3  # the link and both entries
    hostile = dead._replace(archived_url="javascript:alert(1)")
    assert "javascript" not in "".join(html_page(run_of(report)._replace(outcomes={dead.url: hostile})))


def test_the_title_of_the_list_and_the_time_of_the_run() -> None:
    text = "".join(html_page(run_of(ALL)._replace(now=1_796_076_000)))
    assert "<title>Reading Machines: 1 error, 3 warnings, 4 info</title>" in text
    assert "<h1><bdi>Reading Machines</bdi></h1>" in text
    assert '<bdi>README.md</bdi> · <time datetime="2026-11-30T22:00Z">30 November 2026, 22:00 UTC</time>' in text
    assert "<time" not in html(ALL)
    untitled = html(linted("- [Alpha](https://example.org/1)\n", "lists/a.md"))
    assert "<h1><bdi>lists/<wbr>a.md</bdi></h1>" in untitled
    assert "<h1>2 files</h1>" in html(ALL, CLEAN._replace(source=Source(CLEAN.source.text, "b.md")))


def test_findings_lead_to_their_lines_rules_and_links() -> None:
    pages = Checkout("/checkout", "/checkout", "https://git.example/blob/1/")
    text = "".join(html_page(run_of(ALL, checkout=pages)))
    assert '<a href="https://git.example/blob/1/README.md?plain=1#L9">9:1</a>' in text
    assert '<a href="https://github.com/example/small-models-read-slowly"' in text
    assert "<b>NUM101</b>" in text
    text = "".join(html_page(run_of(ALL)._replace(rule_page=lambda code: f"https://rules.example/{code}")))
    assert '<b><a href="https://rules.example/NUM101">NUM101</a></b>' in text
    assert '<a href="https://rules.example/NUM101" aria-label="Why NUM101">Why</a>' in text
    assert "file:" not in "".join(html_page(run_of(ALL)._replace(rule_page=lambda code: f"file:///{code}")))
    elsewhere = pages._replace(other=frozenset({"README.md"}))
    assert '<a href="./README.md#L9">9:1</a>' in "".join(html_page(run_of(ALL, checkout=elsewhere)))


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("lists/a b.md", "./lists/a%20b.md#L2"),
        ("javascript:alert(1).md", "./javascript%3Aalert%281%29.md#L2"),
        ("../a.md", "./../a.md#L2"),
        ("/home/ada/a.md", ""),
        ("<stdin>", ""),
    ],
)
def test_a_file_without_a_page_is_linked_next_to_the_report(path: str, address: str) -> None:
    assert Checkout("/checkout", "/checkout").address(path, 2) == address


def test_entries_name_their_papers() -> None:
    text = html(linted("- [Alpha](https://arxiv.org/pdf/1909.10351v2)\n- [Beta](https://example.org/b)\n"))
    cell = '<bdi><a href="https://arxiv.org/pdf/1909.10351v2">Alpha</a></bdi>'
    assert f'{cell} <span class="quiet">arXiv 1909.10351</span>' in text


def test_years_before_the_first_dense_one_are_one_bar() -> None:
    def bars(counts: dict[int, int]) -> list[tuple[str, int]]:
        lines = [
            f"- **Paper {year} {n}** ICML {year} [[pdf](https://example.org/{year}/{n})]\n"
            for year, count in counts.items()
            for n in range(count)
        ]
        return by_year([parse_document(Source("".join(lines), "README.md"))])

    assert bars({1990: 1, 2005: 1, 2019: 40, 2021: 1}) == [("≤2018", 2), ("2019", 40), ("2020", 0), ("2021", 1)]
    assert bars({2017: 1, 2019: 40}) == [("2017", 1), ("2018", 0), ("2019", 40)]
    assert bars({}) == []


def test_charts_say_how_much_they_show_and_stay_away_where_that_is_little() -> None:
    lines = [f"- **A Paper on Flows {n}** ICML 2020 [[pdf](https://example.org/{n})]" for n in range(5)]
    lines += [f"- [A tool {n}](https://example.org/tools/{n})" for n in range(20)]
    text = html(linted("\n".join(lines)))
    assert "Entries by year (5 of 25 entries have one)" in text
    assert "Entries by venue (5 of 25 entries have one)" in text
    lines += [f"- [One more tool {n}](https://example.org/more/{n})" for n in range(40)]
    text = html(linted("\n".join(lines)))
    assert "Entries by year" not in text
    assert "Entries by venue" not in text
    assert "Links by host" in text


def test_what_scrolls_can_be_reached_with_keys_and_has_a_name() -> None:
    text = html(linted("".join(f"- **Paper {n}** ICML 2020 [[pdf](https://example.org/{n})]\n" for n in range(9))))
    scrolling = re.findall(r'<div class="scroll[^>]*>', text)
    assert scrolling
    for tag in scrolling:
        assert re.search(r' tabindex="0" role="group" aria-label(ledby)?="[^"]+"', tag), tag
        for name in re.findall(r'aria-labelledby="(.+?)"', tag):
            assert text.count(f' id="{name}"') == 1


def test_headings_go_down_one_step_at_a_time() -> None:
    for text in (html(ALL), html(ALL, linted(HOSTILE)), html(EMPTY), html()):
        levels = [int(tag[1]) for tag in Page(text).tags if re.fullmatch(r"h\d", tag)]
        assert levels[0] == 1
        assert all(below - above <= 1 for above, below in pairwise(levels))


def test_years_are_read_as_in_an_export() -> None:
    text = "- **Two Digits Here** ICML'21 [[pdf](https://example.org/1)]\n"
    document = parse_document(Source(text, "README.md"))
    (entry,) = document.entries
    (record,) = records(document)
    assert year_of(entry) == record["year"] == 2021


def test_nothing_to_say() -> None:
    assert "no findings" in html(CLEAN)
    Page(html(EMPTY))
    Page(html())


@pytest.mark.slow
def test_a_hostile_run_and_a_large_one_are_whole_pages() -> None:
    text = "".join(html_page(hostile()))
    assert Page(text).tags.count("script") == 1
    text.encode("utf-8")
    text = "".join(html_page(many(MAX_FINDINGS + 20)))
    assert "20 more findings are counted above but not shown" in text
    assert len(text) < 6_000_000


def test_two_runs_give_the_same_bytes() -> None:
    assert html(ALL, linted(HOSTILE, "other.md")) == html(ALL, linted(HOSTILE, "other.md"))


def test_a_hostile_list_adds_no_element_and_no_attribute() -> None:
    harmless = Page(html(linted(re.sub(r"[<>\"'{}%&\x1b\u202e]", "x", HOSTILE).replace("javascript:", "https:"))))
    found = Page(html(linted(HOSTILE, '"><script>.md')))
    assert found.tags.count("script") == harmless.tags.count("script") == 1
    assert set(found.tags) <= set(harmless.tags) | {"p", "details", "summary"}
    assert not [one for one in found.attributes if one[1].startswith("on")]
    assert not [one for one in found.attributes if one[1] == "href" and str(one[2]).startswith("javascript")]
    text = html(linted(HOSTILE))
    assert "\x1b" not in text
    assert "\u202e" not in text


@pytest.mark.slow
def test_no_script_of_a_list_runs_in_a_browser(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(html(linted(HOSTILE)), encoding="utf-8")
    seen = measured(path)
    assert seen["title"].startswith("document.title = ")
    assert (seen["scripts"], seen["images"]) == (1, 0)
    assert "{{ 7 * 7 }}" in seen["text"]


@pytest.mark.slow
def test_it_fits_a_phone(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    host = f"{'w' * 60}.example.org"
    wide = linted(
        "## A\n\n" + "".join(f"- **{'W' * 300} {n}** ACL 2020 [[pdf](https://{host}/{n})] \n" for n in range(9))
    )
    path.write_text(html(ALL, wide), encoding="utf-8")
    seen = measured(path, width=360)
    assert seen["scroll"] <= seen["width"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("pick", "picked", "shown"),
    [
        ('[data-pick="rule"][data-value="NUM101"] button', ["NUM101"], 1),
        ('[data-pick="rule"][data-value="FMT214"] button', ["FMT214"], 3),
        ('dd[data-value="warning"] button', ["warning"], 3),
        ('tr:last-child > [data-pick="section"] button', ["2"], 1),
    ],
)
def test_a_click_filters_the_findings(tmp_path: Path, pick: str, picked: list[str], shown: int) -> None:
    path = tmp_path / "report.html"
    path.write_text(html(ALL), encoding="utf-8")
    seen = measured(path, pick=pick)
    assert (seen["picked"], seen["shown"]) == (picked, shown)


@pytest.mark.slow
def test_searching_filters_the_entries(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(html(ALL), encoding="utf-8")
    seen = measured(path, query="read slowly")
    assert seen["controls"]
    assert re.fullmatch(r"\d+ findings?, 1 entry", seen["said"])
    assert measured(path, query="no such paper")["said"] == "no matches"
    assert seen["rows"] == len(parse_document(ALL.source).entries)
    assert seen["found"] == 1
