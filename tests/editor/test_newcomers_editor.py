"""The end of a newcomer's path: a repository that `awesomelint init` set up, in an editor that docs/editors.md set up."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conversation import applied, editing, talk
from lsprotocol import types
from repositories import Repository, shield

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
EXAMPLE = ROOT / "examples" / "efficient-language-models.md"
EVERYWHERE = types.Range(start=types.Position(0, 0), end=types.Position(999, 0))


def awesomelint(folder: Path, *arguments: str, status: int = 0) -> str:
    """Return what the command line prints in a folder, where its exit code is the expected one."""
    command = [sys.executable, "-m", "awesomelint", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout


def starting_words() -> set[tuple[str, ...]]:
    """Return the commands that the settings of all editors on the page start, without folders."""
    patterns = (
        r"cmd = \{ (.+?) \}",
        r'command = (".+?")\nargs = \[(.+?)\]',
        r"markdown-mode gfm-mode\) \. \((.+?)\)",
        r'awesomelint\.command": \[(.+?)\]',
        r'server\.command": (".+?"),\n.*?server\.commandArguments": \[(.+?)\]',
        r'"path": (".+?"), "arguments": \[(.+?)\]',
    )
    found = []
    for pattern in patterns:
        match = re.search(pattern, PAGE)
        assert match is not None, pattern
        found.append(tuple(word.rpartition("/")[2] for part in match.groups() for word in re.findall(r'"(.+?)"', part)))
    return set(found)


@pytest.mark.slow
def test_the_editor_agrees_with_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shield(monkeypatch)
    folder = Repository(tmp_path / "awesome-models").folder
    readme = folder / "README.md"
    readme.write_bytes(EXAMPLE.read_bytes())
    awesomelint(folder, "init", "--yes", "--source", "https://git.example/tools/awesomelint@v1")
    assert (folder / ".pre-commit-config.yaml").is_file()
    assert (folder / ".github" / "workflows" / "awesomelint.yml").is_file()
    (words,) = starting_words()
    assert words[0] == "awesomelint"

    async def conversation() -> None:
        async with editing(readme, command=[sys.executable, "-m", *words], folder=folder) as editor:
            text = readme.read_text(encoding="utf-8")
            found = [(one.range.start.line + 1, one.code) for one in await editor.open(text)]
            said = json.loads(awesomelint(folder, "--no-links", "--output-format", "json", "README.md", status=1))
            printed = [(one["location"]["row"], one["code"]) for one in said]
            assert found == printed
            assert len(found) > 5
            (action,) = await editor.actions(EVERYWHERE, "source.fixAll.awesomelint")
            mended = applied(text, action.edit)
            awesomelint(folder, "--no-links", "--fix", "README.md", status=1)
            assert readme.read_text(encoding="utf-8") == mended

            # What is left goes on record, as docs/adopting.md says; then neither reports anything.
            awesomelint(folder, "--no-links", "--write-baseline", "--baseline", "old.json", "README.md")
            with (folder / ".awesomelint.yaml").open("a", encoding="utf-8") as config:
                config.write("baseline: old.json\n")
            awesomelint(folder, "--no-links", "README.md")
            editor.type(mended, 0, 0)  # beside the old text, which is then taken away
            last = mended.count("\n")
            editor.erase(types.Position(last, 0), types.Position(last + text.count("\n"), 0))
            assert await editor.findings() == []

    talk(conversation())
