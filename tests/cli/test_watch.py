"""`--watch`: a round at the start, and one for each time something is saved."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytest.importorskip("watchfiles", reason="watchfiles comes with the extra watch")

GOOD = "# A\n\n- **Title One** ACL 2020 [[pdf](https://example.org/1)]\n"
BAD = GOOD + "- **Title Two** NeurlPS 2020 [[pdf](https://example.org/2)]\n"


@contextmanager
def watching(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-u", "-m", "awesomelint", "--watch", "--no-cache", "--no-links", *arguments]
    environment = os.environ | {"NO_COLOR": "1", "PYTHONUTF8": "1"}
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def a_round(process: subprocess.Popen[str]) -> str:
    """Return what is printed up to the line that says that it waits."""
    assert process.stdout is not None
    lines: list[str] = []
    for line in process.stdout:
        if "watching" in line:
            return "".join(lines)
        lines.append(line)
    raise AssertionError("".join(lines))


def test_what_is_saved_is_linted_again(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "other.md").write_text(BAD, encoding="utf-8")
    with watching(tmp_path, "README.md", "other.md") as process:
        assert "other.md" in a_round(process)
        (tmp_path / "README.md").write_text(BAD, encoding="utf-8")
        said = a_round(process)
        assert "README.md: 2 entries" in said
        assert "VEN401" in said
        assert "other.md" not in said
        (tmp_path / ".awesomelint.yaml").write_text("ignore: [VEN401]\n", encoding="utf-8")
        said = a_round(process)
        assert "VEN401" not in said
        process.send_signal(signal.SIGINT)
        assert process.wait() == 0


def test_a_broken_configuration_ends_nothing(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(BAD, encoding="utf-8")
    config = tmp_path / ".awesomelint.yaml"
    config.write_text("ignroe: [VEN401]\n", encoding="utf-8")
    with watching(tmp_path, "README.md") as process:
        assert 'unknown key "ignroe"' in a_round(process)
        config.write_text("ignore: [VEN401]\n", encoding="utf-8")
        assert "VEN401" not in a_round(process)


@pytest.mark.slow
def test_files_that_editors_replace_or_take_away(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(GOOD, encoding="utf-8")
    with watching(tmp_path, "README.md") as process:
        assert "VEN401" not in a_round(process)
        (tmp_path / "README.md.new").write_text(BAD, encoding="utf-8")
        (tmp_path / "README.md.new").replace(readme)
        assert "VEN401" in a_round(process)
        readme.unlink()
        assert "note: README.md is gone" in a_round(process)
        readme.write_text(BAD, encoding="utf-8")
        assert "VEN401" in a_round(process)


@pytest.mark.slow
def test_a_configuration_further_up_and_a_baseline_are_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    folder.mkdir()
    (folder / "README.md").write_text(BAD, encoding="utf-8")
    config = tmp_path / ".awesomelint.yaml"
    config.write_text("{}\n", encoding="utf-8")
    with watching(tmp_path, "lists/README.md") as process:
        assert "VEN401" in a_round(process)
        (tmp_path / "old.json").write_text('{"version": 1, "findings": {}}', encoding="utf-8")
        assert "VEN401" in a_round(process)
        config.write_text("ignore: [VEN401]\n", encoding="utf-8")
        assert "VEN401" not in a_round(process)


@pytest.mark.slow
def test_only_a_terminal_is_cleared(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(GOOD, encoding="utf-8")
    clearing = "\x1b[2J\x1b[3J\x1b[H"
    with watching(tmp_path, "README.md") as process:
        assert clearing not in a_round(process)
    pty = pytest.importorskip("pty", reason="there are no such terminals here")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "awesomelint", "--watch", "--no-cache", "--no-links", "README.md"]
    with subprocess.Popen(command, cwd=tmp_path, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        said = b""
        while b"watching" not in said:
            said += os.read(ours, 4096)
        process.send_signal(signal.SIGINT)
        os.close(ours)
    assert said.decode().startswith(clearing)


@pytest.mark.parametrize("arguments", [("--fix", "README.md"), ("-",)])
def test_what_does_not_go_together(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "README.md").write_text(GOOD, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "awesomelint", "--watch", *arguments],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "--watch" in done.stderr
