"""What changed between two versions of a list, as text for a terminal and as Markdown for a comment or a release note."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from awesomelint.comparison import Comparison, FieldChange, Pair
from awesomelint.document.model import Entry, Section
from awesomelint.reporters.github import markdown
from awesomelint.reporters.terminal import View, counted, shorten, visible
from awesomelint.startup import NamedTuple, expression

_LONGEST_VALUE = 60
"""Columns of the longest value of a field that a terminal shows whole."""
_FIRST_AUTHORS = 3
"""Authors of an entry that Markdown names; the others are "et al."."""
_SIGNS = expression(r"[\\`*_\[\]<>|~&@#]")
"""What Markdown acts on within a line, and what GitHub takes for a mention."""
_SAFE = "!#$%&'*+,-./:;=?@~"
"""What a target holds as it is; other signs could end it."""


class ListChange(NamedTuple):
    """A list that changed: its name, the revision that it is compared with as the user wrote it, and what changed.

    `within` is in what it changed, such as "this pull request", for readers to whom the revision says nothing.
    """

    path: str
    since: str
    comparison: Comparison
    within: str = ""


def headline(change: ListChange) -> str:
    """Return how much changed, on one line."""
    made = change.comparison
    counts = (
        (len(made.added), "added"),
        (len(made.removed), "removed"),
        (len(made.changed), "changed"),
        (len(made.moved), "moved"),
    )
    parts = [f"{counted(number, 'entry', 'entries')} {what}" for number, what in counts if number]
    parts += [f"{counted(len(made.reordered), 'section')} in another order"] if made.reordered else []
    parts += [f"{counted(len(made.renamed), 'heading')} renamed"] if made.renamed else []
    when = f"in {change.within}" if change.within else f"since {change.since}"
    return f"{', '.join(parts) or 'no entry changed'} {when}"


# -- for a terminal


def text_lines(change: ListChange, view: View) -> Iterator[str]:
    """Yield the lines of what changed in a list."""
    made = change.comparison
    yield f"{view.paint(visible(change.path), '1')}: {visible(headline(change))}\n"
    for title, lines in (
        ("Added", [_line(entry, view, _in(entry)) for entry in made.added]),
        ("Removed", [_line(entry, view, _in(entry)) for entry in made.removed]),
        ("Changed", [line for pair in made.changed for line in _changed(pair, view)]),
        ("Moved", [_line(pair.after, view, _from(pair)) for pair in made.moved]),
        ("In another order", [f"        {_heading(section, view)}\n" for section in made.reordered]),
        ("Renamed headings", [f"        {_path(old)} -> {_path(new)}\n" for old, new in made.renamed]),
    ):
        if lines:
            yield f"\n {title}\n"
            yield from lines


def _line(entry: Entry, view: View, remark: str) -> str:
    room = max(view.width - 8, 20)
    title = shorten(_name(entry), room)
    left = room - len(title) - 2
    return f"  {entry.first:>5} {title}{'  ' + shorten(remark, left) if remark and left >= _SHORTEST_REMARK else ''}\n"


_SHORTEST_REMARK = 8
"""Columns that a remark behind a title needs."""


def _in(entry: Entry) -> str:
    return f"in {entry.section.title}" if entry.section.title else ""


def _from(pair: Pair) -> str:
    if pair.before.section.path == pair.after.section.path:
        return f"from line {pair.before.first}"
    return f"from {pair.before.section.title or 'the top'} to {pair.after.section.title or 'the top'}"


def _heading(section: Section, view: View) -> str:
    return shorten(section.title or "the top of the list", view.width - 8)


def _path(path: tuple[str, ...]) -> str:
    return visible(path[-1] if path else "the top of the list")


def _changed(pair: Pair, view: View) -> Iterator[str]:
    yield _line(pair.after, view, "")
    for field in pair.fields:
        yield f"          {_said(field)}\n"


def _said(field: FieldChange) -> str:
    before, after = (shorten(value, _LONGEST_VALUE) for value in (field.before, field.after))
    name = visible(field.field)
    if not before:
        return f"{name}: added {after}"
    return f"{name}: {before} -> {after}" if after else f"{name}: removed {before}"


def _name(entry: Entry) -> str:
    if entry.title is not None:
        return entry.title.value
    return " ".join(entry.document.source[entry.span].split())


# -- for a comment, or what is new


def markdown_lines(change: ListChange) -> Iterator[str]:
    """Yield Markdown: a heading with the counts, and the entries by kind of change; nothing in it is a mention or HTML."""
    made = change.comparison
    yield f"### {_plain(change.path)}: {_plain(headline(change))}\n"
    for title, items in (
        ("Added", [_where(entry) + _cited(entry) for entry in made.added]),
        ("Removed", [_where(entry) + _cited(entry) for entry in made.removed]),
        (
            "Changed",
            [f"{_linked(pair.after)}: {'; '.join(map(_plain, map(_said, pair.fields)))}" for pair in made.changed],
        ),
        ("Moved", [f"{_linked(pair.after)}: {_plain(_from(pair))}" for pair in made.moved]),
        ("In another order", [_plain(section.title or "the top of the list") for section in made.reordered]),
        ("Renamed headings", [f"{_plain(_path(old))} → {_plain(_path(new))}" for old, new in made.renamed]),
    ):
        if items:
            yield f"\n**{title}**\n\n"
            yield from (f"- {item}\n" for item in items)


def _plain(text: str) -> str:
    """Return a text on one line that Markdown shows as it is, and that can still be read as it is."""
    return _SIGNS.sub(lambda match: markdown(match[0]) if match[0] in "@#" else f"\\{match[0]}", visible(text))


def _where(entry: Entry) -> str:
    return f"*{_plain(entry.section.title)}*: " if entry.section.title else ""


def _linked(entry: Entry) -> str:
    name = _plain(_name(entry))
    url = next((link.url for link in entry.links if link.url.startswith(("http://", "https://"))), None)
    return f"[{name}]({quote(url, _SAFE)})" if url else name


def _cited(entry: Entry) -> str:
    """Return an entry as it is cited: its title with a link, authors, venue and year."""
    authors = [author.value for author in entry.authors[:_FIRST_AUTHORS]]
    is_cut = entry.et_al or len(entry.authors) > _FIRST_AUTHORS
    names = ", ".join(authors) + (" et al." if authors and is_cut else "")
    place = " ".join(field.value for field in (entry.venue, entry.year) if field is not None)
    return ", ".join([_linked(entry), *(_plain(text) for text in (names, place) if text)])
