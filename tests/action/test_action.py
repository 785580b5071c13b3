"""The GitHub Action: its steps with what GitHub sets, on commits good and bad."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from pull_requests import BAD, PullRequest, event_is, new_job, write
from repositories import Repository
from steps_of_action import ACTION, ROOT, Job

from awesomelint.origin import VARIABLE, git_origin

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the steps are tested with POSIX paths")


@pytest.fixture
def job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Job:
    return new_job(tmp_path, monkeypatch)


def test_a_good_list_passes(job: Job) -> None:
    done = job.step("run")
    assert done.code == 0, done.log
    assert done.log == "no findings\n"
    assert done.outputs == {"findings": "0", "report": str(job.temp / "awesomelint-report.md")}
    assert done.summary == "## awesomelint\n\nno findings\n\n"


def test_a_bad_list_fails_with_annotation_summary_and_outputs(job: Job) -> None:
    write(job, BAD)
    done = job.step("run")
    assert done.code == 1
    assert done.log.startswith(
        "::error file=README.md,line=8,col=1,endLine=8,endColumn=3,title=NUM101 sequential-numbers::"
    )
    assert done.outputs["findings"] == "1"
    assert "| 8 | error | NUM101 sequential-numbers |" in done.summary
    assert Path(done.outputs["report"]).read_text(encoding="utf-8") == done.summary


@pytest.mark.slow
def test_fail_on_and_config_and_args(job: Job) -> None:
    write(job, BAD)
    done = job.step("run", fail_on="never")
    assert (done.code, done.outputs["findings"]) == (0, "1")
    write(job, "select: [NUM]\nseverity: {NUM: warning}\n", "other settings.yaml")
    assert job.step("run", config="other settings.yaml").code == 1
    done = job.step("run", config="other settings.yaml", fail_on="error")
    assert (done.code, done.outputs["findings"]) == (0, "0")
    assert job.step("run", args="--ignore 'NUM101,NUM1' --isolated --select NUM2").code == 2
    assert job.step("run", args="--ignore 'NUM'").code == 0
    assert job.step("run", format="concise").log.startswith("README.md:8:1: error: ")
    assert job.step("run", summary="false").summary == ""


@pytest.mark.parametrize("links", ["true", "false"])
def test_links_have_their_cache_and_a_token(job: Job, links: str) -> None:
    program = Path(job.outputs["install"]["program"])
    asked = "[sys.argv[1:], os.environ['AWESOMELINT_CACHE_DIR'], os.environ['GITHUB_TOKEN']]"
    program.write_text(f"#!{sys.executable}\nimport json, os, sys\nprint(json.dumps({asked}))\n", encoding="utf-8")
    arguments, cache, token = json.loads(job.step("run", links=links).log)
    assert ("--links" in arguments) == (links == "true")
    assert ("--no-links" in arguments) == (links == "false")
    restore, save = (step for step in ACTION["runs"]["steps"] if step.get("uses", "").startswith("actions/cache/"))
    assert restore["uses"].startswith("actions/cache/restore@")
    assert save["uses"].startswith("actions/cache/save@")
    assert save["if"] == f"always() && {restore['if']}", "failures are counted over runs that fail"
    assert save["with"]["key"] == restore["with"]["key"]
    assert cache == restore["with"]["path"].replace("${{ runner.temp }}", str(job.temp))
    assert save["with"]["path"] == restore["with"]["path"]
    assert token == ("token" if links == "true" else "")


def test_paths_are_lines(job: Job) -> None:
    write(job, BAD, "lists/my list.md")
    write(job, BAD, "lists/$(touch pwned); `touch pwned`.md")
    write(job, BAD, "--fix")
    done = job.step("run", paths="  lists/my list.md\n\nlists/$(touch pwned); `touch pwned`.md\n--fix\n")
    assert done.code == 1
    assert done.outputs["findings"] == "3"
    assert (job.checkout / "--fix").read_text(encoding="utf-8") == BAD
    assert not (job.checkout / "pwned").exists()
    assert job.step("run", paths="lists").outputs["findings"] == "2"


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({"links": "yes"}, 'links: found "yes", expected true or false'),
        ({"changed_only": "1"}, 'changed-only: found "1", expected true or false'),
        ({"fail_on": "all"}, 'fail-on: found "all", expected error, warning, info or never'),
        ({"args": "--select 'NUM"}, "args: no closing quotation"),
        ({"fail_on": "a%\nb"}, 'fail-on: found "a%25%0Ab", expected error, warning, info or never'),
    ],
)
def test_an_input_that_means_nothing_is_one_line(job: Job, inputs: dict[str, str], said: str) -> None:
    done = job.step("run", **inputs)
    assert (done.code, done.log, done.outputs) == (2, f"::error title=awesomelint::{said}\n", {})


def test_an_error_leaves_no_old_report(job: Job) -> None:
    write(job, BAD)
    assert job.step("run").outputs
    done = job.step("run", args="--no-such-option")
    assert (done.code, done.outputs, done.summary) == (2, {}, "")


def test_a_long_report_is_cut_for_an_issue_and_whole_in_the_summary(job: Job) -> None:
    write(job, "".join(f"# S{index}\n\n1. **Paper {index} a**\n2. **P**\n2. **Q**\n\n" for index in range(1000)))
    job.environment |= {"GITHUB_REPOSITORY": "octo/list", "GITHUB_RUN_ID": "17", "GITHUB_SHA": "0123abc"}
    done = job.step("run")
    report = Path(done.outputs["report"]).read_text(encoding="utf-8")
    assert done.outputs["findings"] == "1000"
    assert len(done.summary) > 100_000
    assert len(report) < 61_000
    rows, _, end = report.rpartition("\n\n")
    assert rows.endswith(" |")
    assert end == "The rest is in [the summary of this run](https://git.example/octo/list/actions/runs/17).\n"


def test_nothing_is_imported_from_the_checkout(job: Job) -> None:
    for name in ("json", "re", "shlex", "venv", "pip", "click", "awesomelint", "sitecustomize", "usercustomize"):
        write(job, "raise SystemExit('imported')\n", f"{name}.py")
        write(job, "raise SystemExit('imported')\n", f"{name}/__init__.py")
    assert job.step("run").code == 0


@pytest.mark.parametrize(("ref", "depth"), [("merged", 2), ("merged", None), ("change", None)])
def test_only_what_a_pull_request_changes_is_reported(job: Job, ref: str, depth: int | None) -> None:
    clone = PullRequest(job).clone(ref, depth)
    done = clone.step("run", changed_only="true", paths=".")
    assert done.code == 1, done.log
    assert done.log.count("::error") == 1
    assert "::error file=README.md,line=8," in done.log
    assert clone.step("run", paths=".").outputs["findings"] == ("3" if ref == "merged" else "2")


def test_the_suggestion_of_a_red_pull_request_makes_it_green(job: Job) -> None:
    clone = PullRequest(job).clone("merged", 2)
    clone.environment |= {"GITHUB_BASE_REF": "main", VARIABLE: "https://git.example/octo/awesomelint@0123abc"}
    done = clone.step("run", changed_only="true")
    assert done.code == 1, done.log
    (text,) = re.findall(r"^README&#46;md, line 8:\n\n```suggestion\n(.*)\n```$", done.summary, re.MULTILINE)
    path = clone.checkout / "README.md"
    lines = path.read_text(encoding="utf-8").split("\n")
    assert (lines[7], text) == ("5. **Paper 6** [[pdf](u6.md)]", "6. **Paper 6** [[pdf](u6.md)]")
    assert (
        f"%0Acorrected:%0A{text}%0ANUM101: https://git.example/octo/awesomelint/blob/0123abc/docs/rules/NUM101.md\n"
        in done.log
    )
    patch = re.findall(r"^```diff\n(.*?)^```", done.summary, re.MULTILINE | re.DOTALL)
    lines[7] = text
    path.write_text("\n".join(lines), encoding="utf-8")
    assert clone.step("run", changed_only="true").code == 0
    git = Repository(clone.checkout)
    git.git("checkout", "--", "README.md")
    (clone.temp / "fix.patch").write_text(patch[0], encoding="utf-8")
    git.git("apply", clone.temp / "fix.patch")
    assert path.read_text(encoding="utf-8") == "\n".join(lines)
    git.git("checkout", "--", "README.md")
    git.git("update-ref", "refs/remotes/origin/main", "HEAD^1")
    (command,) = re.findall(r"^uvx --from \S+ (awesomelint .*)$", done.summary, re.MULTILINE)
    assert command == "awesomelint --no-links --fix --changed origin/main -- README.md"
    program = job.outputs["install"]["program"]
    subprocess.run([program, *command.split()[1:]], cwd=clone.checkout, check=True, capture_output=True)
    assert path.read_text(encoding="utf-8") == "\n".join(lines)


def test_the_entries_of_a_pull_request_are_shown(job: Job) -> None:
    clone = PullRequest(job, ("**Paper 6**", "**Paper Six**")).clone("merged", 2)
    done = clone.step("run", diff="true", fail_on="never")
    assert done.code == 0, done.log
    assert "1 entry changed in this pull request\n" in done.summary
    assert "Paper Six" in done.summary
    assert "Paper Six" not in clone.step("run", fail_on="never").summary


def test_entries_cannot_be_shown_without_history(job: Job) -> None:
    done = PullRequest(job).clone("merged", 1).step("run", diff="true", fail_on="never")
    assert done.code == 2
    assert "check out with fetch-depth: 0" in done.log
    event_is(job, "schedule", schedule="17 4 * * 1")
    done = job.step("run", diff="true")
    assert (done.code, "diff: nothing to compare with on schedule; no entries are shown" in done.log) == (1, True)


@pytest.mark.parametrize("ref", ["merged", "change"])
def test_a_checkout_without_history_is_told_what_to_do(job: Job, ref: str) -> None:
    done = PullRequest(job).clone(ref, 1).step("run", changed_only="true")
    assert done.code == 2
    assert "check out with fetch-depth: 0" in done.log
    assert len(done.log.splitlines()) <= 2


def test_only_what_a_push_or_a_merge_queue_changes_is_reported(job: Job) -> None:
    request = PullRequest(job)
    events: dict[str, dict[str, Any]] = {
        "push": {"before": request.ahead},
        "merge_group": {"merge_group": {"base_sha": request.ahead}},
    }
    for name, event in events.items():
        event_is(job, name, **event)
        done = job.step("run", changed_only="true", paths=".")
        assert (done.code, done.outputs["findings"]) == (1, "1"), done.log


@pytest.mark.parametrize(
    ("name", "event"),
    [
        ("push", {"before": "0" * 40}),
        ("push", {"before": "--output=pwned"}),
        ("push", {}),
        ("schedule", {"schedule": "17 4 * * 1"}),
        ("workflow_dispatch", {}),
    ],
)
def test_other_events_report_everything_and_say_so(job: Job, name: str, event: dict[str, Any]) -> None:
    Repository(job.checkout).commit({"README.md": BAD})
    event_is(job, name, **event)
    done = job.step("run", changed_only="true")
    assert done.code == 1
    assert f"changed-only: nothing to compare with on {name}; reporting all findings" in done.log


BACKEND = """\
import zipfile

def build_wheel(folder, config_settings=None, metadata_directory=None):
    import locked  # what the lock names is there
    name = "awesomelint-1.0-py3-none-any.whl"
    info = "awesomelint-1.0.dist-info"
    with zipfile.ZipFile(f"{folder}/{name}", "w") as wheel:
        wheel.writestr("awesomelint.py", "def main(): print('I am', __file__)")
        wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\\nName: awesomelint\\nVersion: 1.0\\nRequires-Dist: more\\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(f"{info}/entry_points.txt", "[console_scripts]\\nawesomelint = awesomelint:main\\n")
        wheel.writestr(f"{info}/RECORD", "")
    return name
"""


def small_action(folder: Path, packages: Path) -> Path:
    """Return the folder of an action with our `action/main.py` and a small program, which a locked package builds."""
    wheel = packages / "locked-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("locked.py", "")
        archive.writestr("locked-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: locked\nVersion: 1.0\n")
        archive.writestr("locked-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr("locked-1.0.dist-info/RECORD", "")
    (folder / "action").mkdir(parents=True)
    shutil.copy(ROOT / "action" / "main.py", folder / "action")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    (folder / "action" / "requirements.txt").write_text(f"locked==1.0 --hash=sha256:{digest}\n")
    (folder / "backend.py").write_text(BACKEND)
    (folder / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
    )
    return folder


@pytest.mark.slow
def test_the_program_is_installed_with_what_the_lock_names(
    job: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages = tmp_path / "packages"
    packages.mkdir()
    for name, value in {"NO_INDEX": "1", "FIND_LINKS": str(packages), "CONFIG_FILE": os.devnull}.items():
        monkeypatch.setenv(f"PIP_{name}", value)
    for name in ("venv", "pip"):
        write(job, "raise SystemExit('imported')\n", f"{name}.py")
    job.home = small_action(tmp_path / "_actions" / "octo" / "awesomelint" / "0123abc", packages)
    done = job.step("install")
    assert done.code == 0, done.log
    program = Path(done.outputs["program"])
    assert program.is_file()
    assert job.temp in program.parents
    stamp = program.stat().st_mtime_ns
    assert job.step("install").code == 0
    assert program.stat().st_mtime_ns == stamp


def test_a_dependency_that_cannot_be_installed_is_one_line(
    job: Job, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        asked.append(command)
        return subprocess.CompletedProcess(command, int("pip" in command))

    asked: list[list[str]] = []
    main = action_main()
    monkeypatch.setenv("RUNNER_TEMP", str(job.temp))
    monkeypatch.setattr(subprocess, "run", run)
    assert main.main(["install"]) == 2
    told = "the dependencies of awesomelint could not be installed: pip exited with 1"
    assert capsys.readouterr().out == f"::error title=awesomelint::{told}\n"
    assert {"--require-hashes", "--only-binary=:all:"} <= set(asked[-1])


def action_main() -> Any:
    """Return `action/main.py` as a module."""
    spec = spec_from_file_location("action_main", ROOT / "action" / "main.py")
    assert spec is not None
    assert spec.loader is not None
    main = module_from_spec(spec)
    spec.loader.exec_module(main)
    return main


def test_the_lock_holds_what_the_program_and_its_build_need() -> None:
    lock = (ROOT / "action" / "requirements.txt").read_text(encoding="utf-8")
    pinned: dict[str, str] = {}
    for block in re.split(r"^(?=[\w.-]+==)", lock, flags=re.MULTILINE)[1:]:
        name, version = re.split(r"==|[ ;]", block)[:2]
        pinned[name] = version
        assert re.findall(r"--hash=sha256:[0-9a-f]{64}\b", block), name
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for needed in map(Requirement, project["project"]["dependencies"] + project["build-system"]["requires"]):
        assert pinned[needed.name] in needed.specifier, f"{needed}: run python tools/lock.py"


@pytest.mark.parametrize(
    ("home", "server", "source"),
    [
        ("/opt/runner/_actions/octo/awesomelint/0123abc", None, "https://github.com/octo/awesomelint@0123abc"),
        ("D:/a/_actions/octo/awesomelint/v1", "https://git.example", "https://git.example/octo/awesomelint@v1"),
        ("/opt/runner/_work/list/list", None, None),
        ("/opt/runner/_work/_actions/octo/awesomelint/$(x)", None, None),
        ("/opt/runner/_work/_actions/octo/awesomelint/v1", "http://git.example", None),
    ],
)
def test_the_program_learns_where_others_have_it_from(
    monkeypatch: pytest.MonkeyPatch, home: str, server: str | None, source: str | None
) -> None:
    main = action_main()
    monkeypatch.delenv("GITHUB_SERVER_URL", raising=False)
    if server:
        monkeypatch.setenv("GITHUB_SERVER_URL", server)
    assert main.source(home) == ({VARIABLE: source} if source else {})
    assert source is None or git_origin(source).page("docs/ci.md") == f"{source.replace('@', '/blob/')}/docs/ci.md"


def test_inputs_reach_the_steps_through_the_environment_alone() -> None:
    steps = ACTION["runs"]["steps"]
    passed = {value for step in steps for value in step.get("env", {}).values()}
    for name in ACTION["inputs"]:
        if name not in ("links", "cache"):
            assert f"${{{{ inputs.{name} }}}}" in passed
    assert "${{ inputs.links }}" in passed
    for step in steps:
        assert "${{" not in step.get("run", "")
        assert ("run" in step) == ("shell" in step)
        used = step.get("uses", "actions/setup-python@" + "0" * 40)
        assert re.fullmatch(r"actions/(setup-python|cache/restore|cache/save)@[0-9a-f]{40}", used)


def test_inputs_and_outputs_are_documented() -> None:
    text = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    section = text.partition("## Inputs and outputs of the action")[2].partition("\n## ")[0]
    named = re.findall(r"^\| `([a-z-]+)` \|", section, re.MULTILINE)
    assert named == [*ACTION["inputs"], *ACTION["outputs"]]
