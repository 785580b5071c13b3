"""Compile the data of `rules/` when a wheel is built; hatchling calls this. Needs PyYAML and nothing else that the program needs."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileData(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the compiled files to a wheel. In an editable install the program compiles for itself."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile into a folder that is left out of the checkout, and have the files included."""
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root) / "src"))
        from awesomelint.compiled import FOLDER, encoded, write_compiled
        from awesomelint.links.policy import compile_hosts
        from awesomelint.papers.venues.load import compile_venues
        from awesomelint.rulebook.load import compile_rulebook

        self.folder = TemporaryDirectory()
        for name, make in (("rulebook", compile_rulebook), ("venues", compile_venues), ("hosts", compile_hosts)):
            path = Path(self.folder.name) / f"{name}.jsonl"
            write_compiled(path, encoded(make()))
            build_data["force_include"][str(path)] = f"awesomelint/{FOLDER.name}/{path.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the folder."""
        if version != "editable":
            self.folder.cleanup()
