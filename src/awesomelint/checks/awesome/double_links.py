"""Things that a list has twice."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from awesomelint.checks.awesome.items import items
from awesomelint.checks.papers.repeated_entries import address
from awesomelint.context import LintContext
from awesomelint.diagnostic import Diagnostic, Related
from awesomelint.document.model import Container, Document
from awesomelint.markdown.blocks import Block, Link, LinkKind
from awesomelint.papers.identifiers import paper_id
from awesomelint.rulebook.spec import Rule


def double_link(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report items and entries whose link is that of an earlier item, or another address of the same paper or repository."""
    first: dict[str, Link] = {}
    named = {item.block for item in items(document)}
    for link in _names(document):
        key = _identity(link.url)
        if key is None:
            continue
        other = first.setdefault(key, link)
        if other is not link and _outermost(document, other, named) is not _outermost(document, link, named):
            line = document.source.line_at(other.span.start)
            yield rule.diagnose(
                link.span, f"same link as in line {line}", related=(Related(other.span, "the other item"),)
            )


def _outermost(document: Document, link: Link, named: Collection[Block]) -> Block | Link:
    """Return the outermost item with a link that a link is in, itself where it is in none: items below one are its parts."""
    leaf = document.places.leaf_at(link.span.start)
    around = [each for each in leaf.above() if each in named] if leaf is not None else []
    return around[-1] if around else link


def _names(document: Document) -> list[Link]:
    """Return the links that are names of items and of entries, also of those in tables, or their only link.

    An only link counts in a row, and elsewhere if its label says what it is, as "paper" does: others are in a description.
    """
    links = {item.link for item in items(document)}
    for entry in document.entries:
        link = entry.title.link if entry.title is not None else None
        if link is None and len(entry.links) == 1:
            only = entry.links[0]
            link = only if entry.container is Container.TABLE or only.kind is not LinkKind.OTHER else None
        if link is not None and link.kind is not LinkKind.BADGE:
            links.add(link)
    return sorted(links, key=lambda link: link.span)


def _identity(url: str) -> str | None:
    """Return what two links to one thing have in common; `None` for what is no page."""
    if not url.startswith(("http://", "https://")):
        return None
    paper = paper_id(url)
    return address(url) if paper is None else str(paper)
