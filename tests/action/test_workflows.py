"""The workflows of the documentation: sound, safe, and what their shell does with the one issue."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from pull_requests import PullRequest, new_job
from steps_of_action import ACTION, ROOT, Job

DOCS = ROOT / "docs" / "ci.md"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
_WORKFLOW = re.compile(r"^`(\.github/workflows/[a-z]+\.yml)`\..*?^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)


def workflows() -> dict[str, str]:
    """Return the documented workflows by their paths, the placeholders replaced."""
    text = DOCS.read_text(encoding="utf-8")
    return {path: body.replace("OWNER", "octo").replace("COMMIT", COMMIT) for path, body in _WORKFLOW.findall(text)}


def written_workflows() -> dict[str, str]:
    """Return the workflows that `awesomelint init` writes, by a path."""
    folder = ROOT / "src" / "awesomelint" / "templates"
    values = {"SPEC": f"git+https://git.example/awesomelint@{COMMIT}", "LIST": "README.md", "LINKS": "--links"}
    return {
        f".github/workflows/written-{name}": re.sub(
            "@([A-Z]+)@", lambda match: values[match[1]], (folder / name).read_text(encoding="utf-8")
        )
        for name in ("workflow.yml", "links.yml")
    }


@pytest.fixture
def job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Job:
    return new_job(tmp_path, monkeypatch)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A folder with the action, our own workflows, and those that others take from us."""
    shutil.copy(ROOT / "action.yml", tmp_path)
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    for path in (ROOT / ".github" / "workflows").glob("*.yml"):
        shutil.copy(path, folder / f"own-{path.name}")
    for name, text in {**workflows(), **written_workflows()}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def _tool(name: str) -> str:
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.is_file() else shutil.which(name)
    if not found:
        pytest.skip(f"{name} is not installed")
    return found


def test_zizmor_finds_nothing(repository: Path) -> None:
    arguments = ["--offline", "--no-progress", "--persona", "pedantic", "--format", "plain"]
    own = ["action.yml", *workflows(), *written_workflows()]
    done = subprocess.run(
        [_tool("zizmor"), *arguments, *own], cwd=repository, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_zizmor_finds_what_is_unsafe(repository: Path) -> None:
    """The tool is really run, and sees what this repository must not do."""
    action = (repository / "action.yml").read_text(encoding="utf-8")
    unsafe = re.sub(r"""'"\$PYTHON" -I .* run'""", "echo ${{ inputs.args }}", action)
    assert unsafe != action
    (repository / "action.yml").write_text(unsafe, encoding="utf-8")
    arguments = ["--offline", "--no-progress", "--format", "plain", "action.yml"]
    done = subprocess.run(
        [_tool("zizmor"), *arguments], cwd=repository, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode != 0
    assert "template-injection" in done.stdout


def test_actionlint_finds_nothing(repository: Path) -> None:
    files = sorted(str(path) for path in (repository / ".github" / "workflows").iterdir())
    done = subprocess.run(
        [_tool("actionlint"), "-no-color", *files], cwd=repository, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_workflows_use_inputs_and_outputs_that_exist() -> None:
    assert set(workflows()) == {".github/workflows/awesomelint.yml", ".github/workflows/links.yml"}
    for text in workflows().values():
        workflow = yaml.safe_load(text)
        assert workflow["permissions"] == {}
        (job,) = workflow["jobs"].values()
        (step,) = (step for step in job["steps"] if step.get("uses", "").startswith("octo/awesomelint@"))
        assert set(step["with"]) <= set(ACTION["inputs"])
        assert set(re.findall(r"steps\.lint\.outputs\.(\w+)", text)) <= set(ACTION["outputs"])
        for used in job["steps"]:
            assert "uses" not in used or re.search(r"@[0-9a-f]{40}$", used["uses"])


@pytest.mark.skipif(os.name == "nt", reason="the steps are tested with POSIX paths")
@pytest.mark.parametrize("is_good", [True, False])
def test_pull_requests_are_checked_by_the_workflow_to_copy(job: Job, is_good: bool) -> None:
    """The list has an old mistake in it: a good change passes, a bad one is told by one annotation on its line."""
    (work,) = yaml.safe_load(workflows()[".github/workflows/awesomelint.yml"])["jobs"].values()
    checkout, action = work["steps"]
    change = ("**Paper 6**", "**Paper Six**") if is_good else ("6. **Paper", "5. **Paper")
    clone = PullRequest(job, change).clone("merged", checkout["with"]["fetch-depth"])
    inputs = {name.replace("-", "_"): str(value).lower() for name, value in action["with"].items()}
    done = clone.step("run", **inputs)
    assert done.code == (0 if is_good else 1), done.log
    assert re.findall("^::error file=([^,]+,line=[0-9]+)", done.log, re.MULTILINE) == (
        [] if is_good else ["README.md,line=8"]
    )
    assert clone.step("run").outputs["findings"] == ("1" if is_good else "2")


class Issues:
    """A `gh` that keeps one issue in a file and writes down what it is asked to do."""

    PROGRAM = """\
import json, os, sys
from pathlib import Path
state = Path(os.environ["ISSUES"])
kept = json.loads(state.read_text())
words = sys.argv[1:]
value = lambda name: words[words.index(name) + 1]
assert os.environ["GH_TOKEN"] == "token" and os.environ["GH_REPO"] == "octo/list"
match words[:2]:
    case ["label", "create"]:
        assert "--force" in words
        kept["labels"] = sorted({*kept["labels"], words[2]})
    case ["issue", "list"]:
        assert value("--label") in kept["labels"] and value("--state") == "open" and value("--jq") == ".[].number"
        print(*[number for number, issue in kept["issues"].items() if issue["open"]][: int(value("--limit"))])
    case ["issue", "create"]:
        assert value("--label") in kept["labels"]
        kept["issues"][str(len(kept["issues"]) + 1)] = {"open": True, "body": Path(value("--body-file")).read_text()}
    case ["issue", "edit"]:
        kept["issues"][words[2]]["body"] = Path(value("--body-file")).read_text()
    case ["issue", "close"]:
        kept["issues"][words[2]]["open"] = False
    case _:
        sys.exit(f"unknown: {words}")
state.write_text(json.dumps(kept))
"""

    def __init__(self, folder: Path):
        self.state = folder / "issues.json"
        self.state.write_text('{"labels": [], "issues": {}}')
        program = folder / "bin" / "gh"
        program.parent.mkdir()
        program.write_text(f"#!{sys.executable}\n{self.PROGRAM}")
        program.chmod(0o755)
        self.path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
        self.report = folder / "report.md"

    def week(self, workflow: str, findings: int, body: str) -> dict[str, Any]:
        """Run the last step of a weekly workflow, with the report that the step before it has left, and return the issues."""
        (job,) = yaml.safe_load(workflow)["jobs"].values()
        step = job["steps"][-1]
        values = {
            "${{ github.token }}": "token",
            "${{ github.repository }}": "octo/list",
            "${{ steps.lint.outputs.findings }}": str(findings),
            "${{ steps.lint.outputs.code }}": str(min(findings, 1)),
            "${{ steps.lint.outputs.report }}": str(self.report),
        }
        self.report.write_text(body, encoding="utf-8")
        environment = {name: values[text] for name, text in step["env"].items()}
        environment |= {"PATH": self.path, "ISSUES": str(self.state), "RUNNER_TEMP": str(self.report.parent)}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
            env={**os.environ, **environment},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        kept: dict[str, Any] = yaml.safe_load(self.state.read_text())
        assert kept["labels"] == ["awesomelint"]
        issues: dict[str, Any] = kept["issues"]
        return issues


@pytest.mark.skipif(os.name == "nt", reason="the step is written for bash on Linux")
@pytest.mark.parametrize("name", ["links.yml", "written-links.yml"])
def test_one_issue_is_kept_up_to_date(tmp_path: Path, name: str) -> None:
    workflow = {**workflows(), **written_workflows()}[f".github/workflows/{name}"]
    issues = Issues(tmp_path)
    assert issues.week(workflow, 0, "nothing\n\n") == {}
    rest = "" if name == "written-links.yml" else "\n"
    assert issues.week(workflow, 2, "two\n\n") == {"1": {"open": True, "body": f"two\n{rest}"}}
    assert issues.week(workflow, 3, "three\n\n") == {"1": {"open": True, "body": f"three\n{rest}"}}
    assert issues.week(workflow, 0, "nothing\n\n") == {"1": {"open": False, "body": f"three\n{rest}"}}
    assert issues.week(workflow, 0, "nothing\n\n") == {"1": {"open": False, "body": f"three\n{rest}"}}
    again = issues.week(workflow, 1, "one\n\n")
    assert again == {"1": {"open": False, "body": f"three\n{rest}"}, "2": {"open": True, "body": f"one\n{rest}"}}


@pytest.mark.skipif(os.name == "nt", reason="the step is written for bash on Linux")
@pytest.mark.parametrize(("code", "step_fails"), [(0, False), (1, False), (2, True)])
def test_the_weekly_workflow_that_is_written_tells_findings_from_errors(
    tmp_path: Path, code: int, *, step_fails: bool
) -> None:
    (job,) = yaml.safe_load(written_workflows()[".github/workflows/written-links.yml"])["jobs"].values()
    (step,) = (step for step in job["steps"] if step.get("id") == "lint")
    program = tmp_path / "awesomelint"
    program.write_text(f'#!/bin/sh\necho "$@" > asked\necho page > report.md\nexit {code}\n')
    program.chmod(0o755)
    environment = {"GITHUB_OUTPUT": "output", "GITHUB_STEP_SUMMARY": "summary", "RUNNER_TEMP": str(tmp_path)}
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-c", step["run"]],
        cwd=tmp_path,
        env={**environment, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"},
        check=False,
    )
    assert (done.returncode != 0) is step_fails
    assert (tmp_path / "output").read_text() == f"code={code}\n"
    assert (tmp_path / "summary").read_text() == "page\n"
    assert (tmp_path / "asked").read_text() == f"--links --output-file summary={tmp_path}/report.md -- README.md\n"


def test_a_report_that_is_cut_for_an_issue_ends_with_a_whole_line(tmp_path: Path) -> None:
    rows = "".join(f"| {number} | a row |\n" for number in range(9000))
    body = Issues(tmp_path).week(written_workflows()[".github/workflows/written-links.yml"], 1, rows)["1"]["body"]
    assert len(body) < 60_000
    assert rows.startswith(body)
    assert body.endswith("|\n")
