"""Where this run takes place: on somebody's machine, or in which CI service."""

from __future__ import annotations

import os
from pathlib import Path

from awesomelint.cli.terminal import is_github
from awesomelint.reporters.checkout import Checkout


def checkout_here() -> Checkout:
    """Return the current folder and the checkout that the CI service names; without one, that folder is the top."""
    here = str(Path.cwd())
    top = os.environ.get("GITHUB_WORKSPACE" if is_github() else "CI_PROJECT_DIR", "")
    root = os.path.realpath(top) if top else here
    return Checkout(here, root if Path(here).is_relative_to(root) else here, _pages() if is_github() else "")


def _pages() -> str:
    parts = [os.environ.get(f"GITHUB_{name}", "") for name in ("SERVER_URL", "REPOSITORY", "SHA")]
    server, repository, commit = parts
    return f"{server}/{repository}/blob/{commit}/" if all(parts) else ""
