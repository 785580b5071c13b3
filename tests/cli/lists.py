"""Lists with and without a slip, and the shape of the `run` fixture."""

from __future__ import annotations

from collections.abc import Callable

from click.testing import Result

Run = Callable[..., Result]

SLIPS = """\
# Reading Machines

## Small Models

1. **Small Models Read Slowly** [[pdf](https://example.org/1)]
2. **Smaller Models Do Not Read** [[pdf](https://example.org/2)]
2. **The Smallest Model** [[pdf](https://example.org/3)]
3. **A Model of Models** [[pdf](https://example.org/4)]
"""
"""A list with one repeated number."""
MENDED = SLIPS.replace("2. **The Sm", "3. **The Sm").replace("3. **A", "4. **A")
CLEAN = MENDED
