"""The configuration that holds where a command is run, for commands that lint nothing."""

from __future__ import annotations

from pathlib import Path

import click

from awesomelint.config.find import find_config
from awesomelint.config.load import load_config
from awesomelint.config.model import Config, Overrides


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
