"""Reading many lists into tables, and who is to ask what."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from awesomelint.errors import AwesomelintError, ConfigError, OutputError
from awesomelint.files import find_inputs
from awesomelint.links.policy import load_policies
from awesomelint.links.settings import DEFAULTS
from awesomelint.sweep import run
from awesomelint.sweep.locks import alone
from awesomelint.sweep.owners import NOBODY, Division, Sites, floor, loads
from awesomelint.sweep.run import Sweep

FIRST = """# Awesome Kites

## Tails (2021)

- [On Long Tails](https://arxiv.org/abs/2101.00001), Ada Kite. ICML 2021. [[code](https://github.com/kite/tails)]
- [Knots](https://www.knots.test/a), by hand.
"""
SECOND = """# Awesome Strings

- [Long tails](https://arxiv.org/abs/2101.00001). ICML 2021.
- [Knots, again](https://knots.test/b#c), by foot. <!-- {{ site.url }} -->
- [Post](https://twitter.com/kite/status/1), short.
"""


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    folder = tmp_path / "lists"
    folder.mkdir()
    (folder / "first.md").write_text(FIRST, encoding="utf-8")
    (folder / "second.md").write_text(SECOND, encoding="utf-8")
    return folder


@pytest.fixture
def sweep(tmp_path: Path) -> Iterator[Sweep]:
    sweep = Sweep(tmp_path / "out", jobs=1)
    yield sweep
    sweep.close()


def test_each_target_is_one_row_with_its_owner(sweep: Sweep, lists: Path) -> None:
    plan = sweep.prepare(find_inputs([str(lists)]))
    assert (plan.read, plan.lists, plan.failed, plan.links, plan.targets) == (2, 2, 0, 6, 5)
    assert sweep.tables.rows("SELECT owner, url, lists FROM targets ORDER BY ALL") == [
        ("arxiv", "https://arxiv.org/abs/2101.00001", 2),
        ("github", "https://github.com/kite/tails", 1),
        ("group-000", "https://knots.test/b", 1),
        ("group-000", "https://www.knots.test/a", 1),
        (NOBODY, "https://twitter.com/kite/status/1", 1),
    ]
    uses = "SELECT line, section, year FROM uses WHERE url LIKE '%arxiv%' ORDER BY list"
    assert sweep.tables.rows(uses) == [(5, "Tails (2021)", 2021), (3, "", 2021)]
    assert sweep.tables.rows("SELECT DISTINCT paper, title FROM papers ORDER BY title") == [
        ("arxiv:2101.00001", "Long tails"),
        ("arxiv:2101.00001", "On Long Tails"),
    ]


def test_only_what_changed_is_read_again(sweep: Sweep, lists: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("awesomelint.sweep.reading.PART", 1)
    assert sweep.prepare(find_inputs([str(lists)])).read == 2
    assert sweep.prepare(find_inputs([str(lists)])).read == 0
    (lists / "first.md").write_text(FIRST + "- [Bows](https://bows.test/), of silk.\n", encoding="utf-8")
    assert sweep.prepare(find_inputs([str(lists)])).read == 1
    (lists / "second.md").unlink()
    plan = sweep.prepare(find_inputs([str(lists)]))
    assert (plan.read, plan.lists, plan.links) == (0, 1, 4)


def test_a_bad_list_is_a_row(sweep: Sweep, lists: Path) -> None:
    (lists / "third.md").write_bytes(b"# No text \xff\xfe\x00")
    (lists / ".awesomelint.yaml").write_text("rules: 3\n", encoding="utf-8")
    plan = sweep.prepare(find_inputs([str(lists), str(lists / "nowhere.md")]))
    assert (plan.lists, plan.failed, plan.links) == (4, 4, 0)
    errors = dict(sweep.tables.rows("SELECT list, error FROM lists"))
    assert errors[str(lists / "nowhere.md")] == "no such file or folder"
    (lists / ".awesomelint.yaml").unlink()
    plan = sweep.prepare(find_inputs([str(lists)]))
    assert (plan.lists, plan.failed, plan.links) == (3, 1, 6), "the configuration is a part of what a list is"


def test_what_a_list_excludes_is_asked_only_for_others(sweep: Sweep, lists: Path) -> None:
    (lists / "own").mkdir()
    (lists / "first.md").rename(lists / "own" / "first.md")
    (lists / "own" / ".awesomelint.yaml").write_text("links: {exclude: [knots, arxiv]}\n", encoding="utf-8")
    sweep.prepare(find_inputs([str(lists)]))
    owners = dict(sweep.tables.rows("SELECT url, owner FROM targets"))
    assert owners["https://www.knots.test/a"] == NOBODY
    assert owners["https://arxiv.org/abs/2101.00001"] == "arxiv"


def test_owners_stay_what_they_were(sweep: Sweep, lists: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("awesomelint.sweep.owners.LARGE", 2)
    sweep.prepare(find_inputs([str(lists)]))
    (lists / "third.md").write_text("- [a](https://many.test/a) b\n- [b](https://many.test/b) c\n", encoding="utf-8")
    sweep.prepare(find_inputs([str(lists)]))
    owners = dict(sweep.tables.rows("SELECT url, owner FROM targets"))
    assert owners["https://knots.test/b"] == owners["https://www.knots.test/a"] == "site-knots.test"
    assert owners["https://many.test/a"] == "group-000"


def test_a_folder_of_something_else_is_left_alone(sweep: Sweep, lists: Path) -> None:
    sweep.folder.mkdir()
    (sweep.folder / run.STATE).write_text("[]", encoding="utf-8")
    with pytest.raises(AwesomelintError, match="use another folder"):
        sweep.prepare(find_inputs([str(lists)]))


def test_a_disk_that_cannot_be_written_is_one_line(sweep: Sweep, lists: Path) -> None:
    sweep.folder.write_text("a file")
    with pytest.raises(OutputError, match="cannot be written"):
        sweep.prepare(find_inputs([str(lists)]))


def test_one_sweep_at_a_time(tmp_path: Path) -> None:
    with alone(tmp_path / "out"), pytest.raises(OutputError, match="another sweep"), alone(tmp_path / "out"):
        pass
    with alone(tmp_path / "out"):
        pass


def test_who_has_to_be_asked_slowly_begins() -> None:
    sites = Sites(load_policies(), DEFAULTS)
    sizes = [("@arxiv", 3000), ("@github", 4000), ("knots.test", 900), ("bows.test", 20), ("", 9)]
    found = loads(sizes, Division.of(sizes), sites)
    assert [(load.owner, load.targets, round(load.seconds)) for load in found] == [
        ("github", 4000, 1000),
        ("site-knots.test", 900, 90),
        ("arxiv", 3000, 60),
        ("group-000", 20, 2),
        (NOBODY, 9, 0),
    ]
    assert floor(found, 2) == 1000
    assert loads(sizes, Division.of(sizes), sites, has_token=True)[0].owner == "site-knots.test"


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://arxiv.org/pdf/2101.00001v2.pdf", "@arxiv"),
        ("https://arxiv.org/list/cs.CL", "@arxiv"),
        ("https://dx.doi.org/10.1/a", "@doi"),
        ("https://gist.github.com/kite/1", "gist.github.com"),
        ("https://www.youtube.com/watch?v=abc", "@youtube"),
        ("https://www.knots.test/a", "knots.test"),
        ("https://tails.knots.test/a", "tails.knots.test"),
        ("https://x.com/kite", ""),
        ("{{ site.url }}/a", ""),
    ],
)
def test_sites(url: str, site: str) -> None:
    assert Sites(load_policies(), DEFAULTS).of_url(url) == site


def test_names_of_owners_are_names_of_files() -> None:
    sites = ["sci-hub.*", "::1", "a" * 253]
    division = Division.of((site, 1000) for site in sites)
    for site in sites:
        name = division.owner(site)
        assert os.sep not in name
        assert not set(name) & set('*:?"<>|')
        assert len(name) < 100


def test_a_missing_package_is_one_line(sweep: Sweep, lists: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(ConfigError) as caught:
        sweep.prepare(find_inputs([str(lists)]))
    assert str(caught.value) == "sweeps need an additional package: pip install duckdb"
