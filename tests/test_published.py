"""Where the lines of a file are on the web, by what git knows of its remote."""

from __future__ import annotations

from pathlib import Path

import pytest
from repositories import Repository, shield

from awesomelint.git import Published, find_home, find_published

TEXT = "# A List\n\n- [Alpha](https://example.org/1)\n"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A clone of which the remote has all."""
    shield(monkeypatch)
    made = Repository(tmp_path / "list")
    made.commit({"README.md": TEXT, "lists/a.md": TEXT})
    made.git("remote", "add", "origin", "https://github.com/ada/list")
    made.git("update-ref", "refs/remotes/origin/main", "HEAD")
    return made


def published(repository: Repository) -> Published:
    found = find_published(repository.folder)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("remote", "before", "after"),
    [
        ("https://github.com/ada/list.git", "https://github.com/ada/list/blob/", "?plain=1#L"),
        ("https://ada:SECRET@github.com/ada/list", "https://github.com/ada/list/blob/", "?plain=1#L"),
        ("git@github.com:ada/list.git", "https://github.com/ada/list/blob/", "?plain=1#L"),
        ("ssh://git@GitHub.com:22/ada/list/", "https://github.com/ada/list/blob/", "?plain=1#L"),
        ("https://gitlab.com/a/b/list.git", "https://gitlab.com/a/b/list/-/blob/", "?plain=1#L"),
        ("https://codeberg.org/ada/list", "https://codeberg.org/ada/list/src/commit/", "?display=source#L"),
        ("git@bitbucket.org:ada/list.git", "https://bitbucket.org/ada/list/src/", "#lines-"),
    ],
)
def test_pages_of_remotes(repository: Repository, remote: str, before: str, after: str) -> None:
    repository.git("remote", "set-url", "origin", remote)
    commit = repository.git("rev-parse", "HEAD")
    assert published(repository)[1:] == (f"{before}{commit}/", after)


@pytest.mark.parametrize(
    "remote",
    [
        "/srv/github/list.git",
        "file:///srv/github/list",
        "https://git.example.org/ada/list",
        'https://github.com/ada/list"><script>',
        "javascript:alert(1)//github.com/a/b",
        "https://github.com",
        "https://github.com/ada list/b",
    ],
)
def test_remotes_whose_pages_are_not_known(repository: Repository, remote: str) -> None:
    repository.git("remote", "set-url", "origin", remote)
    assert find_published(repository.folder) is None


@pytest.mark.parametrize(
    ("remote", "home"),
    [
        ("https://ada:SECRET@github.com/ada/list.git", "https://github.com/ada/list"),
        ("git@github.com:ada/list.git", "https://github.com/ada/list"),
        ("/srv/github/list.git", ""),
        ("javascript:alert(1)//github.com/a/b", ""),
    ],
)
def test_the_repository_that_a_folder_is_in(repository: Repository, remote: str, home: str) -> None:
    repository.git("remote", "set-url", "origin", remote)
    assert find_home(repository.folder / "lists") == home


def test_without_a_remote_or_a_repository(repository: Repository, tmp_path: Path) -> None:
    assert find_published(tmp_path) is None
    assert find_home(tmp_path) == ""
    repository.git("remote", "remove", "origin")
    assert find_published(repository.folder) is None
    assert find_home(repository.folder) == ""


def test_the_branch_on_the_server_counts_before_its_main_branch(repository: Repository) -> None:
    main = repository.git("rev-parse", "HEAD")
    repository.git("switch", "--quiet", "--create", "papers")
    branch = repository.commit({"README.md": TEXT * 2})
    assert published(repository).revision.commit == main
    repository.git("update-ref", "refs/remotes/origin/papers", "HEAD")
    repository.git("config", "branch.papers.remote", "origin")
    repository.git("config", "branch.papers.merge", "refs/heads/papers")
    assert published(repository).revision.commit == branch


def test_files_that_are_there_as_they_are_here(repository: Repository) -> None:
    revision = published(repository).revision
    assert revision.holds(repository.folder / "lists" / "a.md", TEXT.encode())
    assert not revision.holds(repository.folder / "lists" / "a.md", TEXT.encode() + b"\n")
    assert not revision.holds(repository.folder / "lists" / "b.md", TEXT.encode())
