"""Entries are added in the form of their section, at their place, and nothing else changes."""

from __future__ import annotations

import pytest

import awesomelint
from awesomelint.adding.entries import add_entry
from awesomelint.adding.paper import NewPaper, checked_url
from awesomelint.adding.sections import likely_sections, section_name, sections_named
from awesomelint.diagnostic import Diagnostic, Severity
from awesomelint.document.model import Document, Entry
from awesomelint.editor.completing import url_on
from awesomelint.errors import InputError
from awesomelint.markdown.blocks import LinkKind
from awesomelint.papers.identifiers import PaperId
from awesomelint.source import Source

URL = "https://arxiv.org/abs/2305.01234"
CODE = "https://github.com/berg/queue"
SNAILS = NewPaper(
    URL,
    "Teaching Snails to Queue",
    ("Ada Berg", "Bo Li", "Cy Moss"),
    "ACL",
    2023,
    "2023-05-02",
    links={LinkKind.PAPER: URL, LinkKind.CODE: CODE},
    ids=(PaperId("arxiv", "2305.01234"),),
)
WITHOUT_CODE = SNAILS._replace(links={LinkKind.PAPER: URL})
TOOL = NewPaper(CODE, "queue", description="Puts snails in a row.", links={LinkKind.CODE: CODE})


def added(text: str, paper: NewPaper, section: str | None = None) -> str:
    document = awesomelint.parse(text)
    chosen = sections_named(document, section)
    return add_entry(document, paper, chosen[0], lambda each: awesomelint.lint(each.source.text)).document.source.text


# In each style the lines that begin with `@` are those that are added.

BRACKETS = """\
# Slow Science

## Snails

1. **Snails on Ladders** *Eva Um, Ida Vo, Jo Wu* EMNLP 2020 [[pdf](https://arxiv.org/abs/2001.00001)] [[code](https://github.com/um/ladders)]
2. **A Snail Asks for Directions** *Eva Um, Ida Vo* ACL 2021 [[pdf](https://arxiv.org/abs/2001.00002)]
3. **Do Snails Dream of Lettuce?** *Jo Wu, Kai Xi* NAACL 2022 [[pdf](https://arxiv.org/abs/2001.00003)]
@4. **Teaching Snails to Queue** *Ada Berg, Bo Li, Cy Moss* ACL 2023 [[pdf](https://arxiv.org/abs/2305.01234)] [[code](https://github.com/berg/queue)]
"""
LINKED_TITLES = """\
# Slow Science

- [Snails on Ladders](https://arxiv.org/pdf/2001.00001.pdf), Eva Um, Ida Vo and Jo Wu (EMNLP'20)
- [A Snail Asks for Directions](https://arxiv.org/pdf/2001.00002.pdf), Eva Um, Ida Vo and Mo Zu (ACL'21)
- [Do Snails Dream of Lettuce](https://arxiv.org/pdf/2001.00003.pdf), Jo Wu, Kai Xi and Lo Ya (NAACL'22)
@- [Teaching Snails to Queue](https://arxiv.org/pdf/2305.01234.pdf), Ada Berg, Bo Li and Cy Moss (ACL'23)
"""
ET_AL = """\
# Slow Science

* Snails on Ladders, Um et al., EMNLP 2020. [[Paper]](https://arxiv.org/abs/2001.00001)
* A Snail Asks for Directions, Vo et al., ACL 2021. [[Paper]](https://arxiv.org/abs/2001.00002)
* Do Snails Dream of Lettuce, Wu et al., NAACL 2022. [[Paper]](https://arxiv.org/abs/2001.00003)
@* Teaching Snails to Queue, Berg et al., ACL 2023. [[Paper]](https://arxiv.org/abs/2305.01234)
"""
TABLE = """\
# Slow Science

| Year | Title | Venue | Code |
| ---- | ----- | ----- | ---- |
| 2020 | [Snails on Ladders](https://arxiv.org/abs/2001.00001) | EMNLP | [code](https://github.com/um/ladders) |
| 2021 | [A Snail Asks for Directions](https://arxiv.org/abs/2001.00002) | ACL | [code](https://github.com/um/asks) |
| 2022 | [Do Snails Dream of Lettuce](https://arxiv.org/abs/2001.00003) | NAACL | [code](https://github.com/um/dream) |
@| 2023 | [Teaching Snails to Queue](https://arxiv.org/abs/2305.01234) | ACL | [code](https://github.com/berg/queue) |
"""
NEWEST_FIRST = """\
# Slow Science

## Papers

@- **Teaching Snails to Queue** (ACL 2023) [[paper]](https://arxiv.org/abs/2305.01234)
- **Do Snails Dream of Lettuce** (NAACL 2022) [[paper]](https://arxiv.org/abs/2001.00003)
- **A Snail Asks for Directions** (ACL 2021) [[paper]](https://arxiv.org/abs/2001.00002)
- **Snails on Ladders** (EMNLP 2020) [[paper]](https://arxiv.org/abs/2001.00001)
"""
MONTHS = """\
# Slow Science

- [2020/01] **Snails on Ladders** [[paper](https://arxiv.org/abs/2001.00001)]
- [2021/03] **A Snail Asks for Directions** [[paper](https://arxiv.org/abs/2103.00002)]
- [2022/11] **Do Snails Dream of Lettuce** [[paper](https://arxiv.org/abs/2211.00003)]
@- [2023/05] **Teaching Snails to Queue** [[paper](https://arxiv.org/abs/2305.01234)]
- [2024/02] **Slugs are Snails on Holiday** [[paper](https://arxiv.org/abs/2402.00004)]
"""
SEVERAL_LINES = """\
# Slow Science

- **Snails on Ladders**
  - Eva Um, Ida Vo, Jo Wu
  - *EMNLP 2020*
  - [[Paper]](https://arxiv.org/abs/2001.00001)

- **A Snail Asks for Directions**
  - Eva Um, Ida Vo
  - *ACL 2021*
  - [[Paper]](https://arxiv.org/abs/2001.00002)

- **Do Snails Dream of Lettuce**
  - Jo Wu, Kai Xi
  - *NAACL 2022*
  - [[Paper]](https://arxiv.org/abs/2001.00003)
@
@- **Teaching Snails to Queue**
@  - Ada Berg, Bo Li, Cy Moss
@  - *ACL 2023*
@  - [[Paper]](https://arxiv.org/abs/2305.01234)
"""
BADGES = """\
# Slow Science

- **Snails on Ladders** [![Stars](https://img.shields.io/github/stars/um/ladders)](https://github.com/um/ladders) [[pdf]](https://arxiv.org/abs/2001.00001)
- **A Snail Asks for Directions** [![Stars](https://img.shields.io/github/stars/um/asks)](https://github.com/um/asks) [[pdf]](https://arxiv.org/abs/2001.00002)
- **Do Snails Dream of Lettuce** [![Stars](https://img.shields.io/github/stars/um/dream)](https://github.com/um/dream) [[pdf]](https://arxiv.org/abs/2001.00003)
@- **Teaching Snails to Queue** [![Stars](https://img.shields.io/github/stars/berg/queue)](https://github.com/berg/queue) [[pdf]](https://arxiv.org/abs/2305.01234)
"""
QUOTED = """\
# Slow Science

+ Eva Um, Ida Vo. "Snails on Ladders." EMNLP (2020). [[pdf](https://arxiv.org/abs/2001.00001)]
+ Jo Wu, Kai Xi. "A Snail Asks for Directions." ACL (2021). [[pdf](https://arxiv.org/abs/2001.00002)]
+ Lo Ya, Mo Zu. "Do Snails Dream of Lettuce." NAACL (2022). [[pdf](https://arxiv.org/abs/2001.00003)]
@+ Ada Berg, Bo Li, Cy Moss. "Teaching Snails to Queue." ACL (2023). [[pdf](https://arxiv.org/abs/2305.01234)]
"""
PADDED = """\
# Slow Science

| Title                       | Venue | Link                                      |
|-----------------------------|-------|-------------------------------------------|
| Snails on Ladders           | EMNLP | [paper](https://arxiv.org/abs/2001.00001) |
| A Snail Asks for Directions | ACL   | [paper](https://arxiv.org/abs/2001.00002) |
| Do Snails Dream of Lettuce  | NAACL | [paper](https://arxiv.org/abs/2001.00003) |
@| Teaching Snails to Queue    | ACL   | [paper](https://arxiv.org/abs/2305.01234) |
"""
INITIALS = """\
# Slow Science

- E. Um and I. Vo, [Snails on Ladders](https://arxiv.org/abs/2001.00001), 2020.
- J. Wu and K. Xi, [A Snail Asks for Directions](https://arxiv.org/abs/2001.00002), 2021.
- L. Ya and M. Zu, [Do Snails Dream of Lettuce](https://arxiv.org/abs/2001.00003), 2022.
@- A. Berg and B. Li, [Teaching Snails to Queue](https://arxiv.org/abs/2305.01234), 2023.
"""
TOOLS = """\
# Slow Tools

- [crawl](https://github.com/um/crawl) - Walks over leaves.
@- [queue](https://github.com/berg/queue) - Puts snails in a row.
- [shell](https://github.com/um/shell) - A house to take along.
- [slime](https://github.com/um/slime) - Finds the way home.
- [tentacle](https://github.com/um/tentacle) - Looks around corners.
- [trail](https://github.com/um/trail) - Shows where others went.
- [twist](https://github.com/um/twist) - Turns left.
- [umbel](https://github.com/um/umbel) - Finds flowers.
- [vine](https://github.com/um/vine) - Climbs.
- [whorl](https://github.com/um/whorl) - Counts turns.
"""
COUNTED_DOWN = """\
# Slow Science

10. [Teaching Snails to Queue](https://arxiv.org/abs/2305.01234) ACL 2023
9. [Do Snails Dream of Lettuce](https://arxiv.org/abs/2001.00003) NAACL 2022
8. [A Snail Asks for Directions](https://arxiv.org/abs/2001.00002) ACL 2021
7. [Snails on Ladders](https://arxiv.org/abs/2001.00001) EMNLP 2020
"""


@pytest.mark.parametrize(
    ("style", "paper"),
    [
        pytest.param(BRACKETS, SNAILS, id="brackets"),
        pytest.param(LINKED_TITLES, WITHOUT_CODE, id="linked titles"),
        pytest.param(ET_AL, WITHOUT_CODE, id="et al"),
        pytest.param(TABLE, SNAILS, id="table"),
        pytest.param(NEWEST_FIRST, WITHOUT_CODE, id="newest first"),
        pytest.param(MONTHS, WITHOUT_CODE, id="months"),
        pytest.param(SEVERAL_LINES, WITHOUT_CODE, id="several lines"),
        pytest.param(BADGES, SNAILS, id="badges"),
        pytest.param(QUOTED, WITHOUT_CODE, id="quoted"),
        pytest.param(PADDED, WITHOUT_CODE, id="padded"),
        pytest.param(INITIALS, WITHOUT_CODE._replace(authors=("Ada Berg", "Bo Li")), id="initials"),
        pytest.param(TOOLS, TOOL, id="tools"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_house_styles(style: str, paper: NewPaper, newline: str) -> None:
    lines = style.splitlines()
    before = newline.join(line for line in lines if not line.startswith("@"))
    after = newline.join(line.removeprefix("@") for line in lines)
    assert added(before + newline, paper) == after + newline
    assert added(before, paper) == after


def test_what_follows_is_renumbered_and_stays_below_its_number() -> None:
    items = [
        f"{n}. **Snail Study Number {w}** ACL {2013 + n}\n   [[pdf](https://arxiv.org/abs/2001.{n:05})]\n"
        for n, w in enumerate("Ant Bee Cod Doe Elk Fox Gnu Hen Ibis".split(), 1)
    ]
    paper = WITHOUT_CODE._replace(year=2016)
    text = added("# Slow Science\n\n" + "".join(items), paper)
    assert "4. **Teaching Snails to Queue** ACL 2016\n   [[pdf](" in text
    assert "5. **Snail Study Number Doe**" in text
    assert "10. **Snail Study Number Ibis** ACL 2022\n    [[pdf](" in text


def test_numbers_that_count_down() -> None:
    before = COUNTED_DOWN.replace(COUNTED_DOWN.splitlines(keepends=True)[2], "")
    assert added(before, WITHOUT_CODE) == COUNTED_DOWN


STONES = """\
# Slow Science

- **Stones that Roll**, ACL 2020 [[pdf](https://arxiv.org/abs/2001.00001)]
- **Sorting Sand by Color**, ACL 2021 [[pdf](https://arxiv.org/abs/2001.00002)]
"""
PEBBLES = f"- **Teaching Snails to Queue**, ACL 2023 [[pdf]({URL})]\n"


def reported(*entries: Entry) -> list[Diagnostic]:
    return [Diagnostic("OWN101", "own", entry.span, "found a stone", Severity.ERROR) for entry in entries]


def test_a_list_of_which_all_entries_are_reported() -> None:
    document = awesomelint.parse(STONES)
    result = add_entry(document, WITHOUT_CODE, document.entries[0].section, lambda one: reported(*one.entries))
    assert result.text + "\n" == PEBBLES


def test_an_entry_that_alone_would_be_reported() -> None:
    document = awesomelint.parse(STONES)
    with pytest.raises(InputError, match="it would be reported: OWN101 found a stone"):
        add_entry(document, WITHOUT_CODE, document.entries[0].section, lambda one: reported(*one.entries[2:]))


@pytest.mark.parametrize("ending", [" ", "\N{ZERO WIDTH SPACE}"])
def test_what_can_be_fixed_is_not_copied(ending: str) -> None:
    text = STONES.replace(")]\n", f")]{ending}\n")
    assert added(text, WITHOUT_CODE) == text + PEBBLES


def test_a_paper_with_the_code_of_another_one() -> None:
    one = f"- **Snails on Ladders**, EMNLP 2020 [[pdf](https://arxiv.org/abs/2001.00001)] [[code]({CODE})]\n"
    other = "- **Slugs on Stairs**, ACL 2021 [[pdf](https://arxiv.org/abs/2001.00002)]\n"
    assert added(f"# Snails\n\n{one}{other}", SNAILS).endswith(
        f"- **Teaching Snails to Queue**, ACL 2023 [[pdf]({URL})] [[code]({CODE})]\n"
    )


def test_a_label_that_is_the_host_of_its_link() -> None:
    rows = [
        f"| Game {n} | [play{n}.org](https://play{n}.org/) | [GitHub](https://github.com/um/{n}) |\n" for n in range(5)
    ]
    text = f"# Slow Games\n\n| Game | Demo | Code |\n| --- | --- | --- |\n{''.join(rows)}"
    links = {LinkKind.OTHER: "https://snails.org/queue", LinkKind.CODE: CODE}
    new = f"| Snails | [snails.org](https://snails.org/queue) | [GitHub]({CODE}) |\n"
    assert added(text, NewPaper("https://snails.org/queue", "Snails", links=links)) == text + new


def test_a_title_of_signs_reads_as_it_is() -> None:
    title = "Snails *and* [Slugs]: a_b | c < d"
    text = added(_before(TABLE), SNAILS._replace(title=title))
    assert title in [entry.title.value for entry in awesomelint.parse(text).entries if entry.title is not None]
    assert title in [
        entry.title.value
        for entry in awesomelint.parse(added(_before(BRACKETS), SNAILS._replace(title=title))).entries
        if entry.title
    ]


def _before(style: str) -> str:
    return "".join(line for line in style.splitlines(keepends=True) if not line.startswith("@"))


@pytest.mark.parametrize(
    ("style", "paper", "message"),
    [
        (BRACKETS, SNAILS._replace(title="Snails on ladders"), '<text>:5: "Snails on ladders" is listed already'),
        (
            BRACKETS,
            SNAILS._replace(ids=(PaperId("arxiv", "2001.00002"),)),
            '<text>:6: "Teaching Snails to Queue" is listed already',
        ),
        (
            BRACKETS,
            SNAILS._replace(venue="", year=None),
            '<text>: entries of section "Snails" have more than is known of the paper: give --venue',
        ),
        (
            TABLE,
            WITHOUT_CODE,
            '<text>: entries of section "Slow Science" have more than is known of the paper: give --code',
        ),
        (
            TOOLS,
            TOOL._replace(description=""),
            '<text>: entries of section "Slow Tools" have more than is known of the paper: give --description',
        ),
    ],
)
def test_refused(style: str, paper: NewPaper, message: str) -> None:
    with pytest.raises(InputError) as refused:
        added(_before(style), paper)
    assert str(refused.value) == message


@pytest.mark.parametrize("style", [QUOTED, ET_AL, TABLE])
def test_a_title_has_one_stop(style: str) -> None:
    paper = SNAILS._replace(title="Do Snails Queue?")
    line = next(line for line in style.splitlines() if line.startswith("@"))
    expected = line[1:].replace("Teaching Snails to Queue", paper.title).replace("?.", "?")
    assert expected in added(_before(style), paper).splitlines()


@pytest.mark.parametrize(("place", "note"), [("NAACL 2022", "NAACL 2022 (best paper)"), ("**Do", "LADDER: **Do")])
def test_notes_of_other_entries_are_not_copied(place: str, note: str) -> None:
    text = _before(BRACKETS).replace(place, note)
    assert added(text, SNAILS) == text + BRACKETS.splitlines(keepends=True)[-1].removeprefix("@")


def test_a_badge_before_the_title_is_not_copied() -> None:
    text = _before(TABLE)
    for year, name in ((2021, "oral"), (2022, "poster")):
        text = text.replace(
            f"| {year} | ",
            f"| {year} | [![{name}](https://img.shields.io/badge/{name}-blue)](https://e.org/{name})<br>",
        )
    assert added(text, SNAILS) == text + TABLE.splitlines(keepends=True)[-1].removeprefix("@")


def test_a_note_of_a_few_is_not_copied() -> None:
    lines = [
        f"- {'CORAL: ' * (n in (2, 6))}**Snail Study {w}** ACL {2013 + n} [[pdf](https://arxiv.org/abs/2001.{n:05})]\n"
        for n, w in enumerate("Ant Bee Cod Doe Elk Fox".split(), 1)
    ]
    text = added("# Slow Science\n\n" + "".join(lines), WITHOUT_CODE)
    assert text.splitlines()[-1] == f"- **Teaching Snails to Queue** ACL 2023 [[pdf]({URL})]"


SECTIONS = """\
# Slow Science

## Snails

- [Snails on Ladders](https://arxiv.org/abs/2001.00001)
- [A Snail Asks for Directions](https://arxiv.org/abs/2001.00002)

## Clocks

- [Clocks that Run Late](https://arxiv.org/abs/2001.00003)
- [Late Clocks and Early Birds](https://arxiv.org/abs/2001.00004)

## Notes
"""


MANY = ("Wei-Ming Chen", "J. Zico Kolter", "Ada van der Berg")


@pytest.mark.parametrize(
    ("first", "second", "third", "names", "written"),
    [
        ("Um, Eva; Vo, Ida", "Wu, Jo", "Xi, Kai; Ya, Lo; Zu, Mo", SNAILS.authors, "Berg, Ada; Li, Bo; Moss, Cy"),
        ("Um E, Vo I", "Wu JA, Xi K, Ya L", "Zu M", SNAILS.authors, "Berg A, Li B, Moss C"),
        ("Um E, Vo I", "Wu JA, Xi K, Ya L", "Zu M", MANY, "Chen WM, Kolter JZ, van der Berg A"),
        ("Um E., Vo I.", "Wu J.A., Xi K.", "Zu M.", MANY, "Chen W.-M., Kolter J.Z., van der Berg A."),
        (
            "Um, E., & Vo, I.",
            "Wu, J., Xi, K., & Ya, L.",
            "Zu, M.",
            MANY,
            "Chen, W.-M., Kolter, J. Z., & van der Berg, A.",
        ),
        ("Um, E., & Vo, I.", "Wu, J., Xi, K., & Ya, L.", "Zu, M.", ("Ada Berg", "Bo Li"), "Berg, A., & Li, B."),
        ("Um, E.; Vo, I.", "Wu, J.; Xi, K.", "Ya, L.; Zu, M.", SNAILS.authors, "Berg, A.; Li, B.; Moss, C."),
        (
            "Um, Eva and Vo, Ida",
            "Wu, Jo and Xi, Kai and Ya, Lo",
            "Zu, Mo",
            MANY[1:],
            "Kolter, J. Zico and van der Berg, Ada",
        ),
        ("Um E, et al.", "Wu J, et al.", "Zu M, et al.", SNAILS.authors, "Berg A, et al."),
        ("Um E, Vo I", "Wu J", "Xi, Kai; Ya, Lo", SNAILS.authors, "Berg A, Li B, Moss C"),
    ],
)
def test_names_surname_first(first: str, second: str, third: str, names: tuple[str, ...], written: str) -> None:
    text = added(_by(first, second, third), WITHOUT_CODE._replace(authors=names))
    assert (
        text
        == _by(first, second, third) + f"- {written.removesuffix('.')}. [Teaching Snails to Queue]({URL}). ACL 2023.\n"
    )


@pytest.mark.parametrize(
    ("lists", "names"),
    [
        (("Um, Eva, and Ida Vo", "Wu, Jo, and Kai Xi", "Ya, Lo, and Mo Zu"), SNAILS.authors),  # only the first of them
        (("Um, Eva and Vo, Ida", "Wu, Jo and Xi, Kai", "Zu, Mo"), SNAILS.authors),  # what is between three is not known
        (("Um E, Vo I", "Wu J, Xi K", "Zu M"), ("Ada Berg Jr.", "Bo Li")),
    ],
)
def test_names_in_an_order_that_is_not_known_are_refused(lists: tuple[str, str, str], names: tuple[str, ...]) -> None:
    with pytest.raises(
        InputError, match='no entry of section "Slow Science" has a form in which the paper can be written'
    ):
        added(_by(*lists), WITHOUT_CODE._replace(authors=names))


def test_names_as_most_of_a_section_has_them() -> None:
    few = _by("Eva Um, Ida Vo", "Jo Wu, Kai Xi", "Ya L, Zu M")
    assert "\n- Ada Berg, Bo Li, Cy Moss. [Teaching" in added(few, WITHOUT_CODE)


def _by(*authors: str) -> str:
    """Return a list with the authors of its entries."""
    titles = ("Snails on Ladders", "A Snail Asks for Directions", "Do Snails Dream of Lettuce")
    lines = (
        f"- {names.removesuffix('.')}. [{title}](https://arxiv.org/abs/200{n}.00001). ACL 202{n}.\n"
        for n, (names, title) in enumerate(zip(authors, titles, strict=True))
    )
    return "# Slow Science\n\n" + "".join(lines)


@pytest.mark.parametrize(
    ("title", "sections"),
    [
        ("Teaching Snails to Queue", ["Snails", "Clocks"]),
        ("Why Clocks Tick", ["Clocks", "Snails"]),
        ("Feathers", ["Snails", "Clocks"]),
    ],
)
def test_the_section_with_like_titles_is_named_first(title: str, sections: list[str]) -> None:
    document = awesomelint.parse(SECTIONS)
    found = likely_sections(SNAILS._replace(title=title), [one for one in document.sections if one.entries])
    assert [one.title for one in found] == sections


def test_a_section_of_its_year() -> None:
    document = awesomelint.parse(
        "# L\n\n## 2022\n\n- [A b c](https://e.org/1)\n\n## 2023\n\n- [D e f](https://e.org/2)\n"
    )
    assert [one.title for one in likely_sections(SNAILS, document.sections[2:])] == ["2023"]


def named(document: Document, name: str) -> list[str]:
    return [one.title for one in sections_named(document, name)]


def test_sections_by_name() -> None:
    document = awesomelint.parse(SECTIONS)
    assert named(document, "clocks") == ["Clocks"]
    with pytest.raises(InputError, match='no section is called "Clock"'):
        named(document, "Clock")
    with pytest.raises(InputError, match='section "Notes" has no entries'):
        named(document, "Notes")


@pytest.mark.parametrize(("title", "name"), [("# Slow Science\n", "Slow Science"), ("", "(before the first heading)")])
def test_every_section_has_a_name(title: str, name: str) -> None:
    entries = "".join(line for line in ET_AL.splitlines(keepends=True) if line.startswith("*"))
    document = awesomelint.parse(f"{title}\n{entries}" + SECTIONS.partition("\n")[2])
    sections = [one for one in document.sections if one.entries]
    assert [section_name(one) for one in sections] == [name, "Snails", "Clocks"]
    assert [sections_named(document, section_name(one)) for one in sections] == [[one] for one in sections]


def test_a_heading_without_entries_stands_for_those_below_it() -> None:
    document = awesomelint.parse(
        SECTIONS.replace("## Clocks", "### Fast Snails").replace("# Slow Science\n", "# All\n")
    )
    assert named(document, "Snails") == ["Snails"]
    assert named(document, "All") == ["Snails", "Fast Snails"]
    assert named(document, "Snails > Fast Snails") == ["Fast Snails"]


@pytest.mark.parametrize(
    "url", ["snails", "ftp://e.org/a", "https://e.org/a b", "https://e.org/<b>", "javascript:alert(1)"]
)
def test_no_urls(url: str) -> None:
    with pytest.raises(InputError, match="expected a URL"):
        checked_url(url)


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("2501.10001v2", "https://arxiv.org/abs/2501.10001"),
        ("arXiv:2501.10001", "https://arxiv.org/abs/2501.10001"),
        ("0704.1234", "https://arxiv.org/abs/0704.1234"),
        ("hep-th/9901001", "https://arxiv.org/abs/hep-th/9901001"),
        ("10.1145/3292500", "https://doi.org/10.1145/3292500"),
        ("P19-1001", "https://aclanthology.org/P19-1001/"),
        ("https://e.org/a_(b", "https://e.org/a_%28b"),
    ],
)
def test_the_page_of_an_identifier(name: str, url: str) -> None:
    assert checked_url(name) == url
    assert url_on(Source(f"Text\n\n3. <{name}>\n", "a.md"), 3) == url


@pytest.mark.parametrize("line", ["", "- ", "Text", "- https://e.org/a Text", "2013.1234", "3.14"])
def test_lines_that_are_no_url(line: str) -> None:
    assert url_on(Source(line, "a.md"), 1) is None
