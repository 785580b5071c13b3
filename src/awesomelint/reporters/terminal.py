"""Text for a terminal: escaped, measured in columns, cut, wrapped, coloured, and numbers with their nouns.

Whatever comes from a list, a file name or a server goes through `visible` or `shorten` before it is printed: it may hold control
characters that a terminal would obey.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from awesomelint.diagnostic import Severity
from awesomelint.startup import NamedTuple, expression

TAB_STOP = 4

_HIDDEN = expression(
    "["
    "\x00-\x1f\x7f-\x9f"  # controls
    "\u00ad\u061c\u180e"  # soft hyphen, Arabic letter mark, Mongolian vowel separator
    "\u200b\u200e\u200f\u2028-\u202e"  # zero-width space, bidirectional marks and embeddings, line and paragraph separators
    "\u2060-\u206f\ufeff"  # word joiner, isolates, byte order mark
    "\ufff9-\ufffb\U000e0000-\U000e001f"  # interlinear annotation, language tag
    "\ud800-\udfff"  # what was no UTF-8 in a file name
    "]"
)


def visible(text: str) -> str:
    """Return a text on one line with everything unseen shown as `\\x1b`-like escapes.

    Joiners and variation selectors stay: they are parts of emoji.
    """
    return text if text.isprintable() else _HIDDEN.sub(lambda match: escape(match[0]), text)


def escape(char: str) -> str:
    """Return the escape of one character: `\\t`, `\\x1b`, `\\u202e`."""
    if char in "\t\n\r":
        return {"\t": "\\t", "\n": "\\n", "\r": "\\r"}[char]
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


class Cell(NamedTuple):
    """One character as it is shown: its text, and how many columns it fills."""

    text: str
    width: int


def cells(text: str) -> Iterator[Cell]:
    """Yield the cells of a text, one a character: tabs reach to the next stop, unseen characters are escapes."""
    if text.isascii() and text.isprintable():
        for char in text:
            yield Cell(char, 1)
        return
    column = 0
    for char in text:
        if char == "\t":
            size = TAB_STOP - column % TAB_STOP
            cell = Cell(" " * size, size)
        elif not char.isprintable() and _HIDDEN.match(char):
            shown = escape(char)
            cell = Cell(shown, len(shown))
        else:
            cell = Cell(char, char_width(char))
        column += cell.width
        yield cell


def char_width(char: str) -> int:
    """Return the columns that a printable character fills: 2 for wide ones, 0 for combining ones, else 1."""
    if char < "\u0300":
        return 1
    # Lists in plain Latin never need the tables.
    from unicodedata import category, east_asian_width

    if east_asian_width(char) in "WF":
        return 2
    return 0 if category(char) in ("Mn", "Me", "Cf") else 1


def width(text: str) -> int:
    """Return the columns that a text fills, escapes included."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum([cell.width for cell in cells(text)])


def shorten(text: str, columns: int) -> str:
    """Return a text made visible and cut to a number of columns, with `…` at its end where something was cut."""
    if text.isascii() and text.isprintable():
        return text if len(text) <= columns else text[: max(columns - 1, 0)].rstrip() + "…"
    shown = list(cells(text))
    if sum([cell.width for cell in shown]) <= columns:
        return "".join([cell.text for cell in shown])
    kept: list[str] = []
    used = 0
    for cell in shown:
        if used + cell.width > columns - 1:
            break
        kept.append(cell.text)
        used += cell.width
    return "".join(kept).rstrip() + "…"


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """Return `1 entry`, `2 entries`: a number with the right form of its noun."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def wrapped(text: str, columns: int) -> Iterator[str]:
    """Yield the lines of a visible text broken at spaces to a number of columns; a word that is longer is broken itself."""
    columns = max(columns, 1)
    line, used = "", 0
    for word in text.split(" "):
        size = width(word)
        if line and used + 1 + size > columns:
            yield line
            line, used = "", 0
        if line:
            line, used = f"{line} {word}", used + 1 + size
            continue
        while size > columns:
            head = _head(word, columns)
            yield head
            word = word[len(head) :]
            size = width(word)
        line, used = word, size
    yield line


def _head(word: str, columns: int) -> str:
    """Return the longest beginning of a word that fits, at least one character."""
    used = 0
    for index, cell in enumerate(cells(word)):
        used += cell.width
        if used > columns:
            return word[: max(index, 1)]
    return word


# -- colours, and what is shown

RESET = "\x1b[0m"
BOLD = "1"
DIM = "2"
RED = "31"
GREEN = "32"
YELLOW = "33"
CYAN = "36"

SEVERITY_COLORS = {Severity.ERROR: "1;31", Severity.WARNING: "33", Severity.INFO: "36"}


def no_page(code: str) -> str:
    """Return no page for any rule."""
    return ""


class View(NamedTuple):
    """What to show: `width` is in columns.

    `lists_info` shows every finding of severity info, `is_quiet` findings and nothing else, `shows_clean` also files in which
    nothing was found, `shows_fixes` below each finding what its fix changes. `folder` is the absolute folder that paths are
    relative to, where the terminal shows links (OSC 8), else empty. `is_again` is for further findings in a file of which the
    others were printed before. `rule_page` returns the URL of the page of a rule by its code.
    """

    width: int = 80
    color: bool = False
    lists_info: bool = False
    is_quiet: bool = False
    shows_clean: bool = True
    shows_fixes: bool = False
    folder: str = ""
    is_again: bool = False
    rule_page: Callable[[str], str] = no_page

    def paint(self, text: str, color: str) -> str:
        """Return a text in a colour (the parameters of an ANSI sequence), or as it is where there are no colours."""
        return f"\x1b[{color}m{text}{RESET}" if self.color and text else text

    def rule(self, code: str) -> str:
        """Return the code of a rule in bold, where the terminal shows links with one to its page."""
        return self._link(self.paint(code, BOLD), self.rule_page(code)) if self.folder else self.paint(code, BOLD)

    def link(self, text: str, path: str, line: int) -> str:
        """Return a text as a link to a line of a file, where the terminal shows links and the file is one."""
        if not self.folder or path.startswith("<"):
            return text
        from pathlib import Path

        # A fragment of a number alone is understood as a line by VS Code and kitty, and ignored by others.
        return self._link(text, f"{Path(self.folder, path).as_uri()}#{line}")

    def _link(self, text: str, url: str) -> str:
        return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\" if url.isprintable() and url else text
