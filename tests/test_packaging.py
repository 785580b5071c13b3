"""The wheel and the source archive, built without a network, and the program run from the wheel outside the checkout."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution, packages_distributions
from pathlib import Path

import pytest
from shared import build

from awesomelint import __version__
from awesomelint.rulebook.load import load_rulebook

ROOT = Path(__file__).parents[1]
SCRIPTS = "Scripts" if os.name == "nt" else "bin"
EXE = ".exe" if os.name == "nt" else ""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Path:
    """Return the wheel."""
    return dist / f"awesomelint-{__version__}-py3-none-any.whl"


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the program, installed from the wheel into an environment that holds nothing but what the wheel declares."""
    folder = tmp_path_factory.mktemp("clean") / "venv"
    venv.create(folder, with_pip=False)
    python = folder / SCRIPTS / f"python{EXE}"
    site = Path(_run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-index", "--no-deps", str(wheel)]
    done = subprocess.run(pip, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        pytest.skip(f"pip cannot install the wheel here: {done.stderr.strip().splitlines()[-1]}")
    for needed in _closure(_requirements(distribution("awesomelint"))):
        _copy(needed, site)
    return folder / SCRIPTS / f"awesomelint{EXE}"


def _requirements(dist: Distribution) -> list[str]:
    """Return the names that a distribution requires wherever it runs."""
    return [re.split(r"[^\w.-]", line)[0] for line in dist.requires or () if ";" not in line]


def _closure(names: list[str]) -> Iterator[Distribution]:
    """Yield the distributions of these names and of all that they require."""
    seen: set[str] = set()
    pending = list(names)
    while pending:
        name = pending.pop()
        if name in seen:
            continue
        seen.add(name)
        try:
            found = distribution(name)
        except PackageNotFoundError:
            pytest.skip(f"{name} is not installed here")
        pending += _requirements(found)
        yield found


def _copy(dist: Distribution, site: Path) -> None:
    for file in dist.files or ():
        if ".." not in file.parts and "__pycache__" not in file.parts:
            target = site / file
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(str(file.locate()), target)


def _run(*command: str | Path, cwd: Path | None = None, code: int = 0) -> str:
    hidden = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**environment, "PYTHONUTF8": "1", "PYTHONWARNINGS": "error"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (code, "")
    return done.stdout


def _names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def test_the_wheel_carries_rules_data_and_types(wheel: Path) -> None:
    names = _names(wheel)
    wanted = {f"awesomelint/_rules/{path.relative_to(ROOT / 'rules').as_posix()}" for path in _data_files()}
    wanted |= {path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src").rglob("*.py")}
    wanted |= {
        path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src" / "awesomelint" / "templates").iterdir()
    }
    wanted |= {f"awesomelint/_compiled/{name}.jsonl" for name in ("hosts", "rulebook", "venues")}
    assert names >= wanted | {"awesomelint/py.typed"}
    man_page = f"awesomelint-{__version__}.data/data/share/man/man1/awesomelint.1"
    assert [name for name in names if not name.startswith("awesomelint/")] == [man_page]


def _data_files() -> list[Path]:
    return [path for kind in ("*.yaml", "*.txt") for path in (ROOT / "rules").rglob(kind)]


def test_the_wheel_carries_licence_and_readme(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        info = f"awesomelint-{__version__}.dist-info"
        assert archive.read(f"{info}/licenses/LICENSE") == (ROOT / "LICENSE").read_bytes()
        assert "# awesomelint" in archive.read(f"{info}/METADATA").decode()
        assert "awesomelint = awesomelint.cli:main" in archive.read(f"{info}/entry_points.txt").decode()


def test_the_source_archive_builds_the_same_wheel(dist: Path, wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(dist / f"awesomelint-{__version__}.tar.gz") as archive:
        # `extractall(filter="data")` came with 3.11.4; later versions warn where no filter is set.
        archive.extraction_filter = getattr(tarfile, "data_filter", lambda member, path: member)
        archive.extractall(tmp_path)
    source = tmp_path / f"awesomelint-{__version__}"
    assert (source / "tests" / "test_packaging.py").is_file()
    build(source, tmp_path / "again", "wheel")
    assert (tmp_path / "again" / wheel.name).read_bytes() == wheel.read_bytes()


def test_compiling_needs_nothing_that_a_build_has_not() -> None:
    code = (
        "import sys; sys.modules.update(dict.fromkeys(sys.argv[2:])); sys.path[:0] = [sys.argv[1] + '/src']\n"
        "from awesomelint.links.policy import compile_hosts\n"
        "from awesomelint.papers.venues.load import compile_venues\n"
        "from awesomelint.rulebook.load import compile_rulebook\n"
        "print(*(len(list(make())) for make in (compile_hosts, compile_rulebook, compile_venues)))"
    )
    absent = [name for name, dists in packages_distributions().items() if "PyYAML" not in dists]
    assert re.fullmatch(r"1 1 \d+\n", _run(sys.executable, "-I", "-c", code, ROOT, *absent))


def test_building_again_gives_the_same_bytes(dist: Path, tmp_path: Path) -> None:
    build(ROOT, tmp_path, "wheel", "sdist")
    assert {file.name: file.read_bytes() for file in dist.iterdir()} == {
        file.name: file.read_bytes() for file in tmp_path.iterdir()
    }


def test_the_version(program: Path, tmp_path: Path) -> None:
    assert _run(program, "--version", cwd=tmp_path) == f"awesomelint {__version__}\n"


def test_all_rules_are_there(program: Path, tmp_path: Path) -> None:
    listed = _run(program, "rules", cwd=tmp_path)
    assert re.findall(r"^[A-Z]+\d+", listed, re.MULTILINE) == [spec.code for spec in load_rulebook()]


def test_no_yaml_is_read(program: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from awesomelint.api import lint; from awesomelint.links.policy import load_policies\n"
        "load_policies(); print(len(lint('- A paper. ICML 2020')), 'yaml' in sys.modules)"
    )
    python = program.with_name(f"python{EXE}")
    assert re.fullmatch(r"\d+ False\n", _run(python, "-c", code, cwd=tmp_path))


def test_rules_are_explained(program: Path, tmp_path: Path) -> None:
    assert _run(program, "explain", "NUM101", cwd=tmp_path).startswith("NUM101 sequential-numbers\n")


def test_a_list_is_linted_and_fixed(program: Path, tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    shutil.copy(ROOT / "examples" / "efficient-language-models.md", readme)
    assert "number 5 repeats, expected 6" in _run(program, "README.md", "--no-cache", cwd=tmp_path, code=1)
    _run(program, "README.md", "--no-cache", "--fix", "--unsafe-fixes", cwd=tmp_path)
    assert "\n6. **FlashAttention" in readme.read_text(encoding="utf-8")
    assert _run(program, "README.md", "--no-cache", "--quiet", cwd=tmp_path) == ""
