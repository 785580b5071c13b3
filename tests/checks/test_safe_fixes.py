"""What safe fixes leave alone: words, facts, prose, and lines that are broken in two ways at once."""

from __future__ import annotations

import pytest

import awesomelint

NAMES = ("Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta", "Theta", "Iota", "Kappa", "Lambda", "Mu")
BOLD = "".join(
    f"- **A Study of {name} Networks.** *Ada Berg, Bo Li*. ICML 2020 [[pdf](https://arxiv.org/abs/2001.000{number})]\n"
    for number, name in enumerate(NAMES, start=11)
)
"""Entries in one style, against which the line of a case deviates."""
PLAIN = BOLD.replace(".**", "**")

LINKS = {
    "pdf": "[[pdf](https://example.org/nu)]",
    "acm": "[[pdf](https://dl.acm.org/doi/10.1145/3626246)]",
    "arxiv": "[[pdf](https://arxiv.org/pdf/2001.00001)]",
}
KEPT = [
    ("two slips in one place", BOLD, "- [[Paper] (https://example.org/a)][[Code](https://example.org/b)]", "<"),
    ("'and' between authors", BOLD, "- **A Study of Nu Networks.** *Ada Berg and Bo Li*. ICML 2020 {pdf}", ", Bo"),
    ("'&' between authors", BOLD, "- **A Study of Nu Networks.** *Ada Berg & Bo Li*. ICML 2020 {pdf}", ", Bo"),
    ("'and' in a title", BOLD, "- Designing and Deploying, ICML 2020 {pdf}", "Designing,"),
    ("a remark in brackets", BOLD, "- **A Study of Nu Networks.** *Ada Berg*. CVPR (2019 **oral**) {pdf}", "2019)"),
    ("a workshop", BOLD, "- **A Study of Nu Networks.** *Ada Berg, Bo Li*. WACVW-20 {pdf}", "orkshop"),
    ("another year", BOLD, "- **A Study of Nu Networks.** *Ada Berg, Bo Li*. PACMMOD 2023 {acm}", "2024"),
    ("a linked name", BOLD, "- [Hub](https://example.org/hub) for models", "Hub."),
    ("a remark in Chinese", PLAIN, "- **A Study of Nu Networks (In Chinese).** *Ada Berg, Bo Li*. ICML 2020 {pdf}", "Chinese)*"),
    ("an introduction", PLAIN, "**All that you need.** Read on, or ask us.", "need*"),
    ("a link in a sentence", BOLD, "Ask us on [Twitter](https://example.org/t) and follow.", "[[T"),
    ("keywords", BOLD, "- Models for **speech** and *vision*, a course", "speech and"),
    ("subjects of a sentence", BOLD, "- Ada Berg and Bo Li propose a network {pdf}", "*Ada"),
    ("a publisher", BOLD, "- **A Study of Nu Networks.** Morgan Kaufmann, San Francisco, 2019. {pdf}", "*Morgan"),
    ("a lost ligature", BOLD, "- **A Di\x0berent View.** *Ada Berg, Bo Li*. ICML 2020 {pdf}", "Di erent"),
    ("a soft hyphen", BOLD, "- **A Di\xaderent View.** *Ada Berg, Bo Li*. ICML 2020 {pdf}", "Dierent"),
    ("a bracket behind emphasis", BOLD, "- **[Third](https://example.org/3** | more", "**)"),
    ("a bracket behind bold", BOLD, "- **[Third](https://example.org/3*** | more", "*)"),
    ("a PDF among pages", BOLD, "- **A Study of Nu Networks.** *Ada Berg, Bo Li*. ICML 2020 {arxiv}", "abs/2001"),
]  # fmt: skip


@pytest.mark.parametrize(("others", "line", "harm"), [case[1:] for case in KEPT], ids=[case[0] for case in KEPT])
def test_safe_fixes_do_no_harm(others: str, line: str, harm: str) -> None:
    line = line.format(**LINKS)
    text = f"# A list\n\n## Papers\n\n{others}{line}\n{others.replace('Study', 'Survey')}"
    result = awesomelint.fix(text)
    after = result.source.text.split("\n")[4 + others.count("\n")]
    assert harm not in after
    assert not result.refused
