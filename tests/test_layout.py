"""The shape of the repository: which way imports run, what is documented where, and that versions agree."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml

import awesomelint
from awesomelint.rulebook.load import load_rulebook

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "awesomelint"
MODULES = sorted(PACKAGE.rglob("*.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

FORBIDDEN_NAMES = {"utils", "util", "helpers", "common", "misc"}
"""Names under which things gather that nobody found a noun for."""

FORBIDDEN_IMPORTS = {
    "document": {"checks", "cli", "config", "engine", "export", "files", "fixing", "reporters", "rulebook"},
    "markdown": {"checks", "cli", "config", "document", "engine", "export", "files", "fixing", "reporters", "rulebook"},
    "papers": {"checks", "cli", "config", "engine", "export", "files", "fixing", "reporters", "rulebook"},
    "rulebook": {"cli", "config", "engine", "export", "files", "fixing", "reporters"},
    "rule_examples": {"cli", "config", "export", "files", "reporters"},
    "checks": {"cli", "config", "engine", "export", "files", "fixing", "reporters"},
    "engine": {"cli", "export", "files", "reporters"},
    "fixing": {"cli", "config", "export", "files", "reporters"},
    "adding": {"cli", "config", "editor", "engine", "export", "files", "reporters"},
    "export": {"checks", "cli", "config", "engine", "fixing", "reporters"},
    "config": {"cli", "document", "engine", "export", "fixing", "reporters"},
    "baseline": {"checks", "cli", "config", "document", "engine", "export", "files", "fixing", "reporters"},
    "changes": {"checks", "cli", "config", "document", "engine", "export", "files", "fixing", "reporters"},
    "git": {"checks", "cli", "config", "document", "engine", "export", "fixing", "reporters"},
    "reporters": {"cli", "config", "engine", "export", "files", "fixing"},
    "links": {"checks", "cli", "config", "engine", "export", "files", "fixing", "reporters", "rulebook"},
    "context": {"checks", "cli", "config", "engine", "export", "files", "fixing", "reporters", "rulebook"},
    "editor": {"cli", "export", "reporters"},
    "session": {"cli", "editor", "export", "reporters", "sweep"},
    "sweep": {"cli", "editor", "export"},
    "files": {"checks", "cli", "config", "document", "engine", "export", "fixing", "reporters"},
}
"""For each package or module, those that it must not import: imports run from the command line inwards, never back."""

BROUGHT_ALONG = {"lsprotocol"}
"""Packages that are used beside the one that brings them along."""


def _name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def _imports(path: Path) -> frozenset[str]:
    """Return the dotted names that a module imports when it is imported or called; not those for type checkers alone."""
    found: set[str] = set()
    pending: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
        pending.extend(ast.iter_child_nodes(node))
    return frozenset(found)


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_imports_run_one_way(path: Path) -> None:
    here = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    inner = {name.split(".")[1] for name in _imports(path) if name.startswith("awesomelint.")}
    assert not inner & FORBIDDEN_IMPORTS.get(here, set())
    assert here in ("cli", "__main__") or "cli" not in inner
    assert here in ("__init__", "api", "cli", "editor", "session", "sweep") or "session" not in inner


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_modules_say_what_they_hold(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    assert path.stem not in FORBIDDEN_NAMES


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_named_tuples_are_of_our_own_making(path: Path) -> None:
    names = _imports(path)
    assert "typing.NamedTuple" not in names, "costs ten times as much: decision 90"
    if "awesomelint.startup.NamedTuple" in names:
        assert "__future__.annotations" in names


def test_imports_are_declared() -> None:
    modules = {name.split(".")[0] for path in MODULES for name in _imports(path)}
    homes = packages_distributions()
    used = {dist.lower().replace("_", "-") for module in modules - {"awesomelint"} for dist in homes.get(module, ())}
    optional = [
        one
        for extra in ("distributed", "lsp", "socks", "sweep", "watch")
        for one in PROJECT["optional-dependencies"][extra]
    ]
    declared = {re.split(r"[^\w.-]", requirement)[0].lower() for requirement in (*PROJECT["dependencies"], *optional)}
    assert used - BROUGHT_ALONG == declared


def test_dependencies_have_reasons() -> None:
    said = (ROOT / "docs" / "decisions" / "0002-dependencies.md").read_text(encoding="utf-8")
    for requirement in (
        *PROJECT["dependencies"],
        *(one for extra in PROJECT["optional-dependencies"].values() for one in extra),
    ):
        name = re.split(r"[^\w.-]", requirement)[0]
        if name == "awesomelint":  # an extra in another
            continue
        assert re.search(rf"^- [^:]*\b{re.escape(name)}\b[^:]*: ", said, re.MULTILINE), name


def test_versions_agree() -> None:
    assert PROJECT["version"] == awesomelint.__version__
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == awesomelint.__version__
    latest = re.search(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert latest is not None
    assert latest[1] == awesomelint.__version__


def test_rule_files_are_named_after_their_rules() -> None:
    folders: dict[str, set[str]] = {}
    for spec in load_rulebook():
        path = Path(spec.path)
        assert path.name == f"{spec.code}-{spec.name}.yaml"
        folders.setdefault(path.parent.name, set()).add(spec.family)
    assert all(len(families) == 1 for families in folders.values()), folders


def test_wheels_are_built_without_what_the_program_requires() -> None:
    """The build environment holds hatchling and PyYAML; `tools/build_hook.py` imports the modules that compile data."""
    hook = (ROOT / "tools" / "build_hook.py").read_text(encoding="utf-8")
    imports = re.findall(r"^ +(from awesomelint\S* import .+)$", hook, re.MULTILINE)
    assert imports
    missing = sorted({re.split(r"[^\w.-]", line)[0] for line in PROJECT["dependencies"]} - {"pyyaml"})
    names = {
        name for name, dists in packages_distributions().items() if {dist.lower() for dist in dists} & set(missing)
    }
    assert len(names) >= len(missing)
    code = f"import sys; sys.modules.update(dict.fromkeys({sorted(names)!r})); " + "; ".join(imports)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
