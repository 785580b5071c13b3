"""`awesomelint config`: the configuration, and its JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from awesomelint.cli import options
from awesomelint.cli.console import Console
from awesomelint.config.files import find_config
from awesomelint.config.load import load_config
from awesomelint.config.model import Config, Overrides
from awesomelint.links.settings import LinkSettings


def configuration_here(
    *, preset: str | None = None, config: str | None = None, isolated: bool = False, file: str | None = None
) -> Config:
    """Return the configuration for a file, for the current folder without one.

    Raises `ConfigError` for an invalid configuration.
    """
    if config and isolated:
        raise click.UsageError("--config and --isolated cannot be combined")
    if config:
        path: Path | None = Path(config)
    else:
        path = None if isolated else find_config(Path(file or "."))
    return load_config(path, Overrides(preset=preset))


@click.group(context_settings=options.HELP)
def command() -> None:
    """Show the configuration, or its schema."""


@command.command(context_settings=options.HELP)
@click.argument("file", required=False)
@options.preset
@options.config
@options.isolated
def show(file: str | None, **given: Any) -> None:
    """Print the configuration for FILE, or for the current folder.

    Comments name the sources. The output can be saved as .awesomelint.yaml.
    """
    Console().write_utf8(f"{line}\n" for line in _lines(configuration_here(file=file, **given)))


@command.command(context_settings=options.HELP)
def schema() -> None:
    """Print the JSON Schema of configurations, for editors."""
    from awesomelint.config.schema import schema_text

    Console().write_utf8([schema_text()])


def _lines(config: Config) -> Iterator[str]:
    from awesomelint.json_text import dumps

    if config.path is None:
        yield "# no configuration file"
    for source in config.sources:
        yield f"# from {dumps(str(source))}"
    yield f"extends: [{', '.join(config.presets)}]"
    yield f"fail-on: {config.fail_on.label}"
    exclude = [line for patterns in config.exclude for line in patterns.lines]
    if exclude:
        yield f"exclude: {dumps(exclude)}"
    links = {name: value for name, value in config.links._asdict().items() if value != getattr(LinkSettings(), name)}
    if links:
        yield f"links: {dumps({name.replace('_', '-'): value for name, value in links.items()})}"
    if config.venue_files:
        yield f"venues: {dumps([str(path) for path in config.venue_files])}"
    if config.baseline is not None:
        yield f"baseline: {dumps(str(config.baseline))}"
    if config.lists:
        yield "lists:"
        for split in config.lists:
            yield f"  - parts: {dumps([str(path) for path in split.parts])}"
            if split.views:
                yield f"    views: {dumps(sorted(str(path) for path in split.views))}"
    yield f"select: [{', '.join(rule.code for rule in config.rules)}]"
    changed = [rule for rule in config.rules if rule.severity != rule.spec.severity]
    if changed:
        yield "severity:"
        yield from (f"  {rule.code}: {rule.severity.label}" for rule in changed)
    if config.per_file_ignores:
        yield "per-file-ignores:"
        for entry in config.per_file_ignores:
            for pattern in entry.patterns.lines:
                yield f"  {dumps(pattern)}: [{', '.join(sorted(entry.codes))}]"
    with_options = [rule for rule in config.rules if rule.options]
    if with_options:
        yield "rules:"
        for rule in with_options:
            values = ", ".join(f"{name}: {dumps(value)}" for name, value in rule.options.items())
            yield f"  {rule.code}: {{{values}}}  # {rule.spec.name}"
