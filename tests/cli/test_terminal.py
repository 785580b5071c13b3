"""The real program in a process of its own: on a terminal, without one, interrupted, with a reader that goes away."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from contextlib import suppress
from io import StringIO
from pathlib import Path

import pytest
from lists import SLIPS

from awesomelint.cli.console import shows_links

PROGRAM = [sys.executable, "-m", "awesomelint"]


def on_terminal(*arguments: str, columns: int = 80, environment: dict[str, str] | None = None) -> tuple[str, int]:
    """Run the program on a terminal of its own, and return what it shows and its exit code."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(
        [*PROGRAM, *arguments],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={**os.environ, "TERM": "xterm-256color", **(environment or {})},
        start_new_session=True,
    )
    os.close(slave)
    shown = b""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        ready, _, _ = select.select([master], [], [], 0.1)
        if ready:
            try:
                data = os.read(master, 65536)
            except OSError:  # the other end is closed
                break
            if not data:
                break
            shown += data
        elif process.poll() is not None:
            break
    os.close(master)
    return shown.decode().replace("\r\n", "\n"), process.wait(10)


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


@pytest.mark.usefixtures("slips")
@pytest.mark.parametrize("columns", [40, 80, 200])
def test_a_terminal_gets_colours_its_width_and_the_time(columns: int) -> None:
    shown, code = on_terminal("README.md", "--select=NUM101", columns=columns)
    assert code == 1
    assert "\x1b[1;31merror\x1b[0m" in shown
    assert max(len(plain(line)) for line in shown.splitlines()) <= max(columns, 45)
    assert re.search(r"1 error  \d+\.\d\d s\n", plain(shown))


@pytest.mark.usefixtures("slips")
@pytest.mark.parametrize("environment", [{"TERM": "dumb"}, {"NO_COLOR": "1"}])
def test_a_terminal_without_colours(environment: dict[str, str]) -> None:
    shown, _ = on_terminal("README.md", "--select=NUM101", environment=environment)
    assert "\x1b" not in shown
    assert "NUM101" in shown


@pytest.mark.usefixtures("slips")
def test_places_are_links_on_terminals_that_show_them(here: Path) -> None:
    shown, _ = on_terminal("README.md", "--select=NUM101", environment={"FORCE_HYPERLINK": "1"})
    assert f"\x1b]8;;{(here / 'README.md').as_uri()}#7\x1b\\7:1\x1b]8;;\x1b\\" in shown
    shown, _ = on_terminal("README.md", "--select=NUM101", environment={"FORCE_HYPERLINK": "1", "NO_COLOR": "1"})
    assert "\x1b" not in shown


class _Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "has_links"),
    [
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7600"}, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "4601"}, False),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"TERM": "tmux-256color", "VTE_VERSION": "7600"}, False),
        ({"TERM": "dumb", "TERM_PROGRAM": "vscode"}, False),
        ({"WT_SESSION": "1"}, True),
        ({"TERM": "xterm-kitty", "FORCE_HYPERLINK": "0"}, False),
        ({}, False),
    ],
)
def test_terminals_that_show_links(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], has_links: bool
) -> None:
    for name in ("TERM", "TERM_PROGRAM", "VTE_VERSION", "KONSOLE_VERSION", "WT_SESSION", "FORCE_HYPERLINK"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert shows_links(_Terminal()) is has_links
    assert not shows_links(StringIO())


@pytest.mark.usefixtures("slips")
def test_a_diff_is_coloured_on_a_terminal() -> None:
    shown, code = on_terminal("--diff", "--select=NUM101")
    assert code == 1
    assert "\x1b[32m+\x1b[7m3\x1b[0m" in shown
    assert "note\x1b[0m: would fix 1 finding" in shown


def test_explain_is_paged_on_a_terminal() -> None:
    shown, code = on_terminal("explain", "NUM101", environment={"PAGER": "sed s/^/paged:/"})
    assert code == 0
    assert all(line.startswith("paged:") for line in shown.splitlines())
    assert "sequential-numbers" in shown


def test_explain_is_not_paged_without_one() -> None:
    done = subprocess.run(
        [*PROGRAM, "explain", "NUM101"],
        capture_output=True,
        text=True,
        env={**os.environ, "PAGER": "false"},
        check=True,
    )
    assert done.stdout.startswith("NUM101 sequential-numbers\n")
    assert "\x1b" not in done.stdout


@pytest.mark.usefixtures("slips")
def test_without_a_terminal_there_is_no_colour_and_no_time() -> None:
    done = subprocess.run([*PROGRAM, "README.md", "--select=NUM101"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout.endswith("\n1 error\n1 fixable with --fix\n")
    assert "\x1b" not in done.stdout + done.stderr


def test_control_c_is_one_line(here: Path) -> None:
    os.mkfifo(here / "never.md")
    process = subprocess.Popen([*PROGRAM, "never.md"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    writer = os.open(here / "never.md", os.O_WRONLY)  # returns when the program has opened the other end to read
    while process.poll() is None:  # one that comes just before the call that blocks is noticed only after the next
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=5)
    out, err = process.communicate()
    os.close(writer)
    assert (process.returncode, out, err) == (130, "", "error: interrupted\n")


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments", [("--output-format=concise",), ("--output-format=json-lines",), ("--output-format=full",)]
)
def test_a_reader_that_goes_away_is_no_error(here: Path, arguments: tuple[str, ...]) -> None:
    line = "1. **Title** [[pdf](https://example.org/1)] and so on\n2. **Title** [[pdf](https://example.org/2)]\n"
    folder = Path("a" * 200, "b" * 200)  # in each line, so that a hundred are more than a pipe holds
    (here / folder).mkdir(parents=True)
    (here / folder / "long.md").write_text("".join(f"## Section {number}\n\n{line}{line}\n" for number in range(300)))
    process = subprocess.Popen(
        [*PROGRAM, str(folder / "long.md"), "--select=NUM101", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
@pytest.mark.usefixtures("slips")
def test_a_full_disk_is_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*PROGRAM, "README.md", "--select=NUM101"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 2
    assert done.stderr == "error: standard output: no space left on device\n"


@pytest.mark.usefixtures("slips")
def test_a_narrow_encoding_gets_escapes(here: Path) -> None:
    (here / "README.md").write_text(SLIPS.replace("The Smallest", "最小的 é"), encoding="utf-8")
    done = subprocess.run(
        [*PROGRAM, "README.md", "--select=NUM101"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        check=False,
    )
    assert done.returncode == 1
    assert b"\\u6700\\u5c0f\\u7684 \\xe9" in done.stdout
    done = subprocess.run(
        [*PROGRAM, "README.md", "--select=NUM101", "--output-format=json"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        check=False,
    )
    assert "最小的 é" in done.stdout.decode("utf-8")


@pytest.mark.usefixtures("slips")
def test_no_module_is_loaded_that_linting_does_not_need() -> None:
    code = (
        "import sys; from awesomelint.cli.program import program\n"
        "try: program.main(['README.md', '--select=NUM101'], prog_name='awesomelint')\n"
        "except SystemExit: pass\n"
        "loaded = {name.split('.')[0] for name in sys.modules} | set(sys.modules)\n"
        "unwanted = {'pathspec', 'difflib', 'tempfile', 'hashlib', 'platformdirs', 'asyncio', 'sqlite3'}\n"
        "unwanted |= {'awesomelint.checks.awesome', 'awesomelint.links.policy'}\n"
        "print(sorted(loaded & unwanted), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"


@pytest.mark.usefixtures("slips")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_streams_that_are_closed(closed: str) -> None:
    for arguments, code in ((["--select", "NUM", "README.md"], 1), (["links", "none.md"], 2), (["-"], 0)):
        command = ["sh", "-c", f'exec "$@" {closed}', "sh", *PROGRAM, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, input="", check=False)
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stderr
        assert "mistake" not in done.stderr
