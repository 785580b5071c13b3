"""The public interface: names, types, and what importing costs."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
from pathlib import Path

import pytest
from net.thread import LocalInternet

import awesomelint
from awesomelint.api import configuration
from awesomelint.links.link_run import LinkProgress

TEXT = """\
1. **A Small Model** ICML 2020 [[pdf](https://example.org/1.pdf)]
2. **A Large Model** ICML 2020 [[pdf](https://example.org/2.pdf)]
2. **A Wide Model** ICML 2020 [[pdf](https://example.org/3.pdf)]
3. **A Deep Model** ICML 2020 [[pdf](https://example.org/4.pdf)]
4. **A Thin Model** ICML 2020 [[pdf](https://example.org/5.pdf)]
"""


def test_parse() -> None:
    document = awesomelint.parse(TEXT, "list.md")
    assert isinstance(document, awesomelint.Document)
    assert document.source.path == "list.md"
    assert next(entry.title.value for entry in document.entries if entry.title) == "A Small Model"


def test_lint() -> None:
    (found,) = awesomelint.lint(TEXT)
    assert (found.code, found.severity) == ("NUM101", awesomelint.Severity.ERROR)
    assert awesomelint.Source(TEXT).position(found.span.start) == (3, 1)


def test_fix() -> None:
    result = awesomelint.fix(TEXT)
    assert isinstance(result, awesomelint.FixResult)
    assert [line[0] for line in result.source.text.splitlines()] == ["1", "2", "3", "4", "5"]
    assert (dict(result.applied), result.diagnostics) == ({"NUM101": 1}, ())


PEBBLES = "https://arxiv.org/abs/2501.10001"


def test_add_asks_nobody_for_what_is_given() -> None:
    added = awesomelint.add(
        TEXT, "https://example.org/9.pdf", title="A Round Model", authors=["Ada Berg"], venue="ICML", year=2021
    )
    assert isinstance(added, awesomelint.Added)
    assert added.text == "5. **A Round Model** ICML 2021 [[pdf](https://example.org/9.pdf)]"
    assert added.document.source.text == f"{TEXT}{added.text}\n"
    assert (added.entry.year and added.entry.year.value, added.left_out) == ("2021", ())


def test_add_asks_the_registry(inside: LocalInternet, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AWESOMELINT_CACHE_DIR", str(tmp_path))
    added = awesomelint.add(TEXT, PEBBLES)
    assert added.text == f"5. **Learning to Sort Pebbles by Gentle Shaking** ICLR 2025 [[pdf]({PEBBLES})]"
    with pytest.raises(awesomelint.InputError, match="is listed already"):
        awesomelint.add(added.document.source.text, PEBBLES)
    with pytest.raises(awesomelint.InputError, match="was not asked"):
        awesomelint.add(TEXT, "https://arxiv.org/abs/2501.10002", options=awesomelint.LinkOptions(is_offline=True))
    with pytest.raises(awesomelint.InputError, match='no section is called "Snow"'):
        awesomelint.add(TEXT, PEBBLES, section="Snow")


def test_sort() -> None:
    text = "# Zoo\n\n- [Fox](https://e.org/1) - Hunts.\n- [Adder](https://e.org/2) - A snake.\n"
    made = awesomelint.sort(text, by="title", sections=["zoo"])
    assert isinstance(made, awesomelint.Sorted)
    assert [line[3:6] for line in made.source.text.splitlines()[2:]] == ["Add", "Fox"]
    assert (made.moved, [section.title for section in made.sections], made.refused) == (1, ["Zoo"], ())
    assert awesomelint.sort(made.source.text, by="title", is_reversed=True).source.text == text
    assert awesomelint.sort(text).sections == ()
    with pytest.raises(awesomelint.InputError, match='no section is called "Sea"'):
        awesomelint.sort(text, sections=["Sea"])


def test_configurations_of_every_kind(tmp_path: Path) -> None:
    path = tmp_path / "house.yaml"
    path.write_text("ignore: [NUM101]\n")
    read = awesomelint.load_config(path)
    assert isinstance(read, awesomelint.Config)
    assert configuration(read) is read
    for config in (read, path, str(path), {"ignore": ["NUM101"]}):
        assert awesomelint.lint(TEXT, config=config) == []
        assert awesomelint.fix(TEXT, config=config).source.text == TEXT
    assert awesomelint.lint(TEXT, config=None) != []
    with pytest.raises(awesomelint.ConfigError, match="did you mean"):
        awesomelint.lint(TEXT, config={"ingore": ["NUM101"]})


def test_the_path_decides_what_is_ignored() -> None:
    config = {"per-file-ignores": {"archive/": "NUM"}}
    assert awesomelint.lint(TEXT, config=config, path="archive/README.md") == []
    assert awesomelint.lint(TEXT, config=config, path="README.md") != []


def test_a_session_takes_files_as_the_command_line_does(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "a.md").write_text(TEXT)
    (tmp_path / "lists" / "left-out.md").write_text(TEXT)
    (tmp_path / ".awesomelint.yaml").write_text("exclude: [left-out.md]\nfail-on: error\n")
    session = awesomelint.Session()
    first, second = awesomelint.find_inputs([str(tmp_path / "lists")])
    assert isinstance(first, awesomelint.Input)
    assert isinstance(second, awesomelint.Input)
    report = session.lint(first)
    assert report is not None
    assert ([one.code for one in report.diagnostics], report.fail_on) == (["NUM101"], awesomelint.Severity.ERROR)
    assert session.lint(second) is None
    assert [config.path for config in session.configs] == [tmp_path / ".awesomelint.yaml"]
    source = session.read(first)
    assert source is not None
    assert session.fix(first, source).applied == {"NUM101": 1}
    assert session.linked_files == ()


def test_a_session_knows_a_baseline(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TEXT)
    file = awesomelint.Input("a.md", tmp_path / "a.md")
    baseline = tmp_path / "known.json"
    writing = awesomelint.Session(
        awesomelint.SessionOptions(baseline=baseline, baseline_use=awesomelint.BaselineUse.WRITE)
    )
    writing.lint(file)
    assert list(writing.finish()) == [f"baseline {baseline}: 1 finding on record (1 new)"]
    for use, codes in ((awesomelint.BaselineUse.HIDE, []), (awesomelint.BaselineUse.SHOW, ["NUM101"])):
        session = awesomelint.Session(awesomelint.SessionOptions(baseline=baseline, baseline_use=use))
        report = session.lint(file)
        assert report is not None
        assert [one.code for one in report.diagnostics] == codes


def test_links_of_documents_and_of_files(inside: LocalInternet, tmp_path: Path) -> None:
    text = "# A\n\n- **A Page That Is Gone** [[pdf](https://status.test/404)]\n- **B** [[pdf](https://ok.test/a)]\n"
    options = awesomelint.LinkOptions(settings={"allow_private": True}, cache_dir=tmp_path / "cache")
    steps: list[LinkProgress] = []
    report = awesomelint.check_links([awesomelint.parse(text)], options=options, progress=steps.append)
    verdicts = {url: outcome.verdict for url, outcome in report.facts.outcomes.items()}
    assert verdicts == {
        "https://status.test/404": awesomelint.Verdict.DEAD,
        "https://ok.test/a": awesomelint.Verdict.ALIVE,
    }
    assert [step.done for step in steps] == [1, 2]
    (tmp_path / "a.md").write_text(text)
    file = awesomelint.Input("a.md", tmp_path / "a.md")
    session = awesomelint.Session(awesomelint.SessionOptions(links=options))
    assert session.judge(file) is None
    session.lint(file)
    assert session.linked_files == (file,)
    assert session.check_links().requests == 0, "all is known by now"
    added = session.judge(file)
    assert added is not None
    assert [one.code for one in added.diagnostics] == ["LNK501"]


@pytest.mark.parametrize("text", ["", "\ufeff", "\0", "\r", "a" * 10_000, "[" * 1_000, "<!-- awesomelint-"])
def test_any_text_is_a_list(text: str) -> None:
    awesomelint.parse(text)
    awesomelint.lint(text)
    assert awesomelint.fix(text).is_stable


def test_all_names_are_there() -> None:
    for name in awesomelint.__all__:
        assert getattr(awesomelint, name) is not None
    assert set(awesomelint.__all__) <= set(dir(awesomelint))
    assert awesomelint.__all__ == sorted(awesomelint.__all__, key=lambda name: (name.lower() == name, name))
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        awesomelint.nothing  # noqa: B018


def test_the_version_is_that_of_the_package() -> None:
    assert awesomelint.__version__ == importlib.metadata.version("awesomelint")


def test_importing_imports_nothing_else() -> None:
    code = "import sys; before = set(sys.modules); import awesomelint; print(sorted(set(sys.modules) - before))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said == "['awesomelint']\n"
