"""The table of addresses that are gone, and what is said about a URL."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesomelint.checks.links.retired_hosts import FILE, Successor, retired
from awesomelint.paths import data_file, read_words

GROUPS = read_words(FILE)
ADDRESS = re.compile(r"(?:\*\.)?[a-z0-9.-]+(?:/(?:[\w.-]+\*?|\{[a-z]+\}))*")


def test_the_file_is_well_formed() -> None:
    assert list(GROUPS) == ["kept", "gone", "moved", "still"]
    addresses = []
    for group, lines in GROUPS.items():
        for line in lines:
            address, clause, successor = (column.strip() for column in line.split("|"))
            addresses.append(address)
            assert ADDRESS.fullmatch(address), line
            assert not address.startswith("www."), line
            assert bool(clause) == (group != "kept"), line
            names = set(re.findall(r"\{\w+\}", successor))
            assert names <= {*re.findall(r"\{\w+\}", address), *(["{below}"] if address.startswith("*.") else [])}, line
            assert successor in ("", "paper") or successor.removeprefix("perhaps ").startswith("https://"), line
    assert len(addresses) == len(set(addresses))


def test_every_address_but_those_that_are_kept_has_a_source() -> None:
    said = False
    for line in data_file(FILE).read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("["):
            said = False
        elif line.startswith("#"):
            said = True
        else:
            assert said, line


@pytest.mark.parametrize(
    ("url", "successor"),
    [
        ("https://www.aclweb.org/anthology/P19-1580/", Successor("https://aclanthology.org/P19-1580/", True)),
        ("http://aclweb.org/anthology/P/P17/P17-1069.pdf", Successor("https://aclanthology.org/P17-1069.pdf", True)),
        ("https://aclanthology.info/papers/D18-1001/d18-1001", Successor("https://aclanthology.org/D18-1001/", True)),
        ("http://www.aclweb.org/anthology/venues/acl", None),
        ("https://xxx.lanl.gov/pdf/1909.10351", Successor("https://arxiv.org/pdf/1909.10351", True)),
        ("https://browse.arxiv.org/list/cs", Successor("https://arxiv.org/list/cs", False)),
        (
            "http://jmlr.org/proceedings/papers/v37/ioffe15.html",
            Successor("https://proceedings.mlr.press/v37/ioffe15.html", True),
        ),
        (
            "http://www.cv-foundation.org/openaccess/CVPR2016.py",
            Successor("https://openaccess.thecvf.com/CVPR2016.py", False),
        ),
        ("https://code.google.com/p/word2vec/", Successor("https://code.google.com/archive/p/word2vec", True)),
        ("https://code.google.com/p/word2vec/wiki/Start", None),
        ("https://godoc.org/example.org/birds", Successor("https://pkg.go.dev/example.org/birds", True)),
        (
            "https://rawgit.com/a/b/master/c d.css",
            Successor("https://cdn.jsdelivr.net/gh/a/b@master/c%20d.css", False),
        ),
        ("https://rawgit.com/a/b/master/", None),
        ("https://rawgit.com/a/b/master/index.html", None),
        ("https://GIT.io/abc?x#y", None),
        ("https://birds.codeplex.com", None),
        ("http://birds.readthedocs.org/en/latest/", Successor("https://birds.readthedocs.io/en/latest/", True)),
        ("http://birds.readthedocs.org", Successor("https://birds.readthedocs.io/", True)),
        (
            "https://www.isca-speech.org/archive/pdfs/interspeech_2021/wang21d_interspeech.pdf",
            Successor("https://www.isca-archive.org/interspeech_2021/wang21d_interspeech.pdf", True),
        ),
        (
            "https://www.isca-speech.org/archive/interspeech_2021/wang21d_interspeech.html",
            Successor("https://www.isca-archive.org/interspeech_2021/wang21d_interspeech.html", True),
        ),
        ("https://www.isca-speech.org/archive/Interspeech_2017/pdfs/0518.PDF", None),
        ("https://www.isca-speech.org/archive_v0/Interspeech_2019/pdfs/1418.pdf", None),
        ("http://paperswithcode.com", None),
        ("http://plus.google.com?share=1", None),
    ],
)
def test_successors(url: str, successor: Successor | None) -> None:
    found = retired(url)
    assert found is not None
    assert found.successor == successor


@pytest.mark.parametrize(
    "url",
    [
        "https://aclanthology.org/P19-1580/",
        "https://www.aclweb.org/",
        "https://www.aclweb.org/anthologies",
        "https://arxiv.org/abs/1909.10351",
        "https://aaai.org/ocsx/1",
        "https://papers.nips.cc/paper/5640-birds",
        "https://notpaperswithcode.com/",
        "https://paperswithcode.com.example.org/",
        "https://maps.app.goo.gl/abc",
        "https://goo.gl/maps/abc",
        "https://readthedocs.org/projects/birds/",
        "https://media.readthedocs.org/pdf/birds.pdf",
        "https://www.isca-speech.org/iscaweb/",
        "ftp://paperswithcode.com/",
        "paperswithcode.com/task",
        "https://example.org/https://paperswithcode.com/",
        "",
    ],
)
def test_left_alone(url: str) -> None:
    assert retired(url) is None


def test_what_is_said() -> None:
    found = retired("https://WWW.aaai.org/ocs/index.php/AAAI")
    assert found is not None
    assert (found.address, found.is_gone) == ("WWW.aaai.org/ocs", True)
    assert found.clause == "was taken down; the papers of AAAI are at ojs.aaai.org"


HOSTS = [line.split("|")[0].strip().replace("*.", "x.") for lines in GROUPS.values() for line in lines]


@given(st.sampled_from(HOSTS), st.text(max_size=40))
def test_no_url_is_too_odd(address: str, rest: str) -> None:
    host = address.split("{")[0].rstrip("*")
    found = retired(f"https://{host}{rest}")
    if found is not None and found.successor is not None:
        assert found.successor.url.startswith("https://")
        assert not re.search(r"\s", found.successor.url)
