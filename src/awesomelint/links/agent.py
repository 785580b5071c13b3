"""How the program names itself to servers."""

from __future__ import annotations

from awesomelint import __version__

PROJECT_URL = "https://pypi.org/project/awesomelint/"
"""Where a server's owner can read what the program is and does."""


def user_agent(mailto: str | None = None) -> str:
    """Return the header `User-Agent`, with an address of whoever runs the program for services that ask for one."""
    return f"awesomelint/{__version__} (+{PROJECT_URL}{f'; mailto:{mailto}' if mailto else ''})"
