"""Tables in Markdown, with columns that line up in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    """Yield the lines of a table. Columns of figures are set flush right."""
    body = [[str(value) for value in row] for row in rows]
    columns = list(zip(head, *body, strict=True))
    is_right = [_holds_figures(column[1:]) for column in columns]
    widths = [max(map(len, column)) for column in columns]
    yield _line(head, widths, is_right)
    yield _line(
        ["-" * (width - 1) + "-:"[right] for width, right in zip(widths, is_right, strict=True)], widths, is_right
    )
    for row in body:
        yield _line(row, widths, is_right)


def _line(values: Sequence[str], widths: Sequence[int], is_right: Sequence[bool]) -> str:
    cells = (
        value.rjust(width) if right else value.ljust(width)
        for value, width, right in zip(values, widths, is_right, strict=True)
    )
    return f"| {' | '.join(cells)} |"


def _holds_figures(values: Sequence[str]) -> bool:
    given = [value for value in values if value]
    return bool(given) and all(value[0].isdigit() for value in given)
