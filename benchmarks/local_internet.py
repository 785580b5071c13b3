"""The local internet of the tests, in a process of its own so that its work is not counted as that of those who are measured."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).resolve().parents[1]


class LocalInternet:
    """`python -m tests.net serve` with options; it ends with the `with` block."""

    def __init__(self, *options: str):
        command: Sequence[str] = (sys.executable, "-m", "tests.net", "serve", "--token", "--all-exist", *options)
        # Unless something else is said nothing is declared, so that all there is follows the rules of `net.mishaps`.
        self._folder = tempfile.TemporaryDirectory()
        if not any(option.startswith("--world=") for option in options):
            command = (*command, f"--world={self._folder.name}")
        self._process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        self.variables: dict[str, str] = {}

    def __enter__(self) -> Self:
        """Wait until it is open. Raises RuntimeError if it does not open."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith("#"):
                return self
            name, _, value = line.removeprefix("export ").rstrip().partition("=")
            self.variables[name] = value
        raise RuntimeError("the local internet did not open")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.communicate()
        self._folder.cleanup()

    def reset(self) -> None:
        """Forget what has happened."""
        self._control("reset", "POST")

    def summary(self) -> dict[str, Any]:
        """Return what has happened: requests, bytes, the most at one time."""
        found: dict[str, Any] = json.loads(self._control("summary"))
        return found

    def requests(self) -> list[dict[str, Any]]:
        """Return all requests, with their URLs and bodies."""
        found: list[dict[str, Any]] = json.loads(self._control("requests"))
        return found

    def count(self) -> int:
        """Return how many requests there were."""
        return int(self._control("count"))

    def _control(self, name: str, method: str = "GET") -> bytes:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        request = urllib.request.Request(f"{self.variables['HTTP_PROXY']}/-/{name}", method=method)
        with opener.open(request) as answer:
            body: bytes = answer.read()
            return body
