"""Earlier revisions of a file: real repositories, odd names, and all that can be missing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from repositories import Repository, shield

from awesomelint.errors import ConfigError
from awesomelint.git import find_revision

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

ODD_NAMES = ("a list.md", "-c.md", "--help.md", "$(touch x).md", "é😀.md", ":!a.md", "[a]*.md", "a\tb\nc.md", "x:y.md")


@pytest.fixture(autouse=True)
def _shielded(monkeypatch: pytest.MonkeyPatch) -> None:
    shield(monkeypatch)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "list")


def message(folder: Path, name: str) -> str:
    with pytest.raises(ConfigError) as caught:
        find_revision(folder, name)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_file_as_it_was(repository: Repository) -> None:
    first = repository.commit({"README.md": "one\n", "docs/a.md": "a\n"})
    repository.commit({"README.md": "two\n"})
    repository.write({"README.md": "three\n", "new.md": "new\n"})
    for name in ("HEAD~1", first, first[:10], "HEAD~1...", "main~1"):
        revision = find_revision(repository.folder, name)
        assert revision.commit == first
        assert revision.read(repository.folder / "README.md") == b"one\n"
        assert revision.read(repository.folder / "new.md") is None
    assert find_revision(repository.folder / "docs", "HEAD").read(repository.folder / "README.md") == b"two\n"
    assert revision.files == {"README.md", "docs/a.md"}


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_names(repository: Repository, name: str) -> None:
    repository.commit({name: "old\n", f"docs/{name}": "old below\n"})
    repository.write({name: "new\n"})
    revision = find_revision(repository.folder, "HEAD")
    assert revision.read(repository.folder / name) == b"old\n"
    assert revision.read(repository.folder / "docs" / name) == b"old below\n"
    assert name in revision.files
    repository.write({name: "old\n"})
    repository.git("mv", "--", name, "moved.md")
    assert find_revision(repository.folder, "HEAD").read(repository.folder / "moved.md") == b"old\n"
    assert not (repository.folder / "x").exists()


def test_renamed_files(repository: Repository) -> None:
    text = "".join(f"- entry {number}\n" for number in range(20))
    repository.commit({"docs/list.md": text})
    repository.git("mv", "docs/list.md", "README.md")
    repository.commit({"README.md": text + "- more\n"})
    revision = find_revision(repository.folder, "HEAD~1")
    assert revision.read(repository.folder / "README.md") == text.encode()
    assert revision.old_names == {"README.md": "docs/list.md"}


def test_what_others_did_on_the_branch_since_is_left_out(repository: Repository) -> None:
    start = repository.commit({"README.md": "one\n"})
    repository.git("switch", "--quiet", "--create", "topic")
    repository.commit({"other.md": "x\n"})
    repository.git("switch", "--quiet", "main")
    repository.commit({"README.md": "two\n"})
    repository.git("switch", "--quiet", "topic")
    assert find_revision(repository.folder, "main").commit == start
    assert find_revision(repository.folder, "main...").commit == start


def test_a_merge_as_pull_requests_are_checked_out(repository: Repository) -> None:
    repository.commit({"README.md": "one\n"})
    repository.git("switch", "--quiet", "--create", "topic")
    repository.commit({"other.md": "x\n"})
    repository.git("switch", "--quiet", "main")
    tip = repository.commit({"README.md": "two\n"})
    repository.git("merge", "--quiet", "--no-edit", "topic")
    repository.git("switch", "--quiet", "--detach", "HEAD")
    assert find_revision(repository.folder, "HEAD^1").commit == tip


def test_work_trees(repository: Repository, tmp_path: Path) -> None:
    repository.commit({"README.md": "one\n"})
    repository.git("worktree", "add", "--quiet", tmp_path / "beside")
    (tmp_path / "beside" / "README.md").write_text("two\n")
    assert find_revision(tmp_path / "beside", "HEAD").read(tmp_path / "beside" / "README.md") == b"one\n"


def test_links_lead_to_the_file(repository: Repository, tmp_path: Path) -> None:
    repository.commit({"docs/list.md": "one\n"})
    (tmp_path / "link").symlink_to(repository.folder)
    assert find_revision(tmp_path / "link", "HEAD").read(tmp_path / "link" / "docs" / "list.md") == b"one\n"


def test_variables_of_hooks_do_not_mislead(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit({"docs/a.md": "one\n"})
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", "nowhere")
    assert find_revision(repository.folder / "docs", "HEAD").read(repository.folder / "docs" / "a.md") == b"one\n"


def test_settings_of_the_user_change_nothing(repository: Repository) -> None:
    text = "".join(f"- entry {number}\n" for number in range(20))
    repository.commit({"a.md": text})
    repository.git("mv", "a.md", "b.md")
    for key, value in (
        ("diff.external", "false"),
        ("color.ui", "always"),
        ("diff.renames", "false"),
        ("core.pager", "false"),
    ):
        repository.git("config", key, value)
    assert find_revision(repository.folder, "HEAD").read(repository.folder / "b.md") == text.encode()


# -- what can be missing


def test_not_a_repository(tmp_path: Path) -> None:
    assert message(tmp_path, "HEAD") == f"{tmp_path} is not in a git repository"


def test_a_repository_hidden_in_a_list_is_not_used(repository: Repository, tmp_path: Path) -> None:
    repository.commit({"README.md": "one\n"})
    repository.git("clone", "--quiet", "--bare", ".", tmp_path / "bare")
    assert message(tmp_path / "bare", "HEAD").startswith("git failed: ")


@pytest.mark.parametrize(
    "name",
    ["", "...", "-x", "--upload-pack=touch x", "--output=x", "a..b", "a...b", "a\nb", "a\0b", "\x1b[31m", "a\u202eb"],
)
def test_names_that_are_none(repository: Repository, name: str) -> None:
    repository.commit({"README.md": "one\n"})
    assert message(repository.folder, name).endswith("expected one revision, such as origin/main or HEAD~1")
    assert sorted(path.name for path in repository.folder.iterdir()) == [".git", "README.md"]


@pytest.mark.parametrize(
    "name", ["nowhere", "HEAD~5", "0" * 40, "main:README.md", "HEAD^{tree}", "$(touch x)", "a b", "*"]
)
def test_unknown_revisions(repository: Repository, name: str) -> None:
    repository.commit({"README.md": "one\n"})
    assert message(repository.folder, name) == f'unknown revision "{name}"'


def test_a_branch_that_only_the_server_has(repository: Repository, tmp_path: Path) -> None:
    repository.commit({"README.md": "one\n"})
    repository.git("branch", "release")
    repository.git("clone", "--quiet", ".", tmp_path / "clone")
    said = message(tmp_path / "clone", "release")
    assert said == 'unknown revision "release"; did you mean "origin/release"?'
    assert find_revision(tmp_path / "clone", "origin/release").commit


def test_a_branch_without_commits(repository: Repository) -> None:
    assert find_revision(repository.folder, "HEAD").read(repository.folder / "README.md") is None
    assert message(repository.folder, "HEAD~1") == 'unknown revision "HEAD~1"'
    first = repository.commit({"README.md": "one\n"})
    repository.git("switch", "--quiet", "--orphan", "empty")
    assert message(repository.folder, first) == "there is no commit on this branch yet"


def test_nothing_in_common(repository: Repository) -> None:
    repository.commit({"README.md": "one\n"})
    repository.git("switch", "--quiet", "--orphan", "other")
    repository.commit({"README.md": "two\n"})
    assert message(repository.folder, "main") == "main and this branch have no commit in common"


HOW = "this clone is shallow: run git fetch --unshallow, in GitHub Actions check out with fetch-depth: 0"


def test_a_shallow_clone(repository: Repository, tmp_path: Path) -> None:
    for text in ("one\n", "two\n", "three\n"):
        repository.commit({"README.md": text})
    repository.git("switch", "--quiet", "--create", "topic")
    repository.commit({"README.md": "four\n"})
    url = repository.folder.as_uri()
    repository.git("clone", "--quiet", "--depth=1", "--no-single-branch", url, tmp_path / "clone")
    assert message(tmp_path / "clone", "HEAD~2") == f'unknown revision "HEAD~2"; {HOW}'
    assert message(tmp_path / "clone", "origin/main") == (
        f"origin/main and this branch have no commit in common; {HOW}"
    )
    Repository(tmp_path / "clone").git("fetch", "--quiet", "--unshallow")
    assert find_revision(tmp_path / "clone", "origin/main").read(tmp_path / "clone" / "README.md") == b"three\n"


def test_no_git(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert message(repository.folder, "HEAD") == "git is required, and was not found"


def test_content_that_is_missing(repository: Repository) -> None:
    repository.commit({"README.md": "one\n"})
    revision = find_revision(repository.folder, "HEAD")
    repository.lose("HEAD:README.md")
    with pytest.raises(ConfigError, match=r"git cannot read what README\.md was in "):
        revision.read(repository.folder / "README.md")
