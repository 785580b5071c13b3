"""Cases in which a rule says less than usual: of severity info, or nothing where an option does not ask for it."""

from __future__ import annotations

import pytest
from reporting import report

from awesomelint.diagnostic import Severity

_LAKES = "Measuring the Depth of Lakes from Space"
_BIRDS = "https://openaccess.thecvf.com/content/CVPR2021/html/Kim_{}_CVPR_2021_paper.html"
_STOPS = "".join(
    f"1. **Alpha Networks of {number:03}.** ICML 2019 [[pdf](https://example.org/{number})]\n" for number in range(9)
)

CASES = {
    "an empty target": ("LNK508", "- [code]() and more\n", Severity.ERROR),
    "an empty target that is announced": ("LNK508", "- [code]() (soon)\n", Severity.INFO),
    "an empty target under a heading that announces it": (
        "LNK508",
        "## Code (soon)\n\n- [code]() and more\n",
        Severity.INFO,
    ),
    "an empty target whose label says that there is none": (
        "LNK508",
        "- [[No code - 200311]]() and more\n",
        Severity.INFO,
    ),
    "an empty repository": ("LNK508", "- [empty github repo]() and more\n", Severity.INFO),
    "an empty target on a label that is struck through": ("LNK508", "- A [[~~code~~]]() and more\n", Severity.INFO),
    "an empty target on a label that is struck through in part": (
        "LNK508",
        "- A [~~old~~ code]() and more\n",
        Severity.ERROR,
    ),
    "an empty target on dots": ("LNK508", "- [...]()\n", Severity.INFO),
    "an empty target on a title that begins with No": ("LNK508", "- [No Birds Left to Count]()\n", Severity.ERROR),
    "a page of arXiv with the ending of a PDF": (
        "LNK509",
        "- [Alpha Networks](https://arxiv.org/abs/1909.10351.pdf)\n",
        Severity.INFO,
    ),
    "another name of a venue among few": (
        "VEN402",
        "".join(f"- **Alpha Networks {n}** T-PAMI 2021\n" for n in range(7)) + "- **Beta Networks** PAMI 2021\n",
        Severity.INFO,
    ),
    "a column that no row fills": (
        "FMT220",
        "| Paper | Code | Note |\n| - | - | - |\n" + "".join(f"| Alpha {n} | code |\n" for n in range(7)),
        Severity.INFO,
    ),
    "rows that are wider than the header": (
        "FMT220",
        "| Paper | Code |\n| - | - |\n" + "".join(f"| Alpha {n} | code | note |\n" for n in range(7)),
        Severity.ERROR,
    ),
    "one of two spellings that are both not the proper one": (
        "VEN402",
        "".join(f"- **Alpha Networks {n}** Arxiv 2021\n" for n in range(20)) + "- **Beta Networks** ArXiv 2021\n",
        Severity.INFO,
    ),
    "another label in a section that never has the usual one": (
        "FMT213",
        "".join(f"- Alpha {n} [pdf](https://arxiv.org/pdf/2001.0000{n})\n" for n in range(9)) * 2
        + "\n## Metrics\n\n"
        + "".join(f"- Beta {n} [paper](https://example.org/{n}.pdf)\n" for n in range(2)),
        Severity.INFO,
    ),
    "a paper that is a PDF among PDFs": (
        "FMT213",
        "".join(f"- Alpha {n} [pdf](https://example.org/{n})\n" for n in range(29))
        + "- Beta [paper](https://example.org/b.pdf)\n",
        Severity.INFO,
    ),
    "another word for the same thing among few links": (
        "FMT213",
        "".join(f"- Alpha {n} [Project](https://example.org/{n})\n" for n in range(13))
        + "- Beta [Project page](https://example.org/b)\n",
        Severity.INFO,
    ),
    "another word for the same thing among many": (
        "FMT213",
        "".join(f"- Alpha {n} [Project](https://example.org/{n})\n" for n in range(23))
        + "- Beta [Project page](https://example.org/b)\n",
        Severity.WARNING,
    ),
    "a bare URL": (
        "FMT222",
        "".join(f"- Alpha {n} [pdf](https://example.org/{n})\n" for n in range(14)) + "- Beta https://example.org/b\n",
        Severity.WARNING,
    ),
    "a bare URL beside a link": (
        "FMT222",
        "".join(f"- Alpha {n} [pdf](https://example.org/{n})\n" for n in range(14))
        + "- Beta [pdf](https://example.org/b). See also https://example.org/beta.\n",
        Severity.INFO,
    ),
    "one parenthesis left open": ("FMT202", "- Alpha ([code](https://example.org/1)\n", Severity.ERROR),
    "a habit of leaving them open": ("FMT202", "- Alpha ([code](https://example.org/1)\n" * 2, Severity.INFO),
    "no full stop": ("FMT206", f"{_STOPS}1. **Beta Networks** ICML 2019\n", Severity.WARNING),
    "a full stop behind the emphasis": ("FMT206", f"{_STOPS}1. **Beta Networks**. ICML 2019\n", Severity.INFO),
    "no full stop among few titles": (
        "FMT206",
        "".join(f"1. **Alpha Networks of {n}.** ICML 2019\n" for n in range(100, 106))
        + "1. **Beta Networks** ICML 2019\n",
        Severity.INFO,
    ),
    "a full stop that what follows may need": (
        "FMT206",
        "".join(f"1. *Lee C, Moor D.* **A Reading of {n} Lakes**[J]. Waters, 2019.\n" for n in range(100, 112))
        + "1. *Peng, D., Wu, Q.* **A Reading of Other Lakes.** *Soft Waters* (2020).\n",
        Severity.INFO,
    ),
    "a full stop in quotes that ends a sentence": (
        "FMT206",
        "".join(f"- *A Reading of {n} Lakes*, 2001. A book by Dora Moor.\n" for n in range(100, 108))
        + '- Peng, 2005. The first book on "waters of the south." It is long.\n'
        + '- Peng, 2006. The best story of the "waters of the west" of today.\n',
        Severity.INFO,
    ),
    "other brackets in a section in which no link has the usual ones": (
        "FMT201",
        "## Ponds\n\n"
        + "".join(f"- Alpha {n} [[code](https://github.com/a/{n})]\n" for n in range(12))
        + "\n## Lakes\n\n- Beta [code](https://github.com/a/b)\n",
        Severity.INFO,
    ),
    "a page where a PDF is usual, under a label that does not say which": (
        "LNK509",
        "".join(f"- Alpha {n} [paper](https://arxiv.org/pdf/2001.001{n})\n" for n in range(10, 24))
        + "- Beta [paper](https://arxiv.org/abs/2001.00200)\n",
        Severity.INFO,
    ),
    "a page under a label that says pdf": (
        "LNK509",
        "".join(f"- Alpha {n} [pdf](https://arxiv.org/pdf/2001.001{n})\n" for n in range(10, 24))
        + "- Beta [pdf](https://arxiv.org/abs/2001.00200)\n",
        Severity.WARNING,
    ),
    "another title in the URL": (
        "LNK512",
        f"- {_LAKES} [[pdf]({_BIRDS.format('Counting_Birds_With_Small_Networks')})]\n",
        Severity.WARNING,
    ),
    "another author in a URL that has no title": (
        "LNK512",
        f"- **{_LAKES}**, Ada Quist, Bela Roth [[pdf](https://proceedings.mlr.press/v139/novakova21d.html)]\n",
        Severity.INFO,
    ),
    "a URL that shares a word with the title": (
        "LNK512",
        f"- {_LAKES} [[pdf]({_BIRDS.format('Counting_Birds_on_Lakes_With_Small_Networks')})]\n",
        Severity.INFO,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_severity(name: str) -> None:
    code, text, expected = CASES[name]
    found = report(code, text)
    assert found
    assert {one.severity for one in found} == {expected}


def test_a_list_that_files_papers_twice_is_reported_if_asked() -> None:
    papers = "".join(f"- [Alpha Networks {n}](https://arxiv.org/abs/1909.1035{n})\n" for n in range(5))
    text = f"## Birds\n\n{papers}\n## Fish\n\n{papers}"
    assert report("DUP302", text) == []
    assert len(report("DUP302", text, repeats="report")) == 5
