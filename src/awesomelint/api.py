"""What the program does to a text, as functions. They read no list, and of configurations only one that is named by its path.

`session.Session` does the same to files.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from awesomelint.config.load import config_of, load_config
from awesomelint.config.model import Config
from awesomelint.diagnostic import Diagnostic
from awesomelint.document.model import Document
from awesomelint.document.parse import parse_document
from awesomelint.engine import lint_document
from awesomelint.source import Source

if TYPE_CHECKING:
    from awesomelint.adding.places import Added
    from awesomelint.fixing.fixer import FixResult
    from awesomelint.links.link_run import LinkReport, Progress
    from awesomelint.session import LinkOptions
    from awesomelint.sorting import Sorted

Configuration = Config | Mapping[str, Any] | str | os.PathLike[str] | None
"""A configuration: one that was read before, the values of a configuration file, the path of one, or `None` for the defaults."""


def parse(text: str, path: str = "<text>") -> Document:
    """Read a list: its sections, entries and links, each with its place. Any text can be read; nothing is raised.

    `path` is the name of the list, for messages; it is not opened. Fields are found by the list's own conventions, so an
    entry may be read differently when the entries around it change; docs/accuracy.md says how often that goes right. Venues
    are those of the program's own table.
    """
    return parse_document(Source(text, path))


def lint(text: str, *, config: Configuration = None, path: str = "<text>") -> list[Diagnostic]:
    """Return what is wrong with a list, sorted by place and code; an empty list where nothing is.

    The spans of the diagnostics are offsets in code points, from 0, into the text without a byte order mark;
    `Source(text).position(offset)` gives line and column. `config` is a `Config`, the path of a configuration file, a mapping
    with the keys of one (docs/configuration.md; its paths are relative to the current folder), or `None` for the defaults: no
    file is searched for. `path` is the name of the list, not opened, which `per-file-ignores` look at.

    Only the text is looked at: no link is checked, no rule runs that asks for other files, and neither `exclude` nor
    `baseline` of a configuration leaves anything out. Comments in the text that suppress findings are heeded.

    Raises `ConfigError` for a configuration that cannot be read or is invalid, `RulebookError` for a malformed rule of the
    user's own, and `InternalError` where a check fails, which is a bug in awesomelint.
    """
    settings = configuration(config)
    document = parse_document(Source(text, path), settings.venues)
    return lint_document(document, settings.rules_for(path), known=settings.known)


def fix(text: str, *, config: Configuration = None, path: str = "<text>", unsafe: bool = False) -> FixResult:
    """Fix what can be fixed safely in a list, with `unsafe` also what could change which paper or link is meant.

    `FixResult.source.text` is the fixed text without a byte order mark (`FixResult.source.to_bytes()` has it where the
    text had one), `FixResult.diagnostics` what is left. Newlines stay as they are. `config` and `path` are those of `lint`.
    `FixResult.refused` are the fixes that would have hurt the list: an entry would have lost its title, an author or a link, or
    a reader would have seen more change than the rule declares. All others are applied.

    Raises `ConfigError`, `RulebookError` and `InternalError` as `lint` does.
    """
    from awesomelint.fixing.fixer import apply_fixes

    settings = configuration(config)
    return apply_fixes(
        Source(text, path), settings.rules_for(path), unsafe=unsafe, known=settings.known, venues=settings.venues
    )


def add(
    text: str,
    url: str,
    *,
    section: str | None = None,
    title: str = "",
    authors: Sequence[str] = (),
    venue: str = "",
    year: int | None = None,
    code: str = "",
    description: str = "",
    config: Configuration = None,
    options: LinkOptions | None = None,
    path: str = "<text>",
) -> Added:
    """Add a paper or a tool to a list, written as the entries of its section are, at the place that their order asks for.

    `url` is the page of a paper, or a repository. Its registry is asked for title, authors, venue and year, with the cache and
    the papers files of `options`; `title`, `authors` ("Ada Berg"), `venue`, `year`, `code` (a URL) and `description` go before
    that. With a title and authors, or the title of a repository, nobody is asked. `section` is a heading, or several as in
    `Vision > Models`; `None` where there is only one, or one of the paper's year. `config` and `path` are those of `lint`.

    `Added.document` is the list with the entry. Nothing else in it changes but numbers, and no rule reports the entry.

    Raises `InputError` where the list has the paper already, it is not clear which section it belongs to, nothing is known of
    the URL, or the paper lacks what the entries of the section have; `ConfigError`, `RulebookError` and `RuntimeError` as
    `check_links` does.
    """
    from awesomelint.adding.entries import add_entry, refuse_duplicate, refuse_listed
    from awesomelint.adding.paper import Given, checked_url
    from awesomelint.adding.sections import sections_named
    from awesomelint.session.adding import known_paper, linter, only_section

    settings = configuration(config)
    document = parse_document(Source(text, path), settings.venues)
    named = sections_named(document, section)
    given = Given(title, tuple(authors), venue, year, checked_url(code) if code else "", description)
    url = checked_url(url)
    refuse_listed(document, url)
    paper = known_paper(url, given, document.venues, settings, options)
    refuse_duplicate(document, paper)
    return add_entry(document, paper, only_section(document, paper, named), linter(settings, path))


def sort(
    text: str,
    *,
    by: Literal["date", "year", "title"] | None = None,
    is_reversed: bool = False,
    sections: Sequence[str] = (),
    config: Configuration = None,
    path: str = "<text>",
) -> Sorted:
    """Put the entries of a list in order, as `awesomelint sort` does.

    Without `by` those sections are sorted that are mostly in some order, in that. With it all are, in the direction that they
    have, else the oldest first, or A to Z. `is_reversed` puts the newest first, or Z, in any case. `sections` are headings, and
    none means all. `config` and `path` are those of `lint`. `Sorted.source` is the list in order: whole items and rows move, and
    nothing else changes.

    Raises `InputError` if no heading has a name of `sections`, `ValueError` for another `by`, `ConfigError` and
    `RulebookError` as `lint` does.
    """
    from awesomelint.document.order import By
    from awesomelint.sorting import sort_entries, under_headings

    document = parse_document(Source(text, path), configuration(config).venues)
    order = By(by) if by is not None else None
    return sort_entries(document, order, is_reversed=is_reversed, chosen=under_headings(document, sections))


def check_links(
    documents: Iterable[Document],
    *,
    config: Configuration = None,
    options: LinkOptions | None = None,
    progress: Progress | None = None,
) -> LinkReport:
    """Check the links of documents, each URL once, in batches and within rate limits, and return the results.

    `documents` are what `parse` returns. `LinkReport.facts.outcomes` has an `Outcome` for each URL; rules that judge outcomes
    are those of a `Session`. `config` is that of `lint`: its `links` and `hosts` count. `options` override them and
    name the cache. `progress` is called after each result with a `LinkProgress`: `done`, `total`, and in `waiting_for` the host
    that has been waited for longest. Ctrl-C stops the check, and the report holds the results so far.

    Raises `ConfigError` and `RulebookError` as `lint` does, and `RuntimeError` in a thread that runs an event loop: there, use
    `await asyncio.to_thread(awesomelint.check_links, documents)`.
    """
    from awesomelint.files import Input
    from awesomelint.session.links import LinkedLists

    settings = configuration(config)
    links = LinkedLists(options)
    for document in documents:
        links.add(Input(document.source.path, None), document, settings)
    return links.check(progress)


def configuration(config: Configuration) -> Config:
    """Return a configuration ready for use. Raises as `lint` does."""
    if isinstance(config, Config):
        return config
    if config is None:
        return load_config(None)
    if isinstance(config, Mapping):
        return config_of(config)
    return load_config(Path(config))
