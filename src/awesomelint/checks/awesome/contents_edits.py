"""Edits of the table of contents: what lists a section, drops an item, puts items in order, or writes it as a whole."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import pairwise

from awesomelint.checks.links.contents import sections_by_name, target_of
from awesomelint.checks.order.moving import Run, Unit, rearranged
from awesomelint.diagnostic import Edit
from awesomelint.document.model import Document, Section
from awesomelint.markdown.blocks import LISTS, Block, Link
from awesomelint.source import Source, Span
from awesomelint.startup import NamedTuple, expression

_SPECIAL = expression(r"[\\\[\]`*_<>]")
_SIGN = expression(r"[^\w\s(\"'.@#/+-]+\s*|:[a-z0-9_+-]+:\s*")
"""What may be before the name of a section: an emoji."""


class Row(NamedTuple):
    """An item of the contents that is nothing but a link; what is below it are items of its own.

    `at` is its place in its list, `is_loose` whether blank lines are between the items there. `label` is where its words are,
    without emphasis around them, `target` where it leads.
    """

    block: Block
    list: Block
    at: int
    is_loose: bool
    link: Link
    label: Span
    target: Span


def rows_of(source: Source, contents: Block) -> dict[Link, Row]:
    """Return the items of a list that are nothing but a link on one line, behind a bullet, or a number that all of them have."""
    rows = {}
    for block in contents.walk():
        if (
            block.kind not in LISTS
            or len({source[each.marker] for each in block.children if each.marker is not None}) > 1
        ):
            continue
        is_loose = any(each.first > other.last + 1 for other, each in pairwise(block.children))
        for at, item in enumerate(block.children):
            row = _row(source, block, at, item, is_loose=is_loose)
            if row is not None:
                rows[row.link] = row
    return rows


def _row(source: Source, parent: Block, at: int, item: Block, *, is_loose: bool) -> Row | None:
    text = item.children[0].inline if item.children else None
    if text is None or len(text.links) != 1 or item.marker is None or item.children[0].last > item.first:
        return None
    link, line = text.links[0], source.line_span(item.first)
    label = _words(source, link)
    is_alone = not source.text[line.start : item.marker.start].strip() and text.plain().strip() == link.label.strip()
    if label is None or link.target_span is None or not is_alone:
        return None
    return Row(item, parent, at, is_loose, link, label, link.target_span)


def _words(source: Source, link: Link) -> Span | None:
    """Return where the words of a label are, `None` where they are written otherwise than they are read."""
    label, words = link.label_span, link.label.strip()
    at = source.text.find(words, *label) if label is not None and words else -1
    return Span(at, at + len(words)) if at >= 0 else None


# -- add


def additions(
    document: Document, rows: Mapping[Link, Row], missing: Collection[Section], names: Mapping[Section, str]
) -> dict[Section, Edit]:
    """Return what lists sections that contents lack, each behind the section before it; those of one place are one edit.

    The edit is at the first section of its place. `names` are the anchors of all sections in order. Nothing is added where the
    contents have no item for a section beside it.
    """
    named = sections_by_name(document)
    listed = {section: row for row in rows.values() if (section := named.get(target_of(row.link))) is not None}
    leaves_out_signs = _leaves_out_signs(listed)
    before: dict[Section | None, Row] = {}
    behind: dict[Section | None, Row] = {}
    for section in names:
        if section in listed:
            behind.setdefault(section.parent, listed[section])
    edits: dict[Section, Edit] = {}
    places: dict[Span, Section] = {}
    for section, name in names.items():
        if section in listed:
            before[section.parent] = listed[section]
        row = before.get(section.parent) or behind.get(section.parent)
        if section in missing and row is not None:
            label = _label(section.title, leaves_out_signs=leaves_out_signs)
            edit = _added(document.source, row, label, name, is_behind=section.parent in before)
            first = places.setdefault(edit.span, section)
            edits[first] = Edit(edit.span, edits[first].text + edit.text if first in edits else edit.text)
    return edits


def _added(source: Source, row: Row, label: str, name: str, *, is_behind: bool) -> Edit:
    """Return the edit that writes an item like another one, behind or before it."""
    line = source.line_span(row.block.first)
    head, middle = Span(line.start, row.label.start), Span(row.label.end, row.target.start)
    tail = Span(row.target.end, line.end)
    item = f"{source[head]}{label}{source[middle]}#{name}{source[tail].rstrip()}"
    space = "\n\n" if row.is_loose else "\n"
    if is_behind:
        end = source.line_span(row.block.last).end
        return Edit(Span(end, end), space + item)
    return Edit(Span(line.start, line.start), item + space)


def _leaves_out_signs(listed: Mapping[Section, Row]) -> bool:
    """Return whether contents name sections without the emoji before their names."""
    others = [row for section, row in listed.items() if _SIGN.match(section.title.strip())]
    return bool(others) and all(_SIGN.match(row.link.label.strip()) is None for row in others)


def _label(title: str, *, leaves_out_signs: bool) -> str:
    sign = _SIGN.match(title.strip()) if leaves_out_signs else None
    return _escaped(title.strip()[sign.end() if sign is not None else 0 :])


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda match: "\\" + match[0], text)


# -- drop


def without(source: Source, row: Row) -> Edit | None:
    """Return what drops an item, `None` where others are below it, or it is the only one."""
    items = row.list.children
    if len(row.block.children) > 1 or (len(items) == 1 and not row.list.depth):
        return None
    start, end = source.lines_span(row.block.first, row.block.last)
    if row.at + 1 < len(items):
        return Edit(Span(start, source.line_span(items[row.at + 1].first).start), "")
    last = items[row.at - 1].last if row.at else row.block.first - 1
    return Edit(Span(source.line_span(last).end, end), "")


# -- order


def in_order(document: Document, rows: Mapping[Link, Row], link: Link) -> Edit | None:
    """Return what puts the items of the list that a link is in into the order of their sections.

    `None` where one of them leads to no section, or to that of another, or that is their order.
    """
    items = rows[link].list.children if link in rows else []
    named = sections_by_name(document)
    sections = {id(row.block): named.get(target_of(row.link)) for row in rows.values()}
    firsts = [section.first for each in items if (section := sections.get(id(each))) is not None]
    if len(set(firsts)) < len(items) or firsts == sorted(firsts):
        return None
    places = sorted(range(len(items)), key=firsts.__getitem__)
    run = Run([Unit(each.first, each.last, each, None) for each in items])
    return Edit(*rearranged(document.source, run, places))


# -- make


def made(heading: str, sections: Mapping[Section, str]) -> str:
    """Return contents under a heading, with a blank line below them; `sections` are those to list, with their anchors."""
    items = (f"- [{_escaped(section.title.strip())}](#{name})" for section, name in sections.items())
    return "\n".join((heading, "", *items, "", ""))
