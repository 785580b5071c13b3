"""What a session remembers from file to file, and what it reads beside them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from net.environment import TOKEN
from net.thread import LocalInternet
from repositories import Repository, shield

from awesomelint.config.model import Overrides
from awesomelint.errors import ConfigError, InputError, RulebookError
from awesomelint.files import Input, read_source
from awesomelint.links.outcome import Verdict
from awesomelint.session import BaselineUse, LinkOptions, SessionOptions, links
from awesomelint.session.filters import Filters
from awesomelint.session.session import Session
from awesomelint.source import Source

FIRST = "# Papers\n\n- **A Title in Both** [[pdf](https://arxiv.org/abs/1909.10351)]\n"
SECOND = "# More\n\n- **A Title in Both** [[pdf](https://arxiv.org/abs/1909.10351)]\n"
OTHER = "# Papers\n\n- **Another One** [[pdf](https://arxiv.org/abs/1909.10352)]\n"
LIST = """\
# Papers

## Small

1. **A** [[pdf](https://example.org/1)]
2. **B** [[pdf](https://example.org/2)]
3. **C** [[pdf](https://example.org/3)]
4. **D** [[pdf](https://example.org/4)]
"""
SLIPS = "1. **A** [[pdf](https://example.org/1)]\n1. **B** [[pdf](https://example.org/2)]\n3. **C** [[pdf](https://example.org/3)]\n"


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Input, Input]:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text(FIRST)
    (tmp_path / "b.md").write_text(SECOND)
    return Input("a.md", Path("a.md")), Input("b.md", Path("b.md"))


def codes(session: Session, file: Input) -> list[str]:
    report = session.lint(file)
    assert report is not None
    return [one.code for one in report.diagnostics if one.code.startswith("DUP")]


def test_files_of_a_list_are_compared_with_those_on_disk(parts: tuple[Input, Input], tmp_path: Path) -> None:
    (tmp_path / ".awesomelint.yaml").write_text("lists: [{parts: [a.md, b.md]}]\n")
    first, second = parts
    session = Session()
    session.lint(first, session.parse(first, Source(OTHER, "a.md")))  # as in an editor, before it is saved
    assert codes(session, second) == ["DUP302"]
    assert set(session.sources()) >= {tmp_path / ".awesomelint.yaml", tmp_path / "a.md"}
    assert codes(Session(), second) == ["DUP302"], "read for that"
    (tmp_path / "a.md").unlink()
    (tmp_path / ".awesomelint.yaml").write_text("lists: [{parts: [b.md]}]\n")
    assert codes(Session(), second) == []


def test_across_files_what_is_linted_first_comes_first(parts: tuple[Input, Input]) -> None:
    first, second = parts
    session = Session(SessionOptions(is_across=True))
    assert (codes(session, second), codes(session, first)) == ([], ["DUP302"])


def test_one_configuration_for_all_or_none(parts: tuple[Input, Input], tmp_path: Path) -> None:
    (tmp_path / ".awesomelint.yaml").write_text("nothing: here\n")
    (tmp_path / "house.yaml").write_text("ignore: [ALL]\nexclude: [b.md]\n")
    first, second = parts
    with pytest.raises(ConfigError, match="nothing"):
        Session().lint(first)
    assert Session(SessionOptions(is_isolated=True)).lint(first) is not None
    session = Session(SessionOptions(config=tmp_path / "house.yaml"))
    assert session.lint(first) is not None
    assert not session.excludes(second), "it was named itself"
    assert Session(SessionOptions(config=tmp_path / "house.yaml", heeds_exclude=True)).lint(second) is None
    assert session.configs == (session.config_for(second),)
    with pytest.raises(InputError):
        session.lint(Input("gone.md", Path("gone.md")))
    assert {rule.code for rule in session.rules()} >= {"NUM101", "DUP302"}


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_what_is_due_to_a_change_is_reported_and_fixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shield(monkeypatch)
    Repository(tmp_path).commit({"README.md": SLIPS})
    file = Input("README.md", Path("README.md"))
    options = SessionOptions(changed="HEAD", links=LinkOptions(is_wanted=True))
    session = Session(options)
    report = session.lint(file)
    assert report is not None
    assert report.diagnostics == ()
    assert not session.fix(file, Source(SLIPS, "README.md")).applied
    (tmp_path / "README.md").write_text(f"{SLIPS}3. **D** [[pdf](https://example.org/4)]\n")
    session = Session(options)
    report = session.lint(file)
    assert report is not None
    assert [one.code for one in report.diagnostics] == ["NUM101"]


def test_a_baseline_is_written_only_when_all_was_seen(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(SLIPS)
    file, path = Input("a.md", tmp_path / "a.md"), tmp_path / "known.json"
    for is_complete in (False, True):
        session = Session(SessionOptions(baseline=path, baseline_use=BaselineUse.WRITE))
        report = session.lint(file)
        assert report is not None
        assert report.diagnostics == ()
        list(session.finish(is_complete=is_complete))
        assert path.exists() is is_complete
    assert path in set(session.sources())


def test_long_lists_are_parsed_again(inside: LocalInternet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "MAX_KEPT", 10)
    (tmp_path / "a.md").write_text("# A\n\n- **A Page That Is Gone** [[pdf](https://status.test/404)]\n")
    file = Input("a.md", tmp_path / "a.md")
    options = LinkOptions(settings={"allow_private": True}, uses_cache=False)
    session = Session(SessionOptions(links=options))
    session.lint(file)
    found = session.check_links()
    assert found.verdicts() == {Verdict.DEAD: 1}
    report = session.judge(file)
    assert report is not None
    assert [one.code for one in report.diagnostics] == ["LNK501"]
    assert session.unjudged == frozenset()
    (tmp_path / "a.md").unlink()
    with pytest.raises(InputError):
        session.judge(file)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_repository_of_a_list_is_asked_for_with_a_token(
    inside: LocalInternet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shield(monkeypatch)
    repository = Repository(tmp_path / "list")
    repository.commit({"README.md": "# Awesome Birds\n", "more.md": "# More Birds\n"})
    repository.git("remote", "add", "origin", "git@github.com:example-owner/awesome-birds.git")
    files = [Input(name, repository.folder / name) for name in ("README.md", "more.md")]
    for preset, token, wanted in (("awesome", TOKEN, 3), ("awesome", None, 0), ("default", TOKEN, 0)):
        options = LinkOptions(is_wanted=True, settings={"allow_private": True}, token=token, uses_cache=False)
        session = Session(SessionOptions(links=options, overrides=Overrides(preset=preset), is_isolated=True))
        for file in files:
            session.lint(file)
        found = session.check_links()
        assert found.verdicts() == {}, "it is no link of the list"
        reports = [session.judge(file) for file in files]
        said = [[one.message for one in report.diagnostics if one.code == "AWE728"] for report in reports if report]
        assert [len(messages) for messages in said] == [wanted, 0]
        if wanted:
            name = "repository example-owner/awesome-birds"
            assert said[0] == [
                f"{name} has no description",
                f"{name} has the branch master, expected main",
                f"{name} lacks the topic awesome-list",
            ]
    assert [entry.host for entry in inside.requests] == ["api.github.com"]


def test_errors_of_rules_are_raised(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "HOU101-house.yaml").write_text("code: HOU101\n")
    (tmp_path / ".awesomelint.yaml").write_text("rule-paths: rules\n")
    (tmp_path / "a.md").write_text(FIRST)
    with pytest.raises(RulebookError):
        Session().lint(Input("a.md", tmp_path / "a.md"))


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_lines_whose_links_are_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shield(monkeypatch)
    repository = Repository(tmp_path)
    repository.commit({"README.md": LIST})
    lines = LIST.splitlines(keepends=True)
    new = [
        *lines[:4],
        "1. **New** [[pdf](https://example.org/9)]\n",
        lines[5].replace("2.", "3."),
        lines[4],
        *lines[6:],
    ]
    repository.write({"README.md": "".join(new), "new.md": LIST})
    one, other = (Input(name, Path(name)) for name in ("README.md", "new.md"))
    assert Filters(SessionOptions(), Session().config_for).changed_lines(one, read_source(one)) is None
    filters = Filters(SessionOptions(changed="HEAD"), Session().config_for)
    assert filters.changed_lines(one, read_source(one)) == frozenset({5}), "renumbered and moved lines are old"
    assert filters.changed_lines(other, read_source(other)) == frozenset(range(1, len(lines) + 1))


def test_papers_files_are_known_offline(tmp_path: Path) -> None:
    (tmp_path / "known.jsonl").write_text(
        '{"title": "A Title in Both", "arxiv": "1909.10351", "authors": ["Ann Berg"]}\n'
        '{"title": "a title in both", "doi": "10.1145/3000000.3000001"}\n'
    )
    (tmp_path / "list.md").write_text(FIRST)
    file = Input("list.md", tmp_path / "list.md")
    options = LinkOptions(is_offline=True, uses_cache=False, papers=(tmp_path / "known.jsonl",))
    session = Session(SessionOptions(links=options))
    session.collect_links(file, session.parse(file, read_source(file)))
    facts = session.check_links().facts
    assert {str(paper): record.authors for paper, record in facts.papers.items()} == {"arxiv:1909.10351": ("Ann Berg",)}
    assert {key: [str(record.paper) for record in found] for key, found in facts.titles.items()} == {
        "atitleinboth": ["arxiv:1909.10351", "doi:10.1145/3000000.3000001"]
    }


def test_a_broken_papers_file_is_told_before_anything_is_asked(tmp_path: Path) -> None:
    (tmp_path / ".awesomelint.yaml").write_text("papers: known.bib\n")
    (tmp_path / "known.bib").write_text("@misc{x, title}")
    (tmp_path / "list.md").write_text(FIRST)
    file = Input("list.md", tmp_path / "list.md")
    session = Session(SessionOptions(links=LinkOptions(uses_cache=False)))
    session.collect_links(file, session.parse(file, read_source(file)))
    with pytest.raises(ConfigError, match=r"known\.bib:1:10: expected a field"):
        session.check_links()
    assert tmp_path / "known.bib" in set(session.sources())
