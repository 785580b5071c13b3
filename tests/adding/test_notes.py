"""What every entry of a section says of its own is not copied into a new one."""

from __future__ import annotations

import pytest
from test_adding import CODE, SNAILS, URL, WITHOUT_CODE, added

import awesomelint
from awesomelint.adding.entries import add_entry
from awesomelint.adding.paper import NewPaper
from awesomelint.errors import InputError
from awesomelint.markdown.blocks import LinkKind

STUDIES = ("Ant", "Bee", "Cod", "Doe", "Elk", "Fox")


def check(form: str, expected: str, paper: NewPaper = WITHOUT_CODE, head: str = "") -> None:
    """Add a paper to a list of entries that are written in a form, each with its own `name`, `n` and `year`."""
    lines = [form.format(name=name, n=n, year=2013 + n) for n, name in enumerate(STUDIES, 1)]
    text = f"# Slow Science\n\n{head}" + "\n".join(lines) + "\n"
    assert added(text, paper) == f"{text}{expected}\n"


PDF = "[[pdf](https://arxiv.org/abs/2001.0000{n})]"
NEW_PDF = f"[[pdf]({URL})]"


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (f'- **{{name}}Net**: "A Study of {{name}} Nests", ACL {{year}} {PDF}', f", ACL 2023 {NEW_PDF}"),
        (f'- {{name}}Net: "A Study of {{name}} Nests", ACL {{year}} {PDF}', f", ACL 2023 {NEW_PDF}"),
        (f'- "A Study of {{name}} Nests" ({{name}}Net), ACL {{year}} {PDF}', f", ACL 2023 {NEW_PDF}"),
        (f'- "A Study of {{name}} Nests", ACL {{year}} {PDF} `{{name}}` :{{name}}:'.lower(), ""),
        (
            f'- "A Study of {{name}} Nests", ACL {{year}} ![](https://img.shields.io/badge/{{name}}-blue) {PDF}',
            f", ACL 2023 {NEW_PDF}",
        ),
        (f'- "A Study of {{name}} Nests", ACL {{year}}, pages {{n}}0-{{n}}9 {PDF}', f", ACL 2023 {NEW_PDF}"),
        (f'- "A Study of {{name}} Nests", ACL {{year}} {PDF}<br>\n  Works for one {{name}}.', f", ACL 2023 {NEW_PDF}"),
        (
            f'- "A Study of {{name}} Nests", ACL {{year}}\n  - Keywords: {{name}}, nests of {{name}}s\n  - {PDF}',
            f", ACL 2023\n  - {NEW_PDF}",
        ),
    ],
    ids=["bold name", "name", "in brackets", "code and sign", "badge", "pages", "line below", "line between"],
)
def test_notes_of_each_entry(form: str, expected: str) -> None:
    if not expected:
        form, expected = form.replace("acl", "ACL"), f", ACL 2023 {NEW_PDF}"
    check(form, f'- "Teaching Snails to Queue"{expected}')


def test_cells_of_their_own() -> None:
    check(
        f"| A Study of {{name}} Nests | {{name}}Net | ACL {{year}} | {PDF} | nests, {{name}} |",
        f"| Teaching Snails to Queue |        | ACL 2023 | {NEW_PDF} |            |",
        head="| Title | Model | Venue | Links | Keywords |\n| --- | --- | --- | --- | --- |\n",
    )


def test_a_second_link_of_a_kind_is_not_the_same_link_again() -> None:
    check(
        f"- **A Study of {{name}} Nests** ACL {{year}} {PDF} [[code](https://github.com/um/{{name}})] "
        "[[code](https://github.com/vo/{name})]",
        f"- **Teaching Snails to Queue** ACL 2023 {NEW_PDF} [[code]({CODE})]",
        SNAILS,
    )


def test_proceedings_stay_proceedings() -> None:
    check(
        f"- Ida Vo and Jo Wu. {{year}}. **A Study of {{name}} Nests**. In Proceedings of EMNLP. {PDF}",
        f"- Ada Berg and Bo Li. 2023. **Teaching Snails to Queue**. In Proceedings of ACL. {NEW_PDF}",
        WITHOUT_CODE._replace(authors=("Ada Berg", "Bo Li")),
    )


def test_particles_belong_to_the_surname() -> None:
    check(
        f"- I. Vo and J. Wu, **A Study of {{name}} Nests**, ACL {{year}} {PDF}",
        f"- A. van den Berg and B. De Li, **Teaching Snails to Queue**, ACL 2023 {NEW_PDF}",
        WITHOUT_CODE._replace(authors=("Ada van den Berg", "B. De Li")),
    )


def test_a_rare_et_al_cuts_no_other_list_of_authors() -> None:
    text = "# Slow Science\n\n" + "".join(
        f"- **A Study of {name} Nests**, {'Vo et al.' if name == 'Bee' else 'Ida Vo, Jo Wu'}, ACL 2020 [[pdf]({URL[:-1]}{n})]\n"
        for n, name in enumerate(STUDIES, 5)
    )
    assert added(text, WITHOUT_CODE).endswith(
        f"- **Teaching Snails to Queue**, Ada Berg, Bo Li, Cy Moss, ACL 2023 [[pdf]({URL})]\n"
    )


def test_a_list_of_other_entries_without_links_is_not_written_without_one() -> None:
    paper = SNAILS._replace(links={LinkKind.PAPER: URL})
    text = "# Slow Science\n\n" + "".join(
        f"- **A Study of {name} Nests**, ACL 2020{f' [[pdf](https://arxiv.org/abs/2001.0000{n})]' if n > 1 else ''}\n"
        for n, name in enumerate(STUDIES, 1)
    )
    assert added(text, paper).splitlines()[-1] == f"- **Teaching Snails to Queue**, ACL 2023 [[pdf]({URL})]"


LATER = f"- **Teaching Snails to Queue** ACL 2023 [pdf]({URL}) [code]({CODE})"


@pytest.mark.parametrize(
    "note",
    [
        "`slow`",
        ":fire:",
        "— *slow-based*",
        "<!-- key: hit -->",
        '<a id="hit"></a>',
        "<a name='hit'></a>",
        "(**Oral**)",
        "<u>hit</u>",
    ],
)
def test_a_note_of_the_only_model_is_not_copied(note: str) -> None:
    plain = "- **A Study of {name} Nests** ACL 2020 [pdf](https://arxiv.org/abs/2001.0000{n})"
    text = "# Slow Science\n\n" + "".join(
        plain.format(name=name, n=n) + (f" {note} [code](https://github.com/um/{name})" if name == "Fox" else "") + "\n"
        for n, name in enumerate(STUDIES)
    )
    assert added(text, SNAILS).splitlines()[-1] == LATER


@pytest.mark.parametrize("note", ["**Oral**", "`oral`", "(best paper)"])
def test_a_note_of_more_than_half_of_the_entries_is_not_copied(note: str) -> None:
    text = "# Slow Science\n\n" + "".join(
        f"- **A Study of {name} Nests** ACL 2020 {note + ' ' if n < 4 else ''}[pdf](https://arxiv.org/abs/2001.0000{n})"
        f"{f' [code](https://github.com/um/{name})' if n < 4 else ''}\n"
        for n, name in enumerate(STUDIES)
    )
    assert added(text, SNAILS).splitlines()[-1] == LATER


@pytest.mark.parametrize("note", [" Oral", ", Oral", " (oral)", " **Spotlight**", " Best Paper Award", " Oral:"])
def test_an_award_of_all_entries_is_not_copied(note: str) -> None:
    check(
        f"- **A Study of {{name}} Nests** ACL {{year}}{note} {PDF}",
        f"- **Teaching Snails to Queue** ACL 2023 {NEW_PDF}",
    )


def test_an_id_is_never_copied_and_a_ticked_box_is_emptied() -> None:
    check(
        f'- [ ] <a id="a"></a>**A Study of {{name}} Nests** ACL {{year}} {PDF}',
        f"- [ ] **Teaching Snails to Queue** ACL 2023 {NEW_PDF}",
    )
    text = f"# Slow Science\n\n- [x] **A Study of Ant Nests** ACL 2020 {PDF.format(n=1)}\n"
    assert added(text, WITHOUT_CODE) == f"{text}- [ ] **Teaching Snails to Queue** ACL 2023 {NEW_PDF}\n"


def test_what_leads_a_cell_goes_without_the_border() -> None:
    check(
        f"|:x{{n}}: A Study of {{name}} Nests|ACL {{year}}|{PDF}|",
        f"|Teaching Snails to Queue|ACL 2023|{NEW_PDF}|",
        head="| Title | Venue | Links |\n| --- | --- | --- |\n",
    )


def test_a_cell_that_says_nothing_is_as_others_are() -> None:
    cells = ("AntNet", "-", "-", "", "ElkNet", "n/a")
    head = "| Title | Model | Links |\n| --- | --- | --- |\n"
    rows = [
        f"| A Study of {name} Nests | {cell} | {PDF.format(n=n)} |\n"
        for n, (name, cell) in enumerate(zip(STUDIES, cells, strict=True))
    ]
    text = f"# Slow Science\n\n{head}{''.join(rows)}"
    assert added(text, WITHOUT_CODE) == f"{text}| Teaching Snails to Queue | - | {NEW_PDF} |\n"
    named = text.replace("| - |", "| OtherNet |").replace("|  |", "| DoeNet |").replace("n/a", "FoxNet")
    assert added(named, WITHOUT_CODE) == f"{named}| Teaching Snails to Queue | | {NEW_PDF} |\n"


@pytest.mark.parametrize(
    ("word", "is_kept"), [("ACL 2020. Oral. ", False), ("In *ACL 2020*. ", True), ("ACL 2020. Code ", False)]
)
def test_a_plain_word_of_most_entries_is_kept_where_it_leads_to_what_is_known(word: str, is_kept: bool) -> None:
    text = "# Slow Science\n\n" + "".join(
        f"- **A Study of {name} Nests**. {word if n < 4 else 'ACL 2020. '}{PDF.format(n=n)}\n"
        for n, name in enumerate(STUDIES)
    )
    form = word if is_kept else "ACL 2020. "
    new = f"- **Teaching Snails to Queue**. {form.replace('2020', '2023')}{NEW_PDF}\n"
    assert added(text, WITHOUT_CODE) == text + new


def test_the_form_is_that_of_most_entries_though_they_have_notes() -> None:
    badge = "![](https://img.shields.io/badge/{name}-blue) "
    text = "# Slow Science\n\n" + "".join(
        f"- **A Study of {name} Nests**{'.' * (n < 5)} ACL 2020. {badge.format(name=name) * (n < 5)}{PDF.format(n=n)}\n"
        for n, name in enumerate(STUDIES)
    )
    assert added(text, WITHOUT_CODE) == f"{text}- **Teaching Snails to Queue**. ACL 2023. {NEW_PDF}\n"


def test_an_empty_id_is_of_the_form() -> None:
    check(
        f'- <span id="">**A Study of {{name}} Nests**</span> ACL {{year}} {PDF}',
        f'- <span id="">**Teaching Snails to Queue**</span> ACL 2023 {NEW_PDF}',
    )


def test_two_authors_are_named_where_two_are() -> None:
    text = "# Slow Science\n\n" + "".join(
        f"- **A Study of {name} Nests**, {'Ida Vo and Jo Wu' if n == 1 else 'Ida Vo et al.'}, ACL 2020 {PDF.format(n=n)}\n"
        for n, name in enumerate(STUDIES * 2)
    )
    for names, written in ((SNAILS.authors[:2], "Ada Berg and Bo Li"), (SNAILS.authors, "Ada Berg et al.")):
        new = f"- **Teaching Snails to Queue**, {written}, ACL 2023 {NEW_PDF}\n"
        assert added(text, WITHOUT_CODE._replace(authors=names)) == text + new


# -- numbers in cells, separators, badges


def test_rows_are_counted() -> None:
    head = "| No. | Title | Venue | Links |\n| --- | --- | --- | --- |\n"
    check(
        f"| {{n}} | A Study of {{name}} Nests | ACL {{year}} | {PDF} |",
        f"| 7 | Teaching Snails to Queue | ACL 2023 | {NEW_PDF} |",
        head=head,
    )
    rows = [
        f"| {n} | A Study of {name} Nests | ACL {2013 + n} | {PDF.format(n=n)} |\n" for n, name in enumerate(STUDIES, 1)
    ]
    text = f"# Slow Science\n\n{head}"
    new = f"| 7 | Teaching Snails to Queue | ACL 2023 | {NEW_PDF} |\n"
    assert added(text + "".join(rows[::-1]), WITHOUT_CODE) == text + new + "".join(rows[::-1])
    made = added(text + "".join(rows[:3]) + rows[3].replace("2017", "2024"), WITHOUT_CODE).splitlines()
    assert [line[:4] for line in made[-5:]] == ["| 1 ", "| 2 ", "| 3 ", "| 4 ", "| 5 "]
    assert "Queue" in made[-2]


@pytest.mark.parametrize(
    ("between", "expected"),
    [
        ("、", "Ada Berg、Bo Li、Cy Moss"),
        ("，", "Ada Berg，Bo Li，Cy Moss"),
        (" & ", "Ada Berg, Bo Li & Cy Moss"),
        ("; ", "Ada Berg; Bo Li; Cy Moss"),
    ],
)
def test_separators_of_pairs(between: str, expected: str) -> None:
    lines = [
        f"- **A Study of {name} Nests**, Ida Vo{between}Jo Wu. ACL 2020 {PDF.format(n=n)}\n"
        for n, name in enumerate(STUDIES)
    ]
    document = awesomelint.parse("# Slow Science\n\n" + "".join(lines))
    made = add_entry(document, WITHOUT_CODE, document.entries[0].section, lambda _: ())
    assert made.text == f"- **Teaching Snails to Queue**, {expected}. ACL 2023 {NEW_PDF}"


def test_authors_that_are_not_named_are_et_al() -> None:
    paper = WITHOUT_CODE._replace(authors=("Ada Berg", "Bo Li"), has_more=True)
    lines = [
        f"- **A Study of {name} Nests**, {'Ida Vo et al.' if n == 2 else 'Ida Vo and Jo Wu'}, ACL 2020 {PDF.format(n=n)}\n"
        for n, name in enumerate(STUDIES)
    ]
    text = "# Slow Science\n\n" + "".join(lines)
    assert added(text, paper).endswith(f"- **Teaching Snails to Queue**, Ada Berg et al., ACL 2023 {NEW_PDF}\n")
    with pytest.raises(InputError, match=r"give --authors"):
        added(text.replace("Ida Vo et al.", "Ida Vo"), paper)


BADGE = "[![arXiv](https://img.shields.io/badge/arXiv-{0}-b31b1b.svg)](https://arxiv.org/abs/{0})"


def test_the_number_in_a_badge() -> None:
    form = f"- **A Study of {{name}} Nests**, ACL {{year}} {BADGE.format('2001.0000{n}')}"
    check(form, f"- **Teaching Snails to Queue**, ACL 2023 {BADGE.format('2305.01234')}")
    with pytest.raises(InputError, match="its arXiv number cannot be replaced"):
        check(form, "", WITHOUT_CODE._replace(ids=()))


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("- Nest of the {name}: [{title}]({url}) (ACL {year})", "- [{title}]({url}) (ACL {year})"),
        ("- [{title}]({url}) (ACL {year}) {name} Institute", "- [{title}]({url}) (ACL {year})"),
        ("- [{title}]({url}) (ACL {year}), Nests seen: {n}", "- [{title}]({url}) (ACL {year})"),
        (
            "- [{title}]({url}) (ACL {year}), Nests: {n} [[pdf]({url})]",
            "- [{title}]({url}) (ACL {year}) [[pdf]({url})]",
        ),
        ("- [{title}]({url}) **`{name}*`** (ACL {year})", "- [{title}]({url}) (ACL {year})"),
        (
            "- [{title}]({url}) (ACL {year}) **[{name}!](https://um.org/{name}) [[pdf]({url})]**",
            "- [{title}]({url}) (ACL {year}) **[[pdf]({url})]**",
        ),
        (
            "- [{title}]({url}) (ACL {year}) **[Slides](https://um.org/{name})** [[pdf]({url})]",
            "- [{title}]({url}) (ACL {year}) [[pdf]({url})]",
        ),
    ],
    ids=[
        "words before the title",
        "behind the last link",
        "number",
        "number inside",
        "code",
        "first in bold",
        "bold link",
    ],
)
def test_a_note_goes_with_what_leads_to_it_and_with_its_markup(form: str, expected: str) -> None:
    old = form.replace("{title}", "A Study of {name} Nests").replace("{url}", "https://arxiv.org/abs/2001.0000{n}")
    check(old, expected.format(title=SNAILS.title, url=URL, year=2023))


def test_the_name_of_a_line_stays() -> None:
    check(
        "- **A Study of {name} Nests**\n  - Link: {name}:[pdf](https://arxiv.org/abs/2001.0000{n}), ACL {year}",
        f"- **Teaching Snails to Queue**\n  - Link: [pdf]({URL}), ACL 2023",
    )


def test_the_name_of_a_system_in_place_of_the_title_is_not_left_out() -> None:
    with pytest.raises(InputError, match="is its own, and cannot be left out"):
        check(
            "- **{name}Net** [[pdf](https://arxiv.org/abs/2001.0000{n})] @{name}\n  <br/> A Study of {name} (ACL {year})",
            "",
        )


def test_the_only_link_is_that_of_the_paper() -> None:
    page = "https://berg.org/queue"
    paper = WITHOUT_CODE._replace(url=page, links={LinkKind.OTHER: page}, ids=())
    head = "| Title | Venue | Links |\n| --- | --- | --- |\n"
    form = "|A Study of {name} Nests|ACL {year}|[LABEL](https://arxiv.org/abs/2001.0000{n})|"
    check(form.replace("LABEL", "Link"), f"|Teaching Snails to Queue|ACL 2023|[Link]({page})|", paper, head)
    with pytest.raises(InputError, match="its paper cannot be replaced"):
        check(form.replace("LABEL", "arXiv"), "", paper, head)


def test_a_refusal_names_what_cannot_be_left_out() -> None:
    with pytest.raises(InputError, match='"Ant" in one is its own, and cannot be left out'):
        check(f"- **A Study of {{name}} Nests** {{name}} (ACL {{year}}) {PDF}", "")


def test_four_entries_in_alphabetical_order() -> None:
    names = ["Ant", "Bee", "Cod", "Yak"]
    tools = [f"- [{name}](https://github.com/um/{name}) - Keeps {name}s.\n" for name in names]
    new = f"- [queue]({CODE}) - Puts snails in a row.\n"
    tool = NewPaper(CODE, "queue", description="Puts snails in a row.", links={LinkKind.CODE: CODE})
    assert added("".join(tools), tool) == "".join([*tools[:3], new, tools[3]])
    assert added("".join(tools[1:]), tool) == "".join([*tools[1:], new])
