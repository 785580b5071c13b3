"""Other linters for Markdown, found where they are installed."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Peer(NamedTuple):
    """A linter: its program, the arguments that lint `README.md`, and those that print its version."""

    name: str
    program: str
    lint: tuple[str, ...]
    version: tuple[str, ...]
    origin: str


PEERS = (
    Peer("markdownlint-cli2", "markdownlint-cli2", ("README.md",), ("--help",), "npm"),
    Peer("awesome-lint", "awesome-lint", ("README.md",), ("--version",), "npm"),
    Peer("pymarkdownlnt", "pymarkdown", ("scan", "README.md"), ("version",), "PyPI"),
    Peer("rumdl", "rumdl", ("check", "--no-cache", "README.md"), ("--version",), "PyPI"),
)


def find_program(peer: Peer, folder: Path) -> Path | None:
    """Return the program of a peer in a folder: in `node_modules/.bin`, `bin`, or `bin` of an environment below it."""
    for pattern in ("node_modules/.bin", "bin", "Scripts", "*/bin", "*/Scripts"):
        for place in sorted(folder.glob(pattern)):
            for name in (peer.program, f"{peer.program}.exe", f"{peer.program}.cmd"):
                if (place / name).is_file():
                    return (place / name).absolute()
    return None


def version_of(peer: Peer, program: Path, environment: dict[str, str]) -> str:
    """Return the first line that a program says about its version."""
    done = subprocess.run(
        [program, *peer.version],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=60,
        check=False,
    )
    return next(_lines(done.stdout + done.stderr), "").removeprefix(peer.program).strip()


def _lines(text: str) -> Iterator[str]:
    return (line.strip() for line in text.splitlines() if line.strip())
