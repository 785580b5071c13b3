"""`awesomelint export`: entries as data, safe for whatever reads them."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from lists import CLEAN, Run

from awesomelint.export import EntryRecord, Keys, VenueKind, bibtex, csv_lines, latex, latex_url, plain_key, venue_kind

KEYS = [
    "path",
    "line",
    "end_line",
    "container",
    "section",
    "number",
    "title",
    "authors",
    "et_al",
    "venue",
    "year",
    "heading_year",
    "links",
    "description",
]


def record(**changes: object) -> EntryRecord:
    """Return a record with a few values of its own."""
    base: EntryRecord = {
        "path": "README.md",
        "line": 5,
        "end_line": 7,
        "container": "ol",
        "section": ["Small Models"],
        "number": 1,
        "title": "Small Models Read Slowly",
        "authors": ["Ana Ruiz", "Bo Li"],
        "et_al": False,
        "venue": "ACL",
        "year": 2020,
        "heading_year": None,
        "links": [],
        "description": None,
    }
    return {**base, **changes}  # type: ignore[typeddict-item]


def link(url: str, kind: str = "paper") -> dict[str, object]:
    return {"label": "pdf", "kind": kind, "url": url, "line": 7, "column": 3}


# -- the command


def test_jsonl(run: Run, here: Path) -> None:
    (here / "a.md").write_text(CLEAN)
    result = run("export", "a.md")
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [list(record) for record in records] == [KEYS] * 4
    first = records[0]
    assert (first["path"], first["line"], first["number"], first["section"]) == ("a.md", 5, 1, ["Small Models"])
    assert first["title"] == "Small Models Read Slowly"
    assert first["container"] == "ol"
    (only,) = first["links"]
    assert (only["label"], only["url"], only["line"]) == ("pdf", "https://example.org/1", 5)
    assert CLEAN.splitlines()[4][only["column"] - 1 :].startswith(("[pdf]", "[[pdf]"))


def test_json_is_one_array_over_all_files(run: Run, here: Path) -> None:
    (here / "a.md").write_text(CLEAN)
    (here / "b.md").write_text(CLEAN)
    found = json.loads(run("export", "--format", "json", "a.md", "b.md").stdout)
    assert [record["path"] for record in found] == ["a.md"] * 4 + ["b.md"] * 4
    (here / "empty.md").write_text("")
    assert run("export", "--format=json", "empty.md").stdout == "[]\n"


def test_csv_and_bibtex(run: Run, here: Path) -> None:
    (here / "a.md").write_text(CLEAN)
    rows = list(csv.DictReader(io.StringIO(run("export", "--format=csv", "a.md").stdout)))
    assert [row["title"] for row in rows][:2] == ["Small Models Read Slowly", "Smaller Models Do Not Read"]
    assert run("export", "--format=bibtex", "a.md").stdout.count("@misc{") == 4


def test_bad_inputs_do_no_harm_to_good_ones(run: Run, here: Path) -> None:
    (here / "a.md").write_text(CLEAN)
    result = run("export", "missing.md", "a.md")
    assert result.exit_code == 2
    assert len(result.stdout.splitlines()) == 4
    assert result.stderr == "error: missing.md: no such file or folder\n"
    assert run("export").exit_code == 2


def test_standard_input(run: Run) -> None:
    result = run("export", "-", "--stdin-filename=x.md", input=CLEAN)
    assert json.loads(result.stdout.splitlines()[0])["path"] == "x.md"


def test_output_is_utf8_and_keeps_controls_out(run: Run, here: Path) -> None:
    (here / "a.md").write_text("- **论文 \x1b[31m\u202e\x9b** [pdf](https://example.org/1)\n", encoding="utf-8")
    text = run("export", "a.md").stdout
    assert "论文 \\u001b[31m\\u202e\\u009b" in text
    assert json.loads(text)["title"] == "论文 \x1b[31m\u202e\x9b"


# -- CSV


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum", "\tx", "\rx"])
def test_no_cell_is_a_formula(text: str) -> None:
    lines = "".join(
        csv_lines([record(title=text, authors=[text], venue=text, path=text, section=[text], description=text)])
    )
    (row,) = csv.DictReader(io.StringIO(lines, newline=""))
    for column in ("title", "authors", "venue", "path", "section", "description"):
        assert row[column] == "'" + text


def test_cells_are_quoted_and_lists_joined() -> None:
    one = record(title='A "Title", in two\nlines', authors=["A", "B"], section=["X", "Y"], links=[link("u"), link("v")])
    (row,) = csv.DictReader(io.StringIO("".join(csv_lines([one]))))
    assert row["title"] == 'A "Title", in two\nlines'
    assert (row["authors"], row["section"], row["links"], row["et_al"]) == ("A; B", "X > Y", "u v", "false")
    assert row["heading_year"] == ""


# -- BibTeX


def test_bibtex_of_a_conference_paper() -> None:
    one = record(
        et_al=True, links=[link("https://github.com/x/y", "code"), link("https://arxiv.org/pdf/2001.00001v2.pdf")]
    )
    assert "".join(bibtex([one])) == (
        "@inproceedings{ruiz2020small,\n"
        "  author = {Ana Ruiz and Bo Li and others},\n"
        "  title = {{Small Models Read Slowly}},\n"
        "  booktitle = {ACL},\n"
        "  year = {2020},\n"
        "  eprint = {2001.00001},\n"
        "  archivePrefix = {arXiv},\n"
        "  url = {https://arxiv.org/pdf/2001.00001v2.pdf},\n"
        "}\n\n"
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"venue": "Nature Communications"}, "@article{"),
        ({"venue": "Nature Communications"}, "  journal = {Nature Communications},"),
        ({"venue": "Somewhere"}, "  howpublished = {Somewhere},"),
        ({"venue": "arXiv"}, "@misc{"),
        ({"venue": "arXiv"}, "  note = {arXiv},"),
        ({"venue": None, "year": None, "heading_year": 2019}, "  year = {2019},"),
        ({"links": [link("https://doi.org/10.1000/a_b")]}, r"  doi = {10.1000/a\_b},"),
        ({"links": [link("https://arxiv.org/abs/cs/0501001")]}, "  eprint = {cs/0501001},"),
        ({"links": [link("http://export.arxiv.org/abs/2001.00001#x")]}, "  eprint = {2001.00001},"),
        ({"links": [link("#anchor"), link("https://x.org/{a}")]}, "  url = {https://x.org/%7Ba%7D},"),
        (
            {"authors": ["Team of This and That", "Ruiz, Ana"]},
            "  author = {{Team of This and That} and Ruiz, Ana},",
        ),
    ],
)
def test_bibtex_fields(changes: dict[str, object], expected: str) -> None:
    assert expected in "".join(bibtex([record(**changes)]))


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("Q&A: 100% of #1_x", r"Q\&A: 100\% of \#1\_x"),
        (r"a\b{c}~^", r"a{\textbackslash}b{\textbraceleft}c{\textbraceright}{\textasciitilde}{\textasciicircum}"),
        ("$K^2$-Trees cost $5 or $6", r"$K^2$-Trees cost \$5 or \$6"),
        (r"$\input{x}$", r"\${\textbackslash}input{\textbraceleft}x{\textbraceright}\$"),
        ('the "word"', "the {''}word{''}"),
        ("论文 é", "论文 é"),
        ("a\x00b\u202ec  d\n", "a b c d"),
    ],
)
def test_latex(text: str, escaped: str) -> None:
    assert latex(text) == escaped


@pytest.mark.parametrize("text", ["{", "}", "}}{{", "\\{", "a}b", "$x_}$", "\\"])
def test_braces_are_balanced(text: str) -> None:
    for escaped in (latex(text), latex_url(text)):
        assert escaped.count("{") == escaped.count("}")
    entry = "".join(bibtex([record(title=text, venue=text, authors=[text], links=[link(f"https://x.org/{text}")])]))
    assert entry.count("{") == entry.count("}")


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "ruiz2020small"),
        ({"authors": []}, "2020small"),
        ({"authors": ["Müller-Łukasz, É."]}, "mullerlukasz2020small"),
        ({"authors": ["李 雷"]}, "2020small"),
        ({"title": "On the Use of A"}, "ruiz2020use"),
        ({"title": "论文"}, "ruiz2020"),
        ({"title": "Don't Stop"}, "ruiz2020dont"),
        ({"year": None}, "ruizsmall"),
        ({"authors": [], "year": None, "title": "论文"}, "entry5"),
    ],
)
def test_keys(changes: dict[str, object], key: str) -> None:
    assert plain_key(record(**changes)) == key


def test_keys_are_unique_and_stay_when_entries_are_added() -> None:
    keys = Keys()
    first = [keys.key(record()) for _ in range(60)]
    assert first[:3] == ["ruiz2020small", "ruiz2020small-b", "ruiz2020small-c"]
    assert len(set(first)) == 60
    again = Keys()
    assert [again.key(record()) for _ in range(30)] == first[:30]
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z]+)?", key) for key in first)


def test_entries_without_a_title_are_told(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "a.md").write_text(CLEAN)
    found = [record(title=None), record()]
    monkeypatch.setattr("awesomelint.cli.export.records", lambda _: iter(found))
    result = run("export", "--format=bibtex", "a.md")
    assert result.stdout.count("@") == 1
    assert result.stderr == "note: 1 entry without a title left out\n"


@pytest.mark.parametrize(
    ("venue", "kind"),
    [
        ("Findings of EMNLP", VenueKind.CONFERENCE),
        ("NeurIPS Workshop", VenueKind.CONFERENCE),
        ("IEEE Transactions on Reading", VenueKind.JOURNAL),
        ("Preprint", VenueKind.PREPRINT),
        ("Somewhere", None),
        ("arXiv:2101.00001", VenueKind.PREPRINT),
        ("CoLLAs 2024", VenueKind.CONFERENCE),
        ("RepL4NLP@ACL 2022", VenueKind.CONFERENCE),
        ("TACL 2021", VenueKind.JOURNAL),
        ("Nature Communications", VenueKind.JOURNAL),
        ("Advances in Reading", None),
        ("PhD Thesis", None),
    ],
)
def test_venue_kind(venue: str, kind: VenueKind | None) -> None:
    assert venue_kind(venue) is kind
