"""Checkouts as GitHub makes them: lists good and bad, and what an event says of them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from repositories import Repository, shield
from steps_of_action import Job

GOOD = "# Papers\n\n" + "".join(f"{number}. **Paper {number}** [[pdf](u{number}.md)]\n" for number in range(1, 8))
BAD = GOOD.replace("6. **Paper", "5. **Paper")
PROGRAM = f"#!{sys.executable}\nimport sys\nfrom awesomelint.cli import main\nsys.exit(main())\n"


def new_job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Job:
    """A job whose checkout has a good list, and a program that stands for the installed one."""
    shield(monkeypatch)
    for name in ("GITHUB_EVENT_NAME", "GITHUB_EVENT_PATH", "GITHUB_SHA", "GITHUB_REPOSITORY", "GITHUB_RUN_ID"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://git.example")
    checkout, temp = tmp_path / "checkout", tmp_path / "temp"
    for folder in (checkout, temp):
        folder.mkdir()
    program = tmp_path / "awesomelint"
    program.write_text(PROGRAM, encoding="utf-8")
    program.chmod(0o755)
    (checkout / "README.md").write_text(GOOD, encoding="utf-8")
    (checkout / ".awesomelint.yaml").write_text("select: [NUM]\n", encoding="utf-8")
    return Job(checkout, temp, program=program)


def write(job: Job, text: str, name: str = "README.md") -> None:
    """Write a file of the checkout."""
    path = job.checkout / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def event_is(job: Job, name: str, **event: Any) -> None:
    """Let the job be about an event."""
    path = job.temp / "event.json"
    path.write_text(json.dumps(event), encoding="utf-8")
    job.environment |= {"GITHUB_EVENT_NAME": name, "GITHUB_EVENT_PATH": str(path)}


class PullRequest:
    """A branch with a change, on a branch that went on, and the merge of both, as GitHub makes it."""

    def __init__(self, job: Job, mistake: tuple[str, str] = ("6. **Paper", "5. **Paper")):
        self.job = job
        self.origin = Repository(job.checkout)
        old = GOOD.replace("2. **Paper", "1. **Paper")
        self.base = self.origin.commit({"README.md": old})
        self.origin.git("checkout", "--quiet", "-b", "change")
        self.head = self.origin.commit({"README.md": old.replace(*mistake)})
        self.origin.git("checkout", "--quiet", "main")
        self.ahead = self.origin.commit({"other.md": BAD})
        self.origin.git("merge", "--quiet", "--no-ff", "--message", "Merge", "change")
        self.merge = self.origin.git("rev-parse", "HEAD")

    def clone(self, ref: str, depth: int | None) -> Job:
        """Return a job with a checkout of a ref, which is what the event is about."""
        folder = self.job.temp / f"clone-{ref}-{depth}"
        self.origin.git("branch", "--force", "merged", self.merge)
        options = [f"--depth={depth}"] if depth else []
        self.origin.git("clone", "--quiet", *options, "--branch", ref, f"file://{self.job.checkout}", folder)
        job = Job(folder, self.job.temp, program=Path(self.job.outputs["install"]["program"]))
        event_is(job, "pull_request", pull_request={"base": {"sha": self.base}, "head": {"sha": self.head}})
        job.environment["GITHUB_SHA"] = self.merge
        return job
