"""Sections that the table of contents lacks, or does not lead to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from urllib.parse import unquote

from awesomelint.checks.base import heading_span, short
from awesomelint.checks.links.slugs import anchors, ids_in, section_anchors, slug
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Related, Safety
from awesomelint.document.model import Document, Section, remembered
from awesomelint.markdown.blocks import LISTS, Block, BlockKind, Link, SegmentKind
from awesomelint.rulebook.spec import Rule
from awesomelint.startup import expression

_MIN_LISTED = 3
"""Sections that the contents must list before one can be missing."""
_MIN_SIBLINGS = 2
"""How many of them must be in the section that holds the missing one."""
_OTHERS = frozenset({BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.HTML})
"""What contents are written as where no list is."""
_ASIDE = expression(
    r"(?:19|20)\d\d\W*\Z|acknowledg|contribut|licen[sc]e|credit|reference|related|source|star history|citation|"
    r"\bcit(?:e|ing)\b|\bnews\b|update|change ?log|about|contact|author|maintainer|contents|致谢|贡献|参考|更新",
    re.IGNORECASE,
)
"""Headings of what is about the list, and of years."""


def contents_section(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report a section with entries that the contents do not list or lead to, if they list all others of its level."""
    contents = contents_lists(document, _MIN_LISTED)
    if len(contents) != 1:
        return
    block, links = contents[0]
    yield from _to_the_first(document, links, rule)
    if not set(map(target_of, links)) <= {name.casefold() for name in anchors(document)}:
        return  # what leads nowhere may mean the section, and is another rule's
    unlisted = set(unlisted_sections(document, links))
    levels: dict[int, list[tuple[Section, bool]]] = defaultdict(list)
    for section in section_anchors(document):
        if section.first > block.last:
            levels[section.level].append((section, section not in unlisted))
    for sections in levels.values():
        missing = [section for section, is_listed in sections if not is_listed]
        listed = len(sections) - len(missing)
        if len(missing) != 1 or listed < _MIN_LISTED or _ASIDE.search(missing[0].title):
            continue
        siblings = sum(section.parent is missing[0].parent for section, _ in sections) - 1
        if siblings >= _MIN_SIBLINGS and any(each.entries for each in missing[0].walk()):
            message = (
                f'the contents do not list "{short(missing[0].title)}", but all {listed} other sections of its level'
            )
            line = document.source.line_span(block.first)
            yield rule.diagnose(heading_span(missing[0]), message, related=(Related(line, "the contents"),))


def _to_the_first(document: Document, links: Iterable[Link], rule: Rule) -> Iterator[Diagnostic]:
    """Report links that all lead to the first of several headings of one name, where each of these has a link."""
    targets: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        if slug(link.label) == target_of(link):
            targets[target_of(link)].append(link)
    bearers: dict[str, list[tuple[Section, str]]] = defaultdict(list)
    for section, anchor in section_anchors(document).items():
        bearers[slug(section.title)].append((section, anchor))
    for name, alike in targets.items():
        if len(alike) != len(bearers[name]):
            continue
        for link, (section, anchor) in list(zip(alike, bearers[name], strict=True))[1:]:
            place = link.target_span or link.span
            message = f'found "#{name}" for the second time, expected "#{anchor}", which leads to line {section.first}'
            fix = Fix((Edit(place, f"#{anchor}"),), Safety.UNSAFE) if link.target_span is not None else None
            yield rule.diagnose(place, message, fix=fix)


_ABOVE = 2
"""Lines above a heading in which an anchor is its own."""


def unlisted_sections(document: Document, links: Iterable[Link]) -> Iterator[Section]:
    """Yield the sections that none of the links of contents leads to, or names."""
    links = list(links)
    targets, labels = set(map(target_of, links)), {slug(link.label).strip("-") for link in links}
    for section, anchor in section_anchors(document).items():
        names = {slug(section.title).strip("-"), anchor.strip("-")}
        if targets.isdisjoint((anchor.casefold(), *names, *_own_ids(section))) and labels.isdisjoint(names):
            yield section


@remembered
def sections_by_name(document: Document) -> dict[str, Section]:
    """Return the section that each anchor leads to, in lower case: that of its heading, or of an id at it."""
    anchors = section_anchors(document)
    named = {name: section for section in reversed(anchors) for name in _own_ids(section)}
    return named | {anchor.casefold(): section for section, anchor in anchors.items()}


def _own_ids(section: Section) -> Iterator[str]:
    """Yield the ids that HTML gives a heading, in it or right above it, in lower case."""
    assert section.heading is not None
    source, heading = section.document.source, section.heading
    yield from map(str.casefold, ids_in(source[source.lines_span(max(1, heading.first - _ABOVE), heading.last)]))


def target_of(link: Link) -> str:
    """Return the anchor that a link of the contents leads to, its letter case folded."""
    return unquote(link.url[1:]).casefold()


def contents_lists(document: Document, least: int = 1) -> list[tuple[Block, list[Link]]]:
    """Return the lists that lead to headings and nowhere else, with `least` links at least; else what stands for them."""
    return list(_leading(document, LISTS, least)) or list(_leading(document, _OTHERS, _MIN_LISTED))


def _leading(document: Document, kinds: Collection[BlockKind], least: int) -> Iterator[tuple[Block, list[Link]]]:
    for block in document.root.children:
        if block.kind not in kinds:
            continue
        links = [link for each in block.walk() if each.inline is not None for link in each.inline.links]
        if len(links) < least or not all(link.url.startswith("#") for link in links):
            continue
        if block.kind is not BlockKind.PARAGRAPH or _is_row(block):
            yield block, links


def _is_row(block: Block) -> bool:
    """Return whether a paragraph is nothing but links in a row, with signs between them."""
    assert block.inline is not None
    rest = (each.text for each in block.inline.segments if each.link is None and each.kind is SegmentKind.TEXT)
    return not any(map(str.isalnum, "".join(rest)))
