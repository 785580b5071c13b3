"""The command line: arguments in, text and an exit code out. All reading and writing of files happens on behalf of this package.

One module a command, imported when the command runs; nothing else in the program may import from here.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import NoReturn

from awesomelint.startup import spare_the_collector


def main() -> NoReturn:
    """Run `awesomelint` with the arguments of the process and end the process.

    Exit codes: 0 no findings, 1 findings, 2 an error of usage, configuration, input or output, 130 interrupted.
    """
    spare_the_collector()
    _open_streams()
    code: object = 0
    try:
        from awesomelint.cli.program import program, register_completion

        if "_AWESOMELINT_COMPLETE" in os.environ:
            register_completion()
        program.main(prog_name="awesomelint")
    except SystemExit as end:
        code = end.code
    except KeyboardInterrupt:  # before the program could say so itself
        sys.stderr.write("error: interrupted\n")
        code = 130
    _leave(code if isinstance(code, int) else int(code is not None))


def _open_streams() -> None:
    """Open standard streams that are closed, so that no file takes their place; what is written to them is lost."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115


def _leave(code: int) -> NoReturn:
    """End the process at once, when all that was printed is out: taking everything apart costs 7 % of a run on a short list."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # a closed pipe
            stream.flush()
    os._exit(code)
