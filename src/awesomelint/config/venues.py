"""The venues of a user's own: files in the form of `rules/data/venues.yaml`, each of which says more than those before it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from awesomelint.config.layer import texts
from awesomelint.errors import ConfigError
from awesomelint.marked import Node, read_yaml

if TYPE_CHECKING:
    from awesomelint.papers.venues.table import VenueTable

_KEYS = ("venues", "not-venues", "sources")


def venue_files(node: Node, base: Path) -> Iterable[Path]:
    """Yield the files that the key `venues` names, relative to the folder `base`.

    Raises `ConfigError` for one that is missing.
    """
    for item in texts(node):
        path = base / item.text()
        if not path.is_file():
            item.fail(f'there is no file "{item.text()}" beside this configuration')
        yield path


def read_venue_files(paths: Iterable[Path]) -> VenueTable | None:
    """Return the program's table of venues with those of some files over it, `None` for no file.

    Raises `ConfigError` with the place of the first value that has no meaning.
    """
    table: VenueTable | None = None
    for path in paths:
        table = _over(table, _read(path))
    return table


def _read(path: Path) -> Node:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        said = (error.strerror or str(error)).lower()
        raise ConfigError(f"the venues cannot be read: {said}", path=str(path)) from None
    except UnicodeDecodeError as error:
        raise ConfigError(f"not valid UTF-8: byte 0x{error.object[error.start]:02x}", path=str(path)) from None
    return read_yaml(text, str(path), ConfigError)


def _over(below: VenueTable | None, root: Node) -> VenueTable:
    from awesomelint.papers.venues.own import load_venues
    from awesomelint.papers.venues.schema import VenueError

    keys = root.table(_KEYS, required=("venues",))
    keys["venues"].table()
    not_venues = [item.words() for item in texts(keys["not-venues"])] if "not-venues" in keys else []
    try:
        return load_venues(keys["venues"].value, below, not_venues)
    except VenueError as error:
        place = Node(root.file, None, ("venues", *error.keys))
        place.fail(error.said, at_key=error.is_about_key)
