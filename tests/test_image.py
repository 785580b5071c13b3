"""The container image and the man page: built and run where a docker engine is there, else read by their linters."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pathspec import GitIgnoreSpec
from shared import build

ROOT = Path(__file__).parents[1]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
MAN_PAGE = ROOT / "man" / "awesomelint.1"


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)


def has_engine() -> bool:
    return shutil.which("docker") is not None and run("docker", "info").returncode == 0


@pytest.mark.slow
def test_the_image_lints() -> None:
    if not has_engine():
        pytest.skip("no docker engine is here")
    done = run("docker", "build", "--quiet", "--build-arg", "SOURCE=https://git.example/octo/awesomelint@v1", ".")
    assert done.returncode == 0, done.stderr
    image = done.stdout.strip()
    volume = f"{ROOT / 'examples'}:/list:ro"
    done = run("docker", "run", "--rm", "--volume", volume, image, "--no-links", "efficient-language-models.md")
    assert (done.returncode, "NUM101" in done.stdout) == (1, True), done.stderr


def test_the_dockerfile_is_sound() -> None:
    beside = Path(sys.executable).with_name("hadolint")
    found = str(beside) if beside.is_file() else shutil.which("hadolint")
    if not found:
        pytest.skip("hadolint is not installed")
    done = run(found, "--no-color", "Dockerfile")
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_the_image_has_what_the_wheel_is_built_from(tmp_path: Path, dist: Path) -> None:
    """What `.dockerignore` lets into the build makes the same wheel."""
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "*", "nothing but what is named below"
    ignored = GitIgnoreSpec.from_lines(line for line in lines[1:] if not line.startswith("!"))
    source = tmp_path / "source"
    for top in (ROOT / line[1:] for line in lines if line.startswith("!")):
        for path in [top] if top.is_file() else top.rglob("*"):
            name = path.relative_to(ROOT)
            if path.is_file() and not ignored.match_file(name):
                (source / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, source / name)
    assert (source / "action" / "requirements.txt").is_file()
    build(source, tmp_path / "built", "wheel")
    (built,) = (tmp_path / "built").iterdir()
    assert built.read_bytes() == (dist / built.name).read_bytes()


def test_the_man_page_is_read_without_complaint() -> None:
    if shutil.which("groff") is None:
        pytest.skip("groff is not installed")
    done = run("groff", "-man", "-ww", "-z", "-Tutf8", str(MAN_PAGE))
    assert (done.returncode, done.stderr) == (0, "")


def test_the_man_page_has_every_command() -> None:
    from awesomelint.cli.program import COMMANDS

    sections = re.findall(r"^\.SH (\S+)", MAN_PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert [name.upper() for name in COMMANDS] == sections[3:-1]
    text = MAN_PAGE.read_text(encoding="utf-8")
    assert all(one in text for one in (r"\-\-unsafe\-fixes", r"\-\-changed", r"\-\-weekly", r"\-\-output\-file"))
