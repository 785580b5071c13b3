"""The hooks that we offer: what they say of themselves, and that pre-commit installs and runs them."""

from __future__ import annotations

import os
import re
import shutil
import site
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import click
import pytest
import yaml
from repositories import Repository, shield

from awesomelint.cli.program import program

ROOT = Path(__file__).parents[1]
FILE = ROOT / ".pre-commit-hooks.yaml"
HOOKS = {hook["id"]: hook for hook in yaml.safe_load(FILE.read_text(encoding="utf-8"))}


def test_the_hooks() -> None:
    assert list(HOOKS) == ["awesomelint", "awesomelint-fix", "awesomelint-links"]
    for hook in HOOKS.values():
        assert (hook["language"], hook["types"], hook["require_serial"]) == ("python", ["markdown"], True)
        assert hook["minimum_pre_commit_version"] == "3.2.0", "the version that names stages as we do"
    assert HOOKS["awesomelint-links"]["stages"] == ["pre-push", "manual"]
    assert all("stages" not in hook for name, hook in HOOKS.items() if name != "awesomelint-links")


@pytest.mark.parametrize("name", HOOKS)
def test_their_commands_have_these_options(name: str) -> None:
    command, *arguments = HOOKS[name]["entry"].split()
    assert command == "awesomelint"
    context = click.Context(program)
    check = program.get_command(context, "check")
    assert check is not None
    given = check.make_context("check", [*arguments, "README.md"], parent=context).params
    assert given["links"] is (name == "awesomelint-links")
    assert given["force_exclude"]
    assert given["fix"] is (name == "awesomelint-fix")


@pytest.mark.parametrize("name", HOOKS)
@pytest.mark.parametrize(
    ("path", "is_taken"),
    [
        ("README.md", True),
        ("readme.markdown", True),
        ("docs/Readme.md", True),
        ("NOT-README.md", False),
        ("README.md.txt", False),
        ("CHANGELOG.md", False),
        ("README/notes.md", False),
    ],
)
def test_they_take_readmes(name: str, path: str, is_taken: bool) -> None:
    assert bool(re.search(HOOKS[name]["files"], path)) is is_taken


def pre_commit(*arguments: str, folder: Path, code: int) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


needs_pre_commit = pytest.mark.skipif(
    find_spec("pre_commit") is None or shutil.which("git") is None or not (ROOT / ".git").exists(),
    reason="needs pre-commit, git and a checkout",
)


@needs_pre_commit
def test_the_manifest_is_valid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path))
    pre_commit("validate-manifest", str(FILE), folder=ROOT, code=0)


class Published(NamedTuple):
    """A bare repository and a package index that have the program, and what installs it from there without a network.

    `variables` let pip find no index but this one, and what awesomelint needs in the environment of these tests: neither the
    environments of hooks nor builds download anything.
    """

    repository: str
    commit: str
    variables: dict[str, str]

    @property
    def source(self) -> str:
        return f"{self.repository}@{self.commit}"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, dist: Path) -> Iterator[Published]:
    folder = tmp_path_factory.mktemp("published")
    needed = folder / "needed"
    needed.mkdir()
    for path in map(Path, site.getsitepackages()):
        for one in path.iterdir():
            if not re.match(r"_*(awesomelint|pip|setuptools|pkg_resources|__pycache__)|.*\.pth$", one.name):
                (needed / one.name).symlink_to(one)
    simple = folder / "simple" / "awesomelint"
    simple.mkdir(parents=True)
    (wheel,) = dist.glob("*.whl")
    (simple / "index.html").write_text(f'<a href="{wheel.as_uri()}">{wheel.name}</a>\n')
    variables = {
        "PYTHONPATH": str(needed),
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_FIND_LINKS": "",
        "PIP_INDEX_URL": simple.parent.as_uri(),
        "PIP_NO_BUILD_ISOLATION": "0",  # which switches it off
        "VIRTUALENV_SETUPTOOLS": "bundle",  # builds what pre-commit puts beside the dependencies of a local hook
        "PRE_COMMIT_HOME": str(folder / "home"),
        "AWESOMELINT_CACHE_DIR": str(folder / "cache"),
    }
    with pytest.MonkeyPatch.context() as patch:
        shield(patch)
        ours = Repository(folder / "ours")
        copy_checkout(ours.folder)
        commit = ours.commit()
        ours.git("clone", "--quiet", "--bare", "--no-tags", ours.folder.as_uri(), folder / "awesomelint.git")
        yield Published((folder / "awesomelint.git").as_uri(), commit, variables)


@pytest.fixture
def theirs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, published: Published) -> Repository:
    """An empty repository, where pip and pre-commit are as `published` has it."""
    shield(monkeypatch)
    for name, value in published.variables.items():
        monkeypatch.setenv(name, value)
    return Repository(tmp_path / "theirs")


@pytest.mark.slow
@needs_pre_commit
def test_they_run(theirs: Repository, published: Published) -> None:
    """From a clone without tags, on a broken list, mending it, and on the list that is then clean."""
    text = (ROOT / "examples" / "efficient-language-models.md").read_text(encoding="utf-8")
    for unsafe, mended in ("-tunning", "-tuning"), ("Holtzman and Luke", "Holtzman, Luke"):
        assert unsafe in text
        text = text.replace(unsafe, mended)
    hooks = "".join(f"      - id: {name}\n" for name in HOOKS)
    config = f"repos:\n  - repo: {published.repository}\n    rev: {published.commit}\n    hooks:\n{hooks}"
    theirs.commit({"README.md": text, "notes.md": text, ".pre-commit-config.yaml": config})

    broken = pre_commit("run", "--all-files", "awesomelint", folder=theirs.folder, code=1)
    assert "number 5 repeats, expected 6" in broken
    assert "notes.md" not in broken
    fixed = pre_commit("run", "--all-files", "awesomelint-fix", folder=theirs.folder, code=1)
    assert "files were modified by this hook" in fixed
    assert theirs.git("diff", "--name-only") == "README.md"
    clean = pre_commit("run", "--all-files", "awesomelint", folder=theirs.folder, code=0)
    assert "Passed" in clean
    assert "awesomelint links" not in pre_commit("run", "--all-files", folder=theirs.folder, code=0)


@pytest.mark.slow
@needs_pre_commit
@pytest.mark.parametrize("place", ["repository", "index", "folder"])
def test_the_hook_that_init_writes_runs(
    place: str, theirs: Repository, published: Published, tmp_path: Path, dist: Path
) -> None:
    """Install the program, let it set up a list and `pre-commit install`; then commit something good and something bad."""
    (wheel,) = dist.glob("*.whl")
    what = {"repository": f"git+{published.source}", "index": "awesomelint", "folder": str(wheel)}[place]
    installed = tmp_path / "installed"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(installed)]
    subprocess.run([*pip, what], check=True)
    slip = "1. **A Slip of Old** ACL 2019 [[pdf](htps://example.org/1)]\n"
    theirs.commit({"README.md": f"# Reading\n\n{slip}"})

    def init(*options: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "awesomelint", "init", "--yes", *options],
            cwd=theirs.folder,
            env={**os.environ, "PYTHONPATH": os.pathsep.join((str(installed), os.environ["PYTHONPATH"]))},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    said = init()
    if place == "folder":
        assert "no pre-commit hook and no workflow: " in said
        assert not (theirs.folder / ".pre-commit-config.yaml").exists()
        init("--source", published.source)
    theirs.commit()
    pre_commit("install", folder=theirs.folder, code=0)
    good = "2. **A Paper** ACL 2020 [[pdf](https://example.org/2)]\n"
    theirs.write({"README.md": f"# Reading\n\n{slip}{good}"})
    theirs.git("add", "--all")
    theirs.git("commit", "--quiet", "--message", "Add a paper")
    theirs.write({"README.md": f"# Reading\n\n{slip}{good}{good}"})
    theirs.git("add", "--all")
    refused = subprocess.run(
        ["git", "commit", "-m", "x"], cwd=theirs.folder, capture_output=True, encoding="utf-8", check=False
    )
    assert refused.returncode == 1
    assert "number 2 repeats, expected 3" in refused.stdout + refused.stderr
    assert "htps" not in refused.stdout + refused.stderr


def copy_checkout(target: Path) -> None:
    """Copy what git has of our checkout, as it is now."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
