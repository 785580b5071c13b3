"""The man page `man/awesomelint.1`, made from the help texts of the commands."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from awesomelint import __version__
from awesomelint.cli.program import COMMANDS, DEFAULT_COMMAND, program

_HEAD = "awesomelint \\- lint awesome lists, above all lists of research papers, and check their links"
_NO_FILL = "\b"
"""What click writes before a paragraph that is not to be wrapped."""


def man_page() -> str:
    """Return the text of the page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield '.\\" Made by tools/generate.py from the help texts.'
    yield f'.TH AWESOMELINT 1 "" "awesomelint {__version__}" "User Commands"'
    yield from (".SH NAME", _HEAD)
    yield from (".SH SYNOPSIS", ".B awesomelint", r"[\fICOMMAND\fR] [\fIOPTIONS\fR] [\fIFILE\fR]...")
    yield ".SH DESCRIPTION"
    top = click.Context(program, info_name="awesomelint", **program.context_settings)
    yield from _prose(program.help or "")
    yield from (".PP", f"The default command is {DEFAULT_COMMAND}.")
    for name in COMMANDS:
        command = program.get_command(top, name)
        assert command is not None
        yield f".SH {_escaped(name.upper())}"
        yield from _command(command, click.Context(command, parent=top, info_name=name))
    yield from (".SH SEE ALSO", "awesomelint explain ALL, which prints all rules with examples.")


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    yield f"\\fB{_escaped(context.command_path)}\\fR {_escaped(' '.join(command.collect_usage_pieces(context)))}"
    yield ".PP"
    yield from _prose(command.help or "")
    for parameter in command.params:
        record = parameter.get_help_record(context) if isinstance(parameter, click.Option) else None
        if record is not None:
            yield from (".TP", f".B {_escaped(record[0])}", _escaped(" ".join(record[1].split())))
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                yield ".PP"
                yield from _command(below, click.Context(below, parent=context, info_name=name))


def _prose(text: str) -> Iterator[str]:
    for number, paragraph in enumerate(re.split(r"\n\s*\n", text.strip())):
        if number:
            yield ".PP"
        lines = [line.strip() for line in paragraph.splitlines() if line.strip() != _NO_FILL]
        if _NO_FILL in paragraph:
            yield from (".nf", *map(_escaped, lines), ".fi")
        else:
            yield _escaped(" ".join(lines))


def _escaped(text: str) -> str:
    """Return a line that groff prints as it is."""
    text = text.replace(_NO_FILL, "").replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{text}" if text.startswith((".", "'")) else text
