"""The program: its commands, shell completion, and errors that end a run."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING

import click
from click.exceptions import Abort, ClickException, Exit

from awesomelint import __version__
from awesomelint.cli.console import say_error
from awesomelint.cli.options import HELP, complete_files
from awesomelint.errors import AwesomelintError, InternalError, did_you_mean, in_words
from awesomelint.startup import NamedTuple

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


DEFAULT_COMMAND = "check"
DEBUG_VARIABLE = "AWESOMELINT_DEBUG"
"""Environment variable that makes a bug in awesomelint show its traceback."""

EXIT_FINDINGS = 1
EXIT_ERROR = 2
EXIT_INTERRUPTED = 130
EXIT_BROKEN_PIPE = 141


class _Command(NamedTuple):
    module: str
    summary: str
    function: str = "command"


COMMANDS = {
    "check": _Command("awesomelint.cli.check", "Lint lists and fix them (the default command)."),
    "links": _Command("awesomelint.cli.links", "Check links and show their verdicts."),
    "init": _Command("awesomelint.cli.init", "Set up a repository: configuration, hook, workflow."),
    "conventions": _Command("awesomelint.cli.conventions", "Show the inferred style of a list."),
    "add": _Command("awesomelint.cli.add", "Add papers or tools to a list, in the form of its entries."),
    "sort": _Command("awesomelint.cli.sort", "Put the entries of a list in order."),
    "diff": _Command("awesomelint.cli.diff", "Show which entries changed since a git revision."),
    "export": _Command("awesomelint.cli.export", "Export the entries as JSON, CSV or BibTeX."),
    "sweep": _Command("awesomelint.cli.sweep", "Check the links of many lists, each link once."),
    "rules": _Command("awesomelint.cli.rules", "List the rules, or test custom rules."),
    "explain": _Command("awesomelint.cli.rules", "Explain a rule, with examples.", "explain"),
    "venues": _Command("awesomelint.cli.venues", "Show the table of venues, or look up a venue."),
    "lsp": _Command("awesomelint.cli.lsp", "Run the language server for editors."),
    "config": _Command("awesomelint.cli.config", "Show the configuration, or its schema."),
    "cache": _Command("awesomelint.cli.cache", "Show or clear the link cache."),
}
"""All commands in the order of the help, each with the module that holds it."""

_OWN_OPTIONS = frozenset({"-h", "--help", "--version"})
_WORDS = {"lint": ("check",), "fix": ("check", "--fix"), "version": ("--version",)}
"""What people type for commands, and what it stands for; `help` and `help COMMAND` are besides."""


class Program(click.Group):
    """The group of all commands; the default command is `check`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Insert the default command if the first argument is not a command. Raises `UsageError` for one that is mistyped."""
        if args[:1] == ["help"]:
            args = [*args[1:], "--help"]
        word, *others = args or [""]
        if word in _WORDS:
            args = [*_WORDS[word], *others]
        elif word not in COMMANDS and word not in _OWN_OPTIONS and not (ctx.resilient_parsing and not args):
            if not ctx.resilient_parsing:
                _refuse_mistyped(word)
            args = [DEFAULT_COMMAND, *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete commands, and the arguments of the default command."""
        default = self.get_command(ctx, DEFAULT_COMMAND)
        assert default is not None
        with click.Context(default, ctx, DEFAULT_COMMAND, resilient_parsing=True) as below:
            if incomplete.startswith("-"):
                return [
                    *click.Command.shell_complete(self, ctx, incomplete),
                    *default.shell_complete(below, incomplete),
                ]
            # Files first: in bash they would clear what was found before, and come only where nothing else fits.
            return [*complete_files(below, default.params[0], incomplete), *_commands_like(incomplete)]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of a command and return it."""
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(COMMANDS[cmd_name].module), COMMANDS[cmd_name].function)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of commands without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.summary) for name, command in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; an error that the user can fix becomes one line and exit code 2."""
        with _ending_well():
            return super().invoke(ctx)


def _refuse_mistyped(word: str) -> None:
    """Raise `UsageError` for a word of letters that is like a command and names no file."""
    if not word.isalpha() or os.path.lexists(word):
        return
    if hint := did_you_mean(word, (*COMMANDS, *_WORDS, "help")):
        raise click.UsageError(f'found "{word}", which is neither a command nor a file{hint}')


def register_completion() -> None:
    """Fix Click's completion for fish, which cuts descriptions at their first comma."""
    from click.shell_completion import FishComplete, add_completion_class

    class Fish(FishComplete):
        source_template = FishComplete.source_template.replace('string split ","', 'string split --max 1 ","')

    add_completion_class(Fish)


def _commands_like(incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(name, help=one.summary) for name, one in COMMANDS.items() if name.startswith(incomplete)]


@contextmanager
def _ending_well() -> Iterator[None]:
    try:
        try:
            yield
        except Exit:
            sys.stdout.flush()
            raise
        sys.stdout.flush()
    except (AwesomelintError, InternalError) as error:
        say_error(str(error))
        raise SystemExit(EXIT_ERROR) from None
    except (ClickException, Exit):
        raise
    except (KeyboardInterrupt, Abort) as error:
        if isinstance(error, Abort):  # behind a question
            sys.stderr.write("\n")
        say_error("interrupted")
        raise SystemExit(EXIT_INTERRUPTED) from None
    except BrokenPipeError:
        raise SystemExit(EXIT_BROKEN_PIPE) from None
    except OSError as error:
        say_error(f"{error.filename or 'standard output'}: {in_words(error)}")
        raise SystemExit(EXIT_ERROR) from None
    except Exception as error:
        if os.environ.get(DEBUG_VARIABLE):
            raise
        said = f"{type(error).__name__}: {error}"
        say_error(f"internal error: {said}; set {DEBUG_VARIABLE}=1 for a traceback, and please report it")
        raise SystemExit(EXIT_ERROR) from None


@click.group(
    cls=Program,
    context_settings=HELP,
    options_metavar="",
    subcommand_metavar="[COMMAND] [OPTIONS] [FILE]...",
    epilog="See `awesomelint COMMAND --help` for a command, and `awesomelint check --help` for the options of linting.",
)
@click.version_option(__version__, message="awesomelint %(version)s")
def program() -> None:
    """Lint awesome lists, above all lists of research papers.

    \b
    awesomelint README.md          lint a list and check its links
    awesomelint --fix README.md    apply safe fixes, and report the rest
    awesomelint --diff README.md   show what --fix would change
    """
