"""The fenced `sh` blocks of the README, so that CI runs what the README says. Needs nothing but Python.

python tools/shell_blocks.py 2      print the second block
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).resolve().parents[1] / "README.md"
_BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def shell_blocks(markdown: str) -> list[str]:
    """Return the text of every fenced `sh` block, in order."""
    return _BLOCK.findall(markdown)


if __name__ == "__main__":
    sys.stdout.write(shell_blocks(README.read_text(encoding="utf-8"))[int(sys.argv[1]) - 1])
