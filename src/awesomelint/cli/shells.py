"""Completion in shells, where it differs from what Click does."""

from __future__ import annotations

from click.shell_completion import FishComplete, add_completion_class


class Fish(FishComplete):
    """Completion in fish. Click's function ends descriptions at their first comma."""

    source_template = FishComplete.source_template.replace('string split ","', 'string split --max 1 ","')


def register() -> None:
    """Have Click use what is here."""
    add_completion_class(Fish)
