r"""Places in texts with escapes (`\*`, `\|`) and entities (`&amp;`), and fixes beside them."""

from __future__ import annotations

import pytest

import awesomelint
from awesomelint.document.parse import parse_document
from awesomelint.source import Source

TABLE = "| Paper | Authors | Venue |\n| --- | --- | --- |\n"


def raw_fields(text: str) -> list[str | None]:
    """Return how title, authors, venue and year of the only entry are written."""
    source = Source(text)
    (entry,) = parse_document(source).entries
    fields = (entry.title, *entry.authors, entry.venue, entry.year)
    return [source[field.span] if field is not None else None for field in fields]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            r"- [Owls \[and Larks\]\*](https://example.org/1) - Ada B\_erg, Bo Lind, ICML 2021" + "\n",
            [r"Owls \[and Larks\]\*", r"Ada B\_erg", "Bo Lind", "ICML", "2021"],
            id="escapes in a bullet",
        ),
        pytest.param(
            "- **R&amp;D of Owls**. Ada&nbsp;Berg, Bo Lind &amp; Cy D&#228;hl. ICML 2021 [[pdf](https://example.org/1)]\n",
            ["R&amp;D of Owls", "Ada&nbsp;Berg", "Bo Lind", "Cy D&#228;hl", "ICML", "2021"],
            id="several entities in one text",
        ),
        pytest.param(
            '- "Owls \\& Larks &lt;at&gt; Sea", Ada Berg\\*, Bo Lind, ICML 2021 [[pdf](https://example.org/1)]\n',
            ["Owls \\& Larks &lt;at&gt; Sea", "Ada Berg", "Bo Lind", "ICML", "2021"],
            id="both kinds in a plain text",
        ),
        pytest.param(
            TABLE + r"| [Owls \| Larks \\| Gulls](https://example.org/1) | Ada B\_erg, Bo\_ Lind | ICML 2021 |" + "\n",
            [r"Owls \| Larks \\| Gulls", r"Ada B\_erg", r"Bo\_ Lind", "ICML", "2021"],
            id="pipes in a table",
        ),
        pytest.param(
            "<ul><li><a href='https://example.org/1'>Owls &copy Larks &notit; &#x263a;</a> Ada B&eacute;rg, Bo Lind, ICML 2021"
            "</li></ul>\n",
            ["Owls &copy Larks &notit; &#x263a;", "Ada B&eacute;rg", "Bo Lind", "ICML", "2021"],
            id="HTML",
        ),
    ],
)
def test_fields_are_cut_beside_escapes_and_entities(text: str, expected: list[str | None]) -> None:
    assert raw_fields(text) == expected


def test_headings_and_bare_urls() -> None:
    text = "## Owls \\& Larks &amp; 2021\n\n- Owls \\[a\\]: &lt; https://example.org/?a=1&amp;b=2 R&amp;D https://example.org/3\n"
    document = parse_document(Source(text))
    assert document.sections[-1].title == "Owls & Larks & 2021"
    found = [(link.url, document.source[link.span]) for link in document.links]
    assert found == [
        ("https://example.org/?a=1&b=2", "https://example.org/?a=1&amp;b=2"),
        ("https://example.org/3", "https://example.org/3"),
    ]


def line(number: int) -> str:
    return f"- **A Study of Owl {number:03}**. Ada Berg, Bea Cruz, Cleo Dunn. NeurIPS 2019. [[pdf](https://example.org/{number})]\n"


@pytest.mark.parametrize(
    ("code", "odd", "fixed"),
    [
        pytest.param(
            "FMT206",
            r"- **Owls \& Larks of \[Sea\] Cliffs.** Ada",
            r"- **Owls \& Larks of \[Sea\] Cliffs**. Ada",
            id="full stop",
        ),
        pytest.param("FMT206", "- **Owls &amp; Larks.** Ada", "- **Owls &amp; Larks**. Ada", id="full stop, entity"),
        pytest.param("FMT208", r"B\*erg, Bea Cruz, and Cleo", r"B\*erg, Bea Cruz, Cleo", id="separator"),
        pytest.param(
            "FMT208", "B&eacute;rg, Bea Cruz &amp; Cleo", "B&eacute;rg, Bea Cruz, Cleo", id="separator, entity"
        ),
        pytest.param("VEN402", r"C\*leo Dunn. NIPS 2019", r"C\*leo Dunn. NeurIPS 2019", id="venue"),
        pytest.param("VEN402", "Dunn, AT&amp;T. NIPS 2019", "Dunn, AT&amp;T. NeurIPS 2019", id="venue, entity"),
        pytest.param("FMT213", r"\[a\] &amp; [[PDF](", r"\[a\] &amp; [[pdf](", id="label"),
    ],
)
def test_a_fix_changes_nothing_beside_it(code: str, odd: str, fixed: str) -> None:
    whole = line(500)
    ends = {
        "FMT206": ("- **A Study of Owl 500**. Ada", odd),
        "FMT208": ("Berg, Bea Cruz, Cleo", odd),
        "VEN402": ("Cleo Dunn. NeurIPS 2019", odd),
        "FMT213": ("[[pdf](", odd),
    }
    common = "".join(map(line, range(12)))
    before = whole.replace(*ends[code])
    assert before != whole
    found = awesomelint.fix(common + before, config={"select": [code]}, unsafe=True)
    assert found.source.text == common + before.replace(odd, fixed)
