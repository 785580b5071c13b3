"""Git repositories for tests, out of reach of the configuration of whoever runs them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "Ada Berg",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_COMMITTER_NAME": "Ada Berg",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
}
OF_HOOKS = ("GIT_DIR", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY")


def shield(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let git see no configuration but a repository's own, also where tests are run by a hook."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    for name in OF_HOOKS:
        monkeypatch.delenv(name, raising=False)


class Repository:
    """A repository in a folder, made if there is none."""

    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / ".git").exists():
            self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str | Path) -> str:
        """Run git and return what it prints."""
        done = subprocess.run(
            ["git", *map(str, arguments)], cwd=self.folder, capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, (arguments, done.stdout, done.stderr)
        return done.stdout.strip()

    def write(self, files: dict[str, str]) -> None:
        """Write files, named by their paths from the top."""
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())

    def commit(self, files: dict[str, str] | None = None, message: str = "Change the list") -> str:
        """Write files, commit all there is, and return the hash."""
        self.write(files or {})
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD")

    def lose(self, name: str) -> None:
        """Remove an object, such as `HEAD:README.md`, as in a damaged repository."""
        digest = self.git("rev-parse", name)
        path = self.folder / ".git" / "objects" / digest[:2] / digest[2:]
        path.chmod(0o644)  # Windows removes no file that cannot be written
        path.unlink()
