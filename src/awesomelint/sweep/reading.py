"""Read lists into the tables `lists`, `uses` and `papers`, in several processes, each list once.

A part has the same lists in each run; its name is a digest of what its files are. So a list that has changed is read again with
the few that share its part, and all others are not. A list that cannot be read is a row with an error.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from functools import cache, partial
from itertools import chain
from pathlib import Path

from awesomelint import __version__
from awesomelint.config.files import find_config
from awesomelint.document.model import Document, year_of
from awesomelint.errors import AwesomelintError, InputError, InternalError
from awesomelint.files import Input
from awesomelint.links.policy import load_policies
from awesomelint.links.settings import LinkSettings, excluded_urls
from awesomelint.links.url import requested_host
from awesomelint.papers.identifiers import paper_id
from awesomelint.paths import digest
from awesomelint.session import SessionOptions
from awesomelint.session.session import Session
from awesomelint.startup import NamedTuple
from awesomelint.sweep.owners import Sites
from awesomelint.sweep.tables import Row, Tables
from awesomelint.workers import in_order

PART = 32
"""Lists in a part."""
MAX_LABEL = 500
MAX_SECTION = 500
"""Characters of a label and of the headings above a link that are kept."""


class Part(NamedTuple):
    """Lists that were read together. `since` is when the sweep began, in seconds since the epoch."""

    folder: Path
    name: str
    since: int
    options: SessionOptions

    @property
    def made(self) -> str:
        """The name of the part of what this sweep makes of these lists."""
        return f"{self.name}.{self.since}"


class ListRows(NamedTuple):
    """What was read of one list: its own row, those of its links, of the papers of its entries, and of what these say of them."""

    row: Row
    uses: tuple[Row, ...] = ()
    papers: tuple[Row, ...] = ()
    claims: tuple[Row, ...] = ()


def read_lists(
    tables: Tables, inputs: Iterable[Input | InputError], session: Session, settings: LinkSettings, jobs: int | None
) -> int:
    """Read those lists whose parts are missing, forget those that are not among `inputs`, and return how many were read.

    Raises `OutputError` where a table cannot be written.
    """
    inputs = list(inputs)
    files = [one for one in inputs if isinstance(one, Input)]
    errors = [one for one in inputs if isinstance(one, InputError)]
    dealt = [files[start : start + PART] for start in range(0, len(files), PART)]
    parts = {_name(session, settings, lists): lists for lists in dealt}
    there = tables.parts("lists")
    missing = {name: lists for name, lists in parts.items() if name not in there}
    work = partial(read_list, session, settings)
    with closing(in_order(work, list(chain(*missing.values())), jobs)) as results:
        for name, lists in missing.items():
            rows = [_result(file, next(results)) for file in lists]
            tables.write("uses", name, chain.from_iterable(one.uses for one in rows))
            tables.write("papers", name, chain.from_iterable(one.papers for one in rows))
            tables.write("claims", name, chain.from_iterable(one.claims for one in rows))
            tables.write(
                "lists", name, ({**one.row, "part": name} for one in rows)
            )  # the last: with it the part is there
    for table in ("lists", "uses", "papers", "claims"):
        tables.keep_only(table, (*parts, *(["errors"] if errors and table == "lists" else [])))
    if errors:
        tables.write("lists", "errors", [_failed(str(error.path or ""), error.message) for error in errors])
    return sum(map(len, missing.values()))


def read_list(session: Session, settings: LinkSettings, file: Input) -> ListRows:
    """Read one list. Raises the errors of its file and its configuration."""
    source = session.read(file)
    if source is None:
        return ListRows(_failed(file.name, "left out by its configuration"))
    document = session.parse(file, source)
    config = session.config_for(file)
    sites = _sites(settings)
    uses, said, *_ = session.links_of(file, document)
    wanted = {use.url for use in uses}
    wanted -= excluded_urls(wanted, config.links)
    years = _years(document)
    rows = []
    for use in uses:
        place, is_excluded = use.place, use.url not in wanted
        section = document.section_at(place.line)
        rows.append(
            {
                "list": file.name,
                "line": place.line,
                "col": place.column,
                "url": use.url,
                "host": requested_host(use.url),
                "site": "" if is_excluded else sites.of_url(use.url),
                "label": use.label[:MAX_LABEL],
                "is_image": use.is_image,
                "is_pdf": place.is_pdf,
                "section": " > ".join(section.path)[:MAX_SECTION],
                "year": years.get(place.line, section.year),
                "is_excluded": is_excluded,
            }
        )
    row = {
        "list": file.name,
        "is_list": file.is_list,
        "path": str(file.place),
        "error": None,
        "size": len(source.text),
        "entries": len(document.entries),
        "links": len(uses),
    }
    claims = (
        {"list": file.name, "paper": str(paper), "title": claim.title, "authors": claim.authors}
        for url, paper, claim in said
        if url in wanted
    )
    return ListRows(row, tuple(rows), tuple(_papers(file, document)), tuple(claims))


@cache
def _sites(settings: LinkSettings) -> Sites:
    return Sites(load_policies(), settings)


def _papers(file: Input, document: Document) -> Iterator[Row]:
    """Yield a row for each entry that links to a paper."""
    for entry in document.entries:
        paper = next(filter(None, (paper_id(link.url) for link in entry.links)), None)
        if paper is not None and entry.title is not None:
            yield {
                "list": file.name,
                "line": entry.first,
                "paper": str(paper),
                "title": entry.title.value,
                "venue": entry.venue.value if entry.venue is not None else None,
                "year": year_of(entry),
            }


def _years(document: Document) -> dict[int, int | None]:
    """Return the years of entries by the lines of these."""
    years: dict[int, int | None] = {}
    for entry in document.entries:
        years.update(dict.fromkeys(range(entry.first, entry.last + 1), year_of(entry)))
    return years


def _name(session: Session, settings: LinkSettings, files: Sequence[Input]) -> str:
    """Return the name of the part with these lists as they and their configurations are now."""
    states: list[object] = [__version__, repr(settings)]
    for file in files:
        paths = {file.place, find_config(file.place)}
        with suppress(AwesomelintError):  # raised where the file is read
            paths.update(session.config_for(file).sources)
        for path in sorted(filter(None, paths)):
            status = path.stat() if path.exists() else None
            states.append((file.name, str(path), status and (status.st_size, status.st_mtime_ns)))
    return digest(json.dumps(states))


def _result(file: Input, result: object) -> ListRows:
    try:
        found: ListRows = result()  # type: ignore[operator]
    except (AwesomelintError, InternalError) as error:
        return ListRows(_failed(file.name, error.message))
    except (MemoryError, RecursionError, OSError) as error:
        return ListRows(_failed(file.name, type(error).__name__))
    return found


def _failed(name: str, said: str) -> Row:
    return {"list": name, "path": None, "error": said, "size": None, "entries": None, "links": None}
