"""Which sections, by their headings or their places, hold no entries, or introduce the list."""

from __future__ import annotations

from itertools import takewhile

from awesomelint.document.entry_kinds import is_bold_line
from awesomelint.document.model import Section
from awesomelint.markdown.blocks import Inline
from awesomelint.startup import expression

SECTIONS_OF_A_LIST = 3
"""A list with more sections than this keeps its entries in them; the topmost and that of its title count."""

_ASIDE = expression(
    r"^\W*(?:\d+[.)]?\s*)?(?:"
    r"(?:latest |recent |breaking )?(?:news|updates?)(?: .{0,20})?|what['’]?s new|change ?log|recent changes|更新(?:日志)?"
    r"|contribut\w*(?: .{0,30})?|how to contribute.{0,20}|to-?do(?: list)?|feedback|贡献.{0,6}"
    r"|(?:bib)?citations?|citing(?: .{0,30})?|cite(?: .{0,20})?|bibtex|引用|licen[cs]e|disclaimer"
    r"|acknowledge?ments?|thanks(?: to)?|credits?|sponsors?|star(?:gazers)?(?: history| .{0,20}over time)?|致谢"
    r"|contact(?: us| me)?|maintainers?|contributors?|(?:our )?team(?: members)?|authors?|联系.{0,6}"
    r")\W*$"
)
_CONTENTS = expression(
    r"^\W*(?:\d+[.)]?\s*)?(?:(?:table of )?contents?(?: list)?|toc|index|目录|outline|navigation|menu)\W*$"
)
_INTRODUCTION = expression(
    r"^\W*(?:\d+[.)]?\s*)?(?:introduction|intro|about|about (?:this|the) .{0,30}|overview|motivation|background|preface|foreword"
    r"|scope|description|what is .{0,40}|why .{0,40}|简介|介绍|前言|背景|概述|关于.{0,10})\W*$"
)


def names_aside(line: Inline) -> bool:
    """Return whether a line, in bold or before a colon, is the heading of something that holds no entries: "**News**"."""
    text = line.plain().strip()
    if not is_bold_line(line) and text[-1:] not in {":", "："}:
        return False
    text = text.rstrip(":： ").lower()
    return bool(_CONTENTS.match(text) or _ASIDE.match(text))


def is_aside(section: Section) -> bool:
    """Return whether a section, by its heading or one above it, holds no entries."""
    title_section = section.document.title_section
    around = takewhile(lambda each: each is not title_section, (section, *section.above()))
    return any(_ASIDE.match(each.title.lower()) for each in around)


def names_contents(section: Section) -> bool:
    """Return whether the heading of a section is that of a table of contents."""
    return _CONTENTS.match(section.title.lower()) is not None


def is_preamble(section: Section) -> bool:
    """Return whether a section is what stands above the first of several: talk about the list, more often than entries."""
    document = section.document
    if len(document.sections) <= SECTIONS_OF_A_LIST or (
        section.parent is not None and section is not document.title_section
    ):
        return False
    return section.parent is None or len(section.parent.children) == 1


def is_introduction(section: Section) -> bool:
    """Return whether a section introduces the list, by its place or by its heading."""
    return is_preamble(section) or _INTRODUCTION.match(section.title.lower()) is not None
