"""The table of contents as the manifest has it: a first section named Contents, with all sections in their order."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from awesomelint.checks.awesome.contents_edits import Row, additions, in_order, made, rows_of, without
from awesomelint.checks.awesome.sections import sections_of
from awesomelint.checks.base import heading_span, short
from awesomelint.checks.links.anchors import lost_links
from awesomelint.checks.links.contents import contents_lists, sections_by_name, target_of, unlisted_sections
from awesomelint.checks.links.slugs import section_anchors, slug
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Edit, Fix, Related, Safety
from awesomelint.document.model import Document, Section, remembered
from awesomelint.markdown.blocks import LISTS, Block, Link
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span
from awesomelint.startup import NamedTuple, expression

CONTENTS = "Contents"
_NAMES = frozenset({"contents", "table of contents", "list of contents", "toc", "index"})
_RIGHT_NAME = expression(rf"\W*{CONTENTS}\s*")
"""The name that contents should have, perhaps with an emoji before it."""
_TRANSLATED = frozenset(
    "目录 目錄 目次 목차 inhalt inhaltsverzeichnis sommaire índice indice sumário icindekiler içindekiler inhoud содержание"
    " оглавление зміст".split()
) | {"table des matières", "spis treści"}
"""Names of the contents of lists in other languages."""
_WORD = expression(r"\w+")
_LEFT_OUT = expression(
    r"\W*(?:contribut(?:ing|e)|footnotes|related lists?|licen[sc]es?|credits?|acknowledge?ments?|thanks)\W*", 2
)
"""Sections that the contents need not list; the first two must not be in it."""
_NOT_LISTED = expression(r"\W*(?:contributing|footnotes)\W*", 2)
_MAX_DEPTH = 2
_MANY_SECTIONS = 2
"""Sections from which a list needs contents."""


class Contents(NamedTuple):
    """The table of contents: its section, if it has one of its own, its list, and its links to headings, each with its depth."""

    section: Section | None
    block: Block
    links: tuple[tuple[Link, int], ...]


@remembered
def contents_of(document: Document) -> Contents | None:
    """Return the table of contents of a document, `None` where it has none."""
    for block, _ in contents_lists(document):
        own = _own_section(document, block)
        if own is not None or block.last < _first_filled(document):
            return Contents(own, block, tuple(_links(block)))
    return next(_with_slips(document), None)


@remembered
def _first_filled(document: Document) -> int:
    """Return the line of the first section with entries, else one below the document."""
    return min((each.first for each in document.sections if each.entries), default=document.source.line_count + 1)


def _own_section(document: Document, block: Block) -> Section | None:
    """Return the section of contents that a block is in, perhaps below the heading of a part of them."""
    section = document.section_at(block.first)
    around = (section, *(each for each in section.above() if each is not document.title_section))
    return next((each for each in around if _name_of(each) in _NAMES | _TRANSLATED), None)


def _name_of(section: Section) -> str:
    """Return the words of a heading in small letters, without the signs around them."""
    return " ".join(_WORD.findall(section.title)).lower()


def _with_slips(document: Document) -> Iterator[Contents]:
    """Yield contents by their heading and most of their links; others in them got there by mistake."""
    for block in document.root.children:
        if block.kind in LISTS and (section := _own_section(document, block)) is not None:
            links = tuple(_links(block))
            if 2 * len(links) > sum(len(each.inline.links) for each in block.walk() if each.inline is not None):
                yield Contents(section, block, links)


def _links(block: Block) -> Iterator[tuple[Link, int]]:
    for each in block.walk():
        if each.inline is not None:
            yield from ((link, each.depth) for link in each.inline.links if link.url.startswith("#"))


def contents_place(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report contents that are missing, have another name, or come after another section."""
    contents = contents_of(document)
    sections = sections_of(document)
    if contents is None:
        if len([each for each in sections if any(below.entries for below in each.walk())]) > _MANY_SECTIONS:
            yield rule.diagnose(
                heading_span(sections[0]),
                f'found no section "{CONTENTS}" in front of the first section',
                fix=_written(document, sections),
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
    if not _RIGHT_NAME.fullmatch(own.title) and _name_of(own) not in _TRANSLATED:
        span = heading_span(own)
        fix = Fix((Edit(span, CONTENTS),), Safety.UNSAFE, "name it Contents") if _is_plain(own) else None
        yield rule.diagnose(span, f'found the heading "{short(own.title)}", expected "{CONTENTS}"', fix=fix)
    if own not in (sections[0], document.title_section):
        related = (Related(heading_span(sections[0]), "the first section"),)
        yield rule.diagnose(heading_span(own), f'"{short(own.title)}" is not the first section', related=related)


def _written(document: Document, sections: Sequence[Section]) -> Fix | None:
    """Return the fix that writes contents before the first section."""
    anchors = section_anchors(document)
    level = sections[0].level
    listed = {
        each: anchors[each]
        for each in sections
        if each.level == level and each in anchors and not _LEFT_OUT.fullmatch(each.title)
    }
    if len(listed) <= 1 or min(each.level for each in sections) < level:
        return None
    start = document.source.line_span(sections[0].first).start
    edit = Edit(Span(start, start), made(f"{'#' * level} {CONTENTS}", listed))
    return Fix((edit,), Safety.UNSAFE, "write the contents")


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
    links = [link for link, _ in contents.links]
    rows = rows_of(document.source, contents.block)
    lost = lost_links(document, links)
    targets = set(map(target_of, links))
    seen: dict[str, Link] = {}
    for link in links:
        target, label = target_of(link), short(link.label)
        if _NOT_LISTED.fullmatch(link.label):
            message = f'the contents list "{label}", which they should not'
            yield rule.diagnose(link.span, message, fix=_dropped(document, rows.get(link)))
        elif target in seen:
            twice = (Related(seen[target].span, "the first link"),)
            is_same = seen[target].label == link.label
            fix = _dropped(document, rows.get(link)) if is_same else _led_elsewhere(document, link, targets)
            yield rule.diagnose(link.span, f'the contents lead to "#{short(target)}" twice', related=twice, fix=fix)
        elif link in lost and lost[link] is None:
            message = f'the contents list "{label}", for which there is no section'
            yield rule.diagnose(link.span, message, fix=_dropped(document, rows.get(link)))
        seen.setdefault(target, link)
    yield from _unlisted(document, contents, rows, {name.casefold() for name in lost.values() if name}, rule)


def _dropped(document: Document, row: Row | None) -> Fix | None:
    edit = without(document.source, row) if row is not None else None
    return Fix((edit,), Safety.UNSAFE, "drop the item") if edit is not None else None


def _led_elsewhere(document: Document, link: Link, taken: Collection[str]) -> Fix | None:
    """Return the fix that leads a link to the section that it names, `None` if another one does, or there is none."""
    name = slug(link.label)
    if name not in sections_by_name(document) or name in taken or link.target_span is None:
        return None
    return Fix((Edit(link.target_span, f"#{name}"),), Safety.UNSAFE, "lead to the section of that name")


def _unlisted(
    document: Document, contents: Contents, rows: Mapping[Link, Row], meant: Collection[str], rule: Rule
) -> Iterator[Diagnostic]:
    """Report the sections that the contents lack; the first of those that belong in one place has the fix of all of them.

    Those are not missing that a link with a slip may mean, by their anchors in `meant`.
    """
    links = [link for _, each in contents_lists(document) for link in each]  # a list may have several, one a part
    links += (link for link, _ in contents.links)
    links += _links_in_front(document)  # also in HTML
    unlisted = set(unlisted_sections(document, links))
    names = section_anchors(document)
    missing = [
        each for each in _top_sections(document, contents) if each in unlisted and names[each].casefold() not in meant
    ]
    edits = additions(document, rows, set(missing), names) if missing else {}
    related = (Related(document.source.line_span(contents.block.first), "the contents"),)
    for section in missing:
        fix = Fix((edits[section],), title="list the section") if section in edits else None
        message = f'the contents do not list "{short(section.title)}"'
        yield rule.diagnose(heading_span(section), message, related=related, fix=fix)


def _links_in_front(document: Document) -> Iterator[Link]:
    """Yield the links to places in the document that are in front of the first section with entries."""
    for link in document.links:
        if link.url.startswith("#") and document.source.line_at(link.span.start) < _first_filled(document):
            yield link


def _top_sections(document: Document, contents: Contents) -> list[Section]:
    """Return the sections that contents have to list: those next to that of the contents, or of the level of those listed."""
    named = sections_by_name(document)
    linked = {named.get(target_of(link)) for link, _ in contents.links}
    sections = section_anchors(document)
    after = [each for each in sections if each.first > contents.block.last and each is not document.title_section]
    listed = [each.level for each in after if each in linked]
    level = contents.section.level if contents.section is not None else min(listed, default=0)
    return [each for each in after if each.level == level and not _LEFT_OUT.fullmatch(each.title)]


def contents_order(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report the first link of the contents that is not in the order of the sections."""
    contents = contents_of(document)
    if contents is None or contents.block.kind not in LISTS:
        return  # a table may be read along its rows or its columns
    places = sections_by_name(document)
    first: dict[Section, Link] = {}  # where several lead to one section, the others are mostly meant for another
    for link, _ in contents.links:
        section = places.get(target_of(link))
        if section is not None:
            first.setdefault(section, link)
    for (last, _), (section, link) in pairwise(first.items()):
        if section.first < last.first:
            related = (
                Related(heading_span(section), "its section"),
                Related(heading_span(last), "the section before it"),
            )
            message = f'"{short(link.label)}" is listed after "{short(last.title)}", whose section comes later'
            edit = in_order(document, rows_of(document.source, contents.block), link)
            fix = Fix((edit,), Safety.UNSAFE, "put them in order") if edit is not None else None
            yield rule.diagnose(link.span, message, related=related, fix=fix)
            break


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
