"""The lists below a folder, for benchmarks that read them in memory."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from awesomelint.errors import InputError
from awesomelint.source import Source


def read_lists(folder: Path) -> Iterator[Source]:
    """Yield the Markdown files below a folder in order, each with its path in the folder; say which cannot be read."""
    for path in sorted(folder.rglob("*.md")):
        try:
            source = Source.from_bytes(path.read_bytes(), path.relative_to(folder).as_posix())
        except InputError as error:
            print(f"not read: {error}", file=sys.stderr)
        else:
            yield source
