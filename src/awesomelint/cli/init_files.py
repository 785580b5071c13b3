"""The files that `awesomelint init` writes: what stands in them, and which of them are needed."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cache
from pathlib import Path

from awesomelint import __version__
from awesomelint.config.find import YAML_NAMES, find_config
from awesomelint.errors import ConfigError
from awesomelint.json_text import dumps
from awesomelint.named_tuple import NamedTuple
from awesomelint.reporters.visible import visible

PRE_COMMIT = ".pre-commit-config.yaml"
WORKFLOW = ".github/workflows/awesomelint.yml"
_TEMPLATES = Path(__file__).parents[1] / "templates"
_READMES = r"(?i)(^|/)readme\.(md|markdown)$"
_MAX_BYTES = 1024 * 1024
_NAME = "awesomelint"


class Action(Enum):
    """What is done about a file: one that is there is replaced only if somebody says so, or never."""

    CREATE = "create"
    REPLACE = "replace"
    LEAVE = "leave"


class Planned(NamedTuple):
    """A file: what is done about it, what for, what would stand in it, and what to do by hand where it is left as it is."""

    path: Path
    action: Action
    purpose: str
    text: str = ""
    by_hand: str = ""


class Pin(NamedTuple):
    """A convention to write down: an option of a rule, its value, and how many places show it (may be empty)."""

    rule: str
    option: str
    value: str
    evidence: str


def planned_configuration(file: Path, preset: str, pins: Iterable[Pin]) -> Planned:
    """Return the configuration beside a list."""
    target = file.parent / YAML_NAMES[0]
    existing = find_config(file)
    if existing is not None and not _is_same(existing, target):
        return Planned(existing, Action.LEAVE, "holds for this list already")
    rules = list(_rules(pins))
    schema, editors = _schema()
    text = _filled("configuration.yaml", SCHEMA=schema, EDITORS=editors, PRESET=preset, RULES="\n".join(rules))
    return Planned(
        target, Action.REPLACE if existing else Action.CREATE, "what is checked, and the style of the list", text
    )


def planned_hook(root: Path, file: Path) -> Planned:
    """Return the configuration of pre-commit. One that exists is never touched: its author adds the entry."""
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
        return Planned(target, Action.LEAVE, "names awesomelint already")
    return Planned(target, Action.LEAVE, "exists: add this to its repos", by_hand=f"{hook}\n")


def planned_workflow(root: Path, file: Path) -> Planned:
    """Return the workflow that checks pull requests. Raises `ConfigError` for a list whose name a workflow cannot hold."""
    target = root / WORKFLOW
    for other in _workflows(target.parent):
        if other != target and _mentions(other):
            return Planned(other, Action.LEAVE, "names awesomelint already")
    list_ = _relative(file, root)
    if not list_.isprintable() or "${{" in list_:
        raise ConfigError(f"a workflow cannot hold the name of this list: {list_!a}; --no-workflow leaves it out")
    text = _filled("workflow.yml", VERSION=__version__, LIST=shlex.quote(list_))
    action = Action.REPLACE if os.path.lexists(target) else Action.CREATE
    return Planned(target, action, "checks pull requests: what they change", text)


def _rules(pins: Iterable[Pin]) -> Iterator[str]:
    """Yield the lines that pin the style."""
    lines = [
        f"  {pin.rule}: {{{pin.option}: {pin.value}}}" + (f"  # {pin.evidence}" if pin.evidence else "") for pin in pins
    ]
    yield "# The style of the list, so that it stays: without these lines, what most entries do decides."
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
    """Tell whether a file names the program, but in a comment; one that cannot be read says nothing."""
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
