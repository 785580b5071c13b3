"""Transcripts in the documentation: fenced `text` blocks that begin with `$ awesomelint`, and what the program prints today.

Those that begin with `$ python -m tests.net exec` are run in the local internet; all others check no links.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

WIDTH = 80
_TRANSCRIPT = re.compile(
    r"^```text\n\$ (?P<net>python -m tests\.net exec .*-- )?awesomelint (?P<arguments>.+)\n(?:(?!```).*\n)*?```$",
    re.MULTILINE,
)


def refreshed(text: str, folder: Path) -> str:
    """Return a Markdown text with the output of every transcript made anew; the commands run in `folder`."""

    def run(match: re.Match[str]) -> str:
        net, arguments = match["net"] or "", match["arguments"]
        return f"```text\n$ {net}awesomelint {arguments}\n{output_of(arguments, folder, net)}```"

    return _TRANSCRIPT.sub(run, text)


def output_of(arguments: str, folder: Path, net: str = "", *, is_colored: bool = False) -> str:
    """Return what `awesomelint` prints for a line of arguments, on a terminal of `WIDTH` columns.

    `net` is the command that runs it in the local internet, if any.

    Raises `RuntimeError` if it fails.
    """
    before = [sys.executable, *shlex.split(net)[1:]] if net else []
    with tempfile.TemporaryDirectory() as cache:
        run = subprocess.run(
            [*before, sys.executable, "-m", "awesomelint", *shlex.split(arguments)],
            cwd=folder,
            env={
                **os.environ,
                "COLUMNS": str(WIDTH),
                "NO_COLOR": "" if is_colored else "1",
                "FORCE_COLOR": "1",
                "AWESOMELINT_CACHE_DIR": cache,
                "GITHUB_ACTIONS": "",
                "AWESOMELINT_LINKS": "1" if net else "0",
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    if run.returncode > 1 or run.stderr:
        raise RuntimeError(f"awesomelint {arguments}: exit code {run.returncode}: {run.stderr}")
    return run.stdout
