"""Users and passwords in the URLs of a text, which are never printed."""

from __future__ import annotations

from awesomelint.startup import expression

LONGEST = 500
"""Characters of a user and a password."""
CREDENTIALS = expression(r"""(?<=:/|//|\\\\)[^\s/?#<>"\\]{1,500}(?=@)""")
"""What is between the slashes and the `@` of a URL, anywhere in a text."""


def has_credentials(text: str) -> bool:
    """Return whether a text has a URL with a user or a password."""
    return "@" in text and CREDENTIALS.search(text) is not None


def masked(text: str) -> str:
    """Return a text with `***` for the user and the password of each URL: `https://***@example.org/`."""
    return CREDENTIALS.sub("***", text) if "@" in text else text
