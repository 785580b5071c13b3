"""`awesomelint add`: write papers and tools into a list, in the form of its entries."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import click

from awesomelint.adding.entries import add_entry, refuse_duplicate, refuse_listed
from awesomelint.adding.paper import Given, NewPaper, checked_url, needs_record, pages_of, paper_at, paper_of, url_of
from awesomelint.adding.places import Added
from awesomelint.adding.sections import MAX_NAMED, likely_sections, section_name, sections_named, unsure
from awesomelint.checks.base import short
from awesomelint.cli import options
from awesomelint.cli.console import Console, ErrorLog, say_note
from awesomelint.cli.links import check_links
from awesomelint.cli.program import EXIT_ERROR, EXIT_FINDINGS
from awesomelint.context import Facts
from awesomelint.diagnostic import Diagnostic
from awesomelint.document.model import Document, Section
from awesomelint.errors import ConfigError, InputError
from awesomelint.files import Input, find_inputs, read_source, replace_file
from awesomelint.papers.bibtex import read_names
from awesomelint.papers.records import read_papers_file
from awesomelint.reporters.diff import diff_lines, shown_diff
from awesomelint.reporters.terminal import counted, visible
from awesomelint.session import LinkOptions, SessionOptions
from awesomelint.session.adding import linter, listed
from awesomelint.session.session import Session
from awesomelint.source import Source

MAX_BIBTEX = 200
"""Papers of a BibTeX file that are added at once."""
_SECTIONS = {
    "What to add": ("--title", "--authors", "--venue", "--year", "--code", "--description", "--bibtex"),
    "Where": ("--section",),
    "Result": ("--yes", "--dry-run", "--color"),
    "Records": ("--papers", "--offline", "--github-token", "--cache-dir", "--no-cache"),
    "Other": ("--config", "--isolated", "--help"),
}


class Arguments(SimpleNamespace):
    """The arguments of the command by their names."""

    file: str
    urls: tuple[str, ...]
    section: str | None
    title: str
    authors: str
    venue: str
    year: int | None
    code: str
    description: str
    bibtex: Path | None
    papers: tuple[Path, ...]
    offline: bool
    yes: bool
    dry_run: bool
    color: str
    config: Path | None
    isolated: bool
    github_token: str | None
    cache_dir: Path | None
    no_cache: bool

    def given(self) -> Given:
        """Return what the user says of the paper."""
        code = checked_url(self.code) if self.code else ""
        names = read_names(self.authors) if " and " in self.authors else tuple(self.authors.split(","))
        authors = tuple(name.strip() for name in names if name.strip())
        return Given(self.title.strip(), authors, self.venue.strip(), self.year, code, self.description)


@click.command(cls=options.SectionedCommand, sections=_SECTIONS, context_settings=options.HELP)
@click.argument("file", metavar="FILE", shell_complete=options.complete_files)
@click.argument("urls", nargs=-1, metavar="[URL]...")
@click.option("--title", default="", metavar="TEXT", help="Title, instead of that of its record.")
@click.option("--authors", default="", metavar="NAMES", help='Authors: "Ada Berg, Bo Li" or "Ada Berg and Bo Li".')
@click.option("--venue", default="", metavar="NAME", help="Venue, such as ACL.")
@click.option("--year", type=click.IntRange(1800, 2099), metavar="YEAR", help="Year of the venue.")
@click.option("--code", default="", metavar="URL", help="Link to its code.")
@click.option("--description", default="", metavar="TEXT", help="What the entry says about it, where entries do.")
@click.option(
    "--bibtex",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Add all papers of a BibTeX or JSON lines file.",
)
@click.option("--section", metavar="NAME", help="Heading of the section, or several as in Vision > Models.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--dry-run", is_flag=True, help="Print the lines of the entry, and write nothing.")
@options.color
@click.option(
    "--papers",
    multiple=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="BibTeX or JSON lines file of papers to look URLs up in.",
)
@click.option("--offline", is_flag=True, help="Make no requests: use the cache, --papers and what is given.")
@options.github_token
@options.cache_dir
@options.no_cache
@options.config
@options.isolated
@click.pass_context
def command(ctx: click.Context, /, **values: Any) -> None:
    """Add papers or tools to a list.

    URL is the page of a paper (arXiv, ACL Anthology, DOI, OpenReview, CVF, PMLR ...), or a repository. Its registry is asked for
    title, authors, venue and year; options go before that.

    The entry is written as those of its section are, at the place that the order of the section asks for. The change is shown,
    and written after a question. What is listed already is refused.

    Exit code: 0 if the entry was written, or with --dry-run printed; 1 if it was only shown, 2 after an error, when nothing is
    written.
    """
    arguments = Arguments(**values)
    if not arguments.urls and arguments.bibtex is None:
        raise click.UsageError("name a URL, or a file with --bibtex")
    given = arguments.given()
    if len(arguments.urls) + (arguments.bibtex is not None) > 1 and any(given):
        raise click.UsageError("--title, --authors, --venue, --year, --code and --description are those of one URL")
    session, errors, console = _session(arguments), ErrorLog(), Console()
    file = _file(arguments.file)
    before = session.parse(file, read_source(file))
    if not before.entries:
        raise InputError("the list has no entries to take the form from", path=file.name)
    papers = _papers(arguments, given, session, before, errors)
    if not papers and not errors:
        raise InputError("no entry is in it, so there is nothing to add", path=str(arguments.bibtex or file.name))
    added = _add(before, papers, arguments, linter(session.config_for(file), file.name), errors)
    if errors:
        ctx.exit(EXIT_ERROR)
    for one in added:
        _say_left_out(one, given)
    if arguments.dry_run:
        for one in added:
            console.write(f"{visible_lines(one.text)}\n")
        return
    after = added[-1].document.source
    for text in shown_diff(diff_lines(before.source, after), console.view(arguments.color)):
        console.write(text)
    if not arguments.yes and not _is_wanted(len(added)):
        say_note(f"{visible(file.name)}: nothing was written; --yes writes")
        ctx.exit(EXIT_FINDINGS)
    _write(file, before.source, after)
    console.write(f"{visible(file.name)}: added {counted(len(added), 'entry', 'entries')}\n")


def _session(arguments: Arguments) -> Session:
    if arguments.config and arguments.isolated:
        raise click.UsageError("--config and --isolated cannot be combined")
    links = LinkOptions(
        is_wanted=True,
        is_offline=arguments.offline,
        token=(arguments.github_token or "").strip() or None,
        cache_dir=arguments.cache_dir,
        uses_cache=not arguments.no_cache,
        papers=arguments.papers,
    )
    config = Path(arguments.config) if arguments.config else None
    return Session(SessionOptions(config=config, is_isolated=arguments.isolated, links=links))


def _file(name: str) -> Input:
    """Return the list. Raises `InputError` for what is no single file."""
    found = list(find_inputs((name,)))
    if len(found) != 1:
        raise InputError(f"expected one list, found {len(found)} files; name one", path=name)
    if not isinstance(found[0], Input):
        raise found[0]
    if found[0].path is None:
        raise InputError("standard input cannot be added to; name a file", path=name)
    return found[0]


# -- what is to be added


def _papers(
    arguments: Arguments, given: Given, session: Session, document: Document, errors: ErrorLog
) -> Sequence[NewPaper]:
    urls = [checked_url(url) for url in dict.fromkeys(arguments.urls)]
    found = []
    for url in urls:
        with errors.told():
            refuse_listed(document, url)
    if urls and not errors:
        facts = _facts(urls, given, session, document, arguments)
        for url in urls:
            with errors.told():
                found.append(paper_at(url, facts, given, document.venues))
    for record in read_papers_file(arguments.bibtex) if arguments.bibtex is not None else ():
        if len(found) >= MAX_BIBTEX:
            raise ConfigError(f"more than {MAX_BIBTEX} papers", path=str(arguments.bibtex))
        with errors.told():
            url = url_of(record)
            if not url:
                message = f'"{record.title}" has neither DOI nor arXiv number nor the URL of a paper'
                raise InputError(message, path=str(arguments.bibtex))
            found.append(paper_of(record, checked_url(url), given, document.venues))
    return found


def _facts(urls: Sequence[str], given: Given, session: Session, document: Document, arguments: Arguments) -> Facts:
    """Ask what there is to know about URLs, all at once, as links are checked."""
    if not needs_record(urls, given) and not arguments.papers:
        return Facts(0, {})
    file = Input(document.source.path, None)
    session.collect_links(file, session.parse(file, listed(pages_of(urls), file.name)))
    report = check_links(session, color=arguments.color, is_quiet=False)
    if report.error is not None:
        raise report.error
    if report.is_interrupted:
        raise KeyboardInterrupt
    return report.facts


# -- adding


def _add(
    document: Document,
    papers: Sequence[NewPaper],
    arguments: Arguments,
    findings: Callable[[Document], Sequence[Diagnostic]],
    errors: ErrorLog,
) -> list[Added]:
    added: list[Added] = []
    for paper in papers:
        with errors.told():
            refuse_duplicate(document, paper)
            added.append(add_entry(document, paper, _section(document, paper, arguments), findings))
            document = added[-1].document
    return added


def _section(document: Document, paper: NewPaper, arguments: Arguments) -> Section:
    """Return the section that a paper belongs to; a person is asked where that is not sure. Raises `InputError`."""
    likely = likely_sections(paper, sections_named(document, arguments.section))
    if len(likely) == 1:
        return likely[0]
    if not _is_terminal():
        raise unsure(document, paper, likely)
    names = [section_name(one) for one in likely[:MAX_NAMED]]
    console = Console(sys.stderr)
    for number, name in enumerate(names, start=1):
        console.write(f"{number}  {visible(name)}\n")
    question = f'Section of "{visible(paper.title)}"'
    return likely[click.prompt(question, type=click.IntRange(1, len(names)), default=1, err=True) - 1]


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _is_wanted(count: int) -> bool:
    """Return whether a person wants the entries to be written."""
    return _is_terminal() and click.confirm(f"Write {counted(count, 'entry', 'entries')}?", err=True)


def _write(file: Input, before: Source, after: Source) -> None:
    assert file.path is not None
    replace_file(file.path, after.to_bytes(), expected=before.to_bytes(), name=file.name)


def _say_left_out(added: Added, given: Given) -> None:
    """Say what of the given is not in an entry, because no other entry of its section has such."""
    entry = added.entry
    left_out = {
        "--code": given.code and given.code not in [link.url for link in entry.links],
        "--description": given.description and entry.description is None,
        "--venue": given.venue and entry.venue is None,
        "--authors": given.authors and not entry.authors,
    }
    if options_left := [name for name, is_left_out in left_out.items() if is_left_out]:
        section = f'section "{entry.section.title}"'
        say_note(f"left out, as entries of {section} do: {', '.join(options_left)}")
    if added.left_out:
        shown = ", ".join(visible(short(text)) for text in added.left_out)
        say_note(f"other entries say more, which no record knows: {shown}")


def visible_lines(text: str) -> str:
    """Return lines as a terminal can show them."""
    return "\n".join(visible(line) for line in text.splitlines())
