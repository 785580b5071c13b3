"""What is to be known before an entry can be added to a text: the paper's record, and the rules of the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from awesomelint.adding.paper import Given, NewPaper, checked_url, needs_record, pages_of, paper_at
from awesomelint.adding.sections import likely_sections, unsure
from awesomelint.config.model import Config
from awesomelint.context import Facts
from awesomelint.diagnostic import Diagnostic
from awesomelint.document.model import Document, Section
from awesomelint.document.parse import parse_document
from awesomelint.engine import lint_document
from awesomelint.files import Input
from awesomelint.papers.venues.table import VenueTable
from awesomelint.session import LinkOptions
from awesomelint.session.links import LinkedLists
from awesomelint.source import Source


def known_paper(url: str, given: Given, table: VenueTable, config: Config, options: LinkOptions | None) -> NewPaper:
    """Return what its registry and the user say of a paper. The registry is asked, unless the user says all that is needed.

    Raises `InputError` for what is no URL, or one of which nothing is known, and what keeps links from being checked at all.
    """
    url, facts = checked_url(url), Facts(0, {})
    if needs_record((url,), given) or (options is not None and options.papers):
        links, name = LinkedLists(options), Input("<text>", None)
        links.add(name, parse_document(listed(pages_of((url,)), name.name)), config)
        report = links.check(None)
        if report.error is not None:
            raise report.error
        facts = report.facts
    return paper_at(url, facts, given, table)


def listed(urls: Sequence[str], name: str) -> Source:
    """Return a text with links, to ask about all of them at once."""
    return Source("".join(f"<{url}>\n\n" for url in urls), name)


def linter(config: Config, name: str) -> Callable[[Document], Sequence[Diagnostic]]:
    """Return a function that lints versions of a list, and remembers its answers to the last ones."""
    return lru_cache(maxsize=4)(lambda document: lint_document(document, config.rules_for(name), known=config.known))


def only_section(document: Document, paper: NewPaper, sections: Sequence[Section]) -> Section:
    """Return the one of some sections that a paper belongs to. Raises `InputError` where that is not sure."""
    likely = likely_sections(paper, sections)
    if len(likely) != 1:
        raise unsure(document, paper, likely)
    return likely[0]
