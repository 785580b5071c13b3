"""Links of many lists that may lead to another paper: the findings are those of a run on each list."""

from __future__ import annotations

from pathlib import Path

import pytest
from net.thread import LocalInternet

from awesomelint.files import Input, find_inputs
from awesomelint.session import LinkOptions, SessionOptions
from awesomelint.session.session import Session
from awesomelint.sweep.crew import here
from awesomelint.sweep.run import Sweep

PEBBLES = "[Learning to Sort Pebbles by Gentle Shaking](https://arxiv.org/abs/2501.10001). Ada Pebble, Bo Gravel."
CLOUDS = "[Counting Clouds with a Single Camera](https://arxiv.org/abs/2501.10002). Cy Cumulus, Di Nimbus."
COPIED = "[Ripening Tomatoes under Blue Light](https://arxiv.org/abs/2501.10001). Hal Vine, Ida Stem."
RENAMED = "[Typing Without Noise: Dampened Switches for Open Offices](https://arxiv.org/abs/2501.10003). Ed Switcher."
PUBLISHED = "[Sleep without Dreams in Forty Villages](https://arxiv.org/abs/2501.10002). Mo Pillow."
TOMATOES = "[Ripening Tomatoes under Blue Light](https://arxiv.org/abs/2501.10005). Hal Vine, Ida Stem."
LISTS = {
    "copied.md": [PEBBLES, COPIED],
    "renamed.md": [CLOUDS, RENAMED],
    "published.md": [PUBLISHED],
    "right.md": [PEBBLES, CLOUDS, TOMATOES],
}


@pytest.fixture
def lists(no_waits: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("AWESOMELINT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr("awesomelint.sweep.asking.AFTER_CHUNK", 0.0)
    monkeypatch.setattr("awesomelint.links.link_run.REQUESTS", 10.0)  # so few links allow no more questions otherwise
    folder = tmp_path / "lists"
    folder.mkdir()
    for name, entries in LISTS.items():
        lines = "".join(f"- {entry} ICLR 2025.\n" for entry in entries)
        (folder / name).write_text(f"# Papers\n\n## Some\n\n{lines}", encoding="utf-8")
    return folder


def swept(lists: Path) -> dict[str, list[tuple[object, ...]]]:
    """Sweep, and return the findings that rest on facts, by the names of lists."""
    sweep = Sweep(lists.parent / "out", LinkOptions(), jobs=1)
    try:
        assert not any(one.problem for one in sweep.ask(sweep.prepare(find_inputs([str(lists)])), here))
        sweep.judge(here)
        rows = sweep.tables.rows("SELECT list, line, col, code, message, fix FROM findings ORDER BY ALL")
        return {name: [row[1:] for row in rows if Path(row[0]).name == name] for name in LISTS}
    finally:
        sweep.close()


def alone(file: Path, cache: Path) -> list[tuple[object, ...]]:
    """Return what a run on one list finds."""
    session = Session(SessionOptions(links=LinkOptions(is_wanted=True, cache_dir=cache)))
    given = Input(str(file), file, is_explicit=False)
    reports = [session.lint(given)]
    session.check_links()
    reports.append(session.judge(given))
    return sorted(
        (*report.source.position(one.span.start), one.code, one.message, one.fix and one.fix.safety.value)
        for report in filter(None, reports)
        for one in report.diagnostics
    )


def test_findings_are_those_of_a_run_on_each_list(lists: Path, net: LocalInternet) -> None:
    found = swept(lists)
    codes = {name: [row[2] for row in rows] for name, rows in found.items()}
    assert codes == {"copied.md": ["PAP601"], "renamed.md": ["PAP602"], "published.md": ["PAP601"], "right.md": []}
    for name, rows in found.items():
        assert rows == alone(lists / name, lists.parent / name), name


def test_what_was_answered_is_not_asked_again(lists: Path, net: LocalInternet) -> None:
    found, before = swept(lists), len(net.requests)
    assert swept(lists) == found
    assert len(net.requests) == before
