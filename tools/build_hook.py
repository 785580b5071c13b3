"""Put the data of `rules/` into a wheel, as it is and compiled; hatchling calls this.

Needs PyYAML and nothing else that the program needs. An editable install has no data of its own: it reads that of the checkout.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class IncludeData(BuildHookInterface):  # type: ignore[type-arg]
    """Includes the rules, and compiled files that are made in a folder of their own."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Say what goes into the wheel."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from awesomelint.links.policy import compile_hosts
        from awesomelint.papers.venues.load import compile_venues
        from awesomelint.paths import FOLDER, encoded, write_compiled
        from awesomelint.rulebook.load import compile_rulebook

        self.folder = TemporaryDirectory()
        include = build_data["force_include"]
        include[str(root / "rules")] = "awesomelint/_rules"
        for name, make in (("rulebook", compile_rulebook), ("venues", compile_venues), ("hosts", compile_hosts)):
            path = Path(self.folder.name) / f"{name}.jsonl"
            write_compiled(path, encoded(make()))
            include[str(path)] = f"awesomelint/{FOLDER.name}/{path.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the folder."""
        if version != "editable":
            self.folder.cleanup()
