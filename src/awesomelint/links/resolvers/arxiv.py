"""arXiv: its API in batches, with DataCite to fall back on.

The API allows one request in three seconds, and one connection. The latter is obeyed here, by requesting one batch after the
other; the former is the limit of its host in `hosts.yaml`. Sources: <https://info.arxiv.org/help/api/tou.html>, and for its
failures (429 with `Rate exceeded.`, empty feeds) the issues of its clients. What the API cannot tell is requested on its host
as well: pages of arxiv.org are for people, with fifteen seconds from one to the next.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable, Sequence
from urllib.parse import urlencode
from xml.parsers import expat

from awesomelint.context import PaperRecord
from awesomelint.links.exchange import MAX_BODY, Request
from awesomelint.links.outcome import Outcome, Reason, Verdict
from awesomelint.links.resolvers import (
    Answer,
    ResolverContext,
    as_answered,
    batches,
    contact_headers,
    is_unreachable,
    why_not,
)
from awesomelint.links.resolvers.doi import DATACITE_BATCH, ask_datacite
from awesomelint.links.targets import Target
from awesomelint.papers.identifiers import PaperId, other_ids, read_identifier
from awesomelint.papers.identifiers.arxiv import arxiv_id
from awesomelint.papers.identifiers.model import Kind, split_address
from awesomelint.startup import NamedTuple, expression

NAME = "arxiv"
URL = "https://export.arxiv.org/api/query"
BATCH = 150
"""Papers per request: a response of 150 with their abstracts is about half as long as a body may be."""
WITHDRAWN = "arXiv: withdrawn"
"""The detail of a withdrawn paper."""

_HOSTS = frozenset(
    "alphaxiv.org ar5iv.labs.arxiv.org ar5iv.org arxiv.org browse.arxiv.org doi.org dx.doi.org export.arxiv.org hf.co "
    "huggingface.co".split()
)
"""Hosts whose URLs with the identifier of a paper lead to it if there is such a paper."""
_EXPORT = "https://export.arxiv.org"
_FILES = frozenset((Kind.PDF, Kind.FULL_TEXT, Kind.SOURCE))
_ROUNDS = 6
"""How often a batch is requested: again without a malformed identifier, or for papers that a truncated response lacks."""
_DATACITE_AT_ONCE = 3


class ArxivResolver:
    """Asks arXiv whether papers and their versions exist. Versions count from 1, so the number of the latest one is enough."""

    name = NAME

    @staticmethod
    def takes(url: str) -> bool:
        """Return whether arXiv can say if a URL leads to something."""
        reading, address = read_identifier(url), split_address(url)
        is_paper = reading is not None and reading.paper.scheme == "arxiv"
        return is_paper and address is not None and address.host in _HOSTS

    def __init__(self) -> None:
        self._api = _Api()

    async def resolve(self, targets: Sequence[Target], context: ResolverContext) -> AsyncIterator[Answer]:
        """Yield an answer for each target."""
        papers: dict[str, list[Target]] = {}
        others: list[Target] = []
        for target in targets:
            reading = read_identifier(target.url)
            if reading is not None and reading.paper.scheme == "arxiv":
                papers.setdefault(reading.paper.value, []).append(target)
            else:
                others.append(target)
        unknown: list[str] = []
        gone: list[tuple[Target, Entry]] = []
        for batch in batches(list(papers), BATCH):
            asked = await self._api.ask(batch, context)
            for name in batch:
                entry = asked.entries.get(name)
                if entry is None and name in asked.malformed:
                    others.extend(papers[name])
                elif entry is None and name not in asked.missing:
                    unknown.append(name)
                else:
                    for target in papers[name]:
                        if entry is not None and _may_be_gone(target.url, entry):
                            gone.append((target, entry))
                        else:
                            yield _answer(target, entry, context)
        async for answer in self._fall_back(unknown, papers, context):
            yield answer
        for target, entry in gone:
            yield await _ask_file(target, entry, context)
        async for answer in context.plain.resolve(others, context):
            yield answer

    async def _fall_back(
        self, names: Sequence[str], papers: dict[str, list[Target]], context: ResolverContext
    ) -> AsyncIterator[Answer]:
        """Look papers up at DataCite, where arXiv registers their DOIs."""

        async def ask(batch: Sequence[str]) -> list[Answer]:
            dois = {name: f"10.48550/arxiv.{name}" for name in batch}
            records, failure = await ask_datacite(list(dois.values()), context)
            said = f"arXiv API: {self._api.failure}; DataCite: {failure or 'not known there'}"
            return [_of_record(one, records.get(dois[name]), said, context) for name in batch for one in papers[name]]

        async for answers in as_answered(ask, batches(names, DATACITE_BATCH), _DATACITE_AT_ONCE):
            for answer in answers:
                yield answer


def _answer(target: Target, entry: Entry | None, context: ResolverContext) -> Answer:
    """Return the answer for a paper that the API has looked up; no entry means that it does not exist."""
    if entry is None:
        return Answer(_unregistered(target, "arXiv API: no such identifier", context))
    reading = read_identifier(target.url)
    if reading is not None and reading.version is not None and reading.version > entry.version:
        said = f"arXiv API: no version {reading.version}, the latest is {entry.version}"
        return Answer(_unregistered(target, said, context), (entry.record,))
    return Answer(_registered(target, WITHDRAWN if entry.record.is_withdrawn else "", context), (entry.record,))


def _of_record(target: Target, record: PaperRecord | None, failure: str, context: ResolverContext) -> Answer:
    if record is not None:
        return Answer(_registered(target, "DataCite knows it", context), (record,))
    reason = Reason.REGISTRY_UNAVAILABLE
    return Answer(Outcome(target.url, Verdict.UNSURE, reason, NAME, context.now, detail=failure))


def _registered(target: Target, detail: str, context: ResolverContext) -> Outcome:
    return Outcome(target.url, Verdict.ALIVE, Reason.REGISTERED, NAME, context.now, detail=detail)


def _unregistered(target: Target, detail: str, context: ResolverContext) -> Outcome:
    return Outcome(target.url, Verdict.DEAD, Reason.NOT_REGISTERED, NAME, context.now, detail=detail)


# -- what the API cannot tell


def _may_be_gone(url: str, entry: Entry) -> bool:
    """Return whether a URL leads to the file of the version by which a paper was withdrawn.

    arXiv keeps the page of such a paper, and its API knows it, but that file is gone
    (<https://info.arxiv.org/help/withdraw.html>).
    """
    reading, address = read_identifier(url), split_address(url)
    if not entry.record.is_withdrawn or reading is None or address is None:
        return False
    is_file = reading.kind in _FILES and address.host.endswith("arxiv.org") and "ar5iv" not in address.host
    return is_file and reading.version in (None, entry.version)


async def _ask_file(target: Target, entry: Entry, context: ResolverContext) -> Answer:
    """Request the file of the latest version of a paper. Where there is no PDF, there is no other format either."""
    url = f"{_EXPORT}/pdf/{entry.paper.value}v{entry.version}"
    exchange = await context.fetcher.fetch(Request(url, "HEAD", retries=1))
    status = exchange.reply.status if exchange.reply is not None else None
    verdict, reason, detail = Verdict.ALIVE, Reason.OK, WITHDRAWN
    if status in (404, 410):
        verdict, reason = Verdict.DEAD, Reason.NOT_FOUND
    elif status != 200:
        reason, said = why_not(exchange)
        verdict, detail = Verdict.UNSURE, f"{said}; {WITHDRAWN}"
    outcome = Outcome(target.url, verdict, reason, NAME, context.now, status, None, exchange.hops, "HEAD")
    return Answer(outcome._replace(tries=exchange.tries, detail=detail), (entry.record,))


# -- the API


class Asked(NamedTuple):
    """The answer of the API about a batch, by identifier: entries, papers that do not exist, identifiers that it refused.

    It has not answered for an identifier that is in none of the three.
    """

    entries: dict[str, Entry]
    missing: frozenset[str] = frozenset()
    malformed: frozenset[str] = frozenset()


class _Api:
    """The API during one run. After its first failure, kept in `failure`, it is not used again."""

    def __init__(self) -> None:
        self.failure = ""

    async def ask(self, names: Iterable[str], context: ResolverContext) -> Asked:
        """Look papers up by their identifiers, without versions; at most `BATCH`.

        A paper that is missing from a response does not exist, unless the response was truncated or empty, as sometimes happens:
        then the missing ones are requested once more, without the others.
        """
        pending, before = set(names), frozenset[str]()
        entries: dict[str, Entry] = {}
        malformed: set[str] = set()
        for _ in range(_ROUNDS):
            if self.failure or not pending:
                return Asked(entries, malformed=frozenset(malformed))
            feed = await self._fetch(sorted(pending), context)
            if feed is None:
                continue
            if spoilers := pending.intersection(feed.malformed):
                pending -= spoilers
                malformed |= spoilers
                continue
            known = {entry.paper.value: entry for entry in feed.entries if entry.paper.value in pending}
            entries |= known
            is_repeated, before = pending == before, frozenset(pending)
            pending -= known.keys()
            if (feed.is_whole and known) or (feed.is_closed and is_repeated and not known):
                return Asked(entries, frozenset(pending), frozenset(malformed))
            if is_repeated and not known:
                break
        if not self.failure:
            self._fail("truncated responses", context)
        return Asked(entries, malformed=frozenset(malformed))

    async def _fetch(self, names: Sequence[str], context: ResolverContext) -> Feed | None:
        form = urlencode({"id_list": ",".join(names), "start": 0, "max_results": len(names)}, safe=",/")
        headers = {"Content-Type": "application/x-www-form-urlencoded", **contact_headers(context)}
        request = Request(URL, "POST", headers, form.encode(), MAX_BODY, retries=1, partial=True)
        exchange = await context.fetcher.fetch(request)
        reply = exchange.reply
        if reply is not None and reply.status in (200, 400):
            feed = read_feed(reply.body)
            if feed.is_feed and (reply.status == 200 or set(feed.malformed).intersection(names)):
                return feed
        self._fail(why_not(exchange)[1], context, is_told=not is_unreachable(exchange))
        return None

    def _fail(self, why: str, context: ResolverContext, *, is_told: bool = True) -> None:
        self.failure = why
        if is_told:
            context.note(f"arXiv's API did not answer ({why}); DataCite is used instead")


# -- its responses: Atom, read with Python's own expat

_ATOM = "http://www.w3.org/2005/Atom "
_ARXIV = "http://arxiv.org/schemas/atom "
_FEED, _ENTRY, _AUTHOR, _NAME = _ATOM + "feed", _ATOM + "entry", _ATOM + "author", _ATOM + "name"
_TOTAL = "http://a9.com/-/spec/opensearch/1.1/ totalResults"
_FIELDS = {
    _ATOM + "id": "id",
    _ATOM + "title": "title",
    _ATOM + "summary": "summary",
    _ATOM + "published": "published",
    _ATOM + "updated": "updated",
    _ARXIV + "comment": "comment",
    _ARXIV + "journal_ref": "journal",
    _ARXIV + "doi": "doi",
}
_ABS = "/abs/"
_MALFORMED = "#incorrect_id_format_for_"
_DATE = expression(r"\d{4}-\d\d-\d\d", re.ASCII)
_WITHDRAWAL = expression(
    r"(?:this|the|our)\s+(?:\w+\s+)?(?:paper|article|manuscript|submission|preprint|work|version)\b[^.]{0,40}?"
    r"\b(?:withdrawn|withdrew)\b(?!\s+from\b)|\Awithdrawn\b(?!\s+from\b)|\bpaper\s+withdrawn\b(?!\s+from\b)",
    re.IGNORECASE,
)
_START_OF_ABSTRACT, _LONGEST_COMMENT = 200, 2000
_MOST_DOIS = 5


class Entry(NamedTuple):
    """A paper in a feed, with the number of its latest version."""

    paper: PaperId
    version: int
    record: PaperRecord


class Feed(NamedTuple):
    """A response.

    `is_feed` tells that it is a feed at all, `is_closed` that the feed is not truncated, `is_whole` that it also has as many
    entries as it says. `malformed` are the identifiers that the API could not read; with one of them it returns no paper at all.
    """

    entries: tuple[Entry, ...]
    is_feed: bool
    is_closed: bool
    is_whole: bool
    malformed: tuple[str, ...] = ()


def read_feed(body: bytes) -> Feed:
    """Read a response, also one that is truncated or no feed at all. Never raises."""
    reader = _FeedReader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = reader.doctype
    try:
        parser.Parse(body, True)
    except (expat.ExpatError, ValueError, LookupError):  # the last two from encodings that Python does not know
        reader.is_closed = False
    is_whole = reader.is_closed and reader.total is not None and reader.seen >= reader.total
    return Feed(tuple(reader.entries), reader.is_feed, reader.is_closed, is_whole, tuple(reader.malformed))


class _FeedReader:
    """Gathers entries while expat reads."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.malformed: list[str] = []
        self.is_feed = False
        self.is_closed = False
        self.seen = 0
        self.total: int | None = None
        self._path: list[str] = []
        self._text: list[str] = []
        self._fields: dict[str, str] = {}
        self._authors: list[str] = []

    def doctype(self, *_: object) -> None:
        raise ValueError("a feed has no document type; entities, and the harm that they do, come with one")

    def start(self, tag: str, _: object) -> None:
        self._path.append(tag)
        self._text.clear()
        if self._path == [_FEED]:
            self.is_feed = True
        if self._path == [_FEED, _ENTRY]:
            self._fields, self._authors = {}, []

    def text(self, text: str) -> None:
        self._text.append(text)

    def end(self, tag: str) -> None:
        text = " ".join("".join(self._text).split())
        self._text.clear()
        where, depth = self._path, len(self._path)
        if depth == 1:
            self.is_closed = self.is_feed
        elif where[0] == _FEED and depth == 2 and tag == _TOTAL:
            self.total = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
        elif where[:2] == [_FEED, _ENTRY]:
            if depth == 2:
                self._close_entry()
            elif depth == 3 and tag in _FIELDS:
                self._fields[_FIELDS[tag]] = text
            elif depth == 4 and where[2] == _AUTHOR and tag == _NAME and text:
                self._authors.append(text)
        self._path.pop()

    def _close_entry(self) -> None:
        self.seen += 1
        name = self._fields.get("id", "")
        if _MALFORMED in name:
            self.malformed.append(name.partition(_MALFORMED)[2])
        elif (known := arxiv_id(name.partition(_ABS)[2])) is not None:
            paper, version, _ = known
            self.entries.append(Entry(paper, version or 1, _record(paper, version or 1, self._fields, self._authors)))


def _record(paper: PaperId, version: int, fields: dict[str, str], authors: list[str]) -> PaperRecord:
    comment, updated = fields.get("comment", "")[:_LONGEST_COMMENT], _date(fields.get("updated", ""))
    withdrawal = next(filter(_WITHDRAWAL.search, (comment, fields.get("summary", "")[:_START_OF_ABSTRACT])), "")
    # Authors may give several DOIs, that of the paper first.
    published = other_ids(paper, [f"doi:{doi}" for doi in fields.get("doi", "").split()[:_MOST_DOIS]])
    return PaperRecord(
        paper,
        "arXiv",
        title=fields.get("title", ""),
        authors=tuple(authors),
        published=_date(fields.get("published", "")),
        updated=updated,
        is_withdrawn=bool(withdrawal),
        also=published,
        comment=comment,
        version=version,
        published_as=published,
        journal_reference=fields.get("journal", ""),
        # A withdrawal is a version of its own, the latest one.
        withdrawn_on=updated if withdrawal else "",
        withdrawal=withdrawal,
    )


def _date(text: str) -> str:
    match = _DATE.match(text)
    return match[0] if match else ""
