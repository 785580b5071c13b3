"""The second round: what is asked of links that may lead to another paper than their entry's.

Such links are few, and most are right: their papers were renamed. So that they cost next to nothing, the questions come first
whose answers can show that a link is wrong. Papers with the entry's own title are searched for where the link leads: at arXiv,
ten titles at once, or at Crossref, title by title. If there is one, or if the linked paper is that of another entry, arXiv is
asked for the titles of its earlier versions, many papers at once. These questions are *due*: a run may ask one of each kind, and
more as far as its budget, a share of its other requests, goes. Where such a request has room for more, it also asks about
other papers. Beyond that the budget alone pays for the rest: whether other papers were renamed, searches at the other of the
two, and for titles that are but a little unlike.

Answers are kept, also that nothing was found, so that no question is asked twice. What is due and was not asked is left to the
next run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from awesomelint.context import PaperRecord
from awesomelint.links.cache import LinkCache
from awesomelint.links.cache_rows import Search
from awesomelint.links.records import bounded_paper
from awesomelint.links.resolvers import ResolverContext, batches
from awesomelint.links.resolvers.agencies import search_crossref
from awesomelint.links.resolvers.arxiv_api import BATCH, SEARCH_BATCH, ArxivApi, asked_versions
from awesomelint.papers.identifiers import PaperId
from awesomelint.papers.titles import title_key
from awesomelint.startup import NamedTuple

REQUESTS = 0.02
"""The budget: requests as a share of those for the links themselves."""
MAX_PAPERS = 20
"""Papers of one title that are kept."""
ARXIV, CROSSREF = "arXiv", "Crossref"


class Doubt(NamedTuple):
    """A link that may lead to another paper than its entry's: the paper that it names, and the entry's title.

    `seems_wrong` tells that the paper is another entry's, by its title, or that a file knows another paper of the entry's title,
    `is_linked` that the list has a link to a paper of the entry's title, so that this need not be searched for, and `is_slight`
    that the titles are alike, or an author is the same, so that the link is most likely right.
    """

    paper: PaperId
    title: str
    seems_wrong: bool = False
    is_linked: bool = False
    is_slight: bool = False

    @property
    def registry(self) -> str:
        """Where the entry's paper is searched for first: where its link was copied from, or at arXiv, which has most papers."""
        return CROSSREF if self.paper.scheme == "doi" else ARXIV


Doubts = Callable[[Mapping[PaperId, PaperRecord]], Iterable[Doubt]]
"""Returns the doubts that are left with what is known of papers."""


def no_doubts(_: Mapping[PaperId, PaperRecord]) -> Iterable[Doubt]:
    """Return no doubts."""
    return ()


class SecondRound:
    """The questions about doubtful links, and the answers so far.

    `papers` are the records of the links, which get their earlier titles. `titles` are the results of searches by the
    `title_key` of the title, those that are complete.
    """

    def __init__(self, doubts: Doubts, papers: dict[PaperId, PaperRecord], cache: LinkCache):
        self.titles: dict[str, tuple[PaperRecord, ...]] = {}
        self._doubts = doubts
        self._papers = papers
        self._cache = cache
        self._open: list[Doubt] = []
        self._searches: dict[str, Search] = {}

    def recall(self) -> bool:
        """Take in what the cache knows of links that are doubtful now, and return whether a question is due."""
        self._open = sorted(self._doubts(self._papers), key=lambda doubt: doubt.is_slight)
        keys = {title_key(doubt.title) for doubt in self._open} - self._searches.keys()
        if keys:
            self._searches.update(self._cache.searches(keys))
        for key in keys:
            self._take_in(key, self._searches.get(key, Search()))
        return self._due() > 0

    async def ask(self, api: ArxivApi, context: ResolverContext, budget: int) -> None:
        """Ask what is due, and within a budget the rest, and keep each answer as it comes."""
        left = budget
        for is_due in (True, False):
            left -= await self._search_arxiv(api, context, max(left, is_due), is_due=is_due)
            left -= await self._ask_versions(api, context, max(left, is_due), is_due=is_due)
            left -= await self._search_crossref(context, self._untitled(CROSSREF, is_due=is_due), max(left, is_due))
        if unasked := self._due():
            what = "1 link" if unasked == 1 else f"{unasked} links"
            context.note(f"{what} with another title than the paper could not be looked up yet; the next run goes on")

    async def _search_arxiv(self, api: ArxivApi, context: ResolverContext, most: int, *, is_due: bool) -> int:
        due, others = self._untitled(ARXIV, is_due=True), self._untitled(ARXIV, is_due=False)
        titles = {**due, **others} if is_due else others
        used = 0
        for batch in batches(list(titles.items()), SEARCH_BATCH):
            if api.failure or used >= most or (is_due and due.keys().isdisjoint(key for key, _ in batch)):
                break
            used += 1
            self._found(ARXIV, batch, await api.search([title for _, title in batch], context))
        return used

    async def _ask_versions(self, api: ArxivApi, context: ResolverContext, most: int, *, is_due: bool) -> int:
        due, others = self._renamed(is_due=True), self._renamed(is_due=False)
        papers = {**due, **others} if is_due else others
        used = 0
        for versions in _version_batches(papers):
            if api.failure or used >= most or (is_due and due.keys().isdisjoint(versions)):
                break
            used += 1
            for name, titles in (await api.earlier_titles(versions, context)).items():
                self._learn_titles(papers[name], titles)
        if used:
            self.recall()
        return used

    async def _search_crossref(self, context: ResolverContext, titles: dict[str, str], most: int) -> int:
        used = 0
        for key, title in titles.items():
            if used >= most:
                break
            used += 1
            found = await search_crossref(title, context)
            self._found(CROSSREF, [(key, title)], found)
            if found is None:
                break
        return used

    # -- what is left

    def _due(self) -> int:
        """Return how many links wait for a question that is due."""
        titles = {**self._untitled(ARXIV, is_due=True), **self._untitled(CROSSREF, is_due=True)}
        renamed = {record.paper for record in self._renamed(is_due=True).values()}
        return sum(title_key(doubt.title) in titles or doubt.paper in renamed for doubt in self._open)

    def _renamed(self, *, is_due: bool) -> dict[str, PaperRecord]:
        """Return the doubtful papers that may have had other titles at arXiv: those whose links seem wrong, or all others."""
        seem_wrong = {doubt.paper for doubt in self._open if doubt.seems_wrong or self._is_known(doubt)}
        papers = (self._papers[doubt.paper] for doubt in self._open if (doubt.paper in seem_wrong) is is_due)
        return {
            record.paper.value: record
            for record in papers
            if record.source == ARXIV and record.version > 1 and record.earlier_titles is None
        }

    def _is_known(self, doubt: Doubt) -> bool:
        return doubt.is_linked or bool(self.titles.get(title_key(doubt.title)))

    def _untitled(self, source: str, *, is_due: bool) -> dict[str, str]:
        """Return, by their keys, the titles that a registry is to be asked for: of links to it, or others that it is left for."""
        return {
            key: doubt.title
            for doubt in self._open
            if not self._is_known(doubt)
            and _is_for(doubt, source, self._searches[key := title_key(doubt.title)].asked, is_due=is_due)
        }

    # -- answers

    def _learn_titles(self, record: PaperRecord, titles: Sequence[str]) -> None:
        others = tuple(title for title in titles if title != record.title)
        record = bounded_paper(record._replace(earlier_titles=others))
        self._papers[record.paper] = record
        self._cache.put_paper(record)

    def _found(self, source: str, titles: Iterable[tuple[str, str]], found: Iterable[PaperRecord] | None) -> None:
        """Take in what a source has found for some titles; `None` if it did not answer."""
        if found is None:
            return
        by_key: dict[str, list[PaperRecord]] = {}
        for record in map(bounded_paper, found):
            by_key.setdefault(title_key(record.title), []).append(record)
        for key, _ in titles:
            search = Search((*self._searches[key].asked, source), tuple(by_key.get(key, ())[:MAX_PAPERS]))
            self._take_in(key, search)
            self._cache.put_search(key, search)

    def _take_in(self, key: str, search: Search) -> None:
        self._searches[key] = search
        if search.papers or {ARXIV, CROSSREF} <= set(search.asked):
            self.titles[key] = search.papers


def _is_for(doubt: Doubt, source: str, asked: tuple[str, ...], *, is_due: bool) -> bool:
    """Return whether a registry is to be asked for the title of a doubt, some having been asked before."""
    if doubt.is_slight:
        return source == ARXIV and not is_due and not asked
    return (doubt.registry == source) is is_due and asked == (() if is_due else (doubt.registry,))


def _version_batches(renamed: Mapping[str, PaperRecord]) -> Iterable[dict[str, int]]:
    """Yield the numbers of the latest versions of papers, in batches of as many versions as may be asked for at once."""
    batch: dict[str, int] = {}
    size = 0
    for name, record in renamed.items():
        count = asked_versions(record.version)
        if size + count > BATCH:
            yield batch
            batch, size = {}, 0
        batch[name] = record.version
        size += count
    if batch:
        yield batch
