"""Write `action/requirements.txt`: what the GitHub Action and the image install, each package in one version, by its hashes.

python tools/lock.py            keep versions that still fit
python tools/lock.py --upgrade  take the newest versions

Needs uv (`pip install uv`) and a package index.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = "action/requirements.txt"
_OPTIONS = "--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --quiet"
_COMMAND = "python tools/lock.py"


def main(options: list[str]) -> int:
    """Write the file and return the exit code of uv."""
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    command = ["uv", "pip", "compile", "pyproject.toml", "-", *_OPTIONS.split(), "--custom-compile-command", _COMMAND]
    done = subprocess.run(
        [*command, "--output-file", LOCK, *options], cwd=ROOT, input="\n".join(build), encoding="utf-8", check=False
    )
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
