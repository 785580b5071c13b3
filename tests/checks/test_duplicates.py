"""Duplicates and links under two titles, beyond the examples of the rules."""

from __future__ import annotations

import pytest
from reporting import messages, report, report_on
from steps import GROWTH, steps

from awesomelint.document.parse import parse_document
from awesomelint.source import Source

CODES = ("DUP301", "DUP302", "DUP304", "DUP305", "LNK509", "LNK512")


@pytest.mark.parametrize("code", CODES)
def test_many_entries_with_one_link_cost_what_they_cost_to_read(code: str) -> None:
    def cost(count: int) -> int:
        rows = (f"- [Alpha Networks for Counting {n} Birds](https://arxiv.org/abs/1909.10351)\n" for n in range(count))
        document = parse_document(Source("".join(rows)))  # beforehand: its cost, which is most, would hide the rule's
        return steps(lambda: report_on(document, code))

    cost(20)  # what is made ready once
    once = cost(100)  # first: the larger list leaves more of it in caches
    assert cost(200) <= GROWTH * once


def test_many_links_of_two_entries_cost_what_they_cost_to_read() -> None:
    def cost(count: int) -> int:
        links = " ".join(f"[[pdf](https://arxiv.org/abs/1909.{number:05})]" for number in range(1, count))
        text = (
            f"# Papers\n\n- **Alpha Networks for Counting Birds**, Ada Berg, Bea Cruz, ICML 2019. {links}\n"
            f"- **Quiet Rivers Seen from Very Far Above**, Cem Dunn, Dov Egan, ICML 2019. {links}\n"
        )
        assert len(report("DUP304", text)) == count - 1
        return steps(lambda: report("DUP304", text))

    assert cost(200) <= GROWTH * cost(100)


@pytest.mark.parametrize("code", CODES)
def test_odd_targets_raise_nothing(code: str) -> None:
    odd = (
        "http://",
        "https://arxiv.org/abs/",
        "https://arxiv.org/abs/1909.10351?#",
        "https://[::1]/x",
        "%ff%",
        "//",
        "?#",
    )
    report(code, "".join(f"- [Alpha Networks for Counting Birds]({url}) [pdf]({url})\n" for url in odd))


def test_a_list_with_a_link_under_each_of_three_titles_is_reported_once_an_entry() -> None:
    titles = ("Measuring the Depth of Lakes", "Planning Routes for Small Robots", "Estimating Traffic from Old Maps")
    text = "".join(f"- [{title}](https://arxiv.org/abs/1909.10351)\n" for title in titles)
    assert len(messages("DUP304", text)) == 2


def test_no_row_is_removed_whose_cells_differ() -> None:
    head = "| Title | Note |\n| --- | --- |\n"
    row = "| [Counting Birds in the Dark of Winter](https://arxiv.org/abs/2501.00001) | {} |\n"
    other = "| [Counting Lakes in the Dark of Winter](https://arxiv.org/abs/2501.00002) | - |\n"
    for first, second, removes in (("ponds", "ponds", True), ("ponds", "-", True), ("ponds", "bays", False)):
        (found,) = report("DUP301", head + row.format(first) + other + row.format(second))
        assert (found.fix is not None) is removes
