"""Which files are rules, and which are presets."""

from __future__ import annotations

from pathlib import Path

from awesomelint.data import rules_root

__all__ = ["preset_files", "rule_files", "rules_root"]

PRESETS = "presets"
NOT_RULES = frozenset({PRESETS, "data"})
"""Folders under `rules/` that hold no rules."""


def rule_files(folder: Path) -> list[Path]:
    """Return the rule files in a folder and one level below it, sorted by path."""
    found = [*folder.glob("*.yaml"), *folder.glob("*/*.yaml")]
    return sorted(path for path in found if path.parent == folder or path.parent.name not in NOT_RULES)


def preset_files() -> list[Path]:
    """Return the files of the presets, sorted by name."""
    return sorted((rules_root() / PRESETS).glob("*.yaml"))
