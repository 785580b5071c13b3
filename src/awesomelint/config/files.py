"""Find configuration files, and read them as values that know their places: YAML, and TOML such as a `pyproject.toml`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from awesomelint.errors import ConfigError
from awesomelint.files import leaves_repository, read_regular_file
from awesomelint.startup import expression
from awesomelint.yaml_reader import MOST_BYTES, Keys, Node, Origin, Place, read_text, read_yaml

YAML_NAMES = (".awesomelint.yaml", ".awesomelint.yml")
PYPROJECT = "pyproject.toml"
TABLE = "awesomelint"
_OUR_HEADER = rb"(?m)^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*[\"']?awesomelint[\"']?[ \t]*[.\]]"


def find_config(path: Path) -> Path | None:
    """Return the configuration for a file or folder: the nearest one in its folder or above, or `None`.

    In one folder `.awesomelint.yaml` comes before `.awesomelint.yml`, and that before a `pyproject.toml` that has a table
    `[tool.awesomelint]`; one without it, or that cannot be read, is passed over.

    Raises `ConfigError` for one that is a link to a file outside the repository.
    """
    found = _nearest_config(path)
    if found is not None and leaves_repository(found, found.parent):
        raise ConfigError("this configuration is a link that leads out of the repository", path=str(found))
    return found


def _nearest_config(path: Path) -> Path | None:
    start = Path(os.path.abspath(path))  # noqa: PTH100 - `resolve` would follow links, and people look beside the link
    for folder in (start, *start.parents) if start.is_dir() else start.parents:
        for name in YAML_NAMES:
            if (folder / name).is_file():
                return folder / name
        if (folder / PYPROJECT).is_file() and _has_table(folder / PYPROJECT):
            return folder / PYPROJECT
    return None


def configs_beside(path: Path) -> Iterator[Path]:
    """Yield the configurations next to one in force that `find_config` passes over for it."""
    for name in (*YAML_NAMES, PYPROJECT):
        other = path.with_name(name)
        if name != path.name and other.is_file() and (name != PYPROJECT or _has_table(other)):
            yield other


def _has_table(pyproject: Path) -> bool:
    try:
        data = read_regular_file(pyproject, MOST_BYTES)
    except OSError:
        return False
    if TABLE.encode() not in data:
        return False
    if re.search(_OUR_HEADER, data):
        return True
    import tomllib  # rare: the word is there, but not as a header, as in `[tool]` with `awesomelint.select = ...`

    try:
        tool = tomllib.loads(data.decode("utf-8")).get("tool", {})
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError):
        return False
    return isinstance(tool, dict) and TABLE in tool


_SUFFIXES = (".yaml", ".yml")
_ANY_HEADER = expression(r"\s*\[\[?[^\[\],]*\]\]?\s*(?:#.*)?$")


def read_config_file(path: Path) -> Node:
    """Read a configuration file.

    Raises `ConfigError` for a file that cannot be read or is not what its name says.
    """
    text = read_text(path, "configuration", ConfigError)
    if path.name == PYPROJECT or path.suffix == ".toml":
        return _read_toml(text, path)
    if path.suffix not in _SUFFIXES:
        raise ConfigError("a configuration is a .yaml or .toml file", path=str(path))
    node = read_yaml(text, str(path), ConfigError)
    return node if node.value is not None else Node(node.origin, {})


def path_beside(item: Node, folder: Path) -> Path:
    """Return the path that a text in a configuration in a folder names.

    Raises the configuration's error for one that leads out of the repository, because a stranger may have written it.
    """
    path = folder / item.text()
    if leaves_repository(path, folder):
        item.fail(f'"{item.text()}" leads out of the repository')
    return path


def file_beside(item: Node, folder: Path) -> Path:
    """Return the file that a text in a configuration in a folder names.

    Raises the configuration's error where there is none, and as `path_beside` does.
    """
    path = path_beside(item, folder)
    if not path.is_file():
        item.fail(f'file "{item.text()}" does not exist, relative to this configuration')
    return path


def config_from_mapping(values: Mapping[str, Any], name: str) -> Node:
    """Return values that were not read from a file, under a name to show in errors."""
    return Node(Origin(name, ConfigError, {}), _plain(values))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value


def _read_toml(text: str, path: Path) -> Node:
    import tomllib

    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said, line, column = _toml_place(str(error))
        raise ConfigError(f"this is not TOML: {said}", path=str(path), line=line, column=column) from None
    except RecursionError:
        raise ConfigError("this is nested too deeply", path=str(path)) from None
    table: Keys = ()
    if path.name == PYPROJECT:
        table = ("tool", TABLE)
        tool = values.get("tool")
        values = tool.get(TABLE, {}) if isinstance(tool, dict) else {}
    return Node(Origin(str(path), ConfigError, _TomlPlaces(text, table)), values)


def _toml_place(message: str) -> tuple[str, int | None, int | None]:
    """Take `(at line 1, column 2)` out of the message of the TOML parser."""
    match = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", message)
    if match is None:
        return message, None, None
    said = message[: match.start()]
    said = said[:1].lower() + said[1:]
    return (said, int(match[1]), int(match[2])) if match[1] else (f"{said} at the end of the file", None, None)


class _TomlPlaces(Mapping[Keys, Place]):
    """Places in a TOML file, searched when an error needs one: the parser of the standard library tells none.

    Found are headers of tables and keys at the start of a line below them, which is how people write; an inline table's
    keys are looked for on the line of the table.
    """

    def __init__(self, text: str, table: Keys):
        self._lines = text.splitlines()
        self._table = table

    def __getitem__(self, keys: Keys) -> Place:
        place = self._find([str(key) for key in (*self._table, *keys) if isinstance(key, str)])
        if place is None:
            raise KeyError(keys)
        return place

    def __iter__(self) -> Any:
        return iter(())

    def __len__(self) -> int:
        return 0

    def _find(self, keys: list[str]) -> Place | None:
        for size in range(len(keys), -1, -1):
            header = re.compile(rf"\s*\[\s*{_dotted(keys[:size])}\s*\]") if size else None
            start = next((n for n, line in enumerate(self._lines) if header and header.match(line)), None)
            if header and start is None:
                continue
            first = 0 if start is None else start + 1
            if size == len(keys):
                at = (first, len(self._lines[first - 1]) - len(self._lines[first - 1].lstrip()) + 1)
                return Place(at, at)
            if place := self._key(keys[size:], first):
                return place
        return None

    def _key(self, keys: list[str], first: int) -> Place | None:
        """Find `a.b = ...`, or `a = {... b = ...}`, below a header, up to the next one."""
        for size in range(len(keys), 0, -1):
            pattern = re.compile(rf"\s*({_dotted(keys[:size])}\s*)=\s*")
            for number in range(first, len(self._lines)):
                line = self._lines[number]
                if _ANY_HEADER.match(line):
                    break
                if match := pattern.match(line):
                    return self._inline(keys[size:], number, match)
        return None

    def _inline(self, keys: list[str], number: int, match: re.Match[str]) -> Place:
        line, key_at, value_at = self._lines[number], match.start(1), match.end()
        for key in keys:
            inner = re.compile(rf"[{{,]\s*({_dotted([key])}\s*)=\s*").search(line, value_at)
            if inner is None:
                break
            key_at, value_at = inner.start(1), inner.end()
        return Place((number + 1, key_at + 1), (number + 1, value_at + 1))


def _dotted(keys: list[str]) -> str:
    return r"\s*\.\s*".join(rf"[\"']?{re.escape(key)}[\"']?" for key in keys)
