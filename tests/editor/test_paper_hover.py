"""What hovering over a link shows of its paper: what the last link check learnt, as text that does nothing."""

from __future__ import annotations

from pathlib import Path
from time import time

import pytest

from awesomelint.context import PaperRecord
from awesomelint.editor.features import paper_text
from awesomelint.links.cache import RECORD_LIFETIME, LinkCache
from awesomelint.papers.identifiers import PaperId

URL = "https://arxiv.org/abs/2001.00001"
RECORD = PaperRecord(
    PaperId("arxiv", "2001.00001"),
    "arXiv",
    "Alpha Nets Explained",
    ("Ada Berg", "Bo Li"),
    published="2020-01-01",
    updated="2021-02-03",
    comment="Accepted at CNF 2021",
    published_as=(PaperId("doi", "10.5555/alpha"),),
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AWESOMELINT_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


def keep(folder: Path, record: PaperRecord, age: int = 0) -> Path:
    cache = LinkCache(folder, int(time()) - age)
    cache.put_paper(record)
    cache.close()
    return cache.path


def test_nothing_is_made_where_nothing_was_checked(folder: Path) -> None:
    assert paper_text(URL) == "`arxiv:2001.00001` · page · arXiv · 2020-01"
    assert not folder.exists()


def test_title_authors_dates_and_state(folder: Path) -> None:
    keep(folder, RECORD)
    head, _, lines = paper_text(URL).partition("\n\n")
    assert head.startswith("`arxiv:2001.00001`")
    assert lines.split("  \n") == [
        "**Alpha Nets Explained**",
        "Ada Berg, Bo Li",
        r"Accepted at CNF 2021 · published 2020-01-01 · updated 2021-02-03 · published as doi\:10.5555\/alpha · says arXiv",
    ]


def test_a_withdrawn_paper(folder: Path) -> None:
    keep(folder, RECORD._replace(is_withdrawn=True, withdrawn_on="2022-03-04", withdrawal="retraction"))
    assert "**retraction** 2022-03-04" in paper_text(URL)
    keep(folder, RECORD._replace(is_withdrawn=True))
    assert "**withdrawn** ·" in paper_text(URL)


def test_the_words_of_a_withdrawal_are_shown_once(folder: Path) -> None:
    words = "Withdrawn because of a gap"
    keep(folder, RECORD._replace(is_withdrawn=True, comment=words, withdrawal=words))
    assert paper_text(URL).count(words) == 1


def test_earlier_titles(folder: Path) -> None:
    keep(folder, RECORD._replace(version=3, earlier_titles=("Nets of the *Alps*", "Alpine Nets")))
    assert paper_text(URL).endswith(r"earlier: Nets of the \*Alps\*; Alpine Nets")


def test_texts_of_a_registry_do_nothing(folder: Path) -> None:
    title = "[Nets](https://example.org) <b>*x*</b> `y` | # z " + "long " * 1000
    keep(folder, RECORD._replace(title=title, authors=tuple(f"Author{number}" for number in range(500))))
    text = paper_text(URL)
    assert r"\[Nets\]\(https\:\/\/example.org\) \<b\>\*x\*\<\/b\> \`y\` \| \# z" in text
    assert "Author9 and 490 more" in text
    assert len(text) < 1000


def test_old_records_and_a_broken_cache_say_nothing(folder: Path) -> None:
    bare = paper_text(URL)
    path = keep(folder, RECORD, age=RECORD_LIFETIME + 1000)
    assert paper_text(URL) == bare
    path.write_bytes(b"no database" * 1000)
    assert paper_text(URL) == bare
