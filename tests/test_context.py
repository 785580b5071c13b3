"""Which files stand around a list, in memory and on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from awesomelint.context import MAX_FILES_READ, MAX_READ, DiskFiles, KnownFiles, RepositoryFiles, target_path


@pytest.mark.parametrize(
    ("target", "folder", "expected"),
    [
        ("a.md", "", "a.md"),
        ("./a.md", "docs", "docs/a.md"),
        ("../a.md", "docs", "a.md"),
        ("../../a.md", "docs", None),
        ("/a.md", "docs", "a.md"),
        ("/../a.md", "docs", None),
        ("b/../../a.md", "docs", "a.md"),
        ("a%20b.md?raw=true#x", "", "a b.md"),
        ("a%2Fb.md", "", "a/b.md"),
        ("docs/", "", "docs"),
        ("", "docs", "docs"),
        (".", "", ""),
        ("a\0b", "", None),
        ("a%00b", "", None),
        ("..%2f..%2fetc", "docs", None),
    ],
)
def test_target_path(target: str, folder: str, expected: str | None) -> None:
    assert target_path(target, folder) == expected


def test_known_files_know_their_folders() -> None:
    files = KnownFiles(["docs/guide.md", "README.md"])
    assert files.exists("docs") is True
    assert files.exists("docs/guide.md#x") is True
    assert files.exists("docs/other.md") is False
    assert files.exists("../README.md") is False
    assert files.similar("readme.MD") == "README.md"


def test_similar_needs_one_answer() -> None:
    files = KnownFiles(["a.md", "A.md"])
    assert files.similar("A.MD") is None


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    (tmp_path / "repo" / "lists" / "deep").mkdir(parents=True)
    for name in ("README.md", "lists/papers.md", "lists/A Guide.md"):
        (tmp_path / "repo" / name).write_text("x", encoding="utf-8")
    (tmp_path / "outside.md").write_text("x", encoding="utf-8")
    return tmp_path / "repo"


def test_repository_is_rooted_at_the_nearest_git(repository: Path) -> None:
    files = DiskFiles(repository / "lists" / "papers.md")
    assert files.root == repository
    assert files.exists("papers.md") is True
    assert files.exists("A%20Guide.md") is True
    assert files.exists("../README.md#top") is True
    assert files.exists("/README.md") is True
    assert files.exists("/") is True
    assert files.exists("deep") is True
    assert files.exists("README.md") is False
    assert files.exists("../../outside.md") is False


def test_a_worktree_has_a_git_file(tmp_path: Path) -> None:
    (tmp_path / ".git").write_text("gitdir: elsewhere", encoding="utf-8")
    (tmp_path / "README.md").write_text("x", encoding="utf-8")
    assert DiskFiles(tmp_path / "README.md").exists("missing.md") is False


def test_case_counts_on_every_file_system(repository: Path) -> None:
    files = DiskFiles(repository / "README.md")
    assert files.exists("LISTS/papers.md") is False
    assert files.similar("LISTS/Papers.md") == "lists/papers.md"
    assert files.similar("lists/missing.md") is None
    assert files.similar("README.md") is None


def test_a_file_is_no_folder(repository: Path) -> None:
    assert DiskFiles(repository / "README.md").exists("README.md/x") is False


def test_without_a_repository_only_the_own_folder_is_known(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    (folder / "b.md").write_text("x", encoding="utf-8")
    files = DiskFiles(folder / "README.md")
    if files.is_repository:
        pytest.skip("the temporary folder lies in a repository")
    assert files.exists("b.md") is True
    assert files.exists("c.md") is False
    assert files.exists("../a/b.md") is None
    assert files.exists("/b.md") is None


def test_a_file_need_not_exist(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert DiskFiles(tmp_path / "new" / "README.md").exists("a.md") is False


def test_both_are_repository_files(tmp_path: Path) -> None:
    both: list[RepositoryFiles] = [KnownFiles([]), DiskFiles(tmp_path / "README.md")]
    assert not any(files.exists("missing.md") for files in both)


def test_only_files_of_the_repository_are_read(repository: Path, tmp_path: Path) -> None:
    (repository / "a.md").write_text("a", encoding="utf-8")
    (repository / "long.md").write_bytes(b"a" * (MAX_READ + 1))
    outside = tmp_path / "outside.md"
    outside.write_text("b", encoding="utf-8")
    (repository / "link.md").symlink_to(outside)
    files = DiskFiles(repository / "README.md")
    targets = ("a.md#b", "long.md", "link.md", "gone.md", "../outside.md", "", "lists")
    assert [files.text(target) for target in targets] == ["a", *[None] * 6]
    assert [files.text("a.md") for _ in range(MAX_FILES_READ)][-1] is None
