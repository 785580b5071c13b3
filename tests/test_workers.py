"""The same work on many files in several processes: results in order, and what may go wrong with processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from awesomelint import workers
from awesomelint.cli.fixes import Aim, look_at
from awesomelint.files import Input
from awesomelint.session.session import Session
from awesomelint.workers import in_order

SLIPS = "# Birds\n\n- [Alpha Networks](https://arxiv.org/abs/1909.10351) ,  ACL 2019.\n- [Beta Nets]( https://a.test/{0} )\n"


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Input]:
    monkeypatch.chdir(tmp_path)
    for number in range(8):
        (tmp_path / f"{number}.md").write_text(SLIPS.format(number) * (1 + 3 * (number % 3)), encoding="utf-8")
    (tmp_path / "4.md").write_bytes(b"caf\xe9\n")
    return [Input(f"{number}.md", Path(f"{number}.md")) for number in range(9)]


def run_python(code: str, *arguments: str) -> str:
    """Return what a Python of one thread says, whose processes can be forked."""
    code = f"import os, sys\nfrom pathlib import Path\nfrom awesomelint.files import Input\n{code}"
    done = subprocess.run(
        (sys.executable, "-W", "error", "-c", code, *arguments),
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.stderr == ""
    return done.stdout


@pytest.mark.slow
def test_processes_that_import_everything_anew(files: list[Input], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_can_fork", lambda: False)
    work = partial(look_at, Session(), Aim.FIX)
    for here, elsewhere in zip(in_order(work, files, 1), in_order(work, files, 2), strict=True):
        assert _said(here) == _said(elsewhere)


def _said(look: object) -> object:
    assert callable(look)
    try:
        found, fixed, *others = look()
    except Exception as error:
        return type(error), str(error)
    report = found.report._replace(source=found.report.source.text)
    return report, found.refused, fixed.after.text, fixed.applied, fixed.notes, others


@pytest.mark.parametrize("size", [0, 99_999, 100_000, 10_000_000])
def test_processes_need_text(size: int, files: list[Input], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_can_fork", lambda: True)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2}, raising=False)
    assert workers._worth(size) == {99_999: 1, 100_000: 2, 10_000_000: 3}.get(size, 1)


COMMANDS = """
import contextlib, io, shutil
from awesomelint.cli.program import program

def said(arguments, jobs):
    shutil.copytree("lists", "here")
    os.chdir("here")
    streams = [io.TextIOWrapper(io.BytesIO()) for _ in range(2)]
    sys.stdin = io.TextIOWrapper(io.BytesIO(b"# Birds\\n\\n3. Beta\\n"))
    with contextlib.redirect_stdout(streams[0]), contextlib.redirect_stderr(streams[1]):
        try:
            program.main([*arguments.split(), "--jobs", jobs], "awesomelint")
        except SystemExit as end:
            code = end.code
    for stream in streams:
        stream.flush()
    written = {name: Path(name).read_bytes() for name in sorted(os.listdir()) if Path(name).is_file()}
    os.chdir("..")
    shutil.rmtree("here")
    return code, *(stream.buffer.getvalue() for stream in streams), written

for arguments in sys.argv[1:]:
    one, two = (said(arguments, jobs) for jobs in ("1", "3"))
    print(one[0], one == two, sum(map(len, one[1:3])) > 100)
"""


@pytest.mark.slow
def test_what_commands_say_and_write(files: list[Input], tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    for path in tmp_path.glob("*.md"):
        path.rename(tmp_path / "lists" / path.name)
    git = ("git", "-C", str(tmp_path / "lists"), "-c", "user.name=a", "-c", "user.email=a@a.test")
    for arguments in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "-m", "a")):
        subprocess.run((*git, *arguments), check=True)
    with (tmp_path / "lists" / "2.md").open("a", encoding="utf-8") as stream:
        stream.write("- [Gamma Nets]( https://a.test/gamma )\n")
    all_ = "0.md missing.md 1.md 2.md - 3.md 4.md 5.md 6.md 7.md --no-links"
    json = f"check {all_} --output-format json"
    commands = [
        json,
        f"check {all_} --fix --unsafe-fixes --changed HEAD -o html=report.html",
        f"check {all_} --diff",
        f"{json} --changed HEAD",
        f"check {all_} --write-baseline --baseline base.json",
        f"{json} --across-files --select DUP",
        "check . --offline --no-cache --links",
        "check . --offline --no-cache --links --diff --unsafe-fixes",
        "export . --format json",
    ]
    said = run_python(COMMANDS, *commands).splitlines()
    assert said == [f"{code} True True" for code in (2,) * len(commands)]


def test_a_process_that_is_ended(files: list[Input]) -> None:
    said = run_python(
        """
from awesomelint.workers import in_order
def work(file):
    if file.name == "2":
        os.kill(os.getpid(), 9)
    return file.name
for result in in_order(work, [Input(str(number), Path("0.md")) for number in range(5)], 2):
    try:
        print(result())
    except Exception as error:
        print(type(error).__name__, error)
"""
    )
    ended = "InternalError 2: skipped: its process was ended (code -9), perhaps for lack of memory"
    assert said.splitlines() == ["0", "1", ended, "3", "4"]


def test_processes_that_cannot_be_started(files: list[Input]) -> None:
    said = run_python(
        """
import multiprocessing.process
from awesomelint.workers import in_order
here = os.getpid()
def start(self):
    raise OSError("no more processes")
multiprocessing.process.BaseProcess.start = start
files = [Input(str(number), Path("0.md")) for number in range(3)]
for result in in_order(lambda file: (file.name, os.getpid() == here), files, 2):
    print(*result())
"""
    )
    assert said.splitlines() == ["0 True", "1 True", "2 True"]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no process groups")
def test_an_interruption_ends_all_processes(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number:02}.md").write_text(
            SLIPS.format(number) * (1 if number == 0 else 2_000), encoding="utf-8"
        )
    command = (
        sys.executable,
        "-m",
        "awesomelint",
        "check",
        "--no-links",
        "--jobs",
        "2",
        "--output-format",
        "json-lines",
        ".",
    )
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        process.stdout.read()  # closed when the last process is gone
        assert process.stderr.read() == b"error: interrupted\n"
    assert process.returncode == 130
