"""Preprints that were published, and how the fix writes the venue: as the list writes others, or not at all."""

from __future__ import annotations

import pytest
from reporting import NOW, report

import awesomelint
from awesomelint.context import Facts, PaperRecord
from awesomelint.diagnostic import Safety
from awesomelint.papers.identifiers import PaperId
from awesomelint.papers.titles import title_key

TITLE = "Counting Birds in the Dark"
PAPER = PaperId("arxiv", "2003.00001")
LINK = "[[pdf](https://arxiv.org/abs/2003.00001)]"
FIVE = "Alpha Beta Gamma Delta Epsilon".split()


def facts(comment: str = "", *, known: tuple[PaperRecord, ...] = (), **more: object) -> Facts:
    record = PaperRecord(PAPER, "arXiv", TITLE, comment=comment, **more)  # type: ignore[arg-type]
    papers = {PAPER: record, **{one.paper: one for one in known}}
    return Facts(NOW, {}, papers, titles={title_key(TITLE): known} if known else {})


def others(*venues: str) -> str:
    """Return entries with venues in the form of the list; each is used twice."""
    names = [f"{name} Networks for {thing}" for thing in ("Rivers", "Lakes") for name in FIVE]
    return "".join(
        f"- **{name}** {venue} [[pdf](https://example.org/{number})]\n"
        for number, (name, venue) in enumerate(zip(names, venues * 2, strict=False))
    )


def fixed(text: str, known: Facts) -> str | None:
    """Return a text with the fixes of the rule applied, `None` where there is a finding without a fix."""
    (found,) = report("PAP604", text, facts=known)
    if found.fix is None:
        return None
    for edit in sorted(found.fix.edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


@pytest.mark.parametrize(
    ("list_form", "given", "comment", "wanted"),
    [
        ((), "arXiv 2020", "Accepted to ICML 2020", "ICML 2020"),
        ((), "arXiv", "Accepted to ICML 2020", "ICML 2020"),
        ((), "Preprint", "Accepted to TPAMI", None),  # of which year?
        ((), "arXiv 2020", "Accepted to ICML", None),
        (("ICML'19", "ICLR'20", "AAAI'20", "ACL'21", "CVPR'21"), "arXiv'20", "ICML 2020", "ICML'20"),
        (
            ("ICML (2019)", "ICLR (2020)", "AAAI (2020)", "ACL (2021)", "CVPR (2021)"),
            "arXiv (2020)",
            "ICML 2020",
            "ICML (2020)",
        ),
        (("ICML, 2019", "ICLR, 2020", "AAAI, 2020", "ACL, 2021", "CVPR, 2021"), "arXiv", "ICML 2020", "ICML, 2020"),
        (("ICML", "ICLR", "AAAI", "ACL", "CVPR"), "arXiv", "Accepted to ICML", "ICML"),
        (
            ("Neurips 2018", "Neurips 2019", "ICLR 2020", "ACL 2021", "CVPR 2021"),
            "arXiv 2020",
            "NeurIPS 2020",
            "Neurips 2020",
        ),
        (
            ("NIPS 2016", "NIPS 2017", "ICLR 2020", "ACL 2021", "CVPR 2021"),
            "arXiv 2020",
            "NeurIPS 2020",
            "NeurIPS 2020",
        ),
        ((), "arXiv 2020", "Findings of EMNLP 2020", "Findings of EMNLP 2020"),
        ((), "arXiv 2020", "ICML 2019", None),  # before the preprint
        ((), "*arXiv*, 2020", "ICML 2020", "*ICML*, 2020"),
        ((), "arXiv preprint", "ICML 2020", "ICML 2020"),
        ((), "arXiv preprint arXiv:2003.00001, 2020", "ICML 2020", None),
        # what is said of the preprint would be said of the publication
        ((), "(arXiv 2020, under review)", "ICML 2020", None),
        ((), "(submitted to ICML; arXiv 2020)", "ICML 2020", None),
        ((), "(arXiv 2020, not peer-reviewed)", "ICML 2020", None),
        ((), "(arXiv 2020, v3)", "ICML 2020", None),
        ((), "arXiv 2020 (Preprint)", "ICML 2020", None),
        ((), "arXiv'20 Dec", "ICML 2020", None),
        ((), "(arXiv 2020.03)", "ICML 2020", None),
        ((), "(arXiv 2020, 12 citations)", "ICML 2020", "(ICML 2020, 12 citations)"),
    ],
)
def test_the_venue_is_written_as_the_list_writes_others(
    list_form: tuple[str, ...], given: str, comment: str, wanted: str | None
) -> None:
    before, after = (others(*list_form) + f"- **{TITLE}** {venue} {LINK}\n" for venue in (given, wanted))
    known = facts(comment)
    assert fixed(before, known) == (None if wanted is None else after)
    if wanted is not None:
        assert report("PAP604", after, facts=known) == []
        assert [one.code for one in awesomelint.lint(after) if one.code.startswith("VEN")] == []


@pytest.mark.parametrize(
    ("known", "safety", "said_by"),
    [
        (facts("ICML 2020"), Safety.UNSAFE, "says arXiv's comment"),
        (
            facts("ICML 2020", journal_reference="Proceedings of ICML, 2020"),
            Safety.UNSAFE,
            "say arXiv's comment and arXiv's journal reference",
        ),
        (
            facts(
                "ICML 2020",
                known=(PaperRecord(PaperId("bibtex", "x"), "lab.bib", TITLE, venue="ICML", published="2020"),),
            ),
            Safety.SAFE,
            "say arXiv's comment and lab.bib",
        ),
        (
            facts(
                "ICML 2020",
                published_as=(PaperId("doi", "10.5555/1"),),
                known=(PaperRecord(PaperId("doi", "10.5555/1"), "Crossref", TITLE, venue="ICML 2020"),),
            ),
            Safety.SAFE,
            "say arXiv's comment and Crossref",
        ),
        (
            facts("ICML 2020", known=(PaperRecord(PaperId("bibtex", "x"), "lab.bib", TITLE, venue="AAAI 2021"),)),
            None,
            "says arXiv's comment",
        ),
        (
            facts(known=(PaperRecord(PaperId("bibtex", "x"), "lab.bib", TITLE, venue="ICML 2020"),)),
            Safety.UNSAFE,
            "says lab.bib",
        ),
    ],
)
def test_a_fix_is_safe_where_two_witnesses_agree(known: Facts, safety: Safety | None, said_by: str) -> None:
    (found,) = report("PAP604", f"- **{TITLE}** arXiv 2020 {LINK}\n", facts=known)
    assert found.message.endswith(f"published at ICML 2020, {said_by}")
    assert (found.fix and found.fix.safety) == safety


@pytest.mark.parametrize(
    "entry",
    [
        f"- **{TITLE}** ICML 2020 {LINK}",
        f"- **{TITLE}** {LINK}",
        f"- **{TITLE}** [arXiv](https://arxiv.org/abs/2003.00001) 2020",
        f"- **Sorting Shells by Their Colour** arXiv 2020 {LINK}",
        f"- **{TITLE}** Under review {LINK}",
    ],
)
def test_only_what_is_said_to_be_a_preprint_is_reported(entry: str) -> None:
    assert report("PAP604", f"{entry}\n", facts=facts("ICML 2020")) == []


def test_a_registry_knows_the_venue_of_its_own_paper() -> None:
    paper = PaperId("doi", "10.5555/3000000.3000001")
    known = Facts(NOW, {}, {paper: PaperRecord(paper, "Crossref", TITLE, venue="KDD 2020")})
    (found,) = report("PAP604", f"- **{TITLE}** arXiv 2020 [[pdf](https://doi.org/{paper.value})]\n", facts=known)
    assert found.message == "found arXiv 2020, but the paper was published at KDD 2020, says Crossref"


PREPRINT = PaperId("doi", "10.1101/2020.03.01.000001")
ARTICLE = PaperId("doi", "10.5555/owls.1")


@pytest.mark.parametrize(
    ("article", "said"),
    [
        (None, "as doi:10.5555/owls.1, says Crossref"),
        (
            PaperRecord(ARTICLE, "Crossref", TITLE, venue="Journal of Owls"),
            "in Journal of Owls as doi:10.5555/owls.1, says Crossref",
        ),
        (PaperRecord(ARTICLE, "Crossref", TITLE, venue="KDD 2020"), "at KDD 2020, says Crossref"),
    ],
)
def test_a_registry_knows_what_a_preprint_was_published_as(article: PaperRecord | None, said: str) -> None:
    preprint = PaperRecord(PREPRINT, "Crossref", TITLE, published_as=(ARTICLE,))
    known = Facts(NOW, {}, {one.paper: one for one in (preprint, article) if one is not None})
    text = f"- **{TITLE}** bioRxiv 2020 [[pdf](https://doi.org/{PREPRINT.value})]\n"
    (found,) = report("PAP604", text, facts=known)
    assert found.message == f"found bioRxiv 2020, but the paper was published {said}"


@pytest.mark.parametrize(
    "record",
    [
        PaperRecord(PREPRINT, "Crossref", "Sorting Shells by Their Colour", published_as=(ARTICLE,)),
        PaperRecord(PREPRINT, "Crossref", TITLE, published_as=(PaperId("doi", "10.2139/ssrn.1"),)),
        PaperRecord(PREPRINT, "lab.bib", TITLE, published_as=(ARTICLE,)),
        PaperRecord(PAPER, "arXiv", TITLE, published_as=(ARTICLE,)),
        PaperRecord(PAPER, "DataCite", TITLE, published_as=(ARTICLE,)),
    ],
)
def test_another_paper_another_preprint_and_what_authors_say_is_no_publication(record: PaperRecord) -> None:
    url = f"https://doi.org/{record.paper.value}" if record.paper == PREPRINT else "https://arxiv.org/abs/2003.00001"
    text = f"- **{TITLE}** bioRxiv 2020 [[pdf]({url})]\n"
    assert report("PAP604", text, facts=Facts(NOW, {}, {record.paper: record})) == []


def test_a_link_in_the_description_is_no_witness() -> None:
    other = "http://proceedings.mlr.press/v139/kim21d.html"
    entry = f"- **{TITLE}** arXiv 2020 {LINK}. Builds on [earlier work]({other}).\n"
    assert report("PAP604", entry, facts=facts()) == []


def test_an_entry_under_the_heading_of_a_year_stays_there() -> None:
    text = f"# Papers\n\n## 2020\n\n{others('ICML', 'ICLR', 'AAAI', 'ACL', 'CVPR')}- **{TITLE}** arXiv {LINK}\n"
    assert fixed(text, facts("ICML 2021")) is None
    assert fixed(text, facts("ICML 2020")) == text.replace("arXiv [", "ICML [")
    dated = f"# Papers\n\n## 2020\n\n- **{TITLE}** arXiv 2020 {LINK}\n"
    assert fixed(dated, facts("ICML 2021")) is None
    assert fixed(dated.replace("2020\n", "Preprints\n"), facts("ICML 2020")) is None


def test_what_links_and_registries_say_is_reported_once() -> None:
    paper = PaperId("acl", "2021.naacl-main.162")
    record = PaperRecord(paper, "page", TITLE, venue="NAACL 2021")
    known = Facts(NOW, {}, {paper: record})
    text = f"- **{TITLE}** EMNLP 2021 [[pdf](https://aclanthology.org/2021.naacl-main.162/)]\n"
    assert [len(report(code, text, facts=known)) for code in ("VEN405", "PAP605")] == [1, 0]


def test_hostile_records_are_told_on_one_bounded_line() -> None:
    reason = "withdrawn " + "because " * 5000
    record = PaperRecord(PAPER, "arXiv", TITLE, is_withdrawn=True, withdrawal=reason, comment="ICML 2020 " * 5000)
    known = Facts(NOW, {}, {PAPER: record})
    text = f"- **{TITLE}** arXiv 2020 {LINK}\n"
    for code in ("PAP604", "PAP606"):
        for found in report(code, text, facts=known):
            assert len(found.message) < 400
            assert found.message.isprintable()
