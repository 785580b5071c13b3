"""awesomelint: a linter and link checker for awesome lists, above all lists of research papers.

    import awesomelint

    for diagnostic in awesomelint.lint(text):
        print(diagnostic.code, diagnostic.message)
    text = awesomelint.fix(text).source.text
    titles = [entry.title.value for entry in awesomelint.parse(text).entries if entry.title]

The names in `__all__` are the public interface and change only with the major version. All else is internal. Names are imported
when they are first used. Offsets count code points from 0, lines and columns count from 1. `help(awesomelint.Entry)` and the like
say more, docs/python.md begins at the beginning.
"""

TYPE_CHECKING = False  # what type checkers take for `typing.TYPE_CHECKING`, without importing typing
if TYPE_CHECKING:
    from awesomelint.adding.places import Added
    from awesomelint.api import add, check_links, fix, lint, parse, sort
    from awesomelint.comparison import Comparison, FieldChange, Pair, compare
    from awesomelint.config.load import load_config
    from awesomelint.config.model import Config, Overrides
    from awesomelint.diagnostic import Diagnostic, Edit, Fix, Related, Safety, Severity
    from awesomelint.document.model import Container, Document, Entry, Field, Section
    from awesomelint.errors import (
        AwesomelintError,
        ConfigError,
        InputError,
        InternalError,
        OutputError,
        RulebookError,
    )
    from awesomelint.files import Input, find_inputs
    from awesomelint.fixing.fixer import FixResult
    from awesomelint.links.link_run import LinkReport
    from awesomelint.links.outcome import Outcome, Verdict
    from awesomelint.markdown.blocks import Link, LinkKind, LinkSyntax, Mark
    from awesomelint.report import FileReport
    from awesomelint.session import BaselineUse, LinkOptions, SessionOptions
    from awesomelint.session.session import Session
    from awesomelint.sorting import Sorted
    from awesomelint.source import Position, Source, Span

__version__ = "0.1.0"

__all__ = [
    "Added",
    "AwesomelintError",
    "BaselineUse",
    "Comparison",
    "Config",
    "ConfigError",
    "Container",
    "Diagnostic",
    "Document",
    "Edit",
    "Entry",
    "Field",
    "FieldChange",
    "FileReport",
    "Fix",
    "FixResult",
    "Input",
    "InputError",
    "InternalError",
    "Link",
    "LinkKind",
    "LinkOptions",
    "LinkReport",
    "LinkSyntax",
    "Mark",
    "Outcome",
    "OutputError",
    "Overrides",
    "Pair",
    "Position",
    "Related",
    "RulebookError",
    "Safety",
    "Section",
    "Session",
    "SessionOptions",
    "Severity",
    "Sorted",
    "Source",
    "Span",
    "Verdict",
    "__version__",
    "add",
    "check_links",
    "compare",
    "find_inputs",
    "fix",
    "lint",
    "load_config",
    "parse",
    "sort",
]

_HOMES = {
    "adding.places": ("Added",),
    "api": ("add", "check_links", "fix", "lint", "parse", "sort"),
    "comparison": ("Comparison", "FieldChange", "Pair", "compare"),
    "config.load": ("load_config",),
    "config.model": ("Config", "Overrides"),
    "diagnostic": ("Diagnostic", "Edit", "Fix", "Related", "Safety", "Severity"),
    "markdown.blocks": ("Link", "LinkKind", "LinkSyntax", "Mark"),
    "document.model": ("Container", "Document", "Entry", "Field", "Section"),
    "errors": (
        "AwesomelintError",
        "ConfigError",
        "InputError",
        "InternalError",
        "OutputError",
        "RulebookError",
    ),
    "files": ("Input", "find_inputs"),
    "fixing.fixer": ("FixResult",),
    "links.link_run": ("LinkReport",),
    "links.outcome": ("Outcome", "Verdict"),
    "report": ("FileReport",),
    "session": ("BaselineUse", "LinkOptions", "SessionOptions"),
    "session.session": ("Session",),
    "sorting": ("Sorted",),
    "source": ("Position", "Source", "Span"),
}


def __getattr__(name: str) -> object:
    from importlib import import_module

    home = next((home for home, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
