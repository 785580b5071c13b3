"""The files that `awesomelint init` writes: their texts, filled in, and whether they may be written."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path

from awesomelint import __version__
from awesomelint.cli.conventions import Pin
from awesomelint.config.files import YAML_NAMES, find_config
from awesomelint.errors import ConfigError
from awesomelint.json_text import dumps
from awesomelint.origin import NAME, Origin
from awesomelint.reporters.terminal import visible
from awesomelint.startup import NamedTuple

PRE_COMMIT = ".pre-commit-config.yaml"
WORKFLOW = ".github/workflows/awesomelint.yml"
WEEKLY = ".github/workflows/links.yml"
_TEMPLATES = Path(__file__).parents[1] / "templates"
_READMES = r"(?i)(^|/)readme\.(md|markdown)$"
_MAX_BYTES = 1024 * 1024


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


def planned_configuration(file: Path, preset: str, pins: Iterable[Pin], origin: Origin | None) -> Planned:
    """Return the configuration next to a list."""
    target = file.parent / YAML_NAMES[0]
    existing = find_config(file)
    if existing is not None and not _is_same(existing, target):
        return Planned(existing, Action.LEAVE, "applies to this list already")
    rules = list(_rules(pins))
    schema, editors = _schema(origin)
    text = _filled("configuration.yaml", SCHEMA=schema, EDITORS=editors, PRESET=preset, RULES="\n".join(rules))
    return Planned(target, Action.REPLACE if existing else Action.CREATE, "rules and style of the list", text)


def planned_hook(root: Path, file: Path, origin: Origin) -> Planned:
    """Return the configuration of pre-commit. An existing one is not changed."""
    target = root / PRE_COMMIT
    list_ = _relative(file, root)
    pattern = dumps(_READMES if re.search(_READMES, list_) else f"^{re.escape(list_)}$")
    hook = _filled(
        "git-hook.yaml" if origin.is_git else "index-hook.yaml",
        REPOSITORY=origin.repository,
        REVISION=origin.revision,
        SPEC=origin.spec,
        VERSION=__version__,
        PATTERN=pattern,
    ).rstrip("\n")
    if not os.path.lexists(target):
        return Planned(
            target, Action.CREATE, "lints the list before each commit", _filled("pre-commit.yaml", HOOK=hook)
        )
    if _mentions(target):
        return Planned(target, Action.LEAVE, "contains awesomelint already")
    return Planned(target, Action.LEAVE, "exists: add this to its repos", by_hand=f"{hook}\n")


def planned_workflow(root: Path, file: Path, origin: Origin, *, has_links: bool) -> Planned:
    """Return the workflow that checks pull requests, with `has_links` also the links on changed lines.

    Raises `ConfigError` for a list whose name a workflow cannot hold.
    """
    links = "--links" if has_links else "--no-links"
    text = _filled("workflow.yml", SPEC=shlex.quote(origin.spec), LIST=_in_workflow(file, root), LINKS=links)
    return _planned(root / WORKFLOW, root / WEEKLY, origin, "checks the changes of pull requests", text)


def planned_weekly(root: Path, file: Path, origin: Origin) -> Planned:
    """Return the workflow that checks all links once a week. Raises as `planned_workflow` does."""
    text = _filled("links.yml", SPEC=shlex.quote(origin.spec), LIST=_in_workflow(file, root))
    return _planned(root / WEEKLY, root / WORKFLOW, origin, "checks all links once a week", text)


def _planned(target: Path, beside: Path, origin: Origin, purpose: str, text: str) -> Planned:
    """Return a workflow, unless another one than that `beside` it does the same, or GitHub could not install the program."""
    for other in _workflows(target.parent):
        if other not in (target, beside) and _mentions(other):
            return Planned(other, Action.LEAVE, "contains awesomelint already")
    if not origin.is_public:
        return Planned(target, Action.LEAVE, f"not written, GitHub cannot install {origin.spec}: use --source")
    return Planned(target, Action.REPLACE if os.path.lexists(target) else Action.CREATE, purpose, text)


def _in_workflow(file: Path, root: Path) -> str:
    list_ = _relative(file, root)
    if not list_.isprintable() or "${{" in list_:
        raise ConfigError(f"a workflow cannot contain the name of this list: {list_!a}; use --no-workflow")
    return shlex.quote(list_)


def _rules(pins: Iterable[Pin]) -> Iterator[str]:
    """Yield the lines that fix the style."""
    lines = [pin.line() for pin in pins]
    yield "# The style of the list. Without these lines it is inferred."
    yield from ("rules:", *lines) if lines else ("# rules:", "#   link-brackets: {form: inside}")


def _schema(origin: Origin | None) -> tuple[str, str]:
    """Return the line by which editors find the schema, or, where it is not published, what to do for that."""
    line = "# yaml-language-server: $schema="
    page = origin.page("schema/awesomelint.schema.json", "raw") if origin is not None else ""
    if page:
        return f"{line}{page}\n", ""
    hint = (
        "# For completion in an editor, awesomelint config schema > .awesomelint.schema.json and begin this file with"
    )
    return "", f'{hint}\n# "{line}.awesomelint.schema.json".\n'


def _filled(template: str, **values: str) -> str:
    """Return the text of a template with its `@NAMES@` replaced, all at once."""
    text = (_TEMPLATES / template).read_text(encoding="utf-8")
    return re.sub(r"@([A-Z]+)@", lambda match: values[match[1]], text)


def _relative(file: Path, root: Path) -> str:
    return Path(os.path.relpath(os.path.realpath(file), os.path.realpath(root))).as_posix()


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
    return any(NAME in line.partition("#")[0] for line in text.splitlines())


def shown(path: Path, root: Path) -> str:
    """Return a path as people see it: from the root, if it lies there."""
    relative = os.path.relpath(path, root)
    return visible(str(path) if relative.startswith("..") else relative)
