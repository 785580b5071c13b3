"""Transcripts in the documentation: fenced `text` blocks that begin with `$ awesomelint`, and what the program prints today."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

WIDTH = 80
_TRANSCRIPT = re.compile(r"^```text\n\$ awesomelint (?P<arguments>.+)\n(?:(?!```).*\n)*?```$", re.MULTILINE)


def refreshed(text: str, folder: Path) -> str:
    """Return a Markdown text with the output of every transcript made anew; the commands run in `folder`."""

    def run(match: re.Match[str]) -> str:
        return f"```text\n$ awesomelint {match['arguments']}\n{output_of(match['arguments'], folder)}```"

    return _TRANSCRIPT.sub(run, text)


def output_of(arguments: str, folder: Path) -> str:
    """Return what `awesomelint` prints for a line of arguments, on a terminal of `WIDTH` columns without colours.

    Raises `RuntimeError` if it fails.
    """
    with tempfile.TemporaryDirectory() as cache:
        run = subprocess.run(
            [sys.executable, "-m", "awesomelint", *shlex.split(arguments)],
            cwd=folder,
            env={
                **os.environ,
                "COLUMNS": str(WIDTH),
                "NO_COLOR": "1",
                "AWESOMELINT_CACHE_DIR": cache,
                "GITHUB_ACTIONS": "",
                "AWESOMELINT_LINKS": "0",
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    if run.returncode > 1 or run.stderr:
        raise RuntimeError(f"awesomelint {arguments}: exit code {run.returncode}: {run.stderr}")
    return run.stdout
