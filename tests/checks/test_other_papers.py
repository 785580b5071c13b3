"""Links of an entry to other papers than its own: which of them are errors, and which the entry has by right."""

from __future__ import annotations

import pytest
from reporting import NOW, report

from awesomelint.context import Facts, PaperRecord
from awesomelint.diagnostic import Severity
from awesomelint.papers.identifiers import PaperId
from awesomelint.papers.titles import title_key

OWN = PaperRecord(PaperId("arxiv", "1901.00001"), "arXiv", "Dense Fields Are Enough", ("Olga Berg",), version=1)
OTHER = PaperRecord(PaperId("arxiv", "1901.00002"), "arXiv", "Waves over Shallow Sand", ("Zoe Park",), version=1)
FACTS = Facts(NOW, {}, {one.paper: one for one in (OWN, OTHER)}, titles={title_key(OWN.title): (OWN,)})


@pytest.mark.parametrize(
    ("links", "severity", "has_fix"),
    [
        ("[[pdf](OTHER)]", Severity.ERROR, True),
        ("[[pdf](OWN)] [[arXiv](OTHER)]", Severity.WARNING, False),
        ("[[pdf](OTHER)] [[arXiv](OWN)]", Severity.WARNING, False),
        ("[[pdf](OWN)] - extends [arXiv](OTHER)", None, False),
        ("[[pdf](OWN)] (see also [this paper](OTHER))", None, False),
        ("[[1](OWN)] [[2](OTHER)]", None, False),
        ("[[pdf](OWN)], theory in OTHER", None, False),
    ],
)
def test_a_link_beside_the_right_one_is_no_error(links: str, severity: Severity | None, has_fix: bool) -> None:
    links = links.replace("OWN", "https://arxiv.org/abs/1901.00001").replace(
        "OTHER", "https://arxiv.org/abs/1901.00002"
    )
    found = report("PAP601", f"- **{OWN.title}** {links}\n", facts=FACTS)
    assert [(one.severity, one.fix is not None) for one in found] == ([(severity, has_fix)] if severity else [])
