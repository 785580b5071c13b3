"""`awesomelint init`: set up the checks of a list: configuration, pre-commit hook and workflow."""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from functools import cache
from pathlib import Path

import click

from awesomelint import __version__
from awesomelint.cli import options
from awesomelint.cli.console import Console, say_error, say_note
from awesomelint.cli.conventions import Pin, StylePoint, pins, style_points, style_text
from awesomelint.cli.program import EXIT_ERROR, EXIT_INTERRUPTED
from awesomelint.config.files import YAML_NAMES, find_config
from awesomelint.context import DiskFiles
from awesomelint.diagnostic import Severity
from awesomelint.document.model import Document
from awesomelint.errors import ConfigError, OutputError, in_words
from awesomelint.files import Input, find_inputs, read_source, replace_file
from awesomelint.json_text import dumps
from awesomelint.papers.identifiers import paper_id
from awesomelint.report import FileReport
from awesomelint.reporters.terminal import View, counted, visible
from awesomelint.session import BaselineUse, SessionOptions
from awesomelint.session.session import Session
from awesomelint.startup import NamedTuple

PRE_COMMIT = ".pre-commit-config.yaml"
WORKFLOW = ".github/workflows/awesomelint.yml"
_TEMPLATES = Path(__file__).parents[1] / "templates"
_READMES = r"(?i)(^|/)readme\.(md|markdown)$"
_MAX_BYTES = 1024 * 1024
_NAME = "awesomelint"
_PAPERS_SHARE = 0.5
"""A list is one of papers where at least this share of its entries link to one."""
_BADGE = "awesome.re/badge"


class Action(Enum):
    """What to do with a file: an existing one is replaced only if the user agrees, or never."""

    CREATE = "create"
    REPLACE = "replace"
    LEAVE = "leave"


class Planned(NamedTuple):
    """A file: the action, its purpose, its text, and what to do by hand if it is not written."""

    path: Path
    action: Action
    purpose: str
    text: str = ""
    by_hand: str = ""


class _List(NamedTuple):
    """The list: its file, document, findings, and the top of its git repository, if any."""

    file: Path
    document: Document
    report: FileReport
    root: Path | None


@click.command(context_settings=options.HELP)
@click.argument("file", required=False, metavar="[FILE]")
@click.option("-y", "--yes", is_flag=True, help="Write files without asking, except those that exist.")
@click.option("--no-pre-commit", is_flag=True, help="Do not write .pre-commit-config.yaml.")
@click.option("--no-workflow", is_flag=True, help="Do not write the workflow for GitHub Actions.")
@options.color
@click.pass_context
def command(
    ctx: click.Context, /, file: str | None, *, yes: bool, no_pre_commit: bool, no_workflow: bool, color: str
) -> None:
    """Set up a repository: show the style of its list, and write the configuration,
    a pre-commit hook and a workflow.

    FILE is the list; the default is the README of the current folder. The files
    are .awesomelint.yaml, .pre-commit-config.yaml and a workflow that checks pull
    requests on GitHub. Each file is written only if you agree.

    Exit code: 0 if everything is done or was declined, 2 after an error, or if
    there is no terminal to ask on and no --yes.
    """
    list_ = _list(file, ctx)
    style = list(style_points(list_.document))
    plan = _plan(list_, style, has_hook=not no_pre_commit, has_workflow=not no_workflow)
    console = Console()
    console.write(_summary(list_, style, console.view(color)))
    top = list_.root or Path.cwd()
    if not yes and not can_ask():
        console.write(_preview(plan, top))
        say_error("nothing written: no terminal to ask on, and no --yes")
        ctx.exit(EXIT_ERROR)
    try:
        written = [planned for planned in plan if _takes(planned, top, is_sure=yes)]
    except click.Abort:
        say_error("interrupted; nothing written")
        ctx.exit(EXIT_INTERRUPTED)
    for planned in written:
        _write(planned)
        console.write(f"{shown(planned.path, top)}: written\n")
    console.write(_next_steps(plan, written, top))


def can_ask() -> bool:
    """Return whether questions can be asked: both ends are a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _list(name: str | None, ctx: click.Context) -> _List:
    """Return the list. Raises `InputError` for one that cannot be read."""
    file = next(find_inputs((name,) if name else options.readme()))
    if not isinstance(file, Input):
        raise file
    if file.path is None or file.path.is_dir() or not file.is_explicit:
        raise click.UsageError("expected a single FILE", ctx)
    session = Session(SessionOptions(baseline_use=BaselineUse.SHOW))
    document = session.parse(file, read_source(file))
    report = session.lint(file, document)
    assert report is not None
    around = DiskFiles(file.path)
    return _List(file.path, document, report, around.root if around.is_repository else None)


def _plan(list_: _List, style: Sequence[StylePoint], *, has_hook: bool, has_workflow: bool) -> list[Planned]:
    document, file, root = list_.document, list_.file, list_.root
    plan = [planned_configuration(file, _preset(document), pins(document, style))]
    if root is not None and has_hook:
        plan.append(planned_hook(root, file))
    if root is not None and has_workflow:
        plan.append(planned_workflow(root, file))
    return plan


def _preset(document: Document) -> str:
    entries = document.entries
    with_paper = sum(any(paper_id(link.url) for link in entry.links) for entry in entries)
    if entries and with_paper >= _PAPERS_SHARE * len(entries):
        return "papers"
    return "awesome" if _BADGE in document.source.text else "default"


def _summary(list_: _List, style: Sequence[StylePoint], view: View) -> str:
    """Return the style of the list and the number of its findings."""
    document = list_.document
    counting = sum(finding.severity >= Severity.WARNING for finding in list_.report.diagnostics)
    told = "no errors or warnings"
    if counting:
        told = f"{counted(counting, 'error or warning', 'errors and warnings')}: awesomelint {shown(list_.file, Path.cwd())}"
    outside = "" if list_.root else "not in a git repository: no pre-commit hook, no workflow\n"
    return f"{style_text(document, style, view)}{told}\n{outside}\n"


def _preview(plan: Sequence[Planned], top: Path) -> str:
    """Return the full text of what would be written."""
    parts = []
    for planned in plan:
        head = f"{shown(planned.path, top)}: {planned.purpose}"
        match planned.action:
            case Action.CREATE:
                parts.append(f"would write {head}\n\n{_indented(planned.text)}")
            case Action.REPLACE:
                parts.append(f"{shown(planned.path, top)}: exists, would not be changed\n")
            case Action.LEAVE:
                parts.append(_left(planned, top))
    return "\n".join(parts)


def _left(planned: Planned, top: Path) -> str:
    by_hand = f"\n{planned.by_hand}\n" if planned.by_hand else ""
    return f"{shown(planned.path, top)}: {planned.purpose}\n{by_hand}"


def _indented(text: str) -> str:
    return "".join(f"  {line}" if line.strip() else line for line in text.splitlines(keepends=True))


def _takes(planned: Planned, top: Path, *, is_sure: bool) -> bool:
    """Return whether a file is to be written, and ask if the options do not say."""
    name = shown(planned.path, top)
    if planned.action is Action.LEAVE:
        Console().write(_left(planned, top))
        return False
    if planned.action is Action.REPLACE:
        if is_sure:
            say_note(f"{name}: exists, not changed")
            return False
        return click.confirm(f"{name} exists. Replace it ({planned.purpose})?", default=False)
    return is_sure or click.confirm(f"Write {name} ({planned.purpose})?", default=True)


def _write(planned: Planned) -> None:
    expected = planned.path.read_bytes() if planned.action is Action.REPLACE else None
    try:
        planned.path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot be written: {in_words(error)}", path=str(planned.path)) from None
    if planned.action is Action.CREATE and os.path.lexists(planned.path):
        raise OutputError("not written: the file was created in the meantime", path=str(planned.path))
    replace_file(planned.path, planned.text.encode(), expected=expected)


def _next_steps(plan: Sequence[Planned], written: Sequence[Planned], top: Path) -> str:
    names = [shown(planned.path, top) for planned in written]
    if not names:
        return "nothing written\n"
    steps = [f"git add {' '.join(names)}"] if len(plan) > 1 else []
    if any(planned.path.name == ".pre-commit-config.yaml" for planned in written):
        steps.append("pre-commit install")
    return "".join(f"{line}\n" for line in ("", "next:", *(f"  {step}" for step in steps))) if steps else ""


# -- the files


def planned_configuration(file: Path, preset: str, pins: Iterable[Pin]) -> Planned:
    """Return the configuration next to a list."""
    target = file.parent / YAML_NAMES[0]
    existing = find_config(file)
    if existing is not None and not _is_same(existing, target):
        return Planned(existing, Action.LEAVE, "applies to this list already")
    rules = list(_rules(pins))
    schema, editors = _schema()
    text = _filled("configuration.yaml", SCHEMA=schema, EDITORS=editors, PRESET=preset, RULES="\n".join(rules))
    return Planned(target, Action.REPLACE if existing else Action.CREATE, "rules and style of the list", text)


def planned_hook(root: Path, file: Path) -> Planned:
    """Return the configuration of pre-commit. An existing one is not changed."""
    target = root / PRE_COMMIT
    list_ = _relative(file, root)
    home = _home_page()
    pattern = dumps(_READMES if _is_readme(list_) else f"^{re.escape(list_)}$")
    template = "published-hook.yaml" if home else "hook.yaml"
    hook = _filled(template, HOME=home or "", VERSION=__version__, PATTERN=pattern).rstrip("\n")
    if not os.path.lexists(target):
        return Planned(
            target, Action.CREATE, "lints the list before each commit", _filled("pre-commit.yaml", HOOK=hook)
        )
    if _mentions(target):
        return Planned(target, Action.LEAVE, "contains awesomelint already")
    return Planned(target, Action.LEAVE, "exists: add this to its repos", by_hand=f"{hook}\n")


def planned_workflow(root: Path, file: Path) -> Planned:
    """Return the workflow that checks pull requests. Raises `ConfigError` for a list whose name a workflow cannot hold."""
    target = root / WORKFLOW
    for other in _workflows(target.parent):
        if other != target and _mentions(other):
            return Planned(other, Action.LEAVE, "contains awesomelint already")
    list_ = _relative(file, root)
    if not list_.isprintable() or "${{" in list_:
        raise ConfigError(f"a workflow cannot contain the name of this list: {list_!a}; use --no-workflow")
    text = _filled("workflow.yml", VERSION=__version__, LIST=shlex.quote(list_))
    action = Action.REPLACE if os.path.lexists(target) else Action.CREATE
    return Planned(target, action, "checks the changes of pull requests", text)


def _rules(pins: Iterable[Pin]) -> Iterator[str]:
    """Yield the lines that fix the style."""
    lines = [pin.line() for pin in pins]
    yield "# The style of the list. Without these lines it is inferred."
    yield from ("rules:", *lines) if lines else ("# rules:", "#   link-brackets: {form: inside}")


def _schema() -> tuple[str, str]:
    """Return the line by which editors find the schema, or, where it is not published, what to do for that."""
    line = "# yaml-language-server: $schema="
    home = _home_page()
    if home:
        return f"{line}{home}/raw/v{__version__}/schema/awesomelint.schema.json\n", ""
    hint = (
        "# For completion in an editor, awesomelint config schema > .awesomelint.schema.json and begin this file with"
    )
    return "", f'{hint}\n# "{line}.awesomelint.schema.json".\n'


@cache
def _home_page() -> str | None:
    """Return where the repository of the installed program is published, if it says so."""
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        lines = metadata(_NAME).get_all("Project-URL") or []
    except PackageNotFoundError:
        return None
    urls = dict(line.split(", ", 1) for line in lines if ", " in line)
    return urls.get("Repository", "").rstrip("/") or None


def _filled(template: str, **values: str) -> str:
    """Return the text of a template with its `@NAMES@` replaced, all at once."""
    text = (_TEMPLATES / template).read_text(encoding="utf-8")
    return re.sub(r"@([A-Z]+)@", lambda match: values[match[1]], text)


def _relative(file: Path, root: Path) -> str:
    return Path(os.path.relpath(os.path.realpath(file), os.path.realpath(root))).as_posix()


def _is_readme(name: str) -> bool:
    return re.search(_READMES, name) is not None


def _is_same(one: Path, other: Path) -> bool:
    return os.path.abspath(one) == os.path.abspath(other)  # noqa: PTH100 - links are not followed


def _workflows(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix in (".yml", ".yaml") and path.is_file())
    except OSError:
        return []


def _mentions(path: Path) -> bool:
    """Return whether a file names the program, but in a comment; one that cannot be read says nothing."""
    try:
        with path.open("rb") as stream:
            text = stream.read(_MAX_BYTES).decode("utf-8", "replace")
    except OSError:
        return False
    return any(_NAME in line.partition("#")[0] for line in text.splitlines())


def shown(path: Path, root: Path) -> str:
    """Return a path as people see it: from the root, if it lies there."""
    relative = os.path.relpath(path, root)
    return visible(str(path) if relative.startswith("..") else relative)
