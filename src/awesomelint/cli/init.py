"""`awesomelint init`: set up the checks of a list: configuration, pre-commit hook and workflow."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from awesomelint.checks.awesome.title import has_badge
from awesomelint.cli import options
from awesomelint.cli.console import Console, say_error, say_note
from awesomelint.cli.conventions import StylePoint, pins, style_points, style_text
from awesomelint.cli.init_files import (
    PRE_COMMIT,
    WORKFLOW,
    Action,
    Planned,
    planned_configuration,
    planned_hook,
    planned_weekly,
    planned_workflow,
    shown,
)
from awesomelint.cli.program import EXIT_ERROR
from awesomelint.context import DiskFiles
from awesomelint.diagnostic import Severity
from awesomelint.document.model import Document
from awesomelint.errors import ConfigError, OutputError, in_words
from awesomelint.files import Input, find_inputs, read_source, replace_file
from awesomelint.origin import VARIABLE, Origin, find_origin, git_origin
from awesomelint.papers.identifiers import paper_id
from awesomelint.report import FileReport
from awesomelint.reporters.terminal import View, counted
from awesomelint.session import BaselineUse, SessionOptions
from awesomelint.session.session import Session
from awesomelint.startup import NamedTuple

_PAPERS_SHARE = 0.5
"""A list is one of papers where at least this share of its entries link to one."""


class _List(NamedTuple):
    """The list: its file, document, findings, and the top of its git repository, if any."""

    file: Path
    document: Document
    report: FileReport
    root: Path | None


class _Wanted(NamedTuple):
    """What to set up beside the configuration; `None` where nobody said so yet."""

    hook: bool
    workflow: bool
    links: bool | None
    weekly: bool | None


@click.command(context_settings=options.HELP)
@click.argument("file", required=False, metavar="[FILE]")
@click.option("-y", "--yes", is_flag=True, help="Write files without asking, except those that exist.")
@click.option("--no-pre-commit", is_flag=True, help="Do not write .pre-commit-config.yaml.")
@click.option("--no-workflow", is_flag=True, help="Do not write workflows for GitHub Actions.")
@click.option("--links/--no-links", default=None, help="Whether pull requests have the links on changed lines checked.")
@click.option(
    "--weekly/--no-weekly", default=None, help="Whether to write a workflow that checks all links once a week."
)
@click.option(
    "--source",
    metavar="URL@REV",
    help=f"Git repository and revision to install awesomelint from, if it was not installed from there.  [env: {VARIABLE}]",
)
@options.color
@click.pass_context
def command(
    ctx: click.Context,
    /,
    file: str | None,
    *,
    yes: bool,
    no_pre_commit: bool,
    no_workflow: bool,
    links: bool | None,
    weekly: bool | None,
    source: str | None,
    color: str,
) -> None:
    """Set up a repository: show the style of its list, and write the configuration,
    a pre-commit hook and a workflow.

    FILE is the list; the default is the README of the current folder. The files
    are .awesomelint.yaml, .pre-commit-config.yaml and a workflow that checks pull
    requests on GitHub, with annotations and a summary; with --weekly also one that
    checks all links once a week. Each file is written only if you agree.

    Hook and workflows install awesomelint from where this one came: a commit of a
    git repository, or a version of a package index. A folder or a file is there
    for you alone: then --source says where others find it.

    Exit code: 0 if everything is done or was declined, 2 after an error, or if
    there is no terminal to ask on and no --yes.
    """
    origin = git_origin(source) if source else find_origin()
    list_ = _list(file, ctx)
    style = list(style_points(list_.document))
    wanted = _Wanted(not no_pre_commit, not no_workflow, links, weekly)
    console = Console()
    console.write(_summary(list_, style, console.view(color)))
    preset = _preset(list_.document)
    if not yes and can_ask():
        if preset == "awesome" and not click.confirm(_MANIFEST, default=True):
            preset = "default"
        if list_.root is not None:
            origin, wanted = _asked(origin, wanted)
    plan = _plan(list_, preset, style, origin, wanted)
    top = list_.root or Path.cwd()
    if not yes and not can_ask():
        console.write(_preview(plan, top))
        say_error("nothing written: no terminal to ask on, and no --yes")
        ctx.exit(EXIT_ERROR)
    written = [planned for planned in plan if _takes(planned, top, is_sure=yes)]
    for planned in written:
        _write(planned)
        console.write(f"{shown(planned.path, top)}: written\n")
    if list_.root is not None and origin is None and (wanted.hook or wanted.workflow):
        console.write(_NOWHERE)
    console.write(_next_steps(written, list_.root, wanted))


_MANIFEST = "The list has the awesome badge. Check what the awesome manifest asks for, too (preset awesome)?"
_NOWHERE = """
no pre-commit hook and no workflow: awesomelint was installed from a folder or a file, which only this machine has
to go on, name a git repository that has it, and a revision: awesomelint init --source URL@REV
"""


def _asked(origin: Origin | None, wanted: _Wanted) -> tuple[Origin | None, _Wanted]:
    """Ask what the options do not say, as far as it matters."""
    if origin is None and (wanted.hook or wanted.workflow):
        said = "Where do others install awesomelint from, URL@REV of a git repository (none: configuration only)?"
        origin = click.prompt(said, default="", show_default=False, value_proc=_given_origin)
    if origin is None or not (origin.is_public and wanted.workflow):
        return origin, wanted
    links, weekly = wanted.links, wanted.weekly
    if links is None:
        links = click.confirm("Let pull requests have the links on changed lines checked?", default=False)
    if weekly is None:
        weekly = click.confirm("Check all links once a week, and keep an issue about them up to date?", default=False)
    return origin, wanted._replace(links=links, weekly=weekly)


def _given_origin(text: str) -> Origin | None:
    try:
        return git_origin(text) if text else None
    except ConfigError as error:
        raise click.UsageError(error.message) from None


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


def _plan(
    list_: _List, preset: str, style: Sequence[StylePoint], origin: Origin | None, wanted: _Wanted
) -> list[Planned]:
    document, file, root = list_.document, list_.file, list_.root
    plan = [planned_configuration(file, preset, pins(document, style), origin)]
    if root is None or origin is None:
        return plan
    if wanted.hook:
        plan.append(planned_hook(root, file, origin))
    if wanted.workflow:
        plan.append(planned_workflow(root, file, origin, has_links=bool(wanted.links)))
        if wanted.weekly:
            plan.append(planned_weekly(root, file, origin))
    return plan


def _preset(document: Document) -> str:
    entries = document.entries
    with_paper = sum(any(paper_id(link.url) for link in entry.links) for entry in entries)
    if entries and with_paper >= _PAPERS_SHARE * len(entries):
        return "papers"
    return "awesome" if has_badge(document) else "default"


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


def _next_steps(written: Iterable[Planned], root: Path | None, wanted: _Wanted) -> str:
    paths = [planned.path for planned in written]
    if not paths:
        return "nothing written\n"
    if root is None:
        return ""
    steps = [f"git add {' '.join(shown(path, root) for path in paths)}"]
    if root / PRE_COMMIT in paths:
        steps.append("pre-commit install")
    if root / WORKFLOW in paths and wanted.weekly is None:
        steps.append("awesomelint init --weekly   # also checks all links once a week")
    return "".join(f"{line}\n" for line in ("", "next:", *(f"  {step}" for step in steps)))
