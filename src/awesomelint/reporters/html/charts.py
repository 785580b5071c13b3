"""Charts as drawings inside the page: bars with their values, which a table beside them says in words."""

from __future__ import annotations

from collections.abc import Sequence

from awesomelint.named_tuple import NamedTuple
from awesomelint.reporters.html.figures import Bar

_HEIGHT = 120
_STEP = 28
_BAR = 20
_LENGTH = 240


class Drawn(NamedTuple):
    """A bar and where it is drawn, in the units of its drawing; `label_at` and `value_at` are the ends of its texts."""

    label: str
    value: int
    x: int
    y: int
    width: int
    height: int


class Chart(NamedTuple):
    """Bars in a drawing of a width and a height."""

    bars: tuple[Drawn, ...]
    width: int
    height: int


def columns(bars: Sequence[Bar]) -> Chart:
    """Return upright bars side by side, for years."""
    most = max((bar.value for bar in bars), default=1)
    drawn = tuple(
        Drawn(bar.label, bar.value, index * _STEP + 4, _HEIGHT - size, _BAR, size)
        for index, bar in enumerate(bars)
        for size in (_size(bar.value, most, _HEIGHT - 20),)
    )
    return Chart(drawn, max(len(bars), 1) * _STEP + 8, _HEIGHT + 20)


def length(value: int, most: int) -> int:
    """Return the length of a lying bar, of `MAX_LENGTH` for the greatest value."""
    return _size(value, most, _LENGTH)


MAX_LENGTH = _LENGTH


def _size(value: int, most: int, room: int) -> int:
    return max(2, round(room * value / most)) if value and most else 0
