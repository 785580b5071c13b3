"""`awesomelint init`: what is shown, asked, written, and left as it is."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from lists import Run
from repositories import Repository, shield

from awesomelint import __version__
from awesomelint.cli import init
from awesomelint.config.load import load_config
from awesomelint.origin import VARIABLE, Origin

ROOT = Path(__file__).parents[2]
CONFIG, HOOK, WORKFLOW = ".awesomelint.yaml", ".pre-commit-config.yaml", ".github/workflows/awesomelint.yml"
WEEKLY = ".github/workflows/links.yml"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
HOME = "https://git.example/tools/awesomelint"
LIST = "# List\n\n## One\n\n" + "".join(
    f"- **Paper of the Kind {n}** ACL 2020 [[pdf](https://arxiv.org/abs/2001.0{n:04})]\n" for n in range(1, 13)
)
OTHER = "# List\n\n" + "".join(f"- [Thing {n}](https://example.org/{n})\n" for n in range(6))


@pytest.fixture
def list_here(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A list in a repository, and a program that comes from a commit of one."""
    monkeypatch.setenv(VARIABLE, f"{HOME}@{COMMIT}")
    (here / ".git").mkdir()
    (here / "README.md").write_text(LIST)
    return here


@pytest.fixture
def asking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(init, "can_ask", lambda: True)


def files(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and ".git/" not in f"{path}/".replace(f"{folder}/", "")
    )


def test_all_is_written(run: Run, list_here: Path) -> None:
    result = run("init", "--yes")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "link-brackets" in result.stdout
    assert result.stdout.endswith(
        f"{CONFIG}: written\n{HOOK}: written\n{WORKFLOW}: written\n\n"
        f"next:\n  git add {CONFIG} {HOOK} {WORKFLOW}\n  pre-commit install\n"
        "  awesomelint init --weekly   # also checks all links once a week\n"
    )
    assert files(list_here) == sorted([CONFIG, HOOK, WORKFLOW, "README.md"])


def test_the_configuration(run: Run, list_here: Path) -> None:
    before = run("README.md", "--output-format=json").stdout
    run("init", "--yes")
    text = (list_here / CONFIG).read_text()
    config = load_config(list_here / CONFIG)
    assert config.presets == ("default", "papers")
    assert "link-brackets: {style: inside}  # 12 of 12" in text
    assert run("README.md", "--output-format=json").stdout == before
    commented = re.sub(r"^# ((?:ignore|severity|fail-on|exclude):)", r"\1", text, flags=re.MULTILINE)
    (list_here / CONFIG).write_text(commented)
    assert load_config(list_here / CONFIG).exclude, "what is commented out is right, too"


def test_the_schema_is_named_where_it_is_published(run: Run, list_here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("init", "--yes")
    first = (list_here / CONFIG).read_text().splitlines()[0]
    assert first == f"# yaml-language-server: $schema={HOME}/raw/{COMMIT}/schema/awesomelint.schema.json"
    (list_here / CONFIG).unlink()
    monkeypatch.delenv(VARIABLE)
    run("init", "--yes")
    assert "awesomelint config schema >" in (list_here / CONFIG).read_text()


def test_the_hook_of_a_commit(run: Run, list_here: Path) -> None:
    run("init", "--yes")
    (repository,) = yaml.safe_load((list_here / HOOK).read_text())["repos"]
    (hook,) = repository.pop("hooks")
    assert repository == {"repo": HOME, "rev": COMMIT}
    assert hook["args"] == ["--changed", "HEAD"]
    ours = {one["id"]: one for one in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    assert hook["files"] == ours[hook["id"]]["files"]


def test_the_hook_of_a_version(run: Run, list_here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(init, "find_origin", lambda: Origin(f"awesomelint=={__version__}"))
    result = run("init", "--yes")
    ((hook,),) = (repository["hooks"] for repository in yaml.safe_load((list_here / HOOK).read_text())["repos"])
    assert hook["additional_dependencies"] == [f"awesomelint=={__version__}"]
    assert hook["args"] == ["--changed", "HEAD"]
    ours = {one["id"]: one for one in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}["awesomelint"]
    assert {key: hook[key] for key in ("name", "entry", "language", "files", "require_serial")} == {
        key: ours[key] for key in ("name", "entry", "language", "files", "require_serial")
    }
    assert not (list_here / WORKFLOW).exists(), "no index that GitHub knows has the package"
    assert f"{WORKFLOW}: not written, GitHub cannot install awesomelint=={__version__}: use --source\n" in result.stdout


@pytest.mark.parametrize("source", ["file:///srv/git/awesomelint.git@v1", "ssh://git@git.example/awesomelint@v1"])
def test_a_repository_that_github_cannot_read(run: Run, list_here: Path, source: str) -> None:
    result = run("init", "--yes", "--weekly", "--source", source)
    assert files(list_here) == sorted([CONFIG, HOOK, "README.md"])
    assert f"{WEEKLY}: not written, GitHub cannot install git+{source}: use --source\n" in result.stdout
    (repository,) = yaml.safe_load((list_here / HOOK).read_text())["repos"]
    assert f"{repository['repo']}@{repository['rev']}" == source


def test_a_program_that_nobody_else_has(run: Run, list_here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    result = run("init", "--yes")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.endswith(
        "\nno pre-commit hook and no workflow: awesomelint was installed from a folder or a file, which only this machine has"
        "\nto go on, name a git repository that has it, and a revision: awesomelint init --source URL@REV\n"
        f"\nnext:\n  git add {CONFIG}\n"
    )
    assert files(list_here) == [CONFIG, "README.md"]
    assert run("init", "--yes", "--source", f"{HOME}@v1").exit_code == 0
    assert files(list_here) == sorted([CONFIG, HOOK, WORKFLOW, "README.md"])
    assert f"pip install git+{HOME}@v1\n" in (list_here / WORKFLOW).read_text()


@pytest.mark.parametrize(
    "source", [HOME, "git.example/x@1", f"{HOME}@-x", f"{HOME}@a b", "https://u:p@git.example/x@1", "\x1b@1"]
)
def test_what_is_no_source(run: Run, list_here: Path, monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    told = f'found "{ascii(source)[1:-1]}", expected URL@REVISION of a git repository, such as '
    assert run("init", "--yes", "--source", source).stderr.startswith(f"error: {told}")
    monkeypatch.setenv(VARIABLE, source)
    result = run("init", "--yes")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert result.stderr.startswith(f"error: {VARIABLE}: {told}")
    assert files(list_here) == ["README.md"]


def test_the_workflow(run: Run, list_here: Path) -> None:
    run("init", "--yes")
    text = (list_here / WORKFLOW).read_text()
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {}
    assert workflow[True] == {"pull_request": None}, "YAML 1.1 takes `on` for true"
    (job,) = workflow["jobs"].values()
    assert job["permissions"] == {"contents": "read"}
    assert job["steps"][0]["with"] == {"fetch-depth": 2, "persist-credentials": False}
    assert job["steps"][-2]["run"] == f"pip install git+{HOME}@{COMMIT}"
    command = '--changed HEAD^1 --output-file "summary=$GITHUB_STEP_SUMMARY" -- README.md'
    assert job["steps"][-1]["run"] == f"awesomelint --no-links {command}"
    (list_here / WORKFLOW).unlink()
    run("init", "--yes", "--links", "--weekly")
    (job,) = yaml.safe_load((list_here / WORKFLOW).read_text())["jobs"].values()
    assert job["steps"][-1]["run"] == f"awesomelint --links {command}"
    text += (list_here / WEEKLY).read_text()
    used = re.findall(r"uses: (\S+ # \S+)", text)
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v[\d.]+", one) for one in used)
    elsewhere = (ROOT / "docs" / "ci.md", ROOT / "action.yml")
    published = {
        match[1]: match[0]
        for path in elsewhere
        if path.exists()
        for match in re.finditer(r"(?<=uses: )([\w/-]+)@\S+ # \S+", path.read_text())
    }
    assert [published.get(one.partition("@")[0], one) for one in used] == used, "one version of an action everywhere"


def test_a_list_of_other_things_in_a_folder(run: Run, list_here: Path) -> None:
    (list_here / "docs").mkdir()
    (list_here / "docs" / "my list's.md").write_text(OTHER)
    assert run("init", "--yes", "docs/my list's.md").exit_code == 0
    assert files(list_here) == sorted([f"docs/{CONFIG}", HOOK, WORKFLOW, "README.md", "docs/my list's.md"])
    assert load_config(list_here / "docs" / CONFIG).presets == ("default",)
    (hook,) = yaml.safe_load((list_here / HOOK).read_text())["repos"][0]["hooks"]
    assert re.search(hook["files"], "docs/my list's.md")
    assert not re.search(hook["files"], "docs/my list's.md.md")
    steps = yaml.safe_load((list_here / WORKFLOW).read_text())["jobs"]["lint"]["steps"]
    assert steps[-1]["run"].endswith(""" -- 'docs/my list'"'"'s.md'""")


@pytest.mark.parametrize("name", ["a${{ github.token }}.md", "a\nb.md", "\u202ea.md"])
def test_a_name_that_no_workflow_can_hold(run: Run, list_here: Path, name: str) -> None:
    (list_here / name).write_text(OTHER)
    result = run("init", "--yes", name)
    assert result.exit_code == 2
    assert result.stderr.startswith("error: a workflow cannot contain the name of this list: ")
    assert files(list_here) == sorted([name, "README.md"])
    assert run("init", "--yes", "--no-workflow", name).exit_code == 0


def test_a_badge_tells_an_awesome_list(run: Run, list_here: Path) -> None:
    (list_here / "README.md").write_text(OTHER.replace("# List\n", "# List ![Awesome](https://awesome.re/badge.svg)\n"))
    run("init", "--yes")
    assert load_config(list_here / CONFIG).presets == ("default", "awesome")


@pytest.mark.usefixtures("asking")
@pytest.mark.parametrize(("answer", "presets"), [("y", ("default", "awesome")), ("n", ("default",))])
def test_the_rules_of_the_manifest_are_asked_about(
    run: Run, list_here: Path, answer: str, presets: tuple[str, ...]
) -> None:
    badge = '<a href="https://awesome.re"><img src="https://awesome.re/badge-flat.svg"></a>'
    (list_here / "README.md").write_text(OTHER.replace("# List\n", f"# List {badge}\n"))
    result = run("init", "--no-pre-commit", "--no-workflow", input=f"{answer}\n\n")
    assert "The list has the awesome badge." in result.stdout
    assert load_config(list_here / CONFIG).presets == presets


def test_outside_a_repository(run: Run, here: Path) -> None:
    (here / "README.md").write_text(LIST)
    result = run("init", "--yes")
    assert "not in a git repository: no pre-commit hook, no workflow\n" in result.stdout
    assert files(here) == [CONFIG, "README.md"]


def test_parts_can_be_left_out(run: Run, list_here: Path) -> None:
    run("init", "--yes", "--no-pre-commit", "--no-workflow")
    assert files(list_here) == [CONFIG, "README.md"]


# -- what exists stays


def test_nothing_that_exists_is_replaced(run: Run, list_here: Path) -> None:
    for name in (CONFIG, HOOK, WORKFLOW):
        (list_here / name).parent.mkdir(parents=True, exist_ok=True)
        (list_here / name).write_text("# mine\n")
    result = run("init", "--yes")
    assert result.exit_code == 0
    assert result.stderr == f"note: {CONFIG}: exists, not changed\nnote: {WORKFLOW}: exists, not changed\n"
    assert f"{HOOK}: exists: add this to its repos\n\n  - repo: {HOME}\n" in result.stdout
    assert result.stdout.endswith("nothing written\n")
    assert all((list_here / name).read_text() == "# mine\n" for name in (CONFIG, HOOK, WORKFLOW))


def test_what_is_to_be_added_by_hand_can_be(run: Run, list_here: Path) -> None:
    mine = "repos:\n  - repo: local\n    hooks:\n      - {id: x, name: x, entry: x, language: system}\n"
    (list_here / HOOK).write_text(mine)
    snippet = run("init", "--yes").stdout.partition("add this to its repos\n\n")[2].partition("\n\n")[0]
    assert len(yaml.safe_load(f"{mine}{snippet}\n")["repos"]) == 2


def test_again(run: Run, list_here: Path) -> None:
    run("init", "--yes")
    before = {name: (list_here / name).read_bytes() for name in (CONFIG, HOOK, WORKFLOW)}
    result = run("init", "--yes")
    assert f"{HOOK}: contains awesomelint already\n" in result.stdout
    assert {name: (list_here / name).read_bytes() for name in before} == before


def test_a_configuration_elsewhere_holds(run: Run, list_here: Path) -> None:
    (list_here / "pyproject.toml").write_text("[tool.awesomelint]\nfail-on = 'error'\n")
    (list_here / ".github" / "workflows").mkdir(parents=True)
    (list_here / ".github" / "workflows" / "lint.yaml").write_text("run: awesomelint README.md\n")
    result = run("init", "--yes")
    assert "pyproject.toml: applies to this list already\n" in result.stdout
    assert ".github/workflows/lint.yaml: contains awesomelint already\n" in result.stdout
    assert not (list_here / CONFIG).exists()
    assert not (list_here / WORKFLOW).exists()


def test_findings_are_counted_as_the_list_is_checked(run: Run, list_here: Path) -> None:
    (list_here / "README.md").write_text(LIST + "\n[below](#below)\n")
    assert "1 error or warning: awesomelint README.md\n" in run("init").stdout
    (list_here / CONFIG).write_text("ignore: [LNK]\n")
    assert "no errors or warnings\n" in run("init").stdout
    (list_here / CONFIG).write_text("ignore: [LNK\n")
    assert run("init", "--yes").exit_code == 2


# -- asking


def test_nobody_to_ask(run: Run, list_here: Path) -> None:
    result = run("init")
    assert result.exit_code == 2
    assert result.stderr == "error: nothing written: no terminal to ask on, and no --yes\n"
    assert f"would write {CONFIG}: rules and style of the list\n\n" in result.stdout
    assert "  permissions: {}\n" in result.stdout
    assert files(list_here) == ["README.md"]


@pytest.mark.usefixtures("asking")
def test_each_file_is_asked_about(run: Run, list_here: Path) -> None:
    """First whether links are checked, in pull requests and once a week, then each file."""
    result = run("init", input="\ny\ny\nn\n\n\n")
    assert result.exit_code == 0
    assert files(list_here) == sorted([CONFIG, WORKFLOW, WEEKLY, "README.md"])
    assert "awesomelint --no-links " in (list_here / WORKFLOW).read_text()


@pytest.mark.usefixtures("asking")
def test_the_source_is_asked_for_until_it_is_one(run: Run, list_here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    assert "no pre-commit hook and no workflow: " in run("init", input="\nn\n").stdout
    result = run("init", input=f"nowhere\n{HOME}@v1\ny\n\nn\ny\ny\n")
    assert 'Error: found "nowhere", expected URL@REVISION' in result.output
    assert files(list_here) == sorted([HOOK, WORKFLOW, "README.md"])
    assert "awesomelint --links " in (list_here / WORKFLOW).read_text()


@pytest.mark.usefixtures("asking")
def test_what_exists_is_replaced_only_by_a_yes(run: Run, list_here: Path) -> None:
    (list_here / CONFIG).write_text("# mine\n")
    assert "[y/N]" in run("init", "--no-pre-commit", "--no-workflow", input="\n").stdout
    assert (list_here / CONFIG).read_text() == "# mine\n"
    assert run("init", "--no-pre-commit", "--no-workflow", input="y\n").exit_code == 0
    assert "extends: papers" in (list_here / CONFIG).read_text()


@pytest.mark.usefixtures("asking")
def test_who_goes_away_has_written_nothing(run: Run, list_here: Path) -> None:
    result = run("init", input="y\n")
    assert result.exit_code == 130
    assert result.stderr.endswith("error: interrupted\n")
    assert files(list_here) == ["README.md"]


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_on_a_terminal(list_here: Path) -> None:
    main, side = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "awesomelint", "init", "--no-workflow"], stdin=side, stdout=side, stderr=side
    ) as process:
        os.close(side)
        os.write(main, b"y\nn\n")
        process.wait()
    os.close(main)
    assert process.returncode == 0
    assert files(list_here) == sorted([CONFIG, "README.md"])


# -- what goes wrong


def test_no_list(run: Run, here: Path) -> None:
    assert "no README.md" in run("init", "--yes").stderr
    assert run("init", "--yes", "nowhere.md").stderr == "error: nowhere.md: no such file or folder\n"
    (here / "docs").mkdir()
    (here / "docs" / "a.md").write_text(LIST)
    assert run("init", "--yes", "docs").exit_code == 2
    assert run("init", "--yes", "-", input=LIST).exit_code == 2


def test_a_place_that_cannot_be_written(run: Run, list_here: Path) -> None:
    (list_here / ".github").write_text("not a folder\n")
    result = run("init", "--yes")
    assert result.exit_code == 2
    assert re.fullmatch(r"error: .*awesomelint\.yml: cannot be written: .*\n", result.stderr)


def test_hostile_lists(run: Run, list_here: Path) -> None:
    (list_here / "README.md").write_text(LIST.replace("Paper", "\x1b[31m${{ secrets.X }}\u202e @NAME@"))
    result = run("init", "--yes")
    assert result.exit_code == 0
    assert "\x1b" not in result.output
    assert "\u202e" not in result.output
    assert "secrets" not in "".join((list_here / name).read_text() for name in (CONFIG, HOOK, WORKFLOW))


def test_in_a_work_tree(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shield(monkeypatch)
    monkeypatch.setenv(VARIABLE, f"{HOME}@{COMMIT}")
    repository = Repository(here / "main")
    repository.commit({"README.md": LIST})
    repository.git("worktree", "add", "--quiet", here / "beside")
    monkeypatch.chdir(here / "beside")
    run("init", "--yes")
    assert (here / "beside" / WORKFLOW).is_file()
