"""Which paper a URL names, by the tables of `tests/data/identifiers/`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from case_tables import table
from hypothesis import given
from hypothesis import strategies as st

from awesomelint.papers.identifiers import (
    HOSTS,
    MAX_LENGTH,
    READERS,
    Form,
    Kind,
    PaperId,
    canonical,
    form,
    paper_id,
    read_identifier,
    reader_of,
    repository,
    rewrite,
)

DATA = Path(__file__).parents[1] / "data" / "identifiers"
TABLES = {path.stem: table(path) for path in sorted(DATA.glob("*.yaml"))}
FORMS = [
    line.split("\t")
    for line in (DATA / "forms.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("# ")
]
PAPERS = [paper for table in TABLES.values() for paper in table["papers"]]
SPELLINGS = [
    (paper, {"url": spelling} if isinstance(spelling, str) else spelling)
    for paper in PAPERS
    for spelling in paper["urls"]
]


@pytest.mark.parametrize(("paper", "spelling"), SPELLINGS, ids=[spelling["url"][:100] for _, spelling in SPELLINGS])
def test_every_spelling_is_the_paper(paper: dict[str, Any], spelling: dict[str, Any]) -> None:
    reading = read_identifier(spelling["url"])
    assert reading is not None
    assert str(reading.paper) == paper["paper"]
    assert reading.kind == spelling.get("kind", Kind.PAGE)
    assert reading.version == spelling.get("version")
    if "canonical" in paper:
        assert reading.url == spelling.get("canonical", paper["canonical"])


@pytest.mark.parametrize("paper", PAPERS, ids=[paper["paper"] for paper in PAPERS])
def test_what_the_identity_says_for_itself(paper: dict[str, Any]) -> None:
    first = paper["urls"][0]
    reading = read_identifier(first if isinstance(first, str) else first["url"])
    assert reading is not None
    for part, expected in (("imprint", paper.get("imprint", {})), ("words", paper.get("words", {}))):
        found = getattr(reading, part)._asdict()
        wanted = {key: tuple(value) if isinstance(value, list) else value for key, value in expected.items()}
        assert {key: found[key] for key in wanted} == wanted


@pytest.mark.parametrize("text", [text for table in TABLES.values() for text in table["not"]])
def test_what_names_no_paper(text: str) -> None:
    assert read_identifier(text) is None
    assert canonical(text) is None


def test_identities_of_the_tables_are_different_papers() -> None:
    names = [paper["paper"] for paper in PAPERS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "paper", [paper for paper in PAPERS if paper.get("canonical")], ids=lambda paper: str(paper["paper"])
)
def test_a_canonical_url_is_its_own(paper: dict[str, Any]) -> None:
    assert str(paper_id(paper["canonical"])) == paper["paper"]
    assert canonical(paper["canonical"]) == paper["canonical"]


def test_same_paper() -> None:
    assert paper_id("http://arxiv.org/pdf/1706.03762v5") == paper_id("arXiv:1706.03762")
    assert paper_id("https://arxiv.org/abs/1706.03762") != paper_id("https://arxiv.org/abs/1810.04805")
    assert paper_id("https://example.org") is None
    assert paper_id(" https://arxiv.org/abs/1706.03762\n") == PaperId("arxiv", "1706.03762")


@pytest.mark.parametrize(("url", "model", "expected"), FORMS)
def test_rewriting(url: str, model: str, expected: str) -> None:
    wanted = form(model)
    assert wanted is not None
    written = rewrite(url, wanted)
    assert written == (url if expected == "same" else expected)
    assert rewrite(written, wanted) == written
    assert paper_id(written) == paper_id(url)


def test_forms() -> None:
    assert form("http://www.arxiv.org/pdf/1706.03762v5.pdf?download=1#page=3") == Form(
        "arxiv", Kind.PDF, ".pdf", "http", "www.arxiv.org"
    )
    assert form("https://aclanthology.org/N19-1423/") == Form("acl", Kind.PAGE, "/", "https", "aclanthology.org")
    assert form("https://openreview.net/forum?id=SylO2yStDr") == Form(
        "openreview", Kind.PAGE, "", "https", "openreview.net"
    )
    assert form("arXiv:1706.03762") is None
    assert form("https://example.org") is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://github.com/Ada/Engine", "github:ada/engine"),
        ("http://www.github.com/ada/engine.git", "github:ada/engine"),
        ("https://github.com/ada/engine/tree/main/notes#readme", "github:ada/engine"),
        ("https://raw.githubusercontent.com/ada/engine/main/README.md", "github:ada/engine"),
        ("https://gitlab.com/group/sub/engine/-/tree/main", "gitlab:group/sub/engine"),
        ("https://gitlab.com/group/engine/tree/main", "gitlab:group/engine"),
        ("https://codeberg.org/ada/engine", "codeberg:ada/engine"),
        ("https://github.com/ada", None),
        ("https://github.com/topics/linter", None),
        ("https://github.com/ada/..", None),
        ("https://ada.github.io/engine", None),
        ("ada/engine", None),
        ("x" * 3000, None),
    ],
)
def test_repositories(url: str, expected: str | None) -> None:
    found = repository(url)
    assert (str(found) if found else None) == expected


def test_a_repository_is_no_paper() -> None:
    assert paper_id("https://github.com/ada/engine") is None


def test_hosts_are_written_as_they_are_looked_up_and_have_one_reader() -> None:
    assert all(host == host.lower() and not host.startswith("www.") for host in READERS)
    hosts = " ".join(HOSTS.values()).split()
    assert len(hosts) == len(set(hosts))
    assert reader_of("de.arxiv.org") is reader_of("arxiv.org") is not None
    assert reader_of("arxiv.org.example.com") is None


PIECES = st.sampled_from(
    "http:// https:// www. / // ? & = # % %2F %00 . - _ : v ( ) [ ] abs pdf html doi 10. 10.1145 1706.03762 2021.acl-long.231 "
    "P19-1580 content papers paper hash file id= forum citation.cfm?id= index.php article view paper ocs ojs osdi16 presentation "
    "interspeech_2019 pii S0092867424011449 \u0000 \ud800 \u0660 é 😀".split(" ")
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join)))
def test_no_text_raises(text: str) -> None:
    _read_all(text)


@given(
    st.sampled_from([host.replace("*", "x") for host in READERS]),
    st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=20).map("".join),
)
def test_no_path_of_a_known_host_raises(host: str, path: str) -> None:
    _read_all(f"https://{host}/{path}")


@given(st.sampled_from(SPELLINGS), st.data())
def test_no_damage_to_a_url_raises(case: tuple[Any, dict[str, Any]], data: st.DataObject) -> None:
    url = case[1]["url"]
    start = data.draw(st.integers(0, len(url)))
    end = data.draw(st.integers(start, len(url)))
    _read_all(url[:start] + data.draw(st.text(max_size=3)) + url[end:])


def _read_all(text: str) -> None:
    reading = read_identifier(text)
    found = form(text)
    repository(text)
    if reading is None:
        assert found is None
        return
    str(reading.paper)
    if reading.url is not None:
        assert paper_id(reading.url) == reading.paper
    if found is not None:
        assert paper_id(rewrite(text, found)) == reading.paper


@pytest.mark.parametrize(
    "unit", ["a", "_", "/", "(", "1", "%", "-", "v1", "/doi/10.1", "_CVPR_2021", "10.1000/", "/suppl_file", "\n"]
)
@pytest.mark.parametrize(
    "host", ["doi.org", "dl.acm.org/doi", "openaccess.thecvf.com/content/CVPR2021/html", "arxiv.org/abs", "x.org"]
)
def test_long_texts_take_no_longer_than_they_must(host: str, unit: str) -> None:
    text = f"https://{host}/{unit * 2000}"[:MAX_LENGTH]
    start = time.perf_counter()
    _read_all(text)
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize("unit", ["a", "a/", "1", "2020/", "conf/a/", "pii/", "/article/view", "/10.1/", "v1/", "a-"])
def test_no_host_takes_long_to_read(unit: str) -> None:
    start = time.perf_counter()
    for host in READERS:
        read_identifier(f"https://{host.replace('*', 'x')}/{unit * 2000}"[:MAX_LENGTH])
    assert time.perf_counter() - start < 2


def test_what_is_too_long_is_not_looked_at() -> None:
    assert read_identifier("https://arxiv.org/abs/1706.03762?" + "x" * MAX_LENGTH) is None
