"""Which sections of a list a name means, and which a paper may belong to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log
from typing import TYPE_CHECKING

from awesomelint.checks.base import short
from awesomelint.document.model import Document, Section
from awesomelint.errors import InputError, did_you_mean
from awesomelint.papers.titles import title_words

if TYPE_CHECKING:
    from awesomelint.adding.paper import NewPaper

NEAREST = 3
"""Entries of a section that tell how like a paper it is."""
MAX_NAMED = 5
"""Sections that are offered where it is not clear which one a paper belongs to."""


def sections_named(document: Document, name: str | None) -> list[Section]:
    """Return the sections with entries under the headings of a name (`Models`, or `Vision > Models`, as `section_name` has it).

    `None` names all. Sections below a heading count where it has no entries itself.
    Raises `InputError` where there is no such heading, or no entry.
    """
    if name is None:
        return [one for one in document.sections if one.entries]
    wanted = [part.strip().casefold() for part in name.split(" > ")]
    named = [
        one
        for one in document.sections
        if [part.casefold() for part in one.path[-len(wanted) :]] == wanted
        or section_name(one).casefold() == name.strip().casefold()
    ]
    if not named:
        hint = did_you_mean(name, [section.title for section in document.sections if section.path])
        raise InputError(f'no section is called "{name}"{hint}', path=document.source.path)
    found = [one for section in named for one in ((section,) if section.entries else section.walk()) if one.entries]
    if not found:
        raise InputError(f'section "{name}" has no entries', path=document.source.path)
    return list(dict.fromkeys(found))


def likely_sections(paper: NewPaper, sections: Sequence[Section]) -> list[Section]:
    """Return the sections that a paper may belong to, the one first whose entries are most like it by the words of their titles.

    Sections of another year than the paper's are none; where one is left, it is sure.
    """
    of_year = [one for one in sections if one.year == paper.year]
    sections = of_year or [one for one in sections if one.year is None] or list(sections)
    if len(sections) < 2:
        return list(sections)
    words = {one: [set(title_words(e.title.value)) for e in one.entries if e.title is not None] for one in sections}
    uses = Counter(word for titles in words.values() for title in titles for word in title)
    total = sum(len(titles) for titles in words.values())
    own = set(title_words(paper.title))

    def likeness(section: Section) -> float:
        weights = [sum(log(total / uses[word]) for word in own & title) for title in words[section]]
        of_heading = sum(1.0 + log(total / max(uses[word], 1)) for word in own & set(title_words(section.title)))
        return sum(sorted(weights, reverse=True)[:NEAREST]) / NEAREST + of_heading

    return sorted(sections, key=likeness, reverse=True)


def section_name(section: Section) -> str:
    """Return what a section is called, as `sections_named` takes it."""
    return " > ".join(section.path) or section.title or "(before the first heading)"


def unsure(document: Document, paper: NewPaper, likely: Sequence[Section]) -> InputError:
    """Return the error that it is not clear which section a paper belongs to, or that there is none."""
    shown = ", ".join(f'"{section_name(one)}"' for one in likely[:MAX_NAMED])
    message = f'which section is "{short(paper.title)}" for? Name it, such as {shown}'
    return InputError(message if likely else "the list has no entries to take the form from", path=document.source.path)
