"""The command line: arguments in, text and an exit code out. All reading and writing of files happens on behalf of this package.

One module a command, imported when the command runs; nothing else in the program may import from here.
"""

from __future__ import annotations

from typing import NoReturn


def main() -> NoReturn:
    """Run `awesomelint` with the arguments of the process and exit.

    Exit codes: 0 nothing found, 1 findings, 2 an error of usage, configuration, input or output, 130 interrupted.
    """
    from awesomelint.cli.program import program

    program.main(prog_name="awesomelint")
