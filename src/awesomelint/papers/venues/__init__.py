"""Venues: the table of them, and what a text says about one.

The names here are what reading an entry needs, and are all that is loaded for it. `load` and `table` hold what is known about
venues, `reading` takes any spelling apart, `spelling` finds misspelt names. Nothing here reports anything.
"""

from awesomelint.papers.venues.mention import YEAR, VenueMention, read_venue, read_year
from awesomelint.papers.venues.table import venue_key

__all__ = ["YEAR", "VenueMention", "read_venue", "read_year", "venue_key"]
