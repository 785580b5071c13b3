"""Repositories whose own configuration names commands: none is run, whatever is asked of git."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from repositories import Repository, shield

from awesomelint.errors import ConfigError
from awesomelint.git import find_revision

pytestmark = pytest.mark.skipif(shutil.which("git") is None or os.name == "nt", reason="needs git and a shell")

ENTRIES = "".join(f"- entry {number}\n" for number in range(20))
ATTRIBUTES = "*.md filter=evil diff=evil merge=evil\n"
SETTINGS = {
    "clean filter": {"filter.evil.clean": "{command}; cat"},
    "long-running filter": {"filter.evil.process": "{command}", "filter.evil.required": "true"},
    "watcher": {"core.fsmonitor": "{command}"},
    "diff": {"diff.external": "{command}", "diff.evil.command": "{command}"},
    "textconv": {"diff.evil.textconv": "{command}; cat"},
    "pager": {"core.pager": "{command}", "pager.diff": "{command}", "pager.rev-parse": "{command}"},
    "alias": {"alias.rev-parse": "!{command}", "alias.diff": "!{command}"},
    "hooks": {"core.hooksPath": "{hooks}"},
    "editor and askpass": {"core.editor": "{command}", "core.askPass": "{command}", "credential.helper": "!{command}"},
    "ssh": {
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": "ssh://a.test/b",
        "core.sshCommand": "{command};",
    },
    "remote that is a command": {
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": "ext::sh -c {command}",
        "protocol.allow": "always",
        "protocol.ext.allow": "always",
    },
    "program of a remote": {
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": "{hooks}",
        "remote.origin.uploadpack": "{command};",
        "protocol.file.allow": "always",
    },
}


@pytest.mark.parametrize("kind", SETTINGS)
def test_nothing_that_a_repository_names_is_run(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shield(monkeypatch)
    mark = tmp_path / "it-ran"
    script = tmp_path / "hooks" / "command"
    script.parent.mkdir()
    for name in ("command", "post-index-change", "reference-transaction", "post-checkout", "fsmonitor-watchman"):
        script.with_name(name).write_text(f"#!/bin/sh\ntouch '{mark}'\n")
        script.with_name(name).chmod(0o755)
    repository = Repository(tmp_path / "list")
    repository.commit({"old.md": ENTRIES, "other.md": ENTRIES + "x\n", ".gitattributes": ATTRIBUTES})
    repository.git("mv", "old.md", "new.md")
    repository.commit({"new.md": ENTRIES + "- more\n"})
    if "extensions.partialClone" in SETTINGS[kind]:
        repository.lose("HEAD~1:other.md")
    for setting, value in SETTINGS[kind].items():
        repository.git("config", setting, value.format(command=script, hooks=script.parent))
    repository.write({"new.md": ENTRIES + "- changed\n"})

    revision = find_revision(repository.folder, "HEAD~1")
    assert revision.read(repository.folder / "new.md") == ENTRIES.encode()
    assert "other.md" in revision.files
    try:
        assert revision.read(repository.folder / "other.md") == (ENTRIES + "x\n").encode()
    except ConfigError as error:
        assert "git cannot read what other.md was" in str(error)  # noqa: PT017 - it may be there
    assert not mark.exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_a_pipe_for_a_file_of_git_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = Repository(tmp_path)
    repository.commit({"README.md": "# A\n"})
    head = tmp_path / ".git" / "HEAD"
    head.unlink()
    os.mkfifo(head)
    monkeypatch.setattr("awesomelint.git._PATIENCE", 0.2)
    with pytest.raises(ConfigError, match="did not answer within"):
        find_revision(tmp_path, "main")
