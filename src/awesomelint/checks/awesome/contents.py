"""The table of contents as the manifest has it: a first section named Contents, with all sections in their order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from awesomelint.checks.awesome.sections import sections_of
from awesomelint.checks.base import heading_span, short
from awesomelint.checks.links.contents import contents_lists, target_of
from awesomelint.checks.links.slugs import section_anchors, slug
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Related, Safety
from awesomelint.document.model import Document, Section, remembered
from awesomelint.markdown.blocks import LISTS, Block, Link
from awesomelint.rulebook.spec import Rule
from awesomelint.startup import NamedTuple, expression

CONTENTS = "Contents"
_NAMES = expression(r"\W*(?:table of |list of )?contents\W*|\W*(?:toc|index)\W*", 2)
_TRANSLATED = expression(
    r"\W*(?:目[录錄次]|목차|inhalt(?:sverzeichnis)?|sommaire|table des matières|índice|indice|sumário|spis treści|"
    r"i[cç]indekiler|inhoud|содержание|оглавление|зміст)\W*",
    2,
)
"""Names of the contents of lists in other languages."""
_LEFT_OUT = expression(
    r"\W*(?:contribut(?:ing|e)|footnotes|related lists?|licen[sc]es?|credits?|acknowledge?ments?|thanks)\W*", 2
)
"""Sections that the contents need not list; the first two must not be in it."""
_NOT_LISTED = expression(r"\W*(?:contributing|footnotes)\W*", 2)
_MAX_DEPTH = 2
_MANY_SECTIONS = 2
"""Sections from which a list needs contents."""


class Contents(NamedTuple):
    """The table of contents: its section, if it has one of its own, its list, and its links, each with how deep it is."""

    section: Section | None
    block: Block
    links: tuple[tuple[Link, int], ...]


@remembered
def contents_of(document: Document) -> Contents | None:
    """Return the table of contents of a document, `None` where it has none."""
    filled = min((each.first for each in document.sections if each.entries), default=document.source.line_count + 1)
    for block, _ in contents_lists(document):
        section = document.section_at(block.first)
        is_own = any(names.fullmatch(section.title) for names in (_NAMES, _TRANSLATED))
        if is_own or block.last < filled:
            return Contents(section if is_own else None, block, tuple(_links(block)))
    return None


def _links(block: Block) -> Iterator[tuple[Link, int]]:
    for each in block.walk():
        if each.inline is not None:
            yield from ((link, each.depth) for link in each.inline.links)


def contents_place(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report contents that are missing, have another name, or come after another section."""
    contents = contents_of(document)
    sections = sections_of(document)
    if contents is None:
        if len([each for each in sections if any(below.entries for below in each.walk())]) > _MANY_SECTIONS:
            yield rule.diagnose(
                heading_span(sections[0]), f'found no section "{CONTENTS}" in front of the first section'
            )
        return
    own = contents.section
    if own is None:
        line = document.source.line_span(contents.block.first)
        above = document.section_at(contents.block.first)
        if above in sections[:1] and not above.children and any(each.level == above.level for each in sections[1:]):
            line = heading_span(above)
            yield rule.diagnose(
                line, f'found the heading "{short(above.title)}" of the contents, expected "{CONTENTS}"'
            )
        else:
            yield rule.diagnose(line, f'found the contents without a heading "{CONTENTS}"')
        return
    if own.title.strip() != CONTENTS and not _TRANSLATED.fullmatch(own.title):
        span = heading_span(own)
        fix = Fix((Edit(span, CONTENTS),), Safety.UNSAFE, "name it Contents") if _is_plain(own) else None
        yield rule.diagnose(span, f'found the heading "{short(own.title)}", expected "{CONTENTS}"', fix=fix)
    if own is not sections[0]:
        related = (Related(heading_span(sections[0]), "the first section"),)
        yield rule.diagnose(heading_span(own), f'"{short(own.title)}" is not the first section', related=related)


def contents_depth(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report the first link of the contents that is too deep."""
    contents = contents_of(document)
    if contents is None:
        return
    top = min((depth for _, depth in contents.links), default=0)
    deep = next((link for link, depth in contents.links if depth - top >= _MAX_DEPTH), None)
    if deep is not None:
        yield rule.diagnose(deep.span, f"the contents are nested more than {_MAX_DEPTH} levels deep")


def _is_plain(section: Section) -> bool:
    return section.document.source[heading_span(section)] == section.title


def contents_complete(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report sections that the contents do not list, and those listed that should not be, or are twice."""
    contents = contents_of(document)
    if contents is None:
        return
    related = (Related(document.source.line_span(contents.block.first), "the contents"),)
    seen: dict[str, Link] = {}
    for link, _ in contents.links:
        target = target_of(link)
        if _NOT_LISTED.fullmatch(link.label):
            yield rule.diagnose(link.span, f'the contents list "{short(link.label)}", which they should not')
        elif target in seen:
            twice = (Related(seen[target].span, "the first link"),)
            yield rule.diagnose(link.span, f'the contents lead to "#{short(target)}" twice', related=twice)
        seen.setdefault(target, link)
    links = [link for _, each in contents_lists(document) for link in each]  # a list may have several, one a part
    listed = {target_of(link) for link in links}
    labels = {slug(link.label).strip("-") for link in links}
    for section in _top_sections(document, contents):
        anchor = section_anchors(document)[section]
        if anchor.casefold() not in listed and not {slug(section.title).strip("-"), anchor.strip("-")} & labels:
            message = f'the contents do not list "{short(section.title)}"'
            yield rule.diagnose(heading_span(section), message, related=related)


def _top_sections(document: Document, contents: Contents) -> list[Section]:
    """Return the sections that contents have to list: those next to that of the contents, or of the level of those listed."""
    anchors = section_anchors(document)
    targets = {target_of(link) for link, _ in contents.links}
    after = [each for each in anchors if each.first > contents.block.last and each is not document.title_section]
    listed = [each.level for each in after if anchors[each].casefold() in targets]
    level = contents.section.level if contents.section is not None else min(listed, default=0)
    return [each for each in after if each.level == level and not _LEFT_OUT.fullmatch(each.title)]


def contents_order(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report the first link of the contents that is not in the order of the sections."""
    contents = contents_of(document)
    if contents is None or contents.block.kind not in LISTS:
        return  # a table may be read along its rows or its columns
    places = {anchor.casefold(): section for section, anchor in section_anchors(document).items()}
    last: Section | None = None
    for link, _ in contents.links:
        section = places.get(target_of(link))
        if section is None:
            continue
        if last is not None and section.first < last.first:
            related = (
                Related(heading_span(section), "its section"),
                Related(heading_span(last), "the section before it"),
            )
            message = f'"{short(link.label)}" is listed after "{short(last.title)}", whose section comes later'
            yield rule.diagnose(link.span, message, related=related)
            break
        last = section


def footnotes_last(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report a section of footnotes that is not the last one."""
    sections = [each for each in section_anchors(document) if each.level == _level(document)]
    for section, following in pairwise(sections):
        if _FOOTNOTES.fullmatch(section.title):
            related = (Related(heading_span(following), "the section after it"),)
            yield rule.diagnose(
                heading_span(section), f'"{short(section.title)}" is not the last section', related=related
            )


_FOOTNOTES = expression(r"\W*footnotes?\W*", 2)


def _level(document: Document) -> int:
    title = document.title_section
    return (title.level if title is not None else 1) + 1
