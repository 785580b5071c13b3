"""What the manifest asks of the files around a list: how to contribute, a licence for texts, a code of conduct."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence

from awesomelint.checks.awesome.items import items
from awesomelint.checks.base import heading_span
from awesomelint.checks.links.slugs import section_anchors
from awesomelint.context import LintContext, RepositoryFiles
from awesomelint.diagnostic import Diagnostic, Severity
from awesomelint.document.model import Document
from awesomelint.papers.identifiers import repository
from awesomelint.rulebook.spec import Rule
from awesomelint.source import Span
from awesomelint.startup import NamedTuple, expression

_NOWHERE = Span(0, 0)


class _File(NamedTuple):
    """A file that is there, and its text, `None` where it is not known."""

    path: str
    text: str | None


def _find(document: Document, context: LintContext, paths: Sequence[str]) -> _File | str | None:
    """Return the first of some files at the root of the repository, in any case, or the first path if there is none.

    Returns `None` where that cannot be known, or the document is not what a visitor of the repository sees first.
    """
    files = context.files
    if files is None or not is_front_page(document, files):
        return None
    for path in paths:
        found = f"/{path}" if files.exists(f"/{path}") else files.similar(f"/{path}")
        if found is not None:
            return _File(found.lstrip("/"), files.text(f"/{found.lstrip('/')}"))
    return paths[0]


def is_front_page(document: Document, files: RepositoryFiles) -> bool:
    """Return whether a document is what a visitor of the repository sees first, the README at its root."""
    name = posixpath.basename(document.source.path.replace("\\", "/")).lower()
    if not name.startswith("readme"):
        return False
    there = files.exists(f"/{name}")  # None where the root is not known
    return there is not None and (there or files.similar(f"/{name}") is not None)


_CONTRIBUTING = tuple(
    f"{folder}contributing.{ending}" for folder in ("", ".github/", "docs/") for ending in ("md", "rst")
)


def contributing_file(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report a repository without a file on how to contribute, and an empty one."""
    file = _find(document, context, _CONTRIBUTING)
    if isinstance(file, str):
        yield rule.diagnose(_NOWHERE, f'found no file "{file}"')
    elif file is not None and file.text is not None and not file.text.strip():
        yield rule.diagnose(_NOWHERE, f'the file "{file.path}" is empty')


_LICENCES = tuple(f"{name}{ending}" for name in ("license", "licence", "copying") for ending in ("", ".md", ".txt"))
_FOR_TEXTS = expression(r"creative ?commons|\bCC0\b|\bCC[ -]BY\b", re.IGNORECASE)
_FOR_CODE = {
    "MIT licence": expression(
        r"permission is hereby granted, free of charge, to any person obtaining a copy", re.IGNORECASE
    ),
    "Apache licence": expression(r"apache license", re.IGNORECASE),
    "GNU licence": expression(r"gnu (?:\w+ )?general public license", re.IGNORECASE),
    "BSD licence": expression(r"redistribution and use in source and binary forms", re.IGNORECASE),
    "WTFPL": expression(r"do what the fuck you want", re.IGNORECASE),
    "Unlicense": expression(r"free and unencumbered software", re.IGNORECASE),
    "Mozilla licence": expression(r"mozilla public license", re.IGNORECASE),
    "ISC licence": expression(r"permission to use, copy, modify, and(?:/or)? distribute this software", re.IGNORECASE),
}
_HEAD = 4000
"""Characters of a licence that are looked at."""


def licence_file(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report a repository without a licence, and one with a licence for code."""
    file = _find(document, context, _LICENCES)
    if isinstance(file, str):
        yield rule.diagnose(_NOWHERE, f'found no file "{file}"')
    elif file is not None and file.text is not None and not _FOR_TEXTS.search(file.text, 0, _HEAD):
        text = " ".join(file.text[:_HEAD].split())
        kind = next((kind for kind, words in _FOR_CODE.items() if words.search(text)), None)
        if kind is not None:
            yield rule.diagnose(_NOWHERE, f'"{file.path}" has the {kind}, expected one of Creative Commons')


_LICENCE_HEADING = expression(r"\W*licen[cs]e\W*", re.IGNORECASE)


def licence_section(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report a section about the licence."""
    for section in section_anchors(document):
        if _LICENCE_HEADING.fullmatch(section.title):
            message = f'found a section "{section.title.strip()}", expected only a file'
            yield rule.diagnose(heading_span(section), message)


_CONDUCT = tuple(f"{folder}code{sign}of{sign}conduct.md" for folder in ("", ".github/", "docs/") for sign in "-_")
_PLACEHOLDER = expression(
    r"\[INSERT (?:CONTACT METHOD|EMAIL ADDRESS)\]|(?<![\w.+-])sindresorhus@gmail\.com", re.IGNORECASE
)
"""What stands for the address in templates: words in brackets, or the address of the manifest's author."""


def code_of_conduct(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report a code of conduct that is empty, or says no address."""
    file = _find(document, context, _CONDUCT)
    if not isinstance(file, _File) or file.text is None:
        return
    placeholder = _PLACEHOLDER.search(file.text)
    if not file.text.strip():
        yield rule.diagnose(_NOWHERE, f'the file "{file.path}" is empty')
    elif placeholder is not None:
        line = file.text.count("\n", 0, placeholder.start()) + 1
        yield rule.diagnose(_NOWHERE, f'"{file.path}" has "{placeholder[0]}" in line {line}, expected your address')


_OWN_FILE = expression(
    r"[^/]*//[^/]+/[^/]+/[^/]+/(?:blob|edit|tree)/master/(?P<path>(?:\.github/)?(?:contributing|licen[cs]e|code[-_]of[-_]conduct)(?:\.md)?)",
    re.IGNORECASE,
)


def main_branch(document: Document, rule: Rule, context: LintContext) -> Iterator[Diagnostic]:
    """Report links to the list's own files on a branch `master`; those in items and rows are other projects'."""
    listed = {item.block for item in items(document)} | {entry.block for entry in document.entries}
    for link in document.links:
        match = _OWN_FILE.fullmatch(link.url.partition("#")[0])
        if match is None or repository(link.url) is None or link.target_span is None:
            continue
        leaf = document.places.leaf_at(link.span.start)
        if leaf is None or listed.isdisjoint((leaf, *leaf.above())):
            message = f'found a link to the branch master, expected main or "{match["path"]}"'
            yield rule.diagnose(link.target_span, message, severity=Severity.INFO)
