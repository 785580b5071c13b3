"""`python -m tests.net`, from the root of the repository."""

from __future__ import annotations

import sys
from pathlib import Path

# Tests import this package as `net`; it must be one and the same package however it is started.
sys.path.insert(0, str(Path(__file__).parents[1]))

try:
    from net.commands import main
except ModuleNotFoundError as error:
    sys.exit(f"the local internet needs {error.name}: pip install {error.name}")

if __name__ == "__main__":
    sys.exit(main())
