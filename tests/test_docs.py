"""The documentation: it links to what is there, its Python runs, and its commands name options that exist."""

from __future__ import annotations

import os
import re
import shlex
import tomllib
from pathlib import Path

import click
import pytest
import yaml

import awesomelint
from awesomelint.api import configuration
from awesomelint.checks.lint_comments import codes_by_name
from awesomelint.cli.program import COMMANDS, DEFAULT_COMMAND, program
from awesomelint.context import DiskFiles, LintContext
from awesomelint.engine import lint_document
from awesomelint.origin import INDEX, REPOSITORY
from awesomelint.reporters import FORMATS
from awesomelint.rulebook.load import load_rulebook

ROOT = Path(__file__).parents[1]
PAGES = sorted((*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "rules" / "README.md"))
ALL_PAGES = sorted(
    {*PAGES, *(ROOT / "docs").rglob("*.md"), *ROOT.glob("benchmarks/*.md"), ROOT / "editors/vscode/README.md"}
)
LEADING = configuration({"select": ["LNK506", "LNK508", "LNK511"]})
_BLOCK = re.compile(r"^```(?P<language>sh|console|python)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(
    r"^(?:\$ )?(?:\.venv/bin/|uvx --from \S+ |pipx run --spec \S+ )?awesomelint(?P<arguments>(?: .*)?)$", re.MULTILINE
)

_SCRIPT = re.compile(r"^(?:\$ )?python3? (?P<script>(?:benchmarks|tools)/\w+\.py)(?P<arguments>[^\n#]*)", re.MULTILINE)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def commands() -> list[tuple[str, str]]:
    """Return the lines that run awesomelint in blocks of shell, each with its page."""
    return [
        (name(path), match["arguments"].split(" #")[0].strip())
        for path in PAGES
        for block in _BLOCK.finditer(path.read_text(encoding="utf-8"))
        if block["language"] != "python"
        for match in _COMMAND.finditer(block["code"])
    ]


@pytest.mark.parametrize("path", ALL_PAGES, ids=name)
def test_scripts_that_pages_name_have_their_options(path: Path) -> None:
    for block in _BLOCK.finditer(path.read_text(encoding="utf-8")):
        for command in _SCRIPT.finditer(block["code"]):
            source = (ROOT / command["script"]).read_text(encoding="utf-8")
            for option in re.findall(r" (--[a-z-]+)", command["arguments"]):
                assert re.search(rf"{option}\b", source), command[0]


@pytest.mark.parametrize("path", ALL_PAGES, ids=name)
def test_links_lead_somewhere(path: Path) -> None:
    document = awesomelint.parse(path.read_text(encoding="utf-8"), str(path))
    context = LintContext(DiskFiles(path))
    assert lint_document(document, LEADING.rules, context, known=LEADING.known) == []


@pytest.mark.parametrize(("page", "arguments"), commands())
def test_commands_take_their_arguments(page: str, arguments: str) -> None:
    words = shlex.split(arguments)
    command = words.pop(0) if words and words[0] in COMMANDS else DEFAULT_COMMAND
    if {"--version", "--help"} & set(words):
        return
    found = program.get_command(click.Context(program), command)
    assert found is not None
    if isinstance(found, click.Group) and words:
        sub = found.get_command(click.Context(found), words.pop(0))
        assert sub is not None, arguments
        found = sub
    found.make_context(command, words, parent=click.Context(program))


def test_blocks_of_yaml_can_be_read() -> None:
    blocks = [
        (name(path), list(yaml.safe_load_all(block)))
        for path in ALL_PAGES
        for block in re.findall(r"^```yaml\n(.*?)^```$", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    ]
    ((compose,),) = (read for page, read in blocks if page == "docs/sweeps.md")
    services = compose["services"]
    assert {one for service in services.values() for one in service.get("depends_on", ())} <= services.keys()
    test_commands_take_their_arguments(
        "docs/sweeps.md", shlex.join(["sweep", "run", *services["sweep"]["command"][1:]])
    )


def test_rules_that_others_have_too_exist_and_are_those_of_their_comments() -> None:
    rows = re.findall(
        r"^\| `([\w-]+)` \| *([A-Z0-9 ]*?) *\|", (ROOT / "docs" / "comparison.md").read_text("utf-8"), re.MULTILINE
    )
    known = {spec.code for spec in load_rulebook()}
    assert len(rows) == len(dict(rows)) >= 50
    assert {code for _, codes in rows for code in codes.split()} <= known
    documented = {name: frozenset(codes.split()) for name, codes in rows if codes}
    assert documented.keys() == codes_by_name().keys()
    assert all(codes <= documented[name] for name, codes in codes_by_name().items())


def test_all_formats_are_described() -> None:
    described = re.findall(r"^\| (`.+?) \|", (ROOT / "docs" / "ci.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert {*FORMATS, "auto"} <= {word for cell in described for word in re.findall(r"`([\w-]+)`", cell)}


_SOURCE = "git+https://github.com/OWNER/awesomelint@COMMIT"
_INSTALLING = re.compile(
    r"""\b(?:pip|pipx|uv\ tool)\ install\ +(?:-\S+\ +)*("[^"]+"|'[^']+'|[^\s`"']+)"""
    r"""|\b(?:uvx\ --from|pipx\ run\ --spec)\ +("[^"]+"|\S+)\ +awesomelint\b|\b(?:uvx|pipx\ run)\ +(\S+)""",
    re.VERBOSE,
)


def test_installers_find_the_program_and_its_extras() -> None:
    """Nothing that is printed or documented names a package that nobody has published: see docs/releasing.md."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["name"] in project["scripts"]  # what `uvx NAME` and `pipx run NAME` start
    assert project.get("urls", {}).get("Repository", "") == REPOSITORY
    extras = project["optional-dependencies"]
    said = [
        *ALL_PAGES,
        *(ROOT / "src").rglob("*.py"),
        *(ROOT / "src").rglob("*.y*ml"),
        ROOT / "editors/vscode/extension.js",
    ]
    texts = [path.read_text(encoding="utf-8") for path in said if path.name != "releasing.md"]
    words = {next(filter(None, match.groups())).strip("\"'") for text in texts for match in _INSTALLING.finditer(text)}
    ours = {word for word in words if "awesomelint" in word or word.startswith(".")}
    assert {_SOURCE, "."} <= ours
    for word in ours:
        match = re.fullmatch(r"(?:awesomelint|\.)?(?:\[([\w,]+)\])?(?: @ )?(\S*)", word)
        assert match is not None, word
        assert set((match[1] or "lsp").split(",")) <= set(extras), word
        assert match[2] == _SOURCE or word.startswith(".") or INDEX, word


@pytest.mark.parametrize("page", ["README.md", "docs/python.md"])
def test_python_runs(
    page: str,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("AWESOMELINT_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
    text = (ROOT / "examples" / "efficient-language-models.md").read_text(encoding="utf-8")
    (tmp_path / "README.md").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"text": text}
    blocks = [
        block["code"]
        for block in _BLOCK.finditer((ROOT / page).read_text(encoding="utf-8"))
        if block["language"] == "python"
    ]
    assert blocks
    for code in blocks:
        exec(compile(code, page, "exec"), names)
    assert "NUM101" in capsys.readouterr().out
    assert os.listdir(tmp_path) == ["README.md"]  # noqa: PTH208
