"""`python -m tests.net`, from the root of the repository."""

from __future__ import annotations

import sys
from pathlib import Path

# Tests import this package as `net`; it must be one and the same package however it is started.
sys.path.insert(0, str(Path(__file__).parents[1]))

from net.commands import main

if __name__ == "__main__":
    sys.exit(main())
