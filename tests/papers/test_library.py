"""Papers files: what is read of their records, how these are found again, and what is said of files that are broken."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from awesomelint.errors import ConfigError
from awesomelint.papers import library
from awesomelint.papers.identifiers import PaperId
from awesomelint.papers.library import Library
from awesomelint.papers.records import MAX_LINE, MAX_TEXT, read_papers_file
from awesomelint.papers.titles import title_key

BIRDS = """\
@inproceedings{berg2019,
  title = {Counting {Birds} in the Dark},
  author = {Berg, Ann and Doe, Jane},
  booktitle = {Proceedings of ICML 2019},
  year = {2019}, month = jun,
  doi = {10.1145/3000000.3000001},
  eprint = {1901.00001}, archivePrefix = {arXiv},
}
@article{kim2020, title = {Measuring Lakes}, author = {Kim, Jo}, journal = {arXiv preprint arXiv:2001.00002}, year = 2020}
@misc{novak, title = {A Paper without an Identity}, author = {Novak, Iva}}
"""
ARXIV, DOI = PaperId("arxiv", "1901.00001"), PaperId("doi", "10.1145/3000000.3000001")


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def refusal(folder: Path, name: str, text: str) -> str:
    """Return what is said of a file that is broken, without its folder."""
    with pytest.raises(ConfigError) as caught:
        Library([write(folder, name, text)], None)
    assert str(caught.value).startswith(f"{folder}{os.sep}")
    return str(caught.value).removeprefix(f"{folder}{os.sep}")


def test_a_record_is_found_by_each_identity_and_by_its_title(tmp_path: Path) -> None:
    known = Library([write(tmp_path, "birds.bib", BIRDS)], None)
    papers = known.papers([ARXIV, DOI, PaperId("arxiv", "2001.00002"), PaperId("arxiv", "1901.00009")])
    assert set(papers) == {ARXIV, DOI, PaperId("arxiv", "2001.00002")}
    record = papers[DOI]
    assert (record.paper, record.also, record.source) == (DOI, (ARXIV,), "birds.bib")
    assert (record.title, record.authors) == ("Counting Birds in the Dark", ("Ann Berg", "Jane Doe"))
    assert (record.venue, record.published) == ("Proceedings of ICML 2019", "2019-06")
    titled = known.titled([title_key("counting birds in the DARK"), title_key("A Paper Without an Identity"), "other"])
    assert [[record.paper for record in records] for records in titled.values()] == [
        [ARXIV],
        [PaperId("bibtex", "novak")],
    ]
    known.close()


@pytest.mark.parametrize(
    "values",
    [
        {"title": "A B", "authors": ["Ann Berg", "Jo Kim"], "venue": "ICML", "year": 2019, "arxiv": "1901.00001"},
        {
            "title": "A B",
            "authors": "Berg, Ann and Jo Kim",
            "booktitle": "ICML",
            "year": "2019",
            "arxiv": "1901.00001v2",
        },
        {
            "title": "A B",
            "author": [{"given": "Ann", "family": "Berg"}, {"name": "Jo Kim"}],
            "container-title": "ICML",
            "date": "2019",
            "URL": "https://arxiv.org/abs/1901.00001",
        },
    ],
)
def test_json_lines_of_several_programs_say_the_same(tmp_path: Path, values: dict[str, object]) -> None:
    path = write(tmp_path, "papers.jsonl", "\n" + json.dumps(values) + "\n\n")
    (record,) = read_papers_file(path)
    assert (record.paper, record.title, record.authors) == (ARXIV, "A B", ("Ann Berg", "Jo Kim"))
    assert (record.venue, record.published, record.source) == ("ICML", "2019", "papers.jsonl")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.bib", "@misc{x,\n title {y}}", "a.bib:2:2: expected a field, such as title = {...}"),
        (
            "a.jsonl",
            '{"title": "x"}\n{"title": }',
            'a.jsonl:2:11: expected a JSON object on each line, such as {"title": "..."}: expecting value',
        ),
        (
            "a.jsonl",
            '{"title": "x',
            'a.jsonl:1:11: expected a JSON object on each line, such as {"title": "..."}: unterminated string starting',
        ),
        ("a.jsonl", "[1]", 'a.jsonl:1:1: expected a JSON object on each line, such as {"title": "..."}'),
        ("a.jsonl", "  [1]", 'a.jsonl:1:3: expected a JSON object on each line, such as {"title": "..."}'),
        ("a.jsonl", '{"title": [1]}', "a.jsonl:1:2: expected a text as the title"),
        ("a.jsonl", '{"year": 2020, "title": [1]}', "a.jsonl:1:16: expected a text as the title"),
        ("a.jsonl", '{"title": "x"}\n{"title": 5}', "a.jsonl:2:2: expected a text as the title"),
        (
            "a.jsonl",
            "[" * 100_000,
            'a.jsonl:1:1: expected a JSON object on each line, such as {"title": "..."}: nested too deeply',
        ),
        (
            "a.jsonl",
            '{"title": "x"\n',
            'a.jsonl:1:14: expected a JSON object on each line, such as {"title": "..."}: expecting \',\' delimiter',
        ),
        (
            "a.jsonl",
            '[{"title": "x"},\n{"title": "y"}]',
            'a.jsonl:1:17: expected a JSON object on each line, such as {"title": "..."}: expecting value',
        ),
        ("a.txt", "", "a.txt: expected a papers file that ends with .bib, .bibtex, .jsonl or .ndjson"),
        ("a.jsonl", "x" * MAX_LINE, f"a.jsonl:1:1: the line is longer than {MAX_LINE:,} bytes"),
    ],
)
def test_a_broken_file_is_one_line(tmp_path: Path, name: str, text: str, message: str) -> None:
    assert refusal(tmp_path, name, text) == message


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("authors", '{"a": 1}', "a list of names as the authors"),
        ("authors", '["Ann Falk", 5]', "a list of names as the authors"),
        ("doi", "10.5555", "a text as the DOI"),
        ("url", '["u"]', "a text as the URL"),
        ("booktitle", "7", "a text as the venue"),
        ("date", '{"year": 2019}', 'a year, or a date such as "2019-05-31"'),
        (
            "eprint",
            "1905.00010",
            'a text as the identifier at arXiv, such as "1905.00010", as a number has no zeros at its end',
        ),
    ],
)
def test_a_value_of_another_type(tmp_path: Path, name: str, value: str, wanted: str) -> None:
    text = f'{{"title": "x", "{name}": {value}}}'
    assert refusal(tmp_path, "a.jsonl", text) == f"a.jsonl:1:16: expected {wanted}"


def test_a_record_without_a_title_is_no_broken_one(tmp_path: Path) -> None:
    text = '{"title": null, "doi": "10.5555/1"}\n{"doi": "10.5555/2", "year": ' + "1" * 5000 + "}\n"
    assert [record.title for record in read_papers_file(write(tmp_path, "a.jsonl", text))] == ["", ""]


def test_what_is_no_text_or_no_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "latin.bib").write_bytes(b"@misc{x,\n title={\xe9t\xe9}}")
    with pytest.raises(ConfigError, match=r"latin\.bib:2:9: the papers file is not UTF-8"):
        Library([tmp_path / "latin.bib"], None)
    with pytest.raises(ConfigError, match=r"none\.bib: cannot read the papers file: no such file"):
        Library([tmp_path / "none.bib"], None)
    (tmp_path / "folder.bib").mkdir()
    with pytest.raises(ConfigError, match=r"folder\.bib: cannot read the papers file: it is no regular file"):
        Library([tmp_path / "folder.bib"], None)


def test_hostile_records_are_bounded(tmp_path: Path) -> None:
    values = {
        "title": "A\u202e\x1b[31m\n" + "x" * 10_000,
        "authors": ["y" * 2000] * 300,
        "arxiv": "1901.00001",
        "year": 10**30,
    }
    (record,) = read_papers_file(write(tmp_path, "a.jsonl", json.dumps(values)))
    assert record.title.isprintable()
    assert len(record.title) == MAX_TEXT
    assert (len(record.authors), len(record.authors[0]), record.published) == (200, MAX_TEXT, "")


def test_hostile_fields_cost_no_more_than_others(tmp_path: Path) -> None:
    blank = " " * 100_000
    path = write(
        tmp_path,
        "a.bib",
        f"@misc{{x,{blank}title = {{A \\'{blank}}}, author = {{a{blank}b and{blank}}}, doi = {{10.1145/3{'.' * 100_000}}}}}\n",
    )
    (record,) = read_papers_file(path)
    assert (record.paper, record.authors) == (PaperId("bibtex", "x"), ("a",))


def test_the_index_of_a_large_file_is_kept_until_the_file_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "SMALL", 10)
    path, cache = write(tmp_path, "birds.bib", BIRDS), tmp_path / "cache"
    notes = []
    for text in (BIRDS, BIRDS, BIRDS.replace("1901.00001", "1901.00003")):
        if text != path.read_text(encoding="utf-8"):
            path.write_text(text + "\n", encoding="utf-8")
        known = Library([path], cache)
        notes.append(known.notes)
        found = known.papers([ARXIV, PaperId("arxiv", "1901.00003")])
        known.close()
    assert notes == [[f"indexed 3 papers of {path}"], [], [f"indexed 3 papers of {path}"]]
    assert list(found) == [PaperId("arxiv", "1901.00003")]
    assert len(list(cache.iterdir())) == 1


def test_a_damaged_index_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "SMALL", 10)
    path, cache = write(tmp_path, "birds.bib", BIRDS), tmp_path / "cache"
    Library([path], cache).close()
    (index,) = cache.iterdir()
    index.write_bytes(b"nothing")
    known = Library([path], cache)
    assert ARXIV in known.papers([ARXIV])
    known.close()


def test_a_broken_large_file_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "SMALL", 10)
    path, cache = write(tmp_path, "birds.bib", BIRDS + "@misc{x, y}"), tmp_path / "cache"
    with pytest.raises(ConfigError):
        Library([path], cache)
    assert list(cache.iterdir()) == []


def test_what_a_killed_indexing_left_behind_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "SMALL", 10)
    cache = tmp_path / "cache"
    cache.mkdir()
    old, new = cache / "papers-1-abc.sqlite.123", cache / "papers-1-abc.sqlite.456"
    for part in (old, new):
        part.write_text("")
    os.utime(old, (0, 0))
    path = tmp_path / "a.jsonl"
    path.write_text('{"title": "Counting Birds in Winter"}\n')
    Library([path], cache).close()
    assert new.exists()
    assert not old.exists()


def test_where_nothing_can_be_kept_the_file_serves_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "SMALL", 10)
    path = write(tmp_path, "birds.bib", BIRDS)
    known = Library([path], write(tmp_path, "cache", "a file, no folder"))
    assert ARXIV in known.papers([ARXIV])
    assert "is not kept" in known.notes[0]
    known.close()


def test_the_first_file_counts_and_all_titles_are_told(tmp_path: Path) -> None:
    first = write(tmp_path, "1.jsonl", '{"title": "A B C D", "arxiv": "1901.00001", "venue": "ICML"}')
    second = write(tmp_path, "2.jsonl", '{"title": "A b c d", "arxiv": "1901.00001", "venue": "ICLR"}')
    known = Library([first, second, first], None)
    assert known.papers([ARXIV])[ARXIV].venue == "ICML"
    assert [record.venue for record in known.titled(["abcd"])["abcd"]] == ["ICML", "ICLR"]
    known.close()
