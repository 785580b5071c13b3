"""arXiv's API: papers by their identifiers, in batches, titles of earlier versions, and papers by their titles.

The API allows one request in three seconds, and one connection. The latter is obeyed here, by requesting one batch after the
other; the former is the limit of its host in `hosts.yaml`. Sources: <https://info.arxiv.org/help/api/user-manual.html>,
<https://info.arxiv.org/help/api/tou.html>, and for its failures (429 with `Rate exceeded.`, empty feeds) the issues of its
clients.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode
from xml.parsers import expat

from awesomelint.context import PaperRecord
from awesomelint.links.exchange import MAX_BODY, Request
from awesomelint.links.resolvers import ResolverContext, contact_headers, is_unreachable, why_not
from awesomelint.papers.identifiers import PaperId, other_ids
from awesomelint.papers.identifiers.arxiv import arxiv_id
from awesomelint.startup import NamedTuple, expression

URL = "https://export.arxiv.org/api/query"
BATCH = 150
"""Papers per request: a response of 150 with their abstracts is about half as long as a body may be."""
SEARCH_BATCH = 10
"""Titles per search."""
MOST_VERSIONS = 10
_HITS = 10
"""Papers of a response to a search, for each title: those with the very title come first."""
_PHRASE_WORDS = 30
_WORD = expression(r"\w+(?:[.'’]\w+)*")
_ROUNDS = 6
"""How often a batch is requested: again without a malformed identifier, or for papers that a truncated response lacks."""


class Asked(NamedTuple):
    """The answer of the API about a batch, by identifier: entries, papers that do not exist, identifiers that it refused.

    It has not answered for an identifier that is in none of the three.
    """

    entries: dict[str, Entry]
    missing: frozenset[str] = frozenset()
    malformed: frozenset[str] = frozenset()


class ArxivApi:
    """The API during one run. After its first failure, kept in `failure`, it is not used again."""

    def __init__(self) -> None:
        self.failure = ""
        self.is_unreachable = False
        """Whether it failed as it would without a network."""

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
        self.failure = self.failure or "truncated responses"
        return Asked(entries, malformed=frozenset(malformed))

    async def earlier_titles(self, versions: Mapping[str, int], context: ResolverContext) -> dict[str, tuple[str, ...]]:
        """Return, by identifier, the titles of the versions before the latest one, whose number is given; those of the first
        `MOST_VERSIONS` where there are more. At most `BATCH` in all.

        What the API did not answer for is missing.
        """
        names = {
            f"{name}v{number}": name for name, last in versions.items() for number in range(1, asked_versions(last) + 1)
        }
        feed = await self._fetch(list(names), context)
        if feed is None or feed.malformed:
            return {}
        titles: dict[str, list[str]] = {name: [] for name in versions}
        for entry in feed.entries:
            name = names.pop(f"{entry.paper.value}v{entry.version}", None)
            if name is not None:
                titles[name].append(entry.record.title)
        lacking = set() if feed.is_whole else set(names.values())
        return {name: tuple(dict.fromkeys(found)) for name, found in titles.items() if name not in lacking}

    async def search(self, titles: Sequence[str], context: ResolverContext) -> list[PaperRecord] | None:
        """Return papers with these words in their titles, the words of each in a row; at most `SEARCH_BATCH` titles.

        `None` if the API did not answer.
        """
        query = " OR ".join(f'ti:"{_phrase(title)}"' for title in titles)
        feed = await self._post({"search_query": query, "start": 0, "max_results": _HITS * len(titles)}, context)
        if feed is None or not feed.is_closed:
            return None
        return [entry.record for entry in feed.entries]

    async def _fetch(self, names: Sequence[str], context: ResolverContext) -> Feed | None:
        return await self._post({"id_list": ",".join(names), "start": 0, "max_results": len(names)}, context, names)

    async def _post(
        self, form: Mapping[str, object], context: ResolverContext, names: Sequence[str] = ()
    ) -> Feed | None:
        """Return the response to a query. One without a feed is a failure, unless it is about malformed ones among `names`."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", **contact_headers(context)}
        body = urlencode(form, safe=",/").encode()
        exchange = await context.fetcher.fetch(Request(URL, "POST", headers, body, MAX_BODY, retries=1, partial=True))
        reply = exchange.reply
        if reply is not None and reply.status in (200, 400):
            feed = read_feed(reply.body)
            if feed.is_feed and (reply.status == 200 or set(feed.malformed).intersection(names)):
                return feed
        self.failure = why_not(exchange)[1]
        self.is_unreachable = is_unreachable(exchange)
        return None


def asked_versions(latest: int) -> int:
    """Return how many versions of a paper are asked for, the number of whose latest one is given."""
    return min(latest - 1, MOST_VERSIONS)


def _phrase(title: str) -> str:
    """Return the words of a title as the index has them: without hyphens and quotes, which mean something in a query."""
    return " ".join(_WORD.findall(title)[:_PHRASE_WORDS])


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
_PAPER = (
    r"(?:(?!(?:first|earlier|previous|old|original|initial|prior|other|companion)\b)\w+\s+)?"
    r"(?:paper|article|manuscript|submission|preprint|work|version|note)"
)
_STATE = r"(?:(?:is|was|has|had|be|been|being|to|now|since|hereby|temporarily|voluntarily|therefore)\s+)"
_TAKEN_BACK = r"(?:withdrawn|retracted)\b(?!\s+from\b(?!\s+arxiv))"
_WITHDRAWAL = expression(
    rf"(?<!\bof )(?<!\bin )\b(?:this|the|our)\s+{_PAPER}\s+{_STATE}{{1,5}}{_TAKEN_BACK}"
    rf"|(?:\A|[.;:,(])\s*{_PAPER}\s+{_STATE}{{0,5}}{_TAKEN_BACK}"
    rf"|(?:\A|[.;:,(])\s*{_TAKEN_BACK}(?=\s*(?:[.;:,()!]|\Z|(?:by|due|because|as|for|on|at|until|pending)\b))"
    r"|\b(?:authors?|we|i)\s+(?:(?:have|has|had|to|wish|hereby|now|decided|would|like|voluntarily)\s+){0,5}"
    rf"(?:withdr[ae]wn?|retract(?:ed)?)\s+(?:this|the|our)\s+{_PAPER}\b",
    re.IGNORECASE,
)
"""How authors and arXiv say that a paper was withdrawn; not that it is about what was, nor that another one was."""
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
    abstract = fields.get("summary", "")[:_START_OF_ABSTRACT]
    # The abstract of a paper that was withdrawn may be nothing but the notice; any other may be about withdrawals.
    withdrawal = comment if _WITHDRAWAL.search(comment) else abstract if _WITHDRAWAL.match(abstract) else ""
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
