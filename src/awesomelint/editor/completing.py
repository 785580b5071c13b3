"""A line that holds only the URL of a paper or an identifier of it becomes the paper's entry."""

from __future__ import annotations

from awesomelint.adding.entries import add_entry
from awesomelint.adding.paper import Given, checked_url
from awesomelint.config.model import Config
from awesomelint.document.model import Document, Section
from awesomelint.document.parse import parse_document
from awesomelint.errors import InputError
from awesomelint.session.adding import known_paper, linter
from awesomelint.source import Source
from awesomelint.startup import expression

_LINE = expression(r"[ \t]*(?:(?:[*+-]|\d{1,9}[.)])[ \t]+)?<?([^\s<>]+)>?[ \t]*\Z")


def url_on(source: Source, line: int) -> str | None:
    """Return the URL that is all of a line, from 1, also as the identifier of a paper; `None` where the line has more or less."""
    match = _LINE.match(source.line(line))
    try:
        return checked_url(match[1]) if match is not None else None
    except InputError:
        return None


def completed(source: Source, line: int, config: Config) -> Source:
    """Return a list with the entry of a URL in the place of a line, or where the order of its section puts it.

    The registry of the paper is asked. Raises `InputError` as `add_entry` and `known_paper` do.
    """
    url = url_on(source, line)
    if url is None:
        raise InputError("expected a line with nothing but a URL", path=source.path, line=line)
    document = parse_document(source.with_text(_without(source, line)), config.venues)
    section = _section_at(document, max(line - 1, 1))
    if not section.entries:
        where = f'section "{section.title}" has' if section.title else "there are"
        raise InputError(f"{where} no entries to take the form from", path=source.path, line=line)
    paper = known_paper(url, Given(), document.venues, config, None)
    return add_entry(document, paper, section, linter(config, source.path)).document.source


def _without(source: Source, line: int) -> str:
    """Return a text without a line, nor the blank line before it if another one is behind it."""
    first = line - 1 if line > 1 and not source.line(line - 1).strip() else line
    is_apart = line == source.line_count or not source.line(line + 1).strip()
    start, end = source.whole_lines(first if is_apart else line, line)
    return source.text[:start] + source.text[end:]


def _section_at(document: Document, line: int) -> Section:
    """Return the innermost section that a line is in."""
    return next(one for one in reversed(document.sections) if one.first <= line)
