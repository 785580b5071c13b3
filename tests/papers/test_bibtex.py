"""BibTeX as it is written, what is broken in it and where, and LaTeX as plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesomelint.papers.bibtex import BibtexEntry, BibtexError, plain_text, read_bibtex, read_names

FILE = """\
% Papers about birds, and an address: doe@example.org
@string{acl = "Association for Lakes"}
@comment{ @nothing {x} }
@preamble{"\\newcommand{\\x}{y}"}

@InProceedings{doe-2019,
  Title  = "{B}irds in the {\\"O}resund",
  author = {M{\\"u}ller, J{\\'e}r{\\^o}me and Berg, Ann},
  booktitle = "Proc. of the " # acl # { 2019},
  year = 2019, month = jun,
}
  @article(k2, title={a "q" b}, year={2020})
@misc{empty}
"""


def read(text: str) -> list[BibtexEntry]:
    return list(read_bibtex(text.splitlines(keepends=True)))


def test_a_file_is_read() -> None:
    first, second, third = read(FILE)
    assert (first.kind, first.key, first.line) == ("inproceedings", "doe-2019", 6)
    assert first.fields == {
        "title": '{B}irds in the {\\"O}resund',
        "author": "M{\\\"u}ller, J{\\'e}r{\\^o}me and Berg, Ann",
        "booktitle": "Proc. of the Association for Lakes 2019",
        "year": "2019",
        "month": "jun",
    }
    assert (second.kind, second.key, second.fields) == ("article", "k2", {"title": 'a "q" b', "year": "2020"})
    assert (third.key, third.fields) == ("empty", {})


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("\n@a{x, title = {a}\n\n@b{y, title = {c}}", 2, 3, "the entry that begins here is not closed"),
        ("@a{x, title = {a", 1, 15, "the value that begins here is not closed"),
        ('@a{x,\n  title = "a}', 2, 11, "the value that begins here is not closed"),
        ("@a{x,\n title {a}}", 2, 2, "expected a field, such as title = {...}"),
        ("@a{x, title = {a} year = 3}", 1, 18, "expected a comma behind the field title"),
        ("@a{x,\n  title = }\n", 2, 11, "expected a value in braces or quotation marks"),
        ("@a{x y z}", 1, 4, "expected the key of an entry and a comma behind @a{"),
    ],
)
def test_what_is_broken_is_said_with_its_place(text: str, line: int, column: int, message: str) -> None:
    with pytest.raises(BibtexError) as caught:
        read(text)
    assert (caught.value.line, caught.value.column, caught.value.message) == (line, column, message)


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        ("A  Plain\n Title", "A Plain Title"),
        ("{BERT}: {P}re-training", "BERT: Pre-training"),
        ('Schr{\\"o}dinger \\"{O}l G\\"odel', "Schrödinger Öl Gödel"),
        ("Ocean \\& Sea~Lakes", "Ocean & Sea Lakes"),
        ("{\\c C}a{\\v{s}}a \\v s", "Çaša š"),
        ("Erd{\\H o}s, {\\O}rsted, Stra{\\ss}e, \\aa ngstr{\\o}m", "Erdős, Ørsted, Straße, ångstrøm"),
        ("\\textbf{Bold} \\emph{words} at $\\alpha$-level", "Bold words at alpha-level"),
        ("Part 1--2", "Part 1–2"),
        ('na{\\"\\i}ve', "naïve"),
        ("", ""),
    ],
)
def test_latex_becomes_plain_text(latex: str, text: str) -> None:
    assert plain_text(latex) == text


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Doe, Jane and Ann Berg", ("Jane Doe", "Ann Berg")),
        ("van der Berg, Ann AND\n  Kim, Jo", ("Ann van der Berg", "Jo Kim")),
        ("{The Lake and River Team} and Doe, J. and others", ("The Lake and River Team", "J. Doe")),
        ("Andersen, Alexander", ("Alexander Andersen",)),
        ("", ()),
    ],
)
def test_names_are_read(value: str, names: tuple[str, ...]) -> None:
    assert read_names(value) == names


@given(st.text(alphabet='@a{x,=}"#( )\n\\1é', max_size=60))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    entries: list[BibtexEntry] = []
    refused: BibtexError | None = None
    try:
        entries = read(text)
    except BibtexError as error:
        refused = error
    assert all(1 <= entry.line <= text.count("\n") + 1 for entry in entries)
    assert refused is None or (1 <= refused.line <= text.count("\n") + 1 and refused.column >= 1)


@given(st.text(max_size=60))
def test_any_latex_becomes_one_line(text: str) -> None:
    assert len(plain_text(text).splitlines()) <= 1
    assert all(name.strip() for name in read_names(text))
