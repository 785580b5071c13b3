"""Sections and lines that hold no entries: news, tables of contents, thanks, words to the reader."""

from __future__ import annotations

import re

from awesomelint.document.blocks import Inline
from awesomelint.document.entries.lines import first_run
from awesomelint.document.model import Section
from awesomelint.expressions import expression

_ASIDE = expression(
    r"^\W*(?:\d+[.)]?\s*)?(?:"
    r"(?:latest |recent |breaking )?(?:news|updates?)(?: .{0,20})?|what['’]?s new|change ?log|recent changes|更新(?:日志)?"
    r"|contribut\w*(?: .{0,30})?|how to contribute.{0,20}|to-?do(?: list)?|feedback|贡献.{0,6}"
    r"|(?:bib)?citations?|citing(?: .{0,30})?|cite(?: .{0,20})?|bibtex|引用|licen[cs]e|disclaimer"
    r"|acknowledge?ments?|thanks(?: to)?|credits?|sponsors?|star(?:gazers)?(?: history| .{0,20}over time)?|致谢"
    r"|contact(?: us| me)?|maintainers?|contributors?|(?:our )?team(?: members)?|联系.{0,6}"
    r")\W*$",
)
_CONTENTS = expression(
    r"^\W*(?:\d+[.)]?\s*)?(?:(?:table of )?contents?(?: list)?|toc|index|目录|outline|navigation|menu)\W*$",
)


_REMARK = expression(
    r"(?:please|see|check(?: out)?|contributed by|maintained by|created by|explore|refer to|visit|for (?:more|the|a)|click"
    r"|this (?:list|repo|page|section)|we |you can|if you|feel free|note:|back to|return to|thanks to|inspired by|star |add )\b",
)


def is_aside(section: Section) -> bool:
    """Tell whether a section, by its heading or one above it, holds no entries."""
    if _CONTENTS.match(section.title.lower()):
        return True
    here: Section | None = section
    while here is not None and here is not section.document.title_section:
        if here.title and _ASIDE.match(here.title.lower()):
            return True
        here = here.parent
    return False


def is_remark(inline: Inline) -> bool:
    """Tell whether a line speaks to the reader instead of listing something ("Please see [the list](…)")."""
    run = first_run(inline)
    return run is not None and run.link is None and _REMARK.match(run.text.lstrip().lower()) is not None


def slug_of(title: str) -> str:
    """Return the anchor that GitHub gives a heading, near enough to recognise a table of contents."""
    return re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-")
