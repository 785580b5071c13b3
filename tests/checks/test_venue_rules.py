"""Venues and years beyond the examples of the rule files: where a year counts, and what is no venue."""

from __future__ import annotations

import pytest

import awesomelint
from awesomelint.checks.papers.venue_wording import says_the_same
from awesomelint.papers.venues.load import venue_table

VENUES = {"select": ["VEN"]}


def codes(text: str) -> list[str]:
    return [found.code for found in awesomelint.lint(text, config=VENUES)]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("- **Alpha Networks** EACL 2022", ["VEN404"]),
        ("- **Alpha Networks** Findings of EACL 2022", ["VEN404"]),
        ("- **Alpha Networks** (EACL'22)", ["VEN404"]),
        ("- **Alpha Networks** *EACL*, 2022", ["VEN404"]),
        ("- **Alpha Networks** EACL 2021", []),
        ("- **Alpha Networks** EACL", []),
        ("- **Alpha Networks** ACL-IJCNLP 2020", ["VEN404"]),
    ],
)
def test_editions(entry: str, expected: list[str]) -> None:
    assert codes(f"{entry} [[pdf](https://example.org/1)]\n") == expected


@pytest.mark.parametrize(
    ("venue", "url", "expected"),
    [
        ("EMNLP 2021", "https://aclanthology.org/2021.naacl-main.162", ["VEN405"]),
        ("EACL 2022", "https://aclanthology.org/2021.eacl-main.162", ["VEN405"]),  # and VEN404 is silent
        ("ICLR 2019", "http://proceedings.mlr.press/v97/du19c.html", ["VEN405"]),
        ("ICML 2019", "http://proceedings.mlr.press/v97/du19c.html", []),
        ("NAACL 2021", "https://aclanthology.org/2021.naacl-main.162.pdf", []),
        ("EMNLP 2021", "https://aclanthology.org/2021.findings-emnlp.5/", []),
        ("Preprint", "https://aclanthology.org/2021.naacl-main.162", []),
        ("EMNLP 2021", "https://example.org/2021.naacl-main.162", []),
        ("CVPR 2018 Workshop", "https://aclanthology.org/2021.naacl-main.162", []),
    ],
)
def test_links(venue: str, url: str, expected: list[str]) -> None:
    assert codes(f"- **Alpha Networks** {venue} [[pdf]({url})]\n") == expected


def test_the_oldest_preprint_counts() -> None:
    early = [f"- **Alpha Networks {n}** ACL 2019 [[pdf](https://arxiv.org/abs/1902.000{n:02})]" for n in range(1, 31)]
    one = "- **Beta Networks** EMNLP 2020 [[pdf](https://arxiv.org/abs/2101.00001)]"
    older = " [[short version](https://arxiv.org/abs/2006.00001)]"
    found = awesomelint.lint("\n".join([*early, one, one]), config=VENUES)
    assert [(found.code, found.severity.label) for found in found] == [("VEN406", "info")] * 2
    assert codes("\n".join([*early[1:], one])) == []
    assert codes("\n".join([*early, one + older])) == []


def test_a_column_of_years_belongs_to_the_column_of_venues_beside_it() -> None:
    table = "| Year | Venue | Title |\n| --- | --- | --- |\n| {} | EACL | [Alpha Networks for Birds](https://example.org/1) |\n"
    assert codes(table.format(2021)) == []
    assert codes(table.format(2022)) == ["VEN404"]


def test_a_name_in_an_address_is_no_venue() -> None:
    lines = [f"- **Alpha Networks {n}** arXiv 2021 [[pdf](https://example.org/{n})]" for n in range(6)]
    lines.append("- **Beta Networks** https://arxiv.org/abs/2101.00001")
    assert codes("\n".join(lines) + "\n") == []


def test_names_under_one_roof_are_mended() -> None:
    lines = [f"- **Alpha Networks {n}** Neurips 2021 [[pdf](https://example.org/{n})]" for n in range(5)]
    lines.append("- **Beta Networks** NIPS'21 [[pdf](https://example.org/b)]")
    fixed = awesomelint.fix("\n".join(lines) + "\n", config={"select": ["VEN402"]})
    assert fixed.source.text.splitlines()[-1] == "- **Beta Networks** Neurips'21 [[pdf](https://example.org/b)]"


@pytest.mark.parametrize(
    ("venue", "url", "safety"),
    [
        ("NeurlPS 2021", "https://example.org/1", "safe"),  # readers see NeurIPS
        ("NeuIPS 2021", "https://example.org/1", "unsafe"),
        (
            "NeuIPS 2021",
            "https://proceedings.neurips.cc/paper/2021/hash/fc9e62695def29ccdb9eb3fed5b4c8c8-Abstract.html",
            "safe",
        ),
        ("CPVR 2018", "https://openaccess.thecvf.com/content_cvpr_2018/html/Doe_Alpha_CVPR_2018_paper.html", "safe"),
        ("CPVR 2018", "https://arxiv.org/abs/1801.00001", "unsafe"),  # nothing else is called so
        ("ICLM 2018", "https://arxiv.org/abs/1801.00001", None),
        ("TPMAI 2020", "https://doi.org/10.1109/TPAMI.2020.1234567", "safe"),
        ("ICLM 2021", "https://proceedings.mlr.press/v139/kim21d.html", "safe"),
    ],
)
def test_a_misspelt_venue_is_mended_where_the_link_shows_it(venue: str, url: str, safety: str | None) -> None:
    found = awesomelint.lint(f"- **Alpha Networks** {venue} [[pdf]({url})]\n", config={"select": ["VEN401"]})
    assert [one.fix.safety if one.fix else None for one in found] == ([] if safety is None else [safety])


def test_a_name_that_a_list_uses_more_often_than_the_known_one_is_no_slip() -> None:
    def lint(*venues: str) -> list[str]:
        lines = [f"- **Alpha Networks {n}** {venue} [[pdf](https://example.org/{n})]" for n, venue in enumerate(venues)]
        return codes("\n".join(lines) + "\n")

    assert lint("EMNLP 2020", "EMNLP 2021", "EMLNP 2021") == ["VEN401"]
    assert lint("EMNLP 2020", "EMLNP 2021") == []
    assert lint("EMNLP 2020", "EMLNP 2021", "EMLNP 2020") == []
    assert lint("EMLNP 2021", "ICML 2020", "ICML 2021") == []
    assert lint("ICML 2020", "ICML 2021", "ICML 2019", "ICLM 2021") == ["VEN401"]
    assert lint("ICML 2020", "ICML 2021", "ICLM 2021") == []  # a name of four letters may be anything


def _list(form: str, *others: str) -> str:
    """Return a list of regular entries in a form such as `{venue} {year}`, and others."""
    venues = [
        "ICLR 2019",
        "ICML 2020",
        "CVPR 2021",
        "KDD 2019",
        "ACL 2020",
        "EMNLP 2021",
        "ICML 2019",
        "ICLR 2022",
        "ACL 2019",
    ]
    regular = [form.format(venue=venue[:-5], year=venue[-4:]) for venue in venues]
    lines = [
        f"- **Alpha Networks {n}** {text} [[pdf](https://example.org/{n})]"
        for n, text in enumerate((*regular, *others))
    ]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("form", "venue"),
    [
        ("{venue} {year}", "CVPR (2019 **oral**)"),
        ("{venue} {year}", "CVPR (2019 oral)"),
        ("{venue} {year}", "(CVPR (2019) oral)"),
        ("{venue} ({year})", "CVPR 2019 (Oral)"),
        ("{venue} ({year})", "(CVPR 2019, Oral)"),
        ("({venue} {year})", "(CVPR (2019"),
        ("{venue} {year} workshop", "WACVW-20"),
        ("{venue} {year}", "PACMMOD (2023) 1(4)"),
    ],
)
def test_fixes_leave_what_is_around_a_year_as_it_is(form: str, venue: str) -> None:
    text = _list(form, venue)
    assert awesomelint.fix(text, config=VENUES).source.text == text


@pytest.mark.parametrize(
    ("form", "written", "expected"),
    [
        ("({venue} {year})", "(ICDEW, 2008)", "(ICDEW 2008)"),
        ("({venue}, {year})", "(ICDEW 2008)", "(ICDEW, 2008)"),
        ("({venue} {year})", "(ICDEW'08)", "(ICDEW 2008)"),
        ("({venue} {year})", "(XYZC, 2008)", "(XYZC, 2008)"),  # may be a company
    ],
)
def test_venues_that_the_table_lacks_are_in_the_form_of_others(form: str, written: str, expected: str) -> None:
    fixed = awesomelint.fix(_list(form, written), config=VENUES).source.text
    assert fixed == _list(form, expected)


@pytest.mark.parametrize(
    ("carrier", "venue"),
    [
        ("PACMMOD 2023", "SIGMOD"),
        ("PVLDB 2021", "VLDB"),
        ("IMWUT 2021", "UbiComp"),
        ("PoPETs 2021", "PETS"),
        ("PACMHCI 2021", "CSCW"),
        ("TCHES 2021", "CHES"),
        ("SIGGRAPH (TOG) 2021", "SIGGRAPH"),
        ("ISMB/ECCB 2021", "ISMB"),
        ("EDBT/ICDT 2021", "EDBT"),
        ("AAAI/IAAI 2021", "AAAI"),
        ("CHI EA 2021", "CHI"),
        ("PKDD 2005", "ECML PKDD"),
    ],
)
def test_a_journal_or_a_joint_meeting_is_no_other_name_of_a_conference(carrier: str, venue: str) -> None:
    lines = [f"- **Alpha Networks {n}** {venue} {2015 + n} [[pdf](https://example.org/{n})]" for n in range(8)]
    lines.append(f"- **Beta Networks** {carrier} [[pdf](https://example.org/b)]")
    assert codes("\n".join(lines) + "\n") == []


@pytest.mark.parametrize(
    ("column", "date", "expected"),
    [
        ("Year", "2022", ["VEN404"]),
        ("发表年份", "2022", ["VEN404"]),
        ("Year", "2022-03", []),
        ("Date", "2022", []),
        ("arXiv date", "2022", []),
        ("Date", "2022-03", []),
        ("Date", "Mar 2022", []),
        ("Released", "2022/03/01", []),
    ],
)
def test_a_column_of_dates_says_nothing_of_the_venue(column: str, date: str, expected: list[str]) -> None:
    table = "| Title | Venue | {} |\n| --- | :-: | --- |\n| [Alpha Networks for Birds](https://example.org/1) | EACL | {} |\n"
    assert codes(table.format(column, date)) == expected


@pytest.mark.parametrize(
    "entry",
    [
        "- [2022-03] **Alpha Networks for Birds** EACL",
        "- **Alpha Networks for Birds** EACL [2022/03]",
        "- **Alpha Networks for Birds** `EACL` `2022.03`",
        "- **Alpha Networks for Birds** EACL, Mar 2022",
        "- **Alpha Networks for Birds** EACL, 12 March, 2022",
        "- **Alpha Networks for Birds**, EACL, arXiv 2022",
    ],
)
def test_a_date_or_the_year_of_a_preprint_is_not_that_of_the_venue(entry: str) -> None:
    assert codes(f"{entry} [[pdf](https://example.org/1)]\n") == []


@pytest.mark.parametrize(
    ("venue", "expected"),
    [
        ("PMLR 2022", ["VEN402"]),
        ("(PMLR 162, 2022)", ["VEN402"]),
        ("International Conference on Machine Learning. PMLR, 2022", []),
        ("ICML 2022, PMLR 162", []),
    ],
)
def test_a_series_in_the_place_of_its_conference(venue: str, expected: list[str]) -> None:
    entries = (
        f"- **Alpha Networks** ICML 2021 [[pdf](https://example.org/1)]\n- **Beta Networks** {venue} [[pdf]({{}})]\n"
    )
    assert codes(entries.format("https://proceedings.mlr.press/v162/kim22d.html")) == expected
    assert codes(entries.format("https://example.org/2")) == []
    assert (
        codes(entries.replace("ICML 2021", "UAI 2021").format("https://proceedings.mlr.press/v162/kim22d.html")) == []
    )


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("- **Beta Networks for Birds** CVPR [[pdf](https://example.org/b)]", ["VEN403"]),
        ('- **Beta Networks for Birds** [CVPR](https://example.org/b "2019")', []),
        ("- **Beta Networks for Birds** CVPR [pdf, 2019](https://example.org/b)", []),
        (
            "- **Beta Networks for Birds** Proceedings of the 9th ACM Multimedia Systems Conference [[pdf](https://example.org/b)]",
            [],
        ),
    ],
)
def test_a_year_elsewhere_in_an_entry_is_not_missing(entry: str, expected: list[str]) -> None:
    assert codes(_list("{venue} {year}", "ICML 2022") + entry + "\n") == expected


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("ICLR'21", "ICLR 2021", True),
        ("NIPS 2021", "NeurIPS 2021", True),
        ("ACL 2021", "ACL-IJCNLP 2021", True),
        ("EMNLP 2021 Findings", "Findings of EMNLP 2021", True),
        ("ICDEW'08", "ICDEW 2008", True),
        ("PACMMOD 2023", "SIGMOD 2023", False),
        ("ICLR 2021", "ICLR 2012", False),
        ("CVPRW 2021", "CVPR 2021", False),
        ("Findings of EMNLP 2021", "EMNLP 2021", False),
        ("CHI 2021", "CHI 2021 (submitted)", False),
        ("ACSSC 2019", "ACSAC 2019", False),
        ("ICDEW 2008", "ICDE 2008", False),
    ],
)
def test_a_safe_fix_says_the_same_as_before(before: str, after: str, same: bool) -> None:
    assert says_the_same(before, after, venue_table()) is same


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("- **Where Herons Go** ICML [[pdf](https://example.org/0)]", ["VEN403"]),
        ("- **Where All the Herons Go** ICML [[pdf](https://example.org/0)]", ["VEN403"]),
        ("- **Where All the Herons Go** publishes at *ICML* about owls. [[pdf](https://example.org/0)]", []),
        (
            "- [ICML](https://icml.example.org)\n  - Tutorial:\n    - Where All the Herons Go [[pdf](https://example.org/0)]",
            [],
        ),
    ],
)
def test_venues_that_are_no_field_lack_no_year(entry: str, expected: list[str]) -> None:
    dated = [f"- **Networks for Birds {n}** ICML 2019 [[pdf](https://example.org/{n})]" for n in range(1, 30)]
    assert codes("\n".join([*dated, entry, ""])) == expected
