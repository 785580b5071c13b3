"""How a person looks at the output: columns, colours, and how much is wanted."""

from __future__ import annotations

from awesomelint.diagnostic import Severity
from awesomelint.named_tuple import NamedTuple

RESET = "\x1b[0m"
BOLD = "1"
DIM = "2"
RED = "31"
GREEN = "32"
YELLOW = "33"
CYAN = "36"

SEVERITY_COLORS = {Severity.ERROR: "1;31", Severity.WARNING: "33", Severity.INFO: "36"}


class View(NamedTuple):
    """What to show: `width` is in columns.

    `lists_info` shows every finding of severity info, `is_quiet` findings and nothing else, `shows_clean` also files in which
    nothing was found. `is_again` is for further findings in a file of which the rest was told before.
    """

    width: int = 80
    color: bool = False
    lists_info: bool = False
    is_quiet: bool = False
    shows_clean: bool = True
    is_again: bool = False

    def paint(self, text: str, color: str) -> str:
        """Return a text in a colour (the parameters of an ANSI sequence), or as it is where there are no colours."""
        return f"\x1b[{color}m{text}{RESET}" if self.color and text else text
