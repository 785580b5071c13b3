"""The points of style on which a list has conventions: a name each, and a function from an entry to what it does there.

The names are stable: `awesomelint conventions` prints them, and rules cite them.
"""

from __future__ import annotations

from collections.abc import Iterator

from awesomelint.document.conventions import Observation, Point
from awesomelint.document.label_links import label_links
from awesomelint.document.model import Entry


def link_brackets(entry: Entry) -> Iterator[Observation]:
    """Tell which brackets stand around each of an entry's label links; links with a bracket missing do not count."""
    for form in label_links(entry):
        if form.is_balanced:
            yield Observation(form.brackets.value, form.link.span)


POINTS: dict[str, Point] = {
    "link-brackets": link_brackets,
}
