"""The steps of the GitHub Action: `main.py install`, then `main.py run`.

They read the inputs of the action and the context of the run from the environment, and write outputs to the files
that GitHub names. Only the standard library is imported, and nothing from the current folder: it may be the checkout
of a pull request.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

EXIT_ERROR = 2
MAX_REPORT = 60_000
"""Characters of the report; the text of an issue may have 65,536."""

CORRECTED = "\n### How to correct it\n"
"""The heading of the last part of a report."""
HOME = Path(__file__).resolve().parents[1]
LOCK = Path(__file__).resolve().with_name("requirements.txt")
_CHECKED_OUT = re.compile(r"/_actions/([\w.-]+/[\w.-]+)/([\w.-]+)$", re.ASCII)
"""Where a runner keeps the repository of an action, and at which revision."""
_EVENTS = {"pull_request": "this pull request", "merge_group": "this merge", "push": "this push"}
"""What the events are called that change something."""
_COMMIT = re.compile(r"[0-9a-f]{40,64}")
_FAILURES = re.compile(r'<testsuites [^>]*failures="(\d+)"')


class InputError(Exception):
    """An input of the action is invalid."""


def main(arguments: list[str]) -> int:
    """Run a step and return its exit code."""
    steps = {"install": install, "run": run}
    try:
        return steps[arguments[0]]()
    except InputError as error:
        message = str(error).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        print(f"::error title=awesomelint::{message}")
        return EXIT_ERROR


def install() -> int:
    """Install the program into its own environment, and output its path for later steps.

    Its dependencies are those of the lock, by their hashes, and nothing else is asked of the package index: the commit of the
    action says what runs.
    """
    folder = Path(os.environ["RUNNER_TEMP"]) / "awesomelint"
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    done = folder / "installed"
    if not done.is_file() or done.read_text(encoding="utf-8") != str(HOME):
        # -I: modules are imported neither from the checkout nor from paths in the environment.
        subprocess.run([sys.executable, "-I", "-m", "venv", "--clear", str(folder)], check=True)
        pip = [str(scripts / "python"), "-I", "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        for what, options in (
            ("the dependencies of awesomelint", ["--require-hashes", "--only-binary=:all:", f"--requirement={LOCK}"]),
            ("awesomelint", ["--no-index", "--no-deps", "--no-build-isolation", str(HOME)]),
        ):
            code = subprocess.run([*pip, *options], check=False).returncode
            if code:
                raise InputError(f"{what} could not be installed: pip exited with {code}")
        done.write_text(str(HOME), encoding="utf-8")
    _output("program", str(scripts / "awesomelint"))
    return 0


def run() -> int:
    """Run the program, write summary and outputs, and return the exit code of the program."""
    work = Path(os.environ["RUNNER_TEMP"])
    page, tests = work / "awesomelint-report.md", work / "awesomelint-junit.xml"
    for path in (page, tests):
        path.unlink(missing_ok=True)
    reports = ["--output-file", f"summary={page}", "--output-file", f"junit={tests}"]
    command = [os.environ["AWESOMELINT"], "check", *reports, *options()]
    code = subprocess.run(command, env={**source(HOME.as_posix()), **os.environ}, check=False).returncode
    if page.is_file() and tests.is_file():
        text = page.read_text(encoding="utf-8")
        if _flag("summary", default=True):
            _append("GITHUB_STEP_SUMMARY", text)
        page.write_text(shortened(text), encoding="utf-8")
        match = _FAILURES.search(tests.read_text(encoding="utf-8"))
        _output("findings", match[1] if match else "")
        _output("report", str(page))
    return max(code, show_entries()) if _flag("diff") else code


def show_entries() -> int:
    """Write the entries that were added, removed, changed or moved to the summary, and return the exit code of the program."""
    revision = changed_since("diff", "no entries are shown")
    if not revision:
        return 0
    within = _EVENTS[os.environ["GITHUB_EVENT_NAME"]]
    command = [os.environ["AWESOMELINT"], "diff", "--format", "markdown", "--in", within, "--", revision, *_paths()]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    _append("GITHUB_STEP_SUMMARY", done.stdout.decode("utf-8"))
    return done.returncode


def source(home: str) -> dict[str, str]:
    """Return the variable that tells the program where others can have it from, as far as the folder of the action says."""
    match = _CHECKED_OUT.search(home)
    server = os.environ.get("GITHUB_SERVER_URL", "https://github.com")
    return {"AWESOMELINT_SOURCE": f"{server}/{match[1]}@{match[2]}"} if match and server.startswith("https:") else {}


def options() -> list[str]:
    """Return the options and files that the inputs request. Raises `InputError`."""
    chosen = ["--output-format", _input("format") or "github"]
    if _input("config"):
        chosen += ["--config", _input("config")]
    chosen.append("--links" if _flag("links") else "--no-links")
    if _flag("changed-only"):
        revision = changed_since("changed-only", "reporting all findings")
        chosen += ["--changed", revision] if revision else []
    chosen += _fail_on()
    try:
        chosen += shlex.split(_input("args"))
    except ValueError as error:
        raise InputError(f"args: {str(error).lower()}") from None
    return [*chosen, "--", *_paths()] if _paths() else chosen


def _paths() -> list[str]:
    return [line.strip() for line in _input("paths").splitlines() if line.strip()]


def changed_since(wanted_by: str, instead: str) -> str | None:
    """Return the revision to compare with for a pull request or push, `None` for other events, of which a line in the log tells.

    `wanted_by` is the input that asks for it, `instead` what follows where there is none.
    """
    event = _event()
    name = os.environ.get("GITHUB_EVENT_NAME", "")
    if name == "pull_request":
        if _is_merge(os.environ.get("GITHUB_SHA", "")):
            return "HEAD^1"
        commit = event.get("pull_request", {}).get("base", {}).get("sha")
    elif name == "merge_group":
        commit = event.get("merge_group", {}).get("base_sha")
    elif name == "push":
        commit = event.get("before")
    else:
        commit = None
    if isinstance(commit, str) and _COMMIT.fullmatch(commit) and commit.strip("0"):
        return commit
    print(f"{wanted_by}: nothing to compare with on {name or 'this event'}; {instead}")
    return None


def _is_merge(commit: str) -> bool:
    """Return whether the merge commit of the pull request is checked out, which is the default of `actions/checkout`.

    Its first parent is the base of the merge. The base in the event may be older, and missing in a shallow clone.
    """
    return _git("rev-parse", "HEAD") == commit and bool(_git("rev-parse", "--verify", "--quiet", "HEAD^2"))


def shortened(text: str) -> str:
    """Return the beginning of a report, cut between two lines, with a link to the rest; first, corrected lines are left out."""
    if len(text) <= MAX_REPORT:
        return text
    text = text.partition(CORRECTED)[0]
    server, repository, number = (
        os.environ.get(f"GITHUB_{name}", "") for name in ("SERVER_URL", "REPOSITORY", "RUN_ID")
    )
    where = f"[the summary of this run]({server}/{repository}/actions/runs/{number})" if repository else "the summary"
    kept = text if len(text) <= MAX_REPORT else text[: text.rindex("\n", 0, MAX_REPORT)]
    return f"{kept.rstrip()}\n\nThe rest is in {where}.\n"


def _fail_on() -> Iterator[str]:
    wanted = _input("fail-on")
    if wanted == "never":
        yield "--exit-zero"
    elif wanted in ("error", "warning", "info"):
        yield from ("--fail-on", wanted)
    elif wanted:
        raise InputError(f'fail-on: found "{wanted}", expected error, warning, info or never')


def _input(name: str) -> str:
    return os.environ.get(f"INPUT_{name.upper().replace('-', '_')}", "").strip()


def _flag(name: str, *, default: bool = False) -> bool:
    found = _input(name) or str(default).lower()
    if found not in ("true", "false"):
        raise InputError(f'{name}: found "{found}", expected true or false')
    return found == "true"


def _event() -> dict[str, Any]:
    try:
        event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    except (KeyError, OSError, ValueError):
        return {}
    return event if isinstance(event, dict) else {}


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, encoding="utf-8", errors="replace", check=False)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _output(name: str, value: str) -> None:
    _append("GITHUB_OUTPUT", f"{name}={value}\n")


def _append(variable: str, text: str) -> None:
    """Append to one of the files that GitHub reads; do nothing outside of GitHub Actions."""
    path = os.environ.get(variable)
    if path:
        with Path(path).open("a", encoding="utf-8") as stream:
            stream.write(text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
