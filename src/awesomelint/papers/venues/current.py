"""The table of venues that texts are read with: the program's, unless a list is read with the venues of its own configuration.

Whether a text is a venue is asked in many places of the reading of an entry, and none of them has anything else to do with a
configuration; so the table is not handed down to them, but in force while a list is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from awesomelint.papers.venues.load import venue_table
from awesomelint.papers.venues.table import VenueTable

_CURRENT: ContextVar[VenueTable | None] = ContextVar("venues", default=None)


def current_table() -> VenueTable:
    """Return the table that is in force."""
    table = _CURRENT.get()
    return venue_table() if table is None else table  # not "or": a table is false when it is empty


@contextmanager
def venues_of(table: VenueTable | None) -> Iterator[None]:
    """Put a table in force, the program's for `None`, until the block ends."""
    token = _CURRENT.set(table)
    try:
        yield
    finally:
        _CURRENT.reset(token)
