"""Where the services that read reports look for the files: names from the top of the checkout, and the pages that show them."""

from __future__ import annotations

import os
from pathlib import PurePath

from awesomelint.expressions import expression
from awesomelint.named_tuple import NamedTuple

_NO_BYTES = expression("[\ud800-\udc7f\udd00-\udfff]")


class Checkout(NamedTuple):
    """The current folder and the top of the checkout, both absolute, and where a browser finds the files of this commit.

    `pages` is the address before the name of a file, with a slash at its end; empty where there is none.
    """

    folder: str
    root: str
    pages: str = ""

    def name(self, path: str) -> str:
        """Return the name of a file from the top of the checkout, with `/` between folders.

        A file outside the checkout keeps its absolute path, and `<stdin>` its name.
        """
        if path.startswith("<"):
            return path
        full = os.path.normpath(os.path.join(self.folder, path))  # noqa: PTH118 - pathlib keeps ".."
        inside = full.removeprefix(self.root.rstrip(os.sep) + os.sep)
        return (inside or full).replace(os.sep, "/")

    def uri(self, path: str) -> str:
        """Return the name of a file as a URI: relative to the checkout, or `file:///...` outside it."""
        from urllib.parse import quote

        # Bytes of a name that are no UTF-8 come as halves of characters; any other half stands for nothing.
        name = quote(_NO_BYTES.sub("\ufffd", self.name(path)).encode("utf-8", "surrogateescape"), safe="/")
        return f"file://{'' if name.startswith('/') else '/'}{name}" if self.is_outside(path) else name

    def is_outside(self, path: str) -> bool:
        """Tell whether a file stands outside the checkout."""
        return PurePath(self.name(path)).is_absolute()

    def page(self, path: str, line: int) -> str:
        """Return the address of a line of a file, `""` where there is none."""
        if not self.pages or path.startswith("<") or self.is_outside(path):
            return ""
        # GitHub shows the lines of Markdown only where the plain text is asked for.
        return f"{self.pages}{self.uri(path)}?plain=1#L{line}"
