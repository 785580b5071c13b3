"""What is to be listed: a paper or a tool, from what its registry says and what the user gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from awesomelint.context import Facts, PaperRecord
from awesomelint.document.link_kinds import host_kind
from awesomelint.errors import InputError
from awesomelint.links.outcome import Reason, Verdict
from awesomelint.links.targets import target_url
from awesomelint.links.url import UrlError, read_url
from awesomelint.markdown.blocks import LinkKind
from awesomelint.papers.comments import read_comment, read_reference
from awesomelint.papers.identifiers import PaperId, canonical, read_identifier, repository
from awesomelint.papers.venues.reading import ARCHIVES, parse_venue
from awesomelint.papers.venues.table import VenueTable
from awesomelint.startup import NamedTuple, expression

_UNSAFE = expression(r"[\s<>\"`|\\{}^\x00-\x20\x7f]")
_YEAR = expression(r"(?:1[89]|20)\d\d")


_NO_LINKS: Mapping[LinkKind, str] = MappingProxyType({})


class NewPaper(NamedTuple):
    """What an entry is to say; what is not known is empty or `None`.

    `url` is the link by which it was named, or where that leads now; then `was` is the former. `links` has it and others by kind.
    `venue` is as its registry or the user calls it, `year` the venue's where there is one, `date` the ISO date of publication, as
    exact as it is known. `ids` are the identities under which the list may have it already.
    `has_more` tells that it has more authors than are named.
    """

    url: str
    title: str
    authors: tuple[str, ...] = ()
    venue: str = ""
    year: int | None = None
    date: str = ""
    description: str = ""
    links: Mapping[LinkKind, str] = _NO_LINKS
    ids: tuple[PaperId, ...] = ()
    was: str = ""
    has_more: bool = False


class Given(NamedTuple):
    """What the user says of a paper; it goes before what its registry says."""

    title: str = ""
    authors: tuple[str, ...] = ()
    venue: str = ""
    year: int | None = None
    code: str = ""
    description: str = ""


def checked_url(url: str) -> str:
    """Return a URL that can be written into a list, of an identifier (`2405.11111`, `P19-1001`) that of its page.

    Raises `InputError` for what is no web address, or would break a link.
    """
    names = (url, f"arXiv:{url}", f"ACL:{url}") if "://" not in url else ()
    pages = (canonical(name) for name in names)
    url = next((page for page in pages if page is not None), url)
    try:
        if not url.lower().startswith(("http://", "https://")) or _UNSAFE.search(url):
            raise UrlError("no web address")
        read_url(url)
    except UrlError:
        raise InputError(f'found "{url}", expected a URL such as https://arxiv.org/abs/1901.02860') from None
    if url.count("(") != url.count(")"):
        return url.replace("(", "%28").replace(")", "%29")
    return url


def needs_record(urls: Iterable[str], given: Given) -> bool:
    """Return whether anybody has to be asked about URLs beside the user."""
    return not given.title or not (given.authors or all(repository(url) for url in urls))


def pages_of(urls: Iterable[str]) -> tuple[str, ...]:
    """Return what to ask about URLs: themselves and the pages of their papers, as a PDF does not say what it is about."""
    readings = ((url, read_identifier(url)) for url in urls)
    asked = (each for url, reading in readings for each in (url, reading.url if reading is not None else None))
    return tuple(dict.fromkeys(each for each in asked if each is not None))


def paper_at(url: str, facts: Facts, given: Given, table: VenueTable) -> NewPaper:
    """Return what is known of a URL. Raises `InputError` where not even a title is."""
    record = facts.paper_at(url)
    place = repository(url)
    title = given.title or (record.title if record is not None else "")
    if not title and place is not None:
        known = facts.repositories.get(place)
        title = (known.name if known is not None else place.value).rsplit("/", 1)[-1] if _is_there(url, facts) else ""
    if not title:
        raise InputError(f"{_why(url, facts)}; give its --title, or a papers file that has it with --papers")
    present = _present_url(url, facts)
    paper = paper_of(record or PaperRecord(PaperId("", ""), "", title), present, given, table)
    return paper._replace(was=url) if present != url else paper


def paper_of(record: PaperRecord, url: str, given: Given, table: VenueTable) -> NewPaper:
    """Return what a record and the user say of a paper."""
    reading = read_identifier(url)
    venue, year = given.venue, given.year
    published = _YEAR.match(record.published)
    if not venue:
        venue, said = _venue(record, table)
        year = year or said
    else:
        mention = parse_venue(venue, table)
        year = year or (mention.year if mention is not None else None)
    kind = host_kind(url) if reading is None else LinkKind.PAPER
    links = {kind: url} | ({LinkKind.CODE: given.code} if given.code else {})
    ids = (record.paper, *record.also, *record.published_as, *((reading.paper,) if reading is not None else ()))
    return NewPaper(
        url,
        " ".join((given.title or record.title).split()).removesuffix("."),
        tuple(map(_in_order, given.authors or record.authors)),
        " ".join(venue.split()),
        year or (int(published[0]) if published is not None else None),
        record.published,
        " ".join(given.description.split()),
        links,
        tuple(dict.fromkeys(one for one in ids if one.value)),
        has_more=record.has_more and not given.authors,
    )


def _in_order(name: str) -> str:
    """Return a name with the surname last."""
    surname, comma, rest = name.partition(",")
    return " ".join((f"{rest} {surname}" if comma else name).split())


def url_of(record: PaperRecord) -> str:
    """Return the URL of a record's paper, empty where its identity has none."""
    for paper in (record.paper, *record.also):
        reading = read_identifier(str(paper))
        if reading is not None and reading.url is not None:
            return reading.url
    return ""


def _venue(record: PaperRecord, table: VenueTable) -> tuple[str, int | None]:
    """Return the venue that a record names, and the venue's year where it says that; a preprint's is its archive."""
    for text, read in ((record.journal_reference, read_reference), (record.comment, read_comment)):
        said = read(text, table) if text else None
        if said is not None and said.is_published:
            return said.venue.name, said.year
    reading = parse_venue(record.venue, table) if record.venue else None
    if reading is not None and reading.venue.kind not in ARCHIVES and not reading.is_workshop:
        return reading.venue.name, reading.year
    if record.venue:
        return record.venue, None
    return ("arXiv" if record.paper.scheme == "arxiv" else ""), None


def _present_url(url: str, facts: Facts) -> str:
    """Return the URL of a repository that was renamed under its present name, any other as it is."""
    outcome = facts.outcomes.get(target_url(url))
    if outcome is None or outcome.reason is not Reason.RENAMED or not outcome.final_url:
        return url
    return checked_url(outcome.final_url)


def _is_there(url: str, facts: Facts) -> bool:
    outcome = facts.outcomes.get(target_url(url))
    return outcome is not None and outcome.verdict in (Verdict.ALIVE, Verdict.MOVED)


def _why(url: str, facts: Facts) -> str:
    """Return why nothing is known of a URL."""
    outcome = facts.outcomes.get(target_url(url))
    if outcome is None:
        return f"nothing is known of {url}"
    if outcome.verdict is Verdict.SKIPPED:
        return f"{url} was not asked ({outcome.reason.value})"
    if outcome.verdict is Verdict.DEAD:
        return f"{url} leads nowhere ({outcome.reason.value})"
    if outcome.verdict in (Verdict.ALIVE, Verdict.MOVED):
        return f"{url} does not say what it is about"
    return f"{url} did not answer ({outcome.reason.value})"
