"""The shell steps of `action.yml`, run as the runner of GitHub Actions runs them: in bash, with what GitHub sets."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
_EXPRESSION = re.compile(r"\$\{\{ (.+?) \}\}")
_TOKEN = "inputs.links == 'true' && github.token || ''"


class Done(NamedTuple):
    """What a step came to: exit code, log, outputs, the summary of the job."""

    code: int
    log: str
    outputs: dict[str, str]
    summary: str


class Job:
    """A job with a checkout, in which steps of the action run one after the other."""

    def __init__(self, checkout: Path, temp: Path, *, program: Path | None = None):
        self.checkout = checkout
        self.temp = temp
        self.environment: dict[str, str] = {}
        self.token = "token"
        self.home = ROOT
        self.outputs = {"python": {"python-path": sys.executable}}
        if program is not None:
            self.outputs["install"] = {"program": str(program)}

    def step(self, name: str, **inputs: str) -> Done:
        """Run a step with some inputs, by their names with `_` for `-`; the others have their defaults."""
        (step,) = (step for step in ACTION["runs"]["steps"] if step.get("id") == name)
        given = {key: str(value["default"]) for key, value in ACTION["inputs"].items()}
        given.update({key.replace("_", "-"): value for key, value in inputs.items()})
        assert set(given) == set(ACTION["inputs"])
        files = {"GITHUB_OUTPUT": self.temp / "output", "GITHUB_STEP_SUMMARY": self.temp / "summary"}
        for path in files.values():
            path.write_text("", encoding="utf-8")
        files["GITHUB_STEP_SUMMARY"].write_text("before\n", encoding="utf-8")
        environment = {
            **os.environ,
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(self.home),
            "GITHUB_WORKSPACE": str(self.checkout),
            "RUNNER_TEMP": str(self.temp),
            **{name: str(path) for name, path in files.items()},
            **self.environment,
            **{key: self._value(str(value), given) for key, value in step["env"].items()},
        }
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
            cwd=self.checkout,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        lines = files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines()
        outputs = dict(line.split("=", 1) for line in lines)
        self.outputs[name] = outputs
        summary = files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        return Done(done.returncode, done.stdout, outputs, summary.removeprefix("before\n"))

    def _value(self, text: str, inputs: dict[str, str]) -> str:
        def expanded(match: re.Match[str]) -> str:
            expression = match[1]
            if expression == _TOKEN:
                return self.token if inputs["links"] == "true" else ""
            kind, _, name = expression.partition(".")
            if kind == "inputs":
                return inputs[name]
            if expression == "runner.temp":
                return str(self.temp)
            assert kind == "steps", expression
            step, _, output = name.partition(".outputs.")
            return self.outputs[step].get(output, "")

        return _EXPRESSION.sub(expanded, text)
