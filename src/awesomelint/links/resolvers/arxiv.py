"""arXiv: asked through its API in batches, with DataCite to fall back on."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable, Sequence
from urllib.parse import urlencode
from xml.parsers import expat

from awesomelint.context import PaperRecord
from awesomelint.expressions import expression
from awesomelint.links.exchange import MAX_BODY, Request
from awesomelint.links.outcome import Outcome, Reason, Verdict
from awesomelint.links.resolvers.base import (
    Answer,
    ResolverContext,
    as_answered,
    contact_headers,
    is_unreachable,
    why_not,
)
from awesomelint.links.resolvers.doi import DATACITE_BATCH, ask_datacite
from awesomelint.links.targets import Target
from awesomelint.named_tuple import NamedTuple
from awesomelint.papers.identifiers import PaperId, paper_id, read_identifier
from awesomelint.papers.identifiers.arxiv import arxiv_id
from awesomelint.papers.identifiers.model import Kind, escape, split_address

_ATOM = "http://www.w3.org/2005/Atom "
_ARXIV = "http://arxiv.org/schemas/atom "
_OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/ "
_FEED, _ENTRY, _AUTHOR, _NAME = _ATOM + "feed", _ATOM + "entry", _ATOM + "author", _ATOM + "name"
_TOTAL = _OPENSEARCH + "totalResults"
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
_WITHDRAWN = expression(
    r"(?:this|the|our)\s+(?:\w+\s+)?(?:paper|article|manuscript|submission|preprint|work|version)\b[^.]{0,40}?"
    r"\b(?:withdrawn|withdrew)\b(?!\s+from\b)|\Awithdrawn\b(?!\s+from\b)|\bpaper\s+withdrawn\b(?!\s+from\b)",
    re.IGNORECASE,
)
_START_OF_ABSTRACT, _LONGEST_COMMENT = 200, 2000


class Entry(NamedTuple):
    """A paper in a feed, with the number of its latest version."""

    paper: PaperId
    version: int
    record: PaperRecord


class Feed(NamedTuple):
    """What an answer says.

    `is_feed` tells that it is a feed at all, `is_closed` that the feed came to its end, `is_whole` that it also held as many
    entries as it promised. `malformed` are the identifiers that the API would not read; one of them spoils the answer for all.
    """

    entries: tuple[Entry, ...]
    is_feed: bool
    is_closed: bool
    is_whole: bool
    malformed: tuple[str, ...] = ()


def read_feed(body: bytes) -> Feed:
    """Read an answer, also one that is cut short or is no feed at all. Never raises."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(body, True)
    except (expat.ExpatError, _DoctypeError, ValueError, LookupError):
        # ValueError and LookupError come from encodings that Python does not know.
        reader.is_closed = False
    return Feed(tuple(reader.entries), reader.is_feed, reader.is_closed, reader.is_whole(), tuple(reader.malformed))


class _DoctypeError(Exception):
    """A feed has no document type; entities, and the harm that they do, come with one."""


def _refuse_doctype(*_: object) -> None:
    raise _DoctypeError


class _Reader:
    """Gathers entries while expat reads."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.malformed: list[str] = []
        self.is_feed = False
        self.is_closed = False
        self._seen = 0
        self._total: int | None = None
        self._path: list[str] = []
        self._text: list[str] = []
        self._fields: dict[str, str] = {}
        self._authors: list[str] = []

    def is_whole(self) -> bool:
        return self.is_closed and self._total is not None and self._seen >= self._total

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
            self._total = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
        elif where[:2] == [_FEED, _ENTRY]:
            if depth == 2:
                self._close_entry()
            elif depth == 3 and tag in _FIELDS:
                self._fields[_FIELDS[tag]] = text
            elif depth == 4 and where[2] == _AUTHOR and tag == _NAME and text:
                self._authors.append(text)
        self._path.pop()

    def _close_entry(self) -> None:
        self._seen += 1
        name = self._fields.get("id", "")
        if _MALFORMED in name:
            self.malformed.append(name.partition(_MALFORMED)[2])
            return
        known = arxiv_id(name.partition(_ABS)[2])
        if known is not None:
            paper, version, _ = known
            self.entries.append(Entry(paper, version or 1, _record(paper, self._fields, self._authors)))


def _record(paper: PaperId, fields: dict[str, str], authors: list[str]) -> PaperRecord:
    doi = paper_id("doi:" + fields["doi"].partition(" ")[0]) if fields.get("doi") else None
    is_withdrawn = bool(
        _WITHDRAWN.search(fields.get("comment", "")[:_LONGEST_COMMENT])
        or _WITHDRAWN.search(fields.get("summary", "")[:_START_OF_ABSTRACT])
    )
    return PaperRecord(
        paper,
        "arXiv",
        title=fields.get("title", ""),
        authors=tuple(authors),
        published=_date(fields.get("published", "")),
        updated=_date(fields.get("updated", "")),
        venue=fields.get("journal", ""),
        is_withdrawn=is_withdrawn,
        also=(doi,) if doi is not None and doi != paper else (),
    )


def _date(text: str) -> str:
    found = _DATE.match(text)
    return found[0] if found else ""


#| Talking to arXiv's API.
#|
#| It allows one request in three seconds, and one connection. The second is kept here, by asking for one batch after the other; the
#| first is the limit of its host in `hosts.yaml`. Sources: <https://info.arxiv.org/help/api/tou.html>, and for what it does on bad
#| days (429 with `Rate exceeded.`, empty feeds) the issues of the clients that use it.

URL = "https://export.arxiv.org/api/query"
BATCH = 150
"""Papers a request: an answer of 150 with their abstracts is about half of what is read of a body."""

_ROUNDS = 6
"""How often a batch is asked for: again without an identifier that spoils it, or for what an answer that was cut short lacks."""


class Asked(NamedTuple):
    """What the API said about a batch, by identifier: entries, what does not exist, what it would not read.

    On those that are in none of the three it said nothing.
    """

    entries: dict[str, Entry]
    missing: frozenset[str] = frozenset()
    malformed: frozenset[str] = frozenset()


class ArxivApi:
    """The API during one run. After its first failure, told in `failure`, it is asked no more: it fails for all, not for some."""

    def __init__(self) -> None:
        self.failure = ""

    async def ask(self, names: Iterable[str], context: ResolverContext) -> Asked:
        """Ask for papers by their identifiers, without versions; at most `BATCH`.

        What is absent from an answer does not exist, unless the answer was cut short, or empty, as it is on the API's bad days:
        then the absent ones are asked for once more, alone.
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
            spoilers = pending.intersection(feed.malformed)
            if spoilers:
                pending -= spoilers
                malformed |= spoilers
                continue
            found = {entry.paper.value: entry for entry in feed.entries if entry.paper.value in pending}
            entries |= found
            is_repeated, before = pending == before, frozenset(pending)
            pending -= found.keys()
            if (feed.is_whole and found) or (feed.is_closed and is_repeated and not found):
                return Asked(entries, frozenset(pending), frozenset(malformed))
            if is_repeated and not found:
                break
        if not self.failure:
            self._fail("answers that are cut short", context)
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
            context.note(f"arXiv's API did not answer ({why}); DataCite is asked instead")


#| Files of withdrawn papers. arXiv keeps the page of such a paper, and its API knows it, but the file of the version that
#| withdrew it is gone (<https://info.arxiv.org/help/withdraw.html>).
#|
#| It is asked for where arXiv wants programs to ask, on the host of its API, once in three seconds: pages of arxiv.org are for
#| people, with fifteen seconds from one to the next.

WITHDRAWN = "arXiv: withdrawn"
"""What is said of a withdrawn paper."""
FILE_URL = "https://export.arxiv.org/pdf/"
_FILES = frozenset((Kind.PDF, Kind.FULL_TEXT, Kind.SOURCE))


def may_be_gone(url: str, entry: Entry) -> bool:
    """Tell whether a URL leads to a file that may be gone: that of the version by which a paper was withdrawn."""
    reading, address = read_identifier(url), split_address(url)
    if not entry.record.is_withdrawn or reading is None or address is None:
        return False
    is_file = reading.kind in _FILES and address.host.endswith("arxiv.org") and "ar5iv" not in address.host
    return is_file and reading.version in (None, entry.version)


async def ask_file(target: Target, entry: Entry, context: ResolverContext) -> Answer:
    """Ask whether the latest version of a paper still has a file. Where it has no PDF, it has no other form either."""
    exchange = await context.fetcher.fetch(Request(f"{FILE_URL}{entry.paper.value}v{entry.version}", "HEAD", retries=1))
    status = exchange.reply.status if exchange.reply is not None else None
    verdict, reason, detail = Verdict.ALIVE, Reason.OK, WITHDRAWN
    if status in (404, 410):
        verdict, reason = Verdict.DEAD, Reason.NOT_FOUND
    elif status != 200:
        reason, said = why_not(exchange)
        verdict, detail = Verdict.UNSURE, f"{said}; {WITHDRAWN}"
    outcome = Outcome(
        target.url,
        verdict,
        reason,
        "arxiv",
        context.now,
        status=status,
        hops=exchange.hops,
        method="HEAD",
        tries=exchange.tries,
        detail=detail,
    )
    return Answer(outcome, (entry.record,))


#| Addresses of papers in a form that arXiv does not have, `arxiv.org/paper/2401.00001.pdf`: two are asked for, and speak for all.
#|
#| arxiv.org wants fifteen seconds from one page to the next, and a list that has one such address has dozens. They are asked
#| for where arXiv wants programs to ask.

_ROOT = "https://export.arxiv.org"
_HOSTS = frozenset(("arxiv.org", "export.arxiv.org"))
_FORM = "paper"
_WITNESSES = 2
"""How many have to be missing until the form is: one could be a slip in its identifier."""


def has_odd_form(url: str) -> bool:
    """Tell whether a URL names a paper at arXiv in a form that arXiv does not have."""
    address = split_address(url)
    return address is not None and address.host in _HOSTS and address.parts[:1] == [_FORM]


async def ask_form(targets: Sequence[Target], context: ResolverContext) -> list[Answer]:
    """Return an answer for each of some targets in such a form; none if the form turns out to exist."""
    answers: list[Answer] = []
    for target in targets[:_WITNESSES]:
        address = split_address(target.url)
        assert address is not None
        path = escape("/".join(address.parts))
        exchange = await context.fetcher.fetch(Request(f"{_ROOT}/{path}", "HEAD", retries=1))
        if exchange.reply is None or exchange.reply.status != 404:
            return []
        answers.append(Answer(_dead(target, context)._replace(method="HEAD", tries=exchange.tries, hops=exchange.hops)))
    detail = f"arXiv has no pages /{_FORM}/: 404 for {_WITNESSES} others"
    return [*answers, *(Answer(_dead(target, context)._replace(detail=detail)) for target in targets[_WITNESSES:])]


def _dead(target: Target, context: ResolverContext) -> Outcome:
    return Outcome(target.url, Verdict.DEAD, Reason.NOT_FOUND, "arxiv", context.now, status=404)


#| arXiv: asked through its API in batches, with DataCite to fall back on.

_DATACITE_AT_ONCE = 3

_ARXIV_HOSTS = frozenset(
    "alphaxiv.org ar5iv.labs.arxiv.org ar5iv.org arxiv.org browse.arxiv.org doi.org dx.doi.org export.arxiv.org hf.co "
    "huggingface.co".split()
)
"""Hosts of which a URL with the identifier of a paper leads to it if there is such a paper."""


def takes_arxiv(url: str) -> bool:
    """Tell whether arXiv can say if a URL leads to something."""
    reading, address = read_identifier(url), split_address(url)
    if reading is None or reading.paper.scheme != "arxiv" or address is None:
        return False
    return address.host in _ARXIV_HOSTS


class ArxivResolver:
    """Asks arXiv whether papers and their versions exist. Versions are counted from 1, so the number of the latest one tells."""

    name = "arxiv"

    def __init__(self) -> None:
        self._api = ArxivApi()

    async def resolve(self, targets: Sequence[Target], context: ResolverContext) -> AsyncIterator[Answer]:
        """Yield an answer for each target."""
        papers: dict[str, list[Target]] = {}
        others: list[Target] = []
        odd: list[Target] = []
        for target in targets:
            reading = read_identifier(target.url)
            if has_odd_form(target.url):
                odd.append(target)
            elif reading is not None and reading.paper.scheme == "arxiv":
                papers.setdefault(reading.paper.value, []).append(target)
            else:
                others.append(target)
        unknown: list[str] = []
        withdrawn: list[tuple[Target, Entry]] = []
        names = list(papers)
        for start in range(0, len(names), BATCH):
            batch = names[start : start + BATCH]
            asked = await self._api.ask(batch, context)
            for name in batch:
                if name in asked.entries:
                    for target in papers[name]:
                        if may_be_gone(target.url, asked.entries[name]):
                            withdrawn.append((target, asked.entries[name]))
                        else:
                            yield _of_entry(target, asked.entries[name], context)
                elif name in asked.missing:
                    for target in papers[name]:
                        yield Answer(_arxiv_dead(target, "arXiv API: no such identifier", context))
                elif name in asked.malformed:
                    others.extend(papers[name])
                else:
                    unknown.append(name)
        async for answer in self._fall_back(unknown, papers, context):
            yield answer
        for target, entry in withdrawn:
            yield await ask_file(target, entry, context)
        if odd:
            answers = await ask_form(odd, context)
            others.extend(odd if not answers else ())
            for answer in answers:
                yield answer
        if others:
            async for answer in context.plain.resolve(others, context):
                yield answer

    async def _fall_back(
        self, names: Sequence[str], papers: dict[str, list[Target]], context: ResolverContext
    ) -> AsyncIterator[Answer]:
        async def ask(batch: Sequence[str]) -> list[Answer]:
            records, failure = await ask_datacite([_doi(name) for name in batch], context)
            said = failure or "not known there"
            return [
                _of_record(
                    target, records.get(_doi(name)), f"arXiv API: {self._api.failure}; DataCite: {said}", context
                )
                for name in batch
                for target in papers[name]
            ]

        batches = [names[start : start + DATACITE_BATCH] for start in range(0, len(names), DATACITE_BATCH)]
        async for answers in as_answered(ask, batches, _DATACITE_AT_ONCE):
            for answer in answers:
                yield answer


def _doi(name: str) -> str:
    return f"10.48550/arxiv.{name}"


def _of_entry(target: Target, entry: Entry, context: ResolverContext) -> Answer:
    reading = read_identifier(target.url)
    version = reading.version if reading is not None else None
    if version is not None and version > entry.version:
        return Answer(
            _arxiv_dead(target, f"arXiv API: no version {version}, the latest is {entry.version}", context),
            (entry.record,),
        )
    detail = WITHDRAWN if entry.record.is_withdrawn else ""
    return Answer(_alive(target, detail, context), (entry.record,))


def _of_record(target: Target, record: PaperRecord | None, failure: str, context: ResolverContext) -> Answer:
    if record is not None:
        return Answer(_alive(target, "DataCite knows it", context), (record,))
    return Answer(
        Outcome(
            target.url, Verdict.UNSURE, Reason.REGISTRY_UNAVAILABLE, ArxivResolver.name, context.now, detail=failure
        )
    )


def _alive(target: Target, detail: str, context: ResolverContext) -> Outcome:
    return Outcome(target.url, Verdict.ALIVE, Reason.REGISTERED, ArxivResolver.name, context.now, detail=detail)


def _arxiv_dead(target: Target, detail: str, context: ResolverContext) -> Outcome:
    return Outcome(target.url, Verdict.DEAD, Reason.NOT_REGISTERED, ArxivResolver.name, context.now, detail=detail)
