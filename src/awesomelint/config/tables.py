"""The tables of a configuration that few have: `links`, `lists` and `venues`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from awesomelint.config.files import file_beside
from awesomelint.config.model import SplitList
from awesomelint.errors import ConfigError
from awesomelint.links.settings import CONCURRENCY, RETRIES, TIMEOUT, url_expression
from awesomelint.yaml_reader import TEXTS, Key, Node, boolean_key, number_key, read_yaml_file

if TYPE_CHECKING:
    from awesomelint.papers.venues.table import VenueTable


def _patterns(node: Node) -> tuple[str, ...]:
    for item in node.text_items():
        try:
            url_expression(item.text())
        except ValueError as error:
            item.fail(f'found "{item.text()}", expected a regular expression: {error}')
    return node.texts()


def _address(node: Node) -> str:
    text = node.text()
    if not re.fullmatch(r"[!-~]+@[!-~]+", text):
        node.fail(f'found "{text}", expected an e-mail address')
    return text


_EXPRESSIONS = {"anyOf": [{"type": "string", "format": "regex"}, {"type": "array", "items": {"type": "string"}}]}

LINK_KEYS = {
    "check": boolean_key("Whether links are checked by default: true."),
    "exclude": Key("Regular expressions; matching URLs are not checked.", _patterns, _EXPRESSIONS),
    "include": Key(
        "Regular expressions; matching URLs are checked even if they are excluded.", _patterns, _EXPRESSIONS
    ),
    "timeout": number_key("Seconds to wait for a response: 20.", TIMEOUT, is_whole=False),
    "retries": number_key("Number of retries after a failure: 2.", RETRIES),
    "max-concurrency": number_key("Maximum number of concurrent requests: 128.", CONCURRENCY),
    "host-concurrency": number_key(
        "Maximum number of concurrent requests to a host that is not in the table of hosts: 4.", CONCURRENCY
    ),
    "archive": boolean_key("Whether to look for copies of dead links in a web archive: false."),
    "mailto": Key("E-mail address for services that ask for one, such as Crossref.", _address, {"type": "string"}),
}
"""What may be under `links`, in the order of the documentation; the names are those of `LinkSettings`.

`--allow-private` and the token for GitHub are not among them: a configuration comes with the list, and a pull request from a
stranger may change it.
"""

LIST_KEYS = {
    "parts": Key("Files in order; wildcards in the last part of a path.", Node.texts, TEXTS),
    "views": Key("Files with the same entries in another order.", Node.texts, TEXTS),
}
"""What may be under each of `lists`."""
_WILD_CARDS = frozenset("*?[")


def read_lists(node: Node, base: Path) -> tuple[SplitList, ...]:
    """Return what a configuration says about its lists. Paths are relative to the folder `base`.

    Raises the file's error for a file that is missing, or is in two places.
    """
    taken: set[Path] = set()
    return tuple(_split_list(item, Path(os.path.abspath(base)), taken) for item in node.items())  # noqa: PTH100


def _split_list(node: Node, base: Path, taken: set[Path]) -> SplitList:
    keys = node.table(LIST_KEYS, required=("parts",))
    folders: dict[Path, None] = {}
    parts: dict[Path, str] = {}
    views: dict[Path, str] = {}
    for key, files in (("views", views), ("parts", parts)):  # views first: a pattern of parts leaves them out
        for item in keys[key].text_items() if key in keys else ():
            is_pattern = not _WILD_CARDS.isdisjoint(item.text())
            for path, name in _files(item, base, folders):
                if path not in taken:
                    taken.add(path)
                    files[path] = name
                elif not is_pattern:
                    item.fail(f'"{name}" is listed twice')
    if not parts:
        keys["parts"].fail("found no file, expected at least one")
    return SplitList(parts, frozenset(views), tuple(folders))


def _files(item: Node, base: Path, folders: dict[Path, None]) -> Iterator[tuple[Path, str]]:
    """Yield the files that a path, or a pattern with wild cards in its last part, stands for, each with its name."""
    text = item.text()
    folder, _, last = text.rpartition("/")
    if _WILD_CARDS.isdisjoint(text):
        yield Path(os.path.normpath(file_beside(item, base))), text
        return
    if not _WILD_CARDS.isdisjoint(folder):
        item.fail(f'found "{text}", expected wildcards in the last part of the path only')
    where = Path(os.path.normpath(base / folder))
    folders[where] = None
    try:
        names = sorted(os.listdir(where))  # noqa: PTH208 - names alone are wanted
    except OSError:
        names = []
    matching = [name for name in names if fnmatchcase(name, last) and (where / name).is_file()]
    if not matching:
        item.fail(f'no file matches "{text}", relative to this configuration')
    yield from ((where / name, f"{folder}/{name}" if folder else name) for name in matching)


def read_venue_files(paths: Iterable[Path]) -> VenueTable | None:
    """Return the program's table of venues with those of some files over it, each over those before it; `None` for no file.

    Raises `ConfigError` with the place of the first value that has no meaning.
    """
    from awesomelint.papers.venues.load import load_venues

    table: VenueTable | None = None
    for path in paths:
        table = load_venues(read_yaml_file(path, "file of venues", ConfigError), table)
    return table
