"""The configuration that holds where a command is run, for commands that lint nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from awesomelint.config.find import find_config
from awesomelint.config.load import load_config
from awesomelint.config.model import Config, Overrides
from awesomelint.files.inputs import Input

if TYPE_CHECKING:
    from awesomelint.papers.venues.table import VenueTable


def configuration_here(
    *, preset: str | None = None, config: str | None = None, isolated: bool = False, file: str | None = None
) -> Config:
    """Return the configuration for a file, for the current folder without one.

    Raises `ConfigError` for a configuration that does not say what it means.
    """
    if config and isolated:
        raise click.UsageError("--config and --isolated exclude one another")
    if config:
        path: Path | None = Path(config)
    else:
        path = None if isolated else find_config(Path(file or "."))
    return load_config(path, Overrides(preset=preset))


def venues_for(found: Input) -> VenueTable | None:
    """Return the table of venues with those of the configuration that holds for an input, `None` for the program's.

    Raises as `configuration_here` does.
    """
    path = find_config(found.path or Path(found.name))
    return None if path is None else _venues(path)


@cache
def _venues(path: Path) -> VenueTable | None:
    return load_config(path).venues
